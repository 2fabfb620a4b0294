package candidate_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/candidate"
)

// story is a result in lines: number, what it was at first, and the pair's own words.
func story(r candidate.PairResult) string {
	var b strings.Builder
	for i, p := range r.Pairs {
		fmt.Fprintf(&b, "%d %v %v\n", i+1, p.Initial, p)
	}
	return b.String()
}

// The addresses of two hosts, each behind a NAT of its own, with a relay for one.
const (
	hostA  = "1 1 udp 2130706431 10.0.0.1 5000 typ host"
	srflxA = "2 1 udp 1694498815 192.0.2.1 6000 typ srflx raddr 10.0.0.1 rport 5000"
	relayA = "3 1 udp 16777215 192.0.2.9 7000 typ relay raddr 192.0.2.1 rport 6000"
	hostB  = "1 1 udp 2130706175 10.0.1.1 5002 typ host"
	srflxB = "2 1 udp 1694498559 198.51.100.1 6002 typ srflx raddr 10.0.1.1 rport 5002"
	mdnsB  = "9 1 udp 2130706175 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local 5002 typ host"
)

var pairTests = []struct {
	name          string
	local, remote []string
	role          candidate.Role
	facts         func(local, remote []candidate.Candidate) candidate.Facts
	want          string
}{
	{
		name:  "a server reflexive candidate is replaced by its base, and its pairs are redundant (RFC 8445 §6.1.2.4)",
		local: []string{hostA, srflxA}, remote: []string{hostB, srflxB},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected
2 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded
3 - srflx udp 192.0.2.1:6000 - host udp 10.0.1.1:5002: pruned: redundant with 1 (RFC 8445 §6.1.2.4)
4 - srflx udp 192.0.2.1:6000 - srflx udp 198.51.100.1:6002: pruned: redundant with 2 (RFC 8445 §6.1.2.4), default pair`,
	}, {
		name:  "where only the mapped addresses reach each other, the valid pair is theirs (§7.2.5.3.2)",
		local: []string{hostA, srflxA, relayA}, remote: []string{hostB, srflxB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Works: candidate.AnyOf(candidate.Path{Local: l[1], Remote: r[1]}, candidate.Path{Local: l[2], Remote: r[1]})}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: failed
2 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded
3 waiting relay udp 192.0.2.9:7000 - host udp 10.0.1.1:5002: failed
4 waiting relay udp 192.0.2.9:7000 - srflx udp 198.51.100.1:6002: succeeded, default pair
5 - srflx udp 192.0.2.1:6000 - host udp 10.0.1.1:5002: pruned: redundant with 1 (RFC 8445 §6.1.2.4)
6 - srflx udp 192.0.2.1:6000 - srflx udp 198.51.100.1:6002: pruned: redundant with 2 (RFC 8445 §6.1.2.4), valid, selected`,
	}, {
		name:  "a hidden base stays the candidate's own",
		local: []string{hostA, "2 1 udp 1694498815 192.0.2.1 6000 typ srflx raddr 0.0.0.0 rport 9"}, remote: []string{hostB},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected
2 waiting srflx udp 192.0.2.1:6000 - host udp 10.0.1.1:5002: succeeded, default pair`,
	}, {
		name:  "a hidden base may be a fact",
		local: []string{hostA, "2 1 udp 1694498815 192.0.2.1 6000 typ srflx raddr 0.0.0.0 rport 9"}, remote: []string{hostB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Base: func(candidate.Candidate) netip.AddrPort { return netip.MustParseAddrPort("10.0.0.1:5000") }}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected
2 - srflx udp 192.0.2.1:6000 - host udp 10.0.1.1:5002: pruned: redundant with 1 (RFC 8445 §6.1.2.4), default pair`,
	}, {
		name:   "components, families, scopes and transports don't mix (§6.1.2.2)",
		local:  []string{hostA, "1 2 udp 2130706430 10.0.0.1 5001 typ host", "4 1 udp 2130705919 fe80::1 5000 typ host", "5 1 udp 2130705663 fd00::1 5000 typ host"},
		remote: []string{hostB, "6 1 udp 2130705919 fe80::2 5000 typ host", "7 1 tcp 1518280447 10.0.1.1 9 typ host tcptype active"},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected, default pair
2 waiting host udp [fe80::1]:5000 - host udp [fe80::2]:5000: succeeded
3 - host udp 10.0.0.1:5000 - host udp [fe80::2]:5000: not formed: IPv4 with IPv6 (RFC 8445 §6.1.2.2)
4 - host udp 10.0.0.1:5000 - host tcp active 10.0.1.1:9: not formed: different transports (RFC 6544 §6.2)
5 - host udp [fe80::1]:5000 - host udp 10.0.1.1:5002: not formed: IPv4 with IPv6 (RFC 8445 §6.1.2.2)
6 - host udp [fe80::1]:5000 - host tcp active 10.0.1.1:9: not formed: different transports (RFC 6544 §6.2)
7 - host udp [fd00::1]:5000 - host udp 10.0.1.1:5002: not formed: IPv4 with IPv6 (RFC 8445 §6.1.2.2)
8 - host udp [fd00::1]:5000 - host udp [fe80::2]:5000: not formed: link-local with another scope (RFC 8445 §6.1.2.2)
9 - host udp [fd00::1]:5000 - host tcp active 10.0.1.1:9: not formed: different transports (RFC 6544 §6.2)
10 - host udp 10.0.0.1:5001 - host udp 10.0.1.1:5002: not formed: different components (RFC 8445 §6.1.2.2)
11 - host udp 10.0.0.1:5001 - host udp [fe80::2]:5000: not formed: different components (RFC 8445 §6.1.2.2)
12 - host udp 10.0.0.1:5001 - host tcp active 10.0.1.1:9: not formed: different components (RFC 8445 §6.1.2.2)`,
	}, {
		name:  "link-local IPv4 addresses are paired with others: the rule is about IPv6 (§6.1.2.2)",
		local: []string{"1 1 udp 2130706431 169.254.0.1 5000 typ host"}, remote: []string{hostB},
		want: `
1 waiting host udp 169.254.0.1:5000 - host udp 10.0.1.1:5002: failed, default pair`,
	}, {
		name:   "what no RFC defines is paired with nothing",
		local:  []string{hostA},
		remote: []string{"1 1 ssltcp 1 10.0.1.1 443 typ host", "1 1 udp 2 10.0.1.1 5002 typ quantum", "1 1 udp 4 0.0.0.0 5002 typ host", "1 1 udp 3 10.0.1.1 0 typ host"},
		want: `
1 - host udp 10.0.0.1:5000 - host udp 0.0.0.0:5002: not formed: no address to send to (RFC 8839 §5.1)
2 - host udp 10.0.0.1:5000 - host udp 10.0.1.1:0: not formed: no address to send to (RFC 8839 §5.1)
3 - host udp 10.0.0.1:5000 - quantum udp 10.0.1.1:5002: not formed: candidate type not known (RFC 8839 §5.1)
4 - host udp 10.0.0.1:5000 - host ssltcp 10.0.1.1:443: not formed: transport not known (RFC 8839 §5.1)`,
	}, {
		name:   "TCP: active with passive, passive with active, so with so; the passive side is pruned and learns its pair (RFC 6544 §6.2)",
		local:  []string{"1 1 tcp 2128609279 10.0.0.1 9 typ host tcptype active", "2 1 tcp 2124414975 10.0.0.1 5000 typ host tcptype passive", "3 1 tcp 2120220671 10.0.0.1 5001 typ host tcptype so"},
		remote: []string{"1 1 tcp 2128609279 10.0.1.1 9 typ host tcptype active", "2 1 tcp 2124414975 10.0.1.1 5002 typ host tcptype passive", "3 1 tcp 2120220671 10.0.1.1 5003 typ host tcptype so"},
		want: `
1 waiting host tcp active 10.0.0.1:9 - host tcp passive 10.0.1.1:5002: succeeded
2 waiting host tcp so 10.0.0.1:5001 - host tcp so 10.0.1.1:5003: succeeded, selected
3 waiting host tcp passive 10.0.0.1:5000 - prflx tcp active 10.0.1.1:?: learned from the peer's check (RFC 8445 §7.3.1.3), succeeded
4 - prflx tcp active 10.0.0.1:? - host tcp passive 10.0.1.1:5002: learned from the response to a check (RFC 8445 §7.2.5.3.1), succeeded
5 - host tcp passive 10.0.0.1:5000 - host tcp active 10.0.1.1:9: pruned: passive: the peer opens it (RFC 6544 §6.2)
6 - host tcp active 10.0.0.1:9 - host tcp active 10.0.1.1:9: not formed: TCP types that don't connect (RFC 6544 §6.2)
7 - host tcp active 10.0.0.1:9 - host tcp so 10.0.1.1:5003: not formed: TCP types that don't connect (RFC 6544 §6.2)
8 - host tcp passive 10.0.0.1:5000 - host tcp passive 10.0.1.1:5002: not formed: TCP types that don't connect (RFC 6544 §6.2)
9 - host tcp passive 10.0.0.1:5000 - host tcp so 10.0.1.1:5003: not formed: TCP types that don't connect (RFC 6544 §6.2)
10 - host tcp so 10.0.0.1:5001 - host tcp active 10.0.1.1:9: not formed: TCP types that don't connect (RFC 6544 §6.2)
11 - host tcp so 10.0.0.1:5001 - host tcp passive 10.0.1.1:5002: not formed: TCP types that don't connect (RFC 6544 §6.2)`,
	}, {
		name:  "a name is paired with nothing until it is resolved",
		local: []string{hostA}, remote: []string{mdnsB},
		want: `
1 - host udp 10.0.0.1:5000 - host udp 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local:5002: not formed: name not resolved (RFC 8839 §5.1)`,
	}, {
		name:  "a resolved name is paired, and stays a name",
		local: []string{hostA, srflxA}, remote: []string{mdnsB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Resolve: func(a candidate.Address) netip.Addr {
				if a == r[0].Address {
					return netip.MustParseAddr("10.0.1.1")
				}
				return netip.Addr{}
			}}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local:5002: succeeded, selected
2 - srflx udp 192.0.2.1:6000 - host udp 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local:5002: pruned: redundant with 1 (RFC 8445 §6.1.2.4)`,
	}, {
		name:  "relay only: nothing else sends, and no name is resolved (webrtc-pc)",
		local: []string{hostA, srflxA, relayA}, remote: []string{srflxB, mdnsB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Policy: candidate.RelayOnly, Resolve: func(candidate.Address) netip.Addr { return netip.MustParseAddr("10.0.1.1") }}
		},
		want: `
1 waiting relay udp 192.0.2.9:7000 - srflx udp 198.51.100.1:6002: succeeded, selected, default pair
2 - host udp 10.0.0.1:5000 - host udp 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local:5002: not formed: not relayed, and the policy is relay (webrtc-pc RTCIceTransportPolicy)
3 - host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: not formed: not relayed, and the policy is relay (webrtc-pc RTCIceTransportPolicy)
4 - srflx udp 192.0.2.1:6000 - host udp 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local:5002: not formed: not relayed, and the policy is relay (webrtc-pc RTCIceTransportPolicy)
5 - srflx udp 192.0.2.1:6000 - srflx udp 198.51.100.1:6002: not formed: not relayed, and the policy is relay (webrtc-pc RTCIceTransportPolicy)
6 - relay udp 192.0.2.9:7000 - host udp 5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local:5002: not formed: a name, and the policy is relay (webrtc-pc addIceCandidate)`,
	}, {
		name:  "host candidates kept back: the server reflexive one sends from the host's address",
		local: []string{hostA, srflxA}, remote: []string{hostB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Policy: candidate.NoHostAddress}
		},
		want: `
1 waiting srflx udp 192.0.2.1:6000 - host udp 10.0.1.1:5002: succeeded, selected, default pair
2 - host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: not formed: host candidates are kept back by policy (RFC 8445 §19.1)`,
	}, {
		name:  "a candidate learned from a check is paired with the address the check came to, and nothing else (§7.3.1.3)",
		local: []string{hostA, "5 1 udp 2130705919 10.0.0.2 5000 typ host"}, remote: nil,
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Learned: []candidate.Path{{Local: l[0], Remote: candidate.Candidate{
				Type: candidate.PeerReflexive, Transport: candidate.UDP, Component: 1, Priority: 1862270719, Address: "10.0.1.1", Port: 5002}}}}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - prflx udp 10.0.1.1:5002: learned from the peer's check (RFC 8445 §7.3.1.3), succeeded, selected`,
	}, {
		name:  "a learned candidate that has been signalled since is dropped, and its pair keeps the priority (RFC 8838 §11)",
		local: []string{hostA}, remote: []string{hostB, srflxB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Learned: []candidate.Path{{Local: l[0], Remote: candidate.Candidate{
				Type: candidate.PeerReflexive, Transport: candidate.UDP, Component: 1, Priority: 1000, Address: "10.0.1.1", Port: 5002}}}}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded, selected, default pair
2 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded
3 - host udp 10.0.0.1:5000 - prflx udp 10.0.1.1:5002: pruned: learned before it was signalled as 2 (RFC 8838 §11)`,
	}, {
		name:  "or takes that of the signalled candidate",
		local: []string{hostA}, remote: []string{hostB, srflxB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{SignalledPriority: true, Learned: []candidate.Path{{Local: l[0], Remote: candidate.Candidate{
				Type: candidate.PeerReflexive, Transport: candidate.UDP, Component: 1, Priority: 1000, Address: "10.0.1.1", Port: 5002}}}}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected
2 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded, default pair
3 - host udp 10.0.0.1:5000 - prflx udp 10.0.1.1:5002: pruned: learned before it was signalled as 1 (RFC 8838 §11)`,
	}, {
		name:  "a mapped address that no candidate has is a local peer reflexive candidate (§7.2.5.3.1)",
		local: []string{hostA}, remote: []string{srflxB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Learned: []candidate.Path{{Remote: r[0], Local: candidate.Candidate{
				Type: candidate.PeerReflexive, Transport: candidate.UDP, Component: 1, Priority: 1862270975, Address: "192.0.2.1", Port: 6001,
				RelatedAddress: "10.0.0.1", RelatedPort: 5000}}}}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded, default pair
2 - prflx udp 192.0.2.1:6001 - srflx udp 198.51.100.1:6002: learned from the response to a check (RFC 8445 §7.2.5.3.1), succeeded, selected`,
	}, {
		name:  "a TCP connection that is known stands for the one that would be concluded",
		local: []string{"2 1 tcp 2124414975 10.0.0.1 5000 typ host tcptype passive"}, remote: []string{"1 1 tcp 2128609279 10.0.1.1 9 typ host tcptype active"},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Learned: []candidate.Path{{Local: l[0], Remote: candidate.Candidate{
				Type: candidate.PeerReflexive, Transport: candidate.TCP, Component: 1, Priority: 1394606079, Address: "10.0.1.1", Port: 43210}}}}
		},
		want: `
1 waiting host tcp passive 10.0.0.1:5000 - prflx tcp active 10.0.1.1:43210: learned from the peer's check (RFC 8445 §7.3.1.3), succeeded, selected
2 - host tcp passive 10.0.0.1:5000 - host tcp active 10.0.1.1:9: pruned: passive: the peer opens it (RFC 6544 §6.2), default pair`,
	}, {
		name:   "an active candidate behind a NAT opens from its base, and is seen where the NAT maps it",
		local:  []string{"1 1 tcp 2128609279 10.0.0.1 9 typ host tcptype active", "2 1 tcp 1688207359 192.0.2.1 9 typ srflx raddr 10.0.0.1 rport 9 tcptype active"},
		remote: []string{"1 1 tcp 2124414975 198.51.100.1 5002 typ host tcptype passive"},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Works: candidate.AnyOf(candidate.Path{Local: l[1], Remote: r[0]})}
		},
		want: `
1 waiting host tcp active 10.0.0.1:9 - host tcp passive 198.51.100.1:5002: succeeded
2 - prflx tcp active 192.0.2.1:? - host tcp passive 198.51.100.1:5002: learned from the response to a check (RFC 8445 §7.2.5.3.1), succeeded, selected
3 - srflx tcp active 192.0.2.1:9 - host tcp passive 198.51.100.1:5002: pruned: redundant with 1 (RFC 8445 §6.1.2.4), default pair`,
	}, {
		name:   "a TCP connection that is known from its opening side was opened by the active candidate there",
		local:  []string{"1 1 tcp 2128609279 10.0.0.1 9 typ host tcptype active"},
		remote: []string{"1 1 tcp 2124414975 198.51.100.1 5002 typ host tcptype passive"},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			opened := candidate.Path{Remote: r[0], Local: candidate.Candidate{
				Type: candidate.PeerReflexive, Transport: candidate.TCP, Component: 1, Priority: 1862270975, Address: "10.0.0.1", Port: 43210}}
			return candidate.Facts{Learned: []candidate.Path{opened}, Works: candidate.AnyOf(opened)}
		},
		want: `
1 waiting host tcp active 10.0.0.1:9 - host tcp passive 198.51.100.1:5002: succeeded, default pair
2 - prflx tcp active 10.0.0.1:43210 - host tcp passive 198.51.100.1:5002: learned from the response to a check (RFC 8445 §7.2.5.3.1), succeeded, selected`,
	}, {
		name:  "two lite agents prune nothing (§8.2)",
		local: []string{hostA, srflxA}, remote: []string{hostB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{LocalLite: true, RemoteLite: true}
		},
		want: `
1 - host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: valid, selected
2 - srflx udp 192.0.2.1:6000 - host udp 10.0.1.1:5002: not valid, default pair`,
	}, {
		name:   "where there is no NAT, two active candidates at one address open one connection",
		local:  []string{"1 1 tcp 2128609279 192.0.2.1 9 typ host tcptype active", "2 1 tcp 1688207359 192.0.2.1 9 typ srflx raddr 192.0.2.1 rport 9 tcptype active"},
		remote: []string{"1 1 tcp 2124414975 198.51.100.1 5002 typ host tcptype passive"},
		want: `
1 waiting host tcp active 192.0.2.1:9 - host tcp passive 198.51.100.1:5002: succeeded
2 - prflx tcp active 192.0.2.1:? - host tcp passive 198.51.100.1:5002: learned from the response to a check (RFC 8445 §7.2.5.3.1), succeeded, selected
3 - srflx tcp active 192.0.2.1:9 - host tcp passive 198.51.100.1:5002: pruned: redundant with 1 (RFC 8445 §6.1.2.4), default pair`,
	}, {
		name:   "frozen are all but the first pair of a foundation, lowest component first (§6.1.2.6)",
		local:  []string{"1 1 udp 2130706430 10.0.0.1 5000 typ host", "1 2 udp 2130706431 10.0.0.1 5001 typ host", "5 2 udp 2130705918 10.0.0.2 5001 typ host"},
		remote: []string{"1 1 udp 2130706174 10.0.1.1 5002 typ host", "1 2 udp 2130706175 10.0.1.1 5003 typ host"},
		want: `
1 frozen host udp 10.0.0.1:5001 - host udp 10.0.1.1:5003: succeeded, selected, default pair
2 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected, default pair
3 waiting host udp 10.0.0.2:5001 - host udp 10.0.1.1:5003: succeeded
4 - host udp 10.0.0.1:5000 - host udp 10.0.1.1:5003: not formed: different components (RFC 8445 §6.1.2.2)
5 - host udp 10.0.0.1:5001 - host udp 10.0.1.1:5002: not formed: different components (RFC 8445 §6.1.2.2)
6 - host udp 10.0.0.2:5001 - host udp 10.0.1.1:5002: not formed: different components (RFC 8445 §6.1.2.2)`,
	}, {
		name:  "the last nomination counts",
		local: []string{hostA, relayA}, remote: []string{hostB, srflxB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Nominated: []candidate.Path{{Local: l[0], Remote: r[0]}, {Local: l[1], Remote: r[1]}}}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, nominated
2 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded
3 waiting relay udp 192.0.2.9:7000 - host udp 10.0.1.1:5002: succeeded
4 waiting relay udp 192.0.2.9:7000 - srflx udp 198.51.100.1:6002: succeeded, selected, default pair`,
	}, {
		name:  "with RFC 5245's aggressive nomination the one with the highest priority",
		local: []string{hostA, relayA}, remote: []string{hostB, srflxB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Nomination: candidate.AggressiveNomination, Nominated: []candidate.Path{{Local: l[0], Remote: r[0]}, {Local: l[1], Remote: r[1]}}}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected
2 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded
3 waiting relay udp 192.0.2.9:7000 - host udp 10.0.1.1:5002: succeeded
4 waiting relay udp 192.0.2.9:7000 - srflx udp 198.51.100.1:6002: succeeded, nominated, default pair`,
	}, {
		name:  "which nominates every pair that works",
		local: []string{hostA, relayA}, remote: []string{srflxB}, role: controlled,
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Nomination: candidate.AggressiveNomination}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded, selected
2 waiting relay udp 192.0.2.9:7000 - srflx udp 198.51.100.1:6002: succeeded, nominated, default pair`,
	}, {
		name:  "a nomination that failed doesn't count",
		local: []string{hostA, relayA}, remote: []string{hostB},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{Works: candidate.AnyOf(candidate.Path{Local: l[1], Remote: r[0]}),
				Nominated: []candidate.Path{{Local: l[1], Remote: r[0]}, {Local: l[0], Remote: r[0]}}}
		},
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: failed
2 waiting relay udp 192.0.2.9:7000 - host udp 10.0.1.1:5002: succeeded, selected, default pair`,
	}, {
		name:  "a lite agent sends no checks, and sees what its peer does",
		local: []string{"1 1 udp 2130706431 192.0.2.1 5000 typ host"}, remote: []string{hostB, srflxB}, role: controlled,
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{LocalLite: true, Works: candidate.AnyOf(candidate.Path{Local: l[0], Remote: r[1]})}
		},
		want: `
1 - host udp 192.0.2.1:5000 - host udp 10.0.1.1:5002: not valid
2 - host udp 192.0.2.1:5000 - srflx udp 198.51.100.1:6002: valid, selected, default pair`,
	}, {
		name:   "between two lite agents nothing is checked (§8.2)",
		local:  []string{"1 1 udp 2130706431 192.0.2.1 5000 typ host", "2 1 udp 2130706175 2001:db8::1 5000 typ host"},
		remote: []string{"1 1 udp 2130706431 192.0.2.2 5000 typ host", "2 1 udp 2130706175 2001:db8::2 5000 typ host"},
		facts: func(l, r []candidate.Candidate) candidate.Facts {
			return candidate.Facts{LocalLite: true, RemoteLite: true}
		},
		want: `
1 - host udp 192.0.2.1:5000 - host udp 192.0.2.2:5000: valid, selected, default pair
2 - host udp [2001:db8::1]:5000 - host udp [2001:db8::2]:5000: not valid
3 - host udp 192.0.2.1:5000 - host udp [2001:db8::2]:5000: not formed: IPv4 with IPv6 (RFC 8445 §6.1.2.2)
4 - host udp [2001:db8::1]:5000 - host udp 192.0.2.2:5000: not formed: IPv4 with IPv6 (RFC 8445 §6.1.2.2)`,
	}, {
		name:  "beyond the limit the lowest priorities go (§6.1.2.5)",
		local: []string{hostA, relayA}, remote: []string{hostB, srflxB},
		facts: func(l, r []candidate.Candidate) candidate.Facts { return candidate.Facts{Limit: 2} },
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected
2 waiting host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002: succeeded
3 - relay udp 192.0.2.9:7000 - host udp 10.0.1.1:5002: pruned: beyond the limit of pairs (RFC 8445 §6.1.2.5)
4 - relay udp 192.0.2.9:7000 - srflx udp 198.51.100.1:6002: pruned: beyond the limit of pairs (RFC 8445 §6.1.2.5), default pair`,
	}, {
		name:  "a candidate of another generation is left out (RFC 8838 §9)",
		local: []string{hostA + " ufrag new", "5 1 udp 2130705919 10.0.0.2 5000 typ host ufrag old", "6 1 udp 2130705663 10.0.0.3 5000 typ host"}, remote: []string{hostB + " ufrag gone"},
		facts: func(l, r []candidate.Candidate) candidate.Facts { return candidate.Facts{LocalUfrag: "new"} },
		want: `
1 waiting host udp 10.0.0.1:5000 - host udp 10.0.1.1:5002: succeeded, selected, default pair
2 waiting host udp 10.0.0.3:5000 - host udp 10.0.1.1:5002: succeeded
3 - host udp 10.0.0.2:5000 - host udp 10.0.1.1:5002: not formed: ufrag of another generation (RFC 8838 §9)`,
	},
}

func TestPairs(t *testing.T) {
	for _, c := range pairTests {
		t.Run(c.name, func(t *testing.T) {
			local, remote := parse(t, c.local...), parse(t, c.remote...)
			var facts candidate.Facts
			if c.facts != nil {
				facts = c.facts(local, remote)
			}
			got := story(candidate.Pairs(local, remote, c.role, facts))
			if diff := cmp.Diff(strings.Trim(c.want, "\n"), strings.Trim(got, "\n")); diff != "" {
				t.Errorf("%s\n%s", diff, got)
			}
			slices.Reverse(local)
			slices.Reverse(remote)
			facts.Learned = append(facts.Learned, facts.Learned...)
			if again := story(candidate.Pairs(append(local, local...), append(remote, remote...), c.role, facts)); again != got {
				t.Errorf("in another order, each twice:\n%s\n%s", again, got)
			}
		})
	}
}

// What isn't there is no pair, and was pruned by none.
func TestAPairThatIsNotThereIsPrunedByNone(t *testing.T) {
	a, errA := candidate.Parse(hostA)
	b, errB := candidate.Parse(hostB)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	r := candidate.Pairs([]candidate.Candidate{a}, []candidate.Candidate{b}, candidate.Controlling, candidate.Facts{})
	if p, ok := r.Selected(1); !ok || p.By != -1 || p.Component() != 1 {
		t.Errorf("%v, %v, by %d", p, ok, p.By)
	}
	for _, find := range []func() (candidate.Pair, bool){
		func() (candidate.Pair, bool) { return r.Selected(2) },
		func() (candidate.Pair, bool) { return r.Default(2) },
		func() (candidate.Pair, bool) { return r.Find(b, a) },
	} {
		if p, ok := find(); ok || p.By != -1 {
			t.Errorf("%v, %v, by %d", p, ok, p.By)
		}
	}
}
