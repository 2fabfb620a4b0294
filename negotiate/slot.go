package negotiate

import (
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Slot is one thing that a [Peer] wants to have negotiated, and from the first offer
// on its media section: webrtc-pc's RTCRtpTransceiver, or its data channels, which have
// one section together. It is a handle: it reads the peer as it is now. A slot that the
// peer no longer has, because it was stopped and both sides know, or because the offer
// that made it was rolled back, reads as stopped.
type Slot struct {
	peer *Peer
	id   slotID
}

// slotID is never used again in one peer, not even after Restore.
type slotID uint64

// A mediaSlot is what a state knows of a slot.
type mediaSlot struct {
	id        slotID
	entry     int // its place in Capabilities.Media, as History knows it; slots are in its order
	kind      string
	media     *Media        // the entry of Options.Capabilities that it is made of, nil for none
	direction sdp.Direction // wished
	streams   []string      // of the own track; of a=msid
	streamed  bool          // the application said which
	own       bool          // not to be used for sections of the other side's offers
	sending   bool          // a track was added: it is used for them, and stays when one is rolled back
	made      bool          // by a description, and gone when that is rolled back
	offered   bool          // by one of the other side
	stopping  bool
	stopped   bool

	association                     // of its section
	stableAssociation association   // when the state was last stable
	current           someDirection // by the last answer
	stableCurrent     someDirection // when the state was last stable
	fired             someDirection // as far as track events have told
	remoteStreams     []string      // of the other side's track
	stableStreams     []string      // when the state was last stable
	before            *mediaSlot    // what a remote description that may be rolled back has stopped
}

// An association is the section that a slot is associated with: none with an index of -1.
type association struct {
	mid   string
	index int
}

var nowhere = association{index: -1}

func (p association) some() bool { return p.index >= 0 }

// someDirection is a direction, if there is one.
type someDirection struct {
	sdp.Direction
	ok bool
}

func (d someDirection) receives() bool { return d.ok && d.Recv() }
func (d someDirection) sends() bool    { return d.ok && d.Send() }

// A SlotOption says more about a slot that [Peer.AddMedia] makes.
type SlotOption func(*mediaSlot)

// InStreams says which media streams the slot's track is in: the ids of its a=msid
// lines (RFC 8830). Without it the track is in none.
func InStreams(ids ...string) SlotOption {
	return func(s *mediaSlot) { s.streams, s.streamed = slices.Clone(ids), true }
}

// OwnSection keeps the slot for a section that this peer offers, as webrtc-pc's
// addTransceiver does: no section that the other side offers is matched with it.
func OwnSection() SlotOption { return func(s *mediaSlot) { s.own = true } }

// AddMedia adds something to negotiate: a slot of a kind, "audio", "video", or
// "application" for data channels, with the direction that is wished for it. It is
// webrtc-pc's addTrack when the direction sends. Then a slot that the other side's offer
// has made, and that has never sent, is taken; and where there is none, the new slot is
// for the next section of its kind that the other side offers to receive with or that
// this side offers (RFC 9429 §5.10). When the direction doesn't send, or with
// [OwnSection], it is webrtc-pc's addTransceiver. There is one slot of kind
// "application" at most, and it is returned again.
//
// In a closed peer the slot is stopped from the beginning.
func (p *Peer) AddMedia(kind string, direction sdp.Direction, opts ...SlotOption) *Slot {
	s := mediaSlot{kind: kind, direction: direction}
	for _, o := range opts {
		o(&s)
	}
	s.sending = !s.own && direction.Send()
	if p.now.signaling == Closed {
		p.lastSlot++
		return &Slot{peer: p, id: p.lastSlot}
	}
	next := p.now.copy()
	old := slices.IndexFunc(next.slots, func(o mediaSlot) bool {
		return o.kind == kind && !o.stopping && (kind == dataKind || s.sending && !o.sending && !o.own && o.offered && !o.current.sends())
	})
	if old >= 0 {
		o := &next.slots[old]
		o.direction, o.streams, o.streamed, o.sending = direction, s.streams, s.streamed, true
		s.id = o.id
	} else {
		s.id = p.addSlot(next, s)
	}
	next.revision++
	p.commit(next)
	return &Slot{peer: p, id: s.id}
}

// slotOf is the slot for a Media that is offered as it is.
func slotOf(m *Media) mediaSlot {
	return mediaSlot{kind: m.Kind, direction: m.Direction, media: m, sending: m.Direction.Send()}
}

// addSlot gives a state a slot. One without a Media takes the first of its kind that no
// slot has taken yet, else the first of its kind.
func (p *Peer) addSlot(s *peerState, m mediaSlot) slotID {
	if s.taken == nil {
		s.taken = make(map[*Media]bool, len(s.slots))
		for i := range s.slots {
			s.taken[s.slots[i].media] = true
		}
	}
	p.lastSlot++
	m.id, m.entry, m.association, m.stableAssociation = p.lastSlot, len(s.kinds), nowhere, nowhere
	s.kinds = append(slices.Clip(s.kinds), m.kind)
	media := p.options.Capabilities.Media
	for i := range media {
		if media[i].Kind == m.kind && m.media == nil && !s.taken[&media[i]] {
			m.media = &media[i]
		}
	}
	for i := range media {
		if media[i].Kind == m.kind && m.media == nil {
			m.media = &media[i]
		}
	}
	if m.media != nil {
		s.taken[m.media] = true
	}
	if m.media != nil && !m.streamed {
		m.streams = streamIDs(m.media.MSIDs)
	}
	s.slots = append(s.slots, m)
	return m.id
}

// streamIDs are the ids of the streams of a=msid lines, each once.
func streamIDs(list []sdp.MSID) []string {
	var ids []string
	seen := make(map[string]bool)
	for _, m := range list {
		if m.InStream() && !seen[m.ID] {
			seen[m.ID] = true
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// dataKind is the kind of the section for data channels (RFC 8841 §4).
const dataKind = "application"

// Slots returns the peer's slots, in the order in which they came to be.
func (p *Peer) Slots() []*Slot {
	list := make([]*Slot, len(p.now.slots))
	for i := range p.now.slots {
		list[i] = &Slot{peer: p, id: p.now.slots[i].id}
	}
	return list
}

// read returns what the peer knows of the slot now.
func (s *Slot) read() mediaSlot {
	for _, m := range s.peer.now.slots {
		if m.id == s.id {
			return m
		}
	}
	return mediaSlot{stopping: true, stopped: true, association: nowhere}
}

// Kind is the media type: "audio", "video" or "application". It is "" for a slot that
// the peer no longer has.
func (s *Slot) Kind() string { return s.read().kind }

// MID is the identification tag of the slot's section, "" before there is one.
func (s *Slot) MID() string { return s.read().mid }

// Index is the number of the slot's section, from 0; -1 before there is one.
func (s *Slot) Index() int { return s.read().index }

// Direction is what is wished.
func (s *Slot) Direction() sdp.Direction { return s.read().direction }

// CurrentDirection is what was agreed on, as this peer sees it; ok is false as long as
// nothing was.
func (s *Slot) CurrentDirection() (d sdp.Direction, ok bool) {
	c := s.read().current
	return c.Direction, c.ok
}

// Stopping reports whether the slot was stopped here, whether or not the other side
// knows.
func (s *Slot) Stopping() bool { return s.read().stopping }

// Stopped reports whether the slot's section is rejected, so that it is over.
func (s *Slot) Stopped() bool { return s.read().stopped }

// SetDirection changes what is wished; the next offer or answer will say it. A slot that
// was stopped can't be changed: [ErrInvalidState].
func (s *Slot) SetDirection(d sdp.Direction) error {
	return s.change("SetDirection", func(m *mediaSlot) { m.direction = d })
}

// SetStreams changes the media streams that the slot's track is in.
func (s *Slot) SetStreams(ids ...string) error {
	ids = slices.Clone(ids)
	return s.change("SetStreams", func(m *mediaSlot) { m.streams, m.streamed = ids, true })
}

// change makes a change that a slot which was stopped refuses.
func (s *Slot) change(op string, f func(*mediaSlot)) error {
	next := s.peer.now.copy()
	m := next.slot(s.id)
	switch {
	case next.signaling == Closed:
		return next.refuse(op, ErrInvalidState, "the peer is closed")
	case m == nil || m.stopping:
		return next.refuse(op, ErrInvalidState, "the slot was stopped")
	}
	f(m)
	next.revision++
	s.peer.commit(next)
	return nil
}

// Stop ends what the slot is for. The next offer rejects its section with port 0; an
// answer to an offer that is already here does not (webrtc-pc, "stop"). To stop a slot
// twice is no error.
func (s *Slot) Stop() error {
	next := s.peer.now.copy()
	if next.signaling == Closed {
		return next.refuse("Stop", ErrInvalidState, "the peer is closed")
	}
	m := next.slot(s.id)
	if m == nil || m.stopping {
		return nil
	}
	m.direction, m.stopping = sdp.Inactive, true
	next.revision++
	s.peer.commit(next)
	return nil
}

// Reject makes the answer that is to be created reject the slot's section, with port 0
// (RFC 3264 §6), so that the slot is over; a rollback of the offer undoes it. There has to
// be an offer of the other side with the section: else [ErrInvalidState]. webrtc-pc has no
// such call, for its stop doesn't touch an answer.
func (s *Slot) Reject() error {
	next := s.peer.now.copy()
	m := next.slot(s.id)
	switch offerer, pending := next.signaling.offerer(); {
	case !pending || offerer != theirs || m == nil || next.pending[theirs].at(m.index) == nil:
		return next.refuse("Reject", ErrInvalidState, "no offer of the other side has the slot's section")
	case m.stopped:
		return nil
	}
	m.stopForNow()
	next.revision++
	s.peer.commit(next)
	return nil
}
