package fuzz_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/fuzz"
	"github.com/sdpkit/sdpkit/sdp"
)

// A recorder is a test that may fail.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper()             {}
func (r *recorder) Logf(string, ...any) {}
func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

// failing runs a property and returns the failure that has all of the words.
func failing(t *testing.T, property func(testing.TB), words ...string) string {
	t.Helper()
	r := &recorder{TB: t}
	property(r)
	i := slices.IndexFunc(r.errors, func(e string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(e, w) })
	})
	if i < 0 {
		t.Fatalf("no failure has %q:\n%s", words, strings.Join(r.errors, "\n"))
	}
	return r.errors[i]
}

func parse(text string) error {
	_, err := sdp.Parse(text)
	return err
}

func write(text string) (string, error) {
	d, err := sdp.Parse(text)
	return d.String(), err
}

func candidateAgain(line string) (string, error) {
	c, err := candidate.Parse(line)
	return string(c.AppendAttribute(nil)), err
}

// This package's own neighbours keep to the properties.
func TestSdpKeepsToParser(t *testing.T) {
	var syntax []string
	for _, f := range fuzz.Faults() {
		if f.Syntax {
			syntax = append(syntax, f.ID)
		}
	}
	strict := func(text string) error {
		_, err := sdp.Options{Strict: true}.Parse(text)
		return err
	}
	fuzz.Parser(t, strict, fuzz.MustRefuse(syntax...))
}

func TestSdpKeepsToRoundTrip(t *testing.T)        { fuzz.RoundTrip(t, write) }
func TestCandidateKeepsToCandidates(t *testing.T) { fuzz.Candidates(t, candidateAgain) }
func TestSdpReadsAsItselfWithLimits(t *testing.T) {
	limited := func(text string) (string, error) {
		d, err := sdp.Options{MaxBytes: 1 << 20}.Parse(text)
		return d.String(), err
	}
	fuzz.Differential(t, write, limited)
}

// Each property finds the fault that it is for, and nothing is left of the text but
// what shows it.
func TestPropertiesFindWhatTheyAreFor(t *testing.T) {
	opts := []fuzz.Option{fuzz.SaveTo(""), fuzz.Runs(2000)}
	for _, test := range []struct {
		name  string
		run   func(testing.TB)
		words []string
		most  int // lines left
	}{
		{"a panic", func(tb testing.TB) {
			fuzz.Parser(tb, func(text string) error {
				if strings.Contains(text, "a=ssrc-group:SIM") {
					panic("unknown semantics")
				}
				return parse(text)
			}, opts...)
		}, []string{"Parser, General: panic: unknown semantics", "property_test.go:", "found with seed 1", "fuzz.Parser(t, …, fuzz.Only(\"\" +"}, 9},
		{"a refusal", func(tb testing.TB) {
			fuzz.Parser(tb, func(text string) error {
				if strings.Contains(text, "\nm=image ") {
					return errors.New("unknown media type")
				}
				return parse(text)
			}, opts...)
		}, []string{"Parser, SIP: refuses a correct description: unknown media type"}, 6},
		{"a fault that must be refused", func(tb testing.TB) {
			fuzz.Parser(tb, parse, append(opts, fuzz.MustRefuse("apt"))...)
		}, []string{"Parser, Near: accepts a description with the fault apt", "fuzz.Parser(t, …, fuzz.Seed(1))"}, 19},
		{"a moody parser", func(tb testing.TB) {
			n := 0
			fuzz.Parser(tb, func(string) error {
				if n++; n%2 == 0 {
					return errors.New("not now")
				}
				return nil
			}, opts...)
		}, []string{"Parser, Hostile: the first time it says nothing, the second time not now"}, 5},
		{"a lost colon", func(tb testing.TB) {
			fuzz.RoundTrip(tb, func(text string) (string, error) { return strings.ReplaceAll(text, ":\r\n", "\r\n"), parse(text) }, opts...)
		}, []string{"RoundTrip, Hostile: writes another text"}, 6},
		{"an output that isn't accepted", func(tb testing.TB) {
			fuzz.RoundTrip(tb, func(text string) (string, error) {
				if err := parse(text); err != nil {
					return "", err
				}
				return text + "q", nil
			}, append(opts, fuzz.Comparing(func(text string) string { return strings.TrimRight(text, "q") }))...)
		}, []string{"RoundTrip, SIP: refuses its own output"}, 5},
		{"a difference", func(tb testing.TB) {
			fuzz.Differential(tb, write, func(text string) (string, error) {
				out, err := write(text)
				return strings.ReplaceAll(out, "IP6", "IP4"), err
			}, opts...)
		}, []string{"Differential, General: they read different things: line "}, 7},
		{"a dropped tcptype", func(tb testing.TB) {
			fuzz.Candidates(tb, func(line string) (string, error) {
				line, err := candidateAgain(line)
				if at := strings.Index(line, " tcptype"); at > 0 && !strings.Contains(line, "typ host") {
					line = line[:at]
				}
				return line, err
			}, opts...)
		}, []string{"Candidates, Correct: writes another candidate"}, 1},
		{"a dangling fmtp", func(tb testing.TB) {
			fuzz.Munger(tb, func(text string) (string, error) {
				return strings.Replace(text, " 96 97\r\n", " 96\r\n", 1), nil
			}, append(opts, fuzz.Runs(2000), fuzz.Shapes(fuzz.Shape{Profile: fuzz.WebRTC, MaxSections: 1, MaxCodecs: 2}))...)
		}, []string{"Munger, ", ": makes a description with a problem"}, 20},
		{"a b= in front of c=", func(tb testing.TB) {
			fuzz.Munger(tb, func(text string) (string, error) {
				return strings.Replace(text, "\r\nc=", "\r\nb=AS:500\r\nc=", 1), nil
			}, opts...)
		}, []string{"Munger, General: makes what is no session description: ", "c="}, 7},
		{"an answerer that only repeats", func(tb testing.TB) {
			fuzz.Answerer(tb, func(offer string) (string, error) { return offer, nil }, opts...)
		}, []string{"Answerer, WebRTC: ", "actpass"}, 16},
	} {
		t.Run(test.name, func(t *testing.T) {
			msg := failing(t, test.run, test.words...)
			_, text, _ := strings.Cut(msg, "the smallest text that shows it")
			text, _, _ = strings.Cut(text, "found with seed")
			text, _, _ = strings.Cut(text, "as a test:")
			if n := strings.Count(text, "\n") - 1; n > test.most {
				t.Errorf("%d lines are left\n%s", n, msg)
			}
		})
	}
}

func afraidOfMux(text string) error {
	if strings.Contains(text, "a=rtcp-mux\r") {
		panic("boo")
	}
	return nil
}

var small = []fuzz.Option{fuzz.SaveTo(""), fuzz.Runs(10)}

// The test that is printed can be pasted beside the one that failed: it has the same
// arguments. Where they are variables of a function it can't, and "…" says so.
func TestThePrintedTestIsReady(t *testing.T) {
	const only = "fuzz.Only(\"a=rtcp-mux\\r\")"
	failing(t, func(tb testing.TB) { fuzz.Parser(tb, afraidOfMux) }, "(t *testing.T) {", "\tfuzz.Parser(t, afraidOfMux, "+only+")")
	failing(t, func(tb testing.TB) { fuzz.Parser(tb, afraidOfMux, fuzz.SaveTo(""), fuzz.Runs(10)) },
		"\tfuzz.Parser(t, afraidOfMux, fuzz.SaveTo(\"\"), fuzz.Runs(10), "+only+")")
	failing(t, func(tb testing.TB) { fuzz.Parser(tb, afraidOfMux, small...) },
		"\tfuzz.Parser(t, afraidOfMux, append(small, "+only+")...)")
	failing(t, func(tb testing.TB) {
		fuzz.Parser(tb, func(text string) error {
			err := afraidOfMux(text)
			return err
		}, small...)
	}, "\t\terr := afraidOfMux(text)\n", "append(small, "+only+")...)")
	mine := afraidOfMux
	failing(t, func(tb testing.TB) { fuzz.Parser(tb, mine, small...) }, "\tfuzz.Parser(t, …, "+only+")")
}

// A recording that shows a fault is cut down to what shows it, and so is what a fuzzer
// or a hostile generator made: none of them has to be correct.
func TestTextsOfNoProfileAreCutDown(t *testing.T) {
	failing(t, func(tb testing.TB) { fuzz.Parser(tb, afraidOfMux, small...) }, "Parser, text: panic: boo", "11 bytes")
	long := strings.Repeat("a=x\n", 20000) + "a=rtcp-mux\r" + strings.Repeat("a=x\n", 10000)
	f := fuzz.OnBytes([]byte("\x00"+long), func(tb testing.TB) { fuzz.Parser(tb, afraidOfMux) })
	if f == nil || f.Text != "a=rtcp-mux\r" {
		t.Errorf("%.200v", f)
	}
	deep := func(text string) error {
		if strings.Count(text, "m=") > 200 {
			panic("deep")
		}
		return nil
	}
	failing(t, func(tb testing.TB) { fuzz.Parser(tb, deep, fuzz.SaveTo("")) }, "Parser, Hostile: panic: deep", "402 bytes")
	// A parser that changes its mind is not asked for ever.
	asked, whole := 0, []byte("\x00"+strings.Repeat("a=x\n", 1<<15))
	fuzz.OnBytes(whole, func(tb testing.TB) {
		fuzz.Parser(tb, func(text string) error {
			if asked++; asked%3 == 0 || len(text) == len(whole)-1 {
				panic("moody")
			}
			return nil
		})
	})
	if asked > 50000 {
		t.Errorf("asked %d times", asked)
	}
	// What is correct stays so.
	failing(t, func(tb testing.TB) {
		fuzz.Parser(tb, func(text string) error {
			if strings.Contains(text, "a=ice-lite") {
				panic("lite")
			}
			return nil
		}, fuzz.SaveTo(""))
	}, "Parser, WebRTC: panic: lite", "t=0 0\n")
}

// A failure is saved whole, under a name of its own.
func TestFailuresAreSaved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	msg := failing(t, func(tb testing.TB) {
		fuzz.Parser(tb, func(string) error { return errors.New("never") }, fuzz.SaveTo(dir), fuzz.Runs(1), fuzz.Shapes(fuzz.Shape{}))
	}, "Parser, General: refuses a correct description: never", "saved as "+dir, "tried first from now on")
	saved, err := filepath.Glob(filepath.Join(dir, "Parser-*.sdp"))
	if err != nil || len(saved) != 1 || !strings.Contains(msg, saved[0]) {
		t.Fatalf("%q is saved, %v", saved, err)
	}
	b, err := os.ReadFile(saved[0])
	if err != nil || string(b) != fuzz.Descriptions(fuzz.Shape{}).From(nil) {
		t.Errorf("%q, %v", b, err)
	}
}

// What has failed once is tried first, and what is known is passed over.
func TestFailuresAreTriedAgainAndKnownOnesPassed(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "Parser-1.sdp"), []byte("v=0\r\na=once\r\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	bad := func(text string) error {
		if strings.Contains(text, "a=once") {
			panic("again")
		}
		return nil
	}
	msg := failing(t, func(tb testing.TB) { fuzz.Parser(tb, bad, fuzz.SaveTo(dir), fuzz.Runs(1)) }, "Parser, text: panic: again")
	if strings.Contains(msg, "saved as") {
		t.Error("what was saved is saved again")
	}
	fuzz.Parser(t, bad, fuzz.SaveTo(dir), fuzz.Runs(1), fuzz.Known("again", func(f fuzz.Failure) bool {
		return f.Property == "Parser" && strings.HasPrefix(f.Msg, "panic: again")
	}))
	failing(t, func(tb testing.TB) {
		fuzz.Parser(tb, parse, fuzz.SaveTo(dir), fuzz.Runs(1), fuzz.Known("mended", func(fuzz.Failure) bool { return true }))
	}, `the known fault "mended" did not show`)
	failing(t, func(tb testing.TB) { fuzz.Parser(tb, bad, fuzz.Only("a=once")) }, "panic: again")
	fuzz.Parser(t, bad, fuzz.Only("a=twice"))
	// The test that is printed fails as the one that printed it.
	never := func(string) error { return errors.New("never") }
	failing(t, func(tb testing.TB) {
		fuzz.Parser(tb, never, fuzz.Only(fuzz.Descriptions(fuzz.Shape{}).At(5)))
	}, "refuses a correct description: never")
	failing(t, func(tb testing.TB) {
		fuzz.Candidates(tb, func(string) (string, error) { return "", errors.New("never") }, fuzz.Only(fuzz.CandidateLines().At(5)))
	}, "refuses a correct candidate: never")
}

// Real descriptions are correct, and come in the order of their names.
func TestSeedsAreRealDescriptions(t *testing.T) {
	var names []string
	for name, text := range fuzz.Seeds() {
		names = append(names, name)
		if err := parse(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		same, err := os.ReadFile("../testdata/descriptions/" + name)
		if err != nil || string(same) != text {
			t.Errorf("%s is not the recording: %v", name, err)
		}
	}
	if len(names) < 12 || !slices.IsSorted(names) {
		t.Error(names)
	}
	if n := len(slices.Collect(fuzz.SeedCandidates())); n < 30 {
		t.Errorf("%d candidates", n)
	}
}

// Hostile texts are bounded, and some of all kinds are among them.
func TestHostileTextsAreBounded(t *testing.T) {
	longest, correct := 0, 0
	for seed := range int64(1500) {
		text := fuzz.Hostile().At(seed)
		longest = max(longest, len(text))
		d, errs := sdp.ParseLax(text)
		if d.String() != text {
			t.Fatalf("seed %d: ParseLax does not keep the text", seed)
		}
		if len(errs) == 0 {
			correct++
		}
	}
	for b := range 256 {
		data := bytes.Repeat([]byte{byte(b)}, 4096)
		if n := max(len(fuzz.Hostile().From(data)), len(fuzz.HostileCandidates().From(data))); n > 1<<17 {
			t.Errorf("bytes of %#x make %d bytes", b, n)
		}
	}
	if longest > 1<<17 || longest < 1<<16 || correct < 100 || correct > 1400 {
		t.Errorf("the longest of 1500 has %d bytes, %d are accepted", longest, correct)
	}
}

func FuzzParser(f *testing.F)     { fuzz.Parser(f, parse, fuzz.SaveTo("")) }
func FuzzRoundTrip(f *testing.F)  { fuzz.RoundTrip(f, write, fuzz.SaveTo("")) }
func FuzzCandidates(f *testing.F) { fuzz.Candidates(f, candidateAgain, fuzz.SaveTo("")) }

// The bytes of another fuzzer reach the text and every generator.
func TestOtherFuzzersBytesReachEveryCheck(t *testing.T) {
	seen := map[string]bool{}
	for kind := range 12 {
		f := fuzz.OnBytes(append([]byte{byte(kind)}, "v=0"...), func(tb testing.TB) {
			fuzz.Parser(tb, func(string) error { panic("always") })
		})
		if f == nil {
			t.Fatalf("kind %d: nothing is found", kind)
		}
		seen[f.Check] = true
	}
	if len(seen) != 7 {
		t.Errorf("the checks are %v", seen)
	}
	if f := fuzz.OnBytes(nil, func(tb testing.TB) { fuzz.Parser(tb, parse) }); f != nil {
		t.Error(f)
	}
}
