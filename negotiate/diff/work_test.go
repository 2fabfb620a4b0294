package diff_test

import (
	"runtime"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// What is the same in both offers of a browser costs little: no map of all lines, no
// codec that is read to find that it is the same. The bounds are a fifth above what was
// measured.
func TestOffersOfBrowsersAreComparedWithFewAllocations(t *testing.T) {
	const runs = 20
	pairs := chromiumPairs(t)
	for _, test := range []struct {
		name          string
		allocs, bytes float64
	}{
		{"ice-restart", 98, 40200},
		{"direction", 118, 41700},
		{"codec-removed", 158, 58200},
		{"codec-order", 146, 55400},
		{"pt-renumbered", 142, 55200},
		{"media-added", 278, 42600},
		{"origin", 309, 57100},
	} {
		p := pairs[test.name]
		old, new := parse(p[0]), parse(p[1])
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		allocs := testing.AllocsPerRun(runs, func() { diff.Compare(old, new) })
		runtime.ReadMemStats(&after)
		bytes := float64(after.TotalAlloc-before.TotalAlloc) / (runs + 1)
		t.Logf("%s: %.0f allocations, %.0f bytes", test.name, allocs, bytes)
		if allocs > test.allocs || bytes > test.bytes {
			t.Errorf("%s: a comparison makes %.0f allocations of %.0f bytes, more than %.0f of %.0f", test.name, allocs, bytes, test.allocs, test.bytes)
		}
	}
}
