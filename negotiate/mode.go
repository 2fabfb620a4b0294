package negotiate

import (
	"fmt"

	"github.com/sdpkit/sdpkit/sdp"
)

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

// UnmarshalText reads what MarshalText writes.
func (m *Mode) UnmarshalText(b []byte) error {
	for _, v := range []Mode{0, WebRTC, SIP} {
		if string(b) == v.String() {
			*m = v
			return nil
		}
	}
	return fmt.Errorf("negotiate: %q is not a mode: webrtc or sip", b)
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

// An Option says more about an exchange than its two texts do.
type Option func(*options)

type options struct {
	mode       Mode
	own, other *sdp.Description // in force before, of the side that offers now and of the other
	cmp        sdp.Comparison
	olderTag   bool
}

func newOptions(opts []Option) options {
	var o options
	for _, f := range opts {
		if f != nil {
			f(&o)
		}
	}
	return o
}

// InMode says the dialect. Rules of one dialect are not evaluated without it.
func InMode(m Mode) Option { return func(o *options) { o.mode = m } }

// After gives the descriptions in force before the exchange: that of the side which
// offers now and that of the side which answers now, whoever offered then. Rules about
// what may change are evaluated with them only.
func After(offerer, answerer *sdp.Description) Option {
	return func(o *options) { o.own, o.other = offerer, answerer }
}

// H264DefaultProfile says what H264 without a profile-level-id means, where RFC 6184
// §8.1 and libwebrtc don't agree: [sdp.H264DefaultRFC] without this option.
func H264DefaultProfile(id sdp.H264ProfileLevelID) Option {
	return func(o *options) { o.cmp.DefaultProfileLevelID = id }
}

// BundleTagRule says whether the tagged section of a BUNDLE group can be rejected by the
// answer to a first offer. RFC 9143 §7.3.1 lets the next section take its place, and
// that is the rule without this option; RFC 9429 §5.3.1 rejects the others with it.
func BundleTagRule(b TagRule) Option { return func(o *options) { o.olderTag = b == TagRule9429 } }

// TagRule is a reading of what becomes of a BUNDLE group whose tagged section is
// rejected.
type TagRule uint8

const (
	TagRule9143 TagRule = iota // the next section is tagged
	TagRule9429                // the sections of the group are rejected as well
)
