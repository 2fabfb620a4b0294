package sdp

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCodecs(t *testing.T) {
	d := mustParse(t, minimal+`m=audio 9 RTP/SAVPF 111 0 9 18 77 111 200 x 96
a=rtcp:9 IN IP4 192.0.2.1
a=extmap:77 other/1
a=rtpmap:96 L16/48000/6
a=rtpmap:111 opus/48000/2
a=rtpmap:111 ignored/1
a=rtpmap:98 not-listed/1
a=rtpmap:18 bad
a=fmtp:111 minptime=10
a=fmtp:111 second=1
a=fmtp:18 annexb=no
a=fmtp:98 x=y
a=fmtp:9 z=1
a=rtcp-fb:* nack
a=rtcp-fb:111 transport-cc
m=application 9 UDP/DTLS/SCTP 0
`)
	var got []string
	for c := range d.Media(0).Codecs() {
		s := fmt.Sprintf("%d %s/%d/%d %q static=%v", c.PayloadType, c.Name, c.ClockRate, c.Channels, c.Params, c.Static)
		for fb := range c.Feedback() {
			s += " " + fb.ID
		}
		got = append(got, s)
	}
	want := []string{
		`111 opus/48000/2 "minptime=10" static=false nack transport-cc`,
		`0 PCMU/8000/1 "" static=true nack`,
		`9 G722/8000/1 "z=1" static=true nack`,
		`18 G729/8000/1 "annexb=no" static=true nack`, // its rtpmap can't be parsed
		`77 /0/1 "" static=false nack`,
		`96 L16/48000/6 "" static=false nack`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for range d.Media(1).Codecs() {
		t.Error("a section without RTP has codecs")
	}
	for c := range d.Media(0).Codecs() {
		if v, ok := c.FMTP().Get("minptime"); !ok || v != "10" {
			t.Error(v, ok)
		}
		break
	}
}

// Of many a=rtpmap for one payload type the first counts that can be parsed, and each is
// looked at once.
func TestManyRTPMapsForOnePayloadType(t *testing.T) {
	const head = minimal + "m=audio 9 RTP/AVP 96 0\r\n"
	const bad, good, other = "a=rtpmap:96 bad\r\n", "a=rtpmap:96 good/8000\r\n", "a=rtpmap:96 other/8000\r\n"
	for _, tt := range []struct{ name, lines, want string }{
		{"one in front of many", good + strings.Repeat(other, 1000), "good"},
		{"one behind many that can't be parsed", strings.Repeat(bad, 1000) + good + other, "good"},
		{"one in front of many that can't be parsed", good + strings.Repeat(bad, 1000) + other, "good"},
		{"none that can be parsed", strings.Repeat(bad, 1000), ""},
	} {
		for c := range mustParse(t, head+tt.lines).Media(0).Codecs() {
			if c.Name != tt.want {
				t.Errorf("%s: it is %q, not %q", tt.name, c.Name, tt.want)
			}
			break
		}
	}
	allocs := func(n int) float64 {
		m := mustParse(t, head+strings.Repeat(bad, n)).Media(0)
		return testing.AllocsPerRun(2, func() {
			for range m.Codecs() {
			}
		})
	}
	if small, large := allocs(100), allocs(1000); large > 11*small {
		t.Errorf("%.0f allocations for 100 lines, %.0f for 1000", small, large)
	}
}

// Edits of the section while its codecs are iterated over do the iteration no harm.
func TestCodecsAreThoseOfWhenTheIterationBegan(t *testing.T) {
	m := mustParse(t, minimal+"m=audio 9 RTP/AVP 96 97 98 0\r\na=rtpmap:96 a/8000\r\na=rtpmap:97 b/8000\r\na=fmtp:97 x=1\r\na=rtpmap:98 c/8000\r\na=rtpmap:0 d/8000\r\n").Media(0)
	var got []string
	for c := range m.Codecs() {
		got = append(got, c.Name+" "+c.Params)
		if len(got) > 1 {
			continue
		}
		for l := range m.Lines() {
			var err error
			switch l.Text() {
			case "a=rtpmap:97 b/8000":
				err = l.Replace("a=rtpmap:97 B/8000")
			case "a=fmtp:97 x=1":
				err = l.Replace("a=other:97 x=1")
			case "a=rtpmap:98 c/8000":
				err = l.Delete()
			case "a=rtpmap:0 d/8000":
				err = l.Replace("a=other:0 d/8000")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if diff := cmp.Diff([]string{"a ", "b x=1", "c ", "d "}, got); diff != "" {
		t.Error(diff)
	}
}

func TestACodecNamesTheLinesThatItWasReadFrom(t *testing.T) {
	m := mustParse(t, minimal+"m=audio 9 RTP/AVP 96 97 98 0 101 102\r\n"+
		"a=fmtp:101 0-15\r\na=rtpmap:102 x\r\na=rtpmap:97 b/8000\r\na=rtpmap:96 a/8000\r\na=rtpmap:96 other/8000\r\n"+
		"a=fmtp:97 y=1\r\na=fmtp:97 y=2\r\na=rtpmap:102 c/8000\r\na=fmtp:99 z=1\r\n").Media(0)
	var got []string
	for c := range m.Codecs() {
		got = append(got, fmt.Sprintf("%d %s %q %q %q", c.PayloadType, c.Name, c.Params, c.RTPMapLine(), c.FMTPLine()))
	}
	want := []string{
		`96 a "" "a=rtpmap:96 a/8000" ""`,
		`97 b "y=1" "a=rtpmap:97 b/8000" "a=fmtp:97 y=1"`,
		`98  "" "" ""`,
		`0 PCMU "" "" ""`,
		`101  "0-15" "" "a=fmtp:101 0-15"`,
		`102 c "" "a=rtpmap:102 c/8000" ""`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if l := (Codec{}).RTPMapLine(); l != (Line{}) {
		t.Errorf("a codec from nowhere has the line %q", l)
	}
}

func TestCodecsOfEditedSectionsAreThoseOfTheirText(t *testing.T) {
	text := readFile(t, "descriptions/chromium-audio-video-offer.sdp")
	all := func(d *Description) (list []string) {
		for _, m := range d.AllMedia() {
			for c := range m.Codecs() {
				list = append(list, fmt.Sprint(c.PayloadType, c.Name, c.ClockRate, c.Channels, c.Params, c.RTPMapLine(), c.FMTPLine()))
			}
		}
		return list
	}
	reread := func(d *Description) *Description { again, _ := ParseLax(d.String()); return again }
	n := strings.Count(text, "\r\n")
	edited := 0
	for i := range n {
		for _, edit := range []func(l Line) error{
			func(l Line) error { _, err := l.InsertAfter("a=rtpmap:96 new/1"); return err },
			func(l Line) error { _, err := l.InsertAfter("a=fmtp:111 new"); return err },
			func(l Line) error { return l.Replace(strings.Replace(l.Text(), "rtpmap:1", "rtpmap:12", 1)) },
			Line.Delete,
		} {
			d := mustParse(t, text)
			for _, s := range append([]Section{d.Session()}, d.Media(0), d.Media(1)) {
				for l := range s.Lines() {
					if l.Number() == i+1 && edit(l) == nil {
						edited++
					}
				}
			}
			if diff := cmp.Diff(all(reread(d)), all(d)); diff != "" {
				t.Fatalf("line %d: %s", i+1, diff)
			}
		}
	}
	if edited < 3*n {
		t.Errorf("only %d edits were done", edited)
	}
}

func TestAllPayloadTypesMayBeListed(t *testing.T) {
	var list, lines strings.Builder
	for pt := range 128 {
		fmt.Fprintf(&list, " %d", 127-pt)
		fmt.Fprintf(&lines, "a=rtpmap:%d c%[1]d/8000\r\n", pt)
	}
	m := mustParse(t, minimal+"m=audio 9 RTP/AVP"+list.String()+list.String()+" 128 x\r\n"+lines.String()).Media(0)
	had := []Codec{{Name: "before"}}
	codecs := m.AppendCodecs(had)
	if len(codecs) != 129 || codecs[0].Name != "before" {
		t.Fatalf("%d codecs behind %q", len(codecs)-1, codecs[0].Name)
	}
	for i, c := range codecs[1:] {
		if want := 127 - i; int(c.PayloadType) != want || c.Name != fmt.Sprint("c", want) {
			t.Errorf("codec %d is %d, %q", i, c.PayloadType, c.Name)
		}
	}
	if diff := cmp.Diff(codecs[1:], slices.Collect(m.Codecs()), cmp.Comparer(func(a, b Codec) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestStaticPayloadTypesAreRFC3551s(t *testing.T) {
	// RFC 3551 §6, tables 4 and 5: the assigned ones.
	const assigned = "0 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 25 26 28 31 32 33 34"
	d := mustParse(t, minimal+"m=audio 9 RTP/AVP "+assigned+" 1 2 19 20 24 27 29 30 35 72\r\n")
	var known []string
	for c := range d.Media(0).Codecs() {
		if c.Static {
			known = append(known, fmt.Sprint(c.PayloadType))
		}
	}
	if got := strings.Join(known, " "); got != assigned {
		t.Errorf("%s\n%s", got, assigned)
	}
	known = nil
	for pt := range 256 {
		if c, ok := StaticCodec(uint8(pt)); ok {
			known = append(known, fmt.Sprint(c.PayloadType))
		} else if c != (Codec{}) {
			t.Errorf("%d is nothing, and %v", pt, c)
		}
	}
	if got := strings.Join(known, " "); got != assigned {
		t.Errorf("%s\n%s", got, assigned)
	}
}
