package negotiate

import "fmt"

// Mode is the dialect of a negotiation. It is said by the caller and never guessed
// from a text: a browser's offer may be answered by a SIP gateway. The zero Mode means
// that it was not said.
type Mode uint8

const (
	WebRTC Mode = iota + 1 // RFC 9429, and W3C's webrtc-pc
	SIP                    // RFC 3264 and what builds on it
)

// String returns "webrtc", "sip", or "" for the zero Mode.
func (m Mode) String() string {
	switch m {
	case WebRTC:
		return "webrtc"
	case SIP:
		return "sip"
	}
	return ""
}

// MarshalText returns String.
func (m Mode) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText writes. A Mode is mostly read in [Capabilities], whose
// errors say where they are from.
func (m *Mode) UnmarshalText(b []byte) error {
	for _, v := range []Mode{0, WebRTC, SIP} {
		if string(b) == v.String() {
			*m = v
			return nil
		}
	}
	return fmt.Errorf("%q is not a mode: webrtc or sip", b)
}

// Side is one of the two sides of an exchange.
type Side uint8

const (
	Offerer Side = iota + 1
	Answerer
)

// Other is the other side.
func (s Side) Other() Side {
	switch s {
	case Offerer:
		return Answerer
	case Answerer:
		return Offerer
	}
	return 0
}

// String returns "offerer", "answerer", or "" for the zero Side.
func (s Side) String() string {
	switch s {
	case Offerer:
		return "offerer"
	case Answerer:
		return "answerer"
	}
	return ""
}

// MarshalText returns String.
func (s Side) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Side) UnmarshalText(b []byte) error {
	for _, v := range []Side{0, Offerer, Answerer} {
		if string(b) == v.String() {
			*s = v
			return nil
		}
	}
	return fmt.Errorf("negotiate: %q is not a side: offerer or answerer", b)
}
