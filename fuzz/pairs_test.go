package fuzz_test

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// CheckAnswer and this generator were made apart: what the one makes, the other finds
// nothing against; and simulcast is among it, which the one side may decline.
func TestPairsAreLegal(t *testing.T) {
	for p, mode := range map[fuzz.Profile]negotiate.Mode{fuzz.WebRTC: negotiate.WebRTC, fuzz.SIP: negotiate.SIP} {
		g := fuzz.Pairs(fuzz.Shape{Profile: p, SessionLevel: true})
		bad, simulcast := 0, map[string]int{}
		for seed := range int64(3000) {
			pair := g.At(seed)
			if !correct(t, pair.Offer) || !correct(t, pair.Answer) {
				t.Fatalf("%v, seed %d: not correct\n%s\n%s", p, seed, pair.Offer, pair.Answer)
			}
			offer, _ := sdp.Parse(pair.Offer)
			answer, _ := sdp.Parse(pair.Answer)
			for _, m := range answer.AllMedia() {
				s, _, _ := sdp.First[sdp.Simulcast](m)
				if s.Send != "" {
					simulcast["send"]++
				}
				if s.Recv != "" {
					simulcast["recv"]++
				}
				if strings.Contains(string(s.Recv), ",") {
					simulcast["alternatives"]++
				}
				if strings.Contains(string(s.Recv), ";") {
					simulcast["several"]++
				}
			}
			if v := negotiate.CheckAnswer(offer, answer, negotiate.InMode(mode)); len(v.Violations()) > 0 {
				t.Errorf("%v, seed %d: %v\n%s\n%s", p, seed, v, pair.Offer, pair.Answer)
				if bad++; bad > 3 {
					t.FailNow()
				}
			}
		}
		for _, what := range []string{"send", "recv", "alternatives", "several"} {
			if p == fuzz.WebRTC && simulcast[what] < 5 {
				t.Errorf("simulcast in answers: %v", simulcast)
			}
		}
	}
}
