package candidate_test

import (
	"encoding/json"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// traces reads the recorded exchanges, by name.
func traces(t *testing.T) map[string]*replay.Trace {
	t.Helper()
	files, err := filepath.Glob("../testdata/exchanges/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d exchanges, %v", len(files), err)
	}
	all := map[string]*replay.Trace{}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		tr, err := replay.Read(f)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".json")] = tr
	}
	return all
}

// recorded is the RTCIceCandidateInit of an event; ok is false where it has none.
func recorded(t *testing.T, e replay.Event) (i *candidate.Init, raw json.RawMessage, ok bool) {
	t.Helper()
	var event map[string]json.RawMessage
	if err := json.Unmarshal(e.Raw, &event); err != nil {
		t.Fatal(err)
	}
	if raw, ok = event["candidate"]; !ok {
		return nil, nil, false
	}
	if err := json.Unmarshal(raw, &i); err != nil {
		t.Errorf("%s: %v", raw, err)
	}
	return i, raw, true
}

func TestRecordedInitsComeBackAsTheyWere(t *testing.T) {
	count := map[string]int{}
	for name, tr := range traces(t) {
		for n, e := range tr.Events {
			i, raw, ok := recorded(t, e)
			if !ok {
				continue
			}
			again, err := json.Marshal(i)
			if err != nil {
				t.Fatal(err)
			}
			var want, got any
			if err := errors.Join(json.Unmarshal(raw, &want), json.Unmarshal(again, &got)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: event %d (-want +got):\n%s", name, n, diff)
			}
			switch {
			case i == nil:
				count["null"]++
			case i.IsEndOfCandidates():
				count["end of candidates"]++
			default:
				count["candidate"]++
			}
		}
	}
	t.Log(count)
	for _, kind := range []string{"null", "end of candidates", "candidate"} {
		if count[kind] == 0 {
			t.Errorf("there is no %s", kind)
		}
	}
}

// A departure is a rule about a stack: what it does otherwise than Add. explains is
// given the description that Add made, to bring in line with the stack's.
type departure struct {
	id, stacks, reason string
	explain            func(ours, theirs *sdp.Description)
}

// departures are applied in turn, until nothing differs.
var departures = []departure{
	{"default-destination", "chromium wrtc", "libwebrtc lets m=, c= and a=rtcp follow the default candidate, of remote descriptions too",
		func(ours, _ *sdp.Description) {
			for _, m := range ours.AllMedia() {
				if _, ok := candidate.Default(m, 1); ok {
					candidate.SetDefault(m)
				}
			}
		}},
	{"default-unusable", "chromium wrtc", "libwebrtc takes 0.0.0.0 and 9 for the default once a candidate has a name, brackets or a zone, and rejects the section for a candidate with port 0",
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
	{"libwebrtc-candidate", "chromium wrtc", "libwebrtc writes what it has understood, and generation 0 behind it",
		func(ours, _ *sdp.Description) { eachCandidate(ours, libwebrtc) }},
	{"libdatachannel-default", "libdatachannel", "libdatachannel does so too, with host candidates",
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
	{"werift-candidate", "werift", "werift writes what it has understood",
		func(ours, _ *sdp.Description) { eachCandidate(ours, werift) }},
	{"werift-prefix", "werift", "werift puts candidate: in front of what has a=candidate: already",
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
	{"blank-line", "firefox werift", "what was behind the candidate, CR LF, stays there",
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
	{"single-spaces", "libdatachannel", "libdatachannel writes one space for two",
		func(ours, _ *sdp.Description) {
			eachCandidate(ours, func(line string) string { return strings.ReplaceAll(line, "  ", " ") })
		}},
	{"port-wraps", "libdatachannel", "a port of 65536 becomes 0",
		func(ours, _ *sdp.Description) {
			eachCandidate(ours, func(line string) string { return strings.Replace(line, " 65536 ", " 0 ", 1) })
		}},
	{"candidate-twice", "chromium libdatachannel", "a candidate that is there is added again",
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
	{"options-lost", "firefox", "Firefox drops a=ice-options when an end of candidates comes for a peer that trickles",
		func(ours, theirs *sdp.Description) {
			for i, m := range ours.AllMedia() {
				_, has, _ := sdp.First[sdp.ICEOptions](theirs.Media(i))
				if _, ended, _ := sdp.First[sdp.EndOfCandidates](theirs.Media(i)); ended && !has {
					sdp.Delete[sdp.ICEOptions](m)
				}
			}
		}},
	{"no-end", "chromium wrtc", "libwebrtc tells ICE of the end and writes no line",
		func(ours, theirs *sdp.Description) {
			for i, m := range ours.AllMedia() {
				if _, ended, _ := sdp.First[sdp.EndOfCandidates](theirs.Media(i)); !ended {
					sdp.Delete[sdp.EndOfCandidates](m)
				}
			}
		}},
	{"end-behind-direction", "firefox", "Firefox sorts attributes: candidates, direction, end-of-candidates, others",
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
	{"pion-end", "pion", "pion ends the candidates more than once, and goes on with those of the next generation",
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
	{"candidates-elsewhere", "pion gstreamer libdatachannel aiortc", "these have the candidates behind other attributes",
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
	unknown = regexp.MustCompile(` (?:[^ ]+) (?:[^ ]+)`)
	typed   = regexp.MustCompile(`^(.* typ \S+)((?: (?:raddr|rport) \S+)*)(.*)$`)
	keeps   = regexp.MustCompile(`^ (tcptype|generation|network-id|network-cost) `)
)

// libwebrtc writes a candidate as libwebrtc does: the transport in lower case, tcptype
// passive for TCP without one, generation 0 if it has none, and of other extensions
// only the network's.
func libwebrtc(line string) string {
	f := strings.Fields(line)
	f[2] = strings.ToLower(f[2])
	m := typed.FindStringSubmatch(strings.Join(f, " "))
	var kept [4]string // in the order of writing
	for _, pair := range unknown.FindAllString(m[3], -1) {
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
	for _, pair := range unknown.FindAllString(m[3], -1) {
		if i := slices.Index([]string{"tcptype", "generation", "ufrag"}, strings.Fields(pair)[0]); i >= 0 {
			kept[i] = pair
		}
	}
	return m[1] + m[2] + strings.Join(kept[:], "")
}

type acceptance struct {
	id, stacks, reason string
	is                 func(error) bool
}

// accepted are the rules about stacks that take what Add refuses.
var accepted = []acceptance{
	{"takes-any-line", "chromium firefox wrtc werift libdatachannel", "the candidate doesn't follow RFC 8839",
		func(err error) bool { var e *candidate.SyntaxError; return errors.As(err, &e) }},
	{"takes-any-generation", "chromium wrtc libdatachannel", "the username fragment is of another generation",
		func(err error) bool { return errors.Is(err, candidate.ErrUfrag) }},
	{"takes-any-port", "chromium wrtc", "a candidate with port 0 has made the section's port 0",
		func(err error) bool { return errors.Is(err, candidate.ErrRejected) }},
	{"takes-any-section", "wrtc", "there is neither mid nor index",
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

// What Add does is what browsers and others did, or a rule about the stack says how it
// departs. A rule that nothing needs is not a rule.
func TestAddDoesWhatStacksDid(t *testing.T) {
	used := map[string]int{}
	t.Run("descriptions", func(t *testing.T) { descriptionsAreMadeAgain(t, used) })
	t.Run("calls", func(t *testing.T) { callsAreRepeated(t, used) })
	for _, rule := range departures {
		if used[rule.id] == 0 {
			t.Errorf("rule %s is not used", rule.id)
		}
	}
	for _, rule := range accepted {
		if used[rule.id] == 0 {
			t.Errorf("rule %s is not used", rule.id)
		}
	}
	t.Log(used)
}

// descriptionsAreMadeAgain takes the candidates out of what a stack says of itself or
// of its peer, and adds them again.
func descriptionsAreMadeAgain(t *testing.T, used map[string]int) {
	count := map[string]int{}
	for name, tr := range traces(t) {
		for _, peer := range tr.Peers {
			seen := map[string]bool{}
			for _, e := range tr.Events {
				if e.Peer != peer.Name || e.State == nil {
					continue
				}
				for _, id := range []string{e.State.PendingLocal, e.State.CurrentLocal, e.State.PendingRemote, e.State.CurrentRemote} {
					text := tr.Descriptions[id].SDP
					if seen[id] || !strings.Contains(text, "a=candidate") {
						continue
					}
					seen[id] = true
					theirs, _ := sdp.ParseLax(text)
					ours := theirs.Clone()
					var inits []candidate.Init
					for _, m := range ours.AllMedia() {
						if m.Rejected() {
							count["rejected section"]++
							continue
						}
						inits = slices.AppendSeq(inits, candidate.SectionInits(m))
						candidate.RemoveAll(m)
					}
					lax := candidate.TrickleOptions{Lax: true}
					if _, err := candidate.AddAll(ours, slices.Values(inits)); err == nil {
						count["strict"]++
					} else if _, err := lax.AddAll(ours, slices.Values(inits)); err != nil {
						t.Errorf("%s: %s: %v", name, id, err)
						continue
					}
					took, ok := agree(peer.Stack, ours, theirs)
					if !ok {
						t.Errorf("%s: %s of %s (-theirs +ours):\n%s", name, id, peer.Stack, cmp.Diff(theirs.String(), ours.String()))
					}
					count["descriptions"]++
					if len(took) == 0 {
						count["as they were"]++
					}
					for _, id := range took {
						used[id]++
					}
				}
			}
		}
	}
	t.Log(count)
}

// callsAreRepeated makes of a remote description before addIceCandidate the one after.
func callsAreRepeated(t *testing.T, used map[string]int) {
	count := map[string]int{}
	for name, tr := range traces(t) {
		for _, peer := range tr.Peers {
			var before replay.Slots
			for n, e := range tr.Events {
				if e.Peer != peer.Name || e.State == nil {
					continue
				}
				was := before
				before = e.State.Slots
				if e.Kind != replay.Call || e.Name != "addIceCandidate" || e.Error != nil {
					continue
				}
				i, _, ok := recorded(t, e)
				if !ok {
					i = new(candidate.Init) // called without an argument
				}
				for _, ids := range [][2]string{{was.PendingRemote, before.PendingRemote}, {was.CurrentRemote, before.CurrentRemote}} {
					if ids[0] == "" || ids[1] == "" {
						continue
					}
					if ids[0] == ids[1] && !slices.Contains([]string{"firefox", "chromium", "wrtc"}, peer.Stack) {
						count["added elsewhere or later"]++
						continue
					}
					ours, _ := sdp.ParseLax(tr.Descriptions[ids[0]].SDP)
					theirs, _ := sdp.ParseLax(tr.Descriptions[ids[1]].SDP)
					if _, err := candidate.Add(ours, i); err != nil {
						k := slices.IndexFunc(accepted, func(a acceptance) bool {
							return slices.Contains(strings.Fields(a.stacks), peer.Stack) && a.is(err)
						})
						if k < 0 {
							t.Errorf("%s: event %d of %s: %v", name, n, peer.Stack, err)
							continue
						}
						used[accepted[k].id]++
						count["refused by Add"]++
						lax := candidate.TrickleOptions{Lax: true}
						if _, err := lax.Add(ours, i); err != nil {
							continue
						}
					}
					took, ok := agree(peer.Stack, ours, theirs)
					if !ok {
						t.Errorf("%s: event %d of %s (-theirs +ours):\n%s", name, n, peer.Stack, cmp.Diff(strings.Split(theirs.String(), "\n"), strings.Split(ours.String(), "\n")))
					}
					count["calls"]++
					if len(took) == 0 {
						count["as Add does"]++
					}
					for _, id := range took {
						used[id]++
					}
				}
			}
		}
	}
	t.Log(count)
}
