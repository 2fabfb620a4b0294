package fuzz_test

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/sdp"
)

// belongs reports whether a description has what all of a profile have.
func belongs(p fuzz.Profile, text string) bool {
	d, err := sdp.Parse(text)
	if err != nil {
		return false
	}
	for _, m := range d.AllMedia() {
		switch proto := m.Proto(); p {
		case fuzz.WebRTC:
			_, named := m.MID()
			_, ice, _ := sdp.Lookup[sdp.ICEUfrag](m)
			_, dtls, _ := sdp.Lookup[sdp.Fingerprint](m)
			_, mux, _ := sdp.Lookup[sdp.RTCPMux](m)
			if !named || !m.Rejected() && (!ice || !dtls) || proto != "UDP/DTLS/SCTP" && (proto != "UDP/TLS/RTP/SAVPF" || !m.Rejected() && !mux) {
				return false
			}
		case fuzz.SIP:
			if strings.Contains(proto, "TLS") {
				return false
			}
		case fuzz.Camera:
			if _, ok, _ := sdp.First[sdp.Control](m); !ok || proto != "RTP/AVP" {
				return false
			}
		}
	}
	return true
}

// A counterexample that gopter has made smaller is still correct and of its profile,
// and there is little left in it.
func TestASmallerCounterexampleIsStillOfItsProfile(t *testing.T) {
	for _, test := range []struct {
		profile fuzz.Profile
		has     string
		most    int // bytes
	}{
		{fuzz.General, "a=source-filter:", 160},
		{fuzz.General, "a=simulcast:", 190},
		{fuzz.WebRTC, " rtx/90000", 560},
		{fuzz.WebRTC, "a=ssrc-group:", 620},
		{fuzz.SIP, "udptl", 110},
		{fuzz.Camera, "a=framerate", 190},
	} {
		for seed := range int64(3) {
			var smallest string
			tried := 0
			parameters := gopter.DefaultTestParametersWithSeed(seed)
			parameters.MinSuccessfulTests = 5000
			result := prop.ForAll(func(text string) bool {
				tried++
				if !correct(t, text) || !belongs(test.profile, text) {
					t.Fatalf("%v: not of the profile\n%s", test.profile, text)
				}
				if strings.Contains(text, test.has) {
					smallest = text
					return false
				}
				return true
			}, fuzz.Descriptions(fuzz.Shape{Profile: test.profile}).Gen()).Check(parameters)
			if result.Passed() {
				t.Errorf("%v: %q is never made", test.profile, test.has)
			}
			if len(smallest) > test.most || strings.Count(smallest, "\nm=") > 1 {
				t.Errorf("%v: %d bytes are left to show %q\n%s", test.profile, len(smallest), test.has, smallest)
			}
			if tried > 20000 {
				t.Errorf("%v: %d texts were tried", test.profile, tried)
			}
		}
	}
}

// Shrinking doesn't go in circles where different decisions make the same text, and
// leaves the simplest numbers.
func TestShrinkingEndsAtTheSimplest(t *testing.T) {
	const simplest = "v=0\r\no=- 0 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nr=1 1 0\r\nz=1000000000 -1h\r\nt=0 0\r\n"
	for seed := range int64(30) {
		parameters := gopter.DefaultTestParametersWithSeed(seed)
		parameters.MinSuccessfulTests = 1000
		result := prop.ForAll(func(text string) bool {
			_, after, _ := strings.Cut(text, "\r\nz=")
			return !strings.Contains(after, "\r\nt=")
		}, fuzz.Descriptions(fuzz.Shape{}).Gen()).Check(parameters)
		if got := result.Args[0].Arg; got != simplest {
			t.Errorf("seed %d: left is\n%s", seed, got)
		}
	}
}

// Shrinking survives gopter's combining of generators.
func TestCombinedGeneratorsShrinkEach(t *testing.T) {
	g := fuzz.Descriptions(fuzz.Shape{Profile: fuzz.SIP})
	parameters := gopter.DefaultTestParametersWithSeed(1)
	var a, b string
	prop.ForAll(func(x, y string) bool {
		if strings.Contains(x, "m=") && strings.Contains(y, "m=audio") {
			a, b = x, y
			return false
		}
		return true
	}, g.Gen(), g.Gen()).Check(parameters)
	if strings.Count(a, "\n") != 6 || strings.Count(b, "\n") != 6 {
		t.Errorf("left are\n%s\n%s", a, b)
	}
}

// The same seed and the same bytes make the same values, no bytes the simplest one,
// and however many bytes there are, it ends.
func TestGeneratorsAreDeterministicAndBounded(t *testing.T) {
	long := make([]byte, 1<<20)
	rand.New(rand.NewSource(7)).Read(long)
	for i := range long {
		long[i] |= 0xf0 // go on, go on
	}
	for _, p := range fuzz.Profiles() {
		g := fuzz.Descriptions(fuzz.Shape{Profile: p, MaxSections: 1000, MaxCodecs: 1000, MaxAttributes: 1000, MaxCandidates: 1000})
		for _, data := range [][]byte{nil, {1, 2, 3}, long[:4096], long} {
			text := g.From(data)
			if text != g.From(data) || !correct(t, text) {
				t.Fatalf("%v: not the same, or not correct\n%s", p, text)
			}
			if len(text) > 1<<21 {
				t.Errorf("%v: %d bytes", p, len(text))
			}
		}
		if a, b := g.At(3), g.At(3); a != b || a == g.At(4) {
			t.Errorf("%v: the seed does not decide", p)
		}
		if d, err := sdp.Parse(g.From(nil)); err != nil || d.NumMedia() > 0 {
			t.Errorf("%v: no bytes make\n%s", p, g.From(nil))
		}
	}
}

// Any bytes at all are decisions: none make what is not correct.
func FuzzDescriptions(f *testing.F) {
	rng := rand.New(rand.NewSource(1))
	for i := range 12 {
		data := make([]byte, 40*i)
		rng.Read(data)
		f.Add(uint8(i), data)
	}
	f.Fuzz(func(t *testing.T, profile uint8, data []byte) {
		p := fuzz.Profiles()[int(profile)%len(fuzz.Profiles())]
		text := fuzz.Descriptions(fuzz.Shape{Profile: p, SessionLevel: profile&0x80 != 0}).From(data)
		if !correct(t, text) || !belongs(p, text) {
			t.Errorf("%v:\n%s", p, text)
		}
	})
}
