package sdp

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A description is edited beside a plain list of lines: what is inserted behind a line,
// replaced and removed there stands in the text, whether the line was parsed or added,
// and whatever was removed around it.
func TestEditedLinesAreThoseOfAList(t *testing.T) {
	type entry struct {
		line Line
		text string
	}
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		d := mustParse(t, minimal+media+"a=x:0\r\na=x:1\r\n")
		last := d.Media(0)
		if seed%2 == 1 { // in a section that was added
			var err error
			if last, err = d.AddMedia(MediaName{Media: "video", Port: 9, Proto: "RTP/AVP", Formats: []string{"31"}}); err != nil {
				t.Fatal(err)
			}
		}
		sections := []Section{d.Session()}
		for _, m := range d.AllMedia() {
			sections = append(sections, m)
		}
		var list []entry
		var head []string
		for _, s := range sections {
			for l := range s.Lines() {
				if s == last {
					list = append(list, entry{l, l.Text()})
				} else {
					head = append(head, l.Text())
				}
			}
		}
		for step := range 30 {
			i := r.IntN(len(list))
			text := fmt.Sprintf("a=y:%d", step)
			var err error
			switch op := r.IntN(5); {
			case op < 2:
				var l Line
				if l, err = list[i].line.InsertAfter(text); err == nil {
					list = slices.Insert(list, i+1, entry{l, text})
				}
			case op == 2 && list[i].line.Type() == 'a':
				if err = list[i].line.Replace(text); err == nil {
					list[i].text = text
				}
			case op == 3 && list[i].line.Type() == 'a':
				l := list[i].line
				if err = l.Delete(); err == nil && (l.Valid() || l.Text() != "") {
					t.Fatalf("seed %d: a removed line is %q", seed, l.Text())
				}
				list = slices.Delete(list, i, i+1)
			default:
				var l Line
				if l, err = last.AddLine(text); err == nil {
					list = append(list, entry{l, text})
				}
			}
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			want := slices.Clone(head)
			for _, e := range list {
				want = append(want, e.text)
				if e.line.Text() != e.text {
					t.Fatalf("seed %d: a handle reads %q, and not %q", seed, e.line.Text(), e.text)
				}
			}
			var got []string
			for _, s := range sections {
				for l := range s.Lines() {
					got = append(got, l.Text())
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, step %d:\n%s", seed, step, diff)
			}
		}
		again := mustParse(t, d.String())
		if n := len(slices.Collect(again.Media(d.NumMedia() - 1).Lines())); n != len(list) {
			t.Fatalf("seed %d: %d lines are read back, and not %d", seed, n, len(list))
		}
	}
}
