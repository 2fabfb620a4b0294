package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// A printer renders reports. It knows nothing of how they came to be.
type printer struct {
	options
	out              *bytes.Buffer
	width            int
	color            bool
	oldName, newName string
	indent           string   // of everything, in a timeline
	noted            []string // for stderr
	lax              bool     // text that Parse refuses is shown nevertheless, as far as it can be read
	progress         *progress
}

// report prints what two descriptions come to: headers, verdict, changes, count.
func (p *printer) report(c *comparison) {
	p.headers(c.report)
	p.verdict(c.report)
	if p.content(c) {
		p.line("")
		p.wrap(p.count(c.report), 0, 3)
	}
}

// content prints the changes, or what was asked for instead, and says whether there was
// something.
func (p *printer) content(c *comparison) bool {
	some := false
	switch {
	case p.lines:
		some = p.lineView(c)
	case !p.stat:
		some = p.changes(c.report)
	}
	if p.stat {
		p.sectionCounts(c)
		some = true
	}
	return some
}

func (p *printer) headers(r *diff.Report) {
	rows := [][]string{header(p.oldName, r.Old), header(p.newName, r.New)}
	wide := make([]int, len(rows[0]))
	total := -2
	for i := range wide {
		for _, row := range rows {
			wide[i] = max(wide[i], utf8.RuneCountInString(row[i]))
		}
		if wide[i] > 0 {
			total += wide[i] + 2
		}
	}
	for _, row := range rows {
		var cells []string
		for i, cell := range row {
			switch {
			case total <= p.width && wide[i] > 0:
				cells = append(cells, pad(cell, wide[i]))
			case cell != "": // no room for columns
				cells = append(cells, cell)
			}
		}
		p.wrap(strings.TrimRight(strings.Join(cells, "  "), " "), 0, 3)
	}
}

// header is one row: name, type, version of o=, kinds, BUNDLE.
func header(name string, s diff.Summary) []string {
	version := ""
	if s.Version != "" {
		version = "v" + string(s.Version)
	}
	return []string{safe(name), safe(s.Type), safe(version), safe(kinds(s)), safe(bundles(s))}
}

// kinds lists the media, stopped ones with a "✗".
func kinds(s diff.Summary) string {
	list := slices.Clone(s.Kinds)
	for _, i := range s.Stopped {
		list[i] += "✗"
	}
	return strings.Join(list, " ")
}

func bundles(s diff.Summary) string {
	var parts []string
	for _, g := range s.Bundles {
		parts = append(parts, strings.TrimRight("BUNDLE "+strings.Join(g, " "), " "))
	}
	return strings.Join(parts, ", ")
}

func (p *printer) verdict(r *diff.Report) {
	text := r.Verdict()
	if n := r.Count(diff.Cosmetic); r.Same() && n > 0 && !p.all {
		text = "No difference; " + strconv.Itoa(n) + " cosmetic ones hidden (-a shows them)."
		if n == 1 {
			text = "No difference; 1 cosmetic one hidden (-a shows it)."
		}
	}
	code := bold
	if r.Worst() == diff.Violation {
		code = levelColor[diff.Violation]
	}
	p.wrapPainted(safe(text), 0, 0, code)
}

// changes prints all changes that are to be shown, and says whether there are any.
func (p *printer) changes(r *diff.Report) bool {
	levelWide, idWide := len("effect"), 0
	some := false
	for i := range r.Changes {
		c := &r.Changes[i]
		if !p.shows(c) {
			continue
		}
		some = true
		levelWide = max(levelWide, len(c.Level.String()))
		if !block(c) {
			idWide = max(idWide, len(c.ID))
		}
	}
	var quiet []quietChange
	for i := range r.Changes {
		c := p.masked(r.Changes[i])
		if !p.shows(&c) {
			continue
		}
		if block(&c) {
			p.line("")
			p.block(r, &c, levelWide)
			continue
		}
		quiet = append(quiet, quietChange{p, c, r.Where(&c)})
	}
	if len(quiet) > 0 {
		p.line("")
		p.briefs(quiet, levelWide, idWide)
	}
	return some
}

func (p *printer) shows(c *diff.Change) bool { return p.all || c.Level > diff.Cosmetic }

// block says that a change is shown at length: it does something, or is wrong.
func block(c *diff.Change) bool { return c.Level >= diff.Effect }

func (p *printer) block(r *diff.Report, c *diff.Change, levelWide int) {
	place := safe(p.place(r, c))
	head := pad(c.Level.String(), levelWide) + "  " + c.ID
	painted := p.paint(levelColor[c.Level], pad(c.Level.String(), levelWide)) + "  " + p.paint(bold, c.ID)
	room := p.width - len(p.indent) - utf8.RuneCountInString(head)
	if n := utf8.RuneCountInString(place); place != "" && n+2 <= room {
		p.line(painted + strings.Repeat(" ", room-n) + p.paint(faint, place))
	} else {
		p.line(painted)
		if place != "" {
			p.wrapPainted(place, 3, 3, faint)
		}
	}
	values, texts := p.split(c)
	if len(values) == 0 || c.ID != "ice-restart" && c.ID != "ice-restart-half" {
		p.wrap(safe(c.Summary), 3, 5)
	}
	p.flow(values)
	said := slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, "§") })
	if n := len(texts); n > 0 && !said && !strings.HasPrefix(texts[n-1], "codecs: ") {
		texts[n-1] += " (" + c.Clause + ")"
		said = true
	}
	for _, t := range texts {
		p.wrap(t, 3, 3)
	}
	if !said {
		p.wrapPainted(c.Clause+": "+explanation(c.ID), 3, 3, faint)
	}
	if c.Level == diff.Violation {
		p.hint("sdpdiff explain " + c.ID)
	}
	if p.all {
		p.rawLines(c)
	}
}

// hint puts words to the right end of the last line, or of one more if there is no room.
func (p *printer) hint(words string) {
	text := bytes.TrimSuffix(p.out.Bytes(), []byte("\n"))
	last := escapes().ReplaceAllString(string(text[bytes.LastIndexByte(text, '\n')+1:]), "")
	room := p.width - utf8.RuneCountInString(last) - len(words)
	if room < 2 {
		room = p.width - len(words)
	} else {
		p.out.Truncate(len(text))
	}
	p.out.WriteString(strings.Repeat(" ", room) + p.paint(faint, words) + "\n")
}

// explanation is the one-line explanation of a class.
func explanation(id string) string {
	k, _ := classOf(id)
	return k.Explain
}

// split renders the details: values that became others, and words.
func (p *printer) split(c *diff.Change) (values, texts []string) {
	for _, d := range c.Detail {
		if d.Text != "" {
			texts = append(texts, safe(d.Text))
			continue
		}
		values = append(values, p.value(d))
	}
	return values, texts
}

// value shows a detail: a=x:[-old-]{+new+}, and for what is no attribute, name
// old → new.
func (p *printer) value(d diff.Detail) string {
	name, old, new := safe(d.Name), safe(d.Old), safe(d.New)
	if !p.all {
		if a, b := shorten(old), shorten(new); a != b {
			old, new = a, b
		}
	}
	if !strings.HasPrefix(name, "a=") {
		switch {
		case old == "":
			return name + " " + p.paint(green, "+"+new)
		case new == "":
			return name + " " + p.paint(red, "−"+old)
		}
		return name + " " + p.paint(red, old) + " → " + p.paint(green, new)
	}
	s := name + ":"
	if old != "" {
		s += p.paint(red, "[-"+old+"-]")
	}
	if new != "" {
		s += p.paint(green, "{+"+new+"+}")
	}
	return s
}

// shorten keeps the two ends of a long value without spaces of its own to break
// at, such as a fingerprint.
func shorten(s string) string {
	const most, head, tail = 44, 24, 8
	if r := []rune(s); len(r) > most && strings.Count(s, " ") < 3 {
		return string(r[:head]) + "…" + string(r[len(r)-tail:])
	}
	return s
}

// rawLines shows the lines themselves, which -a asks for.
func (p *printer) rawLines(c *diff.Change) {
	const most = 12
	show := func(sign, code string, refs []diff.LineRef) {
		for i, l := range refs {
			if i == most {
				p.line(p.paint(faint, fmt.Sprintf("   %s … and %d more lines", sign, len(refs)-most)))
				break
			}
			p.wrapPainted(fmt.Sprintf("%s %d: %s", sign, l.Number, safe(l.Text)), 3, 7, code)
		}
	}
	show("-", red, c.Old)
	show("+", green, c.New)
}

// place says where a change is, with line numbers of the new text, or of the old
// one where the new one has no such lines.
func (p *printer) place(r *diff.Report, c *diff.Change) string {
	where := r.Where(c)
	lines := ""
	switch {
	case len(c.New) > 0:
		lines = lineNumbers(c.New)
		if c.Level == diff.Violation && p.newName != "" {
			lines = p.newName + ":" + strconv.Itoa(c.New[0].Number)
		}
	case len(c.Old) > 0:
		lines = "old " + lineNumbers(c.Old)
	}
	if where == "" || lines == "" {
		return where + lines
	}
	return where + " · " + lines
}

// lineNumbers lists numbers, runs of them shortened: "lines 12, 23, 58–60".
func lineNumbers(refs []diff.LineRef) string {
	var parts []string
	for i := 0; i < len(refs); {
		j := i
		for j+1 < len(refs) && refs[j+1].Number == refs[j].Number+1 {
			j++
		}
		part := strconv.Itoa(refs[i].Number)
		if j > i {
			part += "–" + strconv.Itoa(refs[j].Number)
		}
		parts = append(parts, part)
		i = j + 1
	}
	const most = 5
	if len(parts) > most {
		parts = append(parts[:most-1], "…")
	}
	if len(refs) == 1 {
		return "line " + parts[0]
	}
	return "lines " + strings.Join(parts, ", ")
}

// count is the last line: "1 effect, 2 info · 0 violations".
func (p *printer) count(r *diff.Report) string {
	var parts []string
	for _, l := range []diff.Level{diff.Warning, diff.Effect, diff.Info} {
		switch n := r.Count(l); {
		case n == 0:
		case n == 1 || l == diff.Info:
			parts = append(parts, strconv.Itoa(n)+" "+l.String())
		default:
			parts = append(parts, strconv.Itoa(n)+" "+l.String()+"s")
		}
	}
	s := strings.Join(parts, ", ")
	violations := strconv.Itoa(r.Count(diff.Violation)) + " violations"
	if r.Count(diff.Violation) == 1 {
		violations = "1 violation"
	}
	if s != "" {
		s += " · "
	}
	s += violations
	if n := r.Count(diff.Cosmetic); n > 0 && !p.all {
		s += fmt.Sprintf(" · %d cosmetic hidden (-a)", n)
	} else if n > 0 {
		s += fmt.Sprintf(" · %d cosmetic", n)
	}
	return s
}
