package negotiate

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/sdp"
)

// An answer without a report makes none: it allocates less than one with it, by what the
// report is made of.
func TestAReportThatIsNotAskedForCostsNothing(t *testing.T) {
	text, caps := browserOffer(t)
	offer, err := sdp.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	a := answering{composer: composer{caps: &caps, past: new(History)}}
	if _, err := a.run(offer); err != nil {
		t.Fatal(err)
	}
	for i := range a.plans {
		if p := &a.plans[i]; p.fates != nil || p.rulings != nil {
			t.Errorf("section %d keeps what only a report needs", i)
		}
	}
	without := testing.AllocsPerRun(20, func() { Answer(offer, caps) })
	with := testing.AllocsPerRun(20, func() { AnswerReport(offer, caps) })
	if without > 80 || with < 2*without {
		t.Errorf("%v allocations without a report, %v with it", without, with)
	}
}

// An answer to a browser's offer allocates some five times the text that it writes, most
// of it for the text itself, its lines and the two sections. A view, with which everything
// else in this package begins, is a third of that.
func TestAnAnswerAllocatesLittleMoreThanItsText(t *testing.T) {
	text, caps := browserOffer(t)
	offer, err := sdp.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name         string
		bytes, times float64 // at most; on a machine of 64 bits
		f            func()
	}{
		{"an answer", 22600, 44, func() { Answer(offer, caps) }},
		{"a view", 7400, 11, func() { newView(offer) }},
	} {
		if n := testing.AllocsPerRun(20, c.f); n > c.times {
			t.Errorf("%s: %v allocations, the bound is %v", c.name, n, c.times)
		}
		const runs = 50
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range runs {
			c.f()
		}
		runtime.ReadMemStats(&after)
		if n := float64(after.TotalAlloc-before.TotalAlloc) / runs; n > c.bytes {
			t.Errorf("%s: %v bytes, the bound is %v", c.name, n, c.bytes)
		}
	}
}

// manySections is an offer of n bundled sections, and one Media that takes them all.
func manySections(n int) (string, Capabilities) {
	var b strings.Builder
	b.WriteString("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE")
	for i := range n {
		fmt.Fprintf(&b, " %d", i)
	}
	b.WriteString("\r\n")
	for i := range n {
		fmt.Fprintf(&b, "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:user\r\na=ice-pwd:passwordpasswordpassword\r\na=fingerprint:sha-256 AA\r\na=setup:actpass\r\na=mid:%d\r\na=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n", i)
	}
	caps := WebRTCAudioVideo()
	caps.Transport.SessionID = "1"
	caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd = "ufrag", "passwordpasswordpassword"
	caps.Transport.DTLS.Fingerprints = []sdp.Fingerprint{{Hash: "sha-256", Value: "AA"}}
	caps.Media[1].Sections = -1
	return b.String(), caps
}

// Eight times the sections cost eight times the allocations and bytes, in an answer, in a
// report, and in the answer to the same offer within a session.
func TestAnswersAreLinearInTheSections(t *testing.T) {
	cost := func(n int) (first, reported, later float64, size int) {
		text, caps := manySections(n)
		offer, err := sdp.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		h := new(History)
		answer, err := h.Answer(offer, caps)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{h.SetRemote(TypeOffer, offer), h.SetLocal(TypeAnswer, answer)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for i, s := range answer.AllMedia() {
			if s.Rejected() {
				t.Fatalf("section %d is rejected", i)
			}
		}
		first = testing.AllocsPerRun(3, func() { Answer(offer, caps) })
		reported = testing.AllocsPerRun(3, func() { AnswerReport(offer, caps) })
		later = testing.AllocsPerRun(3, func() { h.Snapshot().Answer(offer, caps) })
		return first, reported, later, len(answer.String())
	}
	a, b, c, size := cost(25)
	x, y, z, large := cost(200)
	for name, ratio := range map[string]float64{"an answer": x / a, "a report": y / b, "a later answer": z / c, "the text": float64(large) / float64(size)} {
		if ratio > 9 {
			t.Errorf("%s costs %.1f times as much for 8 times the sections", name, ratio)
		}
	}
}
