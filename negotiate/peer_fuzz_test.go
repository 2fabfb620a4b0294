package negotiate

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// recordedTexts are descriptions of real stacks: those that stand whole in a few of the
// recorded exchanges.
func recordedTexts(t testing.TB) []string {
	t.Helper()
	var texts []string
	for _, name := range []string{"ice-restart__chromium-firefox", "stop-transceiver__chromium-firefox", "glare-implicit-rollback__chromium-firefox", "data-only__aiortc-chromium", "sip-ice-hold__baresip-baresip"} {
		b, err := os.ReadFile(filepath.Join("..", "testdata", "exchanges", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var record struct {
			Descriptions map[string]struct{ SDP string }
			Events       []struct{ Description string }
		}
		if err := json.Unmarshal(b, &record); err != nil {
			t.Fatal(err)
		}
		for _, e := range record.Events {
			if s := record.Descriptions[e.Description].SDP; s != "" {
				texts = append(texts, s)
			}
		}
	}
	if len(texts) < 8 {
		t.Fatalf("only %d descriptions", len(texts))
	}
	return texts
}

// A player plays calls that bytes stand for.
type player struct {
	t      testing.TB
	p      *Peer
	texts  []string
	bytes  []byte
	stable Snapshot
}

// next takes a byte; 0 when there are no more.
func (y *player) next() byte {
	if len(y.bytes) == 0 {
		return 0
	}
	b := y.bytes[0]
	y.bytes = y.bytes[1:]
	return b
}

// text is one of the recorded ones, or one that lost or doubled a line.
func (y *player) text() string {
	s := y.texts[int(y.next())%len(y.texts)]
	lines := strings.SplitAfter(s, "\n")
	switch how, at := y.next(), int(y.next())*len(lines)/256; how % 8 {
	case 0:
		return strings.Join(append(lines[:at:at], lines[min(at+1, len(lines)):]...), "")
	case 1:
		return strings.Join(append(lines[:at:at], lines[max(at-1, 0):]...), "")
	case 2:
		return strings.Join(lines[:at], "")
	case 3:
		return ""
	}
	return s
}

func (y *player) description() Description {
	typ := []Type{TypeOffer, TypeAnswer, TypePranswer, TypeRollback, TypeOffer, TypeAnswer, "", "hello"}[y.next()%8]
	return Description{typ, y.text()}
}

func (y *player) candidate() *candidate.Init {
	n := y.next()
	if n%8 == 0 {
		return nil
	}
	c := host(int(n))
	if n%4 == 1 {
		c.Candidate = ""
	}
	if n%16 > 12 {
		c.SDPMid = nil
	}
	if n%32 > 16 {
		c.SDPMLineIndex = ptr(uint16(n % 3))
	}
	return c
}

// call makes one call and holds the invariants against what it did.
func (y *player) call() {
	p, before := y.p, y.p.Snapshot()
	if p.State() == Stable {
		y.stable = before
	}
	var err error
	rolledBack, mayRollBack := false, false
	switch d := y.description(); y.next() % 12 {
	case 0, 1, 2:
		err = p.SetLocal(d)
		rolledBack = d.Type == TypeRollback
	case 3, 4, 5:
		mayRollBack = d.Type == TypeOffer && p.State() == HaveLocalOffer
		err = p.SetRemote(d)
		rolledBack = d.Type == TypeRollback
	case 6:
		err = p.AddCandidate(y.candidate())
	case 7:
		err = p.AddLocalCandidate(y.candidate())
	case 8:
		if _, err = p.CreateOffer(); err == nil {
			err = p.SetLocal(Description{Type: TypeOffer})
		}
		before = p.Snapshot()
	case 9:
		if _, err = p.CreateAnswer(); err == nil {
			err = p.SetLocal(Description{Type: TypeAnswer})
		}
		before = p.Snapshot()
	case 10:
		s := p.AddMedia([]string{"audio", "video", "application", "x"}[y.next()%4], sdp.Direction(y.next()%4))
		err = errors.Join(s.SetDirection(sdp.Direction(y.next() % 4)))
		if y.next()%2 == 0 {
			err = s.Stop()
		}
		before = p.Snapshot()
	case 11:
		err = p.RestartICE()
		if y.next()%8 == 0 {
			err = p.Close()
		}
	}
	y.holds(err, before, mayRollBack)
	if err == nil && rolledBack && !p.Snapshot().restoresDescriptions(y.stable) {
		y.t.Errorf("a rollback has not restored the descriptions")
	}
}

// restoresDescriptions reports whether the descriptions are those of o; slots are the
// application's, which may change them in every state.
func (s Snapshot) restoresDescriptions(o Snapshot) bool {
	a, b := s.read(), o.read()
	for i := range a.current {
		if a.pending[i] != nil || (a.current[i] == nil) != (b.current[i] == nil) ||
			a.current[i] != nil && a.current[i].origin != b.current[i].origin {
			return false
		}
	}
	return a.signaling == Stable
}

func (y *player) holds(err error, before Snapshot, mayRollBack bool) {
	p, t := y.p, y.t
	var named *Error
	switch {
	case err == nil:
	case !errors.As(err, &named) || named.Error() == "":
		t.Errorf("not an *Error: %v", err)
	case p.Snapshot() != before && !(mayRollBack && p.State() == Stable):
		t.Errorf("a call that failed has changed the peer: %v", err)
	}
	pl, cl, pr, cr := p.PendingLocal(), p.CurrentLocal(), p.PendingRemote(), p.CurrentRemote()
	if (cl == nil) != (cr == nil) {
		t.Error("only one of the current descriptions is there")
	}
	want := map[State][2]bool{HaveLocalOffer: {true, false}, HaveRemoteOffer: {false, true}, HaveLocalPranswer: {true, true}, HaveRemotePranswer: {true, true}, Stable: {}}
	if w, ok := want[p.State()]; ok && w != [2]bool{pl != nil, pr != nil} {
		t.Errorf("in %s pending are %t, %t", p.State(), pl != nil, pr != nil)
	}
	for _, d := range []*Description{pl, cl, pr, cr} {
		if d == nil {
			continue
		}
		if _, err := sdp.Parse(d.SDP); err != nil && !p.options.Tolerant {
			t.Errorf("a description can't be parsed: %v\n%s", err, d.SDP)
		}
	}
	for _, s := range p.Slots() {
		if m := s.read(); m.stopped && !m.stopping || m.some() != (s.Index() >= 0) {
			t.Errorf("a slot contradicts itself: %+v", m)
		}
	}
}

func FuzzPeer(f *testing.F) {
	texts := recordedTexts(f)
	for i := range texts {
		f.Add([]byte{byte(i), 0, byte(i), 7, 0, 0, 1, byte(i + 1), 7, 0, 3, 6, 9, 6, 9})
		f.Add([]byte{byte(i), 4, byte(i), 7, 0, 3, 9, 9, 9, 9, 9, 9, 9, 9, 3, byte(i), 7, 0, 3})
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 400 {
			return
		}
		o := Options{Capabilities: fuzzCapabilities()}
		y := &player{t: t, texts: texts, bytes: b}
		flags := y.next()
		o.MungedLocal, o.Tolerant, o.RollbackInPranswer, o.RefuseRollbackOfOther = flags&1 == 0, flags&2 == 0, flags&4 == 0, flags&24 == 24
		y.p = NewPeer(o)
		for len(y.bytes) > 0 {
			y.call()
		}
	})
}

// fuzzCapabilities are a browser's that needs no luck.
func fuzzCapabilities() Capabilities {
	caps := DataOnly()
	caps.Media = append(caps.Media, Media{Kind: "audio", Codecs: []Codec{{PayloadType: 111, Name: "opus", ClockRate: 48000, Channels: 2}}},
		Media{Kind: "video", Codecs: []Codec{{PayloadType: 96, Name: "VP8", ClockRate: 90000}}})
	caps.Rand = endless{}
	return caps
}

// endless gives the same byte without end.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'r'
	}
	return len(b), nil
}
