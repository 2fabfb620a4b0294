package pionsdp

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	pion "github.com/pion/sdp/v3"
	"github.com/sdpkit/sdpkit/fuzz"
)

func trip(text string) (string, error) {
	var d pion.SessionDescription
	if err := d.UnmarshalString(text); err != nil {
		return "", err
	}
	b, err := d.Marshal()
	return string(b), err
}

// Line endings become CRLF, which is a choice and no fault.
func crlf(text string) string {
	return strings.NewReplacer("\r\n", "\n", "\n\r", "\n").Replace(strings.TrimRight(text, "\r\n"))
}

func parses(tb testing.TB, opts ...fuzz.Option) { fuzz.Parser(tb, parse, opts...) }
func roundTrip(tb testing.TB, opts ...fuzz.Option) {
	fuzz.RoundTrip(tb, trip, append(opts, fuzz.Comparing(crlf))...)
}

// A fault is one of pion/sdp v3.0.20, with the smallest text that the property finds.
type fault struct {
	name     string
	property func(testing.TB, ...fuzz.Option)
	opts     []fuzz.Option
	msg      string // a regular expression that Failure.Msg matches
}

var faults = []fault{
	{"media type `image` is refused", parses, nil, "refuses.*invalid value `image`"},
	{"an unknown media type is refused", parses, nil, "refuses.*invalid value `x-own`"},
	{"an unknown protocol is refused, as a number", parses, nil, "refuses.*invalid numeric value"},
	{"a second t= behind z= is refused", parses, nil, "refuses.*syntax error at pos .*="},
	{"a description that is cut off is accepted", parses, []fuzz.Option{fuzz.MustRefuse("cut-off")}, "accepts .* cut-off"},
	{"a text of one byte becomes a description", roundTrip, nil, `line 1 was "[^v].*" and is "v=0`},
	{"a sess-id of more than 64 bits wraps", roundTrip, nil, `was "o=.* \d{20,} .* and is "o=`},
	{"r= is written in seconds", roundTrip, nil, `was "r=.*\d[smhd].* and is "r=\d+ \d+`},
	{"a second c= of a section is lost", roundTrip, nil, `was "c=IN IP4 233\.[^"]*" and is "c=IN IP4 233\.`},
	{"a=x: loses its colon", roundTrip, nil, `was "a=[^":]*:(\\n)?" and is "a=[^":]*(\\n)?"$`},
	{"a CR in a line eats the byte behind it", roundTrip, nil, `was "[^"]*[^\\n]\\r[^"]+" and is`},
}

// A recorder is a test that may fail.
type recorder struct{ testing.TB }

func (*recorder) Helper()               {}
func (*recorder) Logf(string, ...any)   {}
func (*recorder) Errorf(string, ...any) {}

// shown returns the text that README.md has for a fault.
func shown(t *testing.T, readme, name, property string) string {
	t.Helper()
	_, row, ok := strings.Cut(readme, "\n| "+name+" | "+property+" | `")
	row, _, _ = strings.Cut(row, "` |\n")
	text, err := strconv.Unquote(row)
	if !ok || err != nil {
		t.Fatalf("README.md has no line about it: %v", err)
	}
	return text
}

// Each of the faults is found again, when the property is asked for nothing else, with
// about as little text left as README.md has; and that text shows it too.
func TestTheFaultsOfPionSdpAreFoundAgain(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			msg := regexp.MustCompile(f.msg)
			var smallest *fuzz.Failure
			only := fuzz.Known("others", func(o fuzz.Failure) bool {
				if !msg.MatchString(o.Msg) {
					return true
				}
				if smallest == nil || len(o.Text) < len(smallest.Text) {
					smallest = &o
				}
				return false
			})
			opts := append(f.opts, only, fuzz.SaveTo(""), fuzz.Runs(2000))
			f.property(&recorder{TB: t}, opts...)
			if smallest == nil {
				t.Fatal("it is not found: if it is mended, remove the line, here and in README.md")
			}
			found, text := *smallest, shown(t, string(readme), f.name, smallest.Property)
			t.Logf("%d bytes, README.md has %d: %q", len(found.Text), len(text), found.Text)
			if len(found.Text) > 2*len(text)+40 {
				t.Errorf("only %q is found", found.Text)
			}
			if smallest = nil; f.opts == nil {
				f.property(&recorder{TB: t}, append(opts, fuzz.Only(text))...)
			} else if parse(text) == nil { // only the property knows which fault this is
				smallest = &found
			}
			if smallest == nil {
				t.Errorf("%q does not show it", text)
			}
		})
	}
}
