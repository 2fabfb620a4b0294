package replay

import (
	"fmt"
	"strings"
	"testing"
)

// call makes a trace of SIP messages, one a line: who sends it, its first line,
// and after " | " the id of its body.
func call(messages string) *Trace {
	t := &Trace{Peers: []Peer{{Name: "a"}, {Name: "b"}}, Descriptions: make(map[string]Description)}
	for line := range strings.Lines(messages) {
		line, body, _ := strings.Cut(strings.TrimSpace(line), " | ")
		peer, line, _ := strings.Cut(line, " ")
		if body != "" {
			t.Descriptions[body] = Description{SDP: "text of " + body}
		}
		t.Events = append(t.Events, Event{Kind: SIP, Name: "sip", Peer: peer, Text: line, Description: body})
	}
	return t
}

func TestSIPBodiesAreOffersAndAnswersByTheirPlace(t *testing.T) {
	for name, tt := range map[string]struct{ messages, want string }{
		"an offer in the INVITE": {
			`a INVITE sip:b SIP/2.0 | o
			b SIP/2.0 180 Ringing
			b SIP/2.0 200 OK | n
			a ACK sip:b SIP/2.0`,
			`offer o have-local-offer; answer n stable`},
		"an offer in the response, answered in the ACK": {
			`a INVITE sip:b SIP/2.0
			b SIP/2.0 200 OK | o
			a ACK sip:b SIP/2.0 | n`,
			`offer o have-local-offer; answer n stable`},
		"early media, and the answer again": {
			`a INVITE sip:b SIP/2.0 | o
			b SIP/2.0 183 Session Progress | p
			b SIP/2.0 200 OK | n`,
			`offer o have-local-offer; pranswer p have-local-pranswer; answer n stable`},
		"a reliable provisional answer is confirmed by the next success": {
			`a INVITE sip:b SIP/2.0 | o
			b SIP/2.0 183 Session Progress | p
			a PRACK sip:b SIP/2.0
			b SIP/2.0 200 OK`,
			`offer o have-local-offer; pranswer p have-local-pranswer; answer p stable`},
		"a refused change leaves the call as it was": {
			`a INVITE sip:b SIP/2.0 | o
			b SIP/2.0 200 OK | n
			a INVITE sip:b SIP/2.0 | o2
			b SIP/2.0 488 Not Acceptable Here | what-would-do
			a ACK sip:b SIP/2.0
			a INVITE sip:b SIP/2.0 | o3`,
			`offer o have-local-offer; answer n stable; offer o2 have-local-offer; rollback  stable; offer o3 have-local-offer`},
		"the other side may change the call": {
			`a INVITE sip:b SIP/2.0 | o
			b SIP/2.0 200 OK | n
			b UPDATE sip:a SIP/2.0 | o2
			a SIP/2.0 200 OK | n2`,
			`offer o have-local-offer; answer n stable; offer o2 have-local-offer; answer n2 stable`},
		"crossing changes are both refused": {
			`a INVITE sip:b SIP/2.0 | o
			b INVITE sip:a SIP/2.0 | o2
			a SIP/2.0 491 Request Pending
			b SIP/2.0 491 Request Pending`,
			`offer o have-local-offer; offer o2 have-remote-offer; rollback  stable`},
		"a line that is no SIP changes nothing": {
			`a
			b SIP/2.0 abc | o
			a SIP/2.0`,
			`offer o have-local-offer`},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range call(tt.messages).Timeline() {
				if s.Side == Local {
					got = append(got, fmt.Sprintf("%s %s %s", s.Type, s.ID, s.After.State))
				}
			}
			if got := strings.Join(got, "; "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestBothEndsOfASIPCallHoldTheSame(t *testing.T) {
	steps := exchange(t, "sip-ice-hold__baresip-baresip").Timeline()
	if len(steps) != 12 {
		t.Fatalf("%d steps", len(steps))
	}
	for i := 0; i < len(steps); i += 2 {
		sent, got := steps[i], steps[i+1]
		if sent.Side != Local || got.Side != Remote || sent.Peer == got.Peer || sent.ID != got.ID ||
			sent.After.CurrentLocal != got.After.CurrentRemote || sent.Base != got.Base {
			t.Errorf("steps %d and %d: %+v, %+v", i, i+1, sent, got)
		}
	}
	if last := steps[11]; last.After != (Slots{Stable, "", "d5", "", "d6"}) || last.Base != "d4" {
		t.Errorf("at the end: %+v", last)
	}
}

func TestAnInviteAfterByeIsAnotherConnection(t *testing.T) {
	steps := call(`a INVITE sip:b SIP/2.0 | o
		b SIP/2.0 200 OK | n
		a BYE sip:b SIP/2.0
		b SIP/2.0 200 OK
		b INVITE sip:a SIP/2.0 | o2`).Timeline()
	s := steps[len(steps)-1]
	if s.Connection != 2 || s.Base != "" || s.Peer != "a" || s.Type != Offer {
		t.Errorf("got %+v", s)
	}
}
