package candidate

import "github.com/sdpkit/sdpkit/sdp"

// problemKind numbers index the table below.
type problemKind uint8

const (
	// What Parse refuses.
	probSyntax problemKind = iota
	probFoundation
	probComponent
	probTransport
	probPriority
	probAddress
	probPort
	probType
	probRelated
	probTCPType
	probRepeated
	probExtension
	// The liberties that it takes.
	probSpacing
	probOrder
	probBrackets
	probZone
	probTCPTypeMissing
	probOdd
	probExtensionBytes
	// What only Check finds.
	probLevel
	probRejected
	probTwice
	probPriorityTwice
	probFoundationShared
	probName
	probLoopback
	probObsolete
	probPortZero
	probTransportUnknown
	probTypeUnknown
	probRelatedMissing
	probRelatedHost
	probRelatedHidden
	probMDNSLeak
	probActivePort
	probTCPTypeUDP
	probUfrag
	probAfterEnd
	probDefault
	numProblems
)

// A problem is a class of problems: what it is called, how much it matters, which
// clause it goes against and what to do about it.
type problem struct {
	sdp.ProblemInfo
	// reason says, of a liberty, who takes it. Parse accepts it then.
	reason string
}

const (
	sevError   = sdp.SeverityError
	sevWarning = sdp.SeverityWarning
	sevInfo    = sdp.SeverityInfo
)

// problemTable is the one place for every rule about candidates.
var problemTable = [numProblems]problem{
	probSyntax: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-syntax", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a candidate breaks off, or is none",
		Fix:     "write candidate:<foundation> <component-id> <transport> <priority> <connection-address> <port> typ <type>, or remove the line"}},
	probFoundation: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-foundation", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a foundation is empty, longer than 32 bytes, or has other bytes than ICE's",
		Fix:     "write 1 to 32 letters, digits, \"+\" and \"/\""}},
	probComponent: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-component", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a component-id is no number from 1 to 256 with up to three digits",
		Fix:     "write 1, or 2 for RTCP on a port of its own"}},
	probTransport: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-transport", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a transport is not a token",
		Fix:     "write udp or tcp"}},
	probPriority: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-priority", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a priority is no number from 1 to 2147483647",
		Fix:     "compute the priority as RFC 8445 §5.1.2.1 has it"}},
	probAddress: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-address", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "an address is neither an IP address nor a name",
		Fix:     "write an IPv4 or IPv6 address"}},
	probPort: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-port", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a port is no number from 0 to 65535",
		Fix:     "write the port as a decimal number; 9 with an active TCP candidate"}},
	probType: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-type", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a type is not a token",
		Fix:     "write host, srflx, prflx or relay"}},
	probRelated: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-related", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "raddr or rport has no value, or one that is no address and no port",
		Fix:     "write raddr <connection-address> rport <port>"}},
	probTCPType: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-tcptype", Severity: sevError, Clause: "RFC 6544 §4.5",
		Summary: "a tcptype is not active, passive or so",
		Fix:     "write tcptype active, passive or so"}},
	probRepeated: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-repeated", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "raddr, rport or tcptype stands twice in a line",
		Fix:     "keep one of them"}},
	probExtension: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-extension", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "an extension has a name that is not a token, or a control byte in its value",
		Fix:     "write extensions as a name and a value with single spaces between"}},

	probSpacing: {sdp.ProblemInfo{ID: "candidate-spacing", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "there is more than one space between words, or one at the end; Chromium and pion refuse that between the first words",
		Fix:     "write single spaces between the words"},
		"tables in drafts and lines that were put together by hand; Firefox and libdatachannel read over the spaces"},
	probOrder: {sdp.ProblemInfo{ID: "candidate-order", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "raddr, rport or tcptype stands behind what should stand behind it; most readers take it for an extension then",
		Fix:     "write raddr, rport, tcptype and then the extensions"},
		"the grammar lets it pass as an extension; what is meant is plain"},
	probBrackets: {sdp.ProblemInfo{ID: "candidate-brackets", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "there are brackets around an IPv6 address; pion refuses that",
		Fix:     "write the address without brackets"},
		"applications take addresses from URLs, and from Chromium's RTCIceCandidate.address, which has brackets; browsers and libdatachannel accept them"},
	probZone: {sdp.ProblemInfo{ID: "candidate-zone", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "an address has a zone, which means nothing on another host (RFC 4007 §11)",
		Fix:     "write the address without \"%\" and the zone"},
		"pion wrote the zones of link-local addresses until 2024; browsers accept them"},
	probTCPTypeMissing: {sdp.ProblemInfo{ID: "candidate-tcptype-missing", Severity: sevWarning, Clause: "RFC 6544 §4.5",
		Summary: "a TCP candidate doesn't say who opens the connection",
		Fix:     "add tcptype active, passive or so"},
		"ice4j leaves it out; Chromium takes such a candidate for a passive one"},
	probOdd: {sdp.ProblemInfo{ID: "candidate-odd", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "the last extension has no value",
		Fix:     "write a value, or remove the extension"},
		"all recorded stacks accept it, and keep it or drop it"},
	probExtensionBytes: {sdp.ProblemInfo{ID: "candidate-extension-bytes", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "an extension has bytes beyond ASCII in its value",
		Fix:     "write visible ASCII"},
		"a=candidate is read like other attributes, whose values may hold them (RFC 8866 §9)"},

	probLevel: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-level", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "there is an a=candidate in the session part",
		Fix:     "move the line into the media section that it is for"}},
	probRejected: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-rejected", Severity: sevWarning, Clause: "RFC 8839 §4.2.1.6",
		Summary: "a rejected section has candidates",
		Fix:     "remove the lines"}},
	probTwice: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-twice", Severity: sevWarning, Clause: "RFC 8445 §5.1.3",
		Summary: "two candidates of a section have one component, transport, address, port and tcptype, and the same base as far as one can see",
		Fix:     "keep the one with the higher priority"}},
	probPriorityTwice: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-priority-twice", Severity: sevError, Clause: "RFC 8445 §5.1.2",
		Summary: "two candidates of a section have one priority",
		Fix:     "give each address a local preference of its own, as RFC 8445 §5.1.2.1 has it"}},
	probFoundationShared: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-foundation-shared", Severity: sevError, Clause: "RFC 8445 §5.1.1.3",
		Summary: "two candidates of a section have one foundation, and different types or transports",
		Fix:     "give candidates of different type, base, server or transport different foundations"}},
	probName: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-name", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "an address is a name and not an mDNS one; such a candidate has to be ignored",
		Fix:     "write an IP address"}},
	probLoopback: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-loopback", Severity: sevWarning, Clause: "RFC 8445 §5.1.1.1",
		Summary: "an address is a loopback address, or none in particular",
		Fix:     "remove the candidate"}},
	probObsolete: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-obsolete", Severity: sevWarning, Clause: "RFC 8445 §5.1.1.1",
		Summary: "an address is an IPv4-compatible, IPv4-mapped or site-local IPv6 address",
		Fix:     "write the IPv4 address, or remove the candidate"}},
	probPortZero: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-port-zero", Severity: sevWarning, Clause: "RFC 8445 §5.1.1",
		Summary: "a candidate to which something may be sent has port 0",
		Fix:     "write the port that the socket has"}},
	probTransportUnknown: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-transport-unknown", Severity: sevInfo, Clause: "RFC 8839 §5.1",
		Summary: "a transport is neither UDP nor TCP"}},
	probTypeUnknown: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-type-unknown", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "a type is none of RFC 8839's; Chromium refuses that",
		Fix:     "write host, srflx, prflx or relay"}},
	probRelatedMissing: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-related-missing", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a reflexive or relayed candidate lacks raddr or rport",
		Fix:     "add raddr and rport; raddr 0.0.0.0 or :: and rport 9 where they are not to be known"}},
	probRelatedHost: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-related-host", Severity: sevError, Clause: "RFC 8839 §5.1",
		Summary: "a host candidate has raddr or rport",
		Fix:     "remove raddr and rport"}},
	probRelatedHidden: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-related-hidden", Severity: sevInfo, Clause: "RFC 8839 §5.1",
		Summary: "a related address is hidden, and the related port is not 9",
		Fix:     "write rport 9"}},
	probMDNSLeak: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-mdns-leak", Severity: sevWarning, Clause: "RFC 8839 §5.1",
		Summary: "a host candidate hides its address behind an mDNS name, and a reflexive candidate tells an address as its base",
		Fix:     "write raddr 0.0.0.0 or :: and rport 9"}},
	probActivePort: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-active-port", Severity: sevError, Clause: "RFC 6544 §4.5",
		Summary: "an active TCP candidate has another port than 9",
		Fix:     "write port 9"}},
	probTCPTypeUDP: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-tcptype-udp", Severity: sevWarning, Clause: "RFC 6544 §4.5",
		Summary: "a candidate that isn't TCP has a tcptype",
		Fix:     "remove tcptype"}},
	probUfrag: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-ufrag", Severity: sevWarning, Clause: "RFC 8838 §9",
		Summary: "a candidate has the ufrag of another generation than its section",
		Fix:     "remove the candidate, or write the section's a=ice-ufrag"}},
	probAfterEnd: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-after-end", Severity: sevWarning, Clause: "RFC 8838 §13",
		Summary: "a candidate stands behind the a=end-of-candidates of its section",
		Fix:     "move a=end-of-candidates behind the last candidate"}},
	probDefault: {ProblemInfo: sdp.ProblemInfo{ID: "candidate-default", Severity: sevWarning, Clause: "RFC 8839 §4.2.5",
		Summary: "a section has candidates, and none is the one that its c= and m= lines name; a peer may do without ICE then",
		Fix:     "write the address and port of a candidate, or 0.0.0.0 or :: and port 9"}},
}

func infoOf(kind problemKind) *sdp.ProblemInfo { return &problemTable[kind].ProblemInfo }

// kindOfID is the inverse of infoOf.
func kindOfID(id string) problemKind {
	for i := range problemTable {
		if problemTable[i].ID == id {
			return problemKind(i)
		}
	}
	return probSyntax
}

// Problems lists the classes of what Parse refuses, of the liberties that it takes,
// and of what Check finds beyond them.
func Problems() []sdp.ProblemInfo {
	list := make([]sdp.ProblemInfo, len(problemTable))
	for i := range problemTable {
		list[i] = problemTable[i].ProblemInfo
	}
	return list
}

// Liberties lists every departure from RFC 8839 and RFC 6544 that Parse accepts, in
// the order of the package documentation. Check reports them.
func Liberties() []sdp.Liberty {
	var list []sdp.Liberty
	for _, p := range problemTable {
		if p.reason != "" {
			list = append(list, sdp.Liberty{ID: p.ID, Clause: p.Clause, Reason: p.reason})
		}
	}
	return list
}
