package candidate_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

var update = flag.Bool("update", false, "write testdata/problems.txt, to be read before it is committed")

// What a user reads of each problem stands in testdata/problems.txt.
func TestProblemsInFull(t *testing.T) {
	var b strings.Builder
	for _, c := range checkCases {
		d, _ := sdp.ParseLax(checkHead + c.text)
		fmt.Fprintf(&b, "# %s\n", c.name)
		for _, p := range candidate.Check(d) {
			fmt.Fprintf(&b, "%v [%s]\n", p, p.Rule)
			if p.Fix != "" {
				fmt.Fprintf(&b, "    %s\n", p.Fix)
			}
		}
		b.WriteString("\n")
	}
	const golden = "testdata/problems.txt"
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
