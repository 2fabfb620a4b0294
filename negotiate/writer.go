package negotiate

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A writer puts a description together, line by line.
type writer struct {
	out     strings.Builder
	lines   int    // how many there are
	version uint64 // in the o= line
	hole    [2]int // where it stands
	tmp     []byte // what is on its way to out
}

// grow makes room for a text of so many bytes.
func (w *writer) grow(n int) {
	w.out.Grow(n)
	w.tmp = make([]byte, 0, 160) // most attributes are shorter
}

// line starts a line; end ends it.
func (w *writer) line(start string) { w.out.WriteString(start) }

func (w *writer) end() {
	w.out.WriteString("\r\n")
	w.lines++
}

// whole says that no value has brought a line break with it: Validate looks at all of
// them, and this is what doesn't rely on it. A NUL no description can be read with.
func (w *writer) whole() bool {
	s := w.out.String()
	return strings.Count(s, "\n") == w.lines && strings.Count(s, "\r") == w.lines
}

func (w *writer) text(s string) { w.out.WriteString(s) }

// uint writes a number; most are payload types, for which this is quicker than strconv.
func (w *writer) uint(n uint64) {
	var b [20]byte
	i := len(b) - 1
	for ; n >= 10; n /= 10 {
		b[i] = '0' + byte(n%10)
		i--
	}
	b[i] = '0' + byte(n)
	w.out.Write(b[i:])
}

// digits is how many uint writes.
func digits(n uint64) int {
	d := 1
	for ; n >= 10; n /= 10 {
		d++
	}
	return d
}

// repeat writes a line of another description once more, if it has so many bytes: fewer than
// those can't say the same, so that it has no space or zero that needn't be there.
func (w *writer) repeat(l sdp.Line, length int) bool {
	text := l.Text()
	if len(text) != length {
		return false
	}
	w.put(text)
	return true
}

// put writes a whole line of one piece.
func (w *writer) put(line string) {
	w.text(line)
	w.end()
}

// attribute writes an attribute of the sdp package.
func attribute[T sdp.Attribute[T]](w *writer, v T) {
	w.tmp = v.AppendAttribute(append(w.tmp[:0], "a="...))
	w.out.Write(w.tmp)
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
	w.hole[0] = w.out.Len()
	w.uint(w.version)
	w.hole[1] = w.out.Len()
	w.text(" IN ")
	w.text(addressType(address))
	w.text(address)
	w.end()
}

// is says that a text is the one written, apart from its version, which is the one given.
func (w *writer) is(text string, version uint64) bool {
	n, own := strconv.FormatUint(version, 10), w.out.String()
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
