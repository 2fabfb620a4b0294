package diff

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

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

// attr returns the section's own lines with this attribute name.
func (s *section) attr(name string) []*line {
	t := attributeTopic(name)
	ls := s.about(t)
	if t == otherAttribute {
		ls = slices.DeleteFunc(slices.Clone(ls), func(l *line) bool { return l.name() != name })
	}
	return ls
}

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
	if ls := s.attr(name); len(ls) > 0 || s.slot < 0 {
		return ls
	}
	ls := s.doc.session.attr(name)
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
