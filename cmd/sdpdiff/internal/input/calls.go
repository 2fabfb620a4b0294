package input

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// A callLog makes entries of what a recorder wrote: a call with its argument, and
// later what became of it, by the names that webrtc-internals has and rtcstats took
// over: "setLocalDescription", "setLocalDescriptionOnSuccess", "…OnFailure".
type callLog struct {
	conns map[string]*conn
	order []string
	start float64
}

// A logged is one thing that the recorder wrote.
type logged struct {
	conn   string // of the peer connection
	method string
	arg    json.RawMessage // a description, a candidate, or words; null for none
	id     string          // that a call and its outcome have in common; "" if there are none
	time   float64         // milliseconds
}

// A conn is a connection with the calls that are under way.
type conn struct {
	open []replay.Entry
	ids  []string // of open
	held slotTexts
}

func newCallLog() *callLog { return &callLog{conns: make(map[string]*conn)} }

func (c *callLog) conn(id string) *conn {
	k := c.conns[id]
	if k == nil {
		k = new(conn)
		c.conns[id] = k
		c.order = append(c.order, id)
	}
	return k
}

// interesting are the methods that tell something about descriptions.
var interesting = map[string]bool{
	"createOfferOnSuccess": true, "createAnswerOnSuccess": true,
	"setLocalDescription": true, "setLocalDescriptionOnSuccess": true, "setLocalDescriptionOnFailure": true,
	"setRemoteDescription": true, "setRemoteDescriptionOnSuccess": true, "setRemoteDescriptionOnFailure": true,
	"addIceCandidate": true, "addIceCandidateOnSuccess": true, "addIceCandidateOnFailure": true, "onicecandidate": true,
}

// add returns the entry that is complete with l, if there is one.
func (c *callLog) add(l logged) (replay.Entry, bool) {
	if c.start == 0 {
		c.start = l.time
	}
	k := c.conn(l.conn)
	e := replay.Entry{Event: replay.Event{Kind: replay.Call, Peer: l.conn, Name: l.method, Time: l.time - c.start}}
	call, outcome := l.method, ""
	for _, end := range []string{"OnSuccess", "OnFailure"} {
		if name, ok := strings.CutSuffix(l.method, end); ok {
			call, outcome = name, end
		}
	}
	switch {
	case l.method == "onicecandidate":
		e.Kind, e.Name = replay.Fired, "icecandidate"
		e.Candidate = candidateOf(l.arg)
		return e, true
	case call == "createOffer" || call == "createAnswer":
		e.Name, e.Made = call, k.held.restore(descriptionOf(l.arg), replay.Local)
		k.held.created = e.Made
		return e, e.Made != nil
	case outcome == "" && call == "addIceCandidate":
		e.Candidate = candidateOf(l.arg)
		k.begin(e, l.id)
		return replay.Entry{}, false
	case outcome == "":
		e.Given = k.held.restore(descriptionOf(l.arg), sideOf(call))
		k.begin(e, l.id)
		return replay.Entry{}, false
	}
	e, ok := k.settle(call, l.id)
	if !ok {
		// The call itself was before the record began, or has no entry of its own.
		e = replay.Entry{Event: replay.Event{Kind: replay.Call, Peer: l.conn, Name: call}}
		e.Candidate = candidateOf(l.arg)
		if e.Candidate == nil {
			return e, false
		}
	}
	e.Time = l.time - c.start
	switch {
	case outcome == "OnFailure":
		e.Error = callError(l.arg)
	case call != "addIceCandidate":
		if e.Given == nil {
			// setLocalDescription() without an argument: the outcome has what was set.
			e.Given = k.held.restore(descriptionOf(l.arg), sideOf(call))
		}
		k.held.set(e.Given, sideOf(call))
	}
	return e, true
}

// rest returns the calls that the record has no outcome of.
func (c *callLog) rest() []replay.Entry {
	var list []replay.Entry
	for _, id := range c.order {
		for _, e := range c.conns[id].open {
			if e.Name != "addIceCandidate" {
				e.Error = &replay.CallError{Message: "the record ends before it says what became of the call"}
				list = append(list, e)
			}
		}
	}
	return list
}

func (k *conn) begin(e replay.Entry, id string) {
	const most = 1000 // calls that never settle; addIceCandidate may be one
	if len(k.open) == most {
		k.open, k.ids = k.open[1:], k.ids[1:]
	}
	k.open, k.ids = append(k.open, e), append(k.ids, id)
}

// settle takes the call that an outcome belongs to: that of the same id, else the
// first of its name, for calls settle in order (webrtc-pc, "chain").
func (k *conn) settle(call, id string) (replay.Entry, bool) {
	for i, e := range k.open {
		if e.Name == call && (id == k.ids[i] || id == "" || k.ids[i] == "") {
			k.open = append(k.open[:i:i], k.open[i+1:]...)
			k.ids = append(k.ids[:i:i], k.ids[i+1:]...)
			return e, true
		}
	}
	return replay.Entry{}, false
}

func sideOf(call string) replay.Side {
	if call == "setRemoteDescription" {
		return replay.Remote
	}
	return replay.Local
}

// descriptionOf reads a description as recorders write it: an object, an array of
// arguments, or a string that holds one or says "type: offer, sdp: v=0…". It is nil for none.
func descriptionOf(arg json.RawMessage) *replay.Description {
	arg = bytes.TrimSpace(arg)
	var d struct{ Type, SDP string }
	switch {
	case len(arg) == 0:
		return nil
	case arg[0] == '{':
		if json.Unmarshal(arg, &d) != nil || d.Type == "" && d.SDP == "" {
			return nil
		}
	case arg[0] == '[':
		var args []json.RawMessage
		if json.Unmarshal(arg, &args) != nil || len(args) == 0 || len(args[0]) > 0 && args[0][0] == '[' {
			return nil
		}
		return descriptionOf(args[0])
	case arg[0] == '"':
		var s string
		if json.Unmarshal(arg, &s) != nil {
			return nil
		}
		if strings.HasPrefix(s, "{") {
			return descriptionOf(json.RawMessage(s))
		}
		typ, text, ok := strings.Cut(s, ", sdp: ")
		if !ok || !strings.HasPrefix(typ, "type: ") {
			return nil
		}
		d.Type, d.SDP = strings.TrimPrefix(typ, "type: "), text
	default:
		return nil
	}
	return &replay.Description{Type: d.Type, SDP: d.SDP}
}

// candidateOf reads an RTCIceCandidateInit, nil for null. A string says
// "sdpMid: 0, sdpMLineIndex: 0, candidate: candidate:…", or is JSON.
func candidateOf(arg json.RawMessage) *replay.Candidate {
	arg = bytes.TrimSpace(arg)
	var c replay.Candidate
	switch {
	case len(arg) == 0:
		return nil
	case arg[0] == '{':
		if json.Unmarshal(arg, &c) != nil {
			return nil
		}
	case arg[0] == '[':
		var args []json.RawMessage
		if json.Unmarshal(arg, &args) != nil || len(args) == 0 || len(args[0]) > 0 && args[0][0] == '[' {
			return nil
		}
		return candidateOf(args[0])
	case arg[0] == '"':
		var s string
		if json.Unmarshal(arg, &s) != nil {
			return nil
		}
		if strings.HasPrefix(s, "{") {
			return candidateOf(json.RawMessage(s))
		}
		_, line, ok := strings.Cut(s, "candidate: ")
		if !ok {
			return nil
		}
		c.Line, _, _ = strings.Cut(line, ", url: ")
	default:
		return nil
	}
	return &c
}

// callError reads "InvalidStateError: Called in wrong state", a string or an object with name and
// message.
func callError(arg json.RawMessage) *replay.CallError {
	e := new(replay.CallError)
	if json.Unmarshal(arg, e) == nil && e.Name+e.Message != "" {
		return e
	}
	var s string
	if json.Unmarshal(arg, &s) != nil || s == "" {
		s = "failed"
	}
	if name, message, ok := strings.Cut(s, ": "); ok && !strings.Contains(name, " ") {
		return &replay.CallError{Name: name, Message: message}
	}
	return &replay.CallError{Message: s}
}
