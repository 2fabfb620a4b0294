package sdp

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// This file has the attributes of a floor control stream (RFC 8856, before it RFC
// 4583).

// FloorCtrl is a=floorctrl (RFC 8856 §5.1): the roles that a side is ready to play
// in floor control, "c-only", "s-only" and the old "c-s", with single spaces between
// them. An answer has one of the first two.
type FloorCtrl string

// Roles iterates over the roles.
func (a FloorCtrl) Roles() iter.Seq[string] { return words(string(a)) }

// Client reports whether the side may be the floor control client.
func (a FloorCtrl) Client() bool { return a.has("c-only") }

// Server reports whether the side may be the floor control server.
func (a FloorCtrl) Server() bool { return a.has("s-only") }

// has counts "c-s" for both roles, as RFC 8856 §5.1 says.
func (a FloorCtrl) has(role string) bool {
	for r := range a.Roles() {
		if strings.EqualFold(r, role) || strings.EqualFold(r, "c-s") {
			return true
		}
	}
	return false
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (FloorCtrl) MatchName(name string) bool { return name == "floorctrl" }

func (FloorCtrl) ParseAttribute(_, value string, hasValue bool) (FloorCtrl, error) {
	f := fields{s: value}
	n := 0
	for {
		role, at, ok := f.next()
		if !ok {
			break
		}
		switch canonical(role, "c-only", "s-only", "c-s") {
		case "c-only", "s-only", "c-s":
			n++
		default:
			return "", attrError(at, "role "+quote(role)+" is not c-only, s-only or c-s")
		}
	}
	if !hasValue || n == 0 {
		return "", errNoValue
	}
	if f.loose != 0 {
		value = tidy(value)
	}
	return FloorCtrl(value), nil
}

func (a FloorCtrl) AppendAttribute(b []byte) []byte { return append(append(b, "floorctrl:"...), a...) }

// Equal reports whether both allow the same roles.
func (a FloorCtrl) Equal(o FloorCtrl) bool {
	return a == o || a.Client() == o.Client() && a.Server() == o.Server()
}

// ConfID is a=confid (RFC 8856 §5.2): the conference's number in BFCP.
type ConfID uint32

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ConfID) MatchName(name string) bool { return name == "confid" }

func (ConfID) ParseAttribute(_, value string, hasValue bool) (ConfID, error) {
	n, err := integer(value, hasValue, "conference id", 1<<32-1)
	return ConfID(n), err
}

func (a ConfID) AppendAttribute(b []byte) []byte {
	return strconv.AppendUint(append(b, "confid:"...), uint64(a), 10)
}

// UserID is a=userid (RFC 8856 §5.3): the number that the floor control server has
// given to its client.
type UserID uint16

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (UserID) MatchName(name string) bool { return name == "userid" }

func (UserID) ParseAttribute(_, value string, hasValue bool) (UserID, error) {
	n, err := integer(value, hasValue, "user id", 1<<16-1)
	return UserID(n), err
}

func (a UserID) AppendAttribute(b []byte) []byte {
	return strconv.AppendUint(append(b, "userid:"...), uint64(a), 10)
}

// FloorID is a=floorid (RFC 8856 §5.4): a floor's number, and the sections that it
// is about, by their Label. "m-stream:" is read for "mstrm:", as the RFC recommends,
// and a number alone is let through: the text calls the sections optional, although
// the grammar doesn't.
type FloorID struct {
	ID     uint16
	labels string // with single spaces between them
}

// NewFloorID makes a floor that is about the sections with these labels.
func NewFloorID(id uint16, labels ...string) FloorID {
	return FloorID{id, tidy(strings.Join(labels, " "))}
}

// Labels iterates over the labels of the sections.
func (a FloorID) Labels() iter.Seq[string] { return words(a.labels) }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (FloorID) MatchName(name string) bool { return name == "floorid" }

func (FloorID) ParseAttribute(_, value string, hasValue bool) (FloorID, error) {
	f := fields{s: value}
	id, at, _ := f.next()
	if !hasValue || id == "" {
		return FloorID{}, errNoValue
	}
	n, ok := number(id, 1<<16-1)
	if !ok {
		return FloorID{}, attrError(at, "floor id "+quote(id)+" is not a number from 0 to 65535")
	}
	a := FloorID{ID: uint16(n)}
	first, at, ok := f.next()
	if !ok {
		return a, nil
	}
	prefix := len("mstrm:")
	if _, ok = cutFold(first, "mstrm:"); !ok {
		prefix = len("m-stream:")
		if _, ok = cutFold(first, "m-stream:"); !ok {
			return FloorID{}, attrError(at, quote(first)+" does not start with mstrm:")
		}
	}
	start := at + prefix
	for label, at := first[prefix:], start; ; {
		if !is(label, clsToken) {
			return FloorID{}, attrError(at, "label "+quote(label)+" is not a token")
		}
		if label, at, ok = f.next(); !ok {
			break
		}
	}
	if a.labels = value[start:]; f.loose != 0 {
		a.labels = tidy(a.labels)
	}
	return a, nil
}

func (a FloorID) AppendAttribute(b []byte) []byte {
	b = strconv.AppendUint(append(b, "floorid:"...), uint64(a.ID), 10)
	if a.labels != "" {
		b = append(append(b, " mstrm:"...), a.labels...)
	}
	return b
}

// Equal reports whether both are about the same sections, in whatever order.
func (a FloorID) Equal(o FloorID) bool {
	if a == o || a.ID != o.ID {
		return a == o
	}
	x, y := slices.Sorted(a.Labels()), slices.Sorted(o.Labels())
	return slices.Equal(slices.Compact(x), slices.Compact(y))
}

func (a FloorCtrl) String() string                { return string(a) }
func (a FloorCtrl) MarshalText() ([]byte, error)  { return []byte(a), nil }
func (a *FloorCtrl) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a ConfID) String() string                   { return attributeValue(a) }
func (a ConfID) MarshalText() ([]byte, error)     { return []byte(a.String()), nil }
func (a *ConfID) UnmarshalText(b []byte) error    { return unmarshalAttribute(a, b) }
func (a ConfID) Equal(o ConfID) bool              { return a == o }
func (a UserID) String() string                   { return attributeValue(a) }
func (a UserID) MarshalText() ([]byte, error)     { return []byte(a.String()), nil }
func (a *UserID) UnmarshalText(b []byte) error    { return unmarshalAttribute(a, b) }
func (a UserID) Equal(o UserID) bool              { return a == o }
func (a FloorID) String() string                  { return attributeValue(a) }
func (a FloorID) MarshalText() ([]byte, error)    { return []byte(a.String()), nil }
func (a *FloorID) UnmarshalText(b []byte) error   { return unmarshalAttribute(a, b) }
