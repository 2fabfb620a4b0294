package sdp

import (
	"iter"
)

// A Codec is one payload type of an RTP media section with what the section says
// about it.
type Codec struct {
	PayloadType  uint8
	Static       bool   // from the table of RFC 3551 §6: there is no a=rtpmap
	ClockRate    uint32 // in Hz; 0 with an empty Name
	Name         string // encoding name as written; "" when nothing says what it is
	Channels     int    // 1 where none is given
	Params       string // format parameters of the a=fmtp line, as written
	section      Section
	rtpmap, fmtp uint32 // the lines, as ref+1; 0: none
}

// RTPMapLine returns the a=rtpmap line that the codec was read from, the zero Line for a
// static payload type and for one that nothing is said about.
func (c Codec) RTPMapLine() Line { return c.line(c.rtpmap) }

// FMTPLine returns the a=fmtp line that Params was read from, the zero Line without one.
func (c Codec) FMTPLine() Line { return c.line(c.fmtp) }

func (c Codec) line(at uint32) Line {
	if at == 0 {
		return Line{}
	}
	return c.section.line(ref(at - 1))
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

// StaticCodec returns what RFC 3551 §6 has given a payload type to, so that it needs no
// a=rtpmap; ok is false for a number that stands for nothing by itself.
func StaticCodec(payloadType uint8) (c Codec, ok bool) {
	if int(payloadType) >= len(staticTypes) || staticTypes[payloadType].name == "" {
		return Codec{}, false
	}
	t := &staticTypes[payloadType]
	return Codec{PayloadType: payloadType, Name: t.name, ClockRate: t.rate, Channels: t.channels, Static: true}, true
}

// setStatic makes it what RFC 3551 has given its number to, if it has.
func (c *Codec) setStatic() {
	if t, ok := StaticCodec(c.PayloadType); ok {
		c.Name, c.ClockRate, c.Channels, c.Static = t.Name, t.ClockRate, t.Channels, true
	}
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
