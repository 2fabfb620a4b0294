package diff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// pair finds out which section of the one text is which of the other: by mid
// (RFC 5888 §4), then by slot (RFC 3264 §8). For an answer it is the slot alone
// (RFC 3264 §6).
func (c *comparison) pair() {
	c.pairs = append(c.pairs, &pair{old: c.old.session, new: c.new.session})
	mate := make([]*section, len(c.old.media)) // of an old section
	taken := make([]bool, len(c.new.media))
	if c.role != Answer {
		for i := range c.old.media {
			if n := c.new.byMID(c.old.media[i].mid); n != nil && !taken[n.slot] {
				mate[i], taken[n.slot] = n, true
			}
		}
	}
	for i := range mate {
		if mate[i] == nil && i < len(taken) && !taken[i] {
			mate[i], taken[i] = &c.new.media[i], true
		}
	}
	var gone []*section
	for i := range c.old.media {
		o := &c.old.media[i]
		if mate[i] == nil {
			gone = append(gone, o)
			continue
		}
		p := &pair{old: o, new: mate[i]}
		p.new.pair = p
		c.pairs = append(c.pairs, p)
		c.whole(p)
	}
	c.removed(gone)
	c.moved()
	for i := range c.new.media {
		if !taken[i] {
			c.added(&c.new.media[i])
		}
	}
}

// whole reports what happens to a section as such.
func (c *comparison) whole(p *pair) {
	o, n := p.old, p.new
	wasOff, isOff := o.rejected, n.rejected
	renamed := o.mid != n.mid
	switch {
	case wasOff && !isOff && renamed:
		p.settled = true
		c.emit(p, finding{
			id: "mline-recycled", old: o.all(), new: n.all(), detail: codecNames(n),
			summary: fmt.Sprintf("slot %d: the stopped %s is now %s", n.slot, called(o), called(n)),
		})
	case wasOff && !isOff:
		p.settled = true
		c.emit(p, finding{
			id: "media-added", old: o.all(), new: n.all(), clause: "RFC 3264 §8.1",
			summary: called(n) + " was stopped and is live again",
		})
	case !wasOff && isOff:
		p.stopped = true // told by mediaName, which compares the m= lines
	}
	if renamed && !p.settled {
		// Without the old mid the slot still says which section it is.
		c.emit(p, finding{
			id: "mid-changed", broken: !wasOff && o.mid != "" && n.mid != "", old: o.attr("mid"), new: n.attr("mid"),
			summary: fmt.Sprintf("slot %d: mid %s", n.slot, arrow(o.mid, n.mid)),
		})
	}
}

// called names a section: "video mid 1", "audio in slot 0".
func called(s *section) string {
	if s.mid != "" {
		return s.Kind() + " mid " + s.mid
	}
	return s.Kind() + " in slot " + strconv.Itoa(s.slot)
}

// withoutKind is called for where the kind is known: "mid 1".
func withoutKind(s *section) string { return strings.TrimPrefix(called(s), s.Kind()+" ") }

// arrow shows a value that became another.
func arrow(old, new string) string {
	switch {
	case old == "":
		return "none → " + new
	case new == "":
		return old + " → none"
	}
	return old + " → " + new
}

func (c *comparison) removed(gone []*section) {
	if len(gone) == 0 {
		return
	}
	f := finding{id: "mline-count", broken: true}
	f.summary = fmt.Sprintf("%d m= sections → %d", len(c.old.media), len(c.new.media))
	for _, s := range gone {
		f.detail = append(f.detail, Detail{Text: called(s) + " has no section any more; to stop it, keep the section and set its port to 0"})
		f.old = append(f.old, s.all()...)
	}
	c.emit(nil, f)
}

func (c *comparison) added(s *section) {
	summary := called(s)
	switch {
	case s.rejected:
		summary += ", stopped from the start"
	default:
		summary += ", " + s.Direction().String()
		if sctp(s) {
			summary = called(s)
		}
		if len(c.old.media) > 0 {
			if c.new.bundleOf(s) != nil {
				summary += ", in BUNDLE"
			} else {
				summary += ", on a transport of its own"
			}
		}
	}
	c.emit(&pair{old: &section{slot: -1}, new: s}, finding{id: "media-added", new: s.all(), summary: summary, detail: codecNames(s)})
}

// moved reports sections that are in another slot than before, slot by slot.
func (c *comparison) moved() {
	if !slices.ContainsFunc(c.pairs[1:], func(p *pair) bool { return p.old.slot != p.new.slot }) {
		return
	}
	f := finding{id: "mline-order", broken: true, summary: "sections changed their places"}
	back := ""
	bySlot := slices.Clone(c.pairs[1:])
	slices.SortFunc(bySlot, func(a, b *pair) int { return a.new.slot - b.new.slot })
	for _, p := range bySlot {
		if p.old.slot == p.new.slot {
			continue
		}
		f.old = append(f.old, p.old.m())
		f.new = append(f.new, p.new.m())
		before := "nothing"
		if p.new.slot < len(c.old.media) {
			before = "m=" + called(&c.old.media[p.new.slot])
		}
		f.detail = append(f.detail, Detail{Text: fmt.Sprintf("slot %d  %s → m=%s", p.new.slot, before, called(p.new))})
		if back == "" {
			back = fmt.Sprintf("Fix: put %s back into slot %d.", withoutKind(p.new), p.old.slot)
		}
	}
	f.detail = append(f.detail, Detail{Text: "An m-line keeps its position for the session; stop it by port 0, add at the end or in a zero-port slot (RFC 3264 §8)."})
	if c.role == Reoffer {
		f.detail = append(f.detail,
			Detail{Text: seen("reoffer-mid")},
			Detail{Text: back})
	}
	c.emit(nil, f)
}
