package munge

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of a=rtcp-fb (RFC 4585 §4.2).

type addFeedback struct {
	Codec    string `json:"codec"`
	Feedback string `json:"feedback"`
}

// AddFeedback offers an RTCP feedback message for codecs: "nack", "nack pli", "ccm
// fir", "transport-cc". A codec that has it already, perhaps by a line for "*", is left
// alone. A profile without feedback, as RTP/AVP, must not have it (RFC 4585 §4.2), but
// phones write it there, and read it; then a note says so.
func AddFeedback(codec, feedback string) Edit { return Edit{op: &addFeedback{codec, feedback}} }

func (*addFeedback) kind() string   { return "add-feedback" }
func (o *addFeedback) check() error { return checkFeedback(o.Codec, o.Feedback) }

// checkFeedback reads the arguments of both edits.
func checkFeedback(codec, feedback string) error {
	if _, err := parseFeedback("*", feedback); err != nil {
		return err
	}
	_, err := parseSpec(codec)
	return err
}

func parseFeedback(format, feedback string) (sdp.RTCPFeedback, error) {
	f, err := sdp.RTCPFeedback{}.ParseAttribute("rtcp-fb", format+" "+feedback, true)
	if err != nil || strings.ContainsAny(feedback, "\r\n\x00") {
		return f, fail(ErrArgument, "%q is not an RTCP feedback message", feedback)
	}
	return f, nil
}

func (o *addFeedback) apply(p *pass) error {
	s, err := parseSpec(o.Codec)
	if err != nil {
		return err
	}
	for m := range p.rtp() {
		for c := range s.codecs(m) {
			want, err := parseFeedback(strconv.Itoa(int(c.PayloadType)), o.Feedback)
			if err != nil {
				return err
			}
			have := false
			var last, behind sdp.Line // of this codec: its feedback, anything
			for l, a := range m.Attrs() {
				f, ok := feedbackOf(a)
				have = have || ok && f.Applies(c.PayloadType) && sameFeedback(f, want)
				if pt, _, ok := a.PayloadType(); ok && pt == c.PayloadType {
					switch a.Name() {
					case "rtcp-fb":
						last = l
					case "rtpmap":
						behind = l
					}
				}
			}
			switch text := "a=" + string(want.AppendAttribute(nil)); {
			case have:
			case last.Valid():
				_, err = p.insertAfter(last, text)
			case behind.Valid():
				_, err = p.insertAfter(behind, text)
			default:
				_, err = p.add(m, text)
			}
			if err != nil {
				return err
			}
			if !have && !profileOf(m.Proto()).feedback {
				p.remark(fmt.Sprintf("%s has no feedback (RFC 4585 §4.2): see SetProto", m.Proto()))
			}
		}
	}
	return nil
}

// feedbackOf reads an a=rtcp-fb.
func feedbackOf(a sdp.Attr) (f sdp.RTCPFeedback, ok bool) {
	if a.Name() != "rtcp-fb" {
		return f, false
	}
	f, err := f.ParseAttribute("rtcp-fb", a.Value(), a.HasValue())
	return f, err == nil
}

// sameFeedback compares without the format, and without regard to case.
func sameFeedback(a, b sdp.RTCPFeedback) bool {
	return strings.EqualFold(a.ID, b.ID) && strings.EqualFold(a.Param, b.Param)
}

type dropFeedback struct {
	Codec    string `json:"codec"`
	Feedback string `json:"feedback"`
}

// DropFeedback takes an RTCP feedback message away from codecs; "nack" is that message
// only, and not "nack pli". Where a line for "*" has it, and not all codecs are meant,
// the others get lines of their own.
func DropFeedback(codec, feedback string) Edit { return Edit{op: &dropFeedback{codec, feedback}} }

func (*dropFeedback) kind() string   { return "drop-feedback" }
func (o *dropFeedback) check() error { return checkFeedback(o.Codec, o.Feedback) }

func (o *dropFeedback) apply(p *pass) error {
	s, err := parseSpec(o.Codec)
	if err != nil {
		return err
	}
	want, err := parseFeedback("*", o.Feedback)
	if err != nil {
		return err
	}
	for m := range p.rtp() {
		var meant types
		some := false
		for c := range s.codecs(m) {
			meant[c.PayloadType], some = true, true
		}
		if !some {
			continue
		}
		for l, a := range m.AttrsNamed("rtcp-fb") {
			if pt, _, ok := a.PayloadType(); ok && !meant[pt] {
				continue
			}
			fb, ok := feedbackOf(a)
			if !ok || !sameFeedback(fb, want) {
				continue
			}
			var err error
			if fb.Format == "*" {
				err = p.splitFeedback(readFormats(m), l, fb, &meant)
			} else {
				err = p.removeText(l, a.Text())
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// splitFeedback puts lines for each payload type that keeps a message in the place of
// one for all. What is no medium of its own has no use for it.
func (p *pass) splitFeedback(f *formats, l sdp.Line, fb sdp.RTCPFeedback, meant *types) error {
	behind := l
	for i := range f.codecs {
		c := &f.codecs[i]
		if meant[c.PayloadType] || !c.isMedium() {
			continue
		}
		fb.Format = strconv.Itoa(int(c.PayloadType))
		var err error
		if behind, err = p.insertAfter(behind, "a="+string(fb.AppendAttribute(nil))); err != nil {
			return err
		}
	}
	return p.remove(l)
}
