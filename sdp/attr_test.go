package sdp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// attrs is what a section's a= lines say, a line each.
func attrs(s Section) string {
	var b strings.Builder
	for l, a := range s.Attrs() {
		fmt.Fprintf(&b, "%d %q %q %q %v\n", l.Number(), a.Text(), a.Name(), a.Value(), a.HasValue())
	}
	return b.String()
}

func TestAttrsAreTheLinesAsTheyStand(t *testing.T) {
	long := strings.Repeat("n", longName)
	d, _ := ParseLax(minimal + "m=audio 9 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\na=x\na=x:\na=x:1:2\ra=\na=:v\nz\n\na=" + long + ":1\na=" + long + "\na=last:1")
	want := strings.ReplaceAll(`7 "a=x" "x" "" false
8 "a=x:" "x" "" true
9 "a=x:1:2" "x" "1:2" true
10 "a=" "" "" false
11 "a=:v" "" "v" true
14 "a=LONG:1" "LONG" "1" true
15 "a=LONG" "LONG" "" false
16 "a=last:1" "last" "1" true
`, "LONG", long)
	if diff := cmp.Diff(want, attrs(d.Media(0))); diff != "" {
		t.Error(diff)
	}
	if a := (Attr{}); a.Text() != "" || a.Name() != "" || a.Value() != "" || a.HasValue() {
		t.Errorf("the zero Attr is %q", a)
	}
	if s := attrs(Section{}) + attrs((&Description{}).Session()); s != "" {
		t.Errorf("a section that is none has %s", s)
	}
	for _, name := range []string{"x", "last", "", long, "nobody's"} {
		var got, want []string
		for _, a := range d.Media(0).AttrsNamed(name) {
			got = append(got, a.Text())
		}
		for l := range d.Media(0).Lines() {
			if n, _, _, ok := l.Attr(); ok && n == name {
				want = append(want, l.Text())
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.20q: %s", name, diff)
		}
	}
}

// An Attr is what the line said when the iteration came to it, whatever is done to the line
// or around it.
func TestAttrsMayBeEditedWhileTheyAreRead(t *testing.T) {
	d := mustParse(t, minimal+"m=audio 9 RTP/AVP 0\na=keep:1\na=drop\na=change:1\na=behind\na=drop:2\n")
	m := d.Media(0)
	for l, a := range m.Attrs() {
		var err error
		switch a.Name() {
		case "drop":
			err = l.Delete()
		case "change":
			err = l.Replace("a=changed")
		case "behind":
			_, err = l.InsertAfter("a=new:x")
		}
		if err != nil || a.Name() == "new" || a.Name() == "changed" {
			t.Errorf("%s: %v", a.Text(), err)
		}
	}
	want := `6 "a=keep:1" "keep" "1" true
8 "a=changed" "changed" "" false
9 "a=behind" "behind" "" false
0 "a=new:x" "new" "x" true
`
	if diff := cmp.Diff(want, attrs(m)); diff != "" {
		t.Error(diff)
	}
	for l := range m.AttrsNamed("new") {
		if err := d.RemoveMedia(0); err != nil || l.Valid() {
			t.Error(err)
		}
	}
	if s := attrs(m); s != "" {
		t.Errorf("a section that was removed has %s", s)
	}
}

// What stands behind a limit is no attribute, whatever it starts with.
func TestWhatWasNotReadIsNoAttribute(t *testing.T) {
	d, _ := Options{MaxLines: 5}.ParseLax(minimal + "m=audio 9 RTP/AVP 0\na=x:1\na=y:2\n")
	for l := range d.Media(0).Lines() {
		name, value, hasValue, ok := l.Attr()
		if ok != (l.Type() == 'a') || ok != (name != "") || hasValue != (value != "") {
			t.Errorf("%q has the type %q, and Attr says %q, %q, %v", l.Text(), l.Type(), name, value, ok)
		}
	}
}
