package sdp

// ProblemInfo describes a class of the problems that Check finds.
type ProblemInfo struct {
	ID       string   // Problem.ID
	Severity Severity // Problem.Severity
	Clause   string   // Problem.Rule; where a Problem has another one, it is the more exact
	Summary  string   // one line about the class
	Fix      string   // Problem.Fix
}

// problemKind numbers index the table below.
type problemKind uint8

const (
	probAttribute problemKind = iota
	probLevel
	probTwice
	probFormatNumber
	probFormatTwice
	probRTPMapMissing
	probRTPMapUnlisted
	probRTPMapTwice
	probRTPMapValue
	probFMTPUnlisted
	probFMTPTwice
	probFMTPValue
	probFeedbackUnlisted
	probImageUnlisted
	probAPT
	probRED
	probRIDTwice
	probRIDFormat
	probRIDDepend
	probSimulcastID
	probSimulcastTwice
	probExtMapID
	probExtMapURI
	probExtMapLevels
	probSSRCGroup
	probDCMapTwice
	probDCSA
	probFloorLabel
	probMIDMissing
	probMIDTwice
	probMIDLong
	probGroupMember
	probGroupRejected
	probGroupTwice
	probBundleCodec
	probBundleParams
	probBundleExtMapID
	probBundleExtMapURI
	probBundleOnly
	probBundleProto
	probBundleMux
	probBundleTransport
	probMuxOnly
	probMuxPayloadType
	probUfrag
	probUfragLong
	probPwd
	probICEPair
	probICEPwdDiffers
	probFingerprint
	probHash
	probNoFingerprint
	probNoSetup
	probHoldconn
	probSCTPPort
	probSCTPFormat
	probCryptoTag
	probConnection
)

// problemTable is the one place for what a class of problems is called, how much
// it matters, which clause it goes against and what to do about it.
var problemTable = [...]ProblemInfo{
	probAttribute: {"attribute", SeverityError, "RFC 8866 §5.13",
		"an attribute has a value that its specification doesn't allow", "correct the value, or remove the line"},
	probLevel: {"level", SeverityWarning, "RFC 8866 §5.13",
		"an attribute stands in the session part or in a media section, where it has no meaning", "move the line to where the attribute has a meaning, or remove it"},
	probTwice: {"attribute-twice", SeverityError, "RFC 8866 §5.13",
		"an attribute that may stand once in a section stands there again", "keep one of the lines"},

	probFormatNumber: {"format-number", SeverityError, "RFC 8866 §5.14",
		"a format of an RTP section is no payload type", "list payload types, numbers from 0 to 127"},
	probFormatTwice: {"format-twice", SeverityWarning, "RFC 8866 §5.14",
		"the m= line lists a payload type twice", "list each payload type once, in the order of preference"},
	probRTPMapMissing: {"rtpmap-missing", SeverityError, "RFC 8866 §6.6",
		"a payload type that RFC 3551 doesn't assign has no a=rtpmap", "add a=rtpmap:<payload type> <encoding>/<clock rate>, or take the payload type out of the m= line"},
	probRTPMapUnlisted: {"rtpmap-unlisted", SeverityInfo, "RFC 8866 §6.6",
		"an a=rtpmap is about a payload type that the m= line doesn't list", "list the payload type, or remove the line"},
	probRTPMapTwice: {"rtpmap-twice", SeverityError, "RFC 8866 §6.6",
		"a payload type has two a=rtpmap lines", "keep one of the lines"},
	probRTPMapValue: {"rtpmap-value", SeverityWarning, "RFC 8866 §6.6",
		"an a=rtpmap has a clock rate or a number of channels that its codec doesn't have", "write what the codec's specification demands"},
	probFMTPUnlisted: {"fmtp-unlisted", SeverityError, "RFC 8866 §6.15",
		"an a=fmtp is about a format that the m= line doesn't list; Chromium refuses that", "list the format, or remove the line"},
	probFMTPTwice: {"fmtp-twice", SeverityError, "RFC 8866 §6.15",
		"a format has two a=fmtp lines", "write all parameters into one line"},
	probFMTPValue: {"fmtp-value", SeverityWarning, "RFC 8866 §6.15",
		"a format parameter has a value that its codec doesn't know, and so no effect", "correct the value, or remove the parameter"},
	probFeedbackUnlisted: {"rtcp-fb-unlisted", SeverityWarning, "RFC 4585 §4.2",
		"an a=rtcp-fb is about a payload type that the m= line doesn't list; Chromium refuses that", "list the payload type, write \"*\" for all, or remove the line"},
	probImageUnlisted: {"imageattr-unlisted", SeverityWarning, "RFC 6236 §3.1.1.1",
		"an a=imageattr is about a payload type that the m= line doesn't list", "list the payload type, write \"*\" for all, or remove the line"},
	probAPT: {"apt", SeverityError, "RFC 4588 §8.1",
		"an rtx doesn't say which of the section's payload types it sends again", "write apt=<payload type> with one that the m= line lists, or take the rtx out"},
	probRED: {"red", SeverityError, "RFC 2198 §5",
		"a red repeats a payload type that the m= line doesn't list", "write payload types that the m= line lists, with \"/\" between them"},
	probRIDTwice: {"rid-twice", SeverityError, "RFC 8851 §4",
		"a rid-id is described twice in a section", "give each a=rid an id of its own"},
	probRIDFormat: {"rid-format", SeverityError, "RFC 8851 §6.1",
		"an a=rid names a format that the m= line doesn't list", "name formats of the m= line"},
	probRIDDepend: {"rid-depend", SeverityError, "RFC 8851 §5",
		"an a=rid depends on one that the section doesn't have", "describe the other stream with an a=rid of the same section"},
	probSimulcastID: {"simulcast-id", SeverityError, "RFC 8853 §5.2",
		"an a=simulcast names a stream that no a=rid describes for that direction", "add the a=rid line with the same direction"},
	probSimulcastTwice: {"simulcast-twice", SeverityError, "RFC 8853 §5.2",
		"an a=simulcast names a stream twice", "name each rid-id once"},
	probExtMapID: {"extmap-id", SeverityError, "RFC 8285 §5",
		"two header extensions of a section have one id", "give each header extension an id of its own"},
	probExtMapURI: {"extmap-uri", SeverityError, "RFC 8285 §5",
		"a header extension stands twice in a section", "keep one of the lines"},
	probExtMapLevels: {"extmap-levels", SeverityError, "RFC 8285 §5",
		"there are header extensions in the session part and in a media section", "move all of them into the media sections"},
	probSSRCGroup: {"ssrc-group", SeverityError, "RFC 5576 §4.2",
		"an a=ssrc-group names a source that the section doesn't describe", "add a=ssrc:<ssrc-id> cname:<cname>"},
	probDCMapTwice: {"dcmap-twice", SeverityError, "RFC 8864 §5.1.2",
		"two data channels have one stream", "give each data channel a stream of its own"},
	probDCSA: {"dcsa-stream", SeverityError, "RFC 8864 §6.3",
		"an a=dcsa is about a stream that no a=dcmap opens", "add the a=dcmap, or remove the line"},
	probFloorLabel: {"floorid-label", SeverityError, "RFC 8856 §5.4",
		"an a=floorid names a label that no section has", "give the stream's section the a=label"},

	probMIDMissing: {"mid-missing", SeverityError, "RFC 5888 §6",
		"a section has no mid although a=group is used", "add an a=mid that is unique"},
	probMIDTwice: {"mid-twice", SeverityError, "RFC 5888 §4",
		"two sections have one mid", "give each section a mid of its own"},
	probMIDLong: {"mid-long", SeverityWarning, "RFC 8285 §4.2",
		"a mid is longer than the 16 bytes that a header extension with a one-byte header carries", "choose a mid of one to three bytes"},
	probGroupMember: {"group-member", SeverityError, "RFC 5888 §6",
		"an a=group names a mid that no section has; all of the group has to be ignored", "take the mid out of the group, or give it to a section"},
	probGroupRejected: {"group-rejected", SeverityError, "RFC 9143 §14.2",
		"an a=group names a section that is rejected", "take the mid out of the group; for a section offered in the bundle only, add a=bundle-only"},
	probGroupTwice: {"group-twice", SeverityError, "RFC 9143 §5",
		"a section is in a group twice, or in two BUNDLE groups", "name each section in one BUNDLE group"},
	probBundleCodec: {"bundle-codec", SeverityError, "RFC 9143 §9.1.1",
		"in a BUNDLE group a payload type is one codec here and another there", "give one of the codecs another payload type"},
	probBundleParams: {"bundle-params", SeverityWarning, "RFC 8859 §4.7",
		"in a BUNDLE group a payload type has other format parameters here than there", "give both the same parameters, or one of them another payload type"},
	probBundleExtMapID: {"bundle-extmap-id", SeverityError, "RFC 9143 §12",
		"in a BUNDLE group an id is one header extension here and another there; Chromium refuses that", "give each header extension one id in the whole group"},
	probBundleExtMapURI: {"bundle-extmap-uri", SeverityError, "RFC 8285 §7",
		"in a BUNDLE group a header extension has two ids", "give each header extension one id in the whole group"},
	probBundleOnly: {"bundle-only", SeverityWarning, "RFC 9143 §6",
		"an a=bundle-only stands where it has no meaning", "name the section in a BUNDLE group and give it port 0, or remove the line"},
	probBundleProto: {"bundle-proto", SeverityError, "RFC 9143 §9.1",
		"the RTP sections of a BUNDLE group have different protocols", "write the same protocol in all of them"},
	probBundleMux: {"bundle-rtcp-mux", SeverityError, "RFC 9143 §9.3",
		"an RTP section of a BUNDLE group has no a=rtcp-mux", "add a=rtcp-mux"},
	probBundleTransport: {"bundle-transport", SeverityInfo, "RFC 9143 §7.1.3",
		"sections of a BUNDLE group differ in what belongs to the transport, which is the tagged section's; only a first offer may", "write it into the first section of the group only"},

	probMuxOnly: {"rtcp-mux-only", SeverityError, "RFC 8858 §4.2",
		"there is a=rtcp-mux-only without a=rtcp-mux", "add a=rtcp-mux"},
	probMuxPayloadType: {"mux-payload-type", SeverityError, "RFC 5761 §4",
		"a payload type from 64 to 95 can't be told from RTCP with a=rtcp-mux", "choose a payload type from 96 to 127, or below 64"},
	probUfrag: {"ice-ufrag", SeverityError, "RFC 8839 §5.4",
		"an ice-ufrag is too short, too long or has other bytes than ICE's", "write 4 to 32 letters, digits, \"+\" and \"/\""},
	probUfragLong: {"ice-ufrag-long", SeverityWarning, "RFC 8839 §5.4",
		"an ice-ufrag is longer than the 32 bytes that may be sent", "write 4 to 32 letters, digits, \"+\" and \"/\""},
	probPwd: {"ice-pwd", SeverityError, "RFC 8839 §5.4",
		"an ice-pwd is too short, too long or has other bytes than ICE's", "write 22 to 256 letters, digits, \"+\" and \"/\""},
	probICEPair: {"ice-pair", SeverityError, "RFC 8839 §5.4",
		"there is an ice-ufrag without an ice-pwd, or the other way round", "write both, in the same place"},
	probICEPwdDiffers: {"ice-pwd-differs", SeverityError, "RFC 8839 §5.4",
		"two sections have one ice-ufrag and two passwords", "write the same a=ice-pwd, or another a=ice-ufrag"},
	probFingerprint: {"fingerprint-length", SeverityError, "RFC 8122 §5",
		"a fingerprint has another length than its hash function", "name the hash function that was used, and all of its bytes"},
	probHash: {"fingerprint-hash", SeverityWarning, "RFC 8122 §5",
		"a fingerprint has a hash function that is forbidden or unknown", "use sha-256"},
	probNoFingerprint: {"fingerprint-missing", SeverityError, "RFC 8842 §5.2",
		"a section with DTLS has no fingerprint", "add a=fingerprint:sha-256 with the hash of the certificate"},
	probNoSetup: {"setup-missing", SeverityWarning, "RFC 8842 §5.2",
		"a section with DTLS doesn't say who opens the association", "add a=setup:actpass to an offer, a=setup:active to an answer"},
	probHoldconn: {"setup-holdconn", SeverityError, "RFC 8842 §5.1",
		"a section with DTLS has a=setup:holdconn", "write actpass, active or passive"},
	probSCTPPort: {"sctp-port-missing", SeverityError, "RFC 8841 §5.1",
		"a section with SCTP has no a=sctp-port, which makes it invalid", "add a=sctp-port:5000, or the port that is in use"},
	probSCTPFormat: {"sctp-format", SeverityError, "RFC 8841 §4.3",
		"a section with SCTP has several formats", "write one format, webrtc-datachannel"},
	probCryptoTag: {"crypto-tag", SeverityError, "RFC 4568 §4.1",
		"two a=crypto lines of a section have one tag", "number the lines"},
	probConnection: {"connection-missing", SeverityError, "RFC 8866 §5.7",
		"a section has no c= line, and the session part has none", "add c=IN IP4 <address>; with ICE, c=IN IP4 0.0.0.0 will do"},
}

// Problems lists the classes of problems that Check finds.
func Problems() []ProblemInfo {
	return append([]ProblemInfo(nil), problemTable[:]...)
}
