package fuzz

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// An Endpoint is one side of a negotiation under test. Offer, Answer and Accept must be
// there; without another, its steps are left out.
type Endpoint struct {
	// Offer creates an offer and applies it as the local description.
	Offer func() (offer string, err error)
	// Answer applies a remote offer, creates the answer, and applies it too.
	Answer func(offer string) (answer string, err error)
	// Accept applies a remote answer.
	Accept func(answer string) error
	// Rollback takes the endpoint's own offer back.
	Rollback func() error
	// Candidate adds a candidate of the other side.
	Candidate func(candidate.Init) error
	// Change changes what the next offer shows, by a step of one of the kinds that are
	// changes; false if the endpoint can't do this one.
	Change func(Step) bool
}

// Negotiation holds two endpoints to this, for every [Exchange]:
//
//   - no step is refused: each is legal where it stands;
//   - offers and answers are session descriptions;
//   - negotiate.CheckAnswer finds no violation in an answer, given the descriptions in
//     force before, and negotiate.CheckReoffer none in an offer after the first, also not
//     after a rollback;
//   - negotiate.Agree agrees on as many sections as the offer has.
//
// endpoints returns two new ones, that haven't spoken yet; both may be made by the same
// code. Judging says which violations count. It is a test and a fuzz target, as Parser
// is; its texts, for [Only] and of failures that are saved, are those of Exchange.String.
func Negotiation(tb testing.TB, endpoints func() (a, b Endpoint), opts ...Option) {
	tb.Helper()
	o := newOptions(opts)
	law := func(e *Exchange) string {
		var t talk
		t.endpoints[0], t.endpoints[1] = endpoints()
		t.options = o
		for i, s := range e.Steps {
			if msg := t.step(s); msg != "" {
				return fmt.Sprintf("step %d, %v: %s", i+1, s, msg)
			}
		}
		return ""
	}
	run(tb, property{
		name:   "Negotiation",
		checks: []check{forAll("Exchanges", Exchanges(12), (*Exchange).String, law)},
		ending: ".txt",
		text: func(text string, _ bool) string {
			e, err := ParseExchange(text)
			if err != nil {
				return ""
			}
			return law(e)
		},
		seeds: func() []string { return nil },
	}, opts)
}

// A talk is an exchange under way.
type talk struct {
	*options
	endpoints [2]Endpoint
	current   [2]string // of each endpoint its own description in force
	candidate int       // how many were sent
}

func (t *talk) step(s Step) string {
	us, them := &t.endpoints[s.By], &t.endpoints[1-s.By]
	switch s.Kind {
	case StepNegotiate:
		return t.negotiate(s.By)
	case StepRollback:
		if us.Rollback == nil {
			return ""
		}
		if _, msg := t.offer(s.By); msg != "" {
			return msg
		}
		if err := us.Rollback(); err != nil {
			return "the rollback is refused: " + err.Error()
		}
	case StepGlare:
		if them.Rollback == nil {
			return ""
		}
		if _, msg := t.offer(1 - s.By); msg != "" {
			return msg
		}
		offer, msg := t.offer(s.By)
		if msg != "" {
			return msg
		}
		if err := them.Rollback(); err != nil {
			return "the rollback of the offer that doesn't stand is refused: " + err.Error()
		}
		return t.answer(s.By, offer)
	case StepCandidate:
		return t.trickle(s)
	default:
		if us.Change != nil {
			us.Change(s)
		}
	}
	return ""
}

func (t *talk) negotiate(by int) string {
	offer, msg := t.offer(by)
	if msg != "" {
		return msg
	}
	return t.answer(by, offer)
}

// offer has an endpoint make an offer.
func (t *talk) offer(by int) (offer, msg string) {
	offer, err := t.endpoints[by].Offer()
	if err != nil {
		return "", "no offer is made: " + err.Error()
	}
	d, err := sdp.Parse(offer)
	if err != nil {
		return "", "offers what is no session description: " + err.Error() + "\n" + offer
	}
	if t.current[by] != "" {
		previous, _ := sdp.ParseLax(t.current[by])
		other, _ := sdp.ParseLax(t.current[1-by])
		if msg := t.violations(negotiate.CheckReoffer(previous, d, negotiate.After(previous, other))); msg != "" {
			return "", msg + "\nthe description before was\n" + indent(t.current[by]) + "the offer is\n" + indent(offer)
		}
	}
	return offer, ""
}

// answer has the other endpoint answer, and the first one accept that.
func (t *talk) answer(by int, offer string) string {
	answer, err := t.endpoints[1-by].Answer(offer)
	if err != nil {
		return "the offer is refused: " + err.Error() + "\nthe offer is\n" + indent(offer)
	}
	d, err := sdp.Parse(answer)
	if err != nil {
		return "answers what is no session description: " + err.Error() + "\n" + answer
	}
	asked, _ := sdp.ParseLax(offer)
	var after []negotiate.Option
	if t.current[by] != "" {
		mine, _ := sdp.ParseLax(t.current[by])
		theirs, _ := sdp.ParseLax(t.current[1-by])
		after = append(after, negotiate.After(mine, theirs))
	}
	both := "\nthe offer is\n" + indent(offer) + "the answer is\n" + indent(answer)
	if msg := t.violations(negotiate.CheckAnswer(asked, d, after...)); msg != "" {
		return msg + both
	}
	agreement, _ := negotiate.Agree(asked, d, after...)
	if n := len(agreement.Sections); n != asked.NumMedia() {
		return fmt.Sprintf("%d sections are agreed on, %d were offered%s", n, asked.NumMedia(), both)
	}
	if err := t.endpoints[by].Accept(answer); err != nil {
		return "the answer is refused: " + err.Error() + both
	}
	t.current[by], t.current[1-by] = offer, answer
	return ""
}

// violations returns those that count.
func (t *talk) violations(v negotiate.Verdict) string {
	var broken []string
	for _, f := range v.Violations() {
		if t.judging == nil || t.judging(f) {
			broken = append(broken, f.String())
		}
	}
	return strings.Join(broken, "\n")
}

// trickle sends a candidate for one of the sender's sections in force.
func (t *talk) trickle(s Step) string {
	to := t.endpoints[1-s.By].Candidate
	if to == nil || t.current[s.By] == "" {
		return ""
	}
	d, _ := sdp.ParseLax(t.current[s.By])
	if d.NumMedia() == 0 {
		return ""
	}
	m := d.Media(s.Section % d.NumMedia())
	if _, ice, err := sdp.Lookup[sdp.ICEUfrag](m); !ice || err != nil || m.Rejected() {
		return ""
	}
	t.candidate++
	c, err := candidate.Parse(fmt.Sprintf("candidate:%d 1 udp %d 192.0.2.%d %d typ host", t.candidate, 2130706431-256*t.candidate, 1+t.candidate%250, 1024+t.candidate))
	if err != nil {
		return err.Error()
	}
	if err := to(candidate.InitOf(m, c)); err != nil {
		return "the candidate is refused: " + err.Error()
	}
	return ""
}
