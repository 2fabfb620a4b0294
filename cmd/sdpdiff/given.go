package main

import "github.com/sdpkit/sdpkit/negotiate/replay"

// givenTexts holds, for each connection, the texts that the calls were given.
// Stacks rewrite the remote description when they store it: they drop lines, put
// others in, and change fmtp. What the other side changed shows only against
// the text that it sent. Local descriptions are stored as they were set, with
// the candidates gathered since, and are taken as stored.
type givenTexts map[connection]*givenSlots

type connection struct {
	peer   string
	number int
}

type givenSlots struct{ pending, current [2]string } // by replay.Side

func (g givenTexts) of(s *replay.Step) *givenSlots {
	c := connection{s.Peer, s.Connection}
	if g[c] == nil {
		g[c] = new(givenSlots)
	}
	return g[c]
}

// current returns the text that a step is to be compared with, "" for none.
func (g givenTexts) current(s *replay.Step) string {
	if slots := g.of(s); s.Side == replay.Remote && s.BaseText != "" && slots.current[replay.Remote] != "" {
		return slots.current[replay.Remote]
	}
	return s.BaseText
}

// offer returns the offer that a step answers and what its sender had in force before, ""
// for what isn't known.
func (g givenTexts) offer(s *replay.Step) (offer, before string) {
	if s.Type != replay.Answer && s.Type != replay.Pranswer {
		return "", ""
	}
	slots, other := g.of(s), 1-s.Side
	return slots.pending[other], slots.current[other]
}

// after follows the state machine.
func (g givenTexts) after(s *replay.Step) {
	slots := g.of(s)
	if s.ImplicitRollback {
		slots.pending = [2]string{}
	}
	if s.Error != nil {
		return
	}
	switch s.Type {
	case replay.Offer:
		slots.pending = [2]string{}
		slots.pending[s.Side] = s.Text
	case replay.Pranswer:
		slots.pending[s.Side] = s.Text
	case replay.Answer:
		other := 1 - s.Side
		slots.current[s.Side], slots.current[other] = s.Text, slots.pending[other]
		slots.pending = [2]string{}
	case replay.Rollback:
		slots.pending = [2]string{}
	}
}
