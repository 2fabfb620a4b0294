package diff_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// BenchmarkCompare reports how many times Parse of both texts a comparison takes. The
// texts are a Chromium offer and one with new ICE credentials and a codec less.
func BenchmarkCompare(b *testing.B) {
	old := texts(b)["chromium-audio-video-offer.sdp"]
	i := strings.Index(old, "a=ice-ufrag:") + len("a=ice-ufrag:")
	j := strings.Index(old, "a=ice-pwd:") + len("a=ice-pwd:")
	new := strings.NewReplacer(old[i:i+4], "NEWu", old[j:j+24], "NEWpNEWpNEWpNEWpNEWpNEWp", " 2 IN IP4", " 3 IN IP4").Replace(old)
	if new == old {
		b.Fatal("the texts are the same")
	}
	var parsing, comparing time.Duration
	for b.Loop() {
		start := time.Now()
		x, errX := sdp.Parse(old)
		y, errY := sdp.Parse(new)
		parsed := time.Now()
		r := diff.Compare(x, y)
		comparing += time.Since(parsed)
		parsing += parsed.Sub(start)
		if errX != nil || errY != nil || !r.Has("ice-restart") {
			b.Fatal(errX, errY, r.Verdict())
		}
	}
	b.ReportMetric(float64(comparing)/float64(parsing), "times-Parse")
}
