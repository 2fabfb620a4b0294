package replay_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// FuzzRun runs whatever can be read as a recording or as a dump: every call has a step,
// and what is held and by whom never contradicts the state.
func FuzzRun(f *testing.F) {
	f.Add([]byte(oldDump))
	for _, file := range []string{"exchanges/wrong-state__chromium-chromium.json", "exchanges/sip-hold-resume__baresip-baresip.json", "webrtc-internals/data-only.json"} {
		b, err := os.ReadFile("../../testdata/" + file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		trace, err := replay.Read(bytes.NewReader(b))
		if err != nil {
			if trace, err = replay.ReadDump(bytes.NewReader(b)); err != nil {
				return
			}
		}
		steps, err := replay.Run(*trace)
		if err != nil {
			t.Fatalf("what was read can't be run: %v", err)
		}
		for i, s := range steps {
			p := s.Replayed
			if s.Index != i || p == nil || (p.CurrentLocal == nil) != (p.CurrentRemote == nil) {
				t.Errorf("step %d: %+v", i, s)
			}
		}
	})
}
