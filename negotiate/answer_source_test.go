package negotiate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A group of sources for retransmission (RFC 4588 §8.8 by RFC 5576 §4.2) or repair (RFC 5956
// §4.3) stands in an answer that has the codec for it; else its first source stands alone.
func TestSourcesForRepairGoWithTheirCodec(t *testing.T) {
	const head = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=ice-ufrag:offr\r\na=ice-pwd:offeroffeofferofferof22\r\n" +
		"a=fingerprint:sha-256 AA\r\na=setup:actpass\r\nm=video 9 UDP/TLS/RTP/SAVPF 96"
	const tail = "\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n"
	repair := []negotiate.Codec{{PayloadType: 97, Name: "rtx", ClockRate: 90000, Params: "apt=96"}, {PayloadType: 98, Name: "flexfec-03", ClockRate: 90000, Params: "repair-window=10000000"}}
	m := video(vp8[:1], repair)
	for i := range uint32(3) {
		m.SSRCs = append(m.SSRCs, sdp.SSRC{ID: i + 1, Name: "cname", Value: "c", HasValue: true})
	}
	m.SSRCGroups = []sdp.SSRCGroup{sdp.NewSSRCGroup("FID", 1, 2), sdp.NewSSRCGroup("FEC-FR", 1, 3)}
	for _, tt := range []struct{ formats, lines, want string }{
		{"", "", "ssrc:1"},
		{" 97", "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n", "ssrc-group:FID 1 2, ssrc:1, ssrc:2"},
		{" 98", "a=rtpmap:98 flexfec-03/90000\r\na=fmtp:98 repair-window=10000000\r\n", "ssrc-group:FEC-FR 1 3, ssrc:1, ssrc:3"},
	} {
		offer, err := sdp.Parse(head + tt.formats + tail + tt.lines)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := negotiate.Answer(offer, browser(m))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for l := range answer.Media(0).Lines() {
			if name, value, _, _ := l.Attr(); name == "ssrc-group" {
				got = append(got, name+":"+value)
			} else if name == "ssrc" {
				got = append(got, name+":"+value[:1])
			}
		}
		if d := cmp.Diff(tt.want, strings.Join(got, ", ")); d != "" {
			t.Errorf("offered%s (-want +got)\n%s%s", tt.formats, d, answer)
		}
	}
}
