package align_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/align"
	"github.com/sdpkit/sdpkit/sdp"
)

func side(old, new string) []string {
	a, _ := sdp.ParseLax(old)
	b, _ := sdp.ParseLax(new)
	var out []string
	for _, s := range align.Sections(a, b) {
		out = append(out, fmt.Sprintf("[%d %d] %s", s.Old, s.New, s.Title))
		for _, r := range s.Rows {
			sign := "~"
			switch {
			case r.Equal():
				sign = "="
			case r.New.Number == 0:
				sign = "-"
			case r.Old.Number == 0:
				sign = "+"
			}
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s %d %d %s", sign, r.Old.Number, r.New.Number, r.Old.Text)))
		}
	}
	return out
}

func TestLinesAboutTheSameThingShareARow(t *testing.T) {
	old := "v=0\ns=-\nm=audio 9 RTP/AVP 0 96\na=mid:0\na=rtpmap:96 x/8000\na=sendrecv\nm=video 9 RTP/AVP 97\na=mid:1\n"
	new := "v=0\ns=-\na=new\nm=audio 9 RTP/AVP 0 96 98\na=mid:0\na=inactive\na=rtpmap:96 y/8000\nm=video 9 RTP/AVP 97\na=mid:1\nm=text 9 RTP/AVP 99\n"
	want := []string{
		"[-1 -1]", "= 1 1 v=0", "= 2 2 s=-", "+ 0 3",
		"[0 0] m=audio 9 RTP/AVP 0 96 98", "~ 3 4 m=audio 9 RTP/AVP 0 96", "= 4 5 a=mid:0", "- 5 0 a=rtpmap:96 x/8000", "~ 6 6 a=sendrecv", "+ 0 7",
		"[1 1] m=video 9 RTP/AVP 97", "= 7 8 m=video 9 RTP/AVP 97", "= 8 9 a=mid:1",
		"[-1 2] m=text 9 RTP/AVP 99", "+ 0 10",
	}
	got := side(old, new)
	for i := range got {
		got[i] = strings.TrimSpace(got[i])
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestSectionsThatChangePlacesStandAlone(t *testing.T) {
	got := side("v=0\nm=a 1 x 1\na=mid:0\nm=b 1 x 1\na=mid:1\n", "v=0\nm=b 1 x 1\na=mid:1\nm=a 1 x 1\na=mid:0\n")
	want := []string{"[-1 -1] ", "= 1 1 v=0", "[0 -1] m=a 1 x 1", "- 2 0 m=a 1 x 1", "- 3 0 a=mid:0", "[1 0] m=b 1 x 1", "= 4 2 m=b 1 x 1", "= 5 3 a=mid:1", "[-1 1] m=a 1 x 1", "+ 0 4", "+ 0 5"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// Whatever the texts, every line of both stands in exactly one row, in order.
func TestEveryLineStandsInOneRow(t *testing.T) {
	files, err := filepath.Glob("../../../../testdata/descriptions/*.sdp")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	var all []*sdp.Description
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		d, _ := sdp.ParseLax(string(text))
		all = append(all, d)
	}
	all = append(all, sdp.New())
	for i, a := range all {
		b := all[(i*7+3)%len(all)]
		n := [2]int{}
		for _, s := range align.Sections(a, b) {
			for _, r := range s.Rows {
				for k, l := range []align.Line{r.Old, r.New} {
					if l.Number > 0 {
						if n[k]++; l.Number != n[k] {
							t.Fatalf("line %d stands where %d should", l.Number, n[k])
						}
					}
				}
			}
		}
		for k, d := range []*sdp.Description{a, b} {
			if want := strings.Count(d.String(), "\n"); n[k] != want {
				t.Errorf("%d rows of %d lines", n[k], want)
			}
		}
	}
}

func show(tokens []align.Token) string {
	var b strings.Builder
	for _, t := range tokens {
		if t.Changed {
			b.WriteString("[" + t.Text + "]")
		} else {
			b.WriteString(t.Text)
		}
	}
	return b.String()
}

func TestTokensMarkWhatDiffers(t *testing.T) {
	for _, tt := range [][4]string{
		{"a=ice-ufrag:abcd", "a=ice-ufrag:wxyz", "a=ice-ufrag:[abcd]", "a=ice-ufrag:[wxyz]"},
		{"m=audio 9 RTP/AVP 0 8 96", "m=audio 9 RTP/AVP 0 96", "m=audio 9 RTP/AVP 0 [8 ]96", "m=audio 9 RTP/AVP 0 96"},
		{"a=fingerprint:sha-256 AA:BB:CC", "a=fingerprint:sha-256 DD:EE:FF", "a=fingerprint:sha-256 [AA:BB:CC]", "a=fingerprint:sha-256 [DD:EE:FF]"},
		{"", "a=x", "", "[a=x]"},
		{"same", "same", "same", "same"},
	} {
		a, b := align.Tokens(tt[0], tt[1])
		if d := cmp.Diff([]string{tt[2], tt[3]}, []string{show(a), show(b)}); d != "" {
			t.Errorf("%q %q: (-want +got)\n%s", tt[0], tt[1], d)
		}
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("a=rtpmap:96 VP8/90000", "a=rtpmap:97 VP9/90000")
	f.Fuzz(func(t *testing.T, old, new string) {
		a, b := align.Tokens(old, new)
		if align.Plain(a) != old || align.Plain(b) != new {
			t.Errorf("%q %q became %q %q", old, new, align.Plain(a), align.Plain(b))
		}
	})
}
