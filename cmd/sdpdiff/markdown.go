package main

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// markdown prints a comparison for a comment on a pull request.
func (p *printer) markdown(c *comparison) {
	p.line("### " + md(c.old.name) + " → " + md(c.new.name))
	p.line("")
	p.markdownReport(c)
}

// markdownSteps prints a timeline, a heading for each step.
func (p *printer) markdownSteps(t *timeline) {
	p.line("### " + md(p.redacted(t.src.Name)))
	for _, v := range t.steps {
		p.line("")
		p.line("#### " + md(strings.TrimSpace(p.head(v)+"  "+v.states())))
		p.line("")
		for _, s := range p.notes(v) {
			p.line("- " + md(s))
		}
		for _, s := range v.problems {
			first, _, _ := strings.Cut(s, "\n")
			p.line("- not valid SDP: " + md(first))
		}
		switch {
		case v.shown() != nil:
			if len(p.notes(v))+len(v.problems) > 0 {
				p.line("")
			}
			p.markdownReport(v.compared())
		case v.first != nil:
			p.line("- " + md(v.firstWords()))
			for _, s := range p.illegal(v) {
				p.line("- " + md(s))
			}
		}
		for i, s := range v.candidates() {
			if i == 0 && v.shown() != nil {
				p.line("")
			}
			p.line("- " + md(s))
		}
	}
}

func (p *printer) markdownReport(c *comparison) {
	r := c.report
	p.line("**" + md(r.Verdict()) + "**")
	head := false
	for i := range r.Changes {
		ch := p.masked(r.Changes[i])
		if !p.shows(&ch) {
			continue
		}
		if !head {
			p.line("")
			p.line("| level | change | where | what | rule |")
			p.line("|---|---|---|---|---|")
			head = true
		}
		p.line(fmt.Sprintf("| %s | `%s` | %s | %s | %s |", mdLevel(ch.Level), ch.ID, md(p.place(r, &ch)), md(ch.Summary), md(ch.Clause)))
	}
	if !head {
		return
	}
	p.line("")
	p.line("<details><summary>lines</summary>")
	p.line("")
	for i := range r.Changes {
		ch := p.masked(r.Changes[i])
		if !p.shows(&ch) {
			continue
		}
		var lines []string
		for _, l := range ch.Old {
			lines = append(lines, "-"+safe(l.Text))
		}
		for _, l := range ch.New {
			lines = append(lines, "+"+safe(l.Text))
		}
		fence := fenceFor(lines)
		p.line(strings.TrimRight("`"+ch.ID+"` "+md(r.Where(&ch)), " "))
		p.line("")
		p.line(fence + "diff")
		for _, l := range lines {
			p.line(l)
		}
		p.line(fence)
		p.line("")
	}
	p.line("</details>")
}

// mdLevel makes what matters bold.
func mdLevel(l diff.Level) string {
	if l >= diff.Effect {
		return "**" + l.String() + "**"
	}
	return l.String()
}

// md escapes what Markdown or HTML would act on: descriptions come from strangers.
func md(s string) string {
	var b strings.Builder
	for _, r := range safe(s) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '@':
			b.WriteString("&#64;") // mentions somebody
		case r < unicode.MaxASCII && strings.ContainsRune("\\`*_[]#|~$>", r):
			b.WriteString("\\" + string(r))
		default:
			b.WriteRune(r)
		}
	}
	return unlinked.Replace(b.String())
}

// unlinked keeps GitHub from making links of what looks like an address.
var unlinked = strings.NewReplacer("://", "&#58;//", "www.", "www&#46;")

// fenceFor is longer than any run of backquotes in the lines.
func fenceFor(lines []string) string {
	fence := "```"
	for strings.Contains(strings.Join(lines, "\n"), fence) {
		fence += "`"
	}
	return fence
}
