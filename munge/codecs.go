package munge

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits that choose among codecs and put them in order.

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
	for _, c := range f.codecs {
		some = some || kept[c.PayloadType] && !auxiliary(c.Name)
	}
	gone := &types{}
	for _, c := range f.codecs {
		serves := some && auxiliary(c.Name)
		if serves && perClock(c) {
			serves = slices.ContainsFunc(f.codecs, func(o sdp.Codec) bool {
				return kept[o.PayloadType] && !auxiliary(o.Name) && o.ClockRate == c.ClockRate
			})
		}
		gone[c.PayloadType] = !kept[c.PayloadType] && !serves
	}
	f.follow(gone)
	return gone
}

func (o *dropCodecs) apply(p *pass) error {
	specs, err := parseSpecs(o.Codecs)
	if err != nil {
		return err
	}
	for m := range p.rtp() {
		if !slices.ContainsFunc(specs, func(s spec) bool { return s.mayMatch(m) }) {
			continue
		}
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
	for _, c := range f.codecs {
		some = some || gone[c.PayloadType]
	}
	if !some {
		return nil
	}
	had := f.media(&nobody)
	left := f.media(gone)
	if had == 0 { // nothing but telephone-event, say
		for _, c := range f.codecs {
			if !gone[c.PayloadType] {
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
	if err := p.setFormats(f.s, func(list []string) []string {
		return slices.DeleteFunc(list, func(s string) bool {
			pt, ok := payloadType(s)
			return ok && gone[pt]
		})
	}); err != nil {
		return err
	}
	sources, streams := false, false
	for l := range f.s.LinesOf('a') {
		switch name, _, _, _ := l.Attr(); name {
		case "ssrc-group":
			sources = true
		case "rid", "simulcast":
			streams = true
		}
		if err := p.takeOutOf(f, l, gone); err != nil {
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
	return slices.ContainsFunc(f.codecs, func(c sdp.Codec) bool {
		n := strings.ToLower(c.Name)
		return !gone[c.PayloadType] && (n == name || name == "flexfec" && strings.HasPrefix(n, "flexfec"))
	})
}

// takeOutOf removes a line about a payload type that goes, or the mention of one.
func (p *pass) takeOutOf(f *formats, l sdp.Line, gone *types) error {
	if pt, _, ok := about(l); ok {
		name, _, _, _ := l.Attr()
		if gone[pt] {
			if name == "rtpmap" {
				if _, ok := read[sdp.RTPMap](l); !ok {
					return nil // it may be about something else
				}
			}
			return p.remove(l)
		}
		if name != "fmtp" || f.byPT[pt] == 0 {
			return nil
		}
		if c := f.codecs[f.byPT[pt]-1]; strings.EqualFold(c.Name, "red") {
			return p.shortenRED(l, gone)
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
	if len(left) == n {
		return nil
	}
	return p.replace(l, list.put(text, strings.Join(left, "/")))
}

// setFormats changes the format list of the m= line.
func (p *pass) setFormats(s sdp.Section, change func([]string) []string) error {
	for l := range s.LinesOf('m') {
		before := l.Text()
		list := make([]string, 0, 24)
		for f := range s.Formats() {
			list = append(list, f)
		}
		n := len(list)
		after := change(slices.Clone(list))
		if n == len(after) && slices.Equal(list, after) {
			return nil
		}
		if err := s.SetFormats(after...); err != nil {
			return err
		}
		p.note(l, before, l.Text())
		return nil
	}
	return nil
}

// orderCodecs puts the codecs in another order, in the m= line and nowhere else.
type orderCodecs struct {
	name   string
	Codecs []string `json:"codecs"`
}

// PreferCodecs moves codecs to the front of the m= line, which is the order of
// preference (RFC 8866 §5.14): first those that the first name means, and so on. The
// rtx and red of a codec move with it.
func PreferCodecs(codecs ...string) Edit { return Edit{op: &orderCodecs{"prefer-codecs", codecs}} }

// DeferCodecs moves codecs to the end of the m= line, in the order of the names.
func DeferCodecs(codecs ...string) Edit { return Edit{op: &orderCodecs{"defer-codecs", codecs}} }

// MoveCodecsUp moves codecs one place to the front, past the codec before them.
func MoveCodecsUp(codecs ...string) Edit { return Edit{op: &orderCodecs{"move-codecs-up", codecs}} }

// MoveCodecsDown moves codecs one place to the end.
func MoveCodecsDown(codecs ...string) Edit {
	return Edit{op: &orderCodecs{"move-codecs-down", codecs}}
}

func (o *orderCodecs) kind() string { return o.name }
func (o *orderCodecs) check() error { return needSpecs(o.Codecs) }

func (o *orderCodecs) apply(p *pass) error {
	specs, err := parseSpecs(o.Codecs)
	if err != nil {
		return err
	}
	for m := range p.rtp() {
		if !slices.ContainsFunc(specs, func(s spec) bool { return s.mayMatch(m) }) {
			continue
		}
		f := readFormats(m)
		blocks := f.blocks()
		o.permute(f, blocks, specs)
		if err := p.setFormats(m, func(list []string) []string { return f.inOrder(list, blocks) }); err != nil {
			return err
		}
	}
	return nil
}

// A block is codecs that move together: one and what is bound to it.
type block struct {
	first sdp.Codec
	types []uint8
}

// blocks takes the m= line apart.
func (f *formats) blocks() []*block {
	var list []*block
	var of [128]*block
	for i, c := range f.codecs {
		if len(f.bound[i]) == 0 {
			b := &block{c, []uint8{c.PayloadType}}
			of[c.PayloadType] = b
			list = append(list, b)
		}
	}
	// What is bound to what is bound, as the rtx of a red, comes after it.
	for range 2 {
		for i, c := range f.codecs {
			if of[c.PayloadType] != nil {
				continue
			}
			if b := of[f.bound[i][0]]; b != nil {
				of[c.PayloadType] = b
				b.types = append(b.types, c.PayloadType)
			}
		}
	}
	for _, c := range f.codecs { // bound to what is not there
		if of[c.PayloadType] == nil {
			list = append(list, &block{c, []uint8{c.PayloadType}})
		}
	}
	slices.SortFunc(list, func(a, b *block) int {
		return int(f.byPT[a.first.PayloadType]) - int(f.byPT[b.first.PayloadType])
	})
	return list
}

// permute puts blocks in order.
func (o *orderCodecs) permute(f *formats, blocks []*block, specs []spec) {
	rank := func(b *block) int {
		for i, s := range specs {
			if s.matches(b.first) {
				return i
			}
		}
		return -1
	}
	switch o.name {
	case "prefer-codecs":
		slices.SortStableFunc(blocks, func(a, b *block) int {
			ra, rb := rank(a), rank(b)
			if ra < 0 {
				ra = len(specs)
			}
			if rb < 0 {
				rb = len(specs)
			}
			return ra - rb
		})
	case "defer-codecs":
		slices.SortStableFunc(blocks, func(a, b *block) int { return rank(a) - rank(b) })
	case "move-codecs-up":
		for i := 1; i < len(blocks); i++ {
			if rank(blocks[i]) >= 0 && rank(blocks[i-1]) < 0 {
				blocks[i], blocks[i-1] = blocks[i-1], blocks[i]
			}
		}
	case "move-codecs-down":
		for i := len(blocks) - 2; i >= 0; i-- {
			if rank(blocks[i]) >= 0 && rank(blocks[i+1]) < 0 {
				blocks[i], blocks[i+1] = blocks[i+1], blocks[i]
			}
		}
	}
}

// inOrder writes the format list anew. As long as the blocks are in the order in
// which their codecs stand, it stays as it is.
func (f *formats) inOrder(list []string, blocks []*block) []string {
	moved, last := false, -1
	for _, b := range blocks {
		i := int(f.byPT[b.first.PayloadType])
		moved = moved || i < last
		last = i
	}
	if !moved {
		return list
	}
	var out, rest []string
	var byPT [128][]string // as they are written, doubled ones too
	for _, s := range list {
		if pt, ok := payloadType(s); ok {
			byPT[pt] = append(byPT[pt], s)
		} else {
			rest = append(rest, s)
		}
	}
	for _, b := range blocks {
		for _, pt := range b.types {
			out = append(out, byPT[pt]...)
		}
	}
	return append(out, rest...)
}
