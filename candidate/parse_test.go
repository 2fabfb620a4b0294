package candidate_test

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// show gives the fields and extensions of a candidate on one line.
func show(c candidate.Candidate) string {
	s := fmt.Sprintf("%q %d %q %d %q %d %q", c.Foundation, c.Component, c.Transport, c.Priority, c.Address, c.Port, c.Type)
	if c.RelatedAddress != "" || c.RelatedPort != 0 {
		s += fmt.Sprintf(" from %q %d", c.RelatedAddress, c.RelatedPort)
	}
	if c.TCPType != "" {
		s += fmt.Sprintf(" tcp %q", c.TCPType)
	}
	for name, value := range c.Extensions() {
		s += fmt.Sprintf(" %s=%q", name, value)
	}
	return s
}

// lines are texts in all forms, what is read of them, and what is wrong with them:
// liberties with "~".
var lines = []struct{ text, want, problems string }{
	{"1 1 udp 2130706431 192.0.2.1 40000 typ host", `"1" 1 "udp" 2130706431 "192.0.2.1" 40000 "host"`, ""},
	{"842163049 1 udp 1677729535 203.0.113.77 46154 typ srflx raddr 192.168.77.10 rport 46154 generation 0 ufrag EsAw network-id 1 network-cost 999",
		`"842163049" 1 "udp" 1677729535 "203.0.113.77" 46154 "srflx" from "192.168.77.10" 46154 generation="0" ufrag="EsAw" network-id="1" network-cost="999"`, ""},
	{"7 1 UDP 2122260223 fd77::10 5 typ prflx raddr :: rport 9", `"7" 1 "udp" 2122260223 "fd77::10" 5 "prflx" from "::" 9`, ""},
	{"9 2 udp 41819903 203.0.113.5 40014 TYP RELAY RADDR 0.0.0.0 RPORT 0", `"9" 2 "udp" 41819903 "203.0.113.5" 40014 "relay" from "0.0.0.0" 0`, ""},
	{"8 1 tcp 1518280447 192.168.77.10 9 typ host tcptype active", `"8" 1 "tcp" 1518280447 "192.168.77.10" 9 "host" tcp "active"`, ""},
	{"8 1 TCP 1518280447 192.168.77.10 4000 typ host tcptype passive generation 0", `"8" 1 "tcp" 1518280447 "192.168.77.10" 4000 "host" tcp "passive" generation="0"`, ""},
	{"8 1 Tcp 1518280447 2001:db8::1 4000 typ srflx raddr ::1 rport 5 TcpType SO", `"8" 1 "tcp" 1518280447 "2001:db8::1" 4000 "srflx" from "::1" 5 tcp "so"`, ""},
	{"8 1 ssltcp 1518280447 192.168.77.10 443 typ host", `"8" 1 "ssltcp" 1518280447 "192.168.77.10" 443 "host"`, ""},
	{"8 1 SCTP 1 1.2.3.4 0 typ Warp", `"8" 1 "SCTP" 1 "1.2.3.4" 0 "Warp"`, ""},
	{"a/b+c 256 udp 2147483647 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 65535 typ host", `"a/b+c" 256 "udp" 2147483647 "1f4712db-ea17-4bcf-a596-105139dfd8bf.local" 65535 "host"`, ""},
	{"ffffffffffffffffffffffffffffffff 001 udp 0000000001 ::ffff:192.0.2.1 0000009 typ host", `"ffffffffffffffffffffffffffffffff" 1 "udp" 1 "::ffff:192.0.2.1" 9 "host"`, ""},
	{"7 1 udp 1 host.example 5 typ host raddr 10.0.0.1", `"7" 1 "udp" 1 "host.example" 5 "host" from "10.0.0.1" 0`, ""},
	{"7 1 udp 1 1.2.3.4 5 typ host rport 7", `"7" 1 "udp" 1 "1.2.3.4" 5 "host" from "" 7`, ""},
	{"7 1 udp 1 1.2.3.4 5 typ host foo bar baz qux", `"7" 1 "udp" 1 "1.2.3.4" 5 "host" foo="bar" baz="qux"`, ""},
	{"7 1 udp 1 1.2.3.4 5 typ host foo  baz qux", `"7" 1 "udp" 1 "1.2.3.4" 5 "host" foo="" baz="qux"`, ""},
	{"7 1 udp 1 1.2.3.4 5 typ host foo ", `"7" 1 "udp" 1 "1.2.3.4" 5 "host" foo=""`, ""},

	{"7  1 udp 1 1.2.3.4  5 typ  host raddr  1.1.1.1 rport  7 tcptype  so foo bar  baz qux ", `"7" 1 "udp" 1 "1.2.3.4" 5 "host" from "1.1.1.1" 7 tcp "so" foo="bar" baz="qux"`,
		"~candidate-spacing@3 ~candidate-spacing@20 ~candidate-spacing@27 ~candidate-spacing@39 ~candidate-spacing@54 ~candidate-spacing@65 ~candidate-spacing@77 ~candidate-spacing@85"},
	{"7 1 udp 1 1.2.3.4 5 typ host foo", `"7" 1 "udp" 1 "1.2.3.4" 5 "host" foo=""`, "~candidate-odd@30"},
	{"7 1 udp 1 1.2.3.4 5 typ host foo bär", `"7" 1 "udp" 1 "1.2.3.4" 5 "host" foo="bär"`, "~candidate-extension-bytes@35"},
	{"7 1 udp 1 [2001:db8::1] 5 typ srflx raddr [::] rport 9", `"7" 1 "udp" 1 "[2001:db8::1]" 5 "srflx" from "[::]" 9`, "~candidate-brackets@11 ~candidate-brackets@43"},
	{"7 1 udp 1 fe80::1%eth0 5 typ host", `"7" 1 "udp" 1 "fe80::1%eth0" 5 "host"`, "~candidate-zone@18"},
	{"7 1 udp 1 1.2.3.4 5 typ srflx generation 0 rport 9 raddr 1.1.1.1", `"7" 1 "udp" 1 "1.2.3.4" 5 "srflx" from "1.1.1.1" 9 generation="0"`, "~candidate-order@44 ~candidate-order@52"},
	{"7 1 tcp 1 1.2.3.4 5 typ host tcptype so raddr 1.1.1.1 rport 9", `"7" 1 "tcp" 1 "1.2.3.4" 5 "host" from "1.1.1.1" 9 tcp "so"`, "~candidate-order@41 ~candidate-order@55"},
	{"7 1 tcp 1 1.2.3.4 5 typ host", `"7" 1 "tcp" 1 "1.2.3.4" 5 "host"`, "~candidate-tcptype-missing@5"},

	{"", `"" 0 "" 0 "" 0 ""`, "candidate-syntax@1"},
	{"garbage", `"garbage" 0 "" 0 "" 0 ""`, "candidate-syntax@8"},
	{" 1 udp 1 1.2.3.4 5 typ host", `"" 1 "udp" 1 "1.2.3.4" 5 "host"`, "candidate-foundation@1"},
	{"7-7 1 udp 1 1.2.3.4 5 typ host", `"7-7" 1 "udp" 1 "1.2.3.4" 5 "host"`, "candidate-foundation@2"},
	{"fffffffffffffffffffffffffffffffff 1 udp 1 1.2.3.4 5 typ host", `"fffffffffffffffffffffffffffffffff" 1 "udp" 1 "1.2.3.4" 5 "host"`, "candidate-foundation@1"},
	{"7 0 udp 1 1.2.3.4 5 typ host", `"7" 0 "udp" 1 "1.2.3.4" 5 "host"`, "candidate-component@3"},
	{"7 300 udp 1 1.2.3.4 5 typ host", `"7" 300 "udp" 1 "1.2.3.4" 5 "host"`, "candidate-component@3"},
	{"7 70000 udp 1 1.2.3.4 5 typ host", `"7" 0 "udp" 1 "1.2.3.4" 5 "host"`, "candidate-component@3"},
	{"7 0001 udp 1 1.2.3.4 5 typ host", `"7" 1 "udp" 1 "1.2.3.4" 5 "host"`, "candidate-component@3"},
	{"7 1 u@p 1 1.2.3.4 5 typ host", `"7" 1 "u@p" 1 "1.2.3.4" 5 "host"`, "candidate-transport@6"},
	{"7 1 udp 0 1.2.3.4 5 typ host", `"7" 1 "udp" 0 "1.2.3.4" 5 "host"`, "candidate-priority@9"},
	{"7 1 udp 2147483648 1.2.3.4 5 typ host", `"7" 1 "udp" 2147483648 "1.2.3.4" 5 "host"`, "candidate-priority@9"},
	{"7 1 udp 4294967296 1.2.3.4 5 typ host", `"7" 1 "udp" 0 "1.2.3.4" 5 "host"`, "candidate-priority@9"},
	{"7 1 udp 00000000001 1.2.3.4 5 typ host", `"7" 1 "udp" 1 "1.2.3.4" 5 "host"`, "candidate-priority@9"},
	{"7 1 udp -1 1.2.3.4 5 typ host", `"7" 1 "udp" 0 "1.2.3.4" 5 "host"`, "candidate-priority@9"},
	{"7 1 udp 1 1.2.3 5 typ host", `"7" 1 "udp" 1 "1.2.3" 5 "host"`, "candidate-address@11"},
	{"7 1 udp 1 1.2.3.256 5 typ host", `"7" 1 "udp" 1 "1.2.3.256" 5 "host"`, "candidate-address@11"},
	{"7 1 udp 1 fd77::g 5 typ host", `"7" 1 "udp" 1 "fd77::g" 5 "host"`, "candidate-address@11"},
	{"7 1 udp 1 [1.2.3.4] 5 typ host", `"7" 1 "udp" 1 "[1.2.3.4]" 5 "host"`, "candidate-address@11"},
	{"7 1 udp 1 a/b 5 typ host", `"7" 1 "udp" 1 "a/b" 5 "host"`, "candidate-address@11"},
	{"7 1 udp 1 1.2.3.4 65536 typ host", `"7" 1 "udp" 1 "1.2.3.4" 0 "host"`, "candidate-port@19"},
	{"7 1 udp 1 1.2.3.4 x typ host", `"7" 1 "udp" 1 "1.2.3.4" 0 "host"`, "candidate-port@19"},
	{"7 1 udp 1 1.2.3.4 5", `"7" 1 "udp" 1 "1.2.3.4" 5 ""`, "candidate-syntax@20"},
	{"7 1 udp 1 1.2.3.4 5 typ", `"7" 1 "udp" 1 "1.2.3.4" 5 ""`, "candidate-syntax@24"},
	{"7 1 udp 1 1.2.3.4 5 generation 0 typ host", `"7" 1 "udp" 1 "1.2.3.4" 5 ""`, "candidate-syntax@21"},
	{"7 1 udp 1 1.2.3.4 5 typ h=st", `"7" 1 "udp" 1 "1.2.3.4" 5 "h=st"`, "candidate-type@26"},
	{"7 1 udp 1 1.2.3.4 5 typ srflx raddr  rport 0", `"7" 1 "udp" 1 "1.2.3.4" 5 "srflx"`, "candidate-related@37"},
	{"7 1 udp 1 1.2.3.4 5 typ srflx raddr", `"7" 1 "udp" 1 "1.2.3.4" 5 "srflx"`, "candidate-related@36"},
	{"7 1 udp 1 1.2.3.4 5 typ srflx raddr ::: rport 65536", `"7" 1 "udp" 1 "1.2.3.4" 5 "srflx" from ":::" 0`, "candidate-related@37 candidate-related@47"},
	{"7 1 udp 1 1.2.3.4 5 typ srflx raddr 1.1.1.1 rport 9 raddr 2.2.2.2", `"7" 1 "udp" 1 "1.2.3.4" 5 "srflx" from "1.1.1.1" 9 raddr="2.2.2.2"`, "candidate-repeated@53"},
	{"7 1 tcp 1 1.2.3.4 5 typ host tcptype  generation 0", `"7" 1 "tcp" 1 "1.2.3.4" 5 "host" generation="0"`, "candidate-tcptype@38"},
	{"7 1 tcp 1 1.2.3.4 5 typ host tcptype both", `"7" 1 "tcp" 1 "1.2.3.4" 5 "host" tcp "both"`, "candidate-tcptype@38"},
	{"7 1 udp 1 1.2.3.4 5 typ host f=o bar", `"7" 1 "udp" 1 "1.2.3.4" 5 "host" f=o="bar"`, "candidate-extension@31"},
	{"7 1 udp 1 1.2.3.4 5 typ host foo b\tr", "\"7\" 1 \"udp\" 1 \"1.2.3.4\" 5 \"host\" foo=\"b\\tr\"", "candidate-extension@35"},
	{strings.Repeat("7", 1<<16), `"" 0 "" 0 "" 0 ""`, "candidate-syntax@1"},
}

// found lists problems by class and column.
func found(errs candidate.ErrorList) string {
	var ids []string
	for _, e := range errs {
		ids = append(ids, fmt.Sprintf("%s@%d", e.ID, e.Column))
	}
	return strings.Join(ids, " ")
}

func TestLinesAreReadAsTheyAreWritten(t *testing.T) {
	for _, l := range lines {
		c, errs := candidate.ParseLax(l.text)
		if got := show(c); got != l.want {
			t.Errorf("%.60q is read as\n     %s\nnot  %s", l.text, got, l.want)
		}
		refused := l.problems
		if strings.HasPrefix(refused, "~") {
			refused = ""
		}
		if got := found(errs); got != refused {
			t.Errorf("%.60q has the problems %q, not %q", l.text, got, refused)
		}
		if got := c.String(); got != "candidate:"+l.text {
			t.Errorf("%.60q comes back as %.60q", l.text, got)
		}
		strict, err := candidate.Parse(l.text)
		if (err != nil) != (refused != "") {
			t.Errorf("%.60q: Parse says %v", l.text, err)
		}
		if err == nil && strict != c || err != nil && strict != (candidate.Candidate{}) {
			t.Errorf("%.60q: Parse reads %s", l.text, show(strict))
		}
	}
}

func TestEveryLibertyIsNoticedWhenItIsAskedFor(t *testing.T) {
	taken := map[string]bool{}
	for _, l := range lines {
		want := strings.ReplaceAll(l.problems, "~", "")
		if got := found(candidate.WithLiberties(l.text)); got != want {
			t.Errorf("%.60q: %q, not %q", l.text, got, want)
		}
		for _, p := range strings.Fields(l.problems) {
			if id, _, _ := strings.Cut(p, "@"); strings.HasPrefix(id, "~") {
				taken[id[1:]] = true
			}
		}
	}
	for _, l := range candidate.Liberties() {
		if !taken[l.ID] {
			t.Errorf("no line takes the liberty %s", l.ID)
		}
		if l.Clause == "" || l.Reason == "" {
			t.Errorf("the liberty %s lacks a clause or a reason", l.ID)
		}
	}
}

func TestTheDocumentationListsTheLiberties(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, l := range candidate.Liberties() {
		want = append(want, l.ID)
	}
	for _, m := range regexp.MustCompile(`(?m)^//   - (candidate-\S+): `).FindAllSubmatch(doc, -1) {
		got = append(got, string(m[1]))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAllFramesHoldTheSameCandidate(t *testing.T) {
	const value = "7 1 udp 2122260223 192.168.77.10 40001 typ host generation 0"
	want, err := candidate.Parse(value)
	if err != nil {
		t.Fatal(err)
	}
	for _, front := range []string{"", "candidate:", "a=candidate:"} {
		for _, end := range []string{"", "\r\n", "\n", "\r"} {
			got, err := candidate.Parse(front + value + end)
			if err != nil || got != want {
				t.Errorf("%q: %s, %v", front+value+end, show(got), err)
			}
			_, err = candidate.Parse(front + "7 1 udp x" + end)
			var e *candidate.SyntaxError
			if !errors.As(err, &e) || e.Column != len(front)+9 {
				t.Errorf("%q: the error %v is not at column %d", front+"7 1 udp x"+end, err, len(front)+9)
			}
		}
	}
}

func TestNothingIsKeptOfATextThatWouldBeTwoLines(t *testing.T) {
	for _, text := range []string{
		"1 1 udp 1 1.2.3.4 5 typ host\r\na=x", "1 1 udp 1 1.2.3.4 5 typ host foo b\x00r", "1\n1 udp 1 1.2.3.4 5 typ host",
		"1 1 udp 1 1.2.3.4 5 typ host\n\n", "1 1 udp 1 1.2.3.4 5 typ host\n\r", "\r\n\r\n",
	} {
		c, errs := candidate.ParseLax(text)
		if c != (candidate.Candidate{}) || len(errs) != 1 {
			t.Errorf("%q is read as %s, %v", text, show(c), errs)
		}
	}
}

func TestAttributesOfADescriptionAreCandidates(t *testing.T) {
	d, err := sdp.Parse(strings.ReplaceAll(`v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
m=audio 9 RTP/AVP 0
c=IN IP4 0.0.0.0
a=candidate:1 1 udp 2 192.0.2.1 40000 typ host
a=candidate:1 1 udp 1 192.0.2.1 x typ host
a=candidate
a=candidate:
`, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for c, err := range sdp.All[candidate.Candidate](d.Media(0)) {
		if err != nil {
			got = append(got, err.Error())
		} else {
			got = append(got, c.String())
		}
	}
	want := []string{
		"candidate:1 1 udp 2 192.0.2.1 40000 typ host",
		`8:33: a=candidate: port "x" is not a number from 0 to 65535`,
		"9:12: a=candidate: the value is missing",
		"10:13: a=candidate: the value is missing",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	c := candidate.Candidate{Foundation: "1", Component: 1, Transport: candidate.UDP, Priority: 5, Address: "192.0.2.1", Port: 9, Type: candidate.Host}
	if err := sdp.Add(d.Session(), c); err == nil {
		t.Error("a candidate is added to the session part")
	}
	for _, bad := range []func(*candidate.Candidate){
		func(c *candidate.Candidate) { c.Foundation = "1\r\na=x" },
		func(c *candidate.Candidate) { c.Foundation = "1 1" },
		func(c *candidate.Candidate) { c.Address = "" },
		func(c *candidate.Candidate) { c.Type = "host raddr 1.2.3.4" },
		func(c *candidate.Candidate) { c.TCPType = "so generation 0" },
		func(c *candidate.Candidate) { c.Priority = 0 },
	} {
		c := c
		bad(&c)
		if err := sdp.Add(d.Media(0), c); err == nil {
			t.Errorf("%q is added", c)
		}
		if b, err := c.MarshalText(); err == nil {
			t.Errorf("%q is marshalled", b)
		}
	}
	if err := sdp.Add(d.Media(0), c); err != nil {
		t.Error(err)
	}
}

func TestProblemsAreAllDescribed(t *testing.T) {
	var ids []string
	for _, p := range candidate.Problems() {
		if p.ID == "" || p.Clause == "" || p.Summary == "" || p.Severity == 0 || p.Fix == "" && p.Severity != sdp.SeverityInfo {
			t.Errorf("%+v", p)
		}
		ids = append(ids, p.ID)
	}
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); n != len(candidate.Problems()) {
		t.Errorf("%d classes have %d names", len(candidate.Problems()), n)
	}
}

func TestParsingAndWritingAllocateNothing(t *testing.T) {
	texts := []string{
		"candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host",
		"a=candidate:842163049 1 udp 1677729535 203.0.113.77 46154 typ srflx raddr 192.168.77.10 rport 46154 generation 0 ufrag EsAw network-id 1 network-cost 999\r\n",
		"8 1 TCP 1518280447 fd77::10 9 typ host tcptype active",
		"7  1 udp 1 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 5 typ  host foo  bar baz",
		"7 1 ssltcp 1 [2001:db8::1] 5 typ srflx RADDR :: rport 9",
	}
	b := make([]byte, 0, 1024)
	for _, text := range texts {
		c, err := candidate.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if n := testing.AllocsPerRun(100, func() { c, err = candidate.Parse(text) }); n != 0 {
			t.Errorf("parsing %q allocates %v times", text, n)
		}
		if n := testing.AllocsPerRun(100, func() { b = c.AppendAttribute(b[:0]) }); n != 0 {
			t.Errorf("writing %q allocates %v times", text, n)
		}
	}
	d, err := sdp.Parse("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\na=candidate:" + texts[3] + "\r\na=" + texts[0] + "\r\n")
	if err != nil {
		t.Fatal(err)
	}
	m, sum := d.Media(0), uint64(0)
	if n := testing.AllocsPerRun(100, func() {
		for c, err := range sdp.All[candidate.Candidate](m) {
			if err == nil {
				sum += uint64(c.Priority)
				b = c.AppendAttribute(b[:0])
			}
		}
	}); n != 0 || sum == 0 {
		t.Errorf("reading %d through sdp.All allocates %v times", sum, n)
	}
}
