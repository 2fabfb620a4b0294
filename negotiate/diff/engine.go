package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A comparison is one run of Compare: marks on lines, and the edit list that
// the rules write.
type comparison struct {
	old, new         *doc
	oldType, newType string
	role             Role
	dialect          Dialect
	offer, before    *sdp.Description // see AnswerTo
	verdict          negotiate.Verdict
	reoffer          bool    // the verdict is that on a re-offer
	pairs            []*pair // the session part first
	changes          []Change
	places           []Place // of changes

	restartsKnown, restart, restartSome bool // see restarts
}

// A pair is two sections that are compared with each other.
type pair struct {
	old, new *section
	stopped  bool // the new one is rejected, the old one was not
	settled  bool // a change accounts for the sections as a whole

	differs ruleSet // the rules that read a line which is not the same in both
	topics  int     // how many there are lines about that are not the same in both
	ordered bool    // equal lines stand in the same order
}

// live says that media could flow in both, so that rules of media apply.
func (p *pair) live() bool {
	return p.old.slot >= 0 && !p.settled && !p.old.rejected && !p.new.rejected
}

// media says that both are media sections that can be compared, if only as the
// remains of a stopped stream.
func (p *pair) media() bool { return p.old.slot >= 0 && !p.settled }

// dead says that the sections are stopped in both, so that nothing in them matters.
func (p *pair) dead() bool {
	return p.old.slot >= 0 && p.new.slot >= 0 && p.old.rejected && p.new.rejected
}

func (p *pair) place() Place {
	return Place{p.old.slot, p.new.slot, cmp.Or(p.new.mid, p.old.mid)}
}

// A finding is a change as a rule reports it.
type finding struct {
	id       string
	broken   bool // the rule of the class is broken, if the role is one that it binds
	cosmetic bool // proven to mean the same
	atMost   Level
	clause   string // if not that of the class
	summary  string
	detail   []Detail
	old, new []*line
}

// emit adds a change and claims its lines. It is the only place that claims, so
// that a line is accounted for exactly when a change names it.
func (c *comparison) emit(p *pair, f finding) {
	class := &classes[classIndex[f.id]]
	ch := Change{
		ID: f.id, Level: class.level(c.role, c.dialect, f.broken), Clause: cmp.Or(f.clause, class.Clause),
		Summary: f.summary, Detail: f.detail, Path: "session",
	}
	ch.Old, ch.New = refs(f.old, f.new)
	if f.atMost != 0 {
		ch.Level = min(ch.Level, f.atMost)
	}
	if p != nil && p.dead() {
		ch.Level = min(ch.Level, Info)
	}
	if f.cosmetic {
		ch.Level = Cosmetic
	}
	if p != nil && (p.old.slot >= 0 || p.new.slot >= 0) {
		c.places = append(c.places, p.place())
		ch.Sections = c.places[len(c.places)-1 : len(c.places) : len(c.places)]
	}
	c.changes = append(c.changes, ch)
}

// refs marks the lines as claimed.
func refs(old, new []*line) (inOld, inNew []LineRef) {
	all := make([]LineRef, 0, len(old)+len(new))
	claim := func(ls []*line) []LineRef {
		from, sorted := len(all), true
		for _, l := range ls {
			if l == nil {
				continue
			}
			l.claimed = true
			sorted = sorted && (len(all) == from || all[len(all)-1].Number < int(l.num))
			all = append(all, LineRef{int(l.num), l.text})
		}
		out := all[from:len(all):len(all)]
		if !sorted {
			out = tidy(out)
		}
		return out
	}
	return claim(old), claim(new)
}

// tidy sorts by number and drops doubles.
func tidy(ls []LineRef) []LineRef {
	slices.SortFunc(ls, func(a, b LineRef) int { return a.Number - b.Number })
	return slices.CompactFunc(ls, func(a, b LineRef) bool { return a.Number == b.Number })
}

func (c *comparison) run() *Report {
	auto := c.role == Auto
	if auto {
		c.role = c.findRole()
	}
	if c.dialect == AutoDialect {
		c.dialect = c.findDialect()
	}
	c.judge()
	c.compare()
	// With an o= line that is the same in all fields, the text ought to be the
	// same too (RFC 3264 §8). Where nothing but numbers differs it means the
	// same: it is one description written twice, not a re-offer that
	// renumbers its codecs.
	if auto && c.role == Reoffer && c.old.o != nil && c.new.o != nil && c.old.o.text == c.new.o.text && c.onlyNumbers() {
		c.role = Plain
		for i := range c.changes {
			c.changes[i].Level = Cosmetic
		}
		// pt-renumbered has the same lines.
		c.changes = slices.DeleteFunc(c.changes, func(ch Change) bool { return ch.ID == "origin" || ch.ID == "pt-remapped" })
	} else {
		c.judged()
	}
	c.finish()
	return &Report{Role: c.role, Dialect: c.dialect, Old: c.old.summary(c.oldType), New: c.new.summary(c.newType), Changes: c.changes}
}

func (c *comparison) onlyNumbers() bool {
	for i := range c.changes {
		switch ch := &c.changes[i]; {
		case ch.Level == Cosmetic, ch.ID == "pt-renumbered", ch.ID == "pt-remapped", ch.ID == "origin":
		default:
			return false
		}
	}
	return true
}

// findRole decides what the texts show: an offer followed by an answer of
// another session, or one session twice.
func (c *comparison) findRole() Role {
	a, b := c.old.origin, c.new.origin
	same := a.SessionID != "" && a.SessionID.Compare(b.SessionID) == 0 && a.Username == b.Username
	switch {
	case c.oldType == "offer" && (c.newType == "answer" || c.newType == "pranswer") && !same:
		return Answer
	case same:
		return Reoffer
	}
	return Plain
}

// oneSession says that both o= lines have the same session id.
func (c *comparison) oneSession() bool {
	return c.old.origin.SessionID.Compare(c.new.origin.SessionID) == 0
}

func (c *comparison) compare() {
	c.pair()
	changes := 0 // that there will be, or about as many
	for _, p := range c.pairs {
		match(p)
		changes += p.topics
	}
	if changes > 0 {
		c.changes, c.places = slices.Grow(c.changes, changes), slices.Grow(c.places, changes)
	}
	c.explain()
}

// explain accounts for the lines that have no twin.
func (c *comparison) explain() {
	// What is inherited from the session part differs for all sections.
	inherited := c.pairs[0].differs
	for i, r := range rules {
		for _, p := range c.pairs {
			if !p.settled && (p.stopped || (p.differs | inherited).has(i)) {
				r.run(c, p)
			}
		}
	}
	c.session()
	for _, p := range c.pairs {
		c.rest(p)
	}
	for _, p := range c.pairs {
		c.order(p)
	}
	c.endings()
	c.originChange()
	c.munged()
	if len(c.changes) == 0 && c.old.text != c.new.text {
		c.emit(nil, finding{id: "line", summary: "the texts differ"}) // can't happen; never say "same" if it does
	}
}

// rules are run in this order over each pair of sections. Each looks at one
// topic, reports through emit and leaves alone what it can't explain. Where the lines
// that it reads are the same and in the same order, in the sections and in the session
// part, there is nothing to report, and it isn't run.
var rules = [...]struct {
	reads string // attributes, and lines by their type
	run   func(*comparison, *pair)
}{
	{"m=", (*comparison).mediaName},
	{"m= rtpmap fmtp rtcp-fb", (*comparison).codecs},
	{"sendrecv sendonly recvonly inactive", (*comparison).direction},
	{"ice-ufrag ice-pwd", (*comparison).credentials},
	{"candidate ice-options ice-lite ice-pacing", (*comparison).candidates},
	{"fingerprint tls-id setup", (*comparison).association},
	{"m= c=", (*comparison).endpoint},
	{"m= max-message-size", (*comparison).messageSize},
	{"rtcp-mux rtcp-rsize extmap-allow-mixed end-of-candidates", (*comparison).flags},
	{"extmap", (*comparison).extensions},
}

// A ruleSet is a set of rules by their index.
type ruleSet uint16

const _ = uint(16 - len(rules)) // no more of them fit

func (s ruleSet) has(i int) bool { return s&(1<<i) != 0 }

// readers has the rules that read lines about a topic.
var readers = func() (m [len(topics)]ruleSet) {
	for i, r := range rules {
		for name := range strings.FieldsSeq(r.reads) {
			t := attributeTopic(name)
			if typ, ok := strings.CutSuffix(name, "="); ok {
				t = lineTopics[typ[0]]
			}
			m[t] |= 1 << i
		}
	}
	return m
}()
