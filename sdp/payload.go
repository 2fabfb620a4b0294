package sdp

import (
	"bytes"
	"iter"
	"strings"
)

// This file tells which lines of a section are about which payload type.

// PayloadTypes is what an RTP media section says about its payload types: the codecs, and the
// lines about each. It knows the lines that were there when it was read.
type PayloadTypes struct {
	Codecs   []Codec // those that Section.Codecs yields, in its order
	section  Section
	first    ref           // the section's first slot
	about    []uint8       // for each slot the payload type that its line is about, plus 1
	others   []PayloadLine // what about doesn't have
	mentions []Line
	room     [usualLines]uint8 // for about
}

// usualLines is as many as the video section of a browser has.
const usualLines = 160

// A PayloadLine is an a= line that is about an RTP payload type, which the m= line may list
// or not.
type PayloadLine struct {
	Line
	PayloadType uint8
	// Unread says that the line is an a=rtpmap that can't be parsed, so that nothing
	// but the number is sure.
	Unread bool
}

// At is the offset in the line's text at which the payload type stands that it is about; -1
// where there is none.
func (l PayloadLine) At() int {
	if l.Valid() {
		if a, ok := l.d.attrOf(l.ref); ok {
			if _, at, ok := a.PayloadType(); ok {
				return at
			}
		}
	}
	return -1
}

// PayloadTypes reads what the section says about its payload types, in one pass. A section that
// isn't RTP's has none.
func (s Section) PayloadTypes() *PayloadTypes {
	p := &PayloadTypes{section: s}
	m, formats := s.mediaFields()
	if !isRTP(m.Proto) {
		return p
	}
	list := formats.s[formats.pos:]
	var places places
	p.Codecs = s.appendFormats(make([]Codec, 0, min(strings.Count(list, " ")+1, len(places))), list, &places)
	if sec := &s.d.secs[s.id]; sec.head != 0 || !p.readSlots(sec, &places) {
		p.about, p.others, p.mentions = nil, nil, nil
		w := s.d.walkType(s.id, 'a')
		for r, a, ok := w.nextAttr(); ok; r, a, ok = w.nextAttr() {
			p.read(r, a, &places)
		}
	}
	for i := range p.Codecs {
		if c := &p.Codecs[i]; c.rtpmap == 0 {
			c.setStatic()
		}
	}
	return p
}

// readSlots reads a section of which no line was edited, and says whether it is one. Lines of
// the usual form are told apart by what their slots know.
func (p *PayloadTypes) readSlots(sec *section, places *places) bool {
	d := p.section.d
	text, slots := d.text, d.slots[:sec.end]
	n := int(sec.end - sec.first)
	if p.first, p.about = ref(sec.first), p.room[:min(n, usualLines)]; n > usualLines {
		p.about = make([]uint8, n)
	}
	for i := int(sec.first); i < len(slots); i++ {
		s := slots[i]
		if s.meta&metaEdited != 0 {
			return false
		}
		n := s.meta.nameLen()
		if s.meta&(metaType|metaGone) != 'a' || n >= len(payloadNames) || n == 0 {
			continue
		}
		attr := text[int(s.off)+len("a="):]
		if payloadNames[n]>>(attr[0]-'a')&1 == 0 || n >= len(attr) || attr[n] != ':' {
			continue
		}
		var pt uint8
		var ok bool
		switch {
		case n == len("rtcp-fb") && attr[:len("rtcp-fb")] == "rtcp-fb":
			number, end := plainNumber(attr, n+1, 127)
			pt, ok = uint8(number), end > n+1 && end < len(attr) && attr[end] == ' '
		case n == len("rtpmap") && attr[:len("rtpmap")] == "rtpmap":
			pt, ok = readRTPMap(p.Codecs, places, ref(i), text[int(s.off)+len("a=rtpmap:"):d.slotEnd(i, s.meta)])
		case n == len("fmtp") && attr[:len("fmtp")] == "fmtp":
			pt, ok = readFMTP(p.Codecs, places, ref(i), text[int(s.off)+len("a=fmtp:"):d.slotEnd(i, s.meta)])
		}
		if ok {
			p.about[i-int(sec.first)] = pt + 1
		} else if a, ok := d.attrOf(ref(i)); ok {
			p.read(ref(i), a, places)
		}
	}
	return true
}

// read reads an attribute, if it names payload types.
func (p *PayloadTypes) read(r ref, a Attr, places *places) {
	l := PayloadLine{Line: p.section.line(r)}
	var ok bool
	if l.PayloadType, _, ok = a.PayloadType(); !ok {
		if mentionsTypes(a.Name()) {
			p.mentions = append(p.mentions, l.Line)
		}
		return
	}
	switch a.Name() {
	case "rtpmap":
		_, ok := readRTPMap(p.Codecs, places, r, a.Value())
		l.Unread = !ok
	case "fmtp":
		readFMTP(p.Codecs, places, r, a.Value())
	}
	p.others = append(p.others, l)
}

// Lines iterates over the section's a= lines that are about one payload type, in their order:
// see [Attr.PayloadType]. They may be replaced and deleted meanwhile; those that are gone are
// passed over.
func (p *PayloadTypes) Lines() iter.Seq[PayloadLine] {
	return func(yield func(PayloadLine) bool) {
		s, others := p.section, p.others
		for i, pt := range p.about {
			at := p.first + ref(i)
			switch {
			case pt != 0:
				if l := s.line(at); (l.untouched() || l.Valid()) && !yield(PayloadLine{Line: l, PayloadType: pt - 1}) {
					return
				}
			case len(others) > 0 && others[0].ref == at:
				l := others[0]
				if others = others[1:]; l.Valid() && !yield(l) {
					return
				}
			}
		}
		for _, l := range others { // which are all of them where about is empty
			if l.Valid() && !yield(l) {
				return
			}
		}
	}
}

// LinesAbout iterates over those of Lines that are about one payload type.
func (p *PayloadTypes) LinesAbout(payloadType uint8) iter.Seq[PayloadLine] {
	return func(yield func(PayloadLine) bool) {
		about, others, at := p.about, p.others, p.first
		for payloadType < 128 {
			n := bytes.IndexByte(about, payloadType+1)
			for len(others) > 0 && (n < 0 || others[0].ref < at+ref(n)) {
				l := others[0]
				if others = others[1:]; l.PayloadType == payloadType && l.Valid() && !yield(l) {
					return
				}
			}
			if n < 0 {
				return
			}
			l := PayloadLine{Line: p.section.line(at + ref(n)), PayloadType: payloadType}
			if about, at = about[n+1:], at+ref(n)+1; l.Valid() && !yield(l) {
				return
			}
		}
	}
}

// Mentions iterates over the section's a= lines that may name payload types in ways of their
// own: those of simulcast (RFC 8851 §4, and the draft of a=simulcast), of capability
// negotiation (RFC 5939, RFC 6871) and of decoding dependency (RFC 5583).
func (p *PayloadTypes) Mentions() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		for _, l := range p.mentions {
			if l.Valid() && !yield(l) {
				return
			}
		}
	}
}

// DeleteLines deletes the lines that were about payload types for which gone is true when they
// were read, apart from those that are Unread. Before it deletes some it tells of them, unless
// tell is nil: of n at once, that stand one behind the other as they were parsed, by the first.
// tell must not edit the description.
func (p *PayloadTypes) DeleteLines(gone *[128]bool, tell func(first Line, n int)) {
	s, d := p.section, p.section.d
	if !s.readable() {
		return
	}
	if tell == nil {
		tell = func(Line, int) {}
	}
	d.findTail(s.id)
	for i := 0; i < len(p.about); i++ {
		if pt := p.about[i]; pt == 0 || !gone[pt-1] {
			continue
		}
		at := int(p.first) + i
		first, n := s.line(ref(at)), p.run(i, gone)
		switch {
		case n > 0:
			tell(first, n)
			d.removeSlots(at, at+n)
			i += n - 1
		case first.Valid(): // and was edited
			tell(first, 1)
			d.remove(s.id, first.ref)
		}
	}
	for _, l := range p.others {
		if gone[l.PayloadType] && !l.Unread && l.Valid() {
			tell(l.Line, 1)
			d.remove(s.id, l.ref)
		}
	}
}

// run is how many lines from slot i of the section on are to be deleted and stand as they were
// parsed.
func (p *PayloadTypes) run(i int, gone *[128]bool) int {
	slots := p.section.d.slots[int(p.first)+i:]
	for n, pt := range p.about[i:] {
		if pt == 0 || !gone[pt-1] || slots[n].meta&(metaEdited|metaGone) != 0 {
			return n
		}
	}
	return len(p.about) - i
}

// payloadNames has, for each length that a name may have of those that name payload types, the
// letters that it may begin with, as bits.
var payloadNames = func() (letters [14]uint32) {
	for n, initials := range [...]string{3: "r", 4: "aflgps", 5: "mor", 6: "dr", 7: "r", 9: "fis", 13: "p"} {
		for _, c := range initials {
			letters[n] |= 1 << (c - 'a')
		}
	}
	return letters
}()

// isAboutType says that the value of an attribute starts with a payload type.
func isAboutType(name string) bool {
	switch name {
	case "rtpmap", "fmtp", "rtcp-fb", "imageattr", "packetization", "framesize", "gpmd":
		return true
	}
	return false
}

func mentionsTypes(name string) bool {
	switch name {
	case "rid", "simulcast", "pcfg", "acfg", "lcfg", "rmcap", "omcap", "mfcap", "mscap", "acap", "depend":
		return true
	}
	return false
}

// PayloadType returns the RTP payload type, from 0 to 127, that an attribute is about, and the
// offset in Text at which the number stands: what a=rtpmap, a=fmtp (RFC 8866 §6.6, §6.15),
// a=rtcp-fb (RFC 4585 §4.2) and a=imageattr (RFC 6236 §3.1.1) start with, and
// a=packetization, by which libwebrtc takes raw frames, a=framesize (3GPP TS 26.234) and
// a=gpmd (ITU-T V.152); and what a=ssrc has behind "fmtp:" (RFC 5576 §6.3). ok is false for
// other attributes, and where no payload type stands there, as in "a=rtcp-fb:* nack".
func (a Attr) PayloadType() (payloadType uint8, at int, ok bool) {
	at = a.colon + 1
	switch name := a.Name(); {
	case isAboutType(name):
	case name == "ssrc":
		const prefix = "fmtp:"
		for at = skipBlanks(a.text, at); at < len(a.text) && !blank(a.text[at]); at++ {
		}
		if at = skipBlanks(a.text, at); !strings.HasPrefix(a.text[min(at, len(a.text)):], prefix) {
			return 0, 0, false
		}
		at += len(prefix)
		if at < len(a.text) && blank(a.text[at]) {
			return 0, 0, false
		}
	default:
		return 0, 0, false
	}
	at = skipBlanks(a.text, at)
	n, end := plainNumber(a.text, at, 127)
	if end <= at || end < len(a.text) && !blank(a.text[end]) {
		return 0, 0, false
	}
	return uint8(n), at, true
}

// skipBlanks is the offset of what stands behind spaces and tabs at offset i.
func skipBlanks(s string, i int) int {
	for i < len(s) && blank(s[i]) {
		i++
	}
	return i
}

func blank(c byte) bool { return c == ' ' || c == '\t' }
