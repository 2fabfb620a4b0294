package munge_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

const twoSections = head + "m=audio 5004 RTP/AVP 0 8\na=sendonly\nm=video 5006 RTP/AVP 31\n"

// Report.Lines is the sum of what the edits did: what one did and another undid is gone.
func TestWhatAnEditUndoesIsNotInTheSum(t *testing.T) {
	_, report, err := munge.Apply(parse(t, twoSections), munge.Resume(), munge.SetBandwidth("AS", 64), munge.Hold(), munge.DropBandwidth(), munge.Video(munge.SetBandwidth("CT", 1)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range report.Lines() {
		got = append(got, c.String())
	}
	if diff := cmp.Diff([]string{"8: +b=CT:1", "8: +a=sendonly"}, got); diff != "" {
		t.Errorf("%s\n%s", diff, report)
	}
}

func TestAReportIsData(t *testing.T) {
	_, report, err := munge.Apply(parse(t, twoSections), munge.Audio(munge.DropCodecs("PCMA"), munge.Resume()), munge.OrderSections("video"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"edits":[` +
		`{"edit":"drop-codecs","path":"[0].edits[0]","changes":[{"line":6,"section":0,"before":"m=audio 5004 RTP/AVP 0 8","after":"m=audio 5004 RTP/AVP 0"}]},` +
		`{"edit":"resume","path":"[0].edits[1]","changes":[{"line":7,"section":0,"before":"a=sendonly","after":"a=sendrecv"}]},` +
		`{"edit":"order-sections","path":"[1]","moved":true}],"order":[1,0]}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

// Edits of a description that was edited before report the lines of its text as it
// stands.
func TestAnEditedDescriptionIsNumberedAnew(t *testing.T) {
	d := parse(t, twoSections)
	if _, err := d.Media(0).AddLine("a=x"); err != nil {
		t.Fatal(err)
	}
	_, report, err := munge.Apply(d, munge.Video(munge.SetDirection(0)))
	if err != nil || len(report.Lines()) != 1 || report.Lines()[0].Line != 9 || report.Lines()[0].Section != 1 {
		t.Errorf("%v\n%s", err, report)
	}
}

// Sections that were moved and moved back are where they were.
func TestSectionsThatComeBackHaveNotChanged(t *testing.T) {
	d := parse(t, twoSections)
	out, report, err := munge.Apply(d, munge.OrderSections("video"), munge.OrderSections("audio"))
	if err != nil || out.String() != twoSections || report.Changed() || report.Order != nil || !report.Edits[0].Moved {
		t.Errorf("%v\n%s\n%s", err, report, out)
	}
}

// What stands behind a limit belongs to the last section that was read, whatever it starts with.
func TestWhatWasNotReadIsReportedInTheSectionThatItIsIn(t *testing.T) {
	d, _ := sdp.Options{MaxSections: 2}.ParseLax(head + strings.Repeat("m=audio 5004 RTP/AVP 0\na=ptime:20\n", 4))
	_, report, err := munge.Apply(d, munge.Index(1, munge.RemoveSections()))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range report.Lines() {
		if c.Section != 1 {
			t.Errorf("%v is said to be in section %d", c, c.Section)
		}
	}
}
