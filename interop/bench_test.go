package interop

import (
	"testing"

	"github.com/pion/ice/v4"

	"github.com/sdpkit/sdpkit/candidate"
)

var lines = []struct{ name, line string }{
	{"host", "candidate:1510613869 1 udp 2122262783 fd77::10 50123 typ host generation 0 ufrag EsAw network-id 2 network-cost 10"},
	{"tcp", "candidate:344579997 1 tcp 1518149375 192.168.77.10 9 typ host tcptype active"},
	{"srflx", "candidate:842163049 1 udp 1677729535 203.0.113.77 46154 typ srflx raddr 192.168.77.10 rport 46154 generation 0 network-cost 999"},
}

var (
	sinkC ice.Candidate
	sink  candidate.Candidate
	buf   []byte
)

func BenchmarkParse(b *testing.B) {
	for _, l := range lines {
		b.Run(l.name+"/ours", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink, _ = candidate.Parse(l.line)
			}
		})
		b.Run(l.name+"/pion", func(b *testing.B) {
			for b.Loop() {
				sinkC, _ = ice.UnmarshalCandidate(l.line)
			}
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	for _, l := range lines {
		c, _ := candidate.Parse(l.line)
		p, _ := ice.UnmarshalCandidate(l.line)
		b.Run(l.name+"/ours", func(b *testing.B) {
			b.ReportAllocs()
			buf := make([]byte, 0, 256)
			for b.Loop() {
				buf = c.AppendAttribute(buf[:0])
			}
		})
		b.Run(l.name+"/pion", func(b *testing.B) {
			for b.Loop() {
				p.Marshal()
			}
		})
	}
}
