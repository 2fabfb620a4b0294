package sdp

import (
	"math"
	"strings"
	"time"
)

// This file has the attributes of RTSP (RFC 7826 appendix D, before it RFC 2326
// appendix C): control and range.

// Control is a=control (RFC 7826 §D.1.1): the URI by which RTSP controls the stream
// or, in the session part, all of them together. It may be relative to the URI that
// the description came from, "*" stands for that one itself. What it is relative
// to, this package can't know, and it resolves nothing.
type Control string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Control) MatchName(name string) bool { return name == "control" }

func (Control) ParseAttribute(_, value string, hasValue bool) (Control, error) {
	s := strings.TrimLeft(value, " ") // RFC 7826 §20.3
	uri, err := wordValue(s, hasValue, "URI")
	if a, ok := err.(*AttributeError); ok && s != "" {
		return "", attrError(len(value)-len(s)+a.At, a.Msg)
	}
	return Control(uri), err
}

func (a Control) AppendAttribute(b []byte) []byte { return append(append(b, "control:"...), a...) }

// Range is a=range (RFC 7826 §D.1.6): from when to when the presentation goes.
//
// Times are "now", seconds ("34.4368") or hours, minutes and seconds
// ("00:10:34.1") for "npt"; "19971113T211503.5Z" for "clock", of which RFC 2326's own
// examples leave out the seconds and the "Z"; "10:07:33:05.01" for "smpte" and all
// other units that start so.
type Range struct {
	Unit  string // "npt", "clock", "smpte", "smpte-30-drop", "smpte-25" or another token
	Start string // "" where it is open; for other units all that follows the "="
	Stop  string // "" where it is open; with Start, for a unit alone
}

// NPT returns the times of a range in normal play time; ok is false where one of
// them is open or "now", or in another unit.
func (a Range) NPT() (start, stop time.Duration, ok bool) {
	if !strings.EqualFold(a.Unit, "npt") {
		return 0, 0, false
	}
	start, ok1 := nptTime(a.Start)
	stop, ok2 := nptTime(a.Stop)
	return start, stop, ok1 && ok2
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Range) MatchName(name string) bool { return name == "range" }

func (Range) ParseAttribute(_, value string, hasValue bool) (a Range, err error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return a, errNoValue
	}
	unit, rest, more := strings.Cut(value, "=")
	unit = strings.TrimRight(unit, " ") // RFC 7826 lets spaces stand around the "="
	if !is(unit, clsToken) {
		return a, attrError(0, "unit "+quote(unit)+" is not a token")
	}
	if !more {
		return Range{Unit: unit}, nil
	}
	rest = strings.TrimLeft(rest, " ")
	at := len(value) - len(rest)
	valid := rangeUnit(unit)
	if valid == nil {
		if rest == "" || !visible(rest) {
			return a, attrError(at, "range "+quote(rest)+" is missing or holds white space")
		}
		return Range{unit, rest, ""}, nil
	}
	start, stop, ok := strings.Cut(rest, "-")
	if !ok || start == "" && stop == "" {
		return a, attrError(at, "range "+quote(rest)+" is not <start>-, <start>-<stop> or -<stop>")
	}
	if start != "" && !valid(start) {
		return a, attrError(at, "start "+quote(start)+" is not a time of "+unit)
	}
	if stop != "" && !valid(stop) {
		return a, attrError(at+len(start)+1, "stop "+quote(stop)+" is not a time of "+unit)
	}
	return Range{unit, start, stop}, nil
}

// rangeUnit is what says whether a text is a time of the unit; nil for a unit that
// isn't known.
func rangeUnit(unit string) func(string) bool {
	if strings.EqualFold(unit, "npt") {
		return isNPT
	}
	if strings.EqualFold(unit, "clock") {
		return isUTC
	}
	if _, ok := cutFold(unit, "smpte"); ok {
		return isSMPTE
	}
	return nil
}

func (a Range) AppendAttribute(b []byte) []byte {
	b = append(append(b, "range:"...), a.Unit...)
	if a.Start == "" && a.Stop == "" {
		return b
	}
	b = append(append(b, '='), a.Start...)
	if a.Stop == "" && rangeUnit(a.Unit) == nil {
		return b
	}
	return append(append(b, '-'), a.Stop...)
}

// Equal compares normal play times by what they are ("70" is "00:01:10.0"), others
// as they are written.
func (a Range) Equal(o Range) bool {
	if !strings.EqualFold(a.Unit, o.Unit) {
		return false
	}
	same := func(x, y string) bool {
		t, ok := nptTime(x)
		u, ok2 := nptTime(y)
		return x == y || ok && ok2 && t == u && strings.EqualFold(a.Unit, "npt")
	}
	return same(a.Start, o.Start) && same(a.Stop, o.Stop)
}

// isNPT says that s is an npt-time, without bounds to its digits as RFC 2326 §3.6
// has it.
func isNPT(s string) bool {
	if s == "now" {
		return true
	}
	s, fraction, point := strings.Cut(s, ".")
	if point && span(fraction, clsDigit) < len(fraction) {
		return false
	}
	hours, rest, colon := strings.Cut(s, ":")
	if !colon {
		return is(hours, clsDigit)
	}
	minutes, seconds, _ := strings.Cut(rest, ":")
	_, ok := number(minutes, 59)
	_, ok2 := number(seconds, 59)
	return is(hours, clsDigit) && ok && ok2 && len(minutes) <= 2 && len(seconds) <= 2
}

// nptTime is an npt-time as a duration; ok is false for "now" and for what does not
// fit one to the nanosecond.
func nptTime(s string) (t time.Duration, ok bool) {
	if s == "now" || !isNPT(s) {
		return 0, false
	}
	s, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	const most = math.MaxInt64 / 1000000000
	seconds := uint64(0)
	for part := range strings.SplitSeq(s, ":") {
		n, ok := number(part, most)
		if seconds = seconds*60 + n; !ok || seconds >= most {
			return 0, false
		}
	}
	if len(fraction) > 9 {
		return 0, false
	}
	ns, _ := number((fraction + "000000000")[:9], 1e9)
	return time.Duration(seconds)*time.Second + time.Duration(ns), true
}

// isUTC says that s is a utc-time: YYYYMMDDThhmmss.fractionZ.
func isUTC(s string) bool {
	date, clock, ok := strings.Cut(strings.TrimSuffix(s, "Z"), "T")
	clock, fraction, point := strings.Cut(clock, ".")
	return ok && len(date) == 8 && is(date, clsDigit) && (len(clock) == 6 || len(clock) == 4 && !point) && is(clock, clsDigit) &&
		(!point || is(fraction, clsDigit))
}

// isSMPTE says that s is a smpte-time: hh:mm:ss[:frames[.subframes]].
func isSMPTE(s string) bool {
	rest, sub, point := strings.Cut(s, ".")
	n := 0
	for part := range strings.SplitSeq(rest, ":") {
		if n++; !is(part, clsDigit) || len(part) > 2 {
			return false
		}
	}
	return n == 3 && !point || n == 4 && (!point || is(sub, clsDigit) && len(sub) <= 2)
}

func (a Control) String() string                { return string(a) }
func (a Control) MarshalText() ([]byte, error)  { return []byte(a), nil }
func (a *Control) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a Control) Equal(o Control) bool          { return a == o }
func (a Range) String() string                  { return attributeValue(a) }
func (a Range) MarshalText() ([]byte, error)    { return []byte(a.String()), nil }
func (a *Range) UnmarshalText(b []byte) error   { return unmarshalAttribute(a, b) }
