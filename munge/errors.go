package munge

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// Reasons why an edit cannot be done. Test for them with errors.Is.
var (
	// ErrArgument says that an argument of the edit makes no sense, whatever the
	// description.
	ErrArgument = errors.New("argument")
	// ErrScope says that the edit and its scope don't go together.
	ErrScope = errors.New("scope")
	// ErrNoSection says that the section which the edit names is not there.
	ErrNoSection = errors.New("no such section")
	// ErrNoCodecs says that a section would be left without codecs (see OrReject).
	ErrNoCodecs = errors.New("no codecs left")
	// ErrCollision says that a number or a name is taken.
	ErrCollision = errors.New("taken")
	// ErrIllegal says that what would come out breaks the clause that the Error names.
	ErrIllegal = errors.New("illegal")
	// ErrUnreadable says that a line which the edit has to understand can't be parsed.
	ErrUnreadable = errors.New("unreadable")
)

// An Error is why Apply did nothing.
type Error struct {
	Edit   string // the name of the edit: "keep-codecs"
	Path   string // its place in the program: "[2]", "[0].edits[1]"
	Where  string // the section concerned: "m[1](mid=video)"; "" where it is none
	Line   int    // the line concerned, by its number in the text given to Apply; 0 where it is none
	Clause string // the clause behind the edit or the refusal
	Msg    string // what is wrong
	Err    error  // one of this package's reasons, or an error of package sdp
}

// Error gives place and reason: `munge: [2] keep-codecs: m[1](mid=1): no codec is left`.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("munge: ")
	for _, s := range []string{strings.TrimSpace(e.Path + " " + e.Edit), e.Where} {
		if s != "" {
			b.WriteString(s + ": ")
		}
	}
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	b.WriteString(e.Msg)
	return b.String()
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// fail makes an error; wrap completes it.
func fail(reason error, format string, args ...any) *Error {
	return &Error{Err: reason, Msg: fmt.Sprintf(format, args...)}
}

// in says which section an error is about.
func (e *Error) in(s sdp.Section) *Error {
	e.Where = pathOf(s)
	return e
}

// on says which line an error is about.
func (e *Error) on(l sdp.Line) *Error {
	e.Line = l.Number()
	return e.in(l.Section())
}

// by says which clause is behind an error.
func (e *Error) by(clause string) *Error {
	e.Clause = clause
	return e
}

// pathOf names a section as package sdp does.
func pathOf(s sdp.Section) string {
	if !s.IsMedia() {
		return "session"
	}
	path := fmt.Sprintf("m[%d]", s.Index())
	if mid, ok := s.MID(); ok {
		path += "(mid=" + mid + ")"
	}
	return path
}

// wrap says of an error which edit it comes from.
func (p *pass) wrap(err error) error {
	if err == nil {
		return nil
	}
	e, ok := err.(*Error)
	if !ok {
		e = &Error{Err: err, Msg: strings.TrimPrefix(err.Error(), "sdp: ")}
	}
	if e == nil {
		return nil
	}
	e.Edit, e.Path = p.kind.name, p.at.String()
	if e.Clause == "" {
		e.Clause = p.kind.clause
	}
	return e
}
