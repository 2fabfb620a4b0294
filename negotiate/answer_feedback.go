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
	text string // "a=rtcp-fb:96 nack pli"
	rest uint32 // where in it the feedback starts, if it is plain to see
	next uint16 // the next line of the payload type, as index+1
}

const feedbackStart = "a=rtcp-fb:"

// feedbackOf finds the lines of a section, which it puts into lines if that, empty, holds
// them.
func feedbackOf(s *section, lines []feedbackLine) (l feedbackList) {
	most := min(s.lists.feedback.lines, 1<<16-1)
	if most > cap(lines) {
		lines = make([]feedbackLine, 0, most)
	}
	for line := range s.sec.AttrLines("rtcp-fb") {
		if len(lines) == most {
			break
		}
		lines = append(lines, feedbackLine{text: line.Text()})
	}
	for i := len(lines) - 1; i >= 0; i-- {
		f := &lines[i]
		pt, ok := f.plain()
		if !ok {
			f.rest = uint32(len(f.text))
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
	l.lines = lines
	return l
}

// plain reads the payload type of a line that has it as everyone writes it: without
// leading zeros, and one space behind it. There the rest starts.
func (f *feedbackLine) plain() (pt uint8, ok bool) {
	n, i := 0, len(feedbackStart)
	for ; i < len(f.text) && f.text[i]-'0' <= 9 && n <= 127; i++ {
		n = 10*n + int(f.text[i]-'0')
	}
	digits := i - len(feedbackStart)
	if digits < 1 || n > 127 || i == len(f.text) || f.text[i] != ' ' || digits > 1 && f.text[len(feedbackStart)] == '0' {
		return 0, false
	}
	f.rest = uint32(i + 1)
	return uint8(n), true
}

// parse reads the line; ok is false for what isn't RFC 4585 §4.2's.
func (f *feedbackLine) parse() (v sdp.RTCPFeedback, ok bool) {
	value, ok := strings.CutPrefix(f.text, feedbackStart)
	v, err := v.ParseAttribute("rtcp-fb", value, ok)
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
		if text == "" {
			a.w.put(f.text)
			continue
		}
		a.w.line(feedbackStart)
		a.w.uint(uint64(k.offered.PayloadType))
		a.w.text(" ")
		a.w.text(text)
		a.w.end()
	}
}

// in finds a line among the types that an endpoint has, those that are done apart; n is -1
// if it isn't there. text is what stands behind the payload type in the answer, "" where
// the answer repeats the line.
func (f *feedbackLine) in(own []string, done uint64) (n int, text string) {
	rest := f.text[f.rest:]
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
