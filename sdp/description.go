package sdp

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// A Description is a session description: one session part and any number of
// media sections. It keeps the text it was parsed from byte for byte, and edits
// as a layer above it; see the package documentation.
//
// The zero value is an empty description: its text is "", it has no lines, and
// lines and media sections can be added to it. New makes one that is valid.
// Reading a Description from several goroutines at once is safe; editing it is
// not. A Description must not be copied by value: use Clone.
type Description struct {
	text  string
	slots []slot
	secs  []section // the session part is secs[0]
	order []uint32  // media sections in the order of writing; nil: as parsed
	nodes []node
	gone  int    // bytes of the lines that were deleted and have no node
	gen   uint32 // handles of another generation are stale
	opts  Options
}

// Options sets limits, and whether liberties are taken. Every limit is a
// defence against input that was made to be expensive; the zero Options is right
// for text from a trusted source.
//
// At the first limit that is exceeded reading stops: the rest of the text becomes
// one opaque line, which is kept, and a problem says so.
type Options struct {
	MaxBytes      int // length of the text; 0 means 2³¹−1, which is also the most
	MaxLines      int // lines, blank ones too; 0 means no limit
	MaxSections   int // media sections; 0 means no limit
	MaxAttributes int // a= lines in one section; 0 means no limit
	MaxLineLen    int // bytes in a line without its ending; 0 means no limit
	MaxProblems   int // problems that are reported one by one; 0 means 100

	// Strict makes Parse refuse everything that RFC 8866's grammar refuses, the
	// liberties of the package documentation too.
	Strict bool
}

// defaults are the zero Options, as most use them.
var defaults = Options{}.limits()

// limits fills in the limits that o leaves open.
func (o Options) limits() Options {
	unlimited := func(n *int, most int) {
		if *n <= 0 || *n > most {
			*n = most
		}
	}
	unlimited(&o.MaxBytes, maxTextBytes)
	unlimited(&o.MaxLines, maxTextBytes-1)
	unlimited(&o.MaxSections, maxTextBytes)
	unlimited(&o.MaxAttributes, maxTextBytes/2)
	unlimited(&o.MaxLineLen, maxTextBytes)
	if o.MaxProblems <= 0 {
		o.MaxProblems = 100
	}
	return o
}

// Parse reads a session description (RFC 8866, RFC 4566, RFC 2327). It refuses
// what RFC 8866 refuses, apart from the liberties that deployed endpoints take,
// which the package documentation lists. A refusal is an ErrorList with every
// problem; the returned Description is never nil and holds what ParseLax would
// give.
//
// The Description refers to text and so keeps it in memory; Clone detaches.
func Parse(text string) (*Description, error) { return Options{}.Parse(text) }

// ParseLax reads any text at all. What it can't understand it keeps as opaque
// lines; the ErrorList says what Parse would have refused.
func ParseLax(text string) (*Description, ErrorList) { return Options{}.ParseLax(text) }

// Parse is the function Parse with limits.
func (o Options) Parse(text string) (*Description, error) {
	d := &Description{opts: o}
	return d, d.reset(text).Err()
}

// ParseLax is the function ParseLax with limits.
func (o Options) ParseLax(text string) (*Description, ErrorList) {
	d := &Description{opts: o}
	return d, d.reset(text)
}

// Reset makes d the description of text, as Parse would, with the Options that d
// was parsed with. It uses d's memory again: in steady state it allocates
// nothing. All handles into d become stale. After an error d holds what ParseLax
// would give.
func (d *Description) Reset(text string) error { return d.reset(text).Err() }

// New returns the smallest valid description:
//
//	v=0
//	o=- 0 0 IN IP4 0.0.0.0
//	s=-
//	t=0 0
//
// Give it an origin of its own with SetOrigin: RFC 8866 §5.2 wants the session id
// to be unique.
func New() *Description {
	d, _ := Parse("v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n")
	return d
}

// Edited reports whether d has been edited since it was parsed. Then its text may be
// another than the one that was read, and lines may stand elsewhere in it than their
// numbers say; a Fork has them numbered anew.
func (d *Description) Edited() bool { return len(d.nodes) > 0 || d.gone > 0 || d.order != nil }

// Clone returns a copy of d that shares no memory with it or with the text d was
// parsed from. Lines keep their numbers.
func (d *Description) Clone() *Description {
	c := &Description{
		text:  strings.Clone(d.text),
		slots: slices.Clone(d.slots),
		secs:  slices.Clone(d.secs),
		order: slices.Clone(d.order),
		nodes: slices.Clone(d.nodes),
		gone:  d.gone,
		opts:  d.opts,
	}
	for i := range c.nodes {
		c.nodes[i].text = strings.Clone(c.nodes[i].text)
	}
	return c
}

// Fork returns a copy of d as it stands, to be edited on its own. It shares the text
// with d, which makes it several times cheaper than Clone; its lines have the numbers
// that they have in String.
func (d *Description) Fork() *Description {
	f := &Description{opts: d.opts}
	if d.Edited() {
		_ = f.reset(d.String()) // what is wrong with the text is wrong with d
		return f
	}
	f.text, f.slots, f.secs = d.text, slices.Clone(d.slots), slices.Clone(d.secs)
	return f
}

// Equal reports whether both descriptions have the same text, byte for byte.
// What differs in meaning is the business of negotiate/diff.
func (d *Description) Equal(other *Description) bool {
	if d == nil || other == nil {
		return d == other
	}
	return d.String() == other.String()
}

// init gives the zero Description its session part.
func (d *Description) init() {
	if len(d.secs) == 0 {
		d.secs = append(d.secs, section{})
	}
}

// Session returns the session part: the lines before the first m= line.
func (d *Description) Session() Section { return d.sectionByID(0) }

func (d *Description) sectionByID(id uint32) Section { return Section{d: d, id: id, gen: d.gen} }

// NumMedia returns the number of media sections.
func (d *Description) NumMedia() int {
	if d.order != nil {
		return len(d.order)
	}
	return max(0, len(d.secs)-1)
}

// mediaID is the index in secs of media section i, which must exist.
func (d *Description) mediaID(i int) uint32 {
	if d.order != nil {
		return d.order[i]
	}
	return uint32(i + 1)
}

// Media returns media section i, from 0. Without such a section it returns one
// that is not valid.
func (d *Description) Media(i int) Section {
	if i < 0 || i >= d.NumMedia() {
		return Section{}
	}
	return d.sectionByID(d.mediaID(i))
}

// AllMedia iterates over the media sections and their indexes. The current section
// may be removed meanwhile; sections that are added meanwhile are not seen.
func (d *Description) AllMedia() iter.Seq2[int, Section] {
	return func(yield func(int, Section) bool) {
		gen, old := d.gen, uint32(len(d.secs))
		for i := 0; i < d.NumMedia() && d.gen == gen; {
			m := d.Media(i)
			if m.id < old && !yield(i, m) {
				return
			}
			switch {
			case i < d.NumMedia() && d.mediaID(i) == m.id:
				i++
			case m.Valid(): // others have come or gone before it
				i = m.Index() + 1
			}
			// Else it is gone, and the next one is in its place.
		}
	}
}

// MediaByMID returns the first media section whose a=mid is mid (RFC 5888 §4).
func (d *Description) MediaByMID(mid string) (Section, bool) {
	for _, m := range d.AllMedia() {
		if id, ok := m.MID(); ok && id == mid {
			return m, true
		}
	}
	return Section{}, false
}

// AddMedia adds a media section with nothing but its m= line at the end.
func (d *Description) AddMedia(m MediaName) (Section, error) {
	return d.InsertMedia(d.NumMedia(), m)
}

// InsertMedia puts a media section with nothing but its m= line in front of media
// section i; i may be NumMedia. Note that an offerer may not move the sections of
// a session that is under way (RFC 3264 §8). It costs four bytes moved for each
// section behind it, as does RemoveMedia.
func (d *Description) InsertMedia(i int, m MediaName) (Section, error) {
	if i < 0 || i > d.NumMedia() {
		return Section{}, fmt.Errorf("%w: %d of %d", ErrIndex, i, d.NumMedia())
	}
	text, err := renderMedia(m)
	if err != nil {
		return Section{}, err
	}
	d.init()
	d.makeOrder()
	end := lastEnding(d.text)
	prev := uint32(0)
	if i > 0 {
		prev = d.order[i-1]
	}
	if d.findTail(prev); d.secs[prev].tail != 0 && !d.endsInRest(prev) {
		end = d.lineEnding(ref(d.secs[prev].tail - 1))
	}
	id := uint32(len(d.secs))
	d.secs = append(d.secs, section{})
	at := d.addNode(text, end)
	sec := &d.secs[id]
	d.link(at, 0, &sec.head)
	sec.tail = uint32(at) + 1
	d.order = slices.Insert(d.order, i, id)
	return d.sectionByID(id), nil
}

// endsInRest says that the section's last line is the opaque one behind a limit.
func (d *Description) endsInRest(id uint32) bool {
	sec := d.secs[id]
	return sec.first < sec.end && d.isRest(ref(sec.end-1))
}

// RemoveMedia removes media section i and all its lines. Handles to it and to its
// lines become stale. To stop a stream in a session that is under way, set its
// port to 0 instead (RFC 3264 §8.2).
func (d *Description) RemoveMedia(i int) error {
	if i < 0 || i >= d.NumMedia() {
		return fmt.Errorf("%w: %d of %d", ErrIndex, i, d.NumMedia())
	}
	d.makeOrder()
	d.secs[d.order[i]].gone = true
	d.order = slices.Delete(d.order, i, i+1)
	return nil
}

// ReorderMedia puts the media sections in another order; it is given each of them
// once. Handles stay good and lines keep their numbers. The sections of a session that
// is under way must keep their places (RFC 3264 §8).
func (d *Description) ReorderMedia(sections ...Section) error {
	order := make([]uint32, len(sections))
	seen := make([]bool, len(d.secs))
	for i, s := range sections {
		switch {
		case !s.Valid() || s.d != d:
			return ErrStale
		case s.id == 0:
			return ErrNotMedia
		case seen[s.id]:
			return fmt.Errorf("%w: section %d stands there twice", ErrIndex, s.Index())
		}
		seen[s.id], order[i] = true, s.id
	}
	if len(order) != d.NumMedia() {
		return fmt.Errorf("%w: %d sections of %d", ErrIndex, len(order), d.NumMedia())
	}
	d.order = order
	return nil
}

func (d *Description) makeOrder() {
	if d.order != nil {
		return
	}
	d.order = make([]uint32, len(d.secs)-1, len(d.secs)+3)
	for i := range d.order {
		d.order[i] = uint32(i + 1)
	}
}

// sectionPath names a section by its place and mid: "m[1](mid=video)".
func (d *Description) sectionPath(id uint32) string {
	if id == 0 || int(id) >= len(d.secs) {
		return "session"
	}
	s := d.sectionByID(id)
	path := "m[" + strconv.Itoa(s.Index()) + "]"
	if mid, ok := s.MID(); ok {
		path = midPath(path, mid)
	}
	return path
}

// midPath adds a mid that is a token to the path of its section.
func midPath(path, mid string) string {
	if len(mid) > maxPathPart || !is(mid, clsToken) {
		return path
	}
	return path + "(mid=" + mid + ")"
}

const maxPathPart = 40

// linePath names the line in slot i by its type; it is "" for a line that has
// none or stands outside the section.
func (d *Description) linePath(id uint32, i int) string {
	if i < 0 || i >= len(d.slots) || int(id) >= len(d.secs) || d.slots[i].meta&metaRest != 0 {
		return ""
	}
	if sec := d.secs[id]; uint32(i) < sec.first || uint32(i) >= sec.end {
		return ""
	}
	return pathPart(d.slotText(i))
}

// pathPart names a line: "/a=fmtp:96", "/m=".
func pathPart(line string) string {
	typ := textType(line)
	if ranks[typ] == 0 {
		return ""
	}
	path := "/" + string(rune(typ)) + "="
	if typ != 'a' {
		return path
	}
	if name, value, _, _ := cutAttr(line[2:]); is(name, clsToken) && len(name) <= maxPathPart {
		path += name
		// The payload type, id or the like with which values start.
		if n := span(value, clsToken); n > 0 && n < len(value) && value[n] == ' ' && n <= maxPathPart {
			path += ":" + value[:n]
		}
	}
	return path
}
