package candidate

import (
	"net/netip"
	"slices"
)

// An entry is a candidate as it is paired: with its words in lower case, and without
// a tcptype unless it is TCP's.
type entry struct {
	Candidate
	given     Candidate  // as it stands in the result
	ip        netip.Addr // what a name stands for, if it is known
	base      place      // where checks are sent from
	sender    *entry     // the candidate at the base, else this one
	reason    Reason     // why it is paired with nothing
	isDefault bool
	learned   bool // by a check, so perhaps never signalled
}

// A place is a base or the address of a remote candidate: what pairs are redundant by.
type place struct {
	transport Transport
	tcp       TCPType
	addr      netip.AddrPort
	name      Address // of a learned candidate whose address is not told
}

func (e *entry) place() place {
	p := place{transport: e.Transport, tcp: e.TCPType, addr: netip.AddrPortFrom(e.ip, e.Port)}
	if !e.ip.IsValid() {
		p.name = e.Address
	}
	return p
}

// sameAddress compares what the addresses stand for, or where that is not known how
// they are written.
func (e *entry) sameAddress(o *entry) bool {
	if e.ip.IsValid() && o.ip.IsValid() {
		return e.ip == o.ip
	}
	return e.Address.Equal(o.Address)
}

// entries sorts candidates, drops repetitions and what is beyond the bound.
func (l *checklist) entries(given, defaults []Candidate, ufrag string) (entries []*entry, passed int) {
	sorted := slices.SortedFunc(slices.Values(given), Compare)
	sorted = slices.CompactFunc(sorted, func(a, b Candidate) bool { return Compare(a, b) == 0 })
	passed = max(0, len(sorted)-MaxCandidates)
	for _, c := range sorted[:len(sorted)-passed] {
		e := l.entry(c)
		if own, ok := c.Ufrag(); ok && ufrag != "" && own != ufrag {
			e.reason = OtherGeneration
		}
		entries = append(entries, e)
	}
	if defaults == nil {
		chooseDefaults(entries)
	}
	for _, c := range defaults[:min(len(defaults), MaxFacts)] {
		at := endpointOf(c)
		for _, e := range entries {
			e.isDefault = e.isDefault || endpointOf(e.Candidate) == at
		}
	}
	return entries, passed
}

// entry looks at one candidate by itself.
func (l *checklist) entry(c Candidate) *entry {
	e := &entry{Candidate: c, given: c, ip: l.resolve(c.Address)}
	e.Transport, e.Type, e.TCPType = lower(c.Transport), lower(c.Type), lower(c.TCPType)
	if e.Transport != TCP {
		e.TCPType = ""
	}
	e.sender = e
	e.base = e.place()
	switch _, known := TypePreference(e.Type); {
	case e.Transport != UDP && e.Transport != TCP:
		e.reason = UnknownTransport
	case !known:
		e.reason = UnknownType
	case e.Transport == TCP && e.TCPType != Active && e.TCPType != Passive && e.TCPType != SimultaneousOpen:
		e.reason = NoTCPType
	case !e.ip.IsValid() && c.Address.IsName():
		e.reason = UnresolvedName
	case !e.ip.IsValid() || e.ip.IsUnspecified(), e.Port == 0 && e.TCPType != Active:
		e.reason = InvalidAddress
	}
	return e
}

// resolve is the address behind a spelling, or the zero Addr.
func (l *checklist) resolve(a Address) netip.Addr {
	if ip, ok := a.IP(); ok {
		return ip
	}
	if l.facts.Resolve != nil && a.IsName() {
		return l.facts.Resolve(a)
	}
	return netip.Addr{}
}

// findBase finds where checks of a local candidate are sent from. Where neither the
// line nor the facts tell, the candidate stays its own base.
func (l *checklist) findBase(e *entry) {
	if !reflexive(e.Type) {
		return
	}
	var base netip.AddrPort
	if l.facts.Base != nil {
		base = l.facts.Base(e.Candidate)
	}
	if !base.IsValid() {
		base = netip.AddrPortFrom(l.resolve(e.RelatedAddress), e.RelatedPort)
	}
	if !base.IsValid() || base.Addr().IsUnspecified() {
		return
	}
	e.base.addr, e.base.name = base, ""
	for _, host := range l.local {
		if host.Type == Host && host.Component == e.Component && host.place() == e.base {
			e.sender = host
			return
		}
	}
}

func (l *checklist) policyLocal(e *entry) Reason {
	switch {
	case l.facts.Policy == RelayOnly && e.Type != Relayed:
		return RelayPolicy
	case l.facts.Policy == NoHostAddress && e.Type == Host:
		return HiddenHost
	}
	return NoReason
}

// chooseDefaults marks the default candidate of each component, as Default chooses
// it: a name is none, whatever stands behind it. Entries are best first.
func chooseDefaults(entries []*entry) {
	rank := func(e *entry) (n int) {
		n = slices.Index([]Type{Relayed, ServerReflexive, Host}, e.Type)
		ip, ok := e.Address.IP()
		if n < 0 || !ok || ip.IsUnspecified() || e.Port == 0 || e.TCPType == SimultaneousOpen || e.reason == OtherGeneration {
			return -1
		}
		if !ip.Unmap().Is4() {
			n += 3
		}
		if e.Transport != UDP {
			n += 6
		}
		return n
	}
	best := make(map[uint16]*entry)
	for _, e := range entries {
		if n := rank(e); n >= 0 && (best[e.Component] == nil || n < rank(best[e.Component])) {
			best[e.Component] = e
		}
	}
	for _, e := range entries {
		e.isDefault = best[e.Component] == e
	}
}
