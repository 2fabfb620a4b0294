package interop

import (
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
// ratio of the quickest turns.
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

// interleave runs both in 75 turns of about 2 ms each and returns the quickest of each,
// in nanoseconds a call: what else the machine does can only make a turn slower.
func interleave(f, g func()) (float64, float64) {
	const turns, turn = 75, 2 * time.Millisecond
	took := func(f func(), n int) time.Duration {
		start := time.Now()
		for range n {
			f()
		}
		return time.Since(start)
	}
	calls := func(f func()) int {
		n := 1
		for {
			if d := min(took(f, n), took(f, n), took(f, n)); d > turn/4 {
				return max(1, int(float64(n)*float64(turn)/float64(d)))
			}
			n *= 2
		}
	}
	nf, ng := calls(f), calls(g)
	ours, theirs := time.Hour, time.Hour
	for range turns {
		ours, theirs = min(ours, took(f, nf)), min(theirs, took(g, ng))
	}
	return float64(ours) / float64(nf), float64(theirs) / float64(ng)
}
