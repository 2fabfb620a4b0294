package sdp

import (
	"strconv"
	"strings"
)

// This file has the attributes of data channels: dcmap and dcsa.

// DCMap is a=dcmap (RFC 8864 §5.1): a data channel.
//
//	a=dcmap:<stream-id>
//	a=dcmap:<stream-id> subprotocol="msrp";label="chat";ordered=false;max-retr=5
//
// Options are written in the order of the fields here, and those that have their
// default are left out. MaxRetr and MaxTime exclude each other; without both the
// channel is reliable.
type DCMap struct {
	StreamID    uint16 // of the SCTP stream
	Subprotocol string // without quotes and escapes, as is Label
	Label       string
	Unordered   bool   // ordered=false
	MaxRetr     uint32 // retransmissions, if HasMaxRetr
	HasMaxRetr  bool
	MaxTime     uint32 // milliseconds, if HasMaxTime
	HasMaxTime  bool
	Priority    uint16 // if HasPriority; without one it is 256
	HasPriority bool
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (DCMap) MatchName(name string) bool { return name == "dcmap" }

func (DCMap) ParseAttribute(_, value string, hasValue bool) (a DCMap, err error) {
	f := fields{s: value}
	if a.StreamID, err = streamID(&f, hasValue); err != nil {
		return a, err
	}
	value = strings.TrimRight(value, " ")
	at := f.pos
	for at < len(value) && value[at] == ' ' {
		at++
	}
	seen := 0 // a bit for each option
	for at < len(value) {
		end := dcmapOption(value[at:]) + at
		bit, err := a.option(value[at:end], at)
		if err != nil {
			return DCMap{}, err
		}
		if seen&bit != 0 {
			return DCMap{}, attrError(at, "option "+quote(value[at:end])+" stands twice")
		}
		seen |= bit
		if at = end + 1; at == len(value) {
			return DCMap{}, attrError(end, "unexpected \";\"")
		}
	}
	if a.HasMaxRetr && a.HasMaxTime {
		return DCMap{}, attrError(0, "max-retr and max-time exclude each other")
	}
	return a, nil
}

// dcmapOption is the length of the option that s starts with: up to the next
// semicolon that is not in quotes.
func dcmapOption(s string) int {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == ';' && !quoted:
			return i
		}
	}
	return len(s)
}

// option reads one option that stands at offset at, and returns a bit for its name.
func (a *DCMap) option(s string, at int) (bit int, err error) {
	name, value, has := strings.Cut(s, "=")
	if at += len(name) + 1; !has {
		return 0, attrError(at-1, "option "+quote(s)+" is not <name>=<value>")
	}
	limit := uint64(1<<32 - 1)
	switch name {
	case "subprotocol":
		a.Subprotocol, err = unquote(value, at)
		return 1, err
	case "label":
		a.Label, err = unquote(value, at)
		return 2, err
	case "ordered":
		a.Unordered = value == "false" // "any other value is ignored", RFC 8864 §5.1.7
		return 4, nil
	case "max-retr", "max-time":
	case "priority":
		limit = 65535
	default:
		return 0, attrError(at-1-len(name), quote(name)+" is not an option")
	}
	n, ok := number(value, limit)
	if !ok {
		return 0, attrError(at, name+" "+quote(value)+" is not a number from 0 to "+strconv.FormatUint(limit, 10))
	}
	switch name {
	case "max-retr":
		a.MaxRetr, a.HasMaxRetr = uint32(n), true
		return 8, nil
	case "max-time":
		a.MaxTime, a.HasMaxTime = uint32(n), true
		return 16, nil
	}
	a.Priority, a.HasPriority = uint16(n), true
	return 32, nil
}

// unquote reads a quoted-string. Bytes beyond ASCII, which should be escaped, are
// taken as they are.
func unquote(s string, at int) (string, error) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", attrError(at, quote(s)+" is not in quotes")
	}
	s = s[1 : len(s)-1]
	var b []byte
	done := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c < ' ' || c == 0x7f:
			return "", attrError(at+1+i, "byte "+quote(s[i:i+1])+" must be escaped with \"%\"")
		case c == '%':
			if i+2 >= len(s) {
				return "", attrError(at+1+i, "\"%\" without two hexadecimal digits")
			}
			v, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
			if err != nil {
				return "", attrError(at+1+i, "\"%\" without two hexadecimal digits")
			}
			b = append(append(b, s[done:i]...), byte(v))
			i += 2
			done = i + 1
		}
	}
	if done == 0 {
		return s, nil
	}
	return string(append(b, s[done:]...)), nil
}

// appendQuoted is the inverse of unquote.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '%' {
			const hex = "0123456789ABCDEF"
			b = append(b, '%', hex[c>>4], hex[c&15])
		} else {
			b = append(b, c)
		}
	}
	return append(b, '"')
}

func (a DCMap) AppendAttribute(b []byte) []byte {
	b = strconv.AppendUint(append(b, "dcmap:"...), uint64(a.StreamID), 10)
	sep := byte(' ')
	option := func(name string) {
		b = append(append(append(b, sep), name...), '=')
		sep = ';'
	}
	if a.Subprotocol != "" {
		option("subprotocol")
		b = appendQuoted(b, a.Subprotocol)
	}
	if a.Label != "" {
		option("label")
		b = appendQuoted(b, a.Label)
	}
	if a.Unordered {
		option("ordered")
		b = append(b, "false"...)
	}
	if a.HasMaxRetr {
		option("max-retr")
		b = strconv.AppendUint(b, uint64(a.MaxRetr), 10)
	}
	if a.HasMaxTime {
		option("max-time")
		b = strconv.AppendUint(b, uint64(a.MaxTime), 10)
	}
	if a.HasPriority {
		option("priority")
		b = strconv.AppendUint(b, uint64(a.Priority), 10)
	}
	return b
}

// DCSA is a=dcsa (RFC 8864 §5.2): an attribute of what runs over a data channel.
//
//	a=dcsa:<stream-id> <attribute>
//	a=dcsa:<stream-id> <attribute>:<value>
//
// To read the attribute as its own type, give Name, Value and HasValue to that
// type's ParseAttribute.
type DCSA struct {
	StreamID uint16 // of the a=dcmap
	Name     string
	Value    string // if HasValue
	HasValue bool   // tells "x:" from "x"
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (DCSA) MatchName(name string) bool { return name == "dcsa" }

func (DCSA) ParseAttribute(_, value string, hasValue bool) (a DCSA, err error) {
	f := fields{s: value}
	id, err := streamID(&f, hasValue)
	if err != nil {
		return a, err
	}
	name, val, has, err := nested(&f)
	if err != nil {
		return a, err
	}
	return DCSA{id, name, val, has}, nil
}

func (a DCSA) AppendAttribute(b []byte) []byte {
	b = strconv.AppendUint(append(b, "dcsa:"...), uint64(a.StreamID), 10)
	return appendNested(b, a.Name, a.Value, a.HasValue)
}

func (a DCMap) String() string                { return attributeValue(a) }
func (a DCMap) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *DCMap) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a DCSA) String() string                 { return attributeValue(a) }
func (a DCSA) MarshalText() ([]byte, error)   { return []byte(a.String()), nil }
func (a *DCSA) UnmarshalText(b []byte) error  { return unmarshalAttribute(a, b) }
func (a DCSA) Equal(o DCSA) bool              { return a == o }

// Equal takes an absent priority for its default.
func (a DCMap) Equal(o DCMap) bool { return a.explicit() == o.explicit() }

// explicit is a with its default priority, and nothing in fields that don't count.
func (a DCMap) explicit() DCMap {
	if !a.HasPriority {
		a.Priority, a.HasPriority = 256, true
	}
	if !a.HasMaxRetr {
		a.MaxRetr = 0
	}
	if !a.HasMaxTime {
		a.MaxTime = 0
	}
	return a
}

// streamID reads the SCTP stream with which both attributes start.
func streamID(f *fields, hasValue bool) (uint16, error) {
	id, at, _ := f.next()
	if !hasValue || id == "" {
		return 0, errNoValue
	}
	n, ok := number(id, 65535)
	if !ok {
		return 0, attrError(at, "stream id "+quote(id)+" is not a number from 0 to 65535")
	}
	return uint16(n), nil
}
