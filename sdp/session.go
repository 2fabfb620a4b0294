package sdp

import (
	"cmp"
	"strconv"
	"strings"
)

// Number is a decimal number of any width, as SDP writes it: RFC 8866 sets no
// bound to the session id and version of o= and to the times of t=, and real
// senders use more than 64 bits. The zero Number, "", reads as 0.
type Number string

// Uint64 returns the value; ok is false when it does not fit or is not a number.
func (n Number) Uint64() (value uint64, ok bool) {
	if n == "" {
		return 0, true
	}
	return number(string(n), maxUint64)
}

// Compare compares by value, whatever the number of leading zeros.
func (n Number) Compare(o Number) int {
	a, b := strings.TrimLeft(string(n), "0"), strings.TrimLeft(string(o), "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// Next returns the number after n, as the version of o= wants it for a changed
// description (RFC 3264 §8). It keeps leading zeros.
func (n Number) Next() Number {
	b := []byte(n)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != '9' {
			b[i]++
			return Number(b)
		}
		b[i] = '0'
	}
	return "1" + Number(b)
}

// digits is n as it is written.
func (n Number) digits() string { return cmp.Or(string(n), "0") }

// Origin is the value of the o= line (RFC 8866 §5.2).
type Origin struct {
	Username       string // "-" for none; empty is written as "-"
	SessionID      Number
	SessionVersion Number
	NetworkType    string // "IN"
	AddressType    string // "IP4" or "IP6"; empty where a sender left it out
	Address        string // empty where a sender left it out
}

// AppendText appends the value of the o= line, without "o=". The error is nil.
func (o Origin) AppendText(b []byte) ([]byte, error) {
	b = append(b, cmp.Or(o.Username, "-")...)
	b = append(b, ' ')
	b = append(b, o.SessionID.digits()...)
	b = append(b, ' ')
	b = append(b, o.SessionVersion.digits()...)
	for _, s := range []string{o.NetworkType, o.AddressType, o.Address} {
		if s != "" {
			b = append(b, ' ')
			b = append(b, s...)
		}
	}
	return b, nil
}

// String returns the value of the o= line.
func (o Origin) String() string {
	b, _ := o.AppendText(nil)
	return string(b)
}

// Timing is the value of a t= line (RFC 8866 §5.9), in seconds since 1900; both 0
// for a session that is not bounded.
type Timing struct{ Start, Stop Number }

// AppendText appends the value of the t= line, without "t=". The error is nil.
func (t Timing) AppendText(b []byte) ([]byte, error) {
	b = append(b, t.Start.digits()...)
	b = append(b, ' ')
	return append(b, t.Stop.digits()...), nil
}

// String returns the value of the t= line.
func (t Timing) String() string {
	b, _ := t.AppendText(nil)
	return string(b)
}

// Origin parses the o= line. The error is a *SyntaxError with the line, or about
// the lack of one.
func (d *Description) Origin() (Origin, error) {
	l, ok := d.Session().firstOf('o')
	if !ok {
		return Origin{}, lineError(&ruleMissing, 0, "o= is missing")
	}
	var o Origin
	if bad := readOrigin(&fields{s: l.Value()}, &o); bad.rule != nil {
		return Origin{}, l.err(bad)
	}
	return o, nil
}

// SetOrigin writes the o= line. It refuses what would not be read back the same:
// a missing field, a number that isn't one, a space that makes two fields of one.
func (d *Description) SetOrigin(o Origin) error {
	text := "o=" + o.String()
	if err := checkLine(text, false); err != nil {
		return err
	}
	want := o
	want.Username = cmp.Or(o.Username, "-")
	want.SessionID, want.SessionVersion = Number(o.SessionID.digits()), Number(o.SessionVersion.digits())
	var got Origin
	if readOrigin(&fields{s: text[2:]}, &got); got != want {
		return lineError(&ruleOrigin, 0, "o-line: a field of "+quote(text)+" is missing or holds a space")
	}
	return d.setLine('o', text)
}

// SessionName returns the value of the s= line, "" without one.
func (d *Description) SessionName() string {
	l, _ := d.Session().firstOf('s')
	return l.Value()
}

// SetSessionName writes the s= line. An empty name is refused: RFC 8866 §5.3
// wants "-" or a space for a session that has none.
func (d *Description) SetSessionName(name string) error {
	if name == "" {
		return &SyntaxError{Column: 3, Rule: "RFC 8866 §5.3", Msg: "s-line: the name is empty", Fix: "write \"-\" for a session without a name"}
	}
	return d.setLine('s', "s="+name)
}

// Timing parses the first t= line. The error is a *SyntaxError with the line, or
// about the lack of one.
func (d *Description) Timing() (Timing, error) {
	l, ok := d.Session().firstOf('t')
	if !ok {
		return Timing{}, lineError(&ruleMissing, 0, "t= is missing")
	}
	var t Timing
	if bad := readTiming(&fields{s: l.Value()}, &t); bad.rule != nil {
		return Timing{}, l.err(bad)
	}
	return t, nil
}

// SetTiming writes the first t= line.
func (d *Description) SetTiming(t Timing) error { return d.setLine('t', "t="+t.String()) }

// setLine replaces the session part's first line of a type, or adds one.
func (d *Description) setLine(typ byte, text string) error {
	if l, ok := d.Session().firstOf(typ); ok {
		return l.Replace(text)
	}
	_, err := d.Session().AddLine(text)
	return err
}

// Bandwidth is the value of a b= line (RFC 8866 §5.8).
type Bandwidth struct {
	Type  string // "CT", "AS", "TIAS", "RS", "RR", …
	Value uint64 // in the type's unit: kbit/s for CT and AS, bit/s for TIAS, RS, RR
}

// AppendText appends the value of the b= line, without "b=". The error is nil.
func (w Bandwidth) AppendText(b []byte) ([]byte, error) {
	b = append(b, w.Type...)
	b = append(b, ':')
	return strconv.AppendUint(b, w.Value, 10), nil
}

// String returns the value of the b= line.
func (w Bandwidth) String() string {
	b, _ := w.AppendText(nil)
	return string(b)
}
