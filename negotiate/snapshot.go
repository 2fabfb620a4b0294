package negotiate

import (
	"reflect"
	"slices"

	"github.com/sdpkit/sdpkit/candidate"
)

// A Snapshot is a [Peer] as it was at one moment, its events included. It costs nothing,
// shares no memory that changes, and may be restored any number of times, also in another
// peer with the same Capabilities. The zero Snapshot is that of a new peer.
type Snapshot struct{ state *peerState }

// Snapshot returns the peer as it is now.
func (p *Peer) Snapshot() Snapshot { return Snapshot{p.now} }

// Restore makes the peer what it was when the snapshot was taken. Only the slots that
// came after it stay unusable: handles to them read as stopped.
func (p *Peer) Restore(s Snapshot) {
	p.now = s.read()
	for i := range p.now.slots {
		p.lastSlot = max(p.lastSlot, p.now.slots[i].id)
	}
}

// read is the state of the snapshot, also of the zero one.
func (s Snapshot) read() *peerState {
	if s.state == nil {
		return newPeerState()
	}
	return s.state
}

// Equal reports whether both have the same state, descriptions, slots and undelivered
// events, and the same candidates waiting. What is never used again, such as numbers of
// versions and mids of offers that were rolled back, does not count.
func (s Snapshot) Equal(o Snapshot) bool {
	a, b := s.read(), o.read()
	if a == b {
		return true
	}
	for i := range 2 {
		if !a.pending[i].equal(b.pending[i]) || !a.current[i].equal(b.current[i]) {
			return false
		}
	}
	return a.signaling == b.signaling && a.gathering == b.gathering && a.needed == b.needed &&
		slices.EqualFunc(a.slots, b.slots, mediaSlot.equal) &&
		slices.EqualFunc(a.early.list(), b.early.list(), candidate.Init.Equal) &&
		reflect.DeepEqual(a.events.list(), b.events.list())
}

// equal compares what descriptions say.
func (a *applied) equal(b *applied) bool {
	if a == b || a == nil || b == nil {
		return a == b
	}
	return a.typ == b.typ && a.d.Equal(b.d) && slices.EqualFunc(a.trickled.list(), b.trickled.list(), candidate.Init.Equal)
}

// equal compares what can be seen of two slots.
func (m mediaSlot) equal(o mediaSlot) bool {
	return m.id == o.id && m.kind == o.kind && m.direction == o.direction && slices.Equal(m.streams, o.streams) &&
		m.stopping == o.stopping && m.stopped == o.stopped && m.association == o.association &&
		m.current == o.current
}
