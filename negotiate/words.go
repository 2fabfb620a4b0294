package negotiate

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has what messages are made of.

// plural counts: "1 m= line", "2 m= lines".
func plural(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return strconv.Itoa(n) + " " + word
}

// quote quotes text from a description, which may hold any byte and be long.
func quote(s string) string {
	const most = 80
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strconv.Quote(s)
}

// oneLine escapes control characters, which text from a description may hold.
func oneLine(s string) string {
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) {
			q := strconv.QuoteRune(r)
			b.WriteString(q[1 : len(q)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// list puts ", " and "or" between alternatives.
func list(words ...string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}

// lineOf is the m= line of a section, none of nil.
func lineOf(s *section) sdp.Line {
	if s == nil {
		return sdp.Line{}
	}
	return s.mline
}

// orMLine is a line, or where there is none the section's m= line.
func orMLine(l sdp.Line, s *section) sdp.Line {
	if l.Valid() {
		return l
	}
	return s.mline
}

// codecName names a codec: "H264/90000 (98)".
func codecName(c *sdp.Codec) string {
	pt := strconv.Itoa(int(c.PayloadType))
	if c.Name == "" {
		return "payload type " + pt
	}
	s := c.Name + "/" + strconv.FormatUint(uint64(c.ClockRate), 10)
	if c.Channels > 1 {
		s += "/" + strconv.Itoa(c.Channels)
	}
	return s + " (" + pt + ")"
}
