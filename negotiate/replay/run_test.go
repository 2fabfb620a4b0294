package replay_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// recordings are the recorded exchanges, by file name without its ending.
func recordings(t testing.TB) map[string]*replay.Trace {
	t.Helper()
	traces := map[string]*replay.Trace{}
	for _, dir := range []string{"exchanges", "signalling"} {
		files, err := filepath.Glob("../../testdata/" + dir + "/*.json")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		for _, file := range files {
			traces[strings.TrimSuffix(filepath.Base(file), ".json")] = recording(t, dir, filepath.Base(file))
		}
	}
	return traces
}

// recording is one of them.
func recording(t testing.TB, dir, file string) *replay.Trace {
	t.Helper()
	f, err := os.Open(filepath.Join("../../testdata", dir, file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	trace, err := replay.Read(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return trace
}

// departed is how many differences each departure explains in the recordings of testdata.
// One that explains none any more has no place in the table; one that explains more is
// hiding something.
var departed = map[string]int{
	"answer-extmap-direction":     10,
	"answer-has-more-options":     28,
	"answer-rtcp-rsize":           2,
	"answer-unchecked":            6,
	"bandwidth-dropped":           1,
	"candidate-refused":           12,
	"candidates-unchecked":        31,
	"codec-parameters-rewritten":  72,
	"codec-unsupported":           1,
	"direction-follows-offer":     1,
	"dtls-role-changes":           2,
	"early-candidates":            3,
	"empty-offer-refused":         2,
	"end-unheeded":                6,
	"events-late":                 1,
	"extension-id-collision":      1,
	"extension-id-reused":         1,
	"extmap-direction-dropped":    22,
	"negotiates-by-itself":        55,
	"never-closed":                2,
	"not-atomic":                  18,
	"not-implemented":             3,
	"origin-made-anew":            16,
	"own-error-names":             37,
	"own-parser":                  9,
	"own-side-only":               29,
	"payload-type-of-another":     1,
	"port-of-candidate":           2,
	"rid-dropped":                 1,
	"rtcp-mux-dropped":            1,
	"section-unchecked":           48,
	"setup-in-bundle":             2,
	"simulcast-unmatched":         2,
	"simulcast-without-extension": 1,
	"state-before-modification":   4,
	"stopped-transceiver-stays":   1,
	"syntax-is-operation-error":   1,
	"syntax-unchecked":            2,
	"tells-of-closing":            1,
	"tracks-first":                12,
	"tracks-on-media":             37,
	"ufrag-unchecked":             11,
	"webrtcbin-transceivers":      10,
	"works-when-closed":           1,
}

func TestRecordingsReplayWithoutADifferenceThatNothingExplains(t *testing.T) {
	traces := recordings(t)
	steps, equal, explained := 0, 0, 0
	plain, plainEqual := 0, 0 // without the scenarios that give nonsense on purpose
	used := map[string]int{}
	byCall := map[string][2]int{}
	for _, name := range slices.Sorted(maps.Keys(traces)) {
		list, err := replay.Run(*traces[name])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, s := range list {
			steps++
			n := byCall[s.Call]
			n[0]++
			if !provoking(name) {
				plain++
				if s.Replayed.Equal() {
					plainEqual++
				}
			}
			switch unexplained := s.Replayed.Unexplained(); {
			case s.Replayed.Equal():
				equal++
				n[1]++
			case len(unexplained) == 0:
				explained++
			default:
				for _, d := range unexplained {
					t.Errorf("%s: step %d, %s of %s: %s", name, s.Index, s.Call, s.Peer, d.String())
				}
			}
			byCall[s.Call] = n
			for _, d := range s.Replayed.Differences {
				used[d.Departure]++
			}
		}
	}
	t.Logf("%d exchanges, %d steps: %d equal, %d explained, %d not", len(traces), steps, equal, explained, steps-equal-explained)
	for _, call := range slices.Sorted(maps.Keys(byCall)) {
		t.Logf("  %-20s %4d steps, %4d equal", call, byCall[call][0], byCall[call][1])
	}
	t.Logf("%.1f %% of all steps are equal, and %.1f %% of those in which nobody was given nonsense", 100*float64(equal)/float64(steps), 100*float64(plainEqual)/float64(plain))
	if 10*plainEqual < 9*plain {
		t.Errorf("only %d of %d steps are equal", plainEqual, plain)
	}
	for _, d := range replay.Departures() {
		if used[d.ID] == 0 {
			t.Errorf("%s explains nothing", d.ID)
		}
		t.Logf("  %3d %s (%s): %s: %s", used[d.ID], d.ID, d.Clause, strings.Join(d.Stacks, ", "), d.Note)
	}
	delete(used, "")
	if d := cmp.Diff(departed, used); d != "" {
		t.Errorf("differences by departure (-want +got):\n%s", d)
	}
}

// provoking says that a scenario gives a stack odd candidates, wrong answers, or calls in
// the wrong state, to see what it makes of them. They are every tenth step here, and no
// two stacks take and refuse the same.
func provoking(name string) bool {
	scenario, _, _ := strings.Cut(name, "__")
	return scenario == "candidate-lines" || scenario == "answer-edits-1" || scenario == "wrong-state"
}

func TestEveryDepartureSaysWhatItDepartsFrom(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range replay.Departures() {
		if d.ID == "" || d.Clause == "" || len(d.Stacks) == 0 || !strings.HasSuffix(d.Note, ".") || seen[d.ID] {
			t.Errorf("%+v", d)
		}
		seen[d.ID] = true
	}
}

func TestARunHasAStepForEachCallAndTheTimelinesFields(t *testing.T) {
	trace := recording(t, "exchanges", "ice-restart__chromium-firefox.json")
	steps, err := replay.Run(*trace)
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	for _, e := range trace.Events {
		if e.Kind == replay.Call {
			calls++
		}
	}
	if len(steps) != calls {
		t.Errorf("%d steps for %d calls", len(steps), calls)
	}
	timeline := trace.Timeline()
	for _, s := range steps {
		if s.Type == "" {
			continue
		}
		want := timeline[0]
		timeline = timeline[1:]
		got := s
		got.Index, got.Replayed = want.Index, nil
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("a step isn't that of the timeline (-want +got):\n%s", d)
		}
		if s.After.State != string(s.Replayed.State) {
			t.Errorf("step %d: %s, and the Peer is %s", s.Index, s.After.State, s.Replayed.State)
		}
	}
	if len(timeline) != 0 {
		t.Errorf("%d steps of the timeline are missing", len(timeline))
	}
}

func TestARunGivesTheSameEachTime(t *testing.T) {
	trace := recording(t, "exchanges", "glare-implicit-rollback__chromium-firefox.json")
	show := func() string {
		steps, err := replay.Run(*trace)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, s := range steps {
			fmt.Fprintln(&b, s.Call, s.Replayed.State, s.Replayed.PendingLocal, s.Replayed.CurrentRemote, s.Replayed.Err)
			for _, d := range s.Replayed.Differences {
				fmt.Fprintln(&b, d.String())
			}
		}
		return b.String()
	}
	if d := cmp.Diff(show(), show()); d != "" {
		t.Error(d)
	}
}

func TestMungedDescriptionsAreMarked(t *testing.T) {
	for name, want := range map[string]int{"named-mids__chromium-firefox": 0, "dtls-answer-passive__chromium-firefox": 1, "audio-video__chromium-chromium": 0} {
		steps, err := replay.Run(*recording(t, "exchanges", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		munged := 0
		for _, s := range steps {
			if s.Replayed.Munged {
				munged++
			}
		}
		if munged != want {
			t.Errorf("%s: %d descriptions were munged, not %d", name, munged, want)
		}
	}
}

func TestATraceThatRefersToNothingIsAnError(t *testing.T) {
	trace := replay.Trace{
		Peers:  []replay.Peer{{Name: "a", Stack: "hand"}},
		Events: []replay.Event{{Kind: replay.Call, Peer: "a", Name: "setRemoteDescription", Description: "d1"}},
	}
	if steps, err := replay.Run(trace); err == nil || len(steps) != 0 {
		t.Errorf("%d steps, %v", len(steps), err)
	}
}

func TestAStackThatErrsIsToldFromAReplayThatDoes(t *testing.T) {
	trace := *recording(t, "exchanges", "audio-video__chromium-chromium.json")
	trace.Events = slices.Clone(trace.Events)
	for i := range trace.Events {
		if e := &trace.Events[i]; e.Name == "setRemoteDescription" && e.State != nil {
			state := *e.State
			state.State = replay.HaveLocalPranswer
			e.State = &state
			break
		}
	}
	steps, err := replay.Run(trace)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		for _, d := range s.Replayed.Unexplained() {
			if d.Kind == replay.DifferentState && d.Recorded == replay.HaveLocalPranswer && d.Replayed == string(negotiate.HaveRemoteOffer) {
				return
			}
		}
	}
	t.Error("a state that no stack should be in is no difference")
}
