package candidate_test

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/sdpkit/sdpkit/candidate"
)

// parse is for lines that are known to be good.
func parse(t testing.TB, lines ...string) (cs []candidate.Candidate) {
	t.Helper()
	for _, line := range lines {
		c, err := candidate.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		cs = append(cs, c)
	}
	return cs
}

func TestFoundationsAreEqualForTheSameOrigin(t *testing.T) {
	a, b := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("10.0.0.2")
	s1, s2 := netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2")
	origins := []candidate.Origin{
		{candidate.Host, candidate.UDP, a, netip.Addr{}},
		{candidate.Host, candidate.UDP, b, netip.Addr{}},            // another base
		{candidate.Host, candidate.TCP, a, netip.Addr{}},            // another transport
		{candidate.ServerReflexive, candidate.UDP, a, s1},           // another type
		{candidate.ServerReflexive, candidate.UDP, a, s2},           // another server
		{candidate.ServerReflexive, candidate.UDP, b, s1},           // another base
		{candidate.Relayed, candidate.UDP, s1, s1},                  // a relay's base is its own
		{candidate.Host, candidate.UDP, a, s1},                      // a host candidate has no server
		{candidate.ServerReflexive, candidate.UDP, a, s1},           // its RTCP component
		{candidate.PeerReflexive, candidate.UDP, a, netip.Addr{}},   // another type
		{candidate.ServerReflexive, candidate.UDP, a, netip.Addr{}}, // no server known
		{"HOST", "UDP", a, netip.Addr{}},                            // in capitals, by hand
	}
	want := []string{"1", "2", "3", "4", "5", "6", "7", "1", "4", "8", "9", "1"}
	if diff := cmp.Diff(want, candidate.Foundations(origins)); diff != "" {
		t.Error(diff)
	}
	for n := range origins {
		if diff := cmp.Diff(want[:n], candidate.Foundations(origins[:n])); diff != "" {
			t.Errorf("what trickles in later changes a foundation: %s", diff)
		}
	}
}

func TestFoundationsAreEqualIfAndOnlyIfOriginsAre(t *testing.T) {
	types := []candidate.Type{candidate.Host, candidate.ServerReflexive, candidate.PeerReflexive, candidate.Relayed}
	transports := []candidate.Transport{candidate.UDP, candidate.TCP}
	law(t, prop.ForAll(func(seeds []uint8) bool {
		origins := make([]candidate.Origin, len(seeds))
		for i, s := range seeds {
			origins[i] = candidate.Origin{
				Type: types[s&3], Transport: transports[s>>2&1],
				Base: netip.AddrFrom4([4]byte{10, 0, 0, s >> 3 & 3}), Server: netip.AddrFrom4([4]byte{192, 0, 2, s >> 5 & 1}),
			}
		}
		names := candidate.Foundations(origins)
		for i, a := range origins {
			for j, b := range origins {
				if a.Type == candidate.Host {
					a.Server, b.Server = netip.Addr{}, netip.Addr{}
				}
				if (a == b) != (names[i] == names[j]) {
					return false
				}
			}
		}
		return true
	}, gen.SliceOf(gen.UInt8())))
}

func TestBaseIsWhereChecksAreSentFrom(t *testing.T) {
	for line, want := range map[string]string{
		"1 1 udp 2130706431 10.0.0.1 5000 typ host":                                      "10.0.0.1:5000",
		"1 1 udp 2130706431 fd00::1 5000 typ host":                                       "[fd00::1]:5000",
		"1 1 udp 1694498815 192.0.2.1 6000 typ srflx raddr 10.0.0.1 rport 5000":          "10.0.0.1:5000",
		"1 1 udp 1862270975 192.0.2.1 6000 typ prflx raddr 10.0.0.1 rport 5000":          "10.0.0.1:5000",
		"1 1 udp 16777215 192.0.2.9 7000 typ relay raddr 192.0.2.1 rport 6000":           "192.0.2.9:7000",
		"1 1 udp 1694498815 192.0.2.1 6000 typ srflx raddr 0.0.0.0 rport 9":              "", // hidden, RFC 8839 §5.1
		"1 1 udp 1694498815 192.0.2.1 6000 typ srflx raddr 0.0.0.0 rport 0":              "", // hidden, as browsers do
		"1 1 udp 1694498815 2001:db8::1 6000 typ srflx raddr :: rport 9":                 "",
		"1 1 udp 2130706431 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local 5000 typ host":    "",
		"1 1 udp 1694498815 192.0.2.1 6000 typ srflx raddr host.example.com rport 40000": "",
	} {
		base, ok := candidate.Base(parse(t, line)[0])
		got := ""
		if ok {
			got = base.String()
		}
		if got != want {
			t.Errorf("%s: %s", line, got)
		}
	}
	if _, ok := candidate.Base(candidate.Candidate{Type: candidate.ServerReflexive}); ok {
		t.Error("a candidate without raddr has a base")
	}
}

func TestRedundantKeepsTheBestOfSameAddressAndBase(t *testing.T) {
	cs := parse(t,
		"1 1 udp 2130706431 192.0.2.1 5000 typ host",
		"2 1 udp 1694498815 192.0.2.1 5000 typ srflx raddr 192.0.2.1 rport 5000", // no NAT
		"2 1 udp 1694498815 198.51.100.1 5000 typ srflx raddr 192.0.2.1 rport 5000",
		"2 1 udp 1694498815 198.51.100.1 5000 typ srflx raddr 192.0.2.2 rport 5000", // another base
		"1 2 udp 2130706430 192.0.2.1 5000 typ host",                                // another component
		"3 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active",
		"3 1 tcp 1518280446 192.0.2.1 9 typ host tcptype active",
		"3 1 tcp 1518280446 192.0.2.1 9 typ host tcptype passive", // another way to connect
		"1 1 udp 2130706431 192.0.2.1 5000 typ host",              // again: the first is kept
		"4 1 udp 2130706431 2001:DB8::1 5000 typ host",
		"4 1 udp 2130706430 2001:db8:0::1 5000 typ host", // spelled otherwise
	)
	again := cs[0]
	again.Transport = "UDP" // in capitals, by hand
	cs = append(cs, again)
	want := []int{-1, 0, -1, -1, -1, -1, 5, -1, 0, -1, 9, 0}
	if diff := cmp.Diff(want, candidate.Redundant(cs)); diff != "" {
		t.Error(diff)
	}
}

func TestCompareProposesTheBestFirst(t *testing.T) {
	want := parse(t,
		"1 1 udp 2130706431 192.0.2.1 5000 typ host",
		"1 2 udp 2130706430 192.0.2.1 5001 typ host",
		"2 1 udp 1694498815 198.51.100.1 5000 typ srflx raddr 192.0.2.1 rport 5000",
		"3 1 udp 16777215 198.51.100.2 5000 typ relay raddr 198.51.100.1 rport 5000",
		"4 1 tcp 16777215 198.51.100.2 5000 typ relay raddr 198.51.100.1 rport 5000 tcptype passive",
		"4 2 udp 16777215 198.51.100.2 5000 typ relay raddr 198.51.100.1 rport 5000",
	)
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, candidate.Compare)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %v, want %v", i, got[i], want[i])
		}
	}
}

func TestCompareIsATotalOrder(t *testing.T) {
	cs := append(parse(t,
		"1 1 udp 5 192.0.2.1 5000 typ host generation 0",
		"1 1 UDP 5 192.0.2.1 5000 typ host generation 0",
		"1 1 udp 5 192.0.2.1 5000 typ host  generation 0",
		"1 1 udp 5 192.0.2.1 5000 typ host generation 1",
		"2 1 udp 5 192.0.2.1 5000 typ host",
		"1 1 tcp 5 192.0.2.1 5000 typ host tcptype so",
		"1 1 udp 6 192.0.2.1 5000 typ host",
	), candidate.Candidate{}, candidate.Candidate{Priority: 5})
	for i, a := range cs {
		for j, b := range cs {
			ab, ba := candidate.Compare(a, b), candidate.Compare(b, a)
			if ab != -ba || (ab == 0) != (i == j) {
				t.Errorf("%v and %v: %d, %d", a, b, ab, ba)
			}
			for _, c := range cs {
				if ab <= 0 && candidate.Compare(b, c) <= 0 && candidate.Compare(a, c) > 0 {
					t.Errorf("%v, %v, %v", a, b, c)
				}
			}
		}
	}
}
