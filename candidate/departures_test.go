package candidate_test

import (
	"errors"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A departure is a rule about a stack: what it does otherwise than Add. explains is
// given the description that Add made, to bring in line with the stack's.
type departure struct {
	id, stacks string
	count      int // descriptions and calls in testdata/exchanges that need it
	reason     string
	explain    func(ours, theirs *sdp.Description)
}

// departures are applied in turn, until nothing differs.
var departures = []departure{
	{"default-destination", "chromium wrtc", 89, "libwebrtc lets m=, c= and a=rtcp follow the default candidate, of remote descriptions too",
		func(ours, _ *sdp.Description) {
			for _, m := range ours.AllMedia() {
				if _, ok := candidate.Default(m, 1); ok {
					candidate.SetDefault(m)
				}
			}
		}},
	{"default-unusable", "chromium wrtc", 10, "libwebrtc takes 0.0.0.0 and 9 for the default once a candidate has a name, brackets or a zone, and rejects the section for a candidate with port 0",
		func(ours, theirs *sdp.Description) {
			for i, m := range ours.AllMedia() {
				their := theirs.Media(i)
				for c := range sdp.All[candidate.Candidate](m) {
					ip, err := netip.ParseAddr(string(c.Address))
					if (err != nil || ip.Zone() != "") && their.Port() == 9 || c.Port == 0 && their.Port() == 0 {
						connection, _, _ := their.Connection()
						m.SetPort(their.Port())
						m.SetConnection(connection)
						break
					}
				}
			}
		}},
	{"libwebrtc-candidate", "chromium wrtc", 259, "libwebrtc writes what it has understood, and generation 0 behind it",
		func(ours, _ *sdp.Description) { eachCandidate(ours, libwebrtc) }},
	{"libdatachannel-default", "libdatachannel", 16, "libdatachannel does so too, with host candidates",
		func(ours, theirs *sdp.Description) {
			for i, m := range ours.AllMedia() {
				for c := range sdp.All[candidate.Candidate](m) {
					if media, _ := theirs.Media(i).Destination(); c.Type == candidate.Host && string(c.Address) == media.Address && int(c.Port) == media.Port {
						m.SetPort(media.Port)
						m.SetConnection(sdp.Connection{NetworkType: "IN", AddressType: media.AddressType, Address: media.Address})
					}
				}
			}
		}},
	{"werift-candidate", "werift", 8, "werift writes what it has understood",
		func(ours, _ *sdp.Description) { eachCandidate(ours, werift) }},
	{"werift-prefix", "werift", 3, "werift puts candidate: in front of what has a=candidate: already",
		func(ours, theirs *sdp.Description) {
			for l := range candidateLines(theirs) {
				plain := strings.Replace(l.Text(), "candidate:a=candidate:", "candidate:", 1)
				for o := range candidateLines(ours) {
					if o.Text() == plain {
						o.Replace(l.Text())
					}
				}
			}
		}},
	{"blank-line", "firefox werift", 7, "what was behind the candidate, CR LF, stays there",
		func(ours, theirs *sdp.Description) {
			for _, d := range []*sdp.Description{ours, theirs} {
				for _, m := range d.AllMedia() {
					for l := range m.Lines() {
						if l.Text() == "" {
							l.Delete()
						}
					}
				}
			}
		}},
	{"single-spaces", "libdatachannel", 2, "libdatachannel writes one space for two",
		func(ours, _ *sdp.Description) {
			eachCandidate(ours, func(line string) string { return strings.ReplaceAll(line, "  ", " ") })
		}},
	{"port-wraps", "libdatachannel", 2, "a port of 65536 becomes 0",
		func(ours, _ *sdp.Description) {
			eachCandidate(ours, func(line string) string { return strings.Replace(line, " 65536 ", " 0 ", 1) })
		}},
	{"candidate-twice", "chromium libdatachannel", 14, "a candidate that is there is added again",
		func(ours, theirs *sdp.Description) {
			for _, d := range []*sdp.Description{ours, theirs} {
				for _, m := range d.AllMedia() {
					seen := map[string]bool{}
					for l := range m.AttrLines("candidate") {
						if seen[l.Text()] {
							l.Delete()
						}
						seen[l.Text()] = true
					}
				}
			}
		}},
	{"options-lost", "firefox", 1, "Firefox drops a=ice-options when an end of candidates comes for a peer that trickles",
		func(ours, theirs *sdp.Description) {
			for i, m := range ours.AllMedia() {
				_, has, _ := sdp.First[sdp.ICEOptions](theirs.Media(i))
				if _, ended, _ := sdp.First[sdp.EndOfCandidates](theirs.Media(i)); ended && !has {
					sdp.Delete[sdp.ICEOptions](m)
				}
			}
		}},
	{"no-end", "chromium wrtc", 30, "libwebrtc tells ICE of the end and writes no line",
		func(ours, theirs *sdp.Description) {
			for i, m := range ours.AllMedia() {
				if _, ended, _ := sdp.First[sdp.EndOfCandidates](theirs.Media(i)); !ended {
					sdp.Delete[sdp.EndOfCandidates](m)
				}
			}
		}},
	{"end-behind-direction", "firefox", 83, "Firefox sorts attributes: candidates, direction, end-of-candidates, others",
		func(ours, theirs *sdp.Description) {
			for _, m := range ours.AllMedia() {
				if sdp.Delete[sdp.EndOfCandidates](m) == 0 {
					continue
				}
				for l := range m.Lines() {
					if name, _, _, _ := l.Attr(); name == "sendrecv" || name == "sendonly" || name == "recvonly" || name == "inactive" {
						l.InsertAfter("a=end-of-candidates")
						break
					}
				}
			}
		}},
	{"pion-end", "pion", 5, "pion ends the candidates more than once, and goes on with those of the next generation",
		func(ours, theirs *sdp.Description) {
			for i, m := range theirs.AllMedia() {
				ended := false
				for l := range m.Lines() {
					switch name, _, _, _ := l.Attr(); name {
					case "end-of-candidates":
						ended = true
					case "candidate":
						if ended {
							sdp.Delete[sdp.EndOfCandidates](ours.Media(i))
							sdp.Delete[sdp.EndOfCandidates](m)
						}
					}
				}
			}
		}},
	{"candidates-elsewhere", "pion gstreamer libdatachannel aiortc", 135, "these have the candidates behind other attributes",
		func(ours, theirs *sdp.Description) {
			for i, m := range ours.AllMedia() {
				var moved []string
				for l := range m.Lines() {
					if name, _, _, _ := l.Attr(); name == "candidate" || name == "end-of-candidates" {
						moved = append(moved, l.Text())
						l.Delete()
					}
				}
				var before string
				for l := range theirs.Media(i).Lines() {
					if name, _, _, _ := l.Attr(); name == "candidate" {
						break
					}
					before = l.Text()
				}
				for l := range m.Lines() {
					if l.Text() != before {
						continue
					}
					for _, text := range moved {
						l, _ = l.InsertAfter(text)
					}
					break
				}
			}
		}},
}

func candidateLines(d *sdp.Description) func(func(sdp.Line) bool) {
	return func(yield func(sdp.Line) bool) {
		for _, m := range d.AllMedia() {
			for l := range m.AttrLines("candidate") {
				if !yield(l) {
					return
				}
			}
		}
	}
}

func eachCandidate(d *sdp.Description, rewrite func(string) string) {
	for l := range candidateLines(d) {
		l.Replace(rewrite(l.Text()))
	}
}

var (
	pairs = regexp.MustCompile(` [^ ]+ [^ ]+`)
	typed = regexp.MustCompile(`^(.* typ \S+)((?: (?:raddr|rport) \S+)*)(.*)$`)
	keeps = regexp.MustCompile(`^ (tcptype|generation|network-id|network-cost) `)
)

// libwebrtc writes a candidate as libwebrtc does: the transport in lower case, tcptype
// passive for TCP without one, generation 0 if it has none, and of other extensions
// only the network's.
func libwebrtc(line string) string {
	f := strings.Fields(line)
	f[2] = strings.ToLower(f[2])
	m := typed.FindStringSubmatch(strings.Join(f, " "))
	var kept [4]string // in the order of writing
	for _, pair := range pairs.FindAllString(m[3], -1) {
		if k := keeps.FindStringSubmatch(pair); k != nil {
			kept[slices.Index([]string{"tcptype", "generation", "network-id", "network-cost"}, k[1])] = pair
		}
	}
	if f[2] == "tcp" && kept[0] == "" {
		kept[0] = " tcptype passive"
	}
	if kept[1] == "" {
		kept[1] = " generation 0"
	}
	return m[1] + m[2] + strings.Join(kept[:], "")
}

// werift knows the extensions tcptype, generation and ufrag, and counts every space.
func werift(line string) string {
	if f := strings.Split(line, " "); f[2] == "" {
		return strings.Join([]string{f[0], f[1], "", "NaN", f[4], "NaN", "typ", f[7]}, " ")
	}
	m := typed.FindStringSubmatch(line)
	var kept [3]string
	for _, pair := range pairs.FindAllString(m[3], -1) {
		if i := slices.Index([]string{"tcptype", "generation", "ufrag"}, strings.Fields(pair)[0]); i >= 0 {
			kept[i] = pair
		}
	}
	return m[1] + m[2] + strings.Join(kept[:], "")
}

type acceptance struct {
	id, stacks string
	count      int // calls in testdata/exchanges
	reason     string
	is         func(error) bool
}

// accepted are the rules about stacks that take what Add refuses.
var accepted = []acceptance{
	{"takes-any-line", "chromium firefox wrtc werift libdatachannel", 24, "the candidate doesn't follow RFC 8839",
		func(err error) bool { var e *candidate.SyntaxError; return errors.As(err, &e) }},
	{"takes-any-generation", "chromium wrtc libdatachannel", 8, "the username fragment is of another generation",
		func(err error) bool { return errors.Is(err, candidate.ErrUfrag) }},
	{"takes-any-port", "chromium wrtc", 6, "a candidate with port 0 has made the section's port 0",
		func(err error) bool { return errors.Is(err, candidate.ErrRejected) }},
	{"takes-any-section", "wrtc", 1, "there is neither mid nor index",
		func(err error) bool { return errors.Is(err, candidate.ErrNoSection) }},
}

// agree brings ours in line with theirs by the departures of a stack, in turn, and
// reports the ids that it took.
func agree(stack string, ours, theirs *sdp.Description) (took []string, ok bool) {
	for _, rule := range departures {
		if ours.Equal(theirs) {
			break
		}
		if !slices.Contains(strings.Fields(rule.stacks), stack) {
			continue
		}
		was := ours.String()
		their := theirs.String()
		if rule.explain(ours, theirs); ours.String() != was || theirs.String() != their {
			took = append(took, rule.id)
		}
	}
	return took, ours.Equal(theirs)
}
