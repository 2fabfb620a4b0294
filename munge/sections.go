package munge

import (
	"slices"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of sections as a whole.

// rejectSections stops streams.
type rejectSections struct{}

// RejectSections sets the port of sections to 0, which rejects or stops the stream
// (RFC 3264 §6, §8.2), and takes them out of their groups (RFC 9143 §7.5.3). Its
// candidates go, and the rest of it stays as it is, for it means nothing now. If the section carried a
// BUNDLE group, the next one of the group gets its port, address and transport.
func RejectSections() Edit { return Edit{op: &rejectSections{}} }

func (*rejectSections) kind() string { return "reject-sections" }
func (*rejectSections) check() error { return nil }

func (*rejectSections) apply(p *pass) error {
	var list []sdp.Section
	for m := range p.live() {
		list = append(list, m)
	}
	return p.rejectAll(list)
}

// rejectAll rejects sections.
func (p *pass) rejectAll(list []sdp.Section) error {
	for _, m := range list {
		if has[sdp.Control](m) || knows[sdp.Control](p, p.d.Session()) {
			return fail(ErrIllegal, "in RTSP a port of 0 rejects nothing; remove the section").in(m).by("RFC 7826 §D.1.1")
		}
	}
	if err := p.leaveGroups(list); err != nil {
		return err
	}
	for _, m := range list {
		if err := dropAll[sdp.BundleOnly](p, m); err != nil {
			return err
		}
		if err := dropAll[candidate.Candidate](p, m); err != nil {
			return err
		}
		if err := dropAll[sdp.EndOfCandidates](p, m); err != nil {
			return err
		}
		if err := p.setPort(m, 0); err != nil {
			return err
		}
	}
	return nil
}

// leaveGroups takes the mids of sections out of all groups. What carried a BUNDLE is
// carried by the next one of the group that stays.
func (p *pass) leaveGroups(list []sdp.Section) error {
	leaving, mids := map[sdp.Section]bool{}, map[string]bool{}
	byMID := p.byMID()
	for _, m := range list {
		leaving[m] = true
		if mid, ok := m.MID(); ok {
			if first, _ := byMID(mid); first == m { // else the name is another's
				mids[mid] = true
			}
		}
	}
	p.topo = nil
	for _, b := range p.bundles().groups {
		if !leaving[b.tag] {
			continue
		}
		for _, next := range b.members {
			if !leaving[next] {
				if err := p.handOver(b.tag, next); err != nil {
					return err
				}
				break
			}
		}
	}
	p.topo = nil
	for l := range sdp.LinesOf[sdp.Group](p.d.Session()) {
		if _, ok := read[sdp.Group](l); !ok {
			continue
		}
		if err := p.shortenGroup(l, mids); err != nil {
			return err
		}
	}
	return nil
}

// shortenGroup takes mids out of a group; one that has no other goes.
func (p *pass) shortenGroup(l sdp.Line, mids map[string]bool) error {
	text := l.Text()
	n, left := 0, 0
	var gone []span
	for w := range words(text, len("a=group:")) {
		if n++; n == 1 {
			continue
		}
		if mids[w.of(text)] {
			gone = append(gone, span{w.at - 1, w.end})
		} else {
			left++
		}
	}
	switch {
	case len(gone) == 0:
		return nil
	case left == 0:
		return p.remove(l)
	}
	return p.replace(l, putAll(text, gone, make([]string, len(gone))))
}

// removeSections takes sections out.
type removeSections struct{}

// RemoveSections takes sections out of the description, which only a first offer may
// (RFC 3264 §8): in a session that is under way they are stopped instead, with
// RejectSections. Groups lose their mids, a BUNDLE group that a section carried is
// carried by the next one, and a=floorid loses their labels.
func RemoveSections() Edit { return Edit{op: &removeSections{}} }

func (*removeSections) kind() string { return "remove-sections" }
func (*removeSections) check() error { return nil }

func (*removeSections) apply(p *pass) error {
	var list []sdp.Section
	for m := range p.sections() {
		list = append(list, m)
	}
	if err := p.leaveGroups(list); err != nil {
		return err
	}
	if err := p.leaveFloors(list); err != nil {
		return err
	}
	for _, m := range list {
		for l := range m.Lines() {
			p.log(p.id(l), l.Text(), "")
		}
		if err := p.d.RemoveMedia(m.Index()); err != nil {
			return err
		}
		p.moved, p.done.Moved, p.topo = true, true, nil
		p.forget(p.d.Session())
	}
	if len(list) > 0 && p.d.NumMedia() == 0 {
		// The liberty of leaving these out is that of a description with media.
		for _, line := range []string{"s=-", "t=0 0"} {
			if !hasType(p.d.Session(), line[0]) {
				if _, err := p.add(p.d.Session(), line); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func hasType(s sdp.Section, typ byte) bool {
	for range s.LinesOf(typ) {
		return true
	}
	return false
}

// leaveFloors takes the labels of sections out of a=floorid (RFC 8856 §5.4), if no
// section that stays has them.
func (p *pass) leaveFloors(list []sdp.Section) error {
	leaving, gone := make(map[sdp.Section]bool, len(list)), map[string]bool{}
	for _, m := range list {
		leaving[m] = true
		if label, ok, err := sdp.First[sdp.Label](m); ok && err == nil {
			gone[string(label)] = true
		}
	}
	if len(gone) == 0 {
		return nil
	}
	for _, o := range p.d.AllMedia() {
		if label, ok, err := sdp.First[sdp.Label](o); !leaving[o] && ok && err == nil {
			delete(gone, string(label))
		}
	}
	for _, o := range p.d.AllMedia() {
		if leaving[o] {
			continue
		}
		for l := range sdp.LinesOf[sdp.FloorID](o) {
			f, ok := read[sdp.FloorID](l)
			if !ok {
				continue
			}
			labels := slices.Collect(f.Labels())
			if left := slices.DeleteFunc(slices.Clone(labels), func(s string) bool { return gone[s] }); len(left) < len(labels) {
				if err := p.rewrite(l, sdp.NewFloorID(f.ID, left...).AppendAttribute(nil)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// orderSections puts sections in another order.
type orderSections struct {
	Kinds []string `json:"kinds"`
}

// OrderSections sorts the sections by their media types: those of the first named come
// first, then those of the second, then all others. Sections of one type keep their
// order, and so do the lines of a section. Only a first offer may do that (RFC 3264
// §8). The order of a=group:BUNDLE stays, so the transport remains where it is.
func OrderSections(kinds ...string) Edit { return Edit{op: &orderSections{kinds}} }

func (*orderSections) kind() string { return "order-sections" }

func (o *orderSections) check() error {
	if len(o.Kinds) == 0 {
		return fail(ErrArgument, "no media type is named")
	}
	return nil
}

func (o *orderSections) apply(p *pass) error {
	rank := func(m sdp.Section) int {
		if i := slices.Index(o.Kinds, m.Kind()); i >= 0 {
			return i
		}
		return len(o.Kinds)
	}
	var want []sdp.Section
	for _, m := range p.d.AllMedia() {
		want = append(want, m)
	}
	before := slices.Clone(want)
	slices.SortStableFunc(want, func(a, b sdp.Section) int { return rank(a) - rank(b) })
	if slices.Equal(before, want) {
		return nil
	}
	p.moved, p.done.Moved, p.topo = true, true, nil
	return p.d.ReorderMedia(want...)
}
