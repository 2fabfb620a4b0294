package munge

import (
	"fmt"
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
	w := rewriter{m: m}
	for l := range m.s.LinesOf('m') {
		w.start(l.Text(), 0)
		for s := range formatTypes(w.text) {
			w.number(s) // if it is one
		}
		if err := p.put(l, w.text, w.end()); err != nil {
			return err
		}
		break // there is no other
	}
	var given, naming types // the new numbers; those whose parameters are payload types
	for i := range m.f.codecs {
		c := &m.f.codecs[i]
		if pt := c.PayloadType; m.moves(pt) {
			given[m.to[pt]] = true
		}
		naming[c.PayloadType] = c.nature == natureRTX || c.nature == natureRED
	}
	for l := range m.f.types.Lines() {
		pt := l.PayloadType
		if given[pt] && !m.f.lists(pt) {
			return fail(ErrCollision, "payload type %d is not listed, and there is a line about it", pt).on(l.Line)
		}
		if !m.moves(pt) && (!naming[pt] || m.knows(pt, l.Line)) {
			continue
		}
		w.subject(l, naming[pt])
		if err := p.put(l.Line, w.text, w.end()); err != nil {
			return err
		}
	}
	for l := range m.f.types.Mentions() {
		p.renumberMention(l, &w)
		if err := p.put(l, w.text, w.end()); err != nil {
			return err
		}
	}
	return nil
}

// A rewriter writes lines with other payload types, one after the other.
type rewriter struct {
	m    *move
	text string // the line as it was
	from int    // where the part of it starts in which the numbers stand
	done int    // what is before is written
	line []byte
}

// subject writes a line about a payload type, whose format parameters may be some too.
func (w *rewriter) subject(l sdp.PayloadLine, naming bool) {
	w.start(l.Text(), 0)
	at := l.At()
	_, length := leadingType(w.text[at:])
	end := at + length
	w.number(span{at, end})
	if naming && (strings.HasPrefix(w.text, "a=fmtp:") || strings.HasPrefix(w.text, "a=ssrc:")) {
		params(w.m.f.of(l.PayloadType).nature, w.text, end, w.number)
	}
}

// start begins with a line.
func (w *rewriter) start(text string, from int) {
	w.text, w.from, w.done, w.line = text, from, 0, w.line[:0]
}

// number writes the number that a codec is to have, whose number stands at s in the part. They
// come in order.
func (w *rewriter) number(s span) {
	at, end := w.from+s.at, w.from+s.end
	if pt, ok := payloadType(w.text[at:end]); ok && w.m.moves(uint8(pt)) {
		w.line = strconv.AppendInt(append(w.line, w.text[w.done:at]...), int64(w.m.to[pt]), 10)
		w.done = end
	}
}

// end is the line as it is now.
func (w *rewriter) end() string {
	if w.done == 0 {
		return w.text
	}
	return string(append(w.line, w.text[w.done:]...))
}

// nameStatic adds the a=rtpmap that a static payload type doesn't need and another
// number does.
func (p *pass) nameStatic(m *move) error {
	for i := range m.f.codecs {
		c := &m.f.codecs[i]
		if !c.Static || !m.moves(c.PayloadType) {
			continue
		}
		rtpmap := sdp.RTPMap{PayloadType: m.to[c.PayloadType], Encoding: c.Name, ClockRate: c.ClockRate}
		if c.Channels > 1 {
			rtpmap.Parameters = strconv.Itoa(c.Channels)
		}
		if err := addBehind(p, m.s, rtpmap); err != nil {
			return err
		}
	}
	return nil
}

// renumberMention changes the numbers in a line that is about no payload type and may name
// some.
func (p *pass) renumberMention(l sdp.Line, w *rewriter) {
	name, value, _, _ := l.Attr()
	text := l.Text()
	w.start(text, len(text)-len(value))
	switch name {
	case "rid":
		ridTypes(value, w.number)
	case "simulcast":
		simulcastTypes(value, w.number)
	default:
		p.remark(fmt.Sprintf("line %d, a=%s, may name payload types, and is left as it is", l.Number(), name))
	}
}

// knows says that no number moves that a line about a payload type names, which doesn't move
// itself: it is the line that its codec was read from, the a=rtpmap, or the a=fmtp of an rtx
// with an apt that stays and nothing else.
func (m *move) knows(pt uint8, l sdp.Line) bool {
	c := m.f.of(pt)
	if c.RTPMapLine() == l {
		return true
	}
	return c.nature == natureRTX && len(c.bound) == 1 && !m.moves(c.bound[0]) && c.FMTPLine() == l && strings.IndexByte(c.Params, ';') < 0
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

// params finds the payload types in format parameters: the apt of rtx, the list of red.
func params(codec nature, text string, from int, collect func(span)) {
	in := span{from, len(text)}
	switch codec {
	case natureRTX:
		for param := range pieces(text, in, ';') {
			name, value, _ := strings.Cut(param.of(text), "=")
			if strings.EqualFold(strings.TrimSpace(name), "apt") {
				at := param.end - len(value)
				for w := range words(text[:param.end], at) {
					collect(w)
				}
			}
		}
	case natureRED:
		for w := range words(text, from) {
			for s := range pieces(text, w, '/') {
				collect(s)
			}
		}
	}
}
