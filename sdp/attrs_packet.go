package sdp

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// This file has the attributes that say how media is cut into packets and pictures:
// ptime, maxptime, minptime, framerate and quality.

// sameDecimal compares two decimals by value: "25.00" is "25".
func sameDecimal(a, b string) bool { return trimDecimal(a) == trimDecimal(b) }

func trimDecimal(s string) string {
	if s = strings.TrimLeft(s, "0"); strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// milliseconds is a decimal as a duration, 0 if it isn't one.
func milliseconds(s string) time.Duration {
	ns := math.Round(float(s) * 1e6)
	if ns >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(ns)
}

// float is a decimal as a floating-point number; what no decimal is gives 0.
func float(s string) float64 {
	if _, err := decimal(s, true, ""); err != nil {
		return 0
	}
	f, _ := strconv.ParseFloat(s, 64) // +Inf if it is too large
	return f
}

// Ptime is a=ptime (RFC 8866 §6.4): how much time the media in one packet stands
// for, in milliseconds, "20" or "2.5". It is a wish of the receiver's.
type Ptime string

// Duration returns the time, rounded to nanoseconds.
func (a Ptime) Duration() time.Duration { return milliseconds(string(a)) }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Ptime) MatchName(name string) bool { return name == "ptime" }

func (Ptime) ParseAttribute(_, value string, hasValue bool) (Ptime, error) {
	s, err := decimal(value, hasValue, "packet time")
	return Ptime(s), err
}

func (a Ptime) AppendAttribute(b []byte) []byte { return append(append(b, "ptime:"...), a...) }

// Equal compares the times: "20" is "20.0".
func (a Ptime) Equal(o Ptime) bool { return sameDecimal(string(a), string(o)) }

// MaxPtime is a=maxptime (RFC 8866 §6.5): the most time that the media in one
// packet may stand for, in milliseconds.
type MaxPtime string

// Duration returns the time, rounded to nanoseconds.
func (a MaxPtime) Duration() time.Duration { return milliseconds(string(a)) }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (MaxPtime) MatchName(name string) bool { return name == "maxptime" }

func (MaxPtime) ParseAttribute(_, value string, hasValue bool) (MaxPtime, error) {
	s, err := decimal(value, hasValue, "packet time")
	return MaxPtime(s), err
}

func (a MaxPtime) AppendAttribute(b []byte) []byte { return append(append(b, "maxptime:"...), a...) }

// Equal compares the times: "20" is "20.0".
func (a MaxPtime) Equal(o MaxPtime) bool { return sameDecimal(string(a), string(o)) }

// MinPtime is a=minptime: the least time that the media in one packet may stand
// for, in milliseconds. No RFC has it; baresip sends it. It is read as a=ptime is.
// Opus's parameter of that name (RFC 7587 §6.1) is another thing: see FMTP.
type MinPtime string

// Duration returns the time, rounded to nanoseconds.
func (a MinPtime) Duration() time.Duration { return milliseconds(string(a)) }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (MinPtime) MatchName(name string) bool { return name == "minptime" }

func (MinPtime) ParseAttribute(_, value string, hasValue bool) (MinPtime, error) {
	s, err := decimal(value, hasValue, "packet time")
	return MinPtime(s), err
}

func (a MinPtime) AppendAttribute(b []byte) []byte { return append(append(b, "minptime:"...), a...) }

// Equal compares the times: "20" is "20.0".
func (a MinPtime) Equal(o MinPtime) bool { return sameDecimal(string(a), string(o)) }

// Framerate is a=framerate (RFC 8866 §6.13): the highest rate of video, in frames
// per second, "30" or "29.97".
type Framerate string

// Float64 returns the rate.
func (a Framerate) Float64() float64 { return float(string(a)) }

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Framerate) MatchName(name string) bool { return name == "framerate" }

func (Framerate) ParseAttribute(_, value string, hasValue bool) (Framerate, error) {
	s, err := decimal(value, hasValue, "frame rate")
	return Framerate(s), err
}

func (a Framerate) AppendAttribute(b []byte) []byte { return append(append(b, "framerate:"...), a...) }

// Equal compares the rates: "25.00" is "25".
func (a Framerate) Equal(o Framerate) bool { return sameDecimal(string(a), string(o)) }

// Quality is a=quality (RFC 8866 §6.14): how the encoder should weigh still images
// against the frame rate. For video it goes from 0, the worst image still usable,
// by 5, as without the attribute, to 10, the best.
type Quality uint32

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Quality) MatchName(name string) bool { return name == "quality" }

func (Quality) ParseAttribute(_, value string, hasValue bool) (Quality, error) {
	n, err := integer(value, hasValue, "quality", 1<<32-1)
	return Quality(n), err
}

func (a Quality) AppendAttribute(b []byte) []byte {
	return strconv.AppendUint(append(b, "quality:"...), uint64(a), 10)
}

func (a Ptime) String() string                    { return string(a) }
func (a Ptime) MarshalText() ([]byte, error)      { return []byte(a), nil }
func (a *Ptime) UnmarshalText(b []byte) error     { return unmarshalAttribute(a, b) }
func (a MaxPtime) String() string                 { return string(a) }
func (a MaxPtime) MarshalText() ([]byte, error)   { return []byte(a), nil }
func (a *MaxPtime) UnmarshalText(b []byte) error  { return unmarshalAttribute(a, b) }
func (a MinPtime) String() string                 { return string(a) }
func (a MinPtime) MarshalText() ([]byte, error)   { return []byte(a), nil }
func (a *MinPtime) UnmarshalText(b []byte) error  { return unmarshalAttribute(a, b) }
func (a Framerate) String() string                { return string(a) }
func (a Framerate) MarshalText() ([]byte, error)  { return []byte(a), nil }
func (a *Framerate) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a Quality) String() string                  { return attributeValue(a) }
func (a Quality) MarshalText() ([]byte, error)    { return []byte(a.String()), nil }
func (a *Quality) UnmarshalText(b []byte) error   { return unmarshalAttribute(a, b) }
func (a Quality) Equal(o Quality) bool            { return a == o }
