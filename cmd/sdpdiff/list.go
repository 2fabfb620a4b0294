package main

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// A listed is a step as --list shows it, made of nothing that holds its texts.
type listed struct {
	cells [4]string // number, whose it is, what was set, the state after it
	words string    // what it does, the worst first
	bad   bool      // it has failed, or it breaks a rule
}

// inOneLine makes the row of a step. Of several recordings each row names its own.
func (p *printer) inOneLine(v *stepView, rec *input.Recording, several bool) listed {
	what := v.Type
	if v.Call != "" || v.Line != "" {
		what = v.Side.String() + " " + v.Type
	}
	who := v.Peer
	if v.Connection > 1 {
		who += "/" + strconv.Itoa(v.Connection)
	}
	if several {
		who = strings.TrimSpace(p.redacted(rec.ID) + " " + who)
	}
	l := listed{cells: [4]string{"#" + strconv.Itoa(v.number), who, what, v.After.State}}
	parts := p.notes(v)
	if len(v.problems) > 0 {
		parts = append(parts, "not valid SDP")
	}
	if r := v.shown(); r != nil {
		// That it is legal goes without saying where there is no room.
		words := r.Verdict()
		if head, effects, ok := strings.Cut(words, ": "); ok && strings.HasPrefix(head, "Legal") {
			words = effects
		}
		if r.Count(diff.Violation) == 0 {
			parts = append(parts, strings.TrimSuffix(words, "."))
		}
	} else if v.first != nil {
		parts = append(parts, strings.Replace(v.firstWords(), "first description", "first", 1))
	}
	var worst []string
	if broken := v.broken(); len(broken) > 0 {
		worst = append(worst, "ILLEGAL: "+strings.Join(broken, ", "))
	}
	if v.Error != nil { // which is the first note
		worst, parts = append(worst, parts[0]), parts[1:]
	}
	l.bad = len(worst) > 0
	l.words = strings.Clone(strings.Join(append(worst, parts...), "; "))
	return l
}

// broken names what the step breaks, each with its clause.
func (v *stepView) broken() []string {
	var list []string
	for _, b := range v.breaches {
		list = append(list, b.Message+" ("+b.Clause+")")
	}
	for _, r := range []*diff.Report{v.answer, v.shown()} {
		if r == nil {
			continue
		}
		for _, c := range r.Changes {
			if s := c.ID + " (" + c.Clause + ")"; c.Level == diff.Violation && !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	return list
}

// listing prints a line for each step, cut where the terminal ends; with -a what was cut is
// told in further lines.
func (p *printer) listing(rows []listed) {
	const most = 24 // of a column: who has longer names is told apart by their start
	var wide [4]int
	for _, l := range rows {
		for i, cell := range l.cells {
			wide[i] = min(max(wide[i], utf8.RuneCountInString(cell)), most)
		}
	}
	for _, l := range rows {
		var b strings.Builder
		used := 0
		for i, cell := range l.cells {
			if wide[i] > 0 {
				b.WriteString(pad(cut(safe(cell), wide[i]), wide[i]) + "  ")
				used += wide[i] + 2
			}
		}
		code := ""
		if l.bad {
			code = levelColor[diff.Violation]
		}
		words := safe(l.words)
		if p.all {
			p.wrapPainted(b.String()+words, 0, 3, code)
		} else {
			p.line(strings.TrimRight(p.paint(code, b.String()+cut(words, max(p.width-used, 16))), " "))
		}
	}
}

// cut is what fits into a column, with "…" where something is left out.
func cut(s string, width int) string {
	if utf8.RuneCountInString(s) <= width {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:width-1]), " ") + "…"
}
