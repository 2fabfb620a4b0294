package replay

// A Step is one setLocalDescription or setRemoteDescription of one peer, or one
// end of a SIP message with a body.
type Step struct {
	Index      int    // of the step in the timeline
	Event      int    // of the event in Trace.Events
	Peer       string // who was called
	Connection int    // which of the peer's connections, from 1: a scenario may open one after the other
	Side       Side
	Call       string // "setLocalDescription", "setRemoteDescription", "sip"
	Line       string // the first line of the SIP message; "" otherwise

	Type string // Offer, Answer, Pranswer, Rollback; "" if the record doesn't tell
	ID   string // of the description that was given; "" for a SIP rollback, and for setLocalDescription() without arguments when it failed
	Text string // of ID
	// Created is the id of the offer or answer that the peer last created for
	// this connection. If that text isn't Text, the application changed it on
	// the way. "" for remote steps and where nothing was created.
	Created     string
	CreatedText string // of Created

	Base     string // id of the current description of the same side before the call; "" for none
	BaseText string // what Text is to be compared with
	BaseType string // of Base

	// Given is the id of what was set when Base became current. Stacks rewrite a remote
	// description when they store it: they drop lines, put others in, and change parameters.
	// What the other side changed shows only against the text that it sent. Of a local
	// description it is Base, which has the candidates gathered since.
	Given, GivenText string

	// Offer is the id of the offer that an answer, provisional or not, is for, and OfferBase
	// of what its sender had in force before, both as they were set; "" for other steps, and for
	// what the record doesn't have.
	Offer, OfferText         string
	OfferBase, OfferBaseText string

	Before, After Slots
	Error         *CallError // nil unless the call failed

	// ImplicitRollback: a remote offer came while the local one was out, and
	// the local one was given up. It stays given up when the call fails after that.
	ImplicitRollback bool
	// Dropped is the id of the offer that this step took off the table: by a
	// rollback, or because another one replaced it.
	Dropped string

	// Replayed is what a negotiate.Peer does with the same call; nil in a timeline,
	// which replays nothing.
	Replayed *Replayed

	// Candidates of this peer and side: gathered ones when Side is Local, ones
	// that addIceCandidate took when it is Remote. Since holds those between
	// the previous step of this peer and side and this one, Trickled those
	// between this step and the next.
	Since, Trickled []Candidate
}

// Stored returns the id of what the peer holds for this side after the step.
// Stacks rewrite what they are given, so it is often not ID.
func (s *Step) Stored() string { return *s.After.effective(s.Side) }

// finish fills in what follows from the slots before and after.
func (s *Step) finish() {
	out := s.Before.offer()
	s.ImplicitRollback = s.Type == Offer && s.Side == Remote &&
		s.Before.State == HaveLocalOffer && s.After.State != HaveLocalOffer
	proposes := s.Type == Offer || s.Type == Rollback
	if s.ImplicitRollback || proposes && s.Error == nil && s.After != s.Before {
		s.Dropped = out
	}
}
