package negotiate

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file writes an answer as it was planned, with the lines in the order in which
// Chromium has them.

func (a *answering) write() error {
	a.w.grow(len(a.offer.d.String()) + 512)
	if err := a.head(a.times()); err != nil {
		return err
	}
	a.groupLines()
	if i := a.caps.Transport.ICE; i != nil && i.Lite && slices.ContainsFunc(a.plans, func(p plan) bool { return p.refused == accepted && p.ice }) {
		a.w.put("a=ice-lite")
	}
	for i := range a.plans {
		p := &a.plans[i]
		if p.refused != accepted {
			a.reject(p)
			continue
		}
		owner := &a.plans[p.tag]
		if p.ice && owner.keys.ufrag == "" {
			k, err := a.credentials(p.tag)
			if err != nil {
				return err
			}
			owner.keys = k
		}
		if err := a.section(i, p, owner.keys); err != nil {
			return err
		}
	}
	return nil
}

// times are the t= lines of the offer: the time of the session can't be negotiated (RFC
// 3264 §6).
func (a *answering) times() string { return timesOf(a.offer) }

// timesOf are the t= lines of a description, with the r= and z= that belong to them.
func timesOf(v *view) string {
	var usually [64]byte
	b := usually[:0]
	const usual = "t=0 0\r\n"
	for l := range v.session.sec.Lines() {
		if t := l.Type(); t == 't' || (t == 'r' || t == 'z') && len(b) > 0 {
			b = append(append(b, l.Text()...), "\r\n"...)
		}
	}
	if len(b) == 0 || string(b) == usual {
		return usual
	}
	for _, err := range v.d.Timings() {
		if err != nil {
			return usual // what sdp.ParseLax has let in can't be repeated
		}
	}
	return string(b)
}

// groupLines writes the BUNDLE groups, the tag first, and the groups for lip
// synchronisation of which two sections are left (RFC 9429 §5.3.1).
func (a *answering) groupLines() {
	for g := range a.groups {
		if a.groups[g].tag < 0 {
			continue
		}
		a.w.line("a=group:BUNDLE")
		for _, i := range a.groups[g].members {
			a.w.text(" ")
			a.w.text(a.plans[i].o.midOf())
		}
		a.w.end()
	}
	for _, g := range a.offer.groups {
		if g.v.Semantics == "LS" {
			a.lipSync(g.v)
		}
	}
}

// lipSync answers a group with those of its sections that send a common stream or none.
func (a *answering) lipSync(g sdp.Group) {
	var mids []string
	stream := ""
	for mid := range g.MIDs() {
		s, ok := a.offer.byMID(mid)
		if !ok || a.plans[s.index].refused != accepted {
			continue
		}
		if m := a.plans[s.index].m; len(m.MSIDs) > 0 {
			if stream == "" {
				stream = m.MSIDs[0].ID
			}
			if !slices.ContainsFunc(m.MSIDs, func(id sdp.MSID) bool { return id.ID == stream }) {
				continue
			}
		}
		mids = append(mids, mid)
	}
	if len(mids) > 1 {
		a.w.put("a=group:LS " + strings.Join(mids, " "))
	}
}

// reject writes a section with port 0: its media type, protocol and first format, and its
// mid (RFC 3264 §6, RFC 5888 §9.1). Nothing of a transport is left.
func (a *answering) reject(p *plan) {
	w, o := &a.w, p.o
	w.line("m=")
	w.text(word(o.kind))
	w.text(" 0 ")
	w.text(word(o.proto.text))
	w.text(" ")
	w.text(o.format())
	w.end()
	if a.caps.Mode == WebRTC {
		w.connection(unspecified)
	}
	if mid := o.midOf(); mid != "" {
		w.line("a=mid:")
		w.text(mid)
		w.end()
	}
	if o.proto.rtp {
		w.put("a=inactive")
		if len(o.codecs) > 0 {
			c := &o.codecs[0]
			if pt, ok := payloadType(o.format()); ok && pt == c.PayloadType && c.Name != "" && !c.Static {
				a.rtpmap(&codecPlan{offered: c, local: &Codec{}})
			}
		}
	}
}

// word is a field of an m= line, "-" where a broken offer has none.
func word(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// credentials are those for the transport of section i: the ones in use, unless the offer
// restarts ICE (RFC 9429 §5.3.2, RFC 8839 §4.4.2.1), or new ones.
func (a *answering) credentials(i int) (credentials, error) {
	p := &a.plans[i]
	l, r := a.wasLocal(i, p.o), a.wasRemote(i, p.o)
	if l == nil || r == nil || !a.local.usesICE(l) {
		return a.anew(p.m, credentials{})
	}
	used := credentials{string(a.local.ufrag(l).v), string(a.local.pwd(l).v)}
	if a.remote.ufrag(r).v == a.offer.ufrag(p.o).v && a.remote.pwd(r).v == a.offer.pwd(p.o).v {
		return used, nil
	}
	return a.anew(p.m, used)
}

func (a *answering) section(i int, p *plan, keys credentials) error {
	w, o, m := &a.w, p.o, p.m
	owner := &a.plans[p.tag]
	setup := a.setupFor(p)
	s, err := a.spot(owner.entry, owner.nth, o.proto.text, p.ice, setup == "active" && o.proto.tcp && !p.dtls)
	if err != nil {
		return err
	}
	chosen := a.asked(p, &s)
	w.line("m=")
	w.text(o.kind)
	w.text(" ")
	w.uint(uint64(s.port))
	w.text(" ")
	w.text(o.proto.text)
	for k := range p.codecs {
		w.text(" ")
		w.uint(uint64(p.codecs[k].offered.PayloadType))
	}
	for _, f := range p.formats {
		w.text(" ")
		w.text(f)
	}
	w.end()
	if a.caps.Mode == WebRTC || s.address != a.caps.Transport.Address {
		w.connection(s.address)
	}
	a.bandwidths(m)
	if o.proto.rtp && !p.mux {
		a.rtcp(s)
	}
	// What belongs to the transport is in the tagged section; in the others it is
	// repeated, unless the policy is RFC 9143 §7.1.3's.
	if p.tag == i || !a.caps.Policy.TaggedOnly {
		if err := a.transportLines(i, p, keys, setup, chosen); err != nil {
			return err
		}
	} else if p.ice {
		a.options(a.offer.options(o).v.Has)
	}
	if mid := o.midOf(); mid != "" {
		w.line("a=mid:")
		w.text(mid)
		w.end()
	}
	if o.proto.rtp {
		a.rtp(i, p)
	} else if o.dirLine.Valid() && !o.proto.sctp {
		w.line("a=")
		w.text(p.direction.String())
		w.end()
	}
	if !o.proto.rtp && a.caps.Policy.TaggedOnly && a.carriesRTP(i) {
		w.put("a=rtcp-mux") // the group's, which isn't its own (RFC 9143 §7.1.3)
	}
	switch {
	case !o.proto.sctp:
	case o.proto.text == "DTLS/SCTP":
		attribute(w, o.sctpMaps()[0].v)
		a.messageSize(m)
	case o.sctpPort.v == 0:
		w.put("a=sctp-port:0") // the offer closes the association (RFC 8841 §10.3)
		a.messageSize(m)
	default:
		a.sctp(m)
	}
	a.attributes(m)
	return nil
}

// carriesRTP says that RTP uses the transport of section i, the tagged one.
func (a *answering) carriesRTP(i int) bool {
	return slices.ContainsFunc(a.plans, func(p plan) bool { return p.refused == accepted && p.group >= 0 && p.tag == i && p.mux })
}

// setupFor is the a=setup of a section, "" for none: with DTLS, and with TCP that isn't
// ICE's (RFC 4145).
func (a *answering) setupFor(p *plan) string {
	if p.dtls || p.o.proto.tcp && !p.ice {
		return a.role(p.tag)
	}
	return ""
}

// transportLines writes what a section says about its transport.
func (a *answering) transportLines(i int, p *plan, keys credentials, setup string, chosen []candidate.Candidate) error {
	w, owner := &a.w, &a.plans[p.tag]
	if p.ice {
		if p.tag == i {
			for k := range chosen {
				attribute(w, chosen[k])
			}
			if len(chosen) == 0 {
				a.candidates(&owner.m.Path)
			}
		}
		a.agent(keys)
		a.options(a.offer.options(p.o).v.Has)
	}
	switch {
	case p.dtls:
		var was *section
		if a.roleBefore(p.tag, owner.o) != "" {
			was = a.wasLocal(p.tag, owner.o)
		}
		if err := a.certificate(setup, was, a.offer.tlsID(owner.o).has()); err != nil {
			return err
		}
	case setup != "":
		a.setup(setup)
		if a.offer.reuse(owner.o) == "existing" && a.wasLocal(i, p.o) != nil {
			w.put("a=connection:existing")
		} else {
			w.put("a=connection:new") // RFC 4145 §5
		}
	case p.crypto != nil:
		k, err := a.caps.keyed("transport.crypto", *p.crypto)
		if err != nil {
			return err
		}
		attribute(w, k)
	}
	return nil
}

// reuse is the offered a=connection.
func (v *view) reuse(s *section) sdp.ConnectionReuse {
	return inForce(v, s, func(s *section) held[sdp.ConnectionReuse] { return s.reuse }).v
}

// rtp writes what only RTP has.
func (a *answering) rtp(i int, p *plan) {
	w, o, m := &a.w, p.o, p.m
	if m.AllowMixed && a.offer.mixed(o).has() {
		w.put("a=extmap-allow-mixed")
	}
	for _, e := range p.extensions {
		attribute(w, e)
	}
	w.line("a=")
	w.text(p.direction.String())
	w.end()
	a.msids(m, p.direction, a.wasLocal(i, p.o))
	a.packets(m)
	if p.mux && (p.tag == i || !a.caps.Policy.TaggedOnly) {
		w.put("a=rtcp-mux")
		if p.group >= 0 && p.tag == i && a.offer.muxOnly(o) {
			w.put("a=rtcp-mux-only") // RFC 9143 §9.3.1.2; outside of a group RFC 8858 §4.3 forbids it
		}
	}
	if m.ReducedRTCP && o.rsize.has() {
		w.put("a=rtcp-rsize")
	}
	rtx, fec := false, false
	var few [64]feedbackLine // as many as browsers have
	fb := feedbackOf(o, few[:0])
	for k := range p.codecs {
		c := &p.codecs[k]
		rtx = rtx || isRTX(c.offered.Name)
		fec = fec || strings.HasPrefix(c.offered.Name, "flexfec")
		a.rtpmap(c)
		a.feedback(&fb, c)
		a.fmtp(c)
	}
	a.images(p)
	for _, r := range p.rids {
		attribute(w, r)
	}
	if p.stream.Send != "" || p.stream.Recv != "" {
		attribute(w, p.stream)
	}
	a.sources(m, p.direction, rtx, fec)
}

// images answers a=imageattr, for the payload types that are taken: what one side sends is
// what the other receives (RFC 6236 §3.1.1.2).
func (a *answering) images(p *plan) {
	for _, offered := range p.o.images() {
		o := offered.v
		if o.Format != "*" && !p.hasFormat(o.Format) {
			continue
		}
		for _, own := range p.m.Images {
			if own.Format != "*" && !p.sameImage(o.Format, own.Format) {
				continue
			}
			own.Format = o.Format
			if own.Recv.Any() {
				own.Recv = o.Send
			}
			if own.Send.Any() {
				own.Send = o.Recv
			}
			if o.Send == "" {
				own.Recv = ""
			}
			if o.Recv == "" {
				own.Send = ""
			}
			if own.Send != "" || own.Recv != "" {
				attribute(&a.w, own)
			}
			break
		}
	}
}

// sameImage says that an offered payload type is taken for that of the Media.
func (p *plan) sameImage(offered, own string) bool {
	pt, ok := payloadType(offered)
	n, okn := payloadType(own)
	for i := range p.codecs {
		if k := &p.codecs[i]; ok && okn && k.offered.PayloadType == pt && k.local.PayloadType == n {
			return true
		}
	}
	return false
}

// asked answers a=remote-candidates: what the offerer has selected becomes the default
// destination, and the candidates of the answer are these and no others (RFC 8839 §4.4.2).
// A candidate that the endpoint doesn't know it can't confirm; then the attribute counts
// as absent, as it always does in WebRTC.
func (a *answering) asked(p *plan, s *spot) []candidate.Candidate {
	if !p.ice || a.caps.Mode != SIP {
		return nil
	}
	var chosen []candidate.Candidate
	for _, wanted := range a.plans[p.tag].o.remote() {
		for r := range wanted.v.All() {
			c := a.plans[p.tag].m.Path.own(r)
			if c == nil {
				return nil
			}
			chosen = append(chosen, *c)
		}
	}
	for i := range chosen {
		switch c := &chosen[i]; c.Component {
		case 1:
			s.address, s.port = string(c.Address), int(c.Port)
		case 2:
			s.rtcp, s.rtcpPort = *c, int(c.Port)
		}
	}
	return chosen
}

// own finds a local candidate by what the other side calls it.
func (p *Path) own(r sdp.RemoteCandidate) *candidate.Candidate {
	is := func(c *candidate.Candidate) bool {
		return c.Component == r.Component && c.Port == r.Port && c.Address.Equal(candidate.Address(r.Address))
	}
	for i := range p.Selected {
		if c := &p.Selected[i].Local; is(c) {
			return c
		}
	}
	for i := range p.Candidates {
		if c := &p.Candidates[i]; is(c) {
			return c
		}
	}
	return nil
}
