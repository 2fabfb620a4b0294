package negotiate

import (
	"os"
	"strings"
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

// nextOffer is an offer after another: ICE restarts, and the codecs of audio have another
// order.
func nextOffer(b *testing.B, offer *sdp.Description) *sdp.Description {
	b.Helper()
	text := offer.String()
	next := strings.NewReplacer(
		"a=ice-ufrag:", "a=ice-ufrag:x",
		"a=ice-pwd:", "a=ice-pwd:x",
		" 111 63 9 0 8 ", " 0 8 9 111 63 ",
	).Replace(text)
	if len(next) == len(text) || !strings.Contains(next, " 0 8 9 111 63 ") {
		b.Fatal("the offer isn't the one that this changes")
	}
	return lax(next)
}

// BenchmarkCheckReoffer is what [BenchmarkView] measures twice, and the rules.
func BenchmarkCheckReoffer(b *testing.B) {
	offer, _ := chromiumPair(b)
	next := nextOffer(b, offer)
	b.ReportAllocs()
	for b.Loop() {
		CheckReoffer(offer, next)
	}
}

func BenchmarkAgree(b *testing.B) {
	offer, answer := chromiumPair(b)
	b.ReportAllocs()
	for b.Loop() {
		Agree(offer, answer)
	}
}
