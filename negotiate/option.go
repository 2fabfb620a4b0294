package negotiate

import "github.com/sdpkit/sdpkit/sdp"

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
