package negotiate

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file reads a description once, for everything above it: match, the rules,
// Agree and Answer ask the view and never the text.

// held is an attribute and the line that it stands on. Without a line it isn't
// there.
type held[T any] struct {
	line sdp.Line
	v    T
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
	control bool              // a=control in the session part: RTSP, whose port of 0 rejects nothing
}

// A bundle is an a=group:BUNDLE (RFC 9143 §6).
type bundle struct {
	line    sdp.Line
	mids    []string // as listed, repetitions and unknown ones too
	members []int    // the sections of those that are there, in the same order, each once
	tag     int      // the section of the first mid, -1 when there is no such section
}

// A section is a media section, or the session part, with its attributes parsed. An
// attribute that can't be parsed counts as absent and is in spoiled. Fields hold what
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
	// rejected is port 0, unless that is a bundle-only section's (RFC 9143 §6).
	rejected   bool
	bundleOnly held[sdp.BundleOnly]
	bundle     int // its BUNDLE group, -1 for none
	formats    []string
	codecs     []sdp.Codec // of RTP
	direction  sdp.Direction
	dirLine    sdp.Line // of the section or the session part; invalid where the default holds

	connection held[sdp.Connection]
	rtcp       held[sdp.RTCP]
	bandwidths []held[sdp.Bandwidth]
	ptime      held[sdp.Ptime]
	maxPtime   held[sdp.MaxPtime]
	feedback   []held[sdp.RTCPFeedback]
	mux        held[sdp.RTCPMux]
	muxOnly    held[sdp.RTCPMuxOnly]
	rsize      held[sdp.RTCPRsize]
	extmaps    []held[sdp.ExtMap]
	mixed      held[sdp.ExtMapAllowMixed]
	rids       []held[sdp.RID]
	simulcast  held[sdp.Simulcast]
	images     []held[sdp.ImageAttr]
	ssrcs      []held[sdp.SSRC]
	ssrcGroups []held[sdp.SSRCGroup]
	msids      []held[sdp.MSID]

	ufrag        held[sdp.ICEUfrag]
	pwd          held[sdp.ICEPwd]
	options      held[sdp.ICEOptions]
	lite         held[sdp.ICELite]
	pacing       held[sdp.ICEPacing]
	mismatch     held[sdp.ICEMismatch]
	remote       []held[sdp.RemoteCandidates]
	candidates   []sdp.Line
	end          held[sdp.EndOfCandidates]
	fingerprints []held[sdp.Fingerprint]
	setup        held[sdp.Setup]
	reuse        held[sdp.ConnectionReuse]
	tlsID        held[sdp.TLSID]
	cryptos      []held[sdp.Crypto]
	sctpPort     held[sdp.SCTPPort]
	maxMessage   held[sdp.MaxMessageSize]
	sctpMaps     []held[sdp.SCTPMap]

	potential bool           // a=pcfg: the offer has other configurations (RFC 5939 §3.5.1)
	actual    bool           // a=acfg: the answer has taken one of them (RFC 5939 §3.5.2)
	spoiled   []held[string] // names of attributes that can't be parsed
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

// keep parses an attribute into its list.
func keep[T sdp.Attribute[T]](s *section, list *[]held[T], l sdp.Line, name, value string, has bool) {
	var zero T
	if a, err := zero.ParseAttribute(name, value, has); err == nil {
		*list = append(*list, held[T]{l, a})
	} else {
		s.spoiled = append(s.spoiled, held[string]{l, name})
	}
}

// one parses an attribute that stands once; of several the first counts.
func one[T sdp.Attribute[T]](s *section, h *held[T], l sdp.Line, name, value string, has bool) {
	if h.has() {
		return
	}
	var zero T
	if a, err := zero.ParseAttribute(name, value, has); err == nil {
		*h = held[T]{l, a}
	} else {
		s.spoiled = append(s.spoiled, held[string]{l, name})
	}
}

// spoils says that an attribute of the section with that name can't be parsed.
func (s *section) spoils(name string) bool {
	return slices.ContainsFunc(s.spoiled, func(h held[string]) bool { return h.v == name })
}

// read reads the lines of a section.
func (s *section) read(v *view, sec sdp.Section, index int) {
	s.sec, s.index, s.bundle = sec, index, -1
	for l := range sec.Lines() {
		name, value, has, ok := l.Attr()
		if !ok {
			s.readLine(v, l)
			continue
		}
		switch name {
		case "candidate":
			s.candidates = append(s.candidates, l)
		case "sendrecv", "sendonly", "recvonly", "inactive":
			// Of several the last counts, as for [sdp.Section.Direction].
			if d, err := s.direction.ParseAttribute(name, value, has); err == nil {
				s.direction, s.dirLine = d, l
			}
		case "mid":
			one(s, &s.mid, l, name, value, has)
		case "bundle-only":
			one(s, &s.bundleOnly, l, name, value, has)
		case "rtcp":
			one(s, &s.rtcp, l, name, value, has)
		case "rtcp-fb":
			keep(s, &s.feedback, l, name, value, has)
		case "rtcp-mux":
			one(s, &s.mux, l, name, value, has)
		case "rtcp-mux-only":
			one(s, &s.muxOnly, l, name, value, has)
		case "rtcp-rsize":
			one(s, &s.rsize, l, name, value, has)
		case "ptime":
			one(s, &s.ptime, l, name, value, has)
		case "maxptime":
			one(s, &s.maxPtime, l, name, value, has)
		case "extmap":
			keep(s, &s.extmaps, l, name, value, has)
		case "extmap-allow-mixed":
			one(s, &s.mixed, l, name, value, has)
		case "rid":
			keep(s, &s.rids, l, name, value, has)
		case "simulcast":
			one(s, &s.simulcast, l, name, value, has)
		case "imageattr":
			keep(s, &s.images, l, name, value, has)
		case "ssrc":
			keep(s, &s.ssrcs, l, name, value, has)
		case "ssrc-group":
			keep(s, &s.ssrcGroups, l, name, value, has)
		case "msid":
			keep(s, &s.msids, l, name, value, has)
		case "ice-ufrag":
			one(s, &s.ufrag, l, name, value, has)
		case "ice-pwd":
			one(s, &s.pwd, l, name, value, has)
		case "ice-options":
			one(s, &s.options, l, name, value, has)
		case "ice-lite":
			one(s, &s.lite, l, name, value, has)
		case "ice-pacing":
			one(s, &s.pacing, l, name, value, has)
		case "ice-mismatch":
			one(s, &s.mismatch, l, name, value, has)
		case "remote-candidates":
			keep(s, &s.remote, l, name, value, has)
		case "end-of-candidates":
			one(s, &s.end, l, name, value, has)
		case "fingerprint":
			keep(s, &s.fingerprints, l, name, value, has)
		case "setup":
			one(s, &s.setup, l, name, value, has)
		case "connection":
			one(s, &s.reuse, l, name, value, has)
		case "tls-id":
			one(s, &s.tlsID, l, name, value, has)
		case "crypto":
			keep(s, &s.cryptos, l, name, value, has)
		case "sctp-port":
			one(s, &s.sctpPort, l, name, value, has)
		case "max-message-size":
			one(s, &s.maxMessage, l, name, value, has)
		case "sctpmap":
			keep(s, &s.sctpMaps, l, name, value, has)
		case "pcfg":
			s.potential = true
		case "acfg":
			s.actual = true
		case "control":
			v.control = v.control || index < 0
		}
	}
	if s.proto.rtp {
		s.codecs = slices.AppendSeq(make([]sdp.Codec, 0, len(s.formats)), sec.Codecs())
	}
}

// readLine reads what isn't an attribute.
func (s *section) readLine(v *view, l sdp.Line) {
	switch l.Type() {
	case 'm':
		s.mline, s.kind, s.port = l, s.sec.Kind(), s.sec.Port()
		s.proto = readProto(s.sec.Proto())
		s.formats = slices.AppendSeq(make([]string, 0, strings.Count(l.Text(), " ")), s.sec.Formats())
	case 'c':
		if s.connection.has() {
			return
		}
		if c, ok, err := s.sec.Connection(); ok && err == nil {
			s.connection = held[sdp.Connection]{l, c}
		}
	case 'b':
		if s.bandwidths != nil {
			return
		}
		for b, err := range s.sec.Bandwidths() {
			if err == nil {
				s.bandwidths = append(s.bandwidths, held[sdp.Bandwidth]{l, b})
			}
		}
	}
}

// readGroups finds out which sections are bundled, and with which.
func (v *view) readGroups() {
	for l, g := range sdp.Entries[sdp.Group](v.session.sec) {
		if g.Semantics != "BUNDLE" {
			v.groups = append(v.groups, held[sdp.Group]{l, g})
			continue
		}
		b := bundle{line: l, tag: -1}
		for mid := range g.MIDs() {
			s, ok := v.byMID(mid)
			if ok && len(b.mids) == 0 {
				b.tag = s.index
			}
			b.mids = append(b.mids, mid)
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
	if !s.dirLine.Valid() {
		s.direction, s.dirLine = sdp.SendRecv, v.session.dirLine
		if s.dirLine.Valid() {
			s.direction = v.session.direction
		}
	}
	if len(s.extmaps) == 0 {
		s.extmaps = v.session.extmaps
	}
}

// tagOf is the section whose transport a section uses: the tagged one of its BUNDLE
// group (RFC 9143 §7.1.3), else itself.
func (v *view) tagOf(s *section) *section {
	if s.bundle >= 0 && v.bundles[s.bundle].tag >= 0 {
		return &v.media[v.bundles[s.bundle].tag]
	}
	return s
}

// inForce is the attribute that holds for a section: its own, else for transport
// attributes in a BUNDLE group that of the tagged section, else the session's.
func inForce[T any](v *view, s *section, of func(*section) held[T]) held[T] {
	if own := of(s); own.has() {
		return own
	}
	if tag := v.tagOf(s); tag != s {
		if h := of(tag); h.has() {
			return h
		}
	}
	return of(&v.session)
}

// allInForce is inForce of an attribute that may stand several times.
func allInForce[T any](v *view, s *section, of func(*section) []held[T]) []held[T] {
	if own := of(s); len(own) > 0 {
		return own
	}
	if tag := v.tagOf(s); tag != s {
		if h := of(tag); len(h) > 0 {
			return h
		}
	}
	return of(&v.session)
}

func (v *view) ufrag(s *section) held[sdp.ICEUfrag] {
	return inForce(v, s, func(s *section) held[sdp.ICEUfrag] { return s.ufrag })
}

func (v *view) pwd(s *section) held[sdp.ICEPwd] {
	return inForce(v, s, func(s *section) held[sdp.ICEPwd] { return s.pwd })
}

func (v *view) setup(s *section) held[sdp.Setup] {
	return inForce(v, s, func(s *section) held[sdp.Setup] { return s.setup })
}

func (v *view) tlsID(s *section) held[sdp.TLSID] {
	return inForce(v, s, func(s *section) held[sdp.TLSID] { return s.tlsID })
}

func (v *view) fingerprints(s *section) []held[sdp.Fingerprint] {
	return allInForce(v, s, func(s *section) []held[sdp.Fingerprint] { return s.fingerprints })
}

// options are not the tagged section's: a=ice-options is NORMAL in a BUNDLE group
// (RFC 8859 §5.16), and the session part's hold where a section has none.
func (v *view) options(s *section) held[sdp.ICEOptions] {
	if s.options.has() {
		return s.options
	}
	return v.session.options
}

func (v *view) mux(s *section) held[sdp.RTCPMux] {
	return inForce(v, s, func(s *section) held[sdp.RTCPMux] { return s.mux })
}

func (v *view) mixed(s *section) held[sdp.ExtMapAllowMixed] {
	return inForce(v, s, func(s *section) held[sdp.ExtMapAllowMixed] { return s.mixed })
}

// lite says that the agent is a lite one. Some write it in a section.
func (v *view) lite(s *section) held[sdp.ICELite] {
	if s.lite.has() {
		return s.lite
	}
	return v.session.lite
}

// connection is the c= line of the section, else the session's (RFC 8866 §5.7).
func (v *view) connection(s *section) held[sdp.Connection] {
	if s.connection.has() {
		return s.connection
	}
	return v.session.connection
}

// usesICE says that the section has credentials, its own or inherited.
func (v *view) usesICE(s *section) bool { return v.ufrag(s).has() || v.pwd(s).has() }

// usesDTLS says that the section's keys come from DTLS: its proto says so, or there is
// a fingerprint with a profile of RTP, which is how the first WebRTC endpoints and SIP
// phones wrote it (RFC 9429 §5.1.2).
func (v *view) usesDTLS(s *section) bool {
	return s.proto.dtls || s.proto.rtp && len(v.fingerprints(s)) > 0
}

// codecLine is the line to cite for a payload type: its a=rtpmap, else the m= line. It
// looks for it, so it is for findings.
func (s *section) codecLine(pt uint8) sdp.Line {
	for l, m := range sdp.Entries[sdp.RTPMap](s.sec) {
		if m.PayloadType == pt {
			return l
		}
	}
	return s.mline
}

// fmtpLine is codecLine for the format parameters.
func (s *section) fmtpLine(pt uint8) sdp.Line {
	for l, f := range sdp.Entries[sdp.FMTP](s.sec) {
		if n, ok := payloadType(f.Format); ok && n == pt {
			return l
		}
	}
	return s.codecLine(pt)
}

// payloadType reads a payload type as m= lists it: a number from 0 to 127.
func payloadType(s string) (uint8, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || n > 127 {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return uint8(n), s != "" && n <= 127
}
