package diff

import "slices"

// match finds byte-equal lines of a pair, the first of several for the first, and what
// the others mean for the rules.
func match(p *pair) {
	old, new := p.old.lines, p.new.lines
	if p.old.slot >= 0 { // no other line is like the m= line, which is often the first to differ
		if o, n := old[0], new[0]; o.text == n.text {
			o.twin, n.twin = n, o
		} else {
			p.differs |= o.readers()
		}
		old, new = old[1:], new[1:]
	}
	for len(old) > 0 && len(new) > 0 && old[0].text == new[0].text {
		old[0].twin, new[0].twin = new[0], old[0]
		old, new = old[1:], new[1:]
	}
	p.ordered = true
	if len(old)+len(new) == 0 {
		return
	}
	back := 0
	for back < min(len(old), len(new)) && old[len(old)-1-back].text == new[len(new)-1-back].text {
		back++
	}
	if !mate(old, new, back) {
		mate(old, new, 0)
	}
	last := uint32(0)
	for _, o := range old {
		switch {
		case o.twin == nil:
			p.differs |= o.readers()
		case o.twin.num < last:
			p.differs |= o.readers()
			p.ordered = false
		default:
			last = o.twin.num
		}
	}
	for _, n := range new {
		if n.twin == nil {
			p.differs |= n.readers()
		}
	}
}

// mate makes twins of equal lines. The last ones, so many as back says, are equal one by
// one; but where another line has the text of one of them as well, it is false that the
// first of several goes to the first, and so is the result.
func mate(old, new []*line, back int) bool {
	// The lines of new that are free, as index+1: first has the first of each text, next
	// the one behind it. -1 stands for a line of old that stayed alone.
	first, next := make(map[string]int, max(len(old), len(new))-back), make([]int, len(new)-back)
	for i := len(next) - 1; i >= 0; i-- {
		text := new[i].text
		next[i], first[text] = first[text], i+1
	}
	for _, o := range old[:len(old)-back] {
		switch i := first[o.text]; {
		case i > 0:
			o.twin, new[i-1].twin = new[i-1], o
			first[o.text] = next[i-1]
		default:
			first[o.text] = -1
		}
	}
	for k := 1; k <= back; k++ {
		o, n := old[len(old)-k], new[len(new)-k]
		if first[o.text] != 0 {
			return false
		}
		o.twin, n.twin = n, o
	}
	return true
}

// twins says that two lists are equal, line by line.
func twins(old, new []*line) bool {
	return slices.EqualFunc(old, new, func(o, n *line) bool { return o.twin == n })
}
