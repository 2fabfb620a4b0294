package munge

import (
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A topology is which sections are bundled with which (RFC 9143).
type topology struct {
	groups []bundle
	of     []int // by the number of a section its group's index, plus 1
}

// A bundle is a BUNDLE group with its sections, in its order, rejected and missing ones
// apart.
type bundle struct {
	tag     sdp.Section // the section whose transport it uses; not valid when missing
	members []sdp.Section
}

// bundles reads the groups, once for each edit.
func (p *pass) bundles() *topology {
	if p.topo != nil {
		return p.topo
	}
	t := &topology{of: make([]int, len(p.media))}
	p.topo = t
	var mids func(string) (sdp.Section, bool)
	for g, err := range sdp.All[sdp.Group](p.d.Session()) {
		if err != nil || g.Semantics != "BUNDLE" {
			continue
		}
		if mids == nil {
			mids = p.byMID()
		}
		b := bundle{}
		n := 0
		for mid := range g.MIDs() {
			m, ok := mids(mid)
			if n++; n == 1 && ok {
				b.tag = m
			}
			if !ok || t.of[p.number(m)] > 0 || !p.alive(m) {
				continue
			}
			t.of[p.number(m)] = len(t.groups) + 1
			b.members = append(b.members, m)
		}
		t.groups = append(t.groups, b)
	}
	return t
}

// byMID finds the first section of a mid. It makes a table where there are more sections
// than can be asked one by one.
func (p *pass) byMID() func(mid string) (sdp.Section, bool) {
	if p.d.NumMedia() <= 4 {
		return p.d.MediaByMID
	}
	mids := make(map[string]sdp.Section, p.d.NumMedia())
	for _, m := range p.d.AllMedia() {
		if mid, ok := m.MID(); ok {
			if _, taken := mids[mid]; !taken {
				mids[mid] = m
			}
		}
	}
	return func(mid string) (sdp.Section, bool) {
		m, ok := mids[mid]
		return m, ok
	}
}

// group is the BUNDLE group that m is in, nil if it is in none.
func (p *pass) group(m sdp.Section) *bundle {
	if !m.IsMedia() {
		return nil
	}
	t := p.bundles()
	if i := t.of[p.number(m)]; i > 0 {
		return &t.groups[i-1]
	}
	return nil
}

// groupOf is the sections that m is bundled with, itself included; where it is in no
// BUNDLE group, itself.
func (p *pass) groupOf(m sdp.Section) []sdp.Section {
	if g := p.group(m); g != nil {
		return g.members
	}
	return []sdp.Section{m}
}

// bundled says that m is in a BUNDLE group.
func (p *pass) bundled(m sdp.Section) bool { return p.group(m) != nil }

// tagOf is the section whose transport m uses: itself, if it is not bundled.
func (p *pass) tagOf(m sdp.Section) sdp.Section {
	if g := p.group(m); g != nil && g.tag.Valid() {
		return g.tag
	}
	return m
}

// carried says that the media of a section goes where that of the section goes which
// carries its BUNDLE group. In a first offer others have an address and port of their own
// to fall back to, and what transport they use there has to be said (RFC 9143 §7.2).
func (p *pass) carried(m sdp.Section) bool {
	tag := p.tagOf(m)
	if tag == m || m.Port() == 0 {
		return tag != m
	}
	return p.mediaTo(m) == p.mediaTo(tag)
}

// wide is the live sections in scope, and those that are bundled with them: what an
// edit of the transport is about, which they share.
func (p *pass) wide() []sdp.Section {
	var asked []sdp.Section
	for m := range p.live() {
		asked = append(asked, m)
	}
	list := p.withGroups(asked)
	if len(list) > len(asked) {
		p.remark("done to the whole BUNDLE group, which has one transport (RFC 9143 §7.1.3)")
	}
	return list
}

// withGroups adds to sections those that they are bundled with, in the order of the
// description.
func (p *pass) withGroups(sections []sdp.Section) (list []sdp.Section) {
	t := p.bundles()
	groups, in := make([]bool, len(t.groups)+1), make([]bool, len(p.media))
	for _, m := range sections {
		n := p.number(m)
		in[n], groups[t.of[n]] = true, true
	}
	groups[0] = false // is no group
	for _, m := range p.d.AllMedia() {
		if n := p.number(m); in[n] || groups[t.of[n]] {
			list = append(list, m)
		}
	}
	return list
}

// transportName says that an attribute belongs to the transport and not to the media:
// it is of the categories TRANSPORT or IDENTICAL of RFC 8859, or ICE's.
func transportName(name string) bool {
	if name == "candidate" || name == "ice-options" {
		return true
	}
	info, ok := sdp.Describe(name)
	return ok && (info.Category == sdp.CategoryTransport || info.Category == sdp.CategoryIdentical)
}

// handOver makes section to able to carry a BUNDLE group that from carried. If it has
// no transport of its own it gets that of from: port, address and attributes; else only
// those attributes that it lacks.
func (p *pass) handOver(from, to sdp.Section) error {
	if from == to {
		return dropAll[sdp.BundleOnly](p, to)
	}
	if to.Port() == 0 && from.Port() == 0 {
		return nil // neither has a transport; what is bundle-only stays so
	}
	moved := from.Port() != 0 && (to.Port() == 0 || hasTransport(from) && !hasTransport(to))
	if moved {
		if err := p.moveTo(from, to); err != nil {
			return err
		}
	}
	if err := dropAll[sdp.BundleOnly](p, to); err != nil {
		return err
	}
	have := map[string]bool{}
	for l := range to.LinesOf('a') {
		name, _, _, _ := l.Attr()
		have[name] = true
	}
	for l := range from.LinesOf('a') {
		name, _, _, _ := l.Attr()
		if !moved && (name == "candidate" || name == "end-of-candidates") {
			continue // they are not where to's media goes
		}
		if transportName(name) && name != "source-filter" && !have[name] {
			if _, err := p.add(to, l.Text()); err != nil {
				return err
			}
			if info, ok := sdp.Describe(name); ok && !info.Multiple {
				have[name] = true // another of it would be one too many
			}
		}
	}
	return nil
}

// hasTransport says that a section speaks of an ICE transport of its own.
func hasTransport(m sdp.Section) bool { return hasICE(m) || has[candidate.Candidate](m) }

// moveTo gives a section the port and the address of another.
func (p *pass) moveTo(from, to sdp.Section) error {
	if err := p.setPort(to, from.Port()); err != nil {
		return err
	}
	if err := dropAll[sdp.RTCP](p, to); err != nil {
		return err
	}
	text := ""
	for l := range from.LinesOf('c') {
		text = l.Text()
		break
	}
	switch {
	case text == "" && hasType(p.d.Session(), 'c'):
		for l := range to.LinesOf('c') { // the session's holds for both
			if err := p.remove(l); err != nil {
				return err
			}
		}
		return nil
	case text == "":
		text = "c=IN IP4 0.0.0.0"
	}
	return p.setConnection(to, text)
}

// setPort changes the port of an m= line.
func (p *pass) setPort(m sdp.Section, port int) error {
	for l := range m.LinesOf('m') {
		before := l.Text()
		if err := m.SetPort(port); err != nil {
			return err
		}
		if after := l.Text(); after != before {
			p.note(l, before, after)
		}
		return nil
	}
	return nil
}
