package input

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"unicode/utf16"
)

// sniffed is how much of a file decides what it is.
const sniffed = 64 << 10

const rtcstatsHeader = "RTCStatsDump"

// gzipped is how a gzip file begins.
var gzipped = []byte("\x1f\x8b")

// Unpacked reads a text of any length, which may be packed with gzip, for those who read it
// piece by piece and set limits to the pieces.
func Unpacked(name string, r io.Reader) (*bufio.Reader, error) {
	return unpack(name, bufio.NewReaderSize(r, 1<<20), math.MaxInt)
}

// unpack takes a gzip file apart, which may become so many bytes at most, and leaves alone
// what isn't one.
func unpack(name string, r *bufio.Reader, most int) (*bufio.Reader, error) {
	if head, _ := r.Peek(len(gzipped)); !bytes.Equal(head, gzipped) {
		return r, nil
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, &Error{Name: name, Msg: "begins like a gzip file, but isn't one: " + err.Error(), Err: err}
	}
	r = bufio.NewReaderSize(&unpacked{name: name, src: z, left: most}, sniffed)
	head, err := r.Peek(len(gzipped))
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.Equal(head, gzipped) {
		return nil, &Error{Name: name, Msg: "a gzip file within a gzip file"}
	}
	return r, nil
}

// plain unpacks gzip and UTF-16, and takes a byte order mark away.
func (in *Input) plain(r *bufio.Reader) (*bufio.Reader, error) {
	r, err := unpack(in.Name, r, MaxUnpacked+1)
	if err != nil {
		return nil, err
	}
	head, _ := r.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		r.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		text, err := in.all(r)
		if err != nil {
			return nil, err
		}
		in.note("%s is UTF-16", in.Name)
		r = bufio.NewReaderSize(bytes.NewReader([]byte(fromUTF16(text))), sniffed)
	}
	return r, nil
}

// fromUTF16 decodes a text with a byte order mark. Half a character at the end, and
// halves that have lost each other, become U+FFFD.
func fromUTF16(text string) string {
	low, high := 0, 1
	if text[0] == '\xfe' {
		low, high = 1, 0
	}
	units := make([]uint16, 0, len(text)/2)
	for i := 2; i+1 < len(text); i += 2 {
		units = append(units, uint16(text[i+low])|uint16(text[i+high])<<8)
	}
	if len(text)%2 != 0 {
		units = append(units, 0xfffd)
	}
	return string(utf16.Decode(units))
}

// unpacked stops a gzip file that becomes too much.
type unpacked struct {
	name string
	src  io.Reader
	left int
}

func (u *unpacked) Read(p []byte) (int, error) {
	if u.left <= 0 {
		return 0, &Error{Name: u.name, Msg: fmt.Sprintf("unpacks to more than %d bytes", MaxUnpacked)}
	}
	n, err := u.src.Read(p[:min(len(p), u.left)])
	u.left -= n
	if err != nil && err != io.EOF {
		err = &Error{Name: u.name, Msg: "a broken gzip file: " + err.Error(), Err: err}
	}
	return n, err
}

// blank are the bytes that may stand before anything.
const blank = " \t\r\n"

// blanks passes over those in front, if they are so many that they hide from sniff what comes
// after. It returns them: they count in the lines of a text.
func (in *Input) blanks(r *bufio.Reader) (passed []io.Reader, err error) {
	const few = 4 << 10
	for left := MaxText; ; {
		head, err := r.Peek(sniffed)
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return nil, err
		}
		n := len(head) - len(bytes.TrimLeft(head, blank))
		if n <= few {
			return passed, nil
		}
		if left -= n; left < 0 {
			return nil, &Error{Name: in.Name, Msg: fmt.Sprintf("more than %d bytes of blanks before anything else", MaxText)}
		}
		gone := bytes.Clone(head[:n])
		r.Discard(n)
		passed = append(passed, bytes.NewReader(gone))
		if lines := bytes.Count(gone, []byte{'\n'}); lines > 0 {
			in.start.lines += lines
			in.start.columns = 0
			gone = gone[bytes.LastIndexByte(gone, '\n')+1:]
		}
		in.start.columns += len(gone)
	}
}

// sniff tells what is read piece by piece, JSON and dumps, from text.
func sniff(head []byte) Format {
	start := bytes.TrimLeft(head, blank)
	switch {
	case bytes.HasPrefix(start, []byte(rtcstatsHeader)):
		return RTCStats
	case len(start) == 0:
		return SDP
	case start[0] == '"':
		return JSON
	case start[0] == '[' || start[0] == '{':
		// A JavaScript object, as consoles show it, has names without quotes.
		inside := bytes.TrimLeft(start, blank+"[{")
		if len(inside) > 0 && (inside[0] >= 'a' && inside[0] <= 'z' && !bytes.HasPrefix(inside, []byte("null")) || inside[0] == '\'') && bytes.Contains(start, []byte("v=0")) {
			return Paste
		}
		return JSON
	}
	return SDP
}
