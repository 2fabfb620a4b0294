package sdp

import (
	"iter"
	"strings"
)

// A Codec is one payload type of an RTP media section with what the section says
// about it.
type Codec struct {
	PayloadType uint8
	Name        string // encoding name as written; "" when nothing says what it is
	ClockRate   uint32 // in Hz; 0 with an empty Name
	Channels    int    // 1 where none is given
	Params      string // format parameters of the first a=fmtp line, as written
	Static      bool   // from the table of RFC 3551 §6: there is no a=rtpmap
	section     Section
}

// FMTP returns the format parameters in a form that can be asked for one.
func (c Codec) FMTP() FMTP { return FMTP{Params: c.Params} }

// Feedback iterates over the a=rtcp-fb lines for this payload type, those for "*"
// included.
func (c Codec) Feedback() iter.Seq[RTCPFeedback] {
	return func(yield func(RTCPFeedback) bool) {
		for fb, err := range All[RTCPFeedback](c.section) {
			if err == nil && fb.Applies(c.PayloadType) && !yield(fb) {
				return
			}
		}
	}
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

// Codecs iterates over the payload types of an RTP media section in the order of
// its m= line, which is the order of preference (RFC 8866 §5.14).
//
// A payload type without a=rtpmap is looked up in RFC 3551's table; one that is
// not there either has an empty Name. A payload type that the m= line lists twice
// comes once, at its first place. An a=rtpmap or a=fmtp for a payload type that
// the m= line doesn't list has no effect; of two for the same one the first
// counts, and one that can't be parsed counts as absent. A format that is not a
// number from 0 to 127 is passed over. A section that isn't RTP's has no codecs.
func (s Section) Codecs() iter.Seq[Codec] { return s.codecsNamed("") }

// CodecsNamed iterates over those of Codecs that have an encoding name, which has no case
// (RFC 4855 §3). Of the others it reads no more than it takes to see that they have not.
func (s Section) CodecsNamed(name string) iter.Seq[Codec] {
	if name == "" {
		return func(func(Codec) bool) {}
	}
	return s.codecsNamed(name)
}

// codecsNamed is Codecs, or with a name CodecsNamed.
func (s Section) codecsNamed(name string) iter.Seq[Codec] {
	return func(yield func(Codec) bool) {
		m, formats := s.mediaFields()
		if !isRTP(m.Proto) {
			return
		}
		var lines [128]formatLines
		s.findRTPMaps(&lines)
		foundFMTPs := false
		var seen [128]bool
		for {
			format, _, more := formats.next()
			if !more {
				return
			}
			pt, ok := number(format, 127)
			if !ok || seen[pt] {
				continue
			}
			seen[pt] = true
			if name != "" && !s.mayBeNamed(uint8(pt), lines[pt].rtpmap, name) {
				continue
			}
			if !foundFMTPs {
				s.findFMTPs(&lines)
				foundFMTPs = true
			}
			c := s.codec(uint8(pt), lines[pt])
			if name != "" && !strings.EqualFold(c.Name, name) {
				continue
			}
			if !yield(c) {
				return
			}
		}
	}
}

// mayBeNamed says whether it is worth reading what there is about a payload type to see
// if it is a codec of a name: the a=rtpmap begins with the name, or is none that can be
// read, and the number is given to it.
func (s Section) mayBeNamed(pt uint8, rtpmap uint32, name string) bool {
	if rtpmap != 0 {
		_, value, _, _ := s.line(ref(rtpmap - 1)).Attr()
		value = strings.TrimLeft(value, " ")
		value = strings.TrimLeft(value[span(value, clsToken):], " ")
		if len(value) >= len(name) && strings.EqualFold(value[:len(name)], name) {
			return true
		}
	}
	static, ok := StaticCodec(pt)
	return ok && strings.EqualFold(static.Name, name)
}

// formatLines are the lines that say what a payload type is, as ref+1.
type formatLines struct{ rtpmap, fmtp uint32 }

// findRTPMaps finds the a=rtpmap of each payload type. What it says is read when it
// is asked for. Only where there are two does it matter here whether the first can be
// parsed.
func (s Section) findRTPMaps(lines *[128]formatLines) {
	var sound [128]bool // an a=rtpmap that was parsed, and there is nothing wrong with it
	w := s.d.walkNamed(s.id, "rtpmap")
	for {
		r, ok := w.next()
		if !ok {
			return
		}
		value, ok := s.d.named(r, "rtpmap")
		if !ok {
			continue
		}
		pt, ok := leadingType(value)
		if !ok || sound[pt] {
			continue
		}
		at := &lines[pt].rtpmap
		if *at != 0 {
			if _, sound[pt] = s.rtpmap(*at); sound[pt] {
				continue
			}
		}
		*at = uint32(r) + 1
	}
}

// findFMTPs finds the first a=fmtp of each payload type.
func (s Section) findFMTPs(lines *[128]formatLines) {
	w := s.d.walkNamed(s.id, "fmtp")
	for {
		r, ok := w.next()
		if !ok {
			return
		}
		if value, ok := s.d.named(r, "fmtp"); ok {
			if pt, ok := leadingType(value); ok && lines[pt].fmtp == 0 {
				lines[pt].fmtp = uint32(r) + 1
			}
		}
	}
}

// leadingType is the payload type that a value starts with.
func leadingType(value string) (pt uint8, ok bool) {
	i := 0
	for i < len(value) && value[i] == ' ' {
		i++
	}
	n, start := uint(0), i
	for ; i < len(value) && value[i] != ' '; i++ {
		d := uint(value[i] - '0')
		if n = n*10 + d; d > 9 || n > 127 {
			return 0, false
		}
	}
	return uint8(n), i > start
}

// rtpmap parses the a=rtpmap whose ref+1 is given; ok is false where there is none or it
// can't be parsed.
func (s Section) rtpmap(line uint32) (m RTPMap, ok bool) {
	if line == 0 {
		return m, false
	}
	name, value, hasValue, _ := s.line(ref(line - 1)).Attr()
	m, err := m.ParseAttribute(name, value, hasValue)
	return m, err == nil && m.MatchName(name)
}

// codec reads what there is about a payload type. A line may have been edited since it
// was found; it is read as it stands now.
func (s Section) codec(pt uint8, lines formatLines) Codec {
	c := Codec{PayloadType: pt, Channels: 1}
	if m, ok := s.rtpmap(lines.rtpmap); ok {
		c.Name, c.ClockRate, c.Channels = m.Encoding, m.ClockRate, m.Channels()
	} else if static, ok := StaticCodec(pt); ok {
		c = static
	}
	c.section = s
	if lines.fmtp != 0 {
		name, value, hasValue, _ := s.line(ref(lines.fmtp - 1)).Attr()
		if f, err := (FMTP{}).ParseAttribute(name, value, hasValue); err == nil && f.MatchName(name) {
			c.Params = f.Params
		}
	}
	return c
}

// StaticCodec returns what RFC 3551 §6 has given a payload type to, so that it needs no
// a=rtpmap; ok is false for a number that stands for nothing by itself.
func StaticCodec(payloadType uint8) (c Codec, ok bool) {
	if int(payloadType) >= len(staticTypes) || staticTypes[payloadType].name == "" {
		return Codec{}, false
	}
	t := &staticTypes[payloadType]
	return Codec{PayloadType: payloadType, Name: t.name, ClockRate: t.rate, Channels: t.channels, Static: true}, true
}

// staticTypes is RFC 3551 §6, tables 4 and 5. The clock rate of G722 is 8000 there
// although it samples at 16000 (§4.5.2).
var staticTypes = [35]struct {
	name     string
	rate     uint32
	channels int
}{
	0:  {"PCMU", 8000, 1},
	3:  {"GSM", 8000, 1},
	4:  {"G723", 8000, 1},
	5:  {"DVI4", 8000, 1},
	6:  {"DVI4", 16000, 1},
	7:  {"LPC", 8000, 1},
	8:  {"PCMA", 8000, 1},
	9:  {"G722", 8000, 1},
	10: {"L16", 44100, 2},
	11: {"L16", 44100, 1},
	12: {"QCELP", 8000, 1},
	13: {"CN", 8000, 1},
	14: {"MPA", 90000, 1},
	15: {"G728", 8000, 1},
	16: {"DVI4", 11025, 1},
	17: {"DVI4", 22050, 1},
	18: {"G729", 8000, 1},
	25: {"CelB", 90000, 1},
	26: {"JPEG", 90000, 1},
	28: {"nv", 90000, 1},
	31: {"H261", 90000, 1},
	32: {"MPV", 90000, 1},
	33: {"MP2T", 90000, 1},
	34: {"H263", 90000, 1},
}
