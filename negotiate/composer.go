package negotiate

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A composer has what offers and answers are written with.
type composer struct {
	caps          *Capabilities
	past          *History
	local, remote *view // in force, nil before the first agreement
	w             writer
	names         *used // made when needed

	fresh  credentials // from Rand, the same for all transports of one description
	prints []sdp.Fingerprint
	tls    string
}

// credentials are ICE's.
type credentials struct{ ufrag, pwd string }

// begin reads what is in force.
func (c *composer) begin() {
	if l, r := c.past.Current(); l != nil && r != nil {
		c.local, c.remote = newView(l), newView(r)
	}
}

// wasLocal and wasRemote are the section in force that s, at index i, goes on with; nil
// for none.
func (c *composer) wasLocal(i int, s *section) *section  { return wasIn(c.local, i, s) }
func (c *composer) wasRemote(i int, s *section) *section { return wasIn(c.remote, i, s) }

func wasIn(v *view, i int, s *section) *section {
	if v == nil || i >= len(v.media) {
		return nil
	}
	was := &v.media[i]
	if was.rejected || was.kind != s.kind || was.midOf() != s.midOf() {
		return nil
	}
	return was
}

// finish makes the description of what was written, and notes it in the History.
func (c *composer) finish(slots []slot) (*sdp.Description, error) {
	if !c.w.whole() {
		return nil, &CapabilitiesError{Msg: "a value has a line break in it"}
	}
	text, version := c.past.settle(&c.w)
	d, err := sdp.Parse(text)
	if err != nil {
		return nil, &CapabilitiesError{Msg: "they make a description that can't be read: " + err.Error()}
	}
	c.past.created, c.past.proposed = created{text, version}, slots
	return d, nil
}

// head writes the lines of the session part that come before its attributes. times are
// the t= lines, with their endings.
func (c *composer) head(times string) error {
	w := &c.w
	t := &c.caps.Transport
	w.version = c.past.next()
	w.put("v=0")
	if o := c.past.origin; o.SessionID != "" {
		w.origin(o.Username, string(o.SessionID), o.Address)
	} else {
		id, err := c.caps.sessionID()
		if err != nil {
			return err
		}
		address := t.Address
		if address == "" {
			if c.caps.Mode == SIP {
				return &CapabilitiesError{Path: "transport.address", Msg: "is missing"}
			}
			address = unspecified
		}
		w.origin(t.Username, id, address)
	}
	w.line("s=")
	if t.SessionName == "" {
		w.text("-")
	}
	w.text(t.SessionName)
	w.end()
	if c.caps.Mode == SIP && t.Address != "" {
		w.connection(t.Address)
	}
	w.text(times)
	w.lines += strings.Count(times, "\n")
	return nil
}

const unspecified = "0.0.0.0"

// A spot is where a section is to be reached.
type spot struct {
	address  string
	port     int
	rtcp     candidate.Candidate // of the second component
	rtcpPort int
}

// spot finds the address and port for the nth section of a Media, with a transport
// protocol: those of the selected pair, or those given, or the default candidate's (see
// [candidate.Default]); without any the ones that stand for "not yet known" (RFC 8840 §4.1.1).
func (c *composer) spot(entry, nth int, proto string, ice, active bool) (spot, error) {
	m := &c.caps.Media[entry]
	p := &m.Path
	s := spot{address: p.Address, port: p.Port, rtcpPort: p.RTCPPort}
	if s.address == "" {
		s.address = c.caps.Transport.Address
	}
	if ice && c.caps.Mode == SIP {
		for i := range p.Selected {
			switch l := &p.Selected[i].Local; l.Component {
			case 1:
				s.address, s.port = string(l.Address), int(l.Port)
			case 2:
				s.rtcp, s.rtcpPort = *l, int(l.Port)
			}
		}
		if len(p.Selected) > 0 {
			return s, nil
		}
	}
	if s.port != 0 {
		// Further sections of the same Media have the next even ports.
		s.port += 2 * nth
		if s.rtcpPort != 0 {
			s.rtcpPort += 2 * nth
		}
		if s.port > 65535 || s.rtcpPort > 65535 {
			return s, &CapabilitiesError{Path: mediaPath(entry, "path.port"), Msg: "there are more sections than ports"}
		}
		if s.address == "" {
			s.address = unspecified
		}
		return s, nil
	}
	if ice {
		lite := c.caps.Transport.ICE != nil && c.caps.Transport.ICE.Lite
		if d, ok := candidate.DefaultOf(p.Candidates, 1, proto, lite); ok {
			s.address, s.port = string(d.Address), int(d.Port)
			if r, ok := candidate.DefaultOf(p.Candidates, 2, proto, lite); ok {
				s.rtcpPort = int(r.Port)
			}
			return s, nil
		}
		s.address, s.port = unspecified, discard
		return s, nil
	}
	if active {
		s.port = discard // RFC 4145 §4.1: who opens the connection has no port yet
		return s, nil
	}
	return s, &CapabilitiesError{Path: mediaPath(entry, "path.port"), Msg: "is missing: without ICE nothing else says where the section is reached"}
}

const discard = 9

// candidates writes those of a Path. Once a pair is selected, in SIP, they are its local
// ones (RFC 8839 §4.4.1.2.2).
func (c *composer) candidates(p *Path) {
	if c.caps.Mode == SIP && len(p.Selected) > 0 {
		for i := range p.Selected {
			attribute(&c.w, p.Selected[i].Local)
		}
		return
	}
	for i := range p.Candidates {
		attribute(&c.w, p.Candidates[i])
	}
	if p.EndOfCandidates {
		c.w.put("a=end-of-candidates")
	}
}

// agent writes what a section says about the ICE of its transport, beside candidates.
func (c *composer) agent(k credentials) {
	w := &c.w
	w.line("a=ice-ufrag:")
	w.text(k.ufrag)
	w.end()
	w.line("a=ice-pwd:")
	w.text(k.pwd)
	w.end()
	if i := c.caps.Transport.ICE; i != nil && i.Pacing > 0 {
		w.line("a=ice-pacing:")
		w.uint(uint64(i.Pacing))
		w.end()
	}
}

// options writes those options of ICE that want is true of. They are each section's own,
// bundled or not (RFC 8859 §5.12).
func (c *composer) options(want func(string) bool) {
	w, i := &c.w, c.caps.Transport.ICE
	if i == nil {
		return
	}
	some := false
	for _, o := range i.Options {
		if want(o) {
			if !some {
				w.line("a=ice-options:")
			} else {
				w.text(" ")
			}
			w.text(o)
			some = true
		}
	}
	if some {
		w.end()
	}
}

// certificate writes what a section says about DTLS. was is the section that it goes on
// with in the local description in force, nil for a new association; tlsID, that one is
// named.
func (c *composer) certificate(setup string, was *section, tlsID bool) error {
	if c.prints == nil {
		if err := c.show(); err != nil {
			return err
		}
	}
	for _, f := range c.prints {
		attribute(&c.w, f)
	}
	c.setup(setup)
	if !tlsID {
		return nil
	}
	id := ""
	if was != nil {
		id = string(c.local.tlsID(was).v)
	}
	if id == "" {
		if c.tls == "" {
			made, err := c.caps.tlsID()
			if err != nil {
				return err
			}
			c.tls = made
		}
		id = c.tls
	}
	c.w.line("a=tls-id:")
	c.w.text(id)
	c.w.end()
	return nil
}

// show finds the fingerprints to show: those given, else those shown before, else one from
// Rand.
func (c *composer) show() error {
	if d := c.caps.Transport.DTLS; (d == nil || len(d.Fingerprints) == 0) && c.local != nil {
		for i := range c.local.media {
			for _, f := range c.local.fingerprints(&c.local.media[i]) {
				c.prints = append(c.prints, f.v)
			}
			if c.prints != nil {
				return nil
			}
		}
	}
	prints, err := c.caps.fingerprints()
	c.prints = prints
	return err
}

func (c *composer) setup(role string) {
	c.w.line("a=setup:")
	c.w.text(role)
	c.w.end()
}

// given are the credentials that the caller has for a Media's transport.
func (c *composer) given(m *Media) credentials {
	if m.Path.Ufrag != "" {
		return credentials{m.Path.Ufrag, m.Path.Pwd}
	}
	if i := c.caps.Transport.ICE; i != nil {
		return credentials{i.Ufrag, i.Pwd}
	}
	return credentials{}
}

// anew returns credentials that aren't old: given ones, else some from Rand.
func (c *composer) anew(m *Media, old credentials) (credentials, error) {
	k := c.given(m)
	if k.ufrag != "" && k.ufrag != old.ufrag && k.pwd != old.pwd {
		return k, nil
	}
	if k.ufrag != "" && c.caps.Rand == nil {
		return k, &CapabilitiesError{Path: "transport.ice.ufrag", Msg: "ICE restarts, and the ufrag or pwd given is the one in use (RFC 8839 §4.4.1.1.1)"}
	}
	if c.fresh.ufrag == "" {
		k, err := c.caps.newCredentials("transport.ice")
		if err != nil {
			return k, err
		}
		c.fresh = k
	}
	return c.fresh, nil
}

// msids writes the a=msid lines of a section that sends, and of one that had some before:
// they stay whatever the direction is (RFC 9429 §5.2.2, §5.3.2).
func (c *composer) msids(m *Media, dir sdp.Direction, was *section) {
	if dir.Send() || was != nil && len(was.msids()) > 0 {
		for _, id := range m.MSIDs {
			attribute(&c.w, id)
		}
	}
}

// sources writes a=ssrc-group and a=ssrc. A group for retransmission or repair has no
// meaning without the codec for it: then only its first source is left.
func (c *composer) sources(m *Media, dir sdp.Direction, rtx, fec bool) {
	if !dir.Send() {
		return
	}
	gone := func(g sdp.SSRCGroup) bool {
		return g.Semantics == "FID" && !rtx || g.Semantics == "FEC-FR" && !fec
	}
	var drop map[uint32]bool
	for _, g := range m.SSRCGroups {
		if !gone(g) {
			attribute(&c.w, g)
			continue
		}
		first := true
		for id := range g.SSRCs() {
			if !first {
				if drop == nil {
					drop = make(map[uint32]bool)
				}
				drop[id] = true
			}
			first = false
		}
	}
	for _, s := range m.SSRCs {
		if !drop[s.ID] {
			attribute(&c.w, s)
		}
	}
}

// wishes writes b= lines.
func (c *composer) bandwidths(m *Media) {
	for _, b := range m.Bandwidths {
		c.w.line("b=")
		c.w.text(b)
		c.w.end()
	}
}

// packets writes a=ptime and a=maxptime.
func (c *composer) packets(m *Media) {
	for _, p := range [...]struct {
		name string
		ms   int
	}{{"a=ptime:", m.Ptime}, {"a=maxptime:", m.MaxPtime}} {
		if p.ms > 0 {
			c.w.line(p.name)
			c.w.uint(uint64(p.ms))
			c.w.end()
		}
	}
}

func (c *composer) attributes(m *Media) {
	for _, a := range m.Attributes {
		c.w.line("a=")
		c.w.text(a)
		c.w.end()
	}
}

// rtcp writes a=rtcp (RFC 3605) where RTCP isn't where it would be looked for.
func (c *composer) rtcp(s spot) {
	if s.rtcpPort == 0 || s.rtcpPort == s.port+1 && s.rtcp.Address == "" {
		return
	}
	c.w.line("a=rtcp:")
	c.w.text(strconv.Itoa(s.rtcpPort))
	if a := string(s.rtcp.Address); a != "" && a != s.address {
		c.w.text(" IN " + addressType(a) + a)
	}
	c.w.end()
}

func (c *composer) sctp(m *Media) {
	port := m.SCTPPort
	if port == 0 {
		port = 5000
	}
	c.w.line("a=sctp-port:")
	c.w.uint(uint64(port))
	c.w.end()
	c.messageSize(m)
}

func (c *composer) messageSize(m *Media) {
	if m.MaxMessageSize != 0 {
		c.w.line("a=max-message-size:")
		c.w.uint(uint64(max(m.MaxMessageSize, 0)))
		c.w.end()
	}
}
