package candidate

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

// source is how a parsed candidate was written.
type source struct{}
