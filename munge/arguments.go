package munge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// This file has the keys of edits in JSON: their scopes and arguments.

// key reads a key of a scope or an argument.
func (r *reader) key(s *scope, o op, m member, path string) error {
	value := r.data[m.from:m.end]
	var into any
	var word string
	switch m.key {
	case "kind":
		s.hasKind, into = true, &s.kind
	case "mid":
		s.hasMID, into = true, &s.mid
	case "index":
		s.hasIndex, into = true, &s.index
	case "session":
		into = &s.session
	case "empty":
		into = &word
	}
	if into != nil {
		if err := json.Unmarshal(value, into); err != nil || string(value) == "null" {
			return r.fail(m.from, path, "it is not %s", wanted(reflect.TypeOf(into).Elem()))
		}
		if m.key == "kind" && s.kind == "" {
			return r.fail(m.from, path, "no media type is named")
		}
		if m.key == "empty" {
			if s.reject = word == "reject"; !s.reject {
				return r.fail(m.from, path, "%q is not \"reject\"", word)
			}
		}
		return nil
	}
	if o == nil || !slices.Contains(keysOf(o), m.key) {
		return r.fail(m.at, path, "it is not known here")
	}
	if string(value) == "null" {
		return r.fail(m.from, path, "it is null")
	}
	// The one member as an object of its own, so that its errors can be located.
	prefix := []byte("{" + quoted(m.key) + ":")
	d := json.NewDecoder(bytes.NewReader(append(append(prefix, value...), '}')))
	d.DisallowUnknownFields()
	err := d.Decode(o)
	if t, ok := err.(*json.UnmarshalTypeError); ok {
		return r.fail(r.startOf(m, m.from+int(t.Offset)-len(prefix)), path, "it is not %s", wanted(t.Type))
	}
	if err != nil {
		return r.fail(m.from, path, "%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return r.elements(typeOfKey(reflect.TypeOf(o).Elem(), m.key), m, path)
}

// elements looks into a list of objects: each has all its keys, and each once.
func (r *reader) elements(t reflect.Type, m member, path string) error {
	if t == nil || t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Struct {
		return nil
	}
	n := 0
	for at := r.skip(m.from + 1); at < m.end-1; n++ {
		where := fmt.Sprintf("%s[%d]", path, n)
		members, err := r.members(at, where)
		if err != nil {
			return err
		}
		if err := r.complete(t.Elem(), members, at, where); err != nil {
			return err
		}
		if at, err = r.value(at, where); err != nil {
			return err
		}
		if at = r.skip(at); at < m.end && r.data[at] == ',' {
			at = r.skip(at + 1)
		}
	}
	return nil
}

// complete refuses an object in which an argument is missing: what it would be instead,
// 0 or false, is seldom what was meant.
func (r *reader) complete(t reflect.Type, members []member, at int, path string) error {
	for i := range t.NumField() {
		key, rest, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if key == "" || rest == "omitempty" {
			continue
		}
		if !slices.ContainsFunc(members, func(m member) bool { return m.key == key }) {
			return r.fail(at, path, "%s is missing", key)
		}
	}
	return nil
}

// wanted says in words what JSON has to have for a type.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.String:
		return "a text"
	case reflect.Slice:
		return "a list"
	case reflect.Struct:
		return "an object"
	case reflect.Uint32:
		return "a whole number from 0 to 4294967295"
	case reflect.Uint64:
		return "a whole number from 0 to 18446744073709551615"
	}
	return "a whole number"
}

// startOf is where the number, word or text starts in a member's value that ends at an
// offset; where that is none of these, the start of the value.
func (r *reader) startOf(m member, end int) int {
	if end <= m.from || end > m.end {
		return m.from
	}
	at := end - 1
	if r.data[at] == '"' {
		if i := bytes.LastIndexByte(r.data[m.from:at], '"'); i >= 0 {
			return m.from + i
		}
		return m.from
	}
	for at >= m.from && bytes.IndexByte([]byte(",[]{}: \t\r\n"), r.data[at]) < 0 {
		at--
	}
	if at+1 == end {
		return m.from
	}
	return at + 1
}

func quoted(s string) string {
	b, _ := json.Marshal(s) // of a string it cannot fail
	return string(b)
}

// keysOf lists the arguments of an edit.
func keysOf(o op) (keys []string) { return keysOfType(reflect.TypeOf(o).Elem()) }

func keysOfType(t reflect.Type) (keys []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			keys = append(keys, keysOfType(f.Type)...)
			continue
		}
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag != "" {
			keys = append(keys, tag)
		}
	}
	return keys
}

// typeOfKey is the type of an argument; nil if there is none.
func typeOfKey(t reflect.Type, key string) reflect.Type {
	for i := range t.NumField() {
		f := t.Field(i)
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == key {
			return f.Type
		}
	}
	return nil
}
