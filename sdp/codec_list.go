package sdp

import (
	"iter"
	"strings"
)

// This file reads the codecs of a section.

// Codecs iterates over the payload types of an RTP media section in the order of
// its m= line, which is the order of preference (RFC 8866 §5.14).
//
// A payload type without a=rtpmap is looked up in RFC 3551's table; one that is
// not there either has an empty Name. A payload type that the m= line lists twice
// comes once, at its first place. An a=rtpmap or a=fmtp for a payload type that
// the m= line doesn't list has no effect; one that can't be parsed counts as absent,
// and of two for the same one the first counts. A format that is not a
// number from 0 to 127 is passed over. A section that isn't RTP's has no codecs.
//
// All are read before the first is yielded.
func (s Section) Codecs() iter.Seq[Codec] {
	return func(yield func(Codec) bool) {
		var room [usualFormats]Codec
		for _, c := range s.AppendCodecs(room[:0]) {
			if !yield(c) {
				return
			}
		}
	}
}

// usualFormats is as many as the video section of a browser has.
const usualFormats = 32

// CodecsNamed iterates over those of Codecs that have an encoding name, which has no case
// (RFC 4855 §3).
func (s Section) CodecsNamed(name string) iter.Seq[Codec] {
	return func(yield func(Codec) bool) {
		if name == "" {
			return
		}
		for c := range s.Codecs() {
			if strings.EqualFold(c.Name, name) && !yield(c) {
				return
			}
		}
	}
}

// AppendCodecs appends the codecs that Codecs yields, of which there are at most 128.
func (s Section) AppendCodecs(list []Codec) []Codec {
	m, formats := s.mediaFields()
	if !isRTP(m.Proto) {
		return list
	}
	first := len(list)
	var places places
	list = s.appendFormats(list, formats.s[formats.pos:], &places)
	own := list[first:]
	s.readLines(own, &places)
	for i := range own {
		if c := &own[i]; c.rtpmap == 0 {
			c.setStatic()
		}
	}
	return list
}

// places is where in a list of codecs a payload type stands, from 1; 0: nowhere.
type places [128]uint8

// appendFormats appends a codec for each payload type in the format list of an m= line.
func (s Section) appendFormats(list []Codec, formats string, places *places) []Codec {
	n := uint8(0)
	for i := 0; i < len(formats); i++ {
		if formats[i] == ' ' {
			continue
		}
		pt, isType, end := formatAt(formats, i)
		if i = end; isType && places[pt] == 0 {
			n++
			places[pt] = n
			list = append(list, Codec{})
			c := &list[len(list)-1]
			c.PayloadType, c.Channels, c.section = pt, 1, s
		}
	}
	return list
}

// formatAt reads the format that starts at offset i: the payload type, if it is one, and
// where it ends.
func formatAt(formats string, i int) (pt uint8, isType bool, end int) {
	n, end := plainNumber(formats, i, 127)
	isType = end > i && (end == len(formats) || formats[end] == ' ')
	for end < len(formats) && formats[end] != ' ' {
		end++
	}
	return uint8(n), isType, end
}

// readLines reads the a=rtpmap and a=fmtp lines about the codecs in a list. Where none of
// the section's lines was edited, one pass over the slots finds both.
func (s Section) readLines(list []Codec, places *places) {
	const (
		rtpmap = "rtpmap:"
		fmtp   = "fmtp:"
	)
	d, sec := s.d, s.d.secs[s.id]
	if sec.head != 0 {
		s.readEdited(list, places)
		return
	}
	for i := int(sec.first); i < int(sec.end); i++ {
		at := d.slots[i]
		switch at.meta & (metaType | metaName | metaEdited | metaGone) {
		case 'a' | meta(len(rtpmap)-1)<<nameShift:
			if attr := d.text[int(at.off)+len("a=") : d.slotEnd(i, at.meta)]; strings.HasPrefix(attr, rtpmap) {
				readRTPMap(list, places, ref(i), attr[len(rtpmap):])
			}
		case 'a' | meta(len(fmtp)-1)<<nameShift:
			if attr := d.text[int(at.off)+len("a=") : d.slotEnd(i, at.meta)]; strings.HasPrefix(attr, fmtp) {
				readFMTP(list, places, ref(i), attr[len(fmtp):])
			}
		default:
			if at.meta&metaEdited != 0 { // what was read already is read no second time
				s.readEdited(list, places)
				return
			}
		}
	}
}

// readEdited is readLines for any section.
func (s Section) readEdited(list []Codec, places *places) {
	w := s.d.walkNamed(s.id, "rtpmap")
	for at, a, ok := w.nextNamed("rtpmap"); ok; at, a, ok = w.nextNamed("rtpmap") {
		readRTPMap(list, places, at, a.Value())
	}
	w = s.d.walkNamed(s.id, "fmtp")
	for at, a, ok := w.nextNamed("fmtp"); ok; at, a, ok = w.nextNamed("fmtp") {
		readFMTP(list, places, at, a.Value())
	}
}

// readRTPMap reads the value of an a=rtpmap, and keeps it if it is the first one that can be
// read about its payload type; ok is false for one that can't.
func readRTPMap(list []Codec, places *places, at ref, value string) (pt uint8, ok bool) {
	pt, encoding, rate, params, ok := plainRTPMap(value)
	if !ok {
		m, err := parseRTPMap(value)
		if err != nil {
			return 0, false
		}
		pt, encoding, rate, params = m.PayloadType, m.Encoding, m.ClockRate, m.Parameters
	}
	if places[pt] == 0 {
		return pt, true
	}
	if c := &list[places[pt]-1]; c.rtpmap == 0 {
		c.Name, c.ClockRate, c.Channels = encoding, rate, channels(params)
		c.rtpmap = uint32(at) + 1
	}
	return pt, true
}

// readFMTP is readRTPMap for an a=fmtp.
func readFMTP(list []Codec, places *places, at ref, value string) (pt uint8, ok bool) {
	f, pt, ok := plainFMTP(value)
	if !ok {
		if pt, ok = leadingType(value); !ok {
			return 0, false
		}
		var err error
		if f, err = parseFMTP(value); err != nil {
			return 0, false
		}
	}
	if places[pt] == 0 {
		return pt, true
	}
	if c := &list[places[pt]-1]; c.fmtp == 0 {
		c.Params, c.fmtp = f.Params, uint32(at)+1
	}
	return pt, true
}

// leadingType is the payload type that a value starts with.
func leadingType(value string) (pt uint8, ok bool) {
	i := 0
	for i < len(value) && value[i] == ' ' {
		i++
	}
	n, end := plainNumber(value, i, 127)
	return uint8(n), end > i && (end == len(value) || value[end] == ' ')
}

// isRTP says that a transport protocol is a profile of RTP.
func isRTP(proto string) bool {
	for proto != "" {
		var part string
		if part, proto, _ = strings.Cut(proto, "/"); part == "RTP" {
			return true
		}
	}
	return false
}
