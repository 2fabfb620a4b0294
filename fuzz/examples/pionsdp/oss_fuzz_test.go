package pionsdp

import (
	"testing"

	"github.com/sdpkit/sdpkit/fuzz"
)

// FuzzBytes is for OSS-Fuzz and ClusterFuzzLite. Their older builder compiles this file
// alone, with types of its own in place of *testing.F and *testing.T: the target uses
// f.Fuzz and what every T has, hands neither on, and needs no other _test.go file.
func FuzzBytes(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		if failure := fuzz.OnBytes(data, parser); failure != nil {
			t.Fatal(failure.String())
		}
	})
}
