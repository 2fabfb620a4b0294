package candidate_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// FuzzInit asserts what holds for any bytes: an Init that was read is written as it
// was read; added to a description it changes nothing or one line, and no line into
// two; and what was added is found again and not added twice.
func FuzzInit(f *testing.F) {
	for _, seed := range []string{
		`null`, `{}`, `[]`, `{"candidate":""}`, `{"candidate":null,"sdpMid":null,"sdpMLineIndex":null,"usernameFragment":null}`,
		`{"candidate":"` + host + `","sdpMid":"a","sdpMLineIndex":0,"usernameFragment":"EsAw"}`,
		`{"candidate":"` + host + ` ufrag Zz09","sdpMLineIndex":2e0}`,
		`{"candidate":"a=` + host + `\r\n","sdpMid":"","sdpMLineIndex":1}`,
		`{"candidate":"` + host + `\r\na=x","sdpMid":"a"}`, `{"candidate":"\u0000\ud800","sdpMid":"d"}`,
		`{"candidate":"","sdpMid":"a","usernameFragment":"EsAw"}`, `{"usernameFragment":"Zz09","candidate":""}`,
		`{"candidate":"x y z","sdpMid":"v","foundation":"1"}`, `{"sdpMLineIndex":65536}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var i, again *candidate.Init
		if json.Unmarshal(text, &i) != nil {
			return
		}
		b, err := json.Marshal(i)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &again); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		if c, _ := json.Marshal(again); string(c) != string(b) || (i == nil) != (again == nil) || i != nil && !i.Equal(*again) {
			t.Errorf("%s, then %s", b, c)
		}
		for _, o := range []candidate.TrickleOptions{{}, {DropUfrag: true}, {Lax: true}} {
			d, _ := sdp.Parse(bundled)
			changed, err := o.Add(d, i)
			got := d.String()
			if changed && err != nil || changed == (got == bundled) {
				t.Errorf("%v, %v: %q", changed, err, got)
			}
			if _, err := sdp.Parse(got); err != nil {
				t.Errorf("%q: %v", got, err)
			}
			if !changed {
				continue
			}
			if n := strings.Count(got, "\n") - strings.Count(bundled, "\n"); n != 1 && !(i == nil || i.IsForAll()) {
				t.Errorf("%d lines were added", n)
			}
			if changed, err := o.Add(d, i); changed || err != nil {
				t.Errorf("again: %v, %v", changed, err)
			}
			if i != nil && i.Validate() != nil && !o.Lax {
				t.Errorf("added although %v", i.Validate())
			}
			inits := slices.Collect(candidate.Inits(d))
			bare, _ := sdp.Parse(bundled)
			if _, err := o.AddAll(bare, slices.Values(inits)); err != nil || bare.String() != got {
				t.Errorf("%v: %q, not %q", err, bare, got)
			}
		}
	})
}

// FuzzFragment asserts what holds for any bytes: a Fragment is its text; what is wrong
// with it is inside; and what it says goes into a description and from there into
// another fragment that says the same.
func FuzzFragment(f *testing.F) {
	for _, seed := range []string{
		figure7, section6, section7, "", "m=", "a=mid:1\nm=x\n", "a=ICE-UFRAG:EsAw\ra=ice-pwd:x\rm=audio 9 RTP/AVP 0\ra=MID:a\ra=candidate:x",
		"a=ice-ufrag:EsAw\na=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\nm=audio 9 RTP/AVP 0\na=mid:a\na=" + host + "\nm=audio 9 RTP/AVP 0\na=mid:v\na=end-of-candidates\n",
		"m=audio 9 RTP/AVP 0\na=mid:d\na=ice-ufrag:Zz09\na=ice-pwd:9xY2Z5pwtFVIsoTtRq7bKZQc\na=end-of-candidates\na=" + host,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fragment, errs := candidate.ParseFragmentLax(text)
		if fragment.String() != text {
			t.Fatalf("%q, not %q", fragment, text)
		}
		for _, e := range errs {
			if e.Line < 1 || e.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+1 || e.Column < 1 || e.Column > len(text)+1 || e.Rule == "" || e.Fix == "" {
				t.Errorf("%#v", e)
			}
		}
		var inits []candidate.Init
		for i := range fragment.Inits() {
			if inits = append(inits, i); errs == nil && i.Validate() != nil {
				t.Errorf("%+v: %v", i, i.Validate())
			}
		}
		candidates := 0
		for b := range fragment.Blocks() {
			for _, err := range b.Candidates() {
				if candidates++; err != nil && errs == nil {
					t.Error(err)
				}
			}
		}
		if candidates > len(inits) {
			t.Errorf("%d candidates, %d inits", candidates, len(inits))
		}
		d, _ := sdp.Parse(bundled)
		n, err := fragment.AddTo(d)
		got := d.String()
		if err != nil && (n != 0 || got != bundled) || (n == 0) != (got == bundled) {
			t.Errorf("%d, %v: %q", n, err, got)
		}
		if _, err := sdp.Parse(got); err != nil {
			t.Errorf("%q: %v", got, err)
		}
		if n == 0 {
			return
		}
		sent, err := candidate.NewFragment(d, candidate.Inits(d))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := candidate.ParseFragment(sent.String()); err != nil {
			t.Errorf("%q: %v", sent, err)
		}
		bare, _ := sdp.Parse(bundled)
		if _, err := sent.AddTo(bare); err != nil || bare.String() != got {
			t.Errorf("%v: %q, not %q", err, bare, got)
		}
	})
}
