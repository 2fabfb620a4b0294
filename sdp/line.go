package sdp

// A Line is a handle to one line of a Description. It is a value, and it stays
// good while other lines are edited, added and removed. After the line or its
// section is removed, or after Reset, it is stale: Valid is false, it reads as
// empty and edits return ErrStale. The zero Line is stale.
type Line struct {
	d   *Description
	gen uint32
	sec uint32
	ref ref
}

// Valid reports whether the line is still part of its description.
func (l Line) Valid() bool {
	if l.untouched() {
		return true
	}
	if !l.Section().Valid() {
		return false
	}
	if n := l.d.nodeOf(l.ref); n != nil {
		return n.state != nodeDeleted
	}
	return l.d.slots[l.ref].meta&metaGone == 0
}

// untouched says that the line is valid and stands as it was parsed, as nearly all lines
// do, so that its slot tells everything.
func (l Line) untouched() bool {
	d := l.d
	return d != nil && l.gen == d.gen && l.ref&nodeBit == 0 &&
		d.slots[l.ref].meta&(metaEdited|metaGone) == 0 && !d.secs[l.sec].gone
}

// Section returns the section that the line is in.
func (l Line) Section() Section { return Section{d: l.d, id: l.sec, gen: l.gen} }

// Number is the line's number in the text that was parsed, from 1, even after
// edits above it. It is 0 for a line that was added later.
func (l Line) Number() int {
	if !l.untouched() && (l.ref&nodeBit != 0 || !l.Valid()) {
		return 0
	}
	return int(l.ref) + 1
}

// Text returns the line without its ending.
func (l Line) Text() string {
	if l.untouched() {
		return l.d.slotText(int(l.ref))
	}
	if !l.Valid() {
		return ""
	}
	return l.d.lineText(l.ref)
}

// String is Text.
func (l Line) String() string { return l.Text() }

// Type returns the letter before the "=". It is 0 for a line that has none,
// which only descriptions from ParseLax, and blank lines, have.
func (l Line) Type() byte {
	if !l.Valid() {
		return 0
	}
	return l.d.lineType(l.ref)
}

// Value returns what stands behind "<letter>=", "" for a line without a type.
func (l Line) Value() string {
	if l.Type() == 0 {
		return ""
	}
	return l.Text()[2:]
}

// Attr splits an attribute line: a=<name>, or a=<name>:<value>. hasValue tells
// "a=x:" from "a=x"; ok is false when this is not an a= line.
func (l Line) Attr() (name, value string, hasValue, ok bool) {
	switch {
	case l.untouched() && l.d.slots[l.ref].meta.typ() == 'a':
		return l.d.slotAttr(int(l.ref))
	case l.Type() != 'a': // nor is what was not read, whatever it starts with
		return "", "", false, false
	}
	return l.d.attr(l.ref)
}

// Replace gives the line another text and keeps its ending. The text must be a
// line that Parse would accept there: of the same type (only an opaque line, one
// without a known type, may become something else; to or from m= is ErrBoundary),
// and anything wrong with it is a *SyntaxError. If the text is the one that the
// line has already, nothing happens at all.
func (l Line) Replace(text string) error {
	if !l.Valid() {
		return ErrStale
	}
	old := l.d.lineText(l.ref)
	if old == text {
		return nil
	}
	if l.d.isRest(l.ref) {
		return lineError(&ruleLimit, 0, "what was not read cannot be replaced")
	}
	if (textType(old) == 'm') != (textType(text) == 'm') {
		return ErrBoundary
	}
	if err := checkLine(text, l.sec != 0); err != nil {
		return err
	}
	if was := textType(old); was != text[0] && (ranks[was] != 0 || old == "") {
		return lineError(&ruleOrder, 0, "line "+quote(old)+": its type cannot change; delete it and use AddLine")
	}
	l.d.write(l.ref, text)
	return nil
}

// put is Replace for what is known to be right there.
func (l Line) put(text string) {
	if l.d.lineText(l.ref) != text {
		l.d.write(l.ref, text)
	}
}

// Delete removes the line, its ending included. An m= line can't be deleted
// (ErrBoundary): RemoveMedia removes it with its section. Nor can a t= line on
// which r= or z= lines depend: delete these first.
func (l Line) Delete() error {
	if d := l.d; l.untouched() && d.slots[l.ref].meta.typ() == 'a' {
		d.findTail(l.sec)
		d.removeSlots(int(l.ref), int(l.ref)+1)
		return nil
	}
	if !l.Valid() {
		return ErrStale
	}
	typ := l.d.lineType(l.ref)
	if typ == 'm' {
		return ErrBoundary
	}
	if typ == 't' {
		// The r= and z= lines behind it would be another's, or nobody's.
		if next := l.nextFixed(); next == 'r' || next == 'z' {
			return lineError(&ruleRepeat, 0, "t-line: "+string(rune(next))+"= lines depend on it")
		}
	}
	l.d.remove(l.sec, l.ref)
	return nil
}

// nextFixed is the type of the first line behind this one that has a fixed place
// in the session part; 0 if there is none.
func (l Line) nextFixed() byte {
	found := false
	w := l.d.walk(l.sec)
	for {
		r, ok := w.next()
		if !ok {
			return 0
		}
		if typ := l.d.lineType(r); found && ranks[typ] != 0 && maskFloat&bit(typ) == 0 {
			return typ
		}
		found = found || r == l.ref
	}
}

// InsertAfter adds an a= or b= line, or in a media section a c= line, behind this
// one. Other types have one right place, which Section.AddLine finds; and nothing
// goes between v=, o= and s=. The new line takes this one's ending.
func (l Line) InsertAfter(text string) (Line, error) {
	if !l.Valid() {
		return Line{}, ErrStale
	}
	if textType(text) == 'm' {
		return Line{}, ErrBoundary
	}
	if err := checkLine(text, l.sec != 0); err != nil {
		return Line{}, err
	}
	typ := text[0]
	free := typ == 'a' || typ == 'b' || typ == 'c' && l.sec != 0
	if !free || l.sec == 0 && l.beforeName() || l.d.isRest(l.ref) {
		return Line{}, lineError(&ruleOrder, 0, string(rune(typ))+"-line: cannot go there; AddLine finds its place")
	}
	l.ref = l.d.insertAfter(l.sec, l.ref, text)
	return l, nil
}

// beforeName says that v=, o= or s= follows this line of the session part, so that
// nothing may be put behind it. Only v=, o=, i= and blank lines can stand there.
func (l Line) beforeName() bool {
	switch typ := l.Type(); {
	case typ == 'v' || typ == 'o':
		return true
	case typ != 'i' && ranks[typ] != 0:
		return false
	}
	next := l.nextFixed()
	return next == 'v' || next == 'o' || next == 's'
}

// checkLine holds a line that is to be written against the grammar.
func checkLine(text string, media bool) error {
	if i := unwritable(text); i >= 0 {
		return lineError(&ruleBytes, i, lineName(text)+": byte "+quote(text[i:i+1])+" cannot stand in a line")
	}
	typ := textType(text)
	if ranks[typ] == 0 {
		return lineError(&ruleForm, 0, "line "+quote(text)+" is not <letter>=<value> with a letter of RFC 8866")
	}
	if media && maskMedia&bit(typ) == 0 {
		return lineError(&ruleLevel, 0, string(rune(typ))+"-line: belongs to the session part")
	}
	if bad := checkValue(typ, text[2:], false); bad.rule != nil {
		return lineError(bad.rule, 2+bad.at, bad.msg)
	}
	return nil
}

// unwritable is the offset of the first byte that no line may hold, -1 if there is none.
func unwritable(text string) int {
	for i := control(text, 0); i < len(text); i = control(text, i+1) {
		if c := text[i]; c == '\r' || c == '\n' || c == 0 {
			return i
		}
	}
	return -1
}

func lineError(r *rule, at int, msg string) *SyntaxError {
	return &SyntaxError{Column: at + 1, Rule: r.clause, Fix: r.fix, Msg: msg}
}

// err is a finding about the value of the line, nil if there is none.
func (l Line) err(bad finding) error {
	if bad.rule == nil {
		return nil
	}
	return new(locator).locate(l, lineError(bad.rule, 2+bad.at, bad.msg))
}
