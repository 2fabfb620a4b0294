package replay

import (
	"fmt"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// compare holds what a Peer is after a step against the record. A difference is told once,
// where it arises: stacks keep what they have rewritten.
func (r *runner) compare(end *replayed, s *Step, e *Event) {
	p := s.Replayed
	if e.Kind != Call {
		return
	}
	p.differ(DifferentEvents, "", firedBy(end.fired), toldBy(p.Events))
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
	if e.State.Transceivers != nil {
		end.differ(p, DifferentTransceivers, transceiversOf(e.State.Transceivers), end.shownTransceivers())
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

// firedBy lists the events of a record that are compared.
func firedBy(events []Event) string {
	var list []string
	for i := range events {
		switch e := &events[i]; e.Name {
		case "signalingstatechange":
			list = append(list, e.Text)
		case "track":
			list = append(list, "track")
		}
	}
	return strings.Join(list, ", ")
}

// toldBy is firedBy for a Peer's.
func toldBy(events []negotiate.Event) string {
	var list []string
	for _, e := range events {
		switch e.Kind {
		case negotiate.EventSignalingState:
			list = append(list, string(e.State))
		case negotiate.EventTrack:
			list = append(list, "track")
		}
	}
	return strings.Join(list, ", ")
}

// transceiversOf lists transceivers: mid, kind, the direction that is wished and the one
// agreed on.
func transceiversOf(list []Transceiver) string {
	var all []string
	for _, t := range list {
		all = append(all, fmt.Sprintf("%s %s %s/%s", or(t.MID, "-"), t.Kind, t.Direction, or(t.CurrentDirection, "-")))
	}
	return strings.Join(all, ", ")
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// shownTransceivers is transceiversOf for a Peer.
func (end *replayed) shownTransceivers() string {
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
	return transceiversOf(list)
}
