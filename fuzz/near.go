package fuzz

import (
	"slices"
	"strings"
)

// A Fault is one rule that a near-valid description breaks.
type Fault struct {
	ID     string // "missing-origin"
	Clause string // "RFC 8866 §5"
	// Syntax says that the grammar of RFC 8866 forbids it; else the lines are right each
	// by itself, and what they say together is not, which sdp.Check finds.
	Syntax bool
	// breaks changes the lines of a correct description; false if it has no place for
	// this fault.
	breaks func(*Source, *lines) bool
}

// Near is a description with one fault. The zero Near is not valid.
type Near struct {
	Text  string
	Fault string // its ID
}

func (n Near) text() string { return n.Text }

// Faults lists the faults of [NearValid].
func Faults() []Fault { return slices.Clone(faults) }

// FaultByID returns a fault; ok is false if there is none of that name.
func FaultByID(id string) (f Fault, ok bool) {
	i := slices.IndexFunc(faults, func(f Fault) bool { return f.ID == id })
	if i < 0 {
		return Fault{}, false
	}
	return faults[i], true
}

// NearValid returns a generator of descriptions that are correct but for one fault,
// of which it is known which it is: what a reader refuses, it should refuse for this.
// The shapes are those of the descriptions before; all profiles if there are none.
func NearValid(shapes ...Shape) Generator[Near] {
	if len(shapes) == 0 {
		for _, p := range Profiles() {
			shapes = append(shapes, Shape{Profile: p})
		}
	}
	return func(s *Source) Near {
		text := Descriptions(Pick(s, shapes...))(s)
		// Not every description has a place for every fault, and the first one always has.
		for range 16 {
			f := &faults[s.Intn(len(faults))]
			l := newLines(text)
			if f.breaks(s, l) {
				return Near{l.String(), f.ID}
			}
		}
		l := newLines(text)
		faults[0].breaks(s, l)
		return Near{l.String(), faults[0].ID}
	}
}

// lines are the lines of a description, without endings.
type lines struct{ list []string }

func newLines(text string) *lines {
	return &lines{strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")}
}

func (l *lines) String() string { return strings.Join(l.list, "\r\n") + "\r\n" }

// live reports whether line i stands in a section that is not rejected: what stands in
// the others has no meaning, and so no faults.
func (l *lines) live(i int) bool {
	start, _ := l.section(i)
	line := l.list[start]
	return !strings.HasPrefix(line, "m=") || strings.SplitN(line+"  ", " ", 3)[1] != "0" || l.has(i, "a=bundle-only")
}

// all returns the places of live lines that start with one of the prefixes.
func (l *lines) all(prefixes ...string) (at []int) {
	for i, line := range l.list {
		if l.live(i) && slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(line, p) }) {
			at = append(at, i)
		}
	}
	return at
}

// pick returns the place of one of them.
func (l *lines) pick(s *Source, prefixes ...string) (int, bool) {
	at := l.all(prefixes...)
	if len(at) == 0 {
		return 0, false
	}
	return Pick(s, at...), true
}

// count returns how many lines ok is true for, live or not.
func (l *lines) count(ok func(string) bool) (n int) {
	for _, line := range l.list {
		if ok(line) {
			n++
		}
	}
	return n
}

func (l *lines) insert(at int, line string) { l.list = slices.Insert(l.list, at, line) }
func (l *lines) remove(at int)              { l.list = slices.Delete(l.list, at, at+1) }

// section returns the lines of the section that line at is in: from its m= line, or
// from the first line, up to the next m= line.
func (l *lines) section(at int) (start, end int) {
	start, end = 0, len(l.list)
	for i, line := range l.list {
		if strings.HasPrefix(line, "m=") {
			if i <= at {
				start = i
			} else {
				return start, i
			}
		}
	}
	return start, end
}

// has reports whether the section of line at has a line that starts with prefix.
func (l *lines) has(at int, prefix string) bool {
	start, end := l.section(at)
	return slices.ContainsFunc(l.list[start:end], func(line string) bool { return strings.HasPrefix(line, prefix) })
}

// missing returns a fault: one of the lines with the prefix is missing.
func missing(prefix string) func(*Source, *lines) bool {
	return func(s *Source, l *lines) bool {
		at, ok := l.pick(s, prefix)
		if ok {
			l.remove(at)
		}
		return ok
	}
}

// becomes returns a fault: one of the lines with the prefix is another one.
func becomes(prefix string, other ...string) func(*Source, *lines) bool {
	return func(s *Source, l *lines) bool {
		at, ok := l.pick(s, prefix)
		if ok {
			l.list[at] = Pick(s, other...)
		}
		return ok
	}
}

// everywhere is becomes for a line that may be repeated in each section, as what belongs
// to a transport is; nothing else may mention its value.
func everywhere(prefix string, other ...string) func(*Source, *lines) bool {
	return func(s *Source, l *lines) bool {
		at, ok := l.pick(s, prefix)
		if !ok {
			return false
		}
		was, becomes := l.list[at], Pick(s, other...)
		mention := " ufrag " + was[len(prefix):] // of a candidate
		if l.count(func(line string) bool { return strings.Contains(line+" ", mention+" ") }) > 0 {
			return false
		}
		for i, line := range l.list {
			if line == was {
				l.list[i] = becomes
			}
		}
		return true
	}
}

// field returns a fault: the n-th field of one of the lines is another one.
func field(prefix string, n int, other ...string) func(*Source, *lines) bool {
	return func(s *Source, l *lines) bool {
		at, ok := l.pick(s, prefix)
		if !ok {
			return false
		}
		fields := strings.Split(l.list[at], " ")
		if n >= len(fields) {
			return false
		}
		fields[n] = Pick(s, other...)
		l.list[at] = strings.Join(fields, " ")
		return true
	}
}

// ends returns a fault: something stands at the end of one of the lines.
func ends(prefix string, with ...string) func(*Source, *lines) bool {
	return func(s *Source, l *lines) bool {
		at, ok := l.pick(s, prefix)
		if ok {
			l.list[at] += Pick(s, with...)
		}
		return ok
	}
}

// adds returns a fault: the section of one of the lines has another line at its end.
func adds(prefix string, line ...string) func(*Source, *lines) bool {
	return func(s *Source, l *lines) bool {
		at, ok := l.pick(s, prefix)
		if ok {
			_, end := l.section(at)
			l.insert(end, Pick(s, line...))
		}
		return ok
	}
}

// doubled returns a fault: one of the lines is there twice.
func doubled(prefix string) func(*Source, *lines) bool {
	return func(s *Source, l *lines) bool {
		at, ok := l.pick(s, prefix)
		if ok {
			l.insert(at, l.list[at])
		}
		return ok
	}
}
