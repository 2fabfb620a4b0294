package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/sdpkit/sdpkit/munge"
)

// applied is the --apply form: a description with edits done to it. It is printed, or,
// when a format is asked for, compared with what it was.
func (p *printer) applied(name string, files []string, report bool, stdin io.Reader) (int, error) {
	switch {
	case len(files) != 1:
		return 0, fmt.Errorf("%d files given: --apply wants one description", len(files))
	case name == "-" && files[0] == "-":
		return 0, errors.New("stdin can stand for one file only")
	case p.list || p.peer != "" || p.side != "" || p.only >= 0:
		return 0, errors.New("--list, --peer, --side and --step are for a recorded exchange")
	}
	edits, err := readEdits(name, stdin)
	if err != nil {
		return 0, err
	}
	in, err := readInput(files[0], stdin, p.secrets)
	if err != nil {
		return 0, err
	}
	if in.trace != nil {
		return 0, fmt.Errorf("%s: is a recorded exchange; --apply wants a description", in.name)
	}
	edited, _, err := munge.Apply(in.desc, edits...)
	if err != nil {
		return 0, fmt.Errorf("%s: %s", in.name, strings.TrimPrefix(err.Error(), "munge: "))
	}
	if !report {
		p.out.WriteString(edited.String())
		return exitSame, nil
	}
	return p.pair(in, &input{name: in.name + " with " + name, typ: in.typ, desc: edited.Fork()})
}

// readEdits reads the file of --apply. An error has line and column.
func readEdits(name string, stdin io.Reader) ([]munge.Edit, error) {
	data, err := content(name, stdin)
	if err != nil {
		return nil, err
	}
	edits, err := munge.ParseEdits(data)
	var e *munge.JSONError
	if !errors.As(err, &e) {
		return edits, err
	}
	if name == "-" {
		name = "<stdin>"
	}
	line, column := position(data, e.Offset)
	if e.Path != "" {
		e.Path += ": "
	}
	return nil, fmt.Errorf("%s:%d:%d: %s%s", name, line, column, e.Path, e.Msg)
}
