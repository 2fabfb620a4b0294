package candidate

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// A SyntaxError is one thing wrong with a candidate.
type SyntaxError struct {
	ID     string // the class, one of Problems: "priority"
	Column int    // in the text that was given, in bytes, from 1
	Rule   string // the clause: "RFC 8839 §5.1"
	Msg    string // "priority \"x\" is not a number"
	Fix    string // what to do about it
}

// Error gives position and message: "candidate: column 9: priority \"x\" is not a
// number from 1 to 2147483647".
func (e *SyntaxError) Error() string {
	return "candidate: column " + strconv.Itoa(e.Column) + ": " + e.Msg
}

// syntaxError is one of a class, at an offset.
func syntaxError(kind problemKind, at int, msg string) *SyntaxError {
	row := infoOf(kind)
	return &SyntaxError{ID: row.ID, Column: at + 1, Rule: row.Clause, Msg: msg, Fix: row.Fix}
}

// An ErrorList holds every problem of a candidate, in the order of the text.
type ErrorList []*SyntaxError

// Error gives the first problem and the number of others.
func (l ErrorList) Error() string {
	switch len(l) {
	case 0:
		return "candidate: no errors"
	case 1:
		return l[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", l[0].Error(), len(l)-1)
}

// Unwrap lets errors.As find the first *SyntaxError.
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// Err is l as an error: a true nil when it is empty.
func (l ErrorList) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// quote shows a piece of input in a message, whole when it is short.
func quote(s string) string {
	const most = 40
	if len(s) <= most {
		return strconv.Quote(s)
	}
	n := most
	for n > most-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return strconv.Quote(s[:n]) + "…"
}
