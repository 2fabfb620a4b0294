package munge

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file writes the new numbers of payload types wherever the old ones stand.

// move renumbers the sections of a group, if that is possible in all of them.
func (p *pass) move(group []*move) error {
	if err := p.mayMove(group); err != nil {
		return err
	}
	for _, m := range group {
		if m.changed {
			if err := p.renumber(m); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *pass) renumber(m *move) error {
	if err := p.nameStatic(m); err != nil {
		return err
	}
	if err := p.setFormats(m.s, func(list []string) ([]string, bool) {
		changed := false
		for i, s := range list {
			if pt, ok := payloadType(s); ok && m.moves(pt) {
				list[i], changed = strconv.Itoa(int(m.to[pt])), true
			}
		}
		return list, changed
	}); err != nil {
		return err
	}
	var given types // the new numbers
	for i := range m.f.codecs {
		if pt := int(m.f.codecs[i].PayloadType); m.moves(pt) {
			given[m.to[pt]] = true
		}
	}
	for l := range m.s.LinesOf('a') {
		if err := p.renumberLine(m, l, &given); err != nil {
			return err
		}
	}
	return nil
}

// nameStatic adds the a=rtpmap that a static payload type doesn't need and another
// number does.
func (p *pass) nameStatic(m *move) error {
	for i := range m.f.codecs {
		c := &m.f.codecs[i]
		if !c.Static || !m.moves(int(c.PayloadType)) {
			continue
		}
		rtpmap := sdp.RTPMap{PayloadType: c.PayloadType, Encoding: c.Name, ClockRate: c.ClockRate}
		if c.Channels > 1 {
			rtpmap.Parameters = strconv.Itoa(c.Channels)
		}
		if err := addBehind(p, m.s, rtpmap); err != nil {
			return err
		}
	}
	return nil
}

// renumberLine changes the numbers in a line. A line about a number that is now given to
// a codec would be about that one.
func (p *pass) renumberLine(m *move, l sdp.Line, given *types) error {
	name, value, _, _ := l.Attr()
	pt, where, ok := subject(name, value)
	var at []span // in the value
	collect := func(s span) {
		if pt, ok := payloadType(s.of(value)); ok && m.moves(pt) {
			at = append(at, s)
		}
	}
	switch {
	case ok && given[pt] && !m.f.lists(pt):
		return fail(ErrCollision, "payload type %d is not listed, and there is a line about it", pt).on(l)
	case ok:
		if m.moves(pt) {
			at = append(at, where)
		}
		if name == "fmtp" || name == "ssrc" {
			if c := m.f.of(pt); c != nil {
				params(c.Name, value, where.end, collect)
			}
		}
	case name == "rid":
		ridTypes(value, collect)
	case name == "simulcast":
		simulcastTypes(value, collect)
	case slices.Contains(capabilities, name):
		p.remark(fmt.Sprintf("line %d, a=%s, may name payload types, and is left as it is", l.Number(), name))
	}
	if len(at) == 0 {
		return nil
	}
	by := make([]string, len(at))
	for i, s := range at {
		pt, _ := payloadType(s.of(value))
		by[i] = strconv.Itoa(int(m.to[pt]))
	}
	text := l.Text()
	return p.replace(l, text[:len(text)-len(value)]+putAll(value, at, by))
}

// ridTypes finds the payload types in an a=rid (RFC 8851 §4).
func ridTypes(value string, collect func(span)) {
	for w := range words(value, 0) {
		for param := range pieces(value, w, ';') {
			if strings.HasPrefix(param.of(value), "pt=") {
				for s := range pieces(value, span{param.at + len("pt="), param.end}, ',') {
					collect(s)
				}
			}
		}
	}
}

// simulcastTypes finds the payload types in an a=simulcast of the draft, which had them
// where RFC 8853 has rids.
func simulcastTypes(value string, collect func(span)) {
	for w := range words(value, 0) {
		if !strings.HasPrefix(w.of(value), "pt=") {
			continue
		}
		for stream := range pieces(value, span{w.at + len("pt="), w.end}, ';') {
			for s := range pieces(value, stream, ',') {
				if s.at < s.end && value[s.at] == '~' {
					s.at++
				}
				collect(s)
			}
		}
	}
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
