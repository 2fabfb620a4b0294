package negotiate

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the rules about BUNDLE groups (RFC 9143).

// groupOf is the group of the offer that a mid is in, nil for none.
func (v *view) groupOf(mid string) *bundle {
	if s, ok := v.byMID(mid); ok && s.bundle >= 0 {
		return &v.bundles[s.bundle]
	}
	return nil
}

func answerBundleMember(c *check) {
	for i := range c.b.bundles {
		b := &c.b.bundles[i]
		for mid := range b.group.MIDs() {
			if _, ok := c.b.byMID(mid); !ok {
				c.report(nil, b.line, mid, "", "mid "+quote(mid)+" is in the BUNDLE group and no section has it")
			}
		}
	}
}

func answerBundleOffered(c *check) {
	continued := map[*bundle]int{} // the answer's group that goes on with one of the offer's
	for i := range c.b.bundles {
		b := &c.b.bundles[i]
		var group *bundle
		for mid := range b.group.MIDs() {
			s, ok := c.b.byMID(mid)
			if !ok {
				continue
			}
			switch was := c.a.groupOf(mid); {
			case was == nil:
				c.report(s, b.line, mid, "", "mid "+quote(mid)+" is bundled in the answer and was not in the offer")
			case group == nil:
				if n, twice := continued[was]; twice {
					c.report(s, b.line, mid, "", "mid "+quote(mid)+" was offered in one BUNDLE group with mid "+quote(c.b.bundles[n].lead())+", and is in another in the answer")
					break
				}
				group, continued[was] = was, i
			case group != was:
				c.report(s, b.line, mid, "", "mid "+quote(mid)+" was offered in another BUNDLE group than mid "+quote(b.lead()))
			}
		}
	}
}

func answerBundleRejected(c *check) {
	for i := range c.b.bundles {
		b := &c.b.bundles[i]
		for _, n := range b.members {
			if s := &c.b.media[n]; s.rejected {
				c.report(s, b.line, s.midOf(), "", "mid "+quote(s.midOf())+" is rejected and in the BUNDLE group")
			}
		}
	}
}

// answerBundleTag looks at which section the answer tags: the first of the offer's
// that it accepts into the group (RFC 9143 §7.3.1).
func answerBundleTag(c *check) {
	// The first section that either text's groups have in common, by the answer's.
	first := make([]int, len(c.b.bundles))
	for i := range first {
		first[i] = -1
	}
	for i := range c.a.bundles {
		for _, n := range c.a.bundles[i].members {
			if n >= len(c.b.media) || c.a.media[n].port == 0 {
				continue
			}
			if s := &c.b.media[n]; !s.rejected && s.bundle >= 0 && first[s.bundle] < 0 {
				first[s.bundle] = n
			}
		}
	}
	for i, n := range first {
		b := &c.b.bundles[i]
		if n < 0 {
			bundledWithoutPort(c, b)
			continue
		}
		if len(b.members) == 0 || b.members[0] == n {
			continue
		}
		tag, s := &c.b.media[b.members[0]], &c.b.media[n]
		c.report(tag, b.line, tag.midOf(), s.midOf(), "the BUNDLE group is led by mid "+quote(tag.midOf())+"; the first section of the offer's that is kept is mid "+quote(s.midOf()))
	}
}

// bundledWithoutPort finds a group of sections whose port was 0 in the offer. None can be
// tagged, and then there is no group (RFC 9143 §7.3.1).
func bundledWithoutPort(c *check, b *bundle) {
	for _, n := range b.members {
		if s := &c.b.media[n]; !s.rejected && n < len(c.a.media) && c.a.media[n].bundle >= 0 && c.a.media[n].port == 0 {
			c.report(s, b.line, s.midOf(), "no BUNDLE group", "mid "+quote(s.midOf())+" was offered as bundle-only, and no section that was offered with a port is left in its BUNDLE group")
			return
		}
	}
}

// answerBundleTagRejected finds a group whose tagged section is rejected while others
// stay: forbidden once the group is in use, and in a first answer by RFC 9429 only.
func answerBundleTagRejected(c *check) {
	if len(c.a.bundles) == 0 {
		return
	}
	if !c.olderTag && c.before == nil {
		c.skip("the descriptions in force before are not known; in a first answer the tagged section may be rejected")
		return
	}
	for i := range c.a.bundles {
		b := &c.a.bundles[i]
		if b.tag < 0 || b.tag >= len(c.b.media) || !c.olderTag && !c.inUse(b) {
			continue
		}
		tag := &c.b.media[b.tag]
		if !tag.rejected || c.a.media[b.tag].rejected {
			continue
		}
		for _, n := range b.members {
			if n < len(c.b.media) && n != b.tag && !c.b.media[n].rejected {
				c.report(tag, tag.mline, "port 0", "all sections of the group rejected, or this one kept", "mid "+quote(tag.midOf())+" is the offer's tagged section; it can't be rejected alone")
				if c.olderTag && !c.inUse(b) {
					c.last().Clause = "RFC 9429 §5.3.1"
				}
				break
			}
		}
	}
}

// inUse says that a BUNDLE group of the offer was negotiated before: two of its
// sections were bundled on both sides.
func (c *check) inUse(b *bundle) bool {
	n := 0
	for _, i := range b.members {
		if c.wasBundled(&c.a.media[i]) {
			n++
		}
	}
	return n > 1
}

// wasBundled says that a section was in a BUNDLE group in both descriptions in force.
func (c *check) wasBundled(s *section) bool {
	if c.before == nil {
		return false
	}
	own, other := earlierOf(c, s)
	return own != nil && other != nil && own.bundle >= 0 && other.bundle >= 0
}

func answerBundleOnly(c *check, _, a *section) {
	if a.bundleOnly.has() {
		c.report(a, a.bundleOnly.line, "bundle-only", "", "bundle-only stands in offers only")
		if !a.rejected && a.port == 0 {
			// RFC 8843 wrote every bundled section so; see RFC 9143 §7.4.1.
			c.last().Severity = sdp.SeverityWarning
		}
	}
}

// answerBundleMoved finds sections that are taken out of the group and may not be: those
// offered with bundle-only, and once the group is in use all.
func answerBundleMoved(c *check, o, a *section) {
	if o.bundle < 0 || a.bundle >= 0 || o.rejected || a.rejected {
		return
	}
	switch {
	case o.bundleOnly.has():
		c.report(a, a.mline, "not bundled", "bundled or rejected", "the section was offered as bundle-only and is accepted outside of the BUNDLE group")
	case c.wasBundled(a):
		c.report(a, a.mline, "not bundled", "bundled or rejected", "the section was bundled before; an answer can't take it out of the BUNDLE group")
	}
}

// transportValues names what the sections of a group must share, with its values.
func transportValues(s *section) []held[string] {
	var list []held[string]
	add := func(l sdp.Line, name, value string) {
		if l.Valid() {
			list = append(list, held[string]{name + ":" + value, l})
		}
	}
	add(s.ufrag.line, "ice-ufrag", string(s.ufrag.v))
	add(s.pwd.line, "ice-pwd", string(s.pwd.v))
	add(s.setup.line, "setup", string(s.setup.v))
	add(s.tlsID.line, "tls-id", string(s.tlsID.v))
	for _, f := range s.fingerprints() {
		add(f.line, "fingerprint", strings.ToLower(f.v.Hash)+" "+strings.ToUpper(f.v.Value))
	}
	return list
}

// answerBundleTransport finds transport attributes that differ from the tagged
// section's. That they are repeated where RFC 9143 wants them in the tagged section
// only is what all browsers do.
func answerBundleTransport(c *check) { bundleTransport(c) }

func bundleTransport(c *check) {
	for i := range c.b.bundles {
		b := &c.b.bundles[i]
		if b.tag < 0 {
			continue
		}
		tag := &c.b.media[b.tag]
		values := map[string]map[string]bool{}
		for _, h := range transportValues(tag) {
			name, value, _ := strings.Cut(h.v, ":")
			if values[name] == nil {
				values[name] = map[string]bool{}
			}
			values[name][value] = true
		}
		for _, n := range b.members {
			s := &c.b.media[n]
			if s == tag || s.rejected {
				continue
			}
			for _, h := range transportValues(s) {
				name, value, _ := strings.Cut(h.v, ":")
				if set := values[name]; set != nil && !set[value] {
					c.report(s, h.line, value, "as in mid "+quote(tag.midOf()), "a="+name+" differs from that of mid "+quote(tag.midOf())+", whose transport the section uses")
				}
			}
		}
	}
}

// bundlePayloadTypes finds payload types that stand for different codecs in sections of
// one BUNDLE group, which share one RTP session.
func bundlePayloadTypes(c *check) {
	for i := range c.b.bundles {
		members := c.b.bundles[i].members
		if len(members) < 2 {
			continue
		}
		var first [128]struct {
			s     *section
			codec *sdp.Codec
		}
		for _, n := range members {
			s := &c.b.media[n]
			if s.rejected {
				continue
			}
			for k := range s.codecs {
				codec := &s.codecs[k]
				was := &first[codec.PayloadType&127]
				switch {
				case codec.Name == "": // nothing says what it is
				case was.s == nil:
					was.s, was.codec = s, codec
				case s.kind != was.s.kind || !sameInBundle(c.cmp, was.codec, codec, was.s.codecs, s.codecs):
					c.report(s, s.codecLine(codec), codecName(codec), codecName(was.codec),
						"payload type "+strconv.Itoa(int(codec.PayloadType))+" is another codec in m["+strconv.Itoa(was.s.index)+"], of the same BUNDLE group")
				}
			}
		}
	}
}

// sameInBundle says that two codecs of sections with these codecs may share a payload type
// (RFC 9143 §9.1.1). The level of H264 and the like may differ.
func sameInBundle(cmp sdp.Comparison, x, y *sdp.Codec, xs, ys []sdp.Codec) bool {
	if x.Params == y.Params && x.ClockRate == y.ClockRate && x.Channels == y.Channels && strings.EqualFold(x.Name, y.Name) {
		return true
	}
	cmp.A, cmp.B = some(xs), some(ys)
	return cmp.Compare(*x, *y).Same
}

func answerBundleMux(c *check, _, a *section) {
	if a.bundle < 0 || !a.proto.rtp || c.b.mux(a).has() || len(c.b.bundles[a.bundle].members) < 2 {
		return
	}
	c.report(a, a.mline, "", "rtcp-mux", "the section is bundled and has no rtcp-mux")
}

func answerBundleAddress(c *check) {
	for i := range c.b.bundles {
		b := &c.b.bundles[i]
		want := ""
		for _, n := range b.members {
			s := &c.b.media[n]
			k := c.b.connection(s)
			if s.rejected || !k.has() {
				continue
			}
			if want == "" {
				want = k.v.AddressType
			}
			if k.v.AddressType != want {
				c.report(s, k.line, k.v.AddressType, want, "the address of m["+strconv.Itoa(s.index)+"] is "+k.v.AddressType+", that of its BUNDLE group "+want)
			}
		}
	}
}
