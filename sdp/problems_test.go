package sdp

import (
	stdflag "flag" // flag is a type of attributes here
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = stdflag.Bool("update", false, "write testdata/problems.txt, to be read before it is committed")

// What a user reads of each problem that Check finds, and of each text that Parse
// refuses, stands in testdata/problems.txt, with the excerpt that Detail adds.
func TestProblemsInFull(t *testing.T) {
	var b strings.Builder
	for _, test := range checkTests {
		text := checkHead + test.bad
		d, _ := ParseLax(text)
		fmt.Fprintf(&b, "# %s\n", test.name)
		for _, p := range Check(d) {
			fmt.Fprintf(&b, "%v [%s]\n%s\n", p, p.Rule, p.Detail(text))
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
