package fuzz

import "testing"

// Differential holds two readers of descriptions against each other. Each returns
// what it has read, in a form in which the same is the same text: the fields as JSON,
// the text written again, a list of codecs.
//
//   - Of a correct description both read the same, or both refuse it.
//   - Of any other text both read the same if both accept it.
//
// Comparing is applied to what they return. It is a test and a fuzz target, as Parser
// is.
func Differential(tb testing.TB, a, b func(text string) (string, error), opts ...Option) {
	tb.Helper()
	o := newOptions(opts)
	differ := func(text string, correct bool) string {
		readA, errA := a(text)
		readB, errB := b(text)
		switch {
		case errA != nil && errB != nil, !correct && (errA != nil || errB != nil):
			return ""
		case errA != nil:
			return "only the first refuses a correct description: " + errA.Error()
		case errB != nil:
			return "only the second refuses a correct description: " + errB.Error()
		}
		if x, y := o.same(readA), o.same(readB); x != y {
			return "they read different things: " + firstDifference(x, y)
		}
		return ""
	}
	p := property{name: "Differential", seeds: seedTexts, text: differ}
	for _, sh := range o.shaped(Profiles()...) {
		p.checks = append(p.checks, forTexts(sh.Profile.String(), Descriptions(sh), func(text string) string { return differ(text, true) }))
	}
	p.checks = append(p.checks,
		forAll("Near", NearValid(o.shaped(Profiles()...)...), Near.text, func(n Near) string { return differ(n.Text, false) }),
		forTexts(hostileCheck, Hostile(), func(text string) string { return differ(text, false) }))
	run(tb, p, opts)
}
