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
		f := readTypes(m)
		kept, _ := f.match(specs)
		gone := f.others(&kept)
		if err := p.leaveOut(f, &gone); err != nil {
			return err
		}
	}
	return nil
}

// others is what is not kept and doesn't serve what is.
func (f *formats) others(kept *types) (gone types) {
	some := false
	for i := range f.codecs {
		c := &f.codecs[i]
		some = some || kept[c.PayloadType] && c.isMedium()
	}
	for i := range f.codecs {
		c := &f.codecs[i]
		if kept[c.PayloadType] {
			continue
		}
		serves := some && !c.isMedium()
		if serves && c.nature == naturePerClock {
			serves = false
			for j := range f.codecs {
				o := &f.codecs[j]
				serves = serves || kept[o.PayloadType] && o.isMedium() && o.ClockRate == c.ClockRate
			}
		}
		gone[c.PayloadType] = !serves
	}
	f.follow(&gone)
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
		f := readTypes(m)
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
	had, media, left, some := 0, 0, 0, false // codecs that are a medium, those of them that stay, all that stay
	for i := range f.codecs {
		c := &f.codecs[i]
		stays := !gone[c.PayloadType]
		some = some || !stays
		if c.isMedium() {
			if had++; stays {
				media++
			}
		}
		if stays {
			left++
		}
	}
	if !some {
		return nil
	}
	if had > 0 { // else there is nothing but telephone-event, say
		left = media
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
	if err := p.dropFormats(f.s, gone); err != nil {
		return err
	}
	f.types.DeleteLines((*[128]bool)(gone), p.removed)
	if err := p.shortenREDs(f, gone); err != nil {
		return err
	}
	for _, g := range secondary {
		if f.loses(g.codec, gone) && hasNamed(f.s, "ssrc-group") {
			if err := p.dropSecondary(f.s, g.semantics); err != nil {
				return err
			}
		}
	}
	for range f.types.Mentions() {
		return p.narrowStreams(f.s, gone)
	}
	return nil
}

// hasNamed says that a section has an attribute of a name.
func hasNamed(s sdp.Section, name string) bool {
	for range s.AttrLines(name) {
		return true
	}
	return false
}

// secondary are the groups of sources that are there for a codec (RFC 5576 §4.2, RFC
// 8627 §5.1.2).
var secondary = [...]struct {
	semantics string
	codec     nature
}{{"FID", natureRTX}, {"FEC-FR", natureFlexFEC}}

// loses says that codecs of a nature were listed and all are gone.
func (f *formats) loses(what nature, gone *types) bool {
	had := false
	for i := range f.codecs {
		if c := &f.codecs[i]; c.nature == what {
			if !gone[c.PayloadType] {
				return false
			}
			had = true
		}
	}
	return had
}

// shortenREDs takes payload types out of the lists of those red that stay.
func (p *pass) shortenREDs(f *formats, gone *types) error {
	for i := range f.codecs {
		c := &f.codecs[i]
		if gone[c.PayloadType] || c.nature != natureRED {
			continue
		}
		for l := range f.types.LinesAbout(c.PayloadType) {
			if !strings.HasPrefix(l.Text(), "a=fmtp:") {
				continue
			}
			if err := p.shortenRED(l.Line, gone); err != nil {
				return err
			}
		}
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
	switch len(left) {
	case n:
		return nil
	case 0:
		return p.remove(l)
	}
	return p.replace(l, list.put(text, strings.Join(left, "/")))
}

// dropFormats takes payload types out of the format list of the m= line.
func (p *pass) dropFormats(s sdp.Section, gone *types) error {
	before, after, err := s.DeleteFormats((*[128]bool)(gone))
	if err != nil || before == after {
		return err
	}
	for l := range s.LinesOf('m') {
		p.note(l, before, after)
		break // there is no other
	}
	return nil
}
