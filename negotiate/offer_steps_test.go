package negotiate_test

import (
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the steps of which tests make sessions.

// agree is a session that the first side began, as it sees it.
func agree(t testing.TB, ours, theirs capabilities) *negotiate.History {
	t.Helper()
	return agreeOn(t, new(negotiate.History), ours, theirs)
}

// agreeOn continues a session with an offer and the other side's answer.
func agreeOn(t testing.TB, h *negotiate.History, ours, theirs capabilities) *negotiate.History {
	t.Helper()
	offer, err := h.Offer(ours)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := negotiate.Answer(offer, theirs)
	if err != nil {
		t.Fatal(err)
	}
	must(t, h.SetLocal(negotiate.TypeOffer, offer))
	must(t, h.SetRemote(negotiate.TypeAnswer, answer))
	return h
}

// answered is a session in which an offer was answered.
func answered(t testing.TB, offer *sdp.Description, ours capabilities) *negotiate.History {
	t.Helper()
	h := new(negotiate.History)
	must(t, h.SetRemote(negotiate.TypeOffer, offer))
	answer, err := h.Answer(offer, ours)
	if err != nil {
		t.Fatal(err)
	}
	must(t, h.SetLocal(negotiate.TypeAnswer, answer))
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// iced is a phone with ICE and two components.
func iced(c capabilities) capabilities {
	c.Policy.RTCPMux = negotiate.NoMux
	c.Transport.ICE = &negotiate.LocalICE{Ufrag: "answ", Pwd: "answeransweransweransw"}
	c.Media[0].Path.Candidates = []candidate.Candidate{
		parsed("candidate:1 1 udp 2130706431 192.0.2.20 20000 typ host"),
		parsed("candidate:1 2 udp 2130706430 192.0.2.20 20007 typ host"),
	}
	return c
}
