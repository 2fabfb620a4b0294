package sdp

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"strconv"
)

// Severity says how much a Problem matters.
type Severity uint8

const (
	SeverityInfo    Severity = iota + 1 // worth knowing; nothing need be wrong
	SeverityWarning                     // against a SHOULD, without effect, or refused by some
	SeverityError                       // against a MUST, or of no use to a reader
)

// String returns "info", "warning" or "error".
func (s Severity) String() string {
	switch s {
	case SeverityInfo:
		return "info"
	case SeverityWarning:
		return "warning"
	case SeverityError:
		return "error"
	}
	return "none"
}

// MarshalText returns String.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Severity) UnmarshalText(b []byte) error {
	for _, v := range []Severity{0, SeverityInfo, SeverityWarning, SeverityError} {
		if string(b) == v.String() {
			*s = v
			return nil
		}
	}
	return errors.New("sdp: " + quote(string(b)) + " is not a severity")
}

// A Problem is one thing that Check finds.
type Problem struct {
	ID       string // the class, one of Problems: "fmtp-unlisted"
	Severity Severity
	Line     int    // from 1; 0 for a line that was added after parsing
	Column   int    // in bytes, from 1
	Path     string // the place by meaning, as in SyntaxError
	Rule     string // the clause
	Msg      string // what is wrong
	Fix      string // what to do about it; "" where that depends on what was meant
}

// Error gives position and message, as SyntaxError does.
func (p Problem) Error() string { return p.syntax().Error() }

// String gives position, severity, message and class:
// "17:8: error: a=fmtp: the m= line does not list 97 (fmtp-unlisted)".
func (p Problem) String() string {
	e := p.syntax()
	e.Msg = p.Severity.String() + ": " + p.Msg + " (" + p.ID + ")"
	return e.Error()
}

// Detail is String followed by what SyntaxError.Detail shows: an excerpt of text,
// which is the text that was parsed, path, clause and fix.
func (p Problem) Detail(text string) string {
	e := p.syntax()
	e.Msg = p.Severity.String() + ": " + p.Msg + " (" + p.ID + ")"
	return e.Detail(text)
}

func (p Problem) syntax() *SyntaxError {
	return &SyntaxError{Line: p.Line, Column: p.Column, Path: p.Path, Rule: p.Rule, Msg: p.Msg, Fix: p.Fix}
}

// Check looks for what is wrong with a description beyond its grammar: attributes
// that can't be parsed, that stand where or as often as they may not, that name
// what isn't there or contradict each other. Problems has the classes. The result
// is in the order of the lines, on one line in that of the IDs; lines that were
// added after parsing have no number and come first.
//
// Check knows one description at a time. What an answer owes to its offer, or an
// offer to the one before, it does not judge; nor whether the description is one
// or the other. Of a section that is rejected (Section.Rejected) only the
// attributes by themselves, the mid and the credentials are looked at, for the rest
// of it means nothing; but where a=control says that it is RTSP, a port of 0 rejects
// nothing. What the grammar refuses is for ParseLax to report.
//
// What more functions find is sorted in, so that other packages and users can add
// rules of their own. Time is linear in the length of the text.
func Check(d *Description, more ...func(*Description) []Problem) []Problem {
	c := newChecker(d)
	for i := range c.views {
		v := &c.views[i]
		for _, rule := range sectionRules {
			rule(c, v)
		}
	}
	for _, rule := range descriptionRules {
		rule(c)
	}
	for _, f := range more {
		c.problems = append(c.problems, f(d)...)
	}
	slices.SortStableFunc(c.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Column, b.Column))
	})
	return c.problems
}

// sectionRules are about one section, the session part included, and what it
// inherits.
var sectionRules = []func(*checker, *view){
	checkFormats, checkRTPMaps, checkAbout, checkAssociated, checkRIDs, checkSimulcast, checkExtMaps, checkSources,
	checkDataChannels, checkMux, checkICE, checkFingerprints, checkDTLS, checkSCTP, checkAddress, checkCrypto,
}

// descriptionRules follow what goes from section to section.
var descriptionRules = []func(*checker){
	checkMIDs, checkGroups, checkFloors, checkExtMapLevels, checkICESession, checkBundledCodecs, checkBundledExtMaps, checkBundledTransport,
}

// A checker holds what one Check has found out.
type checker struct {
	views []view           // views[0] is the session part
	mids  map[string]*view // the first section with a mid
	// spoiledMIDs says that a section has a mid that can't be parsed.
	spoiledMIDs bool
	groups      []held[Group]
	problems    []Problem
}

// held is an attribute and the line that it stands on.
type held[T any] struct {
	line Line
	v    T
}

// A view is a section with everything read that rules ask for more than once.
type view struct {
	sec     Section
	path    string // "m[1](mid=video)"
	mline   Line
	media   MediaName // without its formats
	formats []format
	listed  payloadTypes    // among the formats
	others  map[string]bool // the formats that aren't payload types; nil until asked for
	rtp     bool
	live    bool  // a media section that is not rejected
	bundle  int   // its BUNDLE group, as index+1 of the groups
	tag     *view // the section whose transport the group uses, if it is there
	codecs  []Codec
	shared  []held[string] // IDENTICAL and TRANSPORT attributes, by name

	mid        []held[MID]
	bundleOnly []held[BundleOnly]
	rtpmaps    []held[RTPMap]
	fmtps      []held[FMTP]
	feedback   []held[RTCPFeedback]
	images     []held[ImageAttr]
	extmaps    []held[ExtMap]
	rids       []held[RID]
	simulcasts []held[Simulcast]
	ssrcs      []held[SSRC]
	ssrcGroups []held[SSRCGroup]
	dcmaps     []held[DCMap]
	dcsas      []held[DCSA]
	floors     []held[FloorID]
	labels     []held[Label]
	cryptos    []held[Crypto]
	mux        []held[RTCPMux]
	muxOnly    []held[RTCPMuxOnly]
	ufrags     []held[ICEUfrag]
	pwds       []held[ICEPwd]
	prints     []held[Fingerprint]
	setups     []held[Setup]
	sctpPorts  []held[SCTPPort]
	hasControl bool
	hasC       bool
	spoiled    []string // names of attributes that can't be parsed
}

// A format is one of an m= line's, and its place there.
type format struct {
	text string
	at   int // offset in the line
}

// session is the view of the session part.
func (c *checker) session() *view { return &c.views[0] }

// media are the views of the media sections.
func (c *checker) media() []view { return c.views[1:] }

// payloadTypes is a set of them.
type payloadTypes [2]uint64

func (s *payloadTypes) add(pt uint64)      { s[pt/64&1] |= 1 << (pt % 64) }
func (s *payloadTypes) has(pt uint64) bool { return s[pt/64&1]>>(pt%64)&1 != 0 }

// lists says that the m= line has the format. For RTP they are compared by value.
func (v *view) lists(format string) bool {
	if n, ok := number(format, 127); ok && v.rtp {
		return v.listed.has(n)
	}
	if v.others == nil {
		v.others = make(map[string]bool, len(v.formats))
		for _, f := range v.formats {
			v.others[f.text] = true
		}
	}
	return v.others[format]
}

// inForce is what holds for a section: its own, else that of the section whose
// transport it uses, else the session's. It is asked of transport attributes only.
func inForce[T any](c *checker, v *view, of func(*view) []held[T]) []held[T] {
	if own := of(v); len(own) > 0 {
		return own
	}
	if v.tag != nil {
		if tag := of(v.tag); len(tag) > 0 {
			return tag
		}
	}
	return of(c.session())
}

// add reports a problem at an offset in a line of v.
func (c *checker) add(kind problemKind, v *view, l Line, at int, msg string) {
	info := problemTable[kind]
	c.problems = append(c.problems, Problem{
		ID: info.ID, Severity: info.Severity, Rule: info.Clause, Fix: info.Fix,
		Line: l.Number(), Column: at + 1, Path: v.path + pathPart(l.Text()), Msg: msg,
	})
}

// addAttr is add for an a= line, at an offset in its value, or at the line where
// there is none. The message gets the attribute's name in front.
func (c *checker) addAttr(kind problemKind, v *view, l Line, at int, msg string) {
	name, _, hasValue, _ := l.Attr()
	if hasValue {
		at += len("a=") + len(name) + len(":")
	}
	c.add(kind, v, l, at, "a="+name+": "+msg)
}

// newChecker reads the description once.
func newChecker(d *Description) *checker {
	c := &checker{views: make([]view, 1+d.NumMedia()), mids: map[string]*view{}}
	c.views[0] = view{sec: d.Session(), path: "session"}
	for i, s := range d.AllMedia() {
		c.views[i+1] = view{sec: s, path: "m[" + strconv.Itoa(i) + "]"}
	}
	a := newAttributeCheck(c)
	for i := range c.views {
		v := &c.views[i]
		v.readMedia()
		v.collect()
		c.spoiledMIDs = c.spoiledMIDs || v.spoils("mid")
		if i > 0 && len(v.mid) > 0 {
			mid := string(v.mid[0].v)
			v.path = midPath(v.path, mid)
			if c.mids[mid] == nil {
				c.mids[mid] = v
			}
		}
		a.section(v)
	}
	c.readGroups()
	for i := range c.media() {
		v := &c.media()[i]
		// In RTSP a port of 0 leaves the choice to SETUP.
		v.live = v.media.Port != 0 || len(v.bundleOnly) > 0 && v.bundle != 0 || v.hasControl || c.session().hasControl
		v.live = v.live && v.media.Proto != ""
	}
	return c
}

// readMedia reads the m= line.
func (v *view) readMedia() {
	if !v.sec.IsMedia() {
		return
	}
	v.mline, _ = v.sec.mediaLine()
	m, f := v.sec.mediaFields()
	v.media, v.rtp = m, isRTP(m.Proto)
	for {
		text, at, ok := f.next()
		if !ok {
			break
		}
		v.formats = append(v.formats, format{text, at + len("m=")})
		if n, ok := number(text, 127); ok && v.rtp {
			v.listed.add(n)
		}
	}
	v.codecs = slices.Collect(v.sec.Codecs())
}

// keep parses an attribute into its list. What can't be parsed is reported by
// attributeCheck; that it is missing as well nobody needs to hear.
func keep[T Attribute[T]](v *view, list *[]held[T], l Line, name, value string, hasValue bool) {
	var zero T
	if a, err := zero.ParseAttribute(name, value, hasValue); err == nil {
		*list = append(*list, held[T]{l, a})
	} else if !slices.Contains(v.spoiled, name) {
		v.spoiled = append(v.spoiled, name)
	}
}

// spoils says that one of the section's attributes with that name can't be parsed.
func (v *view) spoils(name string) bool { return slices.Contains(v.spoiled, name) }

// lacks says that nothing of what is in force for a section can be parsed, or
// might be there if it could.
func lacks[T any](c *checker, v *view, name string, of func(*view) []held[T]) bool {
	return len(inForce(c, v, of)) == 0 && !v.spoils(name) && (v.tag == nil || !v.tag.spoils(name)) && !c.session().spoils(name)
}

// collect reads the attributes that rules ask for.
func (v *view) collect() {
	for l := range v.sec.Lines() {
		v.hasC = v.hasC || l.Type() == 'c'
		name, value, has, ok := l.Attr()
		if !ok {
			continue
		}
		switch name {
		case "mid":
			keep(v, &v.mid, l, name, value, has)
		case "bundle-only":
			keep(v, &v.bundleOnly, l, name, value, has)
		case "rtpmap":
			keep(v, &v.rtpmaps, l, name, value, has)
		case "fmtp":
			keep(v, &v.fmtps, l, name, value, has)
		case "rtcp-fb":
			keep(v, &v.feedback, l, name, value, has)
		case "imageattr":
			keep(v, &v.images, l, name, value, has)
		case "extmap":
			keep(v, &v.extmaps, l, name, value, has)
		case "rid":
			keep(v, &v.rids, l, name, value, has)
		case "simulcast":
			keep(v, &v.simulcasts, l, name, value, has)
		case "ssrc":
			keep(v, &v.ssrcs, l, name, value, has)
		case "ssrc-group":
			keep(v, &v.ssrcGroups, l, name, value, has)
		case "dcmap":
			keep(v, &v.dcmaps, l, name, value, has)
		case "dcsa":
			keep(v, &v.dcsas, l, name, value, has)
		case "floorid":
			keep(v, &v.floors, l, name, value, has)
		case "label":
			keep(v, &v.labels, l, name, value, has)
		case "crypto":
			keep(v, &v.cryptos, l, name, value, has)
		case "rtcp-mux":
			keep(v, &v.mux, l, name, value, has)
		case "rtcp-mux-only":
			keep(v, &v.muxOnly, l, name, value, has)
		case "ice-ufrag":
			keep(v, &v.ufrags, l, name, value, has)
		case "ice-pwd":
			keep(v, &v.pwds, l, name, value, has)
		case "fingerprint":
			keep(v, &v.prints, l, name, value, has)
		case "setup":
			keep(v, &v.setups, l, name, value, has)
		case "sctp-port":
			keep(v, &v.sctpPorts, l, name, value, has)
		case "control":
			v.hasControl = true
		}
		if row := attributeTable[name]; row.Category == CategoryIdentical || row.Category == CategoryTransport {
			v.shared = append(v.shared, held[string]{l, name})
		}
	}
}

// readGroups finds out which sections are bundled, and with which.
func (c *checker) readGroups() {
	s := c.session()
	for l, g := range Entries[Group](s.sec) {
		c.groups = append(c.groups, held[Group]{l, g})
		if g.Semantics != "BUNDLE" {
			continue
		}
		var tag *view
		first := true
		for mid := range g.MIDs() {
			v := c.mids[mid]
			if first {
				tag, first = v, false
			}
			if v == nil || v.bundle != 0 {
				continue
			}
			if v.bundle = len(c.groups); v != tag {
				v.tag = tag
			}
		}
	}
}

// bundles iterates over the BUNDLE groups with the sections that are in them,
// rejected ones apart.
func (c *checker) bundles() iter.Seq[[]*view] {
	return func(yield func([]*view) bool) {
		members := make([][]*view, len(c.groups))
		for i := range c.media() {
			if v := &c.media()[i]; v.bundle != 0 && v.live {
				members[v.bundle-1] = append(members[v.bundle-1], v)
			}
		}
		for _, m := range members {
			if len(m) > 0 && !yield(m) {
				return
			}
		}
	}
}
