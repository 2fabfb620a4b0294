package replay

import (
	"errors"
	"strconv"
)

// ErrTooLarge is wrapped by the error for a trace that exceeds [MaxInput] or
// [MaxText].
var ErrTooLarge = errors.New("trace too large")

// A FormatError says where a recorded exchange isn't one.
type FormatError struct {
	Line, Column int    // of the JSON, in bytes, from 1; 0 when unknown
	Path         string // "descriptions.d3.edits[2]", "events[17].description"; "" for the whole
	Msg          string
	Err          error // what caused it, such as a *json.SyntaxError or ErrTooLarge; often nil
}

// Error has the shape "17:9: events[3].peer: no peer is called \"c\"".
func (e *FormatError) Error() string {
	var b []byte
	if e.Line > 0 {
		b = strconv.AppendInt(b, int64(e.Line), 10)
		b = append(b, ':')
		b = strconv.AppendInt(b, int64(e.Column), 10)
		b = append(b, ": "...)
	}
	if e.Path != "" {
		b = append(b, e.Path...)
		b = append(b, ": "...)
	}
	return string(append(b, e.Msg...))
}

// Unwrap returns Err.
func (e *FormatError) Unwrap() error { return e.Err }

// An UnknownIDError is returned for a description id that a trace doesn't have.
type UnknownIDError struct{ ID string }

// Error names the id.
func (e *UnknownIDError) Error() string {
	return "no description is called " + strconv.Quote(e.ID)
}
