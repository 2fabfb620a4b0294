package munge

import (
	"net/netip"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of where media is to be sent, for those who relay it or sit
// at a NAT.

type setMediaAddress struct {
	Address string `json:"address"`
}

// SetMediaAddress writes an IP address into the c= lines of sections, and into a=rtcp
// where that has one; a TTL and count of multicast go with the old address. If no
// section is out of scope the c= line of the session part is changed, and sections that
// use it stay without one of their own. a=candidate lines are not touched: an agent
// that uses ICE looks at these and not at c=.
func SetMediaAddress(address netip.Addr) Edit { return Edit{op: &setMediaAddress{address.String()}} }

func (*setMediaAddress) kind() string { return "set-media-address" }

func (o *setMediaAddress) check() error {
	if ip, err := netip.ParseAddr(o.Address); err != nil || ip.Zone() != "" {
		return fail(ErrArgument, "%q is not an IP address", o.Address)
	} else if ip.IsMulticast() && ip.Is4() {
		return fail(ErrArgument, "%q is a multicast address, which needs a TTL", o.Address).by("RFC 8866 §5.7")
	}
	return nil
}

func (o *setMediaAddress) apply(p *pass) error {
	ip, err := netip.ParseAddr(o.Address)
	if err != nil {
		return fail(ErrArgument, "%v", err)
	}
	session := p.everything() && hasType(p.d.Session(), 'c')
	if session {
		if err := p.setAddress(p.d.Session(), ip); err != nil {
			return err
		}
	}
	for m := range p.live() {
		if !session || hasType(m, 'c') {
			if err := p.setAddress(m, ip); err != nil {
				return err
			}
		}
		for l := range linesOf[sdp.RTCP](m) {
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

type setMediaPort struct {
	Port     int `json:"port"`
	RTCPPort int `json:"rtcpPort,omitempty"`
}

// SetMediaPort writes the port of one transport, and in a=rtcp, where there is one or
// the port differs from the next, that of RTCP (RFC 3605); 0 for rtcpPort means the next
// port, or with a=rtcp-mux the same. Sections of a BUNDLE group that had one port have
// one again; one with a port of its own has a transport of its own (RFC 9143 §7.1.3).
// Port 0 is refused: see RejectSections.
func SetMediaPort(port, rtcpPort int) Edit { return Edit{op: &setMediaPort{port, rtcpPort}} }

func (*setMediaPort) kind() string { return "set-media-port" }

func (o *setMediaPort) check() error {
	if o.Port < 1 || o.Port > 65535 || o.RTCPPort < 0 || o.RTCPPort > 65535 {
		return fail(ErrArgument, "ports %d and %d are not from 1 to 65535", o.Port, o.RTCPPort)
	}
	return nil
}

func (o *setMediaPort) apply(p *pass) error {
	var list []sdp.Section // of one transport, with its port
	in := map[sdp.Section]bool{}
	for m := range p.live() {
		if m.Port() == 0 {
			continue // bundle-only
		}
		if len(list) > 0 && (p.tagOf(m) != p.tagOf(list[0]) || m.Port() != list[0].Port()) {
			return fail(ErrScope, "several transports can't have one port: name a section").in(m)
		}
		list, in[m] = append(list, m), true
	}
	if len(list) == 0 {
		return nil
	}
	port := list[0].Port()
	for _, m := range p.groupOf(list[0]) {
		switch {
		case in[m] || m.Port() == 0:
		case m.Port() == port:
			list = append(list, m)
			p.remark("done to all sections of the BUNDLE group that had the port")
		case m.Port() == o.Port:
			return fail(ErrCollision, "port %d is that of %s, which has a transport of its own", o.Port, pathOf(m)).in(list[0])
		}
	}
	for _, m := range list {
		if err := p.setPort(m, o.Port); err != nil {
			return err
		}
		if err := o.setRTCP(p, m); err != nil {
			return err
		}
	}
	return nil
}

// setRTCP says where RTCP goes, where that has to be said.
func (o *setMediaPort) setRTCP(p *pass, m sdp.Section) error {
	_, mux, _ := sdp.Lookup[sdp.RTCPMux](m)
	port := o.RTCPPort
	switch {
	case port == 0 && mux:
		port = o.Port
	case port == 0 && o.Port == 65535:
		return fail(ErrArgument, "there is no port behind 65535 for RTCP").in(m).by("RFC 3550 §11")
	case port == 0:
		port = o.Port + 1
	}
	a, have, err := sdp.First[sdp.RTCP](m)
	if !isRTP(m.Proto()) || err != nil || !have && (o.RTCPPort == 0 || port == o.Port+1) {
		return nil
	}
	a.Port = uint16(port)
	return set(p, m, a)
}
