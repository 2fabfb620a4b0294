package diff

import (
	"fmt"
	"strconv"
)

// pair finds out which section of the one text is which of the other: by mid
// (RFC 5888 §4), then by slot (RFC 3264 §8). For an answer it is the slot alone
// (RFC 3264 §6).
func (c *comparison) pair() {
	c.pairs = append(c.pairs, &pair{old: c.old.session, new: c.new.session})
	mate := make([]*section, len(c.old.media)) // of an old section
	taken := make([]bool, len(c.new.media))
	if c.role != Answer {
		byMID := make(map[string]*section, len(c.new.media))
		for _, s := range c.new.media {
			if _, ok := byMID[s.mid]; !ok && s.mid != "" {
				byMID[s.mid] = s
			}
		}
		for i, s := range c.old.media {
			if n := byMID[s.mid]; n != nil && !taken[n.slot] {
				mate[i], taken[n.slot] = n, true
			}
		}
	}
	for i := range mate {
		if mate[i] == nil && i < len(taken) && !taken[i] {
			mate[i], taken[i] = c.new.media[i], true
		}
	}
	var gone []*section
	for i, o := range c.old.media {
		if mate[i] == nil {
			gone = append(gone, o)
			continue
		}
		p := &pair{old: o, new: mate[i]}
		c.pairs = append(c.pairs, p)
		c.whole(p)
	}
	c.removed(gone)
	c.moved()
	for i, s := range c.new.media {
		if !taken[i] {
			c.added(s)
		}
	}
}

// whole reports what happens to a section as such.
func (c *comparison) whole(p *pair) {
	o, n := p.old, p.new
	wasOff, isOff := o.Rejected(), n.Rejected()
	renamed := o.mid != n.mid
	switch {
	case wasOff && !isOff && renamed:
		p.settled = true
		c.emit(p, finding{
			id: "mline-recycled", old: o.lines, new: n.lines,
			summary: fmt.Sprintf("slot %d: the stopped %s is now %s", n.slot, called(o), called(n)),
		})
	case wasOff && !isOff:
		p.settled = true
		c.emit(p, finding{
			id: "media-added", old: o.lines, new: n.lines, clause: "RFC 3264 §8.1",
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
		f.old = append(f.old, s.lines...)
	}
	c.emit(nil, f)
}

func (c *comparison) added(s *section) {
	summary := called(s)
	switch {
	case s.Rejected():
		summary += ", stopped from the start"
	default:
		summary += ", " + s.Direction().String()
		if sctp(s) {
			summary = called(s)
		}
		if len(c.old.media) > 0 {
			if _, ok := c.new.bundled(s.mid); ok {
				summary += ", in BUNDLE"
			} else {
				summary += ", on a transport of its own"
			}
		}
	}
	c.emit(&pair{old: &section{slot: -1}, new: s}, finding{id: "media-added", new: s.lines, summary: summary, detail: codecNames(s)})
}

// moved reports sections that are in another slot than before.
func (c *comparison) moved() {
	f := finding{id: "mline-order", broken: true, summary: "sections changed their places"}
	for _, p := range c.pairs[1:] {
		if p.old.slot != p.new.slot {
			f.old = append(f.old, p.old.m())
			f.new = append(f.new, p.new.m())
			f.detail = append(f.detail, Detail{Text: fmt.Sprintf("%s: slot %d → slot %d", called(p.new), p.old.slot, p.new.slot)})
		}
	}
	if len(f.detail) > 0 {
		f.detail = append(f.detail, Detail{Text: "an m= section keeps its position for the session; stop it by port 0, add at the end or in a slot with port 0"})
		c.emit(nil, f)
	}
}
