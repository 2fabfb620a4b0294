package negotiate

import (
	"strconv"
	"strings"
)

// An ErrorName is the name by which W3C tells errors apart. It is an error itself, for
// errors.Is: errors.Is(err, ErrInvalidState).
type ErrorName string

// The names of errors that a [Peer] returns, by webrtc-pc.
const (
	ErrInvalidState        ErrorName = "InvalidStateError"        // not in this signalling state
	ErrInvalidModification ErrorName = "InvalidModificationError" // a local description isn't what was created
	ErrInvalidAccess       ErrorName = "InvalidAccessError"       // the content of a description breaks a rule
	ErrOperation           ErrorName = "OperationError"           // everything else
	ErrType                ErrorName = "TypeError"                // an argument that is none
	ErrSyntax              ErrorName = "RTCError"                 // not SDP; its errorDetail is "sdp-syntax-error"
)

// Error is the name.
func (n ErrorName) Error() string { return string(n) }

// An Error is why a [Peer] refused a call. The call changed nothing, but for the one
// exception that [Peer.SetRemote] documents.
type Error struct {
	Name     ErrorName
	Op       string    // the call and the type it was given: "SetRemote(answer)"
	State    State     // the state in which it was refused
	Msg      string    // the reason in a sentence
	Line     int       // of the description, from 1, where one line is to blame; else 0
	Findings []Finding // the rules that a description breaks; else nil
	Err      error     // what caused it, such as an [sdp.ErrorList]; often nil
}

// Error has the shape "SetRemote(answer) in stable: InvalidStateError: why".
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.State != "" {
		b.WriteString(" in " + string(e.State))
	}
	b.WriteString(": " + string(e.Name))
	if e.Line > 0 {
		b.WriteString(": line " + strconv.Itoa(e.Line))
	}
	b.WriteString(": " + e.Msg)
	return b.String()
}

// Is reports whether target is the error's name.
func (e *Error) Is(target error) bool {
	n, ok := target.(ErrorName)
	return ok && n == e.Name
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }
