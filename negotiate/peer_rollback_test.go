package negotiate

import (
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

func TestEitherCallRollsBackEitherSide(t *testing.T) {
	for _, state := range []State{HaveLocalOffer, HaveRemoteOffer} {
		for _, call := range []func(*Peer) error{
			func(p *Peer) error { return p.SetLocal(rollback) },
			func(p *Peer) error { return p.SetRemote(rollback) },
		} {
			p := states(t, Options{Capabilities: Capabilities{Mode: WebRTC}})[state]
			must(t, call(p))
			wantSlots(t, p, "stable: local - / -, remote - / -")
		}
	}
}

func TestAnOptionRefusesTheRollbackOfTheOtherSide(t *testing.T) {
	o := Options{Capabilities: Capabilities{Mode: WebRTC}, RefuseRollbackOfOther: true}
	local, remote := states(t, o)[HaveLocalOffer], states(t, o)[HaveRemoteOffer]
	refused(t, local, ErrInvalidState, func() error { return local.SetRemote(rollback) })
	refused(t, remote, ErrInvalidState, func() error { return remote.SetLocal(rollback) })
	must(t, local.SetLocal(rollback))
	must(t, remote.SetRemote(rollback))
}

func TestAnOptionRollsBackProvisionalAnswers(t *testing.T) {
	o := Options{Capabilities: Capabilities{Mode: WebRTC}, RollbackInPranswer: true}
	for _, state := range []State{HaveLocalPranswer, HaveRemotePranswer} {
		p := states(t, o)[state]
		must(t, p.SetLocal(rollback))
		wantSlots(t, p, "stable: local - / -, remote - / -")
		for _, s := range p.Slots() {
			if d, ok := s.CurrentDirection(); ok {
				t.Errorf("after the rollback of a provisional answer a slot is %s", d)
			}
		}
	}
}

func TestTheTextOfARollbackIsIgnored(t *testing.T) {
	p := states(t, Options{})[HaveLocalOffer]
	must(t, p.SetLocal(Description{TypeRollback, "garbage\x00"}))
	wantSlots(t, p, "stable: local - / -, remote - / -")
}

// agreedPeer has agreed on audio, as the offerer.
func agreedPeer(t *testing.T) *Peer {
	t.Helper()
	p := munging()
	must(t, p.SetLocal(offerOf(1, av0)))
	must(t, p.SetRemote(answerOf(1, av0)))
	p.Events()
	return p
}

func TestARollbackRestoresWhatHeldWhenTheStateWasStable(t *testing.T) {
	stopped := "-audio 0 inactive"
	for name, change := range map[string]func(p *Peer) error{
		"local offer":               func(p *Peer) error { return p.SetLocal(offerOf(2, av0, av1)) },
		"remote offer":              func(p *Peer) error { return p.SetRemote(reofferOf(2, av0, av1)) },
		"remote offer that rejects": func(p *Peer) error { return p.SetRemote(reofferOf(2, stopped, av1)) },
		"remote offer that holds":   func(p *Peer) error { return p.SetRemote(reofferOf(2, "audio 0 sendonly")) },
		"local offer with candidates": func(p *Peer) error {
			must(t, p.SetLocal(offerOf(2, av0, av1)))
			return p.AddLocalCandidate(&candidate.Init{SDPMid: ptr("1")})
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := agreedPeer(t)
			before := p.Snapshot()
			must(t, change(p))
			must(t, p.SetLocal(rollback))
			p.Events()
			if !p.Snapshot().Equal(before) {
				t.Errorf("the peer is not what it was: %s\n%+v\n%+v", slots(p), p.now.slots, before.state.slots)
			}
		})
	}
}

func TestARollbackOfSeveralOffersIsOneStep(t *testing.T) {
	p := agreedPeer(t)
	for v := 2; v < 5; v++ {
		must(t, p.SetLocal(offerOf(v, av0, av1)))
	}
	p.Events()
	must(t, p.SetLocal(rollback))
	wantSlots(t, p, "stable: local - / offer 1, remote - / answer 1")
	refused(t, p, ErrInvalidState, func() error { return p.SetLocal(rollback) })
	wantEvents(t, p, "stable")
}

func TestGlareRollsBackVisiblyAndStaysRolledBackWhenTheOfferFails(t *testing.T) {
	p := agreedPeer(t)
	must(t, p.SetLocal(offerOf(2, av0, av1)))
	p.Events()
	must(t, p.SetRemote(reofferOf(2, av0)))
	wantSlots(t, p, "have-remote-offer: local - / offer 1, remote offer 2 / answer 1")
	wantEvents(t, p, "stable", "have-remote-offer")

	p = agreedPeer(t)
	stable := p.Snapshot()
	must(t, p.SetLocal(offerOf(2, av0, av1)))
	p.Events()
	if err := p.SetRemote(Description{TypeOffer, "garbage"}); err == nil {
		t.Fatal("garbage was taken")
	}
	wantEvents(t, p, "stable")
	if !p.Snapshot().Equal(stable) {
		t.Errorf("the peer is not what it was: %s", slots(p))
	}
}

func TestSlotsOfARemoteOfferThatIsRolledBackAreGoneUnlessTheyWereUsed(t *testing.T) {
	p := munging()
	must(t, p.SetRemote(offerOf(1, av0, av1)))
	offered := p.Slots()
	used := p.AddMedia("video", sdp.SendRecv)
	if used.MID() != "1" || len(p.Slots()) != 2 {
		t.Fatalf("the slot that was offered is not used: mid %q, %d slots", used.MID(), len(p.Slots()))
	}
	must(t, p.SetRemote(rollback))
	if got := p.Slots(); len(got) != 1 || got[0].Kind() != "video" || got[0].MID() != "" || got[0].Index() != -1 {
		t.Errorf("%d slots are left", len(got))
	}
	if !offered[0].Stopped() || offered[0].Kind() != "" {
		t.Error("a handle to a slot that is gone doesn't say so")
	}
	if err := offered[0].Stop(); err != nil {
		t.Error(err)
	}
	if !p.NegotiationNeeded() {
		t.Error("the slot that is left doesn't need negotiation")
	}
}

func TestAPendingOfferThatIsDroppedIsARollback(t *testing.T) {
	p := agreedPeer(t)
	must(t, p.SetLocal(offerOf(2, av0)))
	o := &PendingOffer{peer: p, origin: p.now.pending[ours].origin, text: *p.PendingLocal()}
	must(t, o.Drop())
	wantSlots(t, p, "stable: local - / offer 1, remote - / answer 1")
	if !o.Stale() {
		t.Error("an offer that was dropped isn't stale")
	}
	refused(t, p, ErrInvalidState, o.Drop)
	must(t, p.SetLocal(offerOf(2, av0)))
	refused(t, p, ErrInvalidState, func() error { return o.Accept(answerOf(2, av0)) })
	refused(t, p, ErrType, func() error { return o.Accept(offerOf(2, av0)) })
}

func TestASnapshotMayBeRestoredAnyNumberOfTimes(t *testing.T) {
	p := agreedPeer(t)
	must(t, p.SetLocal(offerOf(2, av0)))
	must(t, p.AddLocalCandidate(host(1)))
	s := p.Snapshot()
	for range 2 {
		late := p.AddMedia("video", sdp.RecvOnly)
		must(t, p.SetRemote(answerOf(2, av0)))
		must(t, p.Close())
		p.Restore(s)
		if p.Snapshot() != s || !p.Snapshot().Equal(s) {
			t.Error("the peer isn't what the snapshot is")
		}
		if next := p.AddMedia("video", sdp.RecvOnly); late.Kind() != "" || next.Kind() != "video" {
			t.Error("a slot from after the snapshot is taken for another")
		}
		p.Restore(s)
	}
	p.Restore(Snapshot{})
	if !p.Snapshot().Equal(NewPeer(Options{}).Snapshot()) {
		t.Error("the zero Snapshot isn't that of a new peer")
	}
}
