package input

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/pattern"
)

// text decides what a text is that isn't JSON or a dump.
func (in *Input) text(text string) error {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return fault(in.Name, text, i, "a NUL byte: this is neither SDP, nor JSON, nor a log")
	}
	first, _, _ := strings.Cut(text, "\n")
	switch whole := strings.HasPrefix(text, "v="); {
	case whole && !(strings.ContainsAny(first, "\\↵⏎") && escaped().MatchString(first)): // most need no pattern
	case isSIP(text):
		return in.sip(text)
	case strings.Contains(text, "v=0"):
		return in.paste(text)
	case !whole && !lineOfSDP().MatchString(first) && strings.TrimSpace(text) != "":
		return fault(in.Name, text, 0, "neither SDP, nor JSON, nor a log with SIP messages; SDP begins with v=0")
	}
	in.Format = SDP
	in.Descriptions = []Description{{Text: text}}
	return nil
}

// escaped finds the line endings of a console: \r\n as two letters each, or ↵.
var escaped = pattern.New(`(?:\\r\\n|\\n|\\r|↵|⏎)(?:\r?\n)?`)

var (
	lineOfSDP = pattern.New(`^[a-z]=`)
	quoting   = pattern.New(`^[\s>|]+`)
	typeOf    = pattern.New(`(?i)["']?type["']?\s*[:=]\s*["']?(offer|answer|pranswer)\b`)
	typeAfter = pattern.New(`^\s*,\s*["']?type["']?\s*:\s*["'](offer|answer|pranswer)\b`)
	begins    = pattern.New(`v=0(?:\\r|\\n|↵|⏎|[\r\n]|["'` + "`" + `])`)
)

// paste finds descriptions in what was copied from a console, a chat or a mail.
func (in *Input) paste(text string) error {
	in.Format = Paste
	var list []found
	ways := make(map[string]bool)
	done := 0 // bytes of the text that are accounted for
	for done < len(text) {
		at := begins().FindStringIndex(text[done:])
		if at == nil {
			break
		}
		start := done + at[0]
		var d found
		if types := typeOf().FindAllStringSubmatch(text[done:start], -1); types != nil {
			d.Type = strings.ToLower(types[len(types)-1][1])
		}
		if start > 0 && strings.IndexByte("\"'`", text[start-1]) >= 0 {
			body, n, ok := literal(text[start:], text[start-1])
			if !ok {
				return fault(in.Name, text, start-1, "the string that begins here doesn't end")
			}
			d.Text, done = ended(body), start+n
			ways[`a string with escapes`] = true
		} else {
			d.Text, done = block(text, start, ways)
		}
		if d.Type == "" {
			if m := typeAfter().FindStringSubmatch(text[done:min(len(text), done+40)]); m != nil {
				d.Type = m[1]
				done += len(m[0])
			}
		}
		d.Path = "description " + strconv.Itoa(len(list)+1)
		list = append(list, d)
	}
	if len(list) == 0 {
		return fault(in.Name, text, strings.Index(text, "v=0"), "neither SDP, nor JSON, nor a log: nothing begins with a line v=0")
	}
	var how []string
	for _, way := range []string{`a string with escapes`, `\r\n or ↵ for line ends`, `quoted or indented lines`, `text around it`, `blank lines before it`} {
		if ways[way] {
			how = append(how, way)
		}
	}
	in.note("%s is read as a paste: %s", in.Name, strings.Join(how, ", "))
	return in.descriptions(list)
}

// ended gives every line of a description the ending CRLF; ↵ is one too.
func ended(s string) string {
	s = strings.NewReplacer("↵\r\n", "\n", "↵\n", "\n", "⏎\r\n", "\n", "⏎\n", "\n", "↵", "\n", "⏎", "\n", "\r\n", "\n", "\r", "\n").Replace(s)
	return strings.ReplaceAll(s, "\n", "\r\n")
}

// literal reads the rest of a JavaScript string, and further ones that are added to it
// with "+", as Node prints long ones. n is where it ends.
func literal(text string, quote byte) (body string, n int, ok bool) {
	var b strings.Builder
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == quote:
			i++
			rest := strings.TrimLeft(text[i:], " \t\r\n")
			more, plus := strings.CutPrefix(rest, "+")
			more = strings.TrimLeft(quoting().ReplaceAllString(more, ""), " \t\r\n")
			if !plus || more == "" || strings.IndexByte("\"'`", more[0]) < 0 {
				return b.String(), i, true
			}
			quote = more[0]
			i = len(text) - len(more) + 1
		case c == '\\' && i+1 < len(text):
			r, size := escape(text[i:])
			b.WriteString(r)
			i += size
		default:
			b.WriteByte(c)
			i++
		}
	}
	return "", 0, false
}

// escape reads an escape of a JavaScript string.
func escape(s string) (r string, size int) {
	switch s[1] {
	case 'r':
		return "\r", 2
	case 'n':
		return "\n", 2
	case 't':
		return "\t", 2
	case 'x', 'u':
		size = map[byte]int{'x': 4, 'u': 6}[s[1]]
		if len(s) >= size {
			if n, err := strconv.ParseUint(s[2:size], 16, 32); err == nil {
				return string(rune(n)), size
			}
		}
	}
	_, n := utf8.DecodeRuneInString(s[1:])
	return s[1 : 1+n], 1 + n
}

// block takes lines from start on as long as they, or some behind them, can be SDP.
// What quotes or indents the first one is taken off the others.
func block(text string, start int, ways map[string]bool) (body string, end int) {
	lead := text[strings.LastIndexByte(text[:start], '\n')+1 : start]
	if strings.TrimLeft(lead, " \t>|") != "" || strings.TrimSpace(text[:start]) != strings.TrimSpace(lead) {
		ways[`text around it`] = true
	} else if len(lead) < start {
		ways[`blank lines before it`] = true
	}
	if strings.Trim(lead, " \t>|") == "" && lead != "" {
		ways[`quoted or indented lines`] = true
	}
	rest := text[start:]
	var lines []string
	good := 0 // lines up to the last that can be SDP
	end = start
	for at := 0; at < len(rest); {
		raw, _, _ := strings.Cut(rest[at:], "\n")
		size := min(len(raw)+1, len(rest)-at)
		line := strings.TrimSuffix(raw, "\r")
		if at > 0 {
			line = quoting().ReplaceAllString(line, "")
			if begins().MatchString(line+"\n") && strings.HasPrefix(line, "v=0") {
				break // the next description
			}
		}
		for _, l := range cutEscaped(line, ways) {
			lines = append(lines, l)
			if lineOfSDP().MatchString(l) {
				good, end = len(lines), start+at+size
			}
		}
		at += size
	}
	if end < len(text) && strings.TrimSpace(text[end:]) != "" {
		ways[`text around it`] = true
	}
	return strings.Join(lines[:good], "\r\n") + "\r\n", end
}

// cutEscaped cuts a line at the line endings of a console.
func cutEscaped(line string, ways map[string]bool) []string {
	if !escaped().MatchString(line) {
		return []string{line}
	}
	ways[`\r\n or ↵ for line ends`] = true
	parts := escaped().Split(line, -1)
	if n := len(parts); n > 1 && strings.Trim(parts[n-1], " \t\"',;}") == "" {
		parts = parts[:n-1]
	}
	return parts
}
