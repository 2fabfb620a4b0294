package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// briefly prints one line for each change, of the shape that compilers use, so that
// editors and grep can read it: "pending.sdp:12: effect: ice-restart: mid 0: …". The
// prefix names a step.
func (p *printer) briefly(c *comparison, prefix string) {
	name := c.new.name
	p.line(safe(prefix + name + ": " + c.report.Verdict()))
	for i := range c.report.Changes {
		ch := p.masked(c.report.Changes[i])
		if !p.shows(&ch) {
			continue
		}
		at, number := name, 0
		switch {
		case len(ch.New) > 0:
			number = ch.New[0].Number
		case len(ch.Old) > 0:
			at, number = c.old.name, ch.Old[0].Number
		}
		if number > 0 {
			at += ":" + strconv.Itoa(number)
		}
		parts := []string{at, ch.Level.String(), ch.ID}
		if where := c.report.Where(&ch); where != "" {
			parts = append(parts, where)
		}
		parts = append(parts, p.sentence(&ch))
		p.line(safe(prefix + strings.Join(parts, ": ")))
	}
}

// sentence is a change in one line, with the clause.
func (p *printer) sentence(c *diff.Change) string {
	s := c.Summary
	if strings.Contains(s, "§") {
		return s
	}
	return s + " (" + c.Clause + ")"
}

// stepBriefly is a step in the formats that have one line for each change.
func (p *printer) stepBriefly(v *stepView) {
	prefix := fmt.Sprintf("#%d %s: ", v.number, v.Peer)
	for _, s := range p.notes(v) {
		p.noted1(v, prefix, s)
	}
	for _, s := range v.problems {
		first, _, _ := strings.Cut(s, "\n")
		p.noted1(v, prefix, "not valid SDP: "+first)
	}
	for _, s := range p.illegal(v) {
		p.noted1(v, prefix, s)
	}
	switch {
	case v.shown() == nil && v.first != nil && p.format == "brief":
		p.line(safe(prefix + v.new.name + ": " + v.firstWords()))
	case v.shown() != nil && p.format == "github":
		p.annotate(v.compared(), p.head(v)+": ")
	case v.shown() != nil:
		p.briefly(v.compared(), prefix)
	}
}

// noted1 prints what happened at a step besides changes.
func (p *printer) noted1(v *stepView, prefix, s string) {
	if p.format == "brief" {
		p.line(safe(prefix + s))
		return
	}
	command := "notice"
	switch {
	case strings.HasPrefix(s, diff.Violation.String()):
		command = annotation[diff.Violation]
	case v.Error != nil || strings.HasPrefix(s, "not valid"):
		command = annotation[diff.Warning]
	}
	p.line("::" + command + " title=" + property(p.head(v)) + "::" + message(safe(s)))
}

// annotate prints workflow commands that GitHub shows beside the lines of a pull request. Lines
// are named where they are those of a file.
func (p *printer) annotate(c *comparison, prefix string) {
	for i := range c.report.Changes {
		ch := p.masked(c.report.Changes[i])
		if !p.shows(&ch) {
			continue
		}
		at := ""
		for _, side := range []struct {
			t    *text
			refs []diff.LineRef
		}{{c.new, ch.New}, {c.old, ch.Old}} {
			if len(side.refs) > 0 && side.t.file != "" {
				at = fmt.Sprintf("file=%s,line=%d,", property(side.t.file), side.refs[0].Number)
				break
			}
		}
		words := prefix + p.sentence(&ch)
		if where := c.report.Where(&ch); where != "" {
			words = prefix + where + ": " + p.sentence(&ch)
		}
		p.line(fmt.Sprintf("::%s %stitle=%s::%s", annotation[ch.Level], at, property(ch.Level.String()+" "+ch.ID), message(safe(words))))
	}
}

// annotation is the command for a level. GitHub has three.
var annotation = [...]string{
	diff.Cosmetic: "notice", diff.Info: "notice", diff.Effect: "notice", diff.Warning: "warning", diff.Violation: "error",
}

// message and property escape what would end a workflow command, or a part of it.
func message(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
