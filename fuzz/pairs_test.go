package fuzz_test

import (
	"testing"

	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// CheckAnswer and this generator were made apart: what the one makes, the other finds
// nothing against.
func TestPairsAreLegal(t *testing.T) {
	for p, mode := range map[fuzz.Profile]negotiate.Mode{fuzz.WebRTC: negotiate.WebRTC, fuzz.SIP: negotiate.SIP} {
		g := fuzz.Pairs(fuzz.Shape{Profile: p, SessionLevel: true})
		bad := 0
		for seed := range int64(3000) {
			pair := g.At(seed)
			if !correct(t, pair.Offer) || !correct(t, pair.Answer) {
				t.Fatalf("%v, seed %d: not correct\n%s\n%s", p, seed, pair.Offer, pair.Answer)
			}
			offer, _ := sdp.Parse(pair.Offer)
			answer, _ := sdp.Parse(pair.Answer)
			if v := negotiate.CheckAnswer(offer, answer, negotiate.InMode(mode)); len(v.Violations()) > 0 {
				t.Errorf("%v, seed %d: %v\n%s\n%s", p, seed, v, pair.Offer, pair.Answer)
				if bad++; bad > 3 {
					t.FailNow()
				}
			}
		}
	}
}
