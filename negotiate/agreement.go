package negotiate

import (
	"encoding/json"

	"github.com/sdpkit/sdpkit/sdp"
)

// An Agreement is what an offer and its answer come to. Sections that inherit the same
// lines share their lists, which are to be read only. It is told from outside, by
// offerer and answerer; [Agreement.For] tells it from one seat. Its JSON is stable:
// the names of the fields, with lists in the order of the texts.
type Agreement struct {
	// Sections has one entry for each m= line of the offer.
	Sections []AgreedSection `json:"sections"`
	// Transports are what the sections send and receive over: one for each BUNDLE
	// group and one for each other section, in the order of their first use.
	Transports []AgreedTransport `json:"transports"`
}

// An AgreedSection is what came of one m= line.
type AgreedSection struct {
	Index     int           `json:"index"`
	MID       string        `json:"mid,omitempty"`
	Kind      string        `json:"kind"`
	Proto     string        `json:"proto"`
	Rejected  string        `json:"rejected,omitempty"` // why nothing is agreed; "" for a live section, and then the rest counts
	Direction sdp.Direction `json:"direction"`          // as the offerer sees it
	// Transport is an index into Agreement.Transports, -1 for a rejected section.
	Transport  int  `json:"transport"`
	ToAnswerer Flow `json:"toAnswerer"` // what the offerer sends
	ToOfferer  Flow `json:"toOfferer"`  // what the answerer sends
	// Extensions are those that both sides have, in the answer's order.
	Extensions []AgreedExtension `json:"extensions,omitempty"`
	MixedIDs   bool              `json:"mixedIDs,omitempty"` // extmap-allow-mixed
	RTCPMux    bool              `json:"rtcpMux,omitempty"`
	RTCPRsize  bool              `json:"rtcpRsize,omitempty"`
	Crypto     *AgreedCrypto     `json:"crypto,omitempty"` // SDES, nil without
}

// A Flow is what travels in one direction of a section, whether the direction lets it
// or not: a section on hold has flows to be resumed. What the receiver wishes is part of
// the flow that it receives.
type Flow struct {
	// Codecs are those that the sender may use, with the numbers that it has to use,
	// the receiver's favourite first (RFC 3264 §5.1, §6.1).
	Codecs []AgreedCodec `json:"codecs,omitempty"`
	// Streams are the simulcast streams, the most wanted first; none without simulcast.
	Streams []AgreedStream `json:"streams,omitempty"`
	// Formats are those of a section that isn't RTP's: "webrtc-datachannel", "t38".
	Formats []string `json:"formats,omitempty"`
	// Nowhere says that the receiver's address is 0.0.0.0 or :: and there is no ICE to
	// replace it, so that nothing can be sent: the old way to put on hold (RFC 3264 §8.4).
	Nowhere        bool            `json:"nowhere,omitempty"`
	Media          string          `json:"media,omitempty"`     // where to send without ICE: "192.0.2.1:49170"
	RTCP           string          `json:"rtcp,omitempty"`      // the same for RTCP
	Ptime          string          `json:"ptime,omitempty"`     // ms, as wished by the receiver
	MaxPtime       string          `json:"maxptime,omitempty"`  // ms, the receiver's limit
	Bandwidths     []sdp.Bandwidth `json:"bandwidth,omitempty"` // b= lines of the receiver's section
	SCTPPort       *uint16         `json:"sctpPort,omitempty"`  // the receiver's; nil outside of data channels
	MaxMessageSize *uint64         `json:"maxMessageSize,omitempty"`
}

// An AgreedCodec is a codec that one side may send.
type AgreedCodec struct {
	PayloadType  uint8    `json:"payloadType"`
	Name         string   `json:"name"`
	ClockRate    uint32   `json:"clockRate"`
	Channels     int      `json:"channels"`
	Params       string   `json:"params,omitempty"`       // what the receiver says of it: what may be sent
	SenderParams string   `json:"senderParams,omitempty"` // what the sender says: what will be sent
	Feedback     []string `json:"feedback,omitempty"`     // RTCP feedback for this flow, "nack pli", in the order of the answer
}

// An AgreedExtension is an RTP header extension.
type AgreedExtension struct {
	ID         int           `json:"id"`
	URI        string        `json:"uri"`
	Direction  sdp.Direction `json:"direction"` // as the offerer, or the seat, sees it
	Attributes string        `json:"attributes,omitempty"`
}

// An AgreedStream is one stream of simulcast.
type AgreedStream struct {
	RID          string   `json:"rid"`
	Paused       bool     `json:"paused,omitempty"` // it starts so
	Restrictions string   `json:"restrictions,omitempty"`
	Alternatives []string `json:"alternatives,omitempty"` // other rids of the same stream, less wanted
}

// AgreedCrypto is the choice among a=crypto (RFC 4568).
type AgreedCrypto struct {
	Tag   uint32 `json:"tag"`
	Suite string `json:"suite"`
}

// An AgreedTransport is what one or more sections share.
type AgreedTransport struct {
	MID      string    `json:"mid,omitempty"` // of the section that speaks for it, the tagged one of a BUNDLE group
	Index    int       `json:"index"`         // of that section
	Sections []int     `json:"sections"`      // all that use it
	Bundled  bool      `json:"bundled,omitempty"`
	ICE      *ICE      `json:"ice,omitempty"`  // nil without
	DTLS     *DTLS     `json:"dtls,omitempty"` // nil without
	TCP      *TCPRoles `json:"tcp,omitempty"`  // of a=setup without DTLS (RFC 4145), nil without
}

// ICE is what is agreed on connectivity checks. The credentials of both agents name the
// generation: others are another one (RFC 8839 §4.4.1.1.1).
type ICE struct {
	// Controlling is the side that nominates, if this exchange starts ICE: the offerer,
	// unless it alone is lite (RFC 8445 §6.1.1). Later exchanges keep the role.
	Controlling Side     `json:"controlling"`
	Offerer     Agent    `json:"offerer"`
	Answerer    Agent    `json:"answerer"`
	Options     []string `json:"options,omitempty"` // those that both have, in the answer's order
}

// An Agent is one side of ICE.
type Agent struct {
	Ufrag           string `json:"ufrag"`
	Pwd             string `json:"pwd"`
	Lite            bool   `json:"lite,omitempty"`
	Trickle         bool   `json:"trickle,omitempty"`
	Candidates      int    `json:"candidates"` // how many stand in the text
	EndOfCandidates bool   `json:"endOfCandidates,omitempty"`
}

// DTLS is who opens the association, and whom to trust.
type DTLS struct {
	Client   Side        `json:"client,omitempty"` // zero when a=setup leaves it open
	Offerer  Certificate `json:"offerer"`
	Answerer Certificate `json:"answerer"`
}

// A Certificate is what one side says about the one that it will show.
type Certificate struct {
	Fingerprints []sdp.Fingerprint `json:"fingerprints"`
	TLSID        string            `json:"tlsID,omitempty"`
}

// TCPRoles says who opens a connection that isn't DTLS's.
type TCPRoles struct {
	Active Side `json:"active,omitempty"` // zero for holdconn, and when a=setup leaves it open
}

// A Seat is an Agreement as one side sees it.
type Seat struct {
	Side       Side            `json:"side"`
	Sections   []SeatSection   `json:"sections"`
	Transports []SeatTransport `json:"transports"`
}

// A SeatSection is an [AgreedSection] as one side sees it.
type SeatSection struct {
	Index      int               `json:"index"`
	MID        string            `json:"mid,omitempty"`
	Kind       string            `json:"kind"`
	Proto      string            `json:"proto"`
	Rejected   string            `json:"rejected,omitempty"`
	Direction  sdp.Direction     `json:"direction"`
	Transport  int               `json:"transport"`
	Send       Flow              `json:"send"`
	Recv       Flow              `json:"recv"`
	Extensions []AgreedExtension `json:"extensions,omitempty"`
	MixedIDs   bool              `json:"mixedIDs,omitempty"`
	RTCPMux    bool              `json:"rtcpMux,omitempty"`
	RTCPRsize  bool              `json:"rtcpRsize,omitempty"`
	Crypto     *AgreedCrypto     `json:"crypto,omitempty"`
}

// Sends reports whether the side may send media: the direction allows it and there is
// somewhere to send it.
func (s SeatSection) Sends() bool {
	return s.Rejected == "" && s.Direction.Send() && !s.Send.Nowhere
}

// Receives reports whether the other side may send media.
func (s SeatSection) Receives() bool {
	return s.Rejected == "" && s.Direction.Recv() && !s.Recv.Nowhere
}

// A SeatTransport is an [AgreedTransport] as one side sees it.
type SeatTransport struct {
	MID      string    `json:"mid,omitempty"`
	Index    int       `json:"index"`
	Sections []int     `json:"sections"`
	Bundled  bool      `json:"bundled,omitempty"`
	ICE      *SeatICE  `json:"ice,omitempty"`
	DTLS     *SeatDTLS `json:"dtls,omitempty"`
	TCP      *TCPRoles `json:"tcp,omitempty"`
}

// SeatICE is ICE as one side sees it.
type SeatICE struct {
	Controlling bool     `json:"controlling"`
	Local       Agent    `json:"local"`
	Remote      Agent    `json:"remote"`
	Options     []string `json:"options,omitempty"`
}

// SeatDTLS is DTLS as one side sees it.
type SeatDTLS struct {
	Role   string      `json:"role,omitempty"` // "client" or "server", "" when that is open
	Local  Certificate `json:"local"`
	Remote Certificate `json:"remote"`
}

// For tells the agreement from the seat of one side. What the offerer sends is what the
// answerer receives: For(Offerer) and For(Answerer) share their flows.
func (a Agreement) For(side Side) Seat {
	seat := Seat{Side: side, Sections: []SeatSection{}, Transports: []SeatTransport{}}
	for _, s := range a.Sections {
		t := SeatSection{
			s.Index, s.MID, s.Kind, s.Proto, s.Rejected, s.Direction, s.Transport,
			s.ToAnswerer, s.ToOfferer, s.Extensions, s.MixedIDs, s.RTCPMux, s.RTCPRsize, s.Crypto,
		}
		if side == Answerer {
			t.Direction, t.Send, t.Recv = s.Direction.Reverse(), s.ToOfferer, s.ToAnswerer
			t.Extensions = nil
			for _, e := range s.Extensions {
				e.Direction = e.Direction.Reverse()
				t.Extensions = append(t.Extensions, e)
			}
		}
		seat.Sections = append(seat.Sections, t)
	}
	for _, t := range a.Transports {
		seat.Transports = append(seat.Transports, t.seat(side))
	}
	return seat
}

func (t AgreedTransport) seat(side Side) SeatTransport {
	s := SeatTransport{MID: t.MID, Index: t.Index, Sections: t.Sections, Bundled: t.Bundled, TCP: t.TCP}
	if i := t.ICE; i != nil {
		s.ICE = &SeatICE{i.Controlling == side, i.Offerer, i.Answerer, i.Options}
		if side == Answerer {
			s.ICE.Local, s.ICE.Remote = i.Answerer, i.Offerer
		}
	}
	if d := t.DTLS; d != nil {
		s.DTLS = &SeatDTLS{"", d.Offerer, d.Answerer}
		if side == Answerer {
			s.DTLS.Local, s.DTLS.Remote = d.Answerer, d.Offerer
		}
		switch d.Client {
		case side:
			s.DTLS.Role = "client"
		case side.Other():
			s.DTLS.Role = "server"
		}
	}
	return s
}

// MarshalJSON writes empty lists as such and not as null.
func (a Agreement) MarshalJSON() ([]byte, error) {
	type plain Agreement
	if a.Sections == nil {
		a.Sections = []AgreedSection{}
	}
	if a.Transports == nil {
		a.Transports = []AgreedTransport{}
	}
	return json.Marshal(plain(a))
}
