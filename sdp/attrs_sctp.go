package sdp

import "strconv"

// This file has the attributes of SCTP associations: sctp-port, max-message-size
// and sctpmap.

// SCTPPort is a=sctp-port (RFC 8841 §5): the SCTP port, which with DTLS underneath
// is not the one of the m= line. 0 closes the association.
type SCTPPort uint16

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (SCTPPort) MatchName(name string) bool { return name == "sctp-port" }

func (SCTPPort) ParseAttribute(_, value string, hasValue bool) (SCTPPort, error) {
	n, err := oneNumber(value, hasValue, "port", 65535)
	return SCTPPort(n), err
}

func (a SCTPPort) AppendAttribute(b []byte) []byte {
	return strconv.AppendUint(append(b, "sctp-port:"...), uint64(a), 10)
}

// MaxMessageSize is a=max-message-size (RFC 8841 §6): the bytes of the largest
// message that will be received. 0 stands for any size; where there is none, 65536.
type MaxMessageSize uint64

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (MaxMessageSize) MatchName(name string) bool { return name == "max-message-size" }

func (MaxMessageSize) ParseAttribute(_, value string, hasValue bool) (MaxMessageSize, error) {
	n, err := oneNumber(value, hasValue, "size", maxUint64)
	return MaxMessageSize(n), err
}

func (a MaxMessageSize) AppendAttribute(b []byte) []byte {
	return strconv.AppendUint(append(b, "max-message-size:"...), uint64(a), 10)
}

// SCTPMap is a=sctpmap of draft-ietf-mmusic-sctp-sdp-05, which became RFC 8841 and
// a=sctp-port: what runs over the SCTP port that is the m= line's format. Old
// browsers wrote it, and aiortc does.
//
//	a=sctpmap:<sctpmap-number> <app>
//	a=sctpmap:<sctpmap-number> <app> <streams>
type SCTPMap struct {
	Port    uint16
	App     string // "webrtc-datachannel"
	Streams uint16 // how many there are in each direction; 0 when that is not said
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (SCTPMap) MatchName(name string) bool { return name == "sctpmap" }

func (SCTPMap) ParseAttribute(_, value string, hasValue bool) (a SCTPMap, err error) {
	f := fields{s: value}
	port, at, _ := f.next()
	if !hasValue || port == "" {
		return a, errNoValue
	}
	p, ok := number(port, 65535)
	if !ok {
		return a, attrError(at, "port "+quote(port)+" is not a number from 0 to 65535")
	}
	app, at, ok := f.next()
	if !ok {
		return a, attrError(at, "app is missing")
	}
	if i := span(app, clsToken); i < len(app) {
		return a, attrError(at+i, "app "+quote(app)+" is not a token")
	}
	var n uint64
	if streams, at, ok := f.next(); ok {
		if n, ok = number(streams, 65535); !ok {
			return a, attrError(at, "number of streams "+quote(streams)+" is not a number from 0 to 65535")
		}
	}
	if extra, at, ok := f.next(); ok {
		return a, attrError(at, "unexpected "+quote(extra))
	}
	return SCTPMap{uint16(p), app, uint16(n)}, nil
}

func (a SCTPMap) AppendAttribute(b []byte) []byte {
	b = strconv.AppendUint(append(b, "sctpmap:"...), uint64(a.Port), 10)
	b = append(append(b, ' '), a.App...)
	if a.Streams != 0 {
		b = strconv.AppendUint(append(b, ' '), uint64(a.Streams), 10)
	}
	return b
}

func (a SCTPPort) String() string                      { return attributeValue(a) }
func (a SCTPPort) MarshalText() ([]byte, error)        { return []byte(a.String()), nil }
func (a *SCTPPort) UnmarshalText(b []byte) error       { return unmarshalAttribute(a, b) }
func (a SCTPPort) Equal(o SCTPPort) bool               { return a == o }
func (a MaxMessageSize) String() string                { return attributeValue(a) }
func (a MaxMessageSize) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *MaxMessageSize) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a MaxMessageSize) Equal(o MaxMessageSize) bool   { return a == o }
func (a SCTPMap) String() string                       { return attributeValue(a) }
func (a SCTPMap) MarshalText() ([]byte, error)         { return []byte(a.String()), nil }
func (a *SCTPMap) UnmarshalText(b []byte) error        { return unmarshalAttribute(a, b) }
func (a SCTPMap) Equal(o SCTPMap) bool                 { return a == o }
