package sdp

import "strings"

// fields walks the space-separated fields of a value and notices whether there
// was more than the one space between them that the grammar has.
type fields struct {
	s     string
	pos   int // where the next field starts, spaces apart
	loose int // one more than the offset of the first unexpected space
}

// next returns the next field and its offset; ok is false at the end.
func (f *fields) next() (field string, at int, ok bool) {
	i := f.pos
	for i < len(f.s) && f.s[i] == ' ' {
		i++
	}
	if i > f.pos && f.loose == 0 {
		f.loose = f.pos + 1
	}
	if i == len(f.s) {
		f.pos = i
		return "", i, false
	}
	j := i
	for j < len(f.s) && f.s[j] != ' ' {
		j++
	}
	f.pos = j
	if j < len(f.s) {
		f.pos++ // the one separator
		if f.pos == len(f.s) && f.loose == 0 {
			f.loose = f.pos // a space at the end
		}
	}
	return f.s[i:j], i, true
}

// spacing is the liberty that the fields took, if that matters.
func (f *fields) spacing(what string, strict bool) finding {
	if !strict || f.loose == 0 {
		return finding{}
	}
	return taken(libSpacing, f.loose-1, what+": unexpected space")
}

// Bytes by class, RFC 8866 §9.
const (
	clsToken = 1 << iota // token-char
	clsDigit
	clsVisible // non-ws-string
	clsURI     // RFC 3986 §2: reserved, unreserved and "%"
	clsHex     // hexadecimal digit
)

var class = func() (t [256]uint8) {
	for c := byte('!'); c <= '~'; c++ {
		if !strings.ContainsRune("\"(),/:;<=>?@[\\]", rune(c)) {
			t[c] |= clsToken
		}
		if !strings.ContainsRune("\"<>\\^`{|}", rune(c)) {
			t[c] |= clsURI
		}
		if c >= '0' && c <= '9' {
			t[c] |= clsDigit
		}
		if strings.ContainsRune("0123456789ABCDEFabcdef", rune(c)) {
			t[c] |= clsHex
		}
	}
	for c := '!'; c <= 0xff; c++ {
		if c != 0x7f {
			t[c] |= clsVisible
		}
	}
	return t
}()

// span is the length of s's longest prefix of bytes of class c.
func span(s string, c uint8) int {
	i := 0
	for i < len(s) && class[s[i]]&c != 0 {
		i++
	}
	return i
}

func is(s string, c uint8) bool { return s != "" && span(s, c) == len(s) }

// number reads decimal digits up to limit; ok is false for anything else.
func number(s string, limit uint64) (n uint64, ok bool) {
	if s == "" {
		return 0, false
	}
	most := limit / 10 // what another digit may follow
	for i := range len(s) {
		d := uint64(s[i] - '0')
		if d > 9 || n > most || d > limit-n*10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

const maxUint64 = 1<<64 - 1
