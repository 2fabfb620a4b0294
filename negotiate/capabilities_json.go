package negotiate

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
)

// UnmarshalJSON reads capabilities and validates them. An error is a *CapabilitiesError
// that points into the JSON: what isn't JSON, a value of another type, a name that no
// field has, and what Validate finds.
func (c *Capabilities) UnmarshalJSON(data []byte) error {
	type plain Capabilities
	var p plain
	places, err := placesIn(data)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return places.explain(data, err)
	}
	known := map[string]bool{}
	jsonNames(reflect.TypeFor[Capabilities](), "", known)
	for _, at := range places {
		if !known[pattern(at.path)] {
			return at.fail(data, "no such field")
		}
	}
	read := Capabilities(p)
	read.Rand = c.Rand
	if err := read.Validate(); err != nil {
		return places.explain(data, err)
	}
	*c = read
	return nil
}

// A place is a value in JSON text.
type place struct {
	path       string
	start, end int // offsets
}

type places []place

// placesIn finds every value of a JSON text in the order of the text, what stands in an
// object or array before that itself; the whole text isn't listed.
func placesIn(data []byte) (places, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	var list places
	var walk func(path string) error
	walk = func(path string) error {
		start := int(dec.InputOffset())
		for start < len(data) && strings.IndexByte(" \t\r\n,:", data[start]) >= 0 {
			start++
		}
		tok, err := dec.Token()
		if err != nil {
			return err
		}
		switch delim, _ := tok.(json.Delim); delim {
		case '{':
			for dec.More() {
				key, err := dec.Token()
				if err != nil {
					return err
				}
				sub := key.(string)
				if path != "" {
					sub = path + "." + sub
				}
				if err := walk(sub); err != nil {
					return err
				}
			}
			_, err = dec.Token()
		case '[':
			for i := 0; dec.More(); i++ {
				if err := walk(at(path, i)); err != nil {
					return err
				}
			}
			_, err = dec.Token()
		}
		if err == nil && path != "" {
			list = append(list, place{path, start, int(dec.InputOffset())})
		}
		return err
	}
	err := walk("")
	if err == nil {
		return list, nil
	}
	offset, msg := int(dec.InputOffset()), err.Error()
	var bad *json.SyntaxError
	if errors.As(err, &bad) {
		offset = int(bad.Offset)
	} else if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		offset, msg = len(data), "the JSON ends too early"
	}
	return nil, place{start: offset}.fail(data, msg)
}

// fail makes the error for a place.
func (p place) fail(data []byte, msg string) error {
	e := &CapabilitiesError{Path: p.path, Msg: msg}
	before := data[:min(max(p.start, 0), len(data))]
	e.Line = 1 + bytes.Count(before, []byte("\n"))
	e.Column = len(before) - bytes.LastIndexByte(before, '\n')
	return e
}

// explain gives an error the place that it is about.
func (l places) explain(data []byte, err error) error {
	var bad *CapabilitiesError
	if errors.As(err, &bad) {
		// The place of what is missing is that of the nearest thing around it.
		for path := bad.Path; path != ""; path = path[:max(0, strings.LastIndexAny(path, ".["))] {
			for _, p := range l {
				if p.path == path {
					p.path = bad.Path
					return p.fail(data, bad.Msg)
				}
			}
		}
		return place{path: bad.Path}.fail(data, bad.Msg)
	}
	var typ *json.UnmarshalTypeError
	if errors.As(err, &typ) {
		// The offset is that behind the value, or behind the start of an object or array.
		for _, p := range l {
			if p.end == int(typ.Offset) || p.start+1 == int(typ.Offset) {
				return p.fail(data, "a JSON "+typ.Value+" is no "+typ.Type.String())
			}
		}
	}
	// An UnmarshalText refused a value. Which one, it doesn't say; so they are asked
	// one by one.
	known := map[string]bool{}
	jsonNames(reflect.TypeFor[Capabilities](), "", known)
	for _, p := range l {
		if !known[pattern(p.path)] {
			continue
		}
		if v := reflect.New(typeAt(reflect.TypeFor[Capabilities](), p.path)); v.Elem().Kind() != reflect.Struct || p.leaf(data) {
			if own := json.Unmarshal(data[p.start:p.end], v.Interface()); own != nil {
				return p.fail(data, own.Error())
			}
		}
	}
	return place{}.fail(data, err.Error())
}

// leaf says that the place holds no object and no array.
func (p place) leaf(data []byte) bool { return data[p.start] != '{' && data[p.start] != '[' }

// pattern is a path without its numbers: "media[].codecs[]".
func pattern(path string) string {
	var b strings.Builder
	inside := false
	for i := range len(path) {
		switch {
		case path[i] == '[':
			inside = true
			b.WriteByte('[')
		case path[i] == ']':
			inside = false
			b.WriteByte(']')
		case !inside:
			b.WriteByte(path[i])
		}
	}
	return b.String()
}

var textUnmarshaler = reflect.TypeFor[interface{ UnmarshalText([]byte) error }]()

// jsonNames collects the patterns of every path that a type has.
func jsonNames(t reflect.Type, path string, names map[string]bool) {
	names[path] = true
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case reflect.PointerTo(t).Implements(textUnmarshaler):
	case t.Kind() == reflect.Slice:
		jsonNames(t.Elem(), path+"[]", names)
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			if name == "-" {
				continue
			}
			if path != "" {
				name = path + "." + name
			}
			jsonNames(t.Field(i).Type, name, names)
		}
	}
}

// typeAt is the type of what stands at a path, which is one that jsonNames knows.
func typeAt(t reflect.Type, path string) reflect.Type {
	for rest := path; rest != ""; {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if rest[0] == '[' {
			_, rest, _ = strings.Cut(rest, "]")
			t = t.Elem()
			continue
		}
		rest = strings.TrimPrefix(rest, ".")
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		for i := range t.NumField() {
			if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name == rest[:end] {
				t = t.Field(i).Type
				break
			}
		}
		rest = rest[end:]
	}
	return t
}
