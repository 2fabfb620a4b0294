package diff_test

import (
	"testing"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// FuzzCompare holds the law for any two texts, in any role: no panic, every line
// that differs is named, every line that is named exists, and the same text has no
// change.
func FuzzCompare(f *testing.F) {
	all := texts(f)
	for _, pair := range [][2]string{
		{"rfc8829-7.2-offer-b1.sdp", "rfc8829-7.2-offer-b2.sdp"},
		{"rfc8853-5.6.1-offer.sdp", "rfc8853-5.6.1-answer.sdp"},
		{"rfc9143-18.5-offer.sdp", "rfc9143-18.5-answer.sdp"},
		{"rfc4568-7.1.5-offer.sdp", "rfc4568-7.1.5-answer.sdp"},
	} {
		f.Add(all[pair[0]], all[pair[1]], uint8(0))
	}
	f.Add("m=audio 9 RTP/AVP 0\nm=audio 9 RTP/AVP 0\na=mid:0", "a=mid:0\nm=audio 0 RTP/AVP 0 0\r", uint8(2))
	f.Add("v=0\no=- 1 1 IN IP4 0\n\n", "o=- 1 01 IN IP4 0\nk=x\n", uint8(4))
	f.Fuzz(func(t *testing.T, old, new string, role uint8) {
		as := diff.As(diff.Role(role % 5))
		r := compare(old, new, as)
		check(t, old, new, r)
		_ = r.Verdict()
		check(t, old, old, compare(old, old, as))
	})
}
