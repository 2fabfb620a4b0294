// Package munge edits session descriptions: for libraries that change what
// createOffer has made, for SFUs, for elements at the border of a SIP network. An edit
// does what it says and all that follows from it, and touches no line that it need not.
//
// # Model
//
// An [Edit] is data. Functions such as [KeepCodecs] make edits, [ParseEdits] reads them
// from JSON, [Kinds] lists them. [Apply] does edits, one after the other, to a copy of a
// description, and returns it with a [Report] of each line that each edit has changed:
//
//	out, report, err := munge.Apply(offer,
//		munge.Video(munge.KeepCodecs("VP8")),
//		munge.OpusStereo(true))
//
// Edits are for all media sections that are not rejected, unless [Audio], [Video],
// [Kind], [MID], [Index] or [Where] say which. What belongs to a BUNDLE group as a whole
// is looked at in the whole group (RFC 9143): its transport, the ids of header
// extensions, the parameters of a payload type. So an edit of one section may change
// the others of its group, and a note in the report says so.
//
// Codecs are named as "opus", "opus/48000/2", "H264;packetization-mode=1" (names and
// values without case; an absent parameter counts with its default), or by payload type,
// "96". "" means each codec that is a medium of its own.
//
// # Promises
//
//   - All edits are done or none: an [*Error] says which one could not be, and why.
//   - The description that is given is not touched. Apply is its own dry run.
//   - [sdp.Check] and [candidate.Check] find no fault that they did not find before, and
//     sdp.Parse reads what it read before. Edits that could break this, because they are
//     about raw lines or because they copy what may be faulty already, are held against
//     Check and refused ([EditKind].Checked), once, when all edits are done: one may
//     mend what another broke. The others need not be. What Check calls info is no fault: bundled sections of a first offer that lose their
//     candidates all have port 9, and look as if they shared a transport.
//   - The report and the text that was given make the text that comes out.
//   - An edit that says so ([EditKind].Idempotent) does nothing the second time.
//   - The same input gives the same bytes. Time and memory are linear in the input.
//
// Whether a change is legal in a session that is under way is not for Apply to know:
// negotiate/diff says that of two descriptions. What is for first offers only says so
// ([RemoveSections], [OrderSections], [Renumber]). A changed description needs a higher
// version in its o= line (RFC 3264 §8), which [BumpVersion] gives it.
//
// # Cookbook
//
// What people edit descriptions for, and where to look:
//
//   - stereo, constant or limited bit rate: [OpusStereo], [OpusCBR], [OpusMaxAverageBitrate]
//   - longer packets, DTX, FEC: [SetPtime], [OpusDTX], [OpusFEC]
//   - retransmission of audio, other feedback: [AddFeedback], [DropFeedback]
//   - a codec first: [PreferCodecs]
//   - some codecs only, or not: [KeepCodecs], [DropCodecs]
//   - other payload types, or unique ones: [Renumber], [UniquePayloadTypes]
//   - start bit rates, profiles and the like: [SetParams]
//   - less bandwidth: [LimitBandwidth]
//   - header extensions: [AddExtension], [DropExtensions]
//   - simulcast and its layers: [SetSimulcast], [DropLayers]
//   - simulcast as it was, out: [StripSimulcast]
//   - hold: [Hold], [Resume], [SetDirection]
//   - other SSRCs, streams and tracks, as an SFU has them: [RenameSource], [SetMSID]
//   - credentials that are agreed upon, and the DTLS role: [SetICECredentials], [SetSetup]
//   - relays only, or some networks only: [RelayOnly], [KeepCandidates]
//   - one transport from the start: [SetBundlePolicy]
//   - a stream less: [RejectSections]
//   - a relay in the path, NAT: [SetDestination], [SetOrigin]
//   - another profile, SDES: [SetProto], [AddCrypto]
//   - everything of WebRTC out, for a SIP phone: [PlainSIP]
//   - a description that can be shown around: [Redact]
//
// Each has an example with the text before and after. What has no edit can be done with
// [AddLine], [DropLines] and [ReplaceLine]. [Detect] says what libwebrtc calls a change
// that is made before setLocalDescription, and whether recent Chrome refuses it.
//
// # Terminology
//
// Sections, mids and kinds are those of package sdp. A section is rejected when its port
// is 0 (sdp.Section.Rejected); nothing in it means anything, so edits pass it over,
// except those of raw lines and the redaction. The tag of a BUNDLE group is the section
// that it names first, whose transport it uses.
//
// # Specifications
//
// RFC 8866 (session description), 3264 (offers and answers), 9143 and 8859 (BUNDLE), 8839
// and 8840 (ICE), 5761 and 8858 (RTCP on the same port), 8842 and 8122 (DTLS), 4568
// (SDES), 3551 (static payload types), 4588 (rtx), 2198 (red), 4733 (telephone-event),
// 7587 (opus), 4585 (feedback), 8285 (header extensions), 8851 and 8853 (simulcast), 5576
// (sources), 8830 (streams), 3890 (TIAS), 9429 (JSEP). The table of [Kinds] has the clause
// of each edit; an [*Error] has the clause that it was refused by.
//
// # Security
//
// No value that is given to an edit can bring CR, LF or NUL into a description, or an
// m= line. A report holds the lines as they were, secrets included. [Redact] hides
// what it lists in [Secrets] and nothing else, and is as strong as its key is long: who
// has the key can try out guesses. It does not see a host name that stands in an unknown
// attribute without being part of a URI or of mDNS, the path of a URI, a MAC address, as
// in a=ts-refclk (RFC 7273 §4), nor what an attribute of an application's own means:
// look through what is to be shown around, and take such lines out with [DropLines].
package munge
