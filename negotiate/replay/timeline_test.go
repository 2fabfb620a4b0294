package replay

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const exchanges = "../../testdata/exchanges"

func exchange(t *testing.T, name string) *Trace {
	t.Helper()
	f, err := os.Open(filepath.Join(exchanges, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tr, err := Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func all(t *testing.T, f func(*testing.T, *Trace)) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(exchanges, "*.json"))
	if err != nil || len(files) < 40 {
		t.Fatalf("%d exchanges, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) { f(t, exchange(t, name)) })
	}
}

// These hold for whatever a stack did, and whatever it said about itself.
func TestTimelinesAreSound(t *testing.T) {
	all(t, func(t *testing.T, tr *Trace) {
		steps := tr.Timeline()
		calls := 0
		for _, e := range tr.Events {
			switch {
			case e.Name == "setLocalDescription", e.Name == "setRemoteDescription":
				calls++
			case e.Kind == SIP && e.Description != "":
				calls += 2
			}
		}
		if len(steps) != calls {
			t.Errorf("%d steps for %d calls", len(steps), calls)
		}
		previous := make(map[string]Step)
		for i, s := range steps {
			e := tr.Events[s.Event]
			if s.Index != i || i > 0 && s.Event < steps[i-1].Event || e.Name != s.Call || e.Error != s.Error {
				t.Errorf("step %d is %d, of event %d (%s)", i, s.Index, s.Event, e.Name)
			}
			for _, id := range []string{s.ID, s.Base, s.Created, s.Dropped, s.Stored(),
				s.Before.PendingLocal, s.Before.CurrentLocal, s.Before.PendingRemote, s.Before.CurrentRemote,
				s.After.PendingLocal, s.After.CurrentLocal, s.After.PendingRemote, s.After.CurrentRemote} {
				if _, err := tr.Text(id); id != "" && err != nil {
					t.Errorf("step %d: %v", i, err)
				}
			}
			text, _ := tr.Text(s.ID)
			base, _ := tr.Text(s.Base)
			if s.Text != text || s.BaseText != base || (s.Base == "") != (s.BaseText == "") {
				t.Errorf("step %d: texts are not those of %q and %q", i, s.ID, s.Base)
			}
			if s.Type == "" || s.Error == nil && s.ID == "" {
				t.Errorf("step %d sets %q of type %q", i, s.ID, s.Type)
			}
			if p, ok := previous[s.Peer]; ok && p.Connection == s.Connection {
				if s.Before.State != p.After.State && s.Before.State != Closed {
					t.Errorf("step %d begins in %s, where %s was left", i, s.Before.State, p.After.State)
				}
			} else if s.Before != (Slots{State: Stable}) {
				t.Errorf("step %d, the first, begins in %+v", i, s.Before)
			}
			if !s.After.fits() && s.After.State != Closed {
				t.Errorf("step %d ends in %+v", i, s.After)
			}
			previous[s.Peer] = s
		}
	})
}

// Where a call succeeded, every stack of the test data, quirks set aside, ends
// in the state that the specification asks for.
func TestSuccessfulStepsFollowTheModel(t *testing.T) {
	filled := func(s Slots) [5]any {
		return [5]any{s.State, s.PendingLocal != "", s.CurrentLocal != "", s.PendingRemote != "", s.CurrentRemote != ""}
	}
	all(t, func(t *testing.T, tr *Trace) {
		for i, s := range tr.Timeline() {
			if s.Error != nil {
				continue
			}
			if want := s.Before.set(s.Side, s.Type, s.ID); filled(s.After) != filled(want) {
				t.Errorf("step %d, %s %v %s: %+v, want %+v", i, s.Peer, s.Side, s.Type, s.After, want)
			}
			if s.Before.allows(s.Side, s.Type) && s.Type != Rollback && tr.Descriptions[s.Stored()].Type != s.Type {
				t.Errorf("step %d stored %s as %s", i, s.Type, s.Stored())
			}
		}
	})
}

// find returns the steps that f accepts.
func find(steps []Step, f func(Step) bool) []Step {
	return slices.DeleteFunc(slices.Clone(steps), func(s Step) bool { return !f(s) })
}

func TestARollbackDropsTheOfferAndLeavesWhatIsCurrent(t *testing.T) {
	steps := find(exchange(t, "rollback-local__wrtc-wrtc").Timeline(), func(s Step) bool { return s.Type == Rollback })
	if len(steps) != 1 {
		t.Fatalf("%d rollbacks", len(steps))
	}
	s := steps[0]
	if s.Text != "" || s.Dropped == "" || s.Dropped != s.Before.PendingLocal || s.ImplicitRollback {
		t.Errorf("got %+v", s)
	}
	if s.After != (Slots{State: Stable}) {
		t.Errorf("after it: %+v", s.After)
	}
}

func TestARollbackThatIsRefusedDropsNothing(t *testing.T) {
	for _, name := range []string{"rollback-in-stable__werift-werift", "rollback-local__pion-pion"} {
		for _, s := range exchange(t, name).Timeline() {
			if s.Type == Rollback && (s.Error == nil || s.Dropped != "" || s.Before != s.After) {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
}

func TestAProvisionalAnswerIsComparedWithWhatIsCurrent(t *testing.T) {
	steps := exchange(t, "pranswer__chromium-chromium").Timeline()
	pr := find(steps, func(s Step) bool { return s.Type == Pranswer })
	if len(pr) != 2 {
		t.Fatalf("%d provisional answers", len(pr))
	}
	if s := pr[0]; s.Side != Local || s.After.State != HaveLocalPranswer || s.Base != s.Before.CurrentLocal || s.Dropped != "" {
		t.Errorf("local: %+v", s)
	}
	if s := pr[1]; s.Side != Remote || s.After.State != HaveRemotePranswer || s.After.PendingLocal == "" {
		t.Errorf("remote: %+v", s)
	}
	last := steps[len(steps)-1]
	if last.Type != Answer || last.After.State != Stable || last.After.PendingLocal != "" {
		t.Errorf("the answer after it: %+v", last)
	}
}

func TestSettingNothingSetsWhatTheStateCallsFor(t *testing.T) {
	local := find(exchange(t, "implicit-sld__firefox-firefox").Timeline(), func(s Step) bool { return s.Side == Local })
	if len(local) != 2 || local[0].Type != Offer || local[1].Type != Answer {
		t.Fatalf("got %+v", local)
	}
	for _, s := range local {
		if !strings.HasPrefix(s.Text, "v=0\r\n") || s.ID != s.Stored() || s.Created != "" {
			t.Errorf("got %+v", s)
		}
	}
}

func TestARefusedOfferIsAStepWithItsError(t *testing.T) {
	steps := exchange(t, "audio-video__aiortc-chromium").Timeline()
	s := steps[len(steps)-1]
	if s.Error == nil || s.Error.Name != "InvalidAccessError" || s.Before != s.After || s.Text == "" || s.Dropped != "" {
		t.Errorf("got %+v", s)
	}
}

// webrtc-pc wants a failed call to change nothing, and webrtcbin changed it all
// the same: the record is right about that, not the model.
func TestAFailedCallThatMovedTheStateIsShownAsItWas(t *testing.T) {
	failed := find(exchange(t, "hold-resume__gstreamer-gstreamer").Timeline(), func(s Step) bool { return s.Error != nil })
	if len(failed) != 1 || failed[0].Before.State != HaveRemoteOffer || failed[0].After.State != Stable {
		t.Errorf("got %+v", failed)
	}
}

// aiortc says that the offer is still pending when both sides have agreed.
func TestWhatAiortcLeavesPendingIsCurrent(t *testing.T) {
	tr := exchange(t, "stable-reoffer__aiortc-aiortc")
	steps := tr.Timeline()
	raw := tr.Events[steps[len(steps)-1].Event].State
	if raw.PendingLocal == "" && raw.PendingRemote == "" {
		t.Fatal("the record has changed: there is nothing left pending")
	}
	for _, s := range steps[4:] {
		if s.Base == "" || s.Before.CurrentLocal == "" || s.Before.CurrentRemote == "" {
			t.Errorf("a second negotiation that is compared with nothing: %+v", s)
		}
	}
}

// libdatachannel answers before it is asked to, and reports success for calls
// that it ignores.
func TestWhatLibdatachannelIgnoresChangesNothing(t *testing.T) {
	for _, s := range exchange(t, "wrong-state__libdatachannel-libdatachannel").Timeline() {
		if !s.Before.allows(s.Side, s.Type) && s.Before != s.After {
			t.Errorf("got %+v", s)
		}
	}
}

func TestAPeerMayHaveOneConnectionAfterTheOther(t *testing.T) {
	steps := exchange(t, "answer-edits-1__chromium-chromium").Timeline()
	last := make(map[string]int)
	for _, s := range steps {
		if n := last[s.Peer]; s.Connection != n && s.Connection != n+1 {
			t.Errorf("step %d is of connection %d, after %d", s.Index, s.Connection, n)
		} else if s.Connection == n+1 && (s.Base != "" || s.Before.State != Stable) {
			t.Errorf("step %d, the first of connection %d, is compared with %s", s.Index, s.Connection, s.Base)
		}
		last[s.Peer] = s.Connection
	}
	if last["a"] < 10 || last["a"] != last["b"] {
		t.Errorf("got %v connections", last)
	}
}

func TestWhatTheApplicationChangedIsSeenByCreated(t *testing.T) {
	edited := find(exchange(t, "dtls-answer-passive__chromium-firefox").Timeline(), func(s Step) bool {
		return s.Side == Local && s.ID != s.Created
	})
	if len(edited) != 1 || edited[0].Type != Answer {
		t.Errorf("got %+v", edited)
	}
}

func TestCandidatesBelongToTheStepsAroundThem(t *testing.T) {
	tr := read(t, with(`"o":{"type":"offer","sdp":"x"}`, `
		{"peer":"a","event":"icecandidate","candidate":{"candidate":"1"}},
		{"peer":"a","call":"setLocalDescription","description":"o"},
		{"peer":"a","event":"icecandidate","candidate":{"candidate":"2"}},
		{"peer":"b","event":"icecandidate","candidate":{"candidate":"not a's"}},
		{"peer":"a","event":"icecandidate","candidate":{"candidate":""}},
		{"peer":"a","event":"icecandidate","candidate":null},
		{"peer":"a","call":"addIceCandidate","candidate":{"candidate":"remote"}},
		{"peer":"a","call":"addIceCandidate","candidate":{"candidate":"refused"},"error":{"name":"x"}},
		{"peer":"a","call":"setLocalDescription","description":"o"},
		{"peer":"a","event":"icecandidate","candidate":{"candidate":"3"}},
		{"peer":"a","call":"setRemoteDescription","description":"o"},
		{"peer":"a","call":"new"},
		{"peer":"a","event":"icecandidate","candidate":{"candidate":"4"}},
		{"peer":"a","call":"setLocalDescription","description":"o"}`))
	steps := tr.Timeline()
	for i, want := range []struct {
		connection     int
		since, trickle string
	}{{1, "1", "2 ."}, {1, "2 .", "3"}, {1, "remote", ""}, {2, "4", ""}} {
		if s := steps[i]; s.Connection != want.connection || joined(s.Since) != want.since || joined(s.Trickled) != want.trickle {
			t.Errorf("step %d of connection %d: %q, then %q; want %+v", i, s.Connection, joined(s.Since), joined(s.Trickled), want)
		}
	}
}

func joined(cs []Candidate) string {
	var lines []string
	for _, c := range cs {
		if c.Line == "" {
			c.Line = "."
		}
		lines = append(lines, c.Line)
	}
	return strings.Join(lines, " ")
}

func TestWithoutRecordedStatesTheModelIsFollowed(t *testing.T) {
	tr := read(t, with(`"o":{"type":"offer","sdp":"o"},"p":{"type":"pranswer","sdp":"p"},"n":{"type":"answer","sdp":"n"},
		"o2":{"type":"offer","sdp":"o2"},"r":{"type":"rollback"}`, `
		{"peer":"a","call":"setLocalDescription","description":"o"},
		{"peer":"a","call":"setRemoteDescription","description":"p"},
		{"peer":"a","call":"setRemoteDescription","description":"n"},
		{"peer":"a","call":"setRemoteDescription","description":"o2"},
		{"peer":"a","call":"setLocalDescription","description":"r"},
		{"peer":"a","call":"setLocalDescription","description":"o2"},
		{"peer":"a","call":"setLocalDescription","description":"o"},
		{"peer":"a","call":"setRemoteDescription","description":"o2"},
		{"peer":"a","call":"setRemoteDescription","description":"n","error":{}}`))
	want := []struct {
		slots         Slots
		base, dropped string
		implicit      bool
	}{
		{Slots{HaveLocalOffer, "o", "", "", ""}, "", "", false},
		{Slots{HaveRemotePranswer, "o", "", "p", ""}, "", "", false},
		{Slots{Stable, "", "o", "", "n"}, "", "", false},
		{Slots{HaveRemoteOffer, "", "o", "o2", "n"}, "n", "", false},
		{Slots{Stable, "", "o", "", "n"}, "o", "o2", false},
		{Slots{HaveLocalOffer, "o2", "o", "", "n"}, "o", "", false},
		{Slots{HaveLocalOffer, "o", "o", "", "n"}, "o", "o2", false},
		{Slots{HaveRemoteOffer, "", "o", "o2", "n"}, "n", "o", true},
		{Slots{HaveRemoteOffer, "", "o", "o2", "n"}, "n", "", false},
	}
	for i, s := range tr.Timeline() {
		if w := want[i]; s.After != w.slots || s.Base != w.base || s.Dropped != w.dropped || s.ImplicitRollback != w.implicit {
			t.Errorf("step %d: %+v against %q, dropped %q, implicitly %v; want %+v", i, s.After, s.Base, s.Dropped, s.ImplicitRollback, w)
		}
	}
}
