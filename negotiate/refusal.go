package negotiate

// A refusal is why a section is rejected.
type refusal uint8

const (
	accepted refusal = iota
	refusedByOffer
	noMedia
	stopped
	protoUnsupported
	multicastOffered
	noFingerprint
	noSetup
	noKeys
	noICE
	noMux
	noCodec
	onlyAuxiliary
	noFormat
	noSCTPPort
	bundlePolicy
	tagRejected
	bundleOnlyAlone
)

// refusals explain themselves: by a rule of [Rules] where one demands the rejection or
// decides about it, and by the clause.
var refusals = [...]struct{ rule, clause, why string }{
	accepted:         {"", "RFC 3264 §6", "accepted"},
	refusedByOffer:   {"answer-revived", "RFC 3264 §8.2", "the offer has port 0, and what is offered so stays so"},
	noMedia:          {"", "RFC 3264 §6", "no Media of this kind is left to take it"},
	stopped:          {"", "RFC 9429 §5.3.1", "the Media that it belongs to is stopped"},
	protoUnsupported: {"answer-proto", "RFC 3264 §6", "no Media of this kind takes this transport protocol, and an answer can't change it"},
	multicastOffered: {"answer-multicast", "RFC 3264 §6.2", "it is offered with a multicast address"},
	noFingerprint:    {"answer-fingerprint", "RFC 9429 §5.1.2", "DTLS is needed, and the offer has no fingerprint"},
	noSetup:          {"answer-setup", "RFC 8842 §5.3", "the offered a=setup leaves no role for an answer"},
	noKeys:           {"answer-crypto", "RFC 4568 §5.1.2", "it is to be encrypted, and no key exchange is offered that is allowed here"},
	noICE:            {"answer-ice-credentials", "RFC 9429 §5.1.1", "ICE is needed, and the offer has no ice-ufrag and ice-pwd"},
	noMux:            {"answer-rtcp-mux", "RFC 9429 §5.8.3", "RTP and RTCP have to share a port, and the offer has no a=rtcp-mux"},
	noCodec:          {"answer-no-common-format", "RFC 3264 §6.1", "none of the offered codecs is supported"},
	onlyAuxiliary:    {"answer-only-auxiliary", "RFC 3264 §6.1", "what is in common is no media by itself"},
	noFormat:         {"answer-no-common-format", "RFC 3264 §6.1", "none of the offered formats is supported"},
	noSCTPPort:       {"answer-sctp-port", "RFC 8841 §10.3", "the offer has no a=sctp-port, which has no default"},
	bundlePolicy:     {"", "RFC 9429 §5.3.1", "the BUNDLE policy has no transport for it"},
	tagRejected:      {"answer-bundle-tag-rejected", "RFC 9143 §7.3.3", "the tagged section of its BUNDLE group is rejected, and the group with it"},
	bundleOnlyAlone:  {"answer-bundle-moved", "RFC 9143 §7.3.2", "its BUNDLE group is not in the answer, and outside of it can't be"},
}
