package replay

// Timeline returns one step for each setLocalDescription and
// setRemoteDescription call of every peer, failed ones too, and two for each
// description in a SIP message, all in the order of the events.
func (t *Trace) Timeline() []Step {
	w := walk{texts: t.Descriptions, peers: t.Peers, ends: make(map[string]*endpoint, len(t.Peers))}
	var held []*Step
	for i := range t.Events {
		held = append(held, w.event(i, &t.Events[i])...)
	}
	w.end()
	steps := make([]Step, len(held))
	for i, s := range held {
		steps[i] = *s
	}
	return steps
}

// An endpoint is what the walk knows of one peer.
type endpoint struct {
	connection    int
	used          bool   // anything has happened on the connection
	slots         Slots  // by the model, with the stored ids of the record
	given         Slots  // the same with the ids that the calls were given
	recorded      Slots  // as last recorded
	offer, answer string // ids last created
	since         [2][]Candidate
	last          [2]*Step // step of each side, nil for none
}

func (p *endpoint) candidate(side Side, c Candidate) {
	p.since[side] = append(p.since[side], c)
}

// A walk goes through the events of a recording, one after the other.
type walk struct {
	texts map[string]Description // those that the slots hold, at least
	peers []Peer
	n     int     // steps so far
	steps []*Step // of the event at hand
	ends  map[string]*endpoint
	sips  bool // the SIP call was hung up; the next INVITE begins another
}

// event returns the steps that an event makes. Trickled is filled in later, when the
// candidates come.
func (w *walk) event(i int, e *Event) []*Step {
	w.steps = nil
	if e.Kind == Note {
		return nil
	}
	p := w.endpoint(e.Peer)
	switch {
	case e.Kind == SIP:
		w.sip(i, e)
	case e.Kind == Fired:
		if e.Name == "icecandidate" && e.Candidate != nil {
			p.candidate(Local, *e.Candidate)
		}
	case e.Name == "new":
		w.renew(p)
		w.observe(p, e)
	case e.Name == "setLocalDescription":
		w.set(i, e, p, Local)
	case e.Name == "setRemoteDescription":
		w.set(i, e, p, Remote)
	case e.Name == "addIceCandidate" && e.Error == nil && e.Candidate != nil:
		p.candidate(Remote, *e.Candidate)
		w.observe(p, e)
	case e.Name == "createOffer" && e.Error == nil:
		p.offer = e.Created
		w.observe(p, e)
	case e.Name == "createAnswer" && e.Error == nil:
		p.answer = e.Created
		w.observe(p, e)
	default:
		w.observe(p, e)
	}
	return w.steps
}

// end gives out the candidates that came after the last steps.
func (w *walk) end() {
	for _, p := range w.ends {
		p.flush()
	}
}

func (w *walk) endpoint(name string) *endpoint {
	p := w.ends[name]
	if p == nil {
		p = &endpoint{connection: 1, slots: Slots{State: Stable}}
		w.ends[name] = p
	}
	return p
}

// renew starts the peer's next connection, or the first one if nothing has
// happened yet.
func (w *walk) renew(p *endpoint) {
	p.flush()
	next := p.connection
	if p.used {
		next++
	}
	*p = endpoint{connection: next, used: true, slots: Slots{State: Stable}}
}

// flush gives the candidates that came after the last step of a side to it.
func (p *endpoint) flush() {
	for side, s := range p.last {
		if s != nil {
			s.Trickled = p.since[side]
		}
	}
}

// observe takes over what the record says after a call that sets nothing.
func (w *walk) observe(p *endpoint, e *Event) {
	if e.State != nil {
		w.reconcile(p, w.known(e.State.Slots), e.Name)
	}
}

func (w *walk) set(i int, e *Event, p *endpoint, side Side) {
	s := Step{Event: i, Side: side, Call: e.Name, ID: e.Description, Error: e.Error, Before: p.slots}
	if s.ID != "" {
		s.Type = w.texts[s.ID].Type
	} else if side == Local {
		w.resolve(&s, e)
	}
	if e.Error == nil {
		p.slots = p.slots.set(side, s.Type, s.ID)
	}
	if e.State != nil {
		w.reconcile(p, w.known(e.State.Slots), e.Name)
	}
	if side == Local {
		switch s.Type {
		case Offer:
			s.Created = p.offer
		case Answer, Pranswer:
			s.Created = p.answer
		}
	}
	w.add(e.Peer, p, s)
}

// resolve finds what setLocalDescription() without an argument has set: the
// state before decides between offer and answer, as webrtc-pc's
// setLocalDescription does; the state after holds the text.
func (w *walk) resolve(s *Step, e *Event) {
	switch s.Before.State {
	case Stable, HaveLocalOffer, HaveRemotePranswer:
		s.Type = Offer
	default:
		s.Type = Answer
	}
	if e.Error != nil || e.State == nil {
		return
	}
	s.ID = e.State.PendingLocal
	if s.Type == Answer {
		s.ID = e.State.CurrentLocal
	}
}

// add appends a step for p, whose slots are those after it.
func (w *walk) add(name string, p *endpoint, s Step) {
	s.Index, s.Peer, s.Connection, s.After = w.n, name, p.connection, p.slots
	w.n++
	_, current := s.Before.side(s.Side)
	s.Base = *current
	s.Text, s.CreatedText = w.texts[s.ID].SDP, w.texts[s.Created].SDP
	s.BaseText, s.BaseType = w.texts[s.Base].SDP, w.texts[s.Base].Type
	w.give(&s, p)
	s.Since = p.since[s.Side]
	if last := p.last[s.Side]; last != nil {
		last.Trickled = s.Since
	}
	p.since[s.Side], p.last[s.Side], p.used = nil, &s, true
	w.steps = append(w.steps, &s)
}

// give fills in what the calls before were given, and then takes this one.
func (w *walk) give(s *Step, p *endpoint) {
	s.finish()
	s.Given = s.Base
	if _, current := p.given.side(s.Side); s.Side == Remote && s.Base != "" && *current != "" {
		s.Given = *current
	}
	if s.Type == Answer || s.Type == Pranswer {
		pending, current := p.given.side(1 - s.Side)
		s.Offer, s.OfferBase = *pending, *current
	}
	s.GivenText, s.OfferText, s.OfferBaseText = w.texts[s.Given].SDP, w.texts[s.Offer].SDP, w.texts[s.OfferBase].SDP
	p.given.State = s.Before.State
	switch {
	case s.Error == nil && s.After != s.Before: // which a call that is ignored leaves as it is
		p.given = p.given.set(s.Side, s.Type, s.ID)
	case s.ImplicitRollback:
		p.given.PendingLocal, p.given.PendingRemote = "", ""
	}
}

// known is s with null for descriptions without text.
func (w *walk) known(s Slots) Slots {
	for _, id := range []*string{&s.PendingLocal, &s.CurrentLocal, &s.PendingRemote, &s.CurrentRemote} {
		if w.texts[*id].SDP == "" {
			*id = ""
		}
	}
	return s
}

// reconcile brings the model and the record together after the named call. A
// record that fits the model is the better witness: it knows of rollbacks that
// a failed call left behind. From one that doesn't fit, only the stored text
// of a side is taken, and only if it is clear which.
func (w *walk) reconcile(p *endpoint, rec Slots, call string) {
	was := p.recorded
	p.recorded = rec
	switch {
	case rec.State == Closed: // what stacks show in a closed connection tells nothing; W3C keeps it all
		p.slots.State = Closed
		return
	case rec.fits():
		p.slots = rec
		return
	}
	for _, side := range []Side{Local, Remote} {
		own := call == pick(side, "setLocalDescription", "setRemoteDescription")
		if !own && rec.State != p.slots.State {
			continue // the stack runs ahead, as libdatachannel does when it answers by itself
		}
		if slot, id := p.slots.effective(side), rec.stored(side, was); *slot != "" && id != "" {
			*slot = id
		}
	}
}

// stored returns the id of the text that a record holds for a side, where
// pending or current may be left over from before: then the one that changed
// since the previous record is meant. It is "" when that is undecided.
func (s Slots) stored(side Side, was Slots) string {
	pending, current := s.side(side)
	oldPending, oldCurrent := was.side(side)
	switch {
	case *pending == *current || *current == "":
		return *pending
	case *pending == "":
		return *current
	case *pending != *oldPending && *current == *oldCurrent:
		return *pending
	case *pending == *oldPending && *current != *oldCurrent:
		return *current
	}
	return ""
}
