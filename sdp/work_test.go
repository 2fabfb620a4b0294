package sdp

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// What parsing costs is counted here, in allocations and bytes, which do not
// depend on the machine. Times are the business of the benchmarks.

// sfuOffer is what an SFU offers in a large conference: n media sections, taken in
// turn from Chromium's audio and video sections, each with a mid of its own.
func sfuOffer(tb testing.TB, n int) string {
	text := readFile(tb, "descriptions/chromium-audio-video-offer.sdp")
	audio, video := strings.Index(text, "m=audio"), strings.Index(text, "m=video")
	var mids, body strings.Builder
	for i := range n {
		section := text[audio:video]
		if i%2 == 1 {
			section = text[video:]
		}
		mid := "a=mid:" + fmt.Sprint(i%2) + "\r\n"
		fmt.Fprintf(&mids, " %d", i)
		body.WriteString(strings.Replace(section, mid, fmt.Sprintf("a=mid:%d\r\n", i), 1))
	}
	return strings.Replace(text[:audio], "BUNDLE 0 1", "BUNDLE"+mids.String(), 1) + body.String()
}

func allocated(f func()) (allocs, bytes uint64) {
	const runs = 20
	var before, after runtime.MemStats
	f()
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return (after.Mallocs - before.Mallocs) / runs, (after.TotalAlloc - before.TotalAlloc) / runs
}

func TestParseAllocatesEightBytesALine(t *testing.T) {
	for name, text := range map[string]string{
		"SIP":                readFile(t, "descriptions/baresip-plain-rtp-offer.sdp"),
		"Chromium":           readFile(t, "descriptions/chromium-audio-video-offer.sdp"),
		"SFU, 200 sections":  sfuOffer(t, 200),
		"SFU, 2000 sections": sfuOffer(t, 2000),
		"lone CRs":           strings.ReplaceAll(sfuOffer(t, 200), "\r\n", "\r"),
		"empty lines":        minimal + strings.Repeat("\n", 100000),
		"empty sections":     minimal + strings.Repeat("m=a 0 b 0\n", 100000),
		"one long line":      minimal + "a=x:" + strings.Repeat("y", 1<<20) + "\r\n",
	} {
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") - strings.Count(text, "\r\n") + 1
		sections := strings.Count("\n"+strings.ReplaceAll(text, "\r", "\n"), "\nm=") + 1
		allocs, bytes := allocated(func() {
			if _, err := Parse(text); err != nil {
				t.Fatal(err)
			}
		})
		most := uint64(16*lines+32*sections+512) * 9 / 8 // a size class wastes at most an eighth
		if allocs > 3 || bytes > most {
			t.Errorf("%s: %d allocations, %d bytes for %d lines and %d sections, at most %d wanted", name, allocs, bytes, lines, sections, most)
		}
	}
}

func TestReadingAllocatesNothing(t *testing.T) {
	text := sfuOffer(t, 10)
	d := mustParse(t, text)
	buf := make([]byte, 0, 2*len(text))
	edited := mustParse(t, text)
	i := 0
	for _, m := range edited.AllMedia() {
		for l := range m.Lines() {
			if i++; i%40 == 0 && l.Type() == 'a' {
				if err := l.Replace(l.Text() + "x"); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	m := d.Media(1)
	n := 0
	for name, f := range map[string]func(){
		"Reset":             func() { _ = d.Reset(text); m = d.Media(1) },
		"AppendText":        func() { buf, _ = d.AppendText(buf[:0]) },
		"AppendText edited": func() { buf, _ = edited.AppendText(buf[:0]) },
		"Lines": func() {
			for l := range m.Lines() {
				n += len(l.Text())
			}
		},
		"AttrLines": func() {
			for l := range m.AttrLines("rtpmap") {
				n += l.Number()
			}
		},
		"Attrs": func() {
			for _, a := range m.Attrs() {
				n += len(a.Name()) + len(a.Value())
			}
		},
		"AttrsNamed": func() {
			for _, a := range m.AttrsNamed("rtpmap") {
				n += len(a.Value())
			}
		},
		"All[RTPMap]":       func() { n += count[RTPMap](m) },
		"All[FMTP]":         func() { n += count[FMTP](m) },
		"All[RTCPFeedback]": func() { n += count[RTCPFeedback](m) },
		"All[ExtMap]":       func() { n += count[ExtMap](m) },
		"All[Fingerprint]":  func() { n += count[Fingerprint](m) },
		"All[Group]":        func() { n += count[Group](d.Session()) },
		"Entries[RTPMap]": func() {
			for l, r := range Entries[RTPMap](m) {
				n += l.Number() + int(r.PayloadType)
			}
		},
		"First[Setup]":  func() { s, _, _ := First[Setup](m); n += len(s) },
		"Lookup[Setup]": func() { s, _, _ := Lookup[Setup](m); n += len(s) },
		"Codecs": func() {
			for c := range m.Codecs() {
				n += len(c.Name)
			}
		},
		"Feedback": func() {
			for c := range m.Codecs() {
				for fb := range c.Feedback() {
					n += len(fb.ID)
				}
				break
			}
		},
		"Formats": func() {
			for f := range m.Formats() {
				n += len(f)
			}
		},
		"FMTP.All": func() {
			for k := range (FMTP{"96", "a=b;c=d"}).All() {
				n += len(k)
			}
		},
		"MediaByMID":  func() { m, _ := d.MediaByMID("5"); n += m.Index() },
		"Direction":   func() { n += int(m.Direction()) },
		"Destination": func() { a, _ := m.Destination(); n += a.Port },
		"Origin":      func() { o, _ := d.Origin(); n += len(o.Address) },
		"Port, Kind":  func() { n += m.Port() + len(m.Kind()) },
	} {
		if allocs := testing.AllocsPerRun(20, f); allocs != 0 {
			t.Errorf("%s allocates %v times", name, allocs)
		}
	}
	if n == 0 {
		t.Error("nothing was read")
	}
}

// webrtcAttributes has one of each type, in the form that WebRTC endpoints write.
var webrtcAttributes = []string{
	"extmap-allow-mixed", "rid:1 send pt=96,97;max-width=1280;max-fps=30", "simulcast:send 1;~2,3 recv 4",
	"imageattr:96 send * recv [x=[48:1920],y=[48:1080],q=1.0] [x=320,y=180]", "ssrc:1234 msid:stream track", "ssrc-group:FID 1234 5678",
	"msid:{a} {b}", "msid-semantic: WMS a b", "ice-options:trickle ice2", "ice-lite", "ice-pacing:50", "ice-mismatch",
	"remote-candidates:1 192.0.2.1 9 2 192.0.2.1 10", "end-of-candidates", "connection:new", "tls-id:17f0f4ba8a5f1213faca591b58ba52a7",
	"rtcp-mux-only", "rtcp-rsize", "rtcp-xr:rcvr-rtt=all voip-metrics", "crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA|2^20|1:4 KDR=1 WSH=64",
	"sctp-port:5000", "sctpmap:5000 webrtc-datachannel 1024", "max-message-size:262144", `dcmap:1 subprotocol="x";label="y";priority=5`, "dcsa:1 accept-types:text/plain",
}

// In the form that WebRTC endpoints write no attribute costs an allocation, neither
// to parse nor to iterate over what is in it.
func TestParsingAttributesAllocatesNothing(t *testing.T) {
	m := mustParse(t, minimal+media+"a="+strings.Join(webrtcAttributes, "\r\na=")+"\r\n").Media(0)
	n := 0
	allocs := testing.AllocsPerRun(20, func() {
		n = count[ExtMapAllowMixed](m) + count[RID](m) + count[Simulcast](m) + count[ImageAttr](m) + count[SSRC](m) + count[SSRCGroup](m) +
			count[MSID](m) + count[MSIDSemantic](m) + count[ICEOptions](m) + count[ICELite](m) + count[ICEPacing](m) + count[ICEMismatch](m) +
			count[RemoteCandidates](m) + count[EndOfCandidates](m) + count[ConnectionReuse](m) + count[TLSID](m) +
			count[RTCPMuxOnly](m) + count[RTCPRsize](m) + count[RTCPXR](m) + count[Crypto](m) +
			count[SCTPPort](m) + count[SCTPMap](m) + count[MaxMessageSize](m) + count[DCMap](m) + count[DCSA](m)
	})
	if allocs != 0 || n != len(webrtcAttributes) {
		t.Errorf("%v allocations, %d of %d attributes read", allocs, n, len(webrtcAttributes))
	}
	read := func() {
		rid, _, _ := First[RID](m)
		for range rid.Formats() {
			n++
		}
		rid.Get("max-fps")
		simulcast, _, _ := First[Simulcast](m)
		for s := range simulcast.Send.All() {
			for range s.Alternatives() {
				n++
			}
		}
		image, _, _ := First[ImageAttr](m)
		for s := range image.Recv.All() {
			s.Get("y")
		}
		group, _, _ := First[SSRCGroup](m)
		group.Has(5678)
		remote, _, _ := First[RemoteCandidates](m)
		for range remote.All() {
			n++
		}
		crypto, _, _ := First[Crypto](m)
		for k := range crypto.Keys() {
			packets, _ := k.Packets()
			n += int(packets)
		}
		for range crypto.Params() {
			n++
		}
		options, _, _ := First[ICEOptions](m)
		options.Has("ice2")
		xr, _, _ := First[RTCPXR](m)
		xr.Get("voip-metrics")
	}
	if allocs := testing.AllocsPerRun(20, read); allocs != 0 {
		t.Errorf("%v allocations for what is in them", allocs)
	}
}

func count[T Attribute[T]](s Section) (n int) {
	for _, err := range All[T](s) {
		if err == nil {
			n++
		}
	}
	return n
}

// Ten times the input may cost ten times the work and not a hundred, also for what
// hurts parsers that look back.
func TestWorkIsLinearInTheInput(t *testing.T) {
	for name, unit := range map[string]string{
		"sections":       "m=audio 9 RTP/AVP 0\r\na=mid:x\r\n",
		"bad lines":      "bad\r\n",
		"bad attributes": "a=rtpmap:x\r\n",
		"bad mids":       "m=audio 9 RTP/AVP 0\r\na=mid:\r\nbad\r\n",
		"lone CRs":       "a=x\r",
		"NULs":           "a=\x00\r\n",
		"empty lines":    "\n",
		"spaces":         "m=audio 9 RTP/AVP 0" + strings.Repeat(" ", 50) + "\r\n",
	} {
		work := func(n int) uint64 {
			text := minimal + strings.Repeat(unit, n)
			_, bytes := allocated(func() {
				d, _ := Options{MaxProblems: 1 << 30}.ParseLax(text)
				for _, m := range d.AllMedia() {
					for range All[RTPMap](m) {
					}
					m.MID()
				}
				for range All[RTPMap](d.Session()) {
				}
			})
			return bytes
		}
		// (The list of problems grows by a quarter at a time, hence 13 and not 11.)
		if a, b := work(1000), work(10000); b > 13*a {
			t.Errorf("%s: %d bytes, then %d for ten times the input", name, a, b)
		}
	}
}

// Edits through handles leave the lines that they are not about alone: the memory
// of an edit does not depend on the length of the description.
func TestEditsCostTheSameInAnyDescription(t *testing.T) {
	cost := func(n int) uint64 {
		text := sfuOffer(t, n)
		_, base := allocated(func() { _, _ = Parse(text) })
		_, bytes := allocated(func() {
			d, _ := Parse(text)
			l, _ := d.Media(n - 1).firstOf('a')
			for range 100 {
				if _, err := l.InsertAfter("a=x"); err != nil {
					t.Fatal(err)
				}
				if _, err := d.Media(n - 1).AddLine("a=y"); err != nil {
					t.Fatal(err)
				}
			}
		})
		return bytes - base
	}
	if a, b := cost(2), cost(2000); b > a+4096 {
		t.Errorf("200 edits take %d bytes in a short description, %d in a long one", a, b)
	}
}

// Run with -race.
func TestReadingConcurrentlyIsSafe(t *testing.T) {
	text := sfuOffer(t, 10)
	d := mustParse(t, text)
	if err := Set(d.Media(3), Inactive); err != nil {
		t.Fatal(err)
	}
	want := d.String()
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, m := range d.AllMedia() {
				for c := range m.Codecs() {
					_ = c.Name
				}
				count[ExtMap](m)
				m.Direction()
				m.Destination()
				m.Rejected()
			}
			d.MediaByMID("7")
			if d.String() != want || !d.Clone().Equal(d) {
				t.Error("the text differs")
			}
		}()
	}
	wg.Wait()
}
