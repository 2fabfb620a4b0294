package candidate

// source is how a parsed candidate was written: the text, and what was read of it, to
// see whether a field was changed. Where its words stand is found out again when that
// is asked for, since a candidate that is passed around should be small.
type source struct {
	text   string
	tail   uint16 // where the type ends, and what is behind it starts
	parsed bool   // the text is a value; else it has nothing but extensions
	whole  bool   // it has all the words that a candidate must have

	address, related             span
	foundation                   uint16 // where it ends
	component, port, relatedPort uint16
	priority                     uint32
	transport, typ, tcpType      wordNumber
}

// A span is a place in the text.
type span struct{ at, end uint16 }

func (p span) len() int { return int(p.end) - int(p.at) }

// word is the text at a place.
func (s *source) word(p span) string { return s.text[p.at:p.end] }

// A wordNumber says which of the known words was read, in whatever letter case.
type wordNumber uint8

const (
	noWord    wordNumber = 0
	otherWord wordNumber = 255
)

// The known words by number.
var (
	transports = [...]Transport{1: UDP, TCP, SSLTCP}
	types      = [...]Type{1: Host, ServerReflexive, PeerReflexive, Relayed}
	tcpTypes   = [...]TCPType{1: Active, Passive, SimultaneousOpen}
)

// known finds a word among the known ones: its number, and the word as a constant or,
// if it is another one, as it is.
func known[T ~string](words []T, word string) (wordNumber, T) {
	for i, w := range words {
		if i > 0 && fold(word, string(w)) {
			return wordNumber(i), w
		}
	}
	if word == "" {
		return noWord, ""
	}
	return otherWord, T(word)
}

// unchanged says that every field is what was read of the text.
func (c *Candidate) unchanged() bool {
	s := &c.source
	if c.Component != s.component || c.Priority != s.priority || c.Port != s.port || c.RelatedPort != s.relatedPort ||
		c.Foundation != s.text[:s.foundation] || string(c.Address) != s.word(s.address) ||
		len(c.RelatedAddress) != s.related.len() || c.RelatedAddress != "" && string(c.RelatedAddress) != s.word(s.related) {
		return false
	}
	if c.Transport.was(s.transport) && c.Type.was(s.typ) && c.TCPType.was(s.tcpType) {
		return true
	}
	if s.transport != otherWord && s.typ != otherWord && s.tcpType != otherWord {
		return false
	}
	read, _, _ := read(s.text, 0, false)
	return c.Transport == read.Transport && c.Type == read.Type && c.TCPType == read.TCPType
}

// Comparing with constants is much quicker than with the elements of a table.

func (t Transport) was(n wordNumber) bool {
	switch n {
	case noWord:
		return t == ""
	case 1:
		return t == UDP
	case 2:
		return t == TCP
	case 3:
		return t == SSLTCP
	}
	return false
}

func (t Type) was(n wordNumber) bool {
	switch n {
	case noWord:
		return t == ""
	case 1:
		return t == Host
	case 2:
		return t == ServerReflexive
	case 3:
		return t == PeerReflexive
	case 4:
		return t == Relayed
	}
	return false
}

func (t TCPType) was(n wordNumber) bool {
	switch n {
	case noWord:
		return t == ""
	case 1:
		return t == Active
	case 2:
		return t == Passive
	case 3:
		return t == SimultaneousOpen
	}
	return false
}
