package candidate_test

import (
	"fmt"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/candidate"
)

func TestTheTableSaysWhatBecameOfEveryPair(t *testing.T) {
	local := parse(t, hostA, srflxA, relayA, "4 1 tcp 1518280447 10.0.0.1 9 typ host tcptype active", "5 1 udp 2130705663 2001:db8::1 5004 typ host")
	remote := parse(t, hostB, srflxB, "7 1 tcp 1518280447 10.0.1.1 5006 typ host tcptype passive", mdnsB)
	got := candidate.Pairs(local, remote, controlling, candidate.Facts{}).String()
	want := `controlling; every pair of mutually reachable addresses works

local     comp  transport    address                                            priority  foundation
L1 host   1     udp          10.0.0.1:5000                                    2130706431  1
L2 host   1     udp          [2001:db8::1]:5004                               2130705663  5
L3 srflx  1     udp          192.0.2.1:6000                                   1694498815  2
L4 host   1     tcp active   10.0.0.1:9                                       1518280447  4
L5 relay  1     udp          192.0.2.9:7000                                     16777215  3
L6 prflx  1     tcp active   10.0.0.1:?                                       1853824767
remote    comp  transport    address                                            priority  foundation
R1 host   1     udp          10.0.1.1:5002                                    2130706175  1
R2 host   1     udp          5ad9f00c-5d7d-4bd8-9e3a-8e3b6a1a7d11.local:5002  2130706175  9
R3 srflx  1     udp          198.51.100.1:6002                                1694498559  2
R4 host   1     tcp passive  10.0.1.1:5006                                    1518280447  7

     pair   comp             priority  at first  in the end
> 1  L1-R1  1     9151313343271665663  waiting   succeeded, selected
  2  L1-R3  1     7277815898285539327  waiting   succeeded
  3  L6-R4  1     6520964869728910847  learned   succeeded
  4  L4-R4  1     6520964869057822206  waiting   succeeded
  5  L5-R1  1       72057594004372990  waiting   succeeded
  6  L5-R3  1       72057593131957758  waiting   succeeded, default pair
  7  L3-R1  1     7277816997797166590  pruned    redundant with 1 (RFC 8445 §6.1.2.4)
  8  L3-R3  1     7277815897413124095  pruned    redundant with 2 (RFC 8445 §6.1.2.4)

not formed
  name not resolved (RFC 8839 §5.1): *-R2
  different transports (RFC 6544 §6.2): L1-R4 L2-R4 L3-R4 L4-R1 L4-R3 L5-R4
  IPv4 with IPv6 (RFC 8445 §6.1.2.2): L2-R1 L2-R3
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, got)
	}
	for line := range strings.Lines(got) {
		if n := utf8.RuneCountInString(line); n > 101 && !strings.Contains(line, ".local") {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func TestTheTableSaysWhereThereIsNothing(t *testing.T) {
	got := candidate.Pairs(nil, nil, controlled, candidate.Facts{LocalLite: true, Policy: candidate.RelayOnly, Works: candidate.AnyOf()}).String()
	want := `controlled; lite, policy relay

local   comp  transport  address  priority  foundation
remote  comp  transport  address  priority  foundation

no pairs
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, got)
	}
}

func TestTheSenderIsOfTheSameComponent(t *testing.T) {
	local := parse(t, "1 1 udp 2130706431 10.0.0.1 5000 typ host", "1 2 udp 2130706430 10.0.0.1 5000 typ host",
		"2 2 udp 1694498814 192.0.2.1 6000 typ srflx raddr 10.0.0.1 rport 5000")
	remote := parse(t, "1 2 udp 2130706174 10.0.1.1 5002 typ host")
	if p, ok := candidate.Pairs(local, remote, controlling, candidate.Facts{}).Find(local[2], remote[0]); !ok || p.Sender != local[1] {
		t.Errorf("checks of %v are sent from %v", p.Local, p.Sender)
	}
}

func TestAMappedAddressIsOfTheComponentThatWasChecked(t *testing.T) {
	local, remote := parse(t, "1 2 udp 2130706430 10.0.0.1 5000 typ host"), parse(t, "1 2 udp 2130706174 10.0.1.1 5002 typ host")
	mapped := candidate.Candidate{Type: candidate.PeerReflexive, Transport: candidate.UDP, Priority: 1862270974,
		Address: "192.0.2.1", Port: 6001, RelatedAddress: "10.0.0.1", RelatedPort: 5000}
	r := candidate.Pairs(local, remote, controlling, candidate.Facts{Learned: []candidate.Path{{Local: mapped, Remote: remote[0]}}})
	if p, ok := r.Selected(2); !ok || p.Local.Address != mapped.Address || p.Local.Component != 2 {
		t.Errorf("%v\n%v", p, r)
	}
}

func TestALearnedCandidateIsOfTheComponentThatTheCheckCameTo(t *testing.T) {
	local := parse(t, "1 2 udp 2130706430 10.0.0.1 5000 typ host")
	remote := candidate.Candidate{Type: candidate.PeerReflexive, Transport: candidate.UDP, Component: 1, Priority: 1862270974, Address: "192.0.2.1", Port: 6001}
	r := candidate.Pairs(local, nil, controlling, candidate.Facts{Learned: []candidate.Path{{Local: local[0], Remote: remote}}})
	if p, ok := r.Selected(2); !ok || p.Remote.Component != 2 {
		t.Errorf("%v\n%v", p, r)
	}
}

// Where priorities are equal the agents have to come to one order by themselves (RFC
// 8445 §6.1.2.3).
func TestBothAgentsOrderPairsOfOnePriorityAlike(t *testing.T) {
	a := parse(t, "1 1 udp 5 10.0.0.1 5000 typ host", "2 1 udp 5 10.0.0.2 5000 typ host")
	b := parse(t, "1 1 udp 4 10.0.1.1 5000 typ host", "2 1 udp 4 10.0.1.2 5000 typ host")
	here, there := candidate.Pairs(a, b, controlling, candidate.Facts{}), candidate.Pairs(b, a, controlled, candidate.Facts{})
	for i, p := range here.Pairs {
		if q := there.Pairs[i]; p.Priority != q.Priority || p.Local != q.Remote || p.Remote != q.Local {
			t.Errorf("%d: %v here, %v there", i+1, p, q)
		}
	}
}

func TestTheTableNamesASingleCombination(t *testing.T) {
	local, remote := parse(t, hostA), parse(t, mdnsB)
	got := candidate.Pairs(local, remote, controlling, candidate.Facts{}).String()
	if want := "\nnot formed\n  name not resolved (RFC 8839 §5.1): L1-R1\n"; !strings.HasSuffix(got, want) {
		t.Error(got)
	}
	remote = parse(t, hostB, mdnsB)
	got = candidate.Pairs(local, remote, controlling, candidate.Facts{}).String()
	if want := "\nnot formed\n  name not resolved (RFC 8839 §5.1): L1-R2\n"; !strings.HasSuffix(got, want) {
		t.Error(got)
	}
}

func TestWhatAHostilePeerWritesIsQuoted(t *testing.T) {
	evil := candidate.Candidate{Component: 1, Transport: "u\x1b[31mdp", Type: "host\r\n", Address: "a\x00b", Foundation: "\u202e", Port: 1}
	got := candidate.Pairs([]candidate.Candidate{evil}, []candidate.Candidate{evil}, controlling, candidate.Facts{}).String()
	for _, r := range got {
		if r < ' ' && r != '\n' || r == '\u202e' {
			t.Fatalf("%q", got)
		}
	}
	if !strings.Contains(got, `"a\x00b":1`) || !strings.Contains(got, `"host\r\n"`) {
		t.Error(got)
	}
}

func TestHostileNumbersOfCandidatesAreBounded(t *testing.T) {
	const many = 3000
	var local, remote []candidate.Candidate
	var learned []candidate.Path
	for i := range many {
		c := candidate.Candidate{Foundation: "1", Component: 1, Transport: candidate.UDP, Priority: uint32(i + 1), Type: candidate.Host, Port: 5000,
			Address: candidate.Address(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}).String())}
		local = append(local, c)
		c.Port = 6000
		remote = append(remote, c)
	}
	for i, c := range remote {
		c.Type, c.Port = candidate.PeerReflexive, 7000
		learned = append(learned, candidate.Path{Local: local[many-1-i%100], Remote: c})
	}
	r := candidate.Pairs(local, remote, controlling, candidate.Facts{Learned: learned, Nominated: learned})
	if r.LocalPassed != many-candidate.MaxCandidates || r.RemotePassed != many-candidate.MaxCandidates {
		t.Errorf("%d and %d passed over", r.LocalPassed, r.RemotePassed)
	}
	if want := candidate.MaxCandidates*candidate.MaxCandidates + candidate.MaxFacts; len(r.Pairs) > want {
		t.Errorf("%d pairs, at most %d", len(r.Pairs), want)
	}
	n := 0
	for p := range r.Checklist() {
		n++
		if p.Local.Priority <= many-candidate.MaxCandidates {
			t.Errorf("%v, which is not one of the best", p)
		}
	}
	if n != candidate.DefaultPairLimit {
		t.Errorf("%d pairs on the checklist", n)
	}
	if !strings.Contains(r.String(), fmt.Sprintf("and %d of lower priority", many-candidate.MaxCandidates)) {
		t.Error("the table doesn't say that candidates were passed over")
	}
}

// Long extensions are looked at where nothing else tells candidates apart, and copied
// nowhere.
func TestHostileLengthsOfCandidatesAreBounded(t *testing.T) {
	const many, long = 64, 30000
	side := func(network int) (cs []candidate.Candidate) {
		for i := range many {
			c, err := candidate.Parse(fmt.Sprintf("1 1 udp 5 10.%d.0.%d 5000 typ host x %0*d", network, i+1, long, i))
			if err != nil {
				t.Fatal(err)
			}
			cs = append(cs, c)
		}
		return cs
	}
	local, remote := side(0), side(1)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	text := candidate.Pairs(local, remote, controlling, candidate.Facts{}).String()
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 10*2*many*long {
		t.Errorf("%d bytes are allocated for a table of %d", n, len(text))
	}
}

func TestMutuallyReachableGoesByFamilyAndScope(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"192.168.77.10", "192.168.77.10", true},
		{"192.168.77.10", "10.0.0.1", true}, // perhaps one network
		{"192.168.77.10", "203.0.113.5", true},
		{"fd77::10", "2001:db8::1", true},
		{"fe80::1", "fe80::2", true},
		{"fe80::1%eth0", "fe80::2%en0", true}, // a zone is the host's own
		{"fe80::1", "fd77::10", false},
		{"169.254.1.1", "169.254.1.2", true},
		{"169.254.1.1", "192.168.77.10", false},
		{"127.0.0.1", "127.0.0.1", true},
		{"127.0.0.1", "192.168.77.10", false},
		{"::1", "::1", true},
		{"192.0.2.1", "2001:db8::1", false},
		{"0.0.0.0", "192.0.2.1", false},
		{"224.0.0.251", "192.0.2.1", false},
	} {
		a, b := netip.MustParseAddr(c.a), netip.MustParseAddr(c.b)
		if candidate.MutuallyReachable(a, b) != c.want || candidate.MutuallyReachable(b, a) != c.want {
			t.Errorf("%s and %s: not %v", a, b, c.want)
		}
	}
	if candidate.MutuallyReachable(netip.Addr{}, netip.Addr{}) {
		t.Error("no address reaches none")
	}
}

func TestAHandMadeCandidateMayBeInCapitals(t *testing.T) {
	a := candidate.Candidate{Component: 1, Transport: "UDP", Type: "HOST", Priority: 2, Address: "10.0.0.1", Port: 1}
	b := candidate.Candidate{Component: 1, Transport: "udp", Type: "host", Priority: 1, Address: "10.0.0.2", Port: 2}
	r := candidate.Pairs([]candidate.Candidate{a}, []candidate.Candidate{b}, controlling, candidate.Facts{})
	p, ok := r.Selected(1)
	if !ok || p.Local != a || p.Remote != b {
		t.Errorf("%v\n%v", p, r)
	}
	if q, ok := r.Find(b, a); ok {
		t.Errorf("%v is the other way round", q)
	}
}

func TestAnUnknownNominationIsReported(t *testing.T) {
	local, remote := parse(t, hostA), parse(t, hostB)
	path := candidate.Path{Local: local[0], Remote: parse(t, srflxB)[0]}
	r := candidate.Pairs(local, remote, controlled, candidate.Facts{Nominated: []candidate.Path{path}})
	if len(r.Unmatched) != 1 || r.Unmatched[0] != path {
		t.Errorf("%v", r.Unmatched)
	}
	if w, ok := r.Selected(1); ok {
		t.Errorf("%v was not nominated", w)
	}
	if want := "nominated, but not valid: host udp 10.0.0.1:5000 - srflx udp 198.51.100.1:6002\n"; !strings.HasSuffix(r.String(), want) {
		t.Error(r)
	}
}

// What a stack reports of a pair often names no component; it is that of RTP then.
func TestANominationWithoutAComponentIsOfTheFirst(t *testing.T) {
	local, remote := parse(t, hostA), parse(t, hostB)
	path := candidate.Path{Local: local[0], Remote: remote[0]}
	path.Local.Component, path.Remote.Component = 0, 0
	r := candidate.Pairs(local, remote, controlled, candidate.Facts{Nominated: []candidate.Path{path}})
	if p, ok := r.Selected(1); !ok || p.Local != local[0] || len(r.Unmatched) > 0 {
		t.Errorf("%v\n%v", p, r)
	}
}

func TestTheDefaultPairIsThatOfTheDefaultCandidates(t *testing.T) {
	local, remote := parse(t, hostA, srflxA, relayA), parse(t, hostB, srflxB)
	r := candidate.Pairs(local, remote, controlling, candidate.Facts{})
	if p, ok := r.Default(1); !ok || p.Local != local[2] || p.Remote != remote[1] {
		t.Errorf("by RFC 5245 §4.1.4: %v", p)
	}
	r = candidate.Pairs(local, remote, controlling, candidate.Facts{LocalDefault: local[:1], RemoteDefault: remote[:1]})
	if p, ok := r.Default(1); !ok || p.Local != local[0] || p.Remote != remote[0] {
		t.Errorf("by the m= and c= lines: %v", p)
	}
	r = candidate.Pairs(local, remote, controlling, candidate.Facts{LocalDefault: []candidate.Candidate{}})
	if p, ok := r.Default(1); ok {
		t.Errorf("a trickled offer's 0.0.0.0:9 is no candidate's: %v", p)
	}
}
