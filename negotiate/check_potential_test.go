package negotiate_test

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// An answer may take a potential configuration, and with it another protocol than that of
// the m= line (RFC 5939 §3.6.2); what was agreed then isn't read, and that is said.
func TestAPotentialConfigurationIsNotEvaluated(t *testing.T) {
	const head = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
	parse := func(s string) *sdp.Description {
		d, err := sdp.Parse(head + s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	offer := parse("m=audio 4000 RTP/AVP 0\r\na=tcap:1 RTP/AVPF\r\na=pcfg:1 t=1\r\n")
	for _, tt := range []struct {
		answer      string
		want        bool // a violation
		unevaluated bool
	}{
		{"m=audio 4002 RTP/AVPF 0\r\na=acfg:1 t=1\r\n", false, true},
		{"m=audio 4002 RTP/AVP 0\r\n", false, false},
		{"m=audio 4002 RTP/AVPF 0\r\n", true, false},
	} {
		v := negotiate.CheckAnswer(offer, parse(tt.answer), negotiate.InMode(negotiate.SIP))
		if got := v.Has("answer-proto"); got != tt.want {
			t.Errorf("%s: a violation is %v, want %v", tt.answer, got, tt.want)
		}
		got := false
		for _, s := range v.NotEvaluated {
			got = got || s.Rule == "answer-proto" && strings.Contains(s.Why, "RFC 5939")
		}
		if got != tt.unevaluated {
			t.Errorf("%s: not evaluated is %v, want %v: %v", tt.answer, got, tt.unevaluated, v.NotEvaluated)
		}
	}
}
