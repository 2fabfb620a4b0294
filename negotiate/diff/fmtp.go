package diff

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// parameters compares the format parameters of one codec, by name.
func (c *comparison) parameters(p *pair, cp *codecPair, o, n *codec) {
	changed := cp.changedParams(o, n)
	if len(changed) == 0 && (!cp.fmtp || !differ(o.fmtp(), n.fmtp())) {
		return
	}
	f := finding{id: "fmtp", old: []*line{o.fmtp()}, new: []*line{n.fmtp()}}
	var parts []string
	for _, d := range changed {
		parts = append(parts, strings.TrimSpace(d.Name+" "+arrow(d.Old, d.New)))
	}
	who := o.label() + " (" + n.number() + ")"
	switch {
	case len(parts) > 0:
		f.summary = who + ": " + strings.Join(parts, ", ")
		f.detail = cp.paramRoles(o, changed)
	case o.renumbered() && value(o.fmtp()) == value(n.fmtp()):
		return // the number alone: renumbered has it
	default:
		f.cosmetic, f.summary = true, who+": the same parameters, written differently"
	}
	c.emit(p, f)
}

// roleWords says what changed parameters mean for the other side.
var roleWords = map[sdp.ParamRole]string{
	sdp.ParamNegotiated: "negotiated: the answer's value depends on the offer's",
	sdp.ParamDeclared:   "declared: each side speaks for itself",
}

// paramRoles says of changed parameters what they do in an exchange.
func (cp *codecPair) paramRoles(k *codec, changed []Detail) []Detail {
	var ds []Detail
	info, ok := sdp.DescribeCodec(k.Name)
	if !ok {
		return []Detail{{Text: "any parameter may matter of a codec that is not known here (RFC 8866 §6.15)"}}
	}
	who := make(map[sdp.ParamRole][]string)
	clause := make(map[sdp.ParamRole]string)
	for _, d := range changed {
		p := info.Param(d.Name)
		if k.differs == p.Name && d.Name != "" {
			ds = append(ds, Detail{Text: cp.compare(k, k.mate).Why()})
			continue
		}
		who[p.Role], clause[p.Role] = append(who[p.Role], d.Name), p.Clause
	}
	for _, role := range []sdp.ParamRole{sdp.ParamNegotiated, sdp.ParamDeclared} {
		if list := who[role]; len(list) > 0 {
			verb := " is "
			if len(list) > 1 {
				verb = " are "
			}
			ds = append(ds, Detail{Text: strings.Join(list, ", ") + verb + roleWords[role] + " (" + clause[role] + ")"})
		}
	}
	return ds
}

// value is what follows the payload type in a line.
func value(l *line) string {
	if l == nil {
		return ""
	}
	_, v, _ := strings.Cut(l.value(), " ")
	return v
}

// A param is a format parameter with all its values, in case it stands several
// times.
type param struct {
	name   string // in lower case; "" for those without a value
	values []string
}

func paramsOf(k *codec) (list []*param, byName map[string]*param) {
	byName = make(map[string]*param)
	for name, value := range k.FMTP().All() {
		if value == "" {
			name, value = "", name
			if strings.EqualFold(k.Name, "telephone-event") {
				name = "events" // RFC 4733 §2.4.1 has the list without a name
			}
		}
		name = strings.ToLower(name)
		p := byName[name]
		if p == nil {
			p = &param{name: name}
			byName[name] = p
			list = append(list, p)
		}
		p.values = append(p.values, value)
	}
	return list, byName
}

// changedParams lists parameters that differ, in the order of the old line, then of
// the new one.
func (cp *codecPair) changedParams(o, n *codec) []Detail {
	if o.Params == n.Params && (!o.red && !n.red || cp.mates(o.Params)) || o.onlyRepairs() && n.onlyRepairs() {
		// Only payload types in them could mean something else. That of an rtx doesn't, or
		// the two weren't the same.
		return nil
	}
	var ds []Detail
	info, _ := sdp.DescribeCodec(o.Name)
	before, old := paramsOf(o)
	after, new := paramsOf(n)
	compare := func(name string) {
		a, b := old[name], new[name]
		p := info.Param(name)
		if p.Role == sdp.ParamIdentity && o.differs != p.Name {
			return // they are the same codec, so it says the same
		}
		if !slices.EqualFunc(a.or(p.Default), b.or(p.Default), func(x, y string) bool { return cp.sameValue(o, p, x, y) }) {
			ds = append(ds, Detail{Name: name, Old: a.shown(), New: b.shown()})
		}
	}
	for _, p := range before {
		compare(p.name)
	}
	for _, p := range after {
		if old[p.name] == nil {
			compare(p.name)
		}
	}
	return ds
}

// or returns the values, the default where there is none.
func (p *param) or(missing string) []string {
	switch {
	case p != nil:
		return p.values
	case missing != "":
		return []string{missing}
	}
	return nil
}

func (p *param) shown() string {
	if p == nil {
		return ""
	}
	return strings.Join(p.values, " ")
}

// sameValue reports whether two values of a parameter mean the same. What refers to
// payload types means codecs; numbers may have zeros in front where the parameter
// is known; what both sides have to agree on has no case.
func (cp *codecPair) sameValue(k *codec, p sdp.CodecParam, x, y string) bool {
	switch {
	case p.Name == "apt", p.Name == "" && k.red:
		return cp.sameRefs(x, y)
	case x == y:
		return true
	case p.Name == "events":
		a, errOld := sdp.ParseEventSet(x)
		b, errNew := sdp.ParseEventSet(y)
		return errOld == nil && errNew == nil && a == b
	case p.Role == sdp.ParamIdentity, p.Role == sdp.ParamNegotiated, p.Name == "config":
		return strings.EqualFold(x, y) || decimal(x) == decimal(y)
	}
	return p.Role == sdp.ParamDeclared && decimal(x) == decimal(y)
}

// decimal leaves out the zeros in front of a number.
func decimal(s string) string {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return s
	}
	if s = strings.TrimLeft(s, "0"); s == "" {
		return "0"
	}
	return s
}

// feedback compares, codec by codec, which RTCP messages may be sent. A line for
// "*" counts for every codec (RFC 4585 §4.2).
func (c *comparison) feedback(p *pair, cp *codecPair) {
	if !cp.fb {
		return
	}
	type group struct {
		words    string
		who      []string
		old, new []*line
	}
	var groups []*group
	find := make(map[string]*group)
	old := cp.old.list
	cp.old.readFeedback()
	cp.new.readFeedback()
	stars, newStars := unmatched(cp.old.stars), unmatched(cp.new.stars)
	shared, newShared := feedbackWords(cp.old.stars), feedbackWords(cp.new.stars)
	changed, sameStars := false, twins(cp.old.stars, cp.new.stars)
	for _, o := range old {
		n := o.mate
		if n == nil || sameStars && twins(o.fb, n.fb) {
			continue
		}
		words := ""
		if !sameStars || !slices.EqualFunc(o.feedback(), n.feedback(), sameButNumber) {
			words = setChange(append(feedbackWords(o.feedback()), shared...), append(feedbackWords(n.feedback()), newShared...))
		}
		if words == "" {
			if !o.renumbered() {
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
		g.who = append(g.who, o.label())
		g.old = append(g.old, unmatched(o.feedback())...)
		g.new = append(g.new, unmatched(n.feedback())...)
	}
	for _, g := range groups {
		f := finding{id: "rtcp-fb", summary: g.words, old: append(g.old, stars...), new: append(g.new, newStars...)}
		if len(g.who) < len(old) || len(old) == 1 {
			f.summary = strings.Join(g.who, ", ") + ": " + g.words
		} else {
			f.summary = "all codecs: " + g.words
		}
		c.emit(p, f)
	}
	if !changed && len(stars)+len(newStars) > 0 && len(old) > 0 && len(cp.new.list) > 0 {
		c.emit(p, finding{id: "rtcp-fb", cosmetic: true, old: stars, new: newStars, summary: "the same feedback, for \"*\" or codec by codec"})
	}
}

// sameButNumber says that two lines are in the same words, apart from a payload type in
// front.
func sameButNumber(o, n *line) bool { return o.twin == n || value(o) == value(n) }

// rewrittenFeedback reports lines that differ although they say the same.
func (c *comparison) rewrittenFeedback(p *pair, o, n *codec) {
	if a, b := unmatched(o.feedback()), unmatched(n.feedback()); len(a)+len(b) > 0 {
		c.emit(p, finding{id: "rtcp-fb", cosmetic: true, old: a, new: b, summary: o.label() + ": the same feedback, written differently"})
	}
}

// unmatched keeps the lines that have no byte-equal twin.
func unmatched(ls []*line) (alone []*line) {
	for _, l := range ls {
		if l.twin == nil {
			alone = append(alone, l)
		}
	}
	return alone
}

// feedbackWords lists what a=rtcp-fb lines are about, without the payload type.
func feedbackWords(ls []*line) []string {
	var words []string
	for _, l := range ls {
		if f, err := parsed[sdp.RTCPFeedback](l); err == nil {
			words = append(words, strings.TrimSpace(f.ID+" "+f.Param))
		}
	}
	return words
}

// setChange says in words what a set lost and got, each once, "" when nothing.
func setChange(old, new []string) string {
	if slices.Equal(old, new) {
		return ""
	}
	was, is := setOf(old), setOf(new)
	var parts []string
	tell := func(sign string, list []string, other map[string]bool) {
		for _, s := range list {
			if !other[s] {
				other[s] = true
				parts = append(parts, sign+s)
			}
		}
	}
	tell("−", old, is)
	tell("+", new, was)
	return strings.Join(parts, ", ")
}

func setOf(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}
