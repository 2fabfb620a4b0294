package diff

import (
	"github.com/sdpkit/sdpkit/sdp"
)

// A Matching is a media section of either text or of both, with what Compare found to be the same
// in them: what a table for readers is made of.
type Matching struct {
	Place
	Kind       string // of the new section, else of the old one
	Codecs     []Match
	Candidates []Match
}

// A Match is a codec or a candidate and what became of it. Old and New are its names, "" where
// it isn't there; OldID and NewID are payload types, "" for candidates.
type Match struct {
	Old   string `json:"old,omitempty"`
	New   string `json:"new,omitempty"`
	OldID string `json:"oldId,omitempty"`
	NewID string `json:"newId,omitempty"`
}

// Matched returns the media sections in the order of the new text, those that are only in the
// old one at the end, paired as Compare with the same options pairs them.
func Matched(old, new *sdp.Description, opts ...Option) []Matching {
	c := &comparison{old: read(old), new: read(new)}
	for _, o := range opts {
		o(c)
	}
	if c.role == Auto {
		c.role = c.findRole()
	}
	c.pair()
	byNew := make(map[*section]*section, len(c.pairs))
	paired := make(map[*section]bool, len(c.pairs))
	for _, p := range c.pairs[1:] {
		byNew[p.new] = p.old
		paired[p.old] = true
	}
	var list []Matching
	for i := range c.new.media {
		n := &c.new.media[i]
		list = append(list, matching(byNew[n], n))
	}
	for i := range c.old.media {
		if o := &c.old.media[i]; !paired[o] {
			list = append(list, matching(o, nil))
		}
	}
	return list
}

// matching lists what the sections have; either may be nil.
func matching(o, n *section) Matching {
	m := Matching{Place: Place{Old: -1, New: -1}}
	if o == nil {
		o = n.absent()
	} else {
		m.Old, m.MID, m.Kind = o.slot, o.mid, o.Kind()
	}
	if n == nil {
		n = o.absent()
	} else {
		m.New, m.Kind = n.slot, n.Kind()
		if n.mid != "" {
			m.MID = n.mid
		}
	}
	// What Codecs yields for a section of another kind is formats, not codecs.
	cp := pairCodecs(o.codecs(), n.codecs())
	for _, k := range cp.new.list {
		match := Match{New: k.label(), NewID: k.number()}
		if k.mate != nil {
			match.Old, match.OldID = k.mate.label(), k.mate.number()
		}
		m.Codecs = append(m.Codecs, match)
	}
	for _, k := range cp.old.list {
		if k.mate == nil {
			m.Codecs = append(m.Codecs, Match{Old: k.label(), OldID: k.number()})
		}
	}
	old, new := candidates(o.attr("candidate")), candidates(n.attr("candidate"))
	for _, words := range new {
		m.Candidates = append(m.Candidates, Match{New: words})
	}
	for i, j := range mates(old, new) {
		if j >= 0 {
			m.Candidates[j].Old = old[i]
		} else {
			m.Candidates = append(m.Candidates, Match{Old: old[i]})
		}
	}
	return m
}

// absent stands for a section that isn't there.
func (s *section) absent() *section {
	return &section{doc: s.doc, slot: s.slot}
}
