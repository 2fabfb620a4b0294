package sdp

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// call is a description of two sections, for whole-text tests.
const call = `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
a=group:BUNDLE 0 1
a=ice-ufrag:sess
m=audio 9 UDP/TLS/RTP/SAVPF 111 0
a=mid:0
a=sendrecv
a=rtpmap:111 opus/48000/2
m=video 9 UDP/TLS/RTP/SAVPF 96
b=AS:500
a=mid:1
a=recvonly
a=x:
`

func mustParse(t testing.TB, text string) *Description {
	t.Helper()
	d, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAnEditChangesItsLineAndNoOther(t *testing.T) {
	tests := []struct {
		name     string
		edit     func(d *Description) error
		old, new string // pieces of call
	}{
		{"replacing an attribute", func(d *Description) error { return Set(d.Media(0), SendOnly) }, "a=sendrecv\n", "a=sendonly\n"},
		{"setting what is there already", func(d *Description) error { return Set(d.Media(1), RecvOnly) }, "", ""},
		{"the port", func(d *Description) error { return d.Media(1).SetPort(0) }, "m=video 9 ", "m=video 0 "},
		{"the formats", func(d *Description) error { return d.Media(0).SetFormats("0", "8") }, "SAVPF 111 0\n", "SAVPF 0 8\n"},
		{"the origin", func(d *Description) error {
			o, err := d.Origin()
			o.SessionVersion = o.SessionVersion.Next()
			return errors.Join(err, d.SetOrigin(o))
		}, "o=- 1 1 IN", "o=- 1 2 IN"},
		{"the name", func(d *Description) error { return d.SetSessionName("call") }, "s=-\n", "s=call\n"},
		{"the timing", func(d *Description) error { return d.SetTiming(Timing{"3724394400", ""}) }, "t=0 0\n", "t=3724394400 0\n"},
		{"the connection of the session", func(d *Description) error {
			return d.Session().SetConnection(Connection{NetworkType: "IN", AddressType: "IP4", Address: "224.1.1.1", TTL: 127, HasTTL: true})
		}, "c=IN IP4 192.0.2.1\nt=", "c=IN IP4 224.1.1.1/127\nt="},
		{"a connection for a section goes before b=", func(d *Description) error {
			return d.Media(1).SetConnection(Connection{NetworkType: "IN", AddressType: "IP6", Address: "::"})
		}, "96\nb=AS", "96\nc=IN IP6 ::\nb=AS"},
		{"the m= line", func(d *Description) error {
			return d.Media(1).SetMediaName(MediaName{"image", 9, 2, "udptl", []string{"t38"}})
		}, "m=video 9 UDP/TLS/RTP/SAVPF 96\n", "m=image 9/2 udptl t38\n"},
		{"deleting attributes", func(d *Description) error {
			if n := Delete[MID](d.Media(0)) + Delete[ExtMap](d.Media(0)); n != 1 {
				t.Error(n, "deleted")
			}
			return nil
		}, "a=mid:0\n", ""},
		{"adding behind the last of the kind", func(d *Description) error {
			return Add(d.Media(0), RTPMap{0, "PCMU", 8000, ""})
		}, "opus/48000/2\n", "opus/48000/2\na=rtpmap:0 PCMU/8000\n"},
		{"adding the first of a kind", func(d *Description) error {
			return Add(d.Session(), Fingerprint{"sha-1", "AA:BB"})
		}, "a=ice-ufrag:sess\n", "a=ice-ufrag:sess\na=fingerprint:sha-1 AA:BB\n"},
		{"a line of the session part finds its place", func(d *Description) error {
			_, err := d.Session().AddLine("e=a@example.com")
			return err
		}, "s=-\n", "s=-\ne=a@example.com\n"},
		{"a second t= goes behind the first", func(d *Description) error {
			_, err := d.Session().AddLine("t=1 2")
			return err
		}, "t=0 0\n", "t=0 0\nt=1 2\n"},
		{"removing a section", func(d *Description) error { return d.RemoveMedia(0) },
			"m=audio 9 UDP/TLS/RTP/SAVPF 111 0\na=mid:0\na=sendrecv\na=rtpmap:111 opus/48000/2\n", ""},
		{"inserting a section", func(d *Description) error {
			m, err := d.InsertMedia(1, MediaName{"audio", 9, 0, "RTP/AVP", []string{"0"}})
			if err != nil {
				return err
			}
			_, err = m.AddLine("a=x")
			_, err2 := m.AddLine("c=IN IP4 192.0.2.2")
			return errors.Join(err, err2, Set(m, MID("new")))
		}, "m=video", "m=audio 9 RTP/AVP 0\nc=IN IP4 192.0.2.2\na=x\na=mid:new\nm=video"},
		{"moving a section away and adding it at the end", func(d *Description) error {
			m := d.Media(0)
			name, err := m.MediaName()
			lines := slices.Collect(m.LinesOf('a'))
			to, err2 := d.AddMedia(name)
			for _, l := range lines {
				if _, err := to.AddLine(l.Text()); err != nil {
					return err
				}
			}
			return errors.Join(err, err2, d.RemoveMedia(0))
		}, call[strings.Index(call, "m=audio"):], call[strings.Index(call, "m=video"):] + call[strings.Index(call, "m=audio"):strings.Index(call, "m=video")]},
	}
	for _, tt := range tests {
		for _, eol := range []string{"\n", "\r\n", "\r"} {
			for _, final := range []bool{true, false} {
				text := strings.ReplaceAll(call, "\n", eol)
				want := strings.ReplaceAll(strings.Replace(call, tt.old, tt.new, 1), "\n", eol)
				if !final {
					text, want = strings.TrimSuffix(text, eol), strings.TrimSuffix(want, eol)
				}
				d := mustParse(t, text)
				if err := tt.edit(d); err != nil {
					t.Errorf("%s: %v", tt.name, err)
				}
				if diff := cmp.Diff(want, d.String()); diff != "" {
					t.Errorf("%s (%q, %v): %s", tt.name, eol, final, diff)
				}
				mustParse(t, d.String())
			}
		}
	}
}

func TestNothingSmugglesALineIn(t *testing.T) {
	d := mustParse(t, call)
	m := d.Media(0)
	l, _ := m.firstOf('a')
	for _, bad := range []string{"x\r\na=y", "x\na=y", "x\ra=y", "x\x00"} {
		for i, err := range []error{
			l.Replace("a=" + bad),
			second(l.InsertAfter("a=" + bad)),
			second(m.AddLine("a=x:" + bad)),
			Set(m, MID(bad)), Set(m, ICEPwd(bad)), Set(m, Setup(bad)), Add(m, FMTP{"0", bad}), Add(m, RTPMap{0, bad, 1, ""}),
			Add(m, RTPMap{0, "x", 1, bad}), Add(m, ExtMap{ID: 1, URI: bad}), Add(m, ExtMap{ID: 1, URI: "x", Attributes: bad}),
			Add(d.Session(), NewGroup("BUNDLE", bad)), Add(m, Fingerprint{bad, "AA"}), Add(m, Fingerprint{"sha-1", bad}),
			Add(m, RTCPFeedback{"*", "nack", bad}), Set(m, RTCP{1, "IN", "IP4", bad}),
			d.SetSessionName(bad), d.SetTiming(Timing{Number(bad), "0"}),
			d.SetOrigin(Origin{"-", "1", "1", "IN", "IP4", bad}), d.SetOrigin(Origin{bad, "1", "1", "IN", "IP4", "x"}),
			m.SetConnection(Connection{NetworkType: "IN", AddressType: "IP4", Address: bad}),
			m.SetFormats("0", bad), m.SetMediaName(MediaName{"audio", 9, 0, "RTP/AVP", []string{bad}}),
			second(d.AddMedia(MediaName{bad, 9, 0, "RTP/AVP", []string{"0"}})),
		} {
			if err == nil {
				t.Errorf("%d: %q is let in", i, bad)
			}
		}
	}
	if d.String() != call {
		t.Errorf("something changed:\n%s", d)
	}
}

func second[T any](_ T, err error) error { return err }

func TestEditsRefuseWhatWouldReadBackDifferently(t *testing.T) {
	d := mustParse(t, call)
	m := d.Media(0)
	for name, err := range map[string]error{
		"a=rtcp without an address":             Set(m, RTCP{Port: 9, NetworkType: "IN", AddressType: "IP4"}),
		"a direction that is not to be written": Add(m, ExtMap{ID: 1, Direction: SendOnly, URI: "urn:x"}),
		"a direction beyond the four":           Set(m, Direction(5)),
		"a crypto suite with a key in it":       Add(m, Crypto{Tag: 1, Suite: "AES inline:abc", KeyParams: "inline:d"}),
		"a format with a parameter in it":       Add(m, FMTP{"96 a", "b"}),
		"an encoding with a clock rate in it":   Add(m, RTPMap{0, "x/90000", 1, ""}),
		"semantics with a mid in it":            Add(d.Session(), NewGroup("BUNDLE 0")),
		"a mid that ends in a space":            Set(m, MID("a ")),
		"a ssrc value that is not said to be":   Add(m, SSRC{ID: 1, Name: "cname", Value: "x"}),
		"a username that swallows a number":     d.SetOrigin(Origin{"a 1", "x", "1", "IN", "IP4", "x"}),
		"an origin without network":             d.SetOrigin(Origin{"-", "1", "1", "", "IP4", "x"}),
		"an empty session name":                 d.SetSessionName(""),
		"a TTL in IP6":                          m.SetConnection(Connection{NetworkType: "IN", AddressType: "IP6", Address: "ff15::1", TTL: 1, HasTTL: true}),
		"a slash in an address":                 m.SetConnection(Connection{NetworkType: "IN", AddressType: "IP4", Address: "224.0.0.1/5"}),
		"a format with a space":                 m.SetMediaName(MediaName{"audio", 9, 0, "RTP/AVP", []string{"0 8"}}),
		"no format":                             m.SetFormats(),
		"a port beyond 65535":                   m.SetPort(65536),
		"a negative port":                       m.SetPort(-1),
		"an m= line for a= line":                second(m.AddLine("m=audio 9 RTP/AVP 0")),
		"a line of the session part":            second(m.AddLine("t=0 0")),
		"a second s=":                           second(d.Session().AddLine("s=x")),
		"a second c= in the session part":       second(d.Session().AddLine("c=IN IP4 192.0.2.1")),
		"an unknown line":                       second(m.AddLine("x=1")),
		"a section that is not there":           d.RemoveMedia(2),
		"a section before the first":            second(d.InsertMedia(-1, MediaName{"audio", 9, 0, "RTP/AVP", []string{"0"}})),
		"an id of 0":                            Add(m, ExtMap{ID: 0, URI: "x"}),
		"a role that is none":                   Set(m, Setup("server")),
		"a rtpmap beyond 127":                   Add(m, RTPMap{200, "x", 1, ""}),
		"a fingerprint of odd length":           Add(m, Fingerprint{"sha-1", "AAA"}),
		"several values where one may be meant": Set(m, RTPMap{0, "PCMU", 8000, ""}),
		"the session part's m= line":            d.Session().SetPort(1),
	} {
		if err == nil {
			t.Errorf("%s is let in", name)
		}
	}
	if d.String() != call {
		t.Errorf("something changed:\n%s", d)
	}
}

func TestHandlesStayGoodWhileOtherLinesChange(t *testing.T) {
	d := mustParse(t, call)
	m0, m1 := d.Media(0), d.Media(1)
	lines := slices.Collect(m1.Lines())
	texts := func() (s []string) {
		for _, l := range lines {
			s = append(s, l.Text())
		}
		return s
	}
	before := texts()
	for l := range m0.AttrLines("sendrecv") {
		if err := l.Delete(); err != nil {
			t.Fatal(err)
		}
		if l.Valid() || l.Text() != "" || l.Replace("a=x") != ErrStale || l.Delete() != ErrStale {
			t.Error("a deleted line still works")
		}
	}
	for range 100 {
		if _, err := m0.AddLine("a=more"); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.RemoveMedia(0); err != nil {
		t.Fatal(err)
	}
	if _, err := d.InsertMedia(0, MediaName{"text", 9, 0, "RTP/AVP", []string{"98"}}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, texts()); diff != "" {
		t.Error(diff)
	}
	if m0.Valid() || m0.Kind() != "" || m0.Index() != -1 || !m1.Valid() || m1.Index() != 1 || m1.Kind() != "video" {
		t.Error("sections are mixed up")
	}
	if lines[0].Number() != 12 || lines[0].Section() != m1 || lines[0].Value() != "video 9 UDP/TLS/RTP/SAVPF 96" {
		t.Error("the line's number has changed:", lines[0].Number())
	}
	if err := (Line{}).Delete(); err != ErrStale {
		t.Error(err)
	}
	if _, err := (Section{}).AddLine("a=x"); err != ErrStale {
		t.Error(err)
	}
	for range (Section{}).Lines() {
		t.Error("the zero Section has a line")
	}
}

func TestLinesMayBeEditedWhileIterating(t *testing.T) {
	d := mustParse(t, call)
	for l := range d.Media(1).Lines() {
		switch l.Type() {
		case 'b':
			if err := l.Delete(); err != nil {
				t.Error(err)
			}
		case 'a':
			if err := l.Replace(l.Text() + "-"); err != nil {
				t.Error(err)
			}
			if len(d.nodes) < 20 {
				if _, err := l.InsertAfter("a=new"); err != nil {
					t.Error(err)
				}
			}
		}
	}
	want := call[:strings.Index(call, "b=AS")] + "a=mid:1-\na=new\na=recvonly-\na=new\na=x:-\na=new\n"
	if diff := cmp.Diff(want, d.String()); diff != "" {
		t.Error(diff)
	}
	for range d.Media(0).Lines() { // even Reset
		_ = d.Reset(minimal)
	}
}

// What Parse accepts it accepts after any edit, in whatever order the lines stand.
func TestEditsKeepAnyOrderAcceptable(t *testing.T) {
	lines := map[byte]string{
		'v': "v=0", 'o': "o=- 1 1 IN IP4 192.0.2.1", 's': "s=-", 'i': "i=x", 'u': "u=http://a", 'e': "e=a@b", 'p': "p=+1 2",
		'c': "c=IN IP4 192.0.2.1", 'b': "b=AS:1", 't': "t=0 0", 'r': "r=7d 1h 0", 'z': "z=0 -1h", 'k': "k=x", 'a': "a=x", '-': "",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	accepted := 0
	for range 60000 {
		order := []byte("vos")
		for range rng.IntN(5) {
			order = append(order, "iuepcbtrzka-"[rng.IntN(12)])
		}
		order = append(order, 't')
		for range rng.IntN(3) { // a little out of order
			i, j := rng.IntN(len(order)), rng.IntN(len(order))
			order[i], order[j] = order[j], order[i]
		}
		var b strings.Builder
		for _, typ := range order {
			b.WriteString(lines[typ] + "\n")
		}
		if rng.IntN(3) == 0 {
			b.WriteString(strings.ReplaceAll(media, "\r", ""))
		}
		d, err := Parse(b.String())
		if err != nil {
			continue
		}
		accepted++
		all := slices.Collect(d.Session().Lines())
		l := all[rng.IntN(len(all))]
		typ := "vosiuepcbtrzka"[rng.IntN(14)]
		what := ""
		switch rng.IntN(4) {
		case 0:
			what, err = "AddLine", second(d.Session().AddLine(lines[typ]))
		case 1:
			what, err = "InsertAfter "+l.Text(), second(l.InsertAfter(lines[typ]))
		case 2:
			what, err = "Replace "+l.Text(), l.Replace(lines[typ])
		case 3:
			if what = "Delete " + l.Text(); !strings.ContainsRune("vost", rune(l.Type())) || l.Type() == 't' && strings.Count(b.String(), "t=") > 1 {
				err = l.Delete()
			}
		}
		if _, perr := Parse(d.String()); perr != nil && err == nil {
			t.Fatalf("%s, %s, makes of\n%s\na text that is refused: %v\n%s", what, lines[typ], b.String(), perr, d)
		}
	}
	if accepted < 10000 {
		t.Errorf("only %d texts were accepted", accepted)
	}
}

func TestAddingWhileIteratingEnds(t *testing.T) {
	d := mustParse(t, minimal+media+"a=rtpmap:0 A/1\r\na=rtpmap:1 A/1\r\n")
	m := d.Media(0)
	n := 0
	for range All[RTPMap](m) {
		if err := Add(m, RTPMap{2, "x", 1, ""}); err != nil {
			t.Fatal(err)
		}
		n++
	}
	for l := range m.Lines() {
		if _, err := m.AddLine("a=y"); err != nil {
			t.Fatal(err)
		}
		if n++; l.Type() == 'a' {
			if err := l.Delete(); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range d.AllMedia() {
		if _, err := d.InsertMedia(0, MediaName{"audio", 9, 0, "RTP/AVP", []string{"0"}}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.AddMedia(MediaName{"audio", 9, 0, "RTP/AVP", []string{"0"}}); err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 2+5+1 || d.NumMedia() != 3 {
		t.Error(n, d.NumMedia())
	}
	for _, m := range d.AllMedia() {
		if err := d.RemoveMedia(m.Index()); err != nil {
			t.Fatal(err)
		}
	}
	if d.NumMedia() != 0 || d.String() != minimal {
		t.Errorf("%d left:\n%s", d.NumMedia(), d)
	}
}

func TestRemovedLinesAreNotPassedOverForEver(t *testing.T) {
	d := mustParse(t, call)
	m := d.Media(0)
	for range 1000 {
		if err := Set(m, Setup("active")); err != nil {
			t.Fatal(err)
		}
		if Delete[Setup](m) != 1 {
			t.Fatal("it is not there")
		}
	}
	steps := 0
	for n := d.secs[1].head; n != 0; n = d.nodes[n-1].next {
		steps++
	}
	for i := d.secs[1].first; i < d.secs[1].end; i++ {
		if s := d.slots[i]; s.meta&metaEdited != 0 {
			for n := d.nodes[s.off].next; n != 0; n = d.nodes[n-1].next {
				steps++
			}
		}
	}
	if steps != 0 || d.String() != call {
		t.Errorf("%d deleted lines are still in a list", steps)
	}
	// Lines added one behind the other, removed in any order.
	var added []Line
	for i := range 10 {
		l, err := m.AddLine("a=n" + string(rune('0'+i)))
		if err != nil {
			t.Fatal(err)
		}
		added = append(added, l)
	}
	for _, i := range []int{9, 0, 4, 5, 3} {
		if err := added[i].Delete(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := added[2].InsertAfter("a=in"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.AddLine("a=end"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for l := range m.Lines() {
		got = append(got, l.Text())
	}
	if diff := cmp.Diff([]string{"a=n1", "a=n2", "a=in", "a=n6", "a=n7", "a=n8", "a=end"}, got[4:]); diff != "" {
		t.Error(diff)
	}
}

// A deleted line needs no node until a line is put behind it.
func TestLinesAreAddedBehindADeletedLastLine(t *testing.T) {
	const head = "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\n"
	for _, tt := range []struct{ name, before, after string }{
		{"session part", head + "a=a\na=last\nm=audio 9 RTP/AVP 0\n", head + "a=a\na=new1\na=new2\nm=audio 9 RTP/AVP 0\n"},
		{"media section", head + "m=audio 9 RTP/AVP 0\na=a\na=last\nm=video 9 RTP/AVP 96\n", head + "m=audio 9 RTP/AVP 0\na=a\na=new1\na=new2\nm=video 9 RTP/AVP 96\n"},
		{"CRLF", head + "m=audio 9 RTP/AVP 0\r\na=last\r\n", head + "m=audio 9 RTP/AVP 0\r\na=new1\r\na=new2\r\n"},
		{"without an ending", head + "m=audio 9 RTP/AVP 0\na=last", head + "m=audio 9 RTP/AVP 0\na=new1\na=new2"},
		{"before an empty line", head + "m=audio 9 RTP/AVP 0\na=last\n\n", head + "m=audio 9 RTP/AVP 0\na=new1\na=new2\n\n"},
		{"all a= lines", head + "a=last\na=last\n", head + "a=new1\na=new2\n"},
	} {
		d := mustParse(t, tt.before)
		parts := []Section{d.Session()}
		for _, m := range d.AllMedia() {
			parts = append(parts, m)
		}
		for _, s := range parts {
			deleted := false
			for l := range s.Lines() {
				if l.Text() == "a=last" {
					if err := l.Delete(); err != nil || l.Valid() || l.Text() != "" {
						t.Errorf("%s: %v, and then %q", tt.name, err, l.Text())
					}
					deleted = true
				}
			}
			if !deleted {
				continue
			}
			for _, text := range []string{"a=new1", "a=new2"} {
				if l, err := s.AddLine(text); err != nil || l.Text() != text || l.Number() != 0 {
					t.Errorf("%s: %q, %v", tt.name, l.Text(), err)
				}
			}
		}
		if diff := cmp.Diff(tt.after, d.String()); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if b, _ := d.AppendText([]byte("x")); string(b) != "x"+tt.after {
			t.Errorf("%s: AppendText gives %q", tt.name, b)
		}
	}
}

func TestACloneKeepsWhatTheLimitsWouldNotLetIn(t *testing.T) {
	d, err := Options{MaxLines: 4, MaxSections: 1}.Parse(minimal)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := d.AddMedia(MediaName{"audio", 9, 0, "RTP/AVP", []string{"0"}}); err != nil {
			t.Fatal(err)
		}
	}
	if c := d.Clone(); c.NumMedia() != 2 || !c.Equal(d) {
		t.Error("it doesn't")
	}
	cut, _ := Options{MaxLines: 4}.ParseLax(minimal + media + "a=mid:1\r\n")
	if cut.NumMedia() != 0 {
		t.Error("a media section was made of what was not read")
	}
	for l := range cut.Session().Lines() {
		if strings.HasPrefix(l.Text(), "m=") {
			if l.Value() != "" || l.Type() != 0 || l.Replace("a=x") == nil {
				t.Error("the rest is taken for a line")
			}
		}
	}
	if c := cut.Clone(); c.String() != cut.String() {
		t.Error("the rest is lost")
	}
}

func TestALineCannotChangeItsTypeOrLeaveItsPlace(t *testing.T) {
	d := mustParse(t, call)
	first, _ := d.Session().firstOf('v')
	name, _ := d.Media(0).firstOf('m')
	attr, _ := d.Media(0).firstOf('a')
	if err := attr.Replace("m=audio 9 RTP/AVP 0"); err != ErrBoundary {
		t.Error(err)
	}
	if err := name.Replace("a=x"); err != ErrBoundary {
		t.Error(err)
	}
	if err := name.Delete(); err != ErrBoundary {
		t.Error(err)
	}
	if _, err := name.InsertAfter("m=audio 9 RTP/AVP 0"); err != ErrBoundary {
		t.Error(err)
	}
	if err := attr.Replace("c=IN IP4 192.0.2.1"); err == nil {
		t.Error("a= became c=")
	}
	if _, err := first.InsertAfter("a=x"); err == nil {
		t.Error("a= stands before o=")
	}
	if d.String() != call {
		t.Error("something changed")
	}
	lax, _ := ParseLax(minimal + "hello\r\n")
	for l := range lax.Session().Lines() {
		if l.Type() == 0 {
			if err := l.Replace("a=hello"); err != nil {
				t.Error(err)
			}
		}
	}
	mustParse(t, lax.String())
}

func TestNewLinesTakeTheEndingOfTheirNeighbours(t *testing.T) {
	mixed := "v=0\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\rt=0 0\r\nm=audio 9 RTP/AVP 0\na=x\r\n\r\n\r\n"
	d := mustParse(t, mixed)
	for _, l := range []string{"i=info", "b=AS:1", "a=y"} {
		if _, err := d.Session().AddLine(l); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Media(0).AddLine("c=IN IP4 192.0.2.1"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Media(0).AddLine("a=z"); err != nil {
		t.Fatal(err)
	}
	want := "v=0\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\ri=info\rb=AS:1\rt=0 0\r\na=y\r\nm=audio 9 RTP/AVP 0\nc=IN IP4 192.0.2.1\na=x\r\na=z\r\n\r\n\r\n"
	if diff := cmp.Diff(want, d.String()); diff != "" {
		t.Error(diff)
	}
}

func TestBuildingFromNothing(t *testing.T) {
	d := New()
	steps := []error{
		d.SetOrigin(Origin{SessionID: "4", SessionVersion: "2", NetworkType: "IN", AddressType: "IP4", Address: "127.0.0.1"}),
		Add(d.Session(), NewGroup("BUNDLE", "0")),
	}
	m, err := d.AddMedia(MediaName{Media: "audio", Port: 9, Proto: "UDP/TLS/RTP/SAVPF", Formats: []string{"111"}})
	steps = append(steps, err,
		Set(m, MID("0")), Set(m, ICEUfrag("abcd")), Set(m, Setup("actpass")), Set(m, SendRecv), Set(m, RTCPMux{}), Set(m, BundleOnly{}),
		Add(m, RTPMap{111, "opus", 48000, "2"}), Add(m, FMTP{"111", "useinbandfec=1"}), Add(m, RTCPFeedback{"*", "nack", "pli"}),
		Add(m, ExtMap{ID: 1, Direction: SendOnly, HasDirection: true, URI: "urn:x", Attributes: "y z"}),
		Set(m, RTCP{9, "IN", "IP4", "0.0.0.0"}),
		m.SetConnection(Connection{NetworkType: "IN", AddressType: "IP4", Address: "0.0.0.0"}),
	)
	if err := errors.Join(steps...); err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(`v=0
o=- 4 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0
m=audio 9 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
a=mid:0
a=ice-ufrag:abcd
a=setup:actpass
a=sendrecv
a=rtcp-mux
a=bundle-only
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtcp-fb:* nack pli
a=extmap:1/sendonly urn:x y z
a=rtcp:9 IN IP4 0.0.0.0
`, "\n", "\r\n")
	if diff := cmp.Diff(want, d.String()); diff != "" {
		t.Error(diff)
	}
	mustParse(t, d.String())
}

func TestCloneIsDetachedAndEqualComparesText(t *testing.T) {
	d := mustParse(t, call)
	c := d.Clone()
	if !d.Equal(c) || !c.Equal(d) || d.Equal(nil) {
		t.Error("a clone is not equal")
	}
	if err := Set(c.Media(0), Inactive); err != nil {
		t.Fatal(err)
	}
	if d.Equal(c) || d.String() != call {
		t.Error("an edit of the clone shows in the original")
	}
	edited := c.Clone()
	if l, _ := edited.Media(0).firstOf('m'); edited.String() != c.String() || l.Number() != 8 || edited.Media(0).Direction() != Inactive {
		t.Error("an edited description is not cloned as it stands")
	}
}

func TestADescriptionKnowsThatItWasEdited(t *testing.T) {
	text := minimal + "m=audio 9 RTP/AVP 0\r\na=x\r\nm=video 9 RTP/AVP 31\r\n"
	for name, edit := range map[string]func(d *Description) error{
		"a line replaced":  func(d *Description) error { return d.Media(0).SetPort(10) },
		"a line deleted":   func(d *Description) error { l, _ := d.Media(0).firstOf('a'); return l.Delete() },
		"a line added":     func(d *Description) error { _, err := d.Media(0).AddLine("a=y"); return err },
		"sections ordered": func(d *Description) error { return d.ReorderMedia(d.Media(1), d.Media(0)) },
	} {
		d := mustParse(t, text)
		if d.Edited() {
			t.Error("a description that was parsed is edited already")
		}
		if err := edit(d); err != nil {
			t.Fatal(err)
		}
		if !d.Edited() {
			t.Errorf("%s: nobody knows", name)
		}
		if d.Fork().Edited() || !d.Clone().Edited() {
			t.Errorf("%s: a Fork is edited, or a Clone isn't", name)
		}
	}
}

func TestAForkIsEditedOnItsOwn(t *testing.T) {
	text := "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\na=x\r\nm=video 9 RTP/AVP 31\r\na=y"
	d := mustParse(t, text)
	f := d.Fork()
	if _, err := f.Media(0).AddLine("a=z"); err != nil {
		t.Fatal(err)
	}
	if err := f.ReorderMedia(f.Media(1), f.Media(0)); err != nil {
		t.Fatal(err)
	}
	want := "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=video 9 RTP/AVP 31\r\na=y\r\nm=audio 9 RTP/AVP 0\r\na=x\r\na=z\r\n"
	if got := f.String(); got != want {
		t.Errorf("the fork is\n%q", got)
	}
	if d.String() != text {
		t.Errorf("the original became\n%q", d.String())
	}
	again := f.Fork()
	if again.String() != want {
		t.Errorf("a fork of the fork is\n%q", again.String())
	}
	var numbers []int
	for _, m := range again.AllMedia() {
		for l := range m.Lines() {
			numbers = append(numbers, l.Number())
		}
	}
	if diff := cmp.Diff([]int{5, 6, 7, 8, 9}, numbers); diff != "" {
		t.Error(diff)
	}
	for _, wrong := range [][]Section{{f.Media(0)}, {f.Media(0), f.Media(0)}} {
		if err := f.ReorderMedia(wrong...); !errors.Is(err, ErrIndex) {
			t.Errorf("%v is no order of the sections, and gives %v", wrong, err)
		}
	}
	if err := f.ReorderMedia(d.Media(0), f.Media(0)); !errors.Is(err, ErrStale) {
		t.Errorf("another's section gives %v", err)
	}
	if err := f.ReorderMedia(f.Session(), f.Media(0)); !errors.Is(err, ErrNotMedia) {
		t.Errorf("the session part gives %v", err)
	}
	if f.String() != want {
		t.Errorf("refused, and the fork is\n%q", f.String())
	}
}
