package negotiate

import "github.com/sdpkit/sdpkit/sdp"

// This file finds the lines that say what payload types are.

// codecLine is the line to cite for a codec of the section: its a=rtpmap, else the m= line.
func (s *section) codecLine(k *sdp.Codec) sdp.Line { return orMLine(k.RTPMapLine(), s) }

// fmtpLine is codecLine for the format parameters.
func (s *section) fmtpLine(k *sdp.Codec) sdp.Line {
	if l := k.FMTPLine(); l.Valid() {
		return l
	}
	return s.codecLine(k)
}

// byType has the section's codecs by payload type.
func (s *section) byType() (by [128]*sdp.Codec) {
	for i := range s.codecs {
		k := &s.codecs[i]
		by[k.PayloadType&127] = k
	}
	return by
}

// codec finds the codec with a payload type, nil for none.
func (s *section) codec(pt uint8) *sdp.Codec {
	for i := range s.codecs {
		if k := &s.codecs[i]; k.PayloadType == pt {
			return k
		}
	}
	return nil
}

// A mappings says whether the lines about payload types can be parsed.
type mappings struct{ known, badRTPMap, badFMTP bool }

// mappings looks when it is first asked.
func (s *section) mappings() mappings {
	if !s.mapped.known {
		s.mapped = mappings{true, spoilt[sdp.RTPMap](s.sec), spoilt[sdp.FMTP](s.sec)}
	}
	return s.mapped
}

// spoilt says that a section has an attribute of the kind that can't be parsed.
func spoilt[T sdp.Attribute[T]](s sdp.Section) bool {
	for _, err := range sdp.All[T](s) {
		if err != nil {
			return true
		}
	}
	return false
}

// payloadType reads a payload type as m= lists it: a number from 0 to 127.
func payloadType(s string) (uint8, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || n > 127 {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return uint8(n), s != "" && n <= 127
}
