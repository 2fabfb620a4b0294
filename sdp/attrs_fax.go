package sdp

import "strings"

// T38 is one of the attributes of a fax stream (ITU-T T.38 Annex D; RFC 8859 §5.52
// lists them), "T38FaxVersion" for instance. As one type stands for them all, Set
// refuses it (ErrMultiple): edit the one that is meant with Entries, or Add it.
// Names are matched without regard to case, for gateways write them in several
// ways; T38 has, and writes, the registered form.
//
//   - T38FaxVersion, T38MaxBitRate (bit/s), T38FaxMaxBuffer, T38FaxMaxDatagram,
//     T38FaxMaxIFP (all bytes) and T38FaxUdpFECMaxSpan have a number.
//   - T38FaxFillBitRemoval, T38FaxTranscodingMMR and T38FaxTranscodingJBIG are on
//     without a value and with "1", and off with "0".
//   - T38FaxRateManagement ("localTCF", "transferredTCF"), T38FaxUdpEC
//     ("t38UDPRedundancy", "t38UDPFEC", "t38UDPNoEC"), T38FaxUdpECDepth, T38ModemType
//     and T38VendorInfo have a text.
//
// The text form of a T38 is the whole attribute, with its name.
type T38 struct {
	Name  string // the attribute's name
	Value string // "" for a switch that stands without one
}

type t38Kind uint8

const (
	t38Text t38Kind = iota
	t38Number
	t38Switch
)

var t38Names = [...]struct {
	name string
	kind t38Kind
}{
	{"T38FaxVersion", t38Number},
	{"T38MaxBitRate", t38Number},
	{"T38FaxFillBitRemoval", t38Switch},
	{"T38FaxTranscodingMMR", t38Switch},
	{"T38FaxTranscodingJBIG", t38Switch},
	{"T38FaxRateManagement", t38Text},
	{"T38FaxMaxBuffer", t38Number},
	{"T38FaxMaxDatagram", t38Number},
	{"T38FaxMaxIFP", t38Number},
	{"T38FaxUdpEC", t38Text},
	{"T38FaxUdpECDepth", t38Text},
	{"T38FaxUdpFECMaxSpan", t38Number},
	{"T38ModemType", t38Text},
	{"T38VendorInfo", t38Text},
}

// t38Name finds a name in its registered form; ok is false if there is none.
func t38Name(name string) (registered string, kind t38Kind, ok bool) {
	if len(name) < 3 || !strings.EqualFold(name[:3], "T38") {
		return name, 0, false
	}
	for _, n := range t38Names {
		if strings.EqualFold(n.name, name) {
			return n.name, n.kind, true
		}
	}
	return name, 0, false
}

// Number returns the value of an attribute that has a number.
func (a T38) Number() (n uint64, ok bool) {
	if _, kind, _ := t38Name(a.Name); kind != t38Number {
		return 0, false
	}
	return number(a.Value, maxUint64)
}

// On reports whether the attribute is a switch, and on.
func (a T38) On() bool {
	_, kind, _ := t38Name(a.Name)
	return kind == t38Switch && a.Value != "0"
}

// MatchName, ParseAttribute and AppendAttribute make it an Attribute.
func (T38) MatchName(name string) bool {
	_, _, ok := t38Name(name)
	return ok
}

func (T38) ParseAttribute(name, value string, hasValue bool) (T38, error) {
	registered, kind, _ := t38Name(name)
	value = strings.TrimRight(value, " ")
	switch {
	case kind == t38Switch && hasValue && value != "0" && value != "1":
		return T38{}, attrError(0, "switch "+quote(value)+" is not 0 or 1")
	case kind != t38Switch && (!hasValue || value == ""):
		return T38{}, errNoValue
	case kind == t38Number:
		if _, ok := number(value, maxUint64); !ok {
			return T38{}, attrError(0, quote(value)+" is not a number that fits in 64 bits")
		}
	}
	return T38{registered, value}, nil
}

func (a T38) AppendAttribute(b []byte) []byte {
	name, _, _ := t38Name(a.Name)
	if b = append(b, name...); a.Value == "" {
		return b
	}
	return append(append(b, ':'), a.Value...)
}

// Equal compares by meaning: numbers and switches by what they say, names and the
// words of T.38 without regard to case.
func (a T38) Equal(o T38) bool {
	name, kind, _ := t38Name(a.Name)
	if other, _, _ := t38Name(o.Name); name != other {
		return false
	}
	n, ok := a.Number()
	m, ok2 := o.Number()
	switch {
	case kind == t38Switch:
		return a.On() == o.On()
	case ok && ok2:
		return n == m
	}
	return strings.EqualFold(a.Value, o.Value)
}

func (a T38) String() string               { return string(a.AppendAttribute(nil)) }
func (a T38) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

func (a *T38) UnmarshalText(b []byte) error {
	name, value, hasValue := strings.Cut(string(b), ":")
	if !a.MatchName(name) {
		return attrError(0, quote(name)+" is not the name of an attribute of T.38")
	}
	got, err := T38{}.ParseAttribute(name, value, hasValue)
	if err == nil {
		*a = got
	}
	return err
}
