package negotiate

import (
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the steps of webrtc-pc's "set a session description" that come when
// nothing can fail any more.

// apply makes the description that placeLocal or placeRemote has put in its pending
// slot what it is to be: pending, or for an answer current.
func (s *peerState) apply(from seat, to State) {
	a := s.pending[from]
	s.revision++
	if a.typ == TypeAnswer {
		s.previous = s.current
		s.current = s.pending
		s.pending = [2]*applied{}
		s.offer, s.answer = creation{}, creation{}
		s.replaced()
		s.settle()
		s.needed = false // webrtc-pc clears the flag, and updates it when the call is over
	}
	s.enter(to)
	s.tellTracks(from, a)
	s.gather()
	if from == ours {
		s.releaseEarly()
	}
}

// remember tells the history which description is used, and which slots its sections are
// about.
func (s *peerState) remember(from seat) error {
	a := s.pending[from]
	h := s.history.Snapshot()
	s.history = h
	if from == theirs {
		return h.SetRemote(a.typ, a.d)
	}
	h.proposed = make([]slot, len(a.sections))
	for i := range a.sections {
		h.proposed[i] = slot{a.sections[i].mid, -1}
	}
	for i := range s.slots {
		if m := &s.slots[i]; m.index >= 0 && m.index < len(h.proposed) {
			h.proposed[m.index].Entry = m.entry
		}
	}
	return h.SetLocal(a.typ, a.d)
}

// replaced empties the list of credentials that are to be replaced once none of them is
// in use any more (webrtc-pc, "set a session description").
func (s *peerState) replaced() {
	for i := range s.current[ours].sections {
		if s.toReplace[s.current[ours].sections[i].generation] {
			return
		}
	}
	s.toReplace = nil
}

// settle is what an answer does to the slots: what it rejects is over, and a slot that is
// over on both sides is forgotten, so that its section can be used again. One that was
// stopped before it had a section is forgotten too: by webrtc-pc's letter it stays and
// "will always need negotiation", one exchange after the other without an end.
func (s *peerState) settle() {
	rejected := func(i int) bool {
		l, r := s.current[ours].at(i), s.current[theirs].at(i)
		return l != nil && l.rejected || r != nil && r.rejected
	}
	for i := range s.slots {
		if m := &s.slots[i]; m.some() && !m.stopped && rejected(m.index) {
			m.stop()
		}
	}
	s.slots = slices.DeleteFunc(s.slots, func(m mediaSlot) bool {
		return m.stopped && m.some() && rejected(m.index) || m.stopping && !m.some()
	})
	for i := range s.slots {
		m := &s.slots[i]
		m.stableAssociation, m.stableCurrent, m.stableStreams, m.before = m.association, m.current, m.remoteStreams, nil
	}
}

// A placing puts slots to the sections of a description.
type placing struct {
	s     *peerState
	at    []int            // slot by section, -1 for none; an index into s.slots
	spare map[string][]int // slots by kind that no section has, in order
}

// place begins with the slots that have sections of the description already. A section
// whose slot has another mid was recycled (RFC 9429 §5.2.2): that slot loses it.
func (s *peerState) startPlacing(a *applied, fits func(*mediaSlot) bool) *placing {
	p := &placing{s: s, at: make([]int, len(a.sections)), spare: map[string][]int{}}
	for i := range p.at {
		p.at[i] = -1
	}
	for n := range s.slots {
		m := &s.slots[n]
		if sec := a.at(m.index); sec != nil && (sec.mid != m.mid || sec.kind != m.kind) && a.typ == TypeOffer {
			m.association = nowhere
		}
		switch {
		case m.some() && m.index < len(p.at):
			p.at[m.index] = n
		case !m.some() && !m.stopping && fits(m):
			p.spare[m.kind] = append(p.spare[m.kind], n)
		}
	}
	return p
}

// take gives section i the next spare slot of its kind.
func (p *placing) take(i int, sec *appliedSection) bool {
	list := p.spare[sec.kind]
	if len(list) == 0 {
		return false
	}
	p.put(i, list[0], sec)
	p.spare[sec.kind] = list[1:]
	return true
}

func (p *placing) put(i, n int, sec *appliedSection) {
	p.at[i] = n
	p.s.slots[n].association = association{mid: sec.mid, index: i}
}

// add makes a slot for section i.
func (p *placing) add(peer *Peer, i int, sec *appliedSection, m mediaSlot) {
	m.kind = sec.kind
	peer.addSlot(p.s, m)
	p.put(i, len(p.s.slots)-1, sec)
}

// begin prepares for a description: an offer that replaces one is held against the
// stable state, as if the one before had never been (webrtc-pc: "as if it were in stable
// state").
func (s *peerState) begin(from seat, a *applied) {
	if a.typ == TypeOffer && s.pending[from] != nil {
		s.restorePlaces(func(m *mediaSlot) bool {
			sec := a.at(m.index)
			return sec != nil && sec.mid == m.mid && sec.kind == m.kind
		})
	}
	s.pending[from] = a
}

// placeLocal associates slots with the sections of a local description: by what was
// noted when it was created, ids by section, and without that by kind. It reports
// whether all the slots that were noted are still there.
func (s *peerState) placeLocal(p *Peer, a *applied, noted []slotID) bool {
	s.begin(ours, a)
	pl := s.startPlacing(a, func(*mediaSlot) bool { return noted == nil })
	byID := make(map[slotID]int, len(s.slots))
	for n := range s.slots {
		byID[s.slots[n].id] = n
	}
	for i := range a.sections {
		sec := &a.sections[i]
		switch {
		case pl.at[i] >= 0:
		case noted != nil && noted[i] == 0:
		case noted != nil:
			n, ok := byID[noted[i]]
			if !ok {
				return false
			}
			pl.put(i, n, sec)
		case !pl.take(i, sec):
			pl.add(p, i, sec, mediaSlot{direction: sec.direction, streams: sec.streams, stopping: sec.rejected, made: true})
		}
		if a.typ.answers() && pl.at[i] >= 0 {
			m := &s.slots[pl.at[i]]
			m.current = someDirection{sec.direction, true}
			m.fired = m.current
		}
	}
	return true
}

// placeRemote associates slots with the sections of a remote description (RFC 9429
// §5.10), and makes those that are missing.
func (s *peerState) placeRemote(p *Peer, a *applied) {
	s.begin(theirs, a)
	pl := s.startPlacing(a, func(m *mediaSlot) bool { return m.sending || m.kind == dataKind })
	for i := range a.sections {
		sec := &a.sections[i]
		if pl.at[i] < 0 && a.typ == TypeOffer && (!sec.direction.Recv() || !pl.take(i, sec)) {
			pl.add(p, i, sec, mediaSlot{direction: p.wishFor(sec.kind), made: true, offered: true})
		}
		if pl.at[i] < 0 {
			continue
		}
		m := &s.slots[pl.at[i]]
		if a.typ.answers() {
			m.current = someDirection{sec.direction.Reverse(), true}
			if sec.rejected {
				m.current.Direction = sdp.Inactive
			}
		}
		if sec.rejected && !m.stopped && a.typ != TypeAnswer {
			m.stopForNow()
		}
	}
}

// wishFor is the direction of a slot that an offer of the other side makes: in WebRTC
// recvonly, until something is added (RFC 9429 §5.10). A SIP endpoint answers with what it
// can do.
func (p *Peer) wishFor(kind string) sdp.Direction {
	if kind == dataKind {
		return sdp.SendRecv
	}
	if p.options.Capabilities.Mode == SIP {
		for i := range p.options.Capabilities.Media {
			if m := &p.options.Capabilities.Media[i]; m.Kind == kind {
				return m.Direction
			}
		}
	}
	return sdp.RecvOnly
}

// stopForNow stops a slot because of something that may yet be rolled back. webrtc-pc
// leaves it stopped then; RFC 9429 §5.7 wants the previous state again.
func (m *mediaSlot) stopForNow() {
	was := *m
	was.before = nil
	m.before = &was
	m.stop()
}

// tellTracks tells which tracks of the other side begin (webrtc-pc, "process remote
// tracks").
func (s *peerState) tellTracks(from seat, a *applied) {
	if from == ours {
		return
	}
	for i := range s.slots {
		m := &s.slots[i]
		sec := a.at(m.index)
		if sec == nil || m.kind == dataKind {
			continue
		}
		d := sec.direction.Reverse()
		if sec.rejected {
			d = sdp.Inactive
		}
		s.tellTrack(m, d, sec.streams)
	}
}

// tellTrack tells of the track of one slot, if there is something new.
func (s *peerState) tellTrack(m *mediaSlot, d sdp.Direction, streams []string) {
	if !d.Recv() {
		streams = nil
	}
	added := false
	for _, id := range streams {
		added = added || !slices.Contains(m.remoteStreams, id)
	}
	if d.Recv() && (!m.fired.receives() || added) {
		s.events = s.events.with(occurrence{Event{Kind: EventTrack, MID: m.mid, Streams: streams}, m.id})
	}
	m.remoteStreams, m.fired = streams, someDirection{d, true}
}
