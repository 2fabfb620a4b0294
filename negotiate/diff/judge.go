package diff

import (
	"slices"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// AnswerTo says that new is an answer to this offer, while old is what the same
// side had in force before. Rules between an answer and its offer are then judged
// too. before is what the offerer had in force, nil if that isn't known: rules
// about what may change in an answer need it.
func AnswerTo(offer, before *sdp.Description) Option {
	return func(c *comparison) { c.offer, c.before = offer, before }
}

// judge asks package negotiate what the new description breaks. It isn't asked
// where no rule binds, nor whether an offer is legal where the text is an answer or
// may be one: an answer has rules of its own, for which its offer is needed.
func (c *comparison) judge() {
	in := negotiate.InMode(c.dialect.mode())
	switch {
	case c.role == Answer:
		c.verdict = negotiate.CheckAnswer(c.old.Description, c.new.Description, in)
	case c.role != Reoffer:
	case c.offer != nil && c.before != nil:
		c.verdict = negotiate.CheckAnswer(c.offer, c.new.Description, in, negotiate.After(c.before, c.old.Description))
	case c.offer != nil:
		c.verdict = negotiate.CheckAnswer(c.offer, c.new.Description, in)
	case c.isOffer():
		c.reoffer = true
		c.verdict = negotiate.CheckReoffer(c.old.Description, c.new.Description, in)
	}
}

// isOffer says that the new text can be taken for an offer: it is called one, or
// nothing in it was decided by an answer (RFC 8842 §5.2, §5.3).
func (c *comparison) isOffer() bool {
	if c.newType != "" {
		return c.newType == "offer"
	}
	for i := range c.new.media {
		switch c.new.media[i].value("setup") {
		case "active", "passive":
			return false
		}
	}
	return true
}

// judged puts what negotiate found to the changes: it makes a change that is there
// already as grave as the broken rule, and adds one where there is none. What
// differs in no way that matters has nothing to be judged.
func (c *comparison) judged() {
	if len(c.verdict.Findings) == 0 || !slices.ContainsFunc(c.changes, func(ch Change) bool { return ch.Level > Cosmetic }) {
		return
	}
	var told *toldChanges
	for _, f := range c.verdict.Findings {
		if k := classes[classIndex[classOfRule[f.Rule][0]]]; k.Dialect != AutoDialect && k.Dialect != c.dialect && f.Basis == negotiate.Interop {
			continue // what only stacks of the other dialect refuse
		}
		level := Violation
		switch f.Severity {
		case sdp.SeverityInfo:
			continue // nothing is broken
		case sdp.SeverityWarning:
			level = Warning
		}
		if told == nil {
			told = c.told()
		}
		if i := c.about(told, f); i >= 0 {
			// What is the same in other sections is one change with this one: of a
			// BUNDLE group only the section that owns the transport is judged.
			for _, j := range told.alike[told.keys[i]] {
				c.changes[j].broke(f, level)
			}
			continue
		}
		c.emit(c.pairAt(f.Index), finding{id: classOfRule[f.Rule][0], clause: f.Clause, summary: f.Msg, new: c.lineOf(f, c.new), old: c.lineOf(f, c.old)})
		c.changes[len(c.changes)-1].broke(f, level)
	}
}

// toldChanges finds changes by what a finding has to say about its place.
type toldChanges struct {
	byLine map[place]int    // the first with this line of the new text
	bySlot map[place]int    // the first of this section, -1 for the session part
	keys   []string         // of each change
	alike  map[string][]int // changes of one key
}

type place struct {
	id     string
	number int
}

func (c *comparison) told() *toldChanges {
	t := &toldChanges{make(map[place]int), make(map[place]int), make([]string, len(c.changes)), make(map[string][]int)}
	first := func(m map[place]int, k place, i int) {
		if _, ok := m[k]; !ok {
			m[k] = i
		}
	}
	for i := range c.changes {
		ch := &c.changes[i]
		t.keys[i] = ch.key()
		t.alike[t.keys[i]] = append(t.alike[t.keys[i]], i)
		if ch.Level == Cosmetic {
			continue
		}
		for _, l := range ch.New {
			first(t.byLine, place{ch.ID, l.Number}, i)
		}
		slot := -1
		if len(ch.Sections) > 0 {
			slot = ch.Sections[0].New
		}
		first(t.bySlot, place{ch.ID, slot}, i)
	}
	return t
}

// about finds the change that a finding is about, -1 for none.
func (c *comparison) about(told *toldChanges, f negotiate.Finding) int {
	// A change stands for one broken rule, and for one line that breaks it.
	fits := func(i int, same bool) bool {
		ch := &c.changes[i]
		// Sections in each other's places are of another media type too, and an o= that is another
		// one may have its version and its address wrong.
		return ch.Rule == "" || same && ch.Rule == f.Rule || ch.ID == "mline-order" || ch.ID == "origin"
	}
	for _, id := range classOfRule[f.Rule] {
		if i, ok := told.byLine[place{id, f.Line}]; ok && f.Line > 0 && fits(i, true) {
			return i
		}
		for _, slot := range []int{f.Index, -1} {
			if i, ok := told.bySlot[place{id, slot}]; ok && fits(i, f.Line == 0 || len(c.changes[i].New) == 0) && !c.aboutOther(&c.changes[i], f) {
				return i
			}
		}
	}
	return -1
}

// aboutOther says that a change is about another line than the finding: it names one of the same
// attribute, but not that one, which may be the same in both texts.
func (c *comparison) aboutOther(ch *Change, f negotiate.Finding) bool {
	for _, l := range c.lineOf(f, c.new) {
		if !topics[l.topic].alone {
			continue
		}
		if slices.ContainsFunc(ch.New, func(r LineRef) bool { return c.new.lines[r.Number-1].topic == l.topic }) {
			return true
		}
	}
	return false
}

// broke makes a change that of a broken rule.
func (ch *Change) broke(f negotiate.Finding, level Level) {
	if ch.Rule == "" {
		ch.Rule = f.Rule
	}
	if ch.Level < level {
		if ch.Summary != f.Msg {
			ch.Detail = append(slices.Clip(ch.Detail), Detail{Text: f.Msg})
		}
		ch.Level, ch.Clause = level, f.Clause
	}
}

// pairAt is the pair whose new section has this slot, nil for the session part and for
// a section that isn't there.
func (c *comparison) pairAt(slot int) *pair {
	if slot < 0 || slot >= len(c.new.media) {
		return nil
	}
	s := &c.new.media[slot]
	if s.pair != nil {
		return s.pair
	}
	return &pair{old: &section{slot: -1}, new: s} // a section that is added
}

// lineOf is the line that a finding names, if it stands in this text.
func (c *comparison) lineOf(f negotiate.Finding, d *doc) []*line {
	in := c.new
	if f.Side == negotiate.Offerer && !c.reoffer {
		in = c.old
		if c.offer != nil {
			return nil // in the offer, which is neither
		}
	}
	if f.Line == 0 || f.Line > len(d.lines) || d != in {
		return nil
	}
	return []*line{&d.lines[f.Line-1]}
}
