package munge

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has what keeps payload types from getting numbers that mean something else.

// A use is a codec that a payload type is to stand for in a section.
type use struct {
	m *move
	c *codec
}

// mayMove refuses numbers that are taken or that mean something else.
func (p *pass) mayMove(group []*move) error {
	var first [128]use
	touched := touched(group)
	for _, m := range group {
		if m.f == nil && !listsAny(m.s, func(pt uint8) bool { return touched[pt] }) {
			continue
		}
		var here [128]*codec
		for i := range m.read().codecs {
			c := &m.f.codecs[i]
			now, to := use{m, c}, m.to[c.PayloadType]
			if old := here[to]; old != nil {
				return fail(ErrCollision, "payload type %d would be both %s and %s", to, old.name(), c.name()).in(m.s).by("RFC 8866 §6.6")
			}
			here[to] = c
			if to != c.PayloadType {
				if err := now.mayHave(p, to); err != nil {
					return err
				}
			}
			if u := first[to]; u.c == nil {
				first[to] = now
			} else if (u.moved() || now.moved()) && !u.same(now) {
				return fail(ErrCollision, "payload type %d would be %s, and in %s, of the same BUNDLE group, %s", to, now, pathOf(u.m.s), u).in(m.s).by("RFC 9143 §9.1.1")
			}
		}
	}
	return nil
}

// touched is the numbers that stand for something else than before in some section of a
// group.
func touched(group []*move) (set types) {
	for _, m := range group {
		if !m.changed {
			continue
		}
		for i := range m.f.codecs {
			if c := &m.f.codecs[i]; (use{m, c}).moved() {
				set[m.to[c.PayloadType]] = true
			}
		}
	}
	return set
}

// moved says that the codec, or what it is bound to, gets another number.
func (u use) moved() bool {
	if u.m.moves(u.c.PayloadType) {
		return true
	}
	return slices.ContainsFunc(u.c.bound, func(pt uint8) bool { return u.m.moves(pt) })
}

// String names the codec: "VP8", "rtx of 96".
func (u use) String() string {
	s := u.c.Name
	for i, pt := range u.c.bound {
		if i == 0 {
			s += " of "
		} else {
			s += "/"
		}
		s += strconv.Itoa(int(u.m.to[pt]))
	}
	return s
}

// same says that a payload type may stand for both in a BUNDLE group (RFC 9143 §9.1.1).
func (u use) same(o use) bool {
	return u.m.s.Kind() == o.m.s.Kind() && u.c.Compare(*o.c.Codec).Same && u.sameBound(o) &&
		(u.c.Params == o.c.Params || len(u.c.bound) > 0)
}

// sameBound says that both will be bound to the same numbers.
func (u use) sameBound(o use) bool {
	return slices.EqualFunc(u.c.bound, o.c.bound, func(a, b uint8) bool { return u.m.to[a] == o.m.to[b] })
}

// mayHave refuses a number that a codec must not have in its section.
func (u use) mayHave(p *pass, to uint8) error {
	if to >= 64 && to <= 95 {
		if _, mux, _ := lookup[sdp.RTCPMux](p, u.m.s); mux {
			return fail(ErrIllegal, "payload type %d can't be told from RTCP on the same port", to).in(u.m.s).by("RFC 5761 §4")
		}
	}
	if static, ok := sdp.StaticCodec(to); ok && !strings.EqualFold(static.Name, u.c.Name) {
		return fail(ErrCollision, "payload type %d is %s", to, static.Name).in(u.m.s).by("RFC 3551 §6")
	}
	return nil
}

// name names a codec in an error.
func (c *codec) name() string {
	if c.Name == "" {
		return strconv.Itoa(int(c.PayloadType))
	}
	return c.Name
}
