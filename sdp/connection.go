package sdp

import (
	"iter"
	"net/netip"
	"strconv"
)

// Connection is the value of a c= line (RFC 8866 §5.7).
type Connection struct {
	NetworkType string // "IN"
	AddressType string // "IP4" or "IP6"
	Address     string // without TTL and count; empty where a sender left it out
	TTL         uint8  // of IP4 multicast, if HasTTL
	HasTTL      bool
	Count       int // number of multicast addresses; 0: none is written
}

// AppendText appends the value of the c= line, without "c=". The error is nil.
func (c Connection) AppendText(b []byte) ([]byte, error) {
	b = append(b, c.NetworkType...)
	b = append(b, ' ')
	b = append(b, c.AddressType...)
	if c.Address != "" {
		b = append(b, ' ')
		b = append(b, c.Address...)
	}
	if c.HasTTL {
		b = append(b, '/')
		b = strconv.AppendUint(b, uint64(c.TTL), 10)
	}
	if c.Count != 0 {
		b = append(b, '/')
		b = strconv.AppendInt(b, int64(c.Count), 10)
	}
	return b, nil
}

// String returns the value of the c= line.
func (c Connection) String() string {
	b, _ := c.AppendText(nil)
	return string(b)
}

// Addr returns the address as an IP address; ok is false for a name, for another
// kind of network, and for an address that isn't one.
func (c Connection) Addr() (addr netip.Addr, ok bool) {
	if c.NetworkType != "IN" {
		return netip.Addr{}, false
	}
	addr, err := netip.ParseAddr(c.Address)
	return addr, err == nil
}

// Connection parses the section's own first c= line; ok is false when it has
// none. Destination has the rule that a media section without one takes the
// session's.
func (s Section) Connection() (c Connection, ok bool, err error) {
	l, ok := s.firstOf('c')
	if !ok {
		return Connection{}, false, nil
	}
	if bad := readConnection(&fields{s: l.Value()}, &c); bad.rule != nil {
		return Connection{}, true, l.err(bad)
	}
	return c, true, nil
}

// SetConnection writes the section's c= line: in place of its first, or at the
// place that RFC 8866 §5 has for it.
func (s Section) SetConnection(c Connection) error {
	if !s.Valid() {
		return ErrStale
	}
	text := "c=" + c.String()
	if err := checkLine(text, s.id != 0); err != nil {
		return err
	}
	if c.NetworkType == "" || c.AddressType == "" || c.Address == "" {
		return lineError(&ruleConn, 0, "c-line: a field of "+quote(text)+" is missing")
	}
	var got Connection
	if readConnection(&fields{s: text[2:]}, &got); got != c {
		return lineError(&ruleConn, 0, "c-line: a field of "+quote(text)+" is missing, holds a space or is not what its type allows")
	}
	if l, ok := s.firstOf('c'); ok {
		return l.Replace(text)
	}
	_, err := s.AddLine(text)
	return err
}

// Bandwidths iterates over the section's b= lines. The error is a *SyntaxError
// with the line.
func (s Section) Bandwidths() iter.Seq2[Bandwidth, error] {
	return func(yield func(Bandwidth, error) bool) {
		var at locator
		for l := range s.LinesOf('b') {
			b, bad := bandwidthFields(l.Value())
			var err error
			if bad.rule != nil {
				err = at.locate(l, lineError(bad.rule, 2+bad.at, bad.msg))
			}
			if !yield(b, err) {
				return
			}
		}
	}
}

// An Endpoint is where media or control packets are to be sent. The zero Endpoint
// means nowhere; one without an Address that no c= line says where.
type Endpoint struct {
	NetworkType string
	AddressType string
	Address     string // an IP address or a name, which is never resolved here
	Port        int
}

// AddrPort returns the endpoint as an IP address and port; ok is false for a name
// or for another kind of network.
func (e Endpoint) AddrPort() (ap netip.AddrPort, ok bool) {
	addr, ok := Connection{NetworkType: e.NetworkType, Address: e.Address}.Addr()
	if !ok {
		return netip.AddrPort{}, false
	}
	return netip.AddrPortFrom(addr, uint16(e.Port)), true
}

// Destination says where a media section wants its media and its RTCP: the
// address of its own c= line, else the session's (RFC 8866 §5.7), and the port of
// its m= line; for RTCP the same with a=rtcp-mux (RFC 5761), else a=rtcp's port
// and, if given, address (RFC 3605), else the next port (RFC 3550 §11). RTCP is
// the zero Endpoint for a section that isn't RTP's or has port 0, and where the
// next port would be 65536. ICE, where it is used, replaces both.
func (s Section) Destination() (media, rtcp Endpoint) {
	if !s.IsMedia() {
		return
	}
	m, _ := s.mediaFields()
	c, ok, err := s.Connection()
	if !ok {
		c, _, err = s.d.Session().Connection()
	}
	if err != nil {
		c = Connection{}
	}
	media = Endpoint{c.NetworkType, c.AddressType, c.Address, m.Port}
	if !isRTP(m.Proto) || m.Port == 0 {
		return media, Endpoint{}
	}
	if _, mux, err := Lookup[RTCPMux](s); mux && err == nil {
		return media, media
	}
	rtcp = media
	if a, ok, err := First[RTCP](s); ok && err == nil {
		if rtcp.Port = int(a.Port); a.Address != "" {
			rtcp.NetworkType, rtcp.AddressType, rtcp.Address = a.NetworkType, a.AddressType, a.Address
		}
	} else if rtcp.Port++; rtcp.Port > 65535 {
		return media, Endpoint{}
	}
	return media, rtcp
}
