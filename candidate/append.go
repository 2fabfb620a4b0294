package candidate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A span is a place in the text.
type span struct{ at, end uint16 }

func (p span) len() int { return int(p.end) - int(p.at) }

// source is how a parsed candidate was written: the text, where its words are, and
// the values of those that are no strings, to see whether a field was changed.
type source struct {
	text   string
	parsed bool   // the text is a value; else it has nothing but extensions
	whole  bool   // it has all the words that a candidate must have
	tail   uint16 // where the type ends, and what is behind it starts

	foundation, component, transport, priority, address, port, typ span

	places [3]span   // the values of fields behind the type; {0, 0} where there is none
	names  [3]uint16 // where their names start

	componentValue, portValue, relatedPortValue uint16
	priorityValue                               uint32
	transportKnown, typeKnown, tcpTypeKnown     uint8 // numbers of known words, 0 for others
}

// word is the text at a place.
func (s *source) word(p span) string { return s.text[p.at:p.end] }

// The known words by number.
var (
	transports = [...]Transport{"", UDP, TCP, SSLTCP}
	types      = [...]Type{"", Host, ServerReflexive, PeerReflexive, Relayed}
	tcpTypes   = [...]TCPType{"", Active, Passive, SimultaneousOpen}
)

// known is the number of a known word, without regard to case, or 0.
func known[T ~string](words []T, word string) uint8 {
	for i, w := range words {
		if fold(word, string(w)) {
			return uint8(i)
		}
	}
	return 0
}

func (s *source) transportValue() Transport {
	if s.transportKnown != 0 {
		return transports[s.transportKnown]
	}
	return Transport(s.word(s.transport))
}

func (s *source) typeValue() Type {
	if s.typeKnown != 0 {
		return types[s.typeKnown]
	}
	return Type(s.word(s.typ))
}

func (s *source) tcpTypeValue() TCPType {
	if s.tcpTypeKnown != 0 {
		return tcpTypes[s.tcpTypeKnown]
	}
	return TCPType(s.word(s.places[fieldTCPType]))
}

// unchanged says that every field is what was read of the text.
func (c *Candidate) unchanged() bool {
	s := &c.source
	return c.Foundation == s.word(s.foundation) &&
		c.Component == s.componentValue &&
		c.Transport == s.transportValue() &&
		c.Priority == s.priorityValue &&
		string(c.Address) == s.word(s.address) &&
		c.Port == s.portValue &&
		c.Type == s.typeValue() &&
		c.TCPType == s.tcpTypeValue() &&
		string(c.RelatedAddress) == s.word(s.places[fieldRelatedAddress]) &&
		c.RelatedPort == s.relatedPortValue
}

// AppendAttribute appends "candidate:" and the value. Of a candidate that was parsed
// the text is copied in one piece; a field that was changed replaces its own word,
// and raddr, rport and tcptype are added in the order of RFC 6544 §4.5 or taken out
// with their names: raddr when RelatedAddress is "", rport when RelatedPort is 0 as
// well, tcptype when TCPType is "". A CR, LF or NUL in a field is left out.
func (c Candidate) AppendAttribute(b []byte) []byte {
	b = append(b, prefix...)
	if c.source.parsed && c.unchanged() {
		return append(b, c.source.text...)
	}
	start := len(b)
	if c.source.whole {
		b = c.appendEdited(b)
	} else {
		b = c.appendFields(b)
	}
	kept := b[:start]
	for _, x := range b[start:] {
		if x != '\r' && x != '\n' && x != 0 {
			kept = append(kept, x)
		}
	}
	return kept
}

// appendFields writes a candidate that has no text, or not a whole one.
func (c *Candidate) appendFields(b []byte) []byte {
	b = append(append(b, c.Foundation...), ' ')
	b = append(strconv.AppendUint(b, uint64(c.Component), 10), ' ')
	b = append(append(b, c.Transport...), ' ')
	b = append(strconv.AppendUint(b, uint64(c.Priority), 10), ' ')
	b = append(append(b, c.Address...), ' ')
	b = strconv.AppendUint(b, uint64(c.Port), 10)
	b = append(append(b, " typ "...), c.Type...)
	if c.RelatedAddress != "" {
		b = append(append(b, " raddr "...), c.RelatedAddress...)
	}
	if c.RelatedAddress != "" || c.RelatedPort != 0 {
		b = strconv.AppendUint(append(b, " rport "...), uint64(c.RelatedPort), 10)
	}
	if c.TCPType != "" {
		b = append(append(b, " tcptype "...), c.TCPType...)
	}
	for p := c.source.walk(); p.nextExtension(); {
		b = append(append(b, ' '), p.nameText()...)
		if !p.odd {
			b = append(append(b, ' '), p.valueText()...)
		}
	}
	return b
}

// An edit puts text in place of a span.
type edit struct {
	span
	text string
}

// appendEdited writes the text with the fields that were changed.
func (c *Candidate) appendEdited(b []byte) []byte {
	s := &c.source
	var edits []edit
	word := func(changed bool, place span, text string) {
		if changed {
			edits = append(edits, edit{place, text})
		}
	}
	decimal := func(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
	word(c.Foundation != s.word(s.foundation), s.foundation, c.Foundation)
	word(c.Component != s.componentValue, s.component, decimal(uint32(c.Component)))
	word(c.Transport != s.transportValue(), s.transport, string(c.Transport))
	word(c.Priority != s.priorityValue, s.priority, decimal(c.Priority))
	word(string(c.Address) != s.word(s.address), s.address, string(c.Address))
	word(c.Port != s.portValue, s.port, decimal(uint32(c.Port)))
	word(c.Type != s.typeValue(), s.typ, string(c.Type))

	// What is added goes behind the one before it.
	behind := s.typ.end
	pair := func(f field, changed, keep bool, text string) {
		place := s.places[f]
		switch {
		case place.end == 0 && changed && keep:
			edits = append(edits, edit{span{behind, behind}, " " + fieldNames[f] + " " + text})
		case place.end == 0 || !changed:
		case keep:
			if s.text[place.at-1] != ' ' {
				text = " " + text
			}
			edits = append(edits, edit{place, text})
		default:
			edits = append(edits, edit{span{uint16(len(strings.TrimRight(s.text[:s.names[f]], " "))), place.end}, ""})
		}
		behind = max(behind, place.end)
	}
	raddr := string(c.RelatedAddress) != s.word(s.places[fieldRelatedAddress])
	added := raddr && s.places[fieldRelatedAddress].end == 0
	removed := raddr && c.RelatedAddress == ""
	pair(fieldRelatedAddress, raddr, c.RelatedAddress != "", string(c.RelatedAddress))
	pair(fieldRelatedPort, c.RelatedPort != s.relatedPortValue || added && s.places[fieldRelatedPort].end == 0 || removed && c.RelatedPort == 0,
		c.RelatedAddress != "" || c.RelatedPort != 0, decimal(uint32(c.RelatedPort)))
	pair(fieldTCPType, c.TCPType != s.tcpTypeValue(), c.TCPType != "", string(c.TCPType))

	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	pos := 0
	for _, e := range edits {
		b = append(append(b, s.text[pos:e.at]...), e.text...)
		pos = int(e.end)
	}
	return append(b, s.text[pos:]...)
}
