package candidate

import "strconv"

// Reason is why two candidates are not a pair that is checked. The zero value is
// that they are.
type Reason uint8

// Why two candidates were not paired, in the order in which it is looked at, and
// why a pair that was formed is not on the checklist.
const (
	NoReason            Reason = iota
	OtherGeneration            // the ufrag is not that of the generation that is paired
	UnknownTransport           // a transport that no ICE RFC defines
	UnknownType                // a candidate type that no ICE RFC defines
	NoTCPType                  // a TCP candidate without a known tcptype
	InvalidAddress             // neither an IP address nor a name, an unspecified address, or port 0
	UnresolvedName             // a name, mDNS or other, that Facts.Resolve doesn't know
	RelayPolicy                // the policy allows relayed local candidates only
	NamePolicy                 // the relay policy forbids what has to be resolved
	HiddenHost                 // the policy keeps host candidates back
	DifferentComponents        // RTP with RTCP
	DifferentTransports        // UDP with TCP
	TCPTypesDontMatch          // neither active with passive nor so with so
	DifferentFamilies          // IPv4 with IPv6
	LinkLocalWithOther         // an IPv6 link-local address with one that is not
	LocalPassive               // a passive candidate waits for the peer's check
	RedundantPair              // same base and same remote candidate as a pair of higher priority
	BeyondLimit                // beyond the limit of pairs
	SignalledLater             // learned from a check, and now signalled
)

// reasons has a row for each Reason. Every rule is written here once, for the
// code, the messages and the table.
var reasons = [...]struct {
	text, clause string
	by           string // how the pair is named that this one was pruned for
}{
	NoReason:            {},
	OtherGeneration:     {"ufrag of another generation", "RFC 8838 §9", ""},
	UnknownTransport:    {"transport not known", "RFC 8839 §5.1", ""},
	UnknownType:         {"candidate type not known", "RFC 8839 §5.1", ""},
	NoTCPType:           {"TCP without a tcptype", "RFC 6544 §4.5", ""},
	InvalidAddress:      {"no address to send to", "RFC 8839 §5.1", ""},
	UnresolvedName:      {"name not resolved", "RFC 8839 §5.1", ""},
	RelayPolicy:         {"not relayed, and the policy is relay", "webrtc-pc RTCIceTransportPolicy", ""},
	NamePolicy:          {"a name, and the policy is relay", "webrtc-pc addIceCandidate", ""},
	HiddenHost:          {"host candidates are kept back by policy", "RFC 8445 §19.1", ""},
	DifferentComponents: {"different components", "RFC 8445 §6.1.2.2", ""},
	DifferentTransports: {"different transports", "RFC 6544 §6.2", ""},
	TCPTypesDontMatch:   {"TCP types that don't connect", "RFC 6544 §6.2", ""},
	DifferentFamilies:   {"IPv4 with IPv6", "RFC 8445 §6.1.2.2", ""},
	LinkLocalWithOther:  {"link-local with another scope", "RFC 8445 §6.1.2.2", ""},
	LocalPassive:        {"passive: the peer opens it", "RFC 6544 §6.2", ""},
	RedundantPair:       {"redundant", "RFC 8445 §6.1.2.4", " with "},
	BeyondLimit:         {"beyond the limit of pairs", "RFC 8445 §6.1.2.5", ""},
	SignalledLater:      {"learned before it was signalled", "RFC 8838 §11", " as "},
}

// String is the reason in a few words.
func (r Reason) String() string {
	if int(r) >= len(reasons) {
		return "?"
	}
	return reasons[r].text
}

// Clause is where the reason stands, such as "RFC 8445 §6.1.2.4".
func (r Reason) Clause() string {
	if int(r) >= len(reasons) {
		return ""
	}
	return reasons[r].clause
}

// Status is how far two candidates came on their way to a checked pair.
type Status uint8

// The statuses of two candidates.
const (
	NotFormed Status = iota // not a pair; Reason says why
	Pruned                  // a pair, but not on the checklist; Reason says why
	Listed                  // on the checklist (RFC 8445 §6.1.2.4)
	Learned                 // a pair that a check revealed (RFC 8445 §7.2.5.3.2, §7.3.1.4)
)

// String is the status in words.
func (s Status) String() string { return word(s, "not formed", "pruned", "listed", "learned") }

// State is the state of a pair on the checklist (RFC 8445 §6.1.2.6). The zero
// value is that of a pair which is not on it, or of a lite agent, which sends no
// checks.
type State uint8

// The states of RFC 8445 §6.1.2.6, In-Progress left out: nothing is under way in a
// computation.
const (
	NoState State = iota
	Frozen
	Waiting
	Succeeded
	Failed
)

// String is the state in lower case, "-" for the zero value.
func (s State) String() string { return word(s, "-", "frozen", "waiting", "succeeded", "failed") }

// Nomination is how the controlling agent says which pair it wants.
type Nomination uint8

// The ways to nominate. With both, the evaluation criterion that an agent chooses
// is taken to be the pair priority.
const (
	// RegularNomination names one pair once the checks are done (RFC 8445 §8.1.1).
	// Where several were named over time, the last one counts: the RFC wants an ICE
	// restart in between, but libwebrtc and others go on to a better pair without,
	// and both sides follow.
	RegularNomination Nomination = iota
	// AggressiveNomination is RFC 5245 §8.1.1.2's, which RFC 8445 has abandoned: every
	// check nominates, and of the nominated pairs the highest priority counts.
	AggressiveNomination
)

// String is the way to nominate in words.
func (n Nomination) String() string { return word(n, "regular", "aggressive (RFC 5245)") }

// Policy is which candidates an agent lets take part.
type Policy uint8

// The policies.
const (
	AllCandidates Policy = iota
	RelayOnly            // RTCIceTransportPolicy "relay": local candidates are relayed, and no name is resolved
	NoHostAddress        // local host candidates are not revealed (RFC 8445 §19.1); reflexive ones still send from them
)

// String is the policy in words.
func (p Policy) String() string { return word(p, "all", "relay", "no host") }

// word is the name of a value, or "?" for one that has none.
func word[T ~uint8](v T, names ...string) string {
	if int(v) >= len(names) {
		return "?"
	}
	return names[v]
}

// reasonOf is a reason with its clause and, unless it is -1, the index of the pair
// that a pruned one was pruned for.
func reasonOf(r Reason, by int) string {
	text := r.String()
	if by >= 0 {
		text += reasons[r].by + strconv.Itoa(by+1)
	}
	return text + " (" + r.Clause() + ")"
}
