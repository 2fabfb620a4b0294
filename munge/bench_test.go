package munge_test

import (
	"math"
	"testing"
	"time"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// measured are the edits of the Chromium offer, 154 lines, with a bound for what
// they allocate together with the text of the result, a fifth above what was counted.
var measured = []struct {
	name   string
	edit   munge.Edit
	allocs float64
}{
	{"nothing", munge.Group(), 6},
	{"direction", munge.Audio(munge.SetDirection(sdp.SendOnly)), 14},
	{"hold", munge.Hold(), 16},
	{"opus-stereo", munge.OpusStereo(true), 27},
	{"limit-bandwidth", munge.Video(munge.LimitBandwidth(500000)), 28},
	{"ice-credentials", munge.SetICECredentials("abcd", "abcdefghijklmnopqrstuv"), 46},
	{"prefer-codec", munge.Video(munge.PreferCodecs("VP9")), 22},
	{"drop-feedback", munge.DropFeedback("VP8", "goog-remb"), 12},
	{"drop-extension", munge.DropExtensions("urn:3gpp:video-orientation"), 10},
	{"drop-codec", munge.Audio(munge.DropCodecs("PCMU")), 18},
	{"drop-H264", munge.Video(munge.DropCodecs("H264")), 18},
	{"keep-VP8", munge.Video(munge.KeepCodecs("VP8")), 18},
	{"renumber", munge.Renumber(munge.PT{Codec: "VP8", To: 121}), 40},
	{"redact", munge.Redact("key"), 31},
}

// BenchmarkAgainstParse times edits of the offer, which is parsed already, and a Parse of the
// offer, in turns and in one process. It reports the ratio of the fastest turns, of the edit
// alone and of the edit with the text of what comes out. Most edits take at most twice as
// long as Parse, which reads every line once. A renumbering and a redaction take more: the
// one because it looks at what is bundled, reads all codecs, and writes an m= line and ten
// others anew, the other because it looks for addresses in each line and writes sixteen
// with nine digests, of which each takes as long as Parse takes for twelve lines.
//
//	go test -run '^$' -bench AgainstParse -benchtime 1x ./munge
func BenchmarkAgainstParse(b *testing.B) {
	text := file(b, "chromium-audio-video-offer.sdp")
	d := parse(b, text)
	for _, e := range measured {
		edit := func() *sdp.Description {
			out, _, err := munge.Apply(d, e.edit)
			if err != nil {
				b.Fatal(err)
			}
			return out
		}
		again := func() {
			if _, err := sdp.Parse(text); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(e.name, func(b *testing.B) {
			for b.Loop() {
				ours, parse := interleave(func() { edit() }, again)
				b.ReportMetric(ours, "ns")
				b.ReportMetric(ours/parse, "of-Parse")
				ours, parse = interleave(func() { _ = edit().String() }, again)
				b.ReportMetric(ours/parse, "with-text")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

func TestAnEditAllocatesLittle(t *testing.T) {
	d := parse(t, file(t, "chromium-audio-video-offer.sdp"))
	for _, e := range measured {
		allocs := testing.AllocsPerRun(5, func() {
			out, _, err := munge.Apply(d, e.edit)
			if err != nil {
				t.Fatal(err)
			}
			_ = out.String()
		})
		if allocs > e.allocs {
			t.Errorf("%s: %.0f allocations, at most %.0f wanted", e.name, allocs, e.allocs)
		}
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
