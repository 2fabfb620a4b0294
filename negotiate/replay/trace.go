package replay

import "encoding/json"

// A Trace is one recorded exchange. The zero value is an empty one; a trace
// may also be built by hand, from another format.
type Trace struct {
	Scenario, About string
	Peers           []Peer // in the order of the record
	Connected       *bool  // whether every peer reached "connected"; nil when that wasn't tried
	Stopped         string // the failure of a call that the scenario needed; "" when it ran to its end
	Descriptions    map[string]Description
	Events          []Event
	Final           json.RawMessage // what getStats and the transceivers said at the end; nil when absent
}

// A Peer is one endpoint of an exchange.
type Peer struct {
	Name    string // as events call it: "a", "b"
	Stack   string // "chromium", "pion", …
	Version string
	Variant string // "raw", "mdns", or ""
}

// The types of a description (RTCSdpType).
const (
	Offer    = "offer"
	Answer   = "answer"
	Pranswer = "pranswer"
	Rollback = "rollback"
)

// A Description is a text and what it is. Type is "" for the placeholder that
// libdatachannel shows where there is no description; its SDP is empty too.
// So is the SDP of a rollback.
type Description struct {
	Type, SDP string
}

// Text returns the text of the description with this id, edits applied. For an
// id that isn't there the error is an [*UnknownIDError].
func (t *Trace) Text(id string) (string, error) {
	d, ok := t.Descriptions[id]
	if !ok {
		return "", &UnknownIDError{ID: id}
	}
	return d.SDP, nil
}

// A Kind tells what an Event is.
type Kind uint8

// The kinds of events.
const (
	Note  Kind = iota // what the scenario did between calls: Event.Text
	Call              // a method was called on a peer and has settled
	Fired             // a peer announced something
	SIP               // a peer sent a SIP message: Event.Text is its first line
)

// An Event is one entry of a trace. Which fields are set depends on its Kind
// and Name; those that don't apply are zero.
type Event struct {
	Kind Kind
	Peer string  // "" for a note
	Name string  // "setLocalDescription", "icecandidate"; "" for a note, "sip" for a SIP message
	Time float64 // milliseconds since the trace began; 0 where the record has none
	Text string  // the note, the new value of a state event, or the first line of a SIP message

	Description string     // id of the description given to the call or carried by the message; "" for none
	Created     string     // id of what createOffer or createAnswer returned
	Error       *CallError // why the call failed; nil when it didn't
	State       *State     // the peer's state after the call; nil where the record has none

	// Candidate is nil when the event has none, and when it has null: the end
	// of gathering in "icecandidate", an argument in "addIceCandidate".
	// NullCandidate tells these apart.
	Candidate     *Candidate
	NullCandidate bool

	Raw json.RawMessage // the whole event, for what has no field: config, init, kind, fields, …
}

// A CallError is how a stack refused a call, in its own words.
type CallError struct {
	Name    string `json:"name"`
	Message string `json:"message"`
}

// Error has the shape "InvalidStateError: Called in wrong state".
func (e *CallError) Error() string {
	if e.Name == "" {
		return e.Message
	}
	return e.Name + ": " + e.Message
}

// A Candidate is an RTCIceCandidateInit. An empty Line is the end of
// candidates of one generation.
type Candidate struct {
	Line  string  `json:"candidate"`
	MID   *string `json:"sdpMid"`
	Index *int    `json:"sdpMLineIndex"`
	Ufrag *string `json:"usernameFragment"`
}

// A State is what a peer said about itself after a call.
type State struct {
	Slots
	Transceivers []Transceiver // never repeated in the record, always filled in here; nil if the stack has none
}

// A Transceiver is one of a peer's, as its stack reports it.
type Transceiver struct {
	MID              string `json:"mid"` // "" before there is one
	Kind             string `json:"kind"`
	Direction        string `json:"direction"`
	CurrentDirection string `json:"currentDirection"` // "" before anything was negotiated
	Stopped          bool   `json:"stopped"`
}
