package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

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
