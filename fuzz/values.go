package fuzz

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// Alphabets, with their simplest character first.
const (
	digits   = "0123456789"
	letters  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnum    = letters + digits
	iceChars = alnum + "+/"                 // RFC 8839 §5.1
	ridChars = alnum + "-_"                 // RFC 8851 §10
	tokens   = alnum + "-._!#$%&'*+^`{|}~"  // token of RFC 8866 §9
	visible  = tokens + "\"(),/:;<=>?@[\\]" // all that ASCII shows
	hexChars = "0123456789abcdef"
	upperHex = "0123456789ABCDEF"    // UHEX of RFC 8122 §5
	freeText = visible + " \t\u00e9" // some of what byte-string may have
	numbers  = "123456789"           // a number does not start with zero
)

func (s *Source) token(low, high int) string { return s.Text(tokens, low, high) }

func (s *Source) word(low, high int) string { return s.Text(alnum, low, high) }

// text returns words with single spaces between them.
func (s *Source) text(max int) string {
	words := []string{s.Text(visible, 1, max)}
	s.Repeat(0, 3, func(int) { words = append(words, s.Text(visible, 1, max)) })
	return strings.Join(words, " ")
}

// number returns a number up to max in decimal, often a small one or the greatest.
func (s *Source) number(max uint64) string {
	n := s.Uint64n(max) // one less than all, which is what 64 bits hold
	switch s.Intn(4) {
	case 0:
		n %= 10
	case 1:
		n = max
	}
	return strconv.FormatUint(n, 10)
}

// positive is number without zero.
func (s *Source) positive(max uint64) string {
	if n := s.number(max); n != "0" {
		return n
	}
	return "1"
}

// decimal returns a number above zero, some with decimals.
func (s *Source) decimal(max uint64) string {
	n := s.positive(max)
	if s.Chance(4) {
		n += "." + s.Text(digits, 1, 3)
	}
	return n
}

func (s *Source) ip4() string {
	return Pick(s, "192.0.2.", "198.51.100.", "203.0.113.", "10.0.0.") + strconv.Itoa(1+s.Intn(254))
}

func (s *Source) ip6() string {
	return Pick(s, "2001:db8::", "2001:db8:1:2::", "fd00::", "2001:db8:0:0:1:2:3:") + strconv.FormatInt(int64(1+s.Intn(0xfffe)), 16)
}

func (s *Source) hostname() string {
	return Pick(s, "a", "host", "sfu-1", "xn--bcher-kva") + Pick(s, ".example", ".example.org", ".test")
}

// address returns the address type and an address.
func (s *Source) address() (typ, addr string) {
	switch s.Intn(6) {
	case 4:
		return "IP6", s.ip6()
	case 5:
		return Pick(s, "IP4", "IP6"), s.hostname()
	}
	return "IP4", s.ip4()
}

// port returns a port that is not 0.
func (s *Source) port() int { return Pick(s, 9, 1024+s.Intn(64512), 1, 65535) }

func (s *Source) hex(alphabet string, bytes int, between string) string {
	parts := make([]string, bytes)
	for i := range parts {
		parts[i] = s.Text(alphabet, 2, 2)
	}
	return strings.Join(parts, between)
}

func (s *Source) base64(bytes int) string {
	b := make([]byte, bytes)
	for i := range b {
		b[i] = byte(s.Intn(256))
	}
	return base64.StdEncoding.EncodeToString(b)
}

func (s *Source) uri() string {
	u := Pick(s, "http://", "https://") + s.hostname() + "/" + s.word(0, 8)
	if s.Chance(3) {
		u += "?" + s.word(1, 3) + "=" + s.word(0, 8) + Pick(s, "", "%20", "&b=c")
	}
	return u
}

func (s *Source) uuid() string {
	return s.hex(hexChars, 4, "") + "-" + s.hex(hexChars, 2, "") + "-" + s.hex(hexChars, 2, "") + "-" + s.hex(hexChars, 2, "") + "-" + s.hex(hexChars, 6, "")
}

func (s *Source) language() string { return Pick(s, "en", "de-CH", "zh-Hant-TW", "x-own") }
