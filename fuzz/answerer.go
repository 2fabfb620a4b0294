package fuzz

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// Answerer holds what answers offers to this:
//
//   - every correct offer is answered. Offers are WebRTC's; Shapes asks for others;
//   - the answer is a session description, and negotiate.CheckAnswer finds no violation
//     in it: it has the offer's sections in their order, rejects what the offer
//     rejects, turns directions round, takes codecs, feedback and header extensions
//     from the offer only, and so on through negotiate.Rules;
//   - no offer, whatever its bytes, makes it panic.
//
// Those violations only count that Judging lets through. answer is called once for each
// offer and must make a new endpoint each time. It is a test and a fuzz target, as
// Parser is.
func Answerer(tb testing.TB, answer func(offer string) (string, error), opts ...Option) {
	tb.Helper()
	o := newOptions(opts)
	judge := func(offer string, correct bool) string {
		text, err := answer(offer)
		if err != nil {
			if correct {
				return "refuses a correct offer: " + err.Error()
			}
			return ""
		}
		if !correct {
			return ""
		}
		return o.judgeAnswer(offer, text)
	}
	p := property{name: "Answerer", seeds: seedTexts, text: judge}
	for _, sh := range o.shaped(WebRTC) {
		p.checks = append(p.checks, forTexts(sh.Profile.String(), Descriptions(sh), func(text string) string { return judge(text, true) }))
	}
	p.checks = append(p.checks,
		forAll("Near", NearValid(o.shaped(WebRTC)...), Near.text, func(n Near) string { return judge(n.Text, false) }),
		forTexts(hostileCheck, Hostile(), func(text string) string { return judge(text, false) }))
	run(tb, p, opts)
}

// judgeAnswer returns what is wrong with an answer.
func (o *options) judgeAnswer(offer, answer string) string {
	d, err := sdp.Parse(answer)
	if err != nil {
		return "answers what is no session description: " + err.Error() + "\n" + answer
	}
	asked, err := sdp.Parse(offer)
	if err != nil {
		return ""
	}
	var broken []string
	for _, f := range negotiate.CheckAnswer(asked, d).Violations() {
		if o.judging == nil || o.judging(f) {
			broken = append(broken, f.String())
		}
	}
	if len(broken) == 0 {
		return ""
	}
	return strings.Join(broken, "\n") + "\nthe answer was\n" + indent(answer)
}

// Judging says which violations of an answer count; all without it. A rule's ID, its
// basis and its severity are in the finding.
func Judging(counts func(negotiate.Finding) bool) Option {
	return func(o *options) { o.judging = counts }
}
