package candidate

import (
	"cmp"
	"strings"
)

// Compare orders candidates best first, as peers propose them: by priority, the
// highest first, and by component where priorities are equal. What remains equal is
// ordered by its other fields and at last by its text, so that the order is total:
// Compare is 0 only for candidates whose text is the same.
func Compare(a, b Candidate) int {
	c := cmp.Or(
		cmp.Compare(b.Priority, a.Priority),
		cmp.Compare(a.Component, b.Component),
		compareAddresses(a, b),
		strings.Compare(string(a.Type), string(b.Type)),
		strings.Compare(string(a.RelatedAddress), string(b.RelatedAddress)),
		cmp.Compare(a.RelatedPort, b.RelatedPort),
		strings.Compare(a.Foundation, b.Foundation),
	)
	if c != 0 {
		return c // most are decided here, and a text may be long
	}
	return strings.Compare(a.text(), b.text())
}

// text is String without the prefix, and without a copy for what was parsed.
func (c *Candidate) text() string {
	if c.source.parsed && c.unchanged() {
		return c.source.text
	}
	return strings.TrimPrefix(c.String(), prefix)
}

// compareAddresses orders by transport address. UDP goes before TCP: RFC 6544 §4.2
// recommends to prefer it for media, and here only the priority is equal.
func compareAddresses(a, b Candidate) int {
	return cmp.Or(
		strings.Compare(string(b.Transport), string(a.Transport)),
		strings.Compare(string(a.TCPType), string(b.TCPType)),
		strings.Compare(string(a.Address), string(b.Address)),
		cmp.Compare(a.Port, b.Port),
	)
}
