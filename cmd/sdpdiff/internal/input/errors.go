package input

import (
	"errors"
	"fmt"
	"strings"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/jsonstream"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// An Error says where a file isn't what it seems to be.
type Error struct {
	Name          string
	Line, Column  int // in bytes, from 1; 0 when it is about the whole file
	Msg           string
	Before, After string // of the position, in its line; the line may be longer at both ends
	Err           error
}

// Error has the shape "file:17:9: message".
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Name + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Msg)
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// fault makes an Error about a place in a text.
func fault(name, text string, offset int, format string, args ...any) *Error {
	offset = min(max(offset, 0), len(text))
	before, after := text[:offset], text[offset:]
	line := strings.Count(before, "\n") + 1
	before = before[strings.LastIndexByte(before, '\n')+1:]
	column := len(before) + 1
	after, _, _ = strings.Cut(after, "\n")
	const most = 4096
	return &Error{
		Name: name, Line: line, Column: column, Msg: fmt.Sprintf(format, args...),
		Before: before[max(0, len(before)-most):], After: strings.TrimSuffix(after[:min(len(after), most)], "\r"),
	}
}

// named puts the file's name to an error of those who read for it. The text may be "",
// when it isn't at hand.
func (in *Input) named(err error, text string) error {
	var syntax *jsonstream.SyntaxError
	var format *replay.FormatError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		if syntax.Err != nil {
			return syntax.Err // of the file, not of what is in it
		}
		return &Error{in.Name, syntax.Line, syntax.Column, syntax.Msg, syntax.Before, syntax.After, err}
	case errors.As(err, &format):
		e := &Error{Name: in.Name, Line: format.Line, Column: format.Column, Msg: format.Msg, Err: err}
		if format.Path != "" {
			e.Msg = format.Path + ": " + e.Msg
		}
		lines := text
		for n := 1; n < e.Line && lines != ""; n++ {
			_, lines, _ = strings.Cut(lines, "\n")
		}
		line, _, _ := strings.Cut(lines, "\n")
		if at := e.Column - 1; e.Line > 0 && at <= len(line) {
			e.Before, e.After = line[:at], strings.TrimSuffix(line[at:], "\r")
		}
		return e
	}
	return err
}

// moved puts an error about what was read behind blanks to its place in the file.
func (in *Input) moved(err error) error {
	if e, ok := err.(*Error); ok && e.Line > 0 {
		if e.Line == 1 {
			e.Column += in.start.columns
		}
		e.Line += in.start.lines
	}
	return err
}
