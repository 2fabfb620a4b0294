package negotiate

// A PendingOffer is an offer that waits for its answer, as a value: to drop it is to
// roll it back, to accept an answer completes the exchange. Once it is answered, rolled
// back or replaced it is stale and refuses both, so that an answer which comes late can't
// be taken for one to a newer offer.
type PendingOffer struct {
	peer   *Peer
	origin *applied
	text   Description
}

// Propose creates an offer and makes it the local description, as SetLocal does with an
// empty offer. The errors are those of SetLocal.
func (p *Peer) Propose() (*PendingOffer, error) {
	if err := p.SetLocal(Description{Type: TypeOffer}); err != nil {
		return nil, err
	}
	return &PendingOffer{peer: p, origin: p.now.pending[ours].origin, text: *p.PendingLocal()}, nil
}

// Description is the offer, to be sent to the other side.
func (o *PendingOffer) Description() Description { return o.text }

// Stale reports whether the offer waits no longer.
func (o *PendingOffer) Stale() bool {
	seat, pending := o.peer.now.signaling.offerer()
	return !pending || seat != ours || o.peer.now.pending[ours].origin != o.origin
}

// Accept takes the answer of the other side, final or provisional. An answer to a stale
// offer is [ErrInvalidState]; other errors are those of [Peer.SetRemote].
func (o *PendingOffer) Accept(answer Description) error {
	switch {
	case !answer.Type.answers():
		return o.peer.now.refuse("Accept", ErrType, "not an answer")
	case o.Stale():
		return o.peer.now.refuse("Accept", ErrInvalidState, "the offer is stale: it was answered, rolled back or replaced")
	}
	return o.peer.SetRemote(answer)
}

// Drop gives the offer up and goes back to what was agreed on before: a rollback. For a
// stale offer it is [ErrInvalidState].
func (o *PendingOffer) Drop() error {
	if o.Stale() {
		return o.peer.now.refuse("Drop", ErrInvalidState, "the offer is stale: it was answered, rolled back or replaced")
	}
	return o.peer.SetLocal(Description{Type: TypeRollback})
}
