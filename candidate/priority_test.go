package candidate_test

import (
	"errors"
	"math"
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/sdpkit/sdpkit/candidate"
)

// The numbers are worked by hand, or stand in the text that is named.
var priorities = []struct {
	of        string
	priority  uint32
	typ       uint8
	local     uint16
	component uint16
}{
	{"a host with one address: 126*2^24 + 65535*2^8 + 255", 2130706431, 126, 65535, 1},
	{"its RTCP", 2130706430, 126, 65535, 2},
	{"behind a NAT: 100*2^24 + 65535*2^8 + 255", 1694498815, 100, 65535, 1},
	{"a relay: 65535*2^8 + 255", 16777215, 0, 65535, 1},
	{"peer reflexive: 110*2^24 + 65535*2^8 + 255", 1862270975, 110, 65535, 1},
	{"RFC 8421 §5, row 1", 2129289471, 126, 60000, 1},
	{"RFC 8421 §5, row 4", 2129033470, 126, 59000, 2},
	{"RFC 8421 §5, row 11", 1693081855, 100, 60000, 1},
	{"RFC 8421 §5, row 19", 15104255, 0, 59000, 1},
	{"the last component", 2130706176, 126, 65535, 256},
	{"the least there is", 1, 0, 0, 255},
	{"a relay that is the last resort: 256 - 1", 255, 0, 0, 1},
	{"one more than no local preference", 256, 0, 1, 256},
}

func TestPriorityFollowsTheRecommendedFormula(t *testing.T) {
	for _, p := range priorities {
		got, err := candidate.Priority(p.typ, p.local, p.component)
		if err != nil || got != p.priority {
			t.Errorf("%s: %d, %v, want %d", p.of, got, err, p.priority)
		}
		typ, local, component := candidate.SplitPriority(p.priority)
		if typ != p.typ || local != p.local || component != p.component {
			t.Errorf("%s: %d is %d, %d, %d", p.of, p.priority, typ, local, component)
		}
	}
}

func TestPriorityRefusesWhatIsOutOfRange(t *testing.T) {
	for _, c := range []struct {
		typ       uint8
		local     uint16
		component uint16
		want      candidate.RangeError
	}{
		{127, 0, 1, candidate.RangeError{What: "type preference", Value: 127, Max: 126, Clause: "RFC 8445 §5.1.2.1"}},
		{126, 0, 0, candidate.RangeError{What: "component", Value: 0, Min: 1, Max: 256, Clause: "RFC 8445 §5.1.2.1"}},
		{126, 0, 257, candidate.RangeError{What: "component", Value: 257, Min: 1, Max: 256, Clause: "RFC 8445 §5.1.2.1"}},
		{0, 0, 256, candidate.RangeError{What: "priority", Value: 0, Min: 1, Max: math.MaxInt32, Clause: "RFC 8445 §5.1.2"}},
	} {
		_, err := candidate.Priority(c.typ, c.local, c.component)
		var got *candidate.RangeError
		if !errors.As(err, &got) {
			t.Errorf("%+v: %v", c, err)
			continue
		}
		if diff := cmp.Diff(c.want, *got); diff != "" {
			t.Error(diff)
		}
	}
	_, err := candidate.Priority(200, 0, 1)
	if want := "candidate: type preference 200 is not in 0 to 126 (RFC 8445 §5.1.2.1)"; err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestTypePreferencesAreThoseRecommended(t *testing.T) {
	for typ, want := range map[candidate.Type]uint8{candidate.Host: 126, candidate.PeerReflexive: 110, candidate.ServerReflexive: 100, candidate.Relayed: 0} {
		if got, ok := candidate.TypePreference(typ); !ok || got != want {
			t.Errorf("%s: %d, %v", typ, got, ok)
		}
	}
	if _, ok := candidate.TypePreference("quantum"); ok {
		t.Error("an unknown type has a preference")
	}
}

// The numbers are from the captures: libwebrtc's host candidates, and the PRIORITY
// that its peer reported of their checks.
func TestAChecksPriorityIsThatOfAPeerReflexiveCandidate(t *testing.T) {
	for host, want := range map[uint32]uint32{2122265343: 1853829887, 2122194687: 1853759231, 2130706431: 1862270975} {
		if got := candidate.PeerReflexivePriority(host); got != want {
			t.Errorf("%d: %d, want %d", host, got, want)
		}
	}
}

// law runs a property, silent unless it fails.
func law(t *testing.T, p gopter.Prop) {
	t.Helper()
	params := gopter.DefaultTestParameters()
	params.MinSuccessfulTests = 300
	if testing.Short() {
		params.MinSuccessfulTests = 20
	}
	if res := p.Check(params); !res.Passed() {
		t.Errorf("seed %d: %v %v", params.Seed(), res, res.Args)
	}
}

func TestAnyPriorityComesBackFromItsParts(t *testing.T) {
	law(t, prop.ForAll(func(p uint32) bool {
		typ, local, component := candidate.SplitPriority(p)
		got, err := candidate.Priority(typ, local, component)
		if typ > 126 || p == 0 {
			return err != nil
		}
		return err == nil && got == p
	}, gen.UInt32()))
}

func TestDirectionPreferencesAreThoseRecommended(t *testing.T) {
	const none = 255
	for _, c := range []struct {
		typ                 candidate.Type
		active, passive, so uint8
	}{
		{candidate.Host, 6, 4, 2},
		{candidate.Relayed, 6, 4, 2},
		{candidate.ServerReflexive, 4, 2, 6},
		{candidate.PeerReflexive, 4, 2, 6},
		{"quantum", none, none, none},
	} {
		for tcp, want := range map[candidate.TCPType]uint8{candidate.Active: c.active, candidate.Passive: c.passive, candidate.SimultaneousOpen: c.so, "": none} {
			if got, ok := candidate.DirectionPreference(c.typ, tcp); ok != (want != none) || ok && got != want {
				t.Errorf("%s %q: %d, %v, want %d", c.typ, tcp, got, ok, want)
			}
		}
	}
}

// RFC 6544 Appendix C has a host candidate and a server reflexive one of each TCP
// type; their priorities come out of the formulas.
func TestTheTCPPrioritiesOfTheRFCsExampleComeOut(t *testing.T) {
	for _, c := range []struct {
		typ  candidate.Type
		tcp  candidate.TCPType
		want uint32
	}{
		{candidate.Host, candidate.Active, 2128609279},
		{candidate.Host, candidate.Passive, 2124414975},
		{candidate.Host, candidate.SimultaneousOpen, 2120220671},
		{candidate.ServerReflexive, candidate.Active, 1688207359},
		{candidate.ServerReflexive, candidate.Passive, 1684013055},
		{candidate.ServerReflexive, candidate.SimultaneousOpen, 1692401663},
	} {
		typ, _ := candidate.TypePreference(c.typ)
		direction, _ := candidate.DirectionPreference(c.typ, c.tcp)
		local, err := candidate.TCPLocalPreference(direction, 8191)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := candidate.Priority(typ, local, 1); err != nil || got != c.want {
			t.Errorf("%s %s: %d, %v, want %d", c.typ, c.tcp, got, err, c.want)
		}
	}
}

func TestTCPLocalPreferenceIsDirectionAndOther(t *testing.T) {
	for _, c := range []struct {
		direction uint8
		other     uint16
		local     uint16
	}{
		{6, 8191, 57343}, // 6*8192 + 8191
		{4, 8191, 40959}, // 4*8192 + 8191
		{2, 8191, 24575}, // 2*8192 + 8191
		{7, 8191, 65535},
		{0, 0, 0},
		{1, 0, 8192},
	} {
		got, err := candidate.TCPLocalPreference(c.direction, c.other)
		if err != nil || got != c.local {
			t.Errorf("%d, %d: %d, %v, want %d", c.direction, c.other, got, err, c.local)
		}
		if direction, other := candidate.SplitTCPLocalPreference(c.local); direction != c.direction || other != c.other {
			t.Errorf("%d is %d, %d", c.local, direction, other)
		}
	}
	for _, c := range []struct {
		direction uint8
		other     uint16
		want      string
	}{
		{8, 0, "candidate: direction-pref 8 is not in 0 to 7 (RFC 6544 §4.2)"},
		{7, 8192, "candidate: other-pref 8192 is not in 0 to 8191 (RFC 6544 §4.2)"},
	} {
		if _, err := candidate.TCPLocalPreference(c.direction, c.other); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func addresses(ss ...string) (as []netip.Addr) {
	for _, s := range ss {
		as = append(as, netip.MustParseAddr(s))
	}
	return as
}

func TestLocalPreferencesTakeTheFamiliesInTurns(t *testing.T) {
	for _, c := range []struct {
		name string
		of   []netip.Addr
		best uint16
		want []uint16
	}{
		{"one address", addresses("192.0.2.1"), 65535, []uint16{65535}},
		{"one of each: IPv6 first", addresses("192.0.2.1", "2001:db8::1"), 65535, []uint16{65534, 65535}},
		{"RFC 8421 §4: two IPv4, six IPv6, of which four go first",
			addresses("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4", "2001:db8::5", "2001:db8::6", "192.0.2.1", "192.0.2.2"),
			8, []uint16{8, 7, 6, 5, 3, 1, 4, 2}},
		{"more IPv4 than IPv6", addresses("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1"), 65535, []uint16{65534, 65533, 65532, 65535}},
		{"one IPv4 address, after everything else", addresses("192.0.2.1", "2001:db8::1", "2001:db8::2"), 8191, []uint16{8189, 8191, 8190}},
		{"an IPv4-mapped address is IPv4's", addresses("::ffff:192.0.2.1", "2001:db8::1"), 65535, []uint16{65534, 65535}},
		{"none", nil, 65535, []uint16{}},
		{"as many as there are preferences", addresses("192.0.2.1", "192.0.2.2"), 1, []uint16{1, 0}},
	} {
		got, err := candidate.LocalPreferences(c.of, c.best)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	if _, err := candidate.LocalPreferences(make([]netip.Addr, 3), 1); err == nil {
		t.Error("three addresses share two preferences")
	}
}

func TestLocalPreferencesAreUniqueAndKeepTheOrderOfAFamily(t *testing.T) {
	law(t, prop.ForAll(func(v6 []bool) bool {
		as := make([]netip.Addr, len(v6))
		for i, six := range v6 {
			as[i] = netip.MustParseAddr("192.0.2.1")
			if six {
				as[i] = netip.MustParseAddr("2001:db8::1")
			}
		}
		got, err := candidate.LocalPreferences(as, 65535)
		if err != nil {
			return false
		}
		seen := make(map[uint16]bool)
		last := map[bool]uint16{}
		for i, p := range got {
			before, ok := last[v6[i]]
			if seen[p] || int(p) <= 65535-len(as) || ok && before <= p {
				return false
			}
			seen[p], last[v6[i]] = true, p
		}
		return true
	}, gen.SliceOf(gen.Bool())))
}
