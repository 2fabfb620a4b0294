package negotiate

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file answers a=rtcp-fb (RFC 4585 §4.2).

// A feedbackList finds the a=rtcp-fb of a payload type: head and next chain their indexes,
// as index+1, in order.
type feedbackList struct {
	all  []held[sdp.RTCPFeedback]
	head [129]uint16 // by payload type; 128 is "*"
	next []uint16
}

func (l *feedbackList) read(list []held[sdp.RTCPFeedback]) {
	list = list[:min(len(list), 1<<16-1)]
	l.all = list
	l.next = make([]uint16, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		pt, ok := payloadType(list[i].v.Format)
		if !ok {
			pt = 128
		}
		l.next[i], l.head[pt] = l.head[pt], uint16(i+1)
	}
}

// feedback writes the a=rtcp-fb that both have, in the offer's order (RFC 4585 §4.2). What
// is offered for every payload type is answered for each one, once.
func (a *answering) feedback(l *feedbackList, k *codecPlan) {
	own := k.local.Feedback
	if len(own) == 0 {
		return
	}
	var done uint64
	// Two chains in the order of their lines.
	x, y := l.head[k.offered.PayloadType&127], l.head[128]
	for x|y != 0 {
		i := x
		if x == 0 || y != 0 && y < x {
			i, y = y, l.next[y-1]
		} else {
			x = l.next[x-1]
		}
		f := &l.all[i-1].v
		for n := range min(len(own), 64) {
			if done&(1<<n) == 0 && sameFeedback(own[n], f) {
				done |= 1 << n
				a.w.line("a=rtcp-fb:")
				a.w.uint(uint64(k.offered.PayloadType))
				a.w.text(" ")
				a.w.text(f.ID)
				if f.Param != "" {
					a.w.text(" ")
					a.w.text(f.Param)
				}
				a.w.end()
				break
			}
		}
	}
}

// sameFeedback compares "nack pli" with an offered type. The milliseconds of trr-int are
// a value and don't tell types apart (RFC 4585 §4.2).
func sameFeedback(own string, f *sdp.RTCPFeedback) bool {
	rest, ok := strings.CutPrefix(own, f.ID)
	switch {
	case !ok:
		return false
	case rest == "":
		return f.Param == "" || f.ID == "trr-int"
	}
	return rest[0] == ' ' && (rest[1:] == f.Param || f.ID == "trr-int")
}
