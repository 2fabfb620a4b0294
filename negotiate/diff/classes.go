package diff

import "slices"

// A Class is a kind of change: what it is called, which clause is behind it and
// how much it matters.
type Class struct {
	ID      string `json:"id"`
	Clause  string `json:"clause"`
	Level   Level  `json:"level"`  // of a difference that breaks no rule
	Broken  Level  `json:"broken"` // of one that breaks the clause, in a role that it binds
	Explain string `json:"explain"`
}

// level derives the level of a change from the strength of the rule and the
// role. The rules between successive descriptions bind re-offers and what an
// application makes of a created description, nothing else.
func (k Class) level(role Role, broken bool) Level {
	if broken && (role == Reoffer || role == Munged) {
		return k.Broken
	}
	return k.Level
}

// Classes lists all kinds of changes.
func Classes() []Class { return slices.Clone(classes) }

// classes is the one table of what Compare can report.
var classes = []Class{
	{"mline-order", "RFC 3264 §8", Info, Violation, "an m= section keeps its place for the whole session"},
	{"mline-count", "RFC 3264 §8", Effect, Violation, "m= sections are stopped, never taken away"},
	{"mline-recycled", "RFC 3264 §8.1", Effect, Effect, "a stopped section's place is used for a new stream"},
	{"mid-changed", "RFC 9429 §5.2.2", Info, Violation, "the mid of a live section stays the same"},
	{"media-added", "RFC 3264 §8.1", Effect, Effect, "a new stream"},
	{"media-stopped", "RFC 3264 §8.2", Effect, Effect, "port 0 stops a stream"},
	{"media-type", "RFC 3264 §8.3.3", Effect, Warning, "a section changes from one media type to another"},
	{"proto", "RFC 3264 §8.3.1", Effect, Effect, "another transport protocol or profile"},
	{"direction", "RFC 8866 §6.7", Effect, Effect, "who sends and who receives"},
	{"codec-added", "RFC 3264 §8.3.2", Effect, Effect, "a format is offered that wasn't before"},
	{"codec-removed", "RFC 3264 §8.3.2", Effect, Effect, "a format may no longer be sent"},
	{"codec-order", "RFC 8866 §5.14", Effect, Effect, "the order of the m= line is the order of preference"},
	{"pt-remapped", "RFC 3264 §8.3.2", Info, Violation, "a payload type keeps its codec for the duration of the session"},
	{"pt-renumbered", "RFC 3264 §8.3.2", Info, Warning, "a codec is sent under another payload type"},
	{"fmtp", "RFC 8866 §6.15", Effect, Effect, "format parameters"},
	{"rtcp-fb", "RFC 4585 §4.2", Effect, Effect, "RTCP feedback messages"},
	{"rtpmap", "RFC 8866 §6.6", Info, Info, "how a payload type is described"},
	{"ice-restart", "RFC 8839 §4.4.1.1.1", Effect, Effect, "new ICE credentials: checks begin anew"},
	{"ice-restart-some", "RFC 8839 §4.4.1.1.1", Effect, Warning, "ICE restarts in some of the sections"},
	{"ice-restart-half", "RFC 8839 §4.4.1.1.1", Info, Violation, "a restart changes both ice-ufrag and ice-pwd"},
	{"ice-credentials", "RFC 8839 §5.4", Effect, Effect, "ICE credentials that appear or go"},
	{"ice-options", "RFC 8839 §4.4.1.1.1", Info, Violation, "ice-options, ice-lite and ice-pacing change in a restart only"},
	{"candidates", "RFC 8839 §5.1", Info, Info, "ICE candidates"},
	{"end-of-candidates", "RFC 8840 §8", Info, Info, "whether more candidates will come"},
	{"dtls-restart", "RFC 8842 §3.1", Effect, Effect, "another certificate or tls-id: a new DTLS association"},
	{"dtls-role", "RFC 8842 §5.3", Info, Violation, "who is DTLS client stays, unless there is a new association"},
	{"endpoint", "RFC 3264 §8.3.1", Effect, Effect, "where media is to be sent"},
	{"bandwidth", "RFC 8866 §5.8", Effect, Effect, "how much may be sent"},
	{"bundle", "RFC 9143 §7.5", Effect, Effect, "which sections share a transport"},
	{"group", "RFC 5888 §5", Info, Info, "which sections belong together"},
	{"rtcp-mux", "RFC 5761 §5.1.1", Effect, Effect, "whether RTP and RTCP share a port"},
	{"rtcp-rsize", "RFC 5506 §5", Info, Info, "whether RTCP packets may be reduced in size"},
	{"extmap-added", "RFC 8285 §5", Effect, Effect, "an RTP header extension"},
	{"extmap-removed", "RFC 8285 §5", Effect, Effect, "an RTP header extension is gone"},
	{"extmap-remapped", "RFC 8285 §7", Info, Violation, "the id of a header extension is not altered"},
	{"extmap-direction", "RFC 8285 §7", Effect, Effect, "who sends a header extension"},
	{"extmap-allow-mixed", "RFC 8285 §6", Info, Info, "whether one-byte and two-byte header extensions may be mixed"},
	{"msid", "RFC 9429 §5.2.1", Info, Info, "which stream and track the media belongs to"},
	{"ssrc", "RFC 5576 §4.1", Info, Info, "synchronisation sources"},
	{"rid", "RFC 8851 §6.5", Effect, Effect, "restrictions of a simulcast layer"},
	{"simulcast", "RFC 8853 §5.3.4", Effect, Effect, "simulcast layers"},
	{"sctp", "RFC 8841 §10.5", Effect, Effect, "the SCTP association of the data channels"},
	{"crypto", "RFC 4568 §7.1.4", Effect, Effect, "SDES keys of SRTP"},
	{"ptime", "RFC 8866 §6.4", Effect, Effect, "how much audio is in a packet"},
	{"origin", "RFC 3264 §8", Info, Violation, "the version of o= rises with each change, the rest of o= stays"},
	{"session", "RFC 8866 §5", Info, Info, "name, time and other lines of the session part"},
	{"munged", "RFC 9429 §5.4", Info, Violation, "the application changed what the stack created"},
	{"unknown-attribute", "RFC 8866 §5.13", Info, Info, "an attribute that has no rule here"},
	{"line", "RFC 8866 §5", Info, Info, "a line that has no rule here"},
	{"order", "RFC 8866 §5", Info, Info, "lines stand in another order"},
	{"line-ending", "RFC 8866 §5", Info, Info, "CRLF, LF, CR or a missing last one"},
}

// classIndex finds a class by its id. A rule that names a class that isn't there
// fails every test.
var classIndex = func() map[string]int {
	m := make(map[string]int, len(classes))
	for i, k := range classes {
		m[k.ID] = i
	}
	return m
}()
