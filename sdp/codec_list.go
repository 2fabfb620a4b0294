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
	s.readRTPMaps(own, &places)
	s.readFMTPs(own, &places)
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
		pt, end := plainNumber(formats, i, 127)
		sound := end > i && (end == len(formats) || formats[end] == ' ')
		for end < len(formats) && formats[end] != ' ' {
			end++
		}
		if i = end; sound && places[pt] == 0 {
			n++
			places[pt] = n
			list = append(list, Codec{})
			c := &list[len(list)-1]
			c.PayloadType, c.Channels, c.section = uint8(pt), 1, s
		}
	}
	return list
}

// readRTPMaps reads the a=rtpmap lines about the codecs in a list.
func (s Section) readRTPMaps(list []Codec, places *places) {
	w := s.d.walkNamed(s.id, "rtpmap")
	for {
		at, a, ok := w.nextNamed("rtpmap")
		if !ok {
			return
		}
		value := a.Value()
		pt, encoding, rate, params, ok := plainRTPMap(value)
		if !ok {
			m, err := RTPMap{}.ParseAttribute("", value, a.HasValue())
			if err != nil {
				continue
			}
			pt, encoding, rate, params = m.PayloadType, m.Encoding, m.ClockRate, m.Parameters
		}
		if places[pt] == 0 {
			continue
		}
		if c := &list[places[pt]-1]; c.rtpmap == 0 {
			c.Name, c.ClockRate, c.Channels = encoding, rate, channels(params)
			c.rtpmap = uint32(at) + 1
		}
	}
}

// readFMTPs reads the a=fmtp lines about the codecs in a list.
func (s Section) readFMTPs(list []Codec, places *places) {
	w := s.d.walkNamed(s.id, "fmtp")
	for {
		at, a, ok := w.nextNamed("fmtp")
		if !ok {
			return
		}
		value := a.Value()
		f, pt, ok := plainFMTP(value)
		if !ok {
			if pt, ok = leadingType(value); !ok {
				continue
			}
			var err error
			if f, err = f.ParseAttribute("", value, a.HasValue()); err != nil {
				continue
			}
		}
		if places[pt] == 0 {
			continue
		}
		if c := &list[places[pt]-1]; c.fmtp == 0 {
			c.Params, c.fmtp = f.Params, uint32(at)+1
		}
	}
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
