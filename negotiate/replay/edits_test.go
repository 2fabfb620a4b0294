package replay

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestEditsReplaceLinesOfTheBase(t *testing.T) {
	for name, tt := range map[string]struct {
		base  string
		edits []edit
		want  string
	}{
		"no edit keeps everything":            {"a\r\nb\r\n", nil, "a\r\nb\r\n"},
		"a line is replaced":                  {"a\r\nb\r\n", []edit{{1, 1, []string{"x\r"}}}, "a\r\nx\r\n"},
		"a line is inserted first":            {"a\nb\n", []edit{{0, 0, []string{"x"}}}, "x\na\nb\n"},
		"a line is inserted after the last":   {"a\nb\n", []edit{{2, 0, []string{"x"}}}, "a\nb\nx\n"},
		"the last line end is taken away":     {"a\nb\n", []edit{{2, 1, nil}}, "a\nb"},
		"everything is taken away":            {"a\nb", []edit{{0, 2, nil}}, ""},
		"edits may touch":                     {"a\nb\nc", []edit{{0, 1, []string{"x"}}, {1, 1, []string{"y"}}}, "x\ny\nc"},
		"two insertions keep their order":     {"a", []edit{{0, 0, []string{"x"}}, {0, 0, []string{"y"}}}, "x\ny\na"},
		"an empty base has one empty line":    {"", []edit{{0, 1, []string{"x"}}}, "x"},
		"an empty line stays one":             {"a\n\nb", []edit{{0, 1, nil}}, "\nb"},
		"a line may be added behind the last": {"a", []edit{{1, 0, []string{"x"}}}, "a\nx"},
		"nothing may be added at the end":     {"a", []edit{{1, 0, nil}}, "a"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _, err := apply(tt.base, tt.edits, 100)
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestEditsThatDoNotFitAreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		edits []edit
		n     int
	}{
		"a line behind the end":        {[]edit{{4, 0, nil}}, 0},
		"too many lines taken":         {[]edit{{1, 3, nil}}, 0},
		"negative place":               {[]edit{{-1, 1, nil}}, 0},
		"negative number":              {[]edit{{1, -1, nil}}, 0},
		"the second overlaps":          {[]edit{{0, 2, nil}, {1, 1, nil}}, 1},
		"numbers that overflow":        {[]edit{{1, math.MaxInt, nil}}, 0},
		"a place that overflows":       {[]edit{{math.MaxInt, math.MaxInt, nil}}, 0},
		"nothing is left after an end": {[]edit{{0, 3, nil}, {3, 1, nil}}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			got, n, err := apply("a\nb\nc", tt.edits, 100)
			if err == nil || n != tt.n {
				t.Errorf("got %q, edit %d, %v; want a refusal of edit %d", got, n, err, tt.n)
			}
		})
	}
}

func TestATextOverTheLimitIsNotMade(t *testing.T) {
	if _, _, err := apply("abc\ndef", nil, 7); err != nil {
		t.Errorf("seven bytes of seven: %v", err)
	}
	if _, _, err := apply("abc\ndef", nil, 6); !errors.Is(err, ErrTooLarge) {
		t.Errorf("seven bytes of six: %v", err)
	}
}

// The captures' README defines edits by applying them from the last to the
// first to a slice of lines. One pass forward must come to the same.
func TestOnePassForwardIsTheSameAsFromTheLastToTheFirst(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		lines := make([]string, 1+r.IntN(6))
		for i := range lines {
			lines[i] = strings.Repeat("l", r.IntN(3))
		}
		base := strings.Join(lines, "\n")
		var edits []edit
		for at := 0; at <= len(lines); {
			e := edit{at: at + r.IntN(len(lines)-at+1), add: slices.Repeat([]string{"x"}, r.IntN(3))}
			e.del = r.IntN(len(lines) - e.at + 1)
			edits = append(edits, e)
			at = e.at + e.del + r.IntN(2)
		}
		for _, e := range slices.Backward(edits) {
			lines = slices.Replace(lines, e.at, e.at+e.del, e.add...)
		}
		got, _, err := apply(base, edits, 1000)
		if want := strings.Join(lines, "\n"); err != nil || got != want {
			t.Fatalf("%q with %v: got %q, %v, want %q", base, edits, got, err, want)
		}
	}
}
