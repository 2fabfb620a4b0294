package sdp

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readFile(tb testing.TB, name string) string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// media is the smallest media section.
const media = "m=audio 9 RTP/AVP 0\r\n"

func TestEveryRealDescriptionIsAcceptedAndWrittenBack(t *testing.T) {
	files, err := filepath.Glob("../testdata/*/*.sdp")
	if err != nil || len(files) < 100 {
		t.Fatal(len(files), err)
	}
	for _, f := range files {
		text := readFile(t, strings.TrimPrefix(f, "../testdata/"))
		d, err := Parse(text)
		if want := errata[filepath.Base(f)]; want == "" && err != nil || want != "" && (err == nil || err.(ErrorList)[0].Error() != want) {
			t.Errorf("%s: %v", f, err)
		}
		checkRead(t, d, text)
	}
}

// errata are the examples in RFCs that are not SDP, and what we say of them.
var errata = map[string]string{
	// "a=extmap 1 urn:…": the colon is missing.
	"rfc8840-7-offer.sdp": `13:9: a-line: byte " " cannot stand in an attribute name`,
}

func TestAnyTextIsWrittenBack(t *testing.T) {
	long := "a=x:" + strings.Repeat("y", 1<<20)
	for _, text := range []string{
		"", "\n", "\r", "\r\n", "\n\r", "\r\r\n", "x", "=", "a", "a=", "a=:", "a=x:", "a=x", "no equals sign", " a=b", "a =b",
		"v=0\r\n\r\n\r\no=\r", "q=1\nQ=2\n", "a=\xff\xfe\x80", "a=\x00", "\x00", "\xef\xbb\xbfv=0\r\n",
		"v=0\ro=- 1 1 IN IP4 192.0.2.1\ns=-\r\nt=0 0", long, long + "\n" + long,
		minimal + "m=audio  9\tRTP/AVP 0  \r\n a=x\r\n", minimal + strings.Repeat("\n", 1000),
	} {
		d, _ := ParseLax(text)
		checkRead(t, d, text)
		if d.Reset(text); d.String() != text {
			t.Errorf("Reset loses %.40q", text)
		}
	}
}

func TestLineEndingsDoNotMatterToTheMeaning(t *testing.T) {
	crlf := readFile(t, "descriptions/chromium-audio-video-offer.sdp")
	want, err := Parse(crlf)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"LF":              strings.ReplaceAll(crlf, "\r\n", "\n"),
		"CR":              strings.ReplaceAll(crlf, "\r\n", "\r"),
		"no final ending": strings.TrimSuffix(crlf, "\r\n"),
		"mixed":           strings.Replace(strings.Replace(crlf, "\r\n", "\n", 20), "\r\n", "\r", 1),
		"blank lines":     strings.ReplaceAll(crlf, "\r\n", "\r\n\r\n"),
		"CR CR LF":        strings.ReplaceAll(crlf, "\r\n", "\r\r\n"),
	} {
		d, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(contents(want), contents(d)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing", "", "1:1: the description is empty"},
		{"a text cut off after v=", "v=0\r\n", "2:1: o= is missing"},
		{"a text cut off after s=", minimal[:strings.Index(minimal, "t=")], "4:1: t= is missing"},
		{"a text cut off within a line", minimal + "m=audio 9", "5:10: m-line: transport protocol is missing"},
		{"a description without v=", minimal[5:], "1:1: the description does not start with v="},
		{"a description without o=", "v=0\r\ns=-\r\nt=0 0\r\n", "4:1: o= is missing"},
		{"another version", strings.Replace(minimal, "v=0", "v=1", 1), `1:3: v-line: version "1" is not 0`},
		{"o= behind s=", "v=0\r\ns=-\r\no=- 1 1 IN IP4 192.0.2.1\r\nt=0 0\r\n", "3:1: o-line: stands behind lines that come later"},
		{"v= twice", "v=0\r\n" + minimal, "2:1: v-line: there is one already"},
		{"s= twice", strings.Replace(minimal, "s=-\r\n", "s=-\r\ns=x\r\n", 1), "4:1: s-line: there is one already"},
		{"c= twice in the session part", minimal + "c=IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.2\r\n", "6:1: c-line: there is one already"},
		{"u= behind t=", minimal + "u=http://a\r\n", "5:1: u-line: stands behind lines that come later"},
		{"p= before e=", strings.Replace(minimal, "t=", "p=+1 23\r\ne=a@b\r\nt=", 1), "5:1: e-line: stands behind lines that come later"},
		{"t= behind k=", minimal + "k=prompt\r\nt=1 2\r\n", "6:1: t-line: stands behind lines that come later"},
		{"r= without t=", "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nr=7d 1h 0\r\nt=0 0\r\n", "4:1: r-line: does not follow a t= line"},
		{"z= without t=", "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nz=0 0\r\nt=0 0\r\n", "4:1: z-line: does not follow a t= line"},
		{"t= in a media section", minimal + media + "t=0 0\r\n", "6:1: t-line: belongs to the session part"},
		{"an unknown type", minimal + "x=1\r\n", `5:1: unknown line type "x"`},
		{"a capital type", minimal + "A=x\r\n", `5:1: unknown line type "A"`},
		{"a line without =", minimal + "hello\r\n", `5:2: line "hello" has no "=" behind its first letter`},
		{"a line of one letter", minimal + "a\r\n", `5:1: line "a" is not <letter>=<value>`},
		{"space before =", minimal + "a =x\r\n", `5:2: white space before "="`},
		{"an indented line", minimal + " a=x\r\n", "5:1: line starts with white space"},
		{"a byte order mark", "\ufeff" + minimal, "1:1: line starts with a byte order mark"},
		{"NUL", minimal + "a=x:\x00\r\n", "5:5: a-line: NUL byte"},
		{"o= without numbers", "v=0\r\no=- a 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n", `2:5: o-line: session id "a" is not a number`},
		{"o= with a negative version", "v=0\r\no=- 1 -1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n", `2:7: o-line: session version "-1" is not a number`},
		{"o= of one field", "v=0\r\no=-\r\ns=-\r\nt=0 0\r\n", "2:4: o-line: session id is missing"},
		{"o= with a field too many", "v=0\r\no=- 1 1 IN IP4 192.0.2.1 x\r\ns=-\r\nt=0 0\r\n", `2:26: o-line: unexpected "x"`},
		{"c= with a slash and no address", minimal + "c=IN IP4 /5\r\n", `5:10: c-line: address is missing before the "/"`},
		{"c= with an address type that is none", minimal + "c=IN fe80::1\r\n", `5:6: c-line: address type "fe80::1" is not a token`},
		{"a TTL beyond a byte", minimal + "c=IN IP4 224.0.0.1/300\r\n", `5:20: c-line: TTL "300" is not a number from 0 to 255`},
		{"no multicast addresses", minimal + "c=IN IP6 ff15::1/0\r\n", `5:18: c-line: number of addresses "0" is not a number from 1`},
		{"b= without a number", minimal + "b=AS\r\n", `5:5: b-line: "AS" is not <type>:<number>`},
		{"b= beyond 64 bits", minimal + "b=AS:18446744073709551616\r\n", `5:6: b-line: bandwidth "18446744073709551616" does not fit in 64 bits`},
		{"t= of one number", "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0\r\n", "4:4: t-line: stop time is missing"},
		{"r= of one time", minimal + "r=7d\r\n", "5:5: r-line: interval or duration is missing"},
		{"r= beyond 64 bits", minimal + "r=99999999999999999999 1 0\r\n", `5:3: r-line: "99999999999999999999" is not a time such as 604800 or 7d, or beyond 64 bits`},
		{"z= with an odd number of fields", minimal + "r=7d 1h 0\r\nz=1 2 3\r\n", "6:8: z-line: times and offsets are not in pairs"},
		{"an attribute without a name", minimal + "a=:x\r\n", "5:3: a-line: attribute name is missing"},
		{"an empty attribute", minimal + "a=\r\n", "5:3: a-line: attribute name is missing"},
		{"an attribute name with a space", minimal + "a=rtp map:0\r\n", `5:6: a-line: byte " " cannot stand in an attribute name`},
		{"a port that is no number", minimal + "m=audio x UDP/TLS/RTP/SAVPF 111\r\n", `5:9: m-line: port "x" is not a number`},
		{"a port beyond 65535", minimal + "m=audio 65536 RTP/AVP 0\r\n", `5:9: m-line: port "65536" is larger than 65535`},
		{"a negative port", minimal + "m=audio -1 RTP/AVP 0\r\n", `5:9: m-line: port "-1" is not a number`},
		{"a port count of 0", minimal + "m=audio 9/0 RTP/AVP 0\r\n", `5:11: m-line: number of ports "0" is not a number from 1 to 65536`},
		{"an m= line without formats", minimal + "m=audio 9 RTP/AVP\r\n", "5:18: m-line: there is no format"},
		{"a format that ends in a slash", minimal + "m=audio 9 RTP/AVP 0/\r\n", `5:20: m-line: byte "/" cannot stand there in a format`},
		{"an o= line whose username has a control byte", strings.Replace(minimal, "o=- ", "o=a\tb ", 1), `2:4: o-line: username "a\tb" holds an invisible byte`},
		{"an attribute name that starts with another byte", minimal + "a=é\r\n", `5:3: a-line: byte "\xc3" cannot stand in an attribute name`},
		{"a line type of two bytes", minimal + "é=x\r\n", `5:1: line type "é" is not one letter`},
		{"a line type that is no letter", minimal + "\xe9=x\r\n", `5:1: unknown line type "\xe9"`},
		{"a format that is not a token", minimal + "m=audio 9 RTP/AVP 0,8\r\n", `5:20: m-line: byte "," cannot stand there in a format`},
		{"a protocol with an empty part", minimal + "m=audio 9 RTP//AVP 0\r\n", `5:11: m-line: transport protocol "RTP//AVP" is not tokens with "/" between them`},
		{"a URI with a space", strings.Replace(minimal, "t=", "u=http://a b\r\nt=", 1), `4:11: u-line: byte " " cannot stand in a URI`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Parse(tt.text)
			var first *SyntaxError
			if !errors.As(err, &first) {
				t.Fatalf("error is %v", err)
			}
			if first.Error() != tt.want {
				t.Errorf("error is %q, want %q", first, tt.want)
			}
			if d == nil || d.String() != tt.text {
				t.Error("the refusal lost the tree")
			}
			checkErrors(t, err.(ErrorList), tt.text)
		})
	}
}

func TestParseAcceptsWhatTheRFCsAllow(t *testing.T) {
	full := "v=0\r\no=jdoe 99999999999999999999999999 18446744073709551616 IN IP6 2001:db8::1\r\ns= \r\n" +
		"i=info\r\nu=http://example.com/a?b#c\r\ne=j@example.com (J)\r\ne=k@example.com\r\np=+1 617 555-6011\r\np=+44 (Bob)\r\n" +
		"c=IN IP4 224.2.36.42/127/3\r\nb=CT:128\r\nb=X-new:1\r\nt=3724394400 3724398000\r\nr=604800 3600 0 90000\r\nr=7d 1h 0 25h\r\n" +
		"z=3730928400 -1h 3749680800 0\r\nt=0 0\r\na=recvonly\r\n" +
		"m=audio 49170/2 RTP/AVP 0\r\ni=x\r\nc=IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.2\r\nb=AS:1\r\na=x\r\n" +
		"m=image 0 udptl t38\r\nm=message 7654 TCP/MSRP *\r\nm=new-kind 1 new/proto some-format\r\n"
	if _, err := (Options{Strict: true}).Parse(full); err != nil {
		t.Error(err)
	}
}

// libertyTexts has one text for each liberty that takes this one and no other.
var libertyTexts = map[string]string{
	"line-ending":         strings.Replace(minimal, "s=-\r\n", "s=-\n", 1),
	"no-final-ending":     strings.TrimSuffix(minimal, "\r\n"),
	"blank-line":          minimal + "\r\n",
	"session-order":       strings.Replace(minimal, "t=0 0\r\n", "a=x\r\nt=0 0\r\n", 1),
	"media-order":         minimal + media + "a=x\r\nc=IN IP4 192.0.2.1\r\n",
	"missing-name":        strings.Replace(minimal, "s=-\r\n", "", 1),
	"missing-time":        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n" + media + "c=IN IP4 192.0.2.1\r\n",
	"missing-connection":  minimal + media,
	"empty-value":         strings.Replace(minimal, "s=-", "s=", 1),
	"spacing":             minimal + "m=audio 9 RTP/AVP  0\r\nc=IN IP4 192.0.2.1\r\n",
	"origin-short":        strings.Replace(minimal, " IP4 192.0.2.1", " IP4", 1),
	"origin-name":         strings.Replace(minimal, "o=- ", "o=RTSP Session ", 1),
	"connection-short":    minimal + media + "c=IN IP4\r\n",
	"time-digits":         strings.Replace(minimal, "t=0 0", "t=0 3600", 1),
	"repeat-short":        minimal + "r=0 0\r\n",
	"zone-without-repeat": minimal + "z=3730928400 -1h\r\n",
	"media-token":         minimal + "m=application/TP-LINK 0 RTP/AVP 5\r\nc=IN IP4 192.0.2.1\r\nm=audio 0 RTP/AVP smart/1/90000\r\nc=IN IP4 192.0.2.1\r\n",
	"leading-zero":        strings.Replace(minimal, "t=", "c=IN IP4 224.0.0.1/007\r\nt=", 1) + "m=audio 9/02 RTP/AVP 0\r\n",
	"iri":                 strings.Replace(minimal, "t=", "u=http://é/\r\nt=", 1),
	"key":                 minimal + "k=anything\r\n",
	"contact":             strings.Replace(minimal, "t=", "e=NONE\r\nt=", 1),
}

func TestEveryLibertyIsTakenUnlessStrict(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range Liberties() {
		t.Run(l.ID, func(t *testing.T) {
			text, ok := libertyTexts[l.ID]
			if !ok {
				t.Fatal("no text takes this liberty")
			}
			if _, err := Parse(text); err != nil {
				t.Errorf("Parse refuses it: %v", err)
			}
			_, errs := Options{Strict: true}.ParseLax(text)
			if len(errs) == 0 {
				t.Fatal("Strict accepts it")
			}
			for _, e := range errs {
				if !strings.Contains(e.Fix, "liberty "+l.ID+":") {
					t.Errorf("the text takes another liberty: %v, %s", e, e.Fix)
				}
			}
			if !strings.Contains(string(doc), l.ID) {
				t.Error("doc.go does not name it")
			}
		})
	}
	if len(libertyTexts) != len(Liberties()) {
		t.Errorf("%d texts for %d liberties", len(libertyTexts), len(Liberties()))
	}
}

// What deployed endpoints send, each in the form in which it was reported; the
// addresses and names are ours.
func TestParseAcceptsWhatCamerasAndTelephonesSend(t *testing.T) {
	for name, text := range map[string]string{
		"a= and c= before t=, e=NONE (Anpviz)":                 "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=x\r\ne=NONE\r\nc=IN IP4 0.0.0.0\r\na=tool:x\r\nt=0 0\r\na=range:npt=0-\r\nm=video 0 RTP/AVP 96\r\n",
		"no t= (GeoVision)":                                    "v=0\r\no=- 1001 1 IN IP4 192.0.2.1\r\ns=x\r\nm=video 0 RTP/AVP 105\r\nc=IN IP4 192.0.2.1\r\na=control:x\r\n",
		"c= behind t= and a= (macro-video)":                    "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=x\r\nt=0 0\r\na=control:*\r\nc=IN IP4 0.0.0.0\r\nm=video 0 RTP/AVP 96\r\nb=AS:500\r\n",
		"o= without address (Uniview)":                         "v=0\r\no=- 1001 1 IN \r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 105\r\n",
		"o= without address, with its type (Hikvision)":        "v=0\r\no=- 1001 1 IN IP4\r\ns=x\r\nt=0 0\r\n",
		"o= with a name of two words":                          "v=0\r\no=RTSP Session 0 0 IN IP4 0.0.0.0\r\ns=x\r\nt=0 0\r\n",
		"o= with three numbers (TP-Link)":                      "v=0\r\no=- 14665860 31787219 1 IN IP4 192.0.2.1\r\ns=x\r\nt=0 0\r\n",
		"a whole Uniview text":                                 "v=0\r\no=- 1001 1 IN\r\ns=VCP IPC Realtime stream\r\nm=video 0 RTP/AVP 105\r\nc=IN\r\na=control:rtsp://192.0.2.1/media/video1/video\r\na=rtpmap:105 H264/90000\r\na=recvonly\r\nm=application 0 RTP/AVP 107\r\nc=IN\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\na=recvonly\r\n",
		"a whole TP-Link text":                                 "v=0\r\no=- 14665860 31787219 1 IN IP4 192.0.2.1\r\ns=Session streamed by \"TP-LINK RTSP Server\"\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\nc=IN IP4 0.0.0.0\r\nb=AS:4096\r\na=range:npt=0-\r\na=control:track1\r\na=rtpmap:96 H264/90000\r\nm=application/TP-LINK 0 RTP/AVP smart/1/90000\r\na=rtpmap:95 TP-LINK/90000\r\na=control:track3\r\n",
		"c= with nothing (Sony)":                               minimal + media + "c=\r\n",
		"o= beyond 64 bits":                                    "v=0\r\no=RTSP 19599440071187478912 13656283801756621937 IN IP4 0.0.0.0\r\ns=x\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\nm=video 0 RTP/AVP 98\r\na=control:x\r\nb=AS:0\r\n",
		"i= in second place (Hanwha)":                          "v=0\r\ni=x\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=x\r\nt=0 0\r\n",
		"i= late":                                              minimal + "i=late\r\n",
		"r=0 0":                                                minimal + "r=0 0\r\n",
		"b= everywhere":                                        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nb=AS:1\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nb=CT:2\r\n",
		"payload type 255 of a rejected section":               minimal + "m=video 0 RTP/AVP 255\r\n",
		"spaces at the end of m=":                              minimal + "m=audio 9 RTP/AVP 0 8 \r\n",
		"c= without address":                                   minimal + media + "c=IN IP4 \r\n",
		"empty s= and i=":                                      "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=\r\ni=\r\nt=0 0\r\n",
		"an ONVIF metadata section":                            minimal + "m=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n",
		"Hikvision's attributes":                               minimal + media + "a=Media_header:MEDIAINFO=494D4B48;\r\na=appversion:1.0\r\n",
		"braces in msid, a direction in extmap (Firefox)":      minimal + media + "a=msid:{a-b} {c-d}\r\na=extmap:5/recvonly urn:x\r\n",
		"DTLS/SCTP with its port as the format":                minimal + "m=application 9 DTLS/SCTP 5000\r\na=sctpmap:5000 webrtc-datachannel 65535\r\n",
		"an empty BUNDLE group":                                minimal + "a=group:BUNDLE\r\n",
		"T.38 over udptl, and over UDPTL":                      minimal + "m=image 9 udptl t38\r\nm=image 9 UDPTL t38\r\n",
		"media-level lines in any order":                       minimal + media + "a=x\r\nb=AS:1\r\nc=IN IP4 192.0.2.1\r\ni=x\r\n",
		"a= lines whose names have capitals, dots and pluses":  minimal + "a=X-a.b+c_d:1\r\na=3GPP-Adaptation-Support:1\r\n",
		"a session part with c= for telephones that hold call": minimal + "m=audio 9 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\n",
	} {
		if _, err := Parse(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAllProblemsAreReportedWithTheirPlaces(t *testing.T) {
	text := "v=0\r\no=- 1 x IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n" +
		"m=audio 9 RTP/AVP 0\r\na=mid:a\r\na=bad name\r\n" +
		"m=video x RTP/AVP 96\r\na=mid:video\r\na=fmtp:96 x=y\r\nz=1\r\n"
	_, errs := ParseLax(text)
	type place struct{ Error, Path, Rule string }
	var got []place
	for _, e := range errs {
		got = append(got, place{e.Error(), e.Path, e.Rule})
	}
	want := []place{
		{`2:7: o-line: session version "x" is not a number`, "session/o=", "RFC 8866 §5.2"},
		{`7:6: a-line: byte " " cannot stand in an attribute name`, "m[0](mid=a)/a=", "RFC 8866 §5.13"},
		{`8:9: m-line: port "x" is not a number`, "m[1](mid=video)/m=", "RFC 8866 §5.14"},
		{`11:1: z-line: belongs to the session part`, "m[1](mid=video)/z=", "RFC 8866 §5"},
		{`11:4: z-line: times and offsets are not in pairs`, "m[1](mid=video)/z=", "RFC 8866 §5.11"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, want := errs.Error(), want[0].Error+" (and 4 more)"; got != want {
		t.Errorf("the list says %q, want %q", got, want)
	}
}

func TestDetailShowsTheLineAndACaret(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a port", minimal + "m=audio x RTP/AVP 0\r\na=mid:0\r\n", `5:9: m-line: port "x" is not a number
   5 | m=audio x RTP/AVP 0
     |         ^
   m[0](mid=0)/m= · RFC 8866 §5.14
   write the port as a decimal number from 0 to 65535`},
		{"a long line is cut around the column, control bytes are shown as dots",
			minimal + "a=" + strings.Repeat("n", 200) + "\t \x01" + strings.Repeat("y", 200) + "\r\n",
			`5:203: a-line: byte "\t" cannot stand in an attribute name
   5 | …` + strings.Repeat("n", 50) + "· ·" + strings.Repeat("y", 22) + `…
     | ` + strings.Repeat(" ", 51) + `^
   session/a= · RFC 8866 §5.13
   write a=<name> or a=<name>:<value>; a name has letters, digits and !#$%&'*+-.^_` + "`{|}~"},
		{"behind multi-byte letters the caret stands under the byte", strings.Replace(minimal, "t=", "u=é \r\nt=", 1),
			`4:5: u-line: byte " " cannot stand in a URI
   4 | u=é 
     |    ^
   session/u= · RFC 8866 §5.5
   write a URI as RFC 3986 has it, with other bytes percent-encoded`},
		{"lines that end with CR are counted too", "v=0\rx\n", `2:1: line "x" is not <letter>=<value>
   2 | x
     | ^
   session · RFC 8866 §5
   write the line as one letter, "=" and a value, without space around the "="`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, errs := ParseLax(tt.text)
			if diff := cmp.Diff(tt.want, errs[0].Detail(tt.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadingStopsAtALimitAndLosesNothing(t *testing.T) {
	text := readFile(t, "descriptions/chromium-audio-video-offer.sdp")
	tests := []struct {
		name    string
		options Options
		line    int
		msg     string
	}{
		{"MaxBytes", Options{MaxBytes: 5000}, 1, "the text is longer than MaxBytes; the text from here on was not read"},
		{"MaxLines", Options{MaxLines: 20}, 21, "there are more lines than MaxLines; the text from here on was not read"},
		{"MaxSections", Options{MaxSections: 1}, 39, "there are more media sections than MaxSections; the text from here on was not read"},
		{"MaxAttributes", Options{MaxAttributes: 5}, 15, "there are more attributes in the section than MaxAttributes; the text from here on was not read"},
		{"MaxLineLen", Options{MaxLineLen: 60}, 7, "the line is longer than MaxLineLen; the text from here on was not read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, text := range []string{text, strings.ReplaceAll(text, "\r\n", "\r")} {
				d, err := tt.options.Parse(text)
				errs, _ := err.(ErrorList)
				if len(errs) != 1 || errs[0].Line != tt.line || errs[0].Msg != tt.msg {
					t.Errorf("error is %v", err)
				}
				checkRead(t, d, text)
				// What was not read is one line, and additions go before it.
				s := d.Session()
				if n := d.NumMedia(); n > 0 {
					s = d.Media(n - 1)
				}
				rest := ""
				for l := range s.Lines() {
					rest = l.Text()
				}
				if !strings.HasSuffix(text, rest) || strings.Count(rest, "\r") < 50 {
					t.Errorf("the rest is %.40q", rest)
				}
				if _, err := s.AddLine("a=added"); err != nil {
					t.Fatal(err)
				}
				if got := d.String(); !strings.HasSuffix(got, rest) || !strings.Contains(got[:len(got)-len(rest)], "a=added") {
					t.Error("a line was added behind the rest")
				}
			}
		})
	}
}

func TestMaxProblemsCountsTheRest(t *testing.T) {
	_, errs := Options{MaxProblems: 3}.ParseLax(minimal + strings.Repeat("bad\r\n", 10))
	if len(errs) != 4 || errs[3].Msg != "more problems than MaxProblems: 7 not listed" {
		t.Errorf("%d problems, the last is %v", len(errs), errs[len(errs)-1])
	}
}

func TestResetReadsAnotherTextIntoUsedMemory(t *testing.T) {
	d := New()
	old := d.Session()
	line, _ := old.AddLine("a=x")
	long := readFile(t, "descriptions/firefox-audio-video-offer.sdp")
	for _, text := range []string{long, minimal, "", "garbage\x00", long} {
		want, wantErr := Parse(text)
		err := d.Reset(text)
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("Reset says %v, Parse %v", err, wantErr)
		}
		if diff := cmp.Diff(contents(want), contents(d)); diff != "" || d.String() != text {
			t.Error(diff)
		}
	}
	if old.Valid() || line.Valid() || line.Text() != "" || line.Replace("a=y") != ErrStale || old.Kind() != "" {
		t.Error("a handle from before Reset still works")
	}
	if _, err := old.AddLine("a=y"); err != ErrStale {
		t.Error(err)
	}
	if err := d.UnmarshalText([]byte(minimal)); err != nil || d.String() != minimal {
		t.Error(err)
	}
	if b, err := d.MarshalText(); err != nil || string(b) != minimal {
		t.Error(err)
	}
	var b strings.Builder
	if n, err := d.WriteTo(&b); err != nil || int(n) != len(minimal) || b.String() != minimal {
		t.Error(n, err)
	}
}

func TestTheZeroDescriptionIsEmptyAndCanBeFilled(t *testing.T) {
	var d Description
	checkRead(t, &d, "")
	if d.NumMedia() != 0 || d.Media(0).Valid() || !d.Session().Valid() {
		t.Error("it has something")
	}
	for _, l := range []string{"t=0 0", "v=0", "s=-", "o=- 1 1 IN IP4 192.0.2.1"} {
		if _, err := d.Session().AddLine(l); err != nil {
			t.Error(err)
		}
	}
	if d.String() != minimal {
		t.Errorf("it is %q", d.String())
	}
}
