package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A codec is a payload type with the lines that a section has about it.
type codec struct {
	sdp.Codec
	known  sdp.Codec // the Codec as far as sdp knows what its parameters do
	label  string    // in words
	rtpmap *line
	fmtp   *line
	fb     []*line // for this payload type; those for "*" are shared
	mate   *codec  // the same codec of the other description
	match  sdp.Match
}

// codecs are those of a section in the order of its m= line.
type codecs struct {
	list  []*codec
	known []sdp.Codec
	byPT  map[uint8]*codec
}

func codecsOf(s *section) *codecs {
	cs := &codecs{known: []sdp.Codec{}, byPT: make(map[uint8]*codec)}
	for v := range s.Codecs() {
		k := &codec{Codec: v, known: v}
		if v.Kind() == sdp.CodecUnknown {
			// Nobody knows whether another value makes another codec, and "another
			// codec" would be an accusation. That the value changed is told.
			k.known.Params = ""
		}
		cs.list = append(cs.list, k)
		cs.known = append(cs.known, k.known)
		cs.byPT[v.PayloadType] = k
	}
	for _, l := range s.attr("rtpmap") {
		m, err := sdp.RTPMap{}.ParseAttribute(l.name, l.value, l.hasValue)
		if k := cs.byPT[m.PayloadType]; err == nil && k != nil && k.rtpmap == nil {
			k.rtpmap = l
		}
	}
	for _, l := range s.attr("fmtp") {
		f, err := sdp.FMTP{}.ParseAttribute(l.name, l.value, l.hasValue)
		if k := cs.numbered(f.Format); err == nil && k != nil && k.fmtp == nil {
			k.fmtp = l
		}
	}
	for _, l := range s.attr("rtcp-fb") {
		f, err := sdp.RTCPFeedback{}.ParseAttribute(l.name, l.value, l.hasValue)
		if k := cs.numbered(f.Format); err == nil && k != nil {
			k.fb = append(k.fb, l)
		}
	}
	count := make(map[string]int, len(cs.list))
	for _, k := range cs.list {
		k.label = cs.words(k)
		count[k.label]++
	}
	for _, k := range cs.list {
		// Two of the same name, such as telephone-event at two clock rates.
		if count[k.label] > 1 && k.Name != "" && !strings.Contains(k.label, " ") {
			k.label += "/" + strconv.FormatUint(uint64(k.ClockRate), 10)
		}
	}
	return cs
}

// numbered finds a codec by its payload type as written, nil for none.
func (cs *codecs) numbered(format string) *codec {
	n, err := strconv.ParseUint(strings.TrimSpace(format), 10, 7)
	if err != nil {
		return nil
	}
	return cs.byPT[uint8(n)]
}

// shortParam names parameters in labels, where their names are too long for it.
var shortParam = map[string]string{"packetization-mode": "mode", "profile-id": "profile"}

// words is a codec's label: its name with what makes it another codec than the
// usual one of that name, and for rtx what it repairs.
func (cs *codecs) words(k *codec) string {
	if k.Name == "" {
		return "payload type " + k.number()
	}
	f := k.FMTP()
	if strings.EqualFold(k.Name, "rtx") {
		if apt, ok := f.Get("apt"); ok {
			if t := cs.numbered(apt); t != nil && !strings.EqualFold(t.Name, "rtx") {
				return k.Name + " for " + cs.words(t)
			}
		}
	}
	label := k.Name
	if v, ok := f.Get("profile-level-id"); ok && strings.EqualFold(k.Name, "H264") {
		label += " " + v
	}
	info, _ := sdp.DescribeCodec(k.Name)
	for p := range info.Params() {
		v, ok := f.Get(p.Name)
		switch always := p.Name == "packetization-mode"; {
		case p.Role != sdp.ParamIdentity, p.Name == "profile-level-id":
		case ok && !strings.EqualFold(v, p.Default):
			label += " " + nonEmpty(shortParam[p.Name], p.Name) + " " + v
		case always:
			label += " " + shortParam[p.Name] + " " + p.Default
		}
	}
	return label
}

func nonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (k *codec) number() string { return strconv.Itoa(int(k.PayloadType)) }

// all returns the codec's own lines.
func (k *codec) all() []*line {
	ls := append([]*line{k.rtpmap, k.fmtp}, k.fb...)
	return slices.DeleteFunc(ls, func(l *line) bool { return l == nil })
}

// A codecPair is the codecs of both sides of a pair of sections. What is the same
// codec and what is another one is for sdp to say.
type codecPair struct {
	old, new *codecs
	sdp.Comparison
}

// pairCodecs finds the same codecs: first under the same number, then in order,
// those with the same parameters before others. At most the 128 payload types of a
// section are compared with each other, and of them those of one name.
func pairCodecs(old, new *codecs) *codecPair {
	cp := &codecPair{old, new, sdp.Comparison{A: old.known, B: new.known}}
	for _, o := range old.list {
		if n := new.byPT[o.PayloadType]; n != nil {
			if m := cp.Compare(o.known, n.known); m.Same {
				o.mate, n.mate, o.match = n, o, m
			}
		}
	}
	type name struct {
		encoding string
		rate     uint32
	}
	free := make(map[name][]*codec)
	for _, n := range new.list {
		if n.mate == nil && n.Name != "" {
			k := name{strings.ToLower(n.Name), n.ClockRate}
			free[k] = append(free[k], n)
		}
	}
	for _, o := range old.list {
		if o.mate != nil {
			continue
		}
		k := name{strings.ToLower(o.Name), o.ClockRate}
		best := -1
		for i, n := range free[k] {
			if equal := o.Params == n.Params; best >= 0 && !equal {
				continue
			} else if m := cp.Compare(o.known, n.known); m.Same {
				best, o.match = i, m
				if equal {
					break
				}
			}
		}
		if best >= 0 {
			n := free[k][best]
			o.mate, n.mate = n, o
			free[k] = slices.Delete(free[k], best, best+1)
		}
	}
	return cp
}

// apart says why codecs of the same name that went and came are different ones.
// For an rtx the labels say it, which name what it repairs.
func (cp *codecPair) apart() []Detail {
	const most = 3
	var ds []Detail
	came := make(map[string]*codec)
	for _, n := range cp.new.list {
		if k := strings.ToLower(n.Name); n.mate == nil && k != "" && came[k] == nil {
			came[k] = n
		}
	}
	for _, o := range cp.old.list {
		n := came[strings.ToLower(o.Name)]
		if x := cp.new.byPT[o.PayloadType]; x != nil && n != nil && x.mate == nil && strings.EqualFold(x.Name, o.Name) {
			n = x
		}
		if o.mate != nil || n == nil || strings.EqualFold(o.Name, "rtx") && o.label != n.label {
			continue
		}
		if len(ds) == most {
			return append(ds, Detail{Text: "and so on"})
		}
		ds = append(ds, Detail{Text: o.label + " (" + o.number() + ") is not " + n.label + " (" + n.number() + "): " + cp.Compare(o.known, n.known).Why()})
	}
	return ds
}

// sameRefs reports whether payload types that are part of a value, "96" or
// "111/111", stand for the same codecs on both sides.
func (cp *codecPair) sameRefs(old, new string) bool {
	x, y := strings.Split(old, "/"), strings.Split(new, "/")
	return slices.EqualFunc(x, y, func(x, y string) bool {
		switch o, n := cp.old.numbered(x), cp.new.numbered(y); {
		case o == nil && n == nil:
			return x == y
		case o == nil || n == nil:
			return false
		default:
			return o.mate == n || cp.Compare(o.known, n.known).Same
		}
	})
}

// codecNames lists a section's codecs in words.
func codecNames(s *section) []Detail {
	list := codecsOf(s).list
	if len(list) == 0 {
		return nil
	}
	return []Detail{{Text: "codecs: " + names(slices.Values(list))}}
}
