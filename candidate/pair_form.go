package candidate

import (
	"cmp"
	"slices"
)

// A row is two entries on their way to a Pair.
type row struct {
	local, remote  *entry
	priority       uint64
	status         Status
	reason         Reason
	by             *row
	merged         []*row // what was pruned because of this pair
	mapped         []*row // what its check revealed
	proved         bool   // known to work
	initial, state State
	valid          bool
	nominated      bool
	selected       bool
}

func (r *row) is(s Status) bool { return r.status == s }

// checklist is the work of Pairs. Rows are never removed; their status changes.
type checklist struct {
	role          Role
	facts         *Facts
	local, remote []*entry
	rows          []*row
	index         map[[2]*entry]*row // of the rows that form makes
	passed        [2]int
	unmatched     []Path
}

func newChecklist(local, remote []Candidate, role Role, facts *Facts) *checklist {
	l := &checklist{role: role, facts: facts, index: make(map[[2]*entry]*row)}
	l.local, l.passed[0] = l.entries(local, facts.LocalDefault, facts.LocalUfrag)
	l.remote, l.passed[1] = l.entries(remote, facts.RemoteDefault, facts.RemoteUfrag)
	for _, e := range l.local {
		l.findBase(e)
		if e.reason == NoReason {
			e.reason = l.policyLocal(e)
		}
	}
	for _, e := range l.remote {
		// Before the name is looked up, since the lookup is what the policy forbids.
		if facts.Policy == RelayOnly && e.Address.IsName() && e.reason != OtherGeneration {
			e.reason = NamePolicy
		}
	}
	return l
}

// bothLite is a session without checks (RFC 8445 §8.2).
func (l *checklist) bothLite() bool { return l.facts.LocalLite && l.facts.RemoteLite }

// form makes a row of every combination (RFC 8445 §6.1.2.2, RFC 6544 §6.2).
func (l *checklist) form() {
	for _, a := range l.local {
		for _, b := range l.remote {
			r := &row{local: a, remote: b, reason: whyNot(a, b)}
			if r.reason == NoReason {
				r.status = Listed
				r.priority = l.priority(a.Priority, b.Priority)
			}
			l.rows = append(l.rows, r)
			l.index[[2]*entry{a, b}] = r
		}
	}
	l.sort()
}

func (l *checklist) priority(local, remote uint32) uint64 {
	if l.role == Controlling {
		return PairPriority(local, remote)
	}
	return PairPriority(remote, local)
}

// whyNot is why a local and a remote candidate are no pair, or NoReason.
func whyNot(a, b *entry) Reason {
	switch {
	case a.reason != NoReason:
		return a.reason
	case b.reason != NoReason:
		return b.reason
	case a.Component != b.Component:
		return DifferentComponents
	case a.Transport != b.Transport:
		return DifferentTransports
	case a.Transport == TCP && !connects(a.TCPType, b.TCPType):
		return TCPTypesDontMatch
	case a.ip.Is4() != b.ip.Is4():
		return DifferentFamilies
	case a.ip.Is6() && a.ip.IsLinkLocalUnicast() != b.ip.IsLinkLocalUnicast():
		return LinkLocalWithOther
	}
	return NoReason
}

// connects is the table of RFC 6544 §6.2.
func connects(local, remote TCPType) bool {
	return local == SimultaneousOpen && remote == SimultaneousOpen ||
		local == Active && remote == Passive ||
		local == Passive && remote == Active
}

// sort puts the rows in the order of the result: highest priority first. Where
// priorities are equal, which RFC 8445 §6.1.2.3 leaves to the agent, both agents come
// to the same order: lowest component first (§6.1.4.2), then by the candidates of the
// controlling agent.
func (l *checklist) sort() {
	group := func(r *row) int {
		switch r.status {
		case Pruned:
			return 1
		case NotFormed:
			return 2
		}
		return 0
	}
	slices.SortFunc(l.rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(group(a), group(b)), compareRows(l.role, a, b))
	})
}

func compareRows(role Role, a, b *row) int {
	if c := cmp.Or(cmp.Compare(b.priority, a.priority), cmp.Compare(a.local.Component, b.local.Component)); c != 0 {
		return c
	}
	local, remote := compareEntries(a.local, b.local), compareEntries(a.remote, b.remote)
	if role != Controlling {
		local, remote = remote, local
	}
	return cmp.Or(local, remote)
}

func compareEntries(a, b *entry) int {
	if a == b {
		return 0
	}
	return Compare(a.given, b.given)
}

// prune removes pairs that would send the same check again (RFC 8445 §6.1.2.4),
// and those whose local candidate can't send one (RFC 6544 §6.2).
func (l *checklist) prune() {
	type key struct {
		component    uint16
		base, remote place
	}
	if l.bothLite() {
		return // RFC 8445 §8.2 pairs and selects, no more
	}
	first := make(map[key]*row)
	for _, r := range l.rows {
		if !r.is(Listed) {
			continue
		}
		if r.local.TCPType == Passive {
			r.status, r.reason = Pruned, LocalPassive
			continue
		}
		k := key{r.local.Component, r.local.base, r.remote.place()}
		switch kept := first[k]; kept {
		case nil:
			first[k] = r
		default:
			r.status, r.reason, r.by = Pruned, RedundantPair, kept
			kept.merged = append(kept.merged, r)
		}
	}
}

// limit discards the pairs of lowest priority (RFC 8445 §6.1.2.5; RFC 8838 §10 has
// it that the limit itself may be reached).
func (l *checklist) limit() {
	limit := l.facts.Limit
	if limit <= 0 {
		limit = DefaultPairLimit
	}
	for _, r := range l.rows {
		if !r.is(Listed) && !r.is(Learned) {
			continue
		}
		if limit--; limit < 0 {
			r.status, r.reason = Pruned, BeyondLimit
		}
	}
	l.sort()
}

// start sets one pair of each foundation to waiting, that of the lowest component
// and highest priority, and the others to frozen (RFC 8445 §6.1.2.6). The foundation
// is that of the candidates the check goes between. A lite agent has no states.
func (l *checklist) start() {
	if l.facts.LocalLite {
		return
	}
	type foundation struct{ local, remote string }
	first := make(map[foundation]*row)
	for _, r := range l.rows {
		switch {
		case r.is(Learned) && r.local.learned:
			continue // a valid pair, which is not checked itself
		case r.is(Learned):
			r.initial = Waiting // RFC 8445 §7.3.1.4
		case r.is(Listed):
			r.initial = Frozen
			f := foundation{r.local.sender.Foundation, r.remote.Foundation}
			if old := first[f]; old == nil || r.local.Component < old.local.Component {
				first[f] = r
			}
		}
	}
	for _, r := range l.rows {
		if r.is(Listed) && first[foundation{r.local.sender.Foundation, r.remote.Foundation}] == r {
			r.initial = Waiting
		}
	}
}
