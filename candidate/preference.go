package candidate

import "net/netip"

// The bounds of the two parts of a TCP candidate's local preference (RFC 6544 §4.2).
const (
	maxDirectionPreference = 7
	maxOtherPreference     = 8191
)

// DirectionPreference is the recommended direction-pref of a TCP candidate (RFC
// 6544 §4.2), and whether there is one. A host or relayed candidate prefers to
// open the connection itself (active 6, passive 4, so 2), a reflexive one a
// simultaneous open (so 6, active 4, passive 2). The RFC names the server
// reflexive and the NAT-assisted ones; a peer reflexive candidate stands behind
// the same kind of NAT and is treated alike.
func DirectionPreference(t Type, tcp TCPType) (uint8, bool) {
	switch t {
	case Host, Relayed:
		switch tcp {
		case Active:
			return 6, true
		case Passive:
			return 4, true
		case SimultaneousOpen:
			return 2, true
		}
	case ServerReflexive, PeerReflexive:
		switch tcp {
		case SimultaneousOpen:
			return 6, true
		case Active:
			return 4, true
		case Passive:
			return 2, true
		}
	}
	return 0, false
}

// TCPLocalPreference is the local preference of a TCP candidate, 2^13 *
// direction-pref + other-pref (RFC 6544 §4.2). The direction is 0 to 7, see
// DirectionPreference; other is 0 to 8191, and 8191 where there is one address. A
// *RangeError says which of them is not.
func TCPLocalPreference(direction uint8, other uint16) (uint16, error) {
	if direction > maxDirectionPreference {
		return 0, &RangeError{"direction-pref", int(direction), 0, maxDirectionPreference, "RFC 6544 §4.2"}
	}
	if other > maxOtherPreference {
		return 0, &RangeError{"other-pref", int(other), 0, maxOtherPreference, "RFC 6544 §4.2"}
	}
	return uint16(direction)<<13 | other, nil
}

// SplitTCPLocalPreference takes the local preference of a TCP candidate apart as
// if TCPLocalPreference had made it.
func SplitTCPLocalPreference(local uint16) (direction uint8, other uint16) {
	return uint8(local >> 13), local & maxOtherPreference
}

// LocalPreferences assigns each address of a host a local preference of its own,
// from best downwards, so that IPv4 and IPv6 are tried in turns: a family that is
// broken then delays nothing but its own checks (RFC 8421 §4). Give the addresses
// best first within each family, with those of unreliable interfaces last (§3);
// best is 65535, or 8191 for the other-pref of TCPLocalPreference.
//
// IPv6 goes first, with the head start of RFC 8421 §4: of N4 IPv4 and N6 IPv6
// addresses, (N4+N6)/N4 IPv6 ones; after that one of each in turn, until only one
// family is left. The RFC leaves the turns to the agent. An IPv4-mapped IPv6
// address counts as IPv4, an invalid one as IPv6.
//
// A *RangeError says that there are more addresses than preferences: RFC 8445
// §5.1.2.1 wants each preference once.
func LocalPreferences(addrs []netip.Addr, best uint16) ([]uint16, error) {
	if len(addrs) > int(best)+1 {
		return nil, &RangeError{"number of addresses", len(addrs), 0, int(best) + 1, "RFC 8445 §5.1.2.1"}
	}
	var v4, v6 []int // indices into addrs
	for i, a := range addrs {
		if a.Unmap().Is4() {
			v4 = append(v4, i)
		} else {
			v6 = append(v6, i)
		}
	}
	prefs := make([]uint16, len(addrs))
	next := best
	take := func(family []int, n int) []int {
		n = min(n, len(family))
		for _, i := range family[:n] {
			prefs[i] = next
			next--
		}
		return family[n:]
	}
	if len(v4) > 0 {
		v6 = take(v6, len(addrs)/len(v4))
	}
	for len(v4) > 0 || len(v6) > 0 {
		v4 = take(v4, 1)
		v6 = take(v6, 1)
	}
	return prefs, nil
}
