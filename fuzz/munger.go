package fuzz

import (
	"fmt"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// Munger holds what edits descriptions to this: what munge makes of
//
//   - a correct description is no error, and has no problem that sdp.Parse with
//     Options.Strict, sdp.Check or candidate.Check finds: no a=fmtp or a=rtcp-fb that was
//     left behind, no a=rtpmap that is missing, no group without its sections, no line out
//     of RFC 8866's order;
//   - any other text is an error, or has no problem of a class that it did not have;
//   - whatever it is, the same each time; and nothing makes it panic.
//
// It is a test and a fuzz target, as Parser is.
func Munger(tb testing.TB, munge func(text string) (string, error), opts ...Option) {
	tb.Helper()
	o := newOptions(opts)
	judge := func(text string, correct bool) string {
		out, err := munge(text)
		if err != nil {
			if correct {
				return "refuses a correct description: " + err.Error()
			}
			return ""
		}
		if again, _ := munge(text); again != out {
			return "makes something else of it the second time: " + firstDifference(out, again)
		}
		before, errs := sdp.ParseLax(text)
		if len(errs) > 0 {
			return ""
		}
		_, strictErr := sdp.Options{Strict: true}.Parse(text)
		after, err := sdp.Options{Strict: strictErr == nil}.Parse(out)
		if err != nil {
			return "makes what is no session description: " + err.Error() + "\nof it it made\n" + indent(out)
		}
		had := map[string]bool{}
		for _, p := range sdp.Check(before, candidate.Check) {
			had[p.ID] = true
		}
		for _, p := range sdp.Check(after, candidate.Check) {
			if !had[p.ID] && p.Severity != sdp.SeverityInfo {
				return fmt.Sprintf("makes a description with a problem: %v\nof it it made\n%s", p, indent(out))
			}
		}
		return ""
	}
	p := property{name: "Munger", seeds: seedTexts, text: judge}
	for _, sh := range o.shaped(Profiles()...) {
		p.checks = append(p.checks, forTexts(sh.Profile.String(), Descriptions(sh), func(text string) string { return judge(text, true) }))
	}
	p.checks = append(p.checks,
		forAll("Near", NearValid(o.shaped(Profiles()...)...), Near.text, func(n Near) string { return judge(n.Text, false) }),
		forTexts(hostileCheck, Hostile(), func(text string) string { return judge(text, false) }))
	run(tb, p, opts)
}
