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
		for p := c.source.walk(); p.nextExtension(); {
			if !yield(p.nameText(), p.valueText()) {
				return
			}
		}
	}
}

// Extension returns the value of the first extension with that name, without regard
// to case. What the fields hold is none.
func (c Candidate) Extension(name string) (value string, ok bool) {
	for p := c.source.walk(); p.nextExtension(); {
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
	bad := func(msg string) error { return syntaxError(probExtension, 0, msg) }
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
	for p := s.walk(); p.nextExtension(); {
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
	if p := s.walk(); p.endsOdd() {
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
	for p := s.walk(); p.nextExtension(); {
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
	got, _, _ := read(text, 0, false)
	c.source = got.source
}

// Ufrag returns the extension ufrag, the username fragment of the ICE generation
// that the candidate belongs to (RFC 8838 §9).
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
