package candidate

import "strings"

// A Candidate is one ICE candidate: an address at which an agent may be reached (RFC
// 8839 §5.1, for TCP RFC 6544 §4.5). The zero value is not a valid candidate.
//
// A Candidate that was parsed remembers how it was written. A field that is not
// changed afterwards is written again as it stood, letter case, zeros and spacing
// included; a field that is changed replaces its own word and no other.
type Candidate struct {
	Foundation     string    // 1 to 32 ice-chars; equal for candidates that are frozen together (RFC 8445 §5.1.1.3)
	Component      uint16    // 1 for RTP and everything else, 2 for RTCP that is not multiplexed
	Transport      Transport // UDP, TCP, or as written
	Priority       uint32    // RFC 8445 §5.1.2
	Address        Address   // where the candidate is; never resolved
	Port           uint16    // 9 with an active TCP candidate, which has none (RFC 6544 §4.5)
	Type           Type      // Host, ServerReflexive, PeerReflexive, Relayed, or as written
	TCPType        TCPType   // "" where there is none
	RelatedAddress Address   // raddr: the base or mapped address; "" where there is none
	RelatedPort    uint16    // rport
	source         source
}

// Transport is the transport protocol of a candidate. Parse gives the known ones as
// these constants in whatever letter case they are written, and others as written.
type Transport string

// The transports that are known. SSLTCP is libwebrtc's TCP behind a pretended TLS
// handshake; it is in no RFC.
const (
	UDP    Transport = "udp"
	TCP    Transport = "tcp"
	SSLTCP Transport = "ssltcp"
)

// Type is the type of a candidate (RFC 8445 §5.1.1). Parse gives the known ones as
// these constants in whatever letter case they are written, and others as written.
type Type string

// The types of RFC 8839 §5.1.
const (
	Host            Type = "host"
	ServerReflexive Type = "srflx"
	PeerReflexive   Type = "prflx"
	Relayed         Type = "relay"
)

// TCPType says which side of a TCP candidate opens the connection (RFC 6544 §4.5).
type TCPType string

// The TCP types of RFC 6544 §4.5.
const (
	Active           TCPType = "active"
	Passive          TCPType = "passive"
	SimultaneousOpen TCPType = "so"
)

// Address is a connection address as written: an IPv4 or IPv6 address, perhaps in
// brackets or with a zone, or a name, which the toolkit never resolves.
type Address string

// String returns the candidate-attribute: "candidate:" and the value, as in an a= line
// and in RTCIceCandidateInit.
func (c Candidate) String() string { return string(c.AppendAttribute(nil)) }

// MarshalText returns String. The error is that of Parse, for fields that can't be
// written or would be read as others; what was parsed and not changed has none.
func (c Candidate) MarshalText() ([]byte, error) {
	b := c.AppendAttribute(nil)
	if c.source.parsed && c.unchanged() {
		return b, nil
	}
	got, errs := ParseLax(string(b))
	if len(errs) > 0 {
		return nil, errs[0]
	}
	if !got.Equal(c) {
		return nil, syntaxError(probSyntax, 0, quote(string(b))+" would be read as another candidate")
	}
	return b, nil
}

// UnmarshalText is Parse.
func (c *Candidate) UnmarshalText(b []byte) error {
	got, err := Parse(string(b))
	if err == nil {
		*c = got
	}
	return err
}

// Equal compares by meaning: the fields, addresses with Address.Equal, and the
// extensions in their order. How they are written does not count.
func (c Candidate) Equal(o Candidate) bool {
	if c.Foundation != o.Foundation || c.Component != o.Component || !strings.EqualFold(string(c.Transport), string(o.Transport)) ||
		c.Priority != o.Priority || !c.Address.Equal(o.Address) || c.Port != o.Port || !strings.EqualFold(string(c.Type), string(o.Type)) ||
		!strings.EqualFold(string(c.TCPType), string(o.TCPType)) || !c.RelatedAddress.Equal(o.RelatedAddress) || c.RelatedPort != o.RelatedPort {
		return false
	}
	p, q := c.source.walk(), o.source.walk()
	for {
		more := p.nextExtension()
		if more != q.nextExtension() {
			return false
		}
		if !more {
			return true
		}
		if !strings.EqualFold(p.nameText(), q.nameText()) || p.valueText() != q.valueText() {
			return false
		}
	}
}
