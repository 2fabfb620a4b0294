package negotiate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// CapabilitiesFrom returns what a description, of either type, says its endpoint can do:
// one Media for each section that isn't rejected, in order, and what it says about its
// transport. Of an answer that is no more than what was asked for.
//
// Mode is not said by a text, and so is left for the caller to set. So are mids, which are
// the offerer's to choose.
func CapabilitiesFrom(d *sdp.Description) Capabilities {
	if d == nil {
		return Capabilities{}
	}
	v := newView(d)
	var c Capabilities
	c.Transport.read(v)
	live, grouped := 0, false
	for i := range v.media {
		s := &v.media[i]
		if s.rejected || s.kind == "" {
			continue
		}
		live++
		grouped = grouped || s.bundle >= 0
		c.Media = append(c.Media, mediaFrom(v, s, &c.Transport))
	}
	if live > 1 && !grouped {
		c.Policy.Bundle = NoBundle
	}
	return c
}

// read takes what the description says once for all sections, or first.
func (t *Transport) read(v *view) {
	if o, err := v.d.Origin(); err == nil {
		if n, err := strconv.ParseUint(string(o.SessionID), 10, 63); err == nil {
			t.SessionID = strconv.FormatUint(n, 10)
		}
		if o.Username != "-" && isWord(o.Username) {
			t.Username = o.Username
		}
	}
	if name := v.d.SessionName(); name != "-" && name != "" {
		t.SessionName = name
	}
	for i := range v.media {
		s := &v.media[i]
		if s.rejected {
			continue
		}
		if c := v.connection(s).v; t.Address == "" && isWord(c.Address) {
			if addr, ok := c.Addr(); !ok || !addr.IsUnspecified() {
				t.Address = c.Address
			}
		}
		if u := string(v.ufrag(s).v); t.ICE == nil && isICE(u, 4) && isICE(string(v.pwd(s).v), 22) {
			t.ICE = &LocalICE{Ufrag: u, Pwd: string(v.pwd(s).v), Lite: v.lite(s).has(), Pacing: int(min(s.pacing.v, 1<<31-1))}
			for o := range v.options(s).v.All() {
				t.ICE.Options = append(t.ICE.Options, o)
			}
		}
		if fs := v.fingerprints(s); t.DTLS == nil && len(fs) > 0 {
			t.DTLS = &LocalDTLS{TLSID: string(v.tlsID(s).v)}
			for _, f := range fs {
				t.DTLS.Fingerprints = append(t.DTLS.Fingerprints, f.v)
			}
			if role := v.setup(s).v; role == "active" || role == "passive" {
				t.DTLS.Setup = string(role)
			}
		}
		if t.Crypto == nil {
			for _, k := range s.cryptos() {
				t.Crypto = append(t.Crypto, k.v)
			}
		}
	}
}

func mediaFrom(v *view, s *section, t *Transport) Media {
	m := Media{Kind: s.kind, Direction: s.direction, Protos: protosFrom(s.proto.text)}
	for i := range s.codecs {
		if k := &s.codecs[i]; isToken(k.Name) && k.ClockRate > 0 {
			m.Codecs = append(m.Codecs, codecFrom(k))
		}
	}
	if !s.proto.rtp {
		m.Formats = s.formats()
	}
	if len(s.sctpMaps()) > 0 {
		m.Formats = []string{s.sctpMaps()[0].v.App}
	}
	for i := range s.extmaps() {
		if e := &s.extmaps()[i].v; isWord(e.URI) && e.ID != 15 {
			x := Extension{URI: e.URI, Attributes: e.Attributes}
			if e.ID < 4096 {
				x.ID = e.ID
			}
			if e.HasDirection {
				x.Direction = e.Direction
			}
			m.Extensions = append(m.Extensions, x)
		}
	}
	m.AllowMixed, m.ReducedRTCP = v.mixed(s).has(), s.rsize.has()
	m.encodingsFrom(s)
	m.Ptime, m.MaxPtime = milliseconds(string(s.ptime.v)), milliseconds(string(s.maxPtime.v))
	for _, a := range s.images() {
		m.Images = append(m.Images, a.v)
	}
	for _, id := range s.msids() {
		m.MSIDs = append(m.MSIDs, id.v)
	}
	for _, x := range s.ssrcs() {
		m.SSRCs = append(m.SSRCs, x.v)
	}
	for _, g := range s.ssrcGroups() {
		m.SSRCGroups = append(m.SSRCGroups, g.v)
	}
	m.SCTPPort = uint16(s.sctpPort.v)
	if s.maxMessage.has() {
		if m.MaxMessageSize = int64(min(s.maxMessage.v, 1<<63-1)); m.MaxMessageSize == 0 {
			m.MaxMessageSize = -1
		}
	}
	for _, b := range s.bandwidths {
		m.Bandwidths = append(m.Bandwidths, b.String())
	}
	m.attributesFrom(s)
	m.pathFrom(v, s, t)
	return m
}

// protosFrom are the protocols that someone takes who offers the given one: those of the
// same family, that one first. Of the family's usual one it goes without saying.
func protosFrom(proto string) []string {
	for _, family := range [...][]string{webRTCMedia, dataChannel} {
		if i := slices.Index(family, proto); i == 0 {
			return nil
		} else if i > 0 {
			list := append([]string{proto}, family[:i]...)
			return append(list, family[i+1:]...)
		}
	}
	if !isWord(proto) {
		return nil
	}
	return []string{proto}
}

func codecFrom(k *sdp.Codec) Codec {
	c := Codec{PayloadType: k.PayloadType, Name: k.Name, ClockRate: k.ClockRate, Params: k.Params}
	if k.Channels > 1 {
		c.Channels = k.Channels
	}
	for f := range k.Feedback() {
		text := f.ID
		if f.Param != "" {
			text += " " + f.Param
		}
		if !slices.Contains(c.Feedback, text) {
			c.Feedback = append(c.Feedback, text)
		}
	}
	return c
}

func (m *Media) encodingsFrom(s *section) {
	if !s.simulcast.has() {
		for _, r := range s.rids() {
			if r.v.Direction == sdp.SendOnly {
				m.Encodings = append(m.Encodings, Encoding{RID: r.v.ID, Params: r.v.Params})
			} else {
				m.RecvEncodings++
			}
		}
		return
	}
	for stream := range s.simulcast.v.Send.All() {
		for id, paused := range stream.Alternatives() {
			for _, r := range s.rids() {
				if r.v.ID == id && r.v.Direction == sdp.SendOnly {
					m.Encodings = append(m.Encodings, Encoding{id, r.v.Params, paused})
				}
			}
		}
	}
	for range s.simulcast.v.Recv.All() {
		m.RecvEncodings++
	}
}

// attributesFrom takes what describes the stream and needs no answer.
func (m *Media) attributesFrom(s *section) {
	for l := range s.sec.Lines() {
		name, _, _, ok := l.Attr()
		if !ok || !isToken(name) || ownAttribute(name) {
			continue
		}
		switch name {
		case "content", "label", "framerate", "quality", "orient", "lang", "sdplang", "minptime", "floorctrl", "confid", "userid", "floorid":
		default:
			if s.proto.rtp || s.proto.sctp {
				continue
			}
		}
		m.Attributes = append(m.Attributes, strings.TrimPrefix(l.Text(), "a="))
	}
}

func (m *Media) pathFrom(v *view, s *section, t *Transport) {
	p := &m.Path
	if c := v.connection(s).v; c.Address != t.Address && isWord(c.Address) {
		p.Address = c.Address
	}
	if !v.usesICE(s) || s.port != discard {
		p.Port = s.port
	}
	if _, ok := s.rtcp(); ok && !v.mux(s).has() {
		_, rtcp := s.sec.Destination()
		p.RTCPPort = rtcp.Port
	}
	for l := range s.sec.AttrLines("candidate") {
		if c, err := candidate.Parse(l.Text()); err == nil {
			p.Candidates = append(p.Candidates, c)
		}
	}
	p.EndOfCandidates = s.end.has()
	if u, w := string(v.ufrag(s).v), string(v.pwd(s).v); t.ICE != nil && u != t.ICE.Ufrag && isICE(u, 4) && isICE(w, 22) {
		p.Ufrag, p.Pwd = u, w
	}
}

// milliseconds reads what a=ptime has, which may have decimals.
func milliseconds(s string) int {
	whole, _, _ := strings.Cut(s, ".")
	n, err := strconv.ParseUint(whole, 10, 31)
	if err != nil {
		return 0
	}
	return int(n)
}
