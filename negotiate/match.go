package negotiate

import (
	"github.com/sdpkit/sdpkit/sdp"
)

// A matcher says which codecs of two lists are the same, whatever their payload
// types. All comparing of codecs in this package goes through it, with the rules of
// [sdp.Comparison], so that Answer takes what CheckAnswer accepts and Agree reports.
type matcher struct {
	cmp   sdp.Comparison
	a, b  []sdp.Codec
	names nameIndex // of b: only codecs of one name are compared
}

// newMatcher compares the codecs of two sections, 128 each at most.
func newMatcher(cmp sdp.Comparison, a, b []sdp.Codec) *matcher {
	a, b = a[:min(len(a), 128)], b[:min(len(b), 128)]
	m := &matcher{cmp: cmp, a: a, b: b}
	// References of rtx and red are followed in these lists. They must not be nil,
	// or each comparison would read its section anew.
	m.cmp.A, m.cmp.B = some(a), some(b)
	for j := len(b) - 1; j >= 0; j-- {
		m.names.add(j, b[j].Name)
	}
	return m
}

func some(list []sdp.Codec) []sdp.Codec {
	if list == nil {
		return []sdp.Codec{}
	}
	return list
}

// A nameIndex finds the codecs of a list, 128 at most, that may have a name: it chains
// those whose names have the same sum, in order, as index+1.
type nameIndex struct {
	head [32]uint8
	next [128]uint8
}

// add adds a codec in front of those that stand behind it in the list.
func (x *nameIndex) add(j int, name string) {
	h := nameSum(name)
	x.next[j], x.head[h] = x.head[h], uint8(j+1)
}

// first is the index of the first codec that may have the name, and after that of the one
// behind it; -1 for none.
func (x *nameIndex) first(name string) int { return int(x.head[nameSum(name)]) - 1 }
func (x *nameIndex) after(j int) int       { return int(x.next[j]) - 1 }

// nameSum is made of the two ends of a name, by which those of codecs differ, and is the same for
// names that differ in case: that is told by a bit above those that are kept.
func nameSum(name string) uint8 {
	if name == "" {
		return 0
	}
	return (name[0]*5 + name[len(name)-1]) & 31
}

// compare compares codec i of a with codec j of b.
func (m *matcher) compare(i, j int) sdp.Match { return m.cmp.Compare(m.a[i], m.b[j]) }

// find returns the codec of b that codec i of a is, with the same payload type if
// there is one, else the first. Without one, match says why the codec came to nothing
// that is nearest to it: the one with the same payload type, or with the same name. Its
// j is -1 if there is none of either kind.
func (m *matcher) find(i int) (j int, match sdp.Match, ok bool) {
	c := &m.a[i]
	found, near := -1, -1
	var why sdp.Match
	for j := m.names.first(c.Name); j >= 0; j = m.names.after(j) {
		if found >= 0 && m.b[j].PayloadType != c.PayloadType {
			continue
		}
		switch this := m.compare(i, j); {
		case this.Same && (found < 0 || m.b[j].PayloadType == c.PayloadType):
			found, match = j, this
		case !this.Same && this.Param != "encoding name" && (near < 0 || m.b[j].PayloadType == c.PayloadType):
			near, why = j, this
		}
	}
	if found >= 0 {
		return found, match, true
	}
	return near, why, false
}

// A pair is a codec that both lists have.
type pair struct {
	a, b  int // indexes
	match sdp.Match
}

// pairs returns what both lists have, in a's order. Each codec of b is taken once, so
// that one of a's that stands twice under different payload types can't stand for more
// than the other side has.
func (m *matcher) pairs() []pair {
	var taken [128]bool
	ps := make([]pair, 0, min(len(m.a), len(m.b)))
	for i := range m.a {
		j, match, ok := m.find(i)
		if !ok {
			continue
		}
		if taken[j] {
			if j, match, ok = m.free(i, &taken); !ok {
				continue
			}
		}
		taken[j] = true
		ps = append(ps, pair{i, j, match})
	}
	return ps
}

// free is find among those not taken.
func (m *matcher) free(i int, taken *[128]bool) (int, sdp.Match, bool) {
	for j := m.names.first(m.a[i].Name); j >= 0; j = m.names.after(j) {
		if !taken[j] {
			if match := m.compare(i, j); match.Same {
				return j, match, true
			}
		}
	}
	return -1, sdp.Match{}, false
}
