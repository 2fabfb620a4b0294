package input_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

const data = "../../../../testdata/"

// steps lists those of a file, one line each. Texts are shortened to what tells them apart,
// lines that stacks or recorders add later left out.
func steps(t *testing.T, file string, peers ...string) (list, notes []string) {
	t.Helper()
	in, err := input.Open(data+file, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	short := func(text string) string {
		var keep []string
		for l := range strings.Lines(text) {
			if !strings.HasPrefix(l, "a=candidate:") && !strings.HasPrefix(l, "a=end-of-candidates") && !strings.HasPrefix(l, "c=") && !strings.HasPrefix(l, "a=rtcp:") && !strings.HasPrefix(l, "m=") {
				keep = append(keep, strings.TrimRight(l, "\r\n"))
			}
		}
		return strings.Join(keep, "|")
	}
	for _, r := range in.Recordings {
		for s, err := range r.Steps() {
			if err != nil {
				t.Fatal(err)
			}
			if len(peers) == 0 || s.Peer == peers[0] {
				list = append(list, fmt.Sprintf("%s %s %s→%s failed=%v glare=%v\n  %s", s.Side, s.Type, s.Before.State, s.After.State, s.Error != nil, s.ImplicitRollback, short(s.Text)))
			}
		}
	}
	return list, in.Notes
}

// The dumps were made from exchanges, so they have to say the same.
func TestADumpOfRTCStatsSaysWhatTheExchangeSays(t *testing.T) {
	for dump, exchange := range map[string]string{
		"rtcstats/ice-restart.txt": "exchanges/ice-restart__chromium-firefox.json a",
		"rtcstats/glare.txt":       "exchanges/glare-implicit-rollback__chromium-firefox.json b",
	} {
		file, peer, _ := strings.Cut(exchange, " ")
		want, _ := steps(t, file, peer)
		got, notes := steps(t, dump)
		if d := cmp.Diff(want, got); d != "" || len(got) == 0 {
			t.Errorf("%s: (-exchange +dump)\n%s", dump, d)
		}
		if len(notes) != 1 || !strings.Contains(notes[0], "leaves out sections that didn't change") {
			t.Errorf("%s: notes %q", dump, notes)
		}
	}
}

func TestALogOfSIPSaysWhatTheExchangeSays(t *testing.T) {
	want, _ := steps(t, "exchanges/sip-hold-resume__baresip-baresip.json")
	got, notes := steps(t, "sip/hold-resume.log")
	if d := cmp.Diff(want, got); d != "" || len(got) == 0 {
		t.Errorf("(-exchange +log)\n%s", d)
	}
	if d := cmp.Diff([]string{data + "sip/hold-resume.log: one SIP message stands there again; the first counts"}, notes); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// The dumps that Chromium wrote are runs of their own, so only their shape is known: each
// connection's steps, every one with its text, and the states following each other.
func TestDumpsOfWebRTCInternalsAreRead(t *testing.T) {
	want := map[string]string{
		"add-track-renegotiate": "1-1 4, 1-2 4", "audio-video": "1-1 2, 1-2 2", "data-only": "1-1 2, 1-2 2",
		"glare-implicit-rollback": "1-1 4, 1-2 5", "ice-restart": "1-1 4, 1-2 4", "rollback-local": "1-1 4, 1-2 2",
		"simulcast-3": "1-1 2, 1-2 2", "stop-transceiver": "1-1 4, 1-2 4",
	}
	got := make(map[string]string)
	for name := range want {
		in, err := input.Open(data+"webrtc-internals/"+name+".json", nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		count, states := make(map[string]int), make(map[string]string)
		candidates := 0
		for s, err := range in.Recordings[0].Steps() {
			if err != nil {
				t.Fatal(err)
			}
			count[s.Peer]++
			if s.Type != replay.Rollback && !strings.HasPrefix(s.Text, "v=0\r\n") || s.Error != nil {
				t.Errorf("%s #%d: %s %v %.20q", name, s.Index, s.Type, s.Error, s.Text)
			}
			if was := states[s.Peer]; was != "" && was != s.Before.State {
				t.Errorf("%s #%d: begins in %s, and the step before ended in %s", name, s.Index, s.Before.State, was)
			}
			states[s.Peer] = s.After.State
			candidates += len(s.Since)
		}
		in.Close()
		if candidates == 0 && name != "data-only" && name != "audio-video" && name != "simulcast-3" {
			t.Errorf("%s: no candidates", name)
		}
		got[name] = fmt.Sprintf("1-1 %d, 1-2 %d", count["1-1"], count["1-2"])
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestOlderDumpsOfWebRTCInternalsAreRead(t *testing.T) {
	dump := `{"getUserMedia": [{"pid": 1}], "PeerConnections": {"5-1": {"stats": {"a": {"values": "[1,2]"}}, "updateLog": [
		{"time": "1/1/2018, 10:00:00 AM", "type": "createOfferOnSuccess", "value": "type: offer, sdp: v=0\r\ns=made\r\n"},
		{"time": "1/1/2018, 10:00:00 AM", "type": "setLocalDescription", "value": "type: offer, sdp: v=0\r\ns=set\r\n"},
		{"time": "1/1/2018, 10:00:00 AM", "type": "setLocalDescriptionOnSuccess", "value": ""},
		{"time": "1/1/2018, 10:00:00 AM", "type": "icecandidate", "value": "sdpMid: 0, sdpMLineIndex: 0, candidate: candidate:1 1 udp 1 192.0.2.1 9 typ host"},
		{"time": "1/1/2018, 10:00:00 AM", "type": "setRemoteDescription", "value": "type: answer, sdp: v=0\r\n"},
		{"time": "1/1/2018, 10:00:00 AM", "type": "setRemoteDescriptionOnFailure", "value": "Failed to parse"}]}}, "UserAgent": "x"}`
	in, err := input.Bytes("f", strings.NewReader(dump))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var list []*replay.Step
	for s, err := range in.Recordings[0].Steps() {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	for _, s := range list {
		got = append(got, fmt.Sprintf("%s %s made %q set %q error %v, %d candidates", s.Side, s.Type, s.CreatedText, s.Text, s.Error, len(s.Trickled)))
	}
	want := []string{
		`local offer made "v=0\r\ns=made\r\n" set "v=0\r\ns=set\r\n" error <nil>, 1 candidates`,
		`remote answer made "" set "v=0\r\n" error Failed to parse, 0 candidates`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestTheOutcomesOfCallsAreTold(t *testing.T) {
	offer := `{"type":"offer","sdp":"v=0\r\n"}`
	for name, tt := range map[string]struct {
		lines string
		want  []string
	}{
		"a failure":                 {`["setLocalDescription","P",` + offer + `,"1",5]` + "\n" + `["setLocalDescriptionOnFailure","P","InvalidStateError: no","1",9]`, []string{"offer P local|v=0\r\n|InvalidStateError: no"}},
		"none":                      {`["setLocalDescription","P",` + offer + `,5]`, []string{"offer P local|v=0\r\n|the record ends before it says what became of the call"}},
		"arguments in an array":     {`["setRemoteDescription","P",[` + offer + `],5]` + "\n" + `["setRemoteDescriptionOnSuccess","P",null,9]`, []string{"offer P remote|v=0\r\n"}},
		"no argument":               {`["setLocalDescription","P",null,"6-0",5]` + "\n" + `["setLocalDescriptionOnSuccess","P",` + offer + `,"6-0",9]`, []string{"offer P local|v=0\r\n"}},
		"an outcome without a call": {`["setLocalDescriptionOnSuccess","P",null,"6-0",9]`, nil},
		"two connections":           {`["setLocalDescription","P",` + offer + `,1]` + "\n" + `["setLocalDescription","Q",` + offer + `,1]` + "\n" + `["setLocalDescriptionOnSuccess","Q",null,1]` + "\n" + `["setLocalDescriptionOnSuccess","P",null,1]`, []string{"offer Q local|v=0\r\n", "offer P local|v=0\r\n"}},
		"old words":                 {`["setLocalDescription","P","type: offer, sdp: v=0\r\n",1]` + "\n" + `["setLocalDescriptionOnSuccess","P",null,1]`, []string{"offer P local|v=0\r\n"}},
		"not about a connection":    {`["setLocalDescription",null,` + offer + `,1]` + "\n" + `["setLocalDescriptionOnSuccess",null,null,1]`, nil},
	} {
		got, err := look(t, "RTCStatsDump\n{\"fileFormat\":3}\n"+tt.lines+"\n")
		if d := cmp.Diff(sight{Format: input.RTCStats, Texts: tt.want}, got); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, d)
		}
	}
}

// sipMessage writes one; headers are added to those that each has.
func sipMessage(start, from, cseq, headers, body string) string {
	return start + "\r\nCall-ID: x\r\nFrom: <sip:u@example.com>;tag=" + from + "\r\nCSeq: " + cseq + "\r\n" + headers + "\r\n" + body
}

func TestSIPMessagesAreFoundInAnyLog(t *testing.T) {
	const sdp = "Content-Type: application/sdp\r\n"
	invite := sipMessage("INVITE sip:b@example.com SIP/2.0", "1", "1 INVITE", sdp, crlf)
	ok := sipMessage("SIP/2.0 200 OK", "1", "1 INVITE", sdp, other)
	want := []string{"offer a local|" + crlf, "offer b remote|" + crlf, "answer b local|" + other, "answer a remote|" + other}
	lines := func(text, before, after string) string {
		return before + strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", after+"\n"+before), before)
	}
	multipart := func(kind string) string {
		return "Content-Type: multipart/mixed;boundary=\"--b\"\r\nContent-Length: 1000\r\n\r\n----b\r\nContent-Type: text/plain\r\n\r\nm=no\r\n----b\r\n" + kind + "\r\n\r\n"
	}
	for name, log := range map[string]string{
		"plain":               invite + "\r\n" + ok,
		"without empty lines": invite + ok,
		"LF":                  strings.ReplaceAll(invite+"\r\n"+ok, "\r\n", "\n"),
		"indented":            "recv 900 bytes from udp:\n" + lines(invite, "   ", "") + "   ----\n" + lines(ok, "   ", ""),
		"ngrep":               "U 10.0.0.1:5060 -> 10.0.0.2:5060\n" + lines(invite, "", ".") + "\nU back\n" + lines(ok, "", "."),
		"words behind":        invite + "--end msg--\r\n" + ok + "--end msg--",
		"compact headers":     strings.NewReplacer("Call-ID", "i", "From", "f", "Content-Type", "c").Replace(invite + "\r\n" + ok),
		"folded headers":      strings.ReplaceAll(invite+"\r\n"+ok, "Content-Type: ", "Content-Type:\r\n "),
		"multipart": strings.Replace(invite, sdp+"\r\n", multipart("Content-Type: application/sdp;x=y\r\nContent-Disposition: session"), 1) + "----b--\r\n\r\n" +
			strings.Replace(ok, sdp+"\r\n", multipart("Content-Type: application/sdp"), 1) + "----b--\r\n",
		"another call between":  invite + "\r\n" + strings.Replace(sipMessage("OPTIONS sip:b@example.com SIP/2.0", "9", "1 OPTIONS", sdp, crlf), "x\r\n", "y\r\n", 1) + "\r\n" + ok,
		"answered before asked": ok + "\r\n" + invite,
	} {
		got, err := look(t, log)
		if d := cmp.Diff(want, got.Texts); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, d)
		}
	}
}

func TestABrokenLineInABodyStays(t *testing.T) {
	log := sipMessage("INVITE sip:b@example.com SIP/2.0", "1", "1 INVITE", "Content-Type: application/sdp\r\n", "v=0\r\noops\r\ns=-\r\n\r\nthe end\r\n")
	got, err := look(t, log)
	if d := cmp.Diff([]string{"offer a local|v=0\r\noops\r\ns=-\r\n", "offer b remote|v=0\r\noops\r\ns=-\r\n"}, got.Texts); d != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, d)
	}
}

// Both sides number what they ask on their own; what one asks is put in order.
func TestMessagesOutOfOrderAreArrangedByCSeq(t *testing.T) {
	ask := func(from, cseq, body string) string {
		return sipMessage("INVITE sip:b@example.com SIP/2.0", from, cseq+" INVITE", "Content-Type: application/sdp\r\n", "v=0\r\ns="+body+"\r\n") + "\r\n"
	}
	tell := func(code, from, cseq string) string {
		return sipMessage("SIP/2.0 "+code+" x", from, cseq+" INVITE", "", "") + "\r\n"
	}
	in, err := input.Bytes("f", strings.NewReader(ask("1", "3", "third")+tell("100", "1", "3")+ask("1", "2", "second")+ask("2", "1", "theirs")+tell("488", "1", "2")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for s := range in.Recordings[0].Steps() {
		if s.Side == replay.Local {
			got = append(got, s.Peer+" "+s.Line+" "+strings.TrimSpace(strings.TrimPrefix(s.Text, "v=0\r\n")))
		}
	}
	want := []string{"a INVITE sip:b@example.com SIP/2.0 s=second", "a INVITE sip:b@example.com SIP/2.0 s=third", "b INVITE sip:b@example.com SIP/2.0 s=theirs", "b SIP/2.0 488 x "}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if len(in.Notes) != 1 || !strings.Contains(in.Notes[0], "put in the order of CSeq") {
		t.Errorf("%q", in.Notes)
	}
}
