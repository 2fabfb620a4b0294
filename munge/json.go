package munge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// This file has edits as JSON.

// A JSONError is what is wrong with edits in JSON.
type JSONError struct {
	Offset int    // in bytes, of the value or key that is wrong
	Path   string // "[2].codecs"
	Msg    string
}

// Error gives path, offset and message: `munge: [2].codecs: at byte 63: …`.
func (e *JSONError) Error() string {
	path := e.Path
	if path != "" {
		path += ": "
	}
	return fmt.Sprintf("munge: %sat byte %d: %s", path, e.Offset, e.Msg)
}

// ParseEdits reads a list of edits, or one edit, from JSON. An edit is an object with
// its name and its arguments, which [Kinds] shows; or it is a group of edits. Either can
// have the keys of a scope: kind, mid, index, session (true), and empty ("reject", for
// [OrReject]).
//
//	[{"edit": "keep-codecs", "kind": "video", "codecs": ["VP8"]},
//	 {"mid": "0", "edits": [{"edit": "opus-stereo", "on": true}, {"edit": "hold"}]}]
//
// The error is a *JSONError. It refuses unknown names and keys, keys that stand twice,
// arguments that are missing, and those that make no sense whatever the description.
func ParseEdits(data []byte) ([]Edit, error) {
	r := reader{data: data}
	at := r.skip(0)
	if at < len(data) && data[at] == '{' {
		e, err := r.edit(at, "")
		if err != nil {
			return nil, err
		}
		return []Edit{e}, r.end(at)
	}
	edits, err := r.list(at, "")
	if err != nil {
		return nil, err
	}
	return edits, r.end(at)
}

// A reader reads edits, and knows the offset of everything.
type reader struct {
	data  []byte
	depth int
}

// maxDepth is how deep groups of edits may be nested.
const maxDepth = 32

func (r *reader) fail(at int, path, format string, args ...any) error {
	return &JSONError{at, path, fmt.Sprintf(format, args...)}
}

// skip passes over white space.
func (r *reader) skip(at int) int {
	for at < len(r.data) && strings.IndexByte(" \t\r\n", r.data[at]) >= 0 {
		at++
	}
	return at
}

// value finds the end of the value that starts at an offset.
func (r *reader) value(at int, path string) (end int, err error) {
	d := json.NewDecoder(bytes.NewReader(r.data[at:]))
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		if s, ok := err.(*json.SyntaxError); ok {
			return 0, r.fail(at+max(0, int(s.Offset)-1), path, "%v", err)
		}
		return 0, r.fail(len(r.data), path, "the text ends in the middle of a value")
	}
	return at + int(d.InputOffset()), nil
}

// end refuses what follows the value that starts at an offset.
func (r *reader) end(at int) error {
	end, err := r.value(at, "")
	if err != nil {
		return err
	}
	if end = r.skip(end); end < len(r.data) {
		return r.fail(end, "", "something follows the edits")
	}
	return nil
}

// list reads an array of edits.
func (r *reader) list(at int, path string) ([]Edit, error) {
	end, err := r.value(at, path)
	if err != nil {
		return nil, err
	}
	if r.data[at] != '[' {
		return nil, r.fail(at, path, "it is not a list of edits")
	}
	if r.depth++; r.depth > maxDepth {
		return nil, r.fail(at, path, "groups are nested deeper than %d", maxDepth)
	}
	defer func() { r.depth-- }()
	edits := []Edit{}
	for at = r.skip(at + 1); at < end-1; {
		e, err := r.edit(at, fmt.Sprintf("%s[%d]", path, len(edits)))
		if err != nil {
			return nil, err
		}
		edits = append(edits, e)
		next, err := r.value(at, path)
		if err != nil {
			return nil, err
		}
		if at = r.skip(next); at < end && r.data[at] == ',' {
			at = r.skip(at + 1)
		}
	}
	return edits, nil
}

// A member is a key of an object with its value.
type member struct {
	key       string
	at        int // of the key
	from, end int // of the value
}

// members takes an object apart.
func (r *reader) members(at int, path string) ([]member, error) {
	end, err := r.value(at, path)
	if err != nil {
		return nil, err
	}
	if r.data[at] != '{' {
		return nil, r.fail(at, path, "it is not an edit, which is an object")
	}
	var list []member
	for at = r.skip(at + 1); at < end-1; {
		keyEnd, err := r.value(at, path)
		if err != nil {
			return nil, err
		}
		m := member{at: at}
		if err := json.Unmarshal(r.data[at:keyEnd], &m.key); err != nil {
			return nil, r.fail(at, path, "%v", err)
		}
		if slices.ContainsFunc(list, func(o member) bool { return o.key == m.key }) {
			return nil, r.fail(at, join(path, m.key), "it stands there twice")
		}
		m.from = r.skip(r.skip(keyEnd) + 1) // behind the colon
		if m.end, err = r.value(m.from, join(path, m.key)); err != nil {
			return nil, err
		}
		list = append(list, m)
		if at = r.skip(m.end); at < end && r.data[at] == ',' {
			at = r.skip(at + 1)
		}
	}
	return list, nil
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// edit reads one edit.
func (r *reader) edit(at int, path string) (e Edit, err error) {
	members, err := r.members(at, path)
	if err != nil {
		return e, err
	}
	var s scope
	var group bool
	for _, m := range members {
		switch where := join(path, m.key); m.key {
		case "edit":
			var name string
			if err := json.Unmarshal(r.data[m.from:m.end], &name); err != nil {
				return e, r.fail(m.from, where, "it is not a name")
			}
			k := kindOf(name)
			if k == nil {
				return e, r.fail(m.from, where, "no edit is called %q", name)
			}
			e.op = k.make()
		case "edits":
			group = true
			if e.edits, err = r.list(m.from, where); err != nil {
				return e, err
			}
		}
	}
	if group == (e.op != nil) {
		return e, r.fail(at, path, "it needs either edit, a name, or edits, a list")
	}
	for _, m := range members {
		if m.key == "edit" || m.key == "edits" {
			continue
		}
		if err := r.key(&s, e.op, m, join(path, m.key)); err != nil {
			return e, err
		}
	}
	if s.isSet() {
		e.scope = &s
	}
	if e.op != nil {
		if err := r.complete(reflect.TypeOf(e.op).Elem(), members, at, path); err != nil {
			return e, err
		}
		if err := e.op.check(); err != nil {
			return e, r.fail(at, path, "%s: %s", e.op.kind(), err.(*Error).Msg)
		}
	}
	return e, nil
}

// isSet says that the scope says anything.
func (s *scope) isSet() bool { return s.ofSections() || s.session || s.reject }

// MarshalJSON writes the edit as ParseEdits reads it. One with a Where has no JSON, nor
// has one that is nested deeper than ParseEdits reads.
func (e Edit) MarshalJSON() ([]byte, error) {
	if e.deeper(maxDepth + 1) {
		return nil, fail(ErrArgument, "groups are nested deeper than %d", maxDepth)
	}
	b := []byte("{")
	member := func(key string, v any) error {
		value, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(append(b, quoted(key)...), ':'), value...)
		return nil
	}
	if e.op != nil {
		if err := member("edit", e.op.kind()); err != nil {
			return nil, err
		}
	}
	if s := e.scope; s != nil {
		if s.hasWhere {
			return nil, fail(ErrScope, "an edit with a Where is a function, and has no JSON")
		}
		for _, m := range []struct {
			key string
			set bool
			v   any
		}{{"kind", s.hasKind, s.kind}, {"mid", s.hasMID, s.mid}, {"index", s.hasIndex, s.index}, {"session", s.session, true}, {"empty", s.reject, "reject"}} {
			if m.set {
				if err := member(m.key, m.v); err != nil {
					return nil, err
				}
			}
		}
	}
	if e.op == nil {
		edits := e.edits
		if edits == nil {
			edits = []Edit{}
		}
		if err := member("edits", edits); err != nil {
			return nil, err
		}
		return append(b, '}'), nil
	}
	args, err := json.Marshal(e.op)
	if err != nil {
		return nil, err
	}
	if len(args) > len("{}") {
		b = append(append(b, ','), args[1:len(args)-1]...)
	}
	return append(b, '}'), nil
}

// deeper says that there are as many levels of groups in the edit, or more.
func (e Edit) deeper(levels int) bool {
	return e.op == nil && (levels <= 1 || slices.ContainsFunc(e.edits, func(sub Edit) bool { return sub.deeper(levels - 1) }))
}

// UnmarshalJSON reads one edit.
func (e *Edit) UnmarshalJSON(data []byte) error {
	r := reader{data: data}
	got, err := r.edit(r.skip(0), "")
	if err == nil {
		*e = got
	}
	return err
}

// String returns the edit in JSON.
func (e Edit) String() string {
	b, err := e.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return string(b)
}
