package replay

// Illegal says why the signalling state before the step forbids it, in a sentence, and the clause
// that does; both are "" where it is allowed, and where the record has no states. What the
// description itself breaks is for package negotiate to say.
func (s *Step) Illegal() (why, clause string) {
	state := s.Before.State
	if state == "" || s.Before.allows(s.Side, s.Type) {
		return "", ""
	}
	sip := s.Call == "sip"
	local := pick(s.Side, "5.5", "5.6")
	switch {
	case s.Type == "":
		return "", ""
	case state == Closed:
		return "the connection is closed", `webrtc-pc, "chain"`
	case s.Type == Rollback && state == Stable:
		return "there is nothing to roll back", "RFC 9429 §5.7"
	case s.Type != Offer && s.Before.offer() == "":
		return "no offer waits for this " + s.Type, clauseOf(sip, local)
	case s.Type != Offer:
		return "the offer that waits is of the same side, and can't be answered by it", clauseOf(sip, local)
	}
	return "an offer is under way, which has to be answered or rolled back first", clauseOf(sip, local)
}

// clauseOf has the rule of the dialect: WebRTC's names the states, SIP's the exchange.
func clauseOf(sip bool, section string) string {
	if sip {
		return "RFC 3264 §4"
	}
	return "RFC 9429 §" + section
}
