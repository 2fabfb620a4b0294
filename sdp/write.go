package sdp

import (
	"io"
	"strings"
)

// AppendText appends the description's text to b. The error is always nil; it
// is there for encoding.TextAppender. An unedited description is copied in one
// piece; so are the stretches between edits.
func (d *Description) AppendText(b []byte) ([]byte, error) {
	if !d.Edited() {
		return append(b, d.text...), nil
	}
	w := writer{d: d, bytes: b}
	w.all()
	return w.bytes, nil
}

// String returns the text. For a description that was parsed and not edited it
// is the very string that was given to Parse.
func (d *Description) String() string {
	if !d.Edited() {
		return d.text
	}
	w := writer{d: d, asString: true}
	w.str.Grow(len(d.text) - d.gone + 64)
	w.all()
	return w.str.String()
}

// MarshalText implements encoding.TextMarshaler; it never fails.
func (d *Description) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText implements encoding.TextUnmarshaler: it is Reset with a copy of
// the text.
func (d *Description) UnmarshalText(text []byte) error { return d.Reset(string(text)) }

// WriteTo implements io.WriterTo.
func (d *Description) WriteTo(w io.Writer) (int64, error) {
	n, err := io.WriteString(w, d.String())
	return int64(n), err
}

// A writer puts an edited description together. Stretches of the text that
// stand one behind the other are collected and copied in one piece.
type writer struct {
	d          *Description
	bytes      []byte          // what is written, or
	str        strings.Builder // where a string is wanted this, which needs no copy to be one
	asString   bool
	open       bool // what was written last has no line ending
	start, end int  // the stretch of text that is still to be copied
	eol        ending
}

func (w *writer) all() {
	if len(w.d.secs) > 0 {
		w.section(0)
	}
	for i := range w.d.NumMedia() {
		w.section(w.d.mediaID(i))
	}
	w.flush()
}

func (w *writer) section(id uint32) {
	d := w.d
	sec := &d.secs[id]
	w.list(sec.head)
	slots := d.slots[:sec.end]
	for i := int(sec.first); i < len(slots); i++ {
		from := i
		for i < len(slots) && slots[i].meta&(metaEdited|metaGone) == 0 {
			i++
		}
		if i > from {
			w.stretch(int(slots[from].off), d.slotStart(i))
		}
		if i == len(slots) {
			return
		}
		if slots[i].meta&metaGone != 0 {
			for i+1 < len(slots) && slots[i+1].meta&metaGone != 0 {
				i++
			}
			continue
		}
		n := &d.nodes[slots[i].off]
		switch n.state {
		case nodeOriginal:
			w.stretch(int(n.start), d.slotStart(i+1))
		case nodeWritten:
			w.line(n)
		}
		w.list(n.next)
	}
}

// list writes added lines.
func (w *writer) list(next uint32) {
	for next != 0 {
		n := &w.d.nodes[next-1]
		if n.state == nodeWritten {
			w.line(n)
		}
		next = n.next
	}
}

func (w *writer) stretch(start, end int) {
	if start != w.end || w.start == w.end {
		w.flush()
		w.start = start
	}
	w.end = end
}

func (w *writer) flush() {
	if w.start < w.end {
		w.separate()
		w.piece(w.d.text[w.start:w.end])
	}
	w.start = w.end
}

func (w *writer) line(n *node) {
	w.flush()
	w.separate()
	w.piece(n.text)
	w.piece(endings[n.ending])
}

func (w *writer) piece(s string) {
	if s == "" {
		return
	}
	if w.asString {
		w.str.WriteString(s)
	} else {
		w.bytes = append(w.bytes, s...)
	}
	c := s[len(s)-1]
	w.open = c != '\n' && c != '\r'
}

// separate ends the line before, if it was the unended last one of the text and
// something comes behind it now: an unended last line stays one only as long as
// it is the last.
func (w *writer) separate() {
	if !w.open {
		return
	}
	if w.eol == noEnding {
		w.eol = lastEnding(w.d.text)
	}
	w.piece(endings[w.eol])
}

// lastEnding is the way in which the last ended line of a text ends, CRLF if there
// is none.
func lastEnding(text string) ending {
	i := strings.LastIndexAny(text, "\r\n")
	switch {
	case i < 0 || i > 0 && text[i-1:i+1] == "\r\n":
		return endCRLF
	case text[i] == '\r':
		return endCR
	}
	return endLF
}
