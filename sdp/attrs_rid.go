package sdp

import (
	"iter"
	"slices"
	"strings"
)

// This file has rid, and what simulcast and imageattr share with it.

const notRID = " is not letters, digits, \"-\" and \"_\""

// badRID is the offset of the first byte that can't stand in a rid-id; for an
// empty one 0, and -1 for a good one.
func badRID(s string) int {
	if i := spanNames(s, "-_"); i < len(s) || i == 0 {
		return i
	}
	return -1
}

// RID is a=rid (RFC 8851 §4, §10): one of the encodings of a section's source, and
// its limits.
//
//	a=rid:<rid-id> send
//	a=rid:<rid-id> recv pt=<fmt>,<fmt>;<restriction>;<restriction>=<value>
//
// The restrictions of the RFC are max-width, max-height (pixels), max-fps (frames a
// second), max-fs (pixels a frame), max-br (bits a second), max-pps (pixels a
// second), max-bpp (bits a pixel, with a decimal point) and depend (rid-ids with
// "," between them). A restriction without a value leaves it to the answerer.
type RID struct {
	ID        string    // letters, digits, "-", "_"
	Direction Direction // SendOnly or RecvOnly
	Params    string    // as written, "pt=97;max-width=1280"; "" for none
}

// Formats iterates over the formats, payload types for RTP, that the stream may
// have, the most wanted first. Without any, it may have all of the section's.
func (a RID) Formats() iter.Seq[string] {
	return func(yield func(string) bool) {
		for p := range items(a.Params, ';') {
			if pt, ok := strings.CutPrefix(p, "pt="); ok {
				for format := range items(pt, ',') {
					if !yield(format) {
						return
					}
				}
			}
		}
	}
}

// Restrictions iterates over the names and values of the restrictions. The value
// is "" when it is left to the answerer.
func (a RID) Restrictions() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for p := range items(a.Params, ';') {
			if name, value, _ := strings.Cut(p, "="); name != "pt" && !yield(name, value) {
				return
			}
		}
	}
}

// Get returns the value of a restriction, whose name has a case.
func (a RID) Get(name string) (value string, ok bool) {
	for n, v := range a.Restrictions() {
		if n == name {
			return v, true
		}
	}
	return "", false
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RID) MatchName(name string) bool { return name == "rid" }

func (RID) ParseAttribute(_, value string, hasValue bool) (a RID, err error) {
	f := fields{s: value}
	id, at, _ := f.next()
	if !hasValue || id == "" {
		return a, errNoValue
	}
	if i := badRID(id); i >= 0 {
		return a, attrError(at+i, "rid-id "+quote(id)+notRID)
	}
	dir, at, _ := f.next()
	d, ok := ridDirection(dir)
	if !ok {
		return a, attrError(at, "direction "+quote(dir)+" is not send or recv")
	}
	at = f.pos
	for at < len(value) && value[at] == ' ' {
		at++
	}
	params := strings.TrimRight(value[at:], " ")
	for p := range items(params, ';') {
		if err := checkRIDParam(p, at); err != nil {
			return a, err
		}
		at += len(p) + 1
	}
	return RID{id, d, params}, nil
}

// ridDirection reads the direction of a=rid and a=simulcast.
func ridDirection(s string) (Direction, bool) {
	switch s {
	case "send":
		return SendOnly, true
	case "recv":
		return RecvOnly, true
	}
	return 0, false
}

// checkRIDParam checks what stands at offset at between two semicolons.
func checkRIDParam(p string, at int) error {
	name, value, has := strings.Cut(p, "=")
	if i := spanNames(name, "-"); i < len(name) || i == 0 {
		return attrError(at+i, "restriction "+quote(p)+" has no name of letters, digits and \"-\"")
	}
	at += len(name) + 1
	switch name {
	case "pt":
		for format := range items(value, ',') {
			if !is(format, clsToken) {
				return attrError(at, "format "+quote(format)+" is not a token")
			}
			at += len(format) + 1
		}
	case "depend":
		for id := range items(value, ',') {
			if i := badRID(id); i >= 0 {
				return attrError(at+i, "rid-id "+quote(id)+notRID)
			}
			at += len(id) + 1
		}
	case "max-width", "max-height", "max-fps", "max-fs", "max-br", "max-pps":
		if has && !is(value, clsDigit) {
			return attrError(at, name+" "+quote(value)+" is not a number")
		}
	case "max-bpp":
		if whole, frac, _ := strings.Cut(value, "."); has && (!is(whole, clsDigit) || !is(frac, clsDigit)) {
			return attrError(at, name+" "+quote(value)+" is not a number with a decimal point")
		}
	default:
		for i := range len(value) {
			if c := value[i]; c < ' ' || c > '~' {
				return attrError(at+i, name+" "+quote(value)+" holds a byte that is not printable ASCII")
			}
		}
	}
	if value == "" && (name == "pt" || name == "depend") {
		return attrError(at-1, name+" has no value")
	}
	return nil
}

func (a RID) AppendAttribute(b []byte) []byte {
	b = append(append(b, "rid:"...), a.ID...)
	b = append(append(b, ' '), sendRecv(a.Direction)...)
	if a.Params != "" {
		b = append(append(b, ' '), a.Params...)
	}
	return b
}

// sendRecv is the inverse of ridDirection. What that doesn't read stays wrong.
func sendRecv(d Direction) string {
	switch d {
	case SendOnly:
		return "send"
	case RecvOnly:
		return "recv"
	}
	return d.String()
}

func (a RID) String() string                { return attributeValue(a) }
func (a RID) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *RID) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }

// Equal compares the restrictions as a set, and the formats in their order.
func (a RID) Equal(o RID) bool {
	return a == o || a.ID == o.ID && a.Direction == o.Direction &&
		slices.Equal(slices.Collect(a.Formats()), slices.Collect(o.Formats())) && sameSet(a.restrictions(), o.restrictions())
}

// restrictions iterates over what stands between the semicolons, but for pt=.
func (a RID) restrictions() iter.Seq[string] {
	return func(yield func(string) bool) {
		for p := range items(a.Params, ';') {
			if !strings.HasPrefix(p, "pt=") && !yield(p) {
				return
			}
		}
	}
}
