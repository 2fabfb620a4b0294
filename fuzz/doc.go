// Package fuzz makes session descriptions and ICE candidates, and holds other
// people's code to what must be true of all of them. It is for the CI of whoever has
// a parser, a serializer, an answerer or a munger of SDP; this module's own uses it.
//
// # Fuzz your SDP parser in ten lines
//
//	package mysdp
//
//	import (
//		"testing"
//
//		"github.com/sdpkit/sdpkit/fuzz"
//	)
//
//	func parse(text string) error { _, err := Unmarshal(text); return err }
//
//	func TestParser(t *testing.T) { fuzz.Parser(t, parse) }
//	func FuzzParser(f *testing.F) { fuzz.Parser(f, parse) }
//
// "go test" makes some thousand texts, always the same; "go test -fuzz FuzzParser
// -fuzzminimizetime 10x" goes on from there, led by coverage. (Without -fuzzminimizetime
// the go command spends a minute on each new input to make its bytes fewer, which mean
// decisions here.) What fails is made as small as it can be and
// printed with the seed and as a Go test, to be pasted beside the one that failed; its
// text is saved in testdata/failures, and tried first from then on. When a failure is known and must wait, [Known] passes over
// it, and the next one shows.
//
// # Properties
//
// Each takes the code under test as a function and a *testing.T or *testing.F:
//
//   - [Parser]: accepts what is correct, and panics at nothing
//   - [RoundTrip]: what is parsed and written is the same text
//   - [Differential]: two readers read the same
//   - [Candidates]: ICE candidates are accepted, and say the same when written again
//   - [Answerer]: answers keep the rules of offer and answer
//   - [Negotiation]: two endpoints get through renegotiation, restart, rollback and glare
//   - [Munger]: edits leave a description as correct as it was
//
// # Generators
//
// A [Generator] makes a value of decisions, and decisions come from one place, a
// [Source]: from a seed ([Generator.At]), from gopter ([Generator.Gen]) or from the
// bytes of a fuzzer ([Generator.From]). So the same generators serve all three, and
// every string of bytes makes a value. To shrink a value is to make it again with some
// of its decisions left out or nearer to zero, so that what comes out is always one
// that the generator can make: a smaller counterexample is of the same [Profile], and
// as correct, as the one that it came from.
//
// [Descriptions] are correct: sdp.Parse accepts them with Options.Strict, sdp.Check and
// candidate.Check find nothing. [NearValid] ones have one of the [Faults], and say which.
// [Hostile] texts are meant to break readers. [CandidateLines] are ICE candidates,
// [HostileCandidates] have odd ones among them. [Pairs] are offers with legal answers,
// and an [Exchange] is a course of offers and answers for two endpoints to take.
//
// # Promises
//
// The same seed makes the same values on every machine and in every run of one version
// of this package. Time and memory are bounded: a value takes at most 65,536 decisions,
// a hostile text has at most 128 KiB, making a counterexample smaller tries at most 20,000
// values. Nothing reads a clock, starts a goroutine or uses the network. Files are written
// when something fails, and only there where [SaveTo] says.
//
// A property can't stop code that doesn't return; "go test -timeout" does.
//
// # Terminology
//
// A check is a part of a property, about the values of one generator. A fault is a rule
// that a text breaks, a failure what code under test does wrong. The law of a check
// holds for all of its values or the test fails.
//
// # Specifications
//
// Descriptions follow RFC 8866, offers RFC 3264 and RFC 9429, candidates RFC 8839 and
// RFC 6544; attributes follow the clauses in sdp.Describe, and answers are held to
// negotiate.Rules. gopter (github.com/leanovate/gopter) runs the tests and is the one
// library that this package needs beside this module's own.
//
// # Security
//
// Keys, fingerprints, addresses and names are made up, or from recordings whose
// addresses lead nowhere. What is saved of a failure is the text that was made.
package fuzz
