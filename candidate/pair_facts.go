package candidate

import (
	"net/netip"
	"strings"
)

// The bounds that keep the work of Pairs small whatever it is given.
const (
	// DefaultPairLimit is how many pairs a checklist has at most (RFC 8445 §6.1.2.5).
	DefaultPairLimit = 100
	// MaxCandidates is how many candidates of a side are looked at, the best by
	// Compare. That bounds the combinations, which the limit of pairs does not.
	MaxCandidates = 128
	// MaxFacts is how many learned and how many nominated paths are looked at.
	MaxFacts = 1024
)

// Facts is what is known of a session beside its candidates and the role. The zero
// value is the model that every pair of mutually reachable addresses works, see
// MutuallyReachable: no name is resolved, nothing was learned, both agents are full,
// and the controlling one nominates the valid pair of highest priority.
//
// The functions must give the same answer for the same question.
type Facts struct {
	// Works says whether a check between two candidates succeeds. It is asked about
	// the candidates as they were signalled: a check that a NAT maps to a server
	// reflexive candidate is one between that candidate and the remote one. Nil is
	// the model above, in which what was learned or nominated works too.
	Works func(local, remote Candidate) bool

	// Resolve gives the IP address that stands behind a name, or the zero Addr. A
	// resolved address serves to pair and never appears in a result.
	Resolve func(Address) netip.Addr

	// Base gives the base of a local reflexive candidate whose raddr and rport hide
	// it, or the zero AddrPort. While a base is not known, the candidate counts as
	// its own base, so that pairs which are redundant with a host candidate's stay.
	Base func(Candidate) netip.AddrPort

	// Learned are the pairs in which a check revealed a peer reflexive candidate,
	// local by a mapped address (RFC 8445 §7.2.5.3.1) or remote by a request (§7.3.1.3),
	// with the priority that the check had. Others are not looked at.
	Learned []Path

	// Nominated are the pairs that the controlling agent named, in order of time. Nil
	// is the valid pair of highest priority of each component.
	Nominated  []Path
	Nomination Nomination

	LocalLite, RemoteLite bool

	// LocalUfrag and RemoteUfrag are the generation that is paired: a candidate whose
	// ufrag extension is another one is left out (RFC 8838 §9). "" takes all.
	LocalUfrag, RemoteUfrag string

	Policy Policy
	Limit  int // of pairs on this checklist; 0 is DefaultPairLimit

	// LocalDefault and RemoteDefault are the candidates whose addresses stand in the
	// m= and c= lines and in a=rtcp. Nil is one for each component, chosen as Default
	// does for a section over UDP: IPv4 first, and relayed, server reflexive, host; of
	// equals the one with the higher priority, and TCP's where there is no other.
	LocalDefault, RemoteDefault []Candidate

	// SignalledPriority gives a pair that was learned before its remote candidate was
	// signalled the priority of the signalled candidate, as libwebrtc does. By RFC 8838
	// §11 it has the priority it was learned with.
	SignalledPriority bool
}

// A Path is a local and a remote candidate as something outside names them, such as
// RTCIceCandidatePairStats. To find them among the candidates, only component (0
// stands for 1), transport, address and port count. A local reflexive candidate may
// be named by its base.
type Path struct{ Local, Remote Candidate }

// AnyOf is a value for Facts.Works: the checks between these candidates succeed,
// and no others.
func AnyOf(paths ...Path) func(local, remote Candidate) bool {
	set := make(map[[2]endpoint]bool, len(paths))
	for _, p := range paths {
		set[[2]endpoint{endpointOf(p.Local), endpointOf(p.Remote)}] = true
	}
	return func(local, remote Candidate) bool {
		return set[[2]endpoint{endpointOf(local), endpointOf(remote)}]
	}
}

// MutuallyReachable says whether two addresses can exchange packets as far as the
// addresses themselves tell, nothing being in the way: both are of one family and
// neither is unspecified or multicast; a loopback address reaches loopback addresses
// only, a link-local one link-local ones only. All others reach each other: whether
// two private networks are the same can't be seen, and a private address reaches a
// global one through its NAT, which lets the answers in. A zone means nothing to
// the other host.
func MutuallyReachable(a, b netip.Addr) bool {
	usable := func(x netip.Addr) bool { return x.IsValid() && !x.IsUnspecified() && !x.IsMulticast() }
	switch {
	case !usable(a) || !usable(b), a.Is4() != b.Is4(),
		a.IsLoopback() != b.IsLoopback(), a.IsLinkLocalUnicast() != b.IsLinkLocalUnicast():
		return false
	}
	return true
}

// endpoint is a transport address by meaning, for use as a key.
type endpoint struct {
	component uint16
	transport Transport
	ip        netip.Addr // or, where there is none:
	name      string
	port      uint16
}

func endpointOf(c Candidate) endpoint {
	e := endpoint{component: max(c.Component, 1), transport: lower(c.Transport), port: c.Port}
	if ip, ok := c.Address.IP(); ok {
		e.ip = ip
	} else {
		e.name = strings.ToLower(string(c.Address))
	}
	return e
}

// lower gives a hand-made "UDP" the spelling that Parse would have given it.
func lower[T ~string](s T) T { return T(strings.ToLower(string(s))) }
