package input

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/pattern"
)

// A message is a SIP message in a log.
type message struct {
	offset, line   int // of its first line
	start          string
	method         string // of the request, or of what a response is about
	code           int    // 0 for a request
	callID         string
	cseq           int    // -1 for none
	from, to       string // tags
	fromURI, toURI string
	sdp            string
	short          int // bytes missing from the body
}

// startLines are those of RFC 3261 §7.1 and §7.2. Logs indent them, and ngrep shows the CR
// at the end as a dot.
var startLines = pattern.New(`^[ \t]*(?:SIP/2\.0 [1-6]\d\d(?: .*)?|[A-Z]{2,20} \S+ SIP/2\.0\.?)$`)

// isSIP says that a line of the text begins a SIP message.
func isSIP(text string) bool {
	for l := range strings.Lines(text) {
		if startLines().MatchString(strings.TrimRight(l, "\r\n")) {
			return true
		}
	}
	return false
}

// A logLines goes through the lines of a log.
type logLines struct {
	text         string
	offset, rest int // of the line at hand, of the next
	number       int
	line         string // at hand, without its LF
	more         bool   // there is one
}

// next takes the next line.
func (l *logLines) next() bool {
	l.offset, l.line, l.more = l.rest, "", l.rest < len(l.text)
	if l.more {
		l.number++
		l.line, _, _ = strings.Cut(l.text[l.rest:], "\n")
		l.rest = min(l.rest+len(l.line)+1, len(l.text))
	}
	return l.more
}

// shown is the line without CR, indentation and what ngrep makes of the CR.
func (l *logLines) shown(indent string, dots bool) string {
	s := strings.TrimPrefix(strings.TrimSuffix(l.line, "\r"), indent)
	if dots {
		s = strings.TrimSuffix(s, ".")
	}
	return s
}

// messages finds the SIP messages of a text. What stands between them is passed over.
func messages(text string) []*message {
	var list []*message
	l := &logLines{text: text}
	l.next()
	for l.more {
		if !startLines().MatchString(strings.TrimSuffix(l.line, "\r")) {
			l.next()
			continue
		}
		list = append(list, l.message())
	}
	return list
}

var headerLine = pattern.New(`^([!%'*+.0-9A-Z_a-z~-]+)[ \t]*:[ \t]*(.*)$`)

// message reads one, and leaves the line behind it at hand.
func (l *logLines) message() *message {
	line := strings.TrimSuffix(l.line, "\r")
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	m := &message{offset: l.offset, line: l.number, start: strings.TrimSpace(line), cseq: -1}
	headers, dots, body := l.headers(indent)
	if dots {
		m.start = strings.TrimSuffix(m.start, ".")
	}
	m.read(headers)
	if !body || headers["content-type"] == "" {
		return m
	}
	length, err := strconv.Atoi(headers["content-length"])
	if err != nil {
		length = -1
	}
	multipart := strings.HasPrefix(strings.ToLower(headers["content-type"]), "multipart/")
	kind, _, _ := strings.Cut(headers["content-type"], ";")
	if !multipart && !strings.EqualFold(strings.TrimSpace(kind), "application/sdp") {
		return m
	}
	if multipart {
		l.part(indent, dots)
		length = -1
	}
	m.sdp = l.description(indent, dots, length)
	if length > 0 {
		m.short = max(0, length-len(m.sdp)-2) // some logs lose the last line ending
	}
	return m
}

// compact are the short names of headers, RFC 3261 §7.3.3.
var compact = map[string]string{"i": "call-id", "f": "from", "t": "to", "c": "content-type", "l": "content-length"}

// headers reads up to the empty line, or to what can't be a header. body says that the
// empty line was there.
func (l *logLines) headers(indent string) (h map[string]string, dots, body bool) {
	h = make(map[string]string)
	name := ""
	for l.next() {
		s := l.shown(indent, false)
		if strings.TrimSpace(s) == "" || s == "." {
			for k, v := range h {
				if s == "." { // and so are all of the line endings
					h[k] = strings.TrimSuffix(v, ".")
				}
			}
			l.next()
			return h, s == ".", true
		}
		if name != "" && (s[0] == ' ' || s[0] == '\t') { // folded, RFC 3261 §7.3.1
			h[name] += " " + strings.TrimSpace(s)
			continue
		}
		parts := headerLine().FindStringSubmatch(s)
		if parts == nil {
			return h, false, false
		}
		name = strings.ToLower(parts[1])
		if long, ok := compact[name]; ok {
			name = long
		}
		if _, twice := h[name]; !twice {
			h[name] = strings.TrimSpace(parts[2])
		}
	}
	return h, false, false
}

// part goes to the description in a multipart body (RFC 2046 §5.1): to the line behind the
// empty one that ends the headers of a part of type application/sdp.
func (l *logLines) part(indent string, dots bool) {
	found := false
	for ; l.more && !startLines().MatchString(strings.TrimSuffix(l.line, "\r")); l.next() {
		s := l.shown(indent, dots)
		switch name, value, _ := strings.Cut(strings.ToLower(s), ":"); {
		case strings.HasPrefix(s, "--"):
			found = false
		case name == "content-type" || name == "c":
			kind, _, _ := strings.Cut(value, ";")
			found = strings.TrimSpace(kind) == "application/sdp"
		case found && strings.TrimSpace(s) == "":
			l.next()
			return
		}
	}
}

// description takes the lines up to an empty one, no more than the Content-Length says,
// and of those the ones up to the last that can be SDP: a broken line in the middle is
// for the parser to tell.
func (l *logLines) description(indent string, dots bool, length int) string {
	var b strings.Builder
	least, good := 0, 0 // bytes that the lines had at least, if they ended with LF alone; bytes that may be SDP
	back := *l
	for l.more && (length < 0 || least < length) && !startLines().MatchString(strings.TrimSuffix(l.line, "\r")) {
		s := l.shown(indent, dots)
		if strings.TrimSpace(s) == "" {
			break
		}
		least += len(s) + 1
		b.WriteString(s + "\r\n")
		l.next()
		if lineOfSDP().MatchString(s) {
			good, back = b.Len(), *l
		}
	}
	*l = back
	return b.String()[:good]
}

// read takes from the headers what a call is made of.
func (m *message) read(h map[string]string) {
	first, rest, _ := strings.Cut(m.start, " ")
	number, method, _ := strings.Cut(h["cseq"], " ")
	if n, err := strconv.Atoi(strings.TrimSpace(number)); err == nil && n >= 0 {
		m.cseq = n
	}
	m.method = strings.TrimSpace(method)
	if first == "SIP/2.0" {
		m.code, _ = strconv.Atoi(rest[:min(3, len(rest))])
	} else {
		m.method = first
	}
	m.callID = h["call-id"]
	m.from, m.fromURI = address(h["from"])
	m.to, m.toURI = address(h["to"])
}

var (
	tagOf = pattern.New(`(?i);[ \t]*tag[ \t]*=[ \t]*([^;>, \t]+)`)
	uriOf = pattern.New(`(?i)sips?:[^;>, \t"]+|tel:[^;>, \t"]+`)
)

// address reads the tag and the URI of From or To.
func address(s string) (tag, uri string) {
	if m := tagOf().FindStringSubmatch(s); m != nil {
		tag = m[1]
	}
	return tag, uriOf().FindString(s)
}
