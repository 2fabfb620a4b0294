package sdp

import (
	"iter"
	"strings"
)

// This file has the attributes that say how RTP and RTCP are sent: rtcp-mux-only,
// rtcp-rsize, rtcp-xr and extmap-allow-mixed.

// RTCPMuxOnly is a=rtcp-mux-only (RFC 8858 §3), in an offer: without RTP and RTCP
// on one port there will be neither.
type RTCPMuxOnly struct{}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RTCPMuxOnly) MatchName(name string) bool { return name == "rtcp-mux-only" }

func (RTCPMuxOnly) ParseAttribute(_, _ string, hasValue bool) (RTCPMuxOnly, error) {
	return RTCPMuxOnly{}, flag(hasValue)
}

func (RTCPMuxOnly) AppendAttribute(b []byte) []byte { return append(b, "rtcp-mux-only"...) }

// RTCPRsize is a=rtcp-rsize (RFC 5506 §5): RTCP packets may be of reduced size.
type RTCPRsize struct{}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RTCPRsize) MatchName(name string) bool { return name == "rtcp-rsize" }

func (RTCPRsize) ParseAttribute(_, _ string, hasValue bool) (RTCPRsize, error) {
	return RTCPRsize{}, flag(hasValue)
}

func (RTCPRsize) AppendAttribute(b []byte) []byte { return append(b, "rtcp-rsize"...) }

// RTCPXR is a=rtcp-xr (RFC 3611 §5.1): the extended reports that are wanted. An
// empty one in a section takes back what stands in the session part.
//
//	a=rtcp-xr:
//	a=rtcp-xr:<format> <format>=<value> …
//
// The formats of the RFC are pkt-loss-rle, pkt-dup-rle, pkt-rcpt-times (with the
// largest size of a block in bytes), rcvr-rtt ("all" or "sender", and ":" and that
// size), stat-summary (loss, dup, jitt, TTL, HL with "," between them) and
// voip-metrics.
type RTCPXR struct {
	formats string // with single spaces between them
}

// NewRTCPXR makes the attribute of formats such as "rcvr-rtt=all".
func NewRTCPXR(formats ...string) RTCPXR { return RTCPXR{tidy(strings.Join(formats, " "))} }

// All iterates over the names and values ("" without "=") of the formats.
func (a RTCPXR) All() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for w := range words(a.formats) {
			if name, value, _ := strings.Cut(w, "="); !yield(name, value) {
				return
			}
		}
	}
}

// Get returns the value of a format.
func (a RTCPXR) Get(name string) (value string, ok bool) {
	for n, v := range a.All() {
		if n == name {
			return v, true
		}
	}
	return "", false
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RTCPXR) MatchName(name string) bool { return name == "rtcp-xr" }

func (RTCPXR) ParseAttribute(_, value string, hasValue bool) (RTCPXR, error) {
	if !hasValue {
		return RTCPXR{}, errNoValue
	}
	f := fields{s: value}
	formats, err := wordsOf(&f, "format", clsVisible, " holds an invisible byte")
	return RTCPXR{formats}, err
}

func (a RTCPXR) AppendAttribute(b []byte) []byte {
	return append(append(b, "rtcp-xr:"...), a.formats...)
}

// Equal compares the formats as a set.
func (a RTCPXR) Equal(o RTCPXR) bool {
	return a == o || sameSet(words(a.formats), words(o.formats))
}

// ExtMapAllowMixed is a=extmap-allow-mixed (RFC 8285 §6): header extensions of one
// and of two bytes may stand in the same stream.
type ExtMapAllowMixed struct{}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ExtMapAllowMixed) MatchName(name string) bool { return name == "extmap-allow-mixed" }

func (ExtMapAllowMixed) ParseAttribute(_, _ string, hasValue bool) (ExtMapAllowMixed, error) {
	return ExtMapAllowMixed{}, flag(hasValue)
}

func (ExtMapAllowMixed) AppendAttribute(b []byte) []byte { return append(b, "extmap-allow-mixed"...) }

func (a RTCPMuxOnly) String() string                     { return "rtcp-mux-only" }
func (a RTCPMuxOnly) MarshalText() ([]byte, error)       { return []byte(a.String()), nil }
func (a *RTCPMuxOnly) UnmarshalText(b []byte) error      { return unmarshalAttribute(a, b) }
func (a RTCPMuxOnly) Equal(RTCPMuxOnly) bool             { return true }
func (a RTCPRsize) String() string                       { return "rtcp-rsize" }
func (a RTCPRsize) MarshalText() ([]byte, error)         { return []byte(a.String()), nil }
func (a *RTCPRsize) UnmarshalText(b []byte) error        { return unmarshalAttribute(a, b) }
func (a RTCPRsize) Equal(RTCPRsize) bool                 { return true }
func (a RTCPXR) String() string                          { return a.formats }
func (a RTCPXR) MarshalText() ([]byte, error)            { return []byte(a.formats), nil }
func (a *RTCPXR) UnmarshalText(b []byte) error           { return unmarshalAttribute(a, b) }
func (a ExtMapAllowMixed) String() string                { return "extmap-allow-mixed" }
func (a ExtMapAllowMixed) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *ExtMapAllowMixed) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a ExtMapAllowMixed) Equal(ExtMapAllowMixed) bool   { return true }
