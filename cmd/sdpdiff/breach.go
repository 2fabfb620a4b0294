package main

import (
	"errors"
	"strconv"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// A breach is a clause that a step violates whatever the description is compared with: the state
// doesn't allow the call, or the offer lacks what every offer has to have.
type breach struct {
	About   string `json:"about"` // "state" or "offer"
	Clause  string `json:"clause"`
	Line    int    `json:"line,omitempty"` // of the description
	Message string `json:"message"`
}

// String has the shape "violation  offer: the section lacks a fingerprint (RFC 9429 §5.8.3)".
func (b breach) String() string {
	words := "violation  " + b.About + ": "
	if b.Line > 0 {
		words += "line " + strconv.Itoa(b.Line) + ": "
	}
	return words + b.Message + " (" + b.Clause + ")"
}

// breaches asks the model of package replay about the state, and a fresh peer of package negotiate about
// an offer. dialect is the one whose rules bind.
func (p *printer) breaches(s *replay.Step, dialect diff.Dialect) []breach {
	if p.munged {
		return nil // only what was changed is asked for
	}
	var list []breach
	if why, clause := s.Illegal(); clause != "" {
		list = append(list, breach{About: "state", Clause: clause, Message: why})
	}
	if s.Type != replay.Offer || s.Text == "" {
		return list
	}
	mode := negotiate.WebRTC
	if dialect == diff.RFC3264 {
		mode = negotiate.SIP
	}
	peer := negotiate.NewPeer(negotiate.Options{Capabilities: negotiate.Capabilities{
		Mode: mode, Policy: negotiate.Policy{RTCPMux: negotiate.NegotiateMux}, // the policy of the one who was called isn't known
	}})
	var e *negotiate.Error
	if err := peer.SetRemote(negotiate.Description{Type: negotiate.TypeOffer, SDP: s.Text}); errors.As(err, &e) {
		for _, f := range e.Findings {
			list = append(list, breach{"offer", f.Clause, f.Line, f.Msg})
		}
	}
	return list
}
