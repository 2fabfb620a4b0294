package candidate_test

import (
	"flag"
	"net/netip"
	"slices"
	"strconv"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
)

// facts is what is known of the recorded session beside its candidates: what the
// reported pair says of candidates that were not signalled, if told.
func (s session) facts(learned bool) candidate.Facts {
	f := candidate.Facts{LocalLite: s.lite, RemoteLite: s.liteOf, Resolve: s.resolve}
	if learned {
		p := s.selected
		if s.selected.Local.Type != candidate.PeerReflexive {
			p.Local = s.listed.Local
		}
		f.Learned = []candidate.Path{p}
	}
	return f
}

// controlling is the stack that decided.
func (s session) controlling() string {
	if s.role == candidate.Controlling {
		return s.stack
	}
	return s.other
}

// ip is where a candidate is, behind its name if it has one.
func (s session) ip(c candidate.Candidate) netip.Addr {
	if ip, ok := c.Address.IP(); ok {
		return ip
	}
	return s.resolve(c.Address)
}

// A stackRule explains a recorded pair that is not what the RFCs make of it.
type stackRule struct {
	name   string
	reason string
	here   int // how many of the pairs in testdata/exchanges
	all    int // how many of the 482 pairs of all 296 captures; a part of them can't have more
	// match is asked about the recorded session, the pair as computed (zero where it
	// is not formed), and the computed winner.
	match func(s session, recorded, winner candidate.Pair) bool
	count int
}

func explain(rules []*stackRule, s session, recorded, winner candidate.Pair) bool {
	for _, r := range rules {
		if r.match(s, recorded, winner) {
			r.count++
			return true
		}
	}
	return false
}

// report prints and checks the counts. Data that is not the test's may leave a rule
// without use.
func report(t *testing.T, rules []*stackRule) {
	own := *exchanges == flag.Lookup("exchanges").DefValue
	for _, r := range rules {
		t.Logf("%4d %s: %s", r.count, r.name, r.reason)
		if own && r.count != r.here {
			t.Errorf("rule %s explains %d pairs and not %d", r.name, r.count, r.here)
		}
		if r.count > r.all {
			t.Errorf("rule %s explains %d pairs, in all captures there are %d", r.name, r.count, r.all)
		}
	}
}

// hiddenLinkLocal is about pion's own link-local address, which it never signals.
func hiddenLinkLocal(s session) bool {
	local, ok := s.selected.Local.Address.IP()
	remote, _ := s.selected.Remote.Address.IP()
	return ok && s.stack == "pion" && s.unsignalled == "local" && local.IsLinkLocalUnicast() && !remote.IsLinkLocalUnicast()
}

func TestRecordedPairsAreFormedWithTheRFCsPriority(t *testing.T) {
	rules := []*stackRule{
		{name: "pion-link-local", here: 1, all: 2,
			reason: "pion sends checks from a link-local address that it did not signal to one that is not link-local, which RFC 8445 §6.1.2.2 forbids",
			match:  func(s session, _, _ candidate.Pair) bool { return hiddenLinkLocal(s) }},
	}
	checked, rounded, addressless := 0, 0, 0
	for _, s := range sessions(t) {
		if s.addressless {
			addressless++ // libdatachannel tells ports, but the port of both its addresses is the same
			continue
		}
		learned := s.selected.Local.Type == candidate.PeerReflexive || s.selected.Remote.Type == candidate.PeerReflexive
		facts := s.facts(learned)
		facts.Nominated = []candidate.Path{s.listed}
		if learned {
			facts.Nominated = []candidate.Path{s.selected}
			if s.selected.Remote.Address == "(redacted)" { // by Firefox, for it hid behind a name
				facts.Learned[0].Remote.Address = s.listed.Remote.Address
				facts.Nominated = []candidate.Path{s.listed}
			}
		}
		res := candidate.Pairs(s.local, s.remote, s.role, facts)
		p, ok := res.Selected(1)
		if !learned { // the pair that sends the checks: Firefox and pion report that of a TCP connection too
			p, ok = res.Find(s.listed.Local, s.listed.Remote)
			ok = ok && p.State == candidate.Succeeded || s.lite && p.Valid
		}
		if !ok {
			if !explain(rules, s, p, candidate.Pair{}) {
				t.Errorf("%s: the recorded pair is not among the valid ones\n%v", s.name, res)
			}
			continue
		}
		checked++
		if p.Status != candidate.Listed && p.Status != candidate.Learned {
			t.Errorf("%s: %v", s.name, p)
		}
		g, d := uint64(s.selected.Local.Priority), uint64(s.selected.Remote.Priority)
		if s.role == candidate.Controlled {
			g, d = d, g
		}
		want := min(g, d)<<32 + 2*max(g, d)
		if g > d {
			want++
		}
		if p.Priority != want {
			t.Errorf("%s: priority %d, the reported candidates' is %d\n%v", s.name, p.Priority, want, res)
		}
		if s.priority == "" {
			continue
		}
		rounded++
		if f, err := strconv.ParseFloat(s.priority, 64); err != nil || f != float64(p.Priority) {
			t.Errorf("%s: priority %d, reported %s", s.name, p.Priority, s.priority)
		}
	}
	t.Logf("%d recorded pairs are formed, not pruned, and have the RFC's priority; %d of them report it, rounded; %d tell no address", checked, rounded, addressless)
	report(t, rules)
}

func TestTheRecordedPairWinsOrARuleSaysWhy(t *testing.T) {
	all := sessions(t)
	reported := make(map[string]candidate.Path) // what each side reported
	for _, s := range all {
		reported[s.name] = s.selected
	}
	// agree: the other side reports the same pair. Ports are told even where addresses are hidden.
	agree := func(s session) bool {
		here, side := s.name[:len(s.name)-1], s.name[len(s.name)-1:]
		other := reported[here+map[string]string{"a": "b", "b": "a"}[side]]
		return other.Local.Port == s.selected.Remote.Port && other.Remote.Port == s.selected.Local.Port
	}
	// early: an IPv4 pair was nominated where an IPv6 pair is better.
	early := func(stack string, bothWays ...bool) func(s session, recorded, winner candidate.Pair) bool {
		return func(s session, recorded, winner candidate.Pair) bool {
			return s.controlling() == stack && slices.Contains(bothWays, agree(s)) && recorded.Valid && recorded.Priority < winner.Priority &&
				s.ip(recorded.Local).Is4() && s.ip(winner.Local).Is6()
		}
	}
	rules := []*stackRule{
		{name: "equal-priority", here: 8, all: 22,
			reason: "the recorded pair has the same priority as the winner, so that the order is arbitrary (RFC 8445 §6.1.2.3); aiortc and pion prefer no address of their host",
			match: func(_ session, recorded, winner candidate.Pair) bool {
				return recorded.Valid && recorded.Priority == winner.Priority
			}},
		{name: "pion-link-local", here: 2, all: 4,
			reason: "pion nominates a pair that it sends checks on from a link-local address that it did not signal, which RFC 8445 §6.1.2.2 forbids; its peer learns that address",
			match: func(s session, recorded, _ candidate.Pair) bool {
				remote, ok := s.selected.Remote.Address.IP()
				return hiddenLinkLocal(s) ||
					ok && s.other == "pion" && s.unsignalled == "remote" && remote.IsLinkLocalUnicast() && recorded.Status == candidate.Learned
			}},
		{name: "firefox-early", here: 12, all: 71, match: early("firefox", true),
			reason: "Firefox nominates the first pair that works, and its IPv4 candidates come first"},
		{name: "werift-early", here: 3, all: 9, match: early("werift", true, false),
			reason: "werift nominates the first pair that works"},
		{name: "aiortc-early", here: 2, all: 2, match: early("aiortc", true),
			reason: "aiortc nominates the first pair that works"},
		{name: "pion-early", here: 2, all: 2, match: early("pion", true),
			reason: "pion nominates the best pair that works at the time"},
		{name: "libnice-early", here: 3, all: 5, match: early("gstreamer", false),
			reason: "webrtcbin tells no pair; its peer was told one before the best worked"},
		{name: "chromium-in-turn", here: 11, all: 22, match: early("chromium", false),
			reason: "Chromium nominates each pair that becomes its best; it reports the last one, its peer another"},
		{name: "firefox-in-turn", here: 1, all: 4, match: early("firefox", false),
			reason: "Firefox nominated several pairs, one for each that worked, and the two sides report different ones"},
	}
	won, explained, addressless := 0, 0, 0
	for _, s := range all {
		if s.addressless {
			addressless++
			continue
		}
		facts := s.facts(s.unsignalled != "")
		res := candidate.Pairs(s.local, s.remote, s.role, facts)
		winner, _ := res.Selected(1)
		facts.Nominated = []candidate.Path{s.listed}
		recorded, ok := candidate.Pairs(s.local, s.remote, s.role, facts).Selected(1)
		switch {
		case ok && recorded.Local == winner.Local && recorded.Remote == winner.Remote:
			won++
		case explain(rules, s, recorded, winner):
			explained++
		default:
			t.Errorf("%s: the recorded pair is\n%v\n%v", s.name, recorded, res)
		}
	}
	t.Logf("%d recorded pairs win when all mutually reachable addresses work, %d are explained by a rule; %d tell no address", won, explained, addressless)
	report(t, rules)
}
