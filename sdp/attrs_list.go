package sdp

import (
	"iter"
	"slices"
	"strings"
)

// This file has what the attributes with lists in them share.

// words iterates over the space-separated words of s.
func words(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		f := fields{s: s}
		for {
			w, _, ok := f.next()
			if !ok || !yield(w) {
				return
			}
		}
	}
}

// items iterates over what stands between sep in s; an empty s has no items.
func items(s string, sep byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for more := s != ""; more; {
			var item string
			i := strings.IndexByte(s, sep)
			if more = i >= 0; more {
				item, s = s[:i], s[i+1:]
			} else {
				item = s
			}
			if !yield(item) {
				return
			}
		}
	}
}

// rest is what follows offset from in a value whose fields have all been seen,
// with single spaces, for == to mean equal.
func (f *fields) rest(from int) string {
	if f.loose == 0 {
		return f.s[from:]
	}
	return strings.Join(slices.Collect(words(f.s[from:])), " ")
}

// wordsOf reads the rest of f, words of which each must be of the class.
func wordsOf(f *fields, what string, class uint8, not string) (string, error) {
	from := f.pos
	for {
		w, at, ok := f.next()
		if !ok {
			return f.rest(from), nil
		}
		if i := span(w, class); i < len(w) {
			return "", attrError(at+i, what+" "+quote(w)+not)
		}
	}
}

// hasWord reports whether w is one of the words of s.
func hasWord(s, w string) bool {
	for v := range words(s) {
		if v == w {
			return true
		}
	}
	return false
}

// sameSet reports whether a and b have the same elements, in any order.
func sameSet(a, b iter.Seq[string]) bool {
	return slices.Equal(slices.Compact(slices.Sorted(a)), slices.Compact(slices.Sorted(b)))
}

// spanNames is the length of s's longest prefix of letters, digits and the bytes
// of also.
func spanNames(s, also string) int {
	for i := range len(s) {
		c := s[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && strings.IndexByte(also, c) < 0 {
			return i
		}
	}
	return len(s)
}

// nested splits the attribute that follows the number in a=ssrc and a=dcsa.
func nested(f *fields) (name, value string, hasValue bool, err error) {
	at := f.pos
	for at < len(f.s) && f.s[at] == ' ' {
		at++
	}
	attr := f.s[at:]
	if attr == "" {
		return "", "", false, attrError(at, "attribute is missing")
	}
	i := span(attr, clsToken)
	if i == 0 || i < len(attr) && attr[i] != ':' {
		return "", "", false, attrError(at+i, "attribute "+quote(attr)+" is not <name> or <name>:<value>")
	}
	name, value, hasValue = strings.Cut(attr, ":")
	return name, value, hasValue, nil
}

func appendNested(b []byte, name, value string, hasValue bool) []byte {
	b = append(append(b, ' '), name...)
	if hasValue {
		b = append(append(b, ':'), value...)
	}
	return b
}
