package diff_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// large are texts with many lines of one kind.
func large() (head string, shapes map[string]func(b *strings.Builder, n, seed int)) {
	head = "v=0\r\no=- 1 %d IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
	media := "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n"
	return head, map[string]func(b *strings.Builder, n, seed int){
		"candidates": func(b *strings.Builder, n, seed int) {
			b.WriteString(media)
			for i := range n {
				fmt.Fprintf(b, "a=candidate:%d 1 udp %d 10.0.%d.%d %d typ host\r\n", i, i*seed, i/250%250, i%250, 1000+seed)
			}
		},
		"unknown attributes": func(b *strings.Builder, n, seed int) {
			b.WriteString(media)
			for i := range n {
				fmt.Fprintf(b, "a=x%d:%d\r\n", i, i*seed)
			}
		},
		"feedback": func(b *strings.Builder, n, seed int) {
			b.WriteString(media + "a=rtpmap:96 VP8/90000\r\na=rtpmap:97 VP9/90000\r\n")
			for i := range n {
				fmt.Fprintf(b, "a=rtcp-fb:%d ccm x%d\r\n", 96+i%2, i*seed)
			}
		},
		"parameters": func(b *strings.Builder, n, seed int) {
			b.WriteString(media + "a=rtpmap:96 VP8/90000\r\na=fmtp:96 ")
			for i := range n {
				fmt.Fprintf(b, "p%d=%d;", i, i*seed)
			}
			b.WriteString("\r\n")
		},
		"sections": func(b *strings.Builder, n, seed int) {
			b.WriteString("a=group:BUNDLE")
			for i := range n / 4 {
				fmt.Fprintf(b, " %d", i)
			}
			b.WriteString("\r\n")
			for i := range n / 4 {
				fmt.Fprintf(b, "%sa=mid:%d\r\na=ice-ufrag:u%d\r\na=ice-pwd:p%d\r\n", media, i, seed*i, seed*i)
			}
		},
		"lines in another order": func(b *strings.Builder, n, seed int) {
			b.WriteString(media)
			for i := range n {
				fmt.Fprintf(b, "a=ssrc:%d cname:x\r\n", (i*seed*7919)%n)
			}
		},
		"one line many times": func(b *strings.Builder, n, seed int) {
			b.WriteString(media)
			for i := range n {
				fmt.Fprintf(b, "a=x%d\r\n", i%3*(i%seed))
			}
		},
		"a long session part": func(b *strings.Builder, n, seed int) {
			for i := range n {
				fmt.Fprintf(b, "a=x%d:%d\r\n", i, seed)
			}
			for i := range n / 8 {
				fmt.Fprintf(b, "%sa=mid:%d\r\na=ptime:%d\r\n", media, i, seed)
			}
		},
		"codecs": func(b *strings.Builder, n, seed int) {
			for range n / 128 {
				b.WriteString("m=video 9 UDP/TLS/RTP/SAVPF")
				for pt := range 128 {
					fmt.Fprintf(b, " %d", (pt*seed)%128)
				}
				for pt := 0; pt < 128; pt += 2 {
					fmt.Fprintf(b, "\r\na=rtpmap:%d H264/90000\r\na=fmtp:%d profile-level-id=%02x0034\r\na=rtpmap:%d rtx/90000\r\na=fmtp:%d apt=%d", pt, pt, pt+seed, pt+1, pt+1, pt)
				}
				b.WriteString("\r\n")
			}
		},
		"lists of red": func(b *strings.Builder, n, seed int) {
			for range n / 128 {
				b.WriteString("m=audio 9 RTP/AVP")
				for pt := range 128 {
					fmt.Fprintf(b, " %d", pt)
				}
				for pt := 0; pt < 128; pt += 2 {
					// The lists differ at their ends alone, and are never the same.
					fmt.Fprintf(b, "\r\na=rtpmap:%d X/8000\r\na=rtpmap:%d red/8000\r\na=fmtp:%d ", pt, pt+1, pt+1)
					for i := range 16 {
						fmt.Fprintf(b, "%d/", 2*i)
					}
					fmt.Fprintf(b, "%d", 33+seed)
				}
				b.WriteString("\r\n")
			}
		},
		"extensions": func(b *strings.Builder, n, seed int) {
			b.WriteString(media)
			for i := range n {
				fmt.Fprintf(b, "a=extmap:%d urn:%d\r\n", 1+i%250, i*seed)
			}
		},
	}
}

// pair makes two descriptions of n lines that differ in all of them.
func pair(head string, shape func(b *strings.Builder, n, seed int), n int) (old, new *sdp.Description) {
	text := func(seed int) string {
		var b strings.Builder
		fmt.Fprintf(&b, head, seed)
		shape(&b, n, seed)
		return b.String()
	}
	return parse(text(1)), parse(text(3))
}

// Text from strangers must not cost more than its length: eight times the input may
// allocate some eight times as much, and not sixty-four.
func TestWorkIsNearlyLinear(t *testing.T) {
	head, shapes := large()
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			cost := func(n int) uint64 {
				old, new := pair(head, shape, n)
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				diff.Compare(old, new)
				runtime.ReadMemStats(&after)
				return after.TotalAlloc - before.TotalAlloc
			}
			const n = 500
			if a, b := cost(n), cost(8*n); b > 12*a {
				t.Errorf("%d lines allocate %d bytes, %d lines %d", n, a, 8*n, b)
			}
		})
	}
}

// BenchmarkScale reports how much longer eight times the input takes.
func BenchmarkScale(b *testing.B) {
	head, shapes := large()
	for name, shape := range shapes {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			cost := func(n int) time.Duration {
				old, new := pair(head, shape, n)
				start := time.Now()
				diff.Compare(old, new)
				return time.Since(start)
			}
			const n = 2000
			for b.Loop() {
				small := cost(n)
				b.ReportMetric(float64(cost(8*n))/float64(small), "times-for-8x")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
