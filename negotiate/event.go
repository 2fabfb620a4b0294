package negotiate

import "github.com/sdpkit/sdpkit/candidate"

// EventKind is the name of an [Event], by webrtc-pc.
type EventKind string

// The events of a [Peer], and what they carry beside their kind.
const (
	EventSignalingState EventKind = "signalingstatechange"    // State
	EventGatheringState EventKind = "icegatheringstatechange" // Gathering
	EventNegotiation    EventKind = "negotiationneeded"       // nothing
	EventCandidate      EventKind = "icecandidate"            // Candidate; nil is the end of all gathering
	EventTrack          EventKind = "track"                   // Slot, MID, Streams: the other side begins to send
)

// An Event is something that has happened to a [Peer]. Its Kind says which fields are
// set, the others are zero.
type Event struct {
	Kind      EventKind
	State     State           // the state that was entered
	Gathering GatheringState  // the state that was entered
	Candidate *candidate.Init // to be sent to the other side
	Slot      *Slot
	MID       string   // of the slot when it happened
	Streams   []string // ids of the media streams that the track is in
}

// An occurrence is an event as a state keeps it: a state belongs to no peer, and so
// can't hold a Slot.
type occurrence struct {
	Event
	slot slotID
}

// tell adds an event.
func (s *peerState) tell(e Event) { s.events = s.events.with(occurrence{Event: e}) }

// Events returns what has happened since it was last called, in order, and forgets it.
// A call that failed has added nothing, except that [Peer.SetRemote] tells of an
// implicit rollback even if the offer after it is refused.
func (p *Peer) Events() []Event {
	if p.now.events == nil {
		return nil
	}
	list := make([]Event, 0, p.now.events.len())
	for _, o := range p.now.events.list() {
		if o.slot != 0 {
			o.Slot = &Slot{peer: p, id: o.slot}
		}
		list = append(list, o.Event)
	}
	next := *p.now
	next.events = nil
	p.now = &next
	return list
}
