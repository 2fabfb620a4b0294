package negotiate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// Agree says what an offer and an answer agree on, whoever wrote them, and what is wrong
// with the answer: the verdict is that of [CheckAnswer]. It judges by what the texts say
// and not by what either side could do. Where the answer breaks a rule, what can still
// be done is agreed: a direction that was not offered is cut down to what was, a codec
// that was not offered is in no flow.
//
// Both descriptions may be of any quality, as for CheckAnswer. Time is linear in the
// length of the texts.
func Agree(offer, answer *sdp.Description, opts ...Option) (Agreement, Verdict) {
	c := &check{options: newOptions(opts), a: newView(offer), b: newView(answer), side: Answerer}
	g := agreement{o: c.a, a: c.b, matched: func(i int) *matched { return c.matched(i) }, transports: map[int]int{}, extmaps: map[extmapPair][]AgreedExtension{}, options: map[[2]sdp.Line][]string{}}
	for i := range c.a.media {
		g.section(i)
	}
	return g.result, c.run(AboutAnswer)
}

// An agreement is one that is being made.
type agreement struct {
	o, a       *view
	matched    func(i int) *matched
	transports map[int]int // of the sections that speak for one
	extmaps    map[extmapPair][]AgreedExtension
	options    map[[2]sdp.Line][]string // of ICE, by the lines of both sides
	result     Agreement
}

// rejected says why nothing is agreed on a section, "" if something is.
func (g *agreement) rejected(i int) string {
	o := &g.o.media[i]
	if o.rejected {
		if o.bundleOnly.has() {
			return "the offer has port 0, and bundle-only in no BUNDLE group"
		}
		return "the offer has port 0"
	}
	if i >= len(g.a.media) {
		return "the answer has no such section"
	}
	a := &g.a.media[i]
	switch {
	case a.rejected:
		return "the answer has port 0"
	case a.kind != o.kind:
		return "the answer has media type " + quote(a.kind)
	case o.bundleOnly.has() && o.port == 0 && a.bundle < 0:
		return "the offer is bundle-only, and the answer does not bundle it"
	case o.proto.rtp && a.proto.rtp && g.matched(i).none():
		return "there is no codec in common"
	}
	return ""
}

func (g *agreement) section(i int) {
	o := &g.o.media[i]
	s := AgreedSection{Index: i, MID: o.midOf(), Kind: o.kind, Proto: o.proto.text, Transport: -1}
	if s.Rejected = g.rejected(i); s.Rejected != "" {
		g.result.Sections = append(g.result.Sections, s)
		return
	}
	a := &g.a.media[i]
	s.Direction = o.direction & a.direction.Reverse()
	if g.o.multicast(o) {
		s.Direction = o.direction
	}
	s.RTCPMux = o.proto.rtp && g.o.muxed(o) && g.a.muxed(a)
	s.RTCPRsize = o.proto.rtp && g.o.rsized(o) && g.a.rsized(a)
	s.MixedIDs = g.o.mixed(o).has() && g.a.mixed(a).has()
	s.ToAnswerer, s.ToOfferer = g.flow(g.a, a), g.flow(g.o, o)
	if o.proto.rtp && a.proto.rtp {
		g.codecs(&s, o, a)
		s.Extensions = g.extensions(o, a)
		s.ToAnswerer.Streams = streams(o, a, o.simulcast.v.Send, a.simulcast.v.Recv)
		s.ToOfferer.Streams = streams(a, o, a.simulcast.v.Send, o.simulcast.v.Recv)
	} else {
		s.ToAnswerer.Formats, s.ToOfferer.Formats = a.formats(), o.formats()
	}
	if o.proto.sctp {
		s.ToAnswerer.sctp(a)
		s.ToOfferer.sctp(o)
	}
	s.Crypto = g.crypto(o, a)
	s.Transport = g.transport(o, a)
	t := &g.result.Transports[s.Transport]
	if t.ICE != nil {
		s.ToAnswerer.Nowhere, s.ToOfferer.Nowhere = false, false
	}
	g.result.Sections = append(g.result.Sections, s)
}

// muxed says that a section has rtcp-mux, its own, its tag's or that of its group.
func (v *view) muxed(s *section) bool { return v.mux(s).has() || v.bundledMux(s) }

func (v *view) rsized(s *section) bool {
	return inForce(v, s, func(s *section) held[sdp.RTCPRsize] { return s.rsize }).has()
}

// flow is what a section says about what it receives.
func (g *agreement) flow(v *view, s *section) Flow {
	f := Flow{Ptime: string(s.ptime.v), MaxPtime: string(s.maxPtime.v), Bandwidths: s.bandwidths}
	conn := v.connection(s).v
	addr, ok := conn.Addr()
	f.Nowhere = ok && addr.IsUnspecified()
	if conn.Address != "" && !f.Nowhere && s.port != 0 {
		f.Media = hostPort(conn.Address, s.port)
		if s.proto.rtp {
			f.RTCP = v.rtcpDestination(s, conn.Address)
		}
	}
	return f
}

// rtcpDestination is where RTCP goes to: to the same port, to that of a=rtcp (RFC 3605),
// or to the next (RFC 3264 §5.1).
func (v *view) rtcpDestination(s *section, address string) string {
	port := s.port + 1
	if v.muxed(s) {
		port = s.port
	} else if r, ok := s.rtcp(); ok {
		if port = int(r.Port); r.Address != "" {
			address = r.Address
		}
	}
	if port > 65535 {
		return ""
	}
	return hostPort(address, port)
}

// hostPort is net.JoinHostPort. Package net is not imported for it: with cgo it brings in the C
// library, whose loading takes longer than all else that a short program does.
func hostPort(host string, port int) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(port)
}

// sctp is what a section says about what it receives over SCTP.
func (f *Flow) sctp(s *section) {
	size := uint64(65536) // RFC 8841 §6
	if s.maxMessage.has() {
		size = uint64(s.maxMessage.v)
	}
	f.MaxMessageSize = &size
	switch {
	case s.sctpPort.has():
		port := uint16(s.sctpPort.v)
		f.SCTPPort = &port
	case len(s.sctpMaps()) > 0:
		port := s.sctpMaps()[0].v.Port
		f.SCTPPort = &port
	}
}

// codecs fills in what either side sends. Codecs that serve others are left out where
// what they serve is.
func (g *agreement) codecs(s *AgreedSection, o, a *section) {
	r := g.matched(s.Index)
	kept := usefulPairs(r, o, a)
	inOffer := make([]int, len(o.codecs)) // index in the answer, plus 1
	feedback := agreedFeedback(r, o, a)
	for i, j := range r.to {
		if j < 0 || !kept[i] {
			continue
		}
		inOffer[j] = i + 1
		s.ToAnswerer.Codecs = append(s.ToAnswerer.Codecs, agreedCodec(&a.codecs[i], &o.codecs[j], feedback[i]))
	}
	for j, i := range inOffer {
		if i > 0 {
			s.ToOfferer.Codecs = append(s.ToOfferer.Codecs, agreedCodec(&o.codecs[j], &a.codecs[i-1], feedback[i-1]))
		}
	}
}

// agreedCodec is a codec as the receiver has it.
func agreedCodec(receiver, sender *sdp.Codec, feedback []string) AgreedCodec {
	return AgreedCodec{
		receiver.PayloadType, receiver.Name, receiver.ClockRate, max(receiver.Channels, 1),
		receiver.Params, sender.Params, feedback,
	}
}

// usefulPairs says of each codec of the answer whether it is agreed and of use: an rtx
// whose primary is agreed, a red whose list is, FEC where there is something to repair.
func usefulPairs(r *matched, o, a *section) []bool {
	kept := make([]bool, len(r.to))
	var agreed [128]bool // payload types of the answer
	media := false
	for i, j := range r.to {
		if kept[i] = j >= 0; kept[i] {
			agreed[a.codecs[i].PayloadType&127] = true
			media = media || !a.codecs[i].IsAuxiliary()
		}
	}
	// red may list others, and rtx may repeat red, so red goes first.
	for i := range kept {
		if kept[i] && strings.EqualFold(a.codecs[i].Name, "red") {
			p, _ := sdp.ParseREDParams(a.codecs[i].FMTP())
			for pt := range p.PayloadTypes() {
				kept[i] = kept[i] && agreed[pt&127]
			}
			agreed[a.codecs[i].PayloadType&127] = kept[i]
		}
	}
	for i := range kept {
		switch name := strings.ToLower(a.codecs[i].Name); {
		case !kept[i]:
		case name == "rtx":
			p, err := sdp.ParseRTXParams(a.codecs[i].FMTP())
			kept[i] = err == nil && p.HasAPT && agreed[p.APT&127]
		case name == "ulpfec" || name == "flexfec" || name == "flexfec-03":
			kept[i] = media
		}
	}
	return kept
}

// agreedFeedback is for each codec of the answer the feedback that both sides have.
func agreedFeedback(r *matched, o, a *section) [][]string {
	list := make([][]string, len(r.to))
	if len(a.feedback()) == 0 || len(o.feedback()) == 0 {
		return list
	}
	each, all := o.feedbackSets()
	index := a.codecIndex()
	var seen [128]map[string]bool
	everywhere := map[string]bool{}
	add := func(i int, key string) {
		pt := a.codecs[i].PayloadType & 127
		if r.to[i] < 0 || seen[pt][key] || !all[key] && !each[o.codecs[r.to[i]].PayloadType&127][key] {
			return
		}
		if seen[pt] == nil {
			seen[pt] = map[string]bool{}
		}
		seen[pt][key] = true
		list[i] = append(list[i], key)
	}
	for _, f := range a.feedback() {
		key := feedbackKey(f.v)
		if f.v.Format != "*" {
			if pt, ok := payloadType(f.v.Format); ok && index[pt] > 0 {
				add(int(index[pt])-1, key)
			}
		} else if !everywhere[key] {
			everywhere[key] = true
			for i := range r.to {
				add(i, key)
			}
		}
	}
	return list
}

// extensions is extensionsOf, which sections with the same lists share.
func (g *agreement) extensions(o, a *section) []AgreedExtension {
	if len(a.extmaps()) == 0 || len(o.extmaps()) == 0 {
		return nil
	}
	k := extmapPair{nil, &o.extmaps()[0], &a.extmaps()[0], o.direction, a.direction}
	list, ok := g.extmaps[k]
	if !ok {
		list = slices.Clip(extensionsOf(o, a))
		g.extmaps[k] = list
	}
	return list
}

// extensionsOf lists the header extensions of both sides, with the answer's ids.
func extensionsOf(o, a *section) []AgreedExtension {
	offered := o.extensions()
	taken := map[string]bool{}
	var list []AgreedExtension
	for _, e := range a.extmaps() {
		was := offered[e.v.URI]
		if was == nil || taken[e.v.URI] || !usable(e.v.ID) {
			continue
		}
		taken[e.v.URI] = true
		d := extDirection(o, &was.v) & extDirection(a, &e.v).Reverse()
		list = append(list, AgreedExtension{e.v.ID, e.v.URI, d, e.v.Attributes})
	}
	return list
}

// streams are the simulcast streams that sender sends: those that the receiver has
// too, in the receiver's order.
func streams(sender, receiver *section, sends, receives sdp.SimulcastStreams) []AgreedStream {
	if sends == "" || receives == "" {
		return nil
	}
	known := map[string]bool{}
	for stream := range sends.All() {
		for id := range stream.Alternatives() {
			known[id] = true
		}
	}
	limits, own := receiver.ridsByID(), sender.ridsByID()
	var list []AgreedStream
	for stream := range receives.All() {
		var s AgreedStream
		for id, paused := range stream.Alternatives() {
			switch {
			case !known[id]:
			case s.RID == "":
				s.RID, s.Paused = id, paused
			default:
				s.Alternatives = append(s.Alternatives, id)
			}
		}
		if s.RID == "" {
			continue
		}
		if r := limits[s.RID]; r != nil && r.v.Params != "" {
			s.Restrictions = r.v.Params
		} else if r := own[s.RID]; r != nil {
			s.Restrictions = r.v.Params
		}
		list = append(list, s)
	}
	return list
}

// crypto is the a=crypto that the answer chose, its first; with DTLS there is none.
func (g *agreement) crypto(o, a *section) *AgreedCrypto {
	if len(a.cryptos()) == 0 || g.o.usesDTLS(o) && g.a.usesDTLS(a) {
		return nil
	}
	k := a.cryptos()[0].v
	for _, was := range o.cryptos() {
		if was.v.Tag == k.Tag && strings.EqualFold(was.v.Suite, k.Suite) {
			return &AgreedCrypto{k.Tag, k.Suite}
		}
	}
	return nil
}
