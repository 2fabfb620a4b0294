package munge

import (
	"iter"
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

// rtpWith iterates over the RTP sections that may have a codec of some spec.
func (p *pass) rtpWith(specs []spec) iter.Seq[sdp.Section] {
	return func(yield func(sdp.Section) bool) {
		for m := range p.rtp() {
			for i := range specs {
				if specs[i].mayMatch(m) {
					if !yield(m) {
						return
					}
					break
				}
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

// formatTypes iterates over the format list of an m= line: where a format stands, and what
// payload type it is, -1 for none.
func formatTypes(text string) iter.Seq2[span, int] {
	return func(yield func(span, int) bool) {
		n := 0 // the first three words are media, port and protocol
		for at := 1; at < len(text); at++ {
			if text[at-1] != ' ' || text[at] == ' ' {
				continue
			}
			if n++; n < 3 {
				continue
			}
			pt, length := leadingType(text[at:])
			end := at + length
			if length == 0 || pt > 127 || end < len(text) && text[end] != ' ' {
				for pt = -1; end < len(text) && text[end] != ' '; end++ {
				}
			}
			if !yield(span{at, end}, pt) {
				return
			}
		}
	}
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
	for m := range p.rtpWith(specs) {
		f := readFormats(m)
		b := f.blocks(specs)
		o.permute(b.list, len(specs))
		for l := range m.LinesOf('m') {
			text := l.Text()
			if err := p.put(l, text, b.order(text)); err != nil {
				return err
			}
			break // there is no other
		}
	}
	return nil
}

// A block is codecs that move together: one and what is bound to it.
type block struct {
	id   uint8 // from 1
	at   uint8 // where its first codec stands in the m= line, from 1
	rank int   // which of the specs means its first codec; -1: none
}

// An arrangement is the blocks of a section, in the order in which they are to stand.
type arrangement struct {
	list  []block
	of    [128]uint8 // the id of each payload type's block
	depth [128]uint8 // its place there: 0 for the first codec, then what is bound to it
}

// blocks takes the m= line apart.
func (f *formats) blocks(specs []spec) *arrangement {
	b := &arrangement{list: make([]block, 0, len(f.codecs))}
	start := func(c *codec) {
		id := uint8(len(b.list) + 1)
		b.of[c.PayloadType] = id
		b.list = append(b.list, block{id, f.byPT[c.PayloadType], firstMatch(specs, c.Codec)})
	}
	for i := range f.codecs {
		if c := &f.codecs[i]; len(c.bound) == 0 || namesRED(specs, c.Codec) {
			start(c)
		}
	}
	// What is bound to what is bound, as the rtx of a red, comes after it.
	for round := range uint8(2) {
		for i := range f.codecs {
			if c := &f.codecs[i]; b.of[c.PayloadType] == 0 {
				b.of[c.PayloadType], b.depth[c.PayloadType] = b.of[c.bound[0]], round+1
			}
		}
	}
	for i := range f.codecs { // bound to what is not there
		if pt := f.codecs[i].PayloadType; b.of[pt] == 0 {
			b.depth[pt] = 0
			start(&f.codecs[i])
		}
	}
	slices.SortFunc(b.list, func(a, b block) int { return int(a.at) - int(b.at) })
	return b
}

// namesRED says that specs mean a red itself, which then moves on its own: stacks send
// it if it stands before the codec that it carries, as the preferred one.
func namesRED(specs []spec, c *sdp.Codec) bool {
	return strings.EqualFold(c.Name, "red") && firstMatch(specs, c) >= 0
}

// permute puts blocks in order.
func (o *orderCodecs) permute(blocks []block, ranks int) {
	switch o.name {
	case "prefer-codecs":
		last := func(b block) int { // what is not named comes behind what is
			if b.rank < 0 {
				return ranks
			}
			return b.rank
		}
		slices.SortStableFunc(blocks, func(a, b block) int { return last(a) - last(b) })
	case "defer-codecs":
		slices.SortStableFunc(blocks, func(a, b block) int { return a.rank - b.rank })
	case "move-codecs-up":
		for i := 1; i < len(blocks); i++ {
			if blocks[i].rank >= 0 && blocks[i-1].rank < 0 {
				blocks[i], blocks[i-1] = blocks[i-1], blocks[i]
			}
		}
	case "move-codecs-down":
		for i := len(blocks) - 2; i >= 0; i-- {
			if blocks[i].rank >= 0 && blocks[i+1].rank < 0 {
				blocks[i], blocks[i+1] = blocks[i+1], blocks[i]
			}
		}
	}
}

// order writes an m= line anew. As long as the blocks are in the order in which their codecs
// stand, it stays as it is. What is no payload type goes to the end.
func (b *arrangement) order(text string) string {
	if slices.IsSortedFunc(b.list, func(a, b block) int { return int(a.at) - int(b.at) }) {
		return text
	}
	var place [129]int32 // of a block, by its id
	for i, x := range b.list {
		place[x.id] = int32(i)
	}
	// A format's row is its block's, and there the one for how deep it is bound. The rows
	// are counted first, so that it is known where each begins.
	const depths = 3
	type format struct{ at, end, row int32 }
	list := make([]format, 0, depths*len(b.list))
	last := depths * int32(len(b.list)) // row of what is no payload type
	var begin [depths*128 + 2]int32
	for s, pt := range formatTypes(text) {
		row := last
		if pt >= 0 {
			row = depths*place[b.of[pt]] + int32(b.depth[pt])
		}
		list = append(list, format{int32(s.at), int32(s.end), row})
		begin[row+1]++
	}
	for i := range last {
		begin[i+1] += begin[i]
	}
	sorted := make([]format, len(list))
	for _, f := range list {
		at := &begin[f.row]
		sorted[*at] = f
		*at++
	}
	line := append(make([]byte, 0, len(text)), text[:list[0].at]...)
	for i, f := range sorted {
		if i > 0 {
			line = append(line, ' ')
		}
		line = append(line, text[f.at:f.end]...)
	}
	return string(line)
}
