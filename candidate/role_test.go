package candidate_test

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/sdpkit/sdpkit/candidate"
)

const (
	controlling = candidate.Controlling
	controlled  = candidate.Controlled
)

func TestTheInitiatingOrTheFullAgentControls(t *testing.T) {
	for _, c := range []struct {
		initiating, lite, peerLite bool
		want                       candidate.Role
	}{
		{true, false, false, controlling},
		{false, false, false, controlled},
		{true, true, true, controlling},
		{false, true, true, controlled},
		{true, true, false, controlled}, // lite offers, full controls
		{false, true, false, controlled},
		{true, false, true, controlling},
		{false, false, true, controlling}, // full answers a lite offer
	} {
		if got := candidate.DetermineRole(c.initiating, c.lite, c.peerLite); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
		if peer := candidate.DetermineRole(!c.initiating, c.peerLite, c.lite); peer != c.want.Opposite() {
			t.Errorf("%+v: the peer is %v too", c, peer)
		}
	}
}

func TestARoleConflictIsResolvedByTheTieBreaker(t *testing.T) {
	for _, c := range []struct {
		role          candidate.Role
		own, received uint64
		after         candidate.Role
		refuse        bool
	}{
		{controlling, 2, 1, controlling, true},
		{controlling, 1, 1, controlling, true},
		{controlling, 1, 2, controlled, false},
		{controlled, 2, 1, controlling, false},
		{controlled, 1, 1, controlling, false},
		{controlled, 1, 2, controlled, true},
		{controlling, math.MaxUint64, 0, controlling, true},
	} {
		after, refuse := candidate.ResolveRoleConflict(c.role, c.own, c.received)
		if after != c.after || refuse != c.refuse {
			t.Errorf("%+v: %v, %v", c, after, refuse)
		}
	}
}

// Whoever checks first, the agents end in different roles: the checked one goes by
// the tie-breakers, the other switches when it is refused and stays when it isn't.
func TestAfterARoleConflictTheRolesDiffer(t *testing.T) {
	law(t, prop.ForAll(func(both bool, own, received uint64) bool {
		role := controlling
		if both {
			role = controlled
		}
		after, refused := candidate.ResolveRoleConflict(role, own, received)
		peer := role
		if refused {
			peer = role.Opposite() // RFC 8445 §7.2.5.1
		}
		return after == peer.Opposite() && (own == received || (after == controlling) == (own > received))
	}, gen.Bool(), gen.UInt64(), gen.UInt64()))
}

func TestPairPriorityFollowsTheFormula(t *testing.T) {
	for _, c := range []struct {
		g, d uint32
		want uint64
	}{
		{2130706431, 2130706431, 9151314442783293438}, // 2130706431*2^32 + 2*2130706431
		{2130706431, 1694498815, 7277816997797167103}, // 1694498815*2^32 + 2*2130706431 + 1
		{1694498815, 2130706431, 7277816997797167102},
		{2122265343, 2130706431, 9115060245880635390}, // Chromium with pion; it reports 9115060245880635000
		{1, 1, 4294967298},                            // 2^32 + 2
		{2, 1, 4294967301},                            // 2^32 + 4 + 1
		{1, 2, 4294967300},
		{math.MaxInt32, math.MaxInt32, 9223372036854775806}, // (2^31-1)*2^32 + 2^32 - 2
		{math.MaxUint32, math.MaxUint32, math.MaxUint64},    // not valid; nothing wraps
		{0, 0, 0},
	} {
		if got := candidate.PairPriority(c.g, c.d); got != c.want {
			t.Errorf("%d, %d: %d, want %d", c.g, c.d, got, c.want)
		}
	}
}

func TestPairPriorityIsTheRFCsForAnyPriorities(t *testing.T) {
	law(t, prop.ForAll(func(g, d uint32) bool {
		want := new(big.Int).Lsh(big.NewInt(int64(min(g, d))), 32)
		want.Add(want, big.NewInt(2*int64(max(g, d))))
		if g > d {
			want.Add(want, big.NewInt(1))
		}
		got := candidate.PairPriority(g, d)
		if !want.IsUint64() {
			return got == math.MaxUint64
		}
		return got == want.Uint64()
	}, gen.UInt32(), gen.UInt32()))
}

func TestRoleIsText(t *testing.T) {
	b, err := json.Marshal([]candidate.Role{controlling, controlled})
	if err != nil || string(b) != `["controlling","controlled"]` {
		t.Errorf("%s, %v", b, err)
	}
	var back []candidate.Role
	if err := json.Unmarshal(b, &back); err != nil || back[0] != controlling || back[1] != controlled {
		t.Errorf("%v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`["unknown"]`), &back); err == nil {
		t.Error("RTCIceRole has a third value, which is no role")
	}
	if _, err := json.Marshal(candidate.Role(7)); err == nil {
		t.Error("Role(7) became text")
	}
	if s := candidate.Role(7).String(); s != "Role(7)" {
		t.Error(s)
	}
}
