package diff_test

import (
	"encoding"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// names checks that the values of an enumeration are written as these words, in this
// order, and read back, and that nothing else is.
func names[T ~uint8, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, beyond string, words ...string) {
	t.Helper()
	for i, word := range words {
		v := T(i)
		b, err := any(v).(encoding.TextMarshaler).MarshalText()
		if fmt.Sprint(v) != word || string(b) != word || err != nil {
			t.Errorf("%s is written %v, %q, %v", word, v, b, err)
		}
		var back T
		if err := P(&back).UnmarshalText([]byte(word)); err != nil || back != v {
			t.Errorf("%s is read as %v, %v", word, back, err)
		}
		if err := P(&back).UnmarshalText([]byte(word + "x")); err == nil || !strings.Contains(err.Error(), `"`+word+`x"`) || back != v {
			t.Errorf("%sx is read as %v, %v", word, back, err)
		}
	}
	if got := fmt.Sprint(T(len(words))); got != beyond {
		t.Errorf("what has no name is written %s", got)
	}
}

func TestNamesAreReadAsTheyAreWritten(t *testing.T) {
	names[diff.Level](t, "Level(5)", "cosmetic", "info", "effect", "warning", "violation")
	names[diff.Role](t, "Role(5)", "auto", "plain", "reoffer", "answer", "munged")
	names[diff.Dialect](t, "Dialect(3)", "auto", "jsep", "rfc3264")
}

// What stacks do stands in the table of rules; a class has that of the first of its rules
// of which something is known.
func TestAClassKnowsWhatStacksDo(t *testing.T) {
	known := 0
	for _, k := range diff.Classes() {
		var seen []string
		for _, id := range k.Rules {
			r, _ := negotiate.RuleByID(id)
			seen = append(seen, r.Seen)
		}
		seen = append(slices.DeleteFunc(seen, func(s string) bool { return s == "" }), "")
		if k.Seen() != seen[0] {
			t.Errorf("%s: %q, and not %q", k.ID, k.Seen(), seen[0])
		}
		if k.Seen() != "" {
			known++
		}
	}
	if known == 0 {
		t.Error("nothing is known of any stack")
	}
}

// Without what the offerer had before an answer is held against its offer alone, and
// only if it isn't the one before.
func TestALaterAnswerMayBeHeldAgainstItsOfferAlone(t *testing.T) {
	held := edit(t, call, "4242 2 IN", "4242 3 IN", "a=sendrecv", "a=sendonly")
	first := answered(t)
	second := edit(t, first, "o=- 7 2", "o=- 7 3")
	for _, tt := range []struct {
		text string
		want []string
	}{
		{first, nil},
		{second, []string{"violation answer-direction answer-direction m[0,1](mid=0,1)"}},
	} {
		r := compare(first, tt.text, diff.Types("answer", "answer"), diff.AnswerTo(parse(held), nil))
		if d := cmp.Diff(tt.want, broken(r)); d != "" {
			t.Errorf("(-want +got)\n%s", d)
		}
	}
}
