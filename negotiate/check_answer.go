package negotiate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the rules about an answer and its sections as such: how many, of what
// type, alive or not, in which direction.

func answerCount(c *check) {
	n, want := len(c.b.media), len(c.a.media)
	if n == want {
		return
	}
	var at *section
	if n > want {
		at = &c.b.media[want]
	}
	c.report(nil, lineOf(at), strconv.Itoa(n), strconv.Itoa(want), "the answer has "+plural(n, "m= line")+", the offer "+strconv.Itoa(want))
}

func answerKind(c *check, o, a *section) {
	if o.kind != a.kind {
		c.report(a, a.mline, a.kind, o.kind, "the media type is "+quote(a.kind)+", offered was "+quote(o.kind))
	}
}

func answerProto(c *check, o, a *section) {
	if o.potential && a.actual {
		c.skip("the answer takes a potential configuration of the offer (RFC 5939)")
		return
	}
	if o.proto.text != a.proto.text {
		c.report(a, a.mline, a.proto.text, o.proto.text, "the transport protocol is "+quote(a.proto.text)+", offered was "+quote(o.proto.text))
	}
}

func answerMID(c *check, o, a *section) {
	if o.mid == a.mid || o.midOf() == a.midOf() && o.mid.has() == a.mid.has() {
		return
	}
	switch got, want := a.midOf(), o.midOf(); {
	case !o.mid.has():
		// RFC 9429 §5.3.1 has a mid if and only if one was offered.
		c.report(a, a.mid.line, got, "", "a mid, "+quote(got)+", where the offer has none")
		c.last().Clause = "RFC 9429 §5.3.1"
	case a.mid.has():
		c.report(a, a.mid.line, got, want, "the mid is "+quote(got)+", offered was "+quote(want))
	case !a.rejected || c.mode == WebRTC:
		c.report(a, a.mline, "", want, "the mid "+quote(want)+" is missing")
		if c.mode != WebRTC && !c.b.knowsMID() {
			c.last().Severity = sdp.SeverityWarning // the answerer is older than RFC 5888
		}
	}
}

// knowsMID says that some section has a mid.
func (v *view) knowsMID() bool {
	for i := range v.media {
		if v.media[i].mid.has() {
			return true
		}
	}
	return false
}

func answerRevived(c *check, o, a *section) {
	if o.rejected && !a.rejected && !c.a.control {
		c.report(a, a.mline, strconv.Itoa(a.port), "0", "a section that was offered with port 0 has port "+strconv.Itoa(a.port))
	}
}

// multicast says that media goes to a multicast address, for which directions are not
// reversed (RFC 3264 §5.2).
func (v *view) multicast(s *section) bool {
	addr, ok := v.connection(s).v.Addr()
	return ok && addr.IsMulticast()
}

func answerDirection(c *check, o, a *section) {
	if c.a.multicast(o) {
		return // answerMulticast
	}
	allowed := o.direction.Reverse()
	if a.direction&^allowed == 0 {
		return
	}
	want := allowed.String()
	if allowed != sdp.Inactive {
		want += " or inactive"
	}
	c.report(a, orMLine(a.dirLine, a), a.direction.String(), want, "the answer to "+o.direction.String()+" is "+said(a)+"; it may be "+want)
}

// said names a section's direction, and whether it is the default.
func said(s *section) string {
	if s.dirLine.Valid() {
		return s.direction.String()
	}
	return s.direction.String() + " (the default)"
}

func answerMulticast(c *check, o, a *section) {
	oc, ac := c.a.connection(o), c.b.connection(a)
	switch {
	case !c.a.multicast(o):
		if c.b.multicast(a) {
			c.report(a, ac.line, ac.v.Address, "a unicast address", "a multicast address, "+ac.v.Address+", in the answer to a unicast one")
		}
	case oc.v.Address != ac.v.Address || o.port != a.port:
		c.report(a, orMLine(ac.line, a), ac.v.Address+" "+strconv.Itoa(a.port), oc.v.Address+" "+strconv.Itoa(o.port), "a multicast stream is accepted with its address and port")
	case o.direction != a.direction:
		c.report(a, orMLine(a.dirLine, a), a.direction.String(), o.direction.String(), "the direction of a multicast stream is the same for everyone")
	case o.ptime.has() && o.ptime.v != a.ptime.v:
		c.report(a, orMLine(a.ptime.line, a), string(a.ptime.v), string(o.ptime.v), "the ptime of a multicast stream is the same for everyone")
	case len(o.bandwidths) > 0 && !slices.Equal(o.bandwidths, a.bandwidths):
		c.report(a, a.mline, bandwidthText(a), bandwidthText(o), "the b= lines of a multicast stream are the same for everyone")
	case o.proto.rtp && a.proto.rtp:
		for i, j := range c.matched(a.index).to {
			if k := &a.codecs[i]; j < 0 {
				c.report(a, a.codecLine(k), codecName(k), "", codecName(k)+" was not offered; the formats of a multicast stream are those of the offer or fewer")
				return
			}
		}
	}
}

// bandwidthText is the b= lines of a section in one.
func bandwidthText(s *section) string {
	var list []string
	for _, b := range s.bandwidths {
		list = append(list, "b="+b.String())
	}
	return strings.Join(list, " ")
}

func answerTime(c *check) {
	want, errWant := c.a.d.Timing()
	got, err := c.b.d.Timing()
	if errWant != nil || err != nil {
		c.skip("a t= line is missing or can't be parsed")
		return
	}
	if want.Start.Compare(got.Start) != 0 || want.Stop.Compare(got.Stop) != 0 {
		c.report(nil, sessionLine(c.b, 't'), got.String(), want.String(), "t="+got.String()+" answers t="+want.String())
	}
}

// sessionLine is the first line of a type in the session part.
func sessionLine(v *view, typ byte) sdp.Line {
	for l := range v.session.sec.LinesOf(typ) {
		return l
	}
	return sdp.Line{}
}

// answerOriginID and answerVersion hold the o= line against the answerer's last one.
func answerOriginID(c *check) { originID(c, c.before.other) }

func originID(c *check, old *view) {
	was, errWas := old.d.Origin()
	is, err := c.b.d.Origin()
	if errWas != nil || err != nil {
		c.skip("an o= line can't be parsed")
		return
	}
	v := was.SessionVersion
	was.SessionVersion = is.SessionVersion
	if was.SessionID.Compare(is.SessionID) == 0 {
		was.SessionID = is.SessionID
	}
	if was != is {
		was.SessionVersion = v
		c.report(nil, sessionLine(c.b, 'o'), is.String(), was.String(), "the o= line has changed in more than its version")
	}
}

func answerVersion(c *check) { version(c, c.before.other) }

// version judges the version of the o= line. What gathering writes into a description
// doesn't count as a change: RFC 9429 §5.2.2 keeps the version then. Without ICE a port
// or an address is the destination itself, and as much a change as any other.
func version(c *check, old *view) {
	was, errWas := old.d.Origin()
	is, err := c.b.d.Origin()
	if errWas != nil || err != nil {
		c.skip("an o= line can't be parsed")
		return
	}
	changed := !sameText(old, c.b)
	line, got, want := sessionLine(c.b, 'o'), string(is.SessionVersion), string(was.SessionVersion)
	switch n := is.SessionVersion.Compare(was.SessionVersion); {
	case n < 0:
		c.report(nil, line, got, string(was.SessionVersion.Next()), "the version in o= goes back from "+want+" to "+got)
	case n == 0 && changed:
		c.report(nil, line, got, string(was.SessionVersion.Next()), "the description has changed, the version in o= has not")
	case n > 0 && !changed:
		c.report(nil, line, got, want, "the version in o= rises although nothing has changed")
		c.last().Severity = sdp.SeverityInfo
	case n > 0 && is.SessionVersion.Compare(was.SessionVersion.Next()) != 0:
		// RFC 9429 §5.2.2 counts descriptions that were never sent.
		c.report(nil, line, got, string(was.SessionVersion.Next()), "the version in o= rises by more than one")
		c.last().Severity = sdp.SeverityInfo
		if c.mode == SIP {
			c.last().Severity = sdp.SeverityWarning
		}
	}
}

// sameText compares texts line by line, without o= and, where there is ICE, what gathering
// writes.
func sameText(a, b *view) bool {
	var lines []sdp.Line // of a's section
	same := func(x, y *section, iceX, iceY bool) bool {
		lines = slices.AppendSeq(lines[:0], x.sec.Lines())
		rest := lines
		pass := func() {
			for len(rest) > 0 && gathered(rest[0], iceX) {
				rest = rest[1:]
			}
		}
		for l := range y.sec.Lines() {
			if len(rest) > 0 && rest[0].Text() == l.Text() {
				rest = rest[1:] // whether they count or not
				continue
			}
			if gathered(l, iceY) {
				continue
			}
			pass()
			switch {
			case len(rest) == 0:
				return false
			case iceX && iceY && l.Type() == 'm':
				if x.kind != y.kind || x.proto != y.proto || x.rejected != y.rejected || !slices.Equal(x.formats(), y.formats()) {
					return false
				}
			case l.Text() != rest[0].Text():
				return false
			}
			rest = rest[1:]
		}
		pass()
		return len(rest) == 0
	}
	if len(a.media) != len(b.media) {
		return false
	}
	for i := range a.media {
		if a.media[i].differs(&b.media[i]) {
			return false
		}
	}
	if !same(&a.session, &b.session, a.anyICE(), b.anyICE()) {
		return false
	}
	for i := range a.media {
		x, y := &a.media[i], &b.media[i]
		if !same(x, y, a.usesICE(x), b.usesICE(y)) {
			return false
		}
	}
	return true
}

// differs says that two sections have been read differently, so that their texts need not
// be compared to know that they are different.
func (s *section) differs(o *section) bool {
	return s.ufrag.v != o.ufrag.v || s.pwd.v != o.pwd.v || s.direction != o.direction ||
		len(s.codecs) != len(o.codecs) || len(s.codecs) > 0 && !sameWords(s.codecs[0], o.codecs[0])
}

// gathered says that a line doesn't count: it is o=, no line of SDP, or with ICE one that
// gathering writes. Of m= that is no more than the port.
func gathered(l sdp.Line, ice bool) bool {
	switch l.Type() {
	case 'o', 0:
		return true
	case 'c':
		return ice
	case 'a':
		name, _, _, _ := l.Attr()
		return ice && (name == "candidate" || name == "end-of-candidates" || name == "rtcp")
	}
	return false
}

// anyICE says that some media section uses ICE.
func (v *view) anyICE() bool {
	for i := range v.media {
		if v.usesICE(&v.media[i]) {
			return true
		}
	}
	return false
}

// answerGroups looks at groups other than BUNDLE.
func answerGroups(c *check) {
	// Of each mid the group that it is in, -1 for several: then any will do.
	offered := make(map[string]map[string]int)
	for i, g := range c.a.groups {
		set := offered[g.v.Semantics]
		if set == nil {
			set = map[string]int{}
			offered[g.v.Semantics] = set
		}
		for mid := range g.v.MIDs() {
			if was, twice := set[mid]; twice && was != i {
				set[mid] = -1
			} else {
				set[mid] = i
			}
		}
	}
	for _, g := range c.b.groups {
		set, ok := offered[g.v.Semantics]
		if !ok {
			c.report(nil, g.line, g.v.Semantics, "", "a group "+g.v.Semantics+" that was not offered")
			continue
		}
		of, first := -1, ""
		for mid := range g.v.MIDs() {
			s, here := c.b.byMID(mid)
			was, in := set[mid]
			if of < 0 {
				of, first = was, mid
			}
			switch {
			case !in:
				c.report(nil, g.line, mid, "", "mid "+quote(mid)+" is in a group "+g.v.Semantics+", and was not offered in one")
			case was >= 0 && was != of:
				c.report(nil, g.line, mid, "", "mid "+quote(mid)+" was offered in another group "+g.v.Semantics+" than mid "+quote(first))
			case here && s.rejected:
				c.report(nil, g.line, mid, "", "mid "+quote(mid)+" is rejected and in a group "+g.v.Semantics)
			}
		}
	}
}
