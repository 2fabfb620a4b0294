package fuzz

import (
	"fmt"
	"strings"
	"testing"
)

// RoundTrip holds a parser and a serializer to this: what trip, which parses a text
// and writes it again, makes of
//
//   - a correct description is no error, and the same text;
//   - any other text, if it is accepted, is the same text;
//   - its own output is that output.
//
// Comparing has texts compared by what remains of them, for instance without regard
// to line endings. It is a test and a fuzz target, as Parser is.
func RoundTrip(tb testing.TB, trip func(text string) (string, error), opts ...Option) {
	tb.Helper()
	o := newOptions(opts)
	same := func(text string, mustAccept bool) string {
		once, err := trip(text)
		if err != nil {
			if mustAccept {
				return "refuses a correct description: " + err.Error()
			}
			return ""
		}
		if a, b := o.same(text), o.same(once); a != b {
			return "writes another text: " + firstDifference(a, b)
		}
		twice, err := trip(once)
		if err != nil {
			return "refuses its own output: " + err.Error()
		}
		if once != twice {
			return "makes another text of its own output: " + firstDifference(once, twice)
		}
		return ""
	}
	p := property{name: "RoundTrip", seeds: seedTexts, text: same}
	for _, sh := range o.shaped(Profiles()...) {
		p.checks = append(p.checks, forTexts(sh.Profile.String(), Descriptions(sh), func(text string) string { return same(text, true) }))
	}
	p.checks = append(p.checks,
		forAll("Near", NearValid(o.shaped(Profiles()...)...), Near.text, func(n Near) string { return same(n.Text, false) }),
		forTexts(hostileCheck, Hostile(), func(text string) string { return same(text, false) }))
	run(tb, p, opts)
}

// firstDifference says where two texts part.
func firstDifference(a, b string) string {
	line := 1
	for a != "" && b != "" {
		x, restA, okA := strings.Cut(a, "\n")
		y, restB, okB := strings.Cut(b, "\n")
		if x != y || okA != okB {
			break
		}
		a, b, line = restA, restB, line+1
	}
	show := func(s string) string {
		if s == "" {
			return "nothing"
		}
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			s = s[:i+1]
		}
		if len(s) > 200 {
			s = s[:200] + "…"
		}
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprintf("line %d was %s and is %s", line, show(a), show(b))
}
