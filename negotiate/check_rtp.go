package negotiate

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the rules about RTCP, header extensions, rids and simulcast.

// feedbackKey is a feedback mechanism; trr-int's value may be another in the answer.
func feedbackKey(f sdp.RTCPFeedback) string {
	if f.ID == "trr-int" {
		return f.ID
	}
	if f.Param == "" {
		return f.ID
	}
	return f.ID + " " + f.Param
}

// feedbackSets collects what a section has for each payload type; those for "*" are
// in all.
func (s *section) feedbackSets() (each [128]map[string]bool, all map[string]bool) {
	all = map[string]bool{}
	for _, f := range s.feedback() {
		set := all
		if f.v.Format != "*" {
			pt, ok := payloadType(f.v.Format)
			if !ok {
				continue
			}
			if each[pt] == nil {
				each[pt] = map[string]bool{}
			}
			set = each[pt]
		}
		set[feedbackKey(f.v)] = true
	}
	return each, all
}

func answerFeedback(c *check, o, a *section) {
	if len(a.feedback()) == 0 {
		return
	}
	each, all := o.feedbackSets()
	r := c.matched(a.index)
	index := a.codecIndex()
	offered := func(i int, key string) bool {
		j := r.to[i]
		return j < 0 || each[o.codecs[j].PayloadType&127][key]
	}
	for _, f := range a.feedback() {
		key := feedbackKey(f.v)
		if all[key] {
			continue
		}
		bad := -1
		if f.v.Format != "*" {
			if pt, ok := payloadType(f.v.Format); ok && index[pt] > 0 && !offered(int(index[pt])-1, key) {
				bad = int(index[pt]) - 1
			}
		} else {
			for i := range r.to {
				if bad < 0 && !offered(i, key) {
					bad = i
				}
			}
		}
		if bad >= 0 {
			c.report(a, f.line, key, "", "feedback "+quote(key)+" was not offered for "+codecName(&a.codecs[bad]))
		}
	}
}

// codecIndex finds payload types among the codecs, as index+1.
func (s *section) codecIndex() (index [128]uint8) {
	for i := range s.codecs {
		index[s.codecs[i].PayloadType&127] = uint8(i + 1)
	}
	return index
}

func answerMuxAdded(c *check, o, a *section) {
	if mux := c.b.mux(a); mux.has() && !c.a.mux(o).has() && !c.a.bundledMux(o) {
		c.report(a, mux.line, "rtcp-mux", "", "rtcp-mux was not offered")
	}
}

// bundledMux says that rtcp-mux is offered for the BUNDLE group of a section that has
// none because it is bundle-only, or because it isn't RTP's and has it only as the tagged
// one (RFC 9143 §7.1.3).
func (v *view) bundledMux(s *section) bool {
	return s.bundle >= 0 && (s.bundleOnly.has() || !s.proto.rtp) && v.bundles[s.bundle].mux
}

func answerMuxLost(c *check, _, a *section) {
	own, other := earlierOf(c, a)
	if own != nil && other != nil && c.before.own.mux(own).has() && c.before.other.mux(other).has() && !c.b.mux(a).has() && a.proto.rtp {
		c.report(a, a.mline, "", "rtcp-mux", "rtcp-mux was in use and is missing now")
		if c.mode == SIP && a.bundle < 0 {
			c.soften("RFC 5761 §5.1.1", Should) // each answer may take multiplexing or leave it
		}
	}
}

// earlierOf is what a section was in the descriptions in force, nil for none: on the
// side that offers now and on the other.
func earlierOf(c *check, s *section) (own, other *section) {
	return earlier(c.before.own, s), earlier(c.before.other, s)
}

func answerMuxRequired(c *check, o, a *section) {
	if o.muxOnly.has() && a.proto.rtp && !c.b.mux(a).has() {
		c.report(a, a.mline, "", "rtcp-mux", "the offer has rtcp-mux-only, and the section is accepted without rtcp-mux")
	}
}

func answerMuxOnly(c *check, _, a *section) {
	if a.muxOnly.has() && a.bundle < 0 {
		c.report(a, a.muxOnly.line, "rtcp-mux-only", "", "rtcp-mux-only stands in offers only")
	}
}

func answerRsize(c *check, o, a *section) {
	if a.rsize.has() && !inForce(c.a, o, func(s *section) held[sdp.RTCPRsize] { return s.rsize }).has() {
		c.report(a, a.rsize.line, "rtcp-rsize", "", "rtcp-rsize was not offered")
	}
}

func answerMixed(c *check, o, a *section) {
	if m := c.b.mixed(a); m.has() && !c.a.mixed(o).has() {
		c.report(a, m.line, "extmap-allow-mixed", "", "extmap-allow-mixed was not offered")
	}
}

// usable is the range of ids that can stand in a header extension.
func usable(id int) bool { return id >= 1 && id <= 255 }

// alternatives is the range that asks the answerer to choose an id (RFC 8285 §7).
func alternatives(id int) bool { return id >= 4096 && id <= 4351 }

// extensions indexes the header extensions of a section by URI; of several with one
// URI the first counts.
func (s *section) extensions() map[string]*held[sdp.ExtMap] {
	own := s.extmaps()
	m := make(map[string]*held[sdp.ExtMap], len(own))
	for i := range own {
		if e := &own[i]; m[e.v.URI] == nil {
			m[e.v.URI] = e
		}
	}
	return m
}

// An extmapPair is two lists of header extensions, by their first entries, of sections
// with these directions. A rule looks once at two lists that sections inherit.
type extmapPair struct {
	rule   *Rule
	o, a   *held[sdp.ExtMap]
	od, ad sdp.Direction
}

// lookedAt says that there is nothing new for a rule in the header extensions of two
// sections.
func (c *check) lookedAt(o, a *section) bool {
	if len(a.extmaps()) == 0 {
		return true
	}
	if len(o.extmaps()) == 0 {
		return false
	}
	k := extmapPair{c.rule, &o.extmaps()[0], &a.extmaps()[0], o.direction, a.direction}
	if c.looked[k] {
		return true
	}
	if c.looked == nil {
		c.looked = map[extmapPair]bool{}
	}
	c.looked[k] = true
	return false
}

func answerExtMapAdded(c *check, o, a *section) {
	if c.lookedAt(o, a) {
		return
	}
	offered := o.extensions()
	for _, e := range a.extmaps() {
		if offered[e.v.URI] == nil {
			c.report(a, e.line, e.v.URI, "", "the header extension "+e.v.URI+" was not offered")
		}
	}
}

func answerExtMapID(c *check, o, a *section) {
	if c.lookedAt(o, a) {
		return
	}
	// An extension may be offered several times with different configurations.
	type ids struct {
		set    map[int]bool
		choose bool
		list   []string // for the message, not all of them
	}
	offered := map[string]*ids{}
	for _, e := range o.extmaps() {
		k := offered[e.v.URI]
		if k == nil {
			k = &ids{set: map[int]bool{}}
			offered[e.v.URI] = k
		}
		if !k.set[e.v.ID] && len(k.list) < 4 {
			k.list = append(k.list, strconv.Itoa(e.v.ID))
		}
		k.set[e.v.ID], k.choose = true, k.choose || alternatives(e.v.ID)
	}
	uris := map[int]string{}
	for _, e := range a.extmaps() {
		got := strconv.Itoa(e.v.ID)
		if was, twice := uris[e.v.ID]; twice && was != e.v.URI && usable(e.v.ID) {
			c.report(a, e.line, got, "an id of its own", "id "+got+" is "+was+" as well")
		}
		uris[e.v.ID] = e.v.URI
		if k := offered[e.v.URI]; k != nil && !k.set[e.v.ID] && !(k.choose && usable(e.v.ID)) {
			c.report(a, e.line, got, list(k.list...), e.v.URI+" has id "+got+" and was offered with "+list(k.list...))
		}
	}
}

// answerExtMapRange looks at ids that a=extmap can't have, which is why such a line is
// not among the parsed ones.
func answerExtMapRange(c *check, _, a *section) {
	for l := range a.sec.AttrLines("extmap") {
		_, value, _, _ := l.Attr()
		id, uri, _ := strings.Cut(value, " ")
		id, _, _ = strings.Cut(id, "/")
		if n, err := strconv.ParseUint(id, 10, 32); err == nil && !usable(int(n)) && !alternatives(int(n)) {
			c.report(a, l, id, "1 to 255", "id "+id+" of "+quote(uri)+" can't be used")
		}
	}
}

// extDirection is the direction of a header extension as its side wrote it, by
// default that of the section (RFC 8285 §7).
func extDirection(s *section, e *sdp.ExtMap) sdp.Direction {
	switch {
	case e.HasDirection:
		return e.Direction
	case s.direction == sdp.Inactive:
		return sdp.SendRecv
	}
	return s.direction
}

func answerExtMapDirection(c *check, o, a *section) {
	if c.lookedAt(o, a) {
		return
	}
	offered := o.extensions()
	answered := a.extmaps()
	for i := range answered {
		e := &answered[i]
		was := offered[e.v.URI]
		// What neither says follows from the directions of the sections.
		if was == nil || !was.v.HasDirection && !e.v.HasDirection {
			continue
		}
		allowed, got := extDirection(o, &was.v).Reverse(), extDirection(a, &e.v)
		if got&^allowed == 0 {
			continue
		}
		c.report(a, e.line, got.String(), allowed.String(), e.v.URI+" was offered "+extDirection(o, &was.v).String()+" and is "+got.String()+" in the answer; it may be "+list(allowed.String(), "inactive"))
	}
}

// ridsByID indexes the rids of a section; ids that stand twice are left out, since
// RFC 8851 §6.2.2 discards both.
func (s *section) ridsByID() map[string]*held[sdp.RID] {
	rids := s.rids()
	m := make(map[string]*held[sdp.RID], len(rids))
	for i := range rids {
		id := rids[i].v.ID
		if _, twice := m[id]; twice {
			m[id] = nil
		} else {
			m[id] = &rids[i]
		}
	}
	return m
}

func answerRID(c *check, o, a *section) {
	if len(a.rids()) == 0 {
		return
	}
	offered := o.ridsByID()
	for _, r := range a.rids() {
		id, was := r.v.ID, offered[r.v.ID]
		switch {
		case was == nil:
			c.report(a, r.line, id, "", "rid "+quote(id)+" was not offered")
		case was.v.Direction.Reverse() != r.v.Direction:
			c.report(a, r.line, ridWord(r.v.Direction), ridWord(was.v.Direction.Reverse()), "rid "+quote(id)+" was offered to "+ridWord(was.v.Direction)+" and is to "+ridWord(r.v.Direction)+" in the answer")
		default:
			answerRestrictions(c, o, a, was, &r)
		}
	}
}

func ridWord(d sdp.Direction) string {
	if d == sdp.SendOnly {
		return "send"
	}
	return "recv"
}

// answerRestrictions holds the limits of a rid against those that were offered: none
// may be new, and what is changed may only be tighter (RFC 8851 §6.3).
func answerRestrictions(c *check, o, a *section, was, is *held[sdp.RID]) {
	limits := map[string]string{}
	for name, value := range was.v.Restrictions() {
		if _, twice := limits[name]; !twice {
			limits[name] = value
		}
	}
	for name, value := range is.v.Restrictions() {
		old, ok := limits[name]
		if !ok {
			c.report(a, is.line, name, "", "rid "+quote(is.v.ID)+" has "+name+", which the offer's has not")
			continue
		}
		if old == "" || old == value || name == "depend" {
			continue
		}
		x, errx := strconv.ParseFloat(old, 64)
		y, erry := strconv.ParseFloat(value, 64)
		if errx == nil && (erry != nil || y > x) {
			c.report(a, is.line, name+"="+value, name+"="+old+" or less", "rid "+quote(is.v.ID)+" loosens "+name+" from "+old+" to "+quote(value))
		}
	}
	// Formats are compared by codec, since the answer has its own numbers (RFC 8851 §6.4).
	had := map[uint8]bool{}
	for f := range was.v.Formats() {
		if pt, ok := payloadType(f); ok {
			had[pt] = true
		}
	}
	index := a.codecIndex()
	for f := range is.v.Formats() {
		if len(had) == 0 {
			c.report(a, is.line, "pt=", "", "rid "+quote(is.v.ID)+" has a list of formats, which the offer's has not")
			return
		}
		pt, ok := payloadType(f)
		if !ok || index[pt] == 0 {
			continue
		}
		if j := c.matched(a.index).to[index[pt]-1]; j >= 0 && !had[o.codecs[j].PayloadType] {
			c.report(a, is.line, f, "", "rid "+quote(is.v.ID)+" has format "+f+", which the offer's has not")
			return
		}
	}
}

func answerSimulcast(c *check, o, a *section) {
	got, was := a.simulcast, o.simulcast
	if !got.has() {
		return
	}
	if !was.has() {
		c.report(a, got.line, got.v.String(), "", "simulcast was not offered")
		return
	}
	simulcastStreams(c, a, got.line, "send", got.v.Send, was.v.Recv)
	simulcastStreams(c, a, got.line, "recv", got.v.Recv, was.v.Send)
}

func simulcastStreams(c *check, a *section, l sdp.Line, dir string, got, offered sdp.SimulcastStreams) {
	if got == "" {
		return
	}
	want := "send"
	if dir == "send" {
		want = "recv"
	}
	if offered == "" {
		c.report(a, l, dir+" "+string(got), "", "simulcast to "+dir+" was not offered to "+want)
		return
	}
	ids, n := map[string]bool{}, 0
	for stream := range offered.All() {
		n++
		for id := range stream.Alternatives() {
			ids[id] = true
		}
	}
	for stream := range got.All() {
		n--
		for id := range stream.Alternatives() {
			if !ids[id] {
				c.report(a, l, id, string(offered), "simulcast to "+dir+" has rid "+quote(id)+", which was not offered to "+want)
				return
			}
		}
	}
	if n < 0 {
		c.report(a, l, string(got), string(offered), "simulcast to "+dir+" has more streams than were offered")
	}
}

// answerSimulcastRID looks for the a=rid of each stream.
func answerSimulcastRID(c *check, _, a *section) {
	if !a.simulcast.has() || a.simulcast.v.Draft == "pt" {
		return
	}
	rids := a.ridsByID()
	for _, streams := range [...]sdp.SimulcastStreams{a.simulcast.v.Send, a.simulcast.v.Recv} {
		for stream := range streams.All() {
			for id := range stream.Alternatives() {
				if rids[id] == nil {
					c.report(a, a.simulcast.line, id, "a=rid:"+id, "simulcast names rid "+quote(id)+", and there is no a=rid of it")
					return
				}
			}
		}
	}
}
