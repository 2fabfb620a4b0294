package sdp

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// saysOfTypes is all that PayloadTypes says, a line each.
func saysOfTypes(p *PayloadTypes) string {
	var b strings.Builder
	for _, c := range p.Codecs {
		fmt.Fprintf(&b, "%d %s %q\n", c.PayloadType, c.Name, c.Params)
	}
	for l := range p.Lines() {
		fmt.Fprintf(&b, "%d: %d at %d in %s", l.Number(), l.PayloadType, l.At(), l.Text())
		if l.Unread {
			b.WriteString(" (unread)")
		}
		b.WriteByte('\n')
	}
	for l := range p.Mentions() {
		fmt.Fprintf(&b, "%d: %s\n", l.Number(), l.Text())
	}
	return b.String()
}

const lookalikes = `m=video 9 RTP/AVPF 96 97 34
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx
a=rtpmap: 97 rtx/90000
a=rtpmap
a=rtpmap:
a=fmtp:97 apt=96
a=fmtp:97
a=fmtp:200 x=1
a=fmtpx:96 y=1
a=Rtpmap:96 H264/90000
a=extmap:96 urn:x
a=rtcp-fb:96 nack pli
a=rtcp-fb:96
a=rtcp-fb:* nack
a=rtcp-fb:128 nack
a=rtcp-fb:98 ccm fir
a=imageattr:97 recv [x=640,y=480]
a=imageattr:* recv [x=640,y=480]
a=packetization:96 raw
a=framesize:34 352-288
a=gpmd:96 vbd=yes
a=ssrc:1 fmtp:96 max-fr=30
a=ssrc:1 fmtp: 96
a=ssrc:1  fmtp:96
a=ssrc:1 cname:96
a=ssrc:1
a=rid:1 send pt=96
a=simulcast:send 1
a=depend:96 lay L1:97
a=pcfg:1 t=1
a=acfg:1 pt=1:96
a=96
`

func TestLinesAboutAPayloadTypeAreToldFromOthers(t *testing.T) {
	d := mustParse(t, minimal+lookalikes)
	want := `96 VP8 ""
97 rtx "apt=96"
34 H263 ""
6: 96 at 9 in a=rtpmap:96 VP8/90000
7: 97 at 9 in a=rtpmap:97 rtx (unread)
8: 97 at 10 in a=rtpmap: 97 rtx/90000
11: 97 at 7 in a=fmtp:97 apt=96
12: 97 at 7 in a=fmtp:97
17: 96 at 10 in a=rtcp-fb:96 nack pli
18: 96 at 10 in a=rtcp-fb:96
21: 98 at 10 in a=rtcp-fb:98 ccm fir
22: 97 at 12 in a=imageattr:97 recv [x=640,y=480]
24: 96 at 16 in a=packetization:96 raw
25: 34 at 12 in a=framesize:34 352-288
26: 96 at 7 in a=gpmd:96 vbd=yes
27: 96 at 14 in a=ssrc:1 fmtp:96 max-fr=30
29: 96 at 15 in a=ssrc:1  fmtp:96
32: a=rid:1 send pt=96
33: a=simulcast:send 1
34: a=depend:96 lay L1:97
35: a=pcfg:1 t=1
36: a=acfg:1 pt=1:96
`
	if diff := cmp.Diff(want, saysOfTypes(d.Media(0).PayloadTypes())); diff != "" {
		t.Error(diff)
	}
	// An edited section is read in another way.
	if err := d.Media(0).SetPort(10); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, saysOfTypes(d.Media(0).PayloadTypes())); diff != "" {
		t.Error(diff)
	}
	for _, s := range []Section{{}, d.Session(), (&Description{}).Session()} {
		p := s.PayloadTypes()
		p.DeleteLines(&[128]bool{}, nil)
		if got := saysOfTypes(p); got != "" {
			t.Errorf("a section without RTP says %s", got)
		}
	}
}

// Whatever is edited, PayloadTypes says what one finds who looks at each line.
func TestPayloadTypesAreWhatEachLineSays(t *testing.T) {
	files, err := filepath.Glob("../testdata/*/*.sdp")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	texts := []string{minimal + lookalikes + "a=:96\na=rtpmap:96", strings.ReplaceAll(minimal+lookalikes, "\n", "\r")}
	for _, f := range files {
		texts = append(texts, readFile(t, strings.TrimPrefix(f, "../testdata/")))
	}
	for n, text := range texts {
		r := rand.New(rand.NewPCG(uint64(n), 3))
		d, _ := ParseLax(text)
		for range 3 {
			checkPayloadTypes(t, d)
			scribble(t, r, d)
		}
	}
}

// checkPayloadTypes holds what PayloadTypes says of each section against what one finds who
// looks at each line.
func checkPayloadTypes(t *testing.T, d *Description) {
	t.Helper()
	for i, m := range d.AllMedia() {
		p := m.PayloadTypes()
		if want := slices.Collect(m.Codecs()); !slices.Equal(want, p.Codecs) {
			t.Fatalf("section %d: the codecs are %v, and not %v", i, p.Codecs, want)
		}
		want := linesAbout(m)
		if got := slices.Collect(p.Lines()); !slices.Equal(want, got) {
			t.Fatalf("section %d: the lines are %v, and not %v", i, got, want)
		}
		for _, pt := range []uint8{0, 96, 97, 98, 127, 128, 255} {
			own := slices.DeleteFunc(slices.Clone(want), func(l PayloadLine) bool { return l.PayloadType != pt })
			if got := slices.Collect(p.LinesAbout(pt)); !slices.Equal(own, got) {
				t.Fatalf("section %d: the lines about %d are %v, and not %v", i, pt, got, own)
			}
		}
	}
}

// linesAbout looks at each a= line of a section.
func linesAbout(m Section) (list []PayloadLine) {
	if !isRTP(m.Proto()) {
		return nil
	}
	for l, a := range m.Attrs() {
		if pt, _, ok := a.PayloadType(); ok {
			_, err := parseRTPMap(a.Value())
			list = append(list, PayloadLine{l, pt, a.Name() == "rtpmap" && err != nil})
		}
	}
	return list
}

// scribble edits some lines of a description.
func scribble(t *testing.T, r *rand.Rand, d *Description) {
	t.Helper()
	for _, m := range d.AllMedia() {
		for l := range m.LinesOf('a') {
			var err error
			switch r.IntN(12) {
			case 0:
				err = l.Delete()
			case 1:
				err = l.Replace("a=rtcp-fb:96 nack")
			case 2:
				_, err = l.InsertAfter("a=fmtp:96 x=1")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What DeleteLines does is what one does who deletes each line, and it tells of each, before
// and after edits, also of those that come between reading and deleting.
func TestDeleteLinesDeletesEachLine(t *testing.T) {
	chromium := readFile(t, "descriptions/chromium-audio-video-offer.sdp")
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 4))
		text := []string{chromium, minimal + lookalikes}[seed%2]
		d, each := mustParse(t, text), mustParse(t, text)
		var gone [128]bool
		for pt := range gone {
			gone[pt] = r.IntN(2) == 0
		}
		edit := func(when int) {
			if int(seed/2)%3 == when {
				for _, d := range []*Description{d, each} {
					scribble(t, rand.New(rand.NewPCG(seed, 5)), d)
				}
			}
		}
		edit(1)
		for i, m := range d.AllMedia() {
			p, lines := m.PayloadTypes(), linesAbout(each.Media(i))
			edit(2)
			var want, told []string
			for _, l := range lines {
				if gone[l.PayloadType] && !l.Unread && l.Valid() {
					want = append(want, l.Text())
					if err := l.Delete(); err != nil {
						t.Fatal(err)
					}
				}
			}
			p.DeleteLines(&gone, func(first Line, n int) {
				if n == 1 {
					told = append(told, first.Text())
					return
				}
				told = append(told, strings.FieldsFunc(text, func(c rune) bool { return c == '\r' || c == '\n' })[first.Number()-1:][:n]...)
			})
			slices.Sort(want)
			slices.Sort(told)
			if diff := cmp.Diff(want, told); diff != "" {
				t.Fatalf("seed %d: %s", seed, diff)
			}
		}
		if diff := cmp.Diff(each.String(), d.String()); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
}

// Whoever doesn't want to know what goes needs no function that is told.
func TestDeleteLinesNeedNotTell(t *testing.T) {
	for _, edited := range []bool{false, true} {
		d := mustParse(t, minimal+"m=audio 9 RTP/AVP 0 96\na=rtpmap:96 opus/48000/2\na=fmtp:96 x=1\na=ptime:20\n")
		m := d.Media(0)
		if edited {
			if _, err := m.AddLine("a=rtcp-fb:96 nack"); err != nil {
				t.Fatal(err)
			}
		}
		m.PayloadTypes().DeleteLines(&[128]bool{96: true}, nil)
		if want := minimal + "m=audio 9 RTP/AVP 0 96\na=ptime:20\n"; d.String() != want {
			t.Error(cmp.Diff(want, d.String()))
		}
	}
}

func TestEveryNameThatReadKnowsGetsThere(t *testing.T) {
	for _, name := range []string{
		"rtpmap", "fmtp", "rtcp-fb", "imageattr", "packetization", "framesize", "gpmd", "ssrc",
		"rid", "simulcast", "pcfg", "acfg", "lcfg", "rmcap", "omcap", "mfcap", "mscap", "acap", "depend",
	} {
		if len(name) >= len(payloadNames) || payloadNames[len(name)]>>(name[0]-'a')&1 == 0 {
			t.Errorf("a=%s is passed over", name)
		}
		if name != "ssrc" && isAboutType(name) == mentionsTypes(name) {
			t.Errorf("a=%s is of both kinds, or of none", name)
		}
	}
}
