package negotiate_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A seated peer is one of two that do what they like while their messages are on the way.
type seated struct {
	negotiate.Perfect
	inbox  []any // Description or *candidate.Init, in the order in which they were sent
	wanted bool  // a negotiation
}

// schedules is how many random ones are run.
const schedules = 300

// Two peers with perfect negotiation come to rest whatever they do and whenever their
// messages arrive: no description is refused, both are stable, and what one holds as its
// own the other holds as remote.
func TestTwoPeersAgreeWhateverTheScheduleIs(t *testing.T) {
	exchanges, candidates := 0, 0
	for seed := range int64(schedules) {
		r := rand.New(rand.NewSource(seed))
		peers := [2]*seated{newSeated(r, true), newSeated(r, false)}
		for range 5 + r.Intn(40) {
			i := r.Intn(2)
			act(t, r, peers[i], peers[1-i])
		}
		for round := 0; len(peers[0].inbox)+len(peers[1].inbox) > 0 || peers[0].wanted || peers[1].wanted; round++ {
			if round == 20 {
				t.Fatalf("schedule %d: the peers don't come to rest", seed)
			}
			for i, p := range peers {
				for len(p.inbox) > 0 {
					p.receive(t, peers[1-i])
				}
				p.negotiate(t, peers[1-i])
			}
		}
		if t.Failed() {
			t.Fatalf("in schedule %d", seed)
		}
		for i, p := range peers {
			own, other := p.Peer.CurrentLocal(), peers[1-i].Peer.CurrentRemote()
			if p.Peer.State() != negotiate.Stable || (own == nil) != (other == nil) {
				t.Fatalf("schedule %d: %s, with %v there and %v here", seed, p.Peer.State(), own, other)
			}
			if own == nil {
				continue
			}
			exchanges++
			candidates += strings.Count(own.SDP, "a=candidate:")
			if x, y := withoutPlaces(own), withoutPlaces(other); x != y {
				t.Fatalf("schedule %d:\n%s\nis held as\n%s", seed, x, y)
			}
		}
	}
	if exchanges < schedules || candidates < schedules/10 {
		t.Errorf("only %d descriptions with %d candidates were agreed on", exchanges, candidates)
	}
}

func newSeated(r *rand.Rand, polite bool) *seated {
	c := negotiate.WebRTCAudioVideo()
	c.Media = append(c.Media, negotiate.DataOnly().Media...)
	c.Policy.Bundle = []negotiate.BundlePolicy{negotiate.Balanced, negotiate.MaxBundle, negotiate.MaxCompat}[r.Intn(3)]
	if video := &c.Media[1]; r.Intn(3) == 0 {
		video.Codecs, video.Extensions[0].ID = video.Codecs[6:], 9
	}
	c.Rand = rand.New(rand.NewSource(r.Int63()))
	return &seated{Perfect: negotiate.Perfect{
		Peer:   negotiate.NewPeer(negotiate.Options{Capabilities: c, OnlyAdded: true}),
		Polite: polite,
	}}
}

// act does one thing that an application may do at any time.
func act(t *testing.T, r *rand.Rand, p, other *seated) {
	t.Helper()
	slots := p.Peer.Slots()
	switch n := r.Intn(14); {
	case n < 2:
		opts := []negotiate.SlotOption{negotiate.InStreams("s")}
		if r.Intn(2) == 0 {
			opts = append(opts, negotiate.OwnSection())
		}
		kind := []string{"audio", "video", "application"}[r.Intn(3)]
		p.Peer.AddMedia(kind, sdp.Direction(r.Intn(4)), opts...)
	case n == 2 && len(slots) > 0:
		if s := slots[r.Intn(len(slots))]; !s.Stopping() {
			noError(t, s.SetDirection(sdp.Direction(r.Intn(4))))
		}
	case n == 3 && len(slots) > 0:
		noError(t, slots[r.Intn(len(slots))].Stop())
	case n == 4:
		noError(t, p.Peer.RestartICE())
	case n >= 11 && len(slots) > 0:
		if i := slots[r.Intn(len(slots))].Index(); i >= 0 {
			index := uint16(i)
			noError(t, p.Peer.AddLocalCandidate(&candidate.Init{
				Candidate:     fmt.Sprintf("candidate:1 1 udp 2130706431 192.0.2.1 %d typ host", 1024+r.Intn(60000)),
				SDPMLineIndex: &index,
			}))
		}
	case n < 7:
		p.negotiate(t, other)
	case len(p.inbox) > 0:
		p.receive(t, other)
	}
	p.listen(other)
}

// listen does what the events ask for.
func (p *seated) listen(other *seated) {
	for _, e := range p.Peer.Events() {
		switch e.Kind {
		case negotiate.EventNegotiation:
			p.wanted = true
		case negotiate.EventCandidate:
			other.inbox = append(other.inbox, e.Candidate)
		}
	}
}

func (p *seated) negotiate(t *testing.T, other *seated) {
	t.Helper()
	if !p.wanted || p.Peer.State() != negotiate.Stable {
		return
	}
	p.wanted = false
	offer, err := p.Negotiate()
	noError(t, err)
	other.inbox = append(other.inbox, offer)
	p.listen(other)
}

func (p *seated) receive(t *testing.T, other *seated) {
	t.Helper()
	m := p.inbox[0]
	p.inbox = p.inbox[1:]
	if c, ok := m.(*candidate.Init); ok {
		noError(t, p.ReceiveCandidate(c))
	} else if answer, err := p.Receive(m.(negotiate.Description)); err != nil {
		t.Error(err)
	} else if answer != nil {
		other.inbox = append(other.inbox, *answer)
	}
	p.listen(other)
}

func noError(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

// withoutPlaces leaves out where media is sent, which follows the candidates: an end that
// reads a description when it has more of them shows another default.
func withoutPlaces(d *negotiate.Description) string {
	var b strings.Builder
	for line := range strings.Lines(d.SDP) {
		switch name, _, _ := strings.Cut(line, " "); {
		case strings.HasPrefix(name, "m="):
			b.WriteString(name + "\n")
		case !strings.HasPrefix(name, "c=") && !strings.HasPrefix(name, "a=rtcp:"):
			b.WriteString(line)
		}
	}
	return b.String()
}
