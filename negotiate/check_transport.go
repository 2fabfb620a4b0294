package negotiate

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the rules about ICE, DTLS, SCTP and SDES keys in an answer.

// iceChar says that a byte may stand in ice-ufrag and ice-pwd (RFC 8839 §5.4).
func iceChar(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

func iceChars(s string) bool {
	for i := range len(s) {
		if !iceChar(s[i]) {
			return false
		}
	}
	return true
}

func answerCredentials(c *check, o, a *section) {
	if !c.a.usesICE(o) || a.mismatch.has() {
		return
	}
	ufrag, pwd := c.b.ufrag(a), c.b.pwd(a)
	switch {
	case !ufrag.has() && !pwd.has():
		switch {
		case c.mode == SIP:
			return // the answerer does without ICE (RFC 8839 §4.3.3)
		case c.mode == WebRTC || c.b.nowhere(a):
			c.report(a, a.mline, "", "ice-ufrag and ice-pwd", "ICE was offered, and there is neither ice-ufrag nor ice-pwd")
		default:
			c.skip("an answer without ice-ufrag and ice-pwd does without ICE, which SIP allows and WebRTC does not, and the mode was not said")
		}
		return
	case !ufrag.has():
		c.report(a, pwd.line, "", "ice-ufrag", "there is no ice-ufrag")
	case !pwd.has():
		c.report(a, ufrag.line, "", "ice-pwd", "there is no ice-pwd")
	}
	if c.b.tagOf(a) != a && !a.ufrag.has() && !a.pwd.has() {
		return // said at the tagged section
	}
	credential(c, a, ufrag.line, "ice-ufrag", string(ufrag.v), 4)
	credential(c, a, pwd.line, "ice-pwd", string(pwd.v), 22)
}

func credential(c *check, s *section, l sdp.Line, name, value string, least int) {
	switch n := len(value); {
	case !l.Valid():
	case n < least || n > 256:
		c.report(s, l, strconv.Itoa(n)+" characters", strconv.Itoa(least)+" to 256", name+" has "+plural(n, "character")+", not "+strconv.Itoa(least)+" to 256")
	case !iceChars(value):
		c.report(s, l, quote(value), "letters, digits, + and /", name+" holds other characters than letters, digits, + and /")
	}
}

// nowhere says that nothing could be sent to a section without ICE: its address is
// unspecified, or its port is 9, the discard port.
func (v *view) nowhere(s *section) bool {
	addr, ok := v.connection(s).v.Addr()
	return s.port == 9 || ok && addr.IsUnspecified()
}

func answerICEUnasked(c *check, o, a *section) {
	if c.a.usesICE(o) || o.candidates > 0 || !c.b.usesICE(a) {
		return
	}
	if o.bundle >= 0 && c.a.bundles[o.bundle].ice {
		return
	}
	c.report(a, orMLine(c.b.ufrag(a).line, a), "ice-ufrag", "", "ICE was not offered")
}

// generation is the credentials that a section uses; one pair of them is one
// generation of ICE (RFC 8839 §4.4.1.1.1).
type generation struct {
	ufrag sdp.ICEUfrag
	pwd   sdp.ICEPwd
}

func (v *view) generation(s *section) generation { return generation{v.ufrag(s).v, v.pwd(s).v} }

// carriesTransport says that a section speaks for its transport, and that this is ICE.
func (c *check) carriesTransport(s *section) bool {
	return !s.rejected && c.b.tagOf(s) == s && c.b.usesICE(s)
}

func answerRestart(c *check, o, a *section) {
	own, other := earlierOf(c, a)
	if own == nil || other == nil || !c.carriesTransport(a) || !c.before.own.usesICE(own) || !c.before.other.usesICE(other) {
		return
	}
	asked := c.before.own.generation(own) != c.a.generation(o)
	done := c.before.other.generation(other) != c.b.generation(a)
	line := c.b.ufrag(a).line
	switch {
	case asked && !done:
		c.report(a, line, "the same ice-ufrag and ice-pwd", "new ones", "the offer restarts ICE, the answer does not")
	case done && !asked:
		c.report(a, line, "new ice-ufrag and ice-pwd", "the same ones", "the answer restarts ICE, the offer does not")
	}
}

func answerRemoteCandidates(c *check, _, a *section) {
	if len(a.remote()) > 0 {
		c.report(a, a.remote()[0].line, "remote-candidates", "", "remote-candidates stand in offers only")
	}
}

// answerUpdated looks at the answer to an offer that names the selected pair.
func answerUpdated(c *check, o, a *section) {
	if len(o.remote()) == 0 {
		return
	}
	f := c.b.destinations(a)
	for candidate := range o.remote()[0].v.All() {
		want := hostPort(candidate.Address, int(candidate.Port))
		switch got := f[candidate.Component&1]; {
		case candidate.Component > 2 || got == "" || got == want:
		default:
			c.report(a, a.mline, got, want, "component "+strconv.Itoa(int(candidate.Component))+" goes to "+got+"; the offer's remote-candidates say "+want)
		}
	}
}

// destinations are where a section wants RTCP and media, in this order.
func (v *view) destinations(s *section) [2]string {
	address := v.connection(s).v.Address
	if address == "" {
		return [2]string{}
	}
	d := [2]string{"", hostPort(address, s.port)}
	if s.proto.rtp && !v.muxed(s) {
		d[0] = v.rtcpDestination(s, address)
	}
	return d
}

func answerICEOptions(c *check, o, a *section) {
	got := c.b.options(a)
	if !got.has() {
		return
	}
	for _, option := range [...]string{"trickle", "ice2"} {
		if (a.index == 0 || a.options.has()) && c.b.hasOption(a, option) && !c.a.hasOption(o, option) {
			c.report(a, got.line, option, "", "the ICE option "+option+" was not offered")
		}
	}
}

func answerSetup(c *check, o, a *section) {
	was, is := c.a.setup(o), c.b.setup(a)
	dtls := c.b.usesDTLS(a)
	if !is.has() {
		switch {
		case dtls:
			c.report(a, a.mline, "", "active or passive", "there is no a=setup")
		case was.v == "passive" && !dtls && o.proto.tcp:
			c.report(a, a.mline, "passive (the default)", "active", "setup:passive was offered, and without a=setup the answer is passive as well")
		}
		return
	}
	if !dtls && !o.proto.tcp && !was.has() {
		return // it is said of nothing here (RFC 4145 §4: connections)
	}
	offered, got := string(was.v), string(is.v)
	if !was.has() {
		offered = "active" // RFC 4145 §4.1
		if dtls {
			offered = "actpass" // RFC 8842 §5.2 demands it; who leaves it out can't mean less
		}
	}
	allowed := map[string][]string{
		"active": {"passive", "holdconn"}, "passive": {"active", "holdconn"},
		"actpass": {"active", "passive", "holdconn"}, "holdconn": {"holdconn"},
	}[offered]
	if dtls {
		allowed = withoutHold(allowed)
	}
	for _, s := range allowed {
		if s == got {
			return
		}
	}
	// The tagged section says the roles of its group; a section with others than it has is
	// answer-bundle-transport's.
	decided := got == "active" || got == "passive"
	if tag := c.b.tagOf(a); tag != a && (!a.setup.has() || decided && !tag.rejected) {
		return
	}
	msg := "setup:" + got + " answers setup:" + offered
	switch {
	case got == "actpass":
		msg = "setup:actpass leaves the roles open, which only an offer can do"
	case got == "holdconn" && dtls:
		msg = "setup:holdconn can't be used with DTLS"
	case offered == "holdconn":
		msg = "the offer has setup:holdconn, which can't be used with DTLS"
	}
	c.report(a, is.line, got, list(allowed...), msg)
}

func withoutHold(roles []string) []string {
	var kept []string
	for _, s := range roles {
		if s != "holdconn" {
			kept = append(kept, s)
		}
	}
	return kept
}

func answerFingerprint(c *check, o, a *section) {
	if len(c.b.fingerprints(a)) > 0 {
		return
	}
	// SRTP without DTLS has its keys in a=crypto.
	if a.proto.dtls || a.proto.secure && len(c.a.fingerprints(o)) > 0 && len(a.cryptos()) == 0 {
		c.report(a, a.mline, "", "a=fingerprint", "there is no a=fingerprint, and the section uses DTLS")
	}
}

// fingerprintSet is what a certificate may be.
func fingerprintSet(list []held[sdp.Fingerprint]) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, f := range list {
		set[strings.ToLower(f.v.Hash)+" "+strings.ToUpper(f.v.Value)] = true
	}
	return set
}

// sameAssociation says that fingerprints and tls-id are what they were; a missing
// tls-id is as good as the same.
func sameAssociation(old *view, was *section, new *view, is *section) bool {
	if a, b := old.tlsID(was), new.tlsID(is); a.has() && b.has() && a.v != b.v {
		return false
	}
	x, y := old.fingerprints(was), new.fingerprints(is)
	switch {
	case len(x) == 0 || len(y) == 0:
		return len(x) == len(y)
	case len(x) == 1 && len(y) == 1:
		return x[0].v.Equal(y[0].v)
	}
	// Lists that many sections inherit are compared once.
	lists := [2]*held[sdp.Fingerprint]{&x[0], &y[0]}
	same, known := new.sameCertificate[lists]
	if !known {
		written := func(a, b held[sdp.Fingerprint]) bool { return a.v == b.v }
		same = slices.EqualFunc(x, y, written) || maps.Equal(fingerprintSet(x), fingerprintSet(y))
		if new.sameCertificate == nil {
			new.sameCertificate = map[[2]*held[sdp.Fingerprint]]bool{}
		}
		new.sameCertificate[lists] = same
	}
	return same
}

func answerNewAssociation(c *check, o, a *section) {
	own, other := earlierOf(c, a)
	if own == nil || other == nil || !c.carriesTransport(a) || !c.b.usesDTLS(a) || !c.before.other.usesDTLS(other) {
		return
	}
	if sameAssociation(c.before.other, other, c.b, a) || c.before.other.generation(other) != c.b.generation(a) {
		return
	}
	c.report(a, associationLine(c.b, a), "another fingerprint or tls-id", "an ICE restart with it", "the certificate or tls-id has changed without an ICE restart")
}

func associationLine(v *view, s *section) sdp.Line {
	if f := v.fingerprints(s); len(f) > 0 {
		return f[0].line
	}
	return orMLine(v.tlsID(s).line, s)
}

func answerDTLSRole(c *check, o, a *section) {
	own, other := earlierOf(c, a)
	if own == nil || other == nil || c.b.tagOf(a) != a || !c.b.usesDTLS(a) {
		return
	}
	if !sameAssociation(c.before.own, own, c.a, o) || !sameAssociation(c.before.other, other, c.b, a) {
		return // a new association
	}
	is := c.b.setup(a)
	was := roleBefore(string(c.before.own.setup(own).v), string(c.before.other.setup(other).v))
	if got := string(is.v); was != "" && (got == "active" || got == "passive") && got != was {
		c.report(a, is.line, got, was, "the answerer is the DTLS "+dtlsSide(was)+" and wants to be the "+dtlsSide(got)+" of the same association")
	}
}

// roleBefore is the role of the side whose setup was other, "" where that isn't known.
func roleBefore(own, other string) string {
	decided := func(s string) bool { return s == "active" || s == "passive" }
	switch {
	case decided(other) && own != other:
		return other
	case own == "active" && !decided(other):
		return "passive"
	case own == "passive" && !decided(other):
		return "active"
	}
	return ""
}

func dtlsSide(setup string) string {
	if setup == "active" {
		return "client"
	}
	return "server"
}

func answerTLSID(c *check, o, a *section) {
	bundled := o.bundle >= 0 && c.a.bundles[o.bundle].tlsID
	if id := c.b.tlsID(a); id.has() && a.tlsID.has() && !c.a.tlsID(o).has() && !bundled {
		c.report(a, id.line, string(id.v), "", "a tls-id answers an offer without one")
	}
}

// answerTLSIDKept finds an answer that keeps its tls-id although the offer has a new one,
// which asks for a new association: that is taken with a new tls-id, or the section is
// rejected.
func answerTLSIDKept(c *check, o, a *section) {
	own, other := earlierOf(c, a)
	if own == nil || other == nil || !c.carriesTransport(a) {
		return
	}
	was, offered := c.before.own.tlsID(own), c.a.tlsID(o)
	kept, got := c.before.other.tlsID(other), c.b.tlsID(a)
	if was.has() && offered.has() && was.v != offered.v && kept.has() && got.has() && kept.v == got.v {
		c.report(a, got.line, string(got.v), "another tls-id", "the offer has a new tls-id, the answer has its old one")
	}
}

func answerSCTPPort(c *check, o, a *section) {
	if !a.proto.sctp || a.proto.text == "DTLS/SCTP" {
		return
	}
	switch got := a.sctpPort; {
	case !got.has():
		c.report(a, a.mline, "", "a=sctp-port", "there is no a=sctp-port")
	case o.sctpPort.has() && o.sctpPort.v == 0 && got.v != 0:
		c.report(a, got.line, got.v.String(), "0", "the offer closes the SCTP association with port 0, the answer has port "+got.v.String())
	}
}

// answerSCTPPortKept finds an answer that keeps its SCTP port although the offer has a
// new one, which asks for a new association.
func answerSCTPPortKept(c *check, o, a *section) {
	own, other := earlierOf(c, a)
	if own == nil || other == nil || !own.sctpPort.has() || !other.sctpPort.has() || !o.sctpPort.has() || !a.sctpPort.has() {
		return
	}
	if o.sctpPort.v != 0 && own.sctpPort.v != o.sctpPort.v && other.sctpPort.v == a.sctpPort.v && a.sctpPort.v != 0 {
		c.report(a, a.sctpPort.line, a.sctpPort.v.String(), "another port", "the offer has a new SCTP port, the answer has its old one")
	}
}

func answerSCTPMap(c *check, o, a *section) {
	if a.proto.text == "DTLS/SCTP" && len(o.sctpMaps()) > 0 && len(a.sctpMaps()) == 0 {
		c.report(a, a.mline, "", "a=sctpmap", "there is no a=sctpmap, by which the old DTLS/SCTP says what it carries")
	}
}

func answerCrypto(c *check, o, a *section) {
	if c.b.usesDTLS(a) && len(c.a.fingerprints(o)) > 0 {
		return // of both, DTLS is used
	}
	if o.potential && a.actual {
		c.skip("the answer takes a potential configuration of the offer (RFC 5939)")
		return
	}
	if len(o.cryptos()) == 0 {
		if len(a.cryptos()) > 0 {
			c.report(a, a.cryptos()[0].line, "a=crypto", "", "a=crypto was not offered")
		}
		return
	}
	switch n := len(a.cryptos()); {
	case n == 0:
		if a.proto.secure {
			c.report(a, a.mline, "", "a=crypto", "none of the offered a=crypto is in the answer")
		}
		return
	case n > 1:
		c.report(a, a.cryptos()[1].line, strconv.Itoa(n), "1", "the answer has "+strconv.Itoa(n)+" a=crypto; it takes exactly one")
	}
	k := a.cryptos()[0]
	for _, was := range o.cryptos() {
		if was.v.Tag == k.v.Tag {
			if !strings.EqualFold(was.v.Suite, k.v.Suite) {
				c.report(a, k.line, k.v.Suite, was.v.Suite, "a=crypto with tag "+strconv.Itoa(int(k.v.Tag))+" was offered with "+was.v.Suite)
			} else if x, y := negotiated(was.v), negotiated(k.v); x != y {
				// RFC 4568 §6.3.2 and §6.3.3 negotiate these; other parameters are each side's own.
				c.report(a, k.line, y, x, "a=crypto with tag "+strconv.Itoa(int(k.v.Tag))+" has the session parameters "+quote(y)+", offered was "+quote(x))
			}
			return
		}
	}
	c.report(a, k.line, strconv.Itoa(int(k.v.Tag)), "", "a=crypto with tag "+strconv.Itoa(int(k.v.Tag))+" was not offered")
}

// negotiated are the session parameters that an answer must repeat, in one order.
func negotiated(k sdp.Crypto) string {
	var list []string
	for p := range strings.FieldsSeq(k.SessionParams) {
		switch p {
		case "UNENCRYPTED_SRTP", "UNENCRYPTED_SRTCP", "UNAUTHENTICATED_SRTP":
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

func answerWebRTCKeys(c *check, _, a *section) {
	if len(a.cryptos()) > 0 {
		c.report(a, a.cryptos()[0].line, "a=crypto", "", "a=crypto is not used in WebRTC")
	}
}
