package pionsdp

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/fuzz"
)

// What is known of pion/sdp v3.0.20, so that something new shows.
var known = []fuzz.Option{
	refuses("media types", "invalid value `"),
	refuses("protocols", "invalid numeric value `"),
	refuses("a second e=, p= or t=", "syntax error at pos "),
}

func refuses(name, msg string) fuzz.Option {
	return fuzz.Known(name, func(f fuzz.Failure) bool {
		return strings.HasPrefix(f.Msg, "refuses a correct description: sdp: "+msg)
	})
}

func TestParser(t *testing.T) { fuzz.Parser(t, parse, known...) }
func FuzzParser(f *testing.F) { fuzz.Parser(f, parse, known...) }
