package negotiate

import (
	"io"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// Capabilities are what an endpoint can do and wants, from which [Offer] and [Answer]
// write its descriptions. They are data: nothing in them is a handle or a callback, apart
// from Rand, and they have JSON, which refuses names it doesn't know and says where.
//
// What makes the endpoint unique is given too: credentials, fingerprints and the session
// id. Where one is needed and missing, the call fails and names it, unless there is Rand,
// from which it is then made.
type Capabilities struct {
	Mode      Mode      `json:"mode"`
	Media     []Media   `json:"media,omitempty"`
	Transport Transport `json:"transport,omitzero"`
	Policy    Policy    `json:"policy,omitzero"`
	// Rand gives what is missing of session id, ICE credentials, tls-id, fingerprint
	// and SRTP keys. A fingerprint made from it belongs to no certificate, so that it is
	// good for tests only. The same bytes give the same description.
	Rand io.Reader `json:"-"`
}

// A Media is one stream of the endpoint, W3C's transceiver. In an offer it is one
// section. In an answer it takes an offered section: see [Answer] for which.
//
// During a session a Media keeps its place in Capabilities.Media, by which [History]
// knows it: one that is no longer wanted is Stopped and stays.
type Media struct {
	Kind string `json:"kind"` // the media type of the m= line: "audio", "video", "application", "image", …
	// MID is the identification-tag that the section should have, in an offer, and the
	// only one of an offer that this Media takes. Empty: any.
	MID string `json:"mid,omitempty"`
	// Direction is what the endpoint wants. Mind that the zero value is sdp.Inactive.
	Direction sdp.Direction `json:"direction"`
	// Protos are the transport protocols that will do, the one to offer first. Empty are
	// the usual ones. With codecs: in WebRTC UDP/TLS/RTP/SAVPF and the others of RFC 9429
	// §5.1.2; in SIP RTP/AVP and RTP/AVPF, with SDES or DTLS those for them too. For data
	// channels UDP/DTLS/SCTP, TCP/DTLS/SCTP, and DTLS/SCTP of the draft.
	Protos []string `json:"protos,omitempty"`
	// Sections is how many offered sections this Media takes: 0 is one, -1 any number.
	Sections int  `json:"sections,omitempty"`
	Stopped  bool `json:"stopped,omitempty"` // its section is or gets port 0

	// Of RTP. The order is that of preference.
	Codecs      []Codec     `json:"codecs,omitempty"`
	Extensions  []Extension `json:"extensions,omitempty"`
	AllowMixed  bool        `json:"allowMixed,omitempty"`  // header extensions of one and two bytes in one stream (RFC 8285 §6)
	ReducedRTCP bool        `json:"reducedRTCP,omitempty"` // a=rtcp-rsize (RFC 5506)
	// Encodings are those of its source that the endpoint sends, the most wanted first;
	// two or more are simulcast. An answer sends as many as it is asked for, and at most
	// that many.
	Encodings     []Encoding      `json:"encodings,omitempty"`
	RecvEncodings int             `json:"recvEncodings,omitempty"` // most encodings of simulcast that it receives; 0: it doesn't do simulcast
	Ptime         int             `json:"ptime,omitempty"`         // ms of media in a packet that it wants to receive (RFC 8866 §6.4); 0: not said
	MaxPtime      int             `json:"maxPtime,omitempty"`
	Images        []sdp.ImageAttr `json:"images,omitempty"` // their formats are payload types of Codecs, or "*"

	// Of what it sends; written as they are when it sends (RFC 5576, RFC 8830).
	MSIDs      []sdp.MSID      `json:"msids,omitempty"`
	SSRCs      []sdp.SSRC      `json:"ssrcs,omitempty"`
	SSRCGroups []sdp.SSRCGroup `json:"ssrcGroups,omitempty"`

	// Of what isn't RTP.
	Formats        []string `json:"formats,omitempty"`        // "webrtc-datachannel", "t38", "*"
	SCTPPort       uint16   `json:"sctpPort,omitempty"`       // 0 is 5000, which everyone uses
	MaxMessageSize int64    `json:"maxMessageSize,omitempty"` // bytes that it receives; 0: not said, which means 65536; -1: no limit (RFC 8841 §6)

	Bandwidths []string `json:"bandwidths,omitempty"` // b= lines: "AS:2000", "TIAS:2000000"
	Attributes []string `json:"attributes,omitempty"` // further a= lines, "content:main"
	Path       Path     `json:"path,omitzero"`
}

// A Codec is a payload format that an endpoint supports.
type Codec struct {
	// PayloadType is the number wished for in an offer, and the one by which rtx and red
	// of this list refer to the codec. 0, unless it is PCMU's own: none is wished.
	PayloadType uint8  `json:"payloadType,omitempty"`
	Name        string `json:"name"`
	ClockRate   uint32 `json:"clockRate"`
	Channels    int    `json:"channels,omitempty"` // 0 is 1
	Params      string `json:"params,omitempty"`   // format parameters, "minptime=10;useinbandfec=1"
	// Feedback are the types of a=rtcp-fb without the payload type: "nack", "nack pli".
	Feedback []string `json:"feedback,omitempty"`
	// Direction says that the codec is only for sending or only for receiving; zero is
	// both.
	Direction sdp.Direction `json:"direction,omitzero"`
}

// An Extension is an RTP header extension that an endpoint supports (RFC 8285).
type Extension struct {
	URI        string        `json:"uri"`
	ID         int           `json:"id,omitempty"`         // wished for in an offer; 0: none
	Direction  sdp.Direction `json:"direction,omitzero"`   // zero is that of the section
	Attributes string        `json:"attributes,omitempty"` // what follows the URI; with that of RFC 6904 the extension that is encrypted
}

// An Encoding is one of the versions of a source that an endpoint sends (RFC 8851).
type Encoding struct {
	RID    string `json:"rid"`
	Params string `json:"params,omitempty"` // restrictions, "max-width=1280;max-fps=30"; pt= names payload types of Codecs
	Paused bool   `json:"paused,omitempty"` // starts paused (RFC 8853 §5.1)
}

// A Path is where and how a section is reached. Of sections that share one through
// BUNDLE, that of the tagged one counts.
type Path struct {
	Address    string                `json:"address,omitempty"` // of the c= line; "" is the default candidate's, else Transport's
	Port       int                   `json:"port,omitempty"`    // of the m= line; 0 is the default candidate's. Needed where there is no ICE
	RTCPPort   int                   `json:"rtcpPort,omitempty"`
	Candidates []candidate.Candidate `json:"candidates,omitempty"`
	// EndOfCandidates says that there won't be more (RFC 8840 §8).
	EndOfCandidates bool `json:"endOfCandidates,omitempty"`
	// Selected are the nominated pairs, one for each component, once ICE is done.
	// Descriptions of SIP then have their addresses and no other candidates (RFC 8839
	// §4.4.1.2.2).
	Selected []Pair `json:"selected,omitempty"`
	// Ufrag and Pwd are used instead of Transport.ICE's; Restart asks for new ones.
	Ufrag   string `json:"ufrag,omitempty"`
	Pwd     string `json:"pwd,omitempty"`
	Restart bool   `json:"restart,omitempty"`
}

// A Pair is a local candidate and the remote one that it was paired with.
type Pair struct {
	Local  candidate.Candidate `json:"local"`
	Remote candidate.Candidate `json:"remote"`
}

// isRTX and isRED say that a codec refers to others by their payload types.
func isRTX(name string) bool {
	return len(name) == 3 && name[0]|0x20 == 'r' && name[1]|0x20 == 't' && name[2]|0x20 == 'x'
}
func isRED(name string) bool {
	return len(name) == 3 && name[0]|0x20 == 'r' && name[1]|0x20 == 'e' && name[2]|0x20 == 'd'
}
