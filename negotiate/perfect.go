package negotiate

import "github.com/sdpkit/sdpkit/candidate"

// Perfect is perfect negotiation on top of a [Peer]: what each side does with what
// arrives, so that both may offer at any time (webrtc-pc, "Perfect Negotiation Example").
// When two offers cross, the polite side rolls its own back and answers, the impolite one
// goes on as if it had seen none. One side of a session has to be polite and the other
// not.
//
// A call of a Peer is over when it returns. So nothing is left here of what the W3C's
// example does because its calls take time.
type Perfect struct {
	Peer   *Peer
	Polite bool

	ignored bool // the last offer of the other side was
}

// Negotiate makes an offer, to be sent to the other side: what to do on an event of
// [EventNegotiation].
func (n *Perfect) Negotiate() (Description, error) {
	if err := n.Peer.SetLocal(Description{}); err != nil {
		return Description{}, err
	}
	return *n.Peer.Local(), nil
}

// Receive takes a description of the other side. The answer to an offer is to be sent to
// it; there is none to an answer, nor to an offer that the impolite side ignores.
func (n *Perfect) Receive(d Description) (answer *Description, err error) {
	n.ignored = d.Type == TypeOffer && !n.Polite && n.Peer.State() != Stable
	if n.ignored {
		return nil, nil
	}
	if err := n.Peer.SetRemote(d); err != nil || d.Type != TypeOffer {
		return nil, err
	}
	if err := n.Peer.SetLocal(Description{}); err != nil {
		return nil, err
	}
	return n.Peer.Local(), nil
}

// ReceiveCandidate takes a candidate of the other side. Those that belong to an offer
// which was ignored have no place, and that is no error.
func (n *Perfect) ReceiveCandidate(c *candidate.Init) error {
	if err := n.Peer.AddCandidate(c); err != nil && !n.ignored {
		return err
	}
	return nil
}
