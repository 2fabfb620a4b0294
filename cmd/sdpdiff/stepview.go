package main

import (
	"cmp"
	"slices"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// A stepView is a step with what the comparison says of it.
type stepView struct {
	*replay.Step
	recording *input.Recording
	number    int // of the step among all of the source
	previous  int // step before on the same side, -1 for none
	old, new  *text
	report    *diff.Report // nil for a first description, a rollback, and a call without text
	first     *diff.Report // for a first description: what it is
	answer    *diff.Report // what a first answer breaks, against its offer; nil for nothing
	breaches  []breach     // what the step breaks whatever it is compared with
	problems  []string     // what Parse refuses in the text
	created   *text
	munged    *diff.Report // against what the stack had created; nil when it was set unchanged
	only      bool         // the munging alone is shown
}

// shown is the comparison that the step shows, nil for none.
func (v *stepView) shown() *diff.Report {
	if v.only {
		return v.munged
	}
	return v.report
}

// compared is that with its texts.
func (v *stepView) compared() *comparison {
	if v.only {
		return &comparison{v.created, v.new, v.munged}
	}
	return &comparison{v.old, v.new, v.report}
}

// view compares the text of a step with what was current. A text that Parse
// refuses, as stacks do with broken answers, is compared all the same.
func (p *printer) view(s *replay.Step) *stepView {
	v := &stepView{Step: s, only: p.munged}
	if s.Text == "" || s.Type == replay.Rollback {
		v.breaches = p.breaches(s, p.dialect)
		return v
	}
	v.new = p.stepText(s.ID, s.Type, s.Text)
	_, problems := sdp.ParseLax(s.Text)
	v.problems = p.details(problems, s.Text)
	if s.CreatedText != "" && s.CreatedText != s.Text {
		v.created = p.stepText(s.Created, s.Type, s.CreatedText)
		v.munged = p.compare(v.created, v.new, diff.Munged)
	}
	role := p.role
	if role == diff.Auto {
		role = diff.Reoffer // one side's successive descriptions, whatever a stack made of o=
	}
	v.old = p.stepText(s.Base, s.BaseType, cmp.Or(s.GivenText, s.BaseText))
	if v.old.source != "" {
		v.report = p.compare(v.old, v.new, role, p.answerTo(s.OfferText, s.OfferBaseText)...)
		v.breaches = p.breaches(s, v.report.Dialect)
		return v
	}
	v.first = p.compare(v.old, v.new, role)
	v.breaches = p.breaches(s, v.first.Dialect)
	if s.OfferText != "" && !v.only {
		r := p.compare(p.stepText("", replay.Offer, s.OfferText), v.new, diff.Answer)
		r.Changes = slices.DeleteFunc(r.Changes, func(c diff.Change) bool { return c.Rule == "" || c.Level != diff.Violation })
		if len(r.Changes) > 0 {
			v.answer = r
		}
	}
	return v
}

// answerTo is the option that holds an answer against its offer, none without one.
func (p *printer) answerTo(offer, before string) []diff.Option {
	if offer == "" {
		return nil
	}
	var was *sdp.Description
	if before != "" {
		was = p.stepText("", "", before).desc
	}
	return []diff.Option{diff.AnswerTo(p.stepText("", "", offer).desc, was)}
}

func (p *printer) stepText(id, typ, source string) *text {
	if p.redact != nil {
		source = p.redact.text(source)
	}
	d, _ := sdp.ParseLax(source)
	return &text{name: id, typ: typ, source: source, desc: d}
}
