package input

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// traced is a recording that is held as a whole.
func traced(t *replay.Trace) *Recording {
	return &Recording{Name: t.Scenario, Stopped: t.Stopped, Peers: t.Peers, steps: func(yield func(*replay.Step, error) bool) {
		steps := t.Timeline()
		for i := range steps {
			if !yield(&steps[i], nil) {
				return
			}
		}
	}}
}

// listed is a recording of steps that are known already.
func listed(steps []*replay.Step) *Recording {
	for i, s := range steps {
		s.Index, s.Event, s.Connection = i, i, 1
	}
	return &Recording{steps: func(yield func(*replay.Step, error) bool) {
		for _, s := range steps {
			if !yield(s, nil) {
				return
			}
		}
	}}
}

// descriptions decides what to make of those that a file holds.
func (in *Input) descriptions(list []found) error {
	held := slices.ContainsFunc(list, func(d found) bool { return slots[d.member] })
	switch {
	case held:
		return in.connection(list)
	case len(list) <= 2:
		for _, d := range list {
			in.Descriptions = append(in.Descriptions, d.Description)
		}
		if len(list) == 2 {
			in.note("%s holds two descriptions; the second is compared with the first", in.Name)
		}
		return nil
	}
	return in.list(list)
}

// list makes steps of more than two descriptions: the two sides are told apart by the
// session that o= names, and each description is compared with the one before it on the
// same side.
func (in *Input) list(list []found) error {
	type session struct{ user, id string }
	var names []session
	last := make(map[int]*replay.Step)
	var steps []*replay.Step
	for i, d := range list {
		parsed, _ := sdp.ParseLax(d.Text)
		o, _ := parsed.Origin()
		who := session{o.Username, string(o.SessionID)}
		side := slices.Index(names, who)
		if side < 0 {
			side = len(names)
			names = append(names, who)
		}
		s := &replay.Step{
			Peer: sideName(side), Line: cmp.Or(d.Path, fmt.Sprintf("description %d", i+1)), Type: d.Type, ID: fmt.Sprintf("d%d", i+1), Text: d.Text,
		}
		if before := last[side]; before != nil {
			s.Base, s.BaseText, s.BaseType = before.ID, before.Text, before.Type
		}
		last[side] = s
		steps = append(steps, s)
	}
	in.note("%s holds %d descriptions of %s; each is compared with the one before it of its session", in.Name, len(list), sessions(len(names)))
	in.Recordings = []*Recording{listed(steps)}
	return nil
}

func sessions(n int) string {
	if n == 1 {
		return "one session"
	}
	return fmt.Sprintf("%d sessions", n)
}

// sideName is "a", "b", and so on.
func sideName(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return fmt.Sprintf("session %d", i+1)
}

// connection makes steps of what an RTCPeerConnection shows of itself: what is current,
// and what is pending against it, for each side.
func (in *Input) connection(list []found) error {
	in.Format = Connection
	held := make(map[string]found)
	var first *found
	for _, d := range list {
		if !slots[d.member] {
			continue
		}
		if first == nil {
			first = &d
		}
		if _, twice := held[d.member]; twice || d.parent != first.parent {
			return &Error{Name: in.Name, Msg: fmt.Sprintf("more than one RTCPeerConnection: %s and %s", first.Path, d.Path)}
		}
		held[d.member] = d
	}
	var steps []*replay.Step
	add := func(side replay.Side, d, base found) {
		steps = append(steps, &replay.Step{
			Peer: "connection", Side: side, Line: d.member, Type: d.Type, ID: d.member, Text: d.Text,
			Base: base.member, BaseText: base.Text, BaseType: base.Type,
		})
		// An answer is for the other side's offer in the same slot.
		other := strings.NewReplacer("Local", "Remote", "Remote", "Local").Replace(d.member)
		if offer := held[other]; (d.Type == replay.Answer || d.Type == replay.Pranswer) && offer.Type == replay.Offer {
			s := steps[len(steps)-1]
			s.Offer, s.OfferText = offer.member, offer.Text
			if before := held["current"+strings.TrimPrefix(other, "pending")]; before.member != offer.member {
				s.OfferBase, s.OfferBaseText = before.member, before.Text
			}
		}
	}
	for side, name := range []string{"Local", "Remote"} {
		current, hasCurrent := held["current"+name+"Description"]
		pending, hasPending := held["pending"+name+"Description"]
		both, hasBoth := held[strings.ToLower(name)+"Description"]
		if hasCurrent {
			add(replay.Side(side), current, found{})
		}
		if hasPending {
			add(replay.Side(side), pending, current)
		}
		// localDescription is pending if there is one, else current (webrtc-pc).
		if hasBoth && both.Text != pending.Text && both.Text != current.Text {
			add(replay.Side(side), both, current)
		}
	}
	in.Recordings = []*Recording{listed(steps)}
	return nil
}
