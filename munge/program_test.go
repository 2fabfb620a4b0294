package munge_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
)

// Groups that are nested deeper than JSON may hold them are refused when they are made in
// Go, too, and an edit that JSON can hold is what comes out of it.
func TestGroupsNestedTooDeepAreRefused(t *testing.T) {
	nested := func(levels int) munge.Edit {
		e := munge.Hold()
		for range levels {
			e = munge.Group(e)
		}
		return e
	}
	d := parse(t, twoSections)
	for levels, allowed := range map[int]bool{30: true, 31: true, 32: false, 33: false, 2000: false} {
		e := nested(levels)
		_, _, err := munge.Apply(d, e)
		if (err == nil) != allowed || err != nil && !errors.Is(err, munge.ErrArgument) {
			t.Errorf("%d levels: %v", levels, err)
		}
		text, err := e.MarshalJSON()
		if levels > 32 {
			if !errors.Is(err, munge.ErrArgument) {
				t.Errorf("%d levels in JSON: %v", levels, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%d levels in JSON: %v", levels, err)
		}
		if _, err := munge.ParseEdits(text); err != nil {
			t.Errorf("%d levels: %v", levels, err)
		}
		if _, err := munge.ParseEdits([]byte("[" + string(text) + "]")); (err == nil) != allowed {
			t.Errorf("%d levels in a list: %v", levels, err)
		}
	}
}

// A program is held against Check as a whole. The error names the edit that made the
// description less sound, wherever it stands among the others.
func TestTheErrorNamesTheEditThatBrokeTheDescription(t *testing.T) {
	d := parse(t, head+"m=audio 5004 RTP/AVP 0\na=mid:0\n")
	for _, at := range []int{0, 1, 7, 18, 19} {
		var edits []munge.Edit
		for i := range 20 {
			line := fmt.Sprintf("a=x-note:%d", i)
			if i == at {
				line = "a=mid:1" // a second one
			}
			edits = append(edits, munge.Group(munge.Hold(), munge.AddLine(line)))
		}
		_, _, err := munge.Apply(d, edits...)
		var e *munge.Error
		if !errors.As(err, &e) || !errors.Is(err, munge.ErrIllegal) || e.Path != fmt.Sprintf("[%d].edits[1]", at) || e.Edit != "add-line" {
			t.Errorf("edit %d breaks it, and the error is %v", at, err)
		}
	}
}

// What an edit breaks and a later one of the same program mends is as sound as it was.
func TestAProgramMayMendWhatItBreaks(t *testing.T) {
	d := parse(t, head+"m=audio 5004 RTP/AVP 0\na=mid:0\n")
	out, _, err := munge.Apply(d, munge.AddLine("a=mid:1"), munge.ReplaceLine("a=mid:0", "a=x"))
	if want := head + "m=audio 5004 RTP/AVP 0\na=x\na=mid:1\n"; err != nil || out.String() != want {
		t.Errorf("%v\n%s", err, out)
	}
}

// Checked edits cost no more than others in one program: Check is asked twice for all of
// them. Its work is seen in the allocations.
func TestTheWorkIsLinearInTheProgram(t *testing.T) {
	d := parse(t, file(t, "chromium-audio-video-offer.sdp"))
	allocs := func(n int) float64 {
		var edits []munge.Edit
		for i := range n {
			edits = append(edits, munge.Audio(munge.AddLine(fmt.Sprintf("a=x-note:%d", i))))
		}
		return testing.AllocsPerRun(2, func() {
			if _, _, err := munge.Apply(d, edits...); err != nil {
				t.Fatal(err)
			}
		})
	}
	if small, large := allocs(100), allocs(1000); large > 11*small {
		t.Errorf("%.0f allocations for 100 edits, %.0f for 1000", small, large)
	}
}
