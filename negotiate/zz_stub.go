package negotiate

import "github.com/sdpkit/sdpkit/sdp"

type Capabilities struct{ Mode Mode }

type creation struct {
	text     string
	d        *sdp.Description
	slots    []slotID
	revision int
}

func (p *Peer) create(op string, t Type) (*peerState, error) {
	return nil, p.now.refuse(op, ErrOperation, "stub")
}
func (s *peerState) created(t Type) *creation {
	if t.answers() {
		return &s.answer
	}
	return &s.offer
}

func (p *Peer) CreateOffer() (Description, error)  { if p.now.signaling==Stable||p.now.signaling==HaveLocalOffer {return Description{},nil}; return Description{}, p.now.refuse("CreateOffer", ErrInvalidState, "stub") }
func (p *Peer) CreateAnswer() (Description, error)  { if p.now.signaling==HaveRemoteOffer||p.now.signaling==HaveLocalPranswer {return Description{},nil}; return Description{}, p.now.refuse("CreateOffer", ErrInvalidState, "stub") }
