package negotiate

import "slices"

// This file decides about the BUNDLE groups of an answer (RFC 9143 §7.3).

func (a *answering) bundle() {
	policy := a.caps.bundle(false)
	if a.caps.Mode == WebRTC {
		a.rejectByPolicy(policy)
	}
	for g := range a.offer.bundles {
		if policy == NoBundle {
			a.groups[g].tag = -1
			a.dissolve(g)
			continue
		}
		a.group(g)
	}
}

// rejectByPolicy rejects what would need a transport that the policy doesn't want (RFC
// 9429 §5.3.1).
func (a *answering) rejectByPolicy(policy BundlePolicy) {
	if policy != Balanced && policy != MaxBundle {
		return
	}
	type first struct {
		kind  string
		index int
	}
	var known [4]first // the first section, or the first of each kind
	firsts := known[:0]
	for i := range a.plans {
		p := &a.plans[i]
		if policy == Balanced && !a.caps.hasKind(p.o.kind) {
			continue // is rejected anyway, and kinds can be as many as sections
		}
		n := slices.IndexFunc(firsts, func(f first) bool { return policy == MaxBundle || f.kind == p.o.kind })
		if n < 0 {
			firsts = append(firsts, first{p.o.kind, i})
			continue
		}
		if f := firsts[n].index; p.refused == accepted && (p.o.bundle < 0 || p.o.bundle != a.plans[f].o.bundle) {
			p.refused = bundlePolicy
		}
	}
}

// hasKind says that some Media is of a kind.
func (c *Capabilities) hasKind(kind string) bool {
	for i := range c.Media { // which are large
		if c.Media[i].Kind == kind {
			return true
		}
	}
	return false
}

// group decides about one offered group.
func (a *answering) group(g int) {
	b := &a.offer.bundles[g]
	group := &a.groups[g]
	group.tag = -1
	group.again = a.negotiated(b)
	for _, i := range b.members {
		p := &a.plans[i]
		if p.refused == accepted && p.o.proto.rtp && !p.mux {
			// Bundled RTP shares its port with RTCP (RFC 9143 §9.3). What can't, is moved
			// out, or where that is not allowed rejected (§7.3.2).
			if group.again || p.o.bundleOnly.has() {
				p.refused = noMux
			}
		}
	}
	reject := false
	for n, i := range b.members {
		p := &a.plans[i]
		alive := p.refused == accepted && (!p.o.proto.rtp || p.mux)
		switch {
		case reject && p.refused == accepted:
			p.refused = tagRejected
		case reject || !alive:
			// The first is the offerer-tagged section: once agreed on, it can't be
			// rejected without the others (§7.3.3); before, the next takes its place
			// (§7.3.1), which RFC 9429 §5.3.1 doesn't know.
			if n == 0 && b.tag == i && p.refused != refusedByOffer && (group.again || a.caps.Policy.TagRule == TagRule9429) {
				reject = true
			}
		case group.tag < 0 && (p.o.port != 0 || group.again):
			group.tag = i
		}
	}
	if group.tag < 0 {
		a.dissolve(g)
		return
	}
	group.members = append(make([]int, 0, len(b.members)), group.tag)
	for _, i := range b.members {
		p := &a.plans[i]
		if p.refused != accepted || p.o.proto.rtp && !p.mux {
			continue
		}
		p.group, p.tag = g, group.tag
		if i != group.tag {
			group.members = append(group.members, i)
		}
	}
}

// dissolve is for a group that isn't in the answer: its sections stand alone, and those
// that can't are rejected (RFC 9143 §7.3.2).
func (a *answering) dissolve(g int) {
	for _, i := range a.offer.bundles[g].members {
		if p := &a.plans[i]; p.refused == accepted && (p.o.bundleOnly.has() || a.groups[g].again) {
			p.refused = bundleOnlyAlone
		}
	}
}

// negotiated says that the group is one that had been agreed on before: some section of
// it was in a group of both sides then.
func (a *answering) negotiated(b *bundle) bool {
	if a.local == nil || a.remote == nil {
		return false
	}
	for _, i := range b.members {
		if l, r := a.wasLocal(i, a.plans[i].o), a.wasRemote(i, a.plans[i].o); l != nil && r != nil && l.bundle >= 0 && r.bundle >= 0 {
			return true
		}
	}
	return false
}
