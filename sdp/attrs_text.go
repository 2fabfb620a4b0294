package sdp

import "strings"

// The value types have one method set: what Attribute asks for, String,
// MarshalText and UnmarshalText, Equal. String and MarshalText give the value, what
// stands behind "a=<name>:"; for an attribute without a value, its name. Equal
// compares by meaning; where that is the same as ==, it is ==.

// attributeValue is the value of an attribute as it is written.
func attributeValue[T Attribute[T]](v T) string {
	attr := string(v.AppendAttribute(nil))
	if _, value, ok := strings.Cut(attr, ":"); ok {
		return value
	}
	return attr
}

// unmarshalAttribute is the inverse of attributeValue.
func unmarshalAttribute[T Attribute[T]](v *T, text []byte) error {
	var zero T
	name, _, hasValue := strings.Cut(string(zero.AppendAttribute(nil)), ":")
	if !hasValue {
		name = string(text)
		if !zero.MatchName(name) {
			return attrError(0, quote(name)+" is not the name of the attribute")
		}
	}
	got, err := zero.ParseAttribute(name, string(text), hasValue)
	if err == nil {
		*v = got
	}
	return err
}

func (a MID) String() string                         { return string(a) }
func (a MID) MarshalText() ([]byte, error)           { return []byte(a), nil }
func (a *MID) UnmarshalText(b []byte) error          { return unmarshalAttribute(a, b) }
func (a MID) Equal(o MID) bool                       { return a == o }
func (a Group) String() string                       { return attributeValue(a) }
func (a Group) MarshalText() ([]byte, error)         { return []byte(a.String()), nil }
func (a *Group) UnmarshalText(b []byte) error        { return unmarshalAttribute(a, b) }
func (a Group) Equal(o Group) bool                   { return a == o }
func (a BundleOnly) String() string                  { return "bundle-only" }
func (a BundleOnly) MarshalText() ([]byte, error)    { return []byte(a.String()), nil }
func (a *BundleOnly) UnmarshalText(b []byte) error   { return unmarshalAttribute(a, b) }
func (a BundleOnly) Equal(BundleOnly) bool           { return true }
func (d Direction) MarshalText() ([]byte, error)     { return []byte(d.String()), nil }
func (d *Direction) UnmarshalText(b []byte) error    { return unmarshalAttribute(d, b) }
func (d Direction) Equal(o Direction) bool           { return d == o }
func (a Setup) String() string                       { return string(a) }
func (a Setup) MarshalText() ([]byte, error)         { return []byte(a), nil }
func (a *Setup) UnmarshalText(b []byte) error        { return unmarshalAttribute(a, b) }
func (a Setup) Equal(o Setup) bool                   { return a == o }
func (a RTCPMux) String() string                     { return "rtcp-mux" }
func (a RTCPMux) MarshalText() ([]byte, error)       { return []byte(a.String()), nil }
func (a *RTCPMux) UnmarshalText(b []byte) error      { return unmarshalAttribute(a, b) }
func (a RTCPMux) Equal(RTCPMux) bool                 { return true }
func (a RTCP) String() string                        { return attributeValue(a) }
func (a RTCP) MarshalText() ([]byte, error)          { return []byte(a.String()), nil }
func (a *RTCP) UnmarshalText(b []byte) error         { return unmarshalAttribute(a, b) }
func (a RTCP) Equal(o RTCP) bool                     { return a == o }
func (a ICEUfrag) String() string                    { return string(a) }
func (a ICEUfrag) MarshalText() ([]byte, error)      { return []byte(a), nil }
func (a *ICEUfrag) UnmarshalText(b []byte) error     { return unmarshalAttribute(a, b) }
func (a ICEUfrag) Equal(o ICEUfrag) bool             { return a == o }
func (a ICEPwd) String() string                      { return string(a) }
func (a ICEPwd) MarshalText() ([]byte, error)        { return []byte(a), nil }
func (a *ICEPwd) UnmarshalText(b []byte) error       { return unmarshalAttribute(a, b) }
func (a ICEPwd) Equal(o ICEPwd) bool                 { return a == o }
func (a Fingerprint) String() string                 { return attributeValue(a) }
func (a Fingerprint) MarshalText() ([]byte, error)   { return []byte(a.String()), nil }
func (a *Fingerprint) UnmarshalText(b []byte) error  { return unmarshalAttribute(a, b) }
func (a RTPMap) String() string                      { return attributeValue(a) }
func (a RTPMap) MarshalText() ([]byte, error)        { return []byte(a.String()), nil }
func (a *RTPMap) UnmarshalText(b []byte) error       { return unmarshalAttribute(a, b) }
func (a FMTP) String() string                        { return attributeValue(a) }
func (a FMTP) MarshalText() ([]byte, error)          { return []byte(a.String()), nil }
func (a *FMTP) UnmarshalText(b []byte) error         { return unmarshalAttribute(a, b) }
func (a FMTP) Equal(o FMTP) bool                     { return a == o }
func (a RTCPFeedback) String() string                { return attributeValue(a) }
func (a RTCPFeedback) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *RTCPFeedback) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a RTCPFeedback) Equal(o RTCPFeedback) bool     { return a == o }
func (a ExtMap) String() string                      { return attributeValue(a) }
func (a ExtMap) MarshalText() ([]byte, error)        { return []byte(a.String()), nil }
func (a *ExtMap) UnmarshalText(b []byte) error       { return unmarshalAttribute(a, b) }
func (a ExtMap) Equal(o ExtMap) bool                 { return a == o }

// Equal compares the encoding name without regard to case (RFC 4855 §3), and an
// absent number of channels as 1.
func (a RTPMap) Equal(o RTPMap) bool {
	return a.PayloadType == o.PayloadType && strings.EqualFold(a.Encoding, o.Encoding) && a.ClockRate == o.ClockRate &&
		(a.Parameters == o.Parameters || a.Channels() == o.Channels() && a.Parameters+o.Parameters == "1")
}
