package diff

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A codecPair is the codecs of both sides of a pair of sections.
type codecPair struct {
	old, new *codecSet
	// Whether lines of these attributes may say something else of some codec: they are not
	// the same, or there is a codec that has another number and so others of them.
	rtpmap, fmtp, fb bool
}

// compare lets sdp say what is the same codec. The lists of a red are looked up among
// those that don't refer to others: a red within a red makes no sense, and
// following it would cost what a stranger likes.
func (cp *codecPair) compare(o, n *codec) sdp.Match {
	if o.red && o.Params != "" && n.Params != "" {
		return sdp.Comparison{A: cp.old.others(), B: cp.new.others()}.Compare(o.understood(), n.understood())
	}
	return sdp.Comparison{A: cp.old.understood(), B: cp.new.understood()}.Compare(o.understood(), n.understood())
}

// same is compare for those that only want to know whether two codecs are the same, and
// which parameter differs nevertheless. Codecs in the same words are the same, of a red
// those whose numbers stand for the same codecs; and one rtx differs from another by the
// codec that it repairs alone (RFC 4588 §8.1).
func (cp *codecPair) same(o, n *codec) (same bool, differs string) {
	switch {
	case o.Name == "" || o.Name != n.Name || o.ClockRate != n.ClockRate:
	case o.apt != nil && n.apt != nil && o.apt.mate == n.apt:
		return true, "apt"
	case o.rtx || o.Channels != n.Channels || o.Params != n.Params:
	case !o.red || o.Params == "":
		return true, ""
	case cp.mates(o.Params):
		return true, "payload types"
	}
	m := cp.compare(o, n)
	return m.Same, m.Param
}

// mates says that the numbers in a list of red stand for codecs that are pairs already.
func (cp *codecPair) mates(list string) bool {
	for number := range strings.SplitSeq(list, "/") {
		if o := cp.old.numbered(number); o == nil || o.mate == nil || o.mate != cp.new.numbered(number) {
			return false
		}
	}
	return true
}

// pairCodecs finds the same codecs: first under the same number; then in order, those
// with the same parameters before others. What refers to others comes after them.
func pairCodecs(old, new *codecSet) *codecPair {
	cp := &codecPair{old: old, new: new}
	for _, o := range old.list {
		if n := new.at(o.PayloadType); n != nil {
			if same, differs := cp.same(o, n); same {
				o.mate, n.mate, o.differs = n, o, differs
			}
		}
	}
	cp.pairRenumbered()
	moved := slices.ContainsFunc(old.list, (*codec).renumbered)
	rewritten := func(name string) bool { return moved || !twins(old.section.attr(name), new.section.attr(name)) }
	cp.rtpmap, cp.fmtp = rewritten("rtpmap"), rewritten("fmtp")
	cp.fb = moved || old.newFeedback() || new.newFeedback()
	return cp
}

// newFeedback says that there is an a=rtcp-fb line, which the other text hasn't, about a
// codec which it has.
func (cs *codecSet) newFeedback() bool {
	return slices.ContainsFunc(cs.section.attr("rtcp-fb"), func(l *line) bool {
		if l.twin != nil {
			return false
		}
		format := formatOf(l)
		k := cs.numbered(format)
		return format == "*" || k != nil && k.mate != nil
	})
}

// pairRenumbered finds the same codecs under other numbers.
func (cp *codecPair) pairRenumbered() {
	unpaired := func(k *codec) bool { return k.mate == nil && k.Name != "" }
	if !slices.ContainsFunc(cp.old.list, unpaired) || !slices.ContainsFunc(cp.new.list, unpaired) {
		return
	}
	free := make(map[codecName][]*codec)
	for _, n := range cp.new.list {
		if unpaired(n) {
			free[n.codecName()] = append(free[n.codecName()], n)
		}
	}
	for _, refers := range []bool{false, true} {
		for _, o := range cp.old.list {
			if unpaired(o) && o.refers() == refers {
				free[o.codecName()] = cp.pairOne(o, free[o.codecName()])
			}
		}
	}
}

// renumbered says that the mate has another payload type.
func (k *codec) renumbered() bool { return k.mate != nil && k.mate.PayloadType != k.PayloadType }

// A codecName is what two codecs must have in common to be worth a comparison.
type codecName struct {
	encoding string
	rate     uint32
}

func (k *codec) codecName() codecName { return codecName{strings.ToLower(k.Name), k.ClockRate} }

// pairOne finds a mate for a codec and returns the others. A section has at most 128
// codecs, so all may be tried; but to follow references is work, so of those only
// some are, an rtx for the same codec first.
func (cp *codecPair) pairOne(o *codec, free []*codec) []*codec {
	most := len(free)
	if o.refers() {
		const tries = 8
		most = min(most, tries)
	}
	if o.apt != nil && o.apt.mate != nil {
		if i := slices.IndexFunc(free, func(n *codec) bool { return n.apt == o.apt.mate }); i > 0 {
			n := free[i]
			copy(free[1:], free[:i])
			free[0] = n
		}
	}
	best := -1
	for i, n := range free[:most] {
		equal := o.Params == n.Params || o.refers()
		if best >= 0 && !equal {
			continue
		}
		same, differs := cp.same(o, n)
		if same {
			best, o.differs = i, differs
		}
		if same && equal {
			break
		}
	}
	if best < 0 {
		return free
	}
	n := free[best]
	o.mate, n.mate = n, o
	return slices.Delete(free, best, best+1)
}

// apart says why codecs of the same name that went and came are different ones.
// For an rtx the labels say it, which name what it repairs.
func (cp *codecPair) apart() []Detail {
	const most = 3
	var ds []Detail
	came := make(map[string]*codec)
	for _, n := range cp.new.list {
		if n.mate != nil {
			continue
		}
		if k := strings.ToLower(n.Name); k != "" && came[k] == nil {
			came[k] = n
		}
	}
	for _, o := range cp.old.list {
		if o.mate != nil {
			continue
		}
		n := came[strings.ToLower(o.Name)]
		if x := cp.new.at(o.PayloadType); x != nil && n != nil && x.mate == nil && strings.EqualFold(x.Name, o.Name) {
			n = x
		}
		if n == nil || o.rtx && o.label() != n.label() {
			continue
		}
		m := cp.compare(o, n)
		if m.Same {
			continue // one of so many that they weren't all tried
		}
		if len(ds) == most {
			return append(ds, Detail{Text: "and so on"})
		}
		ds = append(ds, Detail{Text: o.label() + " (" + o.number() + ") is not " + n.label() + " (" + n.number() + "): " + m.Why()})
	}
	return ds
}

// sameRefs reports whether payload types that are part of a value, "96" or
// "111/111", stand for the same codecs on both sides.
func (cp *codecPair) sameRefs(old, new string) bool {
	type refs struct{ o, n *codec }
	same := make(map[refs]bool)
	x, y := strings.Split(old, "/"), strings.Split(new, "/")
	return slices.EqualFunc(x, y, func(x, y string) bool {
		r := refs{cp.old.numbered(x), cp.new.numbered(y)}
		switch _, known := same[r]; {
		case r.o == nil && r.n == nil:
			return x == y
		case r.o == nil || r.n == nil:
			return false
		case !known:
			same[r] = r.o.mate == r.n || cp.compare(r.o, r.n).Same
		}
		return same[r]
	})
}
