package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// A pipe makes a dump piece by piece, as a program at the other end of a pipe would, and looks at the
// live heap now and then.
type pipe struct {
	pieces func(i int) string // "" at the end
	i      int
	rest   string
	total  int
	seen   int // when it last looked
	most   uint64
}

func (p *pipe) Read(b []byte) (int, error) {
	if p.rest == "" {
		if p.rest = p.pieces(p.i); p.rest == "" {
			return 0, io.EOF
		}
		p.i++
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	if p.total += n; p.total-p.seen > 16<<20 {
		p.seen = p.total
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		p.most = max(p.most, m.HeapAlloc)
	}
	return n, nil
}

// big is a description of about n bytes, which differs from others by its version and credentials.
func big(text string, n, version int) string {
	head, media, _ := strings.Cut(text, "m=")
	var b strings.Builder
	b.WriteString(strings.Replace(head, " 2 IN IP4", " "+strconv.Itoa(version)+" IN IP4", 1))
	for i := 0; b.Len() < n; i++ {
		b.WriteString("m=" + strings.NewReplacer("a=mid:0", "a=mid:"+strconv.Itoa(i), "a=ice-ufrag:", "a=ice-ufrag:x"+strconv.Itoa(version), "a=ice-pwd:", "a=ice-pwd:x"+strconv.Itoa(version)).Replace(media))
	}
	return b.String()
}

// Of a dump of 200 MB, --list and --step hold no more than the descriptions at hand.
func TestAHugeDumpIsListedInLittleMemory(t *testing.T) {
	if raced {
		t.Skip("800 MB take minutes under the race detector, and need no less memory without it")
	}
	const size, renegotiations, stats = 250_000, 10, 20 << 20 // stats: bytes between two of them
	offer, err := os.ReadFile(data + "descriptions/chromium-data-offer.sdp")
	if err != nil {
		t.Fatal(err)
	}
	numbers := strings.Repeat("12345.678,", 1000)
	largest := 0
	text := func(version int) string {
		s := big(string(offer), size, version)
		largest = max(largest, len(s))
		return s
	}
	negotiated := func(i int, entry func(method, typ, text string) string) string {
		local, remote := text(i), text(1000+i)
		return entry("createOfferOnSuccess", "offer", local) + entry("setLocalDescription", "offer", local) + entry("setLocalDescriptionOnSuccess", "", "") +
			entry("setRemoteDescription", "answer", strings.ReplaceAll(remote, "actpass", "active")) + entry("setRemoteDescriptionOnSuccess", "", "")
	}
	description := func(typ, text string) string { // as JSON
		return `{"type":"` + typ + `","sdp":` + strings.ReplaceAll(strconv.Quote(text), `\x`, `\u00`) + `}`
	}
	per := stats / len(numbers)
	dumps := map[string]func(i int) string{
		"webrtc-internals": func(i int) string {
			switch k := i - 1; {
			case i == 0:
				return `{"PeerConnections":{"1-1":{"updateLog":[{"type":"x","value":"","timestamp":1}`
			case k%(per+1) == 0 && k/(per+1) < renegotiations:
				return negotiated(k/(per+1), func(method, typ, text string) string {
					value := `""`
					if text != "" {
						value = strconv.Quote(description(typ, text))
					}
					return `,{"type":"` + method + `","value":` + value + `,"timestamp":2}`
				})
			case k/(per+1) < renegotiations:
				return `,{"type":"stats","value":"[` + numbers + `1]","timestamp":3}`
			case k == renegotiations*(per+1):
				return `]}}}`
			}
			return ""
		},
		"rtcstats": func(i int) string {
			switch k := i - 1; {
			case i == 0:
				return "RTCStatsDump\n{\"fileFormat\":3}\n"
			case k%(per+1) == 0 && k/(per+1) < renegotiations:
				return negotiated(k/(per+1), func(method, typ, text string) string {
					value := "null"
					if text != "" {
						value = description(typ, text)
					}
					return `["` + method + `","PC_0",` + value + `,2]` + "\n"
				})
			case k/(per+1) < renegotiations:
				return `["g","PC_0",[` + numbers + `1],3]` + "\n"
			}
			return ""
		},
	}
	for name, pieces := range dumps {
		for _, flag := range []string{"--list", "--step=12"} {
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			in := &pipe{pieces: pieces}
			var out, errs strings.Builder
			status := run([]string{flag, "-"}, in, &out, &errs, func(string) (string, bool) { return "", false })
			if status != exitDiffer || !strings.Contains(out.String(), fmt.Sprintf("%d steps", 2*renegotiations)) || !strings.Contains(out.String(), "ICE restart") {
				t.Fatalf("%s %s: exit %d\n%s\n%.2000s", name, flag, status, errs.String(), out.String())
			}
			used, allowed := int(in.most)-int(before.HeapAlloc), 4*largest+64<<20
			t.Logf("%s %s: %d MB through the pipe, descriptions of %d KB, %d KB live at most", name, flag, in.total>>20, largest>>10, used>>10)
			if in.total < 200<<20 {
				t.Errorf("%s: only %d bytes", name, in.total)
			}
			if used > allowed {
				t.Errorf("%s %s: %d bytes live, at most %d allowed", name, flag, used, allowed)
			}
		}
	}
}
