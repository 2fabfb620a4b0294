package munge_test

import (
	"encoding/json"
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// texts are all descriptions of the test data, by name.
var texts = sync.OnceValue(func() map[string]string {
	all := maps.Clone(made)
	for _, pattern := range []string{"../testdata/descriptions/*.sdp", "../testdata/rfc/*.sdp"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			panic(err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				panic(err)
			}
			all[filepath.Base(name)] = string(b)
		}
	}
	names, err := filepath.Glob("../testdata/exchanges/*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var v any
		if err := json.Unmarshal(b, &v); err != nil {
			panic(err)
		}
		n := 0
		collect(v, func(text string) {
			n++
			all[filepath.Base(name)+"#"+string(rune('A'+n%26))+strings.Repeat("+", n/26)] = text
		})
	}
	return all
})

// collect finds every description in a recorded exchange.
func collect(v any, found func(string)) {
	switch v := v.(type) {
	case string:
		if strings.HasPrefix(v, "v=0") {
			found(v)
		}
	case []any:
		for _, e := range v {
			collect(e, found)
		}
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			collect(v[k], found)
		}
	}
}

// names are the names of texts, in order, each text once.
var names = sync.OnceValue(func() []string {
	var list []string
	seen := map[string]bool{}
	for name := range texts() {
		list = append(list, name)
	}
	slices.Sort(list)
	return slices.DeleteFunc(list, func(name string) bool {
		text := texts()[name]
		if seen[text] {
			return true
		}
		seen[text] = true
		return false
	})
})

func parse(t testing.TB, text string) *sdp.Description {
	t.Helper()
	d, err := sdp.Parse(text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return d
}

// apply is Apply for a text of LF lines, and a failure of the test where it fails.
func apply(t testing.TB, text string, edits ...munge.Edit) string {
	t.Helper()
	d, _, err := munge.Apply(parse(t, text), edits...)
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}

func file(t testing.TB, name string) string {
	t.Helper()
	text, ok := texts()[name]
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	return text
}

// worse lists the problems that Check finds more often afterwards, by class; after edits
// that make more of what is there (see EditKind.Checked) those of classes that it did
// not find before. What it calls info is no fault.
func worse(before, after *sdp.Description, edits ...munge.Edit) (list []string) {
	count, had := map[string]int{}, map[string]bool{}
	for _, p := range sdp.Check(before, candidate.Check) {
		count[p.ID]++
		had[p.ID] = true
	}
	copies := slices.ContainsFunc(edits, func(e munge.Edit) bool {
		if strings.Contains(e.String(), `"empty":"reject"`) {
			return true
		}
		for k := range munge.Kinds() {
			if k.Checked && strings.Contains(e.String(), `"edit":"`+k.Name+`"`) {
				return true
			}
		}
		return false
	})
	for _, p := range sdp.Check(after, candidate.Check) {
		if count[p.ID]--; p.Severity > sdp.SeverityInfo && count[p.ID] < 0 && !(copies && had[p.ID]) {
			list = append(list, p.String())
		}
	}
	return list
}

// lax reads a description that may be refused.
func lax(text string) *sdp.Description {
	d, _ := sdp.ParseLax(text)
	return d
}

// addr is an address that can be parsed.
func addr(s string) netip.Addr { return netip.MustParseAddr(s) }
