package negotiate

import (
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// NegotiationNeeded reports whether the slots differ from what was agreed on, so that an
// exchange is needed. It is webrtc-pc's negotiation-needed flag: it follows the slots in
// the state [Stable], and in the others stays as it was. When it becomes true there is
// an event.
func (p *Peer) NegotiationNeeded() bool { return p.now.needed }

// updateNegotiationNeeded is webrtc-pc's "update the negotiation-needed flag".
func (s *peerState) updateNegotiationNeeded(o *Options) {
	if s.signaling != Stable {
		return
	}
	was := s.needed
	if s.needed = s.needsNegotiation(o); s.needed && !was {
		s.tell(Event{Kind: EventNegotiation})
	}
}

// needsNegotiation is webrtc-pc's "check if negotiation is needed".
func (s *peerState) needsNegotiation(o *Options) bool {
	if len(s.toReplace) > 0 {
		return true
	}
	for i := range s.slots {
		if s.needs(&s.slots[i], o) {
			return true
		}
	}
	return false
}

// needs says that a slot is not what the current descriptions say.
func (s *peerState) needs(m *mediaSlot, o *Options) bool {
	local, remote := s.current[ours].at(m.index), s.current[theirs].at(m.index)
	associated := m.some() && local != nil && local.mid == m.mid
	switch {
	case m.stopped:
		return associated && !local.rejected && (remote == nil || !remote.rejected)
	case m.stopping || !associated:
		return true
	case m.kind == dataKind:
		return false
	case m.direction.Send() && (o.Capabilities.Mode == WebRTC && !local.msids || !slices.Equal(local.streams, m.streams)):
		return true
	}
	offered := sdp.SendRecv
	if remote != nil {
		offered = remote.direction.Reverse()
	}
	if s.current[ours].typ == TypeOffer {
		return local.direction != m.direction && offered != m.direction
	}
	return local.direction != m.direction&offered
}

// RestartICE asks for new ICE credentials and with them for new candidates: offers from
// now on have them, until an answer has put them to use (webrtc-pc, "restartIce"). A
// closed peer refuses with [ErrInvalidState].
func (p *Peer) RestartICE() error {
	if p.now.signaling == Closed {
		return p.now.refuse("RestartICE", ErrInvalidState, "the peer is closed")
	}
	next := p.now.copy()
	next.toReplace = map[generation]bool{}
	for _, a := range [...]*applied{next.current[ours], next.pending[ours]} {
		if a == nil {
			continue
		}
		for i := range a.sections {
			if g := a.sections[i].generation; g != (generation{}) {
				next.toReplace[g] = true
			}
		}
	}
	next.revision++
	p.commit(next)
	return nil
}
