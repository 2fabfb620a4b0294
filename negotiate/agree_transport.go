package negotiate

import (
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// transport is the transport of a section: that of the tagged section when the answer
// bundles it with others of its group in the offer, else its own.
func (g *agreement) transport(o, a *section) int {
	tag := a.index
	if a.bundle >= 0 && o.bundle >= 0 {
		if t := g.a.bundles[a.bundle].tag; t >= 0 && t < len(g.o.media) && g.o.media[t].bundle == o.bundle {
			tag = t
		}
	}
	n, ok := g.transports[tag]
	if !ok {
		n = len(g.result.Transports)
		g.transports[tag] = n
		g.result.Transports = append(g.result.Transports, g.newTransport(tag, a.bundle >= 0))
	}
	t := &g.result.Transports[n]
	t.Sections = append(t.Sections, a.index)
	return n
}

func (g *agreement) newTransport(tag int, bundled bool) AgreedTransport {
	o, a := &g.o.media[tag], &g.a.media[tag]
	t := AgreedTransport{MID: o.midOf(), Index: tag, Bundled: bundled}
	if g.o.ufrag(o).has() && g.a.ufrag(a).has() && !a.mismatch.has() {
		t.ICE = g.ice(o, a)
	}
	switch {
	case g.o.usesDTLS(o) && g.a.usesDTLS(a):
		t.DTLS = &DTLS{g.active(o, a), g.o.certificate(o), g.a.certificate(a)}
	case o.proto.tcp && a.proto.tcp:
		t.TCP = &TCPRoles{g.active(o, a)}
	}
	return t
}

func (g *agreement) ice(o, a *section) *ICE {
	i := &ICE{Controlling: Offerer, Offerer: g.o.agent(o), Answerer: g.a.agent(a)}
	if i.Offerer.Lite && !i.Answerer.Lite {
		i.Controlling = Answerer
	}
	i.Options = g.iceOptions(o, a)
	return i
}

// iceOptions are those of both sides, in the answer's order. Sections that inherit both
// lists share the result; of one that inherits a list and has another of its own only the
// shorter is gone through.
func (g *agreement) iceOptions(o, a *section) []string {
	k := [2]sdp.Line{g.o.options(o).line, g.a.options(a).line}
	list, ok := g.options[k]
	if ok {
		return list
	}
	offered, answered := g.o.optionSet(o), g.a.optionSet(a)
	few, many := offered, answered
	if len(few) > len(many) {
		few, many = many, few
	}
	for option := range few {
		if _, both := many[option]; both {
			list = append(list, option)
		}
	}
	slices.SortFunc(list, func(x, y string) int { return answered[x] - answered[y] })
	g.options[k] = slices.Clip(list)
	return g.options[k]
}

func (v *view) agent(s *section) Agent {
	return Agent{
		Ufrag: string(v.ufrag(s).v), Pwd: string(v.pwd(s).v), Lite: v.lite(s).has(), Trickle: v.hasOption(s, "trickle"),
		Candidates:      s.candidates,
		EndOfCandidates: inForce(v, s, func(s *section) held[sdp.EndOfCandidates] { return s.end }).has(),
	}
}

func (v *view) certificate(s *section) Certificate {
	k := Certificate{TLSID: string(v.tlsID(s).v), Fingerprints: []sdp.Fingerprint{}}
	list := v.fingerprints(s)
	if len(list) == 0 {
		return k
	}
	if shared, ok := v.certificates[&list[0]]; ok {
		k.Fingerprints = shared
		return k
	}
	for _, f := range list {
		k.Fingerprints = append(k.Fingerprints, f.v)
	}
	k.Fingerprints = slices.Clip(k.Fingerprints)
	if v.certificates == nil {
		v.certificates = map[*held[sdp.Fingerprint]][]sdp.Fingerprint{}
	}
	v.certificates[&list[0]] = k.Fingerprints
	return k
}

// active is the side whose a=setup makes it open the connection, or be the DTLS client:
// zero when that is left open. Without a=setup the offerer is active and the answerer
// passive (RFC 4145 §4.1).
func (g *agreement) active(o, a *section) Side {
	was, is := g.o.setup(o).v, g.a.setup(a).v
	switch {
	case is == "active":
		return Answerer
	case is == "passive":
		return Offerer
	case is == "holdconn" || was == "holdconn":
		return 0
	case was == "passive":
		return Answerer
	case was == "active" || was == "" && is == "" && !g.o.usesDTLS(o):
		return Offerer
	}
	return 0
}
