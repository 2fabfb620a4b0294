package munge

import (
	"iter"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// formats is what a section says about its payload types.
type formats struct {
	s      sdp.Section
	types  *sdp.PayloadTypes // with the lines about each; nil if nobody has asked for them
	codecs []codec           // in the order of the m= line, each payload type once
	byPT   [128]uint8        // index in codecs, plus 1
	room   [16]uint8         // for what codecs are bound to
}

// A codec is one of a section, with what edits must know of it.
type codec struct {
	*sdp.Codec
	bound  []uint8 // the payload types that it is bound to: see refers
	nature nature
	role   role
}

// A nature is that of a codec which is there for others.
type nature uint8

const (
	natureOther nature = iota
	natureRTX
	natureRED
	natureFlexFEC  // RFC 8627, and its draft
	naturePerClock // serves the others of its clock rate: CN (RFC 3389 §4), telephone-event (RFC 4733 §2.1)
)

// natureOf tells it from the encoding name, which has no case.
func natureOf(name string) nature {
	const flexFEC = "flexfec"
	switch n := len(name); {
	case n == len("rtx") && strings.EqualFold(name, "rtx"):
		return natureRTX
	case n == len("red") && strings.EqualFold(name, "red"):
		return natureRED
	case n == len("CN") && strings.EqualFold(name, "CN"), n == len("telephone-event") && strings.EqualFold(name, "telephone-event"):
		return naturePerClock
	case n >= len(flexFEC) && strings.EqualFold(name[:len(flexFEC)], flexFEC):
		return natureFlexFEC
	}
	return natureOther
}

// A role says whether a codec is a medium of its own.
type role uint8

const (
	roleUnknown role = iota // not asked for yet
	roleMedium
	roleAuxiliary
)

// types is a set of payload types.
type types [128]bool

func (t *types) len() (n int) {
	for _, in := range t {
		if in {
			n++
		}
	}
	return n
}

// readFormats reads the codecs of a section, to choose among them.
func readFormats(s sdp.Section) *formats {
	n := 0
	for l := range s.LinesOf('m') {
		n = strings.Count(l.Text(), " ") - 2 // those before port, protocol
		break
	}
	return newFormats(s, s.AppendCodecs(make([]sdp.Codec, 0, min(max(n, 0), len(types{})))))
}

// readTypes reads the codecs and finds the lines about each, to change them.
func readTypes(s sdp.Section) *formats {
	types := s.PayloadTypes()
	f := newFormats(s, types.Codecs)
	f.types = types
	return f
}

func newFormats(s sdp.Section, list []sdp.Codec) *formats {
	f := &formats{s: s, codecs: make([]codec, len(list))}
	bound := f.room[:0]
	for i := range list {
		c := &f.codecs[i]
		c.Codec, c.nature = &list[i], natureOf(list[i].Name)
		if c.nature != natureOther && c.Params != "" {
			from := len(bound)
			bound = c.refers(bound)
			c.bound = bound[from:]
		}
		f.byPT[list[i].PayloadType] = uint8(i + 1)
	}
	return f
}

// of is the codec that a payload type stands for, nil if the m= line doesn't list it.
func (f *formats) of(pt uint8) *codec {
	if f.byPT[pt] == 0 {
		return nil
	}
	return &f.codecs[f.byPT[pt]-1]
}

// isMedium says that a codec is a medium of its own.
func (c *codec) isMedium() bool {
	if c.role == roleUnknown {
		c.role = roleMedium
		if c.nature == natureRTX || c.nature == natureRED || c.nature == naturePerClock || c.IsAuxiliary() {
			c.role = roleAuxiliary
		}
	}
	return c.role == roleMedium
}

// codecs iterates over the codecs of a section that a spec means.
func (c *spec) codecs(m sdp.Section) iter.Seq[sdp.Codec] {
	return func(yield func(sdp.Codec) bool) {
		if !c.mayMatch(m) {
			return
		}
		var room [32]sdp.Codec
		list := m.AppendCodecs(room[:0])
		for i := range list {
			if c.matches(&list[i]) && !yield(list[i]) {
				return
			}
		}
	}
}

// mayMatch says whether it is worth reading the codecs of a section: the payload type is
// listed, or the name stands in an a=rtpmap or belongs to a static payload type.
func (c *spec) mayMatch(m sdp.Section) bool {
	switch {
	case c.pt >= 0:
		return listsAny(m, func(pt uint8) bool { return int(pt) == c.pt })
	case c.name == "":
		return true
	}
	for _, a := range m.AttrsNamed("rtpmap") {
		value := a.Value()
		_, at := leadingType(value)
		if at == 0 { // which can't be told at a glance
			return true
		}
		for at < len(value) && (value[at] == ' ' || value[at] == '\t') {
			at++
		}
		if hasPrefixFold(value[at:], c.name) {
			return true
		}
	}
	return listsAny(m, func(pt uint8) bool {
		if pt >= 35 { // behind the last number that RFC 3551 §6 gives away
			return false
		}
		static, ok := sdp.StaticCodec(pt)
		return ok && strings.EqualFold(static.Name, c.name)
	})
}

// hasPrefixFold is strings.HasPrefix without regard to case.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && s[0]|0x20 == prefix[0]|0x20 && strings.EqualFold(s[:len(prefix)], prefix)
}

// listsAny says that the m= line has one of some payload types.
func listsAny(m sdp.Section, meant func(uint8) bool) bool {
	for l := range m.LinesOf('m') {
		for _, pt := range formatTypes(l.Text()) {
			if pt >= 0 && meant(uint8(pt)) {
				return true
			}
		}
		break // there is no other
	}
	return false
}

// match is the set of payload types that a list of specs means.
func (f *formats) match(specs []spec) (set types, any bool) {
	for i := range f.codecs {
		if c := f.codecs[i].Codec; firstMatch(specs, c) >= 0 {
			set[c.PayloadType], any = true, true
		}
	}
	return set, any
}

// lists says that the m= line has the payload type.
func (f *formats) lists(pt uint8) bool { return f.byPT[pt] != 0 }

// refers appends the payload types that a codec is bound to: the apt of rtx (RFC 4588
// §8.1), the list of red (RFC 2198 §5).
func (c *codec) refers(list []uint8) []uint8 {
	switch c.nature {
	case natureRTX:
		apt, ok := strings.CutPrefix(c.Params, "apt=") // and nothing else, as nearly always
		pt, good := payloadType(apt)
		if !ok || !good {
			apt, _ = c.FMTP().Get("apt")
			pt, good = payloadType(apt)
		}
		if good {
			list = append(list, uint8(pt))
		}
	case natureRED:
		if p, err := sdp.ParseREDParams(c.FMTP()); err == nil {
			list = slices.AppendSeq(list, p.PayloadTypes())
		}
	}
	return list
}

// isBound says that a codec is named by others, and its parameters are payload types.
func isBound(c sdp.Codec) bool {
	own := codec{Codec: &c, nature: natureOf(c.Name)}
	return len(own.refers(nil)) > 0
}

// follow adds to a set of payload types that go those that can't be without them: rtx
// without what it sends again, red without its primary encoding or any redundancy,
// CN and telephone-event without the last codec of their clock rate.
func (f *formats) follow(gone *types) {
	for changed := true; changed; {
		changed = false
		for i := range f.codecs {
			c := &f.codecs[i]
			if !gone[c.PayloadType] && !c.isMedium() && (c.unbound(gone) || c.nature == naturePerClock && f.orphan(c, gone)) {
				gone[c.PayloadType], changed = true, true
			}
		}
	}
}

// unbound says that a codec has lost what it is bound to. A list of one stays as long as
// its one is there.
func (c *codec) unbound(gone *types) bool {
	if len(c.bound) == 0 {
		return false
	}
	left := 0
	for _, pt := range c.bound {
		if !gone[pt] {
			left++
		}
	}
	return gone[c.bound[0]] || left == 0 || left < 2 && len(c.bound) >= 2
}

// orphan says that no codec of c's clock rate is left, although there was one.
func (f *formats) orphan(c *codec, gone *types) bool {
	had := false
	for i := range f.codecs {
		o := &f.codecs[i]
		if o.ClockRate != c.ClockRate || !o.isMedium() {
			continue
		}
		if !gone[o.PayloadType] {
			return false
		}
		had = true
	}
	return had
}

// formatTypes iterates over the format list of an m= line: where a format stands, and what
// payload type it is, -1 for none.
func formatTypes(text string) iter.Seq2[span, int] {
	return func(yield func(span, int) bool) {
		n := 0 // the first three words are media, port and protocol
		for at := 1; at < len(text); at++ {
			if text[at-1] != ' ' || text[at] == ' ' {
				continue
			}
			if n++; n < 3 {
				continue
			}
			pt, length := leadingType(text[at:])
			end := at + length
			if length == 0 || pt > 127 || end < len(text) && text[end] != ' ' {
				for pt = -1; end < len(text) && text[end] != ' '; end++ {
				}
			}
			if !yield(span{at, end}, pt) {
				return
			}
		}
	}
}
