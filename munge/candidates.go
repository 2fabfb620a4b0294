package munge

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of a=candidate (RFC 8839 §5.1).

// Candidates says which candidates are meant: those that fit all that is set. The zero
// value means all of them.
type Candidates struct {
	Types      []string `json:"types,omitempty"`      // "host", "srflx", "prflx", "relay"
	Transports []string `json:"transports,omitempty"` // "udp", "tcp", "ssltcp"
	Families   []string `json:"families,omitempty"`   // "ip4", "ip6", "name" (mDNS names are "name")
	Networks   []string `json:"networks,omitempty"`   // "10.0.0.0/8"; an address in one of them
	Components []int    `json:"components,omitempty"` // 1, 2
	MDNS       bool     `json:"mdns,omitempty"`       // names that end in .local
}

func (f Candidates) check() error {
	for _, c := range []struct {
		what      string
		got, want []string
	}{
		{"candidate type", f.Types, []string{"host", "srflx", "prflx", "relay"}},
		{"transport", f.Transports, []string{"udp", "tcp", "ssltcp"}},
		{"address family", f.Families, []string{"ip4", "ip6", "name"}},
	} {
		for _, s := range c.got {
			if !slices.Contains(c.want, s) {
				return fail(ErrArgument, "%s %q is not one of %s", c.what, s, strings.Join(c.want, ", "))
			}
		}
	}
	for _, n := range f.Components {
		if n < 1 || n > 256 {
			return fail(ErrArgument, "component %d is not from 1 to 256", n).by("RFC 8839 §5.1")
		}
	}
	for _, n := range f.Networks {
		if _, err := netip.ParsePrefix(n); err != nil {
			return fail(ErrArgument, "network %q is not <address>/<bits>", n)
		}
	}
	return nil
}

// matches says that a candidate is meant.
func (f Candidates) matches(c candidate.Candidate) bool {
	ip, isIP := c.Address.IP()
	family := "name"
	switch {
	case isIP && ip.Is4():
		family = "ip4"
	case isIP:
		family = "ip6"
	}
	among := func(list []string, s string) bool {
		return len(list) == 0 || slices.ContainsFunc(list, func(w string) bool { return strings.EqualFold(w, s) })
	}
	return among(f.Types, string(c.Type)) && among(f.Transports, string(c.Transport)) && among(f.Families, family) &&
		(len(f.Components) == 0 || slices.Contains(f.Components, int(c.Component))) &&
		(!f.MDNS || c.Address.IsMDNS()) && f.inNetwork(ip, isIP)
}

func (f Candidates) inNetwork(ip netip.Addr, isIP bool) bool {
	if len(f.Networks) == 0 {
		return true
	}
	for _, n := range f.Networks {
		if prefix, err := netip.ParsePrefix(n); err == nil && isIP && prefix.Contains(ip.WithZone("").Unmap()) {
			return true
		}
	}
	return false
}

// chooseCandidates keeps or drops.
type chooseCandidates struct {
	name string
	Candidates
}

// KeepCandidates keeps those candidates that are meant, and drops the others. If the
// address and port of the section were those of one that goes, they become those of the
// best that stays, or 0.0.0.0 and 9 where none is left, as a trickling agent writes
// (RFC 8840 §4.1.1): the default destination has to be among the candidates (RFC 8839
// §4.2.5). Lines that can't be read as candidates stay.
func KeepCandidates(which Candidates) Edit {
	return Edit{op: &chooseCandidates{"keep-candidates", which}}
}

// DropCandidates drops those candidates that are meant, as KeepCandidates the others.
func DropCandidates(which Candidates) Edit {
	return Edit{op: &chooseCandidates{"drop-candidates", which}}
}

func (o *chooseCandidates) kind() string { return o.name }
func (o *chooseCandidates) check() error { return o.Candidates.check() }

func (o *chooseCandidates) apply(p *pass) error {
	keep := o.name == "keep-candidates"
	for m := range p.live() {
		if err := p.chooseCandidates(m, func(c candidate.Candidate) bool { return o.matches(c) == keep }); err != nil {
			return err
		}
	}
	return nil
}

// chooseCandidates keeps the candidates of a section for which keep is true.
func (p *pass) chooseCandidates(m sdp.Section, keep func(candidate.Candidate) bool) error {
	var gone, left []candidate.Candidate
	for l := range sdp.LinesOf[candidate.Candidate](m) {
		c, ok := read[candidate.Candidate](l)
		switch {
		case !ok:
		case keep(c):
			left = append(left, c)
		default:
			gone = append(gone, c)
			if err := p.remove(l); err != nil {
				return err
			}
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return p.redirect(m, gone, left)
}

// relayOnly leaves nothing of the agent's own addresses.
type relayOnly struct{}

// RelayOnly keeps relayed candidates only, and makes them tell nothing about where the
// agent is: raddr and rport become 0.0.0.0 or :: and 9 (RFC 8839 §9.1). A c= line of the
// session part that no section uses any more becomes 0.0.0.0 or ::. The address in o= is
// SetOrigin's.
func RelayOnly() Edit { return Edit{op: &relayOnly{}} }

func (*relayOnly) kind() string { return "relay-only" }
func (*relayOnly) check() error { return nil }

func (*relayOnly) apply(p *pass) error {
	var own []candidate.Candidate
	for m := range p.live() {
		for c, err := range sdp.All[candidate.Candidate](m) {
			if err == nil && c.Type != candidate.Relayed {
				own = append(own, c)
			}
		}
		if err := p.chooseCandidates(m, func(c candidate.Candidate) bool { return c.Type == candidate.Relayed }); err != nil {
			return err
		}
		for l := range sdp.LinesOf[candidate.Candidate](m) {
			c, ok := read[candidate.Candidate](l)
			if !ok || c.RelatedAddress == "" {
				continue
			}
			if ip, ok := c.RelatedAddress.IP(); ok && ip.IsUnspecified() {
				continue
			}
			c.RelatedAddress, c.RelatedPort = "0.0.0.0", 9
			if ip, ok := c.Address.IP(); ok && !ip.Is4() {
				c.RelatedAddress = "::"
			}
			if err := p.rewrite(l, c.AppendAttribute(nil)); err != nil {
				return err
			}
		}
	}
	if !p.everything() {
		return nil
	}
	return p.hideSession(own)
}

type addCandidates struct {
	Candidates []string `json:"candidates"`
}

// AddCandidates adds candidates behind those that are there, each given as an a= line
// or as RTCIceCandidate has it. One that is there already is passed over, and so are
// sections that are bundle-only and have no transport. In a BUNDLE group they belong
// into the section that carries it: name that one. What candidate.Check then finds
// worse than before is refused: a foundation or a priority of another candidate, a
// destination that is none of the candidates.
func AddCandidates(lines ...string) Edit { return Edit{op: &addCandidates{lines}} }

func (*addCandidates) kind() string { return "add-candidates" }

func (o *addCandidates) check() error {
	if len(o.Candidates) == 0 {
		return fail(ErrArgument, "no candidate is given")
	}
	for _, s := range o.Candidates {
		if _, err := candidate.Parse(s); err != nil {
			return fail(ErrArgument, "%q: %v", s, err)
		}
	}
	return nil
}

func (o *addCandidates) apply(p *pass) error {
	return p.each(p.live(), func(m sdp.Section) error {
		if m.Port() == 0 {
			return nil
		}
		var have []candidate.Candidate
		var last sdp.Line
		for l := range sdp.LinesOf[candidate.Candidate](m) {
			last = l
			if c, ok := read[candidate.Candidate](l); ok {
				have = append(have, c)
			}
		}
		for _, s := range o.Candidates {
			c, err := candidate.Parse(s)
			if err != nil || slices.ContainsFunc(have, c.Equal) {
				continue
			}
			text := "a=" + string(c.AppendAttribute(nil))
			if last.Valid() {
				last, err = p.insertAfter(last, text)
			} else {
				last, err = p.add(m, text)
			}
			if err != nil {
				return err
			}
			have = append(have, c)
		}
		return nil
	})
}

type setEnd struct {
	On bool `json:"on"`
}

// EndOfCandidates says with a=end-of-candidates that no more candidates will come (RFC
// 8840 §8), or takes that back.
func EndOfCandidates(on bool) Edit { return Edit{op: &setEnd{on}} }

func (*setEnd) kind() string { return "end-of-candidates" }
func (*setEnd) check() error { return nil }

func (o *setEnd) apply(p *pass) error {
	if !o.On && p.everything() {
		if err := dropAll[sdp.EndOfCandidates](p, p.d.Session()); err != nil {
			return err
		}
	}
	session := has[sdp.EndOfCandidates](p.d.Session())
	for m := range p.live() {
		have := session || has[sdp.EndOfCandidates](m) || knows[sdp.EndOfCandidates](p, p.tagOf(m)) // whose transport it uses
		var err error
		switch {
		case !o.On:
			err = dropAll[sdp.EndOfCandidates](p, m)
		case !have:
			err = set(p, m, sdp.EndOfCandidates{})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rename gives the candidates of a section another ufrag where they have one.
func (p *pass) rename(m sdp.Section, ufrag string) error {
	for l := range m.AttrLines("candidate") {
		c, ok := read[candidate.Candidate](l)
		if !ok {
			continue
		}
		if was, ok := c.Ufrag(); !ok || was == ufrag {
			continue
		}
		if err := c.SetExtension("ufrag", ufrag); err != nil {
			return err
		}
		if err := p.rewrite(l, c.AppendAttribute(nil)); err != nil {
			return err
		}
	}
	return nil
}
