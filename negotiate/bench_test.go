package negotiate

import (
	"os"
	"testing"

	"github.com/sdpkit/sdpkit/sdp"
)

func chromiumPair(b *testing.B) (offer, answer *sdp.Description) {
	b.Helper()
	read := func(name string) *sdp.Description {
		text, err := os.ReadFile("../testdata/descriptions/chromium-audio-video-" + name + ".sdp")
		if err != nil {
			b.Fatal(err)
		}
		return lax(string(text))
	}
	return read("offer"), read("answer")
}

// BenchmarkView is what everything else in this package begins with.
func BenchmarkView(b *testing.B) {
	offer, _ := chromiumPair(b)
	b.ReportAllocs()
	for b.Loop() {
		newView(offer)
	}
}

func BenchmarkAgree(b *testing.B) {
	offer, answer := chromiumPair(b)
	b.ReportAllocs()
	for b.Loop() {
		Agree(offer, answer)
	}
}
