package candidate

import (
	"fmt"
	"math"
	"math/bits"
)

// The type preferences that RFC 8445 §5.1.2.2 recommends, from 0 to 126, and the
// two that RFC 6544 §4.2 adds for TCP.
const (
	HostPreference            = 126
	PeerReflexivePreference   = 110
	NATAssistedPreference     = 105
	ServerReflexivePreference = 100
	UDPTunneledPreference     = 75
	RelayedPreference         = 0
)

// The bounds of what a priority is made of (RFC 8445 §5.1.2.1).
const (
	maxTypePreference = 126
	maxComponent      = 256
)

// RangeError says that a number is outside what the clause allows.
type RangeError struct {
	What     string // "type preference"
	Value    int
	Min, Max int
	Clause   string // "RFC 8445 §5.1.2.1"
}

// Error names the number and its bounds.
func (e *RangeError) Error() string {
	return fmt.Sprintf("candidate: %s %d is not in %d to %d (%s)", e.What, e.Value, e.Min, e.Max, e.Clause)
}

// TypePreference is the recommended type preference of a type, and whether there
// is one: a type that no RFC defines has none.
func TypePreference(t Type) (uint8, bool) {
	switch t {
	case Host:
		return HostPreference, true
	case PeerReflexive:
		return PeerReflexivePreference, true
	case ServerReflexive:
		return ServerReflexivePreference, true
	case Relayed:
		return RelayedPreference, true
	}
	return 0, false
}

// Priority is the recommended formula of RFC 8445 §5.1.2.1:
//
//	2^24 * type preference + 2^8 * local preference + (256 - component)
//
// The type preference is 0 to 126, see TypePreference; the local preference is
// 65535 where there is one address, see LocalPreferences and TCPLocalPreference;
// the component is 1 to 256. A *RangeError says which of them is not. The one
// combination within the bounds that gives 0, which is no priority, is refused too.
func Priority(typePreference uint8, localPreference, component uint16) (uint32, error) {
	if typePreference > maxTypePreference {
		return 0, &RangeError{"type preference", int(typePreference), 0, maxTypePreference, "RFC 8445 §5.1.2.1"}
	}
	if component < 1 || component > maxComponent {
		return 0, &RangeError{"component", int(component), 1, maxComponent, "RFC 8445 §5.1.2.1"}
	}
	p := joinPriority(typePreference, localPreference, component)
	if p == 0 {
		return 0, &RangeError{"priority", 0, 1, 1<<31 - 1, "RFC 8445 §5.1.2"}
	}
	return p, nil
}

func joinPriority(typePreference uint8, localPreference, component uint16) uint32 {
	return uint32(typePreference)<<24 | uint32(localPreference)<<8 | uint32(maxComponent-component)
}

// SplitPriority takes a priority apart as if the recommended formula had made it,
// which an agent is free not to use (RFC 8445 §5.1.2). The component is always 1
// to 256. A type preference above 126 means that the priority is above 2^31-1, so
// not valid, or that another formula made it.
func SplitPriority(priority uint32) (typePreference uint8, localPreference, component uint16) {
	return uint8(priority >> 24), uint16(priority >> 8), maxComponent - uint16(priority&0xff)
}

// PeerReflexivePriority is the PRIORITY attribute of a check that is sent from a
// candidate of this priority: the same with the type preference of a peer
// reflexive candidate (RFC 8445 §7.1.1). It is what the peer takes as the priority
// when the check teaches it a candidate that was not signalled (§7.3.1.3).
func PeerReflexivePriority(priority uint32) uint32 {
	return PeerReflexivePreference<<24 | priority&(1<<24-1)
}

// PairPriority is the priority of a pair (RFC 8445 §6.1.2.3), from the priority G
// of the controlling agent's candidate and D of the controlled agent's:
//
//	2^32 * min(G, D) + 2 * max(G, D) + (1 if G > D, else 0)
//
// Both agents compute the same number. It can't overflow for valid priorities, at
// most 2^31-1; where it would, it is the largest uint64.
func PairPriority(controlling, controlled uint32) uint64 {
	low := uint64(max(controlling, controlled)) << 1
	if controlling > controlled {
		low |= 1
	}
	sum, carry := bits.Add64(uint64(min(controlling, controlled))<<32, low, 0)
	if carry != 0 {
		return math.MaxUint64
	}
	return sum
}
