package candidate

// This file walks over what stands behind the type: raddr, rport, tcptype and the
// extensions, all of them names with values.

// A field is one of those that Candidate has fields for.
type field uint8

const (
	fieldRelatedAddress field = iota
	fieldRelatedPort
	fieldTCPType
	fieldNone
)

var (
	fieldNames    = [...]string{"raddr", "rport", "tcptype"}
	fieldProblems = [...]problemKind{probRelated, probRelated, probTCPType}
)

// fieldOf finds the field by its name, in any letter case.
func fieldOf(name string) field {
	for i, n := range fieldNames {
		if fold(name, n) {
			return field(i)
		}
	}
	return fieldNone
}

// accepts says that a field can have the value.
func (f field) accepts(value string) bool {
	switch f {
	case fieldRelatedAddress:
		return badAddress(value) == "" && fieldOf(value) == fieldNone
	case fieldRelatedPort:
		_, ok := number(value, 65535)
		return ok
	case fieldTCPType:
		n, _ := known(tcpTypes[:], value)
		return n != noWord && n != otherWord
	}
	return false
}

// A tailWalk walks over names and values. One space stands between a name and its
// value, which ends with the next space and so may be empty (RFC 8839 §5.1: *VCHAR).
// Where a name is due, spaces mean nothing. Nor do they in front of the value of a
// field, if it can be one: "raddr  rport 9" has an empty raddr.
type tailWalk struct {
	text        string
	pos         int // behind the last value
	before      int // behind the one before it
	name, value span
	field       field   // fieldNone for an extension
	again       bool    // the field stood there before, so that this is none of its own
	odd         bool    // there is a name and nothing behind it
	loose       int     // the offset of the first space too many, -1 if there is none
	seen        [3]bool // fields
}

func (p *tailWalk) nameText() string  { return p.text[p.name.at:p.name.end] }
func (p *tailWalk) valueText() string { return p.text[p.value.at:p.value.end] }

// walk starts behind the type. What breaks off before has nothing there.
func (s *source) walk() tailWalk {
	if s.parsed && !s.whole {
		return tailWalk{}
	}
	return tailWalk{text: s.text, pos: int(s.tail)}
}

// next goes to the next name.
func (p *tailWalk) next() bool {
	text := p.text
	i := skipSpaces(text, p.pos)
	if i == len(text) {
		return false
	}
	p.before, p.loose = p.pos, -1
	if i > p.pos+1 {
		p.loose = p.pos + 1
	}
	j := wordEnd(text, i)
	p.name = span{uint16(i), uint16(j)}
	if p.field = fieldOf(p.nameText()); p.field != fieldNone {
		p.again, p.seen[p.field] = p.seen[p.field], true
	}
	if p.odd = j == len(text); p.odd {
		p.value, p.pos = span{uint16(j), uint16(j)}, j
		return true
	}
	i = j + 1
	if k := skipSpaces(text, i); k > i {
		if end := wordEnd(text, k); p.field.accepts(text[k:end]) {
			if p.loose < 0 {
				p.loose = i
			}
			i = k
		}
	}
	j = wordEnd(text, i)
	p.value, p.pos = span{uint16(i), uint16(j)}, j
	return true
}

// nextExtension is next without what the fields hold.
func (p *tailWalk) nextExtension() bool {
	for p.next() {
		if p.field == fieldNone || p.again {
			return true
		}
	}
	return false
}

// endsOdd walks to the end and says whether the last name has no value.
func (p *tailWalk) endsOdd() bool {
	for p.next() {
	}
	return p.odd
}
