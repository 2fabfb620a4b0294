package negotiate

import "slices"

// rollBack goes back to the last stable state: in one step, however many offers have
// replaced each other since (RFC 9429 §5.7). The caller has found that it may. What the
// application has done to slots meanwhile stays done.
func (s *peerState) rollBack() {
	remote := s.signaling == HaveRemoteOffer || s.signaling == HaveLocalPranswer
	s.pending = [2]*applied{}
	s.history = s.history.Snapshot()
	s.history.pending, s.history.proposed, s.history.offered, s.history.provisional = exchange{}, nil, nil, false
	s.revision++
	for i := range s.slots {
		if m := &s.slots[i]; m.before != nil {
			m.direction, m.stopping, m.stopped, m.before = m.before.direction, m.before.stopping, false, nil
		}
	}
	s.restorePlaces(func(*mediaSlot) bool { return false })
	s.early = nil
	s.needed = false // webrtc-pc clears the flag, and updates it when the call is over
	s.enter(Stable)
	for i := range s.slots {
		m := &s.slots[i]
		m.current = m.stableCurrent
		if remote && m.kind != dataKind {
			s.tellTrack(m, m.current.Direction, m.stableStreams)
			m.fired = m.current
		}
	}
	s.gather()
}

// restorePlaces undoes the associations of slots with sections since the state was last
// stable, but for those that keep says hold for an offer which replaces another. A slot
// that a description has made, and that nothing was added to, is gone with
// it (RFC 9429 §5.7).
func (s *peerState) restorePlaces(keep func(*mediaSlot) bool) {
	s.slots = slices.DeleteFunc(s.slots, func(m mediaSlot) bool {
		return m.association != m.stableAssociation && m.made && !m.sending && !m.stableAssociation.some() && !keep(&m)
	})
	for i := range s.slots {
		if m := &s.slots[i]; m.association != m.stableAssociation && !keep(m) {
			m.association = m.stableAssociation
		}
	}
}

// mayRollBack says why a rollback by the call of a seat is refused, "" when it isn't.
func (s *peerState) mayRollBack(by seat, o *Options) string {
	offerer, any := s.signaling.offerer()
	switch {
	case !any:
		return "there is nothing to roll back"
	case s.signaling != HaveLocalOffer && s.signaling != HaveRemoteOffer && !o.RollbackInPranswer:
		return "a provisional answer can't be rolled back (webrtc-pc; the option RollbackInPranswer allows it)"
	case offerer != by && o.RefuseRollbackOfOther:
		return "the offer is the other side's (the option RefuseRollbackOfOther)"
	}
	return ""
}
