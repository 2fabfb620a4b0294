package jsonstream

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
)

// The limits of every Reader.
const (
	MaxDepth = 200      // of arrays and objects in each other
	MaxName  = 64 << 10 // bytes of a member's name, quotes included
)

// A Kind is what a value is: its first byte, '0' for any number. It is End where there is no
// value: at the end of the text, or at what can't be one.
type Kind byte

// The kinds of values.
const (
	Object Kind = '{'
	Array  Kind = '['
	String Kind = '"'
	Number Kind = '0'
	True   Kind = 't'
	False  Kind = 'f'
	Null   Kind = 'n'
	End    Kind = 0
)

var errLeft = errors.New("jsonstream: a loop over members or elements was left early")

// A Reader reads JSON from a stream. It isn't safe for concurrent use.
type Reader struct {
	buffer
	maxValue int
	depth    int
	fresh    bool // the value that a loop stands in front of wasn't taken yet
	err      error
}

// NewReader reads from src. Values of more than maxValue bytes can't be taken, only
// entered and skipped.
func NewReader(src io.Reader, maxValue int) *Reader {
	return &Reader{buffer: newBuffer(src), maxValue: maxValue}
}

// Kind says what stands next. Faults show when the value is taken, entered or skipped.
func (r *Reader) Kind() Kind {
	if r.err != nil {
		return End
	}
	switch c, err := r.peek(); {
	case err != nil:
		return End
	case c == '-' || c >= '0' && c <= '9':
		return Number
	case c == '{', c == '[', c == '"', c == 't', c == 'f', c == 'n':
		return Kind(c)
	}
	return End
}

// More reports whether the text goes on after a value at the top. A fault of the source
// counts as more, so that it shows when the next value is taken.
func (r *Reader) More() bool {
	_, err := r.peek()
	return err != io.EOF
}

// Position is the line and the column, in bytes, of what stands next, both from 1.
func (r *Reader) Position() (line, column int) {
	r.peek()
	return r.position()
}

// InputOffset is the number of bytes before the position.
func (r *Reader) InputOffset() int64 { return r.base + int64(r.pos) }

// Err returns the fault that ended the reading, nil if there was none.
func (r *Reader) Err() error { return r.err }

// Value takes the value as it stands in the text, spaces inside included.
func (r *Reader) Value() (json.RawMessage, error) {
	if r.err != nil {
		return nil, r.err
	}
	r.fresh = false
	if _, err := r.peek(); err != nil {
		return nil, r.fail(r.missing(err, "a value"))
	}
	raw, err := r.keep(r.maxValue, r.value)
	return raw, r.fail(err)
}

// Text takes a string and returns what it says. Bytes that aren't UTF-8 become U+FFFD.
func (r *Reader) Text() (string, error) {
	if r.err == nil && r.Kind() != String {
		return "", r.fail(r.fault("a string must stand here"))
	}
	raw, err := r.Value()
	if err != nil {
		return "", err
	}
	return unquote(raw), nil
}

// Skip passes over the value.
func (r *Reader) Skip() error {
	if r.err == nil {
		r.fresh = false
		r.fail(r.value())
	}
	return r.err
}

// Members enters an object: the name of each member, with the Reader in front of its
// value. A fault comes with the name "" and ends it. A loop that is left early ends the
// reading.
func (r *Reader) Members() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		r.enter('{', "an object")
		for i := 0; r.err == nil && !r.leave('}', i); i++ {
			name, err := r.name()
			if r.fail(err) != nil {
				break
			}
			r.fresh = true
			if !yield(name, nil) {
				r.fail(errLeft)
				return
			}
			if r.fresh {
				r.Skip()
			}
		}
		if r.err != nil {
			yield("", r.err)
		}
	}
}

// Elements enters an array: the index of each element, with the Reader in front of it. A
// fault comes with -1 and ends it. A loop that is left early ends the reading.
func (r *Reader) Elements() iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		r.enter('[', "an array")
		for i := 0; r.err == nil && !r.leave(']', i); i++ {
			r.fresh = true
			if !yield(i, nil) {
				r.fail(errLeft)
				return
			}
			if r.fresh {
				r.Skip()
			}
		}
		if r.err != nil {
			yield(-1, r.err)
		}
	}
}

// fail records the first fault.
func (r *Reader) fail(err error) error {
	if r.err == nil {
		r.err = err
	}
	return r.err
}

// enter takes the opening bracket.
func (r *Reader) enter(open byte, what string) {
	if r.err != nil {
		return
	}
	r.fresh = false
	if c, err := r.peek(); err != nil {
		r.fail(r.missing(err, what))
	} else if c != open {
		r.fail(r.fault("%s must stand here", what))
	} else {
		r.fail(r.deeper())
	}
}

// leave takes what stands before element i, or the closing bracket.
func (r *Reader) leave(end byte, i int) bool {
	done, err := r.separator(end, i)
	if done {
		r.depth--
		r.fresh = false
	}
	return r.fail(err) != nil || done
}

// deeper takes an opening bracket.
func (r *Reader) deeper() error {
	if r.depth++; r.depth > MaxDepth {
		return r.fault("arrays and objects nest more than %d deep", MaxDepth)
	}
	r.advance(1)
	return nil
}

// separator takes the closing bracket, or the comma before element i.
func (r *Reader) separator(end byte, i int) (done bool, err error) {
	c, err := r.peek()
	if err != nil {
		return false, r.missing(err, "',' or '"+string(end)+"'")
	}
	if c == end {
		r.advance(1)
		return true, nil
	}
	if i > 0 {
		if c != ',' {
			return false, r.fault("',' or '%c' must stand here", end)
		}
		r.advance(1)
		if c, err := r.peek(); err == nil && c == end {
			return false, r.fault("a ',' with nothing after it")
		}
	}
	return false, nil
}

// name takes the name of a member and the colon.
func (r *Reader) name() (string, error) {
	if err := r.atName(); err != nil {
		return "", err
	}
	raw, err := r.keep(MaxName, r.str)
	if err != nil {
		return "", err
	}
	name := unquote(raw)
	switch c, err := r.peek(); {
	case err != nil:
		return "", r.missing(err, "':'")
	case c != ':':
		return "", r.fault("':' must stand here")
	}
	r.advance(1)
	return name, nil
}

// unquote returns what a string says, whose syntax was checked.
func unquote(raw []byte) string {
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return ""
	}
	return s
}
