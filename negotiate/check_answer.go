package negotiate

import "strconv"

// This file has the rules about the sections of an answer as such.

func answerCount(c *check) {
	n, want := len(c.b.media), len(c.a.media)
	if n == want {
		return
	}
	var at *section
	if n > want {
		at = &c.b.media[want]
	}
	c.report(nil, lineOf(at), strconv.Itoa(n), strconv.Itoa(want), "the answer has "+plural(n, "m= line")+", the offer "+strconv.Itoa(want))
}
