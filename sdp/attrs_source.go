package sdp

import (
	"iter"
	"strconv"
	"strings"
)

// This file has the attributes about RTP sources and the streams that they belong
// to: ssrc, ssrc-group, msid and msid-semantic.

// SSRC is a=ssrc (RFC 5576 §4.1): an attribute of one RTP source.
//
//	a=ssrc:<ssrc-id> <attribute>
//	a=ssrc:<ssrc-id> <attribute>:<value>
//
// The attribute is "cname", "msid", "fmtp", … To read it as its own type, give
// Name, Value and HasValue to that type's ParseAttribute.
type SSRC struct {
	ID       uint32
	Name     string
	Value    string // if HasValue
	HasValue bool   // tells "label:" from "label"
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (SSRC) MatchName(name string) bool { return name == "ssrc" }

func (SSRC) ParseAttribute(_, value string, hasValue bool) (a SSRC, err error) {
	f := fields{s: value}
	id, at, _ := f.next()
	if !hasValue || id == "" {
		return a, errNoValue
	}
	n, ok := number(id, 1<<32-1)
	if !ok {
		return a, attrError(at, "ssrc-id "+quote(id)+" is not a number from 0 to 4294967295")
	}
	name, val, has, err := nested(&f)
	if err != nil {
		return a, err
	}
	return SSRC{uint32(n), name, val, has}, nil
}

func (a SSRC) AppendAttribute(b []byte) []byte {
	b = strconv.AppendUint(append(b, "ssrc:"...), uint64(a.ID), 10)
	return appendNested(b, a.Name, a.Value, a.HasValue)
}

// SSRCGroup is a=ssrc-group (RFC 5576 §4.2): RTP sources that belong together, and
// what for: "FID" (a source and its retransmissions), "FEC-FR" (and its forward
// error correction), "SIM" (simulcast before RFC 8853).
//
//	a=ssrc-group:<semantics> <ssrc-id> …
type SSRCGroup struct {
	Semantics string
	ids       string // with single spaces between them, without leading zeros
}

// NewSSRCGroup makes a group of sources.
func NewSSRCGroup(semantics string, ids ...uint32) SSRCGroup {
	var b []byte
	for i, id := range ids {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendUint(b, uint64(id), 10)
	}
	return SSRCGroup{semantics, string(b)}
}

// SSRCs iterates over the sources, in order; the first is the primary one.
func (a SSRCGroup) SSRCs() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for w := range words(a.ids) {
			if n, ok := number(w, 1<<32-1); !ok || !yield(uint32(n)) {
				return
			}
		}
	}
}

// Has reports whether the source is in the group.
func (a SSRCGroup) Has(ssrc uint32) bool {
	for id := range a.SSRCs() {
		if id == ssrc {
			return true
		}
	}
	return false
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (SSRCGroup) MatchName(name string) bool { return name == "ssrc-group" }

func (SSRCGroup) ParseAttribute(_, value string, hasValue bool) (a SSRCGroup, err error) {
	f := fields{s: value}
	semantics, at, _ := f.next()
	if !hasValue || semantics == "" {
		return a, errNoValue
	}
	if i := span(semantics, clsToken); i < len(semantics) {
		return a, attrError(at+i, "semantics "+quote(semantics)+" is not a token")
	}
	from, zeros := f.pos, false
	for {
		id, at, ok := f.next()
		if !ok {
			break
		}
		if _, ok := number(id, 1<<32-1); !ok {
			return a, attrError(at, "ssrc-id "+quote(id)+" is not a number from 0 to 4294967295")
		}
		zeros = zeros || id[0] == '0' && len(id) > 1
	}
	a = SSRCGroup{semantics, f.rest(from)}
	if zeros {
		var ids []uint32
		for id := range a.SSRCs() {
			ids = append(ids, id)
		}
		a = NewSSRCGroup(semantics, ids...)
	}
	return a, nil
}

func (a SSRCGroup) AppendAttribute(b []byte) []byte {
	b = append(append(b, "ssrc-group:"...), a.Semantics...)
	if a.ids != "" {
		b = append(append(b, ' '), a.ids...)
	}
	return b
}

// MSID is a=msid (RFC 8830 §2): the MediaStream that a section's track is in.
//
//	a=msid:<msid-id>
//	a=msid:<msid-id> <msid-appdata>
//
// Both may be longer than the 64 characters of the RFC and hold more than tokens
// do: applications choose them. Firefox has braces around its own, which are part
// of them.
type MSID struct {
	ID      string // the stream's; "-" for a track that is in none
	AppData string // the track's id; "" for none, as RFC 9429 §5.2.1 wants it
}

// InStream reports whether the track is in a stream.
func (a MSID) InStream() bool { return a.ID != "-" }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (MSID) MatchName(name string) bool { return name == "msid" }

func (MSID) ParseAttribute(_, value string, hasValue bool) (a MSID, err error) {
	f := fields{s: value}
	id, at, _ := f.next()
	if !hasValue || id == "" {
		return a, errNoValue
	}
	if i := span(id, clsVisible); i < len(id) {
		return a, attrError(at+i, "msid-id "+quote(id)+" holds an invisible byte")
	}
	data, at, _ := f.next()
	if i := span(data, clsVisible); i < len(data) {
		return a, attrError(at+i, "msid-appdata "+quote(data)+" holds an invisible byte")
	}
	if extra, at, ok := f.next(); ok {
		return a, attrError(at, "unexpected "+quote(extra))
	}
	return MSID{id, data}, nil
}

func (a MSID) AppendAttribute(b []byte) []byte {
	b = append(append(b, "msid:"...), a.ID...)
	if a.AppData != "" {
		b = append(append(b, ' '), a.AppData...)
	}
	return b
}

// MSIDSemantic is a=msid-semantic, of the drafts that became RFC 8830, which has
// it no more. It says in the session part what the ids of a=msid are.
//
//	a=msid-semantic: WMS <msid-id> …
//	a=msid-semantic:WMS *
//
// The space before the semantic stands in the drafts' examples and in what
// libwebrtc and Firefox write, or wrote; it is read and not written.
type MSIDSemantic struct {
	Semantic string // "WMS": WebRTC media streams
	ids      string // with single spaces between them
}

// NewMSIDSemantic lists the ids of a semantic; "*" stands for all ids.
func NewMSIDSemantic(semantic string, ids ...string) MSIDSemantic {
	return MSIDSemantic{semantic, tidy(strings.Join(ids, " "))}
}

// IDs iterates over the msid-ids, as written: "*" is one of them.
func (a MSIDSemantic) IDs() iter.Seq[string] { return words(a.ids) }

// Has reports whether the semantic is that of this msid-id, or of all.
func (a MSIDSemantic) Has(id string) bool { return hasWord(a.ids, id) || hasWord(a.ids, "*") }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (MSIDSemantic) MatchName(name string) bool { return name == "msid-semantic" }

func (MSIDSemantic) ParseAttribute(_, value string, hasValue bool) (a MSIDSemantic, err error) {
	f := fields{s: value}
	if strings.HasPrefix(value, " ") {
		f.pos++ // so usual that it doesn't count as odd
	}
	semantic, at, _ := f.next()
	if !hasValue || semantic == "" {
		return a, errNoValue
	}
	if i := span(semantic, clsToken); i < len(semantic) {
		return a, attrError(at+i, "semantic "+quote(semantic)+" is not a token")
	}
	ids, err := wordsOf(&f, "msid-id", clsVisible, " holds an invisible byte")
	return MSIDSemantic{semantic, ids}, err
}

func (a MSIDSemantic) AppendAttribute(b []byte) []byte {
	b = append(append(b, "msid-semantic:"...), a.Semantic...)
	if a.ids != "" {
		b = append(append(b, ' '), a.ids...)
	}
	return b
}

// Equal compares the ids as a set.
func (a MSIDSemantic) Equal(o MSIDSemantic) bool {
	return a == o || a.Semantic == o.Semantic && sameSet(a.IDs(), o.IDs())
}

func (a SSRC) String() string                        { return attributeValue(a) }
func (a SSRC) MarshalText() ([]byte, error)          { return []byte(a.String()), nil }
func (a *SSRC) UnmarshalText(b []byte) error         { return unmarshalAttribute(a, b) }
func (a SSRC) Equal(o SSRC) bool                     { return a == o }
func (a SSRCGroup) String() string                   { return attributeValue(a) }
func (a SSRCGroup) MarshalText() ([]byte, error)     { return []byte(a.String()), nil }
func (a *SSRCGroup) UnmarshalText(b []byte) error    { return unmarshalAttribute(a, b) }
func (a SSRCGroup) Equal(o SSRCGroup) bool           { return a == o }
func (a MSID) String() string                        { return attributeValue(a) }
func (a MSID) MarshalText() ([]byte, error)          { return []byte(a.String()), nil }
func (a *MSID) UnmarshalText(b []byte) error         { return unmarshalAttribute(a, b) }
func (a MSID) Equal(o MSID) bool                     { return a == o }
func (a MSIDSemantic) String() string                { return attributeValue(a) }
func (a MSIDSemantic) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *MSIDSemantic) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
