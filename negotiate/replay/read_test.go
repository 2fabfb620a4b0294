package replay

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func read(t *testing.T, text string) *Trace {
	t.Helper()
	tr, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// with returns a trace with peers a and b, these descriptions and events.
func with(descriptions, events string) string {
	return `{"peers":{"a":{},"b":{}},"descriptions":{` + descriptions + `},"events":[` + events + `]}`
}

func TestReadRefusesWhatIsNoExchange(t *testing.T) {
	// § marks the place that the error is to name.
	const d1 = `"d1":{"type":"offer","sdp":"v=0"}`
	for name, tt := range map[string]struct{ text, want string }{
		"nothing":            {"§", "unexpected end of JSON input"},
		"not JSON":           {"{\n  §v=0", "invalid character 'v' looking for beginning of object key string"},
		"cut off":            {`{"peers"§:`, "unexpected end of JSON input"},
		"more than one":      {"{}\n§{}", "invalid character '{' after top-level value"},
		"an array":           {" §[]", "an object must stand here"},
		"null":               {"§null", "an object must stand here"},
		"no peers":           {"\n§{}", `not a recorded exchange: it has no "peers"`},
		"no events":          {`§{"peers":{},"descriptions":{}}`, `not a recorded exchange: it has no "events"`},
		"events no array":    {`{"peers":{},"descriptions":{},"events":§{}}`, "events: an array must stand here"},
		"a peer twice":       {`{"peers":{"a":{},"a":§{}},"descriptions":{},"events":[]}`, "peers.a: a second peer of this name"},
		"an id twice":        {with(d1+`,"d1":§{}`, ""), "descriptions.d1: a second description of this id"},
		"a strange type":     {with(`"d1":{"type":§"plea","sdp":""}`, ""), `descriptions.d1.type: "plea" is no type of description`},
		"no text":            {with(`"d1":§{"type":"offer"}`, ""), "descriptions.d1: neither a text nor a base"},
		"two texts":          {with(d1+`,"d2":§{"base":"d1","sdp":""}`, ""), "descriptions.d2: both a text and a base"},
		"edits of nothing":   {with(`"d1":§{"sdp":"","edits":[[0,0,[]]]}`, ""), "descriptions.d1: edits without a base"},
		"its own base":       {with(`"d1":{"base":§"d1"}`, ""), "descriptions.d1.base: the description is based on itself"},
		"a circle":           {with(`"d1":{"base":§"d2"},"d2":{"base":"d1"}`, ""), "descriptions.d1.base: the description is based on itself"},
		"an unknown base":    {with(`"d1":{"base":§"d2"}`, ""), `descriptions.d1.base: no description is called "d2"`},
		"an edit outside":    {with(d1+`,"d2":{"base":"d1","edits":[§[9,0,["x"]]]}`, ""), "descriptions.d2.edits[0]: the base has no line 8"},
		"two parts":          {with(`"d1":{"base":"d1","edits":[§[1,2]]}`, ""), "descriptions.d1.edits[0]: an edit has three parts, not 2"},
		"four parts":         {with(`"d1":{"base":"d1","edits":[[1,2,[],§4]]}`, ""), "descriptions.d1.edits[0][3]: an edit has three parts, not more"},
		"a huge index":       {with(`"d1":{"base":"d1","edits":[[§1e99,2,[]]]}`, ""), "descriptions.d1.edits[0][0]: a number 1e99 can't stand here"},
		"a line no string":   {with(`"d1":{"base":"d1","edits":[[1,2,[§3]]]}`, ""), "descriptions.d1.edits[0][2]: a number can't stand here"},
		"an empty event":     {with(d1, `§{"peer":"a"}`), "events[0]: neither a call nor an event nor a note"},
		"a third peer":       {with(d1, `{"peer":§"c","call":"new"}`), `events[0].peer: no peer is called "c"`},
		"nobody's call":      {with(d1, `§{"call":"new"}`), `events[0]: no peer is called ""`},
		"an unknown id":      {with(d1, `{"peer":"a","call":"x","description":§"d7"}`), `events[0].description: no description is called "d7"`},
		"an unknown result":  {with(d1, `{"peer":"a","call":"createOffer","result":§"d7"}`), `events[0].result: no description is called "d7"`},
		"an unknown current": {with(d1, `{"peer":"a","call":"x","state":{"currentLocalDescription":§"d7"}}`), `events[0].state.currentLocalDescription: no description is called "d7"`},
		"a candidate number": {with(d1, `{"peer":"a","event":"icecandidate","candidate":{"sdpMLineIndex":"1§"}}`), "events[0].candidate.sdpMLineIndex: a string can't stand here"},
	} {
		t.Run(name, func(t *testing.T) {
			before, after, _ := strings.Cut(tt.text, "§")
			line, column := position([]byte(before), len(before))
			want := fmt.Sprintf("%d:%d: %s", line, column, tt.want)
			tr, err := Read(strings.NewReader(before + after))
			var format *FormatError
			if tr != nil || !errors.As(err, &format) || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}

func TestReadPassesOnTheReadersError(t *testing.T) {
	if _, err := Read(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

func TestReadStopsAtTheLimits(t *testing.T) {
	t.Run("of the input", func(t *testing.T) {
		_, err := Read(io.LimitReader(blanks{}, MaxInput+10))
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("of the texts", func(t *testing.T) {
		var b strings.Builder
		fmt.Fprintf(&b, `"d0":{"sdp":"%s"}`, strings.Repeat("x", 1<<20))
		for i := range 70 {
			fmt.Fprintf(&b, `,"e%d":{"base":"d0"}`, i)
		}
		_, err := Read(strings.NewReader(with(b.String(), "")))
		if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "descriptions.e63: more than") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("of the peers", func(t *testing.T) {
		var b strings.Builder
		for i := range maxPeers + 1 {
			fmt.Fprintf(&b, `,"p%d":{}`, i)
		}
		_, err := Read(strings.NewReader(`{"peers":{` + b.String()[1:] + `},"descriptions":{},"events":[]}`))
		if err == nil {
			t.Error("accepted")
		}
	})
}

type blanks struct{}

func (blanks) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

func TestALongChainOfBasesIsFollowed(t *testing.T) {
	var b strings.Builder
	const n = 50000
	for i := n; i > 0; i-- { // each before its base
		fmt.Fprintf(&b, `"d%d":{"base":"d%d","edits":[[0,1,["%d"]]]},`, i, i-1, i)
	}
	tr := read(t, with(b.String()+`"d0":{"sdp":"0"}`, ""))
	if got, _ := tr.Text("d49999"); got != "49999" {
		t.Errorf("got %q", got)
	}
}

func TestTheOrderOfTheMembersDoesNotMatter(t *testing.T) {
	tr := read(t, `{"events":[{"call":"createOffer","state":{"pendingLocalDescription":"d1"},"result":"d1","peer":"a"}],
		"descriptions":{"d1":{"sdp":"x","type":"offer"}},"peers":{"a":{"stack":"s","version":"v","variant":"w"}}}`)
	if e := tr.Events[0]; e.Created != "d1" || e.State.PendingLocal != "d1" || tr.Peers[0] != (Peer{"a", "s", "v", "w"}) {
		t.Errorf("got %+v", tr)
	}
}

func TestEveryPartOfATraceIsRead(t *testing.T) {
	tr := read(t, `{"scenario":"s","about":"of what","connected":true,"stopped":"why","final":{"a":1},"unknown":[],
	"peers":{"b":{"stack":"pion"},"a":{}},
	"descriptions":{"d1":{"type":"rollback"},"d2":{"sdp":""}},
	"events":[
		{"note":"a note","t":1.5},
		{"peer":"a","call":"new","config":{"bundlePolicy":"max-bundle"},"state":{"signalingState":"stable","transceivers":[{"kind":"audio","mid":null,"direction":"sendrecv","currentDirection":null}]}},
		{"peer":"a","call":"stop","i":1,"state":{"signalingState":"stable","pendingLocalDescription":null}},
		{"peer":"a","call":"setLocalDescription","description":"d1","error":{"name":"N","message":"M"},"state":null},
		{"peer":"a","call":"addIceCandidate","candidate":null},
		{"peer":"a","call":"addIceCandidate"},
		{"peer":"b","event":"icecandidate","candidate":{"candidate":"candidate:1","sdpMid":"0","sdpMLineIndex":0,"usernameFragment":null}},
		{"peer":"b","event":"signalingstatechange","value":"stable"},
		{"peer":"b","event":"sip","line":"BYE"}
	]}`)
	if tr.Scenario != "s" || tr.About != "of what" || !*tr.Connected || tr.Stopped != "why" || string(tr.Final) != `{"a":1}` {
		t.Errorf("head: %+v", tr)
	}
	if tr.Peers[0] != (Peer{Name: "b", Stack: "pion"}) || tr.Descriptions["d1"] != (Description{Type: Rollback}) {
		t.Errorf("peers %v, descriptions %v", tr.Peers, tr.Descriptions)
	}
	e := tr.Events
	if e[0].Kind != Note || e[0].Text != "a note" || e[0].Time != 1.5 {
		t.Errorf("note: %+v", e[0])
	}
	want := Transceiver{Kind: "audio", Direction: "sendrecv"}
	if e[1].State.Transceivers[0] != want || len(e[2].State.Transceivers) != 1 || e[2].State.Transceivers[0] != want {
		t.Errorf("transceivers: %+v, then %+v", e[1].State, e[2].State)
	}
	var args struct{ Config struct{ BundlePolicy string } }
	if err := json.Unmarshal(e[1].Raw, &args); err != nil || args.Config.BundlePolicy != "max-bundle" {
		t.Errorf("arguments: %v, %v", args, err)
	}
	if e[3].Error.Error() != "N: M" || e[3].State != nil || e[3].Description != "d1" {
		t.Errorf("failed call: %+v", e[3])
	}
	if e[4].Candidate != nil || !e[4].NullCandidate || e[5].Candidate != nil || e[5].NullCandidate {
		t.Errorf("null candidate %+v, none %+v", e[4], e[5])
	}
	if c := e[6].Candidate; c.Line != "candidate:1" || *c.MID != "0" || *c.Index != 0 || c.Ufrag != nil {
		t.Errorf("candidate: %+v", c)
	}
	if e[7].Kind != Fired || e[7].Text != "stable" || e[8].Kind != SIP || e[8].Text != "BYE" {
		t.Errorf("events: %+v %+v", e[7], e[8])
	}
}

func TestAnUnknownIdHasNoText(t *testing.T) {
	var unknown *UnknownIDError
	if _, err := new(Trace).Text("d1"); !errors.As(err, &unknown) || unknown.ID != "d1" {
		t.Errorf("got %v", err)
	}
}
