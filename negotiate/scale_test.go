package negotiate_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// large are texts with many lines of one kind; seed 1 makes an offer and 3 an answer
// that departs from it in all of them.
var large = map[string]func(b *strings.Builder, n, seed int){
	"sections": func(b *strings.Builder, n, seed int) {
		b.WriteString("a=group:BUNDLE")
		for i := range n / 4 {
			fmt.Fprintf(b, " %d", i)
		}
		for i := range n / 4 {
			fmt.Fprintf(b, "\r\n%s\r\na=mid:%d\r\na=ice-ufrag:u%d\r\na=bundle-only", largeMedia, i, seed*i)
		}
	},
	"groups": func(b *strings.Builder, n, seed int) {
		for i := range n / 4 {
			if seed == 1 {
				fmt.Fprintf(b, "a=group:LS %d 1\r\n", i)
			} else {
				fmt.Fprintf(b, "a=group:BUNDLE %d\r\n", i)
			}
		}
		if seed == 1 {
			b.WriteString("a=group:BUNDLE")
			for i := range n / 4 {
				fmt.Fprintf(b, " %d", i)
			}
		}
		for i := range n / 4 {
			fmt.Fprintf(b, "\r\n%s\r\na=mid:%d", largeMedia, i)
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
	"a section whose payload types all conflict": func(b *strings.Builder, n, seed int) {
		b.WriteString("m=audio 9 RTP/AVP")
		for pt := range 128 {
			fmt.Fprintf(b, " %d", pt)
		}
		for i := range n {
			fmt.Fprintf(b, "\r\na=rtpmap:%d x%d/8000", i%128, i*seed)
		}
	},
	"feedback": func(b *strings.Builder, n, seed int) {
		b.WriteString(largeMedia + "\r\na=rtpmap:96 VP8/90000")
		for i := range n {
			fmt.Fprintf(b, "\r\na=rtcp-fb:96 ccm x%d\r\na=rtcp-fb:* nack y%d", i, i*seed)
		}
	},
	"extensions": func(b *strings.Builder, n, seed int) {
		b.WriteString(largeMedia)
		for i := range n {
			fmt.Fprintf(b, "\r\na=extmap:%d urn:x\r\na=extmap:%d urn:%d", 1+(i*seed)%250, 4096+i%256, i*seed)
		}
	},
	"rids and simulcast": func(b *strings.Builder, n, seed int) {
		b.WriteString(largeMedia + "\r\na=simulcast:send 0")
		for i := range n {
			fmt.Fprintf(b, ";%d,a%d", i*seed, i)
		}
		b.WriteString("\r\na=rid:x send pt=96")
		for i := range n {
			fmt.Fprintf(b, ";r%d=%d", i, seed)
		}
		for i := range n {
			fmt.Fprintf(b, "\r\na=rid:%d send max-fps=%d", i*seed, i)
		}
	},
	"options, keys and fingerprints": func(b *strings.Builder, n, seed int) {
		b.WriteString(largeMedia + "\r\na=ice-ufrag:uuuu\r\na=ice-options:x")
		for i := range n {
			fmt.Fprintf(b, " o%d", i*seed)
		}
		for i := range n {
			fmt.Fprintf(b, "\r\na=crypto:%d AES_CM_128_HMAC_SHA1_80 inline:x\r\na=fingerprint:sha-256 %02X:%02X", i*seed, i%256, i/256%256)
		}
	},
	"lines that can't be read": func(b *strings.Builder, n, seed int) {
		b.WriteString(largeMedia)
		for i := range n {
			fmt.Fprintf(b, "\r\nc=x\r\nb=x%d\r\na=extmap:%d\r\na=rtcp-fb:x", i*seed, 500+i)
		}
	},
	"a session part for many sections": func(b *strings.Builder, n, seed int) {
		for i := range n {
			fmt.Fprintf(b, "a=fingerprint:sha-256 %02X:%02X\r\na=extmap:%d urn:%d\r\n", i%256, i/256%256, 1+i%250, i*seed)
		}
		for i := range n / 8 {
			fmt.Fprintf(b, "%s\r\na=mid:%d\r\n", largeMedia, i)
		}
	},
	"ICE options of a session part for many sections": func(b *strings.Builder, n, seed int) {
		b.WriteString("a=ice-options:first")
		for i := range n {
			fmt.Fprintf(b, " o%d", i*seed)
		}
		b.WriteString("\r\n")
		for i := range n / 8 {
			fmt.Fprintf(b, "%s\r\na=mid:%d\r\na=ice-ufrag:user\r\na=ice-pwd:passwordpasswordpassword\r\n", largeMedia, i)
			if i%4 == seed {
				b.WriteString("a=ice-options:o0\r\n")
			}
		}
	},
	"formats": func(b *strings.Builder, n, seed int) {
		b.WriteString("m=application 9 UDP/DTLS/SCTP")
		for i := range n {
			fmt.Fprintf(b, " f%d", 2*i+seed)
		}
	},
}

const largeMedia = "m=video 9 UDP/TLS/RTP/SAVPF 96 97"

func largePair(shape func(b *strings.Builder, n, seed int), n int) (offer, answer *sdp.Description) {
	text := func(seed int) *sdp.Description {
		var b strings.Builder
		fmt.Fprintf(&b, "v=0\r\no=- %d 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n", seed)
		shape(&b, n, seed)
		d, _ := sdp.ParseLax(b.String() + "\r\n")
		return d
	}
	return text(1), text(3)
}

// everything is each of the checks once.
func everything(offer, answer *sdp.Description) {
	before := negotiate.After(offer, answer)
	negotiate.Agree(offer, answer, before, negotiate.InMode(negotiate.WebRTC))
	negotiate.CheckReoffer(offer, answer, before, negotiate.InMode(negotiate.WebRTC))
}

// Text from strangers must not cost more than its length: eight times the input may
// allocate some eight times as much, and not sixty-four.
func TestWorkIsNearlyLinear(t *testing.T) {
	for name, shape := range large {
		t.Run(name, func(t *testing.T) {
			cost := func(n int) uint64 {
				offer, answer := largePair(shape, n)
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				everything(offer, answer)
				runtime.ReadMemStats(&after)
				return after.TotalAlloc - before.TotalAlloc
			}
			const n = 512
			if a, b := cost(n), cost(8*n); b > 16*a {
				t.Errorf("%d lines allocate %d bytes, %d lines %d", n, a, 8*n, b)
			}
		})
	}
}

// BenchmarkScale reports how much longer eight times the input takes.
func BenchmarkScale(b *testing.B) {
	for name, shape := range large {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			cost := func(n int) time.Duration {
				offer, answer := largePair(shape, n)
				start := time.Now()
				everything(offer, answer)
				return time.Since(start)
			}
			const n = 2048
			for b.Loop() {
				small, big := cost(n), cost(8*n)
				b.ReportMetric(float64(big)/float64(small), "times-for-8x")
				b.ReportMetric(float64(big.Microseconds()), "µs-for-8x")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
