package sdp

import "encoding/base64"

// KeyMgmt is a=key-mgmt (RFC 4567 §3.1): a message of a key management protocol.
// Several offer a choice of protocols, the most preferred first.
type KeyMgmt struct {
	Protocol string // "mikey"; it has a case
	Data     string // the message, in base64
}

// Bytes returns the message, nil if Data is not base64.
func (a KeyMgmt) Bytes() []byte {
	b, err := base64.StdEncoding.DecodeString(a.Data)
	if err != nil {
		return nil
	}
	return b
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (KeyMgmt) MatchName(name string) bool { return name == "key-mgmt" }

func (KeyMgmt) ParseAttribute(_, value string, hasValue bool) (KeyMgmt, error) {
	f := fields{s: value}
	protocol, at, _ := f.next()
	if !hasValue || protocol == "" {
		return KeyMgmt{}, errNoValue
	}
	for i := range len(protocol) {
		if c := protocol[i]; !letter(c) && (c < '0' || c > '9') {
			return KeyMgmt{}, attrError(at+i, "protocol "+quote(protocol)+" is not letters and digits")
		}
	}
	data, at, ok := f.next()
	if !ok {
		return KeyMgmt{}, attrError(at, "key management data is missing")
	}
	if i := badBase64(data); i >= 0 {
		return KeyMgmt{}, attrError(at+i, "key management data is not base64")
	}
	if extra, at, ok := f.next(); ok {
		return KeyMgmt{}, attrError(at, "unexpected "+quote(extra))
	}
	return KeyMgmt{protocol, data}, nil
}

func (a KeyMgmt) AppendAttribute(b []byte) []byte {
	b = append(append(b, "key-mgmt:"...), a.Protocol...)
	return append(append(b, ' '), a.Data...)
}

func (a KeyMgmt) String() string                { return attributeValue(a) }
func (a KeyMgmt) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *KeyMgmt) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a KeyMgmt) Equal(o KeyMgmt) bool          { return a == o }
