package munge

import (
	"fmt"
	"iter"

	"github.com/sdpkit/sdpkit/sdp"
)

// A pass is one Apply: the copy that is edited, and what is known about it. All
// changes go through its methods, which write the report.
type pass struct {
	d      *sdp.Description
	media  []sdp.Section    // those of the input, in its order
	added  map[sdp.Line]int // the ids of lines that edits have added
	grown  []sdp.Section    // the sections that they stand in, some perhaps twice
	moved  bool             // sections have come to stand elsewhere, or are gone
	report Report
	ledger *ledger // what the report is told from
	left   int     // how many edits are still to be done; -1: all
	steps  int     // how many there have been
	unsure bool    // an edit was done that has to be held against Check

	numbers map[sdp.Section]int // see number; nil until asked for
	room    struct {            // for what most programs need
		media  [few]sdp.Section
		scopes [few]*scope
		steps  [few]step
	}

	// Of the edit that is being done:
	at      *step
	op      op
	kind    *kind
	done    *Done // in the report
	scopes  []*scope
	topo    *topology                   // nil until asked for
	known   map[sdp.Section]map[any]any // by section and, as a nil pointer, type: see ask
	said    map[string]bool             // the notes in the report
	rejects []sdp.Section               // to be rejected when all else is done, for they have no codec left
}

func newPass(d *sdp.Description) *pass {
	p := newReader(d.Fork())
	p.ledger.input, p.ledger.media = p.d.String(), len(p.media) // the text is there already, as nothing is edited yet
	return p
}

// newReader is a pass over d itself, in which nothing may be edited: what asks for many
// sections what holds for them has its answers from there.
func newReader(d *sdp.Description) *pass {
	p := &pass{d: d, left: -1, ledger: &ledger{}}
	p.media, p.scopes, p.ledger.texts = p.room.media[:0], p.room.scopes[:0], p.ledger.room.texts[:0]
	for _, m := range d.AllMedia() {
		p.media = append(p.media, m)
	}
	return p
}

// run does an edit, or the edits of a group.
func (p *pass) run(e Edit, at *step) error {
	if p.left == 0 {
		return nil
	}
	if e.scope != nil {
		p.scopes = append(p.scopes, e.scope)
		defer func() { p.scopes = p.scopes[:len(p.scopes)-1] }()
	}
	if e.op == nil && at.depth() >= maxDepth {
		return &Error{Path: at.String(), Err: ErrArgument, Msg: fmt.Sprintf("groups are nested deeper than %d", maxDepth)}
	}
	for i, sub := range e.edits {
		if err := p.run(sub, p.step(at, i)); err != nil {
			return err
		}
	}
	if e.op == nil {
		return nil
	}
	p.left--
	p.at, p.op, p.kind, p.topo, p.said = at, e.op, kindOf(e.op.kind()), nil, nil
	p.known = nil
	if p.report.Edits == nil {
		p.report.Edits = p.ledger.room.edits[:0]
	}
	p.report.Edits = append(p.report.Edits, Done{Edit: p.kind.name, ledger: p.ledger, at: at})
	p.done = &p.report.Edits[len(p.report.Edits)-1]
	err := e.op.check()
	if err == nil {
		err = p.enter()
	}
	if err == nil {
		err = p.do(e.op)
	}
	return p.wrap(err)
}

// step is a place in the program.
func (p *pass) step(prev *step, i int) *step {
	if p.steps == len(p.room.steps) {
		return &step{prev, i}
	}
	s := &p.room.steps[p.steps]
	s.prev, s.index = prev, i
	p.steps++
	return s
}

// do does an edit. One that could make a description less sound than it was, because it
// is about raw lines or because it makes more of what was wrong already, is held against
// Check in the end.
func (p *pass) do(o op) error {
	p.rejects = nil
	if p.kind.trait&checked != 0 {
		p.unsure = true
	}
	if err := o.apply(p); err != nil || len(p.rejects) == 0 {
		return err
	}
	p.unsure = true
	return p.rejectAll(p.rejects)
}

// enter holds the scopes against the edit and the description.
func (p *pass) enter() error {
	session, sections := false, false
	for _, s := range p.scopes {
		session = session || s.session
		sections = sections || s.ofSections()
		if s.hasKind && s.kind == "" || s.hasWhere && s.where == nil { // which must not come to mean all sections
			return fail(ErrScope, "the scope names no media type, or has no function")
		}
		if s.hasIndex && !p.d.Media(s.index).Valid() {
			return fail(ErrNoSection, "there is no media section %d", s.index)
		}
		if s.hasMID {
			if _, ok := p.d.MediaByMID(s.mid); !ok {
				return fail(ErrNoSection, "no media section has the mid %q", s.mid)
			}
		}
	}
	switch {
	case session && sections:
		return fail(ErrScope, "the session part is no media section")
	case session && p.kind.level != levelLines:
		return fail(ErrScope, "the edit finds its place itself, and takes no session scope")
	case sections && p.kind.level == levelDescription:
		return fail(ErrScope, "the edit is about the whole description, and takes no scope")
	}
	return nil
}

func (s *scope) ofSections() bool {
	return s.hasKind || s.hasMID || s.hasIndex || s.hasWhere
}

// fits says that a media section fits all scopes.
func (p *pass) fits(m sdp.Section) bool {
	for _, s := range p.scopes {
		if s.session || s.hasKind && m.Kind() != s.kind || s.hasIndex && m.Index() != s.index || s.hasWhere && !s.where(m) {
			return false
		}
		if mid, ok := m.MID(); s.hasMID && (!ok || mid != s.mid) {
			return false
		}
	}
	return true
}

// everything says that no scope leaves a media section out.
func (p *pass) everything() bool {
	for _, s := range p.scopes {
		if s.session || s.ofSections() {
			return false
		}
	}
	return true
}

// inSession says that the session part is meant.
func (p *pass) inSession() bool {
	for _, s := range p.scopes {
		if s.session {
			return true
		}
	}
	return false
}

// mayReject says that a section without codecs is to be rejected.
func (p *pass) mayReject() bool {
	for _, s := range p.scopes {
		if s.reject {
			return true
		}
	}
	return false
}

// sections iterates over the media sections in scope, rejected ones too.
func (p *pass) sections() iter.Seq[sdp.Section] { return p.chosen(p.fits) }

// live iterates over the media sections in scope that mean something: of one that is
// rejected nothing does (RFC 3264 §6).
func (p *pass) live() iter.Seq[sdp.Section] {
	return p.chosen(func(m sdp.Section) bool { return p.fits(m) && p.alive(m) })
}

// rtp is live for the sections that carry RTP.
func (p *pass) rtp() iter.Seq[sdp.Section] {
	return p.chosen(func(m sdp.Section) bool { return p.fits(m) && p.alive(m) && isRTP(m.Proto()) })
}

func (p *pass) chosen(is func(sdp.Section) bool) iter.Seq[sdp.Section] {
	return func(yield func(sdp.Section) bool) {
		for _, m := range p.d.AllMedia() {
			if is(m) && !yield(m) {
				return
			}
		}
	}
}

// alive says that a section is not rejected. In RTSP a port of 0 rejects nothing, for
// it leaves the choice to SETUP (RFC 7826 §D.1.1).
func (p *pass) alive(m sdp.Section) bool {
	return !p.rejected(m) || has[sdp.Control](m) || knows[sdp.Control](p, p.d.Session())
}

// number is a media section's index in the description that was given.
func (p *pass) number(m sdp.Section) int {
	if !p.moved {
		return m.Index()
	}
	if p.numbers == nil {
		p.numbers = make(map[sdp.Section]int, len(p.media))
		for i, m := range p.media {
			p.numbers[m] = i
		}
	}
	return p.numbers[m]
}

// has says that the section has an attribute of type T that can be parsed.
func has[T sdp.Attribute[T]](s sdp.Section) bool {
	_, ok, err := sdp.First[T](s)
	return ok && err == nil
}

// replace gives a line another text.
func (p *pass) replace(l sdp.Line, text string) error {
	return p.put(l, l.Text(), text)
}

// put is replace for a line whose text is known.
func (p *pass) put(l sdp.Line, before, after string) error {
	if before == after {
		return nil
	}
	if err := l.Replace(after); err != nil {
		return err
	}
	p.note(l, before, after)
	return nil
}

// remove deletes a line.
func (p *pass) remove(l sdp.Line) error { return p.removeText(l, l.Text()) }

// removeText is remove for a line whose text is known.
func (p *pass) removeText(l sdp.Line, text string) error {
	id := p.id(l)
	if err := l.Delete(); err != nil {
		return err
	}
	p.forget(l.Section())
	p.log(id, text, "")
	return nil
}

// removed notes that lines are deleted: one, or several that stand one behind the other as in
// the input.
func (p *pass) removed(first sdp.Line, n int) {
	p.forget(first.Section())
	if n == 1 {
		p.log(p.id(first), first.Text(), "")
	} else {
		p.logRun(first, n)
	}
}

// removeAll deletes lines.
func (p *pass) removeAll(lines []sdp.Line) error {
	for _, l := range lines {
		if err := p.remove(l); err != nil {
			return err
		}
	}
	return nil
}

// insertAfter puts a line behind another.
func (p *pass) insertAfter(l sdp.Line, text string) (sdp.Line, error) {
	n, err := l.InsertAfter(text)
	if err != nil {
		return n, err
	}
	p.adopt(n, text)
	return n, nil
}

// add puts a line where RFC 8866 wants it.
func (p *pass) add(s sdp.Section, text string) (sdp.Line, error) {
	n, err := s.AddLine(text)
	if err != nil {
		return n, err
	}
	p.adopt(n, text)
	return n, nil
}

func (p *pass) adopt(l sdp.Line, text string) {
	if p.added == nil {
		p.added = map[sdp.Line]int{}
	}
	p.added[l] = -1 - len(p.added)
	if s, n := l.Section(), len(p.grown); n == 0 || p.grown[n-1] != s {
		p.grown = append(p.grown, s)
	}
	p.forget(l.Section())
	p.log(p.added[l], "", text)
}

// id names a line in the report: by its number, or if it was added by a negative one.
func (p *pass) id(l sdp.Line) int {
	if n := l.Number(); n > 0 {
		return n
	}
	return p.added[l]
}

func (p *pass) note(l sdp.Line, before, after string) {
	p.forget(l.Section())
	p.log(p.id(l), before, after)
}

// remark adds a note to the report.
func (p *pass) remark(text string) {
	if p.said[text] {
		return
	}
	if p.said == nil {
		p.said = map[string]bool{}
	}
	p.said[text] = true
	p.done.Notes = append(p.done.Notes, text)
}

// set writes an attribute that stands once in a section: in place of the first of
// type T, and the others go. One that means the same already stays as it is written.
func set[T sdp.Attribute[T]](p *pass, s sdp.Section, v T) error {
	var first sdp.Line
	var rest []sdp.Line
	for l := range sdp.LinesOf[T](s) {
		if !first.Valid() {
			first = l
		} else {
			rest = append(rest, l)
		}
	}
	if err := p.removeAll(rest); err != nil {
		return err
	}
	text, err := render(v)
	switch {
	case err != nil:
		return err
	case !first.Valid():
		_, err = p.add(s, text)
		return err
	}
	if was, ok := read[T](first); ok && same(was, v) {
		return nil
	}
	return p.replace(first, text)
}

// same compares by meaning where the type knows how.
func same[T any](a, b T) bool {
	if e, ok := any(a).(interface{ Equal(T) bool }); ok {
		return e.Equal(b)
	}
	return any(a) == any(b)
}

// read parses a line as a T.
func read[T sdp.Attribute[T]](l sdp.Line) (v T, ok bool) {
	name, value, hasValue, _ := l.Attr()
	v, err := v.ParseAttribute(name, value, hasValue)
	return v, err == nil
}

// render writes v as a line, and refuses what would not be read back as the same.
func render[T sdp.Attribute[T]](v T) (string, error) {
	text := string(v.AppendAttribute([]byte("a=")))
	name, value, hasValue := cut(text[2:])
	var zero T
	if got, err := zero.ParseAttribute(name, value, hasValue); err != nil {
		return "", fail(ErrArgument, "%s: %v", name, err)
	} else if !same(got, v) {
		return "", fail(ErrArgument, "%q would be read as another value", text)
	}
	return text, nil
}

// drop removes the section's attributes of type T for which gone is true; those that
// can't be parsed it leaves alone.
func drop[T sdp.Attribute[T]](p *pass, s sdp.Section, gone func(T) bool) error {
	for l := range sdp.LinesOf[T](s) {
		if v, ok := read[T](l); ok && gone(v) {
			if err := p.remove(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// dropAll removes the section's attributes of type T, the unparsable ones too.
func dropAll[T sdp.Attribute[T]](p *pass, s sdp.Section) error {
	for l := range sdp.LinesOf[T](s) {
		if err := p.remove(l); err != nil {
			return err
		}
	}
	return nil
}
