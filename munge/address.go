package munge

import (
	"net/netip"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edit of where media is to be sent, for those who relay it or sit at
// a NAT.

type setDestination struct {
	Address  string `json:"address,omitempty"`
	Port     int    `json:"port,omitempty"`
	RTCPPort int    `json:"rtcpPort,omitempty"`
}

// SetDestination writes where sections want their media: the address into c= and where
// a=rtcp has one into that, the port into m=. The zero Addr and port 0 leave what is
// there. Where RTCP goes is written as a=rtcp (RFC 3605) if there is one or if rtcpPort
// is neither 0 nor what it would be anyway: the same port with a=rtcp-mux, else the next.
//
// If no section is out of scope the c= line of the session part is changed, and sections
// that use it stay without one of their own. A port is for one transport: sections of a
// BUNDLE group that had one port have one again, and several transports are refused.
//
// An agent that uses ICE looks at the candidates, and takes a destination that is none
// of them for an error (RFC 8839 §4.2.5). So it is refused, unless it is 0.0.0.0 or ::
// and 9; add or drop candidates first.
func SetDestination(address netip.Addr, port, rtcpPort int) Edit {
	o := &setDestination{Port: port, RTCPPort: rtcpPort}
	if address.IsValid() {
		o.Address = address.String()
	}
	return Edit{op: o}
}

func (*setDestination) kind() string { return "set-destination" }

func (o *setDestination) check() error {
	if o.Address == "" && o.Port == 0 && o.RTCPPort == 0 {
		return fail(ErrArgument, "there is neither address nor port")
	}
	if o.Port < 0 || o.Port > 65535 || o.RTCPPort < 0 || o.RTCPPort > 65535 {
		return fail(ErrArgument, "ports %d and %d are not from 0 to 65535", o.Port, o.RTCPPort)
	}
	if o.Address == "" {
		return nil
	}
	if ip, err := netip.ParseAddr(o.Address); err != nil || ip.Zone() != "" {
		return fail(ErrArgument, "%q is not an IP address", o.Address)
	} else if ip = ip.Unmap(); ip.IsMulticast() && ip.Is4() {
		return fail(ErrArgument, "%q is a multicast address, which needs a TTL", o.Address).by("RFC 8866 §5.7")
	}
	return nil
}

func (o *setDestination) apply(p *pass) error {
	var list []sdp.Section
	for m := range p.live() {
		list = append(list, m)
	}
	var err error
	if o.Port != 0 || o.RTCPPort != 0 {
		if list, err = p.transport(list, o.Port); err != nil {
			return err
		}
	}
	before := make([]bool, len(list))
	for i, m := range list {
		before[i] = p.mismatch(m)
	}
	if o.Address != "" {
		if err := o.setAddresses(p, list); err != nil {
			return err
		}
	}
	for i, m := range list {
		if o.Port != 0 && m.Port() != 0 {
			if err := p.setPort(m, o.Port); err != nil {
				return err
			}
		}
		if err := o.setRTCP(p, m); err != nil {
			return err
		}
		if p.mismatch(m) && !before[i] {
			return fail(ErrIllegal, "none of its candidates has that address and port").in(m).by("RFC 8839 §4.2.5")
		}
	}
	return nil
}

// transport is the sections that use one transport with those given, which must not use
// several. Bundle-only ones have no port to be changed.
func (p *pass) transport(given []sdp.Section, port int) (list []sdp.Section, err error) {
	in := map[sdp.Section]bool{}
	for _, m := range given {
		if m.Port() == 0 {
			continue
		}
		if len(list) > 0 && (p.tagOf(m) != p.tagOf(list[0]) || m.Port() != list[0].Port()) {
			return nil, fail(ErrScope, "several transports can't have one port: name a section").in(m)
		}
		list, in[m] = append(list, m), true
	}
	if len(list) == 0 {
		return nil, nil
	}
	was := list[0].Port()
	for _, m := range p.groupOf(list[0]) {
		switch {
		case in[m] || m.Port() == 0:
		case m.Port() == was:
			list = append(list, m)
			p.remark("done to all sections of the BUNDLE group that had the port")
		case m.Port() == port:
			return nil, fail(ErrCollision, "port %d is that of %s, which has a transport of its own", port, pathOf(m)).in(list[0])
		}
	}
	return list, nil
}

// mismatch says that a section has candidates and none of them is the IP address and
// port to which its media is to go.
func (p *pass) mismatch(m sdp.Section) bool {
	media := p.mediaTo(m)
	if ip, ok := candidate.Address(media.Address).IP(); !ok || ip.IsUnspecified() && media.Port == 9 {
		return false
	}
	var list []candidate.Candidate
	for c, err := range sdp.All[candidate.Candidate](m) {
		if err == nil {
			list = append(list, c)
		}
	}
	return len(list) > 0 && !found(list, media, 1)
}

// setAddresses writes the address.
func (o *setDestination) setAddresses(p *pass, list []sdp.Section) error {
	ip, err := netip.ParseAddr(o.Address)
	if err != nil {
		return fail(ErrArgument, "%v", err)
	}
	ip = ip.Unmap() // as a socket for both families has it, and no description does
	session := p.everything() && hasType(p.d.Session(), 'c')
	if session {
		if err := p.setAddress(p.d.Session(), ip); err != nil {
			return err
		}
	}
	for _, m := range list {
		if !session || hasType(m, 'c') {
			if err := p.setAddress(m, ip); err != nil {
				return err
			}
		}
		for l := range sdp.LinesOf[sdp.RTCP](m) {
			a, ok := read[sdp.RTCP](l)
			if !ok || a.Address == "" {
				continue
			}
			a.NetworkType, a.AddressType, a.Address = "IN", addressType(ip), ip.String()
			if err := p.rewrite(l, a.AppendAttribute(nil)); err != nil {
				return err
			}
		}
	}
	return nil
}

// setRTCP says where RTCP goes, where that has to be said.
func (o *setDestination) setRTCP(p *pass, m sdp.Section) error {
	a, have, err := sdp.First[sdp.RTCP](m)
	if !isRTP(m.Proto()) || err != nil || o.Port == 0 && o.RTCPPort == 0 || m.Port() == 0 {
		return nil
	}
	_, mux, _ := lookup[sdp.RTCPMux](p, m)
	usual := m.Port()
	media := p.mediaTo(m)
	if ip, ok := candidate.Address(media.Address).IP(); !mux && !(ok && ip.IsUnspecified() && usual == 9) {
		usual++ // where there is no destination yet, RTCP has the same dummy as media (RFC 9429 §5.2.1)
	}
	port := o.RTCPPort
	if port == 0 {
		port = usual
	}
	if port > 65535 {
		return fail(ErrArgument, "there is no port behind 65535 for RTCP").in(m).by("RFC 3550 §11")
	}
	if !have && port == usual {
		return nil
	}
	a.Port = uint16(port)
	return set(p, m, a)
}
