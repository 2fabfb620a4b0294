package fuzz

import (
	"fmt"
	"strconv"
)

// CandidateLines returns a generator of the attribute a=candidate without "a=", of every
// type, over UDP and TCP, with IPv4, IPv6 and mDNS addresses and with extensions:
// lines that candidate.Parse accepts and of which candidate.Check finds nothing
// (RFC 8839 §5.1, RFC 6544 §4.5).
func CandidateLines() Generator[string] {
	return func(s *Source) string {
		d := &draft{Source: s, addresses: s.Intn(200)}
		return "candidate:" + d.candidate("", s.Chance(4))
	}
}

// candidates gives a section up to MaxCandidates, and sometimes their end.
func (m *part) candidates(ufrag string) {
	mdns := m.Chance(4) // all host addresses hidden or none, lest one tells the others
	m.Repeat(0, m.MaxCandidates, func(int) { m.add("candidate", m.candidate(ufrag, mdns)) })
	if m.have["end-of-candidates"] == 0 && m.Chance(4) {
		m.add("end-of-candidates")
	}
	m.endLast()
}

// candidate returns the value of a candidate with an address that no other has.
func (d *draft) candidate(ufrag string, mdns bool) string {
	d.addresses++
	n := d.addresses
	typ := Pick(d.Source, "host", "srflx", "relay", "prflx")
	preference := map[string]int{"host": 126, "prflx": 110, "srflx": 100, "relay": 0}[typ]
	component := 1
	if d.Profile != WebRTC && d.Chance(4) {
		component = 2
	}
	addr, base, none := fmt.Sprintf("192.0.2.%d", 1+n%250), fmt.Sprintf("10.0.0.%d", 1+n%250), "0.0.0.0"
	if n > 250 || d.Chance(4) {
		addr, base, none = fmt.Sprintf("2001:db8::%x", n), fmt.Sprintf("fd00::%x", n), "::"
	}
	if typ == "host" && mdns {
		addr = d.uuid() + ".local"
	}
	transport, port, tcptype := "udp", 1024+d.Intn(64512), ""
	if d.Chance(4) {
		transport, tcptype = "tcp", Pick(d.Source, "passive", "active", "so")
		if tcptype == "active" {
			port = 9 // RFC 6544 §4.5
		}
	}
	if d.Chance(6) {
		transport = map[string]string{"udp": "UDP", "tcp": "TCP"}[transport]
	}
	// Local preferences count downwards, so that priorities differ (RFC 8445 §5.1.2.1).
	priority := preference<<24 | (65535-n%65536)<<8 | (256 - component)
	foundation := strconv.Itoa(n)
	if d.Chance(4) {
		foundation = d.Source.Text(iceChars, 1, 24) + foundation
	}
	line := fmt.Sprintf("%s %d %s %d %s %d typ %s", foundation, component, transport, priority, addr, port, typ)
	if typ != "host" {
		if mdns || d.Chance(3) {
			line += " raddr " + none + " rport 9"
		} else {
			line += fmt.Sprintf(" raddr %s rport %d", base, 1024+d.Intn(64512))
		}
	}
	if tcptype != "" {
		line += " tcptype " + tcptype
	}
	d.Repeat(0, 3, func(i int) {
		line += " " + Pick(d.Source, "generation 0", "network-cost 999", "network-id 1", "x-own "+d.Source.Text(visible, 1, 6))
	})
	if ufrag != "" && d.Chance(3) {
		line += " ufrag " + ufrag
	}
	return line
}
