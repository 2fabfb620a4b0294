package diff_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// The lines of an edited description keep the numbers of the text that was parsed, and a
// report has those of the text as it is now.
func TestAnEditedDescriptionIsComparedAsTheTextThatItIs(t *testing.T) {
	edited := parse(call)
	if _, err := edited.Session().AddLine("b=AS:1000"); err != nil {
		t.Fatal(err)
	}
	video := edited.Media(1)
	m, err := video.MediaName()
	if err != nil {
		t.Fatal(err)
	}
	m.Formats = append(m.Formats, "111")
	if err := video.SetMediaName(m); err != nil {
		t.Fatal(err)
	}
	if _, err := video.AddLine("a=rtpmap:111 VP9/90000"); err != nil {
		t.Fatal(err)
	}
	got := diff.Compare(parse(call), edited)
	if want := diff.Compare(parse(call), parse(edited.String())); !cmp.Equal(want, got) {
		t.Error(cmp.Diff(want, got))
	}
	if got.Worst() != diff.Violation {
		t.Errorf("nothing is wrong with a number that is two codecs of one BUNDLE group: %v", words(got))
	}
}

// There are more lines than line feeds where lines end in CR alone.
func TestHowLinesEndMakesNoDifferenceToWhatDiffers(t *testing.T) {
	for name, p := range chromiumPairs(t) {
		ending := func(end string) *diff.Report {
			r := strings.NewReplacer("\r\n", end)
			return diff.Compare(parse(r.Replace(p[0])), parse(r.Replace(p[1])))
		}
		want := ending("\r\n")
		if len(want.Changes) == 0 {
			t.Errorf("%s: no changes", name)
		}
		for _, end := range []string{"\n", "\r"} {
			if d := cmp.Diff(want, ending(end)); d != "" {
				t.Errorf("%s with lines that end in %q: %s", name, end, d)
			}
		}
	}
}

func TestAPortThatCannotBeReadStopsNothing(t *testing.T) {
	port := func(s string) *sdp.Description {
		d, _ := sdp.ParseLax(edit(t, call, "m=audio 9 ", "m=audio "+s))
		return d
	}
	for _, tt := range []struct {
		port string
		want []string
	}{
		{"x ", []string{
			"effect codec-removed m[0](mid=0): opus (111), red (63), PCMU (0)", // what follows the port can't be told apart
			"info endpoint m[0](mid=0): default candidate 0.0.0.0 port 9 → 0.0.0.0 port x",
		}},
		{"009 ", []string{"cosmetic line m[0](mid=0): the same m= line, spaced differently"}},
	} {
		r := diff.Compare(port("9 "), port(tt.port), diff.As(diff.Plain))
		if d := cmp.Diff(tt.want, words(r)); d != "" {
			t.Errorf("%s: %s", tt.port, d)
		}
		if r.New.Stopped != nil {
			t.Errorf("%s: %v are stopped", tt.port, r.New.Stopped)
		}
	}
}
