package negotiate

import (
	"bytes"
	"strconv"

	"github.com/sdpkit/sdpkit/sdp"
)

// A writer puts a description together, line by line.
type writer struct {
	b       []byte
	lines   int    // how many there are
	version uint64 // in the o= line
	hole    [2]int // where it stands
}

// line starts a line; end ends it.
func (w *writer) line(start string) { w.b = append(w.b, start...) }

func (w *writer) end() {
	w.b = append(w.b, "\r\n"...)
	w.lines++
}

// whole says that no value has brought a line break or a NUL with it: Validate looks at
// all of them, and this is what doesn't rely on it.
func (w *writer) whole() bool {
	return bytes.Count(w.b, []byte("\n")) == w.lines && bytes.Count(w.b, []byte("\r")) == w.lines && bytes.IndexByte(w.b, 0) < 0
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

// origin writes the o= line.
func (w *writer) origin(username, id, address string) {
	if username == "" {
		username = "-"
	}
	w.line("o=")
	w.text(username)
	w.text(" ")
	w.text(id)
	w.text(" ")
	w.hole[0] = len(w.b)
	w.uint(w.version)
	w.hole[1] = len(w.b)
	w.text(" IN ")
	w.text(addressType(address))
	w.text(address)
	w.end()
}

// is says that a text is the one written, apart from its version, which is the one given.
func (w *writer) is(text string, version uint64) bool {
	n, own := strconv.FormatUint(version, 10), string(w.b)
	from, to := w.hole[0], w.hole[1]
	return len(text) == len(own)-(to-from)+len(n) && text[:from] == own[:from] &&
		text[from:from+len(n)] == n && text[from+len(n):] == own[to:]
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
