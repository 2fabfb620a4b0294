package sdp

import (
	"slices"
	"testing"
	"time"

	pion "github.com/pion/sdp/v3"
)

// BenchmarkAgainstPion times each operation and pion/sdp's in turns, in one
// process, and reports the ratio of the medians:
//
//	go test -run '^$' -bench AgainstPion -benchtime 1x ./sdp
func BenchmarkAgainstPion(b *testing.B) {
	inputs := []struct{ name, text string }{
		{"SIP", readFile(b, "descriptions/baresip-plain-rtp-offer.sdp")},
		{"Chromium", readFile(b, "descriptions/chromium-audio-video-offer.sdp")},
		{"SFU200", sfuOffer(b, 200)},
	}
	for _, in := range inputs {
		d := mustParse(b, in.text)
		edited := mustParse(b, in.text)
		since := 40
		for l := range allLines(edited) {
			if since++; since > 40 && l.Type() == 'a' {
				if err := l.Replace(l.Text() + "x"); err != nil {
					b.Fatal(err)
				}
				since = 0
			}
		}
		var p pion.SessionDescription
		if err := p.UnmarshalString(in.text); err != nil {
			b.Fatal(err)
		}
		parse := func() {
			var p pion.SessionDescription
			if err := p.UnmarshalString(in.text); err != nil {
				b.Fatal(err)
			}
		}
		marshal := func() {
			if _, err := p.Marshal(); err != nil {
				b.Fatal(err)
			}
		}
		buf := make([]byte, 0, 2*len(in.text))
		for _, op := range []struct {
			name         string
			ours, theirs func()
		}{
			{"Parse", func() {
				if _, err := Parse(in.text); err != nil {
					b.Fatal(err)
				}
			}, parse},
			{"Reset", func() {
				if err := d.Reset(in.text); err != nil {
					b.Fatal(err)
				}
			}, parse},
			{"AppendText", func() { buf, _ = d.AppendText(buf[:0]) }, marshal},
			{"AppendText-edited", func() { buf, _ = edited.AppendText(buf[:0]) }, marshal},
		} {
			b.Run(op.name+"/"+in.name, func(b *testing.B) {
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

// BenchmarkScale reports how much more ten times the input costs.
func BenchmarkScale(b *testing.B) {
	one, ten := sfuOffer(b, 20), sfuOffer(b, 200)
	d1, d10 := mustParse(b, one), mustParse(b, ten)
	buf := make([]byte, 0, 2*len(ten))
	for _, op := range []struct {
		name         string
		small, large func()
	}{
		{"Parse", func() { _, _ = Parse(one) }, func() { _, _ = Parse(ten) }},
		{"Reset", func() { _ = d1.Reset(one) }, func() { _ = d10.Reset(ten) }},
		{"Check", func() { Check(d1) }, func() { Check(d10) }},
		{"AppendText", func() { buf, _ = d1.AppendText(buf[:0]) }, func() { buf, _ = d10.AppendText(buf[:0]) }},
	} {
		b.Run(op.name, func(b *testing.B) {
			for b.Loop() {
				large, small := interleave(op.large, op.small)
				b.ReportMetric(large/small, "times-for-10x")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

func allLines(d *Description) func(func(Line) bool) {
	return func(yield func(Line) bool) {
		for _, m := range d.AllMedia() {
			for l := range m.Lines() {
				if !yield(l) {
					return
				}
			}
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
