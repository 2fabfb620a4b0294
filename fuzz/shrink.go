package fuzz

import (
	"cmp"
	"slices"
	"strings"
)

// smaller returns a function that makes, one by one, the values that a little less
// was decided for than for m: parts left out, the largest first, then parts in their
// simplest form, then single decisions nearer to zero. Each is simpler than m, so that
// shrinking ends. It starts where m was found and goes round, for what came before that
// was tried in vain on a value that was much like m. tries is how many values may still
// be made, whether they turn out simpler or not.
func (g Generator[T]) smaller(m made[T], tries *int) func() (made[T], bool) {
	edits, before := m.taken.edits(), m.taken.flat()
	start := 0
	for start < len(edits) && edits[start].order < m.order {
		start++
	}
	edits = append(edits[start:], edits[:start]...)
	return func() (made[T], bool) {
		for len(edits) > 0 && *tries > 0 {
			e := edits[0]
			edits = edits[1:]
			*tries--
			if s := g.made(&Source{again: m.taken.changed(e)}); s.value != m.value && simpler(s.taken.flat(), before) {
				s.order = e.order
				return s, true
			}
		}
		return made[T]{}, false
	}
}

// An edit makes decisions simpler in one place.
type edit struct {
	path  []int // of the part: its index and that of each part around it
	kind  editKind
	at    int // which decision, to be to
	to    uint64
	order int // of the part or decision among all
}

type editKind uint8

const (
	editRemove editKind = iota // the part is left out
	editEmpty                  // all decisions of the part are zero
	editValue                  // one decision is lower
)

// edits returns what can be simpler in c, what promises most first.
func (c *choices) edits() []edit {
	type place struct {
		path []int
		size int
	}
	var places []place
	c.walk(nil, func(path []int, size int) { places = append(places, place{path, size}) })
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(b.size, a.size) })
	edits := []edit{{kind: editEmpty}}
	order := 1
	for _, kind := range []editKind{editRemove, editEmpty} {
		for _, p := range places {
			if len(p.path) > 0 {
				edits = append(edits, edit{path: p.path, kind: kind, order: order})
				order++
			}
		}
	}
	for _, p := range places {
		for i, v := range c.at(p.path).values {
			// Zero, then closer and closer to v: a search for the least, by halves.
			for less := v; less > 0; less /= 2 {
				edits = append(edits, edit{p.path, editValue, i, v - less, order})
			}
			order++
		}
	}
	return edits
}

// walk calls f for the part and all within it, and returns how many decisions it has.
func (c *choices) walk(path []int, f func(path []int, size int)) int {
	size := len(c.values)
	for i, p := range c.parts {
		size += p.walk(append(slices.Clone(path), i), f)
	}
	f(path, size)
	return size
}

func (c *choices) at(path []int) *choices {
	for _, i := range path {
		c = c.parts[i]
	}
	return c
}

// changed returns a copy with an edit; parts that are not on the way are shared.
func (c *choices) changed(e edit) *choices {
	if len(e.path) == 0 {
		if e.kind == editEmpty {
			return &choices{}
		}
		values := slices.Clone(c.values)
		values[e.at] = e.to
		return &choices{values, c.parts}
	}
	i := e.path[0]
	top := &choices{c.values, slices.Clone(c.parts)}
	if len(e.path) == 1 && e.kind == editRemove {
		top.parts = slices.Delete(top.parts, i, i+1)
		return top
	}
	e.path = e.path[1:]
	top.parts[i] = c.parts[i].changed(e)
	return top
}

// flat returns all decisions.
func (c *choices) flat() []uint64 { return c.appendTo(nil) }

func (c *choices) appendTo(list []uint64) []uint64 {
	list = append(list, c.values...)
	for _, p := range c.parts {
		list = p.appendTo(list)
	}
	return list
}

// simpler orders decisions by how many are not zero, then by how many there are, and
// then by their values.
func simpler(a, b []uint64) bool {
	return cmp.Or(cmp.Compare(nonzero(a), nonzero(b)), cmp.Compare(len(a), len(b)), slices.Compare(a, b)) < 0
}

func nonzero(list []uint64) (n int) {
	for _, v := range list {
		if v != 0 {
			n++
		}
	}
	return n
}

// maxShrinks and maxShrunk bound how many values, and how many bytes of them, are tried
// to make a counterexample smaller.
const (
	maxShrinks = 20000
	maxShrunk  = 1 << 24
)

// smallest shrinks a value for which fails is true as far as it remains so. show is what
// of a value counts as its bytes.
func (g Generator[T]) smallest(m made[T], show func(T) string, fails func(T) bool) T {
	tries, left := maxShrinks, maxShrunk
	next := g.smaller(m, &tries)
	for left > 0 {
		s, ok := next()
		if !ok {
			break
		}
		left -= len(show(s.value))
		if fails(s.value) {
			m, next = s, g.smaller(s, &tries)
		}
	}
	return m.value
}

// smallestText leaves out of a text what can be left out so that fails stays true: lines,
// then characters, many at a time and then each.
func smallestText(text string, fails func(string) bool) string {
	left, tries := maxShrunk, maxShrinks
	for before := ""; before != text; {
		before = text
		for _, separator := range []string{"\n", ""} {
			// starts has where each unit starts, and the end.
			starts, end := []int{0}, 0
			for unit := range strings.SplitAfterSeq(text, separator) {
				end += len(unit)
				starts = append(starts, end)
			}
			for size := len(starts) - 1; size > 0; size /= 2 {
				for at := 0; at+1 < len(starts); {
					from, next := starts[at], min(at+size, len(starts)-1)
					length := starts[next] - from
					if left -= len(text) - length; left < 0 || tries == 0 {
						return text
					}
					tries--
					if smaller := text[:from] + text[from+length:]; length == 0 || !fails(smaller) {
						at += size
					} else {
						text = smaller
						starts = slices.Delete(starts, at, next)
						for i := at; i < len(starts); i++ {
							starts[i] -= length
						}
					}
				}
			}
		}
	}
	return text
}
