package sdp

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	pion "github.com/pion/sdp/v3"
)

// seeds are real descriptions, and short texts that each have one oddity.
func seeds(tb testing.TB) []string {
	tb.Helper()
	texts := []string{
		"", "v=0", "\n", "\r", "\r\n", "\x00", "=", "v=", "a=", "m=", "v=0\r\n",
		minimal,
		minimal + "m=audio 9 RTP/AVP 0\r\na=mid:0\r\n",
		strings.ReplaceAll(minimal, "\r\n", "\n"),
		strings.ReplaceAll(minimal, "\r\n", "\r"),
		strings.TrimSuffix(minimal, "\r\n"),
		minimal + "\r\n\r\n",
		minimal + "m=video 9 RTP/AVP 97\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=\x01\r\n", // once a control byte in a message
		minimal + "m=audio 9 RTP/AVP 0\r\na=mid:\r\na=mid:\x01 x\r\na=rtpmap:x\r\n",         // once an endless recursion
		minimal + "m=audio 9 RTP/AVP 0\r\na=" + strings.Join(webrtcAttributes, "\r\na="),
		minimal + "a=x:\r\na=x\r\na=y\rb\r\na=\xff\xfe\x00\r\n",
		"v=0\no=RTSP Session 0 0 IN\ns=\nm=video 0 RTP/AVP 96 \nb=AS:1\na=rtpmap:96 H264/90000\nc=IN IP4 224.1.1.1/127/3\n",
		"v=0\r\no=- 99999999999999999999999 2 IN IP6 ::1\r\ns= \r\nu=http://a/b?c\r\ne=a@b (c)\r\np=+1 2\r\nb=X-Y:1\r\nt=1 2\r\nr=7d 1h 0 25h\r\nz=2882844526 -1h 2898848070 0\r\nk=prompt\r\na=sendonly\r\nm=image 1/2 udptl t38\r\n",
		minimal + "a=tool: x\r\na=cat:a.b\r\na=keywds:a b\r\na=type:H332\r\na=charset:ISO_8859-1:1987\r\na=lang:de-CH\r\na=sdplang:fr\r\na=control:*\r\na=range:npt = 0-1:02:03.4\r\n" +
			"a=range:clock=19971113T2115-\r\na=range:smpte-25=10:07:00:05.01-\r\na=range:x=-\r\na=source-filter:EXCL IN * *  a\u00a0b c \r\na=key-mgmt: mikey AQAF\r\na=ts-refclk:private:traceable\r\n" +
			"a=ts-refclk:ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:0\r\na=ts-refclk:localmac=7C-E9-D3-1B-9A-AF\r\na=ts-refclk:x=y z \r\na=mediaclk:id=src:AQAF direct=1  rate=1000/1001\r\na=mediaclk:IEEE1722=38-D6-6D-8E-D2-78-13-2F\r\n" +
			"m=audio 9 RTP/AVP 0\r\na=ptime:2.50\r\na=maxptime:20\r\na=minptime:5\r\na=framerate:25.00\r\na=quality:010\r\na=label:1\r\na=content:main,alt\r\na=orient:seascape\r\n" +
			"a=floorctrl:c-s  c-only\r\na=confid:1\r\na=userid:2\r\na=floorid:1 m-stream:a  b\r\na=t38faxversion:0\r\na=T38FaxFillBitRemoval\r\na=T38FaxUdpECDepth:1 2\r\n",
	}
	files, err := filepath.Glob("../testdata/*/*.sdp")
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	return texts
}

const minimal = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n"

// FuzzParse holds Parse against its promises, and against pion/sdp.
func FuzzParse(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		checkRead(t, d, text)
		if again, _ := Parse(d.String()); !again.Equal(d) {
			t.Error("its own output reads differently")
		}
		if err == nil {
			if _, errs := ParseLax(text); len(errs) > 0 {
				t.Errorf("Parse accepts, ParseLax reports %v", errs)
			}
		} else {
			checkErrors(t, err.(ErrorList), text)
		}
		comparePion(t, text, d, err)
	})
}

// FuzzParseLax reads with every limit and strictness that the first bytes ask for.
func FuzzParseLax(f *testing.F) {
	for i, s := range seeds(f) {
		f.Add(s, uint8(i), uint8(i*7), i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, text string, a, b uint8, strict bool) {
		o := Options{Strict: strict}
		switch a % 7 {
		case 1:
			o.MaxBytes = int(b) + 1
		case 2:
			o.MaxLines = int(b) + 1
		case 3:
			o.MaxSections = int(b%8) + 1
		case 4:
			o.MaxAttributes = int(b) + 1
		case 5:
			o.MaxLineLen = int(b) + 1
		case 6:
			o.MaxProblems = int(b%8) + 1
		}
		d, errs := o.ParseLax(text)
		checkRead(t, d, text)
		checkErrors(t, errs, text)
		if o.MaxProblems > 0 && len(errs) > o.MaxProblems+1 {
			t.Errorf("%d problems, MaxProblems is %d", len(errs), o.MaxProblems)
		}
		if o.MaxSections > 0 && d.NumMedia() > o.MaxSections {
			t.Errorf("%d media sections, MaxSections is %d", d.NumMedia(), o.MaxSections)
		}
		// Reading another text in between must leave no trace.
		if d.Reset("v=0\r\nm=x"); d.String() != "v=0\r\nm=x" {
			t.Error("Reset does not give the new text back")
		}
		err := d.Reset(text)
		if d.String() != text {
			t.Error("Reset does not give the text back")
		}
		if got, _ := err.(ErrorList); len(got) != len(errs) {
			t.Errorf("ParseLax reports %d problems, Reset %d", len(errs), len(got))
		}
	})
}

// checkRead reads everything that can be read of d, whose text must be text.
func checkRead(t *testing.T, d *Description, text string) {
	t.Helper()
	if d.String() != text {
		t.Fatalf("String() is %q, the text was %q", d.String(), text)
	}
	checkCheck(t, d, text)
	var b strings.Builder
	number := 0
	read := func(s Section) {
		for l := range s.Lines() {
			number++
			if l.Number() != number || !l.Valid() || l.Section() != s {
				t.Fatalf("line %d says its number is %d", number, l.Number())
			}
			b.WriteString(l.Text())
			if end := d.slotStart(number); d.slots[number-1].meta&metaRest == 0 {
				b.WriteString(text[b.Len():end])
			}
			if name, value, has, ok := l.Attr(); ok {
				back := "a=" + name
				if has {
					back += ":" + value
				}
				if back != l.Text() {
					t.Fatalf("Attr of %q gives %q, %q", l.Text(), name, value)
				}
			}
		}
		readTyped[MID](t, s)
		readTyped[Group](t, s)
		readTyped[Direction](t, s)
		readTyped[Setup](t, s)
		readTyped[RTCP](t, s)
		readTyped[RTCPMux](t, s)
		readTyped[BundleOnly](t, s)
		readTyped[ICEUfrag](t, s)
		readTyped[ICEPwd](t, s)
		readTyped[Fingerprint](t, s)
		readTyped[RTPMap](t, s)
		readTyped[FMTP](t, s)
		readTyped[RTCPFeedback](t, s)
		readTyped[ExtMap](t, s)
		readTyped[ExtMapAllowMixed](t, s)
		readTyped[RID](t, s)
		readTyped[Simulcast](t, s)
		readTyped[ImageAttr](t, s)
		readTyped[SSRC](t, s)
		readTyped[SSRCGroup](t, s)
		readTyped[MSID](t, s)
		readTyped[MSIDSemantic](t, s)
		readTyped[ICEOptions](t, s)
		readTyped[ICELite](t, s)
		readTyped[ICEPacing](t, s)
		readTyped[ICEMismatch](t, s)
		readTyped[RemoteCandidates](t, s)
		readTyped[EndOfCandidates](t, s)
		readTyped[ConnectionReuse](t, s)
		readTyped[TLSID](t, s)
		readTyped[RTCPMuxOnly](t, s)
		readTyped[RTCPRsize](t, s)
		readTyped[RTCPXR](t, s)
		readTyped[Crypto](t, s)
		readTyped[SCTPPort](t, s)
		readTyped[SCTPMap](t, s)
		readTyped[MaxMessageSize](t, s)
		readTyped[DCMap](t, s)
		readTyped[DCSA](t, s)
		readTyped[Ptime](t, s)
		readTyped[MaxPtime](t, s)
		readTyped[MinPtime](t, s)
		readTyped[Framerate](t, s)
		readTyped[Quality](t, s)
		readTyped[Tool](t, s)
		readTyped[Cat](t, s)
		readTyped[Keywds](t, s)
		readTyped[ConferenceType](t, s)
		readTyped[Charset](t, s)
		readTyped[SDPLang](t, s)
		readTyped[Lang](t, s)
		readTyped[Label](t, s)
		readTyped[Content](t, s)
		readTyped[Orient](t, s)
		readTyped[SourceFilter](t, s)
		readTyped[TSRefClk](t, s)
		readTyped[MediaClk](t, s)
		readTyped[FloorCtrl](t, s)
		readTyped[ConfID](t, s)
		readTyped[UserID](t, s)
		readTyped[SyncTime](t, s)
		readTyped[FloorID](t, s)
		readTyped[KeyMgmt](t, s)
		readTyped[T38](t, s)
		readTyped[Control](t, s)
		readTyped[Range](t, s)
		for c := range s.Codecs() {
			for range c.Feedback() {
			}
		}
		for range s.Bandwidths() {
		}
		s.Information()
		if k, ok := s.Key(); ok {
			if l, _ := s.firstOf('k'); l.Value() != k.String() {
				t.Errorf("%q is read as %#v", l, k)
			}
		}
		s.MediaName()
		s.Connection()
		s.Destination()
		s.Direction()
		s.Rejected()
	}
	read(d.Session())
	for _, m := range d.AllMedia() {
		read(m)
	}
	if b.String() != text {
		t.Fatalf("the lines make %q, the text was %q", b.String(), text)
	}
	d.Origin()
	d.Timing()
	checkTimings(t, d)
	d.URI()
	for range d.Emails() {
	}
	for range d.Phones() {
	}
	if c := d.Clone(); c.String() != text {
		t.Fatal("Clone has another text")
	}
}

// readTyped reads all attributes of a type. What can be parsed must come back
// the same from what it appends.
func readTyped[T interface {
	Attribute[T]
	comparable
}](t *testing.T, s Section) {
	t.Helper()
	for v, err := range All[T](s) {
		if err != nil {
			if e := err.(*SyntaxError); e.Line == 0 || e.Column == 0 || e.Path == "" || e.Rule == "" {
				t.Errorf("error without a place: %#v", e)
			}
			continue
		}
		name, value, has := strings.Cut(string(v.AppendAttribute(nil)), ":")
		again, err := v.ParseAttribute(name, value, has)
		if err != nil || again != v {
			t.Errorf("%#v is written %q:%q, which reads as %#v, %v", v, name, value, again, err)
		}
	}
	Lookup[T](s)
}

// checkTimings reads the time descriptions. Those that can be read must come back the
// same from another description that they are added to.
func checkTimings(t *testing.T, d *Description) {
	t.Helper()
	again := New()
	for l := range again.Session().LinesOf('t') {
		if err := l.Delete(); err != nil {
			t.Fatal(err)
		}
	}
	var want []TimeDescription
	for td, err := range d.Timings() {
		if err != nil {
			if e := err.(*SyntaxError); e.Line == 0 || e.Column == 0 || e.Path == "" || e.Rule == "" {
				t.Errorf("error without a place: %#v", e)
			}
			continue
		}
		if err := again.AddTiming(td); err != nil {
			t.Errorf("%v is refused: %v", td, err)
		}
		want = append(want, td)
	}
	var got []TimeDescription
	for td := range again.Timings() {
		got = append(got, td)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Repeat{})); diff != "" {
		t.Error(diff)
	}
}

// checkErrors looks whether problems say where, what and why, in order.
func checkErrors(t *testing.T, errs ErrorList, text string) {
	t.Helper()
	lines := 1
	for rest := text; ; lines++ {
		_, next := lineEnd(rest)
		if next == 0 {
			break
		}
		rest = rest[next:]
	}
	last := 0
	var details []string
	for _, e := range errs {
		details = append(details, e.Detail(text))
		if e.Line < last || e.Line < 1 || e.Line > lines+1 || e.Column < 1 || e.Path == "" || e.Rule == "" || e.Msg == "" || e.Fix == "" {
			t.Errorf("bad problem (%d lines): %#v", lines, e)
		}
		if e.Line <= lines && e.Column > len(nthLine(text, e.Line))+1 {
			t.Errorf("column beyond the line: %#v", e)
		}
		if d := e.Detail(text); strings.Count(d, "\n") < 3 {
			t.Errorf("short detail: %q", d)
		}
		last = e.Line
	}
	if got := errs.Detail(text); got != strings.Join(details, "\n") {
		t.Errorf("all details are\n%s\nand one by one\n%s", got, strings.Join(details, "\n"))
	}
}

// FuzzEdit runs a random sequence of edits, checks after each that it did what it
// said and nothing else, and that what Parse accepted it accepts still.
func FuzzEdit(f *testing.F) {
	for i, s := range seeds(f) {
		f.Add(s, []byte{byte(i), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, byte(3 * i)})
	}
	f.Fuzz(func(t *testing.T, text string, ops []byte) {
		if len(text) > 4000 || len(ops) > 64 {
			return
		}
		d, errs := ParseLax(text)
		e := editor{t: t, d: d, legal: len(errs) == 0}
		for len(ops) >= 3 {
			e.step(ops[0], ops[1], ops[2])
			ops = ops[3:]
		}
		e.finish()
	})
}

type editor struct {
	t     *testing.T
	d     *Description
	legal bool   // Parse accepts the text so far
	old   []Line // handles that must be stale
}

// editTexts are lines that edits try to write. Some must be refused.
var editTexts = []string{
	"a=mid:x", "a=x:", "a=y", "a=rtpmap:96 VP8/90000", "a=\xff\xfe", "b=AS:5", "c=IN IP4 192.0.2.7", "i=info",
	"s=name", "t=1 2", "r=7d 1h 0", "z=0 -1h", "k=prompt", "u=http://a/", "e=a@b", "p=+12", "o=- 1 2 IN IP4 192.0.2.9", "v=0",
	"m=audio 5 RTP/AVP 0", "a=x\ry", "a=x\nb", "a=\x00", "", "x", "q=1", "a=b c", "m=x", "a=" + "long-name-very-long-name:" + "v",
}

func (e *editor) step(op, a, b byte) {
	d := e.d
	before := d.String()
	var all []Line
	sections := []Section{d.Session()}
	for _, m := range d.AllMedia() {
		sections = append(sections, m)
	}
	for _, s := range sections {
		all = append(all, slices.Collect(s.Lines())...)
	}
	s := sections[int(a)%len(sections)]
	text := editTexts[int(b)%len(editTexts)]
	var l Line
	if len(all) > 0 {
		l = all[int(a)%len(all)]
	}
	old, typ := l.Text(), l.Type()
	switch op % 12 {
	case 0, 1:
		err := l.Replace(text)
		e.changed("Replace", err, before, old, text)
		if err == nil && l.Text() != text {
			e.t.Fatalf("after Replace(%q) the line is %q", text, l.Text())
		}
	case 2:
		if err := l.Delete(); err == nil {
			e.old = append(e.old, l)
			e.legal = e.legal && !strings.ContainsRune("vost", rune(typ))
			e.gone("Delete", before, old)
		} else if d.String() != before {
			e.t.Fatal("a failed Delete changed something")
		}
	case 3, 4:
		n, err := l.InsertAfter(text)
		e.added("InsertAfter", n, err, before, text)
	case 5, 6:
		n, err := s.AddLine(text)
		e.added("AddLine", n, err, before, text)
	case 7:
		m, err := d.InsertMedia(int(b)%(d.NumMedia()+1), MediaName{Media: "audio", Port: 9, Proto: "RTP/AVP", Formats: []string{"0"}})
		if err != nil {
			e.t.Fatal(err)
		}
		l, _ := m.mediaLine()
		e.added("InsertMedia", l, nil, before, "m=audio 9 RTP/AVP 0")
	case 8:
		if d.NumMedia() > 0 {
			i := int(a) % d.NumMedia()
			m := d.Media(i)
			e.old = append(e.old, slices.Collect(m.Lines())...)
			if err := d.RemoveMedia(i); err != nil || m.Valid() {
				e.t.Fatal("RemoveMedia:", err)
			}
			// With a section its c= may go, or what made a lack of t= harmless.
			if d.NumMedia() == 0 {
				_, err := d.Timing()
				e.legal = e.legal && err == nil
			}
		}
	case 9:
		if err := Set(s, MID("m")); err == nil {
			if mid, _ := s.MID(); mid != "m" {
				e.t.Fatalf("Set(MID) left %q", mid)
			}
		}
		if err := Add(s, FMTP{"96", "x=y"}); (err == nil) != s.IsMedia() {
			e.t.Fatal(err)
		}
	case 10:
		DeleteFunc(s, func(m RTPMap, err error) bool { return m.PayloadType%2 == b%2 })
		Set(s, Direction(b&3))
		if s.IsMedia() {
			if err := s.SetPort(int(b)); err == nil && s.Port() != int(b) {
				e.t.Fatalf("SetPort(%d) left %d", b, s.Port())
			}
		}
	case 11:
		for l := range s.Lines() { // editing while iterating
			if name, _, _, ok := l.Attr(); ok && len(name)%2 == int(b%2) {
				if l.Replace("a=replaced") == nil && b%3 == 0 {
					l.InsertAfter("a=added")
				}
				if b%5 == 0 {
					l.Delete()
				}
			}
		}
	}
	for _, l := range e.old {
		if l.Valid() || l.Text() != "" || l.Type() != 0 || l.Number() != 0 ||
			l.Replace("a=x") != ErrStale || l.Delete() != ErrStale {
			e.t.Fatal("a handle to a removed line still does something")
		}
		if _, err := l.InsertAfter("a=x"); err != ErrStale {
			e.t.Fatal("a line can be put behind a removed one")
		}
	}
}

// changed checks that after is before with old replaced by new, once.
func (e *editor) changed(what string, err error, before, old, new string) {
	e.t.Helper()
	after := e.d.String()
	if err != nil {
		if after != before {
			e.t.Fatalf("a failed %s changed something: %v", what, err)
		}
		return
	}
	if old == new {
		return // nothing was asked for
	}
	if strings.ContainsAny(new, "\r\n\x00") {
		e.t.Fatalf("%s let %q in", what, new)
	}
	if !splices(before, after, old, new) {
		e.t.Fatalf("%s of %q for %q changed more than that:\n%q\n%q", what, new, old, before, after)
	}
}

func (e *editor) gone(what, before, old string) {
	e.t.Helper()
	for _, end := range endings {
		if splices(before, e.d.String(), old+end, "") {
			return
		}
	}
	// An unended last line in front of which there is another that was added has
	// a separator before it.
	for _, end := range endings[1:] {
		if splices(before, e.d.String(), end+old, "") {
			return
		}
	}
	e.t.Fatalf("%s of %q changed more than that:\n%q\n%q", what, old, before, e.d.String())
}

func (e *editor) added(what string, l Line, err error, before, text string) {
	e.t.Helper()
	after := e.d.String()
	if err != nil {
		if after != before {
			e.t.Fatalf("a failed %s changed something: %v", what, err)
		}
		return
	}
	if strings.ContainsAny(text, "\r\n\x00") {
		e.t.Fatalf("%s let %q in", what, text)
	}
	if !l.Valid() || l.Text() != text || l.Number() != 0 {
		e.t.Fatalf("%s of %q returned the line %q", what, text, l.Text())
	}
	for _, end := range endings {
		if splices(before, after, "", text+end) || splices(before, after, "", end+text) {
			return
		}
	}
	// Behind an unended last line, with an ending before and behind it: never.
	e.t.Fatalf("%s of %q changed more than that:\n%q\n%q", what, text, before, after)
}

// splices reports whether after is before with one occurrence of old replaced by
// new.
func splices(before, after, old, new string) bool {
	prefix := 0
	for prefix < min(len(before), len(after)) && before[prefix] == after[prefix] {
		prefix++
	}
	for i := min(prefix, len(before)-len(old)); i >= 0; i-- {
		if strings.HasPrefix(before[i:], old) && before[:i]+new+before[i+len(old):] == after {
			return true
		}
	}
	return false
}

func (e *editor) finish() {
	checkPayloadTypes(e.t, e.d)
	text := e.d.String()
	again, errs := ParseLax(text)
	if again.String() != text {
		e.t.Fatal("the edited text is not read back")
	}
	if e.legal && len(errs) > 0 {
		e.t.Fatalf("edits made a text that Parse refuses: %v\n%q", errs, text)
	}
	if a, b := contents(e.d), contents(again); !slices.Equal(a, b) {
		e.t.Fatalf("the edited text reads differently:\n%q\n%q", a, b)
	}
	if c := e.d.Clone(); c.String() != text || !c.Equal(e.d) {
		e.t.Fatal("Clone differs")
	}
}

// contents is what stands in a description, without its empty lines.
func contents(d *Description) (lines []string) {
	add := func(s Section) {
		lines = append(lines, "--")
		for l := range s.Lines() {
			if l.Text() != "" {
				lines = append(lines, l.Text())
			}
		}
	}
	add(d.Session())
	for _, m := range d.AllMedia() {
		add(m)
	}
	return lines
}

// comparePion demands that we accept what pion/sdp accepts, and read the same in
// it, but for the differences listed in pion_diff_test.go.
func comparePion(t *testing.T, text string, d *Description, err error) {
	var p pion.SessionDescription
	if p.UnmarshalString(text) != nil {
		return
	}
	if err != nil {
		for _, e := range err.(ErrorList) {
			if !slices.ContainsFunc(differences, func(x difference) bool { return x.refuses(e) }) {
				t.Errorf("pion accepts, we refuse: %v (%s)\n%q", e, e.Rule, text)
			}
		}
		return
	}
	if diff := readAlike(d, &p); diff != "" && !slices.ContainsFunc(differences, func(x difference) bool { return x.reads != nil && x.reads(text) }) {
		t.Errorf("pion reads it differently: %s\n%q", diff, text)
	}
}
