package fuzz

import (
	"math/bits"
	"math/rand"
)

// maxDecisions bounds what one value may be made of, and so time and memory: a
// Source that has taken so many gives zeros, and with zeros every generator ends.
const maxDecisions = 1 << 16

// A Source takes the decisions of generators: which profile, how many sections,
// which port. Zero is the simplest decision everywhere. A Source is made by
// [Generator]'s methods, from random numbers or from the bytes of a fuzzer, and
// remembers what it was asked, so that a failing value can be made again smaller.
type Source struct {
	// One of these is where decisions come from; none gives zeros.
	rng   *rand.Rand
	bytes []byte
	again *choices // of an earlier run

	taken               choices // the part that is being made
	count               int     // of all decisions
	nextValue, nextPart int     // of again
}

// A choices is the decisions for one part of a value: its own, in order, and those of
// the parts that it has in turn. What a part needs when it is made again doesn't
// depend on how many decisions the parts before it take this time.
type choices struct {
	values []uint64
	parts  []*choices
}

// Uint64n returns a number from 0 to n-1; 0 for n below 2, without a decision.
func (s *Source) Uint64n(n uint64) uint64 {
	if n < 2 || s.count >= maxDecisions {
		return 0
	}
	v := s.draw(n)
	s.count++
	s.taken.values = append(s.taken.values, v)
	return v
}

func (s *Source) draw(n uint64) uint64 {
	switch {
	case s.rng != nil:
		return scale(s.rng.Uint64(), n)
	case s.bytes != nil:
		// As few bytes as hold n, so that a fuzzer's changes hit one decision; spread
		// over the whole word, so that none of their bits is without effect.
		width := (bits.Len64(n-1) + 7) / 8
		var v uint64
		for i := range width {
			v <<= 8
			if i < len(s.bytes) {
				v |= uint64(s.bytes[i])
			}
		}
		s.bytes = s.bytes[min(width, len(s.bytes)):]
		return scale(v<<(64-8*width), n)
	case s.again != nil && s.nextValue < len(s.again.values):
		s.nextValue++
		return min(s.again.values[s.nextValue-1], n-1)
	}
	return 0
}

// scale maps a word to 0 … n-1 without preferring any, larger to larger.
func scale(v, n uint64) uint64 {
	high, _ := bits.Mul64(v, n)
	return high
}

// Intn returns a number from 0 to n-1; 0 for n below 2.
func (s *Source) Intn(n int) int { return int(s.Uint64n(uint64(max(n, 0)))) }

// Between returns a number from low to high, both included.
func (s *Source) Between(low, high int) int { return low + s.Intn(high-low+1) }

// Chance returns true once in n times, and false where decisions are zero.
func (s *Source) Chance(n int) bool { return s.Intn(n) == n-1 && n > 1 }

// Part calls f, which makes one part of a value; a smaller value may be without it or
// have it in its simplest form.
func (s *Source) Part(f func()) {
	outer, again, value, part := s.taken, s.again, s.nextValue, s.nextPart
	s.taken, s.again, s.nextValue, s.nextPart = choices{}, nil, 0, 0
	if again != nil && part < len(again.parts) {
		s.again = again.parts[part]
	}
	f()
	inner := s.taken
	s.taken, s.again, s.nextValue, s.nextPart = outer, again, value, part+1
	s.taken.parts = append(s.taken.parts, &inner)
}

// Repeat calls f from low to high times, each time for a part that a smaller
// value may be without. The larger the range, the more likely it is to go on.
func (s *Source) Repeat(low, high int, f func(i int)) {
	more, end := true, 2+max(high-low, 0)/2
	for i := 0; i < high && more; i++ {
		s.Part(func() {
			// The decision to go on belongs to the part, so that both go together; and it is
			// taken where there is no choice too, so that a part can take another's place.
			more = s.Intn(end) > 0 || i < low
			if more {
				f(i)
			}
		})
	}
}

// Pick returns one of the choices; the first is the simplest.
func Pick[T any](s *Source, choices ...T) T { return choices[s.Intn(len(choices))] }

// PickPart is Pick for parts that are made when they are chosen.
func (s *Source) PickPart(parts ...func()) { s.Part(func() { parts[s.Intn(len(parts))]() }) }

// Shuffle puts items into another order, or with zeros leaves them as they are.
func Shuffle[T any](s *Source, items []T) {
	for i := range items {
		j := i + s.Intn(len(items)-i)
		items[i], items[j] = items[j], items[i]
	}
}

// Text returns from low to high characters out of alphabet, the first of which is
// the simplest.
func (s *Source) Text(alphabet string, low, high int) string {
	b := make([]byte, 0, high)
	add := func() {
		for range s.Between(low, high) {
			b = append(b, alphabet[s.Intn(len(alphabet))])
		}
	}
	if low == high {
		add()
	} else {
		s.Part(add) // so that what follows stays as it is when the text becomes shorter
	}
	return string(b)
}
