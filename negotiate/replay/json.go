package replay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// A value is a piece of the JSON text and where it stands, so that an error
// deep inside can name its place.
type value struct {
	doc  []byte // the whole text
	off  int    // of raw in doc
	raw  json.RawMessage
	path string
}

// document checks the syntax of the whole text once; later passes over parts
// of it can't meet a syntax error.
func document(doc []byte) (value, error) {
	v := value{doc: doc}
	if err := json.Unmarshal(doc, &v.raw); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			v.off = int(syntax.Offset) - 1
		}
		return v, v.wrap(err)
	}
	v.raw, v.off = doc, 0
	for len(v.raw) > 0 && isSpace(v.raw[0]) {
		v.raw, v.off = v.raw[1:], v.off+1
	}
	return v, nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// fail returns the error that something is wrong with v.
func (v value) fail(format string, args ...any) *FormatError {
	line, column := position(v.doc, v.off)
	return &FormatError{Line: line, Column: column, Path: v.path, Msg: fmt.Sprintf(format, args...)}
}

// wrap is fail for an error of another package.
func (v value) wrap(err error) *FormatError {
	e := v.fail("%v", err)
	e.Err = err
	return e
}

// position counts lines and, in bytes, columns, both from 1.
func position(doc []byte, off int) (line, column int) {
	before := doc[:min(max(off, 0), len(doc))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}

// into decodes v into a Go value. A mismatch of types is reported at v, or if v
// is an object or an array, at the last byte of what is wrong inside it: that
// is all that encoding/json tells.
func (v value) into(to any) error {
	err := json.Unmarshal(v.raw, to)
	if err == nil {
		return nil
	}
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		at := v
		if v.is('{') || v.is('[') {
			at.off += int(mismatch.Offset) - 1
		}
		if mismatch.Field != "" {
			at.path = join(v.path, mismatch.Field)
		}
		e := at.fail("a %s can't stand here", mismatch.Value)
		e.Err = err
		return e
	}
	return v.wrap(err)
}

func (v value) is(c byte) bool { return len(v.raw) > 0 && v.raw[0] == c }

// null reports whether v is JSON's null.
func (v value) null() bool { return v.is('n') }

// members calls f for each member of an object, in order.
func (v value) members(f func(key string, member value) error) error {
	if !v.is('{') {
		return v.fail("an object must stand here")
	}
	return v.inside(func(dec *json.Decoder) error {
		tok, err := dec.Token()
		if err != nil {
			return v.wrap(err)
		}
		key, _ := tok.(string) // the syntax is checked: every key is a string
		member, err := v.next(dec, join(v.path, key))
		if err != nil {
			return err
		}
		return f(key, member)
	})
}

// elements calls f for each element of an array, in order.
func (v value) elements(f func(i int, element value) error) error {
	if !v.is('[') {
		return v.fail("an array must stand here")
	}
	i := -1
	return v.inside(func(dec *json.Decoder) error {
		i++
		element, err := v.next(dec, fmt.Sprintf("%s[%d]", v.path, i))
		if err != nil {
			return err
		}
		return f(i, element)
	})
}

// inside calls f with a decoder before each thing between the brackets of v.
func (v value) inside(f func(*json.Decoder) error) error {
	dec := json.NewDecoder(bytes.NewReader(v.raw))
	if _, err := dec.Token(); err != nil {
		return v.wrap(err)
	}
	for dec.More() {
		if err := f(dec); err != nil {
			return err
		}
	}
	return nil
}

// next returns the value that dec, reading v, comes to next.
func (v value) next(dec *json.Decoder, path string) (value, error) {
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return v, v.wrap(err)
	}
	return value{doc: v.doc, off: v.off + int(dec.InputOffset()) - len(raw), raw: raw, path: path}, nil
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
