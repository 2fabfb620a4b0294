package negotiate

import (
	"slices"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// AddCandidate takes a candidate of the other side, or an end of its candidates:
// webrtc-pc's addIceCandidate. It goes into the section with its mid, else at its index,
// of the pending and of the current remote description, of each that is of its
// generation: of the one with its username fragment, or without that of the newest. An
// empty candidate is a=end-of-candidates there; without mid and index, or as nil, in all
// sections. For a section that is over it is ignored, without an error.
//
// Checks are made in this order: a candidate without mid and index ([ErrType]); a closed
// peer, and no remote description ([ErrInvalidState]); an unknown mid or index, a
// username fragment that isn't the section's, a candidate that can't be parsed, and one
// after the end of candidates, which RFC 8838 §14 has ignored ([ErrOperation]). What was
// wrong is found with errors.Is and the errors of package candidate.
func (p *Peer) AddCandidate(c *candidate.Init) error {
	const op = "AddCandidate"
	init := value(c)
	switch {
	case init.Candidate != "" && init.SDPMid == nil && init.SDPMLineIndex == nil:
		return p.now.wrap(op, ErrType, candidate.ErrNoSection)
	case p.now.signaling == Closed:
		return p.now.refuse(op, ErrInvalidState, "the peer is closed")
	case p.now.latest(theirs) == nil:
		return p.now.refuse(op, ErrInvalidState, "there is no remote description yet")
	}
	at, err := p.now.latest(theirs).find(init)
	if err != nil {
		return p.now.wrap(op, ErrOperation, err)
	}
	if p.now.isOver(at) {
		return nil
	}
	next := *p.now // its slots are not touched
	if err := next.trickle(theirs, at, init); err != nil {
		return p.now.wrap(op, ErrOperation, err)
	}
	p.now = &next
	return nil
}

// AddLocalCandidate takes a candidate that was gathered, which goes into the local
// descriptions as AddCandidate's goes into the remote ones, and an event tells the
// application to send it. An empty candidate ends those of its section; nil ends all
// gathering. What comes before the description that it belongs to waits for it
// (webrtc-pc, "release early candidates").
//
// Checks are made as by AddCandidate, except that there need not be a description.
func (p *Peer) AddLocalCandidate(c *candidate.Init) error {
	const op = "AddLocalCandidate"
	init := value(c)
	switch {
	case init.Candidate != "" && init.SDPMid == nil && init.SDPMLineIndex == nil:
		return p.now.wrap(op, ErrType, candidate.ErrNoSection)
	case p.now.signaling == Closed:
		return p.now.refuse(op, ErrInvalidState, "the peer is closed")
	}
	if init.Candidate != "" {
		if _, err := init.Parse(); err != nil {
			return p.now.wrap(op, ErrOperation, err)
		}
	}
	next := *p.now // its slots are not touched
	if err := next.surface(init); err != nil {
		return p.now.wrap(op, ErrOperation, err)
	}
	p.now = &next
	return nil
}

// value is what p points to; nil points to the zero value.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// wrap is refuse for an error that says why.
func (s *peerState) wrap(op string, name ErrorName, err error) *Error {
	e := s.refuse(op, name, err.Error())
	e.Err = err
	return e
}

// everywhere stands for all sections of a description.
const everywhere = -1

// find is the section that a candidate is for, by its mid, and where that is missing or
// empty by its index. An empty mid is what stacks have for a section without one.
func (a *applied) find(init candidate.Init) (int, error) {
	switch {
	case init.SDPMid != nil && (*init.SDPMid != "" || init.SDPMLineIndex == nil):
		if i, ok := a.mids[*init.SDPMid]; ok {
			return i, nil
		}
		return 0, candidate.ErrUnknownMid
	case init.SDPMLineIndex == nil:
		return everywhere, nil
	case int(*init.SDPMLineIndex) < len(a.sections):
		return int(*init.SDPMLineIndex), nil
	}
	return 0, candidate.ErrUnknownIndex
}

// isOver says that a section is that of a slot which was stopped, or forgotten since.
func (s *peerState) isOver(i int) bool {
	if i == everywhere {
		return false
	}
	if m := s.slotAt(i); m != nil {
		return m.stopped
	}
	return s.latest(theirs).sections[i].rejected
}

// trickle puts a candidate of a seat into section i, or everywhere, of the descriptions
// of its generation.
func (s *peerState) trickle(from seat, i int, init candidate.Init) error {
	newest := s.latest(from)
	held := [2]*applied{s.pending[from], s.current[from]}
	if ufrag := init.UsernameFragment; ufrag != nil && !held[0].has(i, *ufrag) && !held[1].sameSlot(i, newest).has(i, *ufrag) {
		return candidate.ErrUfrag
	}
	if init.Candidate != "" {
		if _, err := init.Parse(); err != nil {
			return err
		}
	}
	for n, a := range held {
		if a.sameSlot(i, newest) == nil {
			continue
		}
		with, err := a.with(i, init, newest)
		if err != nil {
			return err
		}
		held[n] = with
	}
	s.pending[from], s.current[from] = held[0], held[1]
	return nil
}

// sameSlot is a when section i is there and means what it means in the newest
// description; its mid may have been given to another one.
func (a *applied) sameSlot(i int, newest *applied) *applied {
	switch {
	case a == nil || i == everywhere:
		return a
	case a.at(i) == nil || newest.at(i) == nil || a.at(i).mid != newest.at(i).mid:
		return nil
	}
	return a
}

// with is a with a candidate, or with the end of them, as far as a is of its generation.
// The newest description says which one that is when the candidate doesn't.
func (a *applied) with(i int, init candidate.Init, newest *applied) (*applied, error) {
	if i != everywhere {
		return a.withAt(i, init, newest)
	}
	for i := range a.sections {
		if s := newest.at(i); s == nil || s.mid != a.sections[i].mid {
			continue
		}
		var err error
		if a, err = a.withAt(i, init, newest); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *applied) withAt(i int, init candidate.Init, newest *applied) (*applied, error) {
	s := &a.sections[i]
	switch {
	case s.rejected || i > 1<<16-1:
		return a, nil
	case init.UsernameFragment != nil && *init.UsernameFragment != string(s.ufrag):
		return a, nil
	case init.UsernameFragment == nil && s.generation != newest.sections[i].generation:
		return a, nil
	case a.ended[i] && init.Candidate == "":
		return a, nil
	case a.ended[i]:
		return nil, candidate.ErrEnded
	}
	next := *a
	index, ufrag := uint16(i), string(s.ufrag)
	next.trickled = a.trickled.with(candidate.Init{Candidate: init.Candidate, SDPMLineIndex: &index, UsernameFragment: &ufrag})
	if init.Candidate == "" {
		next.ended = slices.Clone(a.ended)
		next.ended[i] = true
	}
	return &next, nil
}

// description is a with what was trickled; nil for nil.
func (a *applied) description() *Description {
	if a == nil {
		return nil
	}
	return &Description{Type: a.typ, SDP: a.whole().String()}
}

// whole is the description with what was trickled in it.
func (a *applied) whole() *sdp.Description {
	if a.trickled == nil {
		return a.d
	}
	d := a.d.Clone()
	inits := a.trickled.list()
	if _, err := candidate.AddAll(d, slices.Values(inits)); err == nil {
		return d
	}
	for i := range inits { // some line of the description is in nobody's way but its own
		_, _ = candidate.Add(d, &inits[i])
	}
	return d
}
