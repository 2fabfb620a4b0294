package munge

import (
	"slices"

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
	s       sdp.Section
	f       *formats // nil until read: see moves
	to      [128]uint8
	inScope bool
	changed bool
}

// read reads the formats of the section, where that wasn't done yet.
func (m *move) read() *formats {
	if m.f == nil {
		m.f = readTypes(m.s)
	}
	return m.f
}

// moves says that a payload type gets another number.
func (m *move) moves(pt uint8) bool { return m.to[pt] != pt }

func (o *renumber) apply(p *pass) error {
	for _, group := range p.moves() {
		for _, t := range o.Types {
			if err := plan(group, t); err != nil {
				return err
			}
		}
		if err := p.move(group); err != nil {
			return err
		}
	}
	return nil
}

// moves finds the RTP sections in scope, each with those that it is bundled with.
// What their formats are is read when it is asked for: often that of some is of no
// matter.
func (p *pass) moves() (groups [][]*move) {
	var asked []sdp.Section
	in, done := make([]bool, len(p.media)), make([]bool, len(p.media))
	for m := range p.rtp() {
		asked, in[p.number(m)] = append(asked, m), true
	}
	for _, m := range asked {
		if done[p.number(m)] {
			continue
		}
		members := p.groupOf(m)
		room := make([]move, 0, len(members)) // where they stay
		group := make([]*move, 0, len(members))
		for _, o := range members {
			n := p.number(o)
			if done[n] = true; isRTP(o.Proto()) {
				room = append(room, move{s: o, to: identity, inScope: in[n]})
				group = append(group, &room[len(room)-1])
			}
		}
		groups = append(groups, group)
	}
	return groups
}

// identity maps each payload type to itself.
var identity = func() (to [128]uint8) {
	for pt := range to {
		to[pt] = uint8(pt)
	}
	return to
}()

// plan finds the codec that t means in each section of a group.
func plan(group []*move, t PT) error {
	s, err := parseSpec(t.Codec)
	if err != nil {
		return err
	}
	free := -1
	for _, m := range group {
		if !m.inScope || !s.mayMatch(m.s) {
			continue
		}
		set, some := m.read().match([]spec{s})
		if !some {
			continue
		}
		if n := set.len(); n > 1 {
			return fail(ErrArgument, "%q means %d codecs", t.Codec, n).in(m.s)
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
		from := slices.Index(set[:], true)
		m.to[from] = uint8(to)
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
		for i := range m.read().codecs {
			pt := m.f.codecs[i].PayloadType
			taken[pt], taken[m.to[pt]] = true, true
		}
		for l := range m.f.types.Lines() {
			taken[l.PayloadType] = true
		}
	}
	for pt := range dynamic {
		if !taken[pt] {
			return pt, nil
		}
	}
	return 0, fail(ErrCollision, "no payload type is free").in(group[0].s)
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
		if err := p.move(group); err != nil {
			return err
		}
	}
	return nil
}

// unique plans the numbers of a group. What is out of scope can't give way, so it comes
// first. A codec that gets a new number gets it in every section.
func unique(group []*move) error {
	var first, given [128]use
	for _, inScope := range []bool{false, true} {
		for _, m := range group {
			if m.inScope != inScope {
				continue
			}
			for i := range m.read().codecs {
				c := &m.f.codecs[i]
				u := first[c.PayloadType]
				if !inScope || u.c == nil || u.c.Name == "" || c.Name == "" || u.m.s.Kind() == m.s.Kind() && c.Compare(*u.c.Codec).Same {
					continue
				}
				to := -1
				for pt, g := range given {
					if g.c != nil && to < 0 && g.m.s.Kind() == m.s.Kind() && c.Compare(*g.c.Codec).Same && c.Params == g.c.Params && !m.f.lists(uint8(pt)) {
						to = pt
					}
				}
				if to < 0 {
					var err error
					if to, err = freeType(group); err != nil {
						return err
					}
					given[to] = use{m, c}
				}
				m.to[c.PayloadType], m.changed = uint8(to), true
			}
			for i := range m.f.codecs {
				c := &m.f.codecs[i]
				if to := m.to[c.PayloadType]; first[to].c == nil {
					first[to] = use{m, c}
				}
			}
		}
	}
	return nil
}
