package diff

import (
	"hash/maphash"
	"math/bits"
	"slices"
)

// match finds byte-equal lines of a pair, the first of several for the first, and what
// the others mean for the rules.
func match(p *pair) {
	old, new := p.old.lines, p.new.lines
	start := 0
	if p.old.slot >= 0 { // no other line is like the m= line, which is often the first to differ
		if old[0].text == new[0].text {
			pairUp(&old[0], &new[0])
		} else {
			p.differs |= readers[old[0].topic]
		}
		start = 1
	}
	for start < min(len(old), len(new)) && old[start].text == new[start].text {
		pairUp(&old[start], &new[start])
		start++
	}
	p.ordered = true
	if start == max(len(old), len(new)) {
		return
	}
	for t := range topic(len(topics)) {
		mate(p.old.about(t), p.new.about(t))
	}
	open, last := uint64(0), uint32(0)
	for i := start; i < len(old); i++ {
		switch o := &old[i]; {
		case o.twin == nil:
			p.differs |= readers[o.topic]
			open |= 1 << o.topic
		case o.twin.num < last:
			p.differs |= readers[o.topic]
			p.ordered = false
		default:
			last = o.twin.num
		}
	}
	for i := start; i < len(new); i++ {
		if n := &new[i]; n.twin == nil {
			p.differs |= readers[n.topic]
			open |= 1 << n.topic
		}
	}
	p.topics = bits.OnesCount64(open)
}

const _ = uint(64 - len(topics)) // no more of them fit into a set

func pairUp(o, n *line) { o.twin, n.twin = n, o }

// mate makes twins of equal lines about one topic. Those at the start may be twins already.
func mate(old, new []*line) {
	for len(old) > 0 && len(new) > 0 && old[0].text == new[0].text {
		pairUp(old[0], new[0])
		old, new = old[1:], new[1:]
	}
	const few = 4
	if min(len(old), len(new)) > few {
		mateMany(old, new)
		return
	}
	for _, o := range old {
		for _, n := range new {
			if n.twin == nil && n.text == o.text {
				pairUp(o, n)
				break
			}
		}
	}
}

// mateMany looks lines up by a hash of their text, and not in a map, which would be made
// for each topic and thrown away. The lines of new that are free are in chains, as index+1:
// first has the first of those with one hash, next the one behind each.
func mateMany(old, new []*line) {
	size := 1
	for size < len(new) {
		size *= 2
	}
	first, next, seed := make([]uint32, size), make([]uint32, len(new)), maphash.MakeSeed()
	chain := func(l *line) *uint32 { return &first[maphash.String(seed, l.text)&uint64(size-1)] }
	for i := len(new) - 1; i >= 0; i-- {
		head := chain(new[i])
		next[i], *head = *head, uint32(i+1)
	}
	for _, o := range old {
		at := chain(o)
		for *at != 0 && new[*at-1].text != o.text {
			at = &next[*at-1]
		}
		if *at != 0 {
			pairUp(o, new[*at-1])
			*at = next[*at-1]
		}
	}
}

// twins says that two lists are equal, line by line.
func twins(old, new []*line) bool {
	return slices.EqualFunc(old, new, func(o, n *line) bool { return o.twin == n })
}

// mates finds for each of old the first of new that is equal and nobody else's, -1 for
// none.
func mates[K comparable](old, new []K) []int {
	found := make([]int, len(old))
	const few = 8
	if min(len(old), len(new)) <= few {
		taken := make([]bool, len(new))
		for i, o := range old {
			found[i] = -1
			for j, n := range new {
				if n == o && !taken[j] {
					found[i], taken[j] = j, true
					break
				}
			}
		}
		return found
	}
	// The first of each that is free, and the next behind each, as index+1.
	first, next := make(map[K]int, len(new)), make([]int, len(new))
	for j := len(new) - 1; j >= 0; j-- {
		next[j], first[new[j]] = first[new[j]], j+1
	}
	for i, o := range old {
		j := first[o] - 1
		if found[i] = j; j >= 0 {
			first[o] = next[j]
		}
	}
	return found
}
