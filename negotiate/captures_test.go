package negotiate_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/sdp"
)

// The recorded exchanges in testdata/exchanges are what real stacks wrote, set and
// reported; SOURCES.md says where they are from. With -exchanges the tests that count
// over them print what they count over another directory of the same form, and hold
// their rules against it except for the numbers.
var exchangesDir = flag.String("exchanges", defaultExchanges, "directory of recorded exchanges")

const defaultExchanges = "../testdata/exchanges"

// An exchange is the part of a recording that these tests look at.
type exchange struct {
	name         string
	Scenario     string                     `json:"scenario"`
	Peers        map[string]recordedPeer    `json:"peers"`
	Descriptions map[string]recordedText    `json:"descriptions"`
	Events       []recordedEvent            `json:"events"`
	Final        map[string]json.RawMessage `json:"final"`
}

type recordedPeer struct {
	Stack   string `json:"stack"`
	Variant string `json:"variant"`
}

type recordedText struct {
	Type  string              `json:"type"`
	SDP   string              `json:"sdp"`
	Base  string              `json:"base"`
	Edits [][]json.RawMessage `json:"edits"`
}

type recordedEvent struct {
	Peer        string          `json:"peer"`
	Call        string          `json:"call"`
	Line        string          `json:"line"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Error       json.RawMessage `json:"error"`
	Note        string          `json:"note"`
	Event       string          `json:"event"`
	State       *recordedState  `json:"state"`
}

type recordedState struct {
	SignalingState string `json:"signalingState"`
	PendingLocal   string `json:"pendingLocalDescription"`
	CurrentLocal   string `json:"currentLocalDescription"`
	PendingRemote  string `json:"pendingRemoteDescription"`
	CurrentRemote  string `json:"currentRemoteDescription"`
}

// text is the text of a description: whole, or line edits of another one.
func (x *exchange) text(id string) string {
	d := x.Descriptions[id]
	if d.Base == "" {
		return d.SDP
	}
	lines := strings.Split(x.text(d.Base), "\n")
	for _, e := range slices.Backward(d.Edits) {
		var at, del int
		var add []string
		json.Unmarshal(e[0], &at)
		json.Unmarshal(e[1], &del)
		json.Unmarshal(e[2], &add)
		lines = slices.Replace(lines, at, at+del, add...)
	}
	return strings.Join(lines, "\n")
}

func (x *exchange) parse(id string) *sdp.Description {
	d, _ := sdp.ParseLax(x.text(id))
	return d
}

// exchanges reads all recordings.
func exchanges(t testing.TB) []*exchange {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(*exchangesDir, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no exchanges in %s: %v", *exchangesDir, err)
	}
	var list []*exchange
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		x := &exchange{name: strings.TrimSuffix(filepath.Base(f), ".json")}
		if err := json.Unmarshal(b, x); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		list = append(list, x)
	}
	return list
}

// given is the description that a peer was given when it stored one as its remote one:
// the last of the same type and version that setRemoteDescription took.
func (x *exchange) given(peer, stored string) string {
	want := x.parse(stored)
	o, _ := want.Origin()
	for _, e := range slices.Backward(x.Events) {
		if e.Peer != peer || e.Call != "setRemoteDescription" || len(e.Error) > 0 && string(e.Error) != "null" || x.Descriptions[e.Description].Type != x.Descriptions[stored].Type {
			continue
		}
		if was, _ := x.parse(e.Description).Origin(); was.SessionID == o.SessionID && was.SessionVersion == o.SessionVersion {
			return e.Description
		}
	}
	return stored
}
