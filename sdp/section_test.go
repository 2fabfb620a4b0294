package sdp

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
