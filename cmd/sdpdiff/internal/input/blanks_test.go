package input_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
)

// leading are blanks that hide nothing, and others that fill the part of a file that is looked at.
var leading = []string{
	"\n", strings.Repeat(" ", 4096), strings.Repeat("\r\n \t", 1200), strings.Repeat(" ", 65535), strings.Repeat("\n", 65536) + "  ",
}

func TestLeadingBlanksHideNothing(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile("../../../../testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for _, text := range []string{
		read("exchanges/glare-implicit-rollback__chromium-firefox.json"), read("webrtc-internals/ice-restart.json"), read("rtcstats/ice-restart.txt"),
		read("sip/hold-resume.log"), `{"type": "offer", "sdp": "` + quoted(crlf) + `"}`, `"` + quoted(crlf) + `"`,
	} {
		want, err := look(t, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, lead := range leading {
			got, err := look(t, lead+text)
			if err != nil {
				t.Errorf("%d blanks before %.20q: %v", len(lead), text, err)
			} else if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%d blanks before %.20q (-want +got)\n%s", len(lead), text, d)
			}
		}
	}
}

func TestErrorsBehindBlanksHaveTheirPlaceInTheFile(t *testing.T) {
	place := func(text string) (line, column int) {
		t.Helper()
		in, err := input.Bytes("f", strings.NewReader(text))
		if err == nil && len(in.Recordings) > 0 {
			for _, err = range in.Recordings[0].Steps() {
			}
		}
		var e *input.Error
		if !errors.As(err, &e) || e.Line == 0 {
			t.Fatalf("%.20q: %v", strings.TrimSpace(text), err)
		}
		return e.Line, e.Column
	}
	for _, text := range []string{
		`{"sdp": oops}`, "{\"type\": \"offer\",\n\"sdp\": \"v=0", `{"type": "offre", "sdp": "v=0"}`, `{"descriptions": {}, "events": [3]}`, "{\"a\": 1}",
		"RTCStatsDump\n{\"fileFormat\":3}\n[7,\"PC_0\",", `{"PeerConnections": {}} x`, `{"PeerConnections": {"1": {"updateLog": [}}`,
	} {
		line, column := place(text)
		for _, lead := range leading {
			i := strings.LastIndexByte(lead, '\n')
			wantLine, wantColumn := line+strings.Count(lead, "\n"), column
			if line == 1 {
				wantColumn += len(lead) - (i + 1)
			}
			if gotLine, gotColumn := place(lead + text); gotLine != wantLine || gotColumn != wantColumn {
				t.Errorf("%d blanks before %q: %d:%d, want %d:%d", len(lead), text, gotLine, gotColumn, wantLine, wantColumn)
			}
		}
	}
}

// A recorded exchange may have 8 MB; what stands in front is none of it.
func TestMoreBlanksThanAnExchangeMayHaveBytesHideNothing(t *testing.T) {
	const text = `{"peers": {}, "descriptions": {}, "events": []}`
	got, err := look(t, strings.Repeat(" \n", 20<<20)+text)
	if d := cmp.Diff(sight{Format: input.Exchange}, got); d != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, d)
	}
}

// SDP has no blank lines: with them it was copied from somewhere.
func TestBlanksBeforeSDPMakeItAPaste(t *testing.T) {
	for _, lead := range leading {
		got, err := look(t, lead+crlf)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Notes) != 1 || !strings.HasPrefix(got.Notes[0], "f is read as a paste: ") || strings.HasSuffix(got.Notes[0], ": ") {
			t.Errorf("%d blanks: notes %q", len(lead), got.Notes)
		}
		got.Notes = nil
		if d := cmp.Diff(sight{input.Paste, []string{"|description 1|" + crlf}, nil}, got); d != "" {
			t.Errorf("%d blanks (-want +got)\n%s", len(lead), d)
		}
	}
}
