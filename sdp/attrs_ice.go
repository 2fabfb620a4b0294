package sdp

import (
	"strings"
)

// ICEUfrag is a=ice-ufrag (RFC 8839 §5.4): 4 to 256 letters, digits, "+" or "/".
// Other lengths and bytes, which some stacks write, are read as they are:
// whether they may be used is for a check to say.
type ICEUfrag string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ICEUfrag) MatchName(name string) bool { return name == "ice-ufrag" }

func (ICEUfrag) ParseAttribute(_, value string, hasValue bool) (ICEUfrag, error) {
	s, err := credential(value, hasValue)
	return ICEUfrag(s), err
}

func (a ICEUfrag) AppendAttribute(b []byte) []byte {
	return append(append(b, "ice-ufrag:"...), a...)
}

// ICEPwd is a=ice-pwd (RFC 8839 §5.4): 22 to 256 letters, digits, "+" or "/". It
// is read as ICEUfrag is.
type ICEPwd string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ICEPwd) MatchName(name string) bool { return name == "ice-pwd" }

func (ICEPwd) ParseAttribute(_, value string, hasValue bool) (ICEPwd, error) {
	s, err := credential(value, hasValue)
	return ICEPwd(s), err
}

func (a ICEPwd) AppendAttribute(b []byte) []byte { return append(append(b, "ice-pwd:"...), a...) }

func credential(value string, hasValue bool) (string, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return "", errNoValue
	}
	if !visible(value) {
		return "", attrError(0, "holds white space or a control byte")
	}
	return value, nil
}

// Fingerprint is a=fingerprint (RFC 8122 §5): the hash of a certificate.
type Fingerprint struct {
	Hash  string // "sha-256"; compared without regard to case
	Value string // hexadecimal bytes with ":" between them
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Fingerprint) MatchName(name string) bool { return name == "fingerprint" }

func (Fingerprint) ParseAttribute(_, value string, hasValue bool) (Fingerprint, error) {
	if a, ok := plainFingerprint(value); ok {
		return a, nil
	}
	return parseFingerprint(value, hasValue)
}

func parseFingerprint(value string, hasValue bool) (Fingerprint, error) {
	f := fields{s: value}
	hash, at, _ := f.next()
	if !hasValue || hash == "" {
		return Fingerprint{}, errNoValue
	}
	if !is(hash, clsToken) {
		return Fingerprint{}, attrError(at, "hash function "+quote(hash)+" is not a token")
	}
	sum, at, _ := f.next()
	if i := badFingerprint(sum); i >= 0 {
		return Fingerprint{}, attrError(at+i, "fingerprint is not two-digit hexadecimal bytes with \":\" between them")
	}
	if extra, at, ok := f.next(); ok {
		return Fingerprint{}, attrError(at, "unexpected "+quote(extra))
	}
	return Fingerprint{hash, sum}, nil
}

// badFingerprint is the offset at which s departs from XX:XX:…, or -1.
func badFingerprint(s string) int {
	for i := 0; i < len(s); i += 3 {
		switch {
		case class[s[i]]&clsHex == 0:
			return i
		case i+1 == len(s):
			return len(s)
		case class[s[i+1]]&clsHex == 0:
			return i + 1
		case i+2 == len(s):
			return -1
		case s[i+2] != ':':
			return i + 2
		}
	}
	return len(s)
}

func (a Fingerprint) AppendAttribute(b []byte) []byte {
	b = append(append(b, "fingerprint:"...), a.Hash...)
	return append(append(b, ' '), a.Value...)
}

// Equal reports whether both stand for the same certificate: neither the hash's
// name nor the hexadecimal digits have a case (RFC 8122 §5).
func (a Fingerprint) Equal(o Fingerprint) bool {
	return strings.EqualFold(a.Hash, o.Hash) && strings.EqualFold(a.Value, o.Value)
}
