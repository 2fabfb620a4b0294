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
var departed = map[string]int{}

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
