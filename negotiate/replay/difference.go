package replay

import (
	"strings"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// A Replayed is what a [negotiate.Peer] has made of the call of a step.
type Replayed struct {
	State                        negotiate.State
	PendingLocal, CurrentLocal   *negotiate.Description
	PendingRemote, CurrentRemote *negotiate.Description
	Events                       []negotiate.Event
	Err                          error

	// Munged: the application set another local description than the stack had
	// created. A Peer refuses that unless it is told not to (RFC 9429 §5.4), which Run
	// does where the stack took it.
	Munged bool

	// Differences from the record. After one the replay goes on with what the record
	// says has happened, as far as a Peer can be brought to it.
	Differences []Difference
}

// Equal reports whether the replay and the record say the same.
func (r *Replayed) Equal() bool { return len(r.Differences) == 0 }

// Unexplained returns the differences that no [Departure] explains.
func (r *Replayed) Unexplained() []Difference {
	var list []Difference
	for _, d := range r.Differences {
		if d.Departure == "" {
			list = append(list, d)
		}
	}
	return list
}

// A DifferenceKind says in what a record and its replay differ.
type DifferenceKind string

// The kinds of differences.
const (
	DifferentError        DifferenceKind = "error"       // both failed, with errors of different names
	OnlyTheStackTook      DifferenceKind = "refused"     // the Peer failed; Findings has the rules, if any
	OnlyThePeerTook       DifferenceKind = "taken"       // the stack failed
	DifferentState        DifferenceKind = "state"       // of signalling
	DifferentSlot         DifferenceKind = "slot"        // one has a description, the other doesn't, or one of another type
	DifferentMeaning      DifferenceKind = "description" // both have one; Change says what differs
	DifferentEvents       DifferenceKind = "events"
	DifferentTransceivers DifferenceKind = "transceivers"
)

// A Difference is one thing in which a stack did something else than a Peer does.
type Difference struct {
	Kind      DifferenceKind
	Where     string              // "pendingLocal" and so on, where it is about a description
	Recorded  string              // in short
	Replayed  string              // in short
	Change    *diff.Change        // from the replayed description to the recorded one
	Findings  []negotiate.Finding // the rules that the Peer refused for
	Departure string              // ID of the [Departure] that explains it; "" for none
}

// String has the shape "state: recorded stable, replayed have-local-offer".
func (d *Difference) String() string {
	var b strings.Builder
	b.WriteString(string(d.Kind))
	if d.Where != "" {
		b.WriteString(" " + d.Where)
	}
	if d.Change != nil {
		b.WriteString(": " + d.Change.ID + ": " + d.Change.Summary)
	} else {
		b.WriteString(": recorded " + d.Recorded + ", replayed " + d.Replayed)
	}
	if d.Departure != "" {
		b.WriteString(" (" + d.Departure + ")")
	}
	return b.String()
}
