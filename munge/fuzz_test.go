package munge_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// mutate changes a text in ways that leave it a description more often than not.
func mutate(r *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	for range 1 + r.IntN(4) {
		i, j := r.IntN(len(lines)), r.IntN(len(lines))
		switch r.IntN(7) {
		case 0: // a line twice
			lines = slices.Insert(lines, i, lines[i])
		case 1: // one less
			lines = slices.Delete(lines, i, i+1)
		case 2: // elsewhere
			l := lines[i]
			lines = slices.Insert(slices.Delete(lines, i, i+1), min(j, len(lines)-1), l)
		case 3: // another number
			lines[i] = strings.Replace(lines[i], one(r, "9", "1", "0", "96", "111"), one(r, "0", "97", "255", "4096", "x", ""), 1)
		case 4: // another port
			if strings.HasPrefix(lines[i], "m=") {
				lines[i] = strings.Replace(lines[i], " 9 ", one(r, " 0 ", " 10 "), 1)
			}
		case 5: // broken off
			if n := len(lines[i]); n > 0 {
				k := r.IntN(n)
				lines[i] = lines[i][:k] + lines[i][n-1:]
			}
		case 6: // other line endings
			lines[i] = strings.Replace(lines[i], "\r\n", one(r, "\n", "\r", "", "\r\n\r\n"), 1)
		}
		if len(lines) == 0 {
			return ""
		}
	}
	return strings.Join(lines, "")
}

// sound holds what must be true of any program on any text.
func sound(text string, edits []munge.Edit) error {
	d := lax(text)
	out, report, err := munge.Apply(d, edits...)
	if d.String() != text {
		return fmt.Errorf("the input was touched")
	}
	if err != nil {
		if out != nil || len(report.Edits) > 0 {
			return fmt.Errorf("refused with %v, and yet there is a result", err)
		}
		return nil
	}
	if _, refused := sdp.Parse(text); refused == nil {
		if _, err := sdp.Parse(out.String()); err != nil {
			return fmt.Errorf("what came out is refused: %w", err)
		}
	}
	if got, want := replay(d, report), lines(out); !slices.Equal(got, want) {
		return fmt.Errorf("the report gives %q and not %q", got, want)
	}
	if list := worse(d, out, edits...); len(list) > 0 {
		return fmt.Errorf("worse: %q\n%s", list, report)
	}
	return nil
}

func TestMutatedDescriptionsGetNoWorse(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		text = mutate(r, text)
		edits := program(r, lax(text))
		if err := sound(text, edits); err != nil {
			return fmt.Errorf("%v: %w\n%s", edits, err, text)
		}
		return nil
	})
}

func FuzzApply(f *testing.F) {
	for i, name := range names() {
		if i%7 == 0 {
			f.Add(texts()[name], uint64(i), uint64(0))
		}
	}
	f.Fuzz(func(t *testing.T, text string, seed, mutations uint64) {
		r := rand.New(rand.NewPCG(seed, mutations))
		if mutations > 0 && text != "" {
			text = mutate(r, text)
		}
		edits := program(r, lax(text))
		if err := sound(text, edits); err != nil {
			t.Fatalf("%v: %v\n%s", edits, err, text)
		}
	})
}
