package diff_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

func TestMatchedPairsWhatComparePairs(t *testing.T) {
	parse := func(text string) *sdp.Description {
		d, _ := sdp.ParseLax(text)
		return d
	}
	old := parse("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" +
		"m=audio 9 RTP/AVP 111 0\r\na=mid:a\r\na=rtpmap:111 opus/48000/2\r\na=candidate:1 1 udp 1 192.0.2.1 1000 typ host\r\na=candidate:2 1 udp 1 192.0.2.2 1000 typ host\r\n" +
		"m=video 9 RTP/AVP 96\r\na=mid:v\r\na=rtpmap:96 VP8/90000\r\n")
	new := parse("v=0\r\no=- 1 2 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" +
		"m=audio 9 RTP/AVP 8 109\r\na=mid:a\r\na=rtpmap:109 opus/48000/2\r\na=candidate:7 1 UDP 5 192.0.2.2 1000 typ host\r\na=candidate:3 1 udp 1 192.0.2.3 1000 typ host\r\n")
	var got []string
	for _, m := range diff.Matched(old, new) {
		got = append(got, fmt.Sprintf("%s %d %d %s", m.Kind, m.Old, m.New, m.MID))
		for _, k := range m.Codecs {
			got = append(got, fmt.Sprintf("  %s %s → %s %s", k.Old, k.OldID, k.New, k.NewID))
		}
		for _, k := range m.Candidates {
			got = append(got, fmt.Sprintf("  %s → %s", k.Old, k.New))
		}
	}
	want := []string{
		"audio 0 0 a",
		"    → PCMA 8", "  opus 111 → opus 109", "  PCMU 0 →  ",
		"  host udp 192.0.2.2:1000 → host udp 192.0.2.2:1000", "   → host udp 192.0.2.3:1000", "  host udp 192.0.2.1:1000 → ",
		"video 1 -1 v",
		"  VP8 96 →  ",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
