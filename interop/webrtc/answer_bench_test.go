package webrtc

import (
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	pion "github.com/pion/webrtc/v4"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// BenchmarkAnswerAgainstPion times an answer to Chromium's offer of audio and video, from
// text to text, and pion/webrtc's SetRemoteDescription and CreateAnswer with a new
// PeerConnection, in turns, and reports the ratio of the medians:
//
//	go test -run '^$' -bench AnswerAgainstPion -benchtime 1x
//
// What pion does besides, making and closing the connection, isn't counted. Before each
// turn the garbage is collected, so that each side pays for its own.
func BenchmarkAnswerAgainstPion(b *testing.B) {
	text, err := os.ReadFile("../../testdata/descriptions/chromium-audio-video-offer.sdp")
	if err != nil {
		b.Fatal(err)
	}
	offer := string(text)
	caps := negotiate.WebRTCAudioVideo()
	caps.Transport.SessionID = "1"
	caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd = "ufrag", "passwordpasswordpassword"
	caps.Transport.DTLS.Fingerprints = []sdp.Fingerprint{{Hash: "sha-256", Value: "BF:76:EB:C0:30:B8:76:16:10:AF:6B:75:ED:7F:3E:C4:0D:F2:E6:BB:C2:3F:03:24:02:B6:2C:03:AD:EE:B3:D4"}}
	ours := func() time.Duration {
		const calls = 64 // as long as one of theirs
		runtime.GC()
		start := time.Now()
		for range calls {
			d, err := sdp.Parse(offer)
			if err != nil {
				b.Fatal(err)
			}
			answer, err := negotiate.Answer(d, caps)
			if err != nil || answer.String() == "" {
				b.Fatal(err)
			}
		}
		return time.Since(start) / calls
	}
	theirs := func() time.Duration {
		pc, err := pion.NewPeerConnection(pion.Configuration{})
		if err != nil {
			b.Fatal(err)
		}
		defer pc.Close()
		runtime.GC()
		start := time.Now()
		if err := pc.SetRemoteDescription(pion.SessionDescription{Type: pion.SDPTypeOffer, SDP: offer}); err != nil {
			b.Fatal(err)
		}
		if _, err := pc.CreateAnswer(nil); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	for b.Loop() {
		var x, y []time.Duration
		for range 101 {
			x, y = append(x, ours()), append(y, theirs())
		}
		slices.Sort(x)
		slices.Sort(y)
		b.ReportMetric(float64(x[len(x)/2]), "ns")
		b.ReportMetric(float64(y[len(y)/2]), "pion-ns")
		b.ReportMetric(float64(x[len(x)/2])/float64(y[len(y)/2]), "of-pion")
	}
	b.ReportMetric(0, "ns/op")
}
