package replay

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// FuzzRead asserts what holds for any bytes: no panic; errors are FormatErrors
// that name a place inside the text; in a trace without error every id
// resolves, the texts are within their limit, and the timeline has one step a
// call and only ids that exist.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(exchanges, "*.json"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if text, err := os.ReadFile(file); err != nil {
			f.Fatal(err)
		} else if len(text) < 12<<10 { // longer ones only slow the mutations down
			f.Add(text)
		}
	}
	for _, seed := range []string{
		"", "null", "[]", "{}", with("", ""),
		with(`"d1":{"base":"d2","edits":[[0,1,["x"]]]},"d2":{"base":"d1"}`, ""),
		with(`"d1":{"sdp":"a\nb"},"d2":{"base":"d1","edits":[[1,1,[]],[2,0,["c"]]]}`, ""),
		with(`"d1":{"type":"rollback"},"d2":{"type":"offer","sdp":"x"}`,
			`{"peer":"a","call":"setRemoteDescription","description":"d2","state":{"signalingState":"have-remote-offer","pendingRemoteDescription":"d2"}},
			{"peer":"a","call":"setLocalDescription"},{"peer":"b","event":"sip","line":"SIP/2.0 488 x","description":"d2"},{"peer":"a","call":"new"},
			{"peer":"a","call":"setLocalDescription","description":"d1","error":{}}`),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		tr, err := Read(bytes.NewReader(text))
		if err != nil {
			var format *FormatError
			if tr != nil || !errors.As(err, &format) || format.Line < 1 || format.Column < 1 ||
				format.Line > bytes.Count(text, []byte("\n"))+1 {
				t.Fatalf("error %#v", err)
			}
			return
		}
		size := 0
		for _, d := range tr.Descriptions {
			size += len(d.SDP)
		}
		if size > MaxText {
			t.Errorf("%d bytes of descriptions", size)
		}
		calls, messages := 0, 0
		for _, e := range tr.Events {
			if e.Kind == Call && (e.Name == "setLocalDescription" || e.Name == "setRemoteDescription") {
				calls++
			}
			if e.Kind == SIP {
				messages++
			}
		}
		steps := tr.Timeline()
		if len(steps) < calls || len(steps) > calls+2*messages {
			t.Errorf("%d steps for %d calls and %d messages", len(steps), calls, messages)
		}
		for i, s := range steps {
			if s.Index != i || s.Event >= len(tr.Events) || s.Connection < 1 {
				t.Errorf("step %d: %+v", i, s)
			}
			for _, id := range []string{s.ID, s.Base, s.Stored(), s.Dropped, s.Created} {
				if _, err := tr.Text(id); id != "" && err != nil {
					t.Errorf("step %d: %v", i, err)
				}
			}
		}
	})
}
