package diff

import (
	"fmt"
	"slices"
	"sort"
)

// order reports equal lines that stand in another order. Attributes may: RFC 8866
// §5 fixes the order of line types alone.
func (c *comparison) order(p *pair) {
	if p.ordered {
		return
	}
	place := make(map[*line]int, len(p.new.lines))
	for i := range p.new.lines {
		place[&p.new.lines[i]] = i
	}
	var olds []*line
	var at []int
	for i := range p.old.lines {
		if l := &p.old.lines[i]; l.twin != nil {
			olds = append(olds, l)
			at = append(at, place[l.twin])
		}
	}
	stay := rising(at)
	f := finding{id: "order", cosmetic: true}
	last := make(map[string]int)
	for i, l := range olds {
		if !stay[i] {
			f.old = append(f.old, l)
			f.new = append(f.new, l.twin)
		}
		name := l.name()
		if l.typ != 'a' {
			name = "="
		}
		if before, ok := last[name]; ok && at[i] < before && !topics[l.topic].anyOrder {
			f.cosmetic = false
			f.detail = append(f.detail, Detail{Text: l.label() + " lines follow each other in another order"})
		}
		last[name] = max(last[name], at[i])
	}
	if len(f.old) == 0 {
		return
	}
	if f.detail = slices.Compact(f.detail); f.cosmetic {
		f.detail = nil
	}
	f.summary = fmt.Sprintf("%d lines stand in another place", len(f.old))
	if len(f.old) == 1 {
		f.summary = "1 line stands in another place"
	}
	c.emit(p, f)
}

// rising marks a longest rising subsequence: the lines that stayed, so that as few
// as possible are said to have moved.
func rising(at []int) []bool {
	var tails []int // index into at of the last of the best run of each length
	before := make([]int, len(at))
	for i, v := range at {
		n := sort.Search(len(tails), func(k int) bool { return at[tails[k]] >= v })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	stay := make([]bool, len(at))
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			stay[i] = true
		}
	}
	return stay
}

// endings reports equal lines that end differently.
func (c *comparison) endings() {
	f := finding{id: "line-ending", cosmetic: true}
	for _, p := range c.pairs {
		for i := range p.old.lines {
			if l := &p.old.lines[i]; l.twin != nil && l.ending != l.twin.ending {
				f.old = append(f.old, l)
				f.new = append(f.new, l.twin)
			}
		}
	}
	if len(f.old) == 0 {
		return
	}
	o, n := f.old[len(f.old)-1].ending, f.new[len(f.new)-1].ending
	f.summary = fmt.Sprintf("%d lines end differently, such as %s → %s", len(f.old), o, n)
	if len(f.old) == 1 {
		f.summary = "line ending " + o.String() + " → " + n.String()
	}
	c.emit(nil, f)
}
