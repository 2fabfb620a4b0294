// Package candidate reads, writes, checks, orders and pairs ICE candidates (RFC 8839,
// RFC 6544), carries them from peer to peer as they trickle (RFC 8838, RFC 8840, W3C
// webrtc), and computes which pair of them two agents would choose (RFC 8445).
//
// # Model
//
// A [Candidate] is a value: the fields of an a=candidate line, and how the line was
// written. [Parse] reads one from an a= line, from a candidate-attribute as in
// RTCIceCandidateInit, or from the value alone. It is an sdp.Attribute as well, so that
// those of a description are read and written like all attributes:
//
//	for c, err := range sdp.All[candidate.Candidate](section) { … }
//
// An [Init] is what travels while candidates trickle in JSON, a [Fragment] what travels
// in SIP and WHIP. [Add] and [Inits] take them into and out of descriptions.
//
// [Priority], [PairPriority], [Foundations] and their like are the formulas of the
// RFCs. [Pairs] puts all of it together: from the candidates of both sides, the role of
// one and facts about what works, it computes the pairs, their order and states, the
// one that wins, and for every other combination why it is not a pair or not the
// winner. It is a computation, not an ICE agent: nothing is sent, and no time passes.
//
// # Fidelity
//
// A Candidate that was parsed is written as it stood, byte for byte: letter case,
// leading zeros, spacing, order, the spelling of addresses, extensions that nobody
// knows. A field that is changed replaces its own word and no other; raddr, rport and
// tcptype are added in the RFCs' order, and taken out with their names. Known words are
// read as constants in whatever case they stand: "UDP" is [UDP]. What stood around the
// value ("a=", "candidate:", a line ending) is not part of it: String starts with
// "candidate:".
//
// [Candidate.Extensions] are the pairs of a name and a value behind the type, other
// than raddr, rport and tcptype. One space ends a name, and the value reaches to the
// next space: it may be empty, and two spaces then follow the name. A last name
// without a value is kept.
//
// # Strictness
//
// [Parse] refuses what RFC 8839 §5.1 refuses and, for TCP, RFC 6544 §4.5, in grammar
// and in numbers: a component-id is from 1 to 256, a priority from 1 to 2147483647. It
// takes these liberties, because deployed endpoints do; [Liberties] lists them with
// clause and reason.
//
//   - candidate-spacing: several spaces between words, or some at the end
//   - candidate-order: raddr, rport or tcptype behind what should stand behind it
//   - candidate-brackets: brackets around an IPv6 address
//   - candidate-zone: an IPv6 address with a zone
//   - candidate-tcptype-missing: a TCP candidate without tcptype
//   - candidate-odd: a last extension without a value
//   - candidate-extension-bytes: bytes beyond ASCII in the value of an extension
//
// [ParseLax] reads any text that is one line and says what Parse would have refused: an
// empty foundation, component 300, a priority of 0, "candidate:garbage". A number that
// it can't read is 0 in its field and stays in the text. A text with a CR, LF or NUL
// inside is the one thing of which nothing is kept.
//
// [Check], an argument to sdp.Check, looks at the candidates of a description
// together: what Parse refuses, the liberties, and what RFCs forbid to lines that are
// well written, such as two equal priorities, an active TCP candidate with a port, a
// foreign ufrag, or a default destination that no candidate has. [Problems] lists the
// classes.
//
// # Terminology
//
// Names are the RFCs' and the W3C's: foundation, component, base, related address,
// generation, default candidate; controlling and controlled agent. An [Address] is an
// IP address or a name as written. A name is never resolved; an mDNS name is the one
// that a browser puts in the place of a host's address.
//
// # Specifications
//
// RFC 8839 and RFC 5245 (candidates in SDP), RFC 6544 (TCP), RFC 8445 (ICE), RFC 8421
// (hosts with IPv4 and IPv6), RFC 8838 (Trickle ICE), RFC 8840 (the same for SIP, and
// fragments), RFC 9429 (JSEP), W3C webrtc (RTCIceCandidateInit, addIceCandidate);
// draft-ietf-mmusic-mdns-ice-candidates. The transport ssltcp and the extensions
// generation, network-id and network-cost are libwebrtc's.
//
// # Security
//
// Whatever the bytes, nothing panics, and no field or extension brings a CR, LF or NUL
// into a line. Time and memory are linear in the text, of which a value may have 65535
// bytes; parsing and writing a line allocate nothing. Pairs looks at a bounded number
// of candidates. Values refer to the text they were parsed from and keep it in memory;
// strings.Clone detaches. Candidates tell where people are: mind your logs.
package candidate
