package candidate_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/candidate"
)

func TestAChangeReplacesItsOwnWord(t *testing.T) {
	const (
		plain = "7  001 UDP 0212226022 FD77::10  040001 TYP Host generation 0"
		srflx = "9 1 udp 1 203.0.113.77 5 typ srflx  raddr 10.0.0.1 rport 009 ufrag  foo"
		tcp   = "8 1 TCP 1 192.0.2.1 9 typ host TcpType ACTIVE generation 0 "
		odd   = "9 1 udp 1 192.0.2.1 5 typ srflx generation 0 rport 9 raddr"
	)
	for _, c := range []struct {
		name, text string
		edit       func(*candidate.Candidate)
		want       string
	}{
		{"nothing", plain, func(*candidate.Candidate) {}, plain},
		{"the same again", plain, func(c *candidate.Candidate) {
			c.Port, c.Transport, c.Type, c.Priority = 40001, "udp", "host", 212226022
		}, plain},
		{"foundation", plain, func(c *candidate.Candidate) { c.Foundation = "a/b" }, "a/b  001 UDP 0212226022 FD77::10  040001 TYP Host generation 0"},
		{"component", plain, func(c *candidate.Candidate) { c.Component = 2 }, "7  2 UDP 0212226022 FD77::10  040001 TYP Host generation 0"},
		{"transport", plain, func(c *candidate.Candidate) { c.Transport = candidate.SSLTCP }, "7  001 ssltcp 0212226022 FD77::10  040001 TYP Host generation 0"},
		{"priority", plain, func(c *candidate.Candidate) { c.Priority = 1 }, "7  001 UDP 1 FD77::10  040001 TYP Host generation 0"},
		{"address", plain, func(c *candidate.Candidate) { c.Address = "192.0.2.1" }, "7  001 UDP 0212226022 192.0.2.1  040001 TYP Host generation 0"},
		{"port", plain, func(c *candidate.Candidate) { c.Port = 9 }, "7  001 UDP 0212226022 FD77::10  9 TYP Host generation 0"},
		{"type", plain, func(c *candidate.Candidate) { c.Type = candidate.Relayed }, "7  001 UDP 0212226022 FD77::10  040001 TYP relay generation 0"},
		{"several", plain, func(c *candidate.Candidate) { c.Type, c.Foundation, c.Port = "warp", "1", 0 }, "1  001 UDP 0212226022 FD77::10  0 TYP warp generation 0"},
		{"raddr is added with rport", plain, func(c *candidate.Candidate) { c.RelatedAddress = "0.0.0.0" }, "7  001 UDP 0212226022 FD77::10  040001 TYP Host raddr 0.0.0.0 rport 0 generation 0"},
		{"rport is added alone", plain, func(c *candidate.Candidate) { c.RelatedPort = 9 }, "7  001 UDP 0212226022 FD77::10  040001 TYP Host rport 9 generation 0"},
		{"all are added", plain, func(c *candidate.Candidate) {
			c.RelatedAddress, c.RelatedPort, c.TCPType = "::", 9, candidate.SimultaneousOpen
		}, "7  001 UDP 0212226022 FD77::10  040001 TYP Host raddr :: rport 9 tcptype so generation 0"},
		{"raddr", srflx, func(c *candidate.Candidate) { c.RelatedAddress = "0.0.0.0" }, "9 1 udp 1 203.0.113.77 5 typ srflx  raddr 0.0.0.0 rport 009 ufrag  foo"},
		{"rport", srflx, func(c *candidate.Candidate) { c.RelatedPort = 0 }, "9 1 udp 1 203.0.113.77 5 typ srflx  raddr 10.0.0.1 rport 0 ufrag  foo"},
		{"raddr is removed", srflx, func(c *candidate.Candidate) { c.RelatedAddress = "" }, "9 1 udp 1 203.0.113.77 5 typ srflx rport 009 ufrag  foo"},
		{"both are removed", srflx, func(c *candidate.Candidate) { c.RelatedAddress, c.RelatedPort = "", 0 }, "9 1 udp 1 203.0.113.77 5 typ srflx ufrag  foo"},
		{"tcptype behind rport", srflx, func(c *candidate.Candidate) { c.TCPType = candidate.Passive }, "9 1 udp 1 203.0.113.77 5 typ srflx  raddr 10.0.0.1 rport 009 tcptype passive ufrag  foo"},
		{"tcptype", tcp, func(c *candidate.Candidate) { c.TCPType = candidate.Passive }, "8 1 TCP 1 192.0.2.1 9 typ host TcpType passive generation 0 "},
		{"tcptype is removed", tcp, func(c *candidate.Candidate) { c.TCPType = "" }, "8 1 TCP 1 192.0.2.1 9 typ host generation 0 "},
		{"raddr in front of tcptype", tcp, func(c *candidate.Candidate) { c.RelatedAddress, c.RelatedPort = "10.0.0.1", 9 }, "8 1 TCP 1 192.0.2.1 9 typ host raddr 10.0.0.1 rport 9 TcpType ACTIVE generation 0 "},
		{"raddr without a value", odd, func(c *candidate.Candidate) { c.RelatedAddress = "::" }, "9 1 udp 1 192.0.2.1 5 typ srflx generation 0 rport 9 raddr ::"},
		{"late fields are removed", odd + " ::", func(c *candidate.Candidate) { c.RelatedAddress, c.RelatedPort = "", 0 }, "9 1 udp 1 192.0.2.1 5 typ srflx generation 0"},
		{"line breaks are left out", plain, func(c *candidate.Candidate) { c.Foundation, c.TCPType = "1\r\na=x", "\x00\n" }, "1a=x  001 UDP 0212226022 FD77::10  040001 TYP Host tcptype  generation 0"},

		{"what breaks off is completed", "garbage", func(c *candidate.Candidate) { c.Type = candidate.Host }, "garbage 0  0  0 typ host"},
		{"what breaks off and is not touched", "7 1 udp", func(*candidate.Candidate) {}, "7 1 udp"},
		{"what can't be read stays", "7 300 udp 4294967296 1.2.3.4 65536 typ host foo", func(c *candidate.Candidate) { c.Foundation = "8" }, "8 300 udp 4294967296 1.2.3.4 65536 typ host foo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := candidate.ParseLax(c.text)
			c.edit(&got)
			if diff := cmp.Diff("candidate:"+c.want, got.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFreshCandidateIsWrittenInTheOrderOfTheRFC(t *testing.T) {
	c := candidate.Candidate{
		Foundation: "1", Component: 1, Transport: candidate.TCP, Priority: 2105524479, Address: "2001:db8::1", Port: 9, Type: candidate.ServerReflexive,
		TCPType: candidate.Active, RelatedAddress: "::", RelatedPort: 9,
	}
	if err := c.SetExtension("generation", "0"); err != nil {
		t.Fatal(err)
	}
	if err := c.SetExtension("ufrag", ""); err != nil {
		t.Fatal(err)
	}
	c.Foundation = "2"
	const want = "candidate:2 1 tcp 2105524479 2001:db8::1 9 typ srflx raddr :: rport 9 tcptype active generation 0 ufrag "
	if got := c.String(); got != want {
		t.Errorf("%q, not %q", got, want)
	}
	back, err := candidate.Parse(want)
	if err != nil || !back.Equal(c) || !c.Equal(back) {
		t.Errorf("%s, %v", back, err)
	}
	if b, err := c.MarshalText(); err != nil || string(b) != want {
		t.Errorf("%q, %v", b, err)
	}
	if got := string(back.AppendAttribute([]byte("a="))); got != "a="+want {
		t.Errorf("%q", got)
	}
}

func TestEqualComparesMeaning(t *testing.T) {
	const text = "1 1 udp 2 [2001:DB8::1] 9 typ host ufrag x generation 0"
	c, err := candidate.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []struct {
		text string
		want bool
	}{
		{text, true},
		{"1  001 UDP 02 2001:db8:0::1 0009 TYP HOST UFRAG x  generation 0", true},
		{"1 1 udp 2 2001:db8::1 9 typ host generation 0 ufrag x", false},
		{"1 1 udp 2 2001:db8::1 9 typ host ufrag x", false},
		{"1 1 udp 2 2001:db8::1 9 typ host ufrag X generation 0", false},
		{"1 1 udp 2 2001:db8::1 9 typ host raddr :: rport 9 ufrag x generation 0", false},
		{"1 1 udp 2 2001:db8::1 9 typ host rport 9 ufrag x generation 0", false},
		{"2 1 udp 2 2001:db8::1 9 typ host ufrag x generation 0", false},
		{"1 2 udp 2 2001:db8::1 9 typ host ufrag x generation 0", false},
		{"1 1 tcp 2 2001:db8::1 9 typ host ufrag x generation 0", false},
		{"1 1 udp 3 2001:db8::1 9 typ host ufrag x generation 0", false},
		{"1 1 udp 2 2001:db8::2 9 typ host ufrag x generation 0", false},
		{"1 1 udp 2 2001:db8::1 8 typ host ufrag x generation 0", false},
		{"1 1 udp 2 2001:db8::1 9 typ relay ufrag x generation 0", false},
		{"1 1 udp 2 2001:db8::1 9 typ host tcptype so ufrag x generation 0", false},
	} {
		o, err := candidate.Parse(other.text)
		if err != nil {
			t.Fatal(err)
		}
		if c.Equal(o) != other.want || o.Equal(c) != other.want {
			t.Errorf("%q and %q: not %v", text, other.text, other.want)
		}
	}
}
