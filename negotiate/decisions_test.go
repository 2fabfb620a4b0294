package negotiate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate"
)

// What is decided in each of the answers that other tests have as whole texts stands in
// testdata/decisions.txt, with the agreement that the answer makes and what it shows of
// the answerer's capabilities.
func TestDecisionsInFull(t *testing.T) {
	var b strings.Builder
	for _, test := range allAnswers() {
		offer := mustParse(t, test.offer)
		answer, report, err := negotiate.AnswerReport(offer, test.caps)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "# %s\n%s", test.name, report)
		agreement, _ := negotiate.Agree(offer, answer, negotiate.InMode(test.caps.Mode))
		fmt.Fprintf(&b, "-- agreed --\n%s", agreement)
		caps, err := json.Marshal(negotiate.CapabilitiesFrom(answer))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "-- shown --\n%s\n\n", caps)
	}
	const golden = "testdata/decisions.txt"
	if *update {
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
