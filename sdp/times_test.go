package sdp

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const program = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n" +
	"t=3724394400 3724398000\r\nr=604800 3600 0 90000\r\nr=7d 1h  0 25h \r\nz=3730928400 -1h 3749680800 0\r\n" +
	"t=0 0\r\n" +
	"a=tool:x\r\nm=audio 9 RTP/AVP 0\r\n"

func TestTimings(t *testing.T) {
	d := mustParse(t, program)
	var got []TimeDescription
	for td, err := range d.Timings() {
		if err != nil {
			t.Error(err)
		}
		got = append(got, td)
	}
	want := []TimeDescription{
		{Timing{"3724394400", "3724398000"},
			[]Repeat{NewRepeat("604800", "3600", "0", "90000"), NewRepeat("7d", "1h", "0", "25h")},
			[]ZoneAdjustment{{"3730928400", "-1h"}, {"3749680800", "0"}}},
		{Timing: Timing{"0", "0"}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Repeat{})); diff != "" {
		t.Error(diff)
	}
	if r := got[0].Repeats[1]; r.String() != "7d 1h 0 25h" || !slices.Equal(slices.Collect(r.Offsets()), []TypedTime{"0", "25h"}) {
		t.Error(r)
	}
	for range d.Timings() {
		break
	}
	for range (got[0].Repeats[0]).Offsets() {
		break
	}
	for range new(Description).Timings() {
		t.Error("the zero Description has times")
	}
}

func TestTimingsSayWhereTheyAreWrong(t *testing.T) {
	d, _ := ParseLax("v=0\nr=1 2 3\nz=1 2\nt=1 x\nr=1\nr=2 3 4\nz=5\nt=6 7\nz=8 9\nr=x 1\nr=1 2\n")
	var got []string
	for td, err := range d.Timings() {
		got = append(got, fmt.Sprint(td.Timing, len(td.Repeats), td.Zone, " ", err))
	}
	want := []string{
		`1 0 1 [] 4:5: t-line: stop time "x" is not a number`,
		`6 7 1 [{8 9}] 10:3: r-line: "x" is not a time such as 604800 or 7d, or beyond 64 bits`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for value, msg := range map[string]string{
		"r=7d":     "2:5: r-line: interval or duration is missing",
		"r=7d 1x":  `2:6: r-line: "1x" is not a time such as 604800 or 7d, or beyond 64 bits`,
		"z=1":      "2:4: z-line: times and offsets are not in pairs",
		"z=1h 1":   `2:3: z-line: "1h" is not a time`,
		"z=1 --1h": `2:5: z-line: "--1h" is not a time`,
	} {
		d, problems := ParseLax("t=0 0\n" + value + "\n")
		for td, err := range d.Timings() {
			if err == nil || err.Error() != msg || !slices.ContainsFunc(problems, func(e *SyntaxError) bool { return e.Error() == msg }) {
				t.Errorf("%s: %v, %v; ParseLax says %v", value, td, err, problems)
			}
		}
	}
}

func TestAddTiming(t *testing.T) {
	d := mustParse(t, program)
	td := TimeDescription{Timing{"3724394401", ""}, []Repeat{NewRepeat("7d", "1h", "0")}, []ZoneAdjustment{{"3730928400", "-1h"}, {"", "0s"}}}
	if err := d.AddTiming(td); err != nil {
		t.Fatal(err)
	}
	added := "t=0 0\r\nt=3724394401 0\r\nr=7d 1h 0\r\nz=3730928400 -1h 0 0s\r\n"
	if want := strings.Replace(program, "t=0 0\r\n", added, 1); d.String() != want {
		t.Error(cmp.Diff(want, d.String()))
	}
	if _, err := Parse(d.String()); err != nil {
		t.Error(err)
	}
	before := d.String()
	for _, bad := range []TimeDescription{
		{Timing: Timing{"x", "0"}}, {Timing: Timing{"1 2", ""}}, {Timing: Timing{"1\r\na=x", "1"}},
		{Repeats: []Repeat{{}}}, {Repeats: []Repeat{NewRepeat("1 2", "3", "4")}}, {Repeats: []Repeat{NewRepeat("1", "3", "4 5 ")}},
		{Zone: []ZoneAdjustment{{"1", ""}}}, {Zone: []ZoneAdjustment{{"1 2", "3 4"}}}, {Zone: []ZoneAdjustment{{"1", "2 3 4"}}},
	} {
		if err := d.AddTiming(bad); err == nil || d.String() != before {
			t.Errorf("%v is written: %v\n%s", bad, err, d)
		}
	}
	// Without a t= line so far it goes where the first one belongs.
	bare, _ := ParseLax("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\na=x\n")
	if err := bare.AddTiming(TimeDescription{Repeats: []Repeat{NewRepeat("1d", "1h", "0")}}); err != nil || bare.String() != "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\nr=1d 1h 0\na=x\n" {
		t.Errorf("%v\n%s", err, bare)
	}
}

func TestTypedTimes(t *testing.T) {
	for text, want := range map[TypedTime]int64{
		"0": 0, "604800": 604800, "7d": 604800, "25h": 90000, "3m": 180, "9s": 9, "-1h": -3600, "106751991167300d": 9223372036854720000, "9223372036854775807": 1<<63 - 1,
	} {
		if n, ok := text.Seconds(); n != want || !ok {
			t.Errorf("%s is %d, %v", text, n, ok)
		}
	}
	for _, text := range []TypedTime{"", "-", "d", "--1", "1D", "1w", "1h ", "9223372036854775808", "106751991167301d"} {
		if n, ok := text.Seconds(); n != 0 || ok {
			t.Errorf("%q is %d, %v", text, n, ok)
		}
	}
}

func TestInformation(t *testing.T) {
	d := mustParse(t, "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\ni=About: it\r\nu=http://a.example/b?c#d\r\ne=a@b.example (A)\r\ne=\r\np=+1 234\r\nt=0 0\r\nk=clear:s:t\r\nm=audio 9 RTP/AVP 0\r\ni= left\r\nm=audio 9 RTP/AVP 0\r\nk=prompt\r\n")
	m := d.Media(0)
	if d.Session().Information() != "About: it" || m.Information() != " left" || d.Media(1).Information() != "" || d.URI() != "http://a.example/b?c#d" {
		t.Error(d.Session().Information(), m.Information(), d.URI())
	}
	if e, p := slices.Collect(d.Emails()), slices.Collect(d.Phones()); !slices.Equal(e, []string{"a@b.example (A)", ""}) || !slices.Equal(p, []string{"+1 234"}) {
		t.Error(e, p)
	}
	for range d.Emails() {
		break
	}
	if k, ok := d.Session().Key(); k != (Key{"clear", "s:t", true}) || !ok || k.String() != "clear:s:t" {
		t.Error(k, ok)
	}
	if k, ok := d.Media(1).Key(); k != (Key{Method: "prompt"}) || !ok || k.String() != "prompt" {
		t.Error(k, ok)
	}
	if k, ok := m.Key(); k != (Key{}) || ok {
		t.Error(k, ok)
	}
}

func TestSetInformation(t *testing.T) {
	d := mustParse(t, minimal+media)
	for _, err := range []error{d.SetURI("http://a.example/"), d.Session().SetInformation("x"), d.Session().SetInformation("yé"), d.Media(0).SetInformation("title"), d.SetURI("http://b.example/")} {
		if err != nil {
			t.Error(err)
		}
	}
	want := strings.Replace(minimal, "s=-\r\n", "s=-\r\ni=yé\r\nu=http://b.example/\r\n", 1) + media + "i=title\r\n"
	if d.String() != want {
		t.Error(cmp.Diff(want, d.String()))
	}
	if d.SetURI("a b") == nil || d.Session().SetInformation("a\nb") == nil || d.Media(0).SetInformation("a\x00") == nil || d.String() != want {
		t.Error("what is no value is written")
	}
	for range 2 {
		if d.SetURI("") != nil || d.Session().SetInformation("") != nil || d.Media(0).SetInformation("") != nil || d.String() != minimal+media {
			t.Errorf("%q", d)
		}
	}
	if err := (Section{}).SetInformation("x"); err != ErrStale {
		t.Error(err)
	}
}
