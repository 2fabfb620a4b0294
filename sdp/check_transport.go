package sdp

import (
	"strconv"
	"strings"
)

// This file has the checks of what carries the media: ICE, DTLS, SRTP, SCTP, RTCP
// on the same port, addresses.

// checkMux looks for a=rtcp-mux-only without a=rtcp-mux.
func checkMux(c *checker, v *view) {
	only, ok := firstOf(v.muxOnly)
	if v.live && ok && lacks(c, v, "rtcp-mux", muxOf) {
		c.addAttr(probMuxOnly, v, only.line, 0, "there is no a=rtcp-mux")
	}
}

// checkICE looks at lengths and alphabets, and for halves of a pair.
func checkICE(c *checker, v *view) {
	for _, u := range v.ufrags {
		switch n := len(u.v); {
		case n < 4 || n > 256:
			c.addAttr(probUfrag, v, u.line, 0, "has "+strconv.Itoa(n)+" bytes, not from 4 to 256")
		case spanNames(string(u.v), "+/") < n:
			c.addAttr(probUfrag, v, u.line, spanNames(string(u.v), "+/"), "holds something else than letters, digits, \"+\" and \"/\"")
		case n > 32:
			c.addAttr(probUfragLong, v, u.line, 0, "has "+strconv.Itoa(n)+" bytes; no more than 32 may be sent")
		}
	}
	for _, p := range v.pwds {
		switch n := len(p.v); {
		case n < 22 || n > 256:
			c.addAttr(probPwd, v, p.line, 0, "has "+strconv.Itoa(n)+" bytes, not from 22 to 256")
		case spanNames(string(p.v), "+/") < n:
			c.addAttr(probPwd, v, p.line, spanNames(string(p.v), "+/"), "holds something else than letters, digits, \"+\" and \"/\"")
		}
	}
	if !v.live {
		return
	}
	if u, ok := firstOf(v.ufrags); ok && lacks(c, v, "ice-pwd", pwdsOf) {
		c.addAttr(probICEPair, v, u.line, 0, "there is no a=ice-pwd")
	}
	if p, ok := firstOf(v.pwds); ok && lacks(c, v, "ice-ufrag", ufragsOf) {
		c.addAttr(probICEPair, v, p.line, 0, "there is no a=ice-ufrag")
	}
}

// What inForce and lacks are asked for.
func muxOf(v *view) []held[RTCPMux]              { return v.mux }
func ufragsOf(v *view) []held[ICEUfrag]          { return v.ufrags }
func pwdsOf(v *view) []held[ICEPwd]              { return v.pwds }
func fingerprintsOf(v *view) []held[Fingerprint] { return v.prints }
func setupsOf(v *view) []held[Setup]             { return v.setups }

// checkICESession looks for what one section can't tell: half a pair in the
// session part, and equal ufrags with different passwords.
func checkICESession(c *checker) {
	s := c.session()
	u, hasU := firstOf(s.ufrags)
	p, hasP := firstOf(s.pwds)
	done := false
	pwds := map[ICEUfrag]ICEPwd{}
	for i := range c.media() {
		v := &c.media()[i]
		if !v.live {
			continue
		}
		if own := len(v.ufrags)+len(v.pwds) > 0; !own && !done {
			switch done = true; {
			case hasU && lacks(c, v, "ice-pwd", pwdsOf):
				c.addAttr(probICEPair, s, u.line, 0, "there is no a=ice-pwd")
			case hasP && lacks(c, v, "ice-ufrag", ufragsOf):
				c.addAttr(probICEPair, s, p.line, 0, "there is no a=ice-ufrag")
			default:
				done = false
			}
		}
		ufrag, okU := firstOf(v.ufrags)
		pwd, okP := firstOf(v.pwds)
		if !okU || !okP {
			continue
		}
		if was, ok := pwds[ufrag.v]; ok && was != pwd.v {
			c.addAttr(probICEPwdDiffers, v, pwd.line, 0, "another section has the same a=ice-ufrag and another password")
		}
		pwds[ufrag.v] = pwd.v
	}
}

// hashBytes are the lengths of the hash functions of RFC 8122 §5, by name in lower
// case.
var hashBytes = map[string]int{"md2": 16, "md5": 16, "sha-1": 20, "sha-224": 28, "sha-256": 32, "sha-384": 48, "sha-512": 64}

// checkFingerprints compares lengths with hash functions.
func checkFingerprints(c *checker, v *view) {
	for _, f := range v.prints {
		hash := strings.ToLower(f.v.Hash)
		want, known := hashBytes[hash]
		got := (len(f.v.Value) + 1) / 3
		switch {
		case !known:
			c.addAttr(probHash, v, f.line, 0, "hash function "+quote(f.v.Hash)+" is not known")
		case hash == "md2" || hash == "md5":
			c.addAttr(probHash, v, f.line, 0, "hash function "+f.v.Hash+" is forbidden")
		}
		if known && got != want {
			c.addAttr(probFingerprint, v, f.line, 0, "has "+strconv.Itoa(got)+" bytes; "+f.v.Hash+" has "+strconv.Itoa(want))
		}
	}
}

// isDTLS says that a transport protocol has DTLS below it.
func isDTLS(proto string) bool {
	return strings.HasPrefix(proto, "UDP/TLS/") || hasWord(strings.ReplaceAll(proto, "/", " "), "DTLS")
}

// checkDTLS looks for what a DTLS association is set up with.
func checkDTLS(c *checker, v *view) {
	if !v.live || !isDTLS(v.media.Proto) {
		return
	}
	if lacks(c, v, "fingerprint", fingerprintsOf) {
		c.add(probNoFingerprint, v, v.mline, 0, "m-line: "+quote(v.media.Proto)+" needs an a=fingerprint")
	}
	switch setup, ok := firstOf(inForce(c, v, setupsOf)); {
	case !ok && !lacks(c, v, "setup", setupsOf):
	case !ok:
		c.add(probNoSetup, v, v.mline, 0, "m-line: "+quote(v.media.Proto)+" has no a=setup")
	case setup.v == "holdconn" && setup.line.Section() == v.sec:
		c.addAttr(probHoldconn, v, setup.line, 0, "DTLS has no holdconn")
	}
}

// checkSCTP looks for the port of an SCTP association, and for what runs over it.
func checkSCTP(c *checker, v *view) {
	if !v.live || v.media.Proto != "UDP/DTLS/SCTP" && v.media.Proto != "TCP/DTLS/SCTP" {
		return
	}
	if len(v.sctpPorts) == 0 && !v.spoils("sctp-port") {
		c.add(probSCTPPort, v, v.mline, 0, "m-line: "+v.media.Proto+" needs an a=sctp-port")
	}
	if len(v.formats) > 1 {
		c.add(probSCTPFormat, v, v.mline, v.formats[1].at, "m-line: "+v.media.Proto+" has one format")
	}
}

// checkAddress looks for a c= line. The address of a section with port 0 is of no
// use.
func checkAddress(c *checker, v *view) {
	if v.live && v.media.Port != 0 && !v.hasC && !c.session().hasC {
		c.add(probConnection, v, v.mline, 0, "m-line: neither the section nor the session part has a c= line")
	}
}

// checkCrypto looks for tags that don't tell one a=crypto from another.
func checkCrypto(c *checker, v *view) {
	if !v.live {
		return
	}
	lines := map[uint32]Line{}
	for _, k := range v.cryptos {
		if was, ok := lines[k.v.Tag]; ok {
			c.addAttr(probCryptoTag, v, k.line, 0, "tag "+utoa(k.v.Tag)+" is taken"+lineNo(was))
			continue
		}
		lines[k.v.Tag] = k.line
	}
}
