package sdp

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCodecs(t *testing.T) {
	d := mustParse(t, minimal+`m=audio 9 RTP/SAVPF 111 0 9 18 77 111 200 x 96
a=rtcp:9 IN IP4 192.0.2.1
a=extmap:77 other/1
a=rtpmap:96 L16/48000/6
a=rtpmap:111 opus/48000/2
a=rtpmap:111 ignored/1
a=rtpmap:98 not-listed/1
a=rtpmap:18 bad
a=fmtp:111 minptime=10
a=fmtp:111 second=1
a=fmtp:18 annexb=no
a=fmtp:98 x=y
a=fmtp:9 z=1
a=rtcp-fb:* nack
a=rtcp-fb:111 transport-cc
m=application 9 UDP/DTLS/SCTP 0
`)
	var got []string
	for c := range d.Media(0).Codecs() {
		s := fmt.Sprintf("%d %s/%d/%d %q static=%v", c.PayloadType, c.Name, c.ClockRate, c.Channels, c.Params, c.Static)
		for fb := range c.Feedback() {
			s += " " + fb.ID
		}
		got = append(got, s)
	}
	want := []string{
		`111 opus/48000/2 "minptime=10" static=false nack transport-cc`,
		`0 PCMU/8000/1 "" static=true nack`,
		`9 G722/8000/1 "z=1" static=true nack`,
		`18 G729/8000/1 "annexb=no" static=true nack`, // its rtpmap can't be parsed
		`77 /0/1 "" static=false nack`,
		`96 L16/48000/6 "" static=false nack`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for range d.Media(1).Codecs() {
		t.Error("a section without RTP has codecs")
	}
	for c := range d.Media(0).Codecs() {
		if v, ok := c.FMTP().Get("minptime"); !ok || v != "10" {
			t.Error(v, ok)
		}
		break
	}
}

// Of many a=rtpmap for one payload type the first counts that can be parsed, and each is
// looked at once.
func TestManyRTPMapsForOnePayloadType(t *testing.T) {
	const head = minimal + "m=audio 9 RTP/AVP 96 0\r\n"
	const bad, good, other = "a=rtpmap:96 bad\r\n", "a=rtpmap:96 good/8000\r\n", "a=rtpmap:96 other/8000\r\n"
	for _, tt := range []struct{ name, lines, want string }{
		{"one in front of many", good + strings.Repeat(other, 1000), "good"},
		{"one behind many that can't be parsed", strings.Repeat(bad, 1000) + good + other, "good"},
		{"one in front of many that can't be parsed", good + strings.Repeat(bad, 1000) + other, "good"},
		{"none that can be parsed", strings.Repeat(bad, 1000), ""},
	} {
		for c := range mustParse(t, head+tt.lines).Media(0).Codecs() {
			if c.Name != tt.want {
				t.Errorf("%s: it is %q, not %q", tt.name, c.Name, tt.want)
			}
			break
		}
	}
	allocs := func(n int) float64 {
		m := mustParse(t, head+strings.Repeat(bad, n)).Media(0)
		return testing.AllocsPerRun(2, func() {
			for range m.Codecs() {
			}
		})
	}
	if small, large := allocs(100), allocs(1000); large > 11*small {
		t.Errorf("%.0f allocations for 100 lines, %.0f for 1000", small, large)
	}
}

// Edits of the section while its codecs are iterated over do the iteration no harm.
func TestCodecsAreThoseOfWhenTheIterationBegan(t *testing.T) {
	m := mustParse(t, minimal+"m=audio 9 RTP/AVP 96 97 98 0\r\na=rtpmap:96 a/8000\r\na=rtpmap:97 b/8000\r\na=fmtp:97 x=1\r\na=rtpmap:98 c/8000\r\na=rtpmap:0 d/8000\r\n").Media(0)
	var got []string
	for c := range m.Codecs() {
		got = append(got, c.Name+" "+c.Params)
		if len(got) > 1 {
			continue
		}
		for l := range m.Lines() {
			var err error
			switch l.Text() {
			case "a=rtpmap:97 b/8000":
				err = l.Replace("a=rtpmap:97 B/8000")
			case "a=fmtp:97 x=1":
				err = l.Replace("a=other:97 x=1")
			case "a=rtpmap:98 c/8000":
				err = l.Delete()
			case "a=rtpmap:0 d/8000":
				err = l.Replace("a=other:0 d/8000")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if diff := cmp.Diff([]string{"a ", "b x=1", "c ", "d "}, got); diff != "" {
		t.Error(diff)
	}
}

func TestACodecNamesTheLinesThatItWasReadFrom(t *testing.T) {
	m := mustParse(t, minimal+"m=audio 9 RTP/AVP 96 97 98 0 101 102\r\n"+
		"a=fmtp:101 0-15\r\na=rtpmap:102 x\r\na=rtpmap:97 b/8000\r\na=rtpmap:96 a/8000\r\na=rtpmap:96 other/8000\r\n"+
		"a=fmtp:97 y=1\r\na=fmtp:97 y=2\r\na=rtpmap:102 c/8000\r\na=fmtp:99 z=1\r\n").Media(0)
	var got []string
	for c := range m.Codecs() {
		got = append(got, fmt.Sprintf("%d %s %q %q %q", c.PayloadType, c.Name, c.Params, c.RTPMapLine(), c.FMTPLine()))
	}
	want := []string{
		`96 a "" "a=rtpmap:96 a/8000" ""`,
		`97 b "y=1" "a=rtpmap:97 b/8000" "a=fmtp:97 y=1"`,
		`98  "" "" ""`,
		`0 PCMU "" "" ""`,
		`101  "0-15" "" "a=fmtp:101 0-15"`,
		`102 c "" "a=rtpmap:102 c/8000" ""`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if l := (Codec{}).RTPMapLine(); l != (Line{}) {
		t.Errorf("a codec from nowhere has the line %q", l)
	}
}

func TestAllPayloadTypesMayBeListed(t *testing.T) {
	var list, lines strings.Builder
	for pt := range 128 {
		fmt.Fprintf(&list, " %d", 127-pt)
		fmt.Fprintf(&lines, "a=rtpmap:%d c%[1]d/8000\r\n", pt)
	}
	m := mustParse(t, minimal+"m=audio 9 RTP/AVP"+list.String()+list.String()+" 128 x\r\n"+lines.String()).Media(0)
	had := []Codec{{Name: "before"}}
	codecs := m.AppendCodecs(had)
	if len(codecs) != 129 || codecs[0].Name != "before" {
		t.Fatalf("%d codecs behind %q", len(codecs)-1, codecs[0].Name)
	}
	for i, c := range codecs[1:] {
		if want := 127 - i; int(c.PayloadType) != want || c.Name != fmt.Sprint("c", want) {
			t.Errorf("codec %d is %d, %q", i, c.PayloadType, c.Name)
		}
	}
	if diff := cmp.Diff(codecs[1:], slices.Collect(m.Codecs()), cmp.Comparer(func(a, b Codec) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestStaticPayloadTypesAreRFC3551s(t *testing.T) {
	// RFC 3551 §6, tables 4 and 5: the assigned ones.
	const assigned = "0 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 25 26 28 31 32 33 34"
	d := mustParse(t, minimal+"m=audio 9 RTP/AVP "+assigned+" 1 2 19 20 24 27 29 30 35 72\r\n")
	var known []string
	for c := range d.Media(0).Codecs() {
		if c.Static {
			known = append(known, fmt.Sprint(c.PayloadType))
		}
	}
	if got := strings.Join(known, " "); got != assigned {
		t.Errorf("%s\n%s", got, assigned)
	}
	known = nil
	for pt := range 256 {
		if c, ok := StaticCodec(uint8(pt)); ok {
			known = append(known, fmt.Sprint(c.PayloadType))
		} else if c != (Codec{}) {
			t.Errorf("%d is nothing, and %v", pt, c)
		}
	}
	if got := strings.Join(known, " "); got != assigned {
		t.Errorf("%s\n%s", got, assigned)
	}
}

func TestMediaNames(t *testing.T) {
	d := mustParse(t, minimal+"m=audio  49170/2 RTP/AVP 0   8 \r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n")
	name, err := d.Media(0).MediaName()
	if want := (MediaName{"audio", 49170, 2, "RTP/AVP", []string{"0", "8"}}); err != nil || !name.Equal(want) {
		t.Error(name, err)
	}
	if name.String() != "audio 49170/2 RTP/AVP 0 8" {
		t.Error(name)
	}
	if err := d.Media(0).SetPort(5); err != nil {
		t.Error(err)
	}
	if l, _ := d.Media(0).mediaLine(); l.Text() != "m=audio  5/2 RTP/AVP 0   8 " {
		t.Errorf("SetPort changed more than the port: %q", l)
	}
	if err := d.Media(0).SetFormats("9"); err != nil {
		t.Error(err)
	}
	if l, _ := d.Media(0).mediaLine(); l.Text() != "m=audio  5/2 RTP/AVP 9" {
		t.Errorf("SetFormats changed more than the formats: %q", l)
	}
	m := d.Media(1)
	if m.Kind() != "application" || m.Port() != 9 || m.Proto() != "UDP/DTLS/SCTP" {
		t.Error(m.Kind(), m.Port(), m.Proto())
	}
	for f := range m.Formats() {
		if f != "webrtc-datachannel" {
			t.Error(f)
		}
	}
	if _, err := d.Session().MediaName(); err != ErrNotMedia {
		t.Error(err)
	}
	bad, _ := ParseLax(minimal + "m=audio x RTP/AVP 0\r\na=mid:0\r\n")
	if _, err := bad.Media(0).MediaName(); err == nil || err.Error() != `5:9: m-line: port "x" is not a number` {
		t.Error(err)
	}
	if bad.Media(0).Kind() != "audio" || bad.Media(0).Proto() != "" || bad.Media(0).SetPort(9) != nil || bad.Media(0).Port() != 9 {
		t.Error("a bad m= line can't be mended")
	}
}

func TestAPortThatCannotBeReadIsNotARejection(t *testing.T) {
	for text, want := range map[string]bool{
		"m=audio 0 RTP/AVP 0": true, "m=audio 0/2 RTP/AVP 0": true, "m=audio 00 RTP/AVP 0": true, "m=audio 9 RTP/AVP 0": false,
		"m=audio x RTP/AVP 0": false, "m=audio 70000 RTP/AVP 0": false, "m=audio": false, "m=": false, "m=audio 0": true,
	} {
		d, _ := ParseLax("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\n" + text + "\n")
		if d.NumMedia() != 1 || d.Media(0).Rejected() != want {
			t.Errorf("%q: rejected is not %v", text, want)
		}
	}
}

func TestRejectedMindsBundleOnly(t *testing.T) {
	d := mustParse(t, `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:LS 3
a=group:BUNDLE 0 1
m=audio 9 RTP/SAVPF 0
a=mid:0
m=video 0 RTP/SAVPF 96
a=mid:1
a=bundle-only
m=video 0 RTP/SAVPF 96
a=mid:2
a=bundle-only
m=video 0 RTP/SAVPF 96
a=mid:1
m=video 0 RTP/SAVPF 96
a=bundle-only
`)
	var got []bool
	for _, m := range d.AllMedia() {
		got = append(got, m.Rejected())
	}
	if diff := cmp.Diff([]bool{false, false, true, true, true}, got); diff != "" {
		t.Error(diff)
	}
	if d.Session().Rejected() {
		t.Error("the session part is rejected")
	}
}

func TestDestination(t *testing.T) {
	session := "v=0\no=- 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\na=group:BUNDLE a b\n"
	tests := []struct{ name, media, want string }{
		{"the session's address, the next port", "m=audio 5000 RTP/AVP 0\n", "192.0.2.1:5000 192.0.2.1:5001"},
		{"the section's own address", "m=audio 5000 RTP/AVP 0\nc=IN IP6 2001:db8::1\n", "[2001:db8::1]:5000 [2001:db8::1]:5001"},
		{"multicast without its TTL", "m=audio 5000/2 RTP/AVP 0\nc=IN IP4 224.2.1.1/127/3\n", "224.2.1.1:5000 224.2.1.1:5001"},
		{"a=rtcp with a port", "m=audio 5000 RTP/AVP 0\na=rtcp:7000\n", "192.0.2.1:5000 192.0.2.1:7000"},
		{"a=rtcp with an address", "m=audio 5000 RTP/AVP 0\na=rtcp:7000 IN IP4 192.0.2.3\n", "192.0.2.1:5000 192.0.2.3:7000"},
		{"a=rtcp-mux wins", "m=audio 5000 RTP/AVP 0\na=rtcp:7000\na=rtcp-mux\n", "192.0.2.1:5000 192.0.2.1:5000"},
		{"mux from the bundle's tagged section", "m=audio 5000 RTP/AVP 0\na=mid:b\nm=audio 6000 RTP/AVP 0\na=mid:a\na=rtcp-mux\n", "192.0.2.1:5000 192.0.2.1:5000"},
		{"no RTCP without RTP", "m=image 5000 udptl t38\n", "192.0.2.1:5000 invalid AddrPort"},
		{"no RTCP for a rejected section", "m=audio 0 RTP/AVP 0\n", "192.0.2.1:0 invalid AddrPort"},
		{"no port after the last", "m=audio 65535 RTP/AVP 0\n", "192.0.2.1:65535 invalid AddrPort"},
		{"a name is not resolved", "m=audio 5000 RTP/AVP 0\nc=IN IP4 host.example.com\n", "invalid AddrPort invalid AddrPort"},
	}
	for _, tt := range tests {
		d := mustParse(t, session+tt.media)
		media, rtcp := d.Media(0).Destination()
		a, _ := media.AddrPort()
		b, _ := rtcp.AddrPort()
		if got := a.String() + " " + b.String(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestSessionLines(t *testing.T) {
	d := mustParse(t, strings.Replace(minimal, "o=- 1 1", "o=a b 00 99999999999999999999", 1)+media+"b=AS:5\r\nb=TIAS:7\r\n")
	o, err := d.Origin()
	if want := (Origin{"a b", "00", "99999999999999999999", "IN", "IP4", "192.0.2.1"}); err != nil || o != want {
		t.Error(o, err)
	}
	if _, ok := o.SessionVersion.Uint64(); ok {
		t.Error("a wide number fits")
	}
	if o.SessionVersion.Next() != "100000000000000000000" || o.SessionID.Compare("0") != 0 || o.SessionVersion.Compare("5") != 1 || Number("").Compare("1") != -1 {
		t.Error("numbers are wrong")
	}
	if n, ok := Number("").Uint64(); n != 0 || !ok {
		t.Error("the zero Number is not 0")
	}
	if tm, err := d.Timing(); err != nil || tm.String() != "0 0" {
		t.Error(tm, err)
	}
	var got []string
	for b, err := range d.Media(0).Bandwidths() {
		got = append(got, fmt.Sprint(b, err))
	}
	if diff := cmp.Diff([]string{"AS:5 <nil>", "TIAS:7 <nil>"}, got); diff != "" {
		t.Error(diff)
	}
	lax, _ := ParseLax("t=x\r\no=\r\nb=\r\nc=,\r\n")
	_, oerr := lax.Origin()
	_, terr := lax.Timing()
	_, _, cerr := lax.Session().Connection()
	for b, err := range lax.Session().Bandwidths() {
		if err == nil {
			t.Error(b)
		}
	}
	if oerr == nil || terr == nil || cerr == nil || terr.Error() != `1:3: t-line: start time "x" is not a number` {
		t.Error(oerr, terr, cerr)
	}
	empty, _ := ParseLax("")
	if _, err := empty.Origin(); err == nil || err.Error() != "sdp: o= is missing" {
		t.Error(err)
	}
}

func TestMediaByMID(t *testing.T) {
	d := mustParse(t, call)
	if m, ok := d.MediaByMID("1"); !ok || m.Index() != 1 {
		t.Error(m, ok)
	}
	if _, ok := d.MediaByMID("2"); ok {
		t.Error("a section that isn't there is found")
	}
	for i, m := range d.AllMedia() {
		if m != d.Media(i) || !m.IsMedia() || m.Description() != d {
			t.Error(i)
		}
		break
	}
	if d.Media(-1).Valid() || d.Media(2).Valid() || d.Session().IsMedia() || d.Session().Index() != -1 {
		t.Error("sections that aren't there are valid")
	}
}

func TestPlainFormatsAreReadAsTheGrammarReadsThem(t *testing.T) {
	hits := 0
	try := func(v string) {
		if pt, encoding, rate, params, ok := plainRTPMap(v); ok {
			a := RTPMap{pt, encoding, rate, params}
			hits++
			if b, err := parseRTPMap(v); err != nil || a != b {
				t.Errorf("a=rtpmap:%s is %+v as plain, and by the grammar %+v, %v", v, a, b, err)
			}
		}
		if a, pt, ok := plainFMTP(v); ok {
			hits++
			n, _ := leadingType(v)
			if b, err := parseFMTP(v); err != nil || a != b || pt != n {
				t.Errorf("a=fmtp:%s is %+v about %d as plain, and by the grammar %+v about %d, %v", v, a, pt, b, n, err)
			}
		}
		if a, ok := plainFeedback(v); ok {
			hits++
			if b, err := parseFeedback(v, true); err != nil || a != b {
				t.Errorf("a=rtcp-fb:%s is %+v as plain, and by the grammar %+v, %v", v, a, b, err)
			}
		}
		if a, ok := plainFingerprint(v); ok {
			hits++
			if b, err := parseFingerprint(v, true); err != nil || a != b {
				t.Errorf("a=fingerprint:%s is %+v as plain, and by the grammar %+v, %v", v, a, b, err)
			}
		}
		if a, ok := plainExtMap(v); ok {
			hits++
			if b, err := parseExtMap(v); err != nil || a != b {
				t.Errorf("a=extmap:%s is %+v as plain, and by the grammar %+v, %v", v, a, b, err)
			}
		}
	}
	for _, text := range []string{"111 opus/48000/2", "0 PCMU/8000", "96 x/4294967295/1", "111 minptime=10; useinbandfec=1", "97 apt=96", "255 urn:x y", "96 nack pli", "97 goog-remb", "sha-1 4A:ad", "4096 urn:x"} {
		for i := range len(text) + 1 {
			for _, ins := range []string{"", " ", "  ", "/", ":", "x", "9", "999999", "\x7f", "\x01", "é", "\t", ",", ";", "="} {
				try(text[:i] + ins + text[i:])
				if i < len(text) {
					try(text[:i] + ins + text[i+1:])
					try(text[:i] + ins)
				}
			}
		}
	}
	if hits < 1000 {
		t.Errorf("only %d values pass as plain", hits)
	}
}

func TestPlainLinesAreThoseTheGrammarAcceptsStrictly(t *testing.T) {
	strict := map[byte]func(string) finding{
		'o': func(v string) finding {
			var o Origin
			f := fields{s: v}
			if bad := readOrigin(&f, &o); bad.rule != nil {
				return bad
			}
			if o.Address == "" || strings.Contains(o.Username, " ") {
				return taken(libOriginShort, 0, "")
			}
			return f.spacing("", true)
		},
		'c': func(v string) finding {
			var c Connection
			f := fields{s: v}
			if bad := readConnection(&f, &c); bad.rule != nil {
				return bad
			}
			if c.Address == "" {
				return taken(libConnectionShort, 0, "")
			}
			return f.spacing("", true)
		},
		'm': func(v string) finding {
			m, bad := parseMedia(v)
			if bad.rule != nil {
				return bad
			}
			for _, f := range m.Formats {
				if !is(f, clsToken) {
					return finding{rule: &ruleMedia}
				}
			}
			if m.String() != v && m.Port != 0 { // (leading zeros of the port)
				return taken(libSpacing, 0, "")
			}
			if len(m.Formats) == 0 {
				return finding{rule: &ruleMedia}
			}
			return finding{}
		},
	}
	plain := map[byte]func(string) bool{'o': plainOrigin, 'c': plainConnection, 'm': plainMedia}
	bases := map[byte][]string{
		'o': {"- 1 1 IN IP4 192.0.2.1", "a 99 0 IN IP6 ::1"},
		'c': {"IN IP4 0.0.0.0", "IN IP6 ff15::1/3", "IN IP4 224.0.0.1/5/6"},
		'm': {"audio 9 UDP/TLS/RTP/SAVPF 111 0", "video 65535 RTP/AVP 96", "application 9 DTLS/SCTP 5000"},
	}
	hits := 0
	for typ, texts := range bases {
		for _, text := range texts {
			try := func(v string) {
				if plain[typ](v) {
					hits++
					if bad := strict[typ](v); bad.rule != nil {
						t.Errorf("%c=%q passes as plain, the grammar says %q", typ, v, bad.msg)
					}
				}
			}
			try(text)
			for i := range len(text) + 1 {
				for _, ins := range []string{" ", "  ", "/", ":", "x", "9", "999999", "\x7f", "\x01", "é", "\t", ","} {
					try(text[:i] + ins + text[i:])
					if i < len(text) {
						try(text[:i] + ins + text[i+1:])
						try(text[:i] + text[i+1:])
					}
				}
			}
		}
	}
	if hits < 500 {
		t.Errorf("only %d lines pass as plain", hits)
	}
}

// Of an m= line that can't be read nobody knows where its formats begin.
func TestAnUnreadableMediaLineHasNoFormats(t *testing.T) {
	for _, line := range []string{"m=video x RTP/AVP 97", "m=video 65536 RTP/AVP 97", "m=video 9/x RTP/AVP 97 98", "m=video"} {
		d, _ := ParseLax(minimal + line + "\r\n")
		if got := slices.Collect(d.Media(0).Formats()); len(got) != 0 {
			t.Errorf("%s: %q", line, got)
		}
		for c := range d.Media(0).Codecs() {
			t.Errorf("%s: %v", line, c)
		}
	}
}

// The zero Description is one without lines, to which they can be added.
func TestTheZeroDescriptionTakesSections(t *testing.T) {
	var d Description
	m, err := d.AddMedia(MediaName{Media: "audio", Port: 9, Proto: "RTP/AVP", Formats: []string{"0"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.AddLine("a=mid:0"); err != nil {
		t.Fatal(err)
	}
	if got, want := d.String(), "m=audio 9 RTP/AVP 0\r\na=mid:0\r\n"; got != want || m.Index() != 0 || !m.Valid() {
		t.Errorf("%q, section %d", got, m.Index())
	}
	if d.Session().IsMedia() {
		t.Error("the session part is a media section")
	}
}
