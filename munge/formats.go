package munge

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// formats is what a section says about its payload types.
type formats struct {
	s      sdp.Section
	codecs []sdp.Codec // in the order of the m= line, each payload type once
	bound  [][]int     // of each codec, the payload types that it is bound to
	byPT   [128]int8   // index in codecs, plus 1
}

// types is a set of payload types.
type types [128]bool

func readFormats(s sdp.Section) *formats {
	f := &formats{s: s, codecs: make([]sdp.Codec, 0, 24)}
	for c := range s.Codecs() {
		f.codecs = append(f.codecs, c)
		f.byPT[c.PayloadType] = int8(len(f.codecs))
	}
	f.bound = make([][]int, len(f.codecs))
	all := make([]int, 0, len(f.codecs))
	for i, c := range f.codecs {
		from := len(all)
		all = refers(all, c)
		f.bound[i] = all[from:]
	}
	return f
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
	for _, c := range f.codecs {
		for _, s := range specs {
			if s.matches(c) {
				set[c.PayloadType], any = true, true
				break
			}
		}
	}
	return set, any
}

// lists says that the m= line has the payload type.
func (f *formats) lists(pt int) bool { return f.byPT[pt] != 0 }

// refers appends the payload types that a codec is bound to: the apt of rtx (RFC 4588
// §8.1), the list of red (RFC 2198 §5).
func refers(list []int, c sdp.Codec) []int {
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
func isBound(c sdp.Codec) bool { return len(refers(nil, c)) > 0 }

// perClock says that a codec serves the others of its clock rate: comfort noise (RFC
// 3389 §4) and telephone events (RFC 4733 §2.1).
func perClock(c sdp.Codec) bool {
	return strings.EqualFold(c.Name, "CN") || strings.EqualFold(c.Name, "telephone-event")
}

// follow adds to a set of payload types that go those that can't be without them: rtx
// without what it sends again, red without its primary encoding or any redundancy,
// CN and telephone-event without the last codec of their clock rate.
func (f *formats) follow(gone *types) {
	for changed := true; changed; {
		changed = false
		for i, c := range f.codecs {
			if gone[c.PayloadType] {
				continue
			}
			list := f.bound[i]
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
func (f *formats) orphan(c sdp.Codec, gone *types) bool {
	had := false
	for _, o := range f.codecs {
		if o.ClockRate != c.ClockRate || auxiliary(o.Name) {
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
	for _, c := range f.codecs {
		if !gone[c.PayloadType] && !auxiliary(c.Name) {
			n++
		}
	}
	return n
}

// ofPayloadType are the attributes whose value starts with a payload type: beside
// those of the RFCs a=packetization, by which libwebrtc takes raw frames.
func ofPayloadType(name string) bool {
	switch name {
	case "rtpmap", "fmtp", "rtcp-fb", "imageattr", "packetization":
		return true
	}
	return false
}

// about finds the payload type that a line is about, and where it stands in it.
func about(l sdp.Line) (pt int, at span, ok bool) {
	name, value, hasValue, attr := l.Attr()
	if !attr || !hasValue {
		return 0, span{}, false
	}
	text := l.Text()
	from := len(text) - len(value)
	n := 0
	if name == "ssrc" { // a=ssrc:<ssrc-id> fmtp:<payload type> … (RFC 5576 §6.3)
		n = 1
	} else if !ofPayloadType(name) {
		return 0, span{}, false
	}
	if at, ok = word(text, from, n); !ok {
		return 0, span{}, false
	}
	if n == 1 {
		rest, isFMTP := strings.CutPrefix(at.of(text), "fmtp:")
		if !isFMTP {
			return 0, span{}, false
		}
		at.at = at.end - len(rest)
	}
	pt, ok = payloadType(at.of(text))
	return pt, at, ok
}
