package candidate_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// section is a description with one media section.
func section(t *testing.T, session, lines string) sdp.Section {
	t.Helper()
	d, err := sdp.Parse(crlf("v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\n" + session + "t=0 0\n" + lines))
	if err != nil {
		t.Fatal(err)
	}
	return d.Media(0)
}

func TestDefaultIsTheCandidateThatAPeerWithoutICEReaches(t *testing.T) {
	const udp, tcp = "m=audio 9 UDP/TLS/RTP/SAVPF 0\n", "m=application 9 TCP/DTLS/SCTP x\n"
	for _, tt := range []struct {
		name, session, lines string
		want                 string // address
	}{
		{"none", "", udp, ""},
		{"relay before srflx before host", "", udp + `a=candidate:1 1 udp 9 192.0.2.1 1 typ host
a=candidate:1 1 udp 9 192.0.2.2 1 typ srflx
a=candidate:1 1 udp 9 192.0.2.3 1 typ relay
a=candidate:1 1 udp 9 192.0.2.4 1 typ relay
a=candidate:1 1 udp 9 192.0.2.5 1 typ prflx
`, "192.0.2.3"},
		{"IPv4 before IPv6", "", udp + `a=candidate:1 1 udp 9 2001:db8::1 1 typ relay
a=candidate:1 1 udp 9 192.0.2.2 1 typ host
`, "192.0.2.2"},
		{"the first", "", udp + `a=candidate:1 1 udp 8 192.0.2.1 1 typ host
a=candidate:1 1 udp 9 192.0.2.2 1 typ host
`, "192.0.2.1"},
		{"the component", "", udp + "a=candidate:1 2 udp 8 192.0.2.1 1 typ host\n", ""},
		{"no names, no 0.0.0.0, no port 0, no TCP, nothing broken", "", udp + `a=candidate:1 1 udp 8 x.local 1 typ host
a=candidate:1 1 udp 8 192.0.2.1 0 typ host
a=candidate:1 1 udp 8 0.0.0.0 9 typ host
a=candidate:1 1 tcp 8 192.0.2.2 9 typ host tcptype active
a=candidate:1 1 udp x 192.0.2.3 9 typ host
a=candidate:1 1 udp 8 2001:db8::1 1 typ host
`, "2001:db8::1"},
		{"TCP: active", "", tcp + `a=candidate:1 1 udp 8 192.0.2.1 1 typ host
a=candidate:1 1 tcp 8 192.0.2.2 1 typ relay tcptype passive
a=candidate:1 1 tcp 8 192.0.2.3 9 typ host tcptype active
a=candidate:1 1 tcp 8 192.0.2.4 1 typ relay tcptype so
`, "192.0.2.3"},
		{"TCP: passive of a lite agent", "a=ice-lite\n", tcp + `a=candidate:1 1 tcp 8 192.0.2.3 9 typ host tcptype active
a=candidate:1 1 tcp 8 192.0.2.2 1 typ host tcptype passive
`, "192.0.2.2"},
		{"TCP: passive where there is nothing else", "", tcp + "a=candidate:1 1 tcp 8 192.0.2.2 1 typ host tcptype passive\n", "192.0.2.2"},
		{"TCP: never simultaneous-open", "", tcp + "a=candidate:1 1 tcp 8 192.0.2.2 1 typ host tcptype so\n", ""},
	} {
		m := section(t, "", tt.lines)
		if tt.session != "" {
			if _, err := m.Description().Session().AddLine(strings.TrimSpace(tt.session)); err != nil {
				t.Fatal(err)
			}
		}
		c, ok := candidate.Default(m, 1)
		if string(c.Address) != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: %v, %v", tt.name, c, ok)
		}
	}
	if _, ok := candidate.Default(sdp.Section{}, 1); ok {
		t.Error("nothing has a default candidate")
	}
}

func TestSetDefaultWritesTheDestination(t *testing.T) {
	const v4, v4rtcp = "a=candidate:1 1 udp 9 192.0.2.1 5000 typ host\n", "a=candidate:1 2 udp 8 192.0.2.1 5001 typ host\n"
	for _, tt := range []struct{ name, session, before, after string }{
		{"addresses and port", "", "m=audio 9/2 RTP/AVP 0 8\nb=AS:1\na=x\n" + v4, "m=audio 5000/2 RTP/AVP 0 8\nc=IN IP4 192.0.2.1\nb=AS:1\na=x\n" + v4},
		{"the c= line is there", "", "m=audio 9 RTP/AVP 0\nc=IN IP6 ::\n" + v4, "m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.1\n" + v4},
		{"the session has it", "c=IN IP4 192.0.2.1\n", "m=audio 9 RTP/AVP 0\n" + v4, "m=audio 5000 RTP/AVP 0\n" + v4},
		{"the session has another", "c=IN IP4 192.0.2.9\n", "m=audio 9 RTP/AVP 0\n" + v4, "m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.1\n" + v4},
		{"no candidates", "", "m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.1\na=rtcp:5001\n", "m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=rtcp:9 IN IP4 0.0.0.0\n"},
		{"no candidates, IPv6", "", "m=audio 5000 RTP/AVP 0\nc=IN IP6 2001:db8::1\n", "m=audio 9 RTP/AVP 0\nc=IN IP6 ::\n"},
		{"only a name", "", "m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=candidate:1 1 udp 9 x.local 5000 typ host\n", "m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=candidate:1 1 udp 9 x.local 5000 typ host\n"},
		{"brackets and zone", "", "m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=candidate:1 1 udp 9 [fe80::1%eth0] 5000 typ host\n", "m=audio 5000 RTP/AVP 0\nc=IN IP6 fe80::1\na=candidate:1 1 udp 9 [fe80::1%eth0] 5000 typ host\n"},
		{"RTCP where it goes without saying", "", "m=audio 9 RTP/AVP 0\n" + v4 + v4rtcp, "m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.1\n" + v4 + v4rtcp},
		{"RTCP at another port", "", "m=audio 9 RTP/AVP 0\n" + v4 + "a=candidate:1 2 udp 8 192.0.2.1 6000 typ host\n", "m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.1\na=rtcp:6000 IN IP4 192.0.2.1\n" + v4 + "a=candidate:1 2 udp 8 192.0.2.1 6000 typ host\n"},
		{"a=rtcp is there", "", "m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=x\na=rtcp:9\n" + v4 + v4rtcp, "m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.1\na=x\na=rtcp:5001 IN IP4 192.0.2.1\n" + v4 + v4rtcp},
		{"RTCP is multiplexed", "", "m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=rtcp:9 IN IP4 0.0.0.0\na=rtcp-mux\n" + v4, "m=audio 5000 RTP/AVP 0\nc=IN IP4 192.0.2.1\na=rtcp:9 IN IP4 0.0.0.0\na=rtcp-mux\n" + v4},
		{"no RTP, no RTCP", "", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\n" + v4 + v4rtcp, "m=application 5000 UDP/DTLS/SCTP webrtc-datachannel\nc=IN IP4 192.0.2.1\n" + v4 + v4rtcp},
		{"bundle-only", "a=group:BUNDLE a b\n", "m=audio 0 RTP/AVP 0\na=mid:b\na=bundle-only\n" + v4, "m=audio 0 RTP/AVP 0\na=mid:b\na=bundle-only\n" + v4},
	} {
		m := section(t, tt.session, tt.before)
		if err := candidate.SetDefault(m); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		want := section(t, tt.session, tt.after).Description().String()
		if diff := cmp.Diff(want, m.Description().String()); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestSetDefaultLeavesARejectedSectionAlone(t *testing.T) {
	m := section(t, "", "m=audio 0 RTP/AVP 0\na=candidate:1 1 udp 9 192.0.2.1 5000 typ host\n")
	was := m.Description().String()
	if err := candidate.SetDefault(m); !errors.Is(err, candidate.ErrRejected) || m.Description().String() != was {
		t.Error(err, m.Description())
	}
	if err := candidate.SetDefault(m.Description().Session()); !errors.Is(err, sdp.ErrNotMedia) {
		t.Error(err)
	}
	if err := candidate.SetDefault(sdp.Section{}); !errors.Is(err, sdp.ErrStale) {
		t.Error(err)
	}
	bad, _ := sdp.ParseLax("m=audio x RTP/AVP 0\n")
	if err := candidate.SetDefault(bad.Media(0)); err == nil || bad.String() != "m=audio x RTP/AVP 0\n" {
		t.Error(err, bad)
	}
}

func ExampleSetDefault() {
	d, err := sdp.Parse("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n" +
		"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n" +
		"a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host\r\n" +
		"a=candidate:2 1 udp 1694498815 203.0.113.1 40001 typ srflx raddr 192.0.2.1 rport 40000\r\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := candidate.SetDefault(d.Media(0)); err != nil {
		fmt.Println(err)
		return
	}
	media, _ := d.Media(0).Destination()
	fmt.Println(media.Address, media.Port)
	// Output: 203.0.113.1 40001
}
