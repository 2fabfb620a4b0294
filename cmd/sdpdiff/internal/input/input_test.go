package input_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
)

const (
	crlf  = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
	other = "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
)

// sight is what a file was taken for.
type sight struct {
	Format input.Format
	Texts  []string // type, path and text of descriptions; type, peer and text of steps
	Notes  []string
}

func look(t *testing.T, text string) (sight, error) {
	t.Helper()
	in, err := input.Bytes("f", strings.NewReader(text))
	if err != nil {
		return sight{}, err
	}
	s := sight{Format: in.Format}
	for _, d := range in.Descriptions {
		s.Texts = append(s.Texts, fmt.Sprintf("%s|%s|%s", d.Type, d.Path, d.Text))
	}
	for _, r := range in.Recordings {
		for step, err := range r.Steps() {
			if err != nil {
				return sight{}, err
			}
			line := fmt.Sprintf("%s %s %s|%s", step.Type, step.Peer, step.Side, step.Text)
			if step.BaseText != "" {
				line += "|against " + step.Base
			}
			if step.Error != nil {
				line += "|" + step.Error.Error()
			}
			s.Texts = append(s.Texts, line)
		}
	}
	s.Notes = in.Notes
	return s, nil
}

func quoted(s string) string { return strings.NewReplacer("\r", `\r`, "\n", `\n`).Replace(s) }

func TestWhatAFileIsShowsInItsContent(t *testing.T) {
	lf := strings.ReplaceAll(crlf, "\r\n", "\n")
	j := func(s string) string { return `"` + quoted(s) + `"` }
	for name, tt := range map[string]struct {
		text string
		want sight
	}{
		"SDP with CRLF":               {crlf, sight{input.SDP, []string{"||" + crlf}, nil}},
		"SDP with LF":                 {lf, sight{input.SDP, []string{"||" + lf}, nil}},
		"SDP with CR":                 {strings.ReplaceAll(lf, "\n", "\r"), sight{input.SDP, []string{"||" + strings.ReplaceAll(lf, "\n", "\r")}, nil}},
		"SDP without its last ending": {crlf[:len(crlf)-2], sight{input.SDP, []string{"||" + crlf[:len(crlf)-2]}, nil}},
		"a byte order mark":           {"\ufeff" + crlf, sight{input.SDP, []string{"||" + crlf}, nil}},
		"an empty file":               {"", sight{input.SDP, []string{"||"}, nil}},
		"a description in JSON":       {`{"type": "offer", "sdp": ` + j(crlf) + `}`, sight{input.JSON, []string{"offer|sdp|" + crlf}, nil}},
		"sdp before type":             {`{"sdp": ` + j(crlf) + `, "type": "answer"}`, sight{input.JSON, []string{"answer|sdp|" + crlf}, nil}},
		"sdp as lines":                {`{"sdp": ["v=0", "s=-\r\n"]}`, sight{input.JSON, []string{"|sdp|v=0\r\ns=-\r\n"}, nil}},
		"a JSON string":               {j(crlf), sight{input.JSON, []string{"||" + crlf}, nil}},
		"deep in a message":           {`{"janus": "event", "jsep": {"type": "offer", "sdp": ` + j(crlf) + `}}`, sight{input.JSON, []string{"offer|jsep.sdp|" + crlf}, nil}},
		"two in an array": {`[{"type": "offer", "sdp": ` + j(crlf) + `}, {"type": "answer", "sdp": ` + j(other) + `}]`,
			sight{input.JSON, []string{"offer|[0].sdp|" + crlf, "answer|[1].sdp|" + other}, []string{"f holds two descriptions; the second is compared with the first"}}},
		"NDJSON": {`{"sdp": ` + j(crlf) + "}\n" + `{"sdp": ` + j(other) + "}\n" + `{"sdp": ` + j(crlf) + "}\n",
			sight{input.JSON, []string{" a local|" + crlf, " b local|" + other, " a local|" + crlf + "|against d1"},
				[]string{"f holds 3 descriptions of 2 sessions; each is compared with the one before it of its session"}}},
		"what a connection shows": {`{"signalingState": "have-local-offer", "pendingRemoteDescription": null, "currentRemoteDescription": {"type": "answer", "sdp": ` + j(other) + `},
			"pendingLocalDescription": {"type": "offer", "sdp": ` + j(crlf+"a=x\r\n") + `}, "localDescription": {"type": "offer", "sdp": ` + j(crlf+"a=x\r\n") + `}, "currentLocalDescription": {"type": "offer", "sdp": ` + j(crlf) + `}}`,
			sight{input.Connection, []string{"offer connection local|" + crlf, "offer connection local|" + crlf + "a=x\r\n|against currentLocalDescription", "answer connection remote|" + other}, nil}},
		"a string from a console": {"\"" + quoted(crlf) + "\"", sight{input.JSON, []string{"||" + crlf}, nil}},
		"an object as Node prints it": {"{\n  type: 'offer',\n  sdp: 'v=0\\r\\n' +\n    'o=- 1 2 IN IP4 127.0.0.1\\r\\n' +\n    's=-\\r\\n' +\n    't=0 0\\r\\n'\n}\n",
			sight{input.Paste, []string{"offer|description 1|" + crlf}, []string{"f is read as a paste: a string with escapes"}}},
		"an object as Firefox prints it": {"RTCSessionDescription { type: \"answer\", sdp: \"" + quoted(crlf) + "\" }",
			sight{input.Paste, []string{"answer|description 1|" + crlf}, []string{"f is read as a paste: a string with escapes"}}},
		"an object as Chrome prints it": {"RTCSessionDescription {sdp: \"" + strings.ReplaceAll(crlf, "\r\n", "↵") + "\", type: \"offer\"}",
			sight{input.Paste, []string{"offer|description 1|" + crlf}, []string{"f is read as a paste: a string with escapes"}}},
		"escapes without quotes": {quoted(crlf), sight{input.Paste, []string{"|description 1|" + crlf}, []string{`f is read as a paste: \r\n or ↵ for line ends`}}},
		"glyphs":                 {strings.ReplaceAll(crlf, "\r\n", "↵\n"), sight{input.Paste, []string{"|description 1|" + crlf}, []string{`f is read as a paste: \r\n or ↵ for line ends`}}},
		"indentation":            {"    " + strings.TrimRight(strings.ReplaceAll(lf, "\n", "\n    "), " "), sight{input.Paste, []string{"|description 1|" + crlf}, []string{`f is read as a paste: quoted or indented lines`}}},
		"a mail": {"Hello,\nthe type is offer:\n\n> " + strings.TrimRight(strings.ReplaceAll(lf, "\n", "\n> "), "> ") + "\nRegards\n",
			sight{input.Paste, []string{"|description 1|" + crlf}, []string{`f is read as a paste: quoted or indented lines, text around it`}}},
		"two in a mail": {"offer:\n" + lf + "answer:\n" + strings.ReplaceAll(other, "\r", ""),
			sight{input.Paste, []string{"|description 1|" + crlf, "|description 2|" + other}, []string{`f is read as a paste: text around it`, "f holds two descriptions; the second is compared with the first"}}},
		"a broken line in a paste stays": {"> v=0\n> oops\n> s=-\n", sight{input.Paste, []string{"|description 1|v=0\r\noops\r\ns=-\r\n"}, []string{`f is read as a paste: quoted or indented lines`}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := look(t, tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			packed, err := look(t, zipped(tt.text))
			if d := cmp.Diff(got, packed); d != "" || err != nil {
				t.Errorf("packed: %v (-plain +packed)\n%s", err, d)
			}
		})
	}
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.String()
}

func TestUTF16IsRead(t *testing.T) {
	for _, swap := range []bool{false, true} {
		var b []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + crlf)) {
			if swap {
				u = u<<8 | u>>8
			}
			b = append(b, byte(u), byte(u>>8))
		}
		got, err := look(t, string(b))
		want := sight{input.SDP, []string{"||" + crlf}, []string{"f is UTF-16"}}
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%v (-want +got)\n%s", err, d)
		}
	}
}

func TestWhatCannotBeReadSaysWhere(t *testing.T) {
	for name, tt := range map[string]struct{ text, want, at string }{
		"broken JSON":            {"{\n  \"type\": \"offer\",\n  \"sdp\": oops\n}", `f:3:10: no JSON value begins with 'o'`, `  "sdp": |oops`},
		"JSON cut off":           {`{"type": "offer", "sdp": "v=0`, `f:1:30: the text ends where the '"' that ends a string must stand`, `{"type": "offer", "sdp": "v=0|`},
		"JSON of something else": {"\n [1, 2]", `f:2:2: JSON without "sdp": want {"type", "sdp"}, several of these, or a recorded exchange`, ` |[1, 2]`},
		"a type that isn't one":  {`{"type": "offre", "sdp": "v=0"}`, `f:1:26: type "offre" is not offer, answer, pranswer or rollback`, `{"type": "offre", "sdp": |"v=0"}`},
		"deep JSON":              {strings.Repeat("[", 1000), `f:1:201: arrays and objects nest more than 200 deep`, strings.Repeat("[", 200) + "|" + strings.Repeat("[", 800)},
		"after the JSON":         {`{"sdp": "v=0"} oops`, `f:1:16: no JSON value begins with 'o'`, `{"sdp": "v=0"} |oops`},
		"prose":                  {"hello\nworld", `f:1:1: neither SDP, nor JSON, nor a log with SIP messages; SDP begins with v=0`, `|hello`},
		"a picture":              {"\x89PNG\r\n\x1a\n\x00\x00", `f:3:1: a NUL byte: this is neither SDP, nor JSON, nor a log`, "|\x00\x00"},
		"a string without end":   {"sdp: 'v=0\\r\\n", `f:1:6: the string that begins here doesn't end`, `sdp: |'v=0\r\n`},
		"a broken gzip file":     {zipped(crlf)[:30], `f: a broken gzip file: unexpected EOF`, `|`},
		"gzip's first bytes":     {"\x1f\x8bhello", `f: begins like a gzip file, but isn't one: unexpected EOF`, `|`},
		"gzip in gzip":           {zipped(zipped(crlf)), `f: a gzip file within a gzip file`, `|`},
		"a broken exchange":      {`{"peers": {"a": {}},` + "\n" + `"descriptions": {"d1": {"type": "offer", "base": "d9", "edits": []}}, "events": []}`, `f:2:50: descriptions.d1.base: no description is called "d9"`, `"descriptions": {"d1": {"type": "offer", "base": |"d9", "edits": []}}, "events": []}`},
		"two connections":        {`[{"localDescription": {"sdp": "v=0"}}, {"localDescription": {"sdp": "v=0"}}]`, `f: more than one RTCPeerConnection: [0].localDescription.sdp and [1].localDescription.sdp`, `|`},
		"rtcstats, not quite":    {"RTCStatsDumper\n", `f:1:1: the first line must be RTCStatsDump`, `|RTCStatsDumper`},
		"rtcstats of the future": {"RTCStatsDump\n{\"fileFormat\": 9}\n", `f: fileFormat 9 of rtcstats is not known: 1 to 3 are`, `|`},
		"rtcstats cut off":       {"RTCStatsDump\n{\"fileFormat\": 3}\n[\"create\", \"PC_0\", {}, 1]\n[8, \"PC", `f:4:8: the text ends where the '"' that ends a string must stand`, `[8, "PC|`},
		"SIP without Call-ID":    {"INVITE sip:b@example.com SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n", `f:1:1: a SIP message without Call-ID or CSeq (RFC 3261 §8.1.1)`, `|INVITE sip:b@example.com SIP/2.0`},
		"SIP without SDP":        {"OPTIONS sip:b@example.com SIP/2.0\r\nCSeq: 1 OPTIONS\r\nCall-ID: 1\r\n\r\n", `f: SIP messages, but none of them carries an offer or an answer`, `|`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := look(t, tt.text)
			var e *input.Error
			if !errors.As(err, &e) {
				t.Fatalf("%v", err)
			}
			if d := cmp.Diff(tt.want+"\n"+tt.at, e.Error()+"\n"+e.Before+"|"+e.After); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestAFaultOfTheFileIsToldAsSuch(t *testing.T) {
	torn := errors.New("torn")
	for _, text := range []string{"", "v=0", "{", "RTCStatsDump\n{}\n[1,"} {
		in, err := input.Bytes("f", io.MultiReader(strings.NewReader(text), iotest.ErrReader(torn)))
		if err == nil {
			for _, r := range in.Recordings {
				for _, e := range r.Steps() {
					err = e
				}
			}
		}
		if !errors.Is(err, torn) {
			t.Errorf("%v", err)
		}
	}
}

func FuzzBytes(f *testing.F) {
	f.Add(crlf)
	f.Add(`{"type": "offer", "sdp": "` + quoted(crlf) + `"}`)
	f.Add("> " + strings.ReplaceAll(crlf, "\n", "\n> "))
	f.Add("{type: 'offer', sdp: 'v=0\\r\\n' +\n 's=-\\r\\n'}")
	f.Add("RTCStatsDump\n{\"fileFormat\": 3}\n[6, \"PC_0\", {\"type\": \"offer\", \"sdp\": \"v=\\r\\nm=\\r\\n\"}, 1]\n[7, \"PC_0\", null, 1]\n")
	f.Add("INVITE sip:b@example.com SIP/2.0\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nFrom: <sip:a@example.com>;tag=1\r\nContent-Type: application/sdp\r\n\r\n" + crlf)
	f.Add(zipped(crlf))
	f.Fuzz(func(t *testing.T, text string) {
		got, err := look(t, text)
		var e *input.Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("an error without a place: %v", err)
		}
		if again, err2 := look(t, text); fmt.Sprint(err) != fmt.Sprint(err2) || !cmp.Equal(got, again) {
			t.Errorf("twice the same text gives %v and %v", got, again)
		}
	})
}
