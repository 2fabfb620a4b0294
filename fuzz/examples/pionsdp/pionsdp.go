// Package pionsdp shows the properties of package fuzz at work: on pion/sdp v3, which
// was made by careful people and is used everywhere.
package pionsdp

import (
	"strings"
	"testing"

	pion "github.com/pion/sdp/v3"

	"github.com/sdpkit/sdpkit/fuzz"
)

func parse(text string) error {
	var d pion.SessionDescription
	return d.UnmarshalString(text)
}

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

// parser is what every runner holds pion to. It stands outside of the _test.go files,
// of which libFuzzer's builders compile one alone.
func parser(tb testing.TB) { fuzz.Parser(tb, parse, known...) }
