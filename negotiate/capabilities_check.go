package negotiate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A CapabilitiesError is what is wrong with, or missing from, Capabilities.
type CapabilitiesError struct {
	Line, Column int    // in the JSON that it was read from, in bytes, from 1; else 0
	Path         string // by JSON names: "media[1].codecs[3].name"
	Msg          string
}

// Error has the shape "negotiate: 12:9: media[1].codecs[3].name: …", without the
// position where there is none.
func (e *CapabilitiesError) Error() string {
	var b strings.Builder
	b.WriteString("negotiate: ")
	if e.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", e.Line, e.Column)
	}
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	} else {
		b.WriteString("capabilities: ")
	}
	return b.String() + e.Msg
}

// Validate reports the first thing in c that can't be written into a description: a name
// with a space, a number out of range, a line break anywhere. It doesn't ask for what Rand
// or a History may supply. [Offer], [Answer] and the JSON decoder call it.
func (c *Capabilities) Validate() error { return c.validate(true) }

// validate leaves out what an answer doesn't write when names is false: the names of codecs,
// feedback and header extensions, which there are the offer's.
func (c *Capabilities) validate(names bool) error {
	v := validator{names: names}
	if c.Mode != WebRTC && c.Mode != SIP {
		v.fail("mode", "is not said; it is never guessed: webrtc or sip")
	}
	switch c.Policy.Bundle {
	case "", Balanced, MaxCompat, MaxBundle, NoBundle:
	default:
		v.fail("policy.bundle", quote(string(c.Policy.Bundle))+" is not a bundle policy")
	}
	switch c.Policy.RTCPMux {
	case "", RequireMux, NegotiateMux, NoMux:
	default:
		v.fail("policy.rtcpMux", quote(string(c.Policy.RTCPMux))+" is not an rtcp-mux policy")
	}
	if c.Policy.MaxCodecs < 0 {
		v.fail("policy.maxCodecs", "is negative")
	}
	if c.Policy.SDES && c.Mode == WebRTC {
		v.fail("policy.sdes", "a=crypto is forbidden in WebRTC (RFC 9429 §5.1.1)")
	}
	v.transport(&c.Transport)
	for i := range c.Media {
		if v.err != nil {
			break
		}
		v.media(i, &c.Media[i])
	}
	if v.err != nil {
		return v.err
	}
	return nil
}

// A validator keeps the first thing that is wrong. Paths are put together only then:
// what is right costs nothing.
type validator struct {
	err   *CapabilitiesError
	names bool
}

func (v *validator) fail(path, msg string) {
	if v.err == nil {
		v.err = &CapabilitiesError{Path: path, Msg: msg}
	}
}

// tokens has a bit for each byte of RFC 8866 §9's token-char.
var tokens = func() (set [4]uint64) {
	for c := byte('!'); c <= '~'; c++ {
		if !strings.ContainsRune("\"(),/:;<=>?@[\\]", rune(c)) {
			set[c>>6] |= 1 << (c & 63)
		}
	}
	return set
}()

// isToken is RFC 8866 §9's token.
func isToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; tokens[c>>6]>>(c&63)&1 == 0 {
			return false
		}
	}
	return s != ""
}

// isWord says that s is one field of a line: visible bytes without a space.
func isWord(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] == 0x7f {
			return false
		}
	}
	return s != ""
}

// isText says that s may stand in a line.
func isText(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= '\r' && (c == '\n' || c == '\r' || c == 0) {
			return false
		}
	}
	return true
}

// isICE is at least so many ice-chars, and at most 256 (RFC 8839 §5.4).
func isICE(s string, least int) bool { return len(s) >= least && len(s) <= 256 && iceChars(s) }

func (v *validator) transport(t *Transport) {
	if n, err := strconv.ParseUint(t.SessionID, 10, 63); t.SessionID != "" && (err != nil || strconv.FormatUint(n, 10) != t.SessionID) {
		v.fail("transport.sessionID", quote(t.SessionID)+" is not a number below 2^63")
	}
	if t.Username != "" && !isWord(t.Username) {
		v.fail("transport.username", quote(t.Username)+" has a space or an invisible byte")
	}
	if !isText(t.SessionName) {
		v.fail("transport.sessionName", "holds a line break")
	}
	if t.Address != "" && !isWord(t.Address) {
		v.fail("transport.address", quote(t.Address)+" is not an address")
	}
	if i := t.ICE; i != nil {
		v.credentials("transport.ice", i.Ufrag, i.Pwd)
		for n, o := range i.Options {
			if !isWord(o) {
				v.fail(at("transport.ice.options", n), quote(o)+" is not an option")
			}
		}
		if i.Pacing < 0 {
			v.fail("transport.ice.pacing", "is negative")
		}
	}
	if d := t.DTLS; d != nil {
		for n, f := range d.Fingerprints {
			if !isToken(f.Hash) || !isWord(f.Value) {
				v.fail(at("transport.dtls.fingerprints", n), quote(f.Hash+" "+f.Value)+" is not a hash and its value")
			}
		}
		switch d.Setup {
		case "", "active", "passive":
		default:
			v.fail("transport.dtls.setup", quote(d.Setup)+" is not active or passive")
		}
		if d.TLSID != "" {
			if _, err := (sdp.TLSID("")).ParseAttribute("tls-id", d.TLSID, true); err != nil {
				v.fail("transport.dtls.tlsID", err.Error())
			}
		}
	}
	for n, k := range t.Crypto {
		if !isToken(k.Suite) || k.KeyParams != "" && !isWord(k.KeyParams) || !isText(k.SessionParams) {
			v.fail(at("transport.crypto", n), "is not a suite with its keys")
		}
	}
}

func (v *validator) credentials(path, ufrag, pwd string) {
	switch {
	case ufrag == "" && pwd == "":
	case !isICE(ufrag, 4):
		v.fail(path+".ufrag", quote(ufrag)+" is not 4 to 256 letters, digits, \"+\" and \"/\" (RFC 8839 §5.4)")
	case !isICE(pwd, 22):
		v.fail(path+".pwd", "is not 22 to 256 letters, digits, \"+\" and \"/\" (RFC 8839 §5.4)")
	}
}

// at is the path of an element.
func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func mediaPath(i int, name string) string { return at("media", i) + "." + name }

func (v *validator) media(i int, m *Media) {
	fail := func(name, msg string) { v.fail(mediaPath(i, name), msg) }
	if !isToken(m.Kind) {
		fail("kind", quote(m.Kind)+" is not a media type")
	}
	if m.MID != "" && !isToken(m.MID) {
		fail("mid", quote(m.MID)+" is not a token (RFC 5888 §4)")
	}
	if m.Direction > sdp.SendRecv {
		fail("direction", "is not a direction")
	}
	for n, p := range m.Protos {
		if !isWord(p) {
			fail(at("protos", n), quote(p)+" is not a transport protocol")
		}
	}
	for n := range m.Codecs {
		if v.names {
			v.codec(i, n, &m.Codecs[n])
		} else if !isText(m.Codecs[n].Params) {
			fail(at("codecs", n)+".params", "holds a line break")
		}
	}
	for n := range m.Extensions {
		e := &m.Extensions[n]
		switch {
		case v.names && !isWord(e.URI):
			fail(at("extensions", n)+".uri", quote(e.URI)+" is not a URI")
		case e.ID < 0 || e.ID > 255 || e.ID == 15:
			fail(at("extensions", n)+".id", strconv.Itoa(e.ID)+" is not from 1 to 14 or from 16 to 255 (RFC 8285 §5)")
		case !isText(e.Attributes):
			fail(at("extensions", n)+".attributes", "holds a line break")
		}
	}
	for n, e := range m.Encodings {
		if _, err := (sdp.RID{}).ParseAttribute("rid", e.RID+" send "+e.Params, true); err != nil || !isText(e.Params) || !isToken(e.RID) {
			fail(at("encodings", n), quote(e.RID)+" with "+quote(e.Params)+" is not an encoding (RFC 8851 §10)")
		}
	}
	for n, f := range m.Formats {
		if !isWord(f) {
			fail(at("formats", n), quote(f)+" is not a format")
		}
	}
	if m.RecvEncodings < 0 || m.Ptime < 0 || m.MaxPtime < 0 || m.Sections < -1 || m.MaxMessageSize < -1 {
		fail("recvEncodings, ptime, maxPtime, sections, maxMessageSize", "one of them is negative")
	}
	for n, b := range m.Bandwidths {
		t, value, ok := strings.Cut(b, ":")
		if _, err := strconv.ParseUint(value, 10, 64); !ok || err != nil || !isToken(t) {
			fail(at("bandwidths", n), quote(b)+" is not a type, \":\" and a number (RFC 8866 §5.8)")
		}
	}
	for n, a := range m.Attributes {
		if name, _, _ := strings.Cut(a, ":"); !isToken(name) || !isText(a) {
			fail(at("attributes", n), quote(a)+" is not an attribute")
		} else if ownAttribute(name) {
			fail(at("attributes", n), "a="+name+" is written by negotiation; "+"say it in the field for it")
		}
	}
	v.sources(i, m)
	v.path(i, &m.Path)
}

// ownAttribute says that the attribute is this package's to write, so that a second one
// would contradict it.
func ownAttribute(name string) bool {
	switch name {
	case "sendrecv", "sendonly", "recvonly", "inactive", "mid", "group", "bundle-only",
		"rtpmap", "fmtp", "rtcp-fb", "extmap", "extmap-allow-mixed", "rid", "simulcast",
		"rtcp", "rtcp-mux", "rtcp-mux-only", "rtcp-rsize", "candidate", "end-of-candidates",
		"remote-candidates", "ice-ufrag", "ice-pwd", "ice-lite", "ice-options", "ice-pacing",
		"ice-mismatch", "fingerprint", "setup", "connection", "tls-id", "crypto", "sctp-port",
		"sctpmap", "max-message-size", "ptime", "maxptime", "imageattr", "msid":
		return true
	}
	return false
}

func (v *validator) codec(i, n int, c *Codec) {
	fail := func(name, msg string) { v.fail(mediaPath(i, at("codecs", n)+"."+name), msg) }
	switch {
	case !isToken(c.Name):
		fail("name", quote(c.Name)+" is not a name")
	case c.ClockRate == 0:
		fail("clockRate", "is missing")
	case c.PayloadType > 127:
		fail("payloadType", strconv.Itoa(int(c.PayloadType))+" is not from 0 to 127")
	case c.Channels < 0 || c.Channels > 255:
		fail("channels", strconv.Itoa(c.Channels)+" is not from 1 to 255")
	case !isText(c.Params):
		fail("params", "holds a line break")
	case c.Direction > sdp.SendRecv:
		fail("direction", "is not a direction")
	}
	for k, f := range c.Feedback {
		if id, param, _ := strings.Cut(f, " "); !isToken(id) || !isText(param) {
			fail(at("feedback", k), quote(f)+" is not a type of feedback (RFC 4585 §4.2)")
		}
	}
}

// sources checks what is written as it is.
func (v *validator) sources(i int, m *Media) {
	for n, id := range m.MSIDs {
		if !isToken(id.ID) || id.AppData != "" && !isToken(id.AppData) {
			// Firefox's have braces, which no token has; RFC 8830 §2 wants them so.
			if !isWord(id.ID) || id.AppData != "" && !isWord(id.AppData) {
				v.fail(mediaPath(i, at("msids", n)), quote(id.String())+" is not a stream and a track")
			}
		}
	}
	for n, s := range m.SSRCs {
		if !isToken(s.Name) || !isText(s.Value) {
			v.fail(mediaPath(i, at("ssrcs", n)), "is not a source's attribute")
		}
	}
	for n, g := range m.SSRCGroups {
		if !isToken(g.Semantics) {
			v.fail(mediaPath(i, at("ssrcGroups", n)), "is not a group of sources")
		}
	}
	for n, a := range m.Images {
		if !isText(string(a.Send)) || !isText(string(a.Recv)) || !isToken(a.Format) {
			v.fail(mediaPath(i, at("images", n)), "is not an a=imageattr")
		}
	}
}

func (v *validator) path(i int, p *Path) {
	fail := func(name, msg string) { v.fail(mediaPath(i, "path."+name), msg) }
	switch {
	case p.Address != "" && !isWord(p.Address):
		fail("address", quote(p.Address)+" is not an address")
	case p.Port < 0 || p.Port > 65535:
		fail("port", strconv.Itoa(p.Port)+" is not a port")
	case p.RTCPPort < 0 || p.RTCPPort > 65535:
		fail("rtcpPort", strconv.Itoa(p.RTCPPort)+" is not a port")
	}
	if p.Ufrag != "" || p.Pwd != "" {
		v.credentials(mediaPath(i, "path"), p.Ufrag, p.Pwd)
	}
	for n := range p.Candidates {
		if !isCandidate(&p.Candidates[n]) {
			fail(at("candidates", n), "is not a candidate")
		}
	}
	for n := range p.Selected {
		s := &p.Selected[n]
		if !isCandidate(&s.Local) || !isCandidate(&s.Remote) || s.Local.Component != s.Remote.Component {
			fail(at("selected", n), "is not two candidates of one component")
		}
	}
}

// isCandidate says that the fields of a candidate are words, so that a line has each of
// them as it is: [candidate.Candidate.AppendAttribute] would leave line breaks out without
// a word.
func isCandidate(c *candidate.Candidate) bool {
	for _, s := range [...]string{string(c.Foundation), string(c.Transport), string(c.Address), string(c.Type)} {
		if !isWord(s) {
			return false
		}
	}
	return (c.RelatedAddress == "" || isWord(string(c.RelatedAddress))) && (c.TCPType == "" || isWord(string(c.TCPType)))
}
