package munge_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
)

// endings gives each line of a text an ending of its own, and perhaps none to the last.
func endings(r *rand.Rand, text string) string {
	var b strings.Builder
	list := strings.FieldsFunc(text, func(c rune) bool { return c == '\r' || c == '\n' })
	for i, l := range list {
		b.WriteString(l)
		if i < len(list)-1 || r.IntN(2) == 0 {
			b.WriteString(one(r, "\r\n", "\n", "\r"))
		}
	}
	return b.String()
}

// raw cuts a text into lines with their endings.
func raw(text string) (list []string) {
	for text != "" {
		n := strings.IndexAny(text, "\r\n")
		switch {
		case n < 0:
			n = len(text)
		case strings.HasPrefix(text[n:], "\r\n"):
			n += 2
		default:
			n++
		}
		list, text = append(list, text[:n]), text[n:]
	}
	return list
}

// A line that the report does not name keeps its bytes, its ending included; one that was
// changed keeps its ending, and one that was added has one of those that are there.
func TestLinesKeepTheirEndings(t *testing.T) {
	hold(t, func(_, text string, r *rand.Rand) error {
		text = endings(r, text)
		d := lax(text)
		edits := program(r, d)
		out, report, err := munge.Apply(d, edits...)
		if err != nil || report.Order != nil {
			return nil
		}
		was, is := raw(text), raw(out.String())
		changed, added := map[int]munge.Change{}, map[int]int{}
		for _, c := range report.Lines() {
			if c.Added() {
				added[c.Line]++
			} else {
				changed[c.Line] = c
			}
		}
		is = is[min(added[0], len(is)):]
		for i, l := range was {
			c, ok := changed[i+1]
			if ok && c.Removed() {
				is = is[min(added[i+1], len(is)):]
				continue
			}
			if ok {
				l = c.After + l[len(strings.TrimRight(l, "\r\n")):]
			}
			if len(is) == 0 {
				return fmt.Errorf("%v: line %d is not there any more:\n%q", edits, i+1, out)
			}
			// What was the last line gets an ending when another follows it.
			if is[0] != l && !(i == len(was)-1 && len(is) > 1 && strings.TrimRight(is[0], "\r\n") == l) {
				return fmt.Errorf("%v: line %d, %q, is %q\n%s", edits, i+1, l, is[0], report)
			}
			is = is[min(1+added[i+1], len(is)):]
		}
		return nil
	})
}
