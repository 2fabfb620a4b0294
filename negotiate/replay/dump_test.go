package replay_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

func TestDumpsOfWebRTCInternalsReplayWithoutADifferenceThatNothingExplains(t *testing.T) {
	files, err := filepath.Glob("../../testdata/webrtc-internals/*.json")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d dumps, %v", len(files), err)
	}
	steps, equal := 0, 0
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		trace, err := replay.ReadDump(f)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		list, err := replay.Run(*trace)
		if err != nil {
			t.Fatal(err)
		}
		if len(trace.Timeline()) < 2 {
			t.Errorf("%s: a timeline of %d steps", file, len(trace.Timeline()))
		}
		for _, s := range list {
			steps++
			if s.Replayed.Equal() {
				equal++
			}
			for _, d := range s.Replayed.Unexplained() {
				t.Errorf("%s: step %d, %s of %s: %s", filepath.Base(file), s.Index, s.Call, s.Peer, d.String())
			}
		}
	}
	t.Logf("%d dumps, %d steps, %d equal", len(files), steps, equal)
}

const oldDump = `{"getUserMedia":[],"PeerConnections":{"7-1":{"rtcConfiguration":"{}","stats":{},"updateLog":[
{"time":"10:00","type":"createOffer","value":""},
{"time":"10:00","type":"createOfferOnSuccess","value":"type: offer, sdp: v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"},
{"time":"10:00","type":"setLocalDescription","value":"type: offer, sdp: v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"},
{"time":"10:00","type":"signalingStateChange","value":"SignalingStateHaveLocalOffer"},
{"time":"10:00","type":"setLocalDescriptionOnSuccess","value":""},
{"time":"10:00","type":"icecandidate","value":"sdpMid: audio, sdpMLineIndex: 0, candidate: candidate:1 1 udp 1 192.0.2.1 5 typ host"},
{"time":"10:00","type":"setRemoteDescription","value":"type: answer, sdp: v=0\r\n"},
{"time":"10:00","type":"setRemoteDescriptionOnFailure","value":"OperationError: no"},
{"time":"10:00","type":"addIceCandidateFailed","value":"{\"candidate\":\"garbage\",\"sdpMid\":\"0\"}"},
{"time":"10:00","type":"setLocalDescription","value":"{\"type\":\"rollback\"}"}]}}}`

func TestOlderDumpsAreReadAsWell(t *testing.T) {
	trace, err := replay.ReadDump(strings.NewReader(oldDump))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range trace.Events {
		s := e.Name + e.Text + " " + e.Description + e.Created
		if e.Error != nil {
			s += " " + e.Error.Error()
		}
		if e.Candidate != nil && e.Candidate.MID != nil {
			s += e.Candidate.Line + " at " + *e.Candidate.MID
		}
		got = append(got, s)
	}
	want := []string{
		"new ", "createOffer d1", "signalingstatechangehave-local-offer ", "setLocalDescription d1",
		"icecandidate candidate:1 1 udp 1 192.0.2.1 5 typ host at audio",
		"setRemoteDescription d2 OperationError: no",
		`addIceCandidate  {"candidate":"garbage","sdpMid":"0"}garbage at 0`,
		"7-1: setLocalDescription has not settled ",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("events (-want +got):\n%s", d)
	}
	if x := trace.Descriptions["d1"]; x.Type != replay.Offer || !strings.HasPrefix(x.SDP, "v=0\r\n") {
		t.Errorf("the offer is %+v", x)
	}
}

func TestWhatIsNoDumpIsAnErrorWithAPosition(t *testing.T) {
	for text, want := range map[string]string{
		"{":           "1:1: unexpected end of JSON input",
		"{\"a\":\n1}": "1:1: not a dump of webrtc-internals: it has no \"PeerConnections\"",
		`{"PeerConnections":{"1":{"updateLog":{}}}}`:                                                        `1:38: PeerConnections.1.updateLog: an array must stand here`,
		`{"PeerConnections":{"1":{"updateLog":[{"type":"setLocalDescription","value":"type: x, sdp: "}]}}}`: `1:39: PeerConnections.1.updateLog[0]: "x" is no type of description`,
		`{"PeerConnections":{"1":{"updateLog":[{"type":"setRemoteDescription","value":"{"}]}}}`:             `1:39: PeerConnections.1.updateLog[0]: unexpected end of JSON input`,
		`{"PeerConnections":{"1":{},"1":{}}}`:                                                               `1:32: PeerConnections.1: a second connection of this name`,
	} {
		_, err := replay.ReadDump(strings.NewReader(text))
		var format *replay.FormatError
		if !errors.As(err, &format) || format.Error() != want {
			t.Errorf("%s: %v, not %s", text, err, want)
		}
	}
}
