package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/align"
	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/page"
	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// pairHTML writes a comparison as a page.
func (p *printer) pairHTML(c *comparison) error {
	s := p.pageStep(c)
	return p.write(&page.Page{Title: baseName(c.old.name) + " → " + baseName(c.new.name), Steps: []page.Step{*s}})
}

// timelineHTML writes a timeline as a page.
func (p *printer) timelineHTML(t *timeline) error {
	pg := &page.Page{Title: baseName(p.redacted(t.src.Name))}
	for _, rec := range t.src.Recordings {
		about := cmp.Or(rec.Name, rec.ID)
		if names := peerNames(rec.Peers); names != "" {
			about = strings.TrimSpace(about + "  " + names)
		}
		if about != "" {
			pg.About = append(pg.About, safe(p.redacted(about)))
		}
		if rec.Stopped != "" {
			pg.About = append(pg.About, safe(p.redacted("stopped: "+rec.Stopped)))
		}
	}
	for _, note := range t.src.Notes {
		pg.Notes = append(pg.Notes, safe(note))
	}
	for _, v := range t.steps {
		s := &page.Step{Level: "same"}
		switch {
		case v.shown() != nil:
			s = p.pageStep(v.compared())
			s.OldName, s.NewName = "current · "+s.OldName, "pending · "+s.NewName
			if v.only {
				s.OldName, s.NewName = "created · "+safe(v.created.name), "set · "+safe(v.new.name)
			}
		case v.first != nil:
			s.Verdict, s.Level = safe(v.firstWords()), "first"
			s.NewName, s.New = safe(v.new.name), sideWords(v.first.New)
			if v.answer != nil {
				s.Level = pageLevel(v.answer.Worst())
				for i := range v.answer.Changes {
					s.Cards = append(s.Cards, p.card(v.answer, i))
				}
			}
		}
		s.Number, s.Head, s.Before, s.After, s.Failed = v.number, safe(p.head(v)), safe(v.Before.State), safe(v.After.State), v.Error != nil
		for _, b := range v.breaches {
			s.Level = diff.Violation.String()
			s.Cards = slices.Insert(s.Cards, 0, page.Card{Level: s.Level, ID: b.About, Summary: safe(p.redacted(maskLine(b.Message))), Rule: b.Clause})
		}
		if s.Failed {
			s.Level = "failed"
		}
		for _, note := range p.notes(v) {
			s.Notes = append(s.Notes, safe(note))
		}
		for _, problem := range v.problems {
			var lines []string
			for _, l := range strings.Split(problem, "\n") {
				lines = append(lines, safe(l))
			}
			s.Problems = append(s.Problems, strings.Join(lines, "\n"))
		}
		for _, words := range v.candidates() {
			s.After2 = append(s.After2, safe(words))
		}
		pg.Steps = append(pg.Steps, *s)
	}
	return p.write(pg)
}

// baseName is the last part of a path: a heading has no room for all of it.
func baseName(name string) string { return safe(filepath.Base(name)) }

func (p *printer) write(pg *page.Page) error {
	pg.Footer = "sdpdiff " + versionOf() + ". ICE passwords and keys are masked."
	if p.secrets {
		pg.Footer = "sdpdiff " + versionOf() + ". With secrets: don't pass this on."
	}
	return pg.Write(p.out)
}

// card is one change of a report.
func (p *printer) card(r *diff.Report, i int) page.Card {
	ch := p.masked(r.Changes[i])
	card := page.Card{
		Level: ch.Level.String(), ID: ch.ID, Where: safe(r.Where(&ch)), Summary: safe(ch.Summary),
		Rule: ch.Clause + ": " + explanation(ch.ID) + ".", Fingerprint: fingerprint(&r.Changes[i]),
		Old: refs(ch.Old), New: refs(ch.New),
	}
	if !strings.HasPrefix(advice[ch.ID].fix, "Nothing") {
		card.Fix = advice[ch.ID].fix
	}
	for _, d := range ch.Detail {
		if d.Text != "" {
			card.Texts = append(card.Texts, safe(d.Text))
		} else {
			card.Values = append(card.Values, page.Value{Name: safe(d.Name), Old: safe(d.Old), New: safe(d.New)})
		}
	}
	return card
}

// pageStep is a comparison without what a timeline has around it.
func (p *printer) pageStep(c *comparison) *page.Step {
	r := c.report
	s := &page.Step{
		OldName: safe(c.old.name), NewName: safe(c.new.name), Old: sideWords(r.Old), New: sideWords(r.New),
		Verdict: safe(r.Verdict()), Level: pageLevel(r.Worst()),
	}
	for i := range r.Changes {
		ch := p.masked(r.Changes[i])
		if !p.shows(&ch) {
			continue
		}
		if card := p.card(r, i); block(&ch) {
			s.Cards = append(s.Cards, card)
		} else {
			s.Quiet = append(s.Quiet, card)
		}
	}
	sections := align.Sections(c.old.desc, c.new.desc)
	for _, sec := range sections[1:] {
		s.Tiles = append(s.Tiles, p.tile(r, sec))
	}
	for _, m := range diff.Matched(c.old.desc, c.new.desc, diff.As(r.Role)) {
		s.Tables = append(s.Tables, tables(m)...)
	}
	for _, sec := range sections {
		s.Sections = append(s.Sections, p.pageSection(sec))
	}
	return s
}

func pageLevel(l diff.Level) string {
	if l == diff.Cosmetic {
		return "same"
	}
	return l.String()
}

// sideWords is "offer v4 · audio video · BUNDLE 0 1".
func sideWords(s diff.Summary) string {
	cells := header("", s)
	first := strings.TrimSpace(cells[1] + " " + cells[2])
	return strings.Join(slices.DeleteFunc([]string{first, cmp.Or(cells[3], "no media"), cells[4]}, func(c string) bool { return c == "" }), " · ")
}

func refs(list []diff.LineRef) []page.Ref {
	var out []page.Ref
	for _, l := range list {
		out = append(out, page.Ref{Number: l.Number, Text: safe(l.Text)})
	}
	return out
}

// tile is a section with the worst that happens to it. What is wrong is named.
func (p *printer) tile(r *diff.Report, s align.Section) page.Tile {
	worst, some := diff.Cosmetic, false
	t := page.Tile{Name: sectionName(s), Words: "same"}
	for i := range r.Changes {
		c := &r.Changes[i]
		if !p.shows(c) || !concerns(c, s) {
			continue
		}
		worst, some = max(worst, c.Level), true
		if c.Level == diff.Violation && !slices.Contains(t.Broken, c.ID) {
			t.Broken = append(t.Broken, c.ID)
		}
	}
	t.Level = pageLevel(worst)
	if some {
		t.Words = p.levelCounts(r, s)
	}
	return t
}

// tables are the codecs and the candidates of a section.
func tables(m diff.Matching) []page.Table {
	name := fmt.Sprintf("%d %s", max(m.New, m.Old), m.Kind)
	var out []page.Table
	for _, part := range []struct {
		what string
		list []diff.Match
	}{{"codecs", m.Codecs}, {"candidates", m.Candidates}} {
		t := page.Table{Title: safe(name + " " + part.what), Head: [2]string{"old", "new"}}
		for _, k := range part.list {
			row := page.Row{Old: safe(numbered(k.Old, k.OldID)), New: safe(numbered(k.New, k.NewID)), What: "same"}
			switch {
			case k.Old == "":
				row.What = "new"
			case k.New == "":
				row.What = "gone"
			case row.Old != row.New:
				row.What = "changed"
			}
			t.Rows = append(t.Rows, row)
		}
		if len(t.Rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// numbered is "opus 111".
func numbered(name, id string) string { return strings.TrimSpace(name + " " + id) }

// pageSection folds equal lines, but for those around others.
func (p *printer) pageSection(s align.Section) page.Section {
	out := page.Section{Title: "session"}
	if s.Title != "" {
		out.Title = p.lineText(align.Line{Text: s.Title})
	}
	shown := make([]bool, len(s.Rows))
	for i, r := range s.Rows {
		if !r.Equal() {
			for j := max(0, i-p.context); j <= min(len(s.Rows)-1, i+p.context); j++ {
				shown[j] = true
			}
		}
	}
	for i := range shown { // a single line isn't worth folding
		if !shown[i] && (i == 0 || shown[i-1]) && (i == len(shown)-1 || shown[i+1]) {
			shown[i] = true
		}
	}
	for i, r := range s.Rows {
		pair := page.Pair{OldLine: r.Old.Number, NewLine: r.New.Number}
		old, new := "", ""
		if r.Old.Number > 0 {
			old = p.lineText(r.Old)
		}
		if r.New.Number > 0 {
			new = p.lineText(r.New)
		}
		switch {
		case r.Equal():
			pair.Kind, pair.Old, pair.New = "same", plain(old), plain(new)
		case r.New.Number == 0:
			pair.Kind, pair.Old = "gone", plain(old)
		case r.Old.Number == 0:
			pair.Kind, pair.New = "new", plain(new)
		default:
			pair.Kind = "changed"
			pair.Old, pair.New = align.Tokens(old, new)
		}
		if n := len(out.Runs); n == 0 || out.Runs[n-1].Folded == shown[i] {
			out.Runs = append(out.Runs, page.Run{Folded: !shown[i]})
		}
		run := &out.Runs[len(out.Runs)-1]
		run.Rows = append(run.Rows, pair)
	}
	return out
}

// plain is a line without marks.
func plain(s string) []align.Token { return []align.Token{{Text: s}} }
