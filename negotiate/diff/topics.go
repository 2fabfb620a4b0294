package diff

import "strings"

// A topic is what a line is about: an attribute that is known here, or the type of a line
// of another kind. It is found once for each line, and all that depends on a name is
// looked up by it.
type topic uint8

const (
	otherAttribute topic = iota // that isn't known here
	otherLine                   // of a type that isn't known here, or without one
)

// topics is what is known of them.
var topics = [...]struct {
	name  string // of the attribute, or the type of the line as in "c="
	class string // of a difference that the rules leave
	// Several may stand in a section, and their order among each other means nothing: each
	// names what it is about. Of two rtpmap or fmtp for one payload type the first counts,
	// but that is seen in the codecs.
	anyOrder bool
	// Each is about a thing of its own, as fingerprints aren't, which are a set.
	alone bool
}{
	otherAttribute: {class: "unknown-attribute"},
	otherLine:      {class: "line"},

	{name: "v=", class: "session"},
	{name: "o=", class: "origin"},
	{name: "s=", class: "session"},
	{name: "i=", class: "session"},
	{name: "u=", class: "session"},
	{name: "e=", class: "session"},
	{name: "p=", class: "session"},
	{name: "c=", class: "endpoint"},
	{name: "b=", class: "bandwidth"},
	{name: "t=", class: "session"},
	{name: "r=", class: "session"},
	{name: "z=", class: "session"},
	{name: "k=", class: "crypto"},
	{name: "m=", class: "line"},

	{name: "bundle-only", class: "bundle"},
	{name: "candidate", class: "candidates", anyOrder: true},
	{name: "crypto", class: "crypto"},
	{name: "end-of-candidates", class: "end-of-candidates"},
	{name: "extmap", class: "extmap-direction", anyOrder: true, alone: true},
	{name: "extmap-allow-mixed", class: "extmap-allow-mixed"},
	{name: "fingerprint", class: "dtls-restart", anyOrder: true},
	{name: "fmtp", class: "fmtp", anyOrder: true, alone: true},
	{name: "group", class: "group", anyOrder: true},
	{name: "ice-lite", class: "ice-options"},
	{name: "ice-options", class: "ice-options", anyOrder: true},
	{name: "ice-pacing", class: "ice-options"},
	{name: "ice-pwd", class: "ice-credentials"},
	{name: "ice-ufrag", class: "ice-credentials"},
	{name: "inactive", class: "direction", anyOrder: true},
	{name: "max-message-size", class: "sctp"},
	{name: "maxptime", class: "ptime"},
	{name: "mid", class: "mid-changed"},
	{name: "msid", class: "msid", anyOrder: true},
	{name: "msid-semantic", class: "msid"},
	{name: "ptime", class: "ptime"},
	{name: "recvonly", class: "direction", anyOrder: true},
	{name: "remote-candidates", class: "candidates"},
	{name: "rid", class: "rid", anyOrder: true, alone: true},
	{name: "rtcp", class: "endpoint"},
	{name: "rtcp-fb", class: "rtcp-fb", anyOrder: true, alone: true},
	{name: "rtcp-mux", class: "rtcp-mux"},
	{name: "rtcp-mux-only", class: "rtcp-mux"},
	{name: "rtcp-rsize", class: "rtcp-rsize"},
	{name: "rtpmap", class: "rtpmap", anyOrder: true, alone: true},
	{name: "sctp-port", class: "sctp"},
	{name: "sctpmap", class: "sctp"},
	{name: "sendonly", class: "direction", anyOrder: true},
	{name: "sendrecv", class: "direction", anyOrder: true},
	{name: "setup", class: "dtls-role"},
	{name: "simulcast", class: "simulcast"},
	{name: "ssrc", class: "ssrc", anyOrder: true},
	{name: "ssrc-group", class: "ssrc", anyOrder: true},
	{name: "tls-id", class: "dtls-restart"},
}

const longestName = len("extmap-allow-mixed")

// initials has the attributes by the length and the first letter of their names, and where
// several have both, the next one of each: two names at most are compared, which takes less
// than a hash.
var initials, nextLike = func() (first [longestName + 1][32]topic, next [len(topics)]topic) {
	for t := otherLine + 1; int(t) < len(topics); t++ {
		if name := topics[t].name; !strings.HasSuffix(name, "=") {
			at := &first[len(name)][name[0]%32]
			next[t], *at = *at, t
		}
	}
	return first, next
}()

// attributeTopic finds the topic of an attribute by its name.
func attributeTopic(name string) topic {
	if name == "" || len(name) > longestName {
		return otherAttribute
	}
	t := initials[len(name)][name[0]%32]
	for t != otherAttribute && topics[t].name != name {
		t = nextLike[t]
	}
	return t
}

// lineTopics has the topics of lines that aren't attributes, by their type.
var lineTopics = func() (m [256]topic) {
	for i := range m {
		m[i] = otherLine
	}
	for t := otherLine + 1; int(t) < len(topics); t++ {
		if name := topics[t].name; strings.HasSuffix(name, "=") {
			m[name[0]] = t
		}
	}
	return m
}()
