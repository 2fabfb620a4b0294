package diff

import (
	"slices"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A Class is a kind of change: what it is called, which clause is behind it and
// how much it matters.
type Class struct {
	ID      string   `json:"id"`
	Clause  string   `json:"clause"`
	Level   Level    `json:"level"`             // of a difference that breaks no rule
	Broken  Level    `json:"broken"`            // of one that breaks the clause, in a role and dialect that it binds
	Dialect Dialect  `json:"dialect,omitempty"` // that alone has the clause; AutoDialect for both
	Explain string   `json:"explain"`
	Rules   []string `json:"rules,omitempty"` // of package negotiate, whose findings are changes of this class
}

// level derives the level of a change from the strength of the rule, the role and
// the dialect. The rules between successive descriptions bind re-offers and what an
// application makes of a created description, nothing else.
func (k Class) level(role Role, dialect Dialect, broken bool) Level {
	if broken && (role == Reoffer || role == Munged) && (k.Dialect == AutoDialect || k.Dialect == dialect) {
		return k.Broken
	}
	return k.Level
}

// Seen returns what implementations do or print where a rule of the class is
// broken, as package negotiate has it; "" for nothing known.
func (k Class) Seen() string {
	for _, id := range k.Rules {
		if r, ok := negotiate.RuleByID(id); ok && r.Seen != "" {
			return r.Seen
		}
	}
	return ""
}

// seen is what implementations make of one rule that is broken.
func seen(rule string) string {
	r, _ := negotiate.RuleByID(rule)
	return r.Seen
}

// Classes lists all kinds of changes.
func Classes() []Class { return slices.Clone(classes) }

// classes is the one table of what Compare can report. Where a rule of package
// negotiate is the clause behind a class, the rule has it and says how strong it is.
var classes = withRules([]Class{
	{ID: "mline-order", Clause: "RFC 3264 §8", Level: Info, Broken: Violation, Explain: "an m= section keeps its place for the whole session", Rules: []string{"reoffer-mid", "reoffer-media-type"}},
	{ID: "mline-count", Level: Effect, Explain: "m= sections are stopped, never taken away", Rules: []string{"reoffer-mline-count", "answer-mline-count"}},
	{ID: "mline-recycled", Clause: "RFC 3264 §8.1", Level: Effect, Broken: Effect, Explain: "a stopped section's place is used for a new stream"},
	{ID: "mid-changed", Level: Info, Explain: "the mid of a live section stays the same", Rules: []string{"reoffer-mid", "answer-mid"}},
	{ID: "media-added", Clause: "RFC 3264 §8.1", Level: Effect, Broken: Effect, Explain: "a new stream", Rules: []string{"answer-revived"}},
	{ID: "media-stopped", Clause: "RFC 3264 §8.2", Level: Effect, Broken: Effect, Explain: "port 0 stops a stream"},
	{ID: "media-type", Level: Effect, Dialect: JSEP, Explain: "a section changes from one media type to another", Rules: []string{"reoffer-media-type", "answer-media-type"}},
	{ID: "proto", Clause: "RFC 3264 §8.3.1", Level: Effect, Broken: Effect, Explain: "another transport protocol or profile", Rules: []string{"answer-proto"}},
	{ID: "direction", Clause: "RFC 8866 §6.7", Level: Effect, Broken: Effect, Explain: "who sends and who receives"},
	{ID: "answer-direction", Level: Violation, Explain: "an answer sends only what the offerer receives, and receives only what it sends", Rules: []string{"answer-direction"}},
	{ID: "codec-added", Clause: "RFC 3264 §8.3.2", Level: Effect, Broken: Effect, Explain: "a format is offered that wasn't before", Rules: []string{"answer-format-added"}},
	{ID: "codec-removed", Clause: "RFC 3264 §8.3.2", Level: Effect, Broken: Effect, Explain: "a format may no longer be sent"},
	{ID: "no-common-codec", Level: Violation, Explain: "an accepted section has a codec of its offer", Rules: []string{"answer-no-common-format", "answer-only-auxiliary"}},
	{ID: "codec-order", Clause: "RFC 8866 §5.14", Level: Effect, Broken: Effect, Explain: "the order of the m= line is the order of preference", Rules: []string{"answer-format-order"}},
	{ID: "pt-remapped", Level: Info, Explain: "a payload type keeps its codec for the duration of the session", Rules: []string{"reoffer-pt-reused", "answer-pt-remapped"}},
	{ID: "pt-collision", Level: Violation, Explain: "a payload type is one codec in a BUNDLE group, in an answer the offered one, and not RTCP", Rules: []string{"reoffer-bundle-payload-type", "answer-bundle-payload-type", "answer-pt-conflict", "answer-mux-payload-type"}},
	{ID: "pt-renumbered", Clause: "RFC 3264 §6.1", Level: Info, Broken: Warning, Explain: "a codec is sent under another payload type", Rules: []string{"answer-pt-renumbered"}},
	{ID: "fmtp", Clause: "RFC 8866 §6.15", Level: Effect, Broken: Effect, Explain: "format parameters", Rules: []string{"answer-codec-config", "answer-h264-config", "answer-h264-level", "answer-h265-level", "answer-rtx", "answer-red"}},
	{ID: "rtcp-fb", Clause: "RFC 4585 §4.2", Level: Effect, Broken: Effect, Explain: "RTCP feedback messages", Rules: []string{"answer-rtcp-fb"}},
	{ID: "rtpmap", Clause: "RFC 8866 §6.6", Level: Info, Broken: Info, Explain: "how a payload type is described", Rules: []string{"answer-rtpmap", "answer-event-rate"}},
	{ID: "ice-restart", Clause: "RFC 8839 §4.4.1.1.1", Level: Effect, Broken: Effect, Explain: "new ICE credentials: checks begin anew", Rules: []string{"answer-ice-restart"}},
	{ID: "ice-restart-some", Clause: "RFC 8839 §4.4.1.1.1", Level: Effect, Broken: Warning, Explain: "ICE restarts in some of the sections", Rules: []string{"reoffer-ice-partial-restart"}},
	{ID: "ice-restart-half", Level: Info, Explain: "a restart changes both ice-ufrag and ice-pwd", Rules: []string{"reoffer-ice-half-restart"}},
	{ID: "ice-credentials", Clause: "RFC 8839 §5.4", Level: Effect, Broken: Effect, Explain: "ICE credentials that appear or go", Rules: []string{"answer-ice-credentials", "answer-ice-unasked"}},
	{ID: "ice-options", Level: Info, Explain: "ice-options, ice-lite and ice-pacing change in a restart only", Rules: []string{"reoffer-ice-attributes", "answer-ice-options"}},
	{ID: "candidates", Clause: "RFC 8839 §5.1", Level: Info, Broken: Info, Explain: "ICE candidates", Rules: []string{"answer-remote-candidates"}},
	{ID: "end-of-candidates", Clause: "RFC 8840 §8", Level: Info, Broken: Info, Explain: "whether more candidates will come"},
	{ID: "dtls-restart", Clause: "RFC 8842 §3.1", Level: Effect, Broken: Effect, Explain: "another certificate or tls-id: a new DTLS association", Rules: []string{"reoffer-fingerprint-changed", "answer-fingerprint", "answer-fingerprint-changed", "answer-tls-id", "answer-tls-id-kept"}},
	{ID: "dtls-role", Level: Info, Explain: "who is DTLS client stays, unless there is a new association", Rules: []string{"answer-dtls-role", "answer-setup", "reoffer-setup"}},
	{ID: "endpoint", Clause: "RFC 3264 §8.3.1", Level: Effect, Broken: Effect, Explain: "where media is to be sent", Rules: []string{"answer-updated-destination", "answer-multicast"}},
	{ID: "bandwidth", Clause: "RFC 8866 §5.8", Level: Effect, Broken: Effect, Explain: "how much may be sent"},
	{ID: "bundle", Clause: "RFC 9143 §7.5", Level: Effect, Broken: Effect, Explain: "which sections share a transport", Rules: []string{"reoffer-bundle-tag", "reoffer-bundle-moved", "reoffer-bundle-only", "reoffer-unbundled", "answer-bundle-member", "answer-bundle-offered", "answer-bundle-rejected", "answer-bundle-tag", "answer-bundle-tag-rejected", "answer-bundle-only", "answer-bundle-moved", "answer-bundle-transport", "answer-bundle-address"}},
	{ID: "group", Clause: "RFC 5888 §5", Level: Info, Broken: Info, Explain: "which sections belong together", Rules: []string{"answer-group"}},
	{ID: "rtcp-mux", Clause: "RFC 5761 §5.1.1", Level: Effect, Broken: Effect, Explain: "whether RTP and RTCP share a port", Rules: []string{"reoffer-rtcp-mux", "reoffer-rtcp-mux-only", "answer-rtcp-mux", "answer-rtcp-mux-lost", "answer-rtcp-mux-required", "answer-rtcp-mux-only", "answer-bundle-mux"}},
	{ID: "rtcp-rsize", Clause: "RFC 5506 §5", Level: Info, Broken: Info, Explain: "whether RTCP packets may be reduced in size", Rules: []string{"answer-rtcp-rsize"}},
	{ID: "extmap-added", Clause: "RFC 8285 §5", Level: Effect, Broken: Effect, Explain: "an RTP header extension", Rules: []string{"answer-extmap-added"}},
	{ID: "extmap-removed", Clause: "RFC 8285 §5", Level: Effect, Broken: Effect, Explain: "an RTP header extension is gone"},
	{ID: "extmap-remapped", Level: Info, Explain: "the id of a header extension is not altered", Rules: []string{"reoffer-extmap-reused", "answer-extmap-id", "answer-extmap-range"}},
	{ID: "extmap-direction", Clause: "RFC 8285 §7", Level: Effect, Broken: Effect, Explain: "who sends a header extension", Rules: []string{"answer-extmap-direction"}},
	{ID: "extmap-allow-mixed", Clause: "RFC 8285 §6", Level: Info, Broken: Info, Explain: "whether one-byte and two-byte header extensions may be mixed", Rules: []string{"answer-extmap-mixed"}},
	{ID: "msid", Clause: "RFC 9429 §5.2.1", Level: Info, Broken: Info, Explain: "which stream and track the media belongs to", Rules: []string{"reoffer-msid"}},
	{ID: "ssrc", Clause: "RFC 5576 §4.1", Level: Info, Broken: Info, Explain: "synchronisation sources"},
	{ID: "rid", Clause: "RFC 8851 §6.5", Level: Effect, Broken: Effect, Explain: "restrictions of a simulcast layer", Rules: []string{"reoffer-rid", "answer-rid", "answer-simulcast-rid"}},
	{ID: "simulcast", Clause: "RFC 8853 §5.3.4", Level: Effect, Broken: Effect, Explain: "simulcast layers", Rules: []string{"answer-simulcast"}},
	{ID: "sctp", Clause: "RFC 8841 §10.5", Level: Effect, Broken: Effect, Explain: "the SCTP association of the data channels", Rules: []string{"answer-sctp-port", "answer-sctp-port-kept", "answer-sctpmap"}},
	{ID: "crypto", Clause: "RFC 4568 §7.1.4", Level: Effect, Broken: Effect, Explain: "SDES keys of SRTP", Rules: []string{"answer-crypto", "answer-webrtc-crypto"}},
	{ID: "ptime", Clause: "RFC 8866 §6.4", Level: Effect, Broken: Effect, Explain: "how much audio is in a packet"},
	{ID: "origin", Level: Info, Explain: "the version of o= rises with each change, the rest of o= stays", Rules: []string{"reoffer-version", "reoffer-origin", "answer-version", "answer-origin"}},
	{ID: "session", Clause: "RFC 8866 §5", Level: Info, Broken: Info, Explain: "name, time and other lines of the session part", Rules: []string{"answer-time"}},
	{ID: "munged", Clause: "RFC 9429 §5.4", Level: Info, Broken: Violation, Dialect: JSEP, Explain: "the application changed what the stack created"},
	{ID: "unknown-attribute", Clause: "RFC 8866 §5.13", Level: Info, Broken: Info, Explain: "an attribute that has no rule here"},
	{ID: "line", Clause: "RFC 8866 §5", Level: Info, Broken: Info, Explain: "a line that has no rule here"},
	{ID: "order", Clause: "RFC 8866 §5", Level: Info, Broken: Info, Explain: "lines stand in another order"},
	{ID: "line-ending", Clause: "RFC 8866 §5", Level: Info, Broken: Info, Explain: "CRLF, LF, CR or a missing last one"},
})

// withRules fills in what the first rule of a class says.
func withRules(list []Class) []Class {
	for i := range list {
		k := &list[i]
		if k.Clause == "" {
			r, _ := negotiate.RuleByID(k.Rules[0])
			k.Clause, k.Broken = r.Clause(), Warning
			if r.Severity == sdp.SeverityError {
				k.Broken = Violation
			}
		}
	}
	return list
}

// classOfRule finds the classes that a rule may be about, by the rule's id.
var classOfRule = func() map[string][]string {
	m := make(map[string][]string)
	for _, k := range classes {
		for i, id := range k.Rules {
			if m[id] = append(m[id], k.ID); i == 0 {
				// A finding that no change tells goes to the class that it is first for.
				l := m[id]
				l[0], l[len(l)-1] = l[len(l)-1], l[0]
			}
		}
	}
	return m
}()

// classIndex finds a class by its id. A rule that names a class that isn't there
// fails every test.
var classIndex = func() map[string]int {
	m := make(map[string]int, len(classes))
	for i, k := range classes {
		m[k.ID] = i
	}
	return m
}()
