package replay

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// MaxDump is the most bytes of JSON that ReadDump reads. Most of a dump are statistics.
const MaxDump = 64 << 20

// ReadDump reads a dump of chrome://webrtc-internals to the end of r, as a trace with a
// peer for each connection, which is called as in the dump: "1-1". Values are JSON in a
// string, or in older dumps "type: offer, sdp: v=0…". What a dump has no outcome of, a call
// that had not settled, becomes a note. Statistics are passed over. A dump doesn't tell
// what a connection holds, so events have no State.
//
// Where every entry has a timestamp, those of all connections are in its order; else the
// connections follow one another. An error that isn't r's own is a [*FormatError].
func ReadDump(r io.Reader) (*Trace, error) {
	doc, err := io.ReadAll(io.LimitReader(r, MaxDump+1))
	if err != nil {
		return nil, fmt.Errorf("reading a dump: %w", err)
	}
	if len(doc) > MaxDump {
		return nil, &FormatError{Msg: fmt.Sprintf("more than %d bytes of JSON", MaxDump), Err: ErrTooLarge}
	}
	root, err := document(doc)
	if err != nil {
		return nil, err
	}
	d := dumpReader{trace: &Trace{Descriptions: make(map[string]Description)}, ids: make(map[Description]string), timed: true}
	if err := d.root(root); err != nil {
		return nil, err
	}
	if d.timed {
		slices.SortStableFunc(d.trace.Events, func(a, b Event) int { return cmp.Compare(a.Time, b.Time) })
	}
	return d.trace, nil
}

type dumpReader struct {
	trace *Trace
	ids   map[Description]string // of descriptions already met
	timed bool                   // every entry has a timestamp

	peer string
	open map[string][]string // by call, the ids of those that haven't settled
}

func (d *dumpReader) root(root value) error {
	found := false
	err := root.members(func(key string, v value) error {
		if key != "PeerConnections" {
			return nil
		}
		found = true
		return v.members(d.connection)
	})
	if err == nil && !found {
		return root.fail("not a dump of webrtc-internals: it has no \"PeerConnections\"")
	}
	return err
}

func (d *dumpReader) connection(name string, v value) error {
	if slices.ContainsFunc(d.trace.Peers, func(p Peer) bool { return p.Name == name }) {
		return v.fail("a second connection of this name")
	}
	if len(d.trace.Peers) == maxConnections {
		return v.fail("more than %d connections", maxConnections)
	}
	d.trace.Peers = append(d.trace.Peers, Peer{Name: name, Stack: "chromium"})
	d.peer, d.open = name, make(map[string][]string)
	first := len(d.trace.Events)
	d.add(Event{Kind: Call, Name: "new"})
	err := v.members(func(key string, v value) error {
		if key != "updateLog" {
			return nil
		}
		return v.elements(d.entry)
	})
	if err != nil {
		return err
	}
	last := d.trace.Events[len(d.trace.Events)-1].Time
	if len(d.trace.Events) > first+1 {
		d.trace.Events[first].Time = d.trace.Events[first+1].Time
	}
	for _, call := range []string{"setLocalDescription", "setRemoteDescription"} {
		for range d.open[call] {
			d.trace.Events = append(d.trace.Events, Event{Kind: Note, Time: last, Text: name + ": " + call + " has not settled"})
		}
	}
	return nil
}

// maxConnections is maxPeers for a dump: a page may have opened many.
const maxConnections = 512

// add appends an event of the connection.
func (d *dumpReader) add(e Event) {
	e.Peer = d.peer
	d.trace.Events = append(d.trace.Events, e)
}

// entry reads one of an updateLog.
func (d *dumpReader) entry(_ int, v value) error {
	var entry struct {
		Type      string   `json:"type"`
		Value     string   `json:"value"`
		Timestamp *float64 `json:"timestamp"`
	}
	if err := v.into(&entry); err != nil {
		return err
	}
	e := Event{Raw: v.raw}
	if d.timed = d.timed && entry.Timestamp != nil; entry.Timestamp != nil {
		e.Time = *entry.Timestamp
	}
	return d.event(e, entry.Type, entry.Value, v)
}

func (d *dumpReader) event(e Event, typ, text string, v value) error {
	call, outcome := settled(typ)
	switch call {
	case "createOffer", "createAnswer", "setLocalDescription", "setRemoteDescription":
		return d.call(e, call, outcome, text, v)
	case "addIceCandidate":
		e.Kind, e.Name = Call, call
		if outcome == failure {
			e.Error = callError(text)
		}
		e.Candidate = dumpedCandidate(text)
		e.NullCandidate = e.Candidate == nil
	case "addTrack", "addTransceiver":
		e.Kind, e.Name = Call, call
		e.Raw = recordedMedia(text)
	case "createDataChannel", "restartIce":
		e.Kind, e.Name = Call, call
	case "close":
		e.Kind, e.Name = Call, "closePc"
	default:
		e.Kind, e.Name, e.Text = Fired, strings.TrimPrefix(typ, "on"), text
		if e.Name == "icecandidate" {
			e.Candidate, e.Text = dumpedCandidate(text), ""
			e.NullCandidate = e.Candidate == nil
		}
		if state, ok := strings.CutSuffix(strings.ToLower(e.Name), "statechange"); ok {
			e.Name, e.Text = state+"statechange", dumpedState(text)
		}
	}
	d.add(e)
	return nil
}

// The outcomes that an entry may tell.
const (
	started = iota
	success
	failure
)

// settled splits "createOfferOnSuccess" into the call and its outcome.
func settled(typ string) (call string, outcome int) {
	for _, s := range []struct {
		suffix  string
		outcome int
	}{{"OnSuccess", success}, {"OnFailure", failure}, {"Failed", failure}} {
		if call, ok := strings.CutSuffix(typ, s.suffix); ok {
			return call, s.outcome
		}
	}
	return typ, started
}

// call reads the beginning or the end of a call with a description; only what has settled
// is an event.
func (d *dumpReader) call(e Event, call string, outcome int, text string, v value) error {
	e.Kind, e.Name = Call, call
	creates := strings.HasPrefix(call, "create")
	switch {
	case outcome == started && creates:
		return nil
	case outcome == started:
		id, err := d.description(text, v)
		d.open[call] = append(d.open[call], id)
		return err
	case creates && outcome == success:
		id, err := d.description(text, v)
		if err != nil {
			return err
		}
		e.Created = id
	case len(d.open[call]) > 0:
		e.Description = d.open[call][0]
		d.open[call] = d.open[call][1:]
	}
	if outcome == failure {
		e.Error = callError(text)
	}
	d.add(e)
	return nil
}

// description gives a description an id, equal ones the same; "" for none.
func (d *dumpReader) description(text string, v value) (string, error) {
	var x Description
	if strings.HasPrefix(text, "{") {
		var init struct{ Type, SDP string }
		if err := json.Unmarshal([]byte(text), &init); err != nil {
			return "", v.wrap(err)
		}
		x = Description(init)
	} else if rest, ok := strings.CutPrefix(text, "type: "); ok {
		x.Type, x.SDP, _ = strings.Cut(rest, ", sdp: ")
	}
	switch x.Type {
	case "":
		return "", nil
	case Offer, Answer, Pranswer, Rollback:
	default:
		return "", v.fail("%q is no type of description", x.Type)
	}
	id, ok := d.ids[x]
	if !ok {
		id = "d" + strconv.Itoa(len(d.ids)+1)
		d.ids[x] = id
		d.trace.Descriptions[id] = x
	}
	return id, nil
}

// callError reads "InvalidStateError: why", or a reason without a name.
func callError(text string) *CallError {
	if name, message, ok := strings.Cut(text, ": "); ok && strings.HasSuffix(name, "Error") && !strings.Contains(name, " ") {
		return &CallError{Name: name, Message: message}
	}
	return &CallError{Message: text}
}

// dumpedCandidate reads a candidate; nil for null.
func dumpedCandidate(text string) *Candidate {
	c := new(Candidate)
	if strings.HasPrefix(text, "{") {
		if json.Unmarshal([]byte(text), c) == nil {
			return c
		}
		return nil
	}
	// "sdpMid: 0, sdpMLineIndex: 0, candidate: candidate:…"
	fields, line, ok := strings.Cut(text, "candidate: ")
	if !ok {
		return nil
	}
	c.Line, _, _ = strings.Cut(line, ", ")
	for field := range strings.SplitSeq(fields, ", ") {
		name, value, _ := strings.Cut(field, ": ")
		switch n, err := strconv.Atoi(value); {
		case name == "sdpMid":
			c.MID = &value
		case name == "sdpMLineIndex" && err == nil:
			c.Index = &n
		}
	}
	return c
}

// dumpedState reads a state, which older dumps write as "SignalingStateHaveLocalOffer".
func dumpedState(text string) string {
	var state string
	if json.Unmarshal([]byte(text), &state) == nil {
		return state
	}
	_, name, ok := strings.Cut(text, "State")
	if !ok {
		return text
	}
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
		}
		b.WriteRune(r | 0x20)
	}
	return b.String()
}

// recordedMedia is what addTrack and addTransceiver were given, as a recorded exchange has it.
func recordedMedia(text string) json.RawMessage {
	var dumped struct {
		Kind      string   `json:"kind"`
		Direction string   `json:"direction"`
		Streams   []string `json:"streams"`
	}
	_ = json.Unmarshal([]byte(text), &dumped) // older ones have words, which say less
	type media struct {
		Direction string   `json:"direction,omitempty"`
		Streams   []string `json:"streams,omitempty"`
	}
	raw, _ := json.Marshal(struct {
		Kind   string `json:"kind"`
		Init   media  `json:"init"`
		Result media  `json:"result"`
	}{dumped.Kind, media{dumped.Direction, dumped.Streams}, media{Streams: dumped.Streams}})
	return raw
}
