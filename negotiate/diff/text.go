package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A line is one line with its marks. A line that is neither matched nor claimed
// when the rules are done falls to the catch-all, so nothing can be overlooked.
// There is one for each line of both texts, so it is small, and what is seldom asked
// for is cut from the text then.
type line struct {
	text    string
	twin    *line  // the byte-equal line in the other text's section
	num     uint32 // from 1
	topic   topic
	typ     byte
	ending  ending
	claimed bool // a change names it
}

// readTopic reads what the line is about.
func (l *line) readTopic() {
	switch text := l.text; {
	case len(text) < len("a=") || text[1] != '=':
		l.topic = otherLine
	case text[0] == 'a':
		name, _, _ := strings.Cut(text[len("a="):], ":")
		l.typ, l.topic = 'a', attributeTopic(name)
	default:
		l.typ, l.topic = text[0], lineTopics[text[0]]
	}
}

// name is that of an attribute, "" for another line.
func (l *line) name() string {
	if l.typ != 'a' {
		return ""
	}
	if l.topic != otherAttribute {
		return topics[l.topic].name
	}
	name, _, _ := strings.Cut(l.text[len("a="):], ":")
	return name
}

// attr splits an attribute as [sdp.Line.Attr] does.
func (l *line) attr() (name, value string, hasValue bool) {
	if l.typ != 'a' {
		return "", "", false
	}
	name = l.name()
	if len(l.text) == len("a=")+len(name) {
		return name, "", false
	}
	return name, l.text[len("a=:")+len(name):], true
}

// value is what follows an attribute's name and colon.
func (l *line) value() string {
	_, value, _ := l.attr()
	return value
}

// hasValue says that a colon follows the name.
func (l *line) hasValue() bool {
	_, _, has := l.attr()
	return has
}

// parsed is an attribute line as a value of its type.
func parsed[T sdp.Attribute[T]](l *line) (T, error) {
	var zero T
	return zero.ParseAttribute(l.attr())
}

// open says that nothing accounts for the line yet.
func (l *line) open() bool { return l.twin == nil && !l.claimed }

// A section is a view of the session part or of a media section.
type section struct {
	sdp.Section
	doc   *doc
	slot  int // -1 for the session part
	mid   string
	lines []line
	set   *codecSet // what codecs has read
	pair  *pair     // that it is the new section of

	rejected bool // see sdp.Section.Rejected
	bundle   int  // its BUNDLE group, as index+1; 0 for none

	sorted []*line                 // the lines by their topics; see about
	from   [len(topics) + 1]uint32 // where those of each topic begin in sorted
}

// attr returns the section's own lines with this attribute name, which has to be one
// of topics.
func (s *section) attr(name string) []*line { return s.about(attributeTopic(name)) }

// about returns the section's own lines about a topic. Of most sections most topics are
// asked for, some of them often, so all lines are sorted at the first question.
func (s *section) about(t topic) []*line {
	if s.sorted == nil {
		s.sort()
	}
	return s.sorted[s.from[t]:s.from[t+1]:s.from[t+1]]
}

func (s *section) sort() {
	var next [len(topics)]uint32
	for i := range s.lines {
		next[s.lines[i].topic]++
	}
	at := uint32(0)
	for t, n := range next {
		next[t], at = at, at+n
		s.from[t+1] = at
	}
	s.sorted = make([]*line, len(s.lines))
	for i := range s.lines {
		l := &s.lines[i]
		s.sorted[next[l.topic]] = l
		next[l.topic]++
	}
}

// all returns all lines of the section in their order.
func (s *section) all() []*line {
	ls := make([]*line, len(s.lines))
	for i := range s.lines {
		ls[i] = &s.lines[i]
	}
	return ls
}

// inherit returns the lines that hold for the section: its own with this name,
// else the session's, if such an attribute holds there for all media (RFC 8866
// §5.13).
func (s *section) inherit(name string) []*line {
	t := attributeTopic(name)
	if ls := s.about(t); len(ls) > 0 || s.slot < 0 {
		return ls
	}
	ls := s.doc.session.about(t)
	if len(ls) > 0 {
		if info, _ := sdp.Describe(name); !info.Inherited {
			return nil
		}
	}
	return ls
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
	return &s.lines[0]
}

// first returns the section's first line of a type, nil for none.
func (s *section) first(typ byte) *line {
	if ls := s.about(lineTopics[typ]); len(ls) > 0 {
		return ls[0]
	}
	return nil
}

// ice reports whether the section uses ICE, by credentials of its own or those of
// the section that owns its BUNDLE's transport. Then c= and port are no more than
// a default candidate (RFC 8839 §4.2.1.2).
func (s *section) ice() bool {
	if s.value("ice-ufrag") != "" {
		return true
	}
	b := s.doc.bundleOf(s)
	return b != nil && b.ice
}

// A doc is a description cut into lines.
type doc struct {
	*sdp.Description
	text     string
	lines    []line // of all sections
	session  *section
	media    []section
	origin   sdp.Origin
	noOrigin bool // o= can't be read
	o        *line
	bundles  []bundle
	mids     map[string]int // the first section with a mid; nil where few sections make a search as good
}

// A bundle is a BUNDLE group. Its first section owns the transport (RFC 9143
// §7.1.3).
type bundle struct {
	mids []string
	ice  bool // the first section has ICE credentials
}

// read cuts a description. An edited one is taken as it stands, since a line is known by
// its number, to this package as to [negotiate.Finding].
func read(d *sdp.Description) *doc {
	if d.Edited() {
		d = d.Fork()
	}
	sections := make([]section, 1+d.NumMedia())
	doc := &doc{Description: d, text: d.String(), session: &sections[0], media: sections[1:]}
	doc.cut(sections)
	doc.readMids()
	origin, err := d.Origin()
	doc.origin, doc.noOrigin = origin, err != nil
	doc.o = doc.session.first('o')
	doc.readBundles()
	return doc
}

// cut cuts the text into lines.
func (d *doc) cut(sections []section) {
	sections[0].Section = d.Session()
	for i, s := range d.AllMedia() {
		sections[i+1].Section = s
	}
	lines, rest := make([]line, 0, strings.Count(d.text, "\n")+1), d.text
	for i := range sections {
		s := &sections[i]
		s.doc, s.slot = d, i-1
		s.mid, _ = s.MID()
		s.rejected = s.Rejected()
		from := len(lines)
		for l := range s.Lines() {
			lines = append(lines, line{text: l.Text(), num: uint32(len(lines) + 1)})
			last := &lines[len(lines)-1]
			last.readTopic()
			last.ending, rest = cutLine(rest, last.text)
		}
		s.lines = lines[from:]
	}
	// Where lines end in another way there were more than expected, and they moved.
	from := 0
	for i := range sections {
		to := from + len(sections[i].lines)
		sections[i].lines, from = lines[from:to:to], to
	}
	d.lines = lines
}

// numbered returns the line with a number, nil for 0.
func (d *doc) numbered(n int) *line {
	if n == 0 {
		return nil
	}
	return &d.lines[n-1]
}

// readMids gets ready for byMID.
func (d *doc) readMids() {
	const few = 8
	if len(d.media) <= few {
		return
	}
	d.mids = make(map[string]int, len(d.media))
	for i := range d.media {
		if mid := d.media[i].mid; mid != "" {
			if _, twice := d.mids[mid]; !twice {
				d.mids[mid] = i
			}
		}
	}
}

// byMID finds the first section with a mid, nil for none.
func (d *doc) byMID(mid string) *section {
	if mid == "" {
		return nil
	}
	if d.mids != nil {
		if i, ok := d.mids[mid]; ok {
			return &d.media[i]
		}
		return nil
	}
	for i := range d.media {
		if d.media[i].mid == mid {
			return &d.media[i]
		}
	}
	return nil
}

func (d *doc) readBundles() {
	for _, l := range d.session.attr("group") {
		g, err := parsed[sdp.Group](l)
		if err != nil || g.Semantics != "BUNDLE" {
			continue
		}
		b := bundle{mids: slices.Collect(g.MIDs())}
		for i, mid := range b.mids {
			s := d.byMID(mid)
			if s == nil {
				continue
			}
			if s.bundle == 0 {
				s.bundle = len(d.bundles) + 1
			}
			b.ice = b.ice || i == 0 && s.value("ice-ufrag") != ""
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

// bundleOf returns the BUNDLE group that a section's mid stands in, nil for none.
func (d *doc) bundleOf(s *section) *bundle {
	if s = d.byMID(s.mid); s == nil || s.bundle == 0 {
		return nil
	}
	return &d.bundles[s.bundle-1]
}

// carrier returns the mid of the section that has an attribute of the transport for
// another one: the first of its BUNDLE group, where such attributes stand alone once
// the group is negotiated (RFC 9143 §7.1.3). ok is false for the first section
// itself, and where that hasn't the attribute either.
func (d *doc) carrier(of *section, attr string) (first string, ok bool) {
	b := d.bundleOf(of)
	if b == nil {
		return "", false
	}
	first = b.mids[0]
	s := d.byMID(first)
	return first, first != of.mid && s != nil && len(s.inherit(attr)) > 0
}

func (d *doc) summary(typ string) Summary {
	s := Summary{
		Type: typ, SessionID: d.origin.SessionID, Version: d.origin.SessionVersion,
		Kinds: make([]string, 0, len(d.media)), Lines: len(d.lines),
	}
	for _, b := range d.bundles {
		s.Bundles = append(s.Bundles, b.mids)
	}
	for i := range d.media {
		m := &d.media[i]
		if s.Type == "" && m.value("setup") == "actpass" {
			s.Type = "offer" // an answer has to choose (RFC 4145 §4.1)
		}
		s.Kinds = append(s.Kinds, cmp.Or(m.Kind(), "?"))
		if m.rejected {
			s.Stopped = append(s.Stopped, i)
		}
	}
	return s
}
