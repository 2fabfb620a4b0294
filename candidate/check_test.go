package candidate_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

const checkHead = `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
`

// check gives the problems of a description behind checkHead, with their places.
func check(t *testing.T, text string) []string {
	t.Helper()
	d, errs := sdp.ParseLax(strings.ReplaceAll(checkHead+text, "\n", "\r\n"))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	var got []string
	for _, p := range sdp.Check(d, candidate.Check) {
		if strings.HasPrefix(p.ID, "candidate-") {
			got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.ID))
		}
	}
	return got
}

const checkAudio = "m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=mid:0\na=ice-ufrag:abcd\na=ice-pwd:abcdefghijklmnopqrstuv\n" // lines 5 to 9

// Texts behind checkHead, and what is wrong with each.
var checkCases = []struct {
	name, text string
	want       []string
}{
	{"nothing", checkAudio + `a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host ufrag abcd
a=candidate:2 1 UDP 2130706175 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 40001 typ host
a=candidate:3 1 tcp 2105458943 192.0.2.1 9 typ host tcptype active
a=candidate:4 1 udp 1694498815 203.0.113.1 40000 typ srflx raddr 0.0.0.0 rport 9
a=candidate:1 2 udp 2130706430 192.0.2.1 40001 typ host
a=end-of-candidates
`, nil},
	{"broken lines", checkAudio + "a=candidate\na=candidate:\na=candidate:1 1 udp x 192.0.2.1 40000 typ host\n",
		[]string{"10:12 candidate-syntax", "11:13 candidate-syntax", "12:21 candidate-priority"}},
	{"liberties", checkAudio + "a=candidate:1 1  udp 1 [2001:db8::1] 40000 typ host foo\n",
		[]string{"10:24 candidate-brackets", "10:53 candidate-odd", "10:17 candidate-spacing"}},
	{"level", "a=candidate:1 1 udp 1 192.0.2.1 40000 typ host\n" + checkAudio, []string{"5:1 candidate-level"}},
	{"rejected", strings.Replace(checkAudio, "audio 9", "audio 0", 1) + "a=candidate:1 1 udp 1 192.0.2.1 0 typ host\n", []string{"10:1 candidate-rejected"}},
	{"bundled", "a=group:BUNDLE 1 0\n" + strings.Replace(checkAudio, "audio 9", "audio 0", 1) + "a=bundle-only\na=candidate:1 1 udp 1 192.0.2.1 0 typ host\n" +
		"m=video 9 RTP/AVP 31\nc=IN IP4 0.0.0.0\na=mid:1\na=ice-ufrag:other\n", []string{"12:33 candidate-port-zero"}},
	{"redundant", checkAudio + `a=candidate:1 1 udp 1 192.0.2.1 40000 typ host
a=candidate:1 1 UDP 2 192.0.2.1 40000 typ host
a=candidate:2 1 udp 3 192.0.2.1 40000 typ srflx raddr 192.0.2.1 rport 40000
a=candidate:3 1 udp 4 192.0.2.1 40000 typ srflx raddr 10.0.0.1 rport 40000
a=candidate:1 2 udp 5 192.0.2.1 40000 typ host
a=candidate:1 1 udp 6 192.0.2.1 40000 typ host ufrag abcd
`, []string{"11:13 candidate-twice", "12:13 candidate-twice"}},
	{"priorities", checkAudio + "a=candidate:1 1 udp 7 192.0.2.1 40000 typ host\na=candidate:2 1 udp 7 2001:db8::1 40000 typ host\n", []string{"11:21 candidate-priority-twice"}},
	{"foundations", checkAudio + `a=candidate:1 1 udp 1 192.0.2.1 40000 typ host
a=candidate:1 1 udp 2 192.0.2.1 40001 typ host
a=candidate:1 1 tcp 3 192.0.2.1 9 typ host tcptype active
a=candidate:1 1 udp 4 203.0.113.1 40001 typ srflx raddr 192.0.2.1 rport 40000
a=candidate:1 1 udp 5 2001:db8::1 40001 typ host
a=candidate:2 1 udp 6 203.0.113.2 40001 typ relay raddr 203.0.113.1 rport 1
a=candidate:2 1 udp 8 203.0.113.3 40001 typ relay raddr 203.0.113.1 rport 2
`, []string{"12:13 candidate-foundation-shared", "13:13 candidate-foundation-shared", "14:13 candidate-foundation-shared"}},
	{"addresses", checkAudio + `a=candidate:1 1 udp 1 host.example 40000 typ host
a=candidate:2 1 udp 2 127.0.0.1 40000 typ host
a=candidate:3 1 udp 3 :: 40000 typ host
a=candidate:4 1 udp 4 ::ffff:192.0.2.1 40000 typ host
a=candidate:5 1 udp 5 ::192.0.2.1 40000 typ host
a=candidate:6 1 udp 6 fec0::1 40000 typ host
a=candidate:7 1 udp 7 fe80::1 0 typ host
`, []string{"10:23 candidate-name", "11:23 candidate-loopback", "12:23 candidate-loopback", "13:23 candidate-obsolete", "14:23 candidate-obsolete", "15:23 candidate-obsolete", "16:31 candidate-port-zero"}},
	{"transports and types", checkAudio + `a=candidate:1 1 ssltcp 1 192.0.2.1 443 typ host
a=candidate:2 1 sctp 2 192.0.2.1 5 typ host tcptype so
a=candidate:3 1 udp 3 192.0.2.1 6 typ warp
a=candidate:4 1 udp 4 192.0.2.1 7 typ host tcptype so
a=candidate:5 1 tcp 5 192.0.2.1 8 typ host tcptype active
a=candidate:6 1 tcp 6 192.0.2.1 8 typ host
`, []string{"10:17 candidate-transport-unknown", "11:17 candidate-transport-unknown", "12:39 candidate-type-unknown", "13:52 candidate-tcptype-udp", "14:33 candidate-active-port", "15:17 candidate-tcptype-missing"}},
	{"related addresses", checkAudio + `a=candidate:1 1 udp 1 192.0.2.1 1 typ srflx
a=candidate:2 1 udp 2 192.0.2.1 2 typ relay raddr 10.0.0.1
a=candidate:3 1 udp 3 192.0.2.1 3 typ host raddr 10.0.0.1 rport 1
a=candidate:4 1 udp 4 192.0.2.1 4 typ prflx raddr 0.0.0.0 rport 0
`, []string{"10:39 candidate-related-missing", "11:39 candidate-related-missing", "12:65 candidate-related-host", "13:65 candidate-related-hidden"}},
	{"mDNS", checkAudio + `a=candidate:4 1 udp 1 203.0.113.1 4 typ srflx raddr 10.0.0.1 rport 5
a=candidate:1 1 udp 2 x.local 1 typ host
a=candidate:5 1 udp 3 203.0.113.2 4 typ relay raddr 203.0.113.1 rport 4
`, []string{"10:53 candidate-mdns-leak"}},
	{"generations", checkAudio + "a=candidate:1 1 udp 1 192.0.2.1 1 typ host ufrag dcba\na=end-of-candidates\na=candidate:2 1 udp 2 192.0.2.2 1 typ host ufrag abcd\n",
		[]string{"10:13 candidate-ufrag", "12:1 candidate-after-end"}},
	{"inherited generations", "a=ice-ufrag:sess\na=ice-pwd:abcdefghijklmnopqrstuv\nm=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=candidate:1 1 udp 1 192.0.2.1 1 typ host ufrag sess\na=candidate:2 1 udp 2 192.0.2.2 1 typ host ufrag abcd\n",
		[]string{"10:13 candidate-ufrag"}},
	{"default destination", strings.Replace(checkAudio, "0.0.0.0", "192.0.2.1", 1) + "a=candidate:1 1 udp 1 192.0.2.1 10 typ host\na=candidate:1 2 udp 2 192.0.2.1 9 typ host\n", []string{"5:1 candidate-default"}},
	{"default destination 0.0.0.0 with a port", strings.Replace(checkAudio, "audio 9", "audio 10", 1) + "a=candidate:1 1 udp 1 192.0.2.1 10 typ host\n", []string{"5:1 candidate-default"}},
	{"default destination of the session", "c=IN IP6 2001:db8::1\nm=audio 9 RTP/AVP 0\na=candidate:1 1 udp 1 2001:DB8:0::1 9 typ host\nm=audio 9 RTP/AVP 0\na=candidate:1 1 udp 1 2001:db8::2 9 typ host\n", []string{"8:1 candidate-default"}},
	{"a name as default destination", strings.Replace(checkAudio, "0.0.0.0", "host.example", 1) + "a=candidate:1 1 udp 1 192.0.2.1 10 typ host\n", nil},
}

func TestCheckFindsWhatIsWrongWithCandidates(t *testing.T) {
	for _, c := range checkCases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, check(t, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Problems are said where sdp would say that the line can't be parsed.
func TestProblemsHaveThePlacesOfErrors(t *testing.T) {
	for _, value := range []string{"x/y 1 udp z 192.0.2.1 1 typ host", "x 1 udp z 192.0.2.1 1 typ host", "x", "7+8 1 udp 0 1.2.3.4 5 typ host"} {
		d, _ := sdp.ParseLax(strings.ReplaceAll(checkHead+"m=audio 9 RTP/AVP 0\nc=IN IP4 0.0.0.0\na=mid:a1\na=candidate:"+value+"\n", "\n", "\r\n"))
		problems := candidate.Check(d)
		_, _, err := sdp.First[candidate.Candidate](d.Media(0))
		e, ok := err.(*sdp.SyntaxError)
		if !ok || len(problems) != 1 {
			t.Fatalf("%v, %v", err, problems)
		}
		p := problems[0]
		if p.Line != e.Line || p.Column != e.Column || p.Path != e.Path || p.Msg != e.Msg || p.Rule != e.Rule {
			t.Errorf("%+v\n%+v", p, e)
		}
	}
}

// quirks are the only problems with candidates that the test data may have: what real
// stacks write.
var quirks = []struct{ id, files, reason string }{
	{"candidate-priority-twice", "*aiortc*", "aiortc gives all addresses one local preference"},
	{"candidate-priority-twice", "*werift*", "so does werift"},
	{"candidate-priority-twice", "*baresip*", "so does baresip"},
	{"candidate-priority-twice", "*pion*", "so does pion, and it repeats each candidate for component 2"},
	{"candidate-loopback", "*wrtc*", "wrtc gathers loopback addresses"},
	{"candidate-rejected", "*stop*", "Chromium keeps the candidates of a section that it stops"},
	{"candidate-rejected", "mline-recycle__*", "the same"},
	{"candidate-ufrag", "ice-restart__*pion*", "pion writes the candidates of a restart into the description before it, too"},
	{"candidate-after-end", "*pion*", "and behind the mark that is there"},
	{"candidate-twice", "glare-*__chromium-chromium", "Chromium keeps a TCP candidate again that comes again"},
	{"candidate-active-port", "tcp-passive__pion-pion", "pion writes the port of the socket"},
	{"candidate-foundation", "*werift-libdatachannel", "werift remembers the a= of libdatachannel's candidates as a part of them"},
	{"candidate-foundation-shared", "rfc8829-7.2-*", "the examples have one foundation for all candidates"},
	{"candidate-related-hidden", "*", "browsers and pion write other ports than 9 behind 0.0.0.0"},
}

func TestCheckIsQuietOnRealDescriptions(t *testing.T) {
	used := make([]int, len(quirks))
	n := 0
	look := func(file, text string) {
		n++
		d, _ := sdp.ParseLax(text)
		for _, p := range candidate.Check(d) {
			known := false
			for i, q := range quirks {
				if match, err := filepath.Match(q.files, file); err != nil {
					t.Fatal(err)
				} else if match && q.id == p.ID {
					known = true
					used[i]++
				}
			}
			if !known {
				t.Errorf("%s: %s", file, p.Detail(text))
			}
		}
	}
	files, err := filepath.Glob("../testdata/[dr]*/*.sdp")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		look(strings.TrimSuffix(filepath.Base(path), ".sdp"), string(text))
	}
	recordings(t, func(name string, trace *replay.Trace) {
		if strings.HasPrefix(name, "candidate-lines__") {
			return // made to be wrong
		}
		for _, d := range trace.Descriptions {
			look(name, d.SDP)
		}
	})
	t.Logf("%d descriptions", n)
	if n < 500 {
		t.Error("too few")
	}
	for i, q := range quirks {
		t.Logf("%4d × %s in %s: %s", used[i], q.id, q.files, q.reason)
		if used[i] == 0 {
			t.Errorf("nothing has %s in %s any more", q.id, q.files)
		}
	}
}
