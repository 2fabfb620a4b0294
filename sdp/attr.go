package sdp

import (
	"iter"
	"strings"
)

// An Attr is what an a= line says, not looked into: name and value as they stand there. The
// zero Attr is empty.
type Attr struct {
	text  string // of the line
	colon int    // where it stands; the length of the text where there is none
}

// Text returns the text of the whole line, "a=" included and its ending apart.
func (a Attr) Text() string { return a.text }

// Name returns the attribute's name.
func (a Attr) Name() string { return a.text[min(len("a="), a.colon):a.colon] }

// Value returns what stands behind the ":", "" without one.
func (a Attr) Value() string { return a.text[min(a.colon+1, len(a.text)):] }

// HasValue tells "a=x:" from "a=x".
func (a Attr) HasValue() bool { return a.colon < len(a.text) }

// Attrs iterates over the section's a= lines of whatever name, to look for several
// attributes in one go. The current line may be replaced or deleted meanwhile; lines that
// are added meanwhile are not seen.
func (s Section) Attrs() iter.Seq2[Line, Attr] {
	return func(yield func(Line, Attr) bool) {
		if !s.readable() {
			return
		}
		w := s.d.walkType(s.id, 'a')
		for {
			r, a, ok := w.nextAttr()
			if !ok || !yield(s.line(r), a) {
				return
			}
		}
	}
}

// AttrsNamed iterates over those of Attrs that have a name, which is compared byte for byte.
func (s Section) AttrsNamed(name string) iter.Seq2[Line, Attr] {
	return func(yield func(Line, Attr) bool) {
		if !s.readable() {
			return
		}
		w := s.d.walkNamed(s.id, name)
		for {
			r, a, ok := w.nextNamed(name)
			if !ok || !yield(s.line(r), a) {
				return
			}
		}
	}
}

// nextAttr is next for what walkType has made for a= lines.
func (w *walker) nextAttr() (r ref, a Attr, ok bool) {
	d := w.d
	if i := w.slot; w.node == 0 && i < w.end && d.gen == w.gen && !d.secs[w.id].gone {
		// Nearly always the next line is one that stands as it was.
		if s := d.slots[i]; s.meta&(metaEdited|metaGone|metaType) == 'a' && s.meta.nameLen() < longName {
			w.slot = i + 1
			return ref(i), Attr{d.text[s.off:d.slotEnd(int(i), s.meta)], len("a=") + s.meta.nameLen()}, true
		}
	}
	for r, ok = w.next(); ok; r, ok = w.next() {
		if a, ok = d.attrOf(r); ok {
			return r, a, true
		}
	}
	return 0, Attr{}, false
}

// attrOf is attr for what is to be split later, or not at all.
func (d *Description) attrOf(r ref) (a Attr, ok bool) {
	if r&nodeBit == 0 {
		if s := d.slots[r]; s.meta&(metaEdited|metaType) == 'a' && s.meta.nameLen() < longName {
			return Attr{d.text[s.off:d.slotEnd(int(r), s.meta)], len("a=") + s.meta.nameLen()}, true
		}
	}
	a.text = d.lineText(r)
	if a.colon = strings.IndexByte(a.text, ':'); a.colon < 0 {
		a.colon = len(a.text)
	}
	return a, textType(a.text) == 'a'
}
