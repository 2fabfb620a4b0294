package munge_test

import (
	"encoding/json"
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
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

// worse lists the problems that Check finds more often afterwards, by class.
func worse(before, after *sdp.Description, edits ...munge.Edit) (list []string) {
	count, had := map[string]int{}, map[string]int{}
	for _, p := range sdp.Check(before, candidate.Check) {
		count[p.ID]++
		had[p.ID]++
	}
	for _, p := range sdp.Check(after, candidate.Check) {
		if count[p.ID]--; count[p.ID] < 0 && !excused(p, had[p.ID], edits) {
			list = append(list, p.String())
		}
	}
	return list
}

// excused has the one thing that Check may find afterwards: sections of a first offer
// that are bundled and have transports of their own are told apart by their ports, and
// an agent whose candidates are gone has port 9 in all of them (RFC 8840 §4.1.1).
//
// And where a section gets a copy of the transport of another, what was wrong with that
// is wrong with the copy.
func excused(p sdp.Problem, had int, edits []munge.Edit) bool {
	copies := slices.ContainsFunc(edits, func(e munge.Edit) bool {
		return regexp.MustCompile("unbundle|set-bundle-policy|plain-sip|reject|remove-sections").MatchString(e.String())
	})
	if copies && had > 0 && strings.Contains(p.Msg, "a=candidate") {
		return true
	}
	return p.ID == "bundle-transport" && p.Severity == sdp.SeverityInfo && slices.ContainsFunc(edits, func(e munge.Edit) bool {
		return strings.Contains(e.String(), "-candidates") || strings.Contains(e.String(), "relay-only")
	})
}

// lax reads a description that may be refused.
func lax(text string) *sdp.Description {
	d, _ := sdp.ParseLax(text)
	return d
}

// addr is an address that can be parsed.
func addr(s string) netip.Addr { return netip.MustParseAddr(s) }
