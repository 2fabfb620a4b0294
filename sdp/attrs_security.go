package sdp

import (
	"iter"
	"strconv"
	"strings"
)

// This file has the attributes of connections and their keys: connection, tls-id
// and crypto.

// ConnectionReuse is a=connection (RFC 4145 §5): whether to open a "new" connection
// or to use the "existing" one.
type ConnectionReuse string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (ConnectionReuse) MatchName(name string) bool { return name == "connection" }

func (ConnectionReuse) ParseAttribute(_, value string, hasValue bool) (ConnectionReuse, error) {
	s, err := token(value, hasValue, "connection")
	if err == nil && s != "new" && s != "existing" {
		return "", attrError(0, "connection "+quote(s)+" is not new or existing")
	}
	return ConnectionReuse(s), err
}

func (a ConnectionReuse) AppendAttribute(b []byte) []byte {
	return append(append(b, "connection:"...), a...)
}

// TLSID is a=tls-id (RFC 8842 §4): one side's half of what names a DTLS
// association; from 20 to 255 letters, digits, "+", "/", "-" or "_".
type TLSID string

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (TLSID) MatchName(name string) bool { return name == "tls-id" }

func (TLSID) ParseAttribute(_, value string, hasValue bool) (TLSID, error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return "", errNoValue
	}
	if i := spanNames(value, "+/-_"); i < len(value) {
		return "", attrError(i, "tls-id "+quote(value)+" is not letters, digits, \"+\", \"/\", \"-\" and \"_\"")
	}
	if n := len(value); n < 20 || n > 255 {
		return "", attrError(0, "tls-id has a length of "+strconv.Itoa(n)+", not from 20 to 255")
	}
	return TLSID(value), nil
}

func (a TLSID) AppendAttribute(b []byte) []byte { return append(append(b, "tls-id:"...), a...) }

// Crypto is a=crypto (RFC 4568 §9): the keys for SRTP without DTLS.
//
//	a=crypto:<tag> <crypto-suite> <key-params> <session-param> …
//	a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:<key and salt>|2^20|1:4 UNENCRYPTED_SRTCP
//
// The session parameters of the RFC are KDR=<n>, UNENCRYPTED_SRTP,
// UNENCRYPTED_SRTCP, UNAUTHENTICATED_SRTP, FEC_ORDER=<order>, FEC_KEY=<key-params>
// and WSH=<n>.
type Crypto struct {
	Tag           uint32 // up to 999999999; an answer repeats the one it takes
	Suite         string // "AES_CM_128_HMAC_SHA1_80"
	KeyParams     string // as written, with ";" between them
	SessionParams string // with single spaces between them; "" for none
}

// A CryptoKey is one of the key parameters of a=crypto.
type CryptoKey struct {
	Method string // "inline"
	// Key is what follows ":"; for inline up to the first "|": key and salt in
	// base64. The rest is for inline only.
	Key       string
	Lifetime  string // in packets, as written: "2^20", "1066"; "" when not given
	MKI       string // the master key identifier, a number; "" for none
	MKILength uint8  // bytes of the MKI in each packet, 1–128
}

// Keys iterates over the key parameters.
func (a Crypto) Keys() iter.Seq[CryptoKey] {
	return func(yield func(CryptoKey) bool) {
		for p := range items(a.KeyParams, ';') {
			if k, err := cryptoKey(p, 0); err != nil || !yield(k) {
				return
			}
		}
	}
}

// Params iterates over the names and values ("" without "=") of the session
// parameters.
func (a Crypto) Params() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for w := range words(a.SessionParams) {
			if name, value, _ := strings.Cut(w, "="); !yield(name, value) {
				return
			}
		}
	}
}

// Packets returns the lifetime as a number. ok is false when there is none, or
// none that 64 bits hold.
func (k CryptoKey) Packets() (n uint64, ok bool) {
	if exp, power := strings.CutPrefix(k.Lifetime, "2^"); power {
		if n, ok = number(exp, 63); ok {
			n = 1 << n
		}
		return n, ok
	}
	return number(k.Lifetime, maxUint64)
}

// cryptoKey reads a key parameter that stands at offset at.
func cryptoKey(s string, at int) (k CryptoKey, err error) {
	i := spanNames(s, "_")
	if i == 0 || i == len(s) || s[i] != ':' || i+1 == len(s) {
		return k, attrError(at+i, "key is not <method>:<info>")
	}
	k.Method, k.Key = s[:i], s[i+1:]
	at += i + 1
	if k.Method != "inline" {
		if i := span(k.Key, clsVisible); i < len(k.Key) {
			return k, attrError(at+i, "key holds an invisible byte")
		}
		return k, nil
	}
	key, rest, more := strings.Cut(k.Key, "|")
	k.Key = key
	if i := spanNames(key, "+/="); i < len(key) || i == 0 {
		return k, attrError(at+i, "key is not base64")
	}
	for n := 0; more; n++ {
		at += len(key) + 1
		key, rest, more = strings.Cut(rest, "|")
		mki, length, isMKI := strings.Cut(key, ":")
		switch {
		case isMKI && !more:
			v, ok := number(length, 128)
			if !is(mki, clsDigit) || !ok || v == 0 {
				return k, attrError(at, "MKI "+quote(key)+" is not <number>:<length from 1 to 128>")
			}
			k.MKI, k.MKILength = mki, uint8(v)
		case n == 0 && is(strings.TrimPrefix(key, "2^"), clsDigit):
			k.Lifetime = key
		default:
			return k, attrError(at, quote(key)+" is not a lifetime with perhaps an MKI behind it")
		}
	}
	return k, nil
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (Crypto) MatchName(name string) bool { return name == "crypto" }

func (Crypto) ParseAttribute(_, value string, hasValue bool) (a Crypto, err error) {
	f := fields{s: strings.ReplaceAll(value, "\t", " ")} // the grammar has WSP
	tag, at, _ := f.next()
	if !hasValue || tag == "" {
		return a, errNoValue
	}
	n, ok := number(tag, 999999999)
	if !ok {
		return a, attrError(at, "tag "+quote(tag)+" is not a number from 0 to 999999999")
	}
	suite, at, ok := f.next()
	if !ok {
		return a, attrError(at, "crypto-suite is missing")
	}
	if i := spanNames(suite, "_"); i < len(suite) {
		return a, attrError(at+i, "crypto-suite "+quote(suite)+" is not letters, digits and \"_\"")
	}
	keys, at, ok := f.next()
	if !ok {
		return a, attrError(at, "key-params are missing")
	}
	for p := range items(keys, ';') {
		if _, err := cryptoKey(p, at); err != nil {
			return a, err
		}
		at += len(p) + 1
	}
	params, err := wordsOf(&f, "session-param", clsVisible, " holds an invisible byte")
	if err != nil {
		return a, err
	}
	return Crypto{uint32(n), suite, keys, params}, nil
}

func (a Crypto) AppendAttribute(b []byte) []byte {
	b = strconv.AppendUint(append(b, "crypto:"...), uint64(a.Tag), 10)
	b = append(append(b, ' '), a.Suite...)
	b = append(append(b, ' '), a.KeyParams...)
	if a.SessionParams != "" {
		b = append(append(b, ' '), a.SessionParams...)
	}
	return b
}

// Equal compares the session parameters as a set.
func (a Crypto) Equal(o Crypto) bool {
	return a == o || a.Tag == o.Tag && a.Suite == o.Suite && a.KeyParams == o.KeyParams &&
		sameSet(words(a.SessionParams), words(o.SessionParams))
}

func (a ConnectionReuse) String() string                { return string(a) }
func (a ConnectionReuse) MarshalText() ([]byte, error)  { return []byte(a), nil }
func (a *ConnectionReuse) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a ConnectionReuse) Equal(o ConnectionReuse) bool  { return a == o }
func (a TLSID) String() string                          { return string(a) }
func (a TLSID) MarshalText() ([]byte, error)            { return []byte(a), nil }
func (a *TLSID) UnmarshalText(b []byte) error           { return unmarshalAttribute(a, b) }
func (a TLSID) Equal(o TLSID) bool                      { return a == o }
func (a Crypto) String() string                         { return attributeValue(a) }
func (a Crypto) MarshalText() ([]byte, error)           { return []byte(a.String()), nil }
func (a *Crypto) UnmarshalText(b []byte) error          { return unmarshalAttribute(a, b) }
