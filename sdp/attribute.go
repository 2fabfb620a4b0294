package sdp

import (
	"iter"
	"strings"
)

// Attribute is what a type must have to be read from and written to a= lines with
// All, Entries, First, Lookup, Set, Add and Delete. The types of this package
// have it; a user's own type works just the same. T is the type itself, a value
// with value receivers; then reading allocates nothing.
type Attribute[T any] interface {
	// MatchName says whether the attribute name is this type's. It is asked of
	// the zero value.
	MatchName(name string) bool
	// ParseAttribute parses an attribute; hasValue tells "a=x:" from "a=x". It
	// is called on the zero value. An error becomes a *SyntaxError that names
	// the line; to point into the value, return an *AttributeError.
	ParseAttribute(name, value string, hasValue bool) (T, error)
	// AppendAttribute appends "name" or "name:value".
	AppendAttribute(b []byte) []byte
}

// A Describer is an Attribute of a user's own that says what the table says of this
// package's: where it may stand, how often, and what it means in the session part.
// Without it Lookup finds the attribute in the section itself only.
type Describer interface {
	// DescribeAttribute is asked of the zero value.
	DescribeAttribute(name string) AttributeInfo
}

// An AttributeError is what is wrong with an attribute's value.
type AttributeError struct {
	At   int    // offset in the value
	Rule string // the clause: "RFC 8866 §6.6"
	Msg  string // "clock rate \"x\" is not a number"
}

// Error returns the message.
func (e *AttributeError) Error() string { return e.Msg }

// A finder walks over the lines of a section with an attribute of type T.
type finder[T Attribute[T]] struct {
	w    walker
	only string // the one name of T, if that is known
	zero T
}

func find[T Attribute[T]](s Section) (f finder[T]) {
	switch {
	case !s.readable():
	case onlyName[T]() != "":
		f.only = onlyName[T]()
		f.w = s.d.walkNamed(s.id, f.only)
	default:
		f.w = s.d.walkType(s.id, 'a')
	}
	return f
}

// onlyName is the name of a type that has no other, for those that are looked for most
// often; else it is "". With it a line is passed over without a call, by the length of
// its name.
func onlyName[T any]() string {
	switch any((*T)(nil)).(type) {
	case *BundleOnly:
		return "bundle-only"
	case *Control:
		return "control"
	case *ExtMap:
		return "extmap"
	case *ExtMapAllowMixed:
		return "extmap-allow-mixed"
	case *Fingerprint:
		return "fingerprint"
	case *FMTP:
		return "fmtp"
	case *Group:
		return "group"
	case *ICEOptions:
		return "ice-options"
	case *ICEPwd:
		return "ice-pwd"
	case *ICEUfrag:
		return "ice-ufrag"
	case *MSID:
		return "msid"
	case *RID:
		return "rid"
	case *RTCP:
		return "rtcp"
	case *RTCPFeedback:
		return "rtcp-fb"
	case *RTCPMux:
		return "rtcp-mux"
	case *RTPMap:
		return "rtpmap"
	case *Setup:
		return "setup"
	case *Simulcast:
		return "simulcast"
	case *SSRC:
		return "ssrc"
	case *SSRCGroup:
		return "ssrc-group"
	}
	return ""
}

// next returns the next line and its attribute, split.
func (f *finder[T]) next() (r ref, name, value string, hasValue, ok bool) {
	switch {
	case f.w.d == nil:
		return 0, "", "", false, false
	case f.only != "":
		r, a, ok := f.w.nextNamed(f.only)
		return r, f.only, a.Value(), a.HasValue(), ok
	}
	for r, ok = f.w.next(); ok; r, ok = f.w.next() {
		if name, ok = f.w.d.attrName(r); ok && f.zero.MatchName(name) {
			name, value, hasValue, ok = f.w.d.attr(r)
			return r, name, value, hasValue, ok
		}
	}
	return 0, "", "", false, false
}

// All iterates over the attributes of type T in a section, in order. What can't be
// parsed is yielded as the zero T with a *SyntaxError that holds line, column and
// path.
func All[T Attribute[T]](s Section) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var at locator
		f := find[T](s)
		for {
			r, name, value, hasValue, ok := f.next()
			if !ok {
				return
			}
			v, err := f.zero.ParseAttribute(name, value, hasValue)
			if err != nil {
				l := s.line(r)
				v, err = f.zero, at.locate(l, attributeError(l.Value(), err))
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

// Entries iterates over the attributes of type T with their lines, to edit or
// cite exactly these. Those that can't be parsed are passed over.
func Entries[T Attribute[T]](s Section) iter.Seq2[Line, T] {
	return func(yield func(Line, T) bool) {
		f := find[T](s)
		for {
			r, name, value, hasValue, ok := f.next()
			if !ok {
				return
			}
			if v, err := f.zero.ParseAttribute(name, value, hasValue); err == nil && !yield(s.line(r), v) {
				return
			}
		}
	}
}

// LinesOf iterates over the lines with an attribute of type T, those too that can't be
// parsed.
func LinesOf[T Attribute[T]](s Section) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		f := find[T](s)
		for {
			if r, _, _, _, ok := f.next(); !ok || !yield(s.line(r)) {
				return
			}
		}
	}
}

// match finds the section's first line with an attribute of type T.
func match[T Attribute[T]](s Section) (Line, bool) {
	f := find[T](s)
	r, _, _, _, ok := f.next()
	if !ok {
		return Line{}, false
	}
	return s.line(r), true
}

// parse parses a line that match has found.
func parse[T Attribute[T]](l Line, at *locator) (T, error) {
	var zero T
	name, value, hasValue, _ := l.Attr()
	v, err := zero.ParseAttribute(name, value, hasValue)
	if err != nil {
		return zero, at.locate(l, attributeError(l.Value(), err))
	}
	return v, nil
}

// First returns the section's own first attribute of type T. ok says whether there
// is one; err, a *SyntaxError, that it can't be parsed.
func First[T Attribute[T]](s Section) (v T, ok bool, err error) {
	l, ok := match[T](s)
	if !ok {
		return v, false, nil
	}
	v, err = parse[T](l, new(locator))
	return v, true, err
}

// Lookup returns the attribute of type T that holds for a section: its own; else,
// in a BUNDLE group, that of the section whose transport the group uses, for the
// attributes that belong to the transport (RFC 9143 §7.1.3, the categories
// TRANSPORT and IDENTICAL of RFC 8859); else the session part's, if it holds there
// for all media. Which attributes these are stands in the table that Describe
// reads. Results are as for First.
func Lookup[T Attribute[T]](s Section) (v T, ok bool, err error) {
	l, ok := lookup[T](s)
	if !ok {
		return v, false, nil
	}
	v, err = parse[T](l, new(locator))
	return v, true, err
}

func lookup[T Attribute[T]](s Section) (Line, bool) {
	if l, ok := match[T](s); ok || !s.IsMedia() {
		return l, ok
	}
	if mid, ok := s.MID(); ok {
		if tag, ok, _ := s.d.bundleOf(mid); ok && tag != s {
			if l, ok := match[T](tag); ok {
				if row := row[T](l); row.Category == CategoryTransport || row.Category == CategoryIdentical {
					return l, true
				}
			}
		}
	}
	if l, ok := match[T](s.d.Session()); ok && row[T](l).Inherited {
		return l, true
	}
	return Line{}, false
}

// row is what is known of the line's attribute.
func row[T Attribute[T]](l Line) AttributeInfo {
	name, _, _, _ := l.Attr()
	info, _ := describe[T](name)
	return info
}

// describe asks the table, and then the type itself if it is a Describer.
func describe[T Attribute[T]](name string) (info AttributeInfo, known bool) {
	if info, known = Describe(name); known {
		return info, true
	}
	var zero T
	if d, ok := any(zero).(Describer); ok {
		return d.DescribeAttribute(name), true
	}
	return info, false
}

// bundleOf finds the BUNDLE group (RFC 9143) that mid stands in, and the section
// that the group's first mid names. found is false when that section is missing.
func (d *Description) bundleOf(mid string) (tag Section, found, bundled bool) {
	for g, err := range All[Group](d.Session()) {
		if err != nil || g.Semantics != "BUNDLE" || !g.Has(mid) {
			continue
		}
		for first := range g.MIDs() {
			tag, found = d.MediaByMID(first)
			return tag, found, true
		}
	}
	return Section{}, false, false
}

// Set writes an attribute that stands once in a section: in place of the first of
// type T, and the others go; or, where there is none, at the end of the section.
// For an attribute that may stand several times it returns ErrMultiple: which one
// is meant is for the caller to say, with Entries. An attribute that the table
// doesn't have (see Describe) counts as several when the section has more than
// one.
func Set[T Attribute[T]](s Section, v T) error {
	text, row, known, err := render(s, v)
	if err != nil {
		return err
	}
	if known && row.Multiple {
		return ErrMultiple
	}
	first, ok := match[T](s)
	if !ok {
		_, err := s.AddLine(text)
		return err
	}
	if !known {
		for l := range LinesOf[T](s) {
			if l != first {
				return ErrMultiple
			}
		}
	}
	if err := first.Replace(text); err != nil {
		return err
	}
	for l := range LinesOf[T](s) {
		if l != first {
			if err := l.Delete(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Add writes an attribute behind the section's last of type T, or at the end of
// the section where there is none.
func Add[T Attribute[T]](s Section, v T) error {
	text, _, _, err := render(s, v)
	if err != nil {
		return err
	}
	if last, ok := lastOf[T](s); ok {
		_, err = last.InsertAfter(text)
	} else {
		_, err = s.AddLine(text)
	}
	return err
}

// lastOf is the section's last line with an attribute of type T. It is at the
// section's end when several are added in turn, so it looks there first.
func lastOf[T Attribute[T]](s Section) (last Line, ok bool) {
	if !s.readable() {
		return Line{}, false
	}
	var zero T
	if s.d.findTail(s.id); s.d.secs[s.id].tail != 0 {
		last = s.line(ref(s.d.secs[s.id].tail - 1))
		if name, _, _, ok := last.Attr(); ok && zero.MatchName(name) {
			return last, true
		}
	}
	for l := range LinesOf[T](s) {
		last, ok = l, true
	}
	return last, ok
}

// Delete deletes the section's attributes of type T, those too that can't be
// parsed, and returns how many there were.
func Delete[T Attribute[T]](s Section) int {
	return DeleteFunc(s, func(T, error) bool { return true })
}

// DeleteFunc deletes the section's attributes of type T for which del returns
// true; it is given what All would give. It returns the number deleted.
func DeleteFunc[T Attribute[T]](s Section, del func(T, error) bool) int {
	n := 0
	var at locator
	for l := range LinesOf[T](s) {
		if v, err := parse[T](l, &at); del(v, err) && l.Delete() == nil {
			n++
		}
	}
	return n
}

// render writes v as a line. What comes out must be read back as a T: no value
// can write anything but one attribute of its own kind.
func render[T Attribute[T]](s Section, v T) (text string, row AttributeInfo, known bool, err error) {
	if !s.Valid() {
		return "", row, false, ErrStale
	}
	text = string(v.AppendAttribute([]byte("a=")))
	if err := checkLine(text, s.id != 0); err != nil {
		return "", row, false, err
	}
	name, value, hasValue := strings.Cut(text[2:], ":")
	var zero T
	if !zero.MatchName(name) {
		return "", row, false, lineError(&ruleAttribute, 0, "a-line: "+quote(text)+" has the name of another attribute")
	}
	got, err := zero.ParseAttribute(name, value, hasValue)
	if err != nil {
		return "", row, false, attributeError(text[2:], err)
	}
	// A field with a space in it, or one that its neighbour cannot be without, makes
	// another value. The types of this package can say so.
	if same, ok := any(got).(interface{ Equal(T) bool }); ok && !same.Equal(v) {
		return "", row, false, lineError(&ruleAttribute, 0, "a="+name+": "+quote(text)+" would be read as another value")
	}
	row, known = describe[T](name)
	if level := s.level(); known && row.Levels&level == 0 {
		return "", row, false, lineError(&ruleAttribute, 0, "a="+name+": may not stand in "+level.String())
	}
	return text, row, known, nil
}

// attributeError makes a *SyntaxError of what ParseAttribute returned.
func attributeError(attr string, err error) *SyntaxError {
	name, _, hasValue := strings.Cut(attr, ":")
	e := lineError(&ruleAttribute, 2+len(name), "a="+name+": "+err.Error())
	if hasValue {
		e.Column++
	}
	e.Fix = "correct the value, or remove the line"
	if row, ok := Describe(name); ok {
		e.Rule = row.Clause
	}
	if a, ok := err.(*AttributeError); ok {
		e.Column += a.At
		if a.Rule != "" {
			e.Rule = a.Rule
		}
	}
	return e
}

// A locator says of errors where they are. It looks for the mid of a section only
// once, however many errors there are.
type locator struct {
	sec    Section
	prefix string
}

// locate puts an error of a line's value at the line.
func (at *locator) locate(l Line, e *SyntaxError) *SyntaxError {
	if s := l.Section(); at.sec != s {
		at.sec, at.prefix = s, l.d.sectionPath(l.sec)
	}
	e.Line = l.Number()
	e.Path = at.prefix + pathPart(l.Text())
	return e
}
