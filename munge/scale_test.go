package munge_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
)

// sfu is an offer of many sections in one BUNDLE group.
func sfu(sections int) string {
	var b strings.Builder
	b.WriteString("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE")
	for i := range sections {
		fmt.Fprintf(&b, " %d", i)
	}
	b.WriteString("\r\n")
	for i := range sections {
		fmt.Fprintf(&b, "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98\r\nc=IN IP4 0.0.0.0\r\na=mid:%d\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\n"+
			"a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB\r\na=setup:actpass\r\na=rtcp-mux\r\na=sendrecv\r\n"+
			"a=extmap:1 urn:a\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\na=rtpmap:98 H264/90000\r\n"+
			"a=candidate:1 1 udp 2130706431 192.0.2.1 9 typ host\r\na=ssrc:%d cname:x\r\n", i, i+1)
	}
	return b.String()
}

// The work of an edit grows with the description and not faster: ten times the sections
// must not take many more than ten times the allocations, which unlike time can be
// counted exactly. Loops that read without allocating are seen by BenchmarkScale.
func TestTheWorkIsLinearInTheDescription(t *testing.T) {
	for k := range munge.Kinds() {
		edits, err := munge.ParseEdits([]byte(k.Example))
		if err != nil {
			t.Fatal(err)
		}
		allocs := func(sections int) float64 {
			d := parse(t, sfu(sections))
			return testing.AllocsPerRun(2, func() { _, _, _ = munge.Apply(d, edits...) })
		}
		if small, large := allocs(10), allocs(100); large > 14*small {
			t.Errorf("%s: %.0f allocations for 10 sections, %.0f for 100", k.Name, small, large)
		}
	}
}

// There are 128 payload types, whatever the m= line lists.
func TestMemoryIsNotTakenForFormatsThatCannotBe(t *testing.T) {
	text := head + "m=audio 5004 RTP/AVP" + strings.Repeat(" 0 8", 1<<15) + "\n"
	for _, e := range []munge.Edit{munge.PreferCodecs("PCMA"), munge.DropCodecs("PCMU"), munge.Renumber(munge.PT{Codec: "PCMA", To: 96})} {
		d := lax(text)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, _ = munge.Apply(d, e)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > uint64(16*len(text)) {
			t.Errorf("%s takes %d bytes for a text of %d", e.Name(), n, len(text))
		}
	}
}

// BenchmarkScale reports how much more ten times the sections cost, for each kind and for Detect,
// in an SFU's offer and in one with as many groups:
//
//	go test -run '^$' -bench Scale -benchtime 1x ./munge
func BenchmarkScale(b *testing.B) {
	texts := map[string]func(int) string{"sfu": sfu, "groups": groups}
	for name, text := range texts {
		small, large := lax(text(60)), lax(text(600))
		setSmall, setLarge := lax(text(60)), lax(text(600))
		b.Run("detect/"+name, func(b *testing.B) {
			for b.Loop() {
				l, s := interleave(func() { munge.Detect(large, setLarge) }, func() { munge.Detect(small, setSmall) })
				b.ReportMetric(l/s, "times-for-10x")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
	for k := range munge.Kinds() {
		edits, err := munge.ParseEdits([]byte(k.Example))
		if err != nil {
			b.Fatal(err)
		}
		for name, text := range texts {
			small, large := lax(text(60)), lax(text(600))
			b.Run(k.Name+"/"+name, func(b *testing.B) {
				for b.Loop() {
					l, s := interleave(func() { _, _, _ = munge.Apply(large, edits...) }, func() { _, _, _ = munge.Apply(small, edits...) })
					b.ReportMetric(l/s, "times-for-10x")
				}
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// groups is a description with as many groups as sections, of which each is in a BUNDLE
// group, and as many lines in the section that carries the largest.
func groups(sections int) string {
	var b strings.Builder
	b.WriteString("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=extmap-allow-mixed\r\n")
	for i := range sections {
		fmt.Fprintf(&b, "a=group:LS %d\r\n", i)
	}
	b.WriteString("a=group:BUNDLE")
	for i := range sections {
		fmt.Fprintf(&b, " %d", i)
	}
	for i := range sections {
		fmt.Fprintf(&b, "\r\nm=video %d UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:%d\r\na=rtpmap:96 VP8/90000", 9-9*(1-min(1, i%3))*min(1, i), i)
		if i%3 == 0 && i > 0 {
			b.WriteString("\r\na=bundle-only")
		}
		for j := 0; i == 1 && j < sections; j++ {
			fmt.Fprintf(&b, "\r\na=x-%d", j)
		}
	}
	return b.String() + "\r\n"
}
