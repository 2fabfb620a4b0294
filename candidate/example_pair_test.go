package candidate_test

import (
	"fmt"
	"net/netip"

	"github.com/sdpkit/sdpkit/candidate"
)

// A host candidate of the first component, on a host with one address.
func ExamplePriority() {
	p, err := candidate.Priority(candidate.HostPreference, 65535, 1)
	fmt.Println(p, err)
	typ, local, component := candidate.SplitPriority(2122265343) // one of Chromium's
	fmt.Println(typ, local, component)
	_, err = candidate.Priority(candidate.HostPreference, 65535, 0)
	fmt.Println(err)
	// Output:
	// 2130706431 <nil>
	// 126 32562 1
	// candidate: component 0 is not in 1 to 256 (RFC 8445 §5.1.2.1)
}

// Two IPv6 addresses go first here, then the families take turns.
func ExampleLocalPreferences() {
	addrs := []netip.Addr{
		netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("192.0.2.2"),
		netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("2001:db8::2"), netip.MustParseAddr("2001:db8::3"),
	}
	prefs, err := candidate.LocalPreferences(addrs, 65535)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, a := range addrs {
		p, _ := candidate.Priority(candidate.HostPreference, prefs[i], 1)
		fmt.Println(a, prefs[i], p)
	}
	// Output:
	// 192.0.2.1 65533 2130705919
	// 192.0.2.2 65531 2130705407
	// 2001:db8::1 65535 2130706431
	// 2001:db8::2 65534 2130706175
	// 2001:db8::3 65532 2130705663
}

// An active TCP candidate of a host with one address: RFC 6544 Appendix C has it.
func ExampleTCPLocalPreference() {
	direction, _ := candidate.DirectionPreference(candidate.Host, candidate.Active)
	local, _ := candidate.TCPLocalPreference(direction, 8191)
	p, _ := candidate.Priority(candidate.HostPreference, local, 1)
	fmt.Println(direction, local, p)
	// Output:
	// 6 57343 2128609279
}

func ExampleFoundations() {
	host, server := netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("192.0.2.7")
	fmt.Println(candidate.Foundations([]candidate.Origin{
		{Type: candidate.Host, Transport: candidate.UDP, Base: host},
		{Type: candidate.ServerReflexive, Transport: candidate.UDP, Base: host, Server: server},
		{Type: candidate.Host, Transport: candidate.UDP, Base: host}, // its RTCP component
	}))
	// Output:
	// [1 2 1]
}

// Both agents believe that they control, as in third party call control.
func ExampleResolveRoleConflict() {
	role, refuse := candidate.ResolveRoleConflict(candidate.Controlling, 4711, 815)
	fmt.Println(role, refuse)
	role, refuse = candidate.ResolveRoleConflict(candidate.Controlling, 815, 4711)
	fmt.Println(role, refuse)
	// Output:
	// controlling true
	// controlled false
}

// candidates parses candidates that are known to be good.
func candidates(ss ...string) (cs []candidate.Candidate) {
	for _, s := range ss {
		c, err := candidate.Parse(s)
		if err != nil {
			panic(err)
		}
		cs = append(cs, c)
	}
	return cs
}

// Two agents behind NATs. If all addresses reached each other, the host candidates
// would win; but each host is in a network of its own.
func ExamplePairs() {
	local := candidates(
		"1 1 udp 2130706431 10.0.0.1 5000 typ host",
		"2 1 udp 1694498815 192.0.2.1 6000 typ srflx raddr 10.0.0.1 rport 5000")
	remote := candidates(
		"1 1 udp 2130706431 192.168.0.1 5002 typ host",
		"2 1 udp 1694498815 198.51.100.1 6002 typ srflx raddr 192.168.0.1 rport 5002")

	r := candidate.Pairs(local, remote, candidate.Controlling, candidate.Facts{})
	winner, ok := r.Selected(1)
	fmt.Println(ok, winner)

	r = candidate.Pairs(local, remote, candidate.Controlling, candidate.Facts{
		Works: candidate.AnyOf(candidate.Path{Local: local[1], Remote: remote[1]}),
	})
	fmt.Print(r)
	// Output:
	// true host udp 10.0.0.1:5000 - host udp 192.168.0.1:5002: succeeded, selected
	// controlling
	//
	// local     comp  transport  address              priority  foundation
	// L1 host   1     udp        10.0.0.1:5000      2130706431  1
	// L2 srflx  1     udp        192.0.2.1:6000     1694498815  2
	// remote    comp  transport  address              priority  foundation
	// R1 host   1     udp        192.168.0.1:5002   2130706431  1
	// R2 srflx  1     udp        198.51.100.1:6002  1694498815  2
	//
	//      pair   comp             priority  at first  in the end
	//   1  L1-R1  1     9151314442783293438  waiting   failed
	//   2  L1-R2  1     7277816997797167103  waiting   succeeded
	//   3  L2-R1  1     7277816997797167102  pruned    redundant with 1 (RFC 8445 §6.1.2.4)
	// > 4  L2-R2  1     7277816996924751870  pruned    redundant with 2 (RFC 8445 §6.1.2.4), valid, selected, default pair
}

// With the policy "relay" an agent sends from its relay only, and looks up no name.
func ExampleFacts_relayOnly() {
	local := candidates(
		"1 1 udp 2130706431 10.0.0.1 5000 typ host",
		"3 1 udp 16777215 192.0.2.9 7000 typ relay raddr 192.0.2.1 rport 6000")
	remote := candidates(
		"1 1 udp 2130706431 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local 5002 typ host",
		"3 1 udp 16777215 198.51.100.9 7002 typ relay raddr 198.51.100.1 rport 6002")
	fmt.Print(candidate.Pairs(local, remote, candidate.Controlled, candidate.Facts{Policy: candidate.RelayOnly}))
	// Output:
	// controlled; policy relay, every pair of mutually reachable addresses works
	//
	// local     comp  transport  address                                            priority  foundation
	// L1 host   1     udp        10.0.0.1:5000                                    2130706431  1
	// L2 relay  1     udp        192.0.2.9:7000                                     16777215  3
	// remote    comp  transport  address                                            priority  foundation
	// R1 host   1     udp        5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local:5002  2130706431  1
	// R2 relay  1     udp        198.51.100.9:7002                                  16777215  3
	//
	//      pair   comp           priority  at first  in the end
	// > 1  L2-R2  1     72057589776515070  waiting   succeeded, selected, default pair
	//
	// not formed
	//   not relayed, and the policy is relay (webrtc-pc RTCIceTransportPolicy): L1-*
	//   a name, and the policy is relay (webrtc-pc addIceCandidate): L2-R1
}
