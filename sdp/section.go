package sdp

import "iter"

// A Section is a handle to the session part of a Description, or to one of its
// media sections. It is a value, and it stays good while anything else is edited.
// After the section is removed, or after Reset, it is stale: Valid is false, it
// reads as empty and edits return ErrStale. The zero Section is stale.
type Section struct {
	d   *Description
	id  uint32
	gen uint32
}

// Valid reports whether the section is still part of its description.
func (s Section) Valid() bool {
	if s.d == nil || s.gen != s.d.gen {
		return false
	}
	return s.id == 0 || int(s.id) < len(s.d.secs) && !s.d.secs[s.id].gone
}

// readable is Valid, and false for the zero Description, which has no lines.
func (s Section) readable() bool { return s.Valid() && len(s.d.secs) > 0 }

// Description returns the description that the section is part of.
func (s Section) Description() *Description { return s.d }

// IsMedia reports whether this is a media section.
func (s Section) IsMedia() bool { return s.Valid() && s.id != 0 }

// Index is the place of a media section among its like, from 0; -1 for the
// session part and for a stale handle.
func (s Section) Index() int {
	if !s.IsMedia() {
		return -1
	}
	if s.d.order == nil {
		return int(s.id) - 1
	}
	for i, id := range s.d.order {
		if id == s.id {
			return i
		}
	}
	return -1
}

// Lines iterates over the section's lines, its m= line and blank lines included.
// The current line may be replaced or deleted meanwhile; lines that are added
// meanwhile are not seen.
func (s Section) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		if !s.readable() {
			return
		}
		w := s.d.walk(s.id)
		for {
			r, ok := w.next()
			if !ok || !yield(s.line(r)) {
				return
			}
		}
	}
}

// LinesOf iterates over the section's lines of one type, such as 'b'.
func (s Section) LinesOf(typ byte) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		if !s.readable() {
			return
		}
		w := s.d.walkType(s.id, typ)
		for {
			r, ok := w.next()
			if !ok || s.d.lineType(r) == typ && !yield(s.line(r)) {
				return
			}
		}
	}
}

// AttrLines iterates over the section's a= lines with one attribute name, which
// is compared byte for byte.
func (s Section) AttrLines(name string) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		if !s.readable() {
			return
		}
		w := s.d.walkNamed(s.id, name)
		for {
			r, _, ok := w.nextNamed(name)
			if !ok || !yield(s.line(r)) {
				return
			}
		}
	}
}

func (s Section) line(r ref) Line { return Line{d: s.d, gen: s.gen, sec: s.id, ref: r} }

// firstOf is the section's first line of a type.
func (s Section) firstOf(typ byte) (Line, bool) {
	if !s.readable() {
		return Line{}, false
	}
	w := s.d.walkType(s.id, typ)
	for {
		r, ok := w.next()
		if !ok {
			return Line{}, false
		}
		if s.d.lineType(r) == typ {
			return s.line(r), true
		}
	}
}

// AddLine adds a line, given without its ending, at the place that RFC 8866 §5
// has for its type: behind the lines of its own and of earlier types, an a= line
// at the section's end (but before empty lines there). It takes the ending of the
// line before it. A line that Parse would refuse is refused with a *SyntaxError,
// as is a second one of a type that may stand once; an m= line with ErrBoundary.
func (s Section) AddLine(text string) (Line, error) {
	if !s.Valid() {
		return Line{}, ErrStale
	}
	typ := textType(text)
	if typ == 'm' {
		return Line{}, ErrBoundary
	}
	if err := checkLine(text, s.id != 0); err != nil {
		return Line{}, err
	}
	if maskOnce&bit(typ) != 0 || typ == 'c' && s.id == 0 {
		if _, ok := s.firstOf(typ); ok {
			return Line{}, lineError(&ruleOnce, 0, string(rune(typ))+"-line: there is one already")
		}
	}
	d := s.d
	d.init()
	if typ == 'a' {
		// The end is known without looking for it.
		if d.findTail(s.id); d.secs[s.id].tail != 0 {
			return s.line(d.insertAfter(s.id, ref(d.secs[s.id].tail-1), text)), nil
		}
	}
	after, ok, err := s.placeFor(typ)
	if err != nil {
		return Line{}, err
	}
	if !ok {
		return s.line(d.insertFirst(s.id, text)), nil
	}
	return s.line(d.insertAfter(s.id, after, text)), nil
}

// placeFor is the line behind which one of a type goes; ok is false when it goes
// first.
func (s Section) placeFor(typ byte) (after ref, ok bool, err error) {
	if s.id == 0 && (typ == 'r' || typ == 'z') {
		return s.placeForTime(typ)
	}
	limit := ranks[typ]
	if typ == 't' {
		limit = ranks['z'] // behind the r= and z= lines of the t= before
	}
	// In the session part a=, b=, c= and i= may stand elsewhere than they should.
	// What has a fixed place minds only lines that have one.
	fixed := s.id == 0 && maskFloat&bit(typ) == 0
	w := s.d.walk(s.id)
	for {
		r, more := w.next()
		if !more || s.d.isRest(r) {
			return after, ok, nil
		}
		was := s.d.lineType(r)
		if fixed && (ranks[was] == 0 || maskFloat&bit(was) != 0) {
			continue
		}
		if ranks[was] > limit {
			return after, ok, nil
		}
		if s.d.lineText(r) != "" {
			after, ok = r, true
		}
	}
}

// placeForTime finds the end of the last time description (RFC 8866 §9) for an r=
// or z= line: behind its t= and r=, before its z=.
func (s Section) placeForTime(typ byte) (after ref, ok bool, err error) {
	zone := false
	w := s.d.walk(0)
	for {
		r, more := w.next()
		if !more {
			break
		}
		switch s.d.lineType(r) {
		case 't', 'r':
			after, ok, zone = r, true, false
		case 'z':
			zone = true
		}
	}
	switch {
	case !ok:
		return 0, false, lineError(&ruleRepeat, 0, string(rune(typ))+"-line: there is no t= line to follow")
	case zone && typ == 'z':
		return 0, false, lineError(&ruleOnce, 0, "z-line: the last time description has one already")
	}
	return after, ok, nil
}
