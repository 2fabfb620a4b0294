package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/diff"
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

// explained prints all there is to say about a class.
func (p *printer) explained(ids []string) error {
	if len(ids) == 0 {
		return errors.New("explain what? (sdpdiff rules lists the classes)")
	}
	k, ok := classOf(ids[0])
	if !ok {
		return fmt.Errorf("explain %s: no class is called that%s", ids[0], nearby(ids[0]))
	}
	p.line(p.paint(bold, k.ID) + "  " + k.Clause)
	p.wrap(strings.ToUpper(k.Explain[:1])+k.Explain[1:]+".", 0, 0)
	p.line("")
	level := k.Level.String()
	if k.Broken != k.Level {
		level += "; " + k.Broken.String() + " where the rule is broken in a re-offer or a munged description"
	}
	a := advice[k.ID]
	for _, part := range []struct{ name, text string }{{"level", level}, {"does", a.does}, {"to do", a.fix}, {"seen", a.seen}} {
		if part.text == "" {
			continue
		}
		lines := p.fold(part.text, 7, 7)
		for i, l := range lines {
			if i == 0 {
				l = p.paint(bold, pad(part.name, 5)) + "  " + strings.TrimLeft(l, " ")
			}
			p.line(l)
		}
	}
	return nil
}

// nearby suggests the classes that have a word in common.
func nearby(id string) string {
	var list []string
	for _, k := range diff.Classes() {
		if slices.ContainsFunc(strings.Split(id, "-"), func(w string) bool { return len(w) > 2 && strings.Contains(k.ID, w) }) {
			list = append(list, k.ID)
		}
	}
	if len(list) == 0 {
		return " (sdpdiff rules lists them)"
	}
	return "; did you mean " + strings.Join(list, ", ") + "?"
}
