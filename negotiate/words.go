package negotiate

import (
	"strconv"

	"github.com/sdpkit/sdpkit/sdp"
)

// plural counts: "1 m= line", "2 m= lines".
func plural(n int, word string) string {
	if n != 1 {
		word += "s"
	}
	return strconv.Itoa(n) + " " + word
}

// lineOf is the m= line of a section, none of nil.
func lineOf(s *section) sdp.Line {
	if s == nil {
		return sdp.Line{}
	}
	return s.mline
}
