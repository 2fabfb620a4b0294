package fuzz_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/sdp"
)

// lf takes away what Output comments can't show.
func lf(text string) string { return strings.ReplaceAll(text, "\r", "") }

// A test and a fuzz target for a parser, which is this module's own here.
func Example() {
	parse := func(text string) error {
		_, err := sdp.Parse(text)
		return err
	}
	_ = func(t *testing.T) { fuzz.Parser(t, parse) }
	_ = func(f *testing.F) { fuzz.Parser(f, parse) }
}

// The simplest description of a profile with one section, and one that a seed makes.
func ExampleDescriptions() {
	g := fuzz.Descriptions(fuzz.Shape{Profile: fuzz.Camera, MaxSections: 1})
	fmt.Print(lf(g.From(nil)))
	fmt.Println(strings.Contains(g.At(1), "a=control:"))
	// Output:
	// v=0
	// o=- 0 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// true
}

// A fault is named, with its clause.
func ExampleNearValid() {
	n := fuzz.NearValid(fuzz.Shape{Profile: fuzz.SIP}).From(nil)
	f, _ := fuzz.FaultByID(n.Fault)
	fmt.Println(f.ID, f.Clause)
	fmt.Print(lf(n.Text))
	// Output:
	// missing-version RFC 8866 §5
	// o=- 0 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
}

func ExampleCandidateLines() {
	fmt.Println(fuzz.CandidateLines().From(nil))
	// Output: candidate:1 1 udp 2130706175 192.0.2.2 1024 typ host
}

// With gopter, and a law of one's own.
func ExampleGenerator_Gen() {
	law := prop.ForAll(func(text string) bool {
		return !strings.Contains(text, "m=message")
	}, fuzz.Descriptions(fuzz.Shape{Profile: fuzz.SIP}).Gen())
	result := law.Check(gopter.DefaultTestParametersWithSeed(1))
	fmt.Print(lf(result.Args[0].Arg.(string)))
	// Output:
	// v=0
	// o=- 0 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=message 2855 TCP/MSRP *
	// a=accept-types:text/plain
	// a=path:msrp://a.example:2855/aaaa;tcp
}

// With a fuzzer that isn't Go's.
func ExampleOnBytes() {
	failure := fuzz.OnBytes([]byte("\x00v=0\r\n"), func(tb testing.TB) {
		fuzz.Parser(tb, func(text string) error {
			_ = strings.Split(text, "\r\n")[2]
			return nil
		})
	})
	fmt.Println(strings.SplitN(failure.Msg, "\n", 2)[0])
	// Output: panic: runtime error: index out of range [2] with length 1
}
