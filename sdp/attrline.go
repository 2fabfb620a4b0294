package sdp

import "iter"

// An AttrLine is an a= line as it stood when it was read, and what it says.
type AttrLine struct {
	Line     Line
	Name     string
	Value    string // what stands behind the ":"
	HasValue bool   // tells "a=x:" from "a=x"
}

// Attrs iterates over the section's a= lines of any name. It is the way to look for several
// attributes at once: for one, AttrLines and All pass over the others without a call. The
// current line may be replaced or deleted meanwhile; lines that are added meanwhile are
// not seen.
func (s Section) Attrs() iter.Seq[AttrLine] {
	return func(yield func(AttrLine) bool) {
		if !s.readable() {
			return
		}
		w := s.d.walkType(s.id, 'a')
		for {
			r, ok := w.next()
			if !ok {
				return
			}
			if name, value, hasValue, ok := s.d.attr(r); ok && !yield(AttrLine{s.line(r), name, value, hasValue}) {
				return
			}
		}
	}
}

// DeleteAttrs deletes the section's a= lines for which del returns true, in one go and for
// little more than reading them takes. It returns the number deleted. In del the line may be
// edited, like any other.
func (s Section) DeleteAttrs(del func(AttrLine) bool) (n int) {
	for a := range s.Attrs() {
		if del(a) && a.Line.Valid() {
			s.d.remove(s.id, a.Line.ref)
			n++
		}
	}
	return n
}
