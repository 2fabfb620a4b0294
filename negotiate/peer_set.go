package negotiate

import (
	"errors"

	"github.com/sdpkit/sdpkit/sdp"
)

// SetLocal makes a description the local one: webrtc-pc's setLocalDescription. What was
// created last is taken as it is; an empty SDP stands for it, and if it is out of date
// or there is none, one is created. Without a type, so with the zero Description, it is
// an offer in the states [Stable], [HaveLocalOffer] and [HaveRemotePranswer], and else
// an answer. A rollback goes back to the last stable state, whatever its SDP is.
//
// Checks are made in this order: a closed peer ([ErrInvalidState]); a type that is none
// ([ErrType]); a text that isn't the one created last ([ErrInvalidModification]; see
// [Options].MungedLocal); the state ([ErrInvalidState]); with MungedLocal also syntax
// ([ErrSyntax]) and content ([ErrInvalidAccess]).
func (p *Peer) SetLocal(d Description) error {
	op := operation("SetLocal", d.Type)
	switch {
	case p.now.signaling == Closed:
		return p.now.refuse(op, ErrInvalidState, "the peer is closed")
	case d.Type == "":
		d.Type = p.now.meantType()
		op = operation("SetLocal", d.Type)
	case !d.Type.valid():
		return p.now.refuse(op, ErrType, "no such type of description")
	}
	if d.Type == TypeRollback {
		return p.rollBack(op, ours)
	}
	last := &p.now.offer
	if d.Type.answers() {
		last = &p.now.answer
	}
	if d.SDP != "" && d.SDP != last.text && !p.options.MungedLocal {
		return p.now.refuse(op, ErrInvalidModification, "the text is not what was created last (RFC 9429 §5.4; the option MungedLocal allows it)")
	}
	if d.SDP == "" && (last.d == nil || last.revision != p.now.revision) {
		next, err := p.create(op, d.Type)
		if err != nil {
			return err
		}
		return p.setLocal(op, next, d.Type, next.created(d.Type))
	}
	if d.SDP == "" || d.SDP == last.text {
		return p.setLocal(op, p.now, d.Type, last)
	}
	return p.setMunged(op, d)
}

// meantType is the type of a local description that has none (webrtc-pc,
// "setLocalDescription").
func (s *peerState) meantType() Type {
	switch s.signaling {
	case Stable, HaveLocalOffer, HaveRemotePranswer:
		return TypeOffer
	}
	return TypeAnswer
}

// operation names a call for its errors.
func operation(call string, typ Type) string {
	if typ == "" {
		return call
	}
	return call + "(" + string(typ) + ")"
}

// setLocal applies a description that was created, to a state that may be the peer's.
func (p *Peer) setLocal(op string, from *peerState, typ Type, c *creation) error {
	to, ok := from.signaling.next(ours, typ)
	if !ok {
		return from.refuse(op, ErrInvalidState, "no local "+string(typ)+" can be set in this state")
	}
	next := from.copy()
	if !next.placeLocal(p, newApplied(typ, c.d), c.slots) {
		return from.refuse(op, ErrOperation, "a slot that the offer was created for is gone")
	}
	return p.apply(op, next, ours, to)
}

// apply makes a state the peer's whose pending description from a seat is new.
func (p *Peer) apply(op string, next *peerState, from seat, to State) error {
	if err := next.remember(from); err != nil {
		return p.now.wrap(op, ErrOperation, err)
	}
	next.apply(from, to)
	p.commit(next)
	return nil
}

// setMunged applies a local description that the application wrote or changed.
func (p *Peer) setMunged(op string, d Description) error {
	to, ok := p.now.signaling.next(ours, d.Type)
	if !ok {
		return p.now.refuse(op, ErrInvalidState, "no local "+string(d.Type)+" can be set in this state")
	}
	a, err := p.read(op, ours, d)
	if err != nil {
		return err
	}
	next := p.now.copy()
	next.placeLocal(p, a, nil)
	return p.apply(op, next, ours, to)
}

// SetRemote makes a description the remote one: webrtc-pc's setRemoteDescription.
//
// An offer that comes while an own one is out, in [HaveLocalOffer], rolls the own one
// back. That is done before the offer is looked at: if the offer is then refused, the
// peer is and stays [Stable], and there is an event for it. In every other case a failure
// changes nothing. In [HaveLocalPranswer] and [HaveRemotePranswer] an offer that isn't
// allowed is refused, unless [Options].RollbackInPranswer.
//
// Checks are made in this order: a closed peer ([ErrInvalidState]); a type that is none
// ([ErrType]); the state ([ErrInvalidState]); syntax ([ErrSyntax]); RTCP that isn't
// multiplexed, where the policy requires it, changed rids, and the rest of the content
// ([ErrInvalidAccess]).
func (p *Peer) SetRemote(d Description) error {
	op := operation("SetRemote", d.Type)
	switch {
	case p.now.signaling == Closed:
		return p.now.refuse(op, ErrInvalidState, "the peer is closed")
	case !d.Type.valid():
		return p.now.refuse(op, ErrType, "no such type of description")
	case d.Type == TypeRollback:
		return p.rollBack(op, theirs)
	}
	to, ok := p.now.signaling.next(theirs, d.Type)
	if !ok && d.Type == TypeOffer {
		// webrtc-pc rolls back by the local call.
		if err := p.rollBackFor(op); err != nil {
			return err
		}
		to, ok = p.now.signaling.next(theirs, d.Type)
	}
	if !ok {
		return p.now.refuse(op, ErrInvalidState, "no remote "+string(d.Type)+" can be set in this state")
	}
	a, err := p.read(op, theirs, d)
	if err != nil {
		return err
	}
	next := p.now.copy()
	next.placeRemote(p, a)
	return p.apply(op, next, theirs, to)
}

// rollBackFor makes room for an offer of the other side. It commits without a look at
// whether negotiation is needed: webrtc-pc does that when all calls are over, and then
// the offer is here.
func (p *Peer) rollBackFor(op string) error {
	if why := p.now.mayRollBack(ours, &p.options); why != "" {
		return p.now.refuse(op, ErrInvalidState, "the offer can't be taken, and the exchange before it can't be rolled back: "+why)
	}
	next := p.now.copy()
	next.rollBack()
	p.now = next
	return nil
}

// rollBack is SetLocal or SetRemote of a rollback.
func (p *Peer) rollBack(op string, by seat) error {
	if why := p.now.mayRollBack(by, &p.options); why != "" {
		return p.now.refuse(op, ErrInvalidState, why)
	}
	next := p.now.copy()
	next.rollBack()
	p.commit(next)
	return nil
}

// read parses a description that came from outside and checks what it says.
func (p *Peer) read(op string, from seat, d Description) (*applied, error) {
	parsed, err := sdp.Parse(d.SDP)
	if err != nil && !p.options.Tolerant {
		e := p.now.refuse(op, ErrSyntax, err.Error())
		e.Err = err
		var first *sdp.SyntaxError
		if errors.As(err, &first) {
			e.Line, e.Msg = first.Line, first.Error()
		}
		return nil, e
	}
	if findings := p.now.judge(from, d.Type, parsed, &p.options); len(findings) > 0 {
		e := p.now.refuse(op, ErrInvalidAccess, findings[0].String())
		e.Findings, e.Line = findings, findings[0].Line
		return nil, e
	}
	return newApplied(d.Type, parsed), nil
}
