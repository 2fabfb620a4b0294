package pionsdp

import (
	"testing"

	"github.com/sdpkit/sdpkit/fuzz"
)

// FuzzBytes is for OSS-Fuzz and ClusterFuzzLite, whose tools put types of their own in
// place of *testing.F and *testing.T: a target may use f.Fuzz and what every T has, and
// hand neither on.
func FuzzBytes(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		if failure := fuzz.OnBytes(data, func(tb testing.TB) { fuzz.Parser(tb, parse, known...) }); failure != nil {
			t.Fatal(failure.String())
		}
	})
}
