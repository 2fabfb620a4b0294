// Package negotiate is the offer/answer model of RFC 3264 and what has been built on
// it: what an offer and an answer agree on, and whether the answer, or the next offer,
// keeps the rules.
//
// # Model
//
// [Agree] takes any two texts, whoever wrote them, and returns an [Agreement]: for each
// m= line what either side may send, with which payload type numbers and parameters, and
// the transports with their ICE and DTLS roles. [Agreement.For] tells it from one seat.
//
// Payload types have two maps. An offerer sends with the numbers of the answer and an
// answerer with those of the offer (RFC 3264 §5.1, §6.1); mostly they are the same. What
// is sent obeys the parameters that the receiver has written down. What the offerer sends
// is what the answerer receives, always: the law that the rest of the package stands on.
//
// [CheckAnswer] and [CheckReoffer] return a [Verdict]. Each [Finding] names the [Rule],
// its clause, the line, what is there and what would have been right. A rule that could
// not be evaluated is listed with the reason, so that no news is good news. [Rules] lists
// them all; there is one table, and each row holds its clause, its strength and what
// implementations are known to do.
//
// # Offers and answers
//
// [Capabilities] say what an endpoint can do and wants: streams with codecs and header
// extensions, how it is reached, and a [Policy] for what is left to choose. They are data,
// with JSON; [WebRTCAudioVideo], [SIPPhone] and [DataOnly] are ready ones, and
// [CapabilitiesFrom] reads them off a description. [Offer] and [Answer] are functions of
// them, and of the session's [History] in [History.Offer] and [History.Answer]: same input,
// same bytes. What they need and isn't given they name, and don't invent, unless there
// is a source of randomness.
//
// An answer has the offer's payload types and ids, in the offer's order; of formats and
// parameters what both sides have by each codec's own rules, and never a value of the
// offer's that wasn't matched. A section that can't be agreed on is rejected by itself.
// [AnswerReport] gives the reason for each decision, with the rule and the lines of both
// texts. Formats that were not offered are never added, which RFC 3264 §6.1 allows and
// RFC 9429 §5.3.1 asks for, but no browser does.
//
// # Signalling
//
// Peer is W3C's signalling state machine as a value: an endpoint with a local and a
// remote description, each current (agreed on) and perhaps pending (proposed), and the
// candidates that trickled into them. [Peer.SetLocal] and [Peer.SetRemote] move it, in
// the order of webrtc-pc's steps and with its error names. A call that fails changes
// nothing, with the one exception the specification makes: an offer that arrives while
// one's own is out rolls that back first, and this stays although the new one fails.
// Nothing that a rolled-back offer has used (mids, ids, versions) is used again.
// [Perfect] is W3C's perfect negotiation on top, and [Peer.Propose] the same offer as a
// value: drop it, and nothing has happened. The examples of Peer walk through a call.
//
// # Modes
//
// WebRTC (RFC 9429) and SIP (RFC 3264 alone) differ in some rules. The [Mode] is said with
// [InMode] and never guessed from a text. Without it the rules that both have are
// evaluated, and those of one dialect are listed as not evaluated. Otherwise rules
// fire by what the texts contain: those about ICE where there is ICE, those about DTLS
// where the transport protocol or a fingerprint says so.
//
// Rules about what may change, such as ICE restarts, need the descriptions in force
// before: [After].
//
// # Strictness
//
// A violation is a finding that breaks a MUST. Broken SHOULDs, and what only
// implementations refuse, are warnings; what is legal and worth knowing is info. A real
// stack's habit is no excuse: that Chromium answers trickle where it was not offered
// is a violation. Forms that were right once are warnings: bundle-only in the answers
// of RFC 8843.
//
// Agree goes on where a rule is broken, with what can still be done: a direction that
// was not offered is cut down, a codec that was not offered is in no flow. A section
// without a common codec is rejected in the agreement, whatever its port says.
//
// Texts from [sdp.ParseLax] are taken as they are. An attribute that can't be parsed
// counts as absent; where that would accuse, the rule is not evaluated instead.
//
// # Contested points
//
// Where specifications contradict each other, W3C's text goes before the newer RFC, and
// that before the older one. Other readings are options: [H264DefaultProfile] (RFC 6184
// and libwebrtc have different defaults) and [BundleTagRule] (RFC 9143 §7.3.1 and RFC 9429
// §5.3.1 on a tagged section that is rejected). Without an option: rtcp-mux-only in a
// re-offer, which RFC 9429 §5.2.2 forbids and RFC 8858 §4.5 recommends, is a violation
// in WebRTC mode only; in an answer, which RFC 8858 §4.3 forbids and RFC 9143 §9.3.1.2
// demands, outside of BUNDLE groups only. AV1 profiles must be equal as implementations
// have it, with a warning, although AV1 RTP §7.2.3 lets each side declare its own.
//
// # Terminology
//
// A section is a media description with its m= line; slots are their places. The tagged
// section of a BUNDLE group is the first of its list, whose transport all use. A live
// section is one that isn't rejected by port 0. A generation is a pair of ICE
// credentials. The seat is the side from which something is told.
//
// # Specifications
//
// RFC 3264 (offer and answer), 9429 (JSEP), 5888 (mid, groups), 9143 (BUNDLE), 8839
// (ICE), 8445 (ICE roles), 8842, 4145 and 5763 (DTLS), 8841 (SCTP), 4568 (SDES), 4585
// (feedback), 5506, 5761 and 8858 (RTCP), 8285 (header extensions), 8851 and 8853 (rid,
// simulcast), 5939 (capability negotiation: its answers are recognised); of codecs those
// that package sdp names, RFC 6184, 7798, 4588 and 2198 among them.
//
// # Security
//
// Whatever the bytes, nothing panics. Time and memory are linear in the length of the
// texts, with what the session part has for all sections counted once for each of
// them, and the codecs of one name in a section, 128 at most, compared with each other.
// Nothing is resolved, fetched or kept. An Agreement has ICE passwords in it, its String
// and a Verdict have not: they quote lengths.
package negotiate
