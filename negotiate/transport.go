package negotiate

import "github.com/sdpkit/sdpkit/sdp"

// A Transport is what an endpoint has for all of its sections: its name, and how it
// sets up connections.
type Transport struct {
	// SessionID is the sess-id of the o= line: digits, below 2^63 for WebRTC (RFC 9429
	// §5.2.1). During a session it can't change, and History has it.
	SessionID   string `json:"sessionID,omitempty"`
	Username    string `json:"username,omitempty"`    // of the o= line; "" is "-"
	SessionName string `json:"sessionName,omitempty"` // "" is "-"
	// Address is an IP address or a name, for the o= line and for sections that have
	// none of their own. SIP needs one; for WebRTC "" is 0.0.0.0 (RFC 9429 §5.2.1).
	Address string `json:"address,omitempty"`

	ICE    *LocalICE    `json:"ice,omitempty"`    // nil: no ICE, which WebRTC can't do without
	DTLS   *LocalDTLS   `json:"dtls,omitempty"`   // nil: no DTLS, which WebRTC can't do without
	Crypto []sdp.Crypto `json:"crypto,omitempty"` // SDES suites with the endpoint's keys, for [Policy].SDES
}

// LocalICE is an endpoint's part of RFC 8839.
type LocalICE struct {
	// Ufrag and Pwd are the credentials, 4 and 22 characters at least (RFC 8839 §5.4).
	// To offer others than those in use is to ask for a restart. Empty: those in use.
	Ufrag string `json:"ufrag,omitempty"`
	Pwd   string `json:"pwd,omitempty"`
	// Restart asks for a restart of every transport, with Ufrag and Pwd if they are
	// new, else with some from Rand.
	Restart bool     `json:"restart,omitempty"`
	Options []string `json:"options,omitempty"` // "trickle", "ice2"; an answer has those that were offered
	Lite    bool     `json:"lite,omitempty"`
	Pacing  int      `json:"pacing,omitempty"` // ms; 0: not said
}

// LocalDTLS is an endpoint's part of RFC 8122 and RFC 8842.
type LocalDTLS struct {
	Fingerprints []sdp.Fingerprint `json:"fingerprints,omitempty"`
	// Setup is the role taken where the offer leaves it open: "active", which RFC 5763
	// §5 recommends and "" means, or "passive".
	Setup string `json:"setup,omitempty"`
	// TLSID is the endpoint's half of the association's name. It is left out of offers
	// when empty; an offer that has one is answered with one.
	TLSID string `json:"tlsID,omitempty"`
}
