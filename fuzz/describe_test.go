package fuzz_test

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/sdp"
)

// Every generated description is accepted by the strictest reading, and nothing is
// wrong with it.
func TestDescriptionsAreWithoutProblems(t *testing.T) {
	for _, p := range fuzz.Profiles() {
		t.Run(p.String(), func(t *testing.T) {
			g := fuzz.Descriptions(fuzz.Shape{Profile: p, SessionLevel: true})
			bad := 0
			for seed := range int64(3000) {
				text := g.At(seed)
				d, err := sdp.Options{Strict: true}.Parse(text)
				if err != nil {
					t.Errorf("seed %d: %v\n%s", seed, err, text)
					bad++
				} else if problems := sdp.Check(d, candidate.Check); len(problems) > 0 {
					t.Errorf("seed %d: %v\n%s", seed, problems, text)
					bad++
				}
				if bad > 5 {
					t.FailNow()
				}
			}
		})
	}
}

// Every attribute that package sdp has a type for is made, at every level where it
// may stand: a new row of its table fails here until there is a generator for it.
func TestEveryTypedAttributeIsMade(t *testing.T) {
	made := map[string]sdp.Levels{}
	for _, p := range fuzz.Profiles() {
		g := fuzz.Descriptions(fuzz.Shape{Profile: p, SessionLevel: true, MaxAttributes: 30})
		for seed := range int64(2000) {
			d, _ := sdp.ParseLax(g.At(seed))
			note := func(s sdp.Section, level sdp.Levels) {
				for l := range s.Lines() {
					if name, _, _, ok := l.Attr(); ok {
						made[name] |= level
					}
				}
			}
			note(d.Session(), sdp.LevelSession)
			for _, m := range d.AllMedia() {
				note(m, sdp.LevelMedia)
			}
		}
	}
	for name := range sdp.AttributeNames() {
		info, _ := sdp.Describe(name)
		for _, level := range []sdp.Levels{sdp.LevelSession, sdp.LevelMedia} {
			if info.Levels&level != 0 && made[name]&level == 0 {
				t.Errorf("a=%s is never made in %v", name, level)
			}
		}
	}
}

// A stream is paused only where feedback says that it can be, for all formats: Check
// doesn't look for it, RFC 8853 §5.2 does.
func TestPausedSimulcastCanBeResumed(t *testing.T) {
	paused := 0
	for _, p := range []fuzz.Profile{fuzz.General, fuzz.WebRTC} {
		for seed := range int64(6000) {
			text := fuzz.Descriptions(fuzz.Shape{Profile: p}).At(seed)
			d, _ := sdp.Parse(text)
			for _, m := range d.AllMedia() {
				s, _, _ := sdp.First[sdp.Simulcast](m)
				if !strings.Contains(string(s.Send+s.Recv), "~") {
					continue
				}
				paused++
				can := false
				for f := range sdp.All[sdp.RTCPFeedback](m) {
					can = can || f.String() == "* ccm pause nowait"
				}
				if !can {
					t.Fatalf("%v, seed %d: nothing says that streams can be paused\n%s", p, seed, text)
				}
			}
		}
	}
	if paused < 20 {
		t.Errorf("%d sections have a paused stream", paused)
	}
}

// The limits of a Shape hold, also large ones and none at all.
func TestAShapeIsKept(t *testing.T) {
	for _, p := range fuzz.Profiles() {
		for _, n := range []int{1, 2, 40} {
			g := fuzz.Descriptions(fuzz.Shape{Profile: p, MaxSections: n, MaxCodecs: 2, MaxCandidates: -1})
			most := 0
			for seed := range int64(300) {
				text := g.At(seed)
				if !correct(t, text) {
					t.Fatalf("%v, seed %d: not correct\n%s", p, seed, text)
				}
				if strings.Contains(text, "a=candidate:") {
					t.Fatalf("%v, seed %d: candidates\n%s", p, seed, text)
				}
				d, _ := sdp.Parse(text)
				most = max(most, d.NumMedia())
			}
			if most > n || n < 3 && most < n {
				t.Errorf("%v: up to %d sections where %d were asked for", p, most, n)
			}
		}
	}
}

// correct reports whether nothing is wrong with a text.
func correct(t *testing.T, text string) bool {
	t.Helper()
	d, err := sdp.Options{Strict: true}.Parse(text)
	if err != nil {
		t.Log(err)
		return false
	}
	problems := sdp.Check(d, candidate.Check)
	if len(problems) > 0 {
		t.Log(problems)
	}
	return len(problems) == 0
}

func TestCandidatesAreWithoutProblems(t *testing.T) {
	seen := map[string]bool{}
	for seed := range int64(3000) {
		line := fuzz.CandidateLines().At(seed)
		if !correct(t, "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\na="+line+"\r\n") {
			t.Errorf("seed %d: %s", seed, line)
		}
		c, err := candidate.Parse(line)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		seen[string(c.Type)+" "+strings.ToLower(string(c.Transport))+" "+string(c.TCPType)] = true
	}
	if len(seen) != 4*4 {
		t.Errorf("%d kinds were made, of four types over UDP and three kinds of TCP: %v", len(seen), seen)
	}
}
