package sdp

import (
	"encoding"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// text is an attribute that is read, what it is written as, and what is wrong.
type attributeTest[T any] struct {
	text string
	want T
	back string // "": text
	err  string
}

func testAttribute[T interface {
	Attribute[T]
	comparable
	fmt.Stringer
	encoding.TextMarshaler
	Equal(T) bool
}, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, tests []attributeTest[T]) {
	t.Helper()
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%T %s", tt.want, tt.text), func(t *testing.T) {
			d, _ := ParseLax(minimal + media + "a=mid:x\r\na=" + tt.text + "\r\n")
			for got, err := range All[T](d.Media(0)) {
				if _, isMID := any(got).(MID); isMID && fmt.Sprint(got) == "x" {
					continue
				}
				if tt.err != "" {
					var e *SyntaxError
					if !errors.As(err, &e) || e.Error() != tt.err || e.Rule == "" || !strings.HasPrefix(e.Path, "m[0](mid=x)/a=") {
						t.Errorf("error is %v, want %s", err, tt.err)
					}
					return
				}
				if err != nil || got != tt.want {
					t.Fatalf("%q is %#v, %v", tt.text, got, err)
				}
				back := tt.back
				if back == "" {
					back = tt.text
				}
				if b := string(got.AppendAttribute([]byte("-"))); b != "-"+back {
					t.Errorf("it is written %q", b)
				}
				name, value, has := strings.Cut(back, ":")
				if again, err := got.ParseAttribute(name, value, has); err != nil || again != got || !got.Equal(again) {
					t.Errorf("it is read back as %#v, %v", again, err)
				}
				b, err := got.MarshalText()
				if err != nil || string(b) != got.String() || !strings.HasSuffix(back, got.String()) {
					t.Errorf("MarshalText gives %q, %v; String %q", b, err, got)
				}
				var again T
				if err := P(&again).UnmarshalText(b); err != nil || again != got {
					t.Errorf("UnmarshalText gives %#v, %v", again, err)
				}
				return
			}
			t.Error("the attribute is not seen")
		})
	}
}

func TestAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[MID]{
		{text: "mid:audio", want: "audio"}, {text: "mid:0 ", want: "0", back: "mid:0"},
		{text: "mid", err: "7:6: a=mid: the value is missing"}, {text: "mid:a b", err: `7:8: a=mid: identification-tag "a b" is not a token`},
	})
	testAttribute(t, []attributeTest[Group]{
		{text: "group:BUNDLE a b", want: NewGroup("BUNDLE", "a", "b")}, {text: "group:LS", want: NewGroup("LS")},
		{text: "group:BUNDLE  a   b ", want: NewGroup("BUNDLE", "a", "b"), back: "group:BUNDLE a b"},
		{text: "group:", err: "7:9: a=group: the value is missing"}, {text: "group:BUNDLE a,b", err: `7:16: a=group: identification-tag "a,b" is not a token`},
	})
	testAttribute(t, []attributeTest[Direction]{
		{text: "sendrecv", want: SendRecv}, {text: "sendonly", want: SendOnly}, {text: "recvonly", want: RecvOnly}, {text: "inactive", want: Inactive},
		{text: "inactive:x", err: "7:12: a=inactive: takes no value"},
	})
	testAttribute(t, []attributeTest[Setup]{
		{text: "setup:actpass", want: "actpass"}, {text: "setup:holdconn", want: "holdconn"},
		{text: "setup:x", err: `7:9: a=setup: role "x" is not active, passive, actpass or holdconn`},
	})
	testAttribute(t, []attributeTest[RTCPMux]{{text: "rtcp-mux"}, {text: "rtcp-mux:", err: "7:12: a=rtcp-mux: takes no value"}})
	testAttribute(t, []attributeTest[BundleOnly]{{text: "bundle-only"}})
	testAttribute(t, []attributeTest[RTCP]{
		{text: "rtcp:53020", want: RTCP{Port: 53020}}, {text: "rtcp:9 IN IP4 0.0.0.0", want: RTCP{9, "IN", "IP4", "0.0.0.0"}},
		{text: "rtcp:65536", err: `7:8: a=rtcp: port "65536" is not a number from 0 to 65535`}, {text: "rtcp:9 IN", err: "7:12: a=rtcp: address type is missing"},
	})
	testAttribute(t, []attributeTest[ICEUfrag]{
		{text: "ice-ufrag:a+/9", want: "a+/9"}, {text: "ice-ufrag:", err: "7:13: a=ice-ufrag: the value is missing"},
	})
	testAttribute(t, []attributeTest[ICEPwd]{{text: "ice-pwd:0123456789012345678901", want: "0123456789012345678901"}})
	testAttribute(t, []attributeTest[Fingerprint]{
		{text: "fingerprint:SHA-256 aa:0F", want: Fingerprint{"SHA-256", "aa:0F"}},
		{text: "fingerprint:sha-1 A:BB", err: `7:22: a=fingerprint: fingerprint is not two-digit hexadecimal bytes with ":" between them`},
		{text: "fingerprint:sha-1 A:", err: `7:22: a=fingerprint: fingerprint is not two-digit hexadecimal bytes with ":" between them`},
		{text: "fingerprint:sha-1 AA:", err: `7:24: a=fingerprint: fingerprint is not two-digit hexadecimal bytes with ":" between them`},
		{text: "fingerprint:sha-1 AA\x11", err: `7:23: a=fingerprint: fingerprint is not two-digit hexadecimal bytes with ":" between them`},
	})
	testAttribute(t, []attributeTest[RTPMap]{
		{text: "rtpmap:111 opus/48000/2", want: RTPMap{111, "opus", 48000, "2"}}, {text: "rtpmap:0 PCMU/8000", want: RTPMap{0, "PCMU", 8000, ""}},
		{text: "rtpmap:96  VP8/90000 ", want: RTPMap{96, "VP8", 90000, ""}, back: "rtpmap:96 VP8/90000"},
		{text: "rtpmap:128 x/1", err: `7:10: a=rtpmap: payload type "128" is not a number from 0 to 127`},
		{text: "rtpmap:96 VP8", err: "7:16: a=rtpmap: clock rate is missing"}, {text: "rtpmap:96 VP8/x", err: `7:17: a=rtpmap: clock rate "x" is not a number`},
		{text: "rtpmap:96", err: "7:12: a=rtpmap: encoding name is missing"},
	})
	testAttribute(t, []attributeTest[FMTP]{
		{text: "fmtp:111 minptime=10;useinbandfec=1", want: FMTP{"111", "minptime=10;useinbandfec=1"}}, {text: "fmtp:63 111/111", want: FMTP{"63", "111/111"}},
		{text: "fmtp:t38", want: FMTP{"t38", ""}}, {text: "fmtp: x", want: FMTP{"x", ""}, back: "fmtp:x"}, {text: "fmtp:", err: "7:8: a=fmtp: the value is missing"},
	})
	testAttribute(t, []attributeTest[RTCPFeedback]{
		{text: "rtcp-fb:* nack pli", want: RTCPFeedback{"*", "nack", "pli"}}, {text: "rtcp-fb:96 trr-int 100", want: RTCPFeedback{"96", "trr-int", "100"}},
		{text: "rtcp-fb:96 transport-cc", want: RTCPFeedback{"96", "transport-cc", ""}}, {text: "rtcp-fb:96 ccm tmmbr smaxpr=120", want: RTCPFeedback{"96", "ccm", "tmmbr smaxpr=120"}},
		{text: "rtcp-fb:x nack", err: `7:11: a=rtcp-fb: payload type "x" is neither "*" nor a number from 0 to 127`},
	})
	testAttribute(t, []attributeTest[ExtMap]{
		{text: "extmap:5/recvonly urn:x", want: ExtMap{5, RecvOnly, true, "urn:x", ""}}, {text: "extmap:4096 urn:x a b", want: ExtMap{ID: 4096, URI: "urn:x", Attributes: "a b"}},
		{text: "extmap:255 urn:x", want: ExtMap{ID: 255, URI: "urn:x"}}, {text: "extmap:256 urn:x", err: `7:10: a=extmap: id "256" is not from 1 to 255 or from 4096 to 4351`},
		{text: "extmap:1/both urn:x", err: `7:12: a=extmap: direction "both" is not a direction`}, {text: "extmap:1", err: "7:11: a=extmap: URI is missing"},
	})
}

// Every attribute type has a row in the table, and the table no row without one.
func TestEveryAttributeTypeHasItsRow(t *testing.T) {
	names := map[string]bool{}
	for _, matches := range []func(string) bool{
		MID("").MatchName, Group{}.MatchName, Direction(0).MatchName, Setup("").MatchName, RTCPMux{}.MatchName, BundleOnly{}.MatchName, RTCP{}.MatchName,
		ICEUfrag("").MatchName, ICEPwd("").MatchName, Fingerprint{}.MatchName, RTPMap{}.MatchName, FMTP{}.MatchName, RTCPFeedback{}.MatchName, ExtMap{}.MatchName,
		ExtMapAllowMixed{}.MatchName, RID{}.MatchName, Simulcast{}.MatchName, ImageAttr{}.MatchName, SSRC{}.MatchName, SSRCGroup{}.MatchName, MSID{}.MatchName,
		MSIDSemantic{}.MatchName, ICEOptions{}.MatchName, ICELite{}.MatchName, ICEPacing(0).MatchName, ICEMismatch{}.MatchName, RemoteCandidates{}.MatchName, EndOfCandidates{}.MatchName,
		ConnectionReuse("").MatchName, TLSID("").MatchName, RTCPMuxOnly{}.MatchName, RTCPRsize{}.MatchName, RTCPXR{}.MatchName, Crypto{}.MatchName, SCTPPort(0).MatchName,
		SCTPMap{}.MatchName, MaxMessageSize(0).MatchName, DCMap{}.MatchName, DCSA{}.MatchName,
		Ptime("").MatchName, MaxPtime("").MatchName, MinPtime("").MatchName, Framerate("").MatchName, Quality(0).MatchName,
		Tool("").MatchName, Cat("").MatchName, Keywds("").MatchName, ConferenceType("").MatchName, Charset("").MatchName, SDPLang("").MatchName, Lang("").MatchName,
		Label("").MatchName, Content("").MatchName, Orient("").MatchName, SourceFilter{}.MatchName, TSRefClk{}.MatchName, MediaClk{}.MatchName,
		FloorCtrl("").MatchName, ConfID(0).MatchName, UserID(0).MatchName, SyncTime(0).MatchName, FloorID{}.MatchName, KeyMgmt{}.MatchName, T38{}.MatchName, Control("").MatchName, Range{}.MatchName,
	} {
		n := 0
		for name := range AttributeNames() {
			if matches(name) {
				names[name] = true
				n++
			}
		}
		if n == 0 {
			t.Error("a type has no row")
		}
	}
	if len(names) != len(attributeTable) {
		t.Errorf("%d rows, %d with a type", len(attributeTable), len(names))
	}
}

func TestLookupInherits(t *testing.T) {
	d := mustParse(t, `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:BUNDLE 0 1
a=ice-ufrag:sess
a=setup:passive
a=recvonly
a=rtcp-mux
m=audio 9 UDP/TLS/RTP/SAVPF 0
a=mid:0
a=setup:active
a=sendonly
a=rtcp-mux
m=video 9 UDP/TLS/RTP/SAVPF 96
a=mid:1
m=video 9 UDP/TLS/RTP/SAVPF 96
a=mid:2
a=ice-ufrag:own
m=video 9 UDP/TLS/RTP/SAVPF 96
`)
	type found struct {
		Ufrag ICEUfrag
		Setup Setup
		Mux   bool
		Dir   Direction
	}
	var got []found
	for _, m := range d.AllMedia() {
		u, _, _ := Lookup[ICEUfrag](m)
		s, _, _ := Lookup[Setup](m)
		_, mux, _ := Lookup[RTCPMux](m)
		got = append(got, found{u, s, mux, m.Direction()})
	}
	want := []found{
		{"sess", "active", true, SendOnly},
		{"sess", "active", true, RecvOnly},  // setup and mux from the tagged section
		{"own", "passive", false, RecvOnly}, // not in the group; a=rtcp-mux is no session attribute
		{"sess", "passive", false, RecvOnly},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if u, ok, err := Lookup[ICEUfrag](d.Session()); u != "sess" || !ok || err != nil {
		t.Error(u, ok, err)
	}
	if _, ok, err := First[ICEUfrag](d.Media(0)); ok || err != nil {
		t.Error("First inherits")
	}
}

// Point is an attribute of a user's own.
type Point struct{ X, Y int }

func (Point) MatchName(name string) bool { return name == "x-point" }

func (Point) ParseAttribute(_, value string, _ bool) (p Point, err error) {
	if _, err := fmt.Sscanf(value, "%d,%d", &p.X, &p.Y); err != nil {
		return p, &AttributeError{At: 1, Rule: "our manual, page 3", Msg: "not a point"}
	}
	return p, nil
}

func (p Point) AppendAttribute(b []byte) []byte { return fmt.Appendf(b, "x-point:%d,%d", p.X, p.Y) }

func TestAUsersOwnTypeGoesThroughTheSameDoor(t *testing.T) {
	d := mustParse(t, call)
	m := d.Media(1)
	if err := Set(m, Point{1, 2}); err != nil {
		t.Fatal(err)
	}
	if err := Set(m, Point{3, 4}); err != nil {
		t.Fatal(err)
	}
	if err := Add(m, Point{5, 6}); err != nil {
		t.Fatal(err)
	}
	if err := Set(m, Point{7, 8}); err != ErrMultiple {
		t.Error("Set replaces one of two of which it knows nothing:", err)
	}
	for l, p := range Entries[Point](m) {
		if p.X == 5 {
			if err := l.Replace("a=x-point:9,9"); err != nil {
				t.Error(err)
			}
		}
	}
	if want := call + "a=x-point:3,4\na=x-point:9,9\n"; d.String() != want {
		t.Error(cmp.Diff(want, d.String()))
	}
	if n := DeleteFunc(m, func(p Point, err error) bool { return p.X == 9 }); n != 1 {
		t.Error(n)
	}
	bad := mustParse(t, minimal+media+"a=x-point:?\r\n")
	_, _, err := First[Point](bad.Media(0))
	var e *SyntaxError
	if !errors.As(err, &e) || e.Error() != "6:12: a=x-point: not a point" || e.Rule != "our manual, page 3" || e.Path != "m[0]/a=x-point" {
		t.Errorf("%#v", e)
	}
	if n := Delete[Point](bad.Media(0)); n != 1 {
		t.Error("Delete leaves what can't be parsed")
	}
}

// Shared is an attribute of a user's own that the session part may hold for all.
type Shared string

func (Shared) MatchName(name string) bool { return name == "x-shared" }

func (Shared) ParseAttribute(_, value string, _ bool) (Shared, error) { return Shared(value), nil }

func (s Shared) AppendAttribute(b []byte) []byte { return append(append(b, "x-shared:"...), s...) }

func (Shared) DescribeAttribute(string) AttributeInfo {
	return AttributeInfo{Levels: LevelSession | LevelMedia, Inherited: true, Multiple: true}
}

func TestADescriberIsAskedForWhatTheTableSaysOfOthers(t *testing.T) {
	d := mustParse(t, minimal+"a=x-shared:1\r\na=x-point:1,1\r\n"+media)
	if v, ok, err := Lookup[Shared](d.Media(0)); v != "1" || !ok || err != nil {
		t.Error(v, ok, err)
	}
	if _, ok, _ := Lookup[Point](d.Media(0)); ok {
		t.Error("an attribute of which nothing is known is inherited")
	}
	if err := Set(d.Session(), Shared("2")); err != ErrMultiple {
		t.Error(err)
	}
}

func TestAnAttributeStandsOnlyWhereItMay(t *testing.T) {
	d := mustParse(t, call)
	for _, err := range []error{Set(d.Session(), MID("x")), Add(d.Session(), RTPMap{0, "PCMU", 8000, ""}), Add(d.Media(0), NewGroup("LS", "0"))} {
		if err == nil {
			t.Error("it stands elsewhere too")
		}
	}
	if d.String() != call {
		t.Error("something changed")
	}
}

func TestSetReplacesTheFirstAndRemovesTheOthers(t *testing.T) {
	d := mustParse(t, minimal+media+"a=sendonly\r\na=x\r\na=recvonly\r\na=inactive:bad\r\n")
	if got := d.Media(0).Direction(); got != RecvOnly {
		t.Error("the last direction does not count:", got)
	}
	if err := Set(d.Media(0), SendRecv); err != nil {
		t.Fatal(err)
	}
	if want := minimal + media + "a=sendrecv\r\na=x\r\n"; d.String() != want {
		t.Error(cmp.Diff(want, d.String()))
	}
}

func TestDirections(t *testing.T) {
	for d, want := range map[Direction]Direction{SendRecv: SendRecv, SendOnly: RecvOnly, RecvOnly: SendOnly, Inactive: Inactive} {
		if d.Reverse() != want || d.Send() != want.Recv() || d.Recv() != want.Send() {
			t.Errorf("%v reversed is %v", d, d.Reverse())
		}
	}
	if got := mustParse(t, minimal+media).Media(0).Direction(); got != SendRecv {
		t.Error("the default is", got)
	}
}

func TestFMTPParameters(t *testing.T) {
	f := FMTP{"96", " profile-level-id=42e01f ; Packetization-Mode = 1;;sprop=a=b; 0-15 "}
	var got []string
	for name, value := range f.All() {
		got = append(got, name+"|"+value)
	}
	if diff := cmp.Diff([]string{"profile-level-id|42e01f", "Packetization-Mode|1", "sprop|a=b", "0-15|"}, got); diff != "" {
		t.Error(diff)
	}
	if v, ok := f.Get("packetization-mode"); v != "1" || !ok {
		t.Error(v, ok)
	}
	if _, ok := f.Get("x"); ok {
		t.Error("a parameter that isn't there is found")
	}
}

func TestFingerprintsAreComparedWithoutCase(t *testing.T) {
	a, b := Fingerprint{"sha-256", "AB:cd"}, Fingerprint{"SHA-256", "ab:CD"}
	if !a.Equal(b) || a.Equal(Fingerprint{"sha-1", "AB:cd"}) {
		t.Error("they are not")
	}
}
