package main

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/align"
	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// lineView prints the lines that differ with some around them, as diff -u does. A hunk
// belongs to one section, and its heading is that section's m= line.
func (p *printer) lineView(c *comparison) bool {
	some := false
	for _, s := range align.Sections(c.old.desc, c.new.desc) {
		for _, h := range hunks(s.Rows, p.context) {
			if !some {
				p.line("")
				p.line(p.paint(bold, "--- "+safe(c.old.name)))
				p.line(p.paint(bold, "+++ "+safe(c.new.name)))
			}
			some = true
			p.hunk(s, h)
		}
	}
	return some
}

// hunks cuts out the rows that differ, with the context around them; those that would touch are
// one.
func hunks(rows []align.Row, context int) [][]align.Row {
	var out [][]align.Row
	for i := 0; i < len(rows); i++ {
		if rows[i].Equal() {
			continue
		}
		start, last := max(0, i-context), i
		for j := i; j < len(rows) && j <= last+2*context+1; j++ {
			if !rows[j].Equal() {
				last = j
			}
		}
		end := min(len(rows), last+context+1)
		out = append(out, rows[start:end])
		i = end - 1
	}
	return out
}

func (p *printer) hunk(s align.Section, rows []align.Row) {
	var olds, news []align.Line
	for _, r := range rows {
		if r.Old.Number > 0 {
			olds = append(olds, r.Old)
		}
		if r.New.Number > 0 {
			news = append(news, r.New)
		}
	}
	title := "session"
	if s.Title != "" {
		title = safe(s.Title)
	}
	p.line(p.paint(levelColor[diff.Info], fmt.Sprintf("@@ -%s +%s @@", span(olds), span(news))) + " " + title)
	var came []align.Line // behind a run of lines that went
	flush := func() {
		for _, l := range came {
			p.line(p.paint(green, "+"+p.lineText(l)))
		}
		came = nil
	}
	for _, r := range rows {
		if r.Equal() {
			flush()
			p.line(" " + p.lineText(r.New))
			continue
		}
		if r.Old.Number > 0 {
			p.line(p.paint(red, "-"+p.lineText(r.Old)))
		}
		if r.New.Number > 0 {
			came = append(came, r.New)
		}
	}
	flush()
}

func (p *printer) lineText(l align.Line) string {
	if !p.secrets {
		return safe(maskLine(l.Text))
	}
	return safe(l.Text)
}

// span is "12,7" as in diff -u, "12" for one line.
func span(lines []align.Line) string {
	switch len(lines) {
	case 0:
		return "0,0"
	case 1:
		return strconv.Itoa(lines[0].Number)
	}
	return fmt.Sprintf("%d,%d", lines[0].Number, len(lines))
}

// sectionCounts prints for each section how many changes it has of each level, and how many
// lines went and came.
func (p *printer) sectionCounts(c *comparison) {
	type row struct{ name, changes, lines string }
	var rows []row
	nameWide, changesWide, linesWide := 0, 0, 0
	for _, s := range align.Sections(c.old.desc, c.new.desc) {
		gone, added := s.Count()
		r := row{sectionName(s), p.levelCounts(c.report, s), ""}
		if gone+added > 0 {
			r.lines = fmt.Sprintf("+%d −%d lines", added, gone)
		}
		if r.changes == "" && r.lines == "" {
			continue
		}
		rows = append(rows, r)
		nameWide, changesWide = max(nameWide, utf8.RuneCountInString(r.name)), max(changesWide, len(r.changes))
		linesWide = max(linesWide, utf8.RuneCountInString(r.lines))
	}
	if len(rows) > 0 {
		p.line("")
	}
	if len(p.indent)+1+nameWide+2+changesWide+2+linesWide > p.width { // no room for columns
		nameWide, changesWide = 0, 0
	}
	for _, r := range rows {
		p.wrap(strings.TrimRight(pad(r.name, nameWide)+"  "+pad(r.changes, changesWide)+"  "+r.lines, " "), 1, 3)
	}
}

// sectionName is "session", or the slot and what it holds: "0 audio", "1 video (old)".
func sectionName(s align.Section) string {
	kind, _, _ := strings.Cut(strings.TrimPrefix(s.Title, "m="), " ")
	switch {
	case s.Title == "":
		return "session"
	case s.New < 0:
		return safe(fmt.Sprintf("%d %s (old)", s.Old, kind))
	}
	return safe(fmt.Sprintf("%d %s", s.New, kind))
}

// concerns says that a change is about a section.
func concerns(c *diff.Change, s align.Section) bool {
	for _, at := range c.Sections {
		if s.New >= 0 && at.New == s.New || s.New < 0 && s.Old >= 0 && at.Old == s.Old {
			return true
		}
	}
	return len(c.Sections) == 0 && s.Title == ""
}

// levelCounts is "1 effect, 2 info".
func (p *printer) levelCounts(r *diff.Report, s align.Section) string {
	var n [diff.Violation + 1]int
	for i := range r.Changes {
		if c := &r.Changes[i]; p.shows(c) && concerns(c, s) {
			n[c.Level]++
		}
	}
	var parts []string
	for l := diff.Violation; ; l-- {
		switch {
		case n[l] == 1 || n[l] > 0 && l <= diff.Info:
			parts = append(parts, fmt.Sprintf("%d %s", n[l], l))
		case n[l] > 0:
			parts = append(parts, fmt.Sprintf("%d %ss", n[l], l))
		}
		if l == diff.Cosmetic {
			return strings.Join(parts, ", ")
		}
	}
}
