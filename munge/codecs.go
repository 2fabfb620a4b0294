package munge

import (
	"iter"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits that choose among codecs.

// keepCodecs and dropCodecs are the two ways to choose.
type keepCodecs struct {
	Codecs []string `json:"codecs"`
}

type dropCodecs struct {
	Codecs []string `json:"codecs"`
}

// KeepCodecs keeps the codecs that are named, and what serves them: their rtx and red,
// what protects the section as a whole (ulpfec, flexfec, red without a list), CN and
// telephone-event of their clock rates. The others go, with all that the section says
// about them. How a codec is named the package documentation says.
func KeepCodecs(codecs ...string) Edit { return Edit{op: &keepCodecs{codecs}} }

// DropCodecs takes codecs out of the sections, with all that these say about them:
// a=rtpmap, a=fmtp, a=rtcp-fb, a=imageattr, the pt= of a=rid, and the codecs that are
// nothing without them, rtx, red, CN and telephone-event.
func DropCodecs(codecs ...string) Edit { return Edit{op: &dropCodecs{codecs}} }

func (*keepCodecs) kind() string   { return "keep-codecs" }
func (*dropCodecs) kind() string   { return "drop-codecs" }
func (o *keepCodecs) check() error { return needSpecs(o.Codecs) }
func (o *dropCodecs) check() error { return needSpecs(o.Codecs) }

func (o *keepCodecs) apply(p *pass) error {
	specs, err := parseSpecs(o.Codecs)
	if err != nil {
		return err
	}
	for m := range p.rtp() {
		f := readFormats(m)
		kept, _ := f.match(specs)
		if err := p.leaveOut(f, f.others(&kept)); err != nil {
			return err
		}
	}
	return nil
}

// others is what is not kept and doesn't serve what is.
func (f *formats) others(kept *types) *types {
	some := false
	for i := range f.codecs {
		c := &f.codecs[i]
		some = some || kept[c.PayloadType] && c.isMedium()
	}
	gone := &types{}
	for i := range f.codecs {
		c := &f.codecs[i]
		serves := some && !c.isMedium()
		if serves && perClock(c) {
			serves = false
			for j := range f.codecs {
				o := &f.codecs[j]
				serves = serves || kept[o.PayloadType] && o.isMedium() && o.ClockRate == c.ClockRate
			}
		}
		gone[c.PayloadType] = !kept[c.PayloadType] && !serves
	}
	f.follow(gone)
	return gone
}

// rtpWith iterates over the RTP sections that may have a codec of some spec. Those that a
// scope has chosen mostly have it, so that to look first would be to read them twice.
func (p *pass) rtpWith(specs []spec) iter.Seq[sdp.Section] {
	return func(yield func(sdp.Section) bool) {
		all := p.everything()
		for m := range p.rtp() {
			may := !all
			for i := 0; i < len(specs) && !may; i++ {
				may = specs[i].mayMatch(m)
			}
			if may && !yield(m) {
				return
			}
		}
	}
}

func (o *dropCodecs) apply(p *pass) error {
	specs, err := parseSpecs(o.Codecs)
	if err != nil {
		return err
	}
	for m := range p.rtpWith(specs) {
		f := readFormats(m)
		gone, some := f.match(specs)
		if !some {
			continue
		}
		f.follow(&gone)
		if err := p.leaveOut(f, &gone); err != nil {
			return err
		}
	}
	return nil
}

// leaveOut takes payload types out of a section. One that is left without a medium is
// rejected or refused.
func (p *pass) leaveOut(f *formats, gone *types) error {
	var nobody types
	some := false
	for i := range f.codecs {
		some = some || gone[f.codecs[i].PayloadType]
	}
	if !some {
		return nil
	}
	had := f.media(&nobody)
	left := f.media(gone)
	if had == 0 { // nothing but telephone-event, say
		for i := range f.codecs {
			if !gone[f.codecs[i].PayloadType] {
				left++
			}
		}
	}
	switch {
	case left == 0 && p.mayReject():
		p.rejects = append(p.rejects, f.s)
		return nil
	case left == 0:
		return fail(ErrNoCodecs, "no codec would be left").in(f.s).by("RFC 8866 §5.14")
	}
	return p.takeOut(f, gone)
}

// takeOut removes payload types and every line about them.
func (p *pass) takeOut(f *formats, gone *types) error {
	p.expect(f.linesAbout(gone))
	if err := p.dropFormats(f.s, gone); err != nil {
		return err
	}
	sources, streams := false, false
	for l, a := range f.s.Attrs() {
		pt, ok := subjectType(a.Name(), a.Value())
		var err error
		switch {
		case ok && gone[pt]:
			// An a=rtpmap that can't be parsed may be about something else.
			if a.Name() != "rtpmap" || f.mapped(pt, l) {
				err = p.removeAttr(l, a)
			}
		case ok:
			err = p.takeOutOf(f, l, a, pt, gone)
		case a.Name() == "ssrc-group":
			sources = true
		case a.Name() == "rid" || a.Name() == "simulcast":
			streams = true
		}
		if err != nil {
			return err
		}
	}
	var none types // nothing is gone
	for _, g := range secondary {
		if sources && f.has(g.codec, &none) && !f.has(g.codec, gone) {
			if err := p.dropSecondary(f.s, g.semantics); err != nil {
				return err
			}
		}
	}
	if !streams {
		return nil
	}
	return p.narrowStreams(f.s, gone)
}

// secondary are the groups of sources that are there for a codec (RFC 5576 §4.2, RFC
// 8627 §5.1.2).
var secondary = [...]struct{ semantics, codec string }{{"FID", "rtx"}, {"FEC-FR", "flexfec"}}

// has says that a codec is listed that is not gone; of flexfec also the draft.
func (f *formats) has(name string, gone *types) bool {
	for i := range f.codecs {
		n := f.codecs[i].Name
		if name == "flexfec" && len(n) > len(name) {
			n = n[:len(name)]
		}
		if !gone[f.codecs[i].PayloadType] && strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// takeOutOf takes the mention of payload types that go out of a line about one that stays.
func (p *pass) takeOutOf(f *formats, l sdp.Line, a sdp.Attr, pt int, gone *types) error {
	if a.Name() != "fmtp" {
		return nil
	}
	if c := f.of(pt); c != nil && strings.EqualFold(c.Name, "red") {
		return p.shortenRED(l, gone)
	}
	return nil
}

// shortenRED takes payload types out of the list of a red that stays.
func (p *pass) shortenRED(l sdp.Line, gone *types) error {
	text := l.Text()
	list, ok := word(text, len("a=fmtp:"), 1)
	if !ok {
		return nil
	}
	var left []string
	n := 0
	for s := range pieces(text, list, '/') {
		n++
		if pt, ok := payloadType(s.of(text)); !ok || !gone[pt] {
			left = append(left, s.of(text))
		}
	}
	if len(left) == n {
		return nil
	}
	return p.replace(l, list.put(text, strings.Join(left, "/")))
}

// linesAbout is about how many lines name payload types: the m= line, a=rtpmap and a=fmtp,
// and for what is a medium five a=rtcp-fb, as browsers have them for video.
func (f *formats) linesAbout(set *types) int {
	n := 1
	for i := range f.codecs {
		if c := &f.codecs[i]; set[c.PayloadType] {
			if n += 2; c.isMedium() {
				n += 5
			}
		}
	}
	return n
}

// dropFormats takes payload types out of the format list of the m= line.
func (p *pass) dropFormats(s sdp.Section, gone *types) error {
	for l := range s.LinesOf('m') {
		text := l.Text()
		list := make([]byte, 0, len(text))
		done := 0
		for s, pt := range formatTypes(text) {
			if pt >= 0 && gone[pt] {
				list = append(list, text[done:s.at-1]...)
				done = s.end
			}
		}
		if done == 0 {
			return nil
		}
		return p.put(l, text, string(append(list, text[done:]...)))
	}
	return nil
}
