package candidate

import (
	"slices"
	"strings"
)

// named reports whether an entry is what somebody names. A port that nobody knows,
// that of a TCP connection which was concluded and not told, is any port.
func (l *checklist) named(e, want *entry) bool {
	if e.Component != max(want.Component, 1) || e.Transport != want.Transport {
		return false
	}
	if e.Port != want.Port && !(e.learned && e.Port == 0) {
		return false
	}
	return e.sameAddress(want)
}

// namedByBase is the same for the address that a local candidate sends from.
func (l *checklist) namedByBase(e, want *entry) bool {
	return e.Component == max(want.Component, 1) && e.Transport == want.Transport &&
		e.base.addr.Port() == want.Port && e.base.addr.Addr() == want.ip && want.ip.IsValid()
}

// prove notes that nominated pairs work, where Facts leaves it to the addresses.
func (l *checklist) prove() {
	if l.facts.Works != nil {
		return
	}
	for _, p := range l.nominations() {
		local, remote := l.entry(p.Local), l.entry(p.Remote)
		i := slices.IndexFunc(l.local, func(e *entry) bool { return l.named(e, local) })
		if i < 0 {
			i = slices.IndexFunc(l.local, func(e *entry) bool { return l.namedByBase(e, local) })
		}
		j := slices.IndexFunc(l.remote, func(e *entry) bool { return l.named(e, remote) })
		if i >= 0 && j >= 0 {
			l.index[[2]*entry{l.local[i], l.remote[j]}].proved = true
		}
	}
}

func (l *checklist) nominations() []Path {
	return l.facts.Nominated[:min(len(l.facts.Nominated), MaxFacts)]
}

// nominate marks the pairs that the controlling agent names and, for each
// component, the one that counts.
func (l *checklist) nominate() {
	var valid []*row
	for _, r := range l.rows {
		if r.valid {
			valid = append(valid, r)
		}
	}
	slices.SortStableFunc(valid, func(a, b *row) int { return compareRows(l.role, a, b) })
	chosen := make(map[uint16]*row)
	choose := func(r *row) {
		r.nominated = true
		old := chosen[r.local.Component]
		if old == nil || l.facts.Nomination == RegularNomination || compareRows(l.role, r, old) < 0 {
			chosen[r.local.Component] = r
		}
	}
	if l.facts.Nominated == nil {
		for _, r := range valid {
			if chosen[r.local.Component] == nil || l.facts.Nomination == AggressiveNomination {
				choose(r)
			}
		}
	}
	for _, p := range l.nominations() {
		if r := l.match(valid, p); r != nil {
			choose(r)
		} else {
			l.unmatched = append(l.unmatched, p)
		}
	}
	for _, r := range valid {
		r.selected = chosen[r.local.Component] == r
		if l.bothLite() {
			r.valid = r.selected // the others were never checked
		}
	}
}

// match is the valid pair that a path names, by its local candidate or by the base.
func (l *checklist) match(valid []*row, p Path) *row {
	local, remote := l.entry(p.Local), l.entry(p.Remote)
	for _, by := range []func(e, want *entry) bool{l.named, l.namedByBase} {
		for _, r := range valid {
			if by(r.local, local) && l.named(r.remote, remote) {
				return r
			}
		}
	}
	return nil
}

// result turns rows into pairs. What was learned joins the candidates at their end.
func (l *checklist) result() PairResult {
	res := PairResult{
		Role:        l.role,
		LocalPassed: l.passed[0], RemotePassed: l.passed[1],
		Unmatched: l.unmatched,
		facts:     l.facts.note(),
	}
	at := make(map[*row]int, len(l.rows))
	for i, r := range l.rows {
		at[r] = i
	}
	res.Local, res.Remote = given(l.local), given(l.remote)
	res.Pairs = slices.Grow(res.Pairs, len(l.rows))
	for _, r := range l.rows {
		p := Pair{
			Local: r.local.given, Remote: r.remote.given, Sender: r.local.sender.given,
			Priority: r.priority, Status: r.status, Reason: r.reason, By: -1,
			Initial: r.initial, State: r.state,
			Valid: r.valid, Nominated: r.nominated, Selected: r.selected,
			mapped:  r.local.learned,
			Default: r.status != NotFormed && r.local.isDefault && r.remote.isDefault,
		}
		if r.by != nil {
			p.By = at[r.by]
		}
		res.Local = addLearned(res.Local, r.local)
		res.Remote = addLearned(res.Remote, r.remote)
		res.Pairs = append(res.Pairs, p)
	}
	return res
}

func given(entries []*entry) []Candidate {
	var cs []Candidate
	for _, e := range entries {
		cs = append(cs, e.given)
	}
	return cs
}

func addLearned(cs []Candidate, e *entry) []Candidate {
	if !e.learned || slices.ContainsFunc(cs, func(c Candidate) bool { return Compare(c, e.given) == 0 }) {
		return cs
	}
	return append(cs, e.given)
}

// note is what the facts say that changes the rules, in words.
func (f *Facts) note() string {
	var notes []string
	add := func(ok bool, s string) {
		if ok {
			notes = append(notes, s)
		}
	}
	add(f.LocalLite, "lite")
	add(f.RemoteLite, "lite peer")
	add(f.Policy != AllCandidates, "policy "+f.Policy.String())
	add(f.Nomination != RegularNomination, f.Nomination.String()+" nomination")
	add(f.Works == nil, "every pair of mutually reachable addresses works")
	return strings.Join(notes, ", ")
}
