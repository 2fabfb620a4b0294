package candidate

import (
	"math"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// Parse reads a candidate: an a= line, the candidate-attribute that stands in it and
// in RTCIceCandidateInit, or the value alone; a line ending may follow.
//
//	a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
//	candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host
//	1 1 udp 2130706431 192.0.2.1 40000 typ host
//
// It refuses what RFC 8839 §5.1 and RFC 6544 §4.5 refuse, apart from the liberties in
// the package documentation. The error is a *SyntaxError, the first problem, and the
// Candidate is the zero one then. It refers to s and so keeps s in memory;
// strings.Clone detaches.
func Parse(s string) (c Candidate, err error) {
	text, at := frame(s)
	if c.scan(text) {
		return c, nil
	}
	c, _, errs := read(text, at, false)
	if len(errs) > 0 {
		return Candidate{}, errs[0]
	}
	return c, nil
}

// ParseLax reads any text that is one line. What it can't understand stays in the
// text and is written again: a number that is none is 0 in its field, a word that is
// not what it should be stands there as it is, and behind the place where the line
// breaks off the fields are zero. The ErrorList says what Parse would have refused.
// Only of a text with a CR, LF or NUL inside nothing is kept, so that none can be
// written.
func ParseLax(s string) (Candidate, ErrorList) {
	text, at := frame(s)
	c, _, errs := read(text, at, false)
	return c, errs
}

const prefix = "candidate:"

// frame takes off what may stand around a value, and says how much stood in front.
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

// ParseAttribute is Parse for a value behind "candidate:"; see sdp.Attribute.
func (Candidate) ParseAttribute(_, value string, hasValue bool) (c Candidate, err error) {
	if c.scan(value) {
		return c, nil
	}
	c, _, errs := read(value, 0, false)
	switch {
	case !hasValue:
		return Candidate{}, &sdp.AttributeError{Rule: problemTable[probSyntax].Clause, Msg: "the value is missing"}
	case len(errs) > 0:
		return Candidate{}, &sdp.AttributeError{At: errs[0].Column - 1, Rule: errs[0].Rule, Msg: errs[0].Msg}
	}
	return c, nil
}

// DescribeAttribute makes it an sdp.Describer: a=candidate belongs to the transport
// (RFC 8859 §5.12) and may stand in media sections only, any number of times.
func (Candidate) DescribeAttribute(string) sdp.AttributeInfo {
	return sdp.AttributeInfo{Clause: "RFC 8839 §5.1", Levels: sdp.LevelMedia, Multiple: true, Category: sdp.CategoryTransport}
}

const (
	maxLength   = math.MaxUint16 // bytes of a value: places in it are 16 bits
	maxPriority = 1<<31 - 1      // RFC 8839 §5.1
)

// A layout says where the words of a value stand. {0, 0} is nowhere.
type layout struct {
	foundation, component, transport, priority, address, port, typ span

	fields [3]span   // the values of fields behind the type
	before [3]uint16 // where what stands in front of their names ends
}

// A reader is the way through a value, word by word, for Parse and ParseLax alike.
type reader struct {
	text      string
	pos       int // where the next word starts, spaces apart
	base      int // what stood before the value
	liberties bool
	errs      ErrorList
	layout
}

// problem notes what is wrong at an offset.
func (r *reader) problem(kind problemKind, at int, msg string) {
	r.errs = append(r.errs, syntaxError(kind, r.base+at, msg))
}

// liberty notes that one is taken, if anybody wants to know.
func (r *reader) liberty(kind problemKind, at int, msg ...string) {
	if r.liberties {
		r.problem(kind, at, strings.Join(msg, ""))
	}
}

// next is the next word; it is empty at the end.
func (r *reader) next() (word string, place span) {
	i := skipSpaces(r.text, r.pos)
	if i > r.pos {
		r.liberty(probSpacing, r.pos, "more than one space between words")
	}
	j := wordEnd(r.text, i)
	r.pos = min(j+1, len(r.text))
	return r.text[i:j], span{uint16(i), uint16(j)}
}

// number reads a word as a number from least to most with up to digits digits. One
// that is too large for the field counts as 0.
func (r *reader) number(kind problemKind, what, word string, place span, least, most uint32, digits int) uint32 {
	n, ok := number(word, math.MaxUint32)
	switch {
	case !ok || n < least || n > most:
		r.problem(kind, int(place.at), what+" "+quote(word)+" is not a number from "+utoa(least)+" to "+utoa(most))
	case len(word) > digits:
		r.problem(kind, int(place.at), what+" "+quote(word)+" has more than "+strconv.Itoa(digits)+" digits")
	}
	return n
}

// number16 is number for a field of 16 bits.
func (r *reader) number16(kind problemKind, what, word string, place span, least, most uint32, digits int) uint16 {
	if n := r.number(kind, what, word, place, least, most, digits); n <= math.MaxUint16 {
		return uint16(n)
	}
	return 0
}

// addressAt looks at the address at a place.
func (r *reader) addressAt(kind problemKind, what, word string, place span) Address {
	if msg := badAddress(word); msg != "" {
		r.problem(kind, int(place.at), what+msg)
	} else if inner, ok := unbracket(word); ok {
		r.liberty(probBrackets, int(place.at), what, "there are brackets around ", inner)
	}
	if i := strings.IndexByte(word, '%'); i >= 0 {
		r.liberty(probZone, int(place.at)+i, what, "address ", word, " has a zone")
	}
	return Address(word)
}

// token looks at a word that has to be a token.
func (r *reader) token(kind problemKind, what, word string, place span) {
	if n := spanOf(word, clsToken); n < len(word) {
		r.problem(kind, int(place.at)+n, what+" "+quote(word)+" is not a token")
	}
}

// read reads a value, and goes on behind what is wrong as far as it can. base is what
// stood before the value; with liberties those that it takes are among the errors.
func read(text string, base int, liberties bool) (c Candidate, at layout, errs ErrorList) {
	r := reader{text: text, base: base, liberties: liberties}
	if i := strings.IndexAny(text, "\r\n\x00"); i >= 0 {
		r.problem(probSyntax, i, "byte "+quote(text[i:i+1])+" cannot stand in a line")
		return c, r.layout, r.errs
	}
	s := &c.source
	s.text, s.parsed = text, true
	switch {
	case text == "":
		r.problem(probSyntax, 0, "the value is missing")
	case len(text) > maxLength:
		r.problem(probSyntax, 0, "the value has "+strconv.Itoa(len(text))+" bytes; no more than "+strconv.Itoa(maxLength)+" are read")
	default:
		if r.foundationOf(&c); r.head(&c) && r.typeOf(&c) {
			s.whole, s.tail = true, r.typ.end
			r.tail(&c)
		}
	}
	s.foundation, s.address, s.related = r.foundation.end, r.address, r.fields[fieldRelatedAddress]
	s.component, s.priority, s.port, s.relatedPort = c.Component, c.Priority, c.Port, c.RelatedPort
	return c, r.layout, r.errs
}

// foundationOf reads the first word. A space in front means that it is empty.
func (r *reader) foundationOf(c *Candidate) {
	end := wordEnd(r.text, 0)
	c.Foundation, r.foundation = r.text[:end], span{0, uint16(end)}
	r.pos = min(end+1, len(r.text))
	switch n := spanOf(c.Foundation, clsICE); {
	case end == 0:
		r.problem(probFoundation, 0, "the foundation is empty")
	case n < end:
		r.problem(probFoundation, n, "foundation "+quote(c.Foundation)+" holds something else than letters, digits, \"+\" and \"/\"")
	case end > 32:
		r.problem(probFoundation, 0, "foundation "+quote(c.Foundation)+" has "+strconv.Itoa(end)+" bytes, not from 1 to 32")
	}
}

// need is next for a word that has to be there.
func (r *reader) need(name string) (word string, place span, ok bool) {
	word, place = r.next()
	if word == "" {
		r.problem(probSyntax, len(r.text), "the line ends where the "+name+" should be")
	}
	return word, place, word != ""
}

// head reads the words from the component-id to the port.
func (r *reader) head(c *Candidate) bool {
	word, place, ok := r.need("component-id")
	if !ok {
		return false
	}
	r.component = place
	c.Component = r.number16(probComponent, "component-id", word, place, 1, 256, 3)

	if word, place, ok = r.need("transport"); !ok {
		return false
	}
	r.transport = place
	c.source.transport, c.Transport = known(transports[:], word)
	r.token(probTransport, "transport", word, place)

	if word, place, ok = r.need("priority"); !ok {
		return false
	}
	r.priority = place
	c.Priority = r.number(probPriority, "priority", word, place, 1, maxPriority, 10)

	if word, place, ok = r.need("connection-address"); !ok {
		return false
	}
	r.address = place
	c.Address = r.addressAt(probAddress, "", word, place)

	if word, place, ok = r.need("port"); !ok {
		return false
	}
	r.port = place
	c.Port = r.number16(probPort, "port", word, place, 0, math.MaxUint16, len(word))
	return true
}

// typeOf reads "typ" and the type.
func (r *reader) typeOf(c *Candidate) bool {
	if word, place := r.next(); !fold(word, "typ") {
		msg := "there is " + quote(word) + " where \"typ\" should be"
		if word == "" {
			msg = "the line ends where \"typ\" should be"
		}
		r.problem(probSyntax, int(place.at), msg)
		return false
	}
	word, place, ok := r.need("type")
	if !ok {
		return false
	}
	r.typ = place
	c.source.typ, c.Type = known(types[:], word)
	r.token(probType, "type", word, place)
	return true
}

// tail reads what stands behind the type. Of a field that stands there twice the
// first counts.
func (r *reader) tail(c *Candidate) {
	last := fieldRelatedAddress // no field in front of this one is where it should be
	p := c.source.walk()
	for p.next() {
		name, value, f := p.nameText(), p.valueText(), p.field
		if p.loose >= 0 {
			r.liberty(probSpacing, p.loose, "more than one space between words")
		}
		if f == fieldNone {
			last = fieldNone
			r.extension(&p)
			continue
		}
		if p.again {
			r.problem(probRepeated, int(p.name.at), "there is a second "+name)
			continue
		}
		if f < last {
			r.liberty(probOrder, int(p.name.at), name, " stands too late; the order is raddr, rport, tcptype, extensions")
		}
		last = max(last, f)
		r.fields[f], r.before[f] = p.value, uint16(p.before)
		switch {
		case value == "":
			r.problem(fieldProblems[f], int(p.value.at), name+" has no value")
		case f == fieldRelatedAddress:
			c.RelatedAddress = r.addressAt(probRelated, "raddr: ", value, p.value)
		case f == fieldRelatedPort:
			c.RelatedPort = r.number16(probRelated, name, value, p.value, 0, math.MaxUint16, len(value))
		case f == fieldTCPType:
			if c.source.tcpType, c.TCPType = known(tcpTypes[:], value); c.source.tcpType == otherWord {
				r.problem(probTCPType, int(p.value.at), name+" "+quote(value)+" is not active, passive or so")
			}
		}
	}
	if p.pos < len(r.text) {
		r.liberty(probSpacing, p.pos, "space at the end")
	}
	if c.Transport == TCP && r.fields[fieldTCPType].end == 0 {
		r.liberty(probTCPTypeMissing, int(r.transport.at), "a TCP candidate needs a tcptype")
	}
}

// extension looks at the alphabets of a name and a value.
func (r *reader) extension(p *tailWalk) {
	name, value := p.nameText(), p.valueText()
	r.token(probExtension, "extension name", name, p.name)
	if n := spanOf(value, clsVisible); n < len(value) {
		r.problem(probExtension, int(p.value.at)+n, "extension "+name+" holds a control byte")
	}
	for i := range len(value) {
		if value[i] > '~' {
			r.liberty(probExtensionBytes, int(p.value.at)+i, "extension ", name, " has bytes beyond ASCII")
			break
		}
	}
	if p.odd {
		r.liberty(probOdd, int(p.name.at), "extension ", name, " has no value")
	}
}
