package replay

import "strings"

// sip makes the steps of one SIP message.
func (w *walk) sip(i int, e *Event) {
	method, code := startLine(e.Text)
	if method == "INVITE" && w.sips {
		w.sips = false
		for _, peer := range w.peers {
			w.renew(w.endpoint(peer.Name))
		}
	}
	sender := w.endpoint(e.Peer)
	answering := sender.slots.State == HaveRemoteOffer || sender.slots.State == HaveLocalPranswer
	typ, id := "", e.Description
	switch {
	case code >= 300:
		// The body of a refusal, if any, tells what would have done: RFC 3261 §21.4.26.
		if answering {
			typ, id = Rollback, ""
		}
	case id == "":
		// The answer was in a reliable provisional response, and this confirms it: RFC 3262 §5.
		if code >= 200 && sender.slots.State == HaveLocalPranswer {
			typ, id = Answer, sender.slots.PendingLocal
		}
	case !answering || method == "INVITE" || method == "UPDATE":
		// These two never answer (RFC 3311 §5.1).
		typ = Offer
	case code >= 100 && code < 200:
		typ = Pranswer
	default:
		typ = Answer
	}
	if typ != "" {
		w.sipStep(i, e, e.Peer, Local, typ, id)
		if other, ok := w.other(e.Peer); ok {
			w.sipStep(i, e, other, Remote, typ, id)
		}
	}
	if method == "BYE" {
		w.sips = true
	}
}

func (w *walk) sipStep(i int, e *Event, peer string, side Side, typ, id string) {
	p := w.endpoint(peer)
	s := Step{Event: i, Side: side, Call: e.Name, Line: e.Text, Type: typ, ID: id, Before: p.slots}
	// Offers that cross are both refused with 491 (RFC 3261 §14.1). SIP has no
	// implicit rollback: the one that is out stays out until then.
	if typ != Offer || p.slots.State != HaveLocalOffer || side == Local {
		p.slots = p.slots.set(side, typ, id)
	}
	w.add(peer, p, s)
}

// other returns the name of the second of two peers.
func (w *walk) other(name string) (string, bool) {
	ps := w.peers
	if len(ps) != 2 {
		return "", false
	}
	if ps[0].Name == name {
		return ps[1].Name, true
	}
	return ps[0].Name, true
}

// startLine reads the first line of a SIP message, RFC 3261 §7.1 and §7.2: the
// method of a request, or the code of a response. Anything else is "", 0.
func startLine(line string) (method string, code int) {
	first, rest, _ := strings.Cut(line, " ")
	if first != "SIP/2.0" {
		return first, 0
	}
	digits, _, _ := strings.Cut(rest, " ")
	if len(digits) != 3 {
		return "", 0
	}
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			return "", 0
		}
		code = code*10 + int(c-'0')
	}
	return "", code
}
