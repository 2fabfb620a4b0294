package pionsdp

import (
	"testing"

	"github.com/sdpkit/sdpkit/fuzz"
)

func TestParser(t *testing.T) { fuzz.Parser(t, parse, known...) }
func FuzzParser(f *testing.F) { fuzz.Parser(f, parse, known...) }
