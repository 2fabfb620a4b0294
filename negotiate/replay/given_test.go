package replay

import (
	"slices"
	"testing"
)

// What a step is compared with was set before, on the same connection: an answer's offer by the
// other side, and the latest one of it.
func TestStepsKnowWhatWasSetBeforeThem(t *testing.T) {
	given, rewritten, answers, later := 0, 0, 0, 0
	all(t, func(t *testing.T, trace *Trace) {
		steps := trace.Timeline()
		for i, s := range steps {
			var set, offers []string // by the same side, and offers of the other one
			for _, b := range steps[:i] {
				switch {
				case b.Peer != s.Peer || b.Connection != s.Connection || b.Error != nil && !b.ImplicitRollback:
				case b.Side == s.Side:
					set = append(set, b.ID)
				case b.Type == Offer:
					offers = append(offers, b.ID)
				}
			}
			switch {
			case s.Side == Local && s.Given != s.Base:
				t.Errorf("step %d: given %s, but current is %s", i, s.Given, s.Base)
			case s.Side == Remote && s.Base != "":
				given++
				if s.Given != s.Base {
					rewritten++
				}
				if s.Given != s.Base && !slices.Contains(set, s.Given) {
					t.Errorf("step %d: %s was never set", i, s.Given)
				}
			}
			if s.Offer == "" {
				continue
			}
			answers++
			if s.Type != Answer && s.Type != Pranswer || len(offers) == 0 || offers[len(offers)-1] != s.Offer {
				t.Errorf("step %d, %s: the offer is %s, those set are %v", i, s.Type, s.Offer, offers)
			}
			if s.OfferBase != "" {
				later++
			}
			if trace.Descriptions[s.Offer].SDP != s.OfferText || trace.Descriptions[s.OfferBase].SDP != s.OfferBaseText || trace.Descriptions[s.Given].SDP != s.GivenText {
				t.Errorf("step %d has other texts than its ids", i)
			}
		}
	})
	if given == 0 || rewritten == 0 || answers == 0 || later == 0 {
		t.Errorf("%d remote steps with a current description, %d of them rewritten; %d answers, %d of them not first", given, rewritten, answers, later)
	}
}

func TestAnIllegalStepNamesTheClause(t *testing.T) {
	const (
		none  = "no offer waits for this answer"
		own   = "the offer that waits is of the same side, and can't be answered by it"
		busy  = "an offer is under way, which has to be answered or rolled back first"
		empty = "there is nothing to roll back"
	)
	for _, tt := range []struct {
		state       string
		side        Side
		typ         string
		why, clause string
	}{
		{Stable, Local, Offer, "", ""},
		{HaveLocalOffer, Remote, Offer, "", ""}, // glare
		{HaveLocalOffer, Remote, Answer, "", ""},
		{HaveRemoteOffer, Local, Pranswer, "", ""},
		{HaveLocalPranswer, Local, Answer, "", ""},
		{HaveRemotePranswer, Remote, Rollback, "", ""},
		{Stable, Local, Answer, none, "RFC 9429 §5.5"},
		{Stable, Remote, Answer, none, "RFC 9429 §5.6"},
		{Stable, Remote, Pranswer, "no offer waits for this pranswer", "RFC 9429 §5.6"},
		{Stable, Remote, Rollback, empty, "RFC 9429 §5.7"},
		{HaveLocalOffer, Local, Answer, own, "RFC 9429 §5.5"},
		{HaveRemoteOffer, Remote, Answer, own, "RFC 9429 §5.6"},
		{HaveRemoteOffer, Local, Offer, busy, "RFC 9429 §5.5"},
		{HaveLocalPranswer, Remote, Offer, busy, "RFC 9429 §5.6"},
		{Closed, Remote, Offer, "the connection is closed", `webrtc-pc, "chain"`},
		{"", Remote, Answer, "", ""}, // of a list of descriptions
		{Stable, Remote, "", "", ""}, // of which the record has no type
	} {
		s := Step{Side: tt.side, Type: tt.typ, Before: Slots{State: tt.state, PendingLocal: "d1"}}
		if tt.state == HaveRemoteOffer || tt.state == HaveLocalPranswer {
			s.Before.PendingRemote = "d2"
		}
		if why, clause := s.Illegal(); why != tt.why || clause != tt.clause {
			t.Errorf("%s, %s %s: %q (%s)", tt.state, tt.side, tt.typ, why, clause)
		}
	}
	sip := Step{Side: Local, Type: Offer, Call: "sip", Before: Slots{State: HaveRemoteOffer, PendingRemote: "d1"}}
	if why, clause := sip.Illegal(); why != busy || clause != "RFC 3264 §4" {
		t.Errorf("%q (%s)", why, clause)
	}
}
