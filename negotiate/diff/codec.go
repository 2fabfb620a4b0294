package diff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A codec is a payload type with the lines that a section has about it.
type codec struct {
	*sdp.Codec
	set      *codecSet
	apt      *codec  // what an rtx repairs
	mate     *codec  // the same codec of the other description
	fb       []*line // without those for "*"; see feedback
	name     string  // see words
	differs  string  // of an old one: the sdp.Match.Param of it and its mate
	rtx, red bool
}

// A codecSet is the codecs of a section in the order of its m= line. What most of them
// are called, and which lines they have, is never asked for.
type codecSet struct {
	section *section
	list    []*codec
	all     []sdp.Codec // of list
	known   []sdp.Codec // see comparable
	media   []sdp.Codec // of those that don't refer to others, once they were asked for
	byPT    [128]uint8  // index+1 into list
	stars   []*line     // a=rtcp-fb for "*", for all; see readFeedback
	read    bool        // the a=rtcp-fb were
}

// codecs reads them when they are asked for first.
func (s *section) codecs() *codecSet {
	if s.set == nil {
		s.set = readCodecs(s)
	}
	return s.set
}

func readCodecs(s *section) *codecSet {
	cs := &codecSet{section: s}
	if m := s.m(); m != nil {
		const most = 128 // payload types
		cs.all = s.AppendCodecs(make([]sdp.Codec, 0, min(most, strings.Count(m.text, " "))))
	}
	cs.list = make([]*codec, len(cs.all))
	codecs := make([]codec, len(cs.all))
	for i := range codecs {
		k, c := &codecs[i], &cs.all[i]
		k.Codec, k.set = c, cs
		if len(c.Name) == len("rtx") {
			k.rtx, k.red = strings.EqualFold(c.Name, "rtx"), strings.EqualFold(c.Name, "red")
		}
		cs.list[i] = k
		cs.byPT[c.PayloadType] = uint8(i + 1)
	}
	for _, k := range cs.list {
		if !k.rtx {
			continue
		}
		if apt, ok := k.FMTP().Get("apt"); ok {
			k.apt = cs.numbered(apt)
		}
	}
	return cs
}

// rtpmap is the line that says what the codec is, nil for none.
func (k *codec) rtpmap() *line { return k.set.section.doc.numbered(k.RTPMapLine().Number()) }

// fmtp is the line that has its parameters, nil for none.
func (k *codec) fmtp() *line { return k.set.section.doc.numbered(k.FMTPLine().Number()) }

// feedback is the a=rtcp-fb lines for the codec alone.
func (k *codec) feedback() []*line {
	k.set.readFeedback()
	return k.fb
}

// readFeedback looks for the lines of all codecs, once.
func (cs *codecSet) readFeedback() {
	if cs.read {
		return
	}
	cs.read = true
	ls := cs.section.attr("rtcp-fb")
	of := make([]*codec, len(ls))
	var count [len(cs.byPT)]int
	for i, l := range ls {
		f, err := parsed[sdp.RTCPFeedback](l)
		switch {
		case err != nil:
		case f.Format == "*":
			cs.stars = append(cs.stars, l)
		default:
			if of[i] = cs.numbered(f.Format); of[i] != nil {
				count[of[i].PayloadType]++
			}
		}
	}
	all := make([]*line, len(ls))
	for _, k := range cs.list {
		n := count[k.PayloadType]
		k.fb, all = all[:0:n], all[n:]
	}
	for i, k := range of {
		if k != nil {
			k.fb = append(k.fb, ls[i])
		}
	}
}

// comparable are the codecs as far as sdp knows what their parameters do.
func (cs *codecSet) comparable() []sdp.Codec {
	if cs.known != nil {
		return cs.known
	}
	cs.known = cs.all
	for i := range cs.all {
		if cs.all[i].Params == "" || cs.all[i].Kind() != sdp.CodecUnknown {
			continue
		}
		// Nobody knows whether another value makes another codec, and "another
		// codec" would be an accusation. That the value changed is told.
		if &cs.known[0] == &cs.all[0] {
			cs.known = slices.Clone(cs.all)
		}
		cs.known[i].Params = ""
	}
	return cs.known
}

// comparable is the codec as its set has it.
func (k *codec) comparable() sdp.Codec {
	return k.set.comparable()[k.set.byPT[k.PayloadType]-1]
}

// others are the codecs that don't refer to others.
func (cs *codecSet) others() []sdp.Codec {
	if cs.media == nil {
		cs.media = make([]sdp.Codec, 0, len(cs.list))
		for _, k := range cs.list {
			if !k.refers() {
				cs.media = append(cs.media, k.comparable())
			}
		}
	}
	return cs.media
}

// at finds a codec by its payload type, nil for none.
func (cs *codecSet) at(pt uint8) *codec {
	if int(pt) >= len(cs.byPT) || cs.byPT[pt] == 0 {
		return nil
	}
	return cs.list[cs.byPT[pt]-1]
}

// numbered finds a codec by its payload type as written, nil for none.
func (cs *codecSet) numbered(format string) *codec {
	n := 0
	format = strings.TrimSpace(format)
	for i := range len(format) {
		digit := int(format[i]) - '0'
		if n = 10*n + digit; digit < 0 || digit > 9 || n >= len(cs.byPT) {
			return nil
		}
	}
	if format == "" {
		return nil
	}
	return cs.at(uint8(n))
}

// label is the codec in words, with the clock rate where another one of its section would
// be called the same, such as telephone-event.
func (k *codec) label() string {
	name := k.words()
	if k.Name == "" || strings.Contains(name, " ") {
		return name
	}
	for _, o := range k.set.list {
		if o != k && o.Name == k.Name && o.words() == name {
			return name + "/" + strconv.FormatUint(uint64(k.ClockRate), 10)
		}
	}
	return name
}

// shortParam names parameters in labels, where their names are too long for it.
var shortParam = map[string]string{"packetization-mode": "mode", "profile-id": "profile"}

// words is a codec's name with what makes it another codec than the usual one of that
// name, and for rtx with what it repairs.
func (k *codec) words() string {
	if k.name == "" {
		k.name = k.describe()
	}
	return k.name
}

func (k *codec) describe() string {
	switch m := k.mate; {
	case k.Name == "":
		return "payload type " + k.number()
	case k.apt != nil && !k.apt.rtx:
		return k.Name + " for " + k.apt.words()
	case m != nil && m.name != "" && !k.rtx && m.Name == k.Name && m.Params == k.Params:
		return m.name // it was asked for before
	}
	f := k.FMTP()
	label := append(make([]byte, 0, 64), k.Name...)
	say := func(parts ...string) {
		for _, s := range parts {
			label = append(append(label, ' '), s...)
		}
	}
	if strings.EqualFold(k.Name, "H264") {
		if v, ok := f.Get("profile-level-id"); ok {
			say(v)
		}
	}
	info, _ := sdp.DescribeCodec(k.Name)
	for p := range info.Params() {
		if p.Role != sdp.ParamIdentity || p.Name == "profile-level-id" {
			continue
		}
		v, ok := f.Get(p.Name)
		switch always := p.Name == "packetization-mode"; {
		case ok && !strings.EqualFold(v, p.Default):
			say(cmp.Or(shortParam[p.Name], p.Name), v)
		case always:
			say(shortParam[p.Name], p.Default)
		}
	}
	if len(label) == len(k.Name) {
		return k.Name
	}
	return string(label)
}

// refers says that a codec is known by those that it names by number.
func (k *codec) refers() bool { return k.rtx || k.red }

// onlyRepairs says that there is nothing to an rtx but what it repairs.
func (k *codec) onlyRepairs() bool { return k.apt != nil && k.Params == "apt="+k.apt.number() }

func (k *codec) number() string { return strconv.Itoa(int(k.PayloadType)) }

// appendLines appends all that the section has about the codec.
func (k *codec) appendLines(ls []*line) []*line {
	for _, l := range [...]*line{k.rtpmap(), k.fmtp()} {
		if l != nil {
			ls = append(ls, l)
		}
	}
	return append(ls, k.feedback()...)
}

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
		return sdp.Comparison{A: cp.old.others(), B: cp.new.others()}.Compare(o.comparable(), n.comparable())
	}
	return sdp.Comparison{A: cp.old.comparable(), B: cp.new.comparable()}.Compare(o.comparable(), n.comparable())
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
		format, _, _ := strings.Cut(strings.TrimSpace(l.value()), " ")
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

// codecNames lists a section's codecs in words.
func codecNames(s *section) []Detail {
	list := s.codecs().list
	if len(list) == 0 {
		return nil
	}
	return []Detail{{Text: "codecs: " + names(list)}}
}
