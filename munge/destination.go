package munge

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file has what becomes of the default destination, c=, the port in m= and a=rtcp,
// when candidates go (RFC 8839 §4.2.5).

// redirect gives sections another default destination where the one that they have was a
// candidate that is gone: the section that the candidates are of, and if it carries a
// BUNDLE group those that have none of their own.
func (p *pass) redirect(m sdp.Section, gone, left []candidate.Candidate) error {
	was, _ := p.destination(m)
	if err := p.redirectOne(m, gone, left); err != nil || !p.bundled(m) || p.tagOf(m) != m {
		return err
	}
	for _, o := range p.groupOf(m) {
		if media, _ := p.destination(o); o == m || media != was || has[candidate.Candidate](o) {
			continue
		}
		if now, _ := p.destination(m); now == was {
			break
		}
		p.remark("done to all sections of the BUNDLE group that had the port")
		if err := p.redirectOne(o, gone, left); err != nil {
			return err
		}
	}
	return nil
}

func (p *pass) redirectOne(m sdp.Section, gone, left []candidate.Candidate) error {
	media, rtcp := p.destination(m)
	moved := found(gone, media, 1) && !found(left, media, 1)
	if moved {
		ip, port := netip.IPv4Unspecified(), 9
		if c, ok := best(left, 1); ok {
			ip, port = c.ip, int(c.port)
		}
		if err := p.setAddress(m, ip); err != nil {
			return err
		}
		if err := p.setPort(m, port); err != nil {
			return err
		}
	}
	said := false
	for l := range sdp.LinesOf[sdp.RTCP](m) {
		said = true
		a, ok := read[sdp.RTCP](l)
		// With a=rtcp-mux, too, the line tells where RTCP would go without.
		if rtcp.Port = int(a.Port); a.Address != "" {
			rtcp.NetworkType, rtcp.Address = a.NetworkType, a.Address
		}
		if !ok || !found(gone, rtcp, 0) || found(left, rtcp, 0) {
			continue
		}
		to := sdp.RTCP{Port: 9, NetworkType: "IN", AddressType: "IP4", Address: "0.0.0.0"}
		c, ok := best(left, 2)
		if !ok {
			c, ok = best(left, 1)
		}
		if ok {
			to.Port, to.AddressType, to.Address = c.port, addressType(c.ip), c.ip.String()
		}
		if err := p.rewrite(l, to.AppendAttribute(nil)); err != nil {
			return err
		}
	}
	// Without the line RTCP goes to the next port, where now nobody may listen: that is
	// a mismatch, too, for the other side (RFC 8839 §4.2.2, §4.2.5).
	if _, mux, _ := lookup[sdp.RTCPMux](p, m); said || mux || !isRTP(m.Proto()) || !moved && !found(gone, rtcp, 2) {
		return nil
	}
	if _, now := p.destination(m); found(left, now, 2) {
		return nil
	}
	c, ok := best(left, 2)
	if !ok {
		return nil
	}
	return set(p, m, sdp.RTCP{Port: c.port, NetworkType: "IN", AddressType: addressType(c.ip), Address: c.ip.String()})
}

// found says that an endpoint is one of the candidates, of a component or (0) of any.
func found(list []candidate.Candidate, e sdp.Endpoint, component uint16) bool {
	for _, c := range list {
		if (component == 0 || c.Component == component) && int(c.Port) == e.Port && c.Address.Equal(candidate.Address(e.Address)) {
			return true
		}
	}
	return false
}

type destination struct {
	ip   netip.Addr
	port uint16
}

// best is the candidate to be the default destination: of UDP, with an IP address, the
// most likely to work: a relayed one before a reflexive one, and that before a host's.
func best(list []candidate.Candidate, component uint16) (d destination, ok bool) {
	rank := map[candidate.Type]int{candidate.Relayed: 3, candidate.ServerReflexive: 2, candidate.PeerReflexive: 1}
	top := -1
	for _, c := range list {
		ip, isIP := c.Address.IP()
		if !isIP || c.Component != component || !strings.EqualFold(string(c.Transport), string(candidate.UDP)) || c.Port == 0 {
			continue
		}
		if r := rank[c.Type]; r > top {
			top, d, ok = r, destination{ip.WithZone(""), c.Port}, true
		}
	}
	return d, ok
}

// addressType is what c= and o= call the family of an address.
func addressType(ip netip.Addr) string {
	if ip.Is4() {
		return "IP4"
	}
	return "IP6"
}

// setAddress writes the c= line of a section.
func (p *pass) setAddress(s sdp.Section, ip netip.Addr) error {
	return p.setConnection(s, "c=IN "+addressType(ip)+" "+ip.String())
}

// setConnection writes a c= line in place of all that a section has: several are the
// layers of one multicast session (RFC 8866 §5.7).
func (p *pass) setConnection(s sdp.Section, text string) error {
	lines := slices.Collect(s.LinesOf('c'))
	if len(lines) == 0 {
		_, err := p.add(s, text)
		return err
	}
	if err := p.replace(lines[0], text); err != nil {
		return err
	}
	return p.removeAll(lines[1:])
}

// hideSession takes the address of a candidate out of the session part, if all sections
// have another.
func (p *pass) hideSession(own []candidate.Candidate) error {
	for m := range p.live() {
		if !hasType(m, 'c') {
			return nil
		}
	}
	for _, c := range own {
		if at, ok, err := p.d.Session().Connection(); !ok || err != nil || !c.Address.Equal(candidate.Address(at.Address)) {
			continue
		}
		hidden := netip.IPv4Unspecified()
		if ip, ok := c.Address.IP(); ok && !ip.Is4() {
			hidden = netip.IPv6Unspecified()
		}
		return p.setAddress(p.d.Session(), hidden)
	}
	return nil
}
