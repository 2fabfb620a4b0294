package negotiate

import (
	"os"
	"testing"

	"github.com/sdpkit/sdpkit/sdp"
)

// browserOffer is Chromium's offer of audio and video, and capabilities that take all
// of it.
func browserOffer(t testing.TB) (string, Capabilities) {
	text, err := os.ReadFile("../testdata/descriptions/chromium-audio-video-offer.sdp")
	if err != nil {
		t.Fatal(err)
	}
	caps := WebRTCAudioVideo()
	caps.Transport.SessionID = "1"
	caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd = "ufrag", "passwordpasswordpassword"
	caps.Transport.DTLS.Fingerprints = []sdp.Fingerprint{{Hash: "sha-256", Value: "BF:76:EB:C0:30:B8:76:16:10:AF:6B:75:ED:7F:3E:C4:0D:F2:E6:BB:C2:3F:03:24:02:B6:2C:03:AD:EE:B3:D4"}}
	return string(text), caps
}

// BenchmarkAnswer goes from text to text, without a report and with one. How long
// pion/webrtc takes is measured in interop/webrtc.
func BenchmarkAnswer(b *testing.B) {
	text, caps := browserOffer(b)
	for _, bench := range []struct {
		name   string
		answer func(*sdp.Description) error
	}{
		{"alone", func(offer *sdp.Description) error { _, err := Answer(offer, caps); return err }},
		{"report", func(offer *sdp.Description) error { _, _, err := AnswerReport(offer, caps); return err }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				offer, err := sdp.Parse(text)
				if err != nil {
					b.Fatal(err)
				}
				if err := bench.answer(offer); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
