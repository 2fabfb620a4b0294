package candidate

import (
	"net/netip"
	"strconv"
)

// Origin is what decides the foundation of a candidate (RFC 8445 §5.1.1.3). A line
// doesn't tell it, only the agent that gathered the candidate knows.
type Origin struct {
	Type      Type
	Transport Transport  // what the candidate was obtained with
	Base      netip.Addr // the address its checks are sent from, the relay's own for a relayed candidate
	Server    netip.Addr // the address of the STUN or TURN server as it was contacted; not looked at for a host candidate
}

// Foundations computes the foundation of each candidate from its origin: equal if
// and only if type, base address, transport and server are (RFC 8445 §5.1.1.3).
// The values are arbitrary; they are "1", "2" and so on in order of appearance, so
// origins that are appended later, as candidates trickle, change none before them.
// Base and server say nothing in the result that the addresses don't.
func Foundations(origins []Origin) []string {
	names := make([]string, len(origins))
	seen := make(map[Origin]string, len(origins))
	for i, o := range origins {
		o.Type, o.Transport = lower(o.Type), lower(o.Transport)
		if o.Type == Host {
			o.Server = netip.Addr{}
		}
		name, ok := seen[o]
		if !ok {
			name = strconv.Itoa(len(seen) + 1)
			seen[o] = name
		}
		names[i] = name
	}
	return names
}

// Base is the transport address that checks of a candidate are sent from, as far
// as its line tells (RFC 8445 §4, RFC 8839 §5.1): a host or relayed candidate's
// own, a reflexive candidate's raddr and rport. It is not known where a name stands
// for an address, and where raddr is missing or hidden as 0.0.0.0 or ::.
func Base(c Candidate) (netip.AddrPort, bool) {
	address, port := c.Address, c.Port
	if reflexive(c.Type) {
		address, port = c.RelatedAddress, c.RelatedPort
	}
	ip, ok := address.IP()
	if !ok || ip.IsUnspecified() {
		return netip.AddrPort{}, false
	}
	return netip.AddrPortFrom(ip, port), true
}

func reflexive(t Type) bool { return t == ServerReflexive || t == PeerReflexive }

// Redundant says for each candidate which other one makes it redundant, by index,
// or -1: one of no lower priority with the same component, transport address and
// base (RFC 8445 §5.1.3). That is common for a server reflexive candidate where
// there is no NAT. Of candidates with equal priority the first is kept, and a
// candidate whose base is not known is redundant only with one that has none either.
//
// An agent that has trickled a candidate can't take it back: it keeps what it
// gathered first, whatever the priorities (RFC 8838 §9).
func Redundant(candidates []Candidate) []int {
	type place struct {
		component uint16
		transport Transport
		tcp       TCPType
		address   Address
		port      uint16
		base      netip.AddrPort
	}
	at := func(c Candidate) place {
		p := place{c.Component, lower(c.Transport), lower(c.TCPType), lower(c.Address), c.Port, netip.AddrPort{}}
		p.base, _ = Base(c)
		if ip, ok := c.Address.IP(); ok {
			p.address = Address(ip.String()) // spelling doesn't matter
		}
		return p
	}
	best := make(map[place]int, len(candidates))
	for i, c := range candidates {
		p := at(c)
		if j, ok := best[p]; !ok || c.Priority > candidates[j].Priority {
			best[p] = i
		}
	}
	by := make([]int, len(candidates))
	for i, c := range candidates {
		by[i] = -1
		if j := best[at(c)]; j != i {
			by[i] = j
		}
	}
	return by
}
