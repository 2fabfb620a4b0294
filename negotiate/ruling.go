package negotiate

// A ruling is why an offered codec or header extension is in the answer or not.
type ruling uint8

const (
	taken ruling = iota
	notSame
	unknownFormat
	noPrimary
	noSuchRTX
	noSuchRED
	redMissing
	noRate
	wrongDirection
	inRTCPRange
	otherInBundle
	otherID
	beyondLimit
	unsupported
	reservedID
	encryptedTaken
	twice
	alternative
	noID
)

// rulings explain themselves, as refusals do.
var rulings = [...]struct{ rule, clause, why string }{
	taken:          {"", "RFC 3264 §6.1", "both sides have it"},
	notSame:        {"answer-format-added", "RFC 3264 §6.1", "no codec here is the same"},
	unknownFormat:  {"answer-rtpmap", "RFC 8866 §6.6", "nothing says what the payload type stands for"},
	noPrimary:      {"answer-rtx", "RFC 4588 §8.1", "what it serves is not in the answer"},
	noSuchRTX:      {"answer-rtx", "RFC 4588 §8.1", "that codec is not retransmitted here"},
	noSuchRED:      {"answer-red", "RFC 2198 §5", "no red here repeats the same codecs"},
	redMissing:     {"answer-red", "RFC 5109 §14.2", "it travels in red, which is not in the answer"},
	noRate:         {"answer-event-rate", "RFC 4733 §2.1", "no codec of the answer has its clock rate"},
	wrongDirection: {"answer-direction", "RFC 8285 §7", "the direction of the section leaves no use for it"},
	inRTCPRange:    {"answer-mux-payload-type", "RFC 5761 §4", "with a=rtcp-mux, payload types from 64 to 95 could be taken for RTCP"},
	otherInBundle:  {"answer-bundle-payload-type", "RFC 9143 §9.1.1", "in its BUNDLE group the number stands for another codec"},
	otherID:        {"answer-extmap-id", "RFC 8285 §7", "in its BUNDLE group the id stands for another extension, or it has another id"},
	beyondLimit:    {"", "RFC 3264 §6.1", "the policy takes no more codecs"},
	unsupported:    {"answer-extmap-added", "RFC 8285 §7", "it is not supported here"},
	reservedID:     {"answer-extmap-range", "RFC 8285 §5", "id 15 is reserved"},
	encryptedTaken: {"", "RFC 6904 §4.1", "it is taken encrypted, so this form is inactive"},
	twice:          {"answer-extmap-id", "RFC 8285 §5", "it is offered a second time"},
	alternative:    {"answer-extmap-id", "RFC 8285 §7", "of the alternatives with its id another one was taken"},
	noID:           {"answer-extmap-range", "RFC 8285 §5", "there is no id left for it"},
}
