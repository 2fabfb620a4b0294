package negotiate

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/sdp"
)

// withStreams gives each section the media stream "s".
func (d Description) withStreams() Description {
	return Description{d.Type, strings.ReplaceAll(d.SDP, "a=msid:- track", "a=msid:s track")}
}

func TestNegotiationIsNeededWhenSlotsDifferFromWhatIsAgreed(t *testing.T) {
	p := munging()
	if p.NegotiationNeeded() {
		t.Error("a new peer needs negotiation")
	}
	audio := p.AddMedia("audio", sdp.SendRecv, InStreams("s"))
	wantEvents(t, p, "negotiationneeded")
	p.AddMedia("video", sdp.RecvOnly)
	wantEvents(t, p) // once
	must(t, p.SetLocal(offerOf(1, av0, "video 1 recvonly").withStreams()))
	must(t, p.SetRemote(answerOf(1, av0, "video 1 sendonly")))
	p.Events()
	if p.NegotiationNeeded() {
		t.Fatal("negotiation is needed when everything is agreed on")
	}

	agreed := p.Snapshot()
	for name, change := range map[string]func() error{
		"direction": func() error { return audio.SetDirection(sdp.SendOnly) },
		"streams":   func() error { return audio.SetStreams("s", "other") },
		"stop":      audio.Stop,
		"restart":   p.RestartICE,
		"media":     func() error { p.AddMedia("video", sdp.RecvOnly, OwnSection()); return nil },
		"data":      func() error { p.AddMedia("application", sdp.SendRecv); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			p.Restore(agreed)
			must(t, change())
			wantEvents(t, p, "negotiationneeded")
			if !p.NegotiationNeeded() {
				t.Error("the flag isn't set")
			}
		})
	}
	p.Restore(agreed)
	must(t, audio.SetDirection(sdp.SendOnly))
	must(t, audio.SetDirection(sdp.SendRecv))
	if p.NegotiationNeeded() {
		t.Error("a change that was taken back needs negotiation")
	}
}

func TestNegotiationIsNeededAgainAfterARollback(t *testing.T) {
	p := munging()
	p.AddMedia("audio", sdp.SendRecv)
	must(t, p.SetLocal(offerOf(1, av0)))
	p.Events()
	must(t, p.SetLocal(rollback))
	wantEvents(t, p, "stable", "gathering new", "negotiationneeded")
}

func TestAWishThatTheOfferDoesntAllowNeedsNoNegotiation(t *testing.T) {
	p := munging()
	p.AddMedia("audio", sdp.SendRecv)
	must(t, p.SetRemote(offerOf(1, "audio 0 sendonly")))
	if n := len(p.Slots()); n != 2 {
		t.Fatalf("a section that doesn't receive has taken a slot that sends: %d slots", n)
	}
	must(t, p.SetRemote(rollback))
	must(t, p.SetRemote(offerOf(2, "audio 0 recvonly")))
	if n := len(p.Slots()); n != 1 {
		t.Fatalf("a section that receives has not taken the slot that sends: %d slots", n)
	}
	must(t, p.SetLocal(answerOf(1, "audio 0 sendonly")))
	p.Events()
	if p.NegotiationNeeded() {
		t.Error("an answer said all that it could")
	}
	if d, ok := p.Slots()[0].CurrentDirection(); !ok || d != sdp.SendOnly || p.Slots()[0].Direction() != sdp.SendRecv {
		t.Errorf("agreed on %s, %t", d, ok)
	}
}

func TestASlotThatWasStoppedIsForgottenWhenBothSidesKnow(t *testing.T) {
	p := munging()
	must(t, p.SetLocal(offerOf(1, av0, av1)))
	must(t, p.SetRemote(answerOf(1, av0, av1)))
	video := p.Slots()[1]
	must(t, video.Stop())
	if !video.Stopping() || video.Stopped() || !p.NegotiationNeeded() {
		t.Error("a slot that was stopped here isn't stopping")
	}
	refused(t, p, ErrInvalidState, func() error { return video.SetDirection(sdp.SendRecv) })
	must(t, p.SetLocal(offerOf(2, av0, "-video 1 inactive")))
	must(t, p.SetRemote(answerOf(2, av0, "-video 1 inactive")))
	if !video.Stopped() || len(p.Slots()) != 1 || p.NegotiationNeeded() {
		t.Errorf("it is still there: %d slots", len(p.Slots()))
	}
	// The section is there to be used again, with another mid.
	must(t, p.SetRemote(reofferOf(3, av0, "video 2 sendrecv")))
	if s := p.Slots()[1]; s.MID() != "2" || s.Index() != 1 {
		t.Errorf("the section is used by mid %q at %d", s.MID(), s.Index())
	}
	must(t, p.SetRemote(rollback))
	if len(p.Slots()) != 1 {
		t.Error("the slot outlives its offer")
	}
}

// webrtc-pc has a transceiver that is stopping need negotiation for ever; of one without a
// section no exchange would be the last.
func TestASlotThatWasStoppedBeforeItHadASectionNeedsOneExchangeAtMost(t *testing.T) {
	p := munging()
	p.AddMedia("audio", sdp.SendRecv, InStreams("s"))
	video := p.AddMedia("video", sdp.SendRecv, InStreams("s"))
	must(t, video.Stop())
	if video.Stopped() || !p.NegotiationNeeded() {
		t.Error("it is stopped before the exchange")
	}
	must(t, p.SetLocal(offerOf(1, av0).withStreams()))
	must(t, p.SetRemote(answerOf(1, av0)))
	if !video.Stopped() || len(p.Slots()) != 1 || p.NegotiationNeeded() {
		t.Errorf("after the exchange: stopped %t, %d slots, negotiation needed %t", video.Stopped(), len(p.Slots()), p.NegotiationNeeded())
	}
}

func TestASectionThatAnAnswerRejectsIsStopped(t *testing.T) {
	p := munging()
	must(t, p.SetLocal(offerOf(1, av0, av1)))
	video := p.Slots()[1]
	must(t, p.SetRemote(answerOf(1, av0, "-video 1 inactive")))
	if !video.Stopped() || len(p.Slots()) != 1 {
		t.Error("the slot isn't stopped")
	}
}

func TestTracksAreToldWhenTheOtherSideBeginsToSend(t *testing.T) {
	p := munging()
	must(t, p.SetRemote(offerOf(1, av0).withStreams()))
	e := p.Events()
	if len(e) != 2 || e[1].Kind != EventTrack || e[1].Slot.MID() != "0" || e[1].MID != "0" || len(e[1].Streams) != 1 || e[1].Streams[0] != "s" {
		t.Errorf("events are %+v", e)
	}
	must(t, p.SetLocal(answerOf(1, av0)))
	must(t, p.SetRemote(offerOf(2, "audio 0 recvonly").withStreams()))
	must(t, p.SetLocal(answerOf(2, "audio 0 sendonly")))
	p.Events()
	must(t, p.SetRemote(offerOf(3, av0).withStreams()))
	wantEvents(t, p, "have-remote-offer", "track 0")
	must(t, p.SetRemote(rollback))
	wantEvents(t, p, "stable", "negotiationneeded") // the slot only ever wished to receive
}

func TestCredentialsAreToBeReplacedUntilAnAnswerHasNoneOfThem(t *testing.T) {
	p := agreedPeer(t)
	p.Slots()[0].SetStreams()
	must(t, p.RestartICE())
	if !p.NegotiationNeeded() {
		t.Fatal("a restart needs no negotiation")
	}
	must(t, p.SetLocal(offerOf(2, av0)))
	must(t, p.SetRemote(answerOf(2, av0)))
	if !p.NegotiationNeeded() {
		t.Error("an exchange with the old credentials has ended the restart")
	}
	fresh := func(d Description, from, to string) Description {
		return Description{d.Type, strings.ReplaceAll(d.SDP, from, to)}
	}
	must(t, p.SetLocal(fresh(offerOf(3, av0), "oooo", "pppp")))
	must(t, p.SetRemote(fresh(answerOf(3, av0), "aaaa", "bbbb")))
	if p.NegotiationNeeded() {
		t.Error("new credentials have not ended the restart")
	}
}

// What both sides do already needs no exchange, though the own offer said more (webrtc-pc,
// "check if negotiation is needed").
func TestAWishThatTheAnswerHasGrantedNeedsNoNegotiation(t *testing.T) {
	p := munging()
	audio := p.AddMedia("audio", sdp.SendRecv, InStreams("s"))
	must(t, p.SetLocal(offerOf(1, av0).withStreams()))
	must(t, p.SetRemote(answerOf(1, "audio 0 recvonly")))
	must(t, audio.SetDirection(sdp.SendOnly))
	if p.NegotiationNeeded() {
		t.Error("the wish is what the answer said")
	}
	must(t, audio.SetDirection(sdp.RecvOnly))
	if !p.NegotiationNeeded() {
		t.Error("the wish is what neither said")
	}
}
