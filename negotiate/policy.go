package negotiate

import (
	"fmt"
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Policy is how an endpoint chooses where the specifications leave a choice. The zero
// value is what browsers do in WebRTC, and what careful phones do in SIP.
type Policy struct {
	Bundle BundlePolicy `json:"bundle,omitempty"`
	// TagRule is the reading of what becomes of a BUNDLE group whose tagged section is
	// rejected in its first answer.
	TagRule TagRule   `json:"tagRule,omitempty"`
	RTCPMux MuxPolicy `json:"rtcpMux,omitempty"`
	// TaggedOnly writes attributes of the transport only in the tagged section of a
	// BUNDLE group, as RFC 9143 §7.1.3 demands. Without it they are in all of its
	// sections, as every browser writes them: Chromium refuses a description that lacks
	// a=rtcp-mux in one of them.
	TaggedOnly bool `json:"taggedOnly,omitempty"`
	// OwnOrder puts the codecs of an answer into the order of Media.Codecs. Without it
	// they are in the offer's, which RFC 3264 §6.1 recommends and RFC 9429 §5.3.1 wants
	// unless the application has set preferences.
	OwnOrder bool `json:"ownOrder,omitempty"`
	// MaxCodecs is the most codecs that an answer takes, those that serve others, such
	// as rtx, not counted. 0: no limit. Phones that can't switch take 1.
	MaxCodecs int `json:"maxCodecs,omitempty"`
	// SDES allows keys for SRTP in a=crypto (RFC 4568), in SIP only.
	SDES bool `json:"sdes,omitempty"`
	// H264Default is what H264 without a profile-level-id means, [sdp.H264DefaultRFC]
	// when zero.
	H264Default sdp.H264ProfileLevelID `json:"h264Default,omitempty"`
}

// BundlePolicy says which sections are to share a transport (RFC 9429 §4.1.1). The
// empty one is Balanced.
type BundlePolicy string

const (
	Balanced  BundlePolicy = "balanced"   // offers a transport for the first section of each kind, the others only bundled
	MaxCompat BundlePolicy = "max-compat" // offers a transport for each section, to be bundled if possible
	MaxBundle BundlePolicy = "max-bundle" // offers one transport; RFC 9429 calls it must-bundle
	NoBundle  BundlePolicy = "none"       // offers no group and answers none
)

// MuxPolicy says whether RTP and RTCP must share a port (RFC 5761). The empty one is
// RequireMux in WebRTC and NegotiateMux in SIP.
type MuxPolicy string

const (
	RequireMux   MuxPolicy = "require"   // sections without a=rtcp-mux are rejected
	NegotiateMux MuxPolicy = "negotiate" // it is offered, and taken where it is offered
	NoMux        MuxPolicy = "none"      // it is neither offered nor taken
)

// UnmarshalText reads a policy by its name.
func (p *BundlePolicy) UnmarshalText(b []byte) error {
	return oneOf(p, b, "bundle policy", "", Balanced, MaxCompat, MaxBundle, NoBundle)
}

// UnmarshalText reads a policy by its name.
func (p *MuxPolicy) UnmarshalText(b []byte) error {
	return oneOf(p, b, "rtcp-mux policy", "", RequireMux, NegotiateMux, NoMux)
}

func oneOf[T ~string](p *T, b []byte, what string, known ...T) error {
	if !slices.Contains(known, T(b)) {
		return fmt.Errorf("%q is not a %s: %v", b, what, known[1:])
	}
	*p = T(b)
	return nil
}

// String returns "rfc9143" or "rfc9429".
func (r TagRule) String() string {
	if r == TagRule9429 {
		return "rfc9429"
	}
	return "rfc9143"
}

// MarshalText returns String.
func (r TagRule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (r *TagRule) UnmarshalText(b []byte) error {
	for _, v := range []TagRule{TagRule9143, TagRule9429} {
		if string(b) == v.String() {
			*r = v
			return nil
		}
	}
	return fmt.Errorf("%q is not a reading of the rule: rfc9143 or rfc9429", b)
}

// bundle is the policy with the mode's default put in: a phone that says nothing offers no
// group, since a section that is bundle-only has port 0 for those who don't know BUNDLE,
// and takes the ones that are offered.
func (c *Capabilities) bundle(offering bool) BundlePolicy {
	switch {
	case c.Policy.Bundle != "":
		return c.Policy.Bundle
	case c.Mode == SIP && offering:
		return NoBundle
	}
	return Balanced
}

// mux is the policy with the mode's default put in.
func (c *Capabilities) mux() MuxPolicy {
	switch {
	case c.Policy.RTCPMux != "":
		return c.Policy.RTCPMux
	case c.Mode == WebRTC:
		return RequireMux
	}
	return NegotiateMux
}
