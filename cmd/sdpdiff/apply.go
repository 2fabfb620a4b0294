package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sdpkit/sdpkit/munge"
)

// applied is the --apply form: a description with edits done to it. It is printed, or,
// when a format is asked for, compared with what it was.
func (p *printer) applied(name string, files []string, stdin io.Reader) (int, error) {
	switch {
	case len(files) != 1:
		return 0, fmt.Errorf("%d files given: --apply wants one description", len(files))
	case name == "-" && files[0] == "-":
		return 0, errors.New("stdin can stand for one file only")
	case p.list || p.munged || p.pc != "" || p.side != "" || p.only >= 0:
		return 0, errors.New("--list, --step, --pc, --side and --munged are for a recording")
	}
	edits, err := readEdits(name, stdin)
	if err != nil {
		return 0, err
	}
	s, err := p.load(files[0], stdin)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	p.noted = append(p.noted, s.Notes...)
	if len(s.texts) != 1 {
		return 0, errors.New(s.Name + ": --apply wants one description")
	}
	t := s.texts[0]
	edited, _, err := munge.Apply(t.desc, edits...)
	if err != nil {
		return 0, fmt.Errorf("%s: %s", t.place, strings.TrimPrefix(err.Error(), "munge: "))
	}
	if !p.formatted {
		p.out.WriteString(edited.String())
		return exitSame, nil
	}
	after := &text{name: t.name + " with " + name, place: t.place + " with " + name, typ: t.typ}
	if err := p.parse(after, edited.String()); err != nil {
		return 0, err
	}
	return p.pair(t, after)
}

// mostEdits is how long a file of edits may be.
const mostEdits = 16 << 20

// readEdits reads the file of --apply. An error has line and column.
func readEdits(name string, stdin io.Reader) ([]munge.Edit, error) {
	r := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	} else {
		name = "<stdin>"
	}
	data, err := io.ReadAll(io.LimitReader(r, mostEdits+1))
	if err != nil {
		return nil, err
	}
	if len(data) > mostEdits {
		return nil, fmt.Errorf("%s: is longer than %d MB", name, mostEdits>>20)
	}
	edits, err := munge.ParseEdits(data)
	var e *munge.JSONError
	if !errors.As(err, &e) {
		return edits, err
	}
	before := data[:e.Offset]
	line, column := bytes.Count(before, []byte("\n"))+1, len(before)-bytes.LastIndexByte(before, '\n')
	if e.Path != "" {
		e.Path += ": "
	}
	return nil, fmt.Errorf("%s:%d:%d: %s%s", name, line, column, e.Path, e.Msg)
}
