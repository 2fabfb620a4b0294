package candidate

import (
	"iter"
	"slices"
	"strings"
)

// A Pair is what became of a local and a remote candidate.
type Pair struct {
	Local, Remote Candidate
	Sender        Candidate // the candidate whose address checks are sent from: Local, or its base where that is a candidate too
	Priority      uint64    // RFC 8445 §6.1.2.3; 0 where no pair was formed
	Status        Status
	Reason        Reason // why it was not formed or was pruned
	By            int    // the index in PairResult.Pairs of the pair that it was pruned for, else -1
	Initial       State  // Waiting or Frozen before the first check (RFC 8445 §6.1.2.6)
	State         State  // Succeeded or Failed once all checks are done
	Valid         bool   // a check led to this pair (RFC 8445 §7.2.5.3.2); it may have been sent by another one
	Nominated     bool   // the controlling agent named it
	Selected      bool   // the nominated pair that counts: the winner of its component
	Default       bool   // both are default candidates (RFC 8445 §6.1.2.2)

	mapped bool // learned, and the local candidate is what was learned
}

// Component is the component that both candidates are for. Where they differ, and
// no pair was formed, it is the local one's.
func (p Pair) Component() uint16 { return p.Local.Component }

// String is the pair in one line: both candidates, and Why.
func (p Pair) String() string {
	return brief(p.Local) + " - " + brief(p.Remote) + ": " + p.Why()
}

// Why explains in a few words how the pair ended, with the clause. Other pairs are
// numbered as in the table, from 1.
func (p Pair) Why() string {
	switch {
	case p.Status == NotFormed:
		return "not formed: " + p.end()
	case p.Status == Pruned:
		return "pruned: " + p.end()
	case p.Status == Learned && p.mapped:
		return "learned from the response to a check (RFC 8445 §7.2.5.3.1), " + p.end()
	case p.Status == Learned:
		return "learned from the peer's check (RFC 8445 §7.3.1.3), " + p.end()
	}
	return p.end()
}

// end is Why without the status.
func (p Pair) end() string {
	var words []string
	add := func(ok bool, s string) {
		if ok {
			words = append(words, s)
		}
	}
	switch {
	case p.Reason != NoReason:
		words = append(words, reasonOf(p.Reason, p.By))
	case p.State != NoState:
		words = append(words, p.State.String())
	}
	add(!p.Valid && p.Reason == NoReason && p.State == NoState, "not valid")
	add(p.Valid && (p.Reason != NoReason || p.State == NoState), "valid")
	add(p.Selected, "selected")
	add(p.Nominated && !p.Selected, "nominated")
	add(p.Default, "default pair")
	return strings.Join(words, ", ")
}

// PairResult is what became of every local and every remote candidate.
type PairResult struct {
	Role  Role
	Local []Candidate // best first, each once; those a check revealed last
	// Remote is the same for the other side.
	Remote []Candidate
	// Pairs has one entry for each combination of a local and a remote candidate that
	// were given, and one for each pair that a check revealed: first the checklist with
	// what was learned, then what was pruned, then what was not formed; within each,
	// highest priority first.
	Pairs []Pair
	// How many candidates beyond MaxCandidates were not looked at.
	LocalPassed, RemotePassed int
	// Unmatched are the nominated paths that no valid pair answers to.
	Unmatched []Path

	facts string // the facts that the table mentions
}

// Checklist goes through the pairs that are checked, in the order of the checks
// that nothing else triggers: highest priority first (RFC 8445 §6.1.4.2).
func (r PairResult) Checklist() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for _, p := range r.Pairs {
			if (p.Status == Listed || p.Status == Learned) && !yield(p) {
				return
			}
		}
	}
}

// Selected is the pair that wins for a component, and false if none does.
func (r PairResult) Selected(component uint16) (Pair, bool) {
	return r.first(func(p Pair) bool { return p.Selected && p.Component() == component })
}

// Default is the pair of the default candidates of a component, and false if they
// were not paired or there are none. It is what two agents without ICE would use.
func (r PairResult) Default(component uint16) (Pair, bool) {
	return r.first(func(p Pair) bool { return p.Default && p.Component() == component })
}

// Find is the entry of two candidates, compared by transport address as a Path is.
func (r PairResult) Find(local, remote Candidate) (Pair, bool) {
	l, m := endpointOf(local), endpointOf(remote)
	return r.first(func(p Pair) bool { return endpointOf(p.Local) == l && endpointOf(p.Remote) == m })
}

func (r PairResult) first(match func(Pair) bool) (Pair, bool) {
	if i := slices.IndexFunc(r.Pairs, match); i >= 0 {
		return r.Pairs[i], true
	}
	return Pair{By: -1}, false
}

// Pairs computes which pairs the candidates of one data stream form, in which order
// they are checked, and which one wins: RFC 8445 §6.1.2 to §8.1, with RFC 6544 for
// TCP and RFC 8838 for candidates that come late. The local agent has the role. The
// candidates are those of one generation, or Facts says which; a local one is not
// paired before it was signalled (RFC 8838 §10).
//
// Every local candidate together with every remote one has an entry that says what
// its priority and state are, or why there is no such pair, with the clause. The
// result is the same whatever the order in which candidates are given; a candidate
// that is given twice counts once. Work is bounded, see MaxCandidates and MaxFacts.
//
// One check decides on one pair here, and all checks are made before the
// controlling agent nominates. An agent that nominates the first pair that works
// may well end with another one; Facts.Nominated explains what it did.
//
// For a lite agent, which forms no checklist (§6.2), this is what the full peer
// does as seen from this side. Between two lite agents nothing is checked (§8.2): of
// several pairs the one with the highest priority wins, since lite agents put the
// precedence of RFC 6724 into it (§5.2).
func Pairs(local, remote []Candidate, role Role, facts Facts) PairResult {
	l := newChecklist(local, remote, role, &facts)
	l.form()
	l.prune()
	l.prove()
	l.learn()
	l.sort()
	l.limit()
	l.start()
	l.check()
	l.nominate()
	return l.result()
}
