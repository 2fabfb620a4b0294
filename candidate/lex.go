package candidate

import (
	"strconv"
	"strings"
)

// Bytes by class.
const (
	clsICE     = 1 << iota // ice-char of RFC 8839 §5.1
	clsToken               // token of RFC 3261 §25.1
	clsDigit               // DIGIT
	clsName                // what a domain name is written with, "_" included
	clsVisible             // VCHAR, and all beyond ASCII
	clsHex                 // HEXDIG
)

var class = func() (t [256]uint8) {
	for c := '!'; c <= 0xff; c++ {
		if c != 0x7f {
			t[c] |= clsVisible
		}
		digit := c >= '0' && c <= '9'
		alnum := digit || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' {
			t[c] |= clsHex
		}
		if digit {
			t[c] |= clsDigit
		}
		if alnum || c == '+' || c == '/' {
			t[c] |= clsICE
		}
		if alnum || strings.ContainsRune("-.!%*_+`'~", c) {
			t[c] |= clsToken
		}
		if alnum || strings.ContainsRune("-._", c) {
			t[c] |= clsName
		}
	}
	return t
}()

// span is the length of s's longest prefix of bytes of class c.
func spanOf(s string, c uint8) int {
	i := 0
	for i < len(s) && class[s[i]]&c != 0 {
		i++
	}
	return i
}

// is says that s is not empty and has only bytes of class c.
func is(s string, c uint8) bool { return s != "" && spanOf(s, c) == len(s) }

// number reads decimal digits up to limit; ok is false for anything else.
func number(s string, limit uint32) (n uint32, ok bool) {
	v := uint64(0)
	for i := range len(s) {
		d := uint64(s[i]) - '0'
		if d > 9 {
			return 0, false
		}
		if v = v*10 + d; v > uint64(limit) {
			return 0, false
		}
	}
	return uint32(v), s != ""
}

// fold compares with a word in lower case, without regard to case (RFC 5234 §2.3).
func fold(s, lower string) bool { return len(s) == len(lower) && strings.EqualFold(s, lower) }

// wordEnd is the offset of the first space of s at i or behind it, or the end.
func wordEnd(s string, i int) int {
	for i < len(s) && s[i] != ' ' {
		i++
	}
	return i
}

// skipSpaces is the offset of the first other byte of s at i or behind it, or the end.
func skipSpaces(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}

func utoa(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
