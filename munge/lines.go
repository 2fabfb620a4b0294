package munge

import (
	"iter"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of raw lines, which know nothing of what a line means. All
// others keep a description as sound as it was; of these that can't be said, so they
// are held against sdp.Check afterwards.

type addLine struct {
	Line string `json:"line"`
}

// AddLine adds a line to sections, or with Session to the session part, at the place
// that RFC 8866 §5 has for it. A section that has the very line is left alone.
func AddLine(line string) Edit { return Edit{op: &addLine{line}} }

func (*addLine) kind() string { return "add-line" }

func (o *addLine) check() error {
	if len(o.Line) < 2 || o.Line[1] != '=' || strings.ContainsAny(o.Line, "\r\n\x00") {
		return fail(ErrArgument, "%q is not a line", o.Line)
	}
	return nil
}

func (o *addLine) apply(p *pass) error {
	return p.each(p.lineParts(), func(s sdp.Section) error {
		for l := range s.Lines() {
			if l.Text() == o.Line {
				return nil
			}
		}
		_, err := p.add(s, o.Line)
		return err
	})
}

type dropLines struct {
	Prefix string `json:"prefix"`
}

// DropLines removes the lines that start with a prefix: "a=x-", "b=". An m= line can't
// be removed: see RemoveSections.
func DropLines(prefix string) Edit { return Edit{op: &dropLines{prefix}} }

func (*dropLines) kind() string { return "drop-lines" }

func (o *dropLines) check() error {
	if o.Prefix == "" || strings.HasPrefix(o.Prefix, "m") {
		return fail(ErrArgument, "%q can't be removed", o.Prefix)
	}
	return nil
}

func (o *dropLines) apply(p *pass) error {
	return p.each(p.lineParts(), func(s sdp.Section) error {
		for l := range s.Lines() {
			if strings.HasPrefix(l.Text(), o.Prefix) {
				if err := p.remove(l); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

type replaceLine struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// ReplaceLine gives each line with this very text another one, of the same type.
func ReplaceLine(before, after string) Edit { return Edit{op: &replaceLine{before, after}} }

func (*replaceLine) kind() string { return "replace-line" }

func (o *replaceLine) check() error {
	for _, s := range []string{o.Before, o.After} {
		if len(s) < 2 || s[1] != '=' || strings.ContainsAny(s, "\r\n\x00") {
			return fail(ErrArgument, "%q is not a line", s)
		}
	}
	if o.Before[0] != o.After[0] {
		return fail(ErrArgument, "the type of a line can't change")
	}
	return nil
}

func (o *replaceLine) apply(p *pass) error {
	return p.each(p.lineParts(), func(s sdp.Section) error {
		for l := range s.Lines() {
			if l.Text() == o.Before {
				if err := p.replace(l, o.After); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// lineParts is the sections in scope, rejected ones too, or the session part.
func (p *pass) lineParts() iter.Seq[sdp.Section] {
	if p.inSession() {
		return p.parts()
	}
	return p.sections()
}

// each does something to every part.
func (p *pass) each(parts iter.Seq[sdp.Section], edit func(sdp.Section) error) error {
	for s := range parts {
		if err := edit(s); err != nil {
			return err
		}
	}
	return nil
}
