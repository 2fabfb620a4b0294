package munge

import "github.com/sdpkit/sdpkit/sdp"

// This file finds out what holds for a section that it doesn't say itself. Package sdp
// does that too, and asks the session part and the BUNDLE groups anew for each section.
// Where there are many sections, an edit of all of them remembers the answers instead.

// few is the number of sections up to which asking anew is the cheaper way.
const few = 4

// An answer is a section's first attribute of a type, or another of its values.
type answer[T any] struct {
	v   T
	ok  bool
	err error
}

// ask asks of a section what many others want to know. The answer is forgotten with the
// next edit of the section.
func ask[T any](p *pass, s sdp.Section, read func(sdp.Section) (T, bool, error)) (T, bool, error) {
	if len(p.media) <= few {
		return read(s)
	}
	what := any((*T)(nil))
	if a, ok := p.known[s][what].(answer[T]); ok {
		return a.v, a.ok, a.err
	}
	var a answer[T]
	a.v, a.ok, a.err = read(s)
	if p.known == nil {
		p.known = map[sdp.Section]map[any]any{}
	}
	if p.known[s] == nil {
		p.known[s] = map[any]any{}
	}
	p.known[s][what] = a
	return a.v, a.ok, a.err
}

// forget forgets what is known of a section, which is edited.
func (p *pass) forget(s sdp.Section) {
	if p.known != nil {
		delete(p.known, s)
	}
}

// An entry is a section's first attribute of type T, with what is known of its name.
type entry[T any] struct {
	v   T
	row sdp.AttributeInfo
}

func entryOf[T sdp.Attribute[T]](s sdp.Section) (e entry[T], ok bool, err error) {
	for l := range sdp.LinesOf[T](s) {
		name, value, hasValue, _ := l.Attr()
		e.row, _ = sdp.Describe(name)
		e.v, err = e.v.ParseAttribute(name, value, hasValue)
		return e, true, err
	}
	return e, false, nil
}

// knows is has, for a section that is asked on behalf of many.
func knows[T sdp.Attribute[T]](p *pass, s sdp.Section) bool {
	_, ok, err := ask(p, s, entryOf[T])
	return ok && err == nil
}

// lookup is sdp.Lookup.
func lookup[T sdp.Attribute[T]](p *pass, m sdp.Section) (v T, ok bool, err error) {
	if len(p.media) <= few {
		return sdp.Lookup[T](m)
	}
	if v, ok, err = sdp.First[T](m); ok {
		return v, ok, err
	}
	if tag, _ := p.tagNamed(m); tag.Valid() && tag != m {
		e, ok, err := ask(p, tag, entryOf[T])
		if ok && (e.row.Category == sdp.CategoryTransport || e.row.Category == sdp.CategoryIdentical) {
			return e.v, ok, err
		}
	}
	if e, ok, err := ask(p, p.d.Session(), entryOf[T]); ok && e.row.Inherited {
		return e.v, ok, err
	}
	return v, false, nil
}

// direction is m.Direction.
func (p *pass) direction(m sdp.Section) sdp.Direction {
	for range sdp.LinesOf[sdp.Direction](m) {
		return m.Direction()
	}
	d, _, _ := ask(p, p.d.Session(), func(s sdp.Section) (sdp.Direction, bool, error) { return s.Direction(), true, nil })
	return d
}

// mediaTo is the first result of m.Destination.
func (p *pass) mediaTo(m sdp.Section) sdp.Endpoint {
	c, ok, err := ask(p, m, sdp.Section.Connection)
	if !ok {
		c, _, err = ask(p, p.d.Session(), sdp.Section.Connection)
	}
	if err != nil {
		c = sdp.Connection{}
	}
	return sdp.Endpoint{NetworkType: c.NetworkType, AddressType: c.AddressType, Address: c.Address, Port: m.Port()}
}

// destination is m.Destination.
func (p *pass) destination(m sdp.Section) (media, rtcp sdp.Endpoint) {
	if media = p.mediaTo(m); !isRTP(m.Proto()) || media.Port == 0 {
		return media, sdp.Endpoint{}
	}
	if _, mux, err := lookup[sdp.RTCPMux](p, m); mux && err == nil {
		return media, media
	}
	rtcp = media
	if a, ok, err := sdp.First[sdp.RTCP](m); ok && err == nil {
		if rtcp.Port = int(a.Port); a.Address != "" {
			rtcp.NetworkType, rtcp.AddressType, rtcp.Address = a.NetworkType, a.AddressType, a.Address
		}
	} else if rtcp.Port++; rtcp.Port > 65535 {
		return media, sdp.Endpoint{}
	}
	return media, rtcp
}

// rejected is m.Rejected.
func (p *pass) rejected(m sdp.Section) bool {
	if len(p.media) <= few || m.Port() != 0 {
		return m.Rejected()
	}
	if _, only, _ := sdp.First[sdp.BundleOnly](m); !only {
		return true
	}
	_, bundled := p.tagNamed(m)
	return !bundled
}

// tags has, for each mid that stands in a BUNDLE group, the section that the first such
// group names first; one that is not valid where there is none.
type tags map[string]sdp.Section

// tagNamed is the section that m's BUNDLE group names first; ok says that there is a group.
// Unlike tagOf it is that of rejected sections, too.
func (p *pass) tagNamed(m sdp.Section) (tag sdp.Section, ok bool) {
	mid, ok := m.MID()
	if !ok {
		return sdp.Section{}, false
	}
	t, _, _ := ask(p, p.d.Session(), p.tags)
	tag, ok = t[mid]
	return tag, ok
}

func (p *pass) tags(session sdp.Section) (t tags, ok bool, err error) {
	byMID := p.byMID()
	t = tags{}
	for g, err := range sdp.All[sdp.Group](session) {
		if err != nil || g.Semantics != "BUNDLE" {
			continue
		}
		var tag sdp.Section
		n := 0
		for mid := range g.MIDs() {
			if n++; n == 1 {
				tag, _ = byMID(mid)
			}
			if _, taken := t[mid]; !taken {
				t[mid] = tag
			}
		}
	}
	return t, true, nil
}
