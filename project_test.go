// Package sdpkit_test holds what is true of the project as a whole: the arrows
// between its packages, the commands in the README, the sources of the test data.
package sdpkit_test

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/sdpkit/sdpkit/"

// arrows says what each package may import of this module, and from elsewhere.
// ARCHITECTURE.md draws the same.
var arrows = map[string][]string{
	"sdp":                             {},
	"sdp/pionsdp":                     {"sdp", "github.com/pion/sdp/v3", "github.com/pion/randutil"},
	"candidate":                       {"sdp"},
	"munge":                           {"sdp", "candidate"},
	"negotiate":                       {"sdp", "candidate"},
	"fuzz":                            {"sdp", "candidate", "negotiate", "github.com/leanovate/gopter"},
	"negotiate/diff":                  {"sdp", "candidate", "munge", "negotiate"},
	"negotiate/replay":                {"sdp", "candidate", "munge", "negotiate", "negotiate/diff"},
	"cmd/sdpdiff/internal/jsonstream": {},
	"cmd/sdpdiff/internal/input":      {"sdp", "candidate", "munge", "negotiate", "negotiate/diff", "negotiate/replay", "cmd/sdpdiff/internal/jsonstream", "cmd/sdpdiff/internal/pattern"},
	"cmd/sdpdiff/internal/align":      {"sdp"},
	"cmd/sdpdiff/internal/page":       {"sdp", "cmd/sdpdiff/internal/align"},
	"cmd/sdpdiff/internal/pattern":    {},
	"cmd/sdpdiff": {
		"sdp", "candidate", "munge", "negotiate", "negotiate/diff", "negotiate/replay",
		"cmd/sdpdiff/internal/jsonstream", "cmd/sdpdiff/internal/input", "cmd/sdpdiff/internal/align", "cmd/sdpdiff/internal/page", "cmd/sdpdiff/internal/pattern",
		"github.com/pborman/getopt", "golang.org/x/term", "golang.org/x/sys",
	},
}

func TestPackagesImportOnlyWhatTheArrowsAllow(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, pkg := range strings.Fields(string(out)) {
		name := strings.TrimPrefix(pkg, module)
		if name == strings.TrimSuffix(module, "/") {
			continue // only these tests
		}
		allowed, ok := arrows[name]
		if !ok {
			t.Errorf("package %s has no arrows", name)
		}
		found++
		deps, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", pkg).Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, dep := range strings.Fields(string(deps)) {
			short := strings.TrimPrefix(dep, module)
			if dep != pkg && !slices.ContainsFunc(allowed, func(a string) bool {
				return short == a || !strings.HasPrefix(dep, module) && strings.HasPrefix(dep, a+"/")
			}) {
				t.Errorf("%s imports %s", name, short)
			}
		}
	}
	if found != len(arrows) {
		t.Errorf("%d packages, %d have arrows", found, len(arrows))
	}
}

// fences returns the README's fenced blocks of one language.
func fences(t *testing.T, language string) []string {
	t.Helper()
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllSubmatch(b, -1) {
		blocks = append(blocks, string(m[1]))
	}
	if len(blocks) == 0 {
		t.Fatalf("the README has no %s block", language)
	}
	return blocks
}

// The README's first block has the two commands for a newcomer; .ci/run runs both.
func TestTheReadmesFirstCommandsAreTheOnesThatRun(t *testing.T) {
	ci, err := os.ReadFile(".ci/run")
	if err != nil {
		t.Fatal(err)
	}
	commands := strings.Split(strings.TrimSpace(fences(t, "sh")[0]), "\n")
	if len(commands) != 2 || !strings.HasPrefix(commands[0], "go run ./cmd/sdpdiff ") || !strings.HasPrefix(commands[1], "go test ") {
		t.Fatalf("the first block is %q", commands)
	}
	for _, c := range commands {
		if c, _, _ = strings.Cut(c, "#"); !bytes.Contains(ci, []byte("\nstep "+strings.TrimSpace(c))) {
			t.Errorf(".ci/run does not run %q", c)
		}
	}
}

// What the README shows of a command is what the command prints.
func TestTheReadmeShowsWhatIsPrinted(t *testing.T) {
	for _, block := range fences(t, "console") {
		var command string
		var want []string
		for s := bufio.NewScanner(strings.NewReader(block)); s.Scan(); {
			if c, ok := strings.CutPrefix(s.Text(), "$ "); ok {
				command, want = c, nil
				continue
			}
			want = append(want, s.Text())
		}
		args := strings.Fields(command)
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Env = append(os.Environ(), "COLUMNS=80", "NO_COLOR=1")
		out, err := cmd.Output()
		if exit, ok := err.(*exec.ExitError); err != nil && (!ok || exit.ExitCode() > 1) {
			t.Errorf("%s: %v", command, err)
			continue
		}
		got := string(out)
		text := strings.Join(want, "\n") + "\n"
		if whole, cut := strings.CutSuffix(text, "\n…\n"); cut {
			text, got = whole, got[:min(len(got), len(whole))]
		}
		if got != text {
			t.Errorf("%s prints\n%s\nand not\n%s", command, got, text)
		}
	}
}

// Every line of Go in the README stands in an example that is compiled and run, or
// in the table for those who come from pion/sdp.
func TestTheReadmesGoIsCompiled(t *testing.T) {
	var examples []byte
	for _, name := range []string{
		"sdp/example_test.go", "candidate/trickle_test.go", "candidate/example_pair_test.go", "negotiate/diff/example_test.go",
		"negotiate/example_test.go", "negotiate/example_peer_test.go", "munge/example_test.go", "fuzz/example_test.go",
	} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		examples = append(examples, b...)
	}
	for _, block := range fences(t, "go") {
		for line := range strings.Lines(block) {
			line, _, _ = strings.Cut(line, " // ")
			if line = strings.TrimSpace(line); line != "" && !bytes.Contains(examples, []byte(line+"\n")) {
				t.Errorf("no example has %q", line)
			}
		}
	}
}
