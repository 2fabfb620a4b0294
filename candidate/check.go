package candidate

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// Check looks for what is wrong with the candidates of a description: lines that
// Parse refuses, liberties that they take, and what goes against the rules for
// candidates although it is well written. Problems has the classes. It is one of the
// functions that sdp.Check takes:
//
//	problems := sdp.Check(d, candidate.Check)
//
// Of a line that Parse refuses nothing but that is said, and of the lines of a
// rejected section that they are there. The result is in the order of the sections.
// Time is linear in the length of the text.
func Check(d *sdp.Description) []sdp.Problem {
	c := newChecker(d)
	for i := range c.sections {
		s := &c.sections[i]
		s.read(c)
		if len(s.found) > 0 {
			s.alone(c)
			s.together(c)
			s.defaults(c)
		}
	}
	return c.problems
}

// A checker holds what one Check has found out.
type checker struct {
	sections []section // sections[0] is the session part
	problems []sdp.Problem
}

// A section is one of the description's, with its candidates.
type section struct {
	sec       sdp.Section
	path      string // "m[1](mid=video)"
	ufrag     string // what is in force for it; "" if nobody says
	hasUfrag  bool
	tag       int // of its BUNDLE group the section that owns the transport, or 0
	rejected  bool
	found     []located
	anonymous bool // some host candidate has an mDNS name
}

// located is a candidate and its line.
type located struct {
	Candidate
	layout
	line sdp.Line
}

// valueAt is where the value starts in a line.
const valueAt = len("a=" + prefix)

// newChecker finds out what sections inherit: it looks at every section once.
func newChecker(d *sdp.Description) *checker {
	c := &checker{sections: make([]section, 1+d.NumMedia())}
	c.sections[0] = section{sec: d.Session(), path: "session"}
	mids := map[string]int{}
	for i, m := range d.AllMedia() {
		s := section{sec: m, path: "m[" + strconv.Itoa(i) + "]"}
		if mid, ok := m.MID(); ok {
			if mids[mid] == 0 {
				mids[mid] = i + 1
			}
			if len(mid) <= maxPath {
				s.path += "(mid=" + mid + ")"
			}
		}
		c.sections[i+1] = s
	}
	bundled := make([]bool, len(c.sections))
	for g, err := range sdp.All[sdp.Group](d.Session()) {
		if err != nil || g.Semantics != "BUNDLE" {
			continue
		}
		tag := -1
		for mid := range g.MIDs() {
			i := mids[mid]
			if tag < 0 {
				tag = i
			}
			if i > 0 && !bundled[i] {
				bundled[i], c.sections[i].tag = true, tag
			}
		}
	}
	for i := range c.sections {
		s := &c.sections[i]
		if u, ok, err := sdp.First[sdp.ICEUfrag](s.sec); ok && err == nil {
			s.ufrag, s.hasUfrag = string(u), true
		}
		if s.sec.IsMedia() && s.sec.Port() == 0 {
			_, only, _ := sdp.First[sdp.BundleOnly](s.sec)
			s.rejected = !only || !bundled[i]
		}
	}
	return c
}

// maxPath is how long a part of a path may be; sdp has the same limit.
const maxPath = 40

// add reports a problem at an offset in a line.
func (c *checker) add(s *section, kind problemKind, l sdp.Line, at int, msg string) {
	info := infoOf(kind)
	path := s.path + "/" + l.Text()[:2]
	if name, value, _, ok := l.Attr(); ok {
		path += name
		msg = "a=" + name + ": " + msg
		// The foundation tells lines apart, as in the paths of sdp.
		if id, _, more := strings.Cut(value, " "); more && is(id, clsToken) && len(id) <= maxPath {
			path += ":" + id
		}
	}
	c.problems = append(c.problems, sdp.Problem{
		ID: info.ID, Severity: info.Severity, Line: l.Number(), Column: at + 1, Path: path, Rule: info.Clause, Msg: msg, Fix: info.Fix,
	})
}

// addAt is add at a word of a candidate.
func (c *checker) addAt(s *section, kind problemKind, l *located, word span, msg string) {
	c.add(s, kind, l.line, valueAt+int(word.at), msg)
}

// read parses the section's candidates.
func (s *section) read(c *checker) {
	ended := false
	for l := range s.sec.Lines() {
		name, value, hasValue, ok := l.Attr()
		if !ok || name != "candidate" {
			ended = ended || ok && name == "end-of-candidates" && !hasValue
			continue
		}
		if !hasValue {
			c.add(s, probSyntax, l, len("a=")+len(name), "the value is missing")
			continue
		}
		got, at, errs := read(value, 0, true)
		refused := false
		for _, e := range errs {
			kind := kindOfID(e.ID)
			c.add(s, kind, l, valueAt+e.Column-1, e.Msg)
			refused = refused || problemTable[kind].reason == ""
		}
		switch {
		case !s.sec.IsMedia():
			c.add(s, probLevel, l, 0, "stands in the session part")
		case s.rejected:
			c.add(s, probRejected, l, 0, "the section is rejected")
		case !refused:
			s.found = append(s.found, located{got, at, l})
			s.anonymous = s.anonymous || got.Type == Host && got.Address.IsMDNS()
			if ended {
				c.add(s, probAfterEnd, l, 0, "stands behind a=end-of-candidates")
			}
		}
	}
}

// alone looks at each candidate by itself.
func (s *section) alone(c *checker) {
	ufrag, known := s.ufrag, s.hasUfrag
	for _, from := range []int{s.tag, 0} {
		if !known {
			ufrag, known = c.sections[from].ufrag, c.sections[from].hasUfrag
		}
	}
	for i := range s.found {
		l := &s.found[i]
		if own, ok := l.Ufrag(); ok && known && own != ufrag {
			c.add(s, probUfrag, l.line, valueAt, "its ufrag is "+quote(own)+", and the section's "+quote(ufrag))
		}
		if l.Transport != UDP && l.Transport != TCP {
			c.addAt(s, probTransportUnknown, l, l.transport, "transport "+quote(string(l.Transport))+" is not UDP or TCP")
		}
		if l.source.typ == otherWord {
			c.addAt(s, probTypeUnknown, l, l.typ, "type "+quote(string(l.Type))+" is not known")
		}
		switch active := l.Transport == TCP && l.TCPType == Active; {
		case active && l.Port != 9:
			c.addAt(s, probActivePort, l, l.port, "an active TCP candidate has port 9, not "+utoa(uint32(l.Port)))
		case !active && l.Port == 0:
			c.addAt(s, probPortZero, l, l.port, "nothing can be sent to port 0")
		}
		if l.TCPType != "" && l.Transport != TCP && l.source.transport != otherWord {
			c.addAt(s, probTCPTypeUDP, l, l.fields[fieldTCPType], "a candidate with "+string(l.Transport)+" has no tcptype")
		}
		s.address(c, l)
		s.related(c, l)
	}
}

// address looks at where a candidate is.
func (s *section) address(c *checker, l *located) {
	place := l.address
	ip, ok := l.Address.IP()
	switch {
	case l.Address.IsName() && !l.Address.IsMDNS():
		c.addAt(s, probName, l, place, "address "+quote(l.Address.String())+" is a name")
	case !ok:
	case ip.Unmap().IsLoopback() || ip.Unmap().IsUnspecified():
		c.addAt(s, probLoopback, l, place, "nobody else can reach "+ip.String())
	case obsolete(ip):
		c.addAt(s, probObsolete, l, place, "address "+ip.String()+" is of an obsolete kind")
	}
}

// obsolete says that an address is IPv4-mapped, IPv4-compatible or site-local (RFC 4291
// §2.5.5, RFC 3879).
func obsolete(ip netip.Addr) bool {
	b := ip.As16()
	compatible := ip.Is6() && [12]byte(b[:12]) == [12]byte{}
	return ip.Is4In6() || compatible || ip.Is6() && b[0] == 0xfe && b[1]&0xc0 == 0xc0
}

// related looks at raddr and rport.
func (s *section) related(c *checker, l *located) {
	raddr, rport := l.fields[fieldRelatedAddress], l.fields[fieldRelatedPort]
	some, both := raddr.end != 0 || rport.end != 0, raddr.end != 0 && rport.end != 0
	ip, ok := l.RelatedAddress.IP()
	switch {
	case l.source.typ == otherWord:
	case l.Type == Host && some:
		c.add(s, probRelatedHost, l.line, valueAt+int(max(raddr.at, rport.at)), "a host candidate has no related address")
	case l.Type != Host && !both:
		c.addAt(s, probRelatedMissing, l, l.typ, "a candidate of type "+string(l.Type)+" needs raddr and rport")
	case ok && ip.IsUnspecified() && l.RelatedPort != 9:
		c.addAt(s, probRelatedHidden, l, rport, "the port behind a hidden address is 9, not "+utoa(uint32(l.RelatedPort)))
	case ok && !ip.IsUnspecified() && s.anonymous && (l.Type == ServerReflexive || l.Type == PeerReflexive):
		c.addAt(s, probMDNSLeak, l, raddr, "tells "+ip.String()+", and host candidates hide such addresses behind mDNS names")
	}
}

// A transportAddress is one to be compared: the address as netip has it or
// in lower case.
type transportAddress struct {
	ip   netip.Addr
	name string
	port uint16
}

func transportAddressOf(a Address, port uint16) transportAddress {
	if ip, ok := a.IP(); ok {
		return transportAddress{ip: ip, port: port}
	}
	return transportAddress{name: strings.ToLower(string(a)), port: port}
}

// base is where a candidate's checks are sent from, as far as one can see (RFC 8445
// §5.1.1).
func (c *Candidate) base() transportAddress {
	if ip, ok := c.RelatedAddress.IP(); ok && !ip.IsUnspecified() && (c.Type == ServerReflexive || c.Type == PeerReflexive) {
		return transportAddressOf(c.RelatedAddress, c.RelatedPort)
	}
	return transportAddressOf(c.Address, c.Port)
}

// together looks at what two candidates of a section may not have in common.
func (s *section) together(c *checker) {
	type identity struct {
		component  uint16
		transport  Transport
		tcpType    TCPType
		at, base   transportAddress
		generation string
	}
	type rank struct {
		priority   uint32
		generation string
	}
	type kin struct {
		typ       Type
		transport Transport
		base      transportAddress
	}
	seen := map[identity]sdp.Line{}
	priorities := map[rank]sdp.Line{}
	type first struct {
		kin
		line sdp.Line
	}
	foundations := map[string]first{}
	for i := range s.found {
		l := &s.found[i]
		generation, _ := l.Ufrag()
		id := identity{l.Component, l.Transport, l.TCPType, transportAddressOf(l.Address, l.Port), l.base(), generation}
		if was, ok := seen[id]; ok {
			c.add(s, probTwice, l.line, valueAt, "is the candidate"+lineNo(was)+" again")
			continue
		}
		seen[id] = l.line
		if was, ok := priorities[rank{l.Priority, generation}]; ok {
			c.addAt(s, probPriorityTwice, l, l.priority, "another candidate"+lineNo(was)+" has priority "+utoa(l.Priority))
		} else {
			priorities[rank{l.Priority, generation}] = l.line
		}
		k := kin{l.Type, l.Transport, l.base()}
		k.base.port = 0
		if l.Type == Relayed {
			k.base = transportAddress{} // the server's address is what counts, and isn't known
		}
		if was, ok := foundations[l.Foundation]; ok && was.kin != k {
			c.addAt(s, probFoundationShared, l, l.foundation, "the candidate"+lineNo(was.line)+" with foundation "+quote(l.Foundation)+" has another type, transport or base")
		} else if !ok {
			foundations[l.Foundation] = first{k, l.line}
		}
	}
}

// lineNo says where something is, if that is known.
func lineNo(l sdp.Line) string {
	if n := l.Number(); n > 0 {
		return " of line " + strconv.Itoa(n)
	}
	return ""
}

// defaults looks whether the default destination is one of the candidates.
func (s *section) defaults(c *checker) {
	conn, ok, err := s.sec.Connection()
	if !ok {
		conn, ok, err = c.sections[0].sec.Connection()
	}
	ip, isIP := conn.Addr()
	port := s.sec.Port()
	if !ok || err != nil || !isIP || port == 0 || ip.IsUnspecified() && port == 9 {
		return
	}
	for i := range s.found {
		l := &s.found[i]
		if at, ok := l.Address.IP(); ok && l.Component == 1 && at == ip && int(l.Port) == port {
			return
		}
	}
	for l := range s.sec.Lines() {
		c.add(s, probDefault, l, 0, "m-line: no candidate has "+netip.AddrPortFrom(ip, uint16(port)).String())
		break
	}
}
