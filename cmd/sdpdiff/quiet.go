package main

import (
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// A quietChange needs no more than a line, or a part of one.
type quietChange struct {
	p *printer
	diff.Change
	where string
}

// text is what is told behind level and class.
func (c *quietChange) text() string {
	if c.where == "" {
		return safe(c.Summary)
	}
	return safe(c.where + "  " + c.Summary)
}

// head is level and class, padded.
func (c *quietChange) head(levelWide, idWide int) (plain, painted string) {
	level, id := pad(c.Level.String(), levelWide), pad(c.ID, idWide)
	return level + "  " + id + "  ", c.p.paint(levelColor[c.Level], level) + "  " + c.p.paint(bold, id) + "  "
}

// briefs prints them in columns, and behind one another where two fit into a line. With -a each has its
// own, and its details and lines below.
func (p *printer) briefs(list []quietChange, levelWide, idWide int) {
	const apart = 6
	used := 0 // of the line that isn't ended yet, 0 for none
	flush := func() {
		if used > 0 {
			p.out.WriteString("\n")
		}
		used = 0
	}
	for i := range list {
		c := &list[i]
		text := c.text()
		plain, painted := c.head(0, 0)
		if n := utf8.RuneCountInString(plain + text); used > 0 && used+apart+n <= p.width {
			p.out.WriteString(strings.Repeat(" ", apart) + painted + text)
			used += apart + n
			continue
		}
		flush()
		plain, painted = c.head(levelWide, idWide)
		at := utf8.RuneCountInString(plain)
		if n := len(p.indent) + at + utf8.RuneCountInString(text); n <= p.width && !p.all {
			p.out.WriteString(p.indent + painted + text)
			used = n
			continue
		}
		const least = 24 // columns that text needs
		if p.width-len(p.indent)-at < least {
			p.line(strings.TrimRight(painted, " "))
			at = 3
			p.wrap(text, at, at)
		} else {
			lines := p.fold(text, at, at)
			lines[0] = painted + strings.TrimLeft(lines[0], " ")
			for _, l := range lines {
				p.line(l)
			}
		}
		if p.all {
			values, texts := p.split(&c.Change)
			p.flowAt(append(values, texts...), at)
			p.rawLines(&c.Change)
		}
	}
	flush()
}
