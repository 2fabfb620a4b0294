package negotiate

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the rules about an offer that changes a session. Sections o are those
// of the description before, n those of the offer.

func reofferCount(c *check) {
	if n, least := len(c.b.media), len(c.a.media); n < least {
		c.report(nil, sdp.Line{}, strconv.Itoa(n), "at least "+strconv.Itoa(least), "the offer has "+plural(n, "m= line")+", there were "+strconv.Itoa(least))
	}
}

// stopped says that a slot was free: its section was rejected by one side or the other.
func (c *check) stopped(o *section) bool {
	if o.rejected {
		return true
	}
	return c.before != nil && o.index < len(c.before.other.media) && c.before.other.media[o.index].rejected
}

func reofferMID(c *check, o, n *section) {
	if c.stopped(o) || !o.mid.has() || o.midOf() == n.midOf() && n.mid.has() || n.rejected && !n.mid.has() {
		return
	}
	msg := "the section of mid " + quote(o.midOf()) + " has "
	if n.mid.has() {
		msg += "mid " + quote(n.midOf()) + " now"
	} else {
		msg += "no mid now"
	}
	if moved, ok := c.b.byMID(o.midOf()); ok {
		msg += "; that one stands at m[" + strconv.Itoa(moved.index) + "]"
	}
	c.report(n, orMLine(n.mid.line, n), n.midOf(), o.midOf(), msg)
	if c.mode == SIP {
		c.soften("RFC 5888 §9.1", Should) // there the place alone says which section it is
	}
}

func reofferKind(c *check, o, n *section) {
	if !c.stopped(o) && !n.rejected && o.kind != n.kind {
		c.report(n, n.mline, n.kind, o.kind, "the media type of a live section changes from "+quote(o.kind)+" to "+quote(n.kind))
	}
}

func reofferRemapped(c *check, o, n *section) {
	if c.stopped(o) || slices.EqualFunc(n.codecs, o.codecs, sameWords) {
		return
	}
	compare := c.cmp
	compare.A, compare.B = some(n.codecs), some(o.codecs)
	by := o.byType()
	for i := range n.codecs {
		k := &n.codecs[i]
		was := by[k.PayloadType&127]
		if was == nil || k.Name == "" || was.Name == "" {
			continue
		}
		if sameWords(*k, *was) && !k.IsAuxiliary() {
			continue // an rtx or a red may refer to another codec
		}
		if why := compare.Compare(*k, *was); !why.Same {
			c.report(n, n.codecLine(k), codecName(k), codecName(was), codecName(k)+" was "+codecName(was)+" before: "+why.Why())
			if sameNumberAndName(k, was) && undescribed(k) {
				c.last().Severity = sdp.SeverityWarning // nobody knows what its parameters mean
			}
		}
	}
}

// sameWords says that codecs have the same number and are described in the same words.
func sameWords(a, b sdp.Codec) bool {
	return a.PayloadType == b.PayloadType && a.Name == b.Name && a.ClockRate == b.ClockRate && a.Channels == b.Channels && a.Params == b.Params
}

// reofferExtMap finds header extensions whose id or URI has changed partners. In a BUNDLE
// group all sections have one space of ids (RFC 8285 §7).
func reofferExtMap(c *check) {
	type space struct {
		bundle int
		list   *held[sdp.ExtMap] // of sections that aren't bundled; one list is one space
	}
	of := func(v *view, s *section) space {
		if s.bundle >= 0 {
			return space{v.bundles[s.bundle].members[0], nil}
		}
		if len(s.extmaps()) == 0 {
			return space{-1, nil}
		}
		return space{-1, &s.extmaps()[0]}
	}
	ids := map[space]*extensionIDs{}
	// A list that many sections inherit is read once in each space.
	type reading struct {
		in         space
		list, with *held[sdp.ExtMap]
	}
	var read map[reading]bool
	again := func(r reading) bool {
		if read[r] {
			return true
		}
		if read == nil {
			read = make(map[reading]bool)
		}
		read[r] = true
		return false
	}
	for i := range c.a.media {
		s := &c.a.media[i]
		if c.stopped(s) {
			continue
		}
		k, list := of(c.a, s), s.extmaps()
		if len(list) == 0 || s.inheritsExtmaps() && again(reading{k, &list[0], nil}) {
			continue
		}
		uris := ids[k]
		if uris == nil {
			uris = new(extensionIDs)
			ids[k] = uris
		}
		for i := range list {
			uris.set(list[i].v.ID, list[i].v.URI)
		}
	}
	for i := range c.b.media {
		s := &c.b.media[i]
		if s.rejected {
			continue
		}
		// A section that is new in a group shares the ids of the group.
		old := i
		if s.bundle >= 0 && (i >= len(c.a.media) || c.stopped(&c.a.media[i])) {
			old = c.b.bundles[s.bundle].members[0]
		}
		if old >= len(c.a.media) || c.stopped(&c.a.media[old]) {
			continue
		}
		k, list := of(c.a, &c.a.media[old]), s.extmaps()
		if len(list) == 0 {
			continue
		}
		if s.inheritsExtmaps() {
			r := reading{k, &list[0], &list[0]}
			if old == i && len(c.a.media[i].extmaps()) > 0 {
				r.with = &c.a.media[i].extmaps()[0]
			}
			if again(r) {
				continue
			}
		}
		was := ids[k]
		if was == nil {
			was = new(extensionIDs)
		}
		var own map[string]*held[sdp.ExtMap] // what the section had itself
		for n := range list {
			e := &list[n]
			uri := was.uri(e.v.ID)
			if uri == e.v.URI {
				continue
			}
			if own == nil && old == i {
				own = c.a.media[i].extensions()
			}
			got := strconv.Itoa(e.v.ID)
			if uri != "" && usable(e.v.ID) {
				c.report(s, e.line, got+" "+e.v.URI, got+" "+uri, "id "+got+" was "+uri+" and is "+e.v.URI+" now")
			} else if old := own[e.v.URI]; old != nil && old.v.ID != e.v.ID && usable(old.v.ID) && uri == "" {
				c.report(s, e.line, got, strconv.Itoa(old.v.ID), e.v.URI+" had id "+strconv.Itoa(old.v.ID)+" and has "+got+" now")
			}
		}
	}
}

// reofferRID finds rids that have come, gone or changed, which RFC 9429 forbids. RFC 8851
// §6.5 allows it, with new ids for what changes.
func reofferRID(c *check, o, n *section) {
	if c.stopped(o) || len(o.rids()) == 0 && len(n.rids()) == 0 {
		return
	}
	report := func(l sdp.Line, got, want, msg string) {
		c.report(n, l, got, want, msg)
		if c.mode != WebRTC {
			c.last().Severity = sdp.SeverityWarning
		}
	}
	was, is := o.ridsByID(), n.ridsByID()
	for _, r := range n.rids() {
		switch old := was[r.v.ID]; {
		case old == nil && c.mode != SIP:
			report(r.line, r.v.String(), "", "rid "+quote(r.v.ID)+" is new")
			return
		case old != nil && !old.v.Equal(r.v):
			report(r.line, r.v.String(), old.v.String(), "rid "+quote(r.v.ID)+" has changed")
			if c.mode == SIP {
				c.last().Clause, c.last().Basis = "RFC 8851 §6.5", Should
			}
			return
		}
	}
	for _, r := range o.rids() {
		if is[r.v.ID] == nil && c.mode != SIP {
			report(n.mline, "", r.v.String(), "rid "+quote(r.v.ID)+" is gone")
			return
		}
	}
}

func reofferMux(c *check, o, n *section) {
	if c.stopped(o) || !n.proto.rtp || !c.a.mux(o).has() || c.b.mux(n).has() || c.b.bundledMux(n) {
		return
	}
	if c.before != nil {
		if other := earlier(c.before.other, o); other != nil && !c.before.other.mux(other).has() {
			return // the other side didn't want it
		}
	}
	c.report(n, n.mline, "", "rtcp-mux", "rtcp-mux was in use and is missing now")
	if c.mode == SIP && n.bundle < 0 {
		c.soften("RFC 8858 §4.5", Should) // which lets it fall back to two ports
	}
}

// reofferBundleTag finds a group that is led by a section which is disabled or moved
// out (RFC 9143 §7.5).
func reofferBundleTag(c *check) {
	for i := range c.b.bundles {
		b := &c.b.bundles[i]
		if b.tag < 0 {
			continue
		}
		if s := &c.b.media[b.tag]; s.port == 0 {
			c.report(s, b.line, s.midOf(), "a section with a port", "the BUNDLE group is led by mid "+quote(s.midOf())+", whose port is 0")
		}
	}
}

func reofferBundleMoved(c *check) {
	// A group goes on as the one that has its sections: the first one found counts.
	for i := range c.b.bundles {
		b := &c.b.bundles[i]
		from := -1
		for _, n := range b.members {
			if n >= len(c.a.media) || c.stopped(&c.a.media[n]) || c.a.media[n].midOf() != c.b.media[n].midOf() {
				continue
			}
			s, was := &c.b.media[n], c.a.media[n].bundle
			switch {
			case was < 0:
			case from < 0:
				from = was
			case was != from:
				c.report(s, b.line, s.midOf(), "", "mid "+quote(s.midOf())+" moves from one BUNDLE group to another in a single offer")
			}
		}
	}
}

// reofferUnbundled finds sections taken out of their group.
func reofferUnbundled(c *check, o, n *section) {
	if c.stopped(o) || n.rejected || o.bundle < 0 || n.bundle >= 0 || o.midOf() != n.midOf() || len(c.a.bundles[o.bundle].members) < 2 {
		return
	}
	if c.before != nil && !c.wasBundled(n) {
		return // the answerer had moved it out
	}
	c.report(n, n.mline, "not bundled", "bundled", "the section was bundled and is not any more")
}

func reofferNewAssociation(c *check, o, n *section) {
	if c.stopped(o) || !c.carriesTransport(n) || !c.a.usesDTLS(o) || !c.b.usesDTLS(n) {
		return
	}
	if sameAssociation(c.a, o, c.b, n) || c.a.generation(o) != c.b.generation(n) {
		return
	}
	c.report(n, associationLine(c.b, n), "another fingerprint or tls-id", "an ICE restart with it", "the certificate or tls-id has changed without an ICE restart")
}

func reofferSetup(c *check, o, n *section) {
	if c.stopped(o) || c.b.tagOf(n) != n || !c.a.usesDTLS(o) || !c.b.usesDTLS(n) {
		return
	}
	switch is, was := c.b.setup(n), c.a.setup(o).v; {
	case is.v == "actpass":
	case !is.has():
		c.report(n, n.mline, "", "actpass", "there is no a=setup")
	case (was == "active" || was == "passive") && is.v != was && is.v != "holdconn":
		c.report(n, is.line, string(is.v), "actpass", "this side is the DTLS "+dtlsSide(string(was))+", and setup:"+string(is.v)+" makes it the "+dtlsSide(string(is.v))+"; libwebrtc: \"Failed to set SSL role\"")
	default:
		c.report(n, is.line, string(is.v), "actpass", "setup:"+string(is.v)+" in an offer; it leaves the roles open with actpass")
	}
}

func reofferOrigin(c *check)  { originID(c, c.a) }
func reofferVersion(c *check) { version(c, c.a) }

// reofferMuxOnly finds what RFC 9429 forbids and RFC 8858 §4.5 recommends.
func reofferMuxOnly(c *check, o, n *section) {
	if !n.muxOnly.has() || c.stopped(o) || c.mode == SIP {
		return
	}
	c.report(n, n.muxOnly.line, "rtcp-mux-only", "", "in WebRTC rtcp-mux-only is for first offers")
	if c.mode != WebRTC {
		c.last().Severity = sdp.SeverityInfo
	}
}

// reofferBundleOnly finds bundle-only on a section that was bundled before.
func reofferBundleOnly(c *check, o, n *section) {
	if !n.bundleOnly.has() || c.stopped(o) || o.bundle < 0 {
		return
	}
	if c.before != nil && !c.wasBundled(n) {
		return
	}
	c.report(n, n.bundleOnly.line, "bundle-only", "", "bundle-only is for first offers; the section is bundled already")
}

// restarts says whether ICE restarts for a section, and whether half of it only.
func (c *check) restarts(o, n *section) (whole, half bool) {
	was, is := c.a.generation(o), c.b.generation(n)
	ufrag, pwd := was.ufrag != is.ufrag, was.pwd != is.pwd
	return ufrag && pwd, ufrag != pwd
}

func reofferHalfRestart(c *check, o, n *section) {
	if c.stopped(o) || !c.carriesTransport(n) || !c.a.usesICE(o) {
		return
	}
	if _, half := c.restarts(o, n); half {
		c.report(n, c.b.ufrag(n).line, "one of ice-ufrag and ice-pwd", "both", "one of ice-ufrag and ice-pwd has changed and the other has not")
	}
}

// reofferPartialRestart finds a BUNDLE group of which some sections have new credentials
// of their own and others the old ones.
func reofferPartialRestart(c *check) {
	for i := range c.b.bundles {
		b := &c.b.bundles[i]
		var kept, changed *section
		for _, n := range b.members {
			s := &c.b.media[n]
			if s.rejected || !s.ufrag.has() || n >= len(c.a.media) || c.stopped(&c.a.media[n]) || !c.a.usesICE(&c.a.media[n]) {
				continue
			}
			if c.a.generation(&c.a.media[n]) == (generation{s.ufrag.v, s.pwd.v}) {
				kept = s
			} else if changed == nil {
				changed = s
			}
		}
		if kept != nil && changed != nil {
			c.report(changed, changed.ufrag.line, string(changed.ufrag.v), "a restart of the whole group, or none", "ICE restarts for mid "+quote(changed.midOf())+" and not for mid "+quote(kept.midOf())+" of the same BUNDLE group")
		}
	}
}

func reofferICEAttributes(c *check, o, n *section) {
	if c.stopped(o) || !c.carriesTransport(n) || !c.a.usesICE(o) {
		return
	}
	if whole, half := c.restarts(o, n); whole || half {
		return
	}
	was, is := c.a.options(o), c.b.options(n)
	if was.has() != is.has() || !c.sameOptions(o, n) {
		c.report(n, orMLine(is.line, n), is.v.String(), was.v.String(), "ice-options have changed without an ICE restart")
	}
	if was, is := c.a.pacing(o), c.b.pacing(n); was.has() != is.has() || was.v != is.v {
		c.report(n, orMLine(is.line, n), pacingText(is), pacingText(was), "ice-pacing has changed without an ICE restart")
	}
	if c.a.lite(o).has() != c.b.lite(n).has() {
		c.report(n, orMLine(c.b.lite(n).line, n), "", "", "ice-lite has changed without an ICE restart")
	}
}

// sameOptions compares the ICE options of two sections as sets. Those that inherit both
// lists have them compared once.
func (c *check) sameOptions(o, n *section) bool {
	was, is := c.a.options(o), c.b.options(n)
	k := [2]sdp.Line{was.line, is.line}
	same, known := c.sameICE[k]
	if !known {
		same = maps.EqualFunc(c.a.optionSet(o), c.b.optionSet(n), func(int, int) bool { return true })
		if c.sameICE == nil {
			c.sameICE = map[[2]sdp.Line]bool{}
		}
		c.sameICE[k] = same
	}
	return same
}

func pacingText(p held[sdp.ICEPacing]) string {
	if !p.has() {
		return ""
	}
	return strconv.FormatUint(uint64(p.v), 10)
}

func reofferMSID(c *check, o, n *section) {
	same := func(a, b held[sdp.MSID]) bool { return a.v.ID == b.v.ID }
	if c.stopped(o) || n.rejected || len(o.msids()) == 0 || slices.EqualFunc(o.msids(), n.msids(), same) {
		return
	}
	text := func(s *section) string {
		var b strings.Builder
		for _, m := range s.msids() {
			b.WriteString(m.v.ID + " ")
		}
		return strings.TrimSpace(b.String())
	}
	if was, is := text(o), text(n); was != is {
		c.report(n, n.mline, is, was, "a=msid was "+quote(was)+" and is "+quote(is))
	}
}
