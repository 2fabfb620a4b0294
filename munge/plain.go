package munge

import (
	"fmt"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// plainSIP takes WebRTC out of a description.
type plainSIP struct{}

// PlainSIP makes a description that a SIP phone of RFC 3264 and RFC 3551 understands: no
// BUNDLE, ICE, DTLS and SRTP, no rtx, red and FEC, no feedback, header extensions,
// simulcast, sources and streams, no a=rtcp-mux; the protocol is RTP/AVP. Sections that
// aren't RTP's, such as data channels, are rejected, but for those of fax (T.38 over
// UDPTL). Codecs, their parameters and payload types, directions and packet times stay.
//
// Where media is to go stays as well, and without ICE that counts: 0.0.0.0 and port 9
// of an agent that trickles, or one port for a whole BUNDLE group, have to be replaced
// by those of the relay, with SetDestination.
func PlainSIP() Edit { return Edit{op: &plainSIP{}} }

func (*plainSIP) kind() string { return "plain-sip" }
func (*plainSIP) check() error { return nil }

// webrtcCodecs are those that serve the others in ways of WebRTC's.
var webrtcCodecs = []spec{
	{pt: -1, name: "rtx"}, {pt: -1, name: "red"}, {pt: -1, name: "ulpfec"}, {pt: -1, name: "flexfec"}, {pt: -1, name: "flexfec-03"},
}

func (*plainSIP) apply(p *pass) error {
	var other []sdp.Section
	for _, m := range p.d.AllMedia() {
		if p.alive(m) && !isRTP(m.Proto()) && !isFax(m) {
			other = append(other, m)
		}
	}
	if err := p.rejectAll(other); err != nil {
		return err
	}
	if err := (&unbundle{}).apply(p); err != nil {
		return err
	}
	for _, m := range p.d.AllMedia() {
		if !p.alive(m) || isFax(m) {
			continue
		}
		f := readTypes(m)
		gone, _ := f.match(webrtcCodecs)
		f.follow(&gone)
		if err := p.leaveOut(f, &gone); err != nil {
			return err
		}
		if profileOf(m.Proto()) != (profile{}) {
			if err := p.setProto(m, "RTP/AVP"); err != nil {
				return err
			}
		}
		if err := p.suit(m, profile{}); err != nil {
			return err
		}
	}
	if err := p.rejectAll(p.rejects); err != nil {
		return err
	}
	for _, s := range p.all() {
		if err := p.stripDTLS(s); err != nil {
			return err
		}
		if err := p.dropPlain(s); err != nil {
			return err
		}
	}
	if err := p.dropMIDs(); err != nil {
		return err
	}
	p.remarkPorts()
	return nil
}

// isFax says that a section is T.38's (ITU-T T.38 Annex D), as SIP gateways have it.
func isFax(m sdp.Section) bool { return strings.EqualFold(m.Proto(), "udptl") }

// dropPlain removes the attributes of WebRTC from a section.
func (p *pass) dropPlain(s sdp.Section) error {
	for l := range s.LinesOf('a') {
		name, _, _, _ := l.Attr()
		switch name {
		case "candidate", "remote-candidates", "end-of-candidates", "ice-ufrag", "ice-pwd", "ice-options", "ice-lite", "ice-pacing", "ice-mismatch",
			"rtcp-mux", "rtcp-mux-only", "extmap", "extmap-allow-mixed", "rid", "simulcast", "ssrc", "ssrc-group", "msid", "msid-semantic", "packetization":
		case "rtcp": // of an agent that trickles it says nothing, or else what a=rtcp-mux does
			if a, ok := read[sdp.RTCP](l); !ok || a.Address != "0.0.0.0" && a.Address != "::" && !p.onePort(s, a) {
				continue
			}
		default:
			continue
		}
		if err := p.remove(l); err != nil {
			return err
		}
	}
	return nil
}

// dropMIDs removes the mids if no group needs them.
func (p *pass) dropMIDs() error {
	if has[sdp.Group](p.d.Session()) {
		return nil
	}
	for _, m := range p.d.AllMedia() {
		if err := dropAll[sdp.MID](p, m); err != nil {
			return err
		}
	}
	return nil
}

// all is the session part and all media sections, rejected ones too.
func (p *pass) all() []sdp.Section {
	list := []sdp.Section{p.d.Session()}
	for _, m := range p.d.AllMedia() {
		list = append(list, m)
	}
	return list
}

// remarkPorts says which sections have an address that media can't be sent to.
func (p *pass) remarkPorts() {
	first := map[sdp.Endpoint]string{}
	for _, m := range p.d.AllMedia() {
		if !p.alive(m) {
			continue
		}
		to, _ := p.destination(m)
		ip, ok := candidate.Address(to.Address).IP()
		switch other := first[to]; {
		case ok && ip.IsUnspecified() || to.Port == 9:
			p.remark(fmt.Sprintf("%s has no address yet: see SetDestination", pathOf(m)))
		case other != "":
			p.remark(fmt.Sprintf("%s has the address and port of %s: see SetDestination", pathOf(m), other))
		default:
			first[to] = pathOf(m)
		}
	}
}
