package fuzz_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/sdp"
)

// What is called a fault of the grammar is refused by the strictest reading, what isn't
// is accepted by it and found by Check; each breaks one rule and no other, and each is
// made.
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
		d, errs := sdp.Options{Strict: true}.ParseLax(n.Text)
		if f.Syntax != (len(errs) > 0) {
			t.Errorf("seed %d: %s: the parser says %v\n%s", seed, n.Fault, errs, n.Text)
		}
		broken := map[string]bool{}
		for _, e := range errs {
			broken[e.Rule] = true
		}
		if !f.Syntax {
			for _, p := range sdp.Check(d, candidate.Check) {
				broken[p.ID] = true
			}
		}
		if len(broken) != 1 {
			t.Errorf("seed %d: %s breaks %d rules: %v\n%s", seed, n.Fault, len(broken), slices.Sorted(maps.Keys(broken)), n.Text)
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
