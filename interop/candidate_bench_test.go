package interop

import (
	"slices"
	"testing"
	"time"

	"github.com/pion/ice/v4"

	"github.com/sdpkit/sdpkit/candidate"
)

// typical are three candidates as Chromium writes them, one with all it ever writes.
var typical = []struct{ name, text string }{
	{"host", "candidate:2616206448 1 udp 2122265343 fd77::10 37664 typ host generation 0 ufrag AOtt network-id 2 network-cost 10"},
	{"tcp", "candidate:4073442414 1 tcp 1518214911 192.168.77.10 9 typ host tcptype active generation 0 network-id 1"},
	{"srflx", "candidate:842163049 1 udp 1685987071 203.0.113.77 46154 typ srflx raddr 192.168.77.10 rport 46154 generation 0 ufrag AOtt network-id 1"},
}

// BenchmarkAgainstPion times each operation and pion/ice's in turns, and reports the
// ratio of the medians.
func BenchmarkAgainstPion(b *testing.B) {
	for _, line := range typical {
		c, err := candidate.Parse(line.text)
		if err != nil {
			b.Fatal(err)
		}
		p, err := ice.UnmarshalCandidate(line.text)
		if err != nil {
			b.Fatal(err)
		}
		buf := make([]byte, 0, 2*len(line.text))
		for _, op := range []struct {
			name         string
			ours, theirs func()
		}{
			{"Parse", func() {
				if _, err := candidate.Parse(line.text); err != nil {
					b.Fatal(err)
				}
			}, func() {
				if _, err := ice.UnmarshalCandidate(line.text); err != nil {
					b.Fatal(err)
				}
			}},
			{"AppendAttribute", func() { buf = c.AppendAttribute(buf[:0]) }, func() { _ = p.Marshal() }},
		} {
			b.Run(op.name+"/"+line.name, func(b *testing.B) {
				for b.Loop() {
					ours, theirs := interleave(op.ours, op.theirs)
					b.ReportMetric(ours, "ns")
					b.ReportMetric(theirs, "pion-ns")
					b.ReportMetric(ours/theirs, "of-pion")
				}
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// interleave runs both in 15 turns of about 10 ms each and returns the medians, in
// nanoseconds a call.
func interleave(f, g func()) (float64, float64) {
	const turns, turn = 15, 10 * time.Millisecond
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
	var fs, gs []float64
	for range turns {
		fs = append(fs, measure(f, nf))
		gs = append(gs, measure(g, ng))
	}
	slices.Sort(fs)
	slices.Sort(gs)
	return fs[turns/2], gs[turns/2]
}
