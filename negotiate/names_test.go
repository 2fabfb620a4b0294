package negotiate_test

import (
	"encoding"
	"fmt"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
)

// written checks that a value is written as a word and read back from it, and that
// another word is refused with what would have been right.
func written[T interface {
	comparable
	encoding.TextMarshaler
	fmt.Stringer
}, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, v T, word, right string) {
	t.Helper()
	b, err := v.MarshalText()
	if v.String() != word || string(b) != word || err != nil {
		t.Errorf("%q is written %q, %q, %v", word, v.String(), b, err)
	}
	var back T
	if err := P(&back).UnmarshalText([]byte(word)); err != nil || back != v {
		t.Errorf("%q is read as %v, %v", word, back, err)
	}
	if err := P(&back).UnmarshalText([]byte(word + "x")); err == nil || !strings.Contains(err.Error(), `"`+word+`x"`) || !strings.Contains(err.Error(), right) || back != v {
		t.Errorf("%q is read as %v, %v", word+"x", back, err)
	}
}

func TestNamesAreReadAsTheyAreWritten(t *testing.T) {
	for word, v := range map[string]negotiate.Basis{"": 0, "must": negotiate.Must, "should": negotiate.Should, "interop": negotiate.Interop} {
		written[negotiate.Basis](t, v, word, "must, should or interop")
	}
	for word, v := range map[string]negotiate.Subject{"": 0, "answer": negotiate.AboutAnswer, "reoffer": negotiate.AboutReoffer} {
		written[negotiate.Subject](t, v, word, "answer or reoffer")
	}
	for word, v := range map[string]negotiate.TagRule{"rfc9143": negotiate.TagRule9143, "rfc9429": negotiate.TagRule9429} {
		written[negotiate.TagRule](t, v, word, "rfc9143 or rfc9429")
	}
}
