package input

import (
	"fmt"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// sip makes a recording of each call in a log. Messages of other methods than those that
// carry offers and answers (RFC 6337 §1.3, table 1) only tell when a call ends.
func (in *Input) sip(text string) error {
	in.Format = SIP
	var order []string
	calls := make(map[string][]*message)
	repeated := 0
	seen := make(map[string]bool)
	for _, m := range messages(text) {
		if m.callID == "" || m.cseq < 0 {
			return fault(in.Name, text, m.offset, "a SIP message without Call-ID or CSeq (RFC 3261 §8.1.1)")
		}
		if m.short > 0 {
			in.note("%s:%d: a body is %d bytes shorter than its Content-Length", in.Name, m.line, m.short)
		}
		// The same again: retransmitted, or logged on its way in and on its way out.
		key := strings.Join([]string{m.callID, m.method, fmt.Sprint(m.code, m.cseq), m.from, m.to, m.sdp}, "\x00")
		if seen[key] {
			repeated++
			continue
		}
		seen[key] = true
		if calls[m.callID] == nil {
			order = append(order, m.callID)
		}
		calls[m.callID] = append(calls[m.callID], m)
	}
	for _, id := range order {
		list, moved := arranged(calls[id])
		if r := call(id, list); r != nil {
			in.Recordings = append(in.Recordings, r)
			if moved {
				in.note("%s: the messages of call %s are not in order; they were put in the order of CSeq", in.Name, id)
			}
		}
	}
	switch repeated {
	case 0:
	case 1:
		in.note("%s: one SIP message stands there again; the first counts", in.Name)
	default:
		in.note("%s: %d SIP messages stand there again; the first of each counts", in.Name, repeated)
	}
	if len(in.Recordings) == 0 {
		return &Error{Name: in.Name, Msg: "SIP messages, but none of them carries an offer or an answer"}
	}
	return nil
}

// negotiates are the methods whose messages carry offers and answers.
var negotiates = map[string]bool{"INVITE": true, "ACK": true, "PRACK": true, "UPDATE": true}

// call makes a recording of the messages with one Call-ID, nil when there is no
// description in them. The one who asks first is "a".
func call(id string, list []*message) *Recording {
	t := &replay.Trace{Scenario: id, Descriptions: make(map[string]replay.Description)}
	var a string
	for _, m := range list {
		if !negotiates[m.method] && m.method != "BYE" && m.method != "CANCEL" {
			continue
		}
		if t.Peers == nil {
			a = m.from
			t.Peers = []replay.Peer{{Name: "a", Stack: m.fromURI}, {Name: "b", Stack: m.toURI}}
		}
		e := replay.Event{Kind: replay.SIP, Name: "sip", Peer: "a", Text: m.start}
		if (m.from == a) != (m.code == 0) {
			e.Peer = "b"
		}
		if m.sdp != "" && negotiates[m.method] {
			e.Description = fmt.Sprintf("d%d", len(t.Descriptions)+1)
			t.Descriptions[e.Description] = replay.Description{SDP: m.sdp}
		}
		t.Events = append(t.Events, e)
	}
	if len(t.Descriptions) == 0 {
		return nil
	}
	r := traced(t)
	r.ID = id
	return r
}
