package candidate

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
