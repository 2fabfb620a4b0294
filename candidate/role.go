package candidate

import "fmt"

// Role is which of two agents decides what pair is used (RFC 8445 §6.1.1, W3C's
// RTCIceRole). The zero value is Controlling; there are no others than these two.
type Role uint8

// The roles of RFC 8445 §6.1.1.
const (
	Controlling Role = iota
	Controlled
)

// ParseRole reads "controlling" or "controlled", as RTCIceTransport.role has them.
func ParseRole(s string) (Role, error) {
	switch s {
	case "controlling":
		return Controlling, nil
	case "controlled":
		return Controlled, nil
	}
	return 0, fmt.Errorf("candidate: role %q is neither controlling nor controlled (RFC 8445 §6.1.1)", s)
}

// String is the role as ParseRole reads it.
func (r Role) String() string {
	switch r {
	case Controlling:
		return "controlling"
	case Controlled:
		return "controlled"
	}
	return fmt.Sprintf("Role(%d)", uint8(r))
}

// MarshalText is String; it fails for a value that is no role.
func (r Role) MarshalText() ([]byte, error) {
	if r > Controlled {
		return nil, fmt.Errorf("candidate: %v is no role", r)
	}
	return []byte(r.String()), nil
}

// UnmarshalText is ParseRole.
func (r *Role) UnmarshalText(text []byte) error {
	v, err := ParseRole(string(text))
	if err == nil {
		*r = v
	}
	return err
}

// Opposite is the role of the other agent.
func (r Role) Opposite() Role {
	if r == Controlling {
		return Controlled
	}
	return Controlling
}

// DetermineRole is the role an agent takes at the start of a session (RFC 8445
// §6.1.1): of a full and a lite agent the full one controls; of two alike the
// initiating one, which sent the first offer. The role stays for the session; an
// ICE restart determines it anew only when a controlling full agent becomes lite,
// or by a conflict.
func DetermineRole(initiating, lite, peerLite bool) Role {
	controlling := initiating
	if lite != peerLite {
		controlling = peerLite
	}
	if controlling {
		return Controlling
	}
	return Controlled
}

// ResolveRoleConflict is what an agent does on a check from a peer that claims
// the agent's own role (RFC 8445 §7.3.1.1). Own is the agent's tie-breaker, received
// the one in the peer's ICE-CONTROLLING or ICE-CONTROLLED attribute. It returns the
// role the agent has afterwards, and whether it refuses the check with error 487
// (Role Conflict), which makes the peer switch (§7.2.5.1). The larger tie-breaker
// becomes controlling. Pair priorities depend on the role: form the pairs again.
func ResolveRoleConflict(role Role, own, received uint64) (after Role, refuse bool) {
	if own >= received {
		return Controlling, role == Controlling
	}
	return Controlled, role != Controlling
}
