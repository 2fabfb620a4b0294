package candidate

import (
	"net/netip"
	"slices"
)

// learn adds the pairs that checks revealed: what Facts tells, and what must come of
// a TCP connection, whose opening side has a port of its own that nobody signals.
func (l *checklist) learn() {
	seen := make(map[[2]endpoint]bool)
	for _, p := range l.facts.Learned[:min(len(l.facts.Learned), MaxFacts)] {
		ends := [2]endpoint{endpointOf(p.Local), endpointOf(p.Remote)}
		if seen[ends] {
			continue
		}
		seen[ends] = true
		local, remote := l.find(l.local, p.Local), l.find(l.remote, p.Remote)
		switch {
		case local == nil && lower(p.Local.Type) == PeerReflexive && remote != nil:
			l.learnLocal(p.Local, remote)
		case remote == nil && lower(p.Remote.Type) == PeerReflexive && local != nil:
			p.Remote.Component = local.Component // RFC 8445 §7.3.1.3
			l.insert(local, l.learned(p.Remote))
		case remote != nil && lower(p.Remote.Type) == PeerReflexive && local != nil:
			l.learnSignalled(local, remote, p.Remote)
		}
	}
	l.learnTCP()
}

// find is the candidate at a transport address: that of the candidate as it was
// written, or what stands behind its name.
func (l *checklist) find(entries []*entry, c Candidate) *entry {
	want := l.entry(c)
	for _, e := range entries {
		if e.Component == max(c.Component, 1) && e.Transport == want.Transport && e.Port == c.Port &&
			e.sameAddress(want) {
			return e
		}
	}
	return nil
}

// learned is the entry of a peer reflexive candidate.
func (l *checklist) learned(c Candidate) *entry {
	c.Type, c.Component = PeerReflexive, max(c.Component, 1)
	if lower(c.Transport) == TCP {
		c.TCPType = Active // it opened the connection
	}
	e := l.entry(c)
	e.learned, e.reason = true, NoReason // that it works is known
	return e
}

// insert adds a pair that was not formed, with the priority of its candidates.
func (l *checklist) insert(local, remote *entry) *row {
	r := &row{local: local, remote: remote, status: Learned, priority: l.priority(local.Priority, remote.Priority)}
	if local.reason != NoReason && local.reason != HiddenHost {
		r.status, r.reason, r.priority = NotFormed, local.reason, 0
	}
	l.rows = append(l.rows, r)
	return r
}

// learnLocal adds the valid pair of a check whose response told a mapped address
// that no candidate has (RFC 8445 §7.2.5.3.1, §7.2.5.3.2).
func (l *checklist) learnLocal(c Candidate, remote *entry) {
	c.Component = remote.Component
	e := l.learned(c)
	l.findBase(e)
	e.reason = l.policyLocal(e)
	r := l.insert(e, remote)
	if sent := l.sentBy(e, remote); sent != nil {
		sent.mapped = append(sent.mapped, r)
	}
}

// sentBy is the listed pair that sends checks from the base of a local candidate.
func (l *checklist) sentBy(local, remote *entry) *row {
	for _, r := range l.rows {
		if !r.is(Listed) || r.remote != remote {
			continue
		}
		// An active candidate is at port 9, its connection somewhere else.
		opened := r.local.TCPType == Active && local.TCPType == Active && r.local.ip == local.ip
		if r.local.base == local.base || opened {
			return r
		}
	}
	return nil
}

// learnSignalled is about a pair that a request revealed before its candidate was
// signalled: the peer reflexive candidate is dropped, the pair keeps the priority
// that it had (RFC 8838 §11).
func (l *checklist) learnSignalled(local, signalled *entry, was Candidate) {
	was.Component, was.Address = signalled.Component, signalled.Address // which may be a name, to be kept
	e := l.learned(was)
	r := l.insert(local, e)
	if !r.is(Learned) {
		return
	}
	for _, kept := range l.rows {
		if kept.is(Listed) && kept.remote.place() == signalled.place() && kept.local.base == local.base {
			r.status, r.reason, r.by = Pruned, SignalledLater, kept
			if !l.facts.SignalledPriority {
				kept.priority = r.priority
			}
			return
		}
	}
}

// learnTCP adds, for each pair of an active and a passive candidate that can
// connect, the pair that the connection makes: its active end is peer reflexive (RFC
// 6544 §7.1, §7.2). Its port is not known and left 0. Where Facts tells of such a
// connection, that pair stands for it.
func (l *checklist) learnTCP() {
	if l.bothLite() {
		return
	}
	type ends struct {
		component     uint16
		local, remote place
	}
	known := make(map[ends]bool)
	at := func(local, remote *entry) ends {
		e := ends{local.Component, local.place(), remote.place()}
		if local.TCPType == Passive {
			e.remote = place{addr: endAt(remote), transport: TCP}
		} else {
			e.local = place{addr: endAt(local), transport: TCP}
		}
		return e
	}
	for _, r := range l.rows {
		if r.is(Learned) && r.local.Transport == TCP {
			known[at(r.local, r.remote)] = true
		}
	}
	for _, r := range slices.Clone(l.rows) {
		sent := r // the pair whose check opens the connection
		switch {
		case r.reason == LocalPassive: // the peer's
		case r.local.TCPType == Active && r.is(Listed):
		case r.local.TCPType == Active && r.reason == RedundantPair:
			sent = r.by // and r.local is what its address is mapped to
		default:
			continue
		}
		if known[at(r.local, r.remote)] || !l.works(r) {
			continue
		}
		local, remote := r.local, connected(r.remote)
		if r.local.TCPType == Active {
			local, remote = connected(r.local), r.remote
		}
		known[at(r.local, r.remote)] = true // for a reflexive candidate at the same address
		opened := l.insert(local, remote)
		opened.proved = true
		sent.mapped = append(sent.mapped, opened)
	}
}

func endAt(e *entry) netip.AddrPort { return netip.AddrPortFrom(e.ip, 0) }

// connected is the peer reflexive candidate that an active candidate becomes. Its
// foundation is different from any other's (RFC 8445 §7.3.1.3); none says so.
func connected(active *entry) *entry {
	c := Candidate{
		Component: active.Component, Transport: TCP, TCPType: Active, Type: PeerReflexive,
		Priority: PeerReflexivePriority(active.Priority),
		Address:  active.Address, // which may be a name, to be kept
	}
	return &entry{Candidate: c, given: c, ip: active.ip, base: active.base, sender: active, learned: true}
}

// works says whether a check between the two candidates succeeds.
func (l *checklist) works(r *row) bool {
	switch {
	case r.proved:
		return true
	case l.facts.Works != nil:
		return l.facts.Works(r.local.given, r.remote.given)
	}
	return r.is(Learned) || MutuallyReachable(r.local.ip, r.remote.ip)
}

// check makes all checks. One that succeeds makes a pair valid: its own, or that of
// the mapped address that it revealed (RFC 8445 §7.2.5.3.2). Where the base itself
// doesn't get through, that is the best reflexive candidate which does. An active
// TCP candidate is never a valid pair's, only its connection is.
func (l *checklist) check() {
	for _, r := range l.rows {
		switch {
		case r.is(Learned):
			r.state, r.valid = outcome(l.works(r)), l.works(r)
		case r.is(Listed):
			sent := append([]*row{r}, r.merged...)
			i := slices.IndexFunc(sent, l.works)
			r.state = outcome(i >= 0 || slices.ContainsFunc(r.mapped, l.works))
			if i >= 0 && len(r.mapped) == 0 && (r.local.TCPType != Active || l.bothLite()) {
				sent[i].state, sent[i].valid = Succeeded, true
			}
		}
	}
	if !l.facts.LocalLite {
		return
	}
	for _, r := range l.rows {
		r.state = NoState
	}
}

func outcome(success bool) State {
	if success {
		return Succeeded
	}
	return Failed
}
