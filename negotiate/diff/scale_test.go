package diff_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// Text from strangers must not cost more than its length: twice the input may
// take some three times as long, for sorting and for noise, not four.
func TestTimeIsNearlyLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	head := "v=0\r\no=- 1 %d IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
	media := "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n"
	shapes := map[string]func(b *strings.Builder, n, seed int){
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
		"extensions": func(b *strings.Builder, n, seed int) {
			b.WriteString(media)
			for i := range n {
				fmt.Fprintf(b, "a=extmap:%d urn:%d\r\n", 1+i%250, i*seed)
			}
		},
	}
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			cost := func(n int) time.Duration {
				text := func(seed int) string {
					var b strings.Builder
					fmt.Fprintf(&b, head, seed)
					shape(&b, n, seed)
					return b.String()
				}
				old, new := parse(text(1)), parse(text(3))
				best := time.Hour
				for range 3 {
					start := time.Now()
					diff.Compare(old, new)
					best = min(best, time.Since(start))
				}
				return best
			}
			const n = 2000
			small, large := cost(n), cost(8*n)
			t.Logf("%d: %v, %d: %v", n, small, 8*n, large)
			if large > 32*small && large > 200*time.Millisecond {
				t.Errorf("8 times the input takes %.0f times as long", float64(large)/float64(small))
			}
		})
	}
}
