package negotiate

import "github.com/sdpkit/sdpkit/sdp"

// A Report has the reason for every decision of an answer.
type Report struct {
	Decisions []Decision `json:"decisions"`
}

// A Decision
type Decision struct{}

func (a *answering) report(d *sdp.Description) *Report { return &Report{} }
