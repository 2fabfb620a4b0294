package negotiate

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A check is one run of rules over two views. For an answer the first is the offer;
// for a re-offer it is the description before.
type check struct {
	options
	a, b    *view
	before  *before // what was in force before the offer; nil when that wasn't said
	rule    *Rule
	side    Side // whose text is b
	verdict Verdict
	latest  *Finding   // the one that was reported last
	matches []*matched // by section; see matched
	looked  map[extmapPair]bool
	sameICE map[[2]sdp.Line]bool // whether two a=ice-options are the same set
	said    map[sessionFault]bool
}

// before is what the two sides had agreed on.
type before struct {
	own, other *view // of the side that offers now, and of the side that answers now
}

// CheckAnswer holds an answer against its offer. Rules fire by what the texts have in
// them: those of ICE when there is ICE, those of DTLS when a section uses it. Rules that
// the two texts alone can't decide are in NotEvaluated; [InMode] and [After] say more.
//
// Both descriptions may be of any quality: those from [sdp.ParseLax] will do.
// Attributes that can't be parsed count as absent where that is safe, and otherwise
// keep a rule from being evaluated. Time is linear in the length of the texts.
func CheckAnswer(offer, answer *sdp.Description, opts ...Option) Verdict {
	c := &check{options: newOptions(opts), a: newView(offer), b: newView(answer), side: Answerer}
	return c.run(AboutAnswer)
}

// CheckReoffer holds an offer against the description that the same side gave before,
// an offer or an answer. It takes that one as accepted by the other side; where it
// wasn't, or not all of it, [After] says so with the other side's description. Of After
// the first description is not looked at here.
func CheckReoffer(previous, offer *sdp.Description, opts ...Option) Verdict {
	c := &check{options: newOptions(opts), a: newView(previous), b: newView(offer), side: Offerer}
	return c.run(AboutReoffer)
}

func (c *check) run(subject Subject) Verdict {
	switch {
	case c.other == nil:
	case subject == AboutReoffer:
		c.before = &before{own: c.a, other: newView(c.other)}
	case c.own != nil:
		c.before = &before{own: newView(c.own), other: newView(c.other)}
	}
	for i := range rules {
		c.rule = &rules[i]
		switch r := c.rule; {
		case r.Subject != subject:
		case r.Mode != 0 && c.mode == 0:
			c.skip("it is a rule of one dialect, " + r.Mode.String() + ", and the mode was not said")
		case r.Mode != 0 && r.Mode != c.mode:
		case r.before && c.before == nil:
			c.skip("the descriptions in force before are not known")
		default:
			c.evaluate(r)
		}
	}
	c.verdict.sort()
	return c.verdict
}

func (c *check) evaluate(r *Rule) {
	if r.whole != nil {
		r.whole(c)
	}
	for i := range min(len(c.a.media), len(c.b.media)) {
		a, b := &c.a.media[i], &c.b.media[i]
		if r.each != nil {
			r.each(c, a, b)
		}
		if r.live != nil && !a.rejected && !b.rejected && a.kind == b.kind {
			r.live(c, a, b)
		}
	}
}

// skip says why the rule can't be evaluated; the first reason counts.
func (c *check) skip(why string) {
	if n := len(c.verdict.NotEvaluated); n > 0 && c.verdict.NotEvaluated[n-1].Rule == c.rule.ID {
		return // rules are evaluated one by one
	}
	if c.verdict.NotEvaluated == nil {
		c.verdict.NotEvaluated = make([]Skipped, 0, 16)
	}
	c.verdict.NotEvaluated = append(c.verdict.NotEvaluated, Skipped{c.rule.ID, c.rule.Code, why})
}

// unreadable names an attribute that the rule reads and that can't be parsed, "" for
// none: in section s of either text, in what it inherits from, or before. What bundles
// sections is looked for everywhere, and for the session part, s nil, all is.
func (c *check) unreadable(s *section) string {
	for name := range strings.FieldsSeq(c.rule.reads) {
		everywhere := s == nil || name == "mid" || name == "group" || name == "bundle-only"
		for _, v := range c.views() {
			switch {
			case everywhere && v.spoils(name), v.session.spoils(name):
				return name
			case everywhere || s.index >= len(v.media):
			case v.media[s.index].spoils(name), v.tagOf(&v.media[s.index]).spoils(name):
				return name
			}
		}
	}
	return ""
}

// A sessionFault is a finding about a line of the session part. It holds for each section
// that inherits the line and is said once, at the first of them.
type sessionFault struct {
	rule *Rule
	line int
	msg  string
}

// again says that the finding about a line of the session part was reported before.
func (c *check) again(s *section, l sdp.Line, msg string) bool {
	if s == nil || l.Number() == 0 || l.Number() > s.mline.Number() || l.Number() > c.b.media[0].mline.Number() {
		return false
	}
	fault := sessionFault{c.rule, l.Number(), msg}
	if c.said[fault] {
		return true
	}
	if c.said == nil {
		c.said = map[sessionFault]bool{}
	}
	c.said[fault] = true
	return false
}

// views are all the texts that the rule looks at.
func (c *check) views() []*view {
	if c.before == nil {
		return []*view{c.a, c.b}
	}
	return []*view{c.a, c.b, c.before.own, c.before.other}
}

// report says that the text that is checked breaks the rule in section s, nil for the
// session part, at a line, which may be none. It does not accuse by what can't be read.
func (c *check) report(s *section, l sdp.Line, got, want, msg string) {
	r := c.rule
	if name := c.unreadable(s); name != "" {
		if name == "direction" {
			c.skip("a direction can't be parsed")
		} else {
			c.skip("an a=" + name + " can't be parsed")
		}
		c.latest = new(Finding)
		return
	}
	if c.again(s, l, msg) {
		c.latest = new(Finding)
		return
	}
	f := Finding{
		Rule: r.ID, Code: r.Code, Clause: r.Clause(), Basis: r.Basis, Severity: r.severity(),
		Side: c.side, Index: -1, Line: l.Number(), Got: got, Want: want, Msg: oneLine(msg),
	}
	if s != nil {
		f.Index, f.MID = s.index, s.midOf()
	}
	c.verdict.Findings = append(c.verdict.Findings, f)
	c.latest = &c.verdict.Findings[len(c.verdict.Findings)-1]
}

// last is the finding reported last, to make it more exact.
func (c *check) last() *Finding { return c.latest }

// soften makes a warning of the last finding, by the clause that holds in this mode.
func (c *check) soften(clause string, b Basis) {
	c.latest.Severity, c.latest.Clause, c.latest.Basis = sdp.SeverityWarning, clause, b
}

// severity is the row's, and where it has none that of its basis.
func (r *Rule) severity() sdp.Severity {
	switch {
	case r.Severity != 0:
		return r.Severity
	case r.Basis == Must:
		return sdp.SeverityError
	}
	return sdp.SeverityWarning
}
