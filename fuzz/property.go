package fuzz

import (
	"cmp"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A property is what code is held to: a number of checks, each for all values of a
// generator, and one for any text.
type property struct {
	name   string // of the function, for the test that is printed
	checks []check
	// text is the law for texts that were saved, given, or made by a fuzzer. Of a correct
	// one it demands what the checks demand of those that they make.
	text   func(text string, correct bool) string
	seeds  func() []string
	ending string // of the names of files with its failures; .sdp if ""
}

// A check is the part of a property that is about the values of one generator.
type check struct {
	name  string
	prop  func(judge func(*Failure) bool) gopter.Prop
	judge func(s *Source, judge func(*Failure) bool)
}

// Names of checks whose texts need not be correct.
const (
	textCheck    = "text"
	hostileCheck = "Hostile"
)

// forAll makes a check. law returns what is wrong with what the code under test
// makes of a value, "" for nothing; show returns the value as a text.
func forAll[T comparable](name string, g Generator[T], show func(T) string, law func(T) string) check {
	fails := func(v T) *Failure {
		if msg := guard(func() string { return law(v) }); msg != "" {
			return &Failure{Check: name, Text: show(v), Msg: msg}
		}
		return nil
	}
	judged := func(m made[T], judge func(*Failure) bool) bool {
		if judge(fails(m.value)) {
			return true
		}
		// Made smaller here: a fuzzer makes only its bytes fewer, and gopter doesn't bound how
		// many values it tries.
		g.smallest(m, show, func(v T) bool { return !judge(fails(v)) })
		return false
	}
	return check{
		name: name,
		prop: func(judge func(*Failure) bool) gopter.Prop {
			var last made[T]
			gen := func(p *gopter.GenParameters) *gopter.GenResult {
				last = g.made(&Source{rng: p.Rng})
				return gopter.NewGenResult(last.value, gopter.NoShrinker)
			}
			return prop.ForAll(func(T) bool { return judged(last, judge) }, gen)
		},
		judge: func(s *Source, judge func(*Failure) bool) { judged(g.made(s), judge) },
	}
}

// forTexts is forAll for texts.
func forTexts(name string, g Generator[string], law func(string) string) check {
	return forAll(name, g, func(text string) string { return text }, law)
}

// run holds the code under test to the property.
func run(tb testing.TB, p property, opts []Option) {
	tb.Helper()
	o := newOptions(opts)
	p.ending = cmp.Or(p.ending, ".sdp")
	r := &runner{property: p, options: o, met: map[string]int{}, call: thisCall(p.name)}
	switch tb := tb.(type) {
	case *testing.F:
		r.fuzz(tb)
	case *onBytes:
		if tb.found = r.judgeBytes(tb.kind, tb.data); tb.found != nil {
			tb.found = r.shortened(tb.found)
		}
	case *testing.T:
		r.test(tb, func(name string, f func(testing.TB)) {
			tb.Helper()
			tb.Run(name, func(t *testing.T) { t.Helper(); f(t) })
		})
	default:
		r.test(tb, func(_ string, f func(testing.TB)) { f(tb) })
	}
}

type runner struct {
	property
	*options
	met  map[string]int // how often known faults were
	call call           // in the code under test
}

// judge returns whether a value is in order, and keeps the failure if it isn't.
func (r *runner) judge(keep **Failure) func(*Failure) bool {
	return func(f *Failure) bool {
		if f == nil {
			return true
		}
		f.Property = r.name
		for _, k := range r.known {
			if k.match(*f) {
				r.met[k.name]++
				return true
			}
		}
		*keep = f
		return false
	}
}

// judgeText judges one text.
func (r *runner) judgeText(text string, correct bool) (found *Failure) {
	if msg := guard(func() string { return r.text(text, correct) }); msg != "" {
		r.judge(&found)(&Failure{Check: textCheck, Text: text, Msg: msg})
	}
	return found
}

// test runs the checks with gopter.
func (r *runner) test(tb testing.TB, sub func(string, func(testing.TB))) {
	tb.Helper()
	for _, text := range slices.Concat(r.saved(), r.only) {
		if f := r.judgeText(text, isCorrect(text)); f != nil {
			r.report(tb, f, "")
		}
	}
	if r.only != nil {
		return
	}
	// Which of the real descriptions the code under test is made for, nobody has said. One
	// that shows a fault is enough.
	for _, text := range r.seeds() {
		if f := r.judgeText(text, false); f != nil {
			r.report(tb, f, "")
			break
		}
	}
	for _, c := range r.checks {
		sub(c.name, func(tb testing.TB) {
			tb.Helper()
			var found *Failure
			parameters := gopter.DefaultTestParametersWithSeed(r.seed)
			parameters.MinSuccessfulTests = r.runs
			properties := gopter.NewProperties(parameters)
			properties.Property(c.name, c.prop(r.judge(&found)))
			if !properties.Run(reporter{tb, r.seed}) && found == nil {
				tb.Errorf("gopter failed with the seed %d", r.seed)
			}
			if found != nil {
				found.Seed = r.seed
				r.report(tb, found, r.dir)
			}
		})
	}
	for _, k := range r.known {
		if r.met[k.name] == 0 {
			tb.Errorf("the known fault %q did not show in %d runs of each kind: if it is mended, remove it", k.name, r.runs)
		} else {
			tb.Logf("known: %s (%d times)", k.name, r.met[k.name])
		}
	}
}

// fuzz has the fuzzer make texts, and bytes that drive the generators.
func (r *runner) fuzz(f *testing.F) {
	f.Helper()
	for _, text := range slices.Concat(r.saved(), r.seeds()) {
		f.Add(uint8(0), []byte(text))
	}
	rng := rand.New(rand.NewSource(r.seed))
	for i := range r.checks {
		for _, n := range []int{0, 40, 400} {
			data := make([]byte, n)
			rng.Read(data)
			f.Add(uint8(i+1), data)
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		if found := r.judgeBytes(kind, data); found != nil {
			r.report(t, found, r.dir)
		}
	})
}

// judgeBytes judges data as a text, or what a generator makes of it.
func (r *runner) judgeBytes(kind uint8, data []byte) (found *Failure) {
	if kind %= uint8(len(r.checks) + 1); kind == 0 {
		return r.judgeText(string(data), false)
	}
	r.checks[kind-1].judge(&Source{bytes: data}, r.judge(&found))
	return found
}

// shortened makes a text smaller that belongs to no profile: one that a fuzzer made, a
// recording, a hostile one. Others were made smaller by their generators, as correct as
// they are.
func (r *runner) shortened(f *Failure) *Failure {
	if f.Check != textCheck && f.Check != hostileCheck || isCorrect(f.Text) {
		return f
	}
	short := f
	smallestText(f.Text, func(text string) bool {
		found := r.judgeText(text, false)
		if found == nil {
			return false
		}
		short = found
		return true
	})
	short.Check, short.Seed, short.call = f.Check, f.Seed, f.call
	return short
}

// OnBytes holds code to a property with the bytes of a fuzzer that is not Go's own,
// and returns the failure, or nil. The first byte says whether the others are a text
// or the decisions of one of the generators.
//
//	failure := fuzz.OnBytes(data, func(tb testing.TB) { fuzz.Parser(tb, parse) })
func OnBytes(data []byte, property func(testing.TB)) *Failure {
	tb := &onBytes{}
	if len(data) > 0 {
		tb.kind, tb.data = data[0], data[1:]
	}
	property(tb)
	return tb.found
}

// onBytes stands in for a test.
type onBytes struct {
	testing.TB
	kind  uint8
	data  []byte
	found *Failure
}

func (*onBytes) Helper() {}

// saved returns the texts of earlier failures.
func (r *runner) saved() (texts []string) {
	if r.dir == "" || r.only != nil {
		return nil
	}
	names, _ := filepath.Glob(filepath.Join(r.dir, r.name+"-*"+r.ending))
	slices.Sort(names)
	for _, name := range names {
		if b, err := os.ReadFile(name); err == nil {
			texts = append(texts, string(b))
		}
	}
	return texts
}

// A reporter gives gopter's results to the test's log.
type reporter struct {
	tb   testing.TB
	seed int64
}

func (r reporter) ReportTestResult(name string, result *gopter.TestResult) {
	r.tb.Helper()
	r.tb.Logf("%s: %d values in order, seed %d", name, result.Succeeded, r.seed)
	if result.Error != nil {
		r.tb.Errorf("%s: %v\n%s", name, result.Error, result.ErrorStack)
	}
}

// isCorrect reports whether nothing is wrong with a description or a candidate.
func isCorrect(text string) bool {
	if strings.HasPrefix(text, "candidate:") {
		text = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\na=" + text + "\r\n"
	}
	d, err := sdp.Options{Strict: true}.Parse(text)
	return err == nil && len(sdp.Check(d, candidate.Check)) == 0
}

// guard makes a panic a message, with the place in the code under test.
func guard(f func() string) (msg string) {
	defer func() {
		if v := recover(); v != nil {
			msg = fmt.Sprintf("panic: %v\n%s", v, strings.Join(frames(), "\n"))
		}
	}()
	return f()
}
