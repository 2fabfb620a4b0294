package fuzz_test

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/sdp"
)

// What is called a fault of the grammar is refused by the strictest reading, what isn't
// is accepted by it and found by Check; and each of them is made.
func TestEveryFaultIsMadeAndIsOne(t *testing.T) {
	made := map[string]int{}
	g := fuzz.NearValid()
	for seed := range int64(12000) {
		n := g.At(seed)
		f, ok := fuzz.FaultByID(n.Fault)
		if !ok {
			t.Fatalf("seed %d: there is no fault %q", seed, n.Fault)
		}
		made[n.Fault]++
		d, err := sdp.Options{Strict: true}.Parse(n.Text)
		if f.Syntax != (err != nil) {
			t.Errorf("seed %d: %s: the parser says %v\n%s", seed, n.Fault, err, n.Text)
		}
		if !f.Syntax && len(sdp.Check(d, candidate.Check)) == 0 {
			t.Errorf("seed %d: %s: Check finds nothing\n%s", seed, n.Fault, n.Text)
		}
	}
	for _, f := range fuzz.Faults() {
		if made[f.ID] < 5 {
			t.Errorf("%s was made %d times", f.ID, made[f.ID])
		}
		if !strings.HasPrefix(f.Clause, "RFC ") {
			t.Errorf("%s has the clause %q", f.ID, f.Clause)
		}
	}
}
