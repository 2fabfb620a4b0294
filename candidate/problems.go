package candidate

import "github.com/sdpkit/sdpkit/sdp"

// problemKind numbers index the table below.
type problemKind uint8

const (
	probSyntax problemKind = iota
	probFoundation
	probComponent
	probTransport
	probPriority
	probAddress
	probPort
	probType
	probTCPType
	probRelated
	probExtension
	numProblems
)

// problemTable is the one place for what a class of problems is called, how much
// it matters, which clause it goes against and what to do about it.
var problemTable = [numProblems]sdp.ProblemInfo{
	probSyntax: {ID: "candidate-syntax", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "an a=candidate breaks off, or is no candidate at all",
		Fix:     "write a=candidate:<foundation> <component-id> <transport> <priority> <connection-address> <port> typ <type>, or remove the line"},
	probFoundation: {ID: "candidate-foundation", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "a foundation is empty, longer than 32 bytes, or has other bytes than ICE's",
		Fix:     "write 1 to 32 letters, digits, \"+\" and \"/\""},
	probComponent: {ID: "candidate-component", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "a component is no number from 1 to 256",
		Fix:     "write 1, or 2 for RTCP on a port of its own"},
	probTransport: {ID: "candidate-transport", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "a transport is not a token",
		Fix:     "write udp or tcp"},
	probPriority: {ID: "candidate-priority", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "a priority is no number from 1 to 2147483647",
		Fix:     "compute the priority as RFC 8445 §5.1.2 has it"},
	probAddress: {ID: "candidate-address", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "an address is neither an IP address nor a name",
		Fix:     "write an IPv4 or IPv6 address"},
	probPort: {ID: "candidate-port", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "a port is no number from 0 to 65535",
		Fix:     "write the port as a decimal number; 9 with an active TCP candidate"},
	probType: {ID: "candidate-type", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "the type is missing or not a token",
		Fix:     "write typ and host, srflx, prflx or relay behind the port"},
	probTCPType: {ID: "candidate-tcptype", Severity: sdp.SeverityError, Clause: "RFC 6544 §4.5",
		Summary: "a tcptype is not active, passive or so",
		Fix:     "write active, passive or so"},
	probRelated: {ID: "candidate-related", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "raddr or rport has no value, a wrong one, or stands twice",
		Fix:     "write raddr <connection-address> rport <port> once, behind the type"},
	probExtension: {ID: "candidate-extension", Severity: sdp.SeverityError, Clause: "RFC 8839 §5.1",
		Summary: "an extension has a name that is not a token, or a control byte in its value",
		Fix:     "write extensions as a name and a value with single spaces between"},
}

func infoOf(kind problemKind) *sdp.ProblemInfo { return &problemTable[kind] }

// Problems lists the classes of what Parse refuses and Check finds.
func Problems() []sdp.ProblemInfo {
	return append([]sdp.ProblemInfo(nil), problemTable[:]...)
}
