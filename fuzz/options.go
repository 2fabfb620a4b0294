package fuzz

import (
	"path/filepath"

	"github.com/sdpkit/sdpkit/negotiate"
)

// An Option changes how a property is run.
type Option func(*options)

type options struct {
	runs    int
	seed    int64
	shapes  []Shape
	refuse  []string
	same    func(string) string
	known   []knownFault
	only    []string
	judging func(negotiate.Finding) bool
	dir     string
}

type knownFault struct {
	name  string
	match func(Failure) bool
}

func newOptions(opts []Option) *options {
	o := &options{runs: 300, seed: 1, dir: filepath.Join("testdata", "failures")}
	for _, opt := range opts {
		opt(o)
	}
	if o.same == nil {
		o.same = func(text string) string { return text }
	}
	return o
}

// shaped returns the shapes that were asked for, or those of the profiles.
func (o *options) shaped(profiles ...Profile) []Shape {
	if o.shapes != nil {
		return o.shapes
	}
	shapes := make([]Shape, len(profiles))
	for i, p := range profiles {
		shapes[i] = Shape{Profile: p, SessionLevel: true}
	}
	return shapes
}

// Runs sets how many values of each kind a test makes; 300 without it. It is of no
// meaning to a fuzzer.
func Runs(n int) Option { return func(o *options) { o.runs = n } }

// Seed sets the seed of a test; 1 without it, so that a test that has passed passes
// again. Another one each night finds more:
//
//	fuzz.Parser(t, parse, fuzz.Seed(time.Now().UnixNano()))
func Seed(n int64) Option { return func(o *options) { o.seed = n } }

// Shapes sets which descriptions are made, in place of those that the property
// makes by itself.
func Shapes(shapes ...Shape) Option { return func(o *options) { o.shapes = shapes } }

// Comparing has texts compared by what f makes of them, for code that is not meant
// to keep every byte.
func Comparing(f func(text string) string) Option { return func(o *options) { o.same = f } }

// Known passes over failures that match, so that what else is wrong can be found; it
// is for faults that have been reported and will not be mended today. A known fault
// that does not show in a whole test fails it: it is time to remove the line.
func Known(name string, match func(Failure) bool) Option {
	return func(o *options) { o.known = append(o.known, knownFault{name, match}) }
}

// Only has a test judge these texts and make none: for the test that a failure prints.
func Only(texts ...string) Option { return func(o *options) { o.only = texts } }

// SaveTo sets the directory in which failures are saved and from which they are
// tried again, before all others; testdata/failures without it, nowhere if "".
func SaveTo(dir string) Option { return func(o *options) { o.dir = dir } }
