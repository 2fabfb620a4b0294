package diff

import (
	"cmp"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A line is one line with its marks. A line that is neither matched nor claimed
// when the rules are done falls to the catch-all, so nothing can be overlooked.
// There is one for each line of both texts, so what is seldom asked for is cut from
// the text then.
type line struct {
	text     string
	name     string // of an attribute
	twin     *line  // the byte-equal line in the other text's section
	num      uint32 // from 1
	typ      byte
	ending   ending
	hasValue bool
	claimed  bool // a change names it
}

// value is what follows an attribute's name and colon.
func (l *line) value() string {
	if !l.hasValue {
		return ""
	}
	return l.text[len("a=:")+len(l.name):]
}

// parsed is an attribute line as a value of its type.
func parsed[T sdp.Attribute[T]](l *line) (T, error) {
	var zero T
	return zero.ParseAttribute(l.name, l.value(), l.hasValue)
}

// open says that nothing accounts for the line yet.
func (l *line) open() bool { return l.twin == nil && !l.claimed }

// A section is a view of the session part or of a media section.
type section struct {
	sdp.Section
	doc   *doc
	slot  int // -1 for the session part
	mid   string
	lines []*line
	asked []namedLines // what attr has found
	set   *codecSet    // what codecs has read
	pair  *pair        // that it is the new section of

	rejected bool // see sdp.Section.Rejected
}

type namedLines struct {
	name  string
	lines []*line
}

// attr returns the section's own lines with this attribute name. Few names are asked
// for, but those of the session part once for each section: they are looked for once.
func (s *section) attr(name string) []*line {
	for i := range s.asked {
		if s.asked[i].name == name {
			return s.asked[i].lines
		}
	}
	var ls []*line
	for i, l := range s.lines {
		switch {
		case l.name != name:
		case ls == nil:
			ls = s.lines[i : i+1 : i+1] // most stand alone
		default:
			ls = append(ls, l)
		}
	}
	if s.asked == nil {
		s.asked = make([]namedLines, 0, 8)
	}
	s.asked = append(s.asked, namedLines{name, ls})
	return ls
}

// inherit returns the lines that hold for the section: its own with this name,
// else the session's, if such an attribute holds there for all media (RFC 8866
// §5.13).
func (s *section) inherit(name string) []*line {
	if ls := s.attr(name); len(ls) > 0 || s.slot < 0 {
		return ls
	}
	if info, _ := sdp.Describe(name); !info.Inherited {
		return nil
	}
	return s.doc.session.attr(name)
}

// value is inherit for an attribute that stands once.
func (s *section) value(name string) string {
	if ls := s.inherit(name); len(ls) > 0 {
		return strings.TrimSpace(ls[0].value())
	}
	return ""
}

// m returns the section's m= line, nil in the session part.
func (s *section) m() *line {
	if s.slot < 0 || len(s.lines) == 0 {
		return nil
	}
	return s.lines[0]
}

// of returns the section's lines of one type.
func (s *section) of(typ byte) []*line {
	var ls []*line
	for _, l := range s.lines {
		if l.typ == typ {
			ls = append(ls, l)
		}
	}
	return ls
}

// ice reports whether the section uses ICE, by credentials of its own or those of
// the section that owns its BUNDLE's transport. Then c= and port are no more than
// a default candidate (RFC 8839 §4.2.1.2).
func (s *section) ice() bool {
	if s.value("ice-ufrag") != "" {
		return true
	}
	g, ok := s.doc.bundled(s.mid)
	return ok && s.doc.bundles[g].ice
}

// A doc is a description cut into lines.
type doc struct {
	*sdp.Description
	text     string
	lines    []*line // of all sections
	session  *section
	media    []*section
	origin   sdp.Origin
	noOrigin bool // o= can't be read
	o        *line
	bundles  []bundle
	groupOf  map[string]int // of a mid: index into bundles
	byMID    map[string]*section
}

// A bundle is a BUNDLE group. Its first section owns the transport (RFC 9143
// §7.1.3).
type bundle struct {
	mids []string
	ice  bool // the first section has ICE credentials
}

func read(d *sdp.Description) *doc {
	doc := &doc{Description: d, text: d.String(), byMID: make(map[string]*section)}
	most := strings.Count(doc.text, "\n") + 1
	doc.lines = make([]*line, 0, most)
	c := cutter{doc: doc, rest: doc.text, block: make([]line, 0, most)}
	sections := make([]section, 1+d.NumMedia())
	doc.session, doc.media = &sections[0], make([]*section, 0, d.NumMedia())
	c.cut(doc.session, d.Session(), -1)
	for i, s := range d.AllMedia() {
		sec := &sections[i+1]
		c.cut(sec, s, i)
		doc.media = append(doc.media, sec)
		if sec.mid != "" && doc.byMID[sec.mid] == nil {
			doc.byMID[sec.mid] = sec
		}
	}
	origin, err := d.Origin()
	doc.origin, doc.noOrigin = origin, err != nil
	if ls := doc.session.of('o'); len(ls) > 0 {
		doc.o = ls[0]
	}
	doc.readBundles()
	return doc
}

// A cutter cuts sections into lines.
type cutter struct {
	doc   *doc
	rest  string // of the text
	block []line // where the lines are; a full one is left to those that point into it
}

func (c *cutter) cut(sec *section, s sdp.Section, slot int) {
	sec.Section, sec.doc, sec.slot = s, c.doc, slot
	sec.mid, _ = s.MID()
	sec.rejected = s.Rejected()
	all := c.doc.lines
	first := len(all)
	for l := range s.Lines() {
		if len(c.block) == cap(c.block) {
			c.block = make([]line, 0, 1+len(all))
		}
		c.block = append(c.block, line{num: uint32(len(all) + 1), text: l.Text(), typ: l.Type()})
		ln := &c.block[len(c.block)-1]
		ln.ending, c.rest = cutLine(c.rest, ln.text)
		if ln.typ == 'a' {
			ln.name, _, ln.hasValue = strings.Cut(ln.text[len("a="):], ":")
		}
		all = append(all, ln)
	}
	c.doc.lines, sec.lines = all, all[first:len(all):len(all)]
}

func (d *doc) readBundles() {
	d.groupOf = make(map[string]int)
	for g, err := range sdp.All[sdp.Group](d.Session()) {
		if err != nil || g.Semantics != "BUNDLE" {
			continue
		}
		var b bundle
		for mid := range g.MIDs() {
			b.mids = append(b.mids, mid)
			if _, ok := d.groupOf[mid]; !ok {
				d.groupOf[mid] = len(d.bundles)
			}
		}
		if len(b.mids) > 0 && d.byMID[b.mids[0]] != nil {
			b.ice = d.byMID[b.mids[0]].value("ice-ufrag") != ""
		}
		d.bundles = append(d.bundles, b)
	}
}

// An ending is how a line ends.
type ending uint8

const (
	noEnding ending = iota
	crlf
	lf
	cr
)

var endingNames = [...]string{"none", "CRLF", "LF", "CR"}

func (e ending) String() string { return endingNames[e] }

// cutLine takes a line with its ending off the front of a text. The line is what
// the parser made of it, so only the ending has to be found.
func cutLine(text, line string) (end ending, rest string) {
	rest, ok := strings.CutPrefix(text, line)
	switch {
	case !ok:
		return noEnding, text
	case strings.HasPrefix(rest, "\r\n"):
		return crlf, rest[2:]
	case strings.HasPrefix(rest, "\n"):
		return lf, rest[1:]
	case strings.HasPrefix(rest, "\r"):
		return cr, rest[1:]
	}
	return noEnding, rest
}

// bundled reports whether a mid stands in a BUNDLE group, and in which.
func (d *doc) bundled(mid string) (group int, ok bool) {
	group, ok = d.groupOf[mid]
	return group, ok
}

// carrier returns the mid of the section that has an attribute of the transport for
// another one: the first of its BUNDLE group, where such attributes stand alone once
// the group is negotiated (RFC 9143 §7.1.3). ok is false for the first section
// itself, and where that hasn't the attribute either.
func (d *doc) carrier(mid, attr string) (first string, ok bool) {
	g, ok := d.bundled(mid)
	if !ok {
		return "", false
	}
	first = d.bundles[g].mids[0]
	s := d.byMID[first]
	return first, first != mid && s != nil && len(s.inherit(attr)) > 0
}

func (d *doc) summary(typ string) Summary {
	s := Summary{
		Type: typ, SessionID: d.origin.SessionID, Version: d.origin.SessionVersion,
		Kinds: []string{}, Lines: len(d.session.lines),
	}
	for _, b := range d.bundles {
		s.Bundles = append(s.Bundles, b.mids)
	}
	for i, m := range d.media {
		if s.Type == "" && m.value("setup") == "actpass" {
			s.Type = "offer" // an answer has to choose (RFC 4145 §4.1)
		}
		s.Kinds = append(s.Kinds, cmp.Or(m.Kind(), "?"))
		if m.rejected {
			s.Stopped = append(s.Stopped, i)
		}
		s.Lines += len(m.lines)
	}
	return s
}
