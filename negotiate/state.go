package negotiate

// State is the signalling state of a [Peer] (webrtc-pc, "RTCSignalingState").
type State string

// The states of RTCSignalingState.
const (
	Stable             State = "stable"               // no exchange is under way
	HaveLocalOffer     State = "have-local-offer"     // an own offer waits for its answer
	HaveRemoteOffer    State = "have-remote-offer"    // the other side's offer waits
	HaveLocalPranswer  State = "have-local-pranswer"  // it waits, answered provisionally
	HaveRemotePranswer State = "have-remote-pranswer" // the own one waits, answered provisionally
	Closed             State = "closed"
)

// GatheringState says how far the gathering of local candidates has come (webrtc-pc,
// "RTCIceGatheringState").
type GatheringState string

// The states of RTCIceGatheringState.
const (
	GatheringNew      GatheringState = "new"
	Gathering         GatheringState = "gathering"
	GatheringComplete GatheringState = "complete"
)

// A seat is whose description is meant, from where the peer sits. It is an index.
type seat uint8

const (
	ours   seat = iota // local
	theirs             // remote
)

func (s seat) other() seat { return 1 - s }

// transitions are all that a description may do to the state (RFC 9429 §3.2, §5.5,
// §5.6). What has no row is refused, and a rollback is not in here: see canRollBack.
var transitions = [...]struct {
	from State
	seat seat
	typ  Type
	to   State
}{
	{Stable, ours, TypeOffer, HaveLocalOffer},
	{Stable, theirs, TypeOffer, HaveRemoteOffer},
	{HaveLocalOffer, ours, TypeOffer, HaveLocalOffer},
	{HaveLocalOffer, theirs, TypePranswer, HaveRemotePranswer},
	{HaveLocalOffer, theirs, TypeAnswer, Stable},
	{HaveRemoteOffer, theirs, TypeOffer, HaveRemoteOffer},
	{HaveRemoteOffer, ours, TypePranswer, HaveLocalPranswer},
	{HaveRemoteOffer, ours, TypeAnswer, Stable},
	{HaveLocalPranswer, ours, TypePranswer, HaveLocalPranswer},
	{HaveLocalPranswer, ours, TypeAnswer, Stable},
	{HaveRemotePranswer, theirs, TypePranswer, HaveRemotePranswer},
	{HaveRemotePranswer, theirs, TypeAnswer, Stable},
}

// next is the state that a description leads to; ok is false where it is refused.
func (s State) next(from seat, typ Type) (to State, ok bool) {
	for _, t := range transitions {
		if t.from == s && t.seat == from && t.typ == typ {
			return t.to, true
		}
	}
	return s, false
}

// offerer is whose offer is under way; ok is false where none is.
func (s State) offerer() (seat, bool) {
	switch s {
	case HaveLocalOffer, HaveRemotePranswer:
		return ours, true
	case HaveRemoteOffer, HaveLocalPranswer:
		return theirs, true
	}
	return ours, false
}
