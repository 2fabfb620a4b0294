package candidate_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/sdpkit/sdpkit/candidate"
)

// hiddenAddress is what names stand for in the properties.
var hiddenAddress = netip.MustParseAddr("203.0.113.250")

func resolve(candidate.Address) netip.Addr { return hiddenAddress }

// side makes up the candidates of an agent. Priorities follow the RFC's formula, but
// some agents prefer none of their addresses, which gives equal ones; addresses are
// few, so that bases, families and scopes meet.
func side(r *rand.Rand) (cs []candidate.Candidate) {
	addresses := []candidate.Address{"10.0.0.1", "10.0.0.2", "fd00::1", "fe80::1", "127.0.0.1", "192.0.2.1", "[2001:db8::1]",
		"5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local"}
	types := []candidate.Type{candidate.Host, candidate.Host, candidate.Host, candidate.ServerReflexive, candidate.ServerReflexive, candidate.PeerReflexive, candidate.Relayed}
	tcp := []candidate.TCPType{candidate.Active, candidate.Passive, candidate.SimultaneousOpen}
	step := r.IntN(4)
	for i := range r.IntN(9) {
		c := candidate.Candidate{
			Foundation: fmt.Sprint(r.IntN(3) + 1), Component: uint16(r.IntN(2) + 1), Transport: candidate.UDP,
			Address: addresses[r.IntN(len(addresses))], Port: uint16(5000 + r.IntN(2)), Type: types[r.IntN(len(types))],
		}
		if r.IntN(3) == 0 {
			c.Transport, c.TCPType = candidate.TCP, tcp[r.IntN(len(tcp))]
		}
		if c.Type != candidate.Host {
			c.RelatedAddress, c.RelatedPort = "0.0.0.0", 9
			if len(cs) > 0 && r.IntN(4) > 0 {
				base := cs[r.IntN(len(cs))]
				c.RelatedAddress, c.RelatedPort = base.Address, base.Port
				if r.IntN(3) > 0 {
					c.Transport, c.TCPType, c.Component = base.Transport, base.TCPType, base.Component
				}
			}
		}
		preference, _ := candidate.TypePreference(c.Type)
		c.Priority, _ = candidate.Priority(preference, uint16(65535-min(step, 1)*i), c.Component)
		cs = append(cs, c)
	}
	return cs
}

// someWork is a fact by which some pairs work: the same ones from either side.
func someWork(seed int64, swapped bool) func(local, remote candidate.Candidate) bool {
	return func(local, remote candidate.Candidate) bool {
		if swapped {
			local, remote = remote, local
		}
		h := fnv.New32a()
		fmt.Fprint(h, seed, place(local), place(remote))
		return h.Sum32()%3 == 0
	}
}

// anySession runs a property over made-up sessions.
func anySession(t *testing.T, property func(local, remote []candidate.Candidate, role candidate.Role, seed int64, r *rand.Rand) error) {
	t.Helper()
	law(t, prop.ForAll(func(seed int64) (string, error) {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		local, remote := side(r), side(r)
		role := candidate.Role(r.IntN(2))
		if err := property(local, remote, role, seed, r); err != nil {
			return "", fmt.Errorf("%w\n%v", err, candidate.Pairs(local, remote, role, candidate.Facts{}))
		}
		return "", nil
	}, gen.Int64()))
}

// facts are the zero Facts, or some in which the answer depends on the candidates.
func factsOf(seed int64, swapped bool) candidate.Facts {
	f := candidate.Facts{Resolve: resolve}
	if seed%2 == 0 {
		f.Works = someWork(seed, swapped)
	}
	return f
}

func TestBothAgentsSeeTheSamePairsPrioritiesAndWinner(t *testing.T) {
	anySession(t, func(local, remote []candidate.Candidate, role candidate.Role, seed int64, _ *rand.Rand) error {
		here := candidate.Pairs(local, remote, role, factsOf(seed, false))
		there := candidate.Pairs(remote, local, role.Opposite(), factsOf(seed, true))
		seen := make(map[string]candidate.Pair)
		for _, p := range there.Pairs {
			seen[p.Remote.String()+"|"+p.Local.String()] = p
		}
		for _, p := range here.Pairs {
			q, ok := seen[p.Local.String()+"|"+p.Remote.String()]
			switch {
			case !ok || p.Priority != q.Priority:
				return fmt.Errorf("%v: priority %d here, %d there", p, p.Priority, q.Priority)
			case p.Selected != q.Selected:
				return fmt.Errorf("here %v, there %v", p, q)
			}
		}
		return nil
	})
}

func TestTheOrderOfTheCandidatesChangesNothing(t *testing.T) {
	anySession(t, func(local, remote []candidate.Candidate, role candidate.Role, seed int64, r *rand.Rand) error {
		before := candidate.Pairs(local, remote, role, factsOf(seed, false))
		for _, cs := range [][]candidate.Candidate{local, remote} {
			r.Shuffle(len(cs), func(i, j int) { cs[i], cs[j] = cs[j], cs[i] })
		}
		after := candidate.Pairs(local, remote, role, factsOf(seed, false))
		if story(before) != story(after) || before.String() != after.String() {
			return fmt.Errorf("before\n%safter\n%s", story(before), story(after))
		}
		return nil
	})
}

// sentTo is the address that a remote candidate stands for.
func sentTo(c candidate.Candidate) string {
	if c.Address.IsName() {
		c.Address = candidate.Address(resolve(c.Address).String())
	}
	return place(c)
}

// sentFrom is the address that a pair's checks are sent from.
func sentFrom(p candidate.Pair) string {
	c := p.Sender
	if base, ok := candidate.Base(c); ok {
		c.Address, c.Port = candidate.Address(base.Addr().String()), base.Port()
	}
	if c.RelatedAddress.IsName() && c.Type != candidate.Host && c.Type != candidate.Relayed {
		c.Address, c.Port = candidate.Address(resolve(c.RelatedAddress).String()), c.RelatedPort
	}
	return sentTo(c)
}

// sound says what is wrong with a result, whatever it was made of.
func sound(r candidate.PairResult) error {
	given := func(cs []candidate.Candidate) (n int) {
		for _, c := range cs {
			if n++; c.Type == candidate.PeerReflexive && c.Foundation == "" {
				n-- // made of a connection; those given have one
			}
		}
		return n
	}
	combinations, last := 0, candidate.Pair{}
	waiting := make(map[[2]string]int)
	selected := make(map[uint16]int)
	for i, p := range r.Pairs {
		if p.Status != candidate.Learned {
			combinations++
		}
		rank := map[candidate.Status]int{candidate.Pruned: 1, candidate.NotFormed: 2}
		if i > 0 && (rank[p.Status] < rank[last.Status] || rank[p.Status] == rank[last.Status] && p.Priority > last.Priority) {
			return fmt.Errorf("%v after %v", p, last)
		}
		last = p
		if p.Status == candidate.Listed {
			f := [2]string{p.Sender.Foundation, p.Remote.Foundation}
			waiting[f] += 0
			if p.Initial == candidate.Waiting {
				waiting[f]++
			}
		}
		if (p.Reason == candidate.NoReason) != (p.Status == candidate.Listed || p.Status == candidate.Learned) {
			return fmt.Errorf("%v for %d", p, p.Reason)
		}
		if p.Reason == candidate.RedundantPair {
			by := r.Pairs[p.By]
			if by.Priority < p.Priority || by.Reason == candidate.RedundantPair || sentTo(by.Remote) != sentTo(p.Remote) || sentFrom(by) != sentFrom(p) {
				return fmt.Errorf("%v, which is %v", p, by)
			}
		}
		if p.Selected {
			selected[p.Component()]++
			if !p.Valid || !p.Nominated {
				return fmt.Errorf("%v", p)
			}
		}
		if p.Status == candidate.Learned && p.Local.Foundation == "" && p.Initial != candidate.NoState {
			return fmt.Errorf("a valid pair is %v", p.Initial)
		}
	}
	if n := given(r.Local) * given(r.Remote); n != combinations {
		return fmt.Errorf("%d combinations, %d explained", n, combinations)
	}
	for f, n := range waiting {
		if n != 1 {
			return fmt.Errorf("%d pairs of foundation %v are waiting", n, f)
		}
	}
	for c, n := range selected {
		if n != 1 {
			return fmt.Errorf("%d pairs win for component %d", n, c)
		}
	}
	return nil
}

func TestEveryCombinationIsExplainedAndPrunedPairsAreDominated(t *testing.T) {
	anySession(t, func(local, remote []candidate.Candidate, role candidate.Role, seed int64, _ *rand.Rand) error {
		return sound(candidate.Pairs(local, remote, role, factsOf(seed, false)))
	})
}

func TestTheWinnerIsTheBestValidPair(t *testing.T) {
	anySession(t, func(local, remote []candidate.Candidate, role candidate.Role, seed int64, _ *rand.Rand) error {
		r := candidate.Pairs(local, remote, role, factsOf(seed, false))
		for _, p := range r.Pairs {
			if w, ok := r.Selected(p.Component()); p.Valid && (!ok || w.Priority < p.Priority) {
				return fmt.Errorf("%v is better than %v", p, w)
			}
		}
		return nil
	})
}

func TestAResolvedAddressIsNeverShown(t *testing.T) {
	anySession(t, func(local, remote []candidate.Candidate, role candidate.Role, seed int64, _ *rand.Rand) error {
		facts := factsOf(seed, false)
		for _, l := range local {
			facts.Learned = append(facts.Learned, candidate.Path{Local: l, Remote: candidate.Candidate{Type: candidate.PeerReflexive,
				Component: l.Component, Transport: l.Transport, Address: candidate.Address(hiddenAddress.String()), Port: 5000, Priority: 1}})
		}
		named := false // else the address is what the caller learned, and the caller's to show
		for _, r := range remote {
			named = named || r.Address.IsMDNS() && r.Port == 5000 && r.Component == 1 && r.Transport == candidate.UDP
		}
		if !named {
			return nil
		}
		facts.Learned = keep(facts.Learned, func(p candidate.Path) bool {
			return p.Local.Component == 1 && p.Local.Transport == candidate.UDP
		})
		r := candidate.Pairs(local, remote, role, facts)
		if text := r.String() + fmt.Sprintf("%+v", r); strings.Contains(text, hiddenAddress.String()) {
			return fmt.Errorf("%s", text)
		}
		return nil
	})
}

func keep(paths []candidate.Path, ok func(candidate.Path) bool) (kept []candidate.Path) {
	for _, p := range paths {
		if ok(p) {
			kept = append(kept, p)
		}
	}
	return kept
}

func FuzzPairs(f *testing.F) {
	f.Add(hostA+"\n"+srflxA+"\n"+relayA, hostB+"\n"+srflxB+"\n"+mdnsB, uint8(0), uint8(0))
	f.Add("1 1 tcp 5 10.0.0.1 9 typ host tcptype active\n1 300 x 0 %% 0 typ", hostB, uint8(1), uint8(7))
	f.Fuzz(func(t *testing.T, local, remote string, role, options uint8) {
		side := func(text string) (cs []candidate.Candidate) {
			for line := range strings.Lines(text) {
				c, _ := candidate.ParseLax(line)
				if c.Foundation == "" {
					c.Foundation = "0"
				}
				cs = append(cs, c)
			}
			return cs
		}
		l, r := side(local), side(remote)
		facts := candidate.Facts{
			Policy: candidate.Policy(options & 3), LocalLite: options&4 != 0, RemoteLite: options&8 != 0,
			Nomination: candidate.Nomination(options >> 4 & 1), Limit: int(options >> 5),
		}
		if options&16 != 0 {
			facts.Resolve = func(a candidate.Address) netip.Addr { // another address for each name
				h := fnv.New64a()
				h.Write([]byte(strings.ToLower(string(a))))
				return netip.AddrFrom16([16]byte(h.Sum([]byte{0x20, 1, 0xd, 0xb8, 0, 0, 0, 0})))
			}
		}
		res := candidate.Pairs(l, r, candidate.Role(role), facts)
		if res.String() == "" {
			t.Error("no table")
		}
		if facts.LocalLite {
			return // no states, and more than one valid pair may be alike
		}
		if err := sound(res); err != nil {
			t.Errorf("%v\n%v", err, res)
		}
	})
}
