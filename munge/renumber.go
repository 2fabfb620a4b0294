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
	var given types // the new numbers
	for i := range m.f.codecs {
		if pt := int(m.f.codecs[i].PayloadType); m.moves(pt) {
			given[m.to[pt]] = true
		}
	}
	for l, a := range m.s.Attrs() {
		pt, ok := subjectType(a.Name(), a.Value())
		switch {
		case !ok && !mentionsTypes(a.Name()):
			continue
		case ok && given[pt] && !m.f.lists(pt):
			return fail(ErrCollision, "payload type %d is not listed, and there is a line about it", pt).on(l)
		case ok && !m.moves(pt) && !m.mayName(l, a, pt):
			continue
		}
		p.renumberAttr(l, a, &w)
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

// start begins with a line.
func (w *rewriter) start(text string, from int) {
	w.text, w.from, w.done, w.line = text, from, 0, w.line[:0]
}

// number writes the number that a codec is to have, whose number stands at s in the part. They
// come in order.
func (w *rewriter) number(s span) {
	at, end := w.from+s.at, w.from+s.end
	if pt, ok := payloadType(w.text[at:end]); ok && w.m.moves(pt) {
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

// renumberAttr changes the numbers in an attribute.
func (p *pass) renumberAttr(l sdp.Line, a sdp.Attr, w *rewriter) {
	value := a.Value()
	w.start(a.Text(), len(a.Text())-len(value))
	switch name := a.Name(); name {
	case "rid":
		ridTypes(value, w.number)
	case "simulcast":
		simulcastTypes(value, w.number)
	default:
		pt, where, ok := subject(name, value)
		if !ok {
			p.remark(fmt.Sprintf("line %d, a=%s, may name payload types, and is left as it is", l.Number(), name))
			return
		}
		w.number(where)
		if c := w.m.f.of(pt); c != nil && (name == "fmtp" || name == "ssrc") {
			params(c.Name, value, where.end, w.number)
		}
	}
}

// mayName says that format parameters of a payload type may name one that moves.
func (m *move) mayName(l sdp.Line, a sdp.Attr, pt int) bool {
	if a.Name() != "fmtp" && a.Name() != "ssrc" {
		return false
	}
	c := m.f.of(pt)
	switch {
	case c == nil:
		return false
	case c.FMTPLine() == l && len(c.bound) == 1 && strings.IndexByte(c.Params, ';') < 0 && strings.EqualFold(c.Name, "rtx"):
		return m.moves(int(c.bound[0])) // nothing but the apt is there
	}
	return strings.EqualFold(c.Name, "rtx") || strings.EqualFold(c.Name, "red")
}

// mentionsTypes says that an attribute that is about no payload type may name some: those of
// simulcast, or of capability negotiation (RFC 5939, RFC 6871) and of decoding dependency
// (RFC 5583), which do it in ways of their own.
func mentionsTypes(name string) bool {
	switch name {
	case "rid", "simulcast", "pcfg", "lcfg", "rmcap", "omcap", "mfcap", "mscap", "acap", "depend":
		return true
	}
	return false
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
