package sdp

import (
	"iter"
	"slices"
	"strings"
)

// TypedTime is a time of r= and z= lines (RFC 8866 §5.10): a number of seconds, or
// with "d", "h" or "m" behind it of days, hours or minutes, "s" for seconds too. In
// z= it may start with "-".
type TypedTime string

// Seconds returns the time in seconds; ok is false if it is not one, or does not fit
// in 64 bits.
func (t TypedTime) Seconds() (seconds int64, ok bool) {
	s, minus := strings.CutPrefix(string(t), "-")
	if !typedTime(s) {
		return 0, false
	}
	unit := uint64(1)
	switch s[len(s)-1] {
	case 'd':
		unit = 24 * 60 * 60
	case 'h':
		unit = 60 * 60
	case 'm':
		unit = 60
	}
	n, ok := number(s[:span(s, clsDigit)], (1<<63-1)/unit)
	if seconds = int64(n * unit); minus {
		seconds = -seconds
	}
	return seconds, ok
}

// Repeat is the value of an r= line (RFC 8866 §5.10): the session takes place again,
// each Interval, for Duration, at each of the offsets from the start time of its t=
// line. Times are kept as they are written.
type Repeat struct {
	Interval TypedTime
	Duration TypedTime
	offsets  string // with single spaces between them
}

// NewRepeat makes the value of an r= line. RFC 8866 wants at least one offset.
func NewRepeat(interval, duration TypedTime, offsets ...TypedTime) Repeat {
	var b []byte
	for i, t := range offsets {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, t...)
	}
	return Repeat{interval, duration, string(b)}
}

// Offsets iterates over the offsets.
func (r Repeat) Offsets() iter.Seq[TypedTime] {
	return func(yield func(TypedTime) bool) {
		for t := range words(r.offsets) {
			if !yield(TypedTime(t)) {
				return
			}
		}
	}
}

// AppendText appends the value of the r= line, without "r=". The error is nil.
func (r Repeat) AppendText(b []byte) ([]byte, error) {
	b = append(append(b, r.Interval...), ' ')
	b = append(b, r.Duration...)
	if r.offsets != "" {
		b = append(append(b, ' '), r.offsets...)
	}
	return b, nil
}

// String returns the value of the r= line.
func (r Repeat) String() string {
	b, _ := r.AppendText(nil)
	return string(b)
}

// ZoneAdjustment is one pair of a z= line (RFC 8866 §5.11): from Time on, in seconds
// since 1900, repeats are shifted by Offset against what the start time gives. The
// next pair replaces it, and does not add to it.
type ZoneAdjustment struct {
	Time   Number
	Offset TypedTime
}

// TimeDescription is a t= line with the r= lines and the z= line that follow it (RFC
// 8866 §5.9–5.11).
type TimeDescription struct {
	Timing
	Repeats []Repeat
	Zone    []ZoneAdjustment
}

// Timings iterates over the t= lines with their r= and z= lines. The error is a
// *SyntaxError with the first of these lines that can't be read; what can be read
// is there with it. An r= or z= line before the first t= line, which Parse refuses,
// belongs to none.
func (d *Description) Timings() iter.Seq2[TimeDescription, error] {
	return func(yield func(TimeDescription, error) bool) {
		var td TimeDescription
		var err error
		var at locator
		open := false
		for l := range d.Session().Lines() {
			f := fields{s: l.Value()}
			var bad finding
			switch typ := l.Type(); {
			case typ == 't':
				if open && !yield(td, err) {
					return
				}
				td, err, open = TimeDescription{}, nil, true
				bad = readTiming(&f, &td.Timing)
			case typ == 'r' && open:
				var r Repeat
				if bad = readRepeat(&f, &r); bad.rule == nil {
					td.Repeats = append(td.Repeats, r)
				}
			case typ == 'z' && open:
				var zone []ZoneAdjustment
				if bad = readZone(&f, &zone); bad.rule == nil {
					td.Zone = append(td.Zone, zone...)
				}
			}
			if bad.rule != nil && err == nil {
				err = at.locate(l, lineError(bad.rule, 2+bad.at, bad.msg))
			}
		}
		if open {
			yield(td, err)
		}
	}
}

// lines writes the time description as lines, and holds them against the grammar: no
// value may smuggle in a space and with it another field.
func (td TimeDescription) lines() ([]string, error) {
	lines := []string{"t=" + td.Timing.String()}
	var t Timing
	readTiming(&fields{s: lines[0][2:]}, &t)
	same := t == Timing{Number(td.Start.digits()), Number(td.Stop.digits())}
	for _, r := range td.Repeats {
		line := "r=" + r.String()
		var got Repeat
		readRepeat(&fields{s: line[2:]}, &got)
		same = same && got == r
		lines = append(lines, line)
	}
	if len(td.Zone) > 0 {
		b := []byte("z=")
		for i, z := range td.Zone {
			if i > 0 {
				b = append(b, ' ')
			}
			b = append(b, z.Time.digits()...)
			b = append(append(b, ' '), z.Offset...)
		}
		var got []ZoneAdjustment
		readZone(&fields{s: string(b[2:])}, &got)
		same = same && slices.EqualFunc(got, td.Zone, func(a, b ZoneAdjustment) bool {
			return a.Offset == b.Offset && a.Time == Number(b.Time.digits())
		})
		lines = append(lines, string(b))
	}
	for _, line := range lines {
		if err := checkLine(line, false); err != nil {
			return nil, err
		}
	}
	if !same {
		return nil, lineError(&ruleTime, 0, "t-line: a time of "+quote(strings.Join(lines, ", "))+" is empty or holds a space")
	}
	return lines, nil
}

// AddTiming adds a t= line with its r= and z= lines, behind those that are there. It
// writes all of them or, with an error, none.
func (d *Description) AddTiming(td TimeDescription) error {
	lines, err := td.lines()
	if err != nil {
		return err
	}
	l, err := d.Session().AddLine(lines[0])
	if err != nil {
		return err
	}
	for _, line := range lines[1:] {
		l.ref = d.insertAfter(l.sec, l.ref, line)
	}
	return nil
}
