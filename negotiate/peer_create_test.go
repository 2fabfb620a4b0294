package negotiate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// browser is a peer that creates its descriptions itself. Its randomness is its seed's.
func browser(seed uint64) *Peer {
	caps := WebRTCAudioVideo()
	caps.Media = append(caps.Media, DataOnly().Media...)
	caps.Rand = rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)})
	return NewPeer(Options{Capabilities: caps, OnlyAdded: true})
}

// exchangeBetween has one peer offer and the other answer.
func exchangeBetween(t *testing.T, from, to *Peer) {
	t.Helper()
	must(t, from.SetLocal(Description{}))
	must(t, to.SetRemote(*from.Local()))
	must(t, to.SetLocal(Description{}))
	must(t, from.SetRemote(*to.Local()))
}

// sectionsOf shows kind, mid, port and direction of each section.
func sectionsOf(t *testing.T, d *Description) []string {
	t.Helper()
	parsed, err := sdp.Parse(d.SDP)
	must(t, err)
	var list []string
	for _, m := range parsed.AllMedia() {
		mid, _ := m.MID()
		list = append(list, fmt.Sprintf("%s %s %d %s", m.Kind(), mid, m.Port(), m.Direction()))
	}
	return list
}

func versionOf(t *testing.T, d *Description) string {
	t.Helper()
	parsed, err := sdp.Parse(d.SDP)
	must(t, err)
	o, err := parsed.Origin()
	must(t, err)
	return string(o.SessionVersion)
}

func TestLocalDescriptionsWithoutArgumentAreCreated(t *testing.T) {
	a, b := browser(1), browser(2)
	a.AddMedia("audio", sdp.SendRecv)
	must(t, a.SetLocal(Description{}))
	if a.State() != HaveLocalOffer {
		t.Fatalf("the state is %s", a.State())
	}
	must(t, b.SetRemote(*a.Local()))
	b.AddMedia("audio", sdp.SendRecv)
	must(t, b.SetLocal(Description{Type: TypePranswer}))
	must(t, a.SetRemote(*b.Local()))
	// In have-remote-pranswer it is an offer, which can't be created there.
	refused(t, a, ErrInvalidState, func() error { return a.SetLocal(Description{}) })
	must(t, b.SetLocal(Description{}))
	must(t, a.SetRemote(*b.Local()))
	if a.State() != Stable || b.State() != Stable {
		t.Errorf("the states are %s, %s", a.State(), b.State())
	}
	if a.NegotiationNeeded() || b.NegotiationNeeded() {
		t.Error("negotiation is needed after an exchange")
	}
}

func TestOffersAndAnswersAreCreatedInTheirStatesOnly(t *testing.T) {
	for state, p := range states(t, Options{Capabilities: browser(1).options.Capabilities}) {
		t.Run(string(state), func(t *testing.T) {
			for call, allowed := range map[string]bool{
				"offer":  state == Stable || state == HaveLocalOffer,
				"answer": state == HaveRemoteOffer || state == HaveLocalPranswer,
			} {
				create := func() error { _, err := p.CreateOffer(); return err }
				if call == "answer" {
					create = func() error { _, err := p.CreateAnswer(); return err }
				}
				if allowed {
					must(t, create())
				} else {
					refused(t, p, ErrInvalidState, create)
				}
			}
		})
	}
}

func TestAnOfferThatIsOutOfDateIsCreatedAgain(t *testing.T) {
	p := browser(1)
	p.AddMedia("audio", sdp.SendRecv)
	old, err := p.CreateOffer()
	must(t, err)
	p.AddMedia("video", sdp.SendRecv)
	must(t, p.SetLocal(Description{Type: TypeOffer}))
	if got := sectionsOf(t, p.Local()); len(got) != 2 {
		t.Errorf("the offer that was set has %v", got)
	}
	refused(t, p, ErrInvalidModification, func() error { return p.SetLocal(old) })
}

func TestWhatWasCreatedLastIsForgottenWithTheAnswer(t *testing.T) {
	a, b := browser(1), browser(2)
	a.AddMedia("audio", sdp.SendRecv)
	offer, err := a.CreateOffer()
	must(t, err)
	exchangeBetween(t, a, b)
	refused(t, a, ErrInvalidModification, func() error { return a.SetLocal(offer) })
}

func TestTheOfferCreatedLastIsGoodAfterARollback(t *testing.T) {
	a, b := browser(1), browser(2)
	a.AddMedia("audio", sdp.SendRecv)
	offer, err := a.CreateOffer()
	must(t, err)
	must(t, a.SetLocal(offer))
	must(t, a.SetLocal(rollback))
	must(t, a.SetLocal(offer))
	must(t, b.SetRemote(offer))
	must(t, b.SetLocal(Description{}))
	must(t, a.SetRemote(*b.Local()))
	if s := a.Slots()[0]; s.MID() != "0" || a.NegotiationNeeded() {
		t.Errorf("the slot has mid %q", s.MID())
	}
	exchangeBetween(t, a, b) // and the history knows whose section it is
	if got := sectionsOf(t, a.Local()); len(got) != 1 {
		t.Errorf("the next offer has %v", got)
	}
}

func TestMidsAndVersionsAreNotUsedAgainAfterARollback(t *testing.T) {
	p := browser(1)
	p.AddMedia("audio", sdp.SendRecv)
	must(t, p.SetLocal(Description{}))
	first := versionOf(t, p.Local())
	must(t, p.SetLocal(rollback))
	p.AddMedia("video", sdp.SendRecv)
	must(t, p.SetLocal(Description{}))
	if d := cmp.Diff([]string{"audio 1 9 sendrecv", "video 2 9 sendrecv"}, sectionsOf(t, p.Local())); d != "" {
		t.Errorf("the second offer (-want +got):\n%s", d)
	}
	if first != "1" || versionOf(t, p.Local()) != "2" {
		t.Errorf("versions are %s, %s", first, versionOf(t, p.Local()))
	}
}

func TestAReofferKeepsItsSectionsAndRecyclesThoseThatAreOver(t *testing.T) {
	a, b := browser(1), browser(2)
	a.AddMedia("audio", sdp.SendRecv)
	video := a.AddMedia("video", sdp.SendRecv)
	a.AddMedia("application", sdp.SendRecv)
	exchangeBetween(t, a, b)
	want := func(p *Peer, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, sectionsOf(t, p.Local())); d != "" {
			t.Errorf("sections (-want +got):\n%s", d)
		}
	}
	want(a, "audio 0 9 sendrecv", "video 1 9 sendrecv", "application 2 9 sendrecv")
	must(t, video.Stop())
	exchangeBetween(t, a, b)
	want(a, "audio 0 9 sendrecv", "video 1 0 inactive", "application 2 9 sendrecv")
	if len(a.Slots()) != 2 || len(b.Slots()) != 2 {
		t.Errorf("there are %d and %d slots", len(a.Slots()), len(b.Slots()))
	}
	b.AddMedia("audio", sdp.SendOnly, OwnSection())
	exchangeBetween(t, b, a)
	if got := sectionsOf(t, b.Local()); len(got) != 3 || !strings.HasPrefix(got[1], "audio 3 ") && !strings.HasPrefix(got[1], "audio b") {
		t.Errorf("the section is not used again: %v", got)
	}
	if a.NegotiationNeeded() || b.NegotiationNeeded() {
		t.Error("negotiation is needed when everything is agreed on")
	}
}

func TestAReofferHasTheCandidatesGatheredSoFarUnlessItRestarts(t *testing.T) {
	a, b := browser(1), browser(2)
	a.AddMedia("audio", sdp.SendRecv)
	exchangeBetween(t, a, b)
	must(t, a.AddLocalCandidate(host(5000)))
	must(t, a.AddLocalCandidate(nil))
	a.AddMedia("video", sdp.SendRecv)
	must(t, a.SetLocal(Description{}))
	wantTrickled(t, a.PendingLocal(), "0: 5000 end", "1: ")
	must(t, a.SetLocal(rollback))
	must(t, a.RestartICE())
	must(t, a.SetLocal(Description{}))
	wantTrickled(t, a.PendingLocal(), "0: ", "1: ")
	must(t, b.SetRemote(*a.Local()))
	must(t, b.SetLocal(Description{}))
	must(t, a.SetRemote(*b.Local()))
	if a.NegotiationNeeded() {
		t.Error("the restart isn't over")
	}
	changed := map[string]bool{}
	for _, c := range a.Changes() {
		changed[c.What] = true
	}
	if !changed["local ICE generation"] || !changed["remote ICE generation"] {
		t.Errorf("changes are %v", a.Changes())
	}
}

func TestAnAnswerIsRefusedByRejectingASection(t *testing.T) {
	a, b := browser(1), browser(2)
	a.AddMedia("audio", sdp.SendRecv)
	a.AddMedia("video", sdp.SendRecv)
	must(t, a.SetLocal(Description{}))
	must(t, b.SetRemote(*a.Local()))
	refused(t, a, ErrInvalidState, a.Slots()[1].Reject)
	before := b.Snapshot()
	must(t, b.Slots()[1].Reject())
	must(t, b.Slots()[1].Reject())
	must(t, b.SetLocal(Description{}))
	if got := sectionsOf(t, b.Local()); got[1] != "video 1 0 inactive" && !strings.HasPrefix(got[1], "video 1 0") {
		t.Errorf("the answer has %v", got)
	}
	if len(b.Slots()) != 1 {
		t.Error("a section that was rejected still has a slot")
	}
	b.Restore(before)
	must(t, b.Slots()[1].Reject())
	must(t, b.SetRemote(rollback))
	must(t, b.SetRemote(*a.Local()))
	if b.Slots()[1].Stopping() {
		t.Error("a rollback has not undone the rejection")
	}
}

func TestCapabilitiesThatLackSomethingAreAnOperationError(t *testing.T) {
	p := NewPeer(Options{Capabilities: WebRTCAudioVideo()})
	refused(t, p, ErrOperation, func() error { _, err := p.CreateOffer(); return err })
	err := p.SetLocal(Description{})
	var e *CapabilitiesError
	if !errors.As(err, &e) || e.Path == "" {
		t.Errorf("the cause isn't told: %v", err)
	}
}

func TestWithoutAnythingAddedAllCapabilitiesAreOffered(t *testing.T) {
	p := browser(1)
	offer, err := p.CreateOffer()
	must(t, err)
	if len(sectionsOf(t, &offer)) != 0 {
		t.Error("OnlyAdded offers what wasn't added")
	}
	p.options.OnlyAdded = false
	offer, err = p.CreateOffer()
	must(t, err)
	if d := cmp.Diff([]string{"audio 0 9 sendrecv", "video 1 9 sendrecv", "application 2 9 sendrecv"}, sectionsOf(t, &offer)); d != "" {
		t.Errorf("sections (-want +got):\n%s", d)
	}
	if n := len(p.Slots()); n != 3 {
		t.Errorf("there are %d slots", n)
	}
}

func TestASIPPeerNegotiatesWithoutICE(t *testing.T) {
	phone := func(address string) *Peer {
		caps := SIPPhone()
		caps.Transport.SessionID, caps.Transport.Address = "77", address
		caps.Media[0].Path.Port = 49170
		return NewPeer(Options{Capabilities: caps})
	}
	a, b := phone("192.0.2.1"), phone("192.0.2.2")
	exchangeBetween(t, a, b)
	seat, ok := b.Seat()
	if !ok || len(seat.Sections) != 1 || !seat.Sections[0].Sends() || seat.Sections[0].Send.Media != "192.0.2.1:49170" {
		t.Errorf("b's seat is %+v", seat)
	}
	must(t, a.Slots()[0].SetDirection(sdp.SendOnly)) // hold
	exchangeBetween(t, a, b)
	if d, _ := b.Slots()[0].CurrentDirection(); d != sdp.RecvOnly {
		t.Errorf("b is %s when it is held", d)
	}
	if c := b.Changes(); len(c) != 1 || c[0].What != "direction" || c[0].New != "recvonly" || c[0].Old != "sendrecv" {
		t.Errorf("changes are %v", c)
	}
	if a.GatheringState() != GatheringNew {
		t.Errorf("a peer without ICE is %s", a.GatheringState())
	}
}

// What one peer creates the other takes, whatever either does between exchanges.
func TestPeersUnderstandEachOther(t *testing.T) {
	n := 60
	if testing.Short() {
		n = 30
	}
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 1))
		peers := [2]*Peer{browser(2 * seed), browser(2*seed + 1)}
		for step := range 14 {
			i := r.IntN(2)
			one, other := peers[i], peers[1-i]
			for range r.IntN(3) {
				change(t, r, one)
			}
			switch r.IntN(6) {
			case 0: // an offer that is rolled back
				must(t, one.SetLocal(Description{}))
				must(t, other.SetRemote(*one.Local()))
				change(t, r, other)
				must(t, other.SetRemote(rollback))
				must(t, one.SetLocal(rollback))
			case 1: // glare
				must(t, one.SetLocal(Description{}))
				must(t, other.SetLocal(Description{}))
				must(t, one.SetRemote(*other.Local()))
				must(t, one.SetLocal(Description{}))
				must(t, other.SetRemote(*one.Local()))
			case 2: // a provisional answer first
				must(t, one.SetLocal(Description{}))
				must(t, other.SetRemote(*one.Local()))
				must(t, other.SetLocal(Description{Type: TypePranswer}))
				must(t, one.SetRemote(*other.Local()))
				must(t, other.SetLocal(Description{}))
				must(t, one.SetRemote(*other.Local()))
			default:
				exchangeBetween(t, one, other)
			}
			if one.State() != Stable || other.State() != Stable {
				t.Fatalf("seed %d, step %d: %s, %s", seed, step, one.State(), other.State())
			}
			agreeOn(t, one, other)
		}
	}
}

// change is what an application may do at any time.
func change(t *testing.T, r *rand.Rand, p *Peer) {
	slots := p.Slots()
	switch n := r.IntN(8); {
	case n < 3:
		p.AddMedia([]string{"audio", "video", "application"}[r.IntN(3)], sdp.Direction(r.IntN(4)), InStreams(fmt.Sprint("s", r.IntN(3))))
	case n < 5 && len(slots) > 0:
		if s := slots[r.IntN(len(slots))]; !s.Stopping() && s.Kind() != "application" {
			must(t, s.SetDirection(sdp.Direction(r.IntN(4))))
		}
	case n == 5 && len(slots) > 0:
		must(t, slots[r.IntN(len(slots))].Stop())
	case n == 6:
		must(t, p.RestartICE())
	case p.Local() != nil && len(slots) > 0 && slots[0].MID() != "":
		_ = p.AddLocalCandidate(&candidate.Init{Candidate: host(r.IntN(60000) + 1).Candidate, SDPMid: ptr(slots[0].MID())})
	}
}

// agreeOn holds the two ends of an agreement against each other.
func agreeOn(t *testing.T, one, other *Peer) {
	t.Helper()
	a, ok := one.Seat()
	b, ok2 := other.Seat()
	if !ok || !ok2 {
		return // nothing was ever completed
	}
	for i := range a.Sections {
		if d := cmp.Diff(a.Sections[i].Send, b.Sections[i].Recv); d != "" {
			t.Errorf("what one sends in section %d is not what the other receives:\n%s", i, d)
		}
		if a.Sections[i].Direction != b.Sections[i].Direction.Reverse() {
			t.Errorf("directions of section %d are %s, %s", i, a.Sections[i].Direction, b.Sections[i].Direction)
		}
	}
	for _, p := range []*Peer{one, other} {
		for _, s := range p.Slots() {
			if s.Stopped() {
				t.Errorf("a slot that is over is still there: mid %q", s.MID())
			}
		}
	}
}

// An offer for a slot of a kind that the capabilities don't have can't be made, and the
// error says which kind is missing, not which entry of a list that nobody has given.
func TestASlotOfAKindWithoutAMediaIsNamed(t *testing.T) {
	caps := browser(1).options.Capabilities
	caps.Media = caps.Media[:1]
	p := NewPeer(Options{Capabilities: caps})
	p.AddMedia("audio", sdp.SendRecv)
	slot := p.AddMedia("video", sdp.SendRecv)
	_, err := p.CreateOffer()
	const want = `media: has no entry of kind "video"`
	if !errors.Is(err, ErrOperation) || !strings.Contains(err.Error(), want) {
		t.Errorf("%v; want an ErrOperation with %s", err, want)
	}
	if err := slot.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := p.CreateOffer(); err != nil {
		t.Errorf("the slot was stopped: %v", err)
	}
}
