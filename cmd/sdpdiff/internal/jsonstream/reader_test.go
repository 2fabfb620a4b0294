package jsonstream_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/jsonstream"
)

func Example() {
	r := jsonstream.NewReader(strings.NewReader(`{"calls": [{"id": 7, "stats": [1, 2, 3]}, {"id": 8}]}`), 1<<20)
	for key := range r.Members() {
		if key != "calls" {
			continue // and is skipped
		}
		for range r.Elements() {
			for key := range r.Members() {
				if key == "id" {
					id, err := r.Value()
					fmt.Println(string(id), err)
				}
			}
		}
	}
	fmt.Println(r.Err(), r.More())
	// Output:
	// 7 <nil>
	// 8 <nil>
	// <nil> false
}

var texts = []string{
	`{}`, `[]`, `""`, `0`, `-0`, `-1.5e+10`, `1E5`, `true`, `false`, `null`, ` [ 1 , 2 ] `, `{"a":{"b":[{}]}}`,
	`"\u00e9\n\\\/\"\b"`, "\"\xff\"", `"é"`, "[\n{\"a\" : \"b\"}\r\n,\tnull]",
	``, ` `, `{`, `[`, `"`, `-`, `01`, `1.`, `.5`, `1e`, `1e+`, `tru`, `nul`, `truex`, `[1,]`, `[,1]`, `[1 2]`, `{"a"}`, `{"a":}`,
	`{"a":1,}`, `{a:1}`, `{'a':1}`, `{"a":1 "b":2}`, `"\x"`, `"\u12g4"`, `"\u12"`, "\"\n\"", "\"\x00\"", `]`, `}`, `[}`, `{]`, `+1`, `NaN`,
	`"\`, `{"a":1}}`, `{"a":1,`, `1 2`, "\x00", `[1,2`, `{"a":"b`,
}

// one reads a single value and says whether the text is that and nothing else.
func one(r *jsonstream.Reader, take func() error) error {
	if err := take(); err != nil {
		return err
	}
	if r.More() {
		return errors.New("more")
	}
	return nil
}

// enter takes a value apart with Members and Elements.
func enter(r *jsonstream.Reader) error {
	switch r.Kind() {
	case jsonstream.Object:
		for _, err := range r.Members() {
			if err != nil {
				return err
			}
			if err := enter(r); err != nil {
				return err
			}
		}
		return r.Err()
	case jsonstream.Array:
		for _, err := range r.Elements() {
			if err != nil {
				return err
			}
			if err := enter(r); err != nil {
				return err
			}
		}
		return r.Err()
	}
	_, err := r.Value()
	return err
}

// check holds the reader against encoding/json: both accept the same, and what is
// taken is the text itself. (Depth is the exception.)
func check(t *testing.T, text string) {
	t.Helper()
	for name, source := range map[string]func() io.Reader{
		"whole":    func() io.Reader { return strings.NewReader(text) },
		"bytewise": func() io.Reader { return iotest.OneByteReader(strings.NewReader(text)) },
	} {
		want := json.Valid([]byte(text))
		r := jsonstream.NewReader(source(), 1<<20)
		skip := one(r, r.Skip)
		if deep := skip != nil && strings.Contains(skip.Error(), "nest more than"); (skip == nil) != want && !deep {
			t.Errorf("%s %q: Skip says %v, encoding/json %v", name, text, skip, want)
		}
		var raw json.RawMessage
		r = jsonstream.NewReader(source(), 1<<20)
		value := one(r, func() (err error) { raw, err = r.Value(); return err })
		if value == nil && string(raw) != strings.Trim(text, " \t\r\n") {
			t.Errorf("%s %q: took %q", name, text, raw)
		}
		r = jsonstream.NewReader(source(), 1<<20)
		entered := one(r, func() error { return enter(r) })
		for way, err := range map[string]error{"Value": value, "Members and Elements": entered} {
			if fmt.Sprint(err) != fmt.Sprint(skip) {
				t.Errorf("%s %q: %s says %v, Skip %v", name, text, way, err, skip)
			}
		}
	}
}

func TestWhatIsJSONIsDecidedAsEncodingJSONDoes(t *testing.T) {
	for _, text := range texts {
		check(t, text)
	}
}

func FuzzReader(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(check)
}

func TestFaultsHavePositionAndExcerpt(t *testing.T) {
	for _, tt := range []struct {
		text string
		want jsonstream.SyntaxError
	}{
		{"{\n  \"sdp\": oops\n}", jsonstream.SyntaxError{Line: 2, Column: 10, Msg: "no JSON value begins with 'o'", Before: `  "sdp": `, After: "oops"}},
		{"[1,\n 2", jsonstream.SyntaxError{Line: 2, Column: 3, Msg: "the text ends where ',' or ']' must stand", Before: " 2"}},
		{"[" + strings.Repeat(" ", 200_000) + "\n" + strings.Repeat(" ", 100_000) + "x]", jsonstream.SyntaxError{
			Line: 2, Column: 100_001, Msg: "no JSON value begins with 'x'", Before: strings.Repeat(" ", 4096), After: "x]"}},
		{strings.Repeat("[", 201), jsonstream.SyntaxError{Line: 1, Column: 201, Msg: "arrays and objects nest more than 200 deep", Before: strings.Repeat("[", 200), After: "["}},
		{"[\"a\x01b\"]", jsonstream.SyntaxError{Line: 1, Column: 4, Msg: "control character U+0001 inside a string: escape it", Before: `["a`, After: "\x01b\"]"}},
	} {
		r := jsonstream.NewReader(strings.NewReader(tt.text), 1<<20)
		var got *jsonstream.SyntaxError
		if err := r.Skip(); !errors.As(err, &got) {
			t.Fatalf("%.20q: %v", tt.text, err)
		}
		got.Before = got.Before[max(0, len(got.Before)-4096):]
		if d := cmp.Diff(tt.want, *got); d != "" {
			t.Errorf("%.20q: (-want +got)\n%s", tt.text, d)
		}
		if again := r.Skip(); again != r.Err() {
			t.Errorf("%.20q: then %v", tt.text, again)
		}
	}
}

func TestValuesAreTakenUpToTheLimitAndSkippedBeyond(t *testing.T) {
	long := `"` + strings.Repeat("x", 1000) + `"`
	r := jsonstream.NewReader(strings.NewReader(`[`+long+`,"short"]`), 100)
	var got []string
	for i, err := range r.Elements() {
		if err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			s, err := r.Text()
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, s)
		}
	}
	if d := cmp.Diff([]string{"short"}, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	r = jsonstream.NewReader(strings.NewReader(long), 100)
	if _, err := r.Value(); err == nil || !strings.HasSuffix(err.Error(), "a value of more than 100 bytes") {
		t.Errorf("%v", err)
	}
	r = jsonstream.NewReader(strings.NewReader(`{"`+strings.Repeat("x", jsonstream.MaxName)+`": 1}`), 100)
	for _, err := range r.Members() {
		if err == nil {
			t.Error("a name without end was taken")
		}
	}
}

func TestAFaultOfTheSourceIsTold(t *testing.T) {
	torn := errors.New("torn")
	for _, text := range []string{``, `[1, `, `{"a`, `"abc`, `tr`} {
		r := jsonstream.NewReader(io.MultiReader(strings.NewReader(text), iotest.ErrReader(torn)), 100)
		if err := r.Skip(); !errors.Is(err, torn) {
			t.Errorf("%q: %v", text, err)
		}
		if text == `` && !r.More() {
			t.Error("More says that the text has ended")
		}
	}
}

func TestALoopLeftEarlyEndsTheReading(t *testing.T) {
	r := jsonstream.NewReader(strings.NewReader(`[1, 2, 3]`), 100)
	for range r.Elements() {
		break
	}
	if err := r.Skip(); err == nil {
		t.Error("the reader goes on in the middle of an array")
	}
}
