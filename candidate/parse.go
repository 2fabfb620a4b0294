package candidate

import (
	"math"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// Parse reads a candidate: an a= line, the candidate-attribute that stands in it and
// in RTCIceCandidateInit, or the bare value; a line ending may follow.
//
//	a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
//	candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
//	1 1 udp 2130706431 192.0.2.1 40000 typ host
//
// It refuses what RFC 8839 §5.1 and RFC 6544 §4.5 refuse, apart from the liberties in
// the package documentation; the error is a *SyntaxError, the first problem. The
// Candidate refers to s and so keeps it in memory; strings.Clone detaches.
func Parse(s string) (c Candidate, err error) {
	text, at := frame(s)
	if c.scan(text) {
		return c, nil
	}
	c, errs := read(text, at)
	if len(errs) > 0 {
		return Candidate{}, errs[0]
	}
	return c, nil
}

// ParseLax reads any text that is one line. What it can't understand stays in the
// text and is written again; the field is zero then. The ErrorList says what Parse
// would have refused. Only of a text with a CR, LF or NUL inside nothing is kept, so
// that none can be written.
func ParseLax(s string) (c Candidate, errs ErrorList) {
	text, at := frame(s)
	if c.scan(text) {
		return c, nil
	}
	return read(text, at)
}

const prefix = "candidate:"

// frame takes off what may stand around a value, and says how much in front.
func frame(s string) (text string, at int) {
	n := len(s)
	if n > 0 && s[n-1] == '\n' {
		n--
	}
	if n > 0 && s[n-1] == '\r' {
		n--
	}
	text = s[:n]
	if strings.HasPrefix(text, prefix) {
		return text[len(prefix):], len(prefix)
	}
	if rest, ok := strings.CutPrefix(text, "a="+prefix); ok {
		return rest, n - len(rest)
	}
	return text, 0
}

// MatchName, ParseAttribute and AppendAttribute make it an sdp.Attribute.
func (Candidate) MatchName(name string) bool { return name == "candidate" }

// ParseAttribute is Parse for a value; see sdp.Attribute.
func (Candidate) ParseAttribute(_, value string, hasValue bool) (c Candidate, err error) {
	if c.scan(value) {
		return c, nil
	}
	c, errs := read(value, 0)
	if len(errs) > 0 || !hasValue {
		return Candidate{}, attributeError(errs, hasValue)
	}
	return c, nil
}

func attributeError(errs ErrorList, hasValue bool) error {
	if !hasValue {
		return &sdp.AttributeError{Rule: problemTable[probSyntax].Clause, Msg: "the value is missing"}
	}
	return &sdp.AttributeError{At: errs[0].Column - 1, Rule: errs[0].Rule, Msg: errs[0].Msg}
}

// DescribeAttribute makes it an sdp.Describer.
func (Candidate) DescribeAttribute(string) sdp.AttributeInfo {
	return sdp.AttributeInfo{Clause: "RFC 8839 §5.1", Levels: sdp.LevelMedia, Multiple: true, Category: sdp.CategoryTransport}
}

// maxLength is how long a value may be: positions in it are 16 bits.
const maxLength = math.MaxUint16

const maxPriority = 1<<31 - 1

// A reader is the one way through a value, for Parse and ParseLax alike.
type reader struct {
	text string
	pos  int // where the next word starts, spaces apart
	base int // what stood before the value
	errs ErrorList
}

func (r *reader) problem(kind problemKind, at int, msg string) {
	info := &problemTable[kind]
	r.errs = append(r.errs, &SyntaxError{ID: info.ID, Column: r.base + at + 1, Rule: info.Clause, Msg: msg, Fix: info.Fix})
}

// next is the next word; it is empty at the end.
func (r *reader) next() (word string, place span) {
	i := r.pos
	for i < len(r.text) && r.text[i] == ' ' {
		i++
	}
	return r.word(i)
}

// word is the word at i, which may be empty. Behind it one space is taken.
func (r *reader) word(i int) (word string, place span) {
	j := i
	for j < len(r.text) && r.text[j] != ' ' {
		j++
	}
	r.pos = min(j+1, len(r.text))
	return r.text[i:j], span{uint16(i), uint16(j)}
}

// number reads a word that is a number from least to most, with up to digits digits.
func (r *reader) number(kind problemKind, what, word string, place span, least, most uint32, digits int) (n uint32) {
	n, ok := number(word, math.MaxUint32)
	if !ok || n < least || n > most || len(word) > digits {
		r.problem(kind, int(place.at), what+" "+quote(word)+" is not a number from "+utoa(least)+" to "+utoa(most))
	}
	if !ok {
		return 0
	}
	return n
}

func utoa(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// read reads a value, and goes on behind what is wrong as far as it can.
func read(text string, base int) (c Candidate, errs ErrorList) {
	r := reader{text: text, base: base}
	if i := strings.IndexAny(text, "\r\n\x00"); i >= 0 {
		r.problem(probSyntax, i, "byte "+quote(text[i:i+1])+" cannot stand in a line")
		return c, r.errs
	}
	s := &c.source
	s.text, s.parsed, s.pairs = text, true, uint16(min(len(text), maxLength))
	if len(text) > maxLength {
		r.problem(probSyntax, 0, "has "+strconv.Itoa(len(text))+" bytes; no more than "+strconv.Itoa(maxLength)+" are read")
		return c, r.errs
	}
	if r.head(&c) {
		r.tail(&c)
	}
	s.componentValue, s.priorityValue, s.portValue, s.relatedPortValue = c.Component, c.Priority, c.Port, c.RelatedPort
	return c, r.errs
}

// names of the words that every candidate has, for messages.
var headNames = [...]string{"foundation", "component-id", "transport", "priority", "connection-address", "port", "type"}

// head reads the words up to the port.
func (r *reader) head(c *Candidate) bool {
	s := &c.source
	word, place := r.word(0)
	c.Foundation, s.foundation = word, place
	switch n := spanOf(word, clsICE); {
	case len(r.text) == 0:
		r.problem(probSyntax, 0, "the value is missing")
		return false
	case word == "":
		r.problem(probFoundation, 0, "the foundation is empty")
	case n < len(word):
		r.problem(probFoundation, n, "foundation "+quote(word)+" holds something else than letters, digits, \"+\" and \"/\"")
	case n > 32:
		r.problem(probFoundation, 0, "foundation has "+strconv.Itoa(n)+" bytes, not from 1 to 32")
	}
	for i := 1; i < len(headNames)-1; i++ {
		word, place = r.next()
		if word == "" {
			r.problem(probSyntax, int(place.at), "the line ends where the "+headNames[i]+" should be")
			return false
		}
		switch i {
		case 1:
			s.component = place
			n := r.number(probComponent, "component-id", word, place, 1, 256, 3)
			if c.Component = uint16(n); n > math.MaxUint16 {
				c.Component = 0
			}
		case 2:
			s.transport = place
			s.transportKnown = known(transports[:], word)
			if c.Transport = s.transportValue(); !is(word, clsToken) {
				r.problem(probTransport, int(place.at)+spanOf(word, clsToken), "transport "+quote(word)+" is not a token")
			}
		case 3:
			s.priority = place
			c.Priority = r.number(probPriority, "priority", word, place, 1, maxPriority, 10)
		case 4:
			s.address = place
			c.Address = Address(word)
			if msg := badAddress(word); msg != "" {
				r.problem(probAddress, int(place.at), msg)
			}
		case 5:
			s.port = place
			n := r.number(probPort, "port", word, place, 0, math.MaxUint16, len(word))
			if c.Port = uint16(n); n > math.MaxUint16 {
				c.Port = 0
			}
		}
	}
	return true
}

// tail reads the type and the pairs behind it.
func (r *reader) tail(c *Candidate) {
	s := &c.source
	before := r.pos
	word, place := r.next()
	switch {
	case fold(word, "typ"):
		word, s.typ = r.next()
		if word == "" {
			r.problem(probType, int(s.typ.at), "the line ends where the type should be")
			return
		}
		s.whole = true
		s.typeKnown = known(types[:], word)
		if c.Type = s.typeValue(); !is(word, clsToken) {
			r.problem(probType, int(s.typ.at)+spanOf(word, clsToken), "type "+quote(word)+" is not a token")
		}
	case word == "":
		r.problem(probType, int(place.at), "the line ends where \"typ\" should be")
		return
	default:
		r.problem(probType, int(place.at), "there is "+quote(word)+" where \"typ\" should be")
		r.pos = before
	}
	s.pairs = uint16(r.pos)
	bad := false
	for p := (pairs{s: s, text: r.text, pos: r.pos}); p.next(); {
		value := p.valueText()
		switch field := p.field(); {
		case field == fieldNone:
			if n := spanOf(p.nameText(), clsToken); n < p.name.len() && !bad {
				r.problem(probExtension, int(p.name.at)+n, "extension name "+quote(p.nameText())+" is not a token")
				bad = true
			} else if n := spanOf(value, clsVisible); n < len(value) && !bad {
				r.problem(probExtension, int(p.value.at)+n, "the value of "+p.nameText()+" holds a control byte")
				bad = true
			}
		case s.places[field].end != 0:
			r.problem(probRelated, int(p.name.at), "there is a second "+p.nameText())
		default:
			s.places[field], s.names[field] = p.value, p.name.at
			switch field {
			case fieldRelatedAddress:
				if c.RelatedAddress = Address(value); badAddress(value) != "" {
					r.problem(probRelated, int(p.value.at), "raddr: "+badAddress(value))
				}
			case fieldRelatedPort:
				n := r.number(probRelated, "rport", value, p.value, 0, math.MaxUint16, len(value))
				if c.RelatedPort = uint16(n); n > math.MaxUint16 {
					c.RelatedPort = 0
				}
			case fieldTCPType:
				s.tcpTypeKnown = known(tcpTypes[:], value)
				if c.TCPType = s.tcpTypeValue(); s.tcpTypeKnown == 0 {
					r.problem(probTCPType, int(p.value.at), "tcptype "+quote(value)+" is not active, passive or so")
				}
			}
		}
	}
}
