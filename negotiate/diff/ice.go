package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// credentials compares ice-ufrag and ice-pwd as they hold for each section. To
// move them from the session to a section is no restart (RFC 8839 §4.4.1.1.1).
func (c *comparison) credentials(p *pair) {
	if !p.live() {
		return
	}
	a := slices.Concat(p.old.inherit("ice-ufrag"), p.old.inherit("ice-pwd"))
	b := slices.Concat(p.new.inherit("ice-ufrag"), p.new.inherit("ice-pwd"))
	oldUfrag, newUfrag := p.old.value("ice-ufrag"), p.new.value("ice-ufrag")
	oldPwd, newPwd := p.old.value("ice-pwd"), p.new.value("ice-pwd")
	ufrag := Detail{Name: "a=ice-ufrag", Old: oldUfrag, New: newUfrag}
	pwd := Detail{Name: "a=ice-pwd", Old: oldPwd, New: newPwd, Secret: true}
	f := finding{old: a, new: b}
	switch {
	case oldUfrag == newUfrag && oldPwd == newPwd:
		one := agree(a, "ice-ufrag", oldUfrag) && agree(b, "ice-ufrag", newUfrag) && agree(a, "ice-pwd", oldPwd) && agree(b, "ice-pwd", newPwd)
		a, b = openOf(a), openOf(b)
		if len(a)+len(b) > 0 && one {
			c.emit(p, finding{id: "ice-credentials", cosmetic: true, old: a, new: b, summary: "the same ICE credentials, in another place or written differently"})
		}
		return
	case oldUfrag == "" && oldPwd == "":
		f.id, f.summary = "ice-credentials", "ICE credentials are there now"
		f.detail = []Detail{ufrag, pwd}
	case newUfrag == "" && newPwd == "":
		f.id, f.summary = "ice-credentials", "ICE credentials are gone"
		f.detail = []Detail{ufrag, pwd}
		if first, ok := c.new.carrier(p.new, "ice-ufrag"); ok {
			f.atMost = Info
			f.summary += "; those of the BUNDLE's first section, mid " + first + ", hold"
		}
	case c.role == Answer:
		f.id, f.atMost, f.summary = "ice-credentials", Info, "each side has its own ICE credentials"
	case oldUfrag != newUfrag && oldPwd != newPwd:
		f.id, f.summary = "ice-restart", "new ICE credentials"
		if _, some := c.restarts(); some {
			f.id, f.summary = "ice-restart-some", "new ICE credentials, while others keep theirs"
			f.broken = true
		}
		dtls := "fingerprint or tls-id change too, so DTLS restarts as well"
		if c.sameAssociation(p) {
			dtls = "same fingerprint and tls-id, so no DTLS restart"
		}
		if p.new.value("fingerprint") == "" {
			dtls = "media keeps the old path until the new one is up"
		}
		f.detail = []Detail{ufrag, pwd, {Text: "both changed, so it is a restart (RFC 8839 §4.4.1.1.1); " + dtls}}
		if c.role == Plain && !c.oneSession() {
			f.detail[2].Text = "in one session this would be a restart (RFC 8839 §4.4.1.1.1)"
		}
	case oldUfrag != newUfrag:
		f.id, f.broken, f.summary = "ice-restart-half", true, "ice-ufrag changed, ice-pwd did not"
		f.detail = []Detail{ufrag, {Text: "to restart, change both"}, {Text: seen("reoffer-ice-half-restart")}}
	default:
		f.id, f.broken, f.summary = "ice-restart-half", true, "ice-pwd changed, ice-ufrag did not"
		f.detail = []Detail{pwd, {Text: "to restart, change both"}, {Text: seen("reoffer-ice-half-restart")}}
	}
	c.emit(p, f)
}

// restarts finds out once in which sections ICE restarts.
func (c *comparison) restarts() (restart, someOnly bool) {
	if c.restartsKnown {
		return c.restart, c.restartSome
	}
	c.restartsKnown = true
	kept, changed := make(map[*bundle]bool), make(map[*bundle]bool)
	for _, p := range c.pairs[1:] {
		old, new := p.old.value("ice-ufrag"), p.new.value("ice-ufrag")
		if !p.live() || old == "" || new == "" {
			continue
		}
		g := c.new.bundleOf(p.new)
		switch {
		case old != new:
			c.restart = true
			changed[g] = changed[g] || g != nil
		case g != nil:
			kept[g] = true
		}
		c.restartSome = c.restartSome || kept[g] && changed[g]
	}
	return c.restart, c.restartSome
}

// agree says that of the lines with this name none has another value. Of several
// values the first is taken, but the others must not pass for the same.
func agree(ls []*line, name, value string) bool {
	return !slices.ContainsFunc(ls, func(l *line) bool { return l.name() == name && strings.TrimSpace(l.value()) != value })
}

// openOf keeps the lines that nothing accounts for yet.
func openOf(ls []*line) (open []*line) {
	for _, l := range ls {
		if l.open() {
			open = append(open, l)
		}
	}
	return open
}

// candidates compares candidates by what they are: component, transport, address,
// port and type.
func (c *comparison) candidates(p *pair) {
	c.iceOptions(p)
	old, new := unmatched(p.old.attr("candidate")), unmatched(p.new.attr("candidate"))
	if len(old)+len(new) > 0 {
		c.candidateLines(p, old, new)
	}
}

func (c *comparison) candidateLines(p *pair, old, new []*line) {
	f := finding{id: "candidates"}
	var reworded, spaced finding
	gone, changed := 0, 0
	oldWords, newWords := candidates(old), candidates(new)
	stays := make([]bool, len(new))
	for i, j := range mates(oldWords, newWords) {
		l, words := old[i], oldWords[i]
		if j < 0 {
			gone++
			f.old = append(f.old, l)
			f.detail = append(f.detail, Detail{Text: "gone: " + words})
			continue
		}
		n := new[j]
		stays[j] = true
		before, after := odd(l, n), odd(n, l)
		if before+after == "" {
			spaced.old, spaced.new = append(spaced.old, l), append(spaced.new, n)
			continue
		}
		changed++
		reworded.old, reworded.new = append(reworded.old, l), append(reworded.new, n)
		reworded.detail = append(reworded.detail, Detail{Name: words, Old: before, New: after})
	}
	added := 0
	for j, l := range new {
		if !stays[j] {
			added++
			f.new = append(f.new, l)
			f.detail = append(f.detail, Detail{Text: "new: " + newWords[j]})
		}
	}
	f.old, f.new = append(f.old, reworded.old...), append(f.new, reworded.new...)
	f.detail = append(f.detail, reworded.detail...)
	var parts []string
	if gone > 0 {
		parts = append(parts, strconv.Itoa(gone)+" gone")
	}
	switch {
	case added > 0:
		parts = append(parts, strconv.Itoa(added)+" new")
	case gone > 0 && len(p.new.attr("candidate")) == 0:
		parts = append(parts, "none yet")
	}
	if changed > 0 {
		parts = append(parts, strconv.Itoa(changed)+" described differently")
	}
	if f.summary = strings.Join(parts, ", "); f.summary != "" {
		c.emit(p, f)
	}
	if len(spaced.old) > 0 {
		spaced.id, spaced.cosmetic, spaced.summary = "candidates", true, "the same candidates, written differently"
		c.emit(p, spaced)
	}
}

// candidates is candidate for each of several lines.
func candidates(ls []*line) []string {
	words := make([]string, len(ls))
	for i, l := range ls {
		words[i] = candidate(l)
	}
	return words
}

// candidate returns in words what tells a candidate from others. A line that isn't one
// by its grammar (RFC 8839 §5.1) is its own.
func candidate(l *line) string {
	f := make([]string, 0, 24) // as long as it isn't longer, on the stack
	for field := range strings.FieldsSeq(l.value()) {
		f = append(f, field)
	}
	if len(f) < 8 || f[6] != "typ" {
		return l.value()
	}
	address := f[4]
	if strings.Contains(address, ":") {
		address = "[" + address + "]"
	}
	words := f[7] + " " + strings.ToLower(f[2]) + " " + address + ":" + f[5]
	if f[1] != "1" {
		words += " component " + f[1]
	}
	for i := 8; i+1 < len(f); i += 2 {
		if f[i] == "tcptype" {
			words += " " + f[i+1]
		}
	}
	return words
}

// odd returns what candidate a says that b doesn't. The transport has no case (RFC
// 8839 §5.1 spells it in ABNF, whose strings have none), and neither the order of
// extensions nor spacing means anything.
func odd(a, b *line) string {
	have := make(map[string]int)
	for _, s := range candidateParts(b) {
		have[s]++
	}
	var parts []string
	for _, s := range candidateParts(a) {
		if have[s]--; have[s] < 0 {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// candidateParts names the fields that don't tell one candidate from another, and keeps an
// extension's name with its value.
func candidateParts(l *line) []string {
	f := strings.Fields(l.value())
	if len(f) < 8 { // no candidate
		return f
	}
	parts := []string{"foundation " + f[0], "priority " + f[3]}
	for i := 8; i < len(f); i += 2 {
		parts = append(parts, strings.Join(f[i:min(i+2, len(f))], " "))
	}
	return parts
}

// iceOptions compares what may change with a restart only.
func (c *comparison) iceOptions(p *pair) {
	restarts, _ := c.restarts()
	for _, name := range []string{"ice-options", "ice-lite", "ice-pacing"} {
		a, b := unmatched(p.old.attr(name)), unmatched(p.new.attr(name))
		if len(a)+len(b) == 0 {
			continue
		}
		f := finding{id: "ice-options", old: a, new: b, broken: !restarts}
		switch {
		case slices.Equal(optionSet(p.old, name), optionSet(p.new, name)):
			f.cosmetic, f.summary = true, "a="+name+" in another order or place"
		default:
			f.summary = changeWords(pairLines(a, b))
		}
		if !c.keepsICE(p) {
			f.broken = false // bundled, where the transport's own section tells; or ICE is new or gone
		}
		c.emit(p, f)
	}
}

// keepsICE says that a section, or for the session part one of all, uses ICE with credentials of its
// own in both texts. What holds until a restart isn't there where ICE is new.
func (c *comparison) keepsICE(p *pair) bool {
	if p == c.pairs[0] {
		return slices.ContainsFunc(c.pairs[1:], c.keepsICE)
	}
	return p.old.slot >= 0 && p.new.slot >= 0 && len(p.old.inherit("ice-ufrag")) > 0 && len(p.new.inherit("ice-ufrag")) > 0
}

// optionSet is the sorted values that hold for a section, with the name for a flag.
func optionSet(s *section, name string) []string {
	var set []string
	for _, l := range s.inherit(name) {
		set = append(set, name)
		if o, err := parsed[sdp.ICEOptions](l); name == "ice-options" && err == nil {
			set = slices.AppendSeq(set, o.All())
		} else {
			set = append(set, l.value())
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}
