package candidate

import (
	"cmp"
	"net/netip"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// Default returns the default candidate of a component of a section, 1 for RTP and 2
// for RTCP: the one that a peer without ICE would send to (RFC 8839 §4.2.1.2). It is
// chosen from the section's candidates, by what stands first in this list:
//
//   - Only candidates with the transport of the m= line (RFC 8839 §4.3.2), an IP
//     address other than 0.0.0.0 and :: and a port other than 0, which would reject the
//     section, come into question. Of TCP candidates these are the active ones, for a
//     lite agent the passive ones (RFC 6544 §4.3), and the others only where there is
//     none of these; never simultaneous-open ones.
//   - IPv4 before IPv6. RFC 8445 §5.2 wants it to be a matter of configuration; that is
//     how browsers are configured.
//   - Relayed before reflexive before host (RFC 5245 §4.1.4; RFC 8445 leaves the choice
//     open).
//   - The one that stands first, as in browsers.
//
// ok is false where none comes into question.
func Default(m sdp.Section, component uint16) (c Candidate, ok bool) {
	lite := false
	if d := m.Description(); d != nil {
		_, lite, _ = sdp.First[sdp.ICELite](d.Session())
	}
	best := newChoice(component, m.Proto(), lite)
	for next, err := range sdp.All[Candidate](m) {
		if err == nil {
			best.consider(next)
		}
	}
	return best.c, best.ok
}

// DefaultOf is Default for candidates that are in no section yet: of a section with this
// transport protocol, "UDP/TLS/RTP/SAVPF" or the like, of an agent that is lite or not.
func DefaultOf(list []Candidate, component uint16, proto string, lite bool) (c Candidate, ok bool) {
	best := newChoice(component, proto, lite)
	for i := range list {
		best.consider(list[i])
	}
	return best.c, best.ok
}

// A choice is a default candidate in the choosing.
type choice struct {
	component uint16
	tcp       bool
	wanted    TCPType // of TCP
	c         Candidate
	ok        bool
	rank      [3]int // of c
}

func newChoice(component uint16, proto string, lite bool) choice {
	best := choice{component: component, tcp: strings.HasPrefix(proto, "TCP"), wanted: Active}
	if lite {
		best.wanted = Passive
	}
	return best
}

// consider takes a candidate if it is better than those before.
func (best *choice) consider(next Candidate) {
	ip, isIP := next.Address.IP()
	if next.Component != best.component || !isIP || ip.IsUnspecified() || next.Port == 0 ||
		(next.Transport != UDP || best.tcp) && (next.Transport != TCP || !best.tcp || next.TCPType == SimultaneousOpen) {
		return
	}
	rank := [3]int{0, 0, defaultRank(next.Type)}
	if best.tcp && next.TCPType == best.wanted {
		rank[0] = 1
	}
	if ip.Unmap().Is4() {
		rank[1] = 1
	}
	if !best.ok || better(rank, best.rank) {
		best.c, best.ok, best.rank = next, true, rank
	}
}

// defaultRank is higher the likelier a peer without ICE can reach such a candidate.
func defaultRank(t Type) int {
	switch t {
	case Relayed:
		return 2
	case ServerReflexive, PeerReflexive:
		return 1
	}
	return 0
}

func better(a, b [3]int) bool {
	for i := range a {
		if c := cmp.Compare(a[i], b[i]); c != 0 {
			return c > 0
		}
	}
	return false
}

// discard is the port of a default destination that is not known yet (RFC 8840
// §4.1.1).
const discard = 9

// SetDefault makes the default candidates of a section its default destination: the
// port of the m= line, the address of the c= line and, where RTP has candidates for
// RTCP, a=rtcp (RFC 8839 §4.2.1.2, §4.2.2). A peer that gathers calls it for its own
// description before it makes an offer or an answer of it (RFC 9429 §5.2.2); Chromium
// and Firefox do so with their local descriptions as candidates come, Chromium with
// the remote one too.
//
// Where there is no default candidate, the port is 9 and the address 0.0.0.0, or ::
// where the c= line was IP6 (RFC 8840 §4.1.1); a c= line of the session part that says
// the right thing is left to say it. An a=rtcp that is there becomes "9 IN IP4 0.0.0.0"
// where no candidate is RTCP's own (RFC 9429 §5.2.1); where one is, it is added only
// where it isn't the next port at the same address (RFC 3605 §2.1).
//
// A rejected section is ErrRejected. One with a=bundle-only has no destination, and
// stays as it is. Nothing is changed on an error.
func SetDefault(m sdp.Section) error {
	if _, err := m.MediaName(); err != nil {
		return err
	}
	if m.Rejected() {
		return ErrRejected
	}
	if m.Port() == 0 {
		return nil
	}
	at := netip.AddrPortFrom(unspecified(m), discard)
	if c, ok := Default(m, 1); ok {
		at = destination(c)
	}
	if err := m.SetPort(int(at.Port())); err != nil {
		return err
	}
	if err := setAddress(m, at.Addr()); err != nil {
		return err
	}
	return setRTCP(m, at)
}

// destination is where a default candidate is. No zone can stand in a c= line.
func destination(c Candidate) netip.AddrPort {
	ip, _ := c.Address.IP()
	return netip.AddrPortFrom(ip.WithZone(""), c.Port)
}

// unspecified is 0.0.0.0 or, where the section's c= line was IP6, "::".
func unspecified(m sdp.Section) netip.Addr {
	if media, _ := m.Destination(); media.AddressType == "IP6" {
		return netip.IPv6Unspecified()
	}
	return netip.IPv4Unspecified()
}

func addressType(ip netip.Addr) string {
	if ip.Is4() {
		return "IP4"
	}
	return "IP6"
}

func setAddress(m sdp.Section, ip netip.Addr) error {
	want := sdp.Connection{NetworkType: "IN", AddressType: addressType(ip), Address: ip.String()}
	if _, own, _ := m.Connection(); !own {
		if c, _, _ := m.Description().Session().Connection(); c == want {
			return nil
		}
	}
	return m.SetConnection(want)
}

// setRTCP writes a=rtcp for media that goes to at.
func setRTCP(m sdp.Section, at netip.AddrPort) error {
	_, present, _ := sdp.First[sdp.RTCP](m)
	c, ok := Default(m, 2)
	if !present && !ok || !strings.Contains(m.Proto(), "RTP/") {
		return nil
	}
	to := netip.AddrPortFrom(netip.IPv4Unspecified(), discard)
	if ok {
		if to = destination(c); !present && to == netip.AddrPortFrom(at.Addr(), at.Port()+1) {
			return nil
		}
	}
	a := sdp.RTCP{Port: to.Port(), NetworkType: "IN", AddressType: addressType(to.Addr()), Address: to.Addr().String()}
	if present {
		return sdp.Set(m, a)
	}
	_, err := placeForFirst(m).InsertAfter(string(a.AppendAttribute([]byte("a="))))
	return err
}
