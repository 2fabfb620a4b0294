package candidate_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

const host = "candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host"

func ptr[T any](v T) *T { return &v }

func TestInitKeepsMissingNullAndEmptyApart(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"candidate":""}`,
		`{"candidate":null}`,
		`{"candidate":"","sdpMid":null,"sdpMLineIndex":null,"usernameFragment":null}`,
		`{"candidate":"","sdpMid":""}`,
		`{"candidate":"` + host + `","sdpMid":"0"}`,
		`{"candidate":"` + host + `","sdpMLineIndex":0}`,
		`{"candidate":"` + host + `","sdpMid":"0","sdpMLineIndex":65535,"usernameFragment":"a+/b"}`,
		`{"candidate":"a=` + host + `\r\n","sdpMid":"é\u2028","usernameFragment":""}`,
		`{"sdpMid":"0"}`,
		`null`,
	} {
		var i *candidate.Init
		if err := json.Unmarshal([]byte(text), &i); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		b, err := json.Marshal(i)
		if err != nil {
			t.Fatal(err)
		}
		if string(b) != text {
			t.Errorf("%s came back as %s", text, b)
		}
	}
}

func TestInitWritesTheMembersAsToJSONDoes(t *testing.T) {
	i := candidate.Init{Candidate: host, SDPMid: ptr("0")}
	want := `{"candidate":"` + host + `","sdpMid":"0","sdpMLineIndex":null,"usernameFragment":null}`
	b, err := json.Marshal(i)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Error(diff)
	}
	// What is given a value after it was read without one is written.
	if err := json.Unmarshal([]byte(`{"candidate":null}`), &i); err != nil {
		t.Fatal(err)
	}
	i.Candidate, i.SDPMLineIndex = host, ptr(uint16(1))
	if b, _ = json.Marshal(i); string(b) != `{"candidate":"`+host+`","sdpMLineIndex":1}` {
		t.Errorf("%s", b)
	}
}

func TestInitIgnoresOtherMembers(t *testing.T) {
	for _, text := range []string{
		`{"usernameFragment":"abcd","foundation":"1","relayProtocol":null,"url":"","address":"192.0.2.1","candidate":"x","sdpMid":"0"}`,
		`{"candidate":"","Candidate":"y","candidate":"x","SDPMID":"7","sdpmid":7,"sdpMid":"0","usernameFragment":"abcd"}`,
	} {
		var i candidate.Init
		if err := json.Unmarshal([]byte(text), &i); err != nil {
			t.Fatal(err)
		}
		want := candidate.Init{Candidate: "x", SDPMid: ptr("0"), UsernameFragment: ptr("abcd")}
		if diff := cmp.Diff(want, i); diff != "" {
			t.Error(diff)
		}
	}
}

func TestInitSaysWhatIsWrongWithItsJSON(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`[]`, "candidate: RTCIceCandidateInit: array is not an object or null"},
		{`"candidate:1"`, "candidate: RTCIceCandidateInit: string is not an object or null"},
		{`{"candidate":1}`, "candidate: candidate: 1 is not a string or null"},
		{`{"sdpMid":0}`, "candidate: sdpMid: 0 is not a string or null"},
		{`{"usernameFragment":{}}`, "candidate: usernameFragment: {} is not a string or null"},
		{`{"candidate":"\ud800"}`, `candidate: candidate: "\ud800" is not Unicode`},
		{`{"sdpMid":"a\\\udC00b"}`, `candidate: sdpMid: "a\\\udC00b" is not Unicode`},
		{`{"sdpMid":"\ud83d\u0041"}`, `candidate: sdpMid: "\ud83d\u0041" is not Unicode`},
		{"{\"usernameFragment\":\"a\xff\"}", "candidate: usernameFragment: \"a\xff\" is not Unicode"},
		{`{"sdpMLineIndex":"0"}`, `candidate: sdpMLineIndex: "0" is not a number or null`},
		{`{"sdpMLineIndex":[]}`, "candidate: sdpMLineIndex: [] is not a number or null"},
		{`{"sdpMLineIndex":-1}`, "candidate: sdpMLineIndex: -1 is not a whole number from 0 to 65535"},
		{`{"sdpMLineIndex":65536}`, "candidate: sdpMLineIndex: 65536 is not a whole number from 0 to 65535"},
		{`{"sdpMLineIndex":0.5}`, "candidate: sdpMLineIndex: 0.5 is not a whole number from 0 to 65535"},
		{`{"sdpMLineIndex":1e999}`, "candidate: sdpMLineIndex: 1e999 is not a whole number from 0 to 65535"},
	} {
		i := candidate.Init{Candidate: "as it was"}
		err := json.Unmarshal([]byte(tt.text), &i)
		var member *candidate.MemberError
		if !errors.As(err, &member) || err.Error() != tt.want {
			t.Errorf("%s: %v, not %s", tt.text, err, tt.want)
		}
		if i.Candidate != "as it was" {
			t.Errorf("%s changed the Init", tt.text)
		}
	}
	var syntax *json.SyntaxError
	if err := json.Unmarshal([]byte(`{"candidate"`), new(candidate.Init)); !errors.As(err, &syntax) {
		t.Error(err)
	}
	if err := new(candidate.Init).UnmarshalJSON([]byte(`{"candidate"`)); !errors.As(err, &syntax) {
		t.Error(err)
	}
}

func TestInitTakesACharacterInAnyNotation(t *testing.T) {
	for text, want := range map[string]string{
		`\ud83d\ude00`:   "\U0001f600",
		`\uFFFD`:         "\ufffd",
		"\ufffd":         "\ufffd",
		`\\ud800`:        `\ud800`,
		`\\\ud83d\ude00`: "\\\U0001f600",
		`\n\u0041`:       "\nA",
	} {
		var i candidate.Init
		if err := json.Unmarshal([]byte(`{"candidate":"`+text+`"}`), &i); err != nil || i.Candidate != want {
			t.Errorf("%s: %q, %v", text, i.Candidate, err)
		}
	}
}

func TestInitTakesAnIndexInAnyNotation(t *testing.T) {
	for _, n := range []string{"1", "1.0", "1e0", "10e-1"} {
		var i candidate.Init
		if err := json.Unmarshal([]byte(`{"sdpMLineIndex":`+n+`}`), &i); err != nil || *i.SDPMLineIndex != 1 {
			t.Errorf("%s: %v, %v", n, i, err)
		}
	}
}

func TestNullIsTheZeroInitWhereThereIsNoPointer(t *testing.T) {
	i := candidate.Init{Candidate: host, SDPMid: ptr("0")}
	if err := json.Unmarshal([]byte(`null`), &i); err != nil || i != (candidate.Init{}) {
		t.Errorf("%+v, %v", i, err)
	}
}

func TestInitRefusesToWriteWhatJSONCannotHold(t *testing.T) {
	for _, i := range []candidate.Init{{Candidate: "\xff"}, {SDPMid: ptr("\xff")}, {UsernameFragment: ptr("a\xc3")}} {
		if b, err := json.Marshal(i); err == nil {
			t.Errorf("%s", b)
		}
	}
}

func TestInitParsesWhateverFormItsCandidateHas(t *testing.T) {
	want, err := candidate.Parse(host)
	if err != nil {
		t.Fatal(err)
	}
	bare := strings.TrimPrefix(host, "candidate:")
	for _, text := range []string{host, "a=" + host, bare, host + "\r\n", "a=" + host + "\n", bare + "\r"} {
		got, err := candidate.Init{Candidate: text}.Parse()
		if err != nil || !got.Equal(want) || got.String() != host {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestValidateIsTheFirstStepOfAddIceCandidate(t *testing.T) {
	var syntax *candidate.SyntaxError
	for _, tt := range []struct {
		init candidate.Init
		ok   func(error) bool
	}{
		{candidate.Init{}, func(err error) bool { return err == nil }},
		{candidate.Init{SDPMid: ptr("0")}, func(err error) bool { return err == nil }},
		{candidate.Init{Candidate: host, SDPMid: ptr("")}, func(err error) bool { return err == nil }},
		{candidate.Init{Candidate: host, SDPMLineIndex: ptr(uint16(0))}, func(err error) bool { return err == nil }},
		{candidate.Init{Candidate: host}, func(err error) bool { return errors.Is(err, candidate.ErrNoSection) }},
		{candidate.Init{Candidate: "x"}, func(err error) bool { return errors.Is(err, candidate.ErrNoSection) }},
		{candidate.Init{Candidate: "x", SDPMid: ptr("0")}, func(err error) bool { return errors.As(err, &syntax) }},
	} {
		if err := tt.init.Validate(); !tt.ok(err) {
			t.Errorf("%+v: %v", tt.init, err)
		}
	}
}

func TestEqualInitsSayTheSame(t *testing.T) {
	var missing, null candidate.Init
	if err := errors.Join(json.Unmarshal([]byte(`{"candidate":""}`), &missing),
		json.Unmarshal([]byte(`{"candidate":"","sdpMid":null}`), &null)); err != nil {
		t.Fatal(err)
	}
	a := candidate.Init{Candidate: host, SDPMid: ptr("0"), SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("abcd")}
	b := candidate.Init{Candidate: host, SDPMid: ptr("0"), SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("abcd")}
	if !missing.Equal(null) || !a.Equal(b) {
		t.Error("equal ones are not")
	}
	for _, other := range []candidate.Init{
		{Candidate: host, SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("abcd")},
		{Candidate: host, SDPMid: ptr("0"), SDPMLineIndex: ptr(uint16(1)), UsernameFragment: ptr("abcd")},
		{Candidate: host, SDPMid: ptr("0"), SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("")},
		{SDPMid: ptr("0"), SDPMLineIndex: ptr(uint16(0)), UsernameFragment: ptr("abcd")},
	} {
		if a.Equal(other) {
			t.Errorf("%+v is equal", other)
		}
	}
}

func TestInitOfNamesTheSectionAndItsGeneration(t *testing.T) {
	d, _ := sdp.ParseLax(bundled)
	c, err := candidate.Parse(host)
	if err != nil {
		t.Fatal(err)
	}
	want := candidate.Init{Candidate: host, SDPMid: ptr("v"), SDPMLineIndex: ptr(uint16(1)), UsernameFragment: ptr("EsAw")}
	if diff := cmp.Diff(want, candidate.InitOf(d.Media(1), c)); diff != "" {
		t.Error(diff)
	}
	want.Candidate = ""
	if diff := cmp.Diff(want, candidate.EndOf(d.Media(1))); diff != "" {
		t.Error(diff)
	}
	if end := candidate.EndOf(d.Session()); !end.IsForAll() {
		t.Errorf("%+v", end)
	}
}
