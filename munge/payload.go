package munge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits that give payload types other numbers.

// PT is a codec and the payload type that it is to have. For To, 0 to 127, -1 stands
// for a number that is free in the section and in all that it is bundled with.
type PT struct {
	Codec string `json:"codec"`
	To    int    `json:"to"`
}

type renumber struct {
	Types []PT `json:"types"`
}

// Renumber gives codecs other payload types, all at the same time, so that two can
// change places. Everything in the section that names the old number names the new
// one: the m= line, a=rtpmap, a=fmtp with the apt of rtx and the list of red,
// a=rtcp-fb, a=imageattr, a=rid, a=ssrc fmtp, the a=simulcast of the draft. A codec
// without a=rtpmap, from RFC 3551's table, gets one.
//
// A codec must not be named in a way that means several. A number is refused that
// stands for another codec in the section, or in one that it is bundled with (RFC 9143
// §9.1.1), that can't be told from RTCP (RFC 5761 §4), or that RFC 3551 §6 has given
// to another codec. In a session that is under way numbers must not change (RFC 3264
// §8.3.2).
func Renumber(types ...PT) Edit { return Edit{op: &renumber{types}} }

func (*renumber) kind() string { return "renumber-payload-types" }

func (o *renumber) check() error {
	if len(o.Types) == 0 {
		return fail(ErrArgument, "no codec is named")
	}
	for _, t := range o.Types {
		if s, err := parseSpec(t.Codec); err != nil {
			return err
		} else if s.pt < 0 && s.name == "" {
			return fail(ErrArgument, "no codec is named")
		}
		if t.To < -1 || t.To > 127 {
			return fail(ErrArgument, "%d is not a payload type, nor -1 for a free one", t.To)
		}
	}
	return nil
}

// A move is a section with the numbers that its payload types are to have.
type move struct {
	f       *formats
	to      *[128]int
	inScope bool
	changed bool
}

func (o *renumber) apply(p *pass) error {
	for _, group := range p.moves() {
		for _, t := range o.Types {
			if err := p.plan(group, t); err != nil {
				return err
			}
		}
		if err := p.mayMove(group); err != nil {
			return err
		}
		if err := p.moveAll(group); err != nil {
			return err
		}
	}
	return nil
}

// moves reads the RTP sections in scope, each with those that it is bundled with.
func (p *pass) moves() (groups [][]*move) {
	in := map[sdp.Section]bool{}
	for m := range p.rtp() {
		in[m] = true
	}
	done := map[sdp.Section]bool{}
	for m := range p.rtp() {
		if done[m] {
			continue
		}
		var group []*move
		for _, o := range p.groupOf(m) {
			if done[o] = true; isRTP(o.Proto()) {
				group = append(group, &move{f: readFormats(o), to: identity(), inScope: in[o]})
			}
		}
		groups = append(groups, group)
	}
	return groups
}

// identity maps each payload type to itself.
func identity() *[128]int {
	var to [128]int
	for pt := range to {
		to[pt] = pt
	}
	return &to
}

// plan finds the codec that t means in each section of a group.
func (p *pass) plan(group []*move, t PT) error {
	s, err := parseSpec(t.Codec)
	if err != nil {
		return err
	}
	free := -1
	for _, m := range group {
		if !m.inScope {
			continue
		}
		set, some := m.f.match([]spec{s})
		if !some {
			continue
		}
		from, n := 0, 0
		for pt := range set {
			if set[pt] {
				from = pt
				n++
			}
		}
		if n > 1 {
			return fail(ErrArgument, "%q means %d codecs", t.Codec, n).in(m.f.s)
		}
		to := t.To
		if to < 0 {
			if free < 0 { // one for the whole group
				if free, err = freeType(group); err != nil {
					return err
				}
			}
			to = free
		}
		m.to[from] = to
		m.changed = m.changed || from != to
	}
	return nil
}

// dynamic are the numbers to choose from, in this order: those for dynamic assignment,
// and then those that nobody was ever given (RFC 3551 §6) and that are not RTCP's (RFC
// 5761 §4).
func dynamic(yield func(int) bool) {
	for _, r := range [][2]int{{96, 127}, {35, 63}} {
		for pt := r[0]; pt <= r[1]; pt++ {
			if !yield(pt) {
				return
			}
		}
	}
}

// freeType finds a payload type that no section of a group lists, says something about
// or is to have.
func freeType(group []*move) (int, error) {
	var taken types
	for _, m := range group {
		for _, c := range m.f.codecs {
			taken[c.PayloadType], taken[m.to[c.PayloadType]] = true, true
		}
		for l := range m.f.s.LinesOf('a') {
			if pt, _, ok := about(l); ok {
				taken[pt] = true
			}
		}
	}
	for pt := range dynamic {
		if !taken[pt] {
			return pt, nil
		}
	}
	return 0, fail(ErrCollision, "no payload type is free").in(group[0].f.s)
}

// mayMove refuses numbers that are taken or that mean something else.
func (p *pass) mayMove(group []*move) error {
	var first [128]*use
	for _, m := range group {
		var here [128]int
		uses := make([]use, len(m.f.codecs))
		for i := range m.f.codecs {
			c := &m.f.codecs[i]
			from, to := int(c.PayloadType), m.to[c.PayloadType]
			if old := here[to]; old > 0 {
				return fail(ErrCollision, "payload type %d would be both %s and %s", to, m.f.name(old-1), m.f.name(from)).in(m.f.s).by("RFC 8866 §6.6")
			}
			here[to] = from + 1
			if from != to {
				if err := mayHave(m.f, c, to); err != nil {
					return err
				}
			}
			now := &uses[i]
			*now = use{codec: c, s: m.f.s, moved: from != to}
			for _, pt := range m.f.bound[i] {
				now.bound = append(now.bound, m.to[pt])
				now.moved = now.moved || m.to[pt] != pt
			}
			if u := first[to]; u == nil {
				first[to] = now
			} else if (u.moved || now.moved) && !u.same(now) {
				return fail(ErrCollision, "payload type %d would be %s, and in %s, of the same BUNDLE group, %s", to, now, pathOf(u.s), u).in(m.f.s).by("RFC 9143 §9.1.1")
			}
		}
	}
	return nil
}

// A use is the codec that a payload type stands for in one section.
type use struct {
	codec *sdp.Codec
	s     sdp.Section
	moved bool  // it, or what it is bound to, gets another number
	bound []int // the numbers that this will have
}

// String names the codec: "VP8", "rtx of 96".
func (u *use) String() string {
	s := u.codec.Name
	for i, pt := range u.bound {
		if i == 0 {
			s += " of "
		} else {
			s += "/"
		}
		s += strconv.Itoa(pt)
	}
	return s
}

// same says that a payload type may stand for both in a BUNDLE group (RFC 9143 §9.1.1).
func (u *use) same(o *use) bool {
	return u.s.Kind() == o.s.Kind() && u.codec.Compare(*o.codec).Same && slices.Equal(u.bound, o.bound) &&
		(u.codec.Params == o.codec.Params || len(u.bound) > 0)
}

// mayHave refuses a number that a codec must not have in its section.
func mayHave(f *formats, c *sdp.Codec, to int) error {
	if _, mux, _ := sdp.Lookup[sdp.RTCPMux](f.s); mux && to >= 64 && to <= 95 {
		return fail(ErrIllegal, "payload type %d can't be told from RTCP on the same port", to).in(f.s).by("RFC 5761 §4")
	}
	if name, ok := staticName(to); ok && !strings.EqualFold(name, c.Name) {
		return fail(ErrCollision, "payload type %d is %s", to, name).in(f.s).by("RFC 3551 §6")
	}
	if f.lists(to) {
		return nil
	}
	for l := range f.s.LinesOf('a') {
		if pt, _, ok := about(l); ok && pt == to {
			return fail(ErrCollision, "payload type %d is not listed, and there is a line about it", to).on(l)
		}
	}
	return nil
}

// moveAll renumbers the sections of a group.
func (p *pass) moveAll(group []*move) error {
	for _, m := range group {
		if m.changed {
			if err := p.renumber(m.f, m.to); err != nil {
				return err
			}
		}
	}
	return nil
}

// staticName is what RFC 3551 §6 has given a number to, which package sdp knows: it is
// what a section means that says nothing about it.
func staticName(pt int) (string, bool) {
	if pt > 34 { // the last one that it has
		return "", false
	}
	d, err := sdp.Parse(fmt.Sprintf("v=0\no=- 0 0 IN IP4 0.0.0.0\ns=-\nt=0 0\nm=audio 9 RTP/AVP %d\n", pt))
	if err != nil {
		return "", false
	}
	for c := range d.Media(0).Codecs() {
		return c.Name, c.Name != ""
	}
	return "", false
}

// name names a codec in an error.
func (f *formats) name(pt int) string {
	if f.byPT[pt] == 0 {
		return strconv.Itoa(pt)
	}
	if n := f.codecs[f.byPT[pt]-1].Name; n != "" {
		return n
	}
	return strconv.Itoa(pt)
}

// renumber writes the new numbers wherever the old ones stand.
func (p *pass) renumber(f *formats, to *[128]int) error {
	if err := p.nameStatic(f, to); err != nil {
		return err
	}
	if err := p.setFormats(f.s, func(list []string) []string {
		for i, s := range list {
			if pt, ok := payloadType(s); ok && to[pt] != pt {
				list[i] = strconv.Itoa(to[pt])
			}
		}
		return list
	}); err != nil {
		return err
	}
	for l := range f.s.LinesOf('a') {
		if err := p.renumberLine(f, l, to); err != nil {
			return err
		}
	}
	return nil
}

// nameStatic adds the a=rtpmap that a static payload type doesn't need and another
// number does.
func (p *pass) nameStatic(f *formats, to *[128]int) error {
	for _, c := range f.codecs {
		pt := int(c.PayloadType)
		if !c.Static || to[pt] == pt {
			continue
		}
		m := sdp.RTPMap{PayloadType: c.PayloadType, Encoding: c.Name, ClockRate: c.ClockRate}
		if c.Channels > 1 {
			m.Parameters = strconv.Itoa(c.Channels)
		}
		if err := addBehind(p, f.s, m); err != nil {
			return err
		}
	}
	return nil
}

// renumberLine changes the numbers in a line.
func (p *pass) renumberLine(f *formats, l sdp.Line, to *[128]int) error {
	name, value, _, _ := l.Attr()
	pt, where, ok := subject(name, value)
	if ok && to[pt] == pt && name != "fmtp" && name != "ssrc" {
		return nil
	}
	text := l.Text()
	var at []span
	collect := func(s span) {
		if pt, ok := payloadType(s.of(text)); ok && to[pt] != pt {
			at = append(at, s)
		}
	}
	switch {
	case ok:
		from := len(text) - len(value)
		collect(span{from + where.at, from + where.end})
		if (name == "fmtp" || name == "ssrc") && f.byPT[pt] != 0 {
			params(f.codecs[f.byPT[pt]-1].Name, text, from+where.end, collect)
		}
	case name == "rid":
		for w := range words(text, len("a=rid:")) {
			for param := range pieces(text, w, ';') {
				if strings.HasPrefix(param.of(text), "pt=") {
					for s := range pieces(text, span{param.at + len("pt="), param.end}, ',') {
						collect(s)
					}
				}
			}
		}
	case name == "simulcast":
		for w := range words(text, len(text)-len(value)) {
			if strings.HasPrefix(w.of(text), "pt=") {
				for stream := range pieces(text, span{w.at + len("pt="), w.end}, ';') {
					for s := range pieces(text, stream, ',') {
						if text[s.at:s.end] != "" && text[s.at] == '~' {
							s.at++
						}
						collect(s)
					}
				}
			}
		}
	case slices.Contains(capabilities, name):
		p.remark(fmt.Sprintf("line %d, a=%s, may name payload types, and is left as it is", l.Number(), name))
	}
	if len(at) == 0 {
		return nil
	}
	by := make([]string, len(at))
	for i, s := range at {
		pt, _ := payloadType(s.of(text))
		by[i] = strconv.Itoa(to[pt])
	}
	return p.replace(l, putAll(text, at, by))
}

// capabilities are the attributes of capability negotiation (RFC 5939, RFC 6871) and of
// decoding dependency (RFC 5583), which name payload types in ways of their own.
var capabilities = []string{"pcfg", "lcfg", "rmcap", "omcap", "mfcap", "mscap", "acap", "depend"}

// params finds the payload types in format parameters: the apt of rtx, the list of red.
func params(codec, text string, from int, collect func(span)) {
	in := span{from, len(text)}
	switch {
	case strings.EqualFold(codec, "rtx"):
		for param := range pieces(text, in, ';') {
			name, value, _ := strings.Cut(param.of(text), "=")
			if strings.EqualFold(strings.TrimSpace(name), "apt") {
				at := param.end - len(value)
				for w := range words(text[:param.end], at) {
					collect(w)
				}
			}
		}
	case strings.EqualFold(codec, "red"):
		for w := range words(text, from) {
			for s := range pieces(text, w, '/') {
				collect(s)
			}
		}
	}
}

// uniqueTypes resolves collisions.
type uniqueTypes struct{}

// UniquePayloadTypes gives a payload type that is one codec in a section and another in
// one that it is bundled with (RFC 9143 §9.1.1) a free number in the later of the two.
// Of sections that are out of scope none is changed.
func UniquePayloadTypes() Edit { return Edit{op: &uniqueTypes{}} }

func (*uniqueTypes) kind() string { return "unique-payload-types" }
func (*uniqueTypes) check() error { return nil }

func (*uniqueTypes) apply(p *pass) error {
	for _, group := range p.moves() {
		if err := unique(group); err != nil {
			return err
		}
		if err := p.mayMove(group); err != nil {
			return err
		}
		if err := p.moveAll(group); err != nil {
			return err
		}
	}
	return nil
}

// unique plans the numbers of a group. What is out of scope can't give way, so it comes
// first. A codec that gets a new number gets it in every section.
func unique(group []*move) error {
	var first, given [128]*use
	for _, inScope := range []bool{false, true} {
		for _, m := range group {
			if m.inScope != inScope {
				continue
			}
			for i := range m.f.codecs {
				c := &m.f.codecs[i]
				u := first[c.PayloadType]
				if !inScope || u == nil || u.codec.Name == "" || c.Name == "" || u.s.Kind() == m.f.s.Kind() && c.Compare(*u.codec).Same {
					continue
				}
				to := -1
				for pt, g := range given {
					if g != nil && to < 0 && g.s.Kind() == m.f.s.Kind() && c.Compare(*g.codec).Same && c.Params == g.codec.Params && !m.f.lists(pt) {
						to = pt
					}
				}
				if to < 0 {
					var err error
					if to, err = freeType(group); err != nil {
						return err
					}
					given[to] = &use{codec: c, s: m.f.s}
				}
				m.to[c.PayloadType], m.changed = to, true
			}
			for i := range m.f.codecs {
				c := &m.f.codecs[i]
				if to := m.to[c.PayloadType]; first[to] == nil {
					first[to] = &use{codec: c, s: m.f.s}
				}
			}
		}
	}
	return nil
}
