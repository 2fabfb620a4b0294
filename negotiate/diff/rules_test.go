package diff

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/sdp"
)

// A rule that isn't run where the lines that it reads are the same must have nothing to
// say there. If the table lacked a line, a rule would be silent about it.
func TestRulesThatArePassedOverHaveNothingToReport(t *testing.T) {
	files, err := filepath.Glob("../../testdata/descriptions/*.sdp")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 2))
	passedOver := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for range 30 {
			old := strings.SplitAfter(string(text), "\n")
			new := append([]string(nil), old...)
			for range 1 + r.IntN(4) { // lines that are gone, doubled, moved or exchanged
				i, j := r.IntN(len(new)), r.IntN(len(new))
				switch r.IntN(4) {
				case 0:
					new[i] = ""
				case 1:
					new[i] += new[i]
				case 2:
					new[i], new[j] = new[j], new[i]
				case 3:
					new[i] = strings.ReplaceAll(new[i], "1", "7")
				}
			}
			explained := func(everyRule bool) []Change {
				a, _ := sdp.ParseLax(strings.Join(old, ""))
				b, _ := sdp.ParseLax(strings.Join(new, ""))
				c := &comparison{old: read(a), new: read(b), role: Reoffer, dialect: JSEP}
				c.pair()
				for _, p := range c.pairs {
					match(p)
					for i := range rules {
						if everyRule && !p.differs.has(i) {
							p.differs |= 1 << i
							passedOver++
						}
					}
				}
				c.explain()
				c.finish()
				return c.changes
			}
			if diff := cmp.Diff(explained(true), explained(false)); diff != "" {
				t.Fatalf("%s, every rule and those that are run:\n%s\n%s", file, diff, strings.Join(new, ""))
			}
		}
	}
	if passedOver == 0 {
		t.Fatal("no rule was passed over")
	}
}
