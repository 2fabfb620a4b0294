package diff

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// defaults holds what a parameter means when it is absent, so that writing it out
// is no change. RFC 7587 §6.1 for opus, RFC 6184 §8.1 for H264; VP9's payload
// format has profile 0.
var defaults = map[string]string{
	"opus/stereo": "0", "opus/sprop-stereo": "0", "opus/cbr": "0", "opus/useinbandfec": "0", "opus/usedtx": "0",
	"opus/maxplaybackrate": "48000", "opus/sprop-maxcapturerate": "48000",
	"h264/packetization-mode": "0", "h264/level-asymmetry-allowed": "0",
	"vp9/profile-id": "0",
}

// parameters compares the format parameters of one codec, by name.
func (c *comparison) parameters(p *pair, o, n *codec) {
	if !differ(o.fmtp, n.fmtp) && sameParams(o, n) {
		return
	}
	f := finding{id: "fmtp", old: []*line{o.fmtp}, new: []*line{n.fmtp}}
	who := o.label + " " + n.number()
	var parts []string
	for _, d := range changedParams(o, n) {
		parts = append(parts, strings.TrimSpace(d.Name+" "+arrow(d.Old, d.New)))
	}
	switch {
	case len(parts) > 0:
		f.summary = who + ": " + strings.Join(parts, ", ")
	case o.PayloadType != n.PayloadType && value(o.fmtp) == value(n.fmtp):
		return // the number alone: renumbered has it
	default:
		f.cosmetic, f.summary = true, who+": the same parameters, written differently"
	}
	c.emit(p, f)
}

// value is what follows the payload type in a line.
func value(l *line) string {
	if l == nil {
		return ""
	}
	_, v, _ := strings.Cut(l.value, " ")
	return v
}

// sameParams says that the parameters mean the same.
func sameParams(o, n *codec) bool { return len(changedParams(o, n)) == 0 }

// changedParams lists parameters that differ, in the order of the old line, then of
// the new one. A parameter may stand several times; then all of its values count.
func changedParams(o, n *codec) []Detail {
	var ds []Detail
	before, after := byName(o.params), byName(n.params)
	name := strings.ToLower(o.Name)
	seen := make(map[string]bool, len(o.params)+len(n.params))
	for _, p := range slices.Concat(o.params, n.params) {
		if seen[p.name] {
			continue
		}
		seen[p.name] = true
		a, b := before[p.name], after[p.name]
		def, hasDefault := defaults[name+"/"+p.name]
		if canon(a, def, hasDefault) == canon(b, def, hasDefault) {
			continue
		}
		ds = append(ds, Detail{Name: p.name, Old: shown(a), New: shown(b)})
	}
	return ds
}

func byName(list []param) map[string][]param {
	m := make(map[string][]param, len(list))
	for _, p := range list {
		m[p.name] = append(m[p.name], p)
	}
	return m
}

func canon(ps []param, def string, hasDefault bool) string {
	if len(ps) == 0 && hasDefault {
		return def
	}
	var vs []string
	for _, p := range ps {
		vs = append(vs, "="+p.canon)
	}
	return strings.TrimPrefix(strings.Join(vs, "\x00"), "=")
}

func shown(ps []param) string {
	var vs []string
	for _, p := range ps {
		v := p.value
		if v == "" {
			v = `""`
		}
		vs = append(vs, v)
	}
	return strings.Join(vs, " ")
}

// feedback compares, codec by codec, which RTCP messages may be sent. A line for
// "*" counts for every codec (RFC 4585 §4.2).
func (c *comparison) feedback(p *pair, old, new []*codec) {
	type group struct {
		words    string
		who      []string
		old, new []*line
	}
	var groups []*group
	find := make(map[string]*group)
	stars, newStars := starred(p.old), starred(p.new)
	changed := false
	for _, o := range old {
		n := o.mate
		if n == nil {
			continue
		}
		words := setChange(fbSet(o), fbSet(n))
		if words == "" {
			if o.PayloadType == n.PayloadType {
				c.rewrittenFeedback(p, o, n)
			}
			continue
		}
		changed = true
		g := find[words]
		if g == nil {
			g = &group{words: words}
			find[words] = g
			groups = append(groups, g)
		}
		g.who = append(g.who, o.label)
		g.old = append(g.old, unmatched(o.fb)...)
		g.new = append(g.new, unmatched(n.fb)...)
	}
	for _, g := range groups {
		f := finding{id: "rtcp-fb", summary: g.words, old: append(g.old, unmatched(stars)...), new: append(g.new, unmatched(newStars)...)}
		if len(g.who) < len(old) || len(old) == 1 {
			f.summary = strings.Join(g.who, ", ") + ": " + g.words
		} else {
			f.summary = "all codecs: " + g.words
		}
		c.emit(p, f)
	}
	if a, b := unmatched(stars), unmatched(newStars); !changed && len(a)+len(b) > 0 && len(old) > 0 && len(new) > 0 {
		c.emit(p, finding{id: "rtcp-fb", cosmetic: true, old: a, new: b, summary: "the same feedback, for \"*\" or codec by codec"})
	}
}

// rewrittenFeedback reports lines that differ although they say the same.
func (c *comparison) rewrittenFeedback(p *pair, o, n *codec) {
	if a, b := unmatched(o.fb), unmatched(n.fb); len(a)+len(b) > 0 {
		c.emit(p, finding{id: "rtcp-fb", cosmetic: true, old: a, new: b, summary: o.label + ": the same feedback, written differently"})
	}
}

// unmatched keeps the lines that have no byte-equal twin.
func unmatched(ls []*line) []*line {
	return slices.DeleteFunc(slices.Clone(ls), func(l *line) bool { return l.twin != nil })
}

func starred(s *section) []*line {
	var ls []*line
	for _, l := range s.attr("rtcp-fb") {
		if f, err := (sdp.RTCPFeedback{}).ParseAttribute(l.name, l.value, l.hasValue); err == nil && f.Format == "*" {
			ls = append(ls, l)
		}
	}
	return ls
}

// fbSet lists the feedback for a codec, each once.
func fbSet(k *codec) []string {
	var set []string
	seen := make(map[string]bool)
	for f := range k.Feedback() {
		s := strings.TrimSpace(f.ID + " " + f.Param)
		if !seen[s] {
			seen[s] = true
			set = append(set, s)
		}
	}
	return set
}

// setChange says in words what a set lost and got, "" when nothing.
func setChange(old, new []string) string {
	was, is := setOf(old), setOf(new)
	var parts []string
	for _, s := range old {
		if !is[s] {
			parts = append(parts, "−"+s)
		}
	}
	for _, s := range new {
		if !was[s] {
			parts = append(parts, "+"+s)
		}
	}
	return strings.Join(parts, ", ")
}

func setOf(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}
