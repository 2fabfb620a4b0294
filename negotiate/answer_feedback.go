package negotiate

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file answers a=rtcp-fb (RFC 4585 §4.2).

// A feedbackList finds the a=rtcp-fb of a payload type. The lines are not parsed for it:
// nearly all that an endpoint takes it has itself in the same words.
type feedbackList struct {
	lines []feedbackLine
	head  [129]uint16 // the first line of a payload type, as index+1; 128 is "*"
}

// A feedbackLine is an a=rtcp-fb.
type feedbackLine struct {
	value string
	rest  uint32 // where in it the feedback starts, if it is plain to see
	next  uint16 // the next line of the payload type, as index+1
}

// read finds the lines of a section.
func (l *feedbackList) read(s *section) {
	most := min(s.lists.feedback.lines, 1<<16-1)
	if most == 0 {
		return
	}
	l.lines = make([]feedbackLine, 0, most)
	for line := range s.sec.AttrLines("rtcp-fb") {
		if len(l.lines) == most {
			break
		}
		_, value, _, _ := line.Attr()
		l.lines = append(l.lines, feedbackLine{value: value})
	}
	for i := len(l.lines) - 1; i >= 0; i-- {
		f := &l.lines[i]
		n := strings.IndexByte(f.value, ' ')
		pt, ok := payloadType(f.value[:max(n, 0)])
		if ok && (f.value[0] != '0' || n == 1) {
			f.rest = uint32(n + 1)
		} else {
			f.rest = uint32(len(f.value))
			parsed, ok := f.parse()
			if !ok {
				continue
			}
			if pt, ok = payloadType(parsed.Format); !ok {
				pt = 128
			}
		}
		f.next, l.head[pt] = l.head[pt], uint16(i+1)
	}
}

// parse reads the line; ok is false for what isn't RFC 4585 §4.2's.
func (f *feedbackLine) parse() (v sdp.RTCPFeedback, ok bool) {
	v, err := v.ParseAttribute("rtcp-fb", f.value, true)
	return v, err == nil
}

// feedback writes the a=rtcp-fb that both have, in the offer's order (RFC 4585 §4.2). What
// is offered for every payload type is answered for each one, once.
func (a *answering) feedback(l *feedbackList, k *codecPlan) {
	own := k.local.Feedback
	own = own[:min(len(own), 64)]
	if len(own) == 0 {
		return
	}
	var done uint64
	// Two chains in the order of their lines.
	x, y := l.head[k.offered.PayloadType&127], l.head[128]
	for x|y != 0 {
		var f *feedbackLine
		if x == 0 || y != 0 && y < x {
			f = &l.lines[y-1]
			y = f.next
		} else {
			f = &l.lines[x-1]
			x = f.next
		}
		n, text := f.in(own, done)
		if n < 0 {
			continue
		}
		done |= 1 << n
		a.w.line("a=rtcp-fb:")
		if text == "" {
			a.w.text(f.value)
		} else {
			a.w.uint(uint64(k.offered.PayloadType))
			a.w.text(" ")
			a.w.text(text)
		}
		a.w.end()
	}
}

// in finds a line among the types that an endpoint has, those that are done apart; n is -1
// if it isn't there. text is what stands behind the payload type in the answer, "" where
// the answer repeats the line.
func (f *feedbackLine) in(own []string, done uint64) (n int, text string) {
	rest := f.value[f.rest:]
	for n, o := range own {
		if o == rest && done&(1<<n) == 0 {
			return n, ""
		}
	}
	v, ok := f.parse()
	if !ok {
		return -1, ""
	}
	if text = v.ID; v.Param != "" {
		text += " " + v.Param
	}
	for n, o := range own {
		if done&(1<<n) == 0 && sameFeedback(o, v) {
			return n, text
		}
	}
	return -1, ""
}

// sameFeedback compares "nack pli" with an offered type. The milliseconds of trr-int are
// a value and don't tell types apart (RFC 4585 §4.2).
func sameFeedback(own string, f sdp.RTCPFeedback) bool {
	rest, ok := strings.CutPrefix(own, f.ID)
	switch {
	case !ok:
		return false
	case rest == "":
		return f.Param == "" || f.ID == "trr-int"
	}
	return rest[0] == ' ' && (rest[1:] == f.Param || f.ID == "trr-int")
}
