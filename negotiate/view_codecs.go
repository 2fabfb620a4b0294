package negotiate

import "github.com/sdpkit/sdpkit/sdp"

// This file finds the lines that say what payload types are.

// codecLine is the line to cite for a payload type: its a=rtpmap, else the m= line.
func (s *section) codecLine(pt uint8) sdp.Line {
	return orMLine(s.codecLines().rtpmap[pt&127], s)
}

// fmtpLine is codecLine for the format parameters.
func (s *section) fmtpLine(pt uint8) sdp.Line {
	if l := s.codecLines().fmtp[pt&127]; l.Valid() {
		return l
	}
	return s.codecLine(pt)
}

// codecLines looks for all lines at once, when the first is asked for.
func (s *section) codecLines() *codecLines {
	if s.lines != nil {
		return s.lines
	}
	s.lines = new(codecLines)
	for l := range s.sec.AttrLines("rtpmap") {
		name, value, has, _ := l.Attr()
		m, err := sdp.RTPMap{}.ParseAttribute(name, value, has)
		if err != nil {
			s.lines.badRTPMap = true
			continue
		}
		if at := &s.lines.rtpmap[m.PayloadType&127]; *at == (sdp.Line{}) {
			*at = l
		}
	}
	for l := range s.sec.AttrLines("fmtp") {
		name, value, has, _ := l.Attr()
		f, err := sdp.FMTP{}.ParseAttribute(name, value, has)
		if err != nil {
			s.lines.badFMTP = true
			continue
		}
		if pt, ok := payloadType(f.Format); ok {
			if at := &s.lines.fmtp[pt]; *at == (sdp.Line{}) {
				*at = l
			}
		}
	}
	return s.lines
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
