package negotiate

// Agreement is what the last completed exchange has come to; ok is false before there was
// one. It is made each time. [Peer.Seat] tells it from where this peer sits.
func (p *Peer) Agreement() (a Agreement, ok bool) {
	a, _, ok = agreed(p.now.current)
	return a, ok
}

// Seat is the agreement as this peer sees it: what it sends and what it receives.
func (p *Peer) Seat() (s Seat, ok bool) {
	a, side, ok := agreed(p.now.current)
	if !ok {
		return Seat{}, false
	}
	return a.For(side), true
}

// Changes says in what the agreement differs from the one before it, from this peer's
// seat: of the first, everything there is.
func (p *Peer) Changes() []SeatChange {
	now, ok := p.Seat()
	if !ok {
		return nil
	}
	a, side, _ := agreed(p.now.previous)
	return now.Changes(a.For(side))
}

// agreed is what two descriptions come to, and on which side of them the peer was.
func agreed(of [2]*applied) (Agreement, Side, bool) {
	switch {
	case of[ours] == nil || of[theirs] == nil:
		return Agreement{}, 0, false
	case of[ours].typ == TypeOffer:
		a, _ := Agree(of[ours].d, of[theirs].d)
		return a, Offerer, true
	}
	a, _ := Agree(of[theirs].d, of[ours].d)
	return a, Answerer, true
}
