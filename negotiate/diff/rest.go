package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// noOtherRule are the classes whose lines no rule looks at, so that a difference
// has the effect of the class. For the others the effect was looked at, and what is
// left doesn't have it.
var noOtherRule = map[string]bool{
	"msid": true, "ssrc": true, "rid": true, "simulcast": true, "sctp": true, "crypto": true, "ptime": true, "bandwidth": true, "bundle": true,
}

// rest reports every line that nothing accounts for yet. This is what makes it
// impossible that a difference is passed over.
func (c *comparison) rest(p *pair) {
	var o, n *line
	if c.old.o != nil && c.new.o != nil {
		o, n = c.old.o, c.new.o
	}
	old, new := openAll(p.old, o), openAll(p.new, n)
	if len(old)+len(new) == 0 {
		return
	}
	left := make([]finding, 0, 4)
	find := func(l *line) *finding {
		id := l.class()
		if id == "origin" && o != nil {
			id = "line" // a second o=
		}
		for i := range left { // no more than there are classes
			if left[i].id == id {
				return &left[i]
			}
		}
		left = append(left, finding{id: id})
		return &left[len(left)-1]
	}
	for _, l := range old {
		f := find(l)
		f.old = append(f.old, l)
	}
	for _, l := range new {
		f := find(l)
		f.new = append(f.new, l)
	}
	for i := range left {
		f := &left[i]
		if !noOtherRule[f.id] {
			f.atMost = Info
		}
		pairs := c.reworded(p, f)
		if len(pairs) == 0 {
			continue
		}
		f.clause = f.definition()
		f.summary = changeWords(pairs)
		if len(pairs) > 1 {
			f.detail = make([]Detail, len(pairs))
			for i, lp := range pairs {
				f.detail[i] = lp.detail()
			}
		}
		switch {
		case f.id == "direction" && p.old.slot < 0 && len(c.pairs) > 1:
			// Sections that it holds for have claimed it.
			f.cosmetic, f.summary = true, f.summary+", which held for no section"
		case f.id == "line" && blank(f.old) && blank(f.new):
			f.cosmetic, f.summary, f.detail = true, "blank lines", nil
		}
		c.emit(p, *f)
	}
}

func blank(ls []*line) bool {
	return !slices.ContainsFunc(ls, func(l *line) bool { return strings.TrimSpace(l.text) != "" })
}

// reworded takes the lines that mean the same out of a finding and reports them. It
// returns what became of the others.
func (c *comparison) reworded(p *pair, f *finding) []linePair {
	pairs := pairLines(f.old, f.new)
	same := finding{id: f.id, cosmetic: true, summary: "the same, written differently"}
	last := uint32(0)
	for _, lp := range pairs {
		if lp.old == nil || lp.new == nil {
			continue
		}
		// Where the order of the lines has a meaning, it has to be the same as well.
		if lp.old.means(lp.new) && (lp.new.num > last || topics[lp.old.topic].anyOrder) {
			same.old, same.new = append(same.old, lp.old), append(same.new, lp.new)
		}
		last = max(last, lp.new.num)
	}
	if len(same.old) == 0 {
		return pairs
	}
	c.emit(p, same)
	f.old, f.new = openOf(f.old), openOf(f.new)
	return pairLines(f.old, f.new)
}

// definition is the clause of the attribute that lines without a rule of their own
// have in common, "" for that of the class.
func (f *finding) definition() (clause string) {
	if noOtherRule[f.id] {
		return ""
	}
	for _, l := range slices.Concat(f.old, f.new) {
		info, _ := sdp.Describe(l.name())
		if info.Clause == "" || clause != "" && info.Clause != clause {
			return ""
		}
		clause = info.Clause
	}
	return clause
}

// openAll leaves o= to originChange.
func openAll(s *section, o *line) []*line {
	var ls []*line
	for i := range s.lines {
		if l := &s.lines[i]; l.open() && l != o {
			ls = append(ls, l)
		}
	}
	return ls
}

// class is that of a difference in the line which the rules leave.
func (l *line) class() string {
	class := topics[l.topic].class
	if class == "group" && strings.HasPrefix(l.value(), "BUNDLE") {
		return "bundle"
	}
	return class
}

// A lineKey pairs a line that went with one that came: the same attribute, and for
// those with a name of their own in the value, that name.
type lineKey struct {
	name string // of the attribute, or how the line begins
	of   string
	ssrc uint32
}

func keyOf(l *line) lineKey {
	if l.typ != 'a' {
		key, _, _ := strings.Cut(l.text, ":")
		if l.typ != 'b' {
			key = l.text[:min(len(l.text), 2)]
		}
		return lineKey{name: key}
	}
	switch l.name() {
	case "ssrc":
		if a, err := parsed[sdp.SSRC](l); err == nil {
			return lineKey{l.name(), a.Name, a.ID}
		}
	case "rid", "crypto", "rtpmap", "fmtp", "rtcp-fb", "sctpmap", "ssrc-group", "group", "extmap":
		id, _, _ := strings.Cut(l.value(), " ")
		return lineKey{name: l.name(), of: id}
	}
	return lineKey{name: l.name()}
}

// A linePair is what became of a line: either may be nil.
type linePair struct{ old, new *line }

// pairLines pairs lines by key, in order.
func pairLines(old, new []*line) []linePair {
	if len(old)+len(new) == 0 {
		return nil
	}
	pairs := make([]linePair, 0, max(len(old), len(new)))
	if len(old) == 0 || len(new) == 0 {
		for _, l := range old {
			pairs = append(pairs, linePair{old: l})
		}
		for _, l := range new {
			pairs = append(pairs, linePair{new: l})
		}
		return pairs
	}
	came := make([]bool, len(new))
	for i, j := range mates(keysOf(old), keysOf(new)) {
		lp := linePair{old: old[i]}
		if j >= 0 {
			lp.new, came[j] = new[j], true
		}
		pairs = append(pairs, lp)
	}
	for j, n := range new {
		if !came[j] {
			pairs = append(pairs, linePair{new: n})
		}
	}
	return pairs
}

func keysOf(ls []*line) []lineKey {
	keys := make([]lineKey, len(ls))
	for i, l := range ls {
		keys[i] = keyOf(l)
	}
	return keys
}

// label is what a pair of lines is called.
func (lp linePair) label() string { return cmp.Or(lp.old, lp.new).label() }

func (lp linePair) detail() Detail {
	l := cmp.Or(lp.old, lp.new)
	d := Detail{Name: l.label(), Secret: l.secret()}
	if lp.old != nil {
		d.Old = lp.old.shown()
	}
	if lp.new != nil {
		d.New = lp.new.shown()
	}
	if d.Old == d.New { // but for the spaces around it
		d.Old, d.New = strconv.Quote(lp.old.text), strconv.Quote(lp.new.text)
	}
	return d
}

func (l *line) label() string {
	switch {
	case l.typ == 'a':
		return l.text[:len("a=")+len(l.name())]
	case l.typ == 0:
		return "line"
	}
	return l.text[:len("b=")]
}

// shown is the value, with a word for none.
func (l *line) shown() string {
	v := l.value()
	switch {
	case l.typ == 0:
		v = l.text
	case l.typ != 'a':
		v = l.text[2:]
	case !l.hasValue():
		return "(set)"
	}
	if strings.TrimSpace(v) == "" {
		return strconv.Quote(v)
	}
	return strings.TrimSpace(v)
}

// secret says that the line holds a key, or seems to: one whose name is misspelt isn't less
// secret.
func (l *line) secret() bool {
	name := strings.ToLower(strings.TrimSpace(l.name()))
	switch {
	case l.typ == 'k', strings.HasPrefix(name, "crypto"), strings.HasPrefix(name, "key-mgmt"):
		return true // also where a space stands for the colon
	case l.typ == 'a':
		return strings.Contains(name, "ice-pwd")
	}
	return strings.Contains(strings.ToLower(l.text), "ice-pwd")
}

// changeWords sums up lines that went and came. A secret is never part of it.
func changeWords(pairs []linePair) string {
	if len(pairs) == 1 {
		lp := pairs[0]
		switch d := lp.detail(); {
		case d.Secret:
			if words := cryptoWords(lp); words != "" {
				return words
			}
		case d.Old == "(set)" && d.New == "":
			return d.Name + " gone"
		case d.New == "(set)" && d.Old == "":
			return d.Name + " new"
		case d.New == "":
			return d.Name + " " + d.Old + " gone"
		case d.Old == "":
			return d.Name + " " + d.New + " new"
		default:
			if words := semanticWords(lp); words != "" {
				return words
			}
			return d.Name + " " + d.Old + " → " + d.New
		}
	}
	changed, gone, added := 0, 0, 0
	var names []string
	for _, lp := range pairs {
		if name := lp.label(); !slices.Contains(names, name) && len(names) < 4 {
			names = append(names, name)
		}
		switch {
		case lp.new == nil:
			gone++
		case lp.old == nil:
			added++
		default:
			changed++
		}
	}
	var parts []string
	for _, n := range []struct {
		n    int
		word string
	}{{changed, "changed"}, {gone, "gone"}, {added, "new"}} {
		if n.n > 0 {
			parts = append(parts, strconv.Itoa(n.n)+" "+n.word)
		}
	}
	return strings.Join(names, ", ") + ": " + strings.Join(parts, ", ")
}

// cryptoWords says what is different about SDES keys (RFC 4568 §6) without saying
// the keys; session parameters may hold some too.
func cryptoWords(lp linePair) string {
	if lp.old == nil || lp.new == nil {
		return ""
	}
	o, errOld := parsed[sdp.Crypto](lp.old)
	n, errNew := parsed[sdp.Crypto](lp.new)
	if lp.old.name() != "crypto" || errOld != nil || errNew != nil {
		return ""
	}
	var parts []string
	if o.Suite != n.Suite {
		parts = append(parts, o.Suite+" → "+n.Suite)
	}
	if o.KeyParams != n.KeyParams {
		parts = append(parts, "another key")
	}
	if o.Suite, o.KeyParams = n.Suite, n.KeyParams; !o.Equal(n) {
		parts = append(parts, "other session parameters")
	}
	return fmt.Sprintf("a=crypto %d: %s", o.Tag, strings.Join(parts, ", "))
}

// semanticWords says which streams went and came in a=msid-semantic, whose ids are
// too long to find the difference by eye.
func semanticWords(lp linePair) string {
	o, errOld := parsed[sdp.MSIDSemantic](lp.old)
	n, errNew := parsed[sdp.MSIDSemantic](lp.new)
	if lp.old.name() != "msid-semantic" || errOld != nil || errNew != nil || o.Semantic != n.Semantic {
		return ""
	}
	words := setChange(slices.Collect(o.IDs()), slices.Collect(n.IDs()))
	if words == "" {
		return ""
	}
	return "a=msid-semantic " + o.Semantic + ": " + words
}
