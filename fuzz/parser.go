package fuzz

import (
	"slices"
	"testing"
)

// Parser holds a parser of session descriptions to this:
//
//   - it accepts every description that is correct, of every profile (Shapes);
//   - it panics at no text: correct ones, ones with one fault, hostile ones, and those
//     of a fuzzer;
//   - it does with a text the second time what it did the first time;
//   - with MustRefuse, it refuses the faults that are named.
//
// With a *testing.F it is a fuzz target, with a *testing.T a test:
//
//	func FuzzParse(f *testing.F) { fuzz.Parser(f, parse) }
//	func TestParse(t *testing.T) { fuzz.Parser(t, parse) }
func Parser(tb testing.TB, parse func(text string) error, opts ...Option) {
	tb.Helper()
	o := newOptions(opts)
	twice := func(text string) (msg string, err error) {
		err = parse(text)
		if again := parse(text); (again == nil) != (err == nil) {
			msg = "the first time it says " + said(err) + ", the second time " + said(again)
		}
		return msg, err
	}
	p := property{name: "Parser", seeds: seedTexts}
	p.text = func(text string, correct bool) string {
		msg, err := twice(text)
		if correct && err != nil {
			return "refuses a correct description: " + err.Error()
		}
		return msg
	}
	for _, sh := range o.shaped(Profiles()...) {
		p.checks = append(p.checks, forTexts(sh.Profile.String(), Descriptions(sh), func(text string) string { return p.text(text, true) }))
	}
	p.checks = append(p.checks,
		forAll("Near", NearValid(o.shaped(Profiles()...)...), Near.text, func(n Near) string {
			msg, err := twice(n.Text)
			if err == nil && (slices.Contains(o.refuse, n.Fault) || slices.Contains(o.refuse, "*")) {
				return "accepts a description with the fault " + n.Fault
			}
			return msg
		}),
		forTexts(hostileCheck, Hostile(), func(text string) string { return p.text(text, false) }))
	run(tb, p, opts)
}

// said is how a message speaks of an error.
func said(err error) string {
	if err == nil {
		return "nothing"
	}
	return err.Error()
}

// MustRefuse names faults that a parser must refuse, by the IDs of [Faults]; "*"
// means all. Without it a parser may accept what it likes: strictness is a choice.
func MustRefuse(faults ...string) Option {
	return func(o *options) { o.refuse = append(o.refuse, faults...) }
}
