package sdp

import (
	"strconv"
	"strings"
)

// This file has the clocks of RFC 7273: ts-refclk and mediaclk.

// TSRefClk is a=ts-refclk (RFC 7273 §4.8): the clock that NTP timestamps are taken
// from. Several in one section are worth the same.
type TSRefClk struct {
	Kind  string // "ntp", "ptp", "gps", "gal", "glonass", "local", "private", "localmac" (SMPTE ST 2110-10) or another token
	Value string // what follows the "=", behind private the ":"; "" for a kind that has none
}

// PTPClock is a clock of IEEE 1588 or 802.1AS.
type PTPClock struct {
	Version     string // "IEEE1588-2002", "IEEE1588-2008", "IEEE802.1AS-2011" or another token
	Traceable   bool   // any that delivers traceable time; the rest is empty
	GrandMaster string // ClockIdentity, an EUI-64: "39-A7-94-FF-FE-07-CB-D0"
	Domain      string // "domain-nmbr=0", "domain-name=x", or only the number, as AES67 has it; "" for none
}

// DomainNumber returns the number of the domain, from 0 to 127.
func (c PTPClock) DomainNumber() (n uint8, ok bool) {
	digits, _ := cutFold(c.Domain, "domain-nmbr=")
	v, ok := number(digits, 127)
	return uint8(v), ok
}

// PTP returns the clock of a "ptp"; ok is false for another kind.
func (a TSRefClk) PTP() (c PTPClock, ok bool) {
	if a.Kind != "ptp" {
		return PTPClock{}, false
	}
	c, _, msg := readPTP(a.Value)
	return c, msg == ""
}

// Traceable reports whether the clock is said to deliver traceable time: then it
// may be exchanged for every other that does (RFC 7273 §4.7). The clocks of
// satellites do by their nature, and this does not count them.
func (a TSRefClk) Traceable() bool {
	c, ok := a.PTP()
	return ok && c.Traceable || a.Kind == "ntp" && strings.EqualFold(a.Value, "/traceable/") ||
		a.Kind == "private" && strings.EqualFold(a.Value, "traceable")
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (TSRefClk) MatchName(name string) bool { return name == "ts-refclk" }

func (TSRefClk) ParseAttribute(_, value string, hasValue bool) (a TSRefClk, err error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return a, errNoValue
	}
	i := span(value, clsToken)
	kind, rest := canonical(value[:i], "ntp", "ptp", "gps", "gal", "glonass", "local", "private", "localmac"), value[i:]
	if kind == "" {
		return a, attrError(0, "clock source "+quote(value)+" is not a token")
	}
	separator := byte('=')
	if kind == "private" {
		separator = ':'
	}
	if rest != "" && (rest[0] != separator || len(rest) == 1) {
		return a, attrError(i, "unexpected "+quote(rest)+" behind "+kind)
	}
	if rest != "" {
		rest, i = rest[1:], i+1
	}
	switch kind {
	case "gps", "gal", "glonass", "local":
		if rest != "" {
			return a, attrError(i-1, kind+" takes no value")
		}
	case "private":
		if rest != "" && !strings.EqualFold(rest, "traceable") {
			return a, attrError(i, quote(rest)+" is not traceable")
		}
	case "ntp":
		if rest == "" || !visible(rest) {
			return a, attrError(i, "NTP server "+quote(rest)+" is missing or holds white space")
		}
	case "ptp":
		if _, at, msg := readPTP(rest); msg != "" {
			return a, attrError(i+at, msg)
		}
	case "localmac":
		if !eui(rest, 6) {
			return a, attrError(i, "MAC address "+quote(rest)+" is not six two-digit hexadecimal bytes with \"-\" between them")
		}
	}
	return TSRefClk{kind, rest}, nil
}

func (a TSRefClk) AppendAttribute(b []byte) []byte {
	b = append(append(b, "ts-refclk:"...), a.Kind...)
	switch {
	case a.Value == "":
		return b
	case a.Kind == "private":
		b = append(b, ':')
	default:
		b = append(b, '=')
	}
	return append(b, a.Value...)
}

// Equal reports whether both name the same clock: names and addresses have no case,
// and the number of a PTP domain may stand alone.
func (a TSRefClk) Equal(o TSRefClk) bool {
	c, isPTP := a.PTP()
	d, _ := o.PTP()
	if isPTP {
		for _, domain := range []*string{&c.Domain, &d.Domain} {
			if rest, ok := cutFold(*domain, "domain-nmbr="); ok {
				*domain = rest
			}
		}
		return a.Kind == o.Kind && c.Traceable == d.Traceable && c.Domain == d.Domain &&
			strings.EqualFold(c.Version, d.Version) && strings.EqualFold(c.GrandMaster, d.GrandMaster)
	}
	switch a.Kind {
	case "ntp", "private", "localmac":
		return a.Kind == o.Kind && strings.EqualFold(a.Value, o.Value)
	}
	return a == o
}

// readPTP reads what follows "ptp="; msg and at say what is wrong with it.
func readPTP(s string) (c PTPClock, at int, msg string) {
	version, server, ok := strings.Cut(s, ":")
	if i := span(version, clsToken); i == 0 || i < len(version) {
		return c, i, "PTP version " + quote(version) + " is not a token"
	}
	at = len(version) + 1
	if !ok || server == "" {
		return c, len(s), "PTP server is missing"
	}
	if strings.EqualFold(server, "traceable") {
		return PTPClock{Version: version, Traceable: true}, 0, ""
	}
	gm, domain, more := strings.Cut(server, ":")
	if !eui(gm, 8) {
		return c, at, "ClockIdentity " + quote(gm) + " is not eight two-digit hexadecimal bytes with \"-\" between them"
	}
	if c = (PTPClock{version, false, gm, domain}); !more {
		return c, 0, ""
	}
	if at += len(gm) + 1; len(domain) > 12 {
		if name, ok := cutFold(domain, "domain-name="); ok && len(name) <= 16 && printable(name) {
			return c, 0, ""
		}
	}
	if _, ok := c.DomainNumber(); !ok {
		return PTPClock{}, at, "PTP domain " + quote(domain) + " is neither a number from 0 to 127 nor a name"
	}
	return c, 0, ""
}

// MediaClk is a=mediaclk (RFC 7273 §5.4): the clock that RTP timestamps advance
// with. Several in one section are worth the same; without any it is the sender's.
type MediaClk struct {
	ID      string // media-clktag, base64: the clock's identifier, "" for none
	Master  bool   // "src:": the stream itself carries the clock of that identifier
	Kind    string // "sender", "direct", "IEEE1722" or another token
	Value   string // what follows the "=": for direct the Offset, for IEEE1722 a stream's EUI-64; "" for none
	RateNum uint32 // for direct: the clock's rate is RateNum/RateDen of the nominal one;
	RateDen uint32 // both 0 where no rate is given
}

// Offset returns the RTP timestamp at the epoch of the reference clock, in units of
// the RTP clock; ok is false where none is given, or more than 32 bits.
func (a MediaClk) Offset() (offset uint32, ok bool) {
	n, ok := number(a.Value, 1<<32-1)
	return uint32(n), ok && a.Kind == "direct"
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (MediaClk) MatchName(name string) bool { return name == "mediaclk" }

func (MediaClk) ParseAttribute(_, value string, hasValue bool) (a MediaClk, err error) {
	value = strings.TrimRight(value, " ")
	if !hasValue || value == "" {
		return a, errNoValue
	}
	rest := value
	if id, ok := cutFold(value, "id="); ok {
		var tag string
		tag, rest, ok = strings.Cut(id, " ")
		at := len("id=")
		if tag, a.Master = cutFold(tag, "src:"); a.Master {
			at += len("src:")
		}
		if i := badBase64(tag); i >= 0 {
			return MediaClk{}, attrError(at+i, "clock identifier "+quote(tag)+" is not base64")
		}
		if a.ID, rest = tag, strings.TrimLeft(rest, " "); !ok {
			return MediaClk{}, attrError(len(value), "clock is missing")
		}
	}
	at := len(value) - len(rest)
	i := span(rest, clsToken)
	a.Kind = canonical(rest[:i], "sender", "direct", "IEEE1722")
	if a.Kind == "" {
		return MediaClk{}, attrError(at, "clock "+quote(rest)+" is not a token")
	}
	rest, at = rest[i:], at+i
	if a.Kind == "direct" {
		return a.direct(rest, at)
	}
	if rest != "" && (rest[0] != '=' || len(rest) == 1 || a.Kind == "sender") {
		return MediaClk{}, attrError(at, "unexpected "+quote(rest)+" behind "+a.Kind)
	}
	if rest != "" {
		a.Value = rest[1:]
	}
	if a.Kind == "IEEE1722" && !eui(a.Value, 8) {
		return MediaClk{}, attrError(at+min(1, len(rest)), "stream "+quote(a.Value)+" is not eight two-digit hexadecimal bytes with \"-\" between them")
	}
	return a, nil
}

// direct parses what follows "direct", at this offset in the value.
func (a MediaClk) direct(rest string, offset int) (MediaClk, error) {
	if rest != "" && rest[0] == '=' {
		n := span(rest[1:], clsDigit)
		if a.Value = rest[1 : 1+n]; n == 0 {
			return MediaClk{}, attrError(offset+1, "offset is missing")
		}
		rest, offset = rest[1+n:], offset+1+n
	}
	if rest == "" {
		return a, nil
	}
	f := fields{s: rest}
	field, at, _ := f.next()
	if at == 0 {
		return MediaClk{}, attrError(offset, "unexpected "+quote(rest)+" behind "+a.Kind)
	}
	rate, ok := cutFold(field, "rate=")
	num, den, slash := strings.Cut(rate, "/")
	n, ok1 := number(num, 1<<32-1)
	m, ok2 := number(den, 1<<32-1)
	if !ok || !slash || !ok1 || !ok2 || n == 0 || m == 0 {
		return MediaClk{}, attrError(offset+at, quote(field)+" is not rate=<number>/<number>")
	}
	if extra, at, ok := f.next(); ok {
		return MediaClk{}, attrError(offset+at, "unexpected "+quote(extra))
	}
	a.RateNum, a.RateDen = uint32(n), uint32(m)
	return a, nil
}

func (a MediaClk) AppendAttribute(b []byte) []byte {
	b = append(b, "mediaclk:"...)
	if a.ID != "" {
		b = append(b, "id="...)
		if a.Master {
			b = append(b, "src:"...)
		}
		b = append(append(b, a.ID...), ' ')
	}
	b = append(b, a.Kind...)
	if a.Value != "" {
		b = append(append(b, '='), a.Value...)
	}
	if a.RateNum != 0 || a.RateDen != 0 {
		b = strconv.AppendUint(append(b, " rate="...), uint64(a.RateNum), 10)
		b = strconv.AppendUint(append(b, '/'), uint64(a.RateDen), 10)
	}
	return b
}

// Equal compares offsets as numbers and the EUI-64 of IEEE1722 without regard to
// case.
func (a MediaClk) Equal(o MediaClk) bool {
	same := a.Value == o.Value
	switch {
	case a.Kind == "IEEE1722":
		same = strings.EqualFold(a.Value, o.Value)
	case a.Kind == "direct" && a.Value != "" && o.Value != "":
		same = Number(a.Value).Compare(Number(o.Value)) == 0
	}
	a.Value, o.Value = "", ""
	return same && a == o
}

func (a TSRefClk) String() string                { return attributeValue(a) }
func (a TSRefClk) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *TSRefClk) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a MediaClk) String() string                { return attributeValue(a) }
func (a MediaClk) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *MediaClk) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }

// SyncTime is a=sync-time, the RTP timestamp at the origin of the reference clock. It
// is RAVENNA's; RFC 7273 §5.4 has a=mediaclk:direct=<offset> for the same. No RFC has
// it, so its clause names RAVENNA's own specification.
type SyncTime uint32

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (SyncTime) MatchName(name string) bool { return name == "sync-time" }

func (SyncTime) ParseAttribute(_, value string, hasValue bool) (SyncTime, error) {
	n, err := integer(value, hasValue, "timestamp", 1<<32-1)
	return SyncTime(n), err
}

func (a SyncTime) AppendAttribute(b []byte) []byte {
	return strconv.AppendUint(append(b, "sync-time:"...), uint64(a), 10)
}

func (a SyncTime) String() string                { return attributeValue(a) }
func (a SyncTime) MarshalText() ([]byte, error)  { return []byte(a.String()), nil }
func (a *SyncTime) UnmarshalText(b []byte) error { return unmarshalAttribute(a, b) }
func (a SyncTime) Equal(o SyncTime) bool         { return a == o }
