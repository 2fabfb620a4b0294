package sdp

import (
	"iter"
	"strconv"
	"strings"
)

// This file has the format parameters of what is no medium of its own: events,
// redundancy, retransmission, error correction.

// EventSet is a set of event codes from 0 to 255 (RFC 4733 §7.1.1).
type EventSet [4]uint64

// DTMFEvents are the events 0–15: the digits, *, #, A to D.
var DTMFEvents = EventSet{0xffff}

// ParseEventSet reads a list such as "0-15,66,70", in any order.
func ParseEventSet(s string) (EventSet, error) {
	var e EventSet
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		a, ok := number(from, 255)
		b := a
		if isRange && ok {
			b, ok = number(to, 255)
		}
		if !ok || b < a {
			return EventSet{}, &ParamError{"events", s, "a list of events from 0 to 255 (RFC 4733 §7.1.1)"}
		}
		for ; a <= b; a++ {
			e[a/64] |= 1 << (a % 64)
		}
	}
	return e, nil
}

// Has reports whether the event is in the set.
func (e EventSet) Has(event uint8) bool { return e[event/64]>>(event%64)&1 != 0 }

// Ranges iterates over the first and last event of each run, in order.
func (e EventSet) Ranges() iter.Seq2[uint8, uint8] {
	return func(yield func(uint8, uint8) bool) {
		for a := 0; a < 256; a++ {
			if !e.Has(uint8(a)) {
				continue
			}
			b := a
			for b < 255 && e.Has(uint8(b+1)) {
				b++
			}
			if !yield(uint8(a), uint8(b)) {
				return
			}
			a = b
		}
	}
}

// String returns the shortest list in order, "0-15,66".
func (e EventSet) String() string {
	var b []byte
	for first, last := range e.Ranges() {
		if b != nil {
			b = append(b, ',')
		}
		if b = strconv.AppendUint(b, uint64(first), 10); last > first {
			b = strconv.AppendUint(append(b, '-'), uint64(last), 10)
		}
	}
	return string(b)
}

// TelephoneEventParams are the format parameters of telephone-event (RFC 4733
// §7.1.1): the events that the side supports.
type TelephoneEventParams struct {
	Events    EventSet // DTMFEvents if absent
	HasEvents bool     // the list was there
}

// ParseTelephoneEventParams reads the parameters of telephone-event, a bare list of
// events (RFC 4733 §2.4.1), or "events=" and the list. One that can't be read
// counts as absent and is the error.
func ParseTelephoneEventParams(f FMTP) (TelephoneEventParams, error) {
	r := paramReader{f: f}
	list, ok := r.bare()
	if !ok {
		list, ok = f.Get("events")
	}
	if ok {
		e, err := ParseEventSet(list)
		if err == nil {
			return TelephoneEventParams{e, true}, nil
		}
		return TelephoneEventParams{DTMFEvents, false}, err
	}
	return TelephoneEventParams{DTMFEvents, false}, nil
}

// REDParams are the format parameters of red (RFC 2198 §5): which payload types the
// primary and the redundant encodings have. Browsers' video red has no list.
type REDParams struct{ list string }

// PayloadTypes iterates over the list, the primary encoding first.
func (p REDParams) PayloadTypes() iter.Seq[uint8] {
	return func(yield func(uint8) bool) {
		for rest, more := p.list, p.list != ""; more; {
			var part string
			part, rest, more = strings.Cut(rest, "/")
			n, _ := number(part, 127)
			if !yield(uint8(n)) {
				return
			}
		}
	}
}

// Len returns the number of payload types: 0 when none are given.
func (p REDParams) Len() int {
	if p.list == "" {
		return 0
	}
	return strings.Count(p.list, "/") + 1
}

// String returns the list as written, "111/111".
func (p REDParams) String() string { return p.list }

// ParseREDParams reads the parameters of red. A list that can't be read counts as
// absent and is the error.
func ParseREDParams(f FMTP) (REDParams, error) {
	r := paramReader{f: f}
	list, ok := r.bare()
	if !ok {
		return REDParams{}, nil
	}
	for rest, more := list, true; more; {
		var part string
		part, rest, more = strings.Cut(rest, "/")
		if _, good := number(part, 127); !good {
			r.fail("payload types", list, "a list of numbers from 0 to 127 with \"/\" between them (RFC 2198 §5)")
			return REDParams{}, r.done()
		}
	}
	return REDParams{list}, nil
}

// RTXParams are the format parameters of rtx (RFC 4588 §8.1).
type RTXParams struct {
	APT     uint8  // the payload type whose packets are sent again
	HasAPT  bool   // without one, which is an error, APT is 0
	RTXTime uint32 // ms for which the sender keeps packets; 0 if absent, not said
}

// ParseRTXParams reads the parameters of rtx. One that can't be read counts as
// absent and is the error, and so is an apt that is missing.
func ParseRTXParams(f FMTP) (RTXParams, error) {
	r := paramReader{f: f}
	apt, ok := r.number("apt", 0, 127, 0)
	if !ok {
		r.fail("apt", "", "there, and has to be (RFC 4588 §8.1)")
	}
	p := RTXParams{uint8(apt), ok, r.count("rtx-time")}
	return p, r.done()
}

// ULPFECParams are the format parameters of ulpfec (RFC 5109 §13).
type ULPFECParams struct {
	OneLevelOnly bool // the stream has one level of protection; default false
}

// ParseULPFECParams reads the parameters of ulpfec. One that can't be read counts
// as absent and is the error.
func ParseULPFECParams(f FMTP) (ULPFECParams, error) {
	r := paramReader{f: f}
	p := ULPFECParams{r.flag("onelevelonly")}
	return p, r.done()
}

// FlexFECParams are the format parameters of flexfec (RFC 8627 §5.1) and of
// flexfec-03, the draft that libwebrtc implements.
type FlexFECParams struct {
	RepairWindow uint64 // µs that source and repair packets span together; 0 if absent, which the RFC forbids
}

// ParseFlexFECParams reads the parameters of flexfec and flexfec-03. One that can't
// be read counts as absent and is the error.
func ParseFlexFECParams(f FMTP) (FlexFECParams, error) {
	r := paramReader{f: f}
	window, _ := r.number("repair-window", 0, maxUint64, 0)
	return FlexFECParams{window}, r.done()
}
