package fuzz_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/sdp"
)

// The dictionary has a word a line in the form of libFuzzer and AFL, and every
// attribute that package sdp has a type for.
func TestTheDictionaryKnowsEveryAttribute(t *testing.T) {
	b, err := os.ReadFile("sdp.dict")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]bool{}
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		word, err := strconv.Unquote(line)
		if err != nil || word == "" || words[word] {
			t.Errorf("line %d: %s is no word, or is there twice: %v", i+1, line, err)
		}
		words[word] = true
	}
	for name := range sdp.AttributeNames() {
		if !words["a="+name] && !words["a="+name+":"] {
			t.Errorf("the dictionary lacks a=%s", name)
		}
	}
	if len(words) < 200 {
		t.Errorf("%d words", len(words))
	}
}
