package replay

// event reads one event: a call, something that fired, a SIP message or a note.
func (r *reader) event(v value) (Event, error) {
	e := Event{Raw: v.raw}
	var call, fired, note, line, text *string
	var peer, result, state value
	err := v.members(func(key string, v value) error {
		switch key {
		case "peer":
			peer = v
			return v.into(&e.Peer)
		case "call":
			return v.into(&call)
		case "event":
			return v.into(&fired)
		case "note":
			return v.into(&note)
		case "line":
			return v.into(&line)
		case "value":
			return v.into(&text)
		case "t":
			return v.into(&e.Time)
		case "error":
			return v.into(&e.Error)
		case "candidate":
			e.NullCandidate = v.null()
			return v.into(&e.Candidate)
		case "description":
			return r.id(&e.Description, v)
		case "result":
			result = v
		case "state":
			state = v
		}
		return nil
	})
	if err != nil {
		return e, err
	}
	switch {
	case call != nil:
		e.Kind, e.Name = Call, *call
	case fired != nil && *fired == "sip":
		e.Kind, e.Name, e.Text = SIP, *fired, deref(line)
	case fired != nil:
		e.Kind, e.Name, e.Text = Fired, *fired, deref(text)
	case note != nil:
		return Event{Kind: Note, Text: *note, Time: e.Time, Raw: e.Raw}, nil
	default:
		return e, v.fail("neither a call nor an event nor a note")
	}
	if !r.declared(e.Peer) {
		if peer.raw == nil {
			peer = v
		}
		return e, peer.fail("no peer is called %q", e.Peer)
	}
	if result.raw != nil && (e.Name == "createOffer" || e.Name == "createAnswer") {
		if err := r.id(&e.Created, result); err != nil {
			return e, err
		}
	}
	if state.is('{') {
		e.State, err = r.state(e.Peer, state)
	}
	return e, err
}

// state reads what a peer said after a call. Transceivers that are absent are
// those of the previous time.
func (r *reader) state(peer string, v value) (*State, error) {
	s := &State{Transceivers: r.last[peer]}
	err := v.members(func(key string, v value) error {
		switch key {
		case "signalingState":
			return v.into(&s.State)
		case "pendingLocalDescription":
			return r.id(&s.PendingLocal, v)
		case "currentLocalDescription":
			return r.id(&s.CurrentLocal, v)
		case "pendingRemoteDescription":
			return r.id(&s.PendingRemote, v)
		case "currentRemoteDescription":
			return r.id(&s.CurrentRemote, v)
		case "transceivers":
			var own []Transceiver // not into the slice that earlier states share
			err := v.into(&own)
			s.Transceivers = own
			return err
		}
		return nil
	})
	r.last[peer] = s.Transceivers
	return s, err
}

// id reads the id of a description, or null, and checks that it resolves.
func (r *reader) id(to *string, v value) error {
	*to = ""
	if v.null() {
		return nil
	}
	if err := v.into(to); err != nil {
		return err
	}
	if _, ok := r.trace.Descriptions[*to]; !ok {
		return v.wrap(&UnknownIDError{ID: *to})
	}
	return nil
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
