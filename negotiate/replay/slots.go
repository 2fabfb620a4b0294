package replay

// The signalling states (RTCSignalingState).
const (
	Stable             = "stable"
	HaveLocalOffer     = "have-local-offer"
	HaveRemoteOffer    = "have-remote-offer"
	HaveLocalPranswer  = "have-local-pranswer"
	HaveRemotePranswer = "have-remote-pranswer"
	Closed             = "closed"
)

// A Side tells whose description a peer was given: its own or the other's.
type Side uint8

// The two sides.
const (
	Local Side = iota
	Remote
)

// String returns "local" or "remote".
func (s Side) String() string {
	if s == Remote {
		return "remote"
	}
	return "local"
}

// Slots is the signalling state of a peer and the ids of the four descriptions
// it holds; "" is null.
type Slots struct {
	State         string
	PendingLocal  string
	CurrentLocal  string
	PendingRemote string
	CurrentRemote string
}

// Local returns the pending local description, or the current one if nothing
// is pending, as RTCPeerConnection.localDescription does.
func (s Slots) Local() string { return *s.effective(Local) }

// Remote is Local for the other side.
func (s Slots) Remote() string { return *s.effective(Remote) }

// side returns the pending and current slot of one side.
func (s *Slots) side(side Side) (pending, current *string) {
	if side == Remote {
		return &s.PendingRemote, &s.CurrentRemote
	}
	return &s.PendingLocal, &s.CurrentLocal
}

func (s *Slots) effective(side Side) *string {
	pending, current := s.side(side)
	if *pending != "" {
		return pending
	}
	return current
}

// offer returns the offer that waits for its answer. A provisional answer
// leaves it waiting.
func (s Slots) offer() string {
	switch s.State {
	case HaveLocalOffer, HaveRemotePranswer:
		return s.PendingLocal
	case HaveRemoteOffer, HaveLocalPranswer:
		return s.PendingRemote
	}
	return ""
}

// allows reports whether the state allows a description to be set, by
// webrtc-pc's "set the session description". An offer from the other side may
// roll back one's own. A rollback of provisional answers is allowed, which
// webrtc-pc refuses: this is only asked about calls that a stack has accepted, and
// a SIP call can fail after early media.
func (s Slots) allows(side Side, typ string) bool {
	ours, theirs := HaveLocalOffer, HaveRemoteOffer
	provisional := HaveLocalPranswer
	if side == Remote {
		ours, theirs = theirs, ours
		provisional = HaveRemotePranswer
	}
	switch typ {
	case Offer:
		return s.State == Stable || s.State == ours || side == Remote && s.State == HaveLocalOffer
	case Answer, Pranswer:
		return s.State == theirs || s.State == provisional
	case Rollback:
		return s.State != Stable && s.State != Closed
	}
	return false
}

// set returns the slots after a description was set successfully. What the
// state doesn't allow changes nothing: a stack that reports success all the
// same, as libdatachannel does, has ignored the call.
func (s Slots) set(side Side, typ, id string) Slots {
	if !s.allows(side, typ) {
		return s
	}
	pending, _ := s.side(side)
	switch typ {
	case Offer:
		s.PendingLocal, s.PendingRemote = "", ""
		*pending = id
		s.State = pick(side, HaveLocalOffer, HaveRemoteOffer)
	case Pranswer:
		*pending = id
		s.State = pick(side, HaveLocalPranswer, HaveRemotePranswer)
	case Answer:
		*pending = id
		s.CurrentLocal, s.CurrentRemote = s.Local(), s.Remote()
		s.PendingLocal, s.PendingRemote = "", ""
		s.State = Stable
	case Rollback:
		s.PendingLocal, s.PendingRemote = "", ""
		s.State = Stable
	}
	return s
}

func pick(side Side, local, remote string) string {
	if side == Remote {
		return remote
	}
	return local
}

// fits reports whether the slots are filled the way their state demands, so
// that a recorded state can be believed.
func (s Slots) fits() bool {
	if (s.CurrentLocal == "") != (s.CurrentRemote == "") {
		return false
	}
	local, remote := s.PendingLocal != "", s.PendingRemote != ""
	switch s.State {
	case Stable:
		return !local && !remote
	case HaveLocalOffer:
		return local && !remote
	case HaveRemoteOffer:
		return !local && remote
	case HaveLocalPranswer, HaveRemotePranswer:
		return local && remote
	}
	return false
}
