package diff_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// texts returns the descriptions of the test data.
func texts(t testing.TB) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, pattern := range []string{"descriptions", "rfc"} {
		files, err := filepath.Glob(filepath.Join("..", "..", "testdata", pattern, "*.sdp"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no test data in %s: %v", pattern, err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all[filepath.Base(f)] = string(b)
		}
	}
	return all
}

func parse(text string) *sdp.Description {
	d, _ := sdp.ParseLax(text)
	return d
}

func compare(old, new string, opts ...diff.Option) *diff.Report {
	return diff.Compare(parse(old), parse(new), opts...)
}

// check holds a report against what must be true of every one: texts that differ
// have a change, every line that differs is named by one, and the lines that
// changes name exist.
func check(t testing.TB, old, new string, r *diff.Report) {
	t.Helper()
	if old == new {
		if len(r.Changes) != 0 {
			t.Fatalf("the same text has changes: %+v", r.Changes)
		}
		return
	}
	if len(r.Changes) == 0 {
		t.Fatalf("texts that differ have no change\n%q\n%q", old, new)
	}
	named := func(side string, text string, refs func(diff.Change) []diff.LineRef, other string) {
		lines := linesOf(text)
		have := make(map[string]int)
		for _, l := range linesOf(other) {
			have[l]++
		}
		seen := make(map[int]bool)
		for _, ch := range r.Changes {
			for _, ref := range refs(ch) {
				if ref.Number < 1 || ref.Number > len(lines) || lines[ref.Number-1] != ref.Text {
					t.Fatalf("%s names %s line %d %q, which isn't there\n%s", ch.ID, side, ref.Number, ref.Text, text)
				}
				seen[ref.Number] = true
			}
		}
		for i, l := range lines {
			if have[l]--; have[l] < 0 && !seen[i+1] {
				// Of several equal lines any may be the one too many.
				if !anySeen(lines, l, seen) {
					t.Fatalf("%s line %d %q differs and no change names it\n%s", side, i+1, l, dump(r))
				}
			}
		}
	}
	named("old", old, func(c diff.Change) []diff.LineRef { return c.Old }, new)
	named("new", new, func(c diff.Change) []diff.LineRef { return c.New }, old)
}

func anySeen(lines []string, l string, seen map[int]bool) bool {
	for i := range lines {
		if lines[i] == l && seen[i+1] {
			return true
		}
	}
	return false
}

func dump(r *diff.Report) string {
	var b strings.Builder
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "%v %s %s: %s\n", c.Level, c.ID, c.Path, c.Summary)
		for _, d := range c.Detail {
			fmt.Fprintf(&b, "    %+v\n", d)
		}
	}
	return b.String()
}

// linesOf cuts a text as the parser does.
func linesOf(text string) []string {
	if text == "" {
		return nil
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func TestNothingIsEverSilentlyTheSame(t *testing.T) {
	all := texts(t)
	var names []string
	for name := range all {
		names = append(names, name)
	}
	rounds := 40
	if testing.Short() {
		rounds = 5
	}
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	t.Logf("seed %d", seed)
	roles := []diff.Role{diff.Auto, diff.Plain, diff.Reoffer, diff.Answer, diff.Munged}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			old := all[name]
			for range rounds {
				new := mutate(r, old)
				role := roles[r.IntN(len(roles))]
				if r.IntN(2) == 0 {
					check(t, old, new, compare(old, new, diff.As(role)))
				} else {
					check(t, new, old, compare(new, old, diff.As(role)))
				}
			}
			if other := all[names[r.IntN(len(names))]]; other != "" {
				check(t, old, other, compare(old, other))
			}
		})
	}
}

// mutate changes one line, or something about it.
func mutate(r *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	i := r.IntN(len(lines))
	l := lines[i]
	body, end := strings.TrimRight(l, "\r\n"), l[len(strings.TrimRight(l, "\r\n")):]
	at := r.IntN(len(body) + 1)
	switch r.IntN(12) {
	case 0:
		lines[i] = ""
	case 1:
		lines[i] = l + l
	case 2:
		j := r.IntN(len(lines))
		lines[i], lines[j] = lines[j], lines[i]
	case 3:
		lines[i] = body[:at] + string("0aZ /:;=*"[r.IntN(9)]) + body[at:] + end
	case 4:
		if at < len(body) {
			lines[i] = body[:at] + body[at+1:] + end
		}
	case 5:
		if at < len(body) {
			lines[i] = body[:at] + string("019xX "[r.IntN(6)]) + body[at+1:] + end
		}
	case 6:
		lines[i] = body + []string{"\n", "\r", "", "\r\n\r\n"}[r.IntN(4)]
	case 7:
		lines[i] = strings.ToUpper(body) + end
	case 8:
		lines[i] = l + "a=" + []string{"foo", "foo:bar", "sendrecv", "inactive", "mid:9", "rtcp-mux", "ptime:20", "candidate:x"}[r.IntN(8)] + "\r\n"
	case 9:
		words := strings.Fields(body)
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		lines[i] = strings.Join(words, " ") + end
	case 10:
		lines[i] = body + " " + end
	case 11:
		lines[i] = l + lines[r.IntN(len(lines))]
	}
	return strings.Join(lines, "")
}
