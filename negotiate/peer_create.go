package negotiate

import (
	"slices"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A creation is a description that was made and may yet be set: webrtc-pc's
// LastCreatedOffer and LastCreatedAnswer.
type creation struct {
	text     string
	d        *sdp.Description
	slots    []slotID // by section, 0 for one without
	revision int      // of the state that it describes
}

// CreateOffer makes an offer of what the slots want, by [History.Offer]: webrtc-pc's
// createOffer. It is not set, and what it needed of Capabilities.Rand is used up. A peer to
// which nothing was ever added, and that the other side has offered nothing, gets a slot
// for each of Capabilities.Media, unless [Options].OnlyAdded.
//
// The errors are [ErrInvalidState] in other states than [Stable] and [HaveLocalOffer], and
// [ErrOperation] when the capabilities lack something; its cause is a
// [*CapabilitiesError].
func (p *Peer) CreateOffer() (Description, error) { return p.createAndKeep("CreateOffer", TypeOffer) }

// CreateAnswer makes an answer to the pending remote offer, by [History.Answer]:
// webrtc-pc's createAnswer. It may be set as a provisional answer too.
//
// The errors are [ErrInvalidState] in other states than [HaveRemoteOffer] and
// [HaveLocalPranswer], and [ErrOperation] as for CreateOffer.
func (p *Peer) CreateAnswer() (Description, error) {
	return p.createAndKeep("CreateAnswer", TypeAnswer)
}

func (p *Peer) createAndKeep(op string, typ Type) (Description, error) {
	if p.now.signaling == Closed {
		return Description{}, p.now.refuse(op, ErrInvalidState, "the peer is closed")
	}
	next, err := p.create(op, typ)
	if err != nil {
		return Description{}, err
	}
	p.commit(next)
	return Description{Type: typ, SDP: next.created(typ).text}, nil
}

// created is what was created last of a type.
func (s *peerState) created(typ Type) *creation {
	if typ.answers() {
		return &s.answer
	}
	return &s.offer
}

// create makes a description, and returns a state that remembers it.
func (p *Peer) create(op string, typ Type) (*peerState, error) {
	allowed := [...]State{Stable, HaveLocalOffer}
	if typ.answers() {
		allowed = [...]State{HaveRemoteOffer, HaveLocalPranswer}
	}
	if !slices.Contains(allowed[:], p.now.signaling) {
		return nil, p.now.refuse(op, ErrInvalidState, "nothing can be created in this state")
	}
	next := p.now.copy()
	if !typ.answers() && len(next.kinds) == 0 && !p.options.OnlyAdded {
		for i := range p.options.Capabilities.Media {
			p.addSlot(next, slotOf(&p.options.Capabilities.Media[i]))
		}
		next.revision += len(next.slots)
	}
	if kind, ok := next.unknown(); ok && !typ.answers() {
		return nil, p.now.wrap(op, ErrOperation, &CapabilitiesError{Path: "media", Msg: "has no entry of kind " + quote(kind) + ", and a slot of that kind was added"})
	}
	history := next.history.Snapshot()
	caps := next.capabilities(&p.options, typ)
	var d *sdp.Description
	var err error
	if typ.answers() {
		d, err = history.Answer(next.pending[theirs].d, caps)
	} else {
		d, err = history.Offer(caps)
	}
	if err != nil {
		return nil, p.now.wrap(op, ErrOperation, err)
	}
	next.history = history
	c := creation{text: d.String(), d: d, slots: make([]slotID, d.NumMedia()), revision: next.revision}
	for i := range c.slots {
		if i < len(history.proposed) && history.proposed[i].Entry >= 0 {
			c.slots[i] = next.byEntry(history.proposed[i].Entry)
		}
	}
	*next.created(typ) = c
	return next, nil
}

// unknown finds a slot that was added of a kind that no Media is of, so that there is
// nothing to offer for it; ok is false when there is none.
func (s *peerState) unknown() (kind string, ok bool) {
	for i := range s.slots {
		if m := &s.slots[i]; m.media == nil && !m.some() && !m.stopping && !m.stopped {
			return m.kind, true
		}
	}
	return "", false
}

// byEntry is the slot with an entry, 0 for none.
func (s *peerState) byEntry(entry int) slotID {
	n, ok := slices.BinarySearchFunc(s.slots, entry, func(m mediaSlot, entry int) int { return m.entry - entry })
	if !ok {
		return 0
	}
	return s.slots[n].id
}

// capabilities are the peer's with a Media for each slot that there ever was, since
// [History] knows them by their place. Those that are gone are stopped.
func (s *peerState) capabilities(o *Options, typ Type) Capabilities {
	caps := o.Capabilities
	if s.transport != nil {
		caps.Transport = *s.transport
	}
	caps.Media = make([]Media, len(s.kinds))
	for i, kind := range s.kinds {
		caps.Media[i] = Media{Kind: kind, Stopped: true}
	}
	var local *sdp.Description
	if a := s.latest(ours); a != nil {
		local = a.whole()
	}
	for i := range s.slots {
		m := &s.slots[i]
		to := &caps.Media[m.entry]
		m.fill(to, s, typ)
		if local != nil && m.some() && !s.restarts(m.index, typ) {
			s.addGathered(&to.Path, m, local.Media(m.index))
		}
	}
	if caps.Transport.ICE != nil && typ == TypeOffer && len(s.toReplace) > 0 {
		ice := *caps.Transport.ICE
		ice.Restart = true
		caps.Transport.ICE = &ice
	}
	return caps
}

// fill makes a Media say what a slot wants.
func (m *mediaSlot) fill(to *Media, s *peerState, typ Type) {
	if m.media != nil {
		*to = *m.media
	}
	to.Kind, to.Direction, to.Sections = m.kind, m.direction, 0
	if to.MID = m.mid; !m.some() && m.media != nil && !slices.Contains(s.history.mids, m.media.MID) {
		to.MID = m.media.MID
	}
	// A slot that was only stopped here doesn't touch an answer (webrtc-pc, "stop").
	to.Stopped = m.stopped || m.stopping && typ == TypeOffer || !m.some() && typ.answers()
	if m.kind != dataKind && (m.streamed || m.media == nil || len(m.media.MSIDs) == 0) {
		to.MSIDs = m.msids()
	}
}

// msids are the a=msid lines of a slot.
func (m *mediaSlot) msids() []sdp.MSID {
	if len(m.streams) == 0 {
		return []sdp.MSID{{ID: "-"}}
	}
	list := make([]sdp.MSID, len(m.streams))
	for i, id := range m.streams {
		list[i].ID = id
	}
	return list
}

// restarts says that a description which is created now has other credentials for a
// section than the one before, so that its candidates are over.
func (s *peerState) restarts(i int, typ Type) bool {
	if typ == TypeOffer {
		l := s.latest(ours).at(i)
		return l != nil && s.toReplace[l.generation]
	}
	was, is := s.current[theirs].at(i), s.pending[theirs].at(i)
	return was == nil || is == nil || was.generation != is.generation
}

// addGathered adds the candidates that a slot's section has already: a description that
// is created has them (RFC 9429 §5.2.2).
func (s *peerState) addGathered(to *Path, m *mediaSlot, local sdp.Section) {
	a := s.latest(ours)
	if sec := a.at(m.index); sec == nil || sec.mid != m.mid {
		return
	}
	given := to.Candidates
	to.Candidates = slices.Clip(given)
	for c, err := range sdp.All[candidate.Candidate](local) {
		if err == nil && !slices.ContainsFunc(given, c.Equal) {
			to.Candidates = append(to.Candidates, c)
		}
	}
	to.EndOfCandidates = to.EndOfCandidates || a.ended[m.index]
}
