package negotiate_test

import (
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// RTP/SAVP says that there is SRTP and not where its keys come from: a=fingerprint is
// missing only where the offer has one and the answer no a=crypto in its place (RFC 5763
// §5 beside RFC 4568).
func TestSAVPNeedsAFingerprintOnlyWhereOneWasOffered(t *testing.T) {
	const session = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
	const section = "m=audio 9 RTP/SAVP 0\r\n"
	const fingerprint = "a=fingerprint:sha-256 BF:76:EB:C0:30:B8:76:16:10:AF:6B:75:ED:7F:3E:C4:0D:F2:E6:BB:C2:3F:03:24:02:B6:2C:03:AD:EE:B3:D4\r\n"
	const crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
	for _, test := range []struct {
		name, offer, answer string
		missing             bool
	}{
		{"offered, and answered with neither", fingerprint + "a=setup:actpass\r\n", "a=setup:active\r\n", true},
		{"offered beside a=crypto, which is answered", fingerprint + crypto + "a=setup:actpass\r\n", crypto, false},
		{"not offered", crypto, crypto, false},
		{"not offered, and answered with neither", crypto, "", false},
	} {
		read := func(text string) *sdp.Description {
			d, err := sdp.Parse(session + section + text)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		v := negotiate.CheckAnswer(read(test.offer), read(test.answer))
		if got := v.Has("answer-fingerprint"); got != test.missing {
			t.Errorf("%s: %v", test.name, v)
		}
	}
}
