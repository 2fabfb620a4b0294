package munge

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// formats is what a section says about its payload types.
type formats struct {
	s      sdp.Section
	codecs []sdp.Codec // in the order of the m= line, each payload type once
	bound  [][]int     // of each codec, the payload types that it is bound to
	aux    []bool      // of each codec, whether it is no medium of its own; nil until asked for
	byPT   [128]uint8  // index in codecs, plus 1
}

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

func readFormats(s sdp.Section) *formats {
	f := &formats{s: s}
	for l := range s.LinesOf('m') {
		f.codecs = make([]sdp.Codec, 0, strings.Count(l.Text(), " "))
	}
	for c := range s.Codecs() {
		f.codecs = append(f.codecs, c)
		f.byPT[c.PayloadType] = uint8(len(f.codecs))
	}
	f.bound = make([][]int, len(f.codecs))
	all := make([]int, 0, len(f.codecs))
	for i := range f.codecs {
		from := len(all)
		all = refers(all, &f.codecs[i])
		f.bound[i] = all[from:]
	}
	return f
}

// isMedium says that codec i is a medium of its own.
func (f *formats) isMedium(i int) bool {
	if f.aux == nil {
		f.aux = make([]bool, len(f.codecs))
		for i, c := range f.codecs {
			f.aux[i] = c.IsAuxiliary()
		}
	}
	return !f.aux[i]
}

// mayMatch says whether it is worth reading the codecs of a section: with a name that no
// a=rtpmap has, and without static payload types, there is nothing to be found.
func (c spec) mayMatch(m sdp.Section) bool {
	if c.name == "" {
		return true
	}
	for l := range m.AttrLines("rtpmap") {
		text := l.Text()
		if w, ok := word(text, len("a=rtpmap:"), 1); ok && len(w.of(text)) >= len(c.name) && strings.EqualFold(text[w.at:w.at+len(c.name)], c.name) {
			return true
		}
	}
	for s := range m.Formats() {
		if len(s) > 2 && s[0] != '0' {
			continue
		}
		if pt, ok := payloadType(s); ok && pt < 35 {
			return true
		}
	}
	return false
}

// match is the set of payload types that a list of specs means.
func (f *formats) match(specs []spec) (set types, any bool) {
	for i := range f.codecs {
		c := &f.codecs[i]
		if slices.ContainsFunc(specs, func(s spec) bool { return s.matches(c) }) {
			set[c.PayloadType], any = true, true
		}
	}
	return set, any
}

// lists says that the m= line has the payload type.
func (f *formats) lists(pt int) bool { return f.byPT[pt] != 0 }

// refers appends the payload types that a codec is bound to: the apt of rtx (RFC 4588
// §8.1), the list of red (RFC 2198 §5).
func refers(list []int, c *sdp.Codec) []int {
	switch {
	case strings.EqualFold(c.Name, "rtx"):
		if apt, ok := c.FMTP().Get("apt"); ok {
			if pt, ok := payloadType(apt); ok {
				list = append(list, pt)
			}
		}
	case strings.EqualFold(c.Name, "red"):
		if p, err := sdp.ParseREDParams(c.FMTP()); err == nil {
			for pt := range p.PayloadTypes() {
				list = append(list, int(pt))
			}
		}
	}
	return list
}

// isBound says that a codec is named by others, and its parameters are payload types.
func isBound(c sdp.Codec) bool { return len(refers(nil, &c)) > 0 }

// perClock says that a codec serves the others of its clock rate: comfort noise (RFC
// 3389 §4) and telephone events (RFC 4733 §2.1).
func perClock(c *sdp.Codec) bool {
	return strings.EqualFold(c.Name, "CN") || strings.EqualFold(c.Name, "telephone-event")
}

// follow adds to a set of payload types that go those that can't be without them: rtx
// without what it sends again, red without its primary encoding or any redundancy,
// CN and telephone-event without the last codec of their clock rate.
func (f *formats) follow(gone *types) {
	for changed := true; changed; {
		changed = false
		for i := range f.codecs {
			c, list := &f.codecs[i], f.bound[i]
			if gone[c.PayloadType] {
				continue
			}
			left := 0
			for _, pt := range list {
				if !gone[pt] {
					left++
				}
			}
			// A list of one stays as long as its one is there.
			if len(list) > 0 && (gone[list[0]] || left == 0 || left < 2 && len(list) >= 2) || perClock(c) && f.orphan(c, gone) {
				gone[c.PayloadType], changed = true, true
			}
		}
	}
}

// orphan says that no codec of c's clock rate is left, although there was one.
func (f *formats) orphan(c *sdp.Codec, gone *types) bool {
	had := false
	for i := range f.codecs {
		o := &f.codecs[i]
		if o.ClockRate != c.ClockRate || !f.isMedium(i) {
			continue
		}
		if !gone[o.PayloadType] {
			return false
		}
		had = true
	}
	return had
}

// media counts the codecs that are a medium of their own and not gone.
func (f *formats) media(gone *types) (n int) {
	for i := range f.codecs {
		if !gone[f.codecs[i].PayloadType] && f.isMedium(i) {
			n++
		}
	}
	return n
}

// ofPayloadType are the attributes whose value starts with a payload type: beside
// those of the RFCs a=packetization, by which libwebrtc takes raw frames, a=framesize of
// 3GPP TS 26.234 and a=gpmd of ITU-T V.152.
func ofPayloadType(name string) bool {
	switch name {
	case "rtpmap", "fmtp", "rtcp-fb", "imageattr", "packetization", "framesize", "gpmd":
		return true
	}
	return false
}

// about finds the payload type that a line is about, and where it stands in it.
func about(l sdp.Line) (pt int, at span, ok bool) {
	name, value, _, _ := l.Attr()
	if pt, at, ok = subject(name, value); ok {
		from := len(l.Text()) - len(value)
		at.at, at.end = at.at+from, at.end+from
	}
	return pt, at, ok
}

// subject finds the payload type that an attribute is about, and where it stands in its
// value.
func subject(name, value string) (pt int, at span, ok bool) {
	switch {
	case name == "ssrc": // a=ssrc:<ssrc-id> fmtp:<payload type> … (RFC 5576 §6.3)
		const prefix = "fmtp:"
		if at, ok = word(value, 0, 1); !ok || !strings.HasPrefix(at.of(value), prefix) {
			return 0, span{}, false
		}
		at.at += len(prefix)
	case ofPayloadType(name):
		at, _ = word(value, 0, 0)
	}
	pt, ok = payloadType(at.of(value))
	return pt, at, ok
}
