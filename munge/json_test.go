package munge_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// Errors point to the byte and name the path.
func TestErrorsOfEditsInJSONPointIntoIt(t *testing.T) {
	for _, tt := range []struct{ text, at, path, msg string }{
		{``, ``, ``, "the text ends in the middle of a value"},
		{`[`, ``, ``, "the text ends in the middle of a value"},
		{`[{"edit":"hold"}] x`, `x`, ``, "something follows the edits"},
		{`7`, `7`, ``, "it is not a list of edits"},
		{`[7]`, `7`, `[0]`, "it is not an edit, which is an object"},
		{`[{}]`, `{`, `[0]`, "it needs either edit, a name, or edits, a list"},
		{`[{"edit":"hold","edits":[]}]`, `{`, `[0]`, "it needs either edit, a name, or edits, a list"},
		{`[{"edit":"hodl"}]`, `"hodl"`, `[0].edit`, `no edit is called "hodl"`},
		{`[{"edit":7}]`, `7`, `[0].edit`, "it is not a name"},
		{`[{"edit":"hold","codec":"x"}]`, `"codec"`, `[0].codec`, "it is not known here"},
		{`[{"edits":[],"on":true}]`, `"on"`, `[0].on`, "it is not known here"},
		{`[{"edit":"hold","edit":"hold"}]`, `"edit":"hold"}`, `[0].edit`, "it stands there twice"},
		{`[{"edit":"hold","index":"0"}]`, `"0"`, `[0].index`, "it is not a whole number"},
		{`[{"edit":"hold","kind":null}]`, `null`, `[0].kind`, "it is not a text"},
		{`[{"edit":"hold","empty":"keep"}]`, `"keep"`, `[0].empty`, `"keep" is not "reject"`},
		{`[{"edits":[{"edit":"keep-codecs","codecs":["a",7]}]}]`, `7`, `[0].edits[0].codecs`, "it is not a text"},
		{`[{"edit":"renumber-payload-types","types":[{"codec":"x","to":1,"form":2}]}]`, `[{"codec`, `[0].types`, `unknown field "form"`},
		{`[{"edit":"keep-codecs","codecs":[]}]`, `{`, `[0]`, "keep-codecs: no codec is named"},
		{`[{"edit":"opus-stereo"}]`, `{"edit"`, `[0]`, "on is missing"},
		{`[{"edit":"opus-stereo","on":null}]`, `null`, `[0].on`, "it is null"},
		{`[{"edit":"limit-bandwidth","kind":"video"}]`, `{"edit"`, `[0]`, "bps is missing"},
		{`[{"edit":"set-bandwidth","type":"AS","value":-1}]`, `-1`, `[0].value`, "it is not a whole number from 0 to 18446744073709551615"},
		{`[{"edit":"rename-source","from":4294967296,"to":1}]`, `4294967296`, `[0].from`, "it is not a whole number from 0 to 4294967295"},
		{`[{"edit":"renumber-payload-types","types":[{"codec":"a","to":7}, {"codec":"b"}]}]`, `{"codec":"b"`, `[0].types[1]`, "to is missing"},
		{`[{"edit":"renumber-payload-types","types":[{"codec":"a","to":7,"to":8}]}]`, `"to":8`, `[0].types[0].to`, "it stands there twice"},
		{`[{"edit":"keep-candidates","components":[257]}]`, `{"edit"`, `[0]`, "keep-candidates: component 257 is not from 1 to 256"},
		{`[{"edit":"restore","mapping":[{"class":"secrets","original":"a","replacement":"b"}]}]`, `{"edit"`, `[0]`, "restore: \"secrets\" is no class of secrets"},
		{`{"edit":"opus-stereo","on":1}`, `1`, `on`, "it is not true or false"},
		{`[{"edit":"hold",}]`, `}]`, `[0]`, ""},
	} {
		_, err := munge.ParseEdits([]byte(tt.text))
		var e *munge.JSONError
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		at := len(tt.text)
		if tt.at != "" {
			at = strings.LastIndex(tt.text, tt.at)
		}
		if tt.msg != "" && (e.Offset != at || e.Path != tt.path || e.Msg != tt.msg) {
			t.Errorf("%s: at %d and not %d, %q, %q", tt.text, e.Offset, at, e.Path, e.Msg)
		}
	}
	deep := strings.Repeat(`{"edits":[`, 40) + strings.Repeat(`]}`, 40)
	if _, err := munge.ParseEdits([]byte(deep)); err == nil || !strings.Contains(err.Error(), "nested deeper") {
		t.Errorf("40 groups in each other: %v", err)
	}
}

func TestEditsAreReadWithEveryKeyOfAScope(t *testing.T) {
	text := ` [ {"edits": [ {"edit" : "add-line", "session": true, "line": "a=x"} ]},
		{"edit": "hold", "mid": "", "index": 0, "kind": "audio", "empty": "reject"} ] `
	edits, err := munge.ParseEdits([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"edits":[{"edit":"add-line","session":true,"line":"a=x"}]},{"edit":"hold","kind":"audio","mid":"","index":0,"empty":"reject"}]`
	got, err := json.Marshal(edits)
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	var again []munge.Edit
	if err := json.Unmarshal(got, &again); err != nil || len(again) != 2 || again[1].String() != edits[1].String() {
		t.Errorf("%v, %v", again, err)
	}
	if _, err := json.Marshal(munge.Where(sdp.Section.Rejected, munge.Hold())); err == nil {
		t.Error("a function became JSON")
	}
}

func FuzzParseEdits(f *testing.F) {
	for k := range munge.Kinds() {
		f.Add(k.Example)
		f.Add(`[{"edits":[` + k.Example + `],"kind":"video"}]`)
	}
	f.Fuzz(func(t *testing.T, text string) {
		edits, err := munge.ParseEdits([]byte(text))
		if err != nil {
			var e *munge.JSONError
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset > len(text) {
				t.Fatalf("%v at %v", err, e)
			}
			return
		}
		for _, e := range edits {
			again, err := munge.ParseEdits([]byte(e.String()))
			if err != nil || again[0].String() != e.String() {
				t.Fatalf("%s is read again as %v, %v", e, again, err)
			}
		}
	})
}
