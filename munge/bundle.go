package munge

import (
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of BUNDLE (RFC 9143).

type setBundlePolicy struct {
	Policy string `json:"policy"`
}

// SetBundlePolicy gives the BUNDLE groups of an offer the form of an RTCBundlePolicy
// (RFC 9429 §4.1.1): with "max-compat" every section has a transport of its own to fall
// back to; with "balanced" the first of each media type has; with "max-bundle" only the
// one that the group names first. The others are bundle-only: port 0, a=bundle-only,
// and none of the transport's attributes (RFC 9143 §7.1.3). A section that ceases to be
// bundle-only gets the transport of the first, which is what browsers write.
func SetBundlePolicy(policy string) Edit { return Edit{op: &setBundlePolicy{policy}} }

func (*setBundlePolicy) kind() string { return "set-bundle-policy" }

func (o *setBundlePolicy) check() error {
	if !slices.Contains([]string{"max-compat", "balanced", "max-bundle"}, o.Policy) {
		return fail(ErrArgument, "%q is not max-compat, balanced or max-bundle", o.Policy)
	}
	return nil
}

func (o *setBundlePolicy) apply(p *pass) error {
	for _, b := range p.bundles().groups {
		if len(b.members) > 0 && b.members[0] != b.tag {
			return fail(ErrIllegal, "the BUNDLE group names a section first that is not there").by("RFC 9143 §7.2.1")
		}
		if b.tag.Valid() && b.tag.Port() == 0 {
			return fail(ErrIllegal, "the section that the BUNDLE group names first is bundle-only itself").in(b.tag).by("RFC 9143 §7.2.1")
		}
		kinds := map[string]bool{}
		for _, m := range b.members {
			own := m == b.tag || o.Policy == "max-compat" || o.Policy == "balanced" && !kinds[m.Kind()]
			kinds[m.Kind()] = true
			var err error
			if own {
				err = p.handOver(b.tag, m)
			} else {
				err = p.bundleOnly(m)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// bundleOnly takes a section's transport away.
func (p *pass) bundleOnly(m sdp.Section) error {
	if err := p.setPort(m, 0); err != nil {
		return err
	}
	for l := range m.LinesOf('a') {
		if name, _, _, _ := l.Attr(); transportName(name) && name != "source-filter" && name != "rtcp-mux" && name != "rtcp-rsize" && name != "extmap-allow-mixed" {
			if err := p.remove(l); err != nil {
				return err
			}
		}
	}
	if has[sdp.BundleOnly](m) {
		return nil
	}
	return set(p, m, sdp.BundleOnly{})
}

type unbundle struct{}

// Unbundle takes BUNDLE away: the groups and a=bundle-only. A section that had no
// transport of its own gets a copy of the one that the group used; who gives each of
// them its own address has to do that.
func Unbundle() Edit { return Edit{op: &unbundle{}} }

func (*unbundle) kind() string { return "unbundle" }
func (*unbundle) check() error { return nil }

func (*unbundle) apply(p *pass) error {
	for _, b := range p.bundles().groups {
		for _, m := range b.members {
			if b.tag.Valid() && m != b.tag {
				if err := p.handOver(b.tag, m); err != nil {
					return err
				}
			}
			if m.Port() == 0 {
				return fail(ErrIllegal, "it is bundle-only, and there is no port to give it").in(m).by("RFC 9143 §6")
			}
		}
	}
	for _, m := range p.d.AllMedia() {
		if err := dropAll[sdp.BundleOnly](p, m); err != nil {
			return err
		}
	}
	p.topo = nil
	return drop(p, p.d.Session(), func(g sdp.Group) bool { return g.Semantics == "BUNDLE" })
}
