package diff_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// chromiumPairs are offers of Chromium as they follow each other in a session, and of
// two sessions.
func chromiumPairs(t testing.TB) map[string][2]string {
	t.Helper()
	all := texts(t)
	offer := all["chromium-audio-video-offer.sdp"]
	next := strings.Replace(offer, " 2 IN IP4", " 3 IN IP4", 1)
	i := strings.Index(offer, "a=ice-ufrag:") + len("a=ice-ufrag:")
	j := strings.Index(offer, "a=ice-pwd:") + len("a=ice-pwd:")
	edited := func(edits ...munge.Edit) string {
		d, _, err := munge.Apply(parse(next), edits...)
		if err != nil {
			t.Fatal(err)
		}
		return d.String()
	}
	pairs := map[string][2]string{
		"ice-restart":   {offer, strings.NewReplacer(offer[i:i+4], "NEWu", offer[j:j+24], "NEWpNEWpNEWpNEWpNEWpNEWp").Replace(next)},
		"direction":     {offer, edited(munge.SetDirection(sdp.SendOnly))},
		"codec-removed": {offer, edited(munge.Audio(munge.DropCodecs("PCMU")), munge.Video(munge.DropCodecs("VP9")))},
		"codec-order":   {offer, edited(munge.Video(munge.PreferCodecs("VP9")))},
		"pt-renumbered": {offer, edited(munge.Renumber(munge.PT{Codec: "VP8", To: 121}))},
		"media-added":   {all["chromium-data-offer.sdp"], offer},
		"origin":        {offer, all["chromium-complete-offer.sdp"]},
	}
	for name, p := range pairs {
		if !compare(p[0], p[1]).Has(name) {
			t.Fatalf("%s is not what the offers differ in: %s", name, compare(p[0], p[1]).Verdict())
		}
	}
	return pairs
}

// BenchmarkCompare times a comparison of two Chromium offers and a Parse of both in
// turns, in one process, and reports the ratio of the medians:
//
//	go test -run '^$' -bench Compare -benchtime 1x ./negotiate/diff
func BenchmarkCompare(b *testing.B) {
	pairs := chromiumPairs(b)
	for _, name := range slices.Sorted(maps.Keys(pairs)) {
		p := pairs[name]
		b.Run(name, func(b *testing.B) {
			old, new := parse(p[0]), parse(p[1])
			for b.Loop() {
				ours, parsing := interleave(func() { diff.Compare(old, new) }, func() {
					_, errOld := sdp.Parse(p[0])
					_, errNew := sdp.Parse(p[1])
					if errOld != nil || errNew != nil {
						b.Fatal(errOld, errNew)
					}
				})
				b.ReportMetric(ours, "ns")
				b.ReportMetric(ours/parsing, "times-Parse")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// interleave runs both in 15 turns of a few milliseconds each and returns the medians,
// in nanoseconds a call.
func interleave(f, g func()) (float64, float64) {
	const turns, turn = 15, 4 * time.Millisecond
	measure := func(f func()) float64 {
		n, start := 0, time.Now()
		for time.Since(start) < turn {
			f()
			n++
		}
		return float64(time.Since(start)) / float64(n)
	}
	var x, y []float64
	for range turns {
		x = append(x, measure(f))
		y = append(y, measure(g))
	}
	slices.Sort(x)
	slices.Sort(y)
	return x[turns/2], y[turns/2]
}
