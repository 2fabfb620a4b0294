package candidate

import (
	"iter"
	"math"
	"strings"
)

// Extensions iterates over the names and values of the extensions, in order: all
// pairs behind the type but those that RelatedAddress, RelatedPort and TCPType hold.
// A value may be empty; so it is for a last word that has none.
func (c Candidate) Extensions() iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for p := c.source.extensions(); p.nextExtension(); {
			if !yield(p.nameText(), p.valueText()) {
				return
			}
		}
	}
}

// Extension returns the value of the first extension with that name, without regard
// to case. What the fields hold is none.
func (c Candidate) Extension(name string) (value string, ok bool) {
	for p := c.source.extensions(); p.nextExtension(); {
		if strings.EqualFold(p.nameText(), name) {
			return p.valueText(), true
		}
	}
	return "", false
}

// SetExtension gives the first extension with that name a value, or adds one at the
// end. Only its own word changes. The error is a *SyntaxError: a name has to be a
// token and can't be raddr, rport or tcptype, which are fields; a value may be empty
// and can't hold white space or control bytes (RFC 8839 §5.1).
func (c *Candidate) SetExtension(name, value string) error {
	bad := func(msg string) error {
		info := infoOf(probExtension)
		return &SyntaxError{ID: info.ID, Column: 1, Rule: info.Clause, Msg: msg, Fix: info.Fix}
	}
	switch {
	case !is(name, clsToken):
		return bad("extension name " + quote(name) + " is not a token")
	case fieldOf(name) != fieldNone:
		return bad("extension name " + quote(name) + " stands for a field")
	case spanOf(value, clsVisible) < len(value):
		return bad("extension value " + quote(value) + " holds white space or a control byte")
	case len(c.source.text)+len(name)+len(value)+3 > maxLength:
		return bad("the candidate would have more than the bytes that are read")
	}
	s := &c.source
	for p := s.extensions(); p.nextExtension(); {
		if !strings.EqualFold(p.nameText(), name) {
			continue
		}
		if p.odd {
			value = " " + value
		}
		c.rewrite(s.text[:p.value.at] + value + s.text[p.value.end:])
		return nil
	}
	if s.parsed && !s.whole {
		c.source = source{} // what breaks off has no end to add to
	}
	text := s.text
	if p := s.extensions(); p.endsOdd() {
		text += " " // so that the word keeps its empty value, and the new name is none
	}
	c.rewrite(text + " " + name + " " + value)
	return nil
}

// DeleteExtension removes every extension with that name and says whether there was
// one.
func (c *Candidate) DeleteExtension(name string) bool {
	s := &c.source
	var kept strings.Builder
	done := 0
	for p := s.extensions(); p.nextExtension(); {
		if strings.EqualFold(p.nameText(), name) {
			kept.WriteString(s.text[done:p.before])
			done = int(p.value.end)
		}
	}
	if done == 0 {
		return false
	}
	kept.WriteString(s.text[done:])
	c.rewrite(kept.String())
	return true
}

// rewrite gives c another text, in which other extensions stand. The fields stay as
// they are, changed or not.
func (c *Candidate) rewrite(text string) {
	if !c.source.parsed {
		c.source.text = text
		return
	}
	got, _ := read(text, 0)
	c.source = got.source
}

// Ufrag returns the extension ufrag: the ICE user name fragment of the generation
// that the candidate belongs to (RFC 8838 §11.3? W3C webrtc).
func (c Candidate) Ufrag() (ufrag string, ok bool) { return c.Extension("ufrag") }

// Generation returns the extension generation, in which libwebrtc counts ICE
// restarts. ok is false where there is none or it is no number.
func (c Candidate) Generation() (n uint32, ok bool) {
	value, _ := c.Extension("generation")
	return number(value, math.MaxUint32)
}

// NetworkID returns the extension network-id, with which libwebrtc numbers the
// network interfaces.
func (c Candidate) NetworkID() (n uint16, ok bool) {
	value, _ := c.Extension("network-id")
	v, ok := number(value, math.MaxUint16)
	return uint16(v), ok
}

// NetworkCost returns the extension network-cost, from 0 to 999: what libwebrtc
// thinks that the network interface costs, 10 for Wi-Fi, 50 where it doesn't know,
// 900 for cellular.
func (c Candidate) NetworkCost() (n uint16, ok bool) {
	value, _ := c.Extension("network-cost")
	v, ok := number(value, math.MaxUint16)
	return uint16(v), ok
}

// A field is one of those behind the type.
type field uint8

const (
	fieldRelatedAddress field = iota
	fieldRelatedPort
	fieldTCPType
	fieldNone
)

var fieldNames = [...]string{"raddr", "rport", "tcptype"}

func fieldOf(name string) field {
	for i, n := range fieldNames {
		if fold(name, n) {
			return field(i)
		}
	}
	return fieldNone
}

// pairs walks the names and values behind the type. A value ends with the next
// space and may be empty; where a name is due, further spaces mean nothing. The
// values of fields are never empty, so that spaces in front of them mean nothing.
type pairs struct {
	s           *source
	text        string
	pos         int
	before      int // the offset behind the pair before
	name, value span
	odd         bool // there is a name and nothing behind it
}

func (p *pairs) nameText() string  { return p.text[p.name.at:p.name.end] }
func (p *pairs) valueText() string { return p.text[p.value.at:p.value.end] }

func (p *pairs) next() bool {
	p.before = p.pos
	i := p.pos
	for i < len(p.text) && p.text[i] == ' ' {
		i++
	}
	if i == len(p.text) {
		return false
	}
	j := wordEnd(p.text, i)
	p.name = span{uint16(i), uint16(j)}
	if p.odd = j == len(p.text); p.odd {
		p.value = span{uint16(j), uint16(j)}
		p.pos = j
		return true
	}
	i = j + 1
	if f := p.field(); f != fieldNone {
		for i < len(p.text) && p.text[i] == ' ' {
			i++
		}
		// "raddr  rport 0" is what is left of an address that was taken out.
		if k := wordEnd(p.text, i); i == k || i > j+1 && f == fieldRelatedAddress && fold(p.text[i:k], "rport") {
			i = j + 1
		}
	}
	k := wordEnd(p.text, i)
	p.value = span{uint16(i), uint16(k)}
	p.pos = k
	return true
}

// nextExtension is next without what the fields hold.
func (p *pairs) nextExtension() bool {
	for p.next() {
		if f := p.field(); f == fieldNone || p.s.places[f].end != 0 && p.s.names[f] != p.name.at {
			return true
		}
	}
	return false
}

func (p *pairs) field() field { return fieldOf(p.nameText()) }

// endsOdd walks to the end and says whether the last word has no value.
func (p *pairs) endsOdd() bool {
	for p.next() {
	}
	return p.odd
}

func wordEnd(s string, i int) int {
	for i < len(s) && s[i] != ' ' {
		i++
	}
	return i
}

func (s *source) extensions() pairs {
	return pairs{s: s, text: s.text, pos: int(s.pairs)}
}
