package fuzz_test

import (
	"errors"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// browser answers an offer with what a browser can do.
func browser(offer string) (string, error) {
	d, err := sdp.Parse(offer)
	if err != nil {
		return "", err
	}
	caps := negotiate.WebRTCAudioVideo()
	caps.Rand = rand.New(rand.NewSource(1))
	caps.Media = append(caps.Media, negotiate.DataOnly().Media...)
	for i := range caps.Media {
		caps.Media[i].Sections = -1
	}
	answer, err := negotiate.Answer(d, caps)
	if err != nil {
		return "", err
	}
	return answer.String(), nil
}

func TestNegotiateKeepsToAnswerer(t *testing.T) { fuzz.Answerer(t, browser) }

func FuzzAnswerer(f *testing.F) { fuzz.Answerer(f, browser, fuzz.SaveTo("")) }

// peer makes an endpoint of a negotiate.Peer, whose credentials come from a seed.
func peer(seed int64) fuzz.Endpoint {
	caps := negotiate.WebRTCAudioVideo()
	caps.Rand = rand.New(rand.NewSource(seed))
	caps.Media = append(caps.Media, negotiate.DataOnly().Media...)
	p := negotiate.NewPeer(negotiate.Options{Capabilities: caps})
	return fuzz.Endpoint{
		Offer: func() (string, error) {
			d, err := p.CreateOffer()
			if err != nil {
				return "", err
			}
			return d.SDP, p.SetLocal(d)
		},
		Answer: func(offer string) (string, error) {
			if err := p.SetRemote(negotiate.Description{Type: negotiate.TypeOffer, SDP: offer}); err != nil {
				return "", err
			}
			d, err := p.CreateAnswer()
			if err != nil {
				return "", err
			}
			return d.SDP, p.SetLocal(d)
		},
		Accept: func(answer string) error {
			return p.SetRemote(negotiate.Description{Type: negotiate.TypeAnswer, SDP: answer})
		},
		Rollback:  func() error { return p.SetLocal(negotiate.Description{Type: negotiate.TypeRollback}) },
		Candidate: func(i candidate.Init) error { return p.AddCandidate(&i) },
		Change: func(s fuzz.Step) bool {
			slots := p.Slots()
			switch s.Kind {
			case fuzz.StepAddMedia:
				p.AddMedia(s.Media, s.Direction, negotiate.OwnSection())
				return true
			case fuzz.StepRestartICE:
				return p.RestartICE() == nil
			}
			if len(slots) == 0 {
				return false
			}
			slot := slots[s.Section%len(slots)]
			if s.Kind == fuzz.StepStop {
				return slot.Stop() == nil
			}
			return slot.SetDirection(s.Direction) == nil
		},
	}
}

func TestPeersKeepToNegotiation(t *testing.T) {
	fuzz.Negotiation(t, func() (a, b fuzz.Endpoint) { return peer(1), peer(2) }, fuzz.Runs(200))
}

func FuzzNegotiation(f *testing.F) {
	fuzz.Negotiation(f, func() (a, b fuzz.Endpoint) { return peer(1), peer(2) }, fuzz.SaveTo(""))
}

// Exchanges have steps of every kind, and Negotiation takes them.
func TestNegotiationTakesEveryKindOfStep(t *testing.T) {
	taken := map[string]int{}
	counted := func(seed int64) fuzz.Endpoint {
		e := peer(seed)
		c := e
		c.Offer = func() (string, error) { taken["offer"]++; return e.Offer() }
		c.Answer = func(o string) (string, error) { taken["answer"]++; return e.Answer(o) }
		c.Rollback = func() error { taken["rollback"]++; return e.Rollback() }
		c.Candidate = func(i candidate.Init) error { taken["candidate"]++; return e.Candidate(i) }
		c.Change = func(s fuzz.Step) bool {
			done := e.Change(s)
			if done {
				taken[s.Kind.String()]++
			}
			return done
		}
		return c
	}
	fuzz.Negotiation(t, func() (a, b fuzz.Endpoint) { return counted(1), counted(2) }, fuzz.Runs(200))
	for _, kind := range []string{"offer", "answer", "rollback", "candidate", "add media", "set direction", "stop", "restart ICE"} {
		if taken[kind] < 50 {
			t.Errorf("%s: %d times in 200 exchanges", kind, taken[kind])
		}
	}
}

// The text of an exchange is the exchange, so that a failure can be tried again from it.
func TestExchangesAreReadAsTheyAreWritten(t *testing.T) {
	for seed := range int64(500) {
		e := fuzz.Exchanges(12).At(seed)
		again, err := fuzz.ParseExchange(e.String())
		if err != nil || !slices.Equal(e.Steps, again.Steps) {
			t.Fatalf("%v\n%v\n%v", err, e, again)
		}
	}
	for _, text := range []string{
		"v=0\r\n", "1. endpoint 2: negotiate\n", "1. endpoint 0: negotiate\r\n", "endpoint 0: negotiate\n", "1. endpoint 0: stop\n",
		"1. endpoint 0: stop of section 01\n", "1. endpoint 0: stop of section 99999999\n", "1. endpoint 0: set direction of section 1: up\n", "\n",
		strings.Repeat("1. endpoint 0: negotiate\n", 65),
	} {
		if e, err := fuzz.ParseExchange(text); err == nil {
			t.Errorf("%q is read as %v", text, e)
		}
	}
}

func stuck() (a, b fuzz.Endpoint) {
	a, b = peer(1), peer(2)
	b.Rollback = func() error { return errors.New("wrong state") }
	return a, b
}

// A failure of a negotiation is saved, tried first from then on, and printed as a test
// with its steps.
func TestNegotiationsAreTriedAgain(t *testing.T) {
	dir := t.TempDir()
	failing(t, func(tb testing.TB) { fuzz.Negotiation(tb, stuck, fuzz.SaveTo("")) },
		"fuzz.Negotiation(t, stuck, fuzz.SaveTo(\"\"), fuzz.Only(\"\"+\n", "\"2. endpoint 1: rollback\\n\"))")
	failing(t, func(tb testing.TB) { fuzz.Negotiation(tb, stuck, fuzz.SaveTo(dir)) }, "tried first from now on")
	failing(t, func(tb testing.TB) { fuzz.Negotiation(tb, stuck, fuzz.SaveTo(dir), fuzz.Runs(1)) }, "Negotiation, text: step 1, endpoint 1: rollback: ")
	failing(t, func(tb testing.TB) {
		fuzz.Negotiation(tb, stuck, fuzz.Only("1. endpoint 1: rollback\n"))
	}, "the rollback is refused: wrong state")
}

// Endpoints with a fault each are found out, and little is left of the exchange.
func TestNegotiationFindsWhatItIsFor(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(*fuzz.Endpoint)
		words []string
	}{
		{"a rollback that is refused", func(e *fuzz.Endpoint) { e.Rollback = func() error { return errors.New("wrong state") } }, []string{"the rollback", "is refused: wrong state", "\n\t2. endpoint"}},
		{"candidates that come too late", func(e *fuzz.Endpoint) {
			e.Candidate = func(candidate.Init) error { return errors.New("stable") }
		}, []string{"the candidate is refused: stable", "\n\t2. endpoint"}},
		{"a hold that is not answered", func(e *fuzz.Endpoint) {
			answer := e.Answer
			e.Answer = func(offer string) (string, error) {
				text, err := answer(offer)
				return strings.ReplaceAll(text, "a=recvonly", "a=sendrecv"), err
			}
		}, []string{"answer-direction"}},
		{"a version that stays", func(e *fuzz.Endpoint) {
			first := ""
			offer := e.Offer
			e.Offer = func() (string, error) {
				text, err := offer()
				lines := strings.SplitN(text, "\r\n", 3)
				if first == "" && len(lines) == 3 {
					first = lines[1]
				}
				return strings.Replace(text, lines[1], first, 1), err
			}
		}, []string{"version"}},
		{"an answer that is never accepted", func(e *fuzz.Endpoint) { e.Accept = func(string) error { return errors.New("no") } }, []string{"the answer is refused: no", "1. endpoint 0: negotiate"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			msg := failing(t, func(tb testing.TB) {
				fuzz.Negotiation(tb, func() (a, b fuzz.Endpoint) {
					a, b = peer(1), peer(2)
					test.spoil(&a)
					test.spoil(&b)
					return a, b
				}, fuzz.SaveTo(""))
			}, test.words...)
			_, steps, _ := strings.Cut(msg, "the smallest text that shows it")
			steps, _, _ = strings.Cut(steps, "found with seed")
			if n := strings.Count(steps, "endpoint "); n > 4 {
				t.Errorf("%d steps are left\n%s", n, steps)
			}
		})
	}
}
