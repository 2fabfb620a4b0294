package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// rules prints the classes of changes, a line for each.
func (p *printer) rules() error {
	list := diff.Classes()
	idWide, levelWide, clauseWide := 0, 0, 0
	for _, k := range list {
		idWide = max(idWide, len(k.ID))
		levelWide = max(levelWide, len(levels(k)))
		clauseWide = max(clauseWide, len([]rune(k.Clause)))
	}
	for _, k := range list {
		head := p.paint(bold, pad(k.ID, idWide)) + "  " + pad(levels(k), levelWide) + "  " + pad(k.Clause, clauseWide)
		if p.width >= 120 {
			p.line(head + "  " + k.Explain)
			continue
		}
		p.line(strings.TrimRight(head, " "))
		p.wrapPainted(k.Explain, 3, 3, faint)
	}
	return nil
}

// levels is "info, violation if broken" in short.
func levels(k diff.Class) string {
	if k.Broken == k.Level {
		return k.Level.String()
	}
	return k.Level.String() + "/" + k.Broken.String()
}

// explained prints all there is to say about a class, or about a rule of package
// negotiate, or about all rules that have one short name.
func (p *printer) explained(ids []string) error {
	if len(ids) == 0 {
		return errors.New("explain what? (sdpdiff rules lists the classes)")
	}
	id := ids[0]
	if k, ok := classOf(id); ok {
		p.explainClass(k)
		return nil
	}
	found := false
	for _, r := range negotiate.Rules() {
		if r.ID != id && !(r.Code != "" && strings.EqualFold(r.Code, id)) {
			continue
		}
		if found {
			p.line("")
		}
		found = true
		p.explainRule(r)
	}
	if !found {
		return fmt.Errorf("explain %s: no class or rule is called that%s", id, nearby(id))
	}
	return nil
}

func (p *printer) explainClass(k diff.Class) {
	p.line(p.paint(bold, k.ID) + "  " + k.Clause)
	p.wrap(sentence(k.Explain), 0, 0)
	p.line("")
	level := k.Level.String()
	if k.Broken > k.Level {
		level += "; " + k.Broken.String() + " where the rule is broken in a re-offer or a munged description"
		if k.Dialect != diff.AutoDialect {
			level += " (" + k.Dialect.String() + ")"
		}
	}
	a := advice[k.ID]
	p.parts([]part{
		{"level", level}, {"does", a.does}, {"to do", a.fix}, {"seen", k.Seen()}, {"rules", strings.Join(k.Rules, ", ")},
	})
}

func (p *printer) explainRule(r negotiate.Rule) {
	p.line(strings.TrimRight(p.paint(bold, r.ID)+"  "+r.Clause()+"  "+r.Code, " "))
	p.wrap(sentence(r.Title), 0, 0)
	p.line("")
	about := "an answer to an offer"
	if r.Subject == negotiate.AboutReoffer {
		about = "an offer in a session"
	}
	if r.Mode != 0 {
		about += ", in " + r.Mode.String()
	}
	level := "violation"
	switch r.Severity {
	case sdp.SeverityWarning:
		level = "warning"
	case sdp.SeverityInfo:
		level = "nothing is broken"
	}
	var classes []string
	for _, k := range diff.Classes() {
		if slices.Contains(k.Rules, r.ID) {
			classes = append(classes, k.ID)
		}
	}
	p.parts([]part{{"about", about}, {"level", level}, {"class", strings.Join(classes, ", ")}, {"seen", r.Seen}})
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }

// A part is a paragraph with its name before it.
type part struct{ name, text string }

// parts prints those that have a text.
func (p *printer) parts(list []part) {
	for _, part := range list {
		if part.text == "" {
			continue
		}
		for i, l := range p.fold(part.text, 7, 7) {
			if i == 0 {
				l = p.paint(bold, pad(part.name, 5)) + "  " + strings.TrimLeft(l, " ")
			}
			p.line(l)
		}
	}
}

// nearby suggests the classes that have a word in common, or else a rule.
func nearby(id string) string {
	var list []string
	like := func(name string) {
		if !slices.Contains(list, name) && slices.ContainsFunc(strings.Split(id, "-"), func(w string) bool { return len(w) > 2 && strings.Contains(name, w) }) {
			list = append(list, name)
		}
	}
	for _, k := range diff.Classes() {
		like(k.ID)
	}
	for _, r := range negotiate.Rules() {
		if len(list) == 0 { // only where no class is near
			like(r.ID)
		}
	}
	if len(list) == 0 {
		return " (sdpdiff rules lists them)"
	}
	return "; did you mean " + strings.Join(list, ", ") + "?"
}
