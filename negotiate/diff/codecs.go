package diff

import (
	"slices"
	"strconv"
	"strings"
)

// codecs compares what may be sent and under which numbers.
func (c *comparison) codecs(p *pair) {
	if !p.media() {
		return
	}
	cp := pairCodecs(p.old.codecs(), p.new.codecs())
	old, new := cp.old.list, cp.new.list
	c.remapped(p, cp)
	c.listed(p, "codec-removed", old, cp.apart())
	c.listed(p, "codec-added", new, nil)
	c.preference(p, old, new)
	for _, o := range old {
		if o.mate != nil {
			c.parameters(p, cp, o, o.mate)
		}
	}
	c.feedback(p, cp)
	c.renumbered(p, cp)
	if !cp.rtpmap {
		return
	}
	for _, o := range old {
		if n := o.mate; n != nil && !o.renumbered() && differ(o.rtpmap(), n.rtpmap()) {
			c.described(p, cp, o, n)
		}
	}
}

// described reports an a=rtpmap that names the same codec in other words: "OPUS",
// "/1", a static type spelled out, all of which mean the same; or opus without its
// channels, which some refuse.
func (c *comparison) described(p *pair, cp *codecPair, o, n *codec) {
	f := finding{
		id: "rtpmap", cosmetic: o.differs != "channels", old: []*line{o.rtpmap()}, new: []*line{n.rtpmap()},
		summary: o.label() + " is described in other words",
	}
	if !f.cosmetic {
		f.detail = []Detail{{Text: cp.compare(o, n).Why()}}
	}
	c.emit(p, f)
}

// differ says that two lines, each of which may be missing, are not the same
// text.
func differ(a, b *line) bool {
	if a == nil || b == nil {
		return a != b
	}
	return a.text != b.text
}

// longLabel is more than the label of a codec takes in most cases, with its number.
const longLabel = 24

// names lists codecs with their numbers.
func names(list []*codec) string {
	var b strings.Builder
	b.Grow(longLabel * len(list))
	for i, k := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(k.label())
		if k.Name != "" {
			b.WriteString(" (" + k.number() + ")")
		}
	}
	return b.String()
}

// listed reports codecs that only one side has. What belongs to another one,
// as rtx does, goes with it.
func (c *comparison) listed(p *pair, id string, list []*codec, why []Detail) {
	var only []*codec
	for _, k := range list {
		if k.mate == nil {
			only = append(only, k)
		}
	}
	if len(only) == 0 {
		return
	}
	var lines []*line
	for _, k := range only {
		lines = k.appendLines(lines)
	}
	f := finding{id: id, summary: names(only), detail: why}
	if id == "codec-added" {
		f.old, f.new = []*line{p.old.m()}, append(lines, p.new.m())
	} else {
		f.old, f.new = append(lines, p.old.m()), []*line{p.new.m()}
	}
	c.emit(p, f)
}

// remapped reports payload types that mean another codec than before.
func (c *comparison) remapped(p *pair, cp *codecPair) {
	if c.role == Plain || c.role == Answer {
		return // numbers are each description's own
	}
	if p.old.Kind() != p.new.Kind() {
		return // another type of media has other codecs (RFC 3264 §8.3.3), and media-type tells
	}
	f := finding{id: "pt-remapped", broken: true}
	// Of a number without a=rtpmap nobody knows that it is another codec.
	unsaid := finding{id: "pt-remapped", broken: true, atMost: Warning}
	for _, o := range cp.old.list {
		n := cp.new.at(o.PayloadType)
		if n == nil || n == o.mate {
			continue // the same codec under the same number is always a pair
		}
		before, after := o.label(), n.label()
		if before == after {
			after = "another " + after
		}
		into := &f
		if o.Name == "" || n.Name == "" {
			into = &unsaid
		}
		if into.summary != "" {
			into.summary += ", "
		}
		into.summary += o.number() + ": " + before + " → " + after
		into.old = append(into.old, o.rtpmap(), o.fmtp())
		into.new = append(into.new, n.rtpmap(), n.fmtp())
	}
	if f.summary != "" {
		f.detail = []Detail{{Text: "packets on their way would be decoded as the wrong codec; give a new codec a number that was never used"}}
		c.emit(p, f)
	}
	if unsaid.summary != "" {
		unsaid.detail = []Detail{{Text: "without a=rtpmap the text doesn't say which codec it is, so it may be another one"}}
		c.emit(p, unsaid)
	}
}

// renumbered reports codecs that are the same under another number, with those of
// their lines that say the same apart from the number.
func (c *comparison) renumbered(p *pair, cp *codecPair) {
	f := finding{id: "pt-renumbered", broken: true}
	var parts []string
	for _, o := range cp.old.list {
		if !o.renumbered() {
			continue
		}
		n := o.mate
		parts = append(parts, o.label()+" "+o.number()+" → "+n.number())
		f.old = append(f.old, o.rtpmap())
		f.new = append(f.new, n.rtpmap())
		if len(cp.changedParams(o, n)) == 0 {
			f.old = append(f.old, o.fmtp())
			f.new = append(f.new, n.fmtp())
		}
		f.old = append(f.old, o.feedback()...)
		f.new = append(f.new, n.feedback()...)
	}
	if len(parts) == 0 {
		return
	}
	f.old = append(f.old, p.old.m())
	f.new = append(f.new, p.new.m())
	f.summary = strings.Join(parts, ", ")
	c.emit(p, f)
}

// preference reports that the codecs which both have stand in another order.
func (c *comparison) preference(p *pair, old, new []*codec) {
	if slices.EqualFunc(old, new, func(o, n *codec) bool { return o.mate == n }) {
		return
	}
	before, after := paired(old), paired(new)
	if slices.EqualFunc(before, after, func(a, b *codec) bool { return a.mate == b }) {
		return
	}
	i := 0
	for before[i].mate == after[i] {
		i++
	}
	f := finding{id: "codec-order", old: []*line{p.old.m()}, new: []*line{p.new.m()}}
	f.summary = "from place " + strconv.Itoa(i+1) + " on: " + after[i].label() + " first, was " + before[i].label()
	if i == 0 {
		f.summary = after[0].label() + " is preferred now, was " + before[0].label()
	}
	f.detail = []Detail{{Name: "order", Old: order(before), New: order(after)}}
	c.emit(p, f)
}

// paired keeps the codecs that both sides have.
func paired(list []*codec) []*codec {
	both := make([]*codec, 0, len(list))
	for _, k := range list {
		if k.mate != nil {
			both = append(both, k)
		}
	}
	return both
}

func order(list []*codec) string {
	var b strings.Builder
	b.Grow(longLabel * len(list))
	for i, k := range list {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(k.label())
	}
	return b.String()
}
