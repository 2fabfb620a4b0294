package munge_test

import (
	"math"
	"testing"
	"time"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// BenchmarkAgainstParse times edits of the Chromium offer, which is parsed already, with
// the text of what comes out, and a Parse of the offer, in turns and in one process. It
// reports the ratio of the fastest turns, which is to be 2 at most for an edit of some lines. An
// edit that takes out or looks into most of the 154 lines costs more: for each line that
// it changes it writes a Change, which takes longer than to parse the line did.
//
//	go test -run '^$' -bench AgainstParse -benchtime 1x ./munge
func BenchmarkAgainstParse(b *testing.B) {
	text := file(b, "chromium-audio-video-offer.sdp")
	d := parse(b, text)
	for _, e := range []struct {
		name string
		edit munge.Edit
	}{
		{"nothing", munge.Group()},
		{"direction", munge.Audio(munge.SetDirection(sdp.SendOnly))},
		{"hold", munge.Hold()},
		{"opus-stereo", munge.OpusStereo(true)},
		{"limit-bandwidth", munge.Video(munge.LimitBandwidth(500000))},
		{"ice-credentials", munge.SetICECredentials("abcd", "abcdefghijklmnopqrstuv")},
		{"prefer-codec", munge.Video(munge.PreferCodecs("VP9"))},
		{"drop-feedback", munge.DropFeedback("VP8", "goog-remb")},
		{"drop-extension", munge.DropExtensions("urn:3gpp:video-orientation")},
		{"drop-codec", munge.Audio(munge.DropCodecs("PCMU"))},
		{"drop-H264", munge.Video(munge.DropCodecs("H264"))},
		{"keep-VP8", munge.Video(munge.KeepCodecs("VP8"))},
		{"renumber", munge.Renumber(munge.PT{Codec: "VP8", To: 121})},
		{"redact", munge.Redact("key")},
	} {
		b.Run(e.name, func(b *testing.B) {
			for b.Loop() {
				ours, parse := interleave(func() {
					out, _, err := munge.Apply(d, e.edit)
					if err != nil {
						b.Fatal(err)
					}
					_ = out.String()
				}, func() {
					if _, err := sdp.Parse(text); err != nil {
						b.Fatal(err)
					}
				})
				b.ReportMetric(ours, "ns")
				b.ReportMetric(ours/parse, "of-Parse")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// interleave runs both in many short turns and returns the fastest of each, in
// nanoseconds a call: what the machine does besides can only make a turn slower.
func interleave(f, g func()) (float64, float64) {
	const turns, turn = 100, time.Millisecond / 2
	calls := func(f func()) int {
		n := 1
		for {
			start := time.Now()
			for range n {
				f()
			}
			if d := time.Since(start); d > turn/4 {
				return max(1, int(float64(n)*float64(turn)/float64(d)))
			}
			n *= 2
		}
	}
	measure := func(f func(), n int) float64 {
		start := time.Now()
		for range n {
			f()
		}
		return float64(time.Since(start).Nanoseconds()) / float64(n)
	}
	nf, ng := calls(f), calls(g)
	fastF, fastG := math.Inf(1), math.Inf(1)
	for range turns {
		fastF, fastG = min(fastF, measure(f, nf)), min(fastG, measure(g, ng))
	}
	return fastF, fastG
}
