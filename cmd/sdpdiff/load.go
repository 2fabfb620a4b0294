package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
	"github.com/sdpkit/sdpkit/sdp"
)

// A source is an input with its descriptions parsed.
type source struct {
	*input.Input
	texts []*text
}

// A text is a description that is to be compared.
type text struct {
	name   string // for headers: "a.sdp", "a.json#[1].sdp"
	place  string // for messages: "a.json#sdp"
	file   string // where line numbers count, "" when they don't count in a file
	typ    string // "offer", …; "" when the input doesn't tell
	source string
	desc   *sdp.Description
	broken []string // what Parse refuses, with excerpts, where that is no error; see printer.lax
}

// load opens an input. Text that Parse refuses is an error, with every problem.
func (p *printer) load(name string, stdin io.Reader) (*source, error) {
	in, err := input.Open(name, stdin, p.progress.add)
	if err != nil {
		return nil, err
	}
	return p.parsed(in)
}

// loadBytes is load for what is at hand.
func (p *printer) loadBytes(name string, b []byte) (*source, error) {
	in, err := input.Bytes(name, bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return p.parsed(in)
}

// parsed parses the descriptions of an input.
func (p *printer) parsed(in *input.Input) (*source, error) {
	s := &source{Input: in}
	var errs []error
	for _, d := range in.Descriptions {
		t := &text{name: in.Name, place: in.Name, typ: d.Type}
		if d.Path != "" {
			t.place += "#" + d.Path
		} else if in.Format == input.SDP {
			t.file = in.Name
		}
		if len(in.Descriptions) > 1 {
			t.name = t.place
		}
		errs = append(errs, p.parse(t, d.Text))
		s.texts = append(s.texts, t)
	}
	if err := errors.Join(errs...); err != nil {
		in.Close()
		return nil, err
	}
	return s, nil
}

// parse reads the text, and returns every problem with its excerpt; or notes them, for those that
// show a broken text as far as it can be read.
func (p *printer) parse(t *text, source string) error {
	d, err := sdp.Parse(source)
	var list sdp.ErrorList
	if errors.As(err, &list) {
		t.broken = p.details(list, source)
		if !p.lax {
			var errs []error
			for _, problem := range t.broken {
				errs = append(errs, errors.New(t.place+":"+problem))
			}
			return errors.Join(errs...)
		}
	}
	if p.redact != nil {
		source = p.redact.text(source)
	}
	if p.redact != nil || t.broken != nil {
		d, _ = sdp.ParseLax(source)
	}
	t.desc, t.source = d, source
	return nil
}

// details returns each problem with its excerpt, whose lines are indented. The message may quote
// the line too.
func (p *printer) details(list sdp.ErrorList, source string) []string {
	if len(list) == 0 {
		return nil
	}
	var problems []string
	text := p.starred(list.Detail(p.starred(source)))
	if !p.secrets {
		text = quotedKeys(source).Replace(text)
	}
	for l := range strings.Lines(text) {
		if n := len(problems); n > 0 && strings.HasPrefix(l, " ") {
			problems[n-1] += "\n" + strings.TrimSuffix(l, "\n")
		} else {
			problems = append(problems, strings.TrimSuffix(l, "\n"))
		}
	}
	return problems
}

// starred hides what may not be shown and keeps every column.
func (p *printer) starred(s string) string {
	if !p.secrets {
		s = stars(s)
	}
	if p.redact != nil {
		s = starAddresses(s)
	}
	return s
}

// trouble renders an error as it goes to stderr: one message, perhaps with an excerpt.
func (p *printer) trouble(err error) string {
	s := "sdpdiff: " + err.Error()
	var e *input.Error
	if errors.As(err, &e) && e.Line > 0 && e.Before+e.After != "" {
		s += "\n" + excerpt(e.Line, p.starred(e.Before+e.After), len(e.Before))
	}
	return s
}

// excerpt shows the part of a line around the byte at offset, with a caret below.
func excerpt(number int, line string, offset int) string {
	const before, width = 50, 76
	offset = min(offset, len(line))
	start := 0
	for n := utf8.RuneCountInString(line[:offset]); n > before; n-- {
		_, size := utf8.DecodeRuneInString(line[start:])
		start += size
	}
	shown := safe(line[start:])
	lead := utf8.RuneCountInString(line[start:offset])
	if start > 0 {
		shown, lead = "…"+shown, lead+1
	}
	if r := []rune(shown); len(r) > width {
		shown = string(r[:width]) + "…"
	}
	n := strconv.Itoa(number)
	return fmt.Sprintf("   %s | %s\n   %*s | %*s^", n, shown, len(n), "", lead, "")
}
