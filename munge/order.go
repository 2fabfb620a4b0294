package munge

import (
	"slices"
	"strings"
)

// This file has the edits that put codecs in order.

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
	rank int32 // which of the specs means its first codec; -1: none
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
		b.list = append(b.list, block{id, f.byPT[c.PayloadType], int32(firstMatch(specs, c.Codec))})
	}
	for i := range f.codecs {
		if c := &f.codecs[i]; len(c.bound) == 0 || namesRED(specs, c) {
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
	late := false
	for i := range f.codecs { // bound to what is not there
		if pt := f.codecs[i].PayloadType; b.of[pt] == 0 {
			b.depth[pt], late = 0, true
			start(&f.codecs[i])
		}
	}
	if late {
		slices.SortFunc(b.list, func(a, b block) int { return int(a.at) - int(b.at) })
	}
	return b
}

// namesRED says that specs mean a red itself, which then moves on its own: stacks send
// it if it stands before the codec that it carries, as the preferred one.
func namesRED(specs []spec, c *codec) bool {
	return c.nature == natureRED && firstMatch(specs, c.Codec) >= 0
}

// permute puts blocks in order.
func (o *orderCodecs) permute(blocks []block, ranks int) {
	switch o.name {
	case "prefer-codecs":
		last := func(b block) int { // what is not named comes behind what is
			if b.rank < 0 {
				return ranks
			}
			return int(b.rank)
		}
		slices.SortStableFunc(blocks, func(a, b block) int { return last(a) - last(b) })
	case "defer-codecs":
		slices.SortStableFunc(blocks, func(a, b block) int { return int(a.rank - b.rank) })
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
	list := make([]format, 0, strings.Count(text, " "))
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
	var line strings.Builder
	line.Grow(len(text))
	line.WriteString(text[:list[0].at])
	for i, f := range sorted {
		if i > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(text[f.at:f.end])
	}
	return line.String()
}
