package negotiate

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a user reads of each rule that is broken stands in testdata/findings.txt: the
// edits that break it, and under them every finding in full, with what is there ("got"),
// what would be right ("want"), and why rules could not be judged.
func TestFindingsInFull(t *testing.T) {
	var b strings.Builder
	write := func(name string, v Verdict) {
		fmt.Fprintf(&b, "# %s\n", name)
		for _, f := range v.Findings {
			fmt.Fprintf(&b, "%v\n    got %q, want %q\n", f, f.Got, f.Want)
		}
		for _, s := range v.NotEvaluated {
			if !strings.Contains(s.Why, "are not known") && !strings.Contains(s.Why, "was not said") {
				fmt.Fprintf(&b, "not evaluated: %s (%s)\n", s.Rule, s.Why)
			}
		}
		b.WriteString("\n")
	}
	for _, k := range slices.Concat(answerCases, reofferCases) {
		rule, _ := RuleByID(k.rule)
		v, _ := k.verdict(t, rule, k.brokenOffer, k.brokenAnswer)
		write(k.rule+": "+k.call+" "+strings.Join(slices.Concat(k.offer, k.brokenOffer, k.brokenAnswer), "; "), v)
	}
	for _, p := range answerPairs {
		write(p.name, CheckAnswer(lax(p.first), lax(p.second), InMode(p.mode)))
	}
	for _, p := range reofferPairs {
		write(p.name, CheckReoffer(lax(p.first), lax(p.second), InMode(p.mode)))
	}
	const golden = "testdata/findings.txt"
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Error(diff)
	}
}
