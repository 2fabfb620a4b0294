package negotiate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate"
)

// Each further section of a Media has the next even port, and RTCP the next odd one, which
// is said only where it isn't the one behind (RFC 3605 §2.1).
func TestFurtherSectionsHaveTheNextPorts(t *testing.T) {
	const offer = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 5004 RTP/AVP 0\r\nm=audio 5006 RTP/AVP 0\r\nm=audio 5008 RTP/AVP 0\r\n"
	for _, tt := range []struct {
		port, rtcp int
		want       []string
		err        string
	}{
		{6000, 0, []string{"m=audio 6000", "m=audio 6002", "m=audio 6004"}, ""},
		{6000, 7000, []string{"m=audio 6000", "a=rtcp:7000", "m=audio 6002", "a=rtcp:7002", "m=audio 6004", "a=rtcp:7004"}, ""},
		{65530, 0, []string{"m=audio 65530", "m=audio 65532", "m=audio 65534"}, ""},
		{65532, 0, nil, "there are more sections than ports"},
		{6000, 65532, nil, "there are more sections than ports"},
	} {
		caps := negotiate.SIPPhone()
		caps.Transport.Address, caps.Transport.SessionID, caps.Media[0].Sections = "192.0.2.2", "7", -1
		caps.Media[0].Path.Port, caps.Media[0].Path.RTCPPort = tt.port, tt.rtcp
		answer, err := negotiate.Answer(mustParse(t, offer), caps)
		if err != nil {
			if tt.err == "" || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%d, %d: %v", tt.port, tt.rtcp, err)
			}
			continue
		}
		var got []string
		for l := range strings.Lines(lines(answer)) {
			if strings.HasPrefix(l, "m=") || strings.HasPrefix(l, "a=rtcp:") {
				f := strings.Fields(l)
				got = append(got, strings.Join(f[:min(2, len(f))], " "))
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%d, %d:\n%s", tt.port, tt.rtcp, diff)
		}
	}
}
