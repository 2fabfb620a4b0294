package negotiate

import (
	"testing"

	"github.com/sdpkit/sdpkit/sdp"
)

// A payload type that an offer gives to two configurations of a codec within one BUNDLE
// group is taken for the first (RFC 9143 §9.1.1).
func TestABundledPayloadTypeIsAnsweredForOneConfiguration(t *testing.T) {
	caps := WebRTCAudioVideo()
	caps.Transport.SessionID = "1"
	caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd = "ufrag", "passwordpasswordpassword"
	caps.Transport.DTLS.Fingerprints = []sdp.Fingerprint{{Hash: "sha-256", Value: "AA"}}
	caps.Media[1].Sections = -1
	offer := lax(webrtcText("a=group:BUNDLE 0 1", "a=setup:actpass", h264Section+"42e01f;packetization-mode=1", "a=mid:0", h264Section+"42e01f;packetization-mode=0", "a=mid:1"))
	answer, err := Answer(offer, caps)
	if err != nil {
		t.Fatal(err)
	}
	if answer.Media(0).Rejected() || !answer.Media(1).Rejected() {
		t.Errorf("the answer is\n%s", answer)
	}
	if v := CheckAnswer(offer, answer); len(v.Violations()) > 0 {
		t.Errorf("%v\n%s", v, answer)
	}
}
