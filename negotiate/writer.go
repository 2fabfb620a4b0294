package negotiate

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A writer puts a description together, line by line. It lets no line break into a line:
// the first value that has one is its error.
type writer struct {
	b    []byte
	path string // of what is being written, for the error
	err  error
	from int // where the current line starts
	hole int // where the o= version goes
}

// line starts a line; end ends it.
func (w *writer) line(start string) { w.b = append(w.b, start...) }

func (w *writer) end() {
	if l := w.b[w.from:]; w.err == nil && (bytes.IndexByte(l, '\n') >= 0 || bytes.IndexByte(l, '\r') >= 0 || bytes.IndexByte(l, 0) >= 0) {
		w.err = &CapabilitiesError{Path: w.path, Msg: "a line break or NUL in " + quote(string(l))}
	}
	w.b = append(w.b, "\r\n"...)
	w.from = len(w.b)
}

func (w *writer) text(s string) { w.b = append(w.b, s...) }
func (w *writer) uint(n uint64) { w.b = strconv.AppendUint(w.b, n, 10) }

// put writes a whole line of one piece.
func (w *writer) put(line string) {
	w.text(line)
	w.end()
}

// attribute writes an attribute of the sdp package.
func attribute[T sdp.Attribute[T]](w *writer, v T) {
	w.b = v.AppendAttribute(append(w.b, "a="...))
	w.end()
}

// origin writes the o= line but for its version.
func (w *writer) origin(username, id, address string) {
	if username == "" {
		username = "-"
	}
	w.line("o=")
	w.text(username)
	w.text(" ")
	w.text(id)
	w.text(" ")
	w.hole = len(w.b)
	w.text(" IN ")
	w.text(addressType(address))
	w.text(address)
	w.end()
}

// versioned is the text with a version in the o= line.
func (w *writer) versioned(version uint64) string {
	var b strings.Builder
	b.Grow(len(w.b) + 20)
	b.Write(w.b[:w.hole])
	b.WriteString(strconv.FormatUint(version, 10))
	b.Write(w.b[w.hole:])
	return b.String()
}

// is says that a text is the one written, with that version.
func (w *writer) is(text string, version uint64) bool {
	n := strconv.FormatUint(version, 10)
	return len(text) == len(w.b)+len(n) && text[:w.hole] == string(w.b[:w.hole]) &&
		text[w.hole:w.hole+len(n)] == n && text[w.hole+len(n):] == string(w.b[w.hole:])
}

// connection writes a c= line.
func (w *writer) connection(address string) {
	w.line("c=IN ")
	w.text(addressType(address))
	w.text(address)
	w.end()
}

// addressType is what stands before an address. A name counts as IP4, of which RFC 8866
// §5.7 says no more than that it resolves to such an address.
func addressType(address string) string {
	for i := range len(address) {
		if address[i] == ':' {
			return "IP6 "
		}
	}
	return "IP4 "
}
