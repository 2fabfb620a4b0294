package sdp

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// MediaName is the value of an m= line (RFC 8866 §5.14).
type MediaName struct {
	Media     string   // "audio", "video", "text", "application", "message", "image", …
	Port      int      // 0–65535; 0 rejects or stops the stream (RFC 3264 §6)
	PortCount int      // the number behind the "/"; 0: none is written
	Proto     string   // "RTP/AVP", "UDP/TLS/RTP/SAVPF", …
	Formats   []string // RTP payload types, or what Proto has instead; at least one
}

// AppendText appends the value of the m= line, without "m=". The error is always
// nil; whether the value is valid shows when it is given to a Description.
func (m MediaName) AppendText(b []byte) ([]byte, error) {
	b = append(b, m.Media...)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(m.Port), 10)
	if m.PortCount != 0 {
		b = append(b, '/')
		b = strconv.AppendInt(b, int64(m.PortCount), 10)
	}
	b = append(b, ' ')
	b = append(b, m.Proto...)
	for _, f := range m.Formats {
		b = append(b, ' ')
		b = append(b, f...)
	}
	return b, nil
}

// String returns the value of the m= line.
func (m MediaName) String() string {
	b, _ := m.AppendText(nil)
	return string(b)
}

// Equal reports whether both are written the same.
func (m MediaName) Equal(o MediaName) bool {
	return m.Media == o.Media && m.Port == o.Port && m.PortCount == o.PortCount &&
		m.Proto == o.Proto && slices.Equal(m.Formats, o.Formats)
}

// renderMedia writes an m= line and holds it against the grammar. No value may
// smuggle in a space and with it another field.
func renderMedia(m MediaName) (string, error) {
	b, _ := m.AppendText([]byte("m="))
	text := string(b)
	if err := checkLine(text, true); err != nil {
		return "", err
	}
	if again, _ := parseMedia(text[2:]); !again.Equal(m) {
		return "", lineError(&ruleMedia, 0, "m-line: a field of "+quote(text)+" is empty or holds a space")
	}
	return text, nil
}

func parseMedia(value string) (m MediaName, bad finding) {
	f, bad := readFields(value, &m)
	if bad.rule != nil {
		return m, bad
	}
	most := 1 + strings.Count(value[f.pos:], " ")
	for {
		format, _, ok := f.next()
		if !ok {
			return m, finding{}
		}
		if m.Formats == nil {
			m.Formats = make([]string, 0, most)
		}
		m.Formats = append(m.Formats, format)
	}
}

// mediaLine is the section's m= line, which is always its first.
func (s Section) mediaLine() (Line, string) {
	if !s.IsMedia() {
		return Line{}, ""
	}
	sec := &s.d.secs[s.id]
	r := ref(sec.first)
	if sec.head != 0 { // a section that was added has only lines of that kind
		r = ref(sec.head-1) | nodeBit
	}
	return s.line(r), s.d.lineText(r)[len("m="):]
}

// MediaName parses the section's m= line. The error is a *SyntaxError with the
// line; only descriptions that Parse refused have such lines. The session part
// has no m= line: ErrNotMedia.
func (s Section) MediaName() (MediaName, error) {
	if !s.Valid() {
		return MediaName{}, ErrStale
	}
	l, value := s.mediaLine()
	if !l.Valid() {
		return MediaName{}, ErrNotMedia
	}
	m, bad := parseMedia(value)
	return m, l.err(bad)
}

// SetMediaName writes the section's m= line anew. The rest of the section stays
// as it is: payload types that are no longer listed leave their a= lines behind.
func (s Section) SetMediaName(m MediaName) error {
	if !s.Valid() {
		return ErrStale
	}
	text, err := renderMedia(m)
	if err != nil {
		return err
	}
	return s.replaceMedia(text)
}

func (s Section) replaceMedia(text string) error {
	if !s.Valid() {
		return ErrStale
	}
	l, _ := s.mediaLine()
	if !l.Valid() {
		return ErrNotMedia
	}
	return l.Replace(text)
}

// noMedia says why the section has no m= line that a part can be changed of.
func (s Section) noMedia(l Line) error {
	switch {
	case !s.Valid():
		return ErrStale
	case !l.Valid():
		return ErrNotMedia
	}
	return l.err(checkMedia(l.Value(), false))
}

// mediaFields reads as much of the m= line as can be read, without its formats,
// at which f then is.
func (s Section) mediaFields() (m MediaName, f fields) {
	_, value := s.mediaLine()
	f, bad := readFields(value, &m)
	if bad.rule != nil {
		f.pos = len(f.s) // what follows can't be told apart
	}
	return m, f
}

// readFields reads an m= line up to its formats, at which f then is.
func readFields(value string, m *MediaName) (f fields, bad finding) {
	f.s = value
	port, proto, end := plainHead(value)
	if end < 0 {
		bad = readMedia(&f, m)
		return f, bad
	}
	n, _ := number(value[port:proto-1], 65535)
	m.Media, m.Port, m.Proto = value[:port-1], int(n), value[proto:end]
	f.pos = min(end+1, len(value))
	return f, finding{}
}

// Kind returns the media type of the m= line: "audio", "video", "application"…
func (s Section) Kind() string {
	_, value := s.mediaLine()
	f := fields{s: value}
	kind, _, _ := f.next()
	return kind
}

// Port returns the port of the m= line, 0 when there is none that can be read.
func (s Section) Port() int {
	m, _ := s.mediaFields()
	return m.Port
}

// Proto returns the transport protocol of the m= line.
func (s Section) Proto() string {
	m, _ := s.mediaFields()
	return m.Proto
}

// SetPort changes the port in the m= line and nothing else there; a count behind
// a "/" stays.
func (s Section) SetPort(port int) error {
	if !s.Valid() {
		return ErrStale
	}
	if port < 0 || port > 65535 {
		return lineError(&rulePort, 0, "m-line: port "+strconv.Itoa(port)+" is not from 0 to 65535")
	}
	l, value := s.mediaLine()
	f := fields{s: value}
	f.next()
	old, at, ok := f.next()
	if !ok {
		return s.noMedia(l)
	}
	digits := len(old)
	if i := strings.IndexByte(old, '/'); i >= 0 {
		digits = i
	}
	return s.replaceMedia("m=" + value[:at] + strconv.Itoa(port) + value[at+digits:])
}

// Formats iterates over the format list of the m= line: RTP payload types, or
// what the protocol has instead, such as "webrtc-datachannel".
func (s Section) Formats() iter.Seq[string] {
	return func(yield func(string) bool) {
		_, f := s.mediaFields()
		for {
			format, _, ok := f.next()
			if !ok || !yield(format) {
				return
			}
		}
	}
}

// SetFormats changes the format list of the m= line and nothing else. Lines about
// formats that are no longer listed stay behind.
func (s Section) SetFormats(formats ...string) error {
	l, value := s.mediaLine()
	f, bad := readFields(value, new(MediaName))
	if bad.rule != nil || !l.Valid() {
		return s.noMedia(l)
	}
	var b strings.Builder
	b.Grow(len(value) + len("m="))
	b.WriteString("m=")
	b.WriteString(strings.TrimRight(value[:f.pos], " "))
	for _, format := range formats {
		if !tokens(format) {
			return lineError(&ruleMedia, 0, "m-line: format "+quote(format)+" is not a token")
		}
		b.WriteByte(' ')
		b.WriteString(format)
	}
	if len(formats) == 0 { // which the line cannot be without
		return s.replaceMedia(b.String())
	}
	l.put(b.String())
	return nil
}

// DeleteFormats takes RTP payload types out of the format list of the m= line and changes
// nothing else; it returns the text of the line before and after. One format has to stay.
// [PayloadTypes.DeleteLines] deletes what the section says about them.
func (s Section) DeleteFormats(gone *[128]bool) (before, after string, err error) {
	l, value := s.mediaLine()
	f, bad := readFields(value, new(MediaName))
	if bad.rule != nil || !l.Valid() {
		return "", "", s.noMedia(l)
	}
	before = l.Text()
	var room [256]byte
	list, done, left := room[:0], 0, false
	for at := len("m=") + f.pos; at < len(before); at++ {
		if before[at] == ' ' {
			continue
		}
		pt, isType, end := formatAt(before, at)
		if isType && gone[pt] {
			list, done = append(list, before[done:at-1]...), end
		} else {
			left = true
		}
		at = end
	}
	if done == 0 {
		return before, before, nil
	}
	after = string(append(list, before[done:]...))
	if !left {
		return before, before, s.replaceMedia(after) // which refuses it
	}
	l.put(after)
	return before, after, nil
}

// Rejected reports whether the section's port is 0, so that the stream is
// rejected or stopped (RFC 3264 §6, §8.2), unless a=bundle-only says that the
// section uses another one's transport: then port 0 means nothing as long as the
// section's mid stands in a BUNDLE group (RFC 9143 §6). A port that can't be read is
// not 0.
func (s Section) Rejected() bool {
	if !s.IsMedia() {
		return false
	}
	_, value := s.mediaLine()
	f := fields{s: value}
	f.next()
	port, _, _ := f.next()
	port, _, _ = strings.Cut(port, "/")
	if n, ok := number(port, 65535); !ok || n != 0 {
		return false
	}
	if _, ok, _ := First[BundleOnly](s); !ok {
		return true
	}
	mid, ok := s.MID()
	if !ok {
		return true
	}
	_, _, bundled := s.d.bundleOf(mid)
	return !bundled
}
