package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pborman/getopt/v2"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// scripted returns the commands of all scripts, split into words, with the status that is
// demanded in front, and the rest of their texts.
func scripted(t *testing.T) (commands [][]string, text string) {
	t.Helper()
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		script, _, _ := strings.Cut(string(b), "\n-- ")
		text += script
		for line := range strings.Lines(script) {
			if words := strings.Fields(line); len(words) > 2 && words[0] == "exits" {
				commands = append(commands, slices.DeleteFunc(words[1:], func(w string) bool { return w == "sdpdiff" }))
			}
		}
	}
	return commands, text
}

// A flag that no script has would be one that nobody has tried.
func TestEveryFlagIsInAScript(t *testing.T) {
	commands, _ := scripted(t)
	uses := func(fits func(word string) bool) bool {
		return slices.ContainsFunc(commands, func(c []string) bool { return slices.ContainsFunc(c, fits) })
	}
	var o options
	n := 0
	newFlags(&o, new(words)).VisitAll(func(f getopt.Option) {
		n++
		if !uses(func(w string) bool { return w == "--"+f.LongName() || strings.HasPrefix(w, "--"+f.LongName()+"=") }) {
			t.Errorf("no script has --%s", f.LongName())
		}
		if f.ShortName() != "" && !uses(func(w string) bool {
			return len(w) > 1 && w[0] == '-' && w[1] != '-' && strings.Contains(w, f.ShortName())
		}) {
			t.Errorf("no script has -%s", f.ShortName())
		}
		if !strings.Contains(usage, "--"+f.LongName()) && f.ShortName() == "" {
			t.Errorf("-h doesn't tell of --%s", f.LongName())
		}
	})
	if n < 20 {
		t.Errorf("%d flags", n)
	}
}

func TestEveryWordAndStatusIsInAScript(t *testing.T) {
	commands, text := scripted(t)
	have := make(map[string]bool)
	for _, c := range commands {
		have["exit "+c[0]] = true
		for i, w := range c {
			name, value, cut := strings.Cut(w, "=")
			switch {
			case cut:
				have[name+" "+value] = true
			case i+1 < len(c) && strings.HasPrefix(w, "--"):
				have[w+" "+c[i+1]] = true
			}
			have[w] = true
		}
	}
	want := []string{"exit 0", "exit 1", "exit 2", "rules", "explain", "schema", "--side local", "--side remote", "--color auto", "--color always", "--color never", "--dialect jsep", "--dialect rfc3264", "--fail-on never"}
	for _, f := range formats {
		want = append(want, "--format "+f)
	}
	for _, role := range []diff.Role{diff.Auto, diff.Plain, diff.Reoffer, diff.Answer, diff.Munged} {
		want = append(want, "--as "+role.String())
	}
	for level := diff.Cosmetic; level <= diff.Violation; level++ {
		want = append(want, "--fail-on "+level.String())
	}
	for group := range groups {
		want = append(want, "--ignore "+group)
	}
	slices.Sort(want)
	for _, w := range want {
		if !have[w] {
			t.Errorf("no script has %s", w)
		}
	}
	for _, f := range []input.Format{input.Connection, input.Exchange, input.RTCStats, input.Internals, input.SIP, input.Paste} {
		if !strings.Contains(text, string(f)) {
			t.Errorf("no script has %s", f)
		}
	}
}
