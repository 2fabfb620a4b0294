package diff

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// session compares the groups of the session part; o= comes last, since its rule
// asks whether anything else changed.
func (c *comparison) session() {
	if twins(c.old.session.attr("group"), c.new.session.attr("group")) {
		return
	}
	old, new := groups(c.old), groups(c.new)
	i := 0
	for _, o := range old {
		if j := slices.IndexFunc(new[min(i, len(new)):], func(n group) bool { return n.Semantics == o.Semantics }); j >= 0 {
			n := new[i+j]
			i += j + 1
			if o.line.text != n.line.text {
				c.grouped(o, n)
			}
		}
	}
	// Groups that only one side has are told by rest, with the id of their line.
}

type group struct {
	sdp.Group
	line *line
	mids []string
}

func groups(d *doc) []group {
	var list []group
	for _, l := range d.session.attr("group") {
		if g, err := parsed[sdp.Group](l); err == nil {
			list = append(list, group{g, l, slices.Collect(g.MIDs())})
		}
	}
	// The order of groups with different semantics means nothing.
	slices.SortStableFunc(list, func(a, b group) int { return strings.Compare(a.Semantics, b.Semantics) })
	return list
}

func (c *comparison) grouped(o, n group) {
	f := finding{id: "group", old: []*line{o.line}, new: []*line{n.line}}
	if o.Semantics == "BUNDLE" {
		f.id = "bundle"
	}
	f.summary = o.Semantics + " " + arrow(strings.Join(o.mids, " "), strings.Join(n.mids, " "))
	if slices.Equal(o.mids, n.mids) {
		f.cosmetic, f.summary = true, o.Semantics+" group spaced differently"
	}
	if f.id == "bundle" && len(o.mids) > 0 && len(n.mids) > 0 && o.mids[0] != n.mids[0] {
		f.detail = []Detail{{Text: "the transport is that of mid " + n.mids[0] + " now, was " + o.mids[0] + "'s (RFC 9143 §7.1.3)"}}
	}
	c.emit(nil, f)
}

// originChange compares o=. It comes after everything else.
func (c *comparison) originChange() {
	if c.old.o == nil || c.new.o == nil {
		return // rest has told it
	}
	o, n := c.old.origin, c.new.origin
	same := c.old.o.text == c.new.o.text
	f := finding{id: "origin", old: []*line{c.old.o}, new: []*line{c.new.o}}
	rose := n.SessionVersion.Compare(o.SessionVersion)
	sameSession := c.oneSession()
	changed := slices.ContainsFunc(c.changes, func(ch Change) bool { return ch.Level > Cosmetic })
	if c.old.noOrigin || c.new.noOrigin {
		f.summary = "o= can't be read"
	}
	switch {
	case f.summary != "":
		if same {
			return
		}
	case same && (!changed || c.role == Plain || c.role == Munged || c.role == Answer):
		return
	case c.role == Answer:
		f.summary = "the answer has a session id of its own"
	case !sameSession && c.role == Reoffer:
		f.broken, f.summary = true, "session id "+arrow(string(o.SessionID), string(n.SessionID))
	case !sameSession:
		f.summary = "another session: id " + arrow(string(o.SessionID), string(n.SessionID))
	case same && c.reoffer && !c.verdict.Has("reoffer-version"):
		return // what gathering adds is no change (RFC 9429 §5.2.2)
	case rose == 0 && changed && c.role == Reoffer:
		f.broken, f.summary = true, "v"+string(n.SessionVersion)+" in both, but the content changed"
		f.detail = []Detail{{Text: "the version goes up by one with each change; without that the text has to be the same"}}
	case rose < 0:
		f.broken, f.summary = true, "v"+string(o.SessionVersion)+" → v"+string(n.SessionVersion)+": the version fell"
	case o == n:
		f.cosmetic, f.summary = true, "the same o= line, spaced differently"
	case o.SessionVersion == n.SessionVersion:
		f.summary = "o= " + otherOrigin(o, n)
	case rose == 0:
		f.cosmetic, f.summary = true, "the same version with other zeros in front"
	default:
		f.summary = "v" + string(o.SessionVersion) + " → v" + string(n.SessionVersion)
		if !changed {
			f.summary += ", and nothing else changed"
		}
	}
	if words := otherOrigin(o, n); sameSession && words != "" && o.SessionVersion != n.SessionVersion {
		f.cosmetic = false
		f.detail = append(f.detail, Detail{Text: words + ", which should stay the same (RFC 3264 §8)"})
	}
	c.emit(nil, f)
}

// otherOrigin says what differs in o= beside id and version.
func otherOrigin(o, n sdp.Origin) string {
	var parts []string
	if o.Username != n.Username {
		parts = append(parts, "username "+arrow(o.Username, n.Username))
	}
	a := strings.TrimSpace(o.NetworkType + " " + o.AddressType + " " + o.Address)
	b := strings.TrimSpace(n.NetworkType + " " + n.AddressType + " " + n.Address)
	if a != b {
		parts = append(parts, "address "+arrow(a, b))
	}
	if len(parts) == 0 && o == n {
		return ""
	}
	return strings.Join(parts, ", ")
}

// munged reports that a created description was changed at all, which a browser
// refuses for more and more of what can be changed (RFC 9429 §5.4).
func (c *comparison) munged() {
	if c.role != Munged || c.old.text == c.new.text {
		return
	}
	n := 0
	for i := range c.changes {
		if c.changes[i].Level > Cosmetic {
			n++
		}
	}
	f := finding{id: "munged", broken: n > 0, summary: "the text differs from what the stack created"}
	if n == 0 {
		f.cosmetic = true
	}
	// libwebrtc reports, and may refuse, the first.
	for _, k := range munge.Detect(c.old.Description, c.new.Description) {
		text := "libwebrtc: " + k.ID + " (" + k.Name + "), " + k.Refusal.String()
		if k.Note != "" {
			text += "; " + k.Note
		}
		f.detail = append(f.detail, Detail{Text: text})
	}
	c.emit(nil, f)
}
