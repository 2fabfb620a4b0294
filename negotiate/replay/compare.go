package replay

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// compare holds what a Peer is after a step against the record. A difference is told once,
// where it arises: stacks keep what they have rewritten. Transceivers are looked at when a
// description is set, which is when webrtc-pc gives them mid and direction.
func (r *runner) compare(end *replayed, s *Step, e *Event) {
	p := s.Replayed
	if e.Kind != Call {
		return
	}
	end.compareEvents(p)
	if e.State == nil {
		return
	}
	end.differ(p, DifferentState, e.State.State, string(p.State))
	if e.State.State == Closed || p.State == negotiate.Closed {
		return // what a closed connection shows is each stack's own affair
	}
	ids := [4]string{e.State.PendingLocal, e.State.CurrentLocal, e.State.PendingRemote, e.State.CurrentRemote}
	known := end.found
	for i, d := range []*negotiate.Description{p.PendingLocal, p.CurrentLocal, p.PendingRemote, p.CurrentRemote} {
		text := ""
		if d != nil {
			text = d.SDP
		}
		if ids[i] == end.recorded[i] && text == end.shown[i] {
			continue
		}
		end.recorded[i], end.shown[i] = ids[i], text
		end.found[i] = make(map[string]bool)
		for _, d := range r.compareSlot(slotNames[i], r.trace.Descriptions[ids[i]], d) {
			key := d.key()
			end.found[i][key] = true
			if side := i &^ 1; !known[side][key] && !known[side+1][key] {
				p.Differences = append(p.Differences, d)
			}
		}
	}
	if e.State.Transceivers != nil && s.Type != "" {
		agreed := r.reportsAgreed(e.Peer)
		end.differ(p, DifferentTransceivers, transceiversOf(e.State.Transceivers, agreed), transceiversOf(end.shownTransceivers(), agreed))
	}
}

// key is the same for a difference that is found again in another slot of the side.
func (d *Difference) key() string {
	if d.Change != nil {
		return d.Change.ID + " " + d.Change.Path + " " + d.Change.Summary
	}
	return d.Where + " " + d.Recorded + " " + d.Replayed
}

// differ notes a difference of the whole, unless it is that of the step before.
func (end *replayed) differ(p *Replayed, kind DifferenceKind, recorded, replayed string) {
	pair := recorded + "\n" + replayed
	if end.last[kind] != pair {
		p.differ(kind, "", recorded, replayed)
	}
	end.last[kind] = pair
}

var slotNames = [4]string{"pendingLocal", "currentLocal", "pendingRemote", "currentRemote"}

// differ notes a difference, if there is one.
func (p *Replayed) differ(kind DifferenceKind, where, recorded, replayed string) {
	if recorded != replayed {
		p.Differences = append(p.Differences, Difference{Kind: kind, Where: where, Recorded: recorded, Replayed: replayed})
	}
}

// compareSlot compares one of the four descriptions: whether it is there, of which type,
// and what it says.
func (r *runner) compareSlot(where string, recorded Description, replayed *negotiate.Description) []Difference {
	typ := ""
	if replayed != nil {
		typ = string(replayed.Type)
	}
	if recorded.SDP == "" {
		recorded.Type = ""
	}
	var list []Difference
	if recorded.Type != typ {
		list = append(list, Difference{Kind: DifferentSlot, Where: where, Recorded: or(recorded.Type, "null"), Replayed: or(typ, "null")})
	}
	if recorded.Type == "" || replayed == nil || recorded.SDP == replayed.SDP {
		return list
	}
	was, _ := sdp.ParseLax(replayed.SDP)
	is, _ := sdp.ParseLax(recorded.SDP)
	report := diff.Compare(was, is, diff.As(diff.Plain))
	for i := range report.Changes {
		if c := &report.Changes[i]; c.Level >= diff.Effect {
			list = append(list, Difference{Kind: DifferentMeaning, Where: where, Change: c})
		}
	}
	return list
}

// compareEvents holds the events of a Peer against those of the record: states and tracks
// each in order, and those of one call in the order of all. When a stack fires them is
// its own affair: what one has and the other hasn't yet waits.
func (end *replayed) compareEvents(p *Replayed) {
	fired, told := firedBy(end.fired), toldBy(p.Events)
	if !slices.Equal(fired, told) && slices.Equal(slices.Sorted(slices.Values(fired)), slices.Sorted(slices.Values(told))) {
		p.differ(DifferentEvents, "", strings.Join(fired, ", "), strings.Join(told, ", "))
		return
	}
	for kind := range end.events {
		q := &end.events[kind]
		of := func(s string) bool { return (s == "track") != (kind == 0) }
		for _, s := range fired {
			if of(s) {
				q.recorded = append(q.recorded, s)
			}
		}
		for _, s := range told {
			if of(s) {
				q.told = append(q.told, s)
			}
		}
		n := 0
		for n < min(len(q.recorded), len(q.told)) && q.recorded[n] == q.told[n] {
			n++
		}
		q.recorded, q.told = q.recorded[n:], q.told[n:]
		if len(q.recorded) > 0 && len(q.told) > 0 {
			q.end(p)
		}
	}
}

// A backlog is events that only the record or only the Peer has had yet.
type backlog struct{ recorded, told []string }

// end gives the events that are left to a step.
func (q *backlog) end(p *Replayed) {
	p.differ(DifferentEvents, "", or(strings.Join(q.recorded, ", "), "none"), or(strings.Join(q.told, ", "), "none"))
	*q = backlog{}
}

// firedBy lists the events of a record that are compared.
func firedBy(events []Event) []string {
	var list []string
	for i := range events {
		switch e := &events[i]; e.Name {
		case "signalingstatechange":
			list = append(list, e.Text)
		case "track":
			list = append(list, "track")
		}
	}
	return list
}

// toldBy is firedBy for a Peer's.
func toldBy(events []negotiate.Event) []string {
	var list []string
	for _, e := range events {
		switch e.Kind {
		case negotiate.EventSignalingState:
			list = append(list, string(e.State))
		case negotiate.EventTrack:
			list = append(list, "track")
		}
	}
	return list
}

// transceiversOf lists transceivers: mid, kind, the direction that is wished and the one
// agreed on, if the stack reports that.
func transceiversOf(list []Transceiver, agreed bool) string {
	var all []string
	for _, t := range list {
		s := or(t.MID, "-") + " " + t.Kind + " " + t.Direction
		if agreed {
			s += "/" + or(t.CurrentDirection, "-")
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

// reportsAgreed says that a peer's stack says of transceivers what was agreed on, as all
// but pion do.
func (r *runner) reportsAgreed(peer string) bool {
	reports, known := r.agreed[peer]
	if !known {
		reports = slices.ContainsFunc(r.trace.Events, func(e Event) bool {
			return e.Peer == peer && e.State != nil && slices.ContainsFunc(e.State.Transceivers, func(t Transceiver) bool { return t.CurrentDirection != "" })
		})
		r.agreed[peer] = reports
	}
	return reports
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// shownTransceivers are those of the Peer, as a record has them.
func (end *replayed) shownTransceivers() []Transceiver {
	var list []Transceiver
	for _, s := range end.transceivers() {
		t := Transceiver{MID: s.MID(), Kind: s.Kind(), Direction: s.Direction().String()}
		if d, ok := s.CurrentDirection(); ok {
			t.CurrentDirection = d.String()
		}
		if s.Stopped() {
			t.CurrentDirection = "stopped"
		}
		if s.Stopping() {
			t.Direction = "stopped"
		}
		list = append(list, t)
	}
	return list
}
