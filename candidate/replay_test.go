package candidate_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
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

// What Add does is what browsers and others did, or a rule about the stack says how it
// departs. A rule that nothing needs is not a rule.
func TestAddDoesWhatStacksDid(t *testing.T) {
	used := map[string]int{}
	t.Run("descriptions", func(t *testing.T) { descriptionsAreMadeAgain(t, used) })
	t.Run("calls", func(t *testing.T) { callsAreRepeated(t, used) })
	hold := func(id, stacks, reason string, count int) {
		t.Logf("%4d × %s (%s): %s", used[id], id, stacks, reason)
		if used[id] != count {
			t.Errorf("%s: %d and not %d", id, used[id], count)
		}
	}
	for _, rule := range departures {
		hold(rule.id, rule.stacks, rule.reason, rule.count)
	}
	for _, rule := range accepted {
		hold(rule.id, rule.stacks, rule.reason, rule.count)
	}
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
