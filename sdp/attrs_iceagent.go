package sdp

import (
	"iter"
	"strconv"
	"strings"
	"time"
)

// This file has what an ICE agent says of itself and of its candidates as a whole:
// ice-options, ice-lite, ice-pacing, ice-mismatch, remote-candidates and
// end-of-candidates.

// ICEOptions is a=ice-options (RFC 8839 §5.6): the extensions of ICE that the agent
// knows: "ice2", "trickle" (RFC 8840), "renomination", "rtp+ecn".
//
//	a=ice-options:<ice-option-tag> …
//
// Options may hold any visible byte, as "google-ice" does. The commas that
// libdatachannel has between them are read as spaces.
type ICEOptions struct {
	options string // with single spaces between them
}

// NewICEOptions makes the attribute of these options.
func NewICEOptions(options ...string) ICEOptions { return ICEOptions{tidy(strings.Join(options, " "))} }

// All iterates over the options.
func (a ICEOptions) All() iter.Seq[string] { return words(a.options) }

// Has reports whether the agent knows this option.
func (a ICEOptions) Has(option string) bool { return hasWord(a.options, option) }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ICEOptions) MatchName(name string) bool { return name == "ice-options" }

func (ICEOptions) ParseAttribute(_, value string, hasValue bool) (ICEOptions, error) {
	f := fields{s: strings.ReplaceAll(value, ",", " ")}
	options, err := wordsOf(&f, "option", clsVisible, " holds an invisible byte")
	if err == nil && (!hasValue || options == "") {
		err = errNoValue
	}
	return ICEOptions{options}, err
}

func (a ICEOptions) AppendAttribute(b []byte) []byte {
	return append(append(b, "ice-options:"...), a.options...)
}

// Equal compares the options as a set.
func (a ICEOptions) Equal(o ICEOptions) bool { return a == o || sameSet(a.All(), o.All()) }

// ICELite is a=ice-lite (RFC 8839 §5.3): the agent is a lite implementation.
type ICELite struct{}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ICELite) MatchName(name string) bool { return name == "ice-lite" }

func (ICELite) ParseAttribute(_, _ string, hasValue bool) (ICELite, error) {
	return ICELite{}, flag(hasValue)
}

func (ICELite) AppendAttribute(b []byte) []byte { return append(b, "ice-lite"...) }

// ICEPacing is a=ice-pacing (RFC 8839 §5.5): the milliseconds that the agent wants
// to have between two connectivity checks. Where there is none, 50.
type ICEPacing uint64

// Duration is the same as a time.Duration.
func (a ICEPacing) Duration() time.Duration {
	return time.Duration(min(a, maxPacing)) * time.Millisecond
}

const maxPacing = 9999999999 // ten digits

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ICEPacing) MatchName(name string) bool { return name == "ice-pacing" }

func (ICEPacing) ParseAttribute(_, value string, hasValue bool) (ICEPacing, error) {
	n, err := oneNumber(value, hasValue, "pacing", maxPacing)
	return ICEPacing(n), err
}

// oneNumber parses an attribute whose value is a number.
func oneNumber(value string, hasValue bool, what string, limit uint64) (uint64, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return 0, errNoValue
	}
	n, ok := number(value, limit)
	if !ok {
		return 0, attrError(0, what+" "+quote(value)+" is not a number from 0 to "+strconv.FormatUint(limit, 10))
	}
	return n, nil
}

func (a ICEPacing) AppendAttribute(b []byte) []byte {
	return strconv.AppendUint(append(b, "ice-pacing:"...), uint64(a), 10)
}

// ICEMismatch is a=ice-mismatch (RFC 8839 §5.3), in an answer: no ICE for this
// section, because the offer's default destination was none of its candidates.
type ICEMismatch struct{}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ICEMismatch) MatchName(name string) bool { return name == "ice-mismatch" }

func (ICEMismatch) ParseAttribute(_, _ string, hasValue bool) (ICEMismatch, error) {
	return ICEMismatch{}, flag(hasValue)
}

func (ICEMismatch) AppendAttribute(b []byte) []byte { return append(b, "ice-mismatch"...) }

// RemoteCandidates is a=remote-candidates (RFC 8839 §5.2): the other side's
// candidates that the controlling agent has selected. Several candidates stand in
// one attribute, or each component's in one of its own.
//
//	a=remote-candidates:<component-id> <connection-address> <port> …
type RemoteCandidates struct {
	list string // with single spaces, and numbers without leading zeros
}

// RemoteCandidate is one candidate of RemoteCandidates.
type RemoteCandidate struct {
	Component uint16 // 1 RTP, 2 RTCP; up to 256
	Address   string // an IP address, or a domain name
	Port      uint16
}

// NewRemoteCandidates makes the attribute of these candidates.
func NewRemoteCandidates(candidates ...RemoteCandidate) RemoteCandidates {
	var b []byte
	for i, c := range candidates {
		if i > 0 {
			b = append(b, ' ')
		}
		b = strconv.AppendUint(b, uint64(c.Component), 10)
		b = append(append(append(b, ' '), c.Address...), ' ')
		b = strconv.AppendUint(b, uint64(c.Port), 10)
	}
	return RemoteCandidates{string(b)}
}

// All iterates over the candidates.
func (a RemoteCandidates) All() iter.Seq[RemoteCandidate] {
	return func(yield func(RemoteCandidate) bool) {
		f := fields{s: a.list}
		for {
			c, ok, _ := remoteCandidate(&f)
			if !ok || !yield(c) {
				return
			}
		}
	}
}

// remoteCandidate reads the next candidate; ok is false at the end.
func remoteCandidate(f *fields) (c RemoteCandidate, ok bool, err error) {
	id, at, ok := f.next()
	if !ok {
		return c, false, nil
	}
	n, good := number(id, 256)
	if !good || n == 0 {
		return c, false, attrError(at, "component-id "+quote(id)+" is not a number from 1 to 256")
	}
	address, at, ok := f.next()
	if !ok {
		return c, false, attrError(at, "connection-address is missing")
	}
	if i := span(address, clsVisible); i < len(address) {
		return c, false, attrError(at+i, "connection-address "+quote(address)+" holds an invisible byte")
	}
	port, at, ok := f.next()
	if !ok {
		return c, false, attrError(at, "port is missing")
	}
	p, good := number(port, 65535)
	if !good {
		return c, false, attrError(at, "port "+quote(port)+" is not a number from 0 to 65535")
	}
	return RemoteCandidate{uint16(n), address, uint16(p)}, true, nil
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RemoteCandidates) MatchName(name string) bool { return name == "remote-candidates" }

func (RemoteCandidates) ParseAttribute(_, value string, hasValue bool) (a RemoteCandidates, err error) {
	f := fields{s: value}
	n, length := 0, 0
	for ; ; n++ {
		c, ok, err := remoteCandidate(&f)
		if err != nil {
			return a, err
		}
		if !ok {
			break
		}
		length += digits(c.Component) + len(c.Address) + digits(c.Port) + 3
	}
	if !hasValue || n == 0 {
		return a, errNoValue
	}
	a.list = value
	if length != len(value)+1 { // spaces or zeros that a canonical value has not
		var all []RemoteCandidate
		for c := range a.All() {
			all = append(all, c)
		}
		a = NewRemoteCandidates(all...)
	}
	return a, nil
}

// digits is the number of decimal digits of n.
func digits(n uint16) int {
	d := 1
	for ; n > 9; n /= 10 {
		d++
	}
	return d
}

func (a RemoteCandidates) AppendAttribute(b []byte) []byte {
	return append(append(b, "remote-candidates:"...), a.list...)
}

// EndOfCandidates is a=end-of-candidates (RFC 8840 §8): no further candidates will
// come for this section; in the session part, for none.
type EndOfCandidates struct{}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (EndOfCandidates) MatchName(name string) bool { return name == "end-of-candidates" }

func (EndOfCandidates) ParseAttribute(_, _ string, hasValue bool) (EndOfCandidates, error) {
	return EndOfCandidates{}, flag(hasValue)
}

func (EndOfCandidates) AppendAttribute(b []byte) []byte { return append(b, "end-of-candidates"...) }

// Equal ignores the order of the candidates (RFC 8839 §5.2).
func (a RemoteCandidates) Equal(o RemoteCandidates) bool {
	return a == o || sameSet(a.texts(), o.texts())
}

// texts iterates over the candidates as texts.
func (a RemoteCandidates) texts() iter.Seq[string] {
	return func(yield func(string) bool) {
		for c := range a.All() {
			if !yield(NewRemoteCandidates(c).list) {
				return
			}
		}
	}
}

func (a ICEOptions) String() string                      { return a.options }
func (a ICEOptions) MarshalText() ([]byte, error)        { return []byte(a.options), nil }
func (a *ICEOptions) UnmarshalText(b []byte) error       { return unmarshalAttribute(a, b) }
func (a ICELite) String() string                         { return "ice-lite" }
func (a ICELite) MarshalText() ([]byte, error)           { return []byte(a.String()), nil }
func (a *ICELite) UnmarshalText(b []byte) error          { return unmarshalAttribute(a, b) }
func (a ICELite) Equal(ICELite) bool                     { return true }
func (a ICEPacing) String() string                       { return attributeValue(a) }
func (a ICEPacing) MarshalText() ([]byte, error)         { return []byte(a.String()), nil }
func (a *ICEPacing) UnmarshalText(b []byte) error        { return unmarshalAttribute(a, b) }
func (a ICEPacing) Equal(o ICEPacing) bool               { return a == o }
func (a ICEMismatch) String() string                     { return "ice-mismatch" }
func (a ICEMismatch) MarshalText() ([]byte, error)       { return []byte(a.String()), nil }
func (a *ICEMismatch) UnmarshalText(b []byte) error      { return unmarshalAttribute(a, b) }
func (a ICEMismatch) Equal(ICEMismatch) bool             { return true }
func (a RemoteCandidates) String() string                { return a.list }
func (a RemoteCandidates) MarshalText() ([]byte, error)  { return []byte(a.list), nil }
func (a *RemoteCandidates) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a EndOfCandidates) String() string                 { return "end-of-candidates" }
func (a EndOfCandidates) MarshalText() ([]byte, error)   { return []byte(a.String()), nil }
func (a *EndOfCandidates) UnmarshalText(b []byte) error  { return unmarshalAttribute(a, b) }
func (a EndOfCandidates) Equal(EndOfCandidates) bool     { return true }
