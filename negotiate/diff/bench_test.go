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
// turns, in one process, and reports the ratio of the fastest turns, which is to be 15 at
// most. The medians, of which the second ratio is, hold what other processes take as well,
// and the garbage collector, which a short turn may escape.
//
//	go test -run '^$' -bench 'Compare$' -benchtime 1x ./negotiate/diff
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
				middle := len(ours) / 2
				b.ReportMetric(ours[0], "ns")
				b.ReportMetric(ours[0]/parsing[0], "times-Parse")
				b.ReportMetric(ours[middle]/parsing[middle], "times-Parse-median")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// interleave runs both in many short turns and returns how long a call took in each turn,
// in nanoseconds, sorted. The fastest turn is what the work itself takes: what the machine
// does besides can only make a turn slower.
func interleave(f, g func()) (forF, forG []float64) {
	const turns, turn = 100, time.Millisecond
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
	for range turns {
		forF, forG = append(forF, measure(f, nf)), append(forG, measure(g, ng))
	}
	slices.Sort(forF)
	slices.Sort(forG)
	return forF, forG
}
