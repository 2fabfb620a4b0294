package negotiate

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file decides what an answered section is carried by.

// Transport protocols that a Media takes when it names none. The first is offered.
var (
	// RFC 9429 §5.1.2 has them all accepted, whatever is meant: keys come from DTLS.
	webRTCMedia = []string{"UDP/TLS/RTP/SAVPF", "TCP/DTLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "TCP/DTLS/RTP/SAVP", "RTP/SAVPF", "RTP/SAVP", "RTP/AVPF", "RTP/AVP"}
	sipPlain    = []string{"RTP/AVP", "RTP/AVPF"}
	sipSDES     = []string{"RTP/SAVP", "RTP/SAVPF"}
	sipDTLS     = []string{"UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP"}
	dataChannel = []string{"UDP/DTLS/SCTP", "TCP/DTLS/SCTP", "DTLS/SCTP"}
)

// protos are the protocols that a Media names, else the usual ones: the lists above, by
// whether it has codecs and by what Transport can do.
func (c *Capabilities) protos(m *Media) [3][]string {
	switch {
	case len(m.Protos) > 0:
		return [3][]string{m.Protos}
	case len(m.Codecs) == 0 && (m.SCTPPort != 0 || slices.Contains(m.Formats, "webrtc-datachannel")):
		return [3][]string{dataChannel}
	case len(m.Codecs) == 0:
		return [3][]string{}
	case c.Mode == WebRTC:
		return [3][]string{webRTCMedia}
	}
	lists := [3][]string{sipPlain}
	if c.Policy.SDES {
		lists[1] = sipSDES
	}
	if c.Transport.DTLS != nil {
		lists[2] = sipDTLS
	}
	return lists
}

// accepts says that a Media takes sections with the offered protocol.
func (a *answering) accepts(m *Media, o *section) bool {
	for _, list := range a.caps.protos(m) {
		if slices.Contains(list, o.proto.text) {
			return true
		}
	}
	return false
}

// transport decides about keys, ICE and RTCP of a section.
func (a *answering) transport(p *plan) refusal {
	o, v := p.o, a.offer
	webrtc := a.caps.Mode == WebRTC
	p.dtls = v.usesDTLS(o) && (webrtc || a.caps.Transport.DTLS != nil)
	switch {
	case o.proto.dtls && !v.hasFingerprint(o), webrtc && !p.dtls:
		return noFingerprint
	case p.dtls:
		if s := v.setup(o).v; s == "holdconn" {
			return noSetup
		}
	case o.proto.secure:
		if p.crypto = a.choose4568(o); p.crypto == nil {
			return noKeys
		}
	case o.proto.dtls:
		return noKeys
	}
	offersICE := v.ufrag(o).has() && v.pwd(o).has()
	p.ice = offersICE && (webrtc || a.caps.Transport.ICE != nil)
	if webrtc && !offersICE {
		return noICE
	}
	if o.proto.rtp {
		p.mux = v.mux(o).has() && a.caps.mux() != NoMux
		if a.caps.mux() == RequireMux && !p.mux || v.muxOnly(o) && !p.mux {
			return noMux
		}
	}
	return accepted
}

// muxOnly says that the offerer can't do without a shared port (RFC 8858 §4.2).
func (v *view) muxOnly(s *section) bool {
	return inForce(v, s, func(s *section) held[sdp.RTCPMuxOnly] { return s.muxOnly }).has()
}

// choose4568 chooses the first of the offered a=crypto whose suite the endpoint has (RFC
// 4568 §5.1.2). Session parameters can't be changed; those that aren't understood rule it
// out unless they start with "-" (§6.3.7).
func (a *answering) choose4568(o *section) *sdp.Crypto {
	if !a.caps.Policy.SDES {
		return nil
	}
	for _, line := range o.cryptos() {
		offered := line.v
		for k := range a.caps.Transport.Crypto {
			own := a.caps.Transport.Crypto[k]
			if own.Suite != offered.Suite || !optionalParams(offered.SessionParams, own.SessionParams) {
				continue
			}
			if own.Tag = offered.Tag; own.SessionParams != offered.SessionParams {
				own.SessionParams = ""
			}
			return &own
		}
	}
	return nil
}

// optionalParams says that the offered session parameters may be taken by someone with
// his own.
func optionalParams(offered, own string) bool {
	if offered == own {
		return true
	}
	for _, p := range strings.Fields(offered) {
		if !strings.HasPrefix(p, "-") {
			return false
		}
	}
	return true
}

// role is the a=setup of the answer for the transport of section i.
func (a *answering) role(i int) string {
	o := a.plans[i].o
	switch a.offer.setup(o).v {
	case "active":
		return "passive"
	case "passive":
		return "active"
	case "holdconn":
		return "holdconn" // only outside of DTLS: RFC 4145 §4.1
	}
	// The offer leaves it open, or by saying nothing can't mean less (RFC 8842 §5.2). An
	// association that goes on keeps its roles (§5.3).
	if role := a.roleBefore(i, o); role != "" {
		return role
	}
	if d := a.caps.Transport.DTLS; d != nil && d.Setup != "" {
		return d.Setup
	}
	return "active"
}

// roleBefore is the role that this endpoint has in the DTLS association that goes on, ""
// where there is none or a new one is wanted.
func (a *answering) roleBefore(i int, o *section) string {
	l, r := a.wasLocal(i, o), a.wasRemote(i, o)
	if l == nil || r == nil || !sameFingerprints(a.remote.fingerprints(r), a.offer.fingerprints(o)) || a.remote.tlsID(r).v != a.offer.tlsID(o).v {
		return ""
	}
	return establishedRole(string(a.local.setup(l).v), string(a.remote.setup(r).v))
}

// establishedRole is the role of the side that said own to the other's.
func establishedRole(own, other string) string {
	switch {
	case own == "active" || own == "passive":
		return own
	case other == "active":
		return "passive"
	case other == "passive":
		return "active"
	}
	return ""
}

// sameFingerprints compares two sets.
func sameFingerprints(x, y []held[sdp.Fingerprint]) bool {
	in := func(f sdp.Fingerprint, list []held[sdp.Fingerprint]) bool {
		return slices.ContainsFunc(list, func(h held[sdp.Fingerprint]) bool { return h.v.Equal(f) })
	}
	for _, f := range x {
		if !in(f.v, y) {
			return false
		}
	}
	for _, f := range y {
		if !in(f.v, x) {
			return false
		}
	}
	return true
}
