package negotiate

import (
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// judge says which rules a description breaks: nil for none. What a first offer has to
// have is in offerRules; other offers are held against what was agreed on, so that an
// offer which replaces another is not held against that one (webrtc-pc, "set a session
// description": "as if it were in stable state").
//
// The order is webrtc-pc's, as the first finding is the reason for the error: RTCP that
// isn't multiplexed, changed rids, everything else.
func (s *peerState) judge(from seat, typ Type, d *sdp.Description, o *Options) []Finding {
	if o.Tolerant {
		return nil
	}
	opts := []Option{InMode(o.Capabilities.Mode)}
	var v Verdict
	if typ.answers() {
		if s.current[from] != nil {
			opts = append(opts, After(s.current[from.other()].d, s.current[from].d))
		}
		v = CheckAnswer(s.pending[from.other()].d, d, opts...)
	} else if s.current[from] != nil {
		opts = append(opts, After(s.current[from].d, s.current[from.other()].d))
		v = CheckReoffer(s.current[from].d, d, opts...)
	}
	findings := slices.DeleteFunc(append(checkOffer(d, typ, o), v.Violations()...), allowed)
	slices.SortStableFunc(findings, func(a, b Finding) int { return precedence(a) - precedence(b) })
	return findings
}

// allowed says that a Peer takes what a rule forbids. RFC 9429 §5.2.2 has a=msid stay; but
// webrtc-pc, which came later, has setStreams and addTrack change it, and even asks for
// negotiation then ("check if negotiation is needed").
func allowed(f Finding) bool { return f.Rule == "reoffer-msid" }

// precedence is where webrtc-pc's "set a session description" has the check.
func precedence(f Finding) int {
	switch f.Code {
	case "P1":
		return 0
	case "R6":
		return 1
	}
	return 2
}
