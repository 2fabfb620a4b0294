package negotiate

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file reads a description once, for everything above it: match, the rules,
// Agree and Answer ask the view and never the text.

// held is an attribute and the line that it stands on. Without a line it isn't
// there.
type held[T any] struct {
	v    T // first, for behind the line an empty one would take room
	line sdp.Line
}

// has says that the attribute is there.
func (h held[T]) has() bool { return h.line != (sdp.Line{}) }

// A view is a description that has been read. Its lists are in the order of the
// lines. It must not outlive an edit of the description.
type view struct {
	d       *sdp.Description
	session section // the session part, as a section without an m= line
	media   []section
	bundles []bundle
	groups  []held[sdp.Group] // those that aren't BUNDLE
	mids    map[string]int    // the first section with a mid; nil where few sections make a search as good
	unread  []string          // names of attributes that some section has and that can't be parsed, once that is known
	known   bool
	// Whether two lists of fingerprints are the same, by their first entries: another
	// view's and this one's. See [sameAssociation].
	sameCertificate map[[2]*held[sdp.Fingerprint]]bool
	certificates    map[*held[sdp.Fingerprint]][]sdp.Fingerprint // by the first of a list that sections share
	optionSets      map[sdp.Line]map[string]int                  // of a=ice-options; see [view.optionSet]
	control         bool                                         // a=control in the session part: RTSP, whose port of 0 rejects nothing
}

// A bundle is an a=group:BUNDLE (RFC 9143 §6).
type bundle struct {
	line    sdp.Line
	group   sdp.Group // with mids as listed, repetitions and unknown ones too
	members []int     // the sections of those that are there, in the same order, each once
	tag     int       // the section of the first mid, -1 when there is no such section
	// Whether some section of the group has these of its own: bundle-only sections
	// leave them to the others (RFC 9143 §7.1.3).
	mux, ice, tlsID bool
}

// lead is the mid that the group is led by, "" where it has none.
func (b *bundle) lead() string {
	for mid := range b.group.MIDs() {
		return mid
	}
	return ""
}

// A section is a media section, or the session part, with its attributes parsed. An
// attribute that can't be parsed counts as absent; its name is in unread. Fields hold what
// the section itself has; what it inherits is found by the methods of view that have
// the same name, and in direction, extmaps and endpoints, which are resolved.
type section struct {
	sec   sdp.Section
	index int
	mline sdp.Line
	kind  string
	proto proto
	port  int
	mid   held[sdp.MID]
	// rejected is port 0, unless that is a bundle-only section's (RFC 9143 §6). A port that
	// can't be read counts as 0 here: nobody could send anything there.
	rejected  bool
	bundle    int         // its BUNDLE group, -1 for none
	codecs    []sdp.Codec // of RTP
	direction sdp.Direction
	dirLine   sdp.Line // of the section or the session part; invalid where the default holds
	cline     sdp.Line // the first c=, for [view.connection]

	mux   held[sdp.RTCPMux]
	rsize held[sdp.RTCPRsize]
	mixed held[sdp.ExtMapAllowMixed]

	ufrag      held[sdp.ICEUfrag]
	pwd        held[sdp.ICEPwd]
	options    held[sdp.ICEOptions]
	candidates int // how many there are
	setup      held[sdp.Setup]

	*seldom          // nothing, until the section has something of it
	lists   lists    // see [attrs]
	session *section // the session part, whose extmaps hold where there are none; nil for itself

	potential bool     // a=pcfg: the offer has other configurations (RFC 5939 §3.5.1)
	actual    bool     // a=acfg: the answer has taken one of them (RFC 5939 §3.5.2)
	unread    []string // names of attributes that can't be parsed, each once; "direction" for the four of them

	mapped mappings
}

// A seldom is the attributes that most sections of a browser don't have. To write to it
// there is [section.own].
type seldom struct {
	bundleOnly held[sdp.BundleOnly]
	bandwidths []sdp.Bandwidth
	ptime      held[sdp.Ptime]
	maxPtime   held[sdp.MaxPtime]
	muxOnly    held[sdp.RTCPMuxOnly]
	simulcast  held[sdp.Simulcast]
	lite       held[sdp.ICELite]
	pacing     held[sdp.ICEPacing]
	mismatch   held[sdp.ICEMismatch]
	end        held[sdp.EndOfCandidates]
	reuse      held[sdp.ConnectionReuse]
	tlsID      held[sdp.TLSID]
	sctpPort   held[sdp.SCTPPort]
	maxMessage held[sdp.MaxMessageSize]
	others     seldomLists
	some       bool // this is the section's own
}

// nothing is the seldom of sections that have nothing of it. It is never written to.
var nothing seldom

// own is the section's seldom, made when it is first written to.
func (s *section) own() *seldom {
	if !s.some {
		s.seldom = &seldom{some: true}
	}
	return s.seldom
}

// A proto is what a section's transport protocol is made of.
type proto struct {
	text   string
	rtp    bool // RTP of any profile
	avpf   bool // a profile with feedback (RFC 4585)
	secure bool // SRTP
	dtls   bool // "UDP/TLS/…", "TCP/DTLS/…", "DTLS/SCTP"
	sctp   bool
	tcp    bool
}

// readProto reads the proto of an m= line, whose case counts (RFC 8866 §5.14).
func readProto(text string) proto {
	p := proto{text: text}
	for rest := text; rest != ""; {
		var part string
		switch part, rest, _ = strings.Cut(rest, "/"); part {
		case "RTP":
			p.rtp = true
		case "AVPF":
			p.avpf = true
		case "SAVP":
			p.secure = true
		case "SAVPF":
			p.avpf, p.secure = true, true
		case "TLS", "DTLS":
			p.dtls = true
		case "SCTP":
			p.sctp = true
		case "TCP":
			p.tcp = true
		}
	}
	return p
}

// newView reads a description. Time is linear in its length.
func newView(d *sdp.Description) *view {
	v := &view{d: d, media: make([]section, d.NumMedia())}
	v.session.read(v, d.Session(), -1)
	for i, s := range d.AllMedia() {
		v.media[i].read(v, s, i)
	}
	if len(v.media) > 8 {
		v.mids = make(map[string]int, len(v.media))
		for i := range v.media {
			if mid := v.media[i].mid; mid.has() {
				if _, twice := v.mids[string(mid.v)]; !twice {
					v.mids[string(mid.v)] = i
				}
			}
		}
	}
	v.readGroups()
	for i := range v.media {
		v.resolve(&v.media[i])
	}
	return v
}

// byMID finds the first section with a mid.
func (v *view) byMID(mid string) (*section, bool) {
	if v.mids != nil {
		i, ok := v.mids[mid]
		if !ok {
			return nil, false
		}
		return &v.media[i], true
	}
	for i := range v.media {
		if m := v.media[i].mid; m.has() && string(m.v) == mid {
			return &v.media[i], true
		}
	}
	return nil, false
}

// midOf is the section's mid, "" without one.
func (s *section) midOf() string { return string(s.mid.v) }

// one parses an attribute that stands once; of several the first counts.
func one[T sdp.Attribute[T]](s *section, h *held[T], l sdp.Line, a sdp.Attr) {
	if h.has() {
		return
	}
	var zero T
	if v, err := zero.ParseAttribute(a.Name(), a.Value(), a.HasValue()); err == nil {
		*h = held[T]{v, l}
	} else {
		s.spoil(a.Name())
	}
}

// read reads the lines of a section.
func (s *section) read(v *view, sec sdp.Section, index int) {
	s.sec, s.index, s.bundle, s.seldom = sec, index, -1, &nothing
	s.readLines()
	for l, a := range sec.Attrs() {
		switch name := a.Name(); name {
		case "rtpmap", "fmtp": // for the section's Codecs
		case "candidate":
			s.candidates++
		case "sendrecv", "sendonly", "recvonly", "inactive":
			// Of several the last counts, as for [sdp.Section.Direction].
			if d, err := s.direction.ParseAttribute(name, a.Value(), a.HasValue()); err == nil {
				s.direction, s.dirLine = d, l
			} else {
				s.spoil("direction")
			}
		case "mid":
			one(s, &s.mid, l, a)
		case "bundle-only":
			one(s, &s.own().bundleOnly, l, a)
		case "rtcp-fb":
			s.lists.feedback.lines++
		case "rtcp-mux":
			one(s, &s.mux, l, a)
		case "rtcp-mux-only":
			one(s, &s.own().muxOnly, l, a)
		case "rtcp-rsize":
			one(s, &s.rsize, l, a)
		case "ptime":
			one(s, &s.own().ptime, l, a)
		case "maxptime":
			one(s, &s.own().maxPtime, l, a)
		case "extmap":
			s.lists.extmaps.lines++
		case "extmap-allow-mixed":
			one(s, &s.mixed, l, a)
		case "rid":
			s.own().others.rids.lines++
		case "simulcast":
			one(s, &s.own().simulcast, l, a)
		case "imageattr":
			s.own().others.images.lines++
		case "ssrc":
			s.lists.ssrcs.lines++
		case "ssrc-group":
			s.lists.ssrcGroups.lines++
		case "msid":
			s.lists.msids.lines++
		case "ice-ufrag":
			one(s, &s.ufrag, l, a)
		case "ice-pwd":
			one(s, &s.pwd, l, a)
		case "ice-options":
			one(s, &s.options, l, a)
		case "ice-lite":
			one(s, &s.own().lite, l, a)
		case "ice-pacing":
			one(s, &s.own().pacing, l, a)
		case "ice-mismatch":
			one(s, &s.own().mismatch, l, a)
		case "remote-candidates":
			s.own().others.remote.lines++
		case "end-of-candidates":
			one(s, &s.own().end, l, a)
		case "fingerprint":
			s.lists.fingerprints.lines++
		case "setup":
			one(s, &s.setup, l, a)
		case "connection":
			one(s, &s.own().reuse, l, a)
		case "tls-id":
			one(s, &s.own().tlsID, l, a)
		case "crypto":
			s.own().others.cryptos.lines++
		case "sctp-port":
			one(s, &s.own().sctpPort, l, a)
		case "max-message-size":
			one(s, &s.own().maxMessage, l, a)
		case "sctpmap":
			s.own().others.sctpMaps.lines++
		case "pcfg":
			s.potential = true
		case "acfg":
			s.actual = true
		case "control":
			v.control = v.control || index < 0
		}
	}
	if s.proto.rtp {
		most := strings.Count(s.mline.Text(), " ") - 2 // behind media type, port and protocol
		s.codecs = sec.AppendCodecs(make([]sdp.Codec, 0, min(max(most, 0), 128)))
	}
}

// readLines reads what isn't an attribute.
func (s *section) readLines() {
	for l := range s.sec.LinesOf('m') {
		s.mline, s.kind, s.port, s.proto = l, s.sec.Kind(), s.sec.Port(), readProto(s.sec.Proto())
		break
	}
	for l := range s.sec.LinesOf('c') {
		s.cline = l // the first one counts, whatever is wrong with it
		break
	}
	for b, err := range s.sec.Bandwidths() {
		if err == nil {
			own := s.own()
			own.bandwidths = append(own.bandwidths, b)
		}
	}
}

// readGroups finds out which sections are bundled, and with which.
func (v *view) readGroups() {
	for l := range v.session.sec.AttrLines("group") {
		name, value, has, _ := l.Attr()
		g, err := sdp.Group{}.ParseAttribute(name, value, has)
		if err != nil {
			v.session.spoil(name)
			continue
		}
		if g.Semantics != "BUNDLE" {
			v.groups = append(v.groups, held[sdp.Group]{g, l})
			continue
		}
		b := bundle{line: l, group: g, members: make([]int, 0, strings.Count(value, " ")), tag: -1}
		first := true
		for mid := range g.MIDs() {
			s, ok := v.byMID(mid)
			if ok && first {
				b.tag = s.index
			}
			first = false
			// A section of two groups is in the first; that is against RFC 9143 §7.1.
			if ok && s.bundle < 0 {
				s.bundle = len(v.bundles)
				b.members = append(b.members, s.index)
			}
		}
		v.bundles = append(v.bundles, b)
	}
}

// resolve finishes a media section when everything has been read.
func (v *view) resolve(s *section) {
	s.rejected = s.port == 0 && (!s.bundleOnly.has() || s.bundle < 0)
	if s.bundle >= 0 {
		b := &v.bundles[s.bundle]
		b.mux = b.mux || s.mux.has()
		b.ice = b.ice || v.usesICE(s)
		b.tlsID = b.tlsID || s.tlsID.has()
	}
	if !s.dirLine.Valid() {
		s.direction, s.dirLine = sdp.SendRecv, v.session.dirLine
		if s.dirLine.Valid() {
			s.direction = v.session.direction
		}
	}
	if s.proto.sctp {
		s.direction, s.dirLine = sdp.SendRecv, sdp.Line{} // directions mean nothing there (RFC 8841 §9.2)
	}
	s.session = &v.session
}
