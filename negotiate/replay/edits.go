package replay

import (
	"fmt"
	"strings"
)

// An edit replaces del lines of the base from line at, counted from 0, by add.
type edit struct {
	at, del int
	add     []string
}

// apply returns base with the edits applied. They must be in order and must
// not overlap; then one pass over base does, in time linear in its length and
// that of the edits, however many there are. Lines are what strings.Split
// makes of a text at "\n": a final "\n" is followed by one more, empty line.
//
// At a failure, n is the edit that failed, and the error says why. A result
// longer than limit fails with n == len(edits).
func apply(base string, edits []edit, limit int) (text string, n int, err error) {
	rest := lines{text: base}
	next := 0 // number of the line that rest begins with
	var parts []string
	size := 0
	keep := func(part string) {
		parts = append(parts, part)
		size += len(part) + 1
	}
	for n, e := range edits {
		if e.at < next || e.del < 0 {
			return "", n, fmt.Errorf("lines %d and on were edited already, or can't be", e.at)
		}
		if e.at > next {
			run, ok := rest.take(e.at - next)
			if !ok {
				return "", n, fmt.Errorf("the base has no line %d", e.at-1)
			}
			keep(run)
		}
		if e.del > 0 {
			if _, ok := rest.take(e.del); !ok {
				return "", n, fmt.Errorf("the base has no %d lines from line %d on", e.del, e.at)
			}
		}
		for _, line := range e.add {
			keep(line)
		}
		next = e.at + e.del
	}
	if !rest.done {
		keep(rest.text)
	}
	if size-1 > limit {
		return "", len(edits), ErrTooLarge
	}
	return strings.Join(parts, "\n"), 0, nil
}

// lines is what is left of a text. Without done, it has one line at least,
// which may be empty.
type lines struct {
	text string
	done bool
}

// take removes the first n > 0 lines and returns them as one text, without the
// "\n" that ends the last of them.
func (l *lines) take(n int) (string, bool) {
	if l.done {
		return "", false
	}
	end := 0
	for ; n > 0; n-- {
		i := strings.IndexByte(l.text[end:], '\n')
		if i < 0 {
			text := l.text
			l.text, l.done = "", true
			return text, n == 1
		}
		end += i + 1
	}
	run := l.text[:end-1]
	l.text = l.text[end:]
	return run, true
}
