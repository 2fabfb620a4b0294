package sdp_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// broken are the recordings of descriptions that were broken on purpose, to see
// what the other side would say.
var broken = []string{"exchanges/answer-edits-1__chromium-chromium.json"}

// quirks are the only problems that the test data may have: what real stacks
// write, and what authors of RFCs left out of an example.
var quirks = []struct{ id, files, reason string }{
	{"bundle-extmap-id", "exchanges/audio-video__aiortc-chromium.json", "aiortc numbers the header extensions of each section from 1; Chromium refuses"},
	{"bundle-extmap-id", "descriptions/aiortc-audio-video-offer.sdp", "the same"},
	{"bundle-transport", "exchanges/*__aiortc-*.json", "aiortc offers each section with credentials of its own, as a first offer may, and repeats them later, as it may not"},
	{"bundle-transport", "descriptions/aiortc-audio-video-offer.sdp", "the same"},
	{"rtcp-fb-unlisted", "exchanges/codec-vp9-only__firefox-chromium.json", "Firefox leaves the a=rtcp-fb of the codecs behind that setCodecPreferences took out; Chromium refuses"},
	{"group-rejected", "exchanges/candidate-lines__*.json", "given a candidate with port 0, libwebrtc takes it for the default one and writes its port into m="},
	{"bundle-proto", "rfc/rfc8853-5.6.2-offer.sdp", "the example gives its audio and video different profiles"},
	{"bundle-rtcp-mux", "rfc/rfc8853-5.6.2-offer.sdp", "the example leaves it out"},
	{"mux-payload-type", "rfc/rfc9143-18.[34]-*.sdp", "the examples have 66 for H261"},
}

func TestCheckIsQuietOnRealDescriptions(t *testing.T) {
	used := make([]bool, len(quirks))
	check := func(file, text string) {
		d, _ := sdp.ParseLax(text)
		for _, p := range sdp.Check(d) {
			known := false
			for i, q := range quirks {
				match, err := filepath.Match(q.files, file)
				if err != nil {
					t.Fatal(err)
				}
				if match && q.id == p.ID {
					known, used[i] = true, true
				}
			}
			if !known {
				t.Errorf("%s: %s", file, p.Detail(text))
			}
		}
	}
	files, err := filepath.Glob("../testdata/*/*")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, path := range files {
		file := filepath.ToSlash(strings.TrimPrefix(path, filepath.FromSlash("../testdata/")))
		dir, _, _ := strings.Cut(file, "/")
		switch {
		case slices.Contains(broken, file):
		case dir == "descriptions" || dir == "rfc":
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			check(file, string(b))
			n++
		case dir == "exchanges":
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			trace, err := replay.Read(f)
			f.Close()
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range trace.Descriptions {
				check(file, d.SDP)
				n++
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d descriptions were found", n)
	}
	for i, q := range quirks {
		if !used[i] {
			t.Errorf("nothing has %s in %s any more", q.id, q.files)
		}
	}
}
