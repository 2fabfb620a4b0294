package sdp

import "strings"

// The grammar of t=, r= and z= lines, RFC 8866 §9.

func readTiming(f *fields, t *Timing) finding {
	for i, what := range []string{"start time", "stop time"} {
		field, at, ok := f.next()
		if !ok {
			return finding{&ruleTime, at, "t-line: " + what + " is missing"}
		}
		if !is(field, clsDigit) {
			return finding{&ruleTime, at, "t-line: " + what + " " + quote(field) + " is not a number"}
		}
		if i == 0 {
			t.Start = Number(field)
		} else {
			t.Stop = Number(field)
		}
	}
	if extra, at, ok := f.next(); ok {
		return finding{&ruleTime, at, "t-line: unexpected " + quote(extra)}
	}
	return finding{}
}

func checkTiming(value string, strict bool) finding {
	if value == "0 0" {
		return finding{}
	}
	f := fields{s: value}
	var t Timing
	bad := readTiming(&f, &t)
	if bad.rule != nil || !strict {
		return bad
	}
	for i, n := range []Number{t.Start, t.Stop} {
		if n != "0" && shortTime(string(n)) {
			at := strings.Index(value, string(n))
			if i == 1 {
				at = strings.LastIndex(value, string(n))
			}
			return taken(libTimeDigits, at, "t-line: "+quote(string(n))+" is neither 0 nor a number of ten digits and more")
		}
	}
	return f.spacing("t-line", strict)
}

// shortTime says that s is not RFC 8866 §9 time, a number of ten digits and more.
func shortTime(s string) bool { return len(s) < 10 || s[0] == '0' }

// typedTime is RFC 8866 §9 typed-time: digits that fit in 64 bits and perhaps a
// unit.
func typedTime(s string) bool {
	if n := len(s); n > 1 && strings.IndexByte("dhms", s[n-1]) >= 0 {
		s = s[:n-1]
	}
	_, ok := number(s, maxUint64)
	return ok
}

func readRepeat(f *fields, r *Repeat) finding {
	rest := 0
	for n := 0; ; n++ {
		field, at, ok := f.next()
		if !ok && n < 2 {
			return finding{&ruleRepeat, len(f.s), "r-line: interval or duration is missing"}
		}
		if !ok {
			break
		}
		if !typedTime(field) {
			return finding{&ruleRepeat, at, "r-line: " + quote(field) + " is not a time such as 604800 or 7d, or beyond 64 bits"}
		}
		switch n {
		case 0:
			r.Interval = TypedTime(field)
		case 1:
			r.Duration, rest = TypedTime(field), f.pos
		}
	}
	if r.offsets = f.s[rest:]; f.loose != 0 {
		r.offsets = tidy(r.offsets)
	}
	return finding{}
}

func checkRepeat(value string, strict bool) finding {
	f := fields{s: value}
	var r Repeat
	bad := readRepeat(&f, &r)
	switch {
	case bad.rule != nil:
		return bad
	case strict && r.offsets == "":
		return taken(libRepeatShort, len(value), "r-line: offset is missing")
	case strict && value[0] == '0':
		return taken(libRepeatShort, 0, "r-line: interval starts with 0")
	}
	return f.spacing("r-line", strict)
}

// readZone finds z='s pairs, and appends them to zone if that isn't nil.
func readZone(f *fields, zone *[]ZoneAdjustment) finding {
	var z ZoneAdjustment
	n := 0
	for ; ; n++ {
		field, at, ok := f.next()
		if !ok {
			break
		}
		if n%2 == 0 && !is(field, clsDigit) || n%2 == 1 && !typedTime(strings.TrimPrefix(field, "-")) {
			return finding{&ruleZone, at, "z-line: " + quote(field) + " is not a time"}
		}
		if n%2 == 0 {
			z.Time = Number(field)
		} else if z.Offset = TypedTime(field); zone != nil {
			*zone = append(*zone, z)
		}
	}
	if n == 0 || n%2 == 1 {
		return finding{&ruleZone, len(f.s), "z-line: times and offsets are not in pairs"}
	}
	return finding{}
}

func checkZone(value string, strict bool) finding {
	f := fields{s: value}
	bad := readZone(&f, nil)
	if bad.rule != nil || !strict {
		return bad
	}
	g := fields{s: value}
	for n := 0; ; n++ {
		field, at, ok := g.next()
		if !ok {
			return f.spacing("z-line", strict)
		}
		if n%2 == 0 && shortTime(field) {
			return taken(libTimeDigits, at, "z-line: the time has fewer than ten digits")
		}
	}
}
