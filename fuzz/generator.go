package fuzz

import (
	"math/rand"
	"reflect"

	"github.com/leanovate/gopter"
)

// A Generator makes a T of the decisions of a Source. It must depend on nothing
// else. The generators of this package are of this type, and a user's own can be
// built of them:
//
//	both := fuzz.Generator[string](func(s *fuzz.Source) string { return sip(s) + webrtc(s) })
type Generator[T comparable] func(*Source) T

// From makes a value of the bytes that a fuzzer gives. Bytes that are missing are
// zeros, and no bytes make the simplest value.
func (g Generator[T]) From(data []byte) T {
	return g(&Source{bytes: data})
}

// At makes the value that belongs to a seed.
func (g Generator[T]) At(seed int64) T {
	return g(seeded(seed))
}

func seeded(seed int64) *Source {
	return &Source{rng: rand.New(rand.NewSource(seed))}
}

// A made is a value with the decisions that it was made of.
type made[T comparable] struct {
	value T
	taken choices
	order int // of the edit that made it of a larger one
}

func (g Generator[T]) made(s *Source) made[T] {
	v := g(s)
	return made[T]{value: v, taken: s.taken}
}

// Gen returns the generator for gopter, with a shrinker that makes the value again
// of fewer and smaller decisions. What comes out is always a value that the
// generator can make: the smaller counterexample is of the same profile.
//
// It keeps its shrinker in [gopter.CombineGens], but not in Gen.Map, which drops
// every shrinker, nor in gen.SliceOf, which uses the first element's for all: map
// the Generator instead, and make slices in it.
func (g Generator[T]) Gen() gopter.Gen {
	return func(p *gopter.GenParameters) *gopter.GenResult {
		m := g.made(&Source{rng: p.Rng})
		// gopter hands a value back when it wants smaller ones; those that were handed
		// out are remembered with their decisions.
		known := map[T]made[T]{m.value: m}
		tries := maxShrinks
		r := gopter.NewGenResult(m.value, func(value interface{}) gopter.Shrink {
			v, ok := value.(T)
			if !ok {
				return gopter.NoShrink
			}
			from, ok := known[v]
			if !ok {
				return gopter.NoShrink
			}
			next := g.smaller(from, &tries)
			return func() (interface{}, bool) {
				m, ok := next()
				if !ok {
					return nil, false
				}
				// Decisions that make the same value again may not be as many as they were,
				// or shrinking would go in circles.
				if was, ok := known[m.value]; !ok || simpler(m.taken.flat(), was.taken.flat()) {
					known[m.value] = m
				}
				return m.value, true
			}
		})
		r.ResultType = reflect.TypeFor[T]()
		return r
	}
}

// Map returns a generator of what f makes of g's values; it shrinks as g does.
func Map[T, U comparable](g Generator[T], f func(T) U) Generator[U] {
	return func(s *Source) U { return f(g(s)) }
}

// OneOf returns a generator of what any of the generators makes, each as often as
// the others.
func OneOf[T comparable](gs ...Generator[T]) Generator[T] {
	return func(s *Source) (v T) {
		if len(gs) > 0 {
			v = Pick(s, gs...)(s)
		}
		return v
	}
}
