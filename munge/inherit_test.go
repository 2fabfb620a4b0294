package munge

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/sdp"
)

// What an edit of many sections remembers is what package sdp would say of each, before
// and after the session part and a tag section have been edited.
func TestWhatIsRememberedIsWhatSDPSays(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "*", "*.sdp"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	texts := []string{
		// A tag that is not there, a second group, a doubled mid, sections without port.
		"v=0\na=group:BUNDLE x 0 1\na=group:BUNDLE 2 3 1\na=rtcp-mux\na=setup:active\na=inactive\nc=IN IP4 192.0.2.1\n" +
			"m=audio 5 RTP/AVP 0\na=mid:0\nm=audio 0 RTP/AVP 0\na=mid:1\na=bundle-only\nm=audio 6 RTP/AVP 0\na=mid:2\na=rtcp-mux\na=setup:passive\na=rtcp:7\n" +
			"m=audio 0 RTP/AVP 0\na=mid:3\na=bundle-only\nm=audio 0 RTP/AVP 0\na=mid:4\na=bundle-only\nm=audio 8 RTP/AVP 0\na=mid:3\na=sendonly\nc=IN IP4 192.0.2.2\n",
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	for i, text := range texts {
		d, _ := sdp.ParseLax(text)
		if d.NumMedia() == 0 {
			continue
		}
		for d.NumMedia() <= few { // so that something is remembered
			if _, err := d.AddMedia(sdp.MediaName{Media: "audio", Proto: "RTP/AVP", Formats: []string{"0"}}); err != nil {
				t.Fatal(err)
			}
		}
		p := newPass(d)
		p.done = &Done{}
		agree := func(when string) {
			for _, m := range p.d.AllMedia() {
				same := func(what string, got, want any) {
					if got != want {
						t.Errorf("text %d, %s, m[%d]: %s is remembered as %v and is %v", i, when, m.Index(), what, got, want)
					}
				}
				media, rtcp := m.Destination()
				gotMedia, gotRTCP := p.destination(m)
				same("media", gotMedia, media)
				same("RTCP", gotRTCP, rtcp)
				same("direction", p.direction(m), m.Direction())
				same("rejected", p.rejected(m), m.Rejected())
				_, got, _ := lookup[sdp.RTCPMux](p, m)
				_, want, _ := sdp.Lookup[sdp.RTCPMux](m)
				same("rtcp-mux", got, want)
				setup, _, _ := lookup[sdp.Setup](p, m)
				wantSetup, _, _ := sdp.Lookup[sdp.Setup](m)
				same("setup", setup, wantSetup)
				ufrag, _, _ := lookup[sdp.ICEUfrag](p, m)
				wantUfrag, _, _ := sdp.Lookup[sdp.ICEUfrag](m)
				same("ufrag", ufrag, wantUfrag)
			}
		}
		agree("as given")
		agree("asked again")
		for _, s := range []sdp.Section{p.d.Session(), p.d.Media(0)} {
			for _, line := range []string{"a=setup:active", "a=ice-ufrag:abcd", "a=sendonly"} {
				if _, err := p.add(s, line); err != nil {
					t.Fatal(err)
				}
			}
			for l := range sdp.LinesOf[sdp.RTCPMux](s) {
				if err := p.remove(l); err != nil {
					t.Fatal(err)
				}
			}
			agree(fmt.Sprintf("after edits of section %d", s.Index()))
		}
		for l := range sdp.LinesOf[sdp.Group](p.d.Session()) {
			if err := p.replace(l, strings.Replace(l.Text(), "BUNDLE ", "BUNDLE 1 ", 1)); err != nil {
				t.Fatal(err)
			}
		}
		agree("with another tag")
	}
}
