package munge_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/munge"
)

var update = flag.Bool("update", false, "write what the reports are into testdata/reports, to be read before it is committed")

// Each file of testdata/reports holds cases of one topic: a title after "#", the
// description, the edits in JSON, and below a line of dashes what Apply reports, or why
// it refuses, and as what libwebrtc would see the change. The description is one that
// "on" names, of made_test.go or of the test data, or it is head with the lines that
// stand there.
func TestReportsInFull(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "reports", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, text := range strings.Split("\n"+string(b), "\n# ")[1:] {
			given, want, _ := strings.Cut(text+"\n", "----\n")
			title, _, _ := strings.Cut(given, "\n")
			got := ""
			t.Run(strings.TrimSuffix(filepath.Base(name), ".txt")+"/"+title, func(t *testing.T) {
				got = reportOf(t, given)
				if d := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); d != "" && !*update {
					t.Errorf("(-want +got)\n%s", d)
				}
			})
			out.WriteString("# " + given + "----\n" + got + "\n")
		}
		if *update && !t.Failed() {
			if err := os.WriteFile(name, []byte(out.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// reportOf does what a case says.
func reportOf(t *testing.T, given string) string {
	text, program := head, ""
	for l := range strings.Lines(given[strings.IndexByte(given, '\n')+1:]) {
		switch {
		case strings.HasPrefix(l, "on "):
			name := strings.TrimSpace(l[3:])
			if text = made[name]; text == "" {
				text = file(t, name)
			}
		case len(l) > 1 && l[1] == '=':
			text += l
		default:
			program += l
		}
	}
	edits, err := munge.ParseEdits([]byte(program))
	if err != nil {
		return err.Error() + "\n"
	}
	before := lax(text)
	after, report, err := munge.Apply(before, edits...)
	if err != nil {
		return err.Error() + "\n"
	}
	out := report.String()
	for i, k := range munge.Detect(before, after) {
		if i == 0 {
			out += "libwebrtc sees"
		}
		out += " " + k.ID
	}
	return out + "\n"
}
