package munge_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
)

// Each kind's example is read, written again as the same, applied to every description
// of the test data, and leaves none of them worse. Each does something somewhere.
func TestEveryKindsExampleIsSoundEverywhere(t *testing.T) {
	if !slices.IsSortedFunc(slices.Collect(munge.Kinds()), func(a, b munge.EditKind) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	}) {
		t.Error("the table is not in order")
	}
	clause := regexp.MustCompile(`^RFC \d+ §[\dA-D.]+$`)
	for k := range munge.Kinds() {
		if !clause.MatchString(k.Clause) || k.Summary == "" {
			t.Errorf("%s: clause %q, summary %q", k.Name, k.Clause, k.Summary)
		}
		edits, err := munge.ParseEdits([]byte(k.Example))
		if err != nil {
			t.Errorf("%s: %v", k.Example, err)
			continue
		}
		e := edits[0]
		if got := e.String(); got != k.Example {
			t.Errorf("%s is written again as %s", k.Example, got)
		}
		if e.Name() != k.Name || e.Idempotent() != k.Idempotent {
			t.Errorf("%s is called %s and idempotent %v", k.Name, e.Name(), e.Idempotent())
		}
		changed, refused := 0, 0
		for _, name := range names() {
			before := lax(texts()[name])
			after, report, err := munge.Apply(before, e)
			if before.String() != texts()[name] {
				t.Fatalf("%s: %s was touched", k.Name, name)
			}
			if err != nil {
				refused++
				continue
			}
			if report.Changed() {
				changed++
			}
			for _, p := range worse(before, after, e) {
				t.Errorf("%s makes %s worse: %s", k.Name, name, p)
			}
		}
		t.Logf("%s: %d changed, %d refused, of %d", k.Name, changed, refused, len(names()))
		if changed == 0 && k.Name != "restore" {
			t.Errorf("%s changes nothing at all", k.Name)
		}
	}
}

// Each entry of the cookbook has an example that is run.
func TestTheCookbookIsRun(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var examples string
	for _, name := range []string{"example_test.go", "example_codec_test.go", "example_media_test.go", "example_transport_test.go"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		examples += string(b)
	}
	_, book, _ := strings.Cut(string(doc), "# Cookbook")
	book, _, _ = strings.Cut(book, "// Each has an example")
	entries := 0
	for line := range strings.Lines(book) {
		if !strings.HasPrefix(line, "//   - ") {
			continue
		}
		entries++
		if !slices.ContainsFunc(regexp.MustCompile(`\[(\w+)\]`).FindAllStringSubmatch(line, -1), func(m []string) bool {
			return strings.Contains(examples, "func Example"+m[1]+"()")
		}) {
			t.Errorf("no example runs what %q names", line)
		}
	}
	if entries < 20 {
		t.Errorf("%d entries", entries)
	}
}
