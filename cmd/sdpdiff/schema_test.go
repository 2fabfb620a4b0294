package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// compiled is the schema that the command prints, each of whose objects is closed, so that a
// member that the schema forgets is an error here.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	r := sdpdiff("", nil, "schema")
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(r.out))
	if err != nil {
		t.Fatal(err)
	}
	defs := doc.(map[string]any)["$defs"].(map[string]any)
	for name, d := range defs {
		if o := d.(map[string]any); o["type"] == "object" && name != "report" {
			o["unevaluatedProperties"] = false
		}
	}
	// As part of a pair a report is closed by the pair.
	step := defs["step"].(map[string]any)["properties"].(map[string]any)
	step["report"] = map[string]any{"$ref": "#/$defs/report", "unevaluatedProperties": false}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatIsPrintedAsJSONFollowsTheSchema(t *testing.T) {
	schema := compiled(t)
	validate := func(name, text string) {
		t.Helper()
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, pattern := range []string{"exchanges/*.json", "webrtc-internals/*.json", "rtcstats/*", "sip/*"} {
		files, err := filepath.Glob(data + pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, f := range files {
			r := sdpdiff("", nil, "--format=json", f)
			if r.status == exitTrouble {
				t.Fatal(r.err)
			}
			validate(f, r.out)
		}
	}
	files, err := filepath.Glob(data + "descriptions/*.sdp")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for i, f := range files {
		for _, as := range []string{"auto", "reoffer", "answer", "munged"} {
			validate(f, sdpdiff("", nil, "--format=json", "-a", "--as", as, f, files[(i+5)%len(files)]).out)
		}
	}
	batch := `{"id": [1, {"x": null}], "old": "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n", "new": "v=0\r\n"}` + "\noops\n" +
		`[{"sdp": "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"},{"sdp": "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"}]` + "\n"
	lines := strings.Split(strings.TrimSpace(sdpdiff(batch, nil, "--batch").out), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, l := range lines {
		validate("batch", l)
	}
	for _, wrong := range []string{`{}`, `[]`, `{"schemaVersion": 2, "line": 1, "errors": ["x"]}`, `{"schemaVersion": 1, "line": 1, "errors": []}`, `{"schemaVersion": 1, "name": "x", "format": "y", "steps": [{}]}`} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(v) == nil {
			t.Errorf("the schema allows %s", wrong)
		}
	}
}

// fingerprints lists those of a comparison, with the ids.
func fingerprints(t *testing.T, old, new string, args ...string) []string {
	t.Helper()
	both, err := json.Marshal([]map[string]string{{"sdp": old}, {"sdp": new}})
	if err != nil {
		t.Fatal(err)
	}
	r := sdpdiff(string(both), nil, append(args, "--format=json", "-")...)
	var j struct {
		Changes []struct{ ID, Fingerprint string }
	}
	if err := json.NewDecoder(bytes.NewReader([]byte(r.out))).Decode(&j); err != nil {
		t.Fatalf("%v\n%s", err, r.err)
	}
	var list []string
	for _, c := range j.Changes {
		if !regexp.MustCompile(`^[0-9a-f]{12}$`).MatchString(c.Fingerprint) {
			t.Errorf("fingerprint %q", c.Fingerprint)
		}
		list = append(list, c.ID+" "+c.Fingerprint)
	}
	slices.Sort(list)
	return list
}

func TestAFingerprintIsOfTheChangeAndNotOfWhereItStands(t *testing.T) {
	base := "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 96 97\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:97 iLBC/8000\r\n"
	without := func(s, line, pt string) string {
		return strings.Replace(strings.Replace(s, line+"\r\n", "", 1), " "+pt, "", 1)
	}
	noOpus, noILBC := without(base, "a=rtpmap:96 opus/48000/2", "96"), without(base, "a=rtpmap:97 iLBC/8000", "97")
	id := func(list []string, class string) string {
		for _, s := range list {
			if strings.HasPrefix(s, class+" ") {
				return s
			}
		}
		t.Fatalf("no %s in %q", class, list)
		return ""
	}
	a := id(fingerprints(t, base, noOpus), "codec-removed")
	if b := id(fingerprints(t, base, noILBC), "codec-removed"); a == b {
		t.Error("two codecs that go have the same fingerprint")
	}
	moved := func(s string) string { return strings.Replace(s, "s=-\r\n", "s=-\r\ni=x\r\n", 1) }
	if b := id(fingerprints(t, moved(base), moved(noOpus)), "codec-removed"); a != b {
		t.Error("another line number makes another fingerprint")
	}
	if b := id(fingerprints(t, base, noOpus, "--level", "codec-removed=info"), "codec-removed"); a != b {
		t.Error("another level makes another fingerprint")
	}
	if b := id(fingerprints(t, base, noOpus, "--show-secrets"), "codec-removed"); a != b {
		t.Error("showing secrets makes another fingerprint")
	}
	two := func(s string) string { return s + "m=audio 5000 RTP/AVP 0\r\n" }
	first, second := strings.Replace(two(base), "AVP 0 96", "AVP 0 8 96", 1), two(base)+"a=inactive\r\n"
	x, y := fingerprints(t, two(base), first), fingerprints(t, two(base), second)
	if len(x) == 0 || slices.Equal(x, y) {
		t.Errorf("%q and %q", x, y)
	}
}

func TestEveryClassHasAdvice(t *testing.T) {
	known := make(map[string]bool)
	for _, k := range diff.Classes() {
		known[k.ID] = true
		if a := advice[k.ID]; a.does == "" || a.fix == "" {
			t.Errorf("%s has no advice", k.ID)
		}
		if r := sdpdiff("", nil, "explain", k.ID); r.status != exitSame || !strings.Contains(r.out, k.Clause) {
			t.Errorf("explain %s: exit %d\n%s%s", k.ID, r.status, r.out, r.err)
		}
	}
	for id := range advice {
		if !known[id] {
			t.Errorf("advice about %s, which no class is called", id)
		}
	}
	for name, ids := range groups {
		for _, id := range ids {
			if !known[id] {
				t.Errorf("--ignore %s means %s, which no class is called", name, id)
			}
		}
	}
}
