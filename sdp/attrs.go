package sdp

import (
	"iter"
	"strconv"
	"strings"
)

// This file has the attributes that say what a section is and which way it goes:
// mid, group, bundle-only, the directions, setup, rtcp and rtcp-mux.

func attrError(at int, msg string) error { return &AttributeError{At: at, Msg: msg} }

var (
	errNoValue = &AttributeError{Msg: "the value is missing"}
	errValue   = &AttributeError{Msg: "takes no value"}
)

// flag parses an attribute that has no value.
func flag(hasValue bool) error {
	if hasValue {
		return errValue
	}
	return nil
}

// token parses an attribute whose value is one token. White space at the end,
// which old Firefox and some gateways write, is not part of it.
func token(value string, hasValue bool, what string) (string, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return "", errNoValue
	}
	if i := span(value, clsToken); i < len(value) {
		return "", attrError(i, what+" "+quote(value)+" is not a token")
	}
	return value, nil
}

// MID is a=mid, the identification of a media section (RFC 5888 §4).
type MID string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (MID) MatchName(name string) bool { return name == "mid" }

func (MID) ParseAttribute(_, value string, hasValue bool) (MID, error) {
	s, err := token(value, hasValue, "identification-tag")
	return MID(s), err
}

func (m MID) AppendAttribute(b []byte) []byte { return append(append(b, "mid:"...), m...) }

// MID returns the section's identification tag; ok is false when it has none, or
// one that is not a token.
func (s Section) MID() (mid string, ok bool) {
	for l := range s.AttrLines("mid") {
		_, value, hasValue, _ := l.Attr()
		// Not with First: its error would want to know the section's mid.
		m, err := MID("").ParseAttribute("mid", value, hasValue)
		return string(m), err == nil
	}
	return "", false
}

// Group is a=group (RFC 5888 §5): media sections that belong together, and what
// for: "BUNDLE" (RFC 9143), "LS" (lip synchronisation), "FID", …
type Group struct {
	Semantics string
	mids      string // with single spaces between them
}

// NewGroup makes a group of media sections.
func NewGroup(semantics string, mids ...string) Group {
	return Group{semantics, tidy(strings.Join(mids, " "))}
}

// MIDs iterates over the identification tags. In a BUNDLE group the first is the
// one whose section owns the transport.
func (g Group) MIDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		f := fields{s: g.mids}
		for {
			mid, _, ok := f.next()
			if !ok || !yield(mid) {
				return
			}
		}
	}
}

// Has reports whether the group holds the section with this mid.
func (g Group) Has(mid string) bool {
	for m := range g.MIDs() {
		if m == mid {
			return true
		}
	}
	return false
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Group) MatchName(name string) bool { return name == "group" }

func (Group) ParseAttribute(_, value string, hasValue bool) (Group, error) {
	f := fields{s: value}
	semantics, at, _ := f.next()
	if !hasValue || semantics == "" {
		return Group{}, errNoValue
	}
	if !is(semantics, clsToken) {
		return Group{}, attrError(at, "semantics "+quote(semantics)+" is not a token")
	}
	rest := f.pos
	for {
		mid, at, ok := f.next()
		if !ok {
			break
		}
		if !is(mid, clsToken) {
			return Group{}, attrError(at, "identification-tag "+quote(mid)+" is not a token")
		}
	}
	if f.loose != 0 { // for == to mean equal
		return NewGroup(semantics, strings.Fields(value[rest:])...), nil
	}
	return Group{semantics, value[rest:]}, nil
}

func (g Group) AppendAttribute(b []byte) []byte {
	b = append(append(b, "group:"...), g.Semantics...)
	for mid := range g.MIDs() {
		b = append(append(b, ' '), mid...)
	}
	return b
}

// BundleOnly is a=bundle-only (RFC 9143 §6).
type BundleOnly struct{}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (BundleOnly) MatchName(name string) bool { return name == "bundle-only" }

func (BundleOnly) ParseAttribute(_, _ string, hasValue bool) (BundleOnly, error) {
	return BundleOnly{}, flag(hasValue)
}

func (BundleOnly) AppendAttribute(b []byte) []byte { return append(b, "bundle-only"...) }

// Direction is a=sendrecv, a=sendonly, a=recvonly or a=inactive (RFC 8866 §6.7),
// seen from the side that wrote the description. It is two bits, so that
// directions can be intersected with &.
type Direction uint8

const (
	Inactive Direction = iota
	SendOnly
	RecvOnly
	SendRecv
)

var directions = [4]string{"inactive", "sendonly", "recvonly", "sendrecv"}

// Send reports whether the side that wrote the description wants to send.
func (d Direction) Send() bool { return d&SendOnly != 0 }

// Recv reports whether the side that wrote the description wants to receive.
func (d Direction) Recv() bool { return d&RecvOnly != 0 }

// Reverse is the direction as the other side sees it.
func (d Direction) Reverse() Direction { return (d&SendOnly)<<1 | (d&RecvOnly)>>1 }

// String returns the attribute's name.
func (d Direction) String() string { return directions[d&SendRecv] }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Direction) MatchName(name string) bool {
	switch name {
	case "sendrecv", "sendonly", "recvonly", "inactive":
		return true
	}
	return false
}

func (Direction) ParseAttribute(name, _ string, hasValue bool) (Direction, error) {
	if hasValue {
		return 0, errValue
	}
	for d, s := range directions {
		if s == name {
			return Direction(d), nil
		}
	}
	return 0, attrError(0, quote(name)+" is not a direction")
}

func (d Direction) AppendAttribute(b []byte) []byte { return append(b, d.String()...) }

// Direction returns the section's direction: its own, else the session's, else
// sendrecv, which RFC 8866 §6.7 makes the default. Where a section has several,
// which the RFC forbids, the last one counts, as in Chromium and Firefox.
func (s Section) Direction() Direction {
	found, d := false, SendRecv
	for v, err := range All[Direction](s) {
		if err == nil {
			found, d = true, v
		}
	}
	if !found && s.IsMedia() {
		return s.d.Session().Direction()
	}
	return d
}

// SetDirection writes the section's direction.
func (s Section) SetDirection(d Direction) error { return Set(s, d) }

// Setup is a=setup (RFC 4145 §4, for DTLS RFC 8842 §5): "active", "passive",
// "actpass" or "holdconn".
type Setup string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Setup) MatchName(name string) bool { return name == "setup" }

func (Setup) ParseAttribute(_, value string, hasValue bool) (Setup, error) {
	s, err := token(value, hasValue, "role")
	if err != nil {
		return "", err
	}
	switch s {
	case "active", "passive", "actpass", "holdconn":
		return Setup(s), nil
	}
	return "", attrError(0, "role "+quote(s)+" is not active, passive, actpass or holdconn")
}

func (s Setup) AppendAttribute(b []byte) []byte { return append(append(b, "setup:"...), s...) }

// RTCPMux is a=rtcp-mux (RFC 5761 §5.1.1).
type RTCPMux struct{}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RTCPMux) MatchName(name string) bool { return name == "rtcp-mux" }

func (RTCPMux) ParseAttribute(_, _ string, hasValue bool) (RTCPMux, error) {
	return RTCPMux{}, flag(hasValue)
}

func (RTCPMux) AppendAttribute(b []byte) []byte { return append(b, "rtcp-mux"...) }

// RTCP is a=rtcp (RFC 3605 §2.1): the port for RTCP, and perhaps the address.
type RTCP struct {
	Port        uint16
	NetworkType string // these three are all there or all empty
	AddressType string
	Address     string
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RTCP) MatchName(name string) bool { return name == "rtcp" }

func (RTCP) ParseAttribute(_, value string, hasValue bool) (a RTCP, err error) {
	f := fields{s: value}
	port, at, _ := f.next()
	if !hasValue || port == "" {
		return a, errNoValue
	}
	n, ok := number(port, 65535)
	if !ok {
		return a, attrError(at, "port "+quote(port)+" is not a number from 0 to 65535")
	}
	var v [3]string
	for i, what := range []string{"network type", "address type", "address"} {
		field, at, ok := f.next()
		if !ok && i == 0 {
			return RTCP{Port: uint16(n)}, nil
		}
		if !ok {
			return a, attrError(at, what+" is missing")
		}
		if i < 2 && !is(field, clsToken) || !visible(field) {
			return a, attrError(at, what+" "+quote(field)+" is not a token")
		}
		v[i] = field
	}
	if extra, at, ok := f.next(); ok {
		return a, attrError(at, "unexpected "+quote(extra))
	}
	return RTCP{uint16(n), v[0], v[1], v[2]}, nil
}

func (a RTCP) AppendAttribute(b []byte) []byte {
	b = strconv.AppendUint(append(b, "rtcp:"...), uint64(a.Port), 10)
	if a.Address != "" {
		for _, s := range [...]string{a.NetworkType, a.AddressType, a.Address} {
			b = append(append(b, ' '), s...)
		}
	}
	return b
}
