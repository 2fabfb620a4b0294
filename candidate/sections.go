package candidate

import (
	"fmt"
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// sections is what has to be known of a whole description to find the section of a
// candidate and its generation, read once: asking sdp.Lookup for each candidate would
// cost sections times candidates.
type sections struct {
	d     *sdp.Description
	mids  map[string]sdp.Section // the first of each
	tags  map[string]string      // by mid, the mid whose transport its BUNDLE group uses
	all   credentials            // of the session part
	own   map[sdp.Section]credentials
	ended bool // the session part ends all candidates

	live        []sdp.Section // not rejected, once asked for
	generations map[string]*generation
}

// A generation is the sections that have the same username fragment.
type generation struct {
	sections []sdp.Section
	taken    bool
}

func newSections(d *sdp.Description) *sections {
	s := &sections{d: d, mids: map[string]sdp.Section{}, tags: map[string]string{}, own: map[sdp.Section]credentials{}}
	for _, m := range d.AllMedia() {
		if mid, ok := m.MID(); ok {
			if _, twice := s.mids[mid]; !twice {
				s.mids[mid] = m
			}
		}
	}
	for g, err := range sdp.All[sdp.Group](d.Session()) {
		if err != nil || g.Semantics != "BUNDLE" {
			continue
		}
		tag, first := "", true
		for mid := range g.MIDs() {
			if first {
				tag, first = mid, false
			}
			if _, twice := s.tags[mid]; !twice {
				s.tags[mid] = tag
			}
		}
	}
	s.all = ownCredentials(d.Session())
	_, s.ended, _ = sdp.First[sdp.EndOfCandidates](d.Session())
	return s
}

// find is the section of an Init, by its mid or else its index.
func (s *sections) find(i Init) (sdp.Section, error) {
	switch {
	case i.SDPMid != nil && (*i.SDPMid != "" || i.SDPMLineIndex == nil):
		m, ok := s.mids[*i.SDPMid]
		if !ok {
			return m, fmt.Errorf("%w: %s", ErrUnknownMid, quote(*i.SDPMid))
		}
		return m, nil
	case i.SDPMLineIndex != nil:
		m := s.d.Media(int(*i.SDPMLineIndex))
		if !m.Valid() {
			return m, fmt.Errorf("%w: %d of %d", ErrUnknownIndex, *i.SDPMLineIndex, s.d.NumMedia())
		}
		return m, nil
	}
	return sdp.Section{}, ErrNoSection
}

// tagged is the section whose transport m's BUNDLE group uses, if that is another.
func (s *sections) tagged(m sdp.Section) (sdp.Section, bool) {
	mid, ok := m.MID()
	if !ok {
		return sdp.Section{}, false
	}
	tag, ok := s.tags[mid]
	if !ok {
		return sdp.Section{}, false
	}
	t, ok := s.mids[tag]
	return t, ok && t != m
}

// credentialsOf is what holds for a section, as sdp.Lookup has it.
func (s *sections) credentialsOf(m sdp.Section) credentials {
	c := s.ownOf(m)
	if c.missing() == "" {
		return c
	}
	if tag, ok := s.tagged(m); ok {
		c = c.or(s.ownOf(tag))
	}
	return c.or(s.all)
}

// ownOf is ownCredentials, looked for once: a thousand sections may use the transport
// of one that has a thousand lines.
func (s *sections) ownOf(m sdp.Section) credentials {
	c, ok := s.own[m]
	if !ok {
		c = ownCredentials(m)
		s.own[m] = c
	}
	return c
}

// take returns the sections that are not rejected and of a generation, or of any where
// ufrag is nil, and whether these are all there are. What was taken once is not given
// again, so that a thousand ends of all cost what one does.
func (s *sections) take(ufrag *string) (of []sdp.Section, all bool, err error) {
	if s.generations == nil {
		s.generations = map[string]*generation{}
		for _, m := range s.d.AllMedia() {
			if s.rejected(m) {
				continue
			}
			s.live = append(s.live, m)
			u := s.ufragOf(m)
			if s.generations[u] == nil {
				s.generations[u] = new(generation)
			}
			s.generations[u].sections = append(s.generations[u].sections, m)
		}
	}
	if ufrag == nil {
		of, s.live = s.live, nil
		return of, true, nil
	}
	g, ok := s.generations[*ufrag]
	switch {
	case !ok:
		return nil, false, fmt.Errorf("%w: no media section has the username fragment %s", ErrUfrag, quote(*ufrag))
	case !g.taken:
		g.taken, of = true, g.sections
	}
	return of, len(s.generations) == 1, nil
}

func (s *sections) ufragOf(m sdp.Section) string { return s.credentialsOf(m).ufrag }

// hasTransport reports whether a section has credentials of its own, or need not have
// them since no other section's transport is used.
func (s *sections) hasTransport(m sdp.Section) bool {
	_, tagged := s.tagged(m)
	return !tagged || s.ownOf(m) != credentials{}
}

// rejected is m.Rejected, which looks for the BUNDLE group each time.
func (s *sections) rejected(m sdp.Section) bool {
	if m.Port() != 0 {
		return false
	}
	_, bundleOnly, _ := sdp.First[sdp.BundleOnly](m)
	mid, ok := m.MID()
	_, bundled := s.tags[mid]
	return !(bundleOnly && ok && bundled)
}

// credentials are ice-ufrag and ice-pwd.
type credentials struct{ ufrag, pwd string }

func ownCredentials(m sdp.Section) credentials {
	ufrag, _, _ := sdp.First[sdp.ICEUfrag](m)
	pwd, _, _ := sdp.First[sdp.ICEPwd](m)
	return credentials{string(ufrag), string(pwd)}
}

// or fills in what is missing.
func (c credentials) or(o credentials) credentials {
	if c.ufrag == "" {
		c.ufrag = o.ufrag
	}
	if c.pwd == "" {
		c.pwd = o.pwd
	}
	return c
}

// missing names what is missing, "" if nothing is.
func (c credentials) missing() string {
	switch {
	case c.ufrag == "":
		return "ice-ufrag"
	case c.pwd == "":
		return "ice-pwd"
	}
	return ""
}

func (c credentials) lines() []string {
	lines := []string{"a=ice-ufrag:" + c.ufrag, "a=ice-pwd:" + c.pwd}
	return slices.DeleteFunc(lines, func(l string) bool { return l == "a=ice-ufrag:" || l == "a=ice-pwd:" })
}
