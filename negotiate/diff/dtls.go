package diff

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// association compares what a DTLS association hangs on: fingerprints, tls-id and
// the setup role (RFC 8842 §3.1).
func (c *comparison) association(p *pair) {
	if !p.live() {
		return
	}
	a := slices.Concat(p.old.inherit("fingerprint"), p.old.inherit("tls-id"))
	b := slices.Concat(p.new.inherit("fingerprint"), p.new.inherit("tls-id"))
	before, after := fingerprints(p.old), fingerprints(p.new)
	oldID, newID := p.old.value("tls-id"), p.new.value("tls-id")
	f := finding{id: "dtls-restart", old: unmatched(a), new: unmatched(b)}
	switch first, bundled := c.new.carrier(p.new, "fingerprint"); {
	case slices.Equal(before, after) && oldID == newID:
		one := agree(a, "tls-id", oldID) && agree(b, "tls-id", newID)
		if a, b = openOf(a), openOf(b); len(a)+len(b) > 0 && one {
			c.emit(p, finding{id: "dtls-restart", cosmetic: true, old: a, new: b, summary: "the same fingerprint and tls-id, in another place or written differently"})
		}
	case len(before) == 0:
		f.summary = "DTLS is there now"
	case len(after) == 0 && bundled:
		f.atMost, f.summary = Info, "fingerprint gone; that of the BUNDLE's first section, mid "+first+", holds"
	case len(after) == 0:
		f.summary = "no DTLS any more"
	case c.role == Answer:
		f.atMost, f.summary = Info, "each side has its own certificate"
	case !slices.Equal(before, after):
		f.summary = "another certificate: a new DTLS association"
		f.detail = []Detail{{Name: "a=fingerprint", Old: strings.Join(before, ", "), New: strings.Join(after, ", ")}}
	default:
		f.summary = "a new DTLS association"
	}
	if f.summary != "" {
		if oldID != newID {
			f.detail = append(f.detail, Detail{Name: "a=tls-id", Old: oldID, New: newID})
		}
		c.emit(p, f)
	}
	c.setup(p)
}

// sameAssociation says that neither the certificates nor tls-id differ.
func (c *comparison) sameAssociation(p *pair) bool {
	if p.old.value("tls-id") != p.new.value("tls-id") {
		return false
	}
	return twins(p.old.inherit("fingerprint"), p.new.inherit("fingerprint")) || slices.Equal(fingerprints(p.old), fingerprints(p.new))
}

// fingerprints returns the sorted set: neither hash names nor hexadecimal digits
// have a case (RFC 8122 §5).
func fingerprints(s *section) []string {
	ls := s.inherit("fingerprint")
	set := make([]string, 0, len(ls))
	for _, l := range ls {
		v := l.value()
		if f, err := parsed[sdp.Fingerprint](l); err == nil {
			v = strings.ToLower(f.Hash) + " " + strings.ToUpper(f.Value)
		}
		set = append(set, v)
	}
	slices.Sort(set)
	return slices.Compact(set)
}

func (c *comparison) setup(p *pair) {
	a, b := p.old.inherit("setup"), p.new.inherit("setup")
	old, new := p.old.value("setup"), p.new.value("setup")
	if old == new {
		one := agree(a, "setup", old) && agree(b, "setup", new)
		if a, b = openOf(a), openOf(b); len(a)+len(b) > 0 && one {
			c.emit(p, finding{id: "dtls-role", cosmetic: true, old: a, new: b, summary: "a=setup in another place"})
		}
		return
	}
	f := finding{id: "dtls-role", summary: "setup " + arrow(old, new), old: a, new: b}
	decided := func(s string) bool { return s == "active" || s == "passive" }
	switch {
	case decided(old) && new == "actpass":
		f.detail = []Detail{{Text: "this side is the DTLS " + side(old) + "; an offer leaves the choice to the other side, which keeps the roles (RFC 8842 §5.5, §5.3)"}}
	case old == "actpass" && decided(new):
		f.detail = []Detail{{Text: "this side is the DTLS " + side(new)}}
	case decided(old) && decided(new):
		f.broken = c.sameAssociation(p)
		f.detail = []Detail{{Text: "the DTLS " + side(old) + " becomes " + side(new)}, {Text: seen("answer-dtls-role")}}
		if !f.broken {
			f.detail = []Detail{{Text: "the DTLS " + side(old) + " becomes " + side(new) + " of the new association"}}
		}
	}
	c.emit(p, f)
}

func side(setup string) string {
	if setup == "active" {
		return "client"
	}
	return "server"
}
