package negotiate

import (
	"slices"

	"github.com/sdpkit/sdpkit/candidate"
)

// Options are what a [Peer] is made with. They are data; the zero value of each reading
// is W3C's.
type Options struct {
	// Capabilities are what the peer can do and the credentials and fingerprints that
	// it has.
	Capabilities Capabilities

	// OnlyAdded has CreateOffer offer nothing that AddMedia has not added, as webrtc-pc's
	// createOffer does. Without it a peer to which nothing was added offers all of
	// Capabilities.Media.
	OnlyAdded bool

	// RollbackInPranswer allows a rollback of provisional answers, as RFC 9429 §5.7
	// does. webrtc-pc ("set a session description") refuses it, and so does libwebrtc.
	RollbackInPranswer bool

	// RefuseRollbackOfOther lets SetLocal roll back only local offers and SetRemote
	// only remote ones, as Firefox does. By webrtc-pc and RFC 9429 §5.7 either rolls
	// back either.
	RefuseRollbackOfOther bool

	// MungedLocal lets SetLocal take a description that isn't the one that was
	// created, as browsers do. webrtc-pc ("setLocalDescription") and RFC 9429 §5.4
	// refuse it. A slot is made for each section that no slot is there for.
	MungedLocal bool

	// Tolerant lets SetLocal and SetRemote take a description that breaks rules, those
	// that [CheckAnswer] and [CheckReoffer] find, and those of syntax, as far as
	// [sdp.ParseLax] can read it. Stacks check less than the specifications demand, each
	// something else; this is for who has to follow one.
	Tolerant bool
}

// A Peer is one endpoint of a session as webrtc-pc sees its signalling: the state, the
// four descriptions, pending and current, local and remote, the slots that are
// negotiated in them and the candidates that come after them. It is pure data: there is
// no socket and no clock, and the application carries what is to be sent.
//
// A call that fails changes nothing: neither descriptions nor slots nor events. For the
// one exception see [Peer.SetRemote]. Errors are of type [*Error]. A Peer is not safe
// for concurrent use.
type Peer struct {
	options  Options
	now      *peerState
	lastSlot slotID // given out; it is not part of the state, so that Restore brings none back
}

// NewPeer returns a peer in the state [Stable], without descriptions and without slots.
func NewPeer(o Options) *Peer {
	o.Capabilities.Media = slices.Clone(o.Capabilities.Media) // slots refer to them
	return &Peer{options: o, now: newPeerState()}
}

// A peerState is all that calls change. It is itself never changed once a peer holds
// it: a call works on a copy, and only if nothing fails the peer holds that one.
type peerState struct {
	signaling State
	pending   [2]*applied // by seat
	current   [2]*applied
	slots     []mediaSlot
	kinds     []string        // of every slot that there ever was, by entry
	taken     map[*Media]bool // those that slots are made of; nil until addSlot asks
	history   *History        // never edited
	transport *Transport      // instead of that of Options, nil for none
	events    *chain[occurrence]

	offer, answer creation // what was created last

	gathering GatheringState
	early     *chain[candidate.Init] // local ones without a description to go to

	toReplace map[generation]bool // webrtc-pc's LocalIceCredentialsToReplace; never edited
	needed    bool                // the negotiation-needed flag
	revision  int                 // grows with every change that a description may have to show
	previous  [2]*applied         // current before the last exchange
}

func newPeerState() *peerState {
	return &peerState{signaling: Stable, gathering: GatheringNew, history: new(History)}
}

// copy is a copy that may be changed.
func (s *peerState) copy() *peerState {
	next := *s
	next.slots = slices.Clone(s.slots)
	next.taken = nil
	return &next
}

// commit makes a state the peer's.
func (p *Peer) commit(s *peerState) {
	s.updateNegotiationNeeded(&p.options)
	p.now = s
}

// slot finds a slot, nil when the state has none with that id.
func (s *peerState) slot(id slotID) *mediaSlot {
	for i := range s.slots {
		if s.slots[i].id == id {
			return &s.slots[i]
		}
	}
	return nil
}

// slotAt finds the slot of section i.
func (s *peerState) slotAt(i int) *mediaSlot {
	for n := range s.slots {
		if s.slots[n].index == i {
			return &s.slots[n]
		}
	}
	return nil
}

// latest is the description that a seat's localDescription or remoteDescription shows.
func (s *peerState) latest(of seat) *applied {
	if s.pending[of] != nil {
		return s.pending[of]
	}
	return s.current[of]
}

// enter changes the signalling state and tells of it.
func (s *peerState) enter(to State) {
	if s.signaling == to {
		return
	}
	s.signaling = to
	s.tell(Event{Kind: EventSignalingState, State: to})
}

// refuse makes the error of a call.
func (s *peerState) refuse(op string, name ErrorName, msg string) *Error {
	return &Error{Name: name, Op: op, State: s.signaling, Msg: msg}
}

// State returns the signalling state.
func (p *Peer) State() State { return p.now.signaling }

// GatheringState returns how far the gathering of local candidates has come.
func (p *Peer) GatheringState() GatheringState { return p.now.gathering }

// PendingLocal returns the local description that is being negotiated, with the
// candidates gathered since, nil when there is none. Its text is made each time.
func (p *Peer) PendingLocal() *Description { return p.now.pending[ours].description() }

// CurrentLocal returns the local description last agreed on, with the candidates
// gathered since, nil before the first agreement.
func (p *Peer) CurrentLocal() *Description { return p.now.current[ours].description() }

// PendingRemote is PendingLocal for the other side's description and for the candidates
// that AddCandidate was given.
func (p *Peer) PendingRemote() *Description { return p.now.pending[theirs].description() }

// CurrentRemote is CurrentLocal for the other side's description.
func (p *Peer) CurrentRemote() *Description { return p.now.current[theirs].description() }

// Local returns the pending local description, or the current one when nothing is
// pending: webrtc-pc's localDescription.
func (p *Peer) Local() *Description { return p.now.latest(ours).description() }

// Remote is Local for the other side's description.
func (p *Peer) Remote() *Description { return p.now.latest(theirs).description() }

// CanTrickle reports whether the other side takes candidates one by one: whether its
// latest description has a=ice-options:trickle. Known is false before there is one
// (RFC 9429 §4.1.17).
func (p *Peer) CanTrickle() (can, known bool) {
	r := p.now.latest(theirs)
	return r != nil && r.trickles(), r != nil
}

// SetTransport changes what offers and answers from now on are made with, instead of
// [Options].Capabilities.Transport: webrtc-pc's setConfiguration. ICE credentials that are
// not in use make the next offer an ICE restart; in an answer they are used if the offer
// is one. [ErrInvalidState] when the peer is closed, [ErrInvalidAccess] for a transport
// that can't be written into a description.
func (p *Peer) SetTransport(t Transport) error {
	const op = "SetTransport"
	if p.now.signaling == Closed {
		return p.now.refuse(op, ErrInvalidState, "the peer is closed")
	}
	caps := p.options.Capabilities
	caps.Transport = t
	if err := caps.Validate(); err != nil {
		return p.now.wrap(op, ErrInvalidAccess, err)
	}
	next := p.now.copy()
	next.transport = &t
	next.revision++
	p.commit(next)
	return nil
}

// Close ends the peer: from now on every call that changes something is refused with
// [ErrInvalidState]. The descriptions stay to be read, and there is no event (webrtc-pc,
// "close the connection"). Close never fails, and may be called again.
func (p *Peer) Close() error {
	if p.now.signaling == Closed {
		return nil
	}
	next := p.now.copy()
	next.signaling = Closed
	for i := range next.slots {
		next.slots[i].stop()
	}
	p.now = next
	return nil
}

// stop ends a slot for good (webrtc-pc, "stop the RTCRtpTransceiver").
func (m *mediaSlot) stop() {
	m.stopping, m.stopped = true, true
	m.direction, m.current = 0, someDirection{}
}
