package negotiate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file writes an offer, with the lines in the order in which Chromium has them.

func (o *offering) write() error {
	if err := o.head(o.times()); err != nil {
		return err
	}
	if len(o.group) > 0 {
		o.w.line("a=group:BUNDLE")
		for _, i := range o.group {
			o.w.text(" ")
			o.w.text(o.parts[i].mid)
		}
		o.w.end()
	}
	o.lipSync()
	if i := o.caps.Transport.ICE; i != nil && i.Lite {
		o.w.put("a=ice-lite")
	}
	owner := make([]int, len(o.parts))
	for i := range owner {
		owner[i] = i
	}
	for _, i := range o.group {
		// In a first offer the others have transports of their own, in case that the answer
		// doesn't bundle them; what is bundle-only hasn't.
		if o.again || o.parts[i].bundleOnly {
			owner[i] = o.group[0]
		}
	}
	keys := make([]credentials, len(o.parts))
	for i := range o.parts {
		p := &o.parts[i]
		if p.m == nil {
			o.stop(p)
			continue
		}
		tag := owner[i]
		if o.usesICE() && keys[tag].ufrag == "" {
			k, err := o.credentials(tag)
			if err != nil {
				return err
			}
			keys[tag] = k
		}
		if err := o.section(i, p, tag, keys[tag]); err != nil {
			return err
		}
	}
	return nil
}

// usesICE says that ICE is offered.
func (o *offering) usesICE() bool { return o.caps.Mode == WebRTC || o.caps.Transport.ICE != nil }

// credentials are those of section i's transport: the ones in use, or for a new transport
// or a restart others (RFC 9429 §5.2.2, RFC 8839 §4.4.1.1.1).
func (o *offering) credentials(i int) (credentials, error) {
	p := &o.parts[i]
	if p.was == nil || !o.base.usesICE(p.was) {
		return o.anew(p.m, credentials{})
	}
	used := credentials{string(o.base.ufrag(p.was).v), string(o.base.pwd(p.was).v)}
	given := o.given(p.m)
	restart := p.m.Path.Restart
	if ice := o.caps.Transport.ICE; ice != nil {
		restart = restart || ice.Restart
	}
	if o.base != o.local && o.local != nil {
		// The offer that is out restarts already what is to restart.
		if l := o.wasLocal(i, p.was); l != nil && (o.local.ufrag(l).v != o.base.ufrag(p.was).v || o.local.pwd(l).v != o.base.pwd(p.was).v) {
			restart = false
		}
	}
	if !restart && (given.ufrag == "" || given == used) {
		return used, nil
	}
	return o.anew(p.m, used)
}

// stop writes a section with port 0: what stood there, without a transport and without
// a=msid (RFC 9429 §5.2.2).
func (o *offering) stop(p *part) {
	w := &o.w
	w.line("m=")
	w.text(word(p.held.kind))
	w.text(" 0 ")
	w.text(word(p.held.proto.text))
	w.text(" ")
	w.text(p.held.format())
	w.end()
	if o.caps.Mode == WebRTC {
		w.connection(unspecified)
	}
	if p.mid != "" {
		w.line("a=mid:")
		w.text(p.mid)
		w.end()
	}
	if p.held.proto.rtp {
		w.put("a=inactive")
		for i := range p.held.codecs {
			if k := &p.held.codecs[i]; i == 0 && k.Name != "" && !k.Static {
				attribute(w, rtpMap(k))
			}
		}
	}
}

// rtpMap is the a=rtpmap of a codec.
func rtpMap(k *sdp.Codec) sdp.RTPMap {
	m := sdp.RTPMap{PayloadType: k.PayloadType, Encoding: k.Name, ClockRate: k.ClockRate}
	if k.Channels > 1 {
		m.Parameters = strconv.Itoa(k.Channels)
	}
	return m
}

// proto is the transport protocol to offer: that of the Media, which in SIP doesn't change
// under way.
func (o *offering) proto(p *part) (string, error) {
	if p.was != nil && o.caps.Mode == SIP {
		return p.was.proto.text, nil
	}
	for _, list := range o.caps.protos(p.m) {
		if len(list) > 0 {
			return list[0], nil
		}
	}
	return "", &CapabilitiesError{Path: mediaPath(p.entry, "protos"), Msg: "is missing: of this kind none is usual"}
}

func (o *offering) section(i int, p *part, tag int, keys credentials) error {
	w, m := &o.w, p.m
	text, err := o.proto(p)
	if err != nil {
		return err
	}
	pr := readProto(text)
	dtls := pr.dtls || o.caps.Mode == WebRTC && pr.rtp
	s, err := o.spot(o.parts[tag].entry, 0, pr.text, o.usesICE(), pr.tcp)
	if err != nil {
		return err
	}
	if p.bundleOnly {
		s.port = 0
	}
	if err := o.mline(p, text, pr, s.port); err != nil {
		return err
	}
	if o.caps.Mode == WebRTC || s.address != o.caps.Transport.Address {
		w.connection(s.address)
	}
	o.bandwidths(m)
	grouped := o.again && tag != i || p.bundleOnly
	mux := pr.rtp && o.muxes(p)
	if pr.rtp && !grouped && (!mux || o.caps.mux() == NegotiateMux) && !(o.again && mux) {
		o.rtcp(s)
	}
	if !grouped || !o.caps.Policy.TaggedOnly {
		if err := o.transportLines(i, p, pr, dtls, grouped, keys); err != nil {
			return err
		}
	} else if o.usesICE() {
		o.options(every)
	}
	if p.mid != "" {
		w.line("a=mid:")
		w.text(p.mid)
		w.end()
	}
	if p.bundleOnly {
		w.put("a=bundle-only")
	}
	if pr.rtp {
		o.rtp(p, mux && (!grouped || !o.caps.Policy.TaggedOnly), grouped && o.again)
	} else if !pr.sctp {
		w.line("a=")
		w.text(m.Direction.String())
		w.end()
	}
	if !pr.rtp && o.caps.Policy.TaggedOnly && o.carriesRTP(i) {
		w.put("a=rtcp-mux") // the group's, which isn't its own (RFC 9143 §7.1.3)
	}
	if pr.sctp {
		if text == "DTLS/SCTP" {
			attribute(w, sdp.SCTPMap{Port: sctpPort(m), App: appOf(m), Streams: 1024})
			o.messageSize(m)
		} else {
			o.sctp(m)
		}
	}
	o.attributes(m)
	return nil
}

// muxes says that a=rtcp-mux is offered: at first by the policy, later if it was in the
// answer (RFC 9429 §5.2.2).
func (o *offering) muxes(p *part) bool {
	if p.was != nil && p.other != nil {
		return o.base.mux(p.was).has() && o.remote.mux(p.other).has()
	}
	return o.caps.mux() != NoMux
}

// carriesRTP says that RTP uses the transport of section i, the tagged one.
func (o *offering) carriesRTP(i int) bool {
	return len(o.group) > 0 && o.group[0] == i && slices.ContainsFunc(o.group, func(k int) bool {
		p := &o.parts[k]
		return (o.again || p.bundleOnly) && len(p.codecs) > 0 && o.muxes(p)
	})
}

func (o *offering) mline(p *part, proto string, pr proto, port int) error {
	w, m := &o.w, p.m
	w.line("m=")
	w.text(m.Kind)
	w.text(" ")
	w.uint(uint64(port))
	w.text(" ")
	w.text(proto)
	switch {
	case pr.rtp && len(p.codecs) == 0:
		return &CapabilitiesError{Path: mediaPath(p.entry, "codecs"), Msg: "there are none to offer"}
	case pr.rtp:
		for _, k := range p.local {
			w.text(" ")
			w.uint(uint64(p.codecs[k].PayloadType))
		}
	case proto == "DTLS/SCTP":
		w.text(" ")
		w.uint(uint64(sctpPort(m)))
	default:
		some := false
		for _, f := range m.Formats {
			if f != "*" || len(m.Formats) == 1 {
				w.text(" ")
				w.text(f)
				some = true
			}
		}
		if !some {
			return &CapabilitiesError{Path: mediaPath(p.entry, "formats"), Msg: "there are none to offer"}
		}
	}
	w.end()
	return nil
}

func sctpPort(m *Media) uint16 {
	if m.SCTPPort == 0 {
		return 5000
	}
	return m.SCTPPort
}

func appOf(m *Media) string {
	if len(m.Formats) == 0 {
		return "webrtc-datachannel"
	}
	return m.Formats[0]
}

// transportLines writes what a section says about its transport; grouped, that it is
// another's.
func (o *offering) transportLines(i int, p *part, pr proto, dtls, grouped bool, keys credentials) error {
	w := &o.w
	if o.usesICE() {
		if !grouped {
			o.candidates(&p.m.Path)
			o.selected(p)
		}
		o.agent(keys)
		o.options(every)
	}
	switch {
	case dtls:
		d := o.caps.Transport.DTLS
		return o.certificate("actpass", nil, d != nil && d.TLSID != "")
	case pr.tcp && !o.usesICE():
		o.setup("actpass")
		if p.was != nil && p.other != nil {
			w.put("a=connection:existing")
		} else {
			w.put("a=connection:new")
		}
	case pr.secure:
		if !o.caps.Policy.SDES || len(o.caps.Transport.Crypto) == 0 {
			return &CapabilitiesError{Path: mediaPath(p.entry, "protos"), Msg: "for " + quote(pr.text) + " there are neither DTLS nor, with policy.sdes, transport.crypto"}
		}
		for n, k := range o.caps.Transport.Crypto {
			if k.Tag == 0 {
				k.Tag = uint32(n + 1)
			}
			k, err := o.caps.keyed(at("transport.crypto", n), k)
			if err != nil {
				return err
			}
			attribute(w, k)
		}
	}
	return nil
}

func every(string) bool { return true }

// selected writes a=remote-candidates, which the controlling agent has once a pair is
// selected, so that its offer can't beat the check that says so (RFC 8839 §4.4.1.2.2).
func (o *offering) selected(p *part) {
	if o.caps.Mode != SIP || len(p.m.Path.Selected) == 0 || !o.controlling() {
		return
	}
	var list []sdp.RemoteCandidate
	for _, s := range p.m.Path.Selected {
		list = append(list, sdp.RemoteCandidate{Component: s.Remote.Component, Address: strings.Trim(string(s.Remote.Address), "[]"), Port: s.Remote.Port})
	}
	attribute(&o.w, sdp.NewRemoteCandidates(list...))
}

// controlling says that the endpoint has that role: the initiator does, unless it alone is
// lite (RFC 8445 §6.1.1).
func (o *offering) controlling() bool {
	own, other := false, false
	if i := o.caps.Transport.ICE; i != nil {
		own = i.Lite
	}
	if o.remote != nil {
		other = o.remote.session.lite.has()
	}
	if own != other {
		return other
	}
	return o.past.initiator != Remote
}

// rtp writes what only RTP has. A section that joined a group that is agreed on has what the
// group has, so no a=rtcp-mux-only.
func (o *offering) rtp(p *part, mux, joined bool) {
	w, m := &o.w, p.m
	if m.AllowMixed {
		w.put("a=extmap-allow-mixed")
	}
	for _, e := range p.extensions {
		attribute(w, e)
	}
	w.line("a=")
	w.text(m.Direction.String())
	w.end()
	o.msids(m, m.Direction, p.was)
	o.packets(m)
	if mux {
		w.put("a=rtcp-mux")
		if (p.was == nil || p.other == nil && p.was.muxOnly.has()) && !joined && o.caps.mux() == RequireMux {
			w.put("a=rtcp-mux-only") // RFC 9429 §5.2.1
		}
	}
	if m.ReducedRTCP && (p.other == nil || p.other.rsize.has()) {
		w.put("a=rtcp-rsize")
	}
	rtx, fec := false, false
	for _, i := range p.local {
		c, k := &p.codecs[i], &m.Codecs[i]
		rtx = rtx || isRTX(c.Name)
		fec = fec || strings.HasPrefix(c.Name, "flexfec")
		attribute(w, rtpMap(c))
		for _, f := range k.Feedback {
			w.line("a=rtcp-fb:")
			w.uint(uint64(c.PayloadType))
			w.text(" ")
			w.text(f)
			w.end()
		}
		if c.Params != "" {
			w.line("a=fmtp:")
			w.uint(uint64(c.PayloadType))
			w.text(" ")
			w.text(c.Params)
			w.end()
		}
	}
	for _, a := range m.Images {
		if a.Format = p.format(a.Format); a.Format != "" {
			attribute(w, a)
		}
	}
	o.encodings(p)
	o.sources(m, m.Direction, rtx, fec)
}
