package sdp

import (
	"iter"
	"strings"
)

// Information returns the value of the section's i= line (RFC 8866 §5.4): what the
// session is about, or the title of the media. It is "" without one.
func (s Section) Information() string {
	l, _ := s.firstOf('i')
	return l.Value()
}

// SetInformation writes the section's i= line; "" deletes it.
func (s Section) SetInformation(text string) error { return s.setText('i', text) }

// URI returns the value of the u= line (RFC 8866 §5.5): where there is more about the
// session. It is "" without one.
func (d *Description) URI() string {
	l, _ := d.Session().firstOf('u')
	return l.Value()
}

// SetURI writes the u= line; "" deletes it.
func (d *Description) SetURI(uri string) error { return d.Session().setText('u', uri) }

// setText writes the section's line of a type that may stand once.
func (s Section) setText(typ byte, text string) error {
	if !s.Valid() {
		return ErrStale
	}
	l, ok := s.firstOf(typ)
	switch {
	case ok && text == "":
		return l.Delete()
	case ok:
		return l.Replace(string(typ) + "=" + text)
	case text == "":
		return nil
	}
	_, err := s.AddLine(string(typ) + "=" + text)
	return err
}

// Emails iterates over the values of the e= lines (RFC 8866 §5.6): an address, with
// a name before or behind it if it has one, or, for it is a liberty, any text.
func (d *Description) Emails() iter.Seq[string] { return d.values('e') }

// Phones iterates over the values of the p= lines (RFC 8866 §5.6), which have the
// same shapes with a telephone number.
func (d *Description) Phones() iter.Seq[string] { return d.values('p') }

func (d *Description) values(typ byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for l := range d.Session().LinesOf(typ) {
			if !yield(l.Value()) {
				return
			}
		}
	}
}

// Key is the value of a k= line (RFC 8866 §5.12), which is obsolete: a receiver must
// discard it, and a sender must not write it, so that nothing here does.
type Key struct {
	Method   string // "prompt", "clear", "base64", "uri"
	Value    string // the key, or where it is; if HasValue
	HasValue bool   // tells "clear:" from "clear"
}

// AppendText appends the value of the k= line, without "k=". The error is nil.
func (k Key) AppendText(b []byte) ([]byte, error) {
	if b = append(b, k.Method...); k.HasValue {
		b = append(append(b, ':'), k.Value...)
	}
	return b, nil
}

// String returns the value of the k= line.
func (k Key) String() string {
	b, _ := k.AppendText(nil)
	return string(b)
}

// Key returns the section's k= line; ok is false when it has none. What Parse takes
// for one is any text.
func (s Section) Key() (k Key, ok bool) {
	l, ok := s.firstOf('k')
	k.Method, k.Value, k.HasValue = strings.Cut(l.Value(), ":")
	return k, ok
}
