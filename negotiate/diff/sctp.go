package diff

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// sctp says that the section is an SCTP association, of whichever kind.
func sctp(s *section) bool { return strings.Contains(s.Proto(), "SCTP") }

// defaultMessageSize holds where there is no a=max-message-size (RFC 8841 §6.1).
const defaultMessageSize sdp.MaxMessageSize = 64 << 10

// messageSize finds the default written on one side and left out on the other. What is left
// of a=max-message-size is a difference like any other.
func (c *comparison) messageSize(p *pair) {
	if !overDTLS(p.old) || !overDTLS(p.new) {
		return
	}
	const name = "max-message-size"
	old, new := p.old.attr(name), p.new.attr(name)
	if len(old)+len(new) != 1 {
		return
	}
	for _, l := range append(old, new...) {
		size, err := sdp.MaxMessageSize(0).ParseAttribute(l.attr())
		if err == nil && size == defaultMessageSize {
			c.emit(p, finding{id: "sctp", cosmetic: true, old: old, new: new, clause: "RFC 8841 §6.1", summary: "a=" + name + ":" + l.value() + " is what holds without it"})
		}
	}
}

// overDTLS says that RFC 8841 defines what the attributes of the section mean, or one of its drafts,
// in which the protocol was called DTLS/SCTP. Stacks that still write it have the same default.
func overDTLS(s *section) bool {
	switch s.Proto() {
	case "UDP/DTLS/SCTP", "TCP/DTLS/SCTP", "DTLS/SCTP":
		return true
	}
	return false
}
