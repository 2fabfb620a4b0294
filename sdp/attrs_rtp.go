package sdp

import (
	"iter"
	"strconv"
	"strings"
)

// RTPMap is a=rtpmap (RFC 8866 §6.6): what a payload type stands for.
type RTPMap struct {
	PayloadType uint8  // 0–127
	Encoding    string // "opus", "VP8"; compared without regard to case (RFC 4855 §3)
	ClockRate   uint32 // in Hz
	Parameters  string // what follows a second "/"; for audio the number of channels
}

// Channels returns the number of audio channels, which is 1 when none is given.
func (a RTPMap) Channels() int { return channels(a.Parameters) }

func channels(params string) int {
	if n, ok := number(params, 255); ok && n > 0 {
		return int(n)
	}
	return 1
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RTPMap) MatchName(name string) bool { return name == "rtpmap" }

func (RTPMap) ParseAttribute(_, value string, hasValue bool) (RTPMap, error) {
	if !hasValue {
		return RTPMap{}, errNoValue
	}
	if pt, encoding, rate, params, ok := plainRTPMap(value); ok {
		return RTPMap{pt, encoding, rate, params}, nil
	}
	return parseRTPMap(value)
}

func parseRTPMap(value string) (a RTPMap, err error) {
	f := fields{s: value}
	pt, at, ok := f.next()
	if !ok {
		return a, errNoValue
	}
	n, ok := number(pt, 127)
	if !ok {
		return a, attrError(at, "payload type "+quote(pt)+" is not a number from 0 to 127")
	}
	a.PayloadType = uint8(n)
	codec, at, ok := f.next()
	if !ok {
		return a, attrError(at, "encoding name is missing")
	}
	if extra, at, ok := f.next(); ok {
		return a, attrError(at, "unexpected "+quote(extra))
	}
	i := span(codec, clsToken)
	if a.Encoding = codec[:i]; i == 0 || i < len(codec) && codec[i] != '/' {
		return a, attrError(at+i, "encoding name "+quote(codec)+" is not a token")
	}
	if i == len(codec) {
		return a, attrError(at+i, "clock rate is missing")
	}
	rate, params, more := strings.Cut(codec[i+1:], "/")
	n, ok = number(rate, 1<<32-1)
	if !ok {
		return a, attrError(at+i+1, "clock rate "+quote(rate)+" is not a number")
	}
	a.ClockRate = uint32(n)
	if more {
		if a.Parameters = params; params == "" || !visible(params) {
			return a, attrError(at+i+2+len(rate), "encoding parameters "+quote(params)+" are missing or not visible")
		}
	}
	return a, nil
}

func (a RTPMap) AppendAttribute(b []byte) []byte {
	b = strconv.AppendUint(append(b, "rtpmap:"...), uint64(a.PayloadType), 10)
	b = append(append(b, ' '), a.Encoding...)
	b = strconv.AppendUint(append(b, '/'), uint64(a.ClockRate), 10)
	if a.Parameters != "" {
		b = append(append(b, '/'), a.Parameters...)
	}
	return b
}

// FMTP is a=fmtp (RFC 8866 §6.15): the parameters of a format.
type FMTP struct {
	Format string // one of the m= line's formats: a payload type, for RTP
	Params string // as written, "minptime=10;useinbandfec=1"
}

// All iterates over the parameters: names, values ("" without "="), white space
// around them removed. What has no "=", such as "0-15" of telephone-event or
// "111/111" of red, is a name.
func (a FMTP) All() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for rest := a.Params; rest != ""; {
			var p string
			p, rest, _ = strings.Cut(rest, ";")
			if p = strings.TrimSpace(p); p == "" {
				continue
			}
			name, value, _ := strings.Cut(p, "=")
			if !yield(strings.TrimSpace(name), strings.TrimSpace(value)) {
				return
			}
		}
	}
}

// Get returns a parameter by its name, which has no case (RFC 4855 §3).
func (a FMTP) Get(name string) (value string, ok bool) {
	for n, v := range a.All() {
		if strings.EqualFold(n, name) {
			return v, true
		}
	}
	return "", false
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (FMTP) MatchName(name string) bool { return name == "fmtp" }

func (FMTP) ParseAttribute(_, value string, hasValue bool) (FMTP, error) {
	if !hasValue {
		return FMTP{}, errNoValue
	}
	if a, _, ok := plainFMTP(value); ok {
		return a, nil
	}
	return parseFMTP(value)
}

func parseFMTP(value string) (FMTP, error) {
	f := fields{s: value}
	format, at, ok := f.next()
	if !ok {
		return FMTP{}, errNoValue
	}
	if i := span(format, clsToken); i < len(format) {
		return FMTP{}, attrError(at+i, "format "+quote(format)+" is not a token")
	}
	return FMTP{format, strings.Trim(value[f.pos:], " ")}, nil
}

func (a FMTP) AppendAttribute(b []byte) []byte {
	b = append(append(b, "fmtp:"...), a.Format...)
	if a.Params == "" {
		return b
	}
	return append(append(b, ' '), a.Params...)
}

// RTCPFeedback is a=rtcp-fb (RFC 4585 §4.2, RFC 5104 §7).
type RTCPFeedback struct {
	Format string // a payload type, or "*" for all of the section's
	ID     string // "nack", "ccm", "goog-remb", "transport-cc", …
	Param  string // "pli", "fir", the milliseconds of "trr-int"; "" for none
}

// Applies reports whether the feedback is for this payload type.
func (a RTCPFeedback) Applies(payloadType uint8) bool {
	if a.Format == "*" {
		return true
	}
	n, ok := number(a.Format, 255)
	return ok && uint8(n) == payloadType
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (RTCPFeedback) MatchName(name string) bool { return name == "rtcp-fb" }

func (RTCPFeedback) ParseAttribute(_, value string, hasValue bool) (RTCPFeedback, error) {
	if a, ok := plainFeedback(value); ok {
		return a, nil
	}
	return parseFeedback(value, hasValue)
}

func parseFeedback(value string, hasValue bool) (RTCPFeedback, error) {
	f := fields{s: value}
	format, at, _ := f.next()
	if !hasValue || format == "" {
		return RTCPFeedback{}, errNoValue
	}
	if _, ok := number(format, 127); !ok && format != "*" {
		return RTCPFeedback{}, attrError(at, "payload type "+quote(format)+" is neither \"*\" nor a number from 0 to 127")
	}
	id, at, ok := f.next()
	if !ok || !is(id, clsToken) {
		return RTCPFeedback{}, attrError(at, "feedback type "+quote(id)+" is not a token")
	}
	return RTCPFeedback{format, id, strings.Trim(value[f.pos:], " ")}, nil
}

func (a RTCPFeedback) AppendAttribute(b []byte) []byte {
	b = append(append(b, "rtcp-fb:"...), a.Format...)
	b = append(append(b, ' '), a.ID...)
	if a.Param != "" {
		b = append(append(b, ' '), a.Param...)
	}
	return b
}

// ExtMap is a=extmap (RFC 8285 §5): an RTP header extension.
type ExtMap struct {
	ID           int       // 1–14, 1–255 with two-byte headers, 4096–4351 to ask the answerer to choose
	Direction    Direction // if HasDirection; without one it is the section's
	HasDirection bool
	URI          string
	Attributes   string // extensionattributes: what follows the URI
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ExtMap) MatchName(name string) bool { return name == "extmap" }

func (ExtMap) ParseAttribute(_, value string, hasValue bool) (a ExtMap, err error) {
	if !hasValue {
		return a, errNoValue
	}
	if a, ok := plainExtMap(value); ok {
		return a, nil
	}
	return parseExtMap(value)
}

func parseExtMap(value string) (a ExtMap, err error) {
	f := fields{s: value}
	id, at, _ := f.next()
	if id == "" {
		return a, errNoValue
	}
	digits, dir, slash := strings.Cut(id, "/")
	n, ok := number(digits, 4351)
	if !ok || !extensionID(n) {
		return a, attrError(at, "id "+quote(digits)+" is not from 1 to 255 or from 4096 to 4351")
	}
	a.ID = int(n)
	if slash {
		if a.Direction, err = a.Direction.ParseAttribute(dir, "", false); err != nil {
			return a, attrError(at+len(digits)+1, "direction "+quote(dir)+" is not a direction")
		}
		a.HasDirection = true
	}
	if a.URI, at, ok = f.next(); !ok {
		return a, attrError(at, "URI is missing")
	}
	a.Attributes = strings.Trim(value[f.pos:], " ")
	return a, nil
}

// extensionID says that a=extmap may have the id: one that a header can hold, or one that
// asks the answerer to choose (RFC 8285 §5, §7).
func extensionID(n uint64) bool { return n >= 1 && n <= 255 || n >= 4096 && n <= 4351 }

func (a ExtMap) AppendAttribute(b []byte) []byte {
	b = strconv.AppendInt(append(b, "extmap:"...), int64(a.ID), 10)
	if a.HasDirection {
		b = append(append(b, '/'), a.Direction.String()...)
	}
	b = append(append(b, ' '), a.URI...)
	if a.Attributes != "" {
		b = append(append(b, ' '), a.Attributes...)
	}
	return b
}
