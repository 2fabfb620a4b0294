package negotiate

import (
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// An applied description is one that a peer was given and holds. It is never changed:
// a candidate makes another one, which shares the description.
type applied struct {
	typ      Type
	origin   *applied         // without what was trickled; tells one offer from the next
	d        *sdp.Description // as it was given
	sections []appliedSection
	mids     map[string]int         // section by mid, of equal ones the first
	trickled *chain[candidate.Init] // what came after it, with index and ufrag of its section
	ended    []bool                 // by section: no candidate comes any more
}

// An appliedSection is what a peer has to know of a section all the time.
type appliedSection struct {
	kind      string
	mid       string
	rejected  bool
	direction sdp.Direction
	streams   []string // of a=msid, each id once
	msids     bool     // there are a=msid lines
	generation
	trickle    bool // a=ice-options:trickle
	shared     bool // the transport is another section's: it is bundled and not tagged
	bundleOnly bool
}

// newApplied reads a description.
func newApplied(typ Type, d *sdp.Description) *applied {
	v := newView(d)
	a := &applied{typ: typ, d: d, sections: make([]appliedSection, len(v.media)), mids: make(map[string]int, len(v.media)), ended: make([]bool, len(v.media))}
	a.origin = a
	for i := range v.media {
		s := &v.media[i]
		as := &a.sections[i]
		*as = appliedSection{
			kind: s.kind, mid: s.midOf(), rejected: s.rejected, direction: s.direction,
			generation: v.generation(s),
			shared:     v.tagOf(s) != s,
			msids:      len(s.msids()) > 0,
			bundleOnly: s.bundleOnly.has(),
		}
		as.trickle = v.hasOption(s, "trickle")
		as.streams = streamsOf(s)
		a.ended[i] = s.end.has() || v.session.end.has()
		if as.mid != "" {
			if _, twice := a.mids[as.mid]; !twice {
				a.mids[as.mid] = i
			}
		}
	}
	return a
}

// streamsOf are the ids of the media streams that a section's track is in.
func streamsOf(s *section) []string {
	msids := s.msids()
	list := make([]sdp.MSID, len(msids))
	for i := range msids {
		list[i] = msids[i].v
	}
	return streamIDs(list)
}

// at is section i, or nil when there is none, or no description.
func (a *applied) at(i int) *appliedSection {
	if a == nil || i < 0 || i >= len(a.sections) {
		return nil
	}
	return &a.sections[i]
}

// trickles says that the other side takes candidates one by one (RFC 9429 §4.1.17).
func (a *applied) trickles() bool {
	for i := range a.sections {
		if a.sections[i].trickle {
			return true
		}
	}
	return false
}

// has says that a section, or for -1 any, is of a generation with this ufrag.
func (a *applied) has(section int, ufrag string) bool {
	if section >= 0 {
		s := a.at(section)
		return s != nil && string(s.ufrag) == ufrag
	}
	if a == nil {
		return false
	}
	for i := range a.sections {
		if string(a.sections[i].ufrag) == ufrag {
			return true
		}
	}
	return false
}
