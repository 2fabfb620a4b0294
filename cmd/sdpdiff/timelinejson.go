package main

import "github.com/sdpkit/sdpkit/negotiate/replay"

type stepJSON struct {
	Index      int               `json:"index"`
	Event      int               `json:"event"`
	Peer       string            `json:"peer"`
	Connection int               `json:"connection"`
	Side       string            `json:"side"`
	Call       string            `json:"call"`
	Line       string            `json:"line,omitempty"`
	Type       string            `json:"type"`
	ID         string            `json:"id,omitempty"`
	Base       string            `json:"base,omitempty"` // the current description that it is compared with
	Before     string            `json:"before"`         // signalling states
	After      string            `json:"after"`
	Error      *replay.CallError `json:"error,omitempty"`
	Dropped    string            `json:"dropped,omitempty"`
	Glare      bool              `json:"implicitRollback,omitempty"`
	Munged     bool              `json:"munged,omitempty"`
	Problems   []string          `json:"problems,omitempty"`
	Candidates candidatesJSON    `json:"candidates"`
	First      *fileJSON         `json:"first,omitempty"` // of a first description, which has nothing to be compared with
	Report     *reportJSON       `json:"report,omitempty"`
}

type candidatesJSON struct {
	Since    int `json:"since"`
	Trickled int `json:"trickled"`
}

func (p *printer) exchangeJSON(in *input, steps []*stepView) error {
	list := []stepJSON{}
	for _, v := range steps {
		s := stepJSON{
			Index: v.Index, Event: v.Event, Peer: v.Peer, Connection: v.Connection, Side: v.Side.String(),
			Call: v.Call, Line: v.Line, Type: v.Type, ID: v.ID, Base: v.Base, Before: v.Before.State, After: v.After.State,
			Error: v.Error, Dropped: v.Dropped, Glare: v.ImplicitRollback, Munged: v.munged != nil, Problems: v.problems,
			Candidates: candidatesJSON{len(v.Since), len(v.Trickled)},
		}
		if v.Error != nil && !p.secrets {
			s.Error = &replay.CallError{Name: v.Error.Name, Message: maskLine(v.Error.Message)}
		}
		switch {
		case v.first != nil:
			s.First = &fileJSON{v.ID, v.first.New}
		case v.report != nil:
			s.Report = p.reportJSON(v.Base, v.ID, v.report)
		}
		list = append(list, s)
	}
	return p.encode(struct {
		SchemaVersion int        `json:"schemaVersion"`
		Name          string     `json:"name"`
		Scenario      string     `json:"scenario,omitempty"`
		Stopped       string     `json:"stopped,omitempty"`
		Steps         []stepJSON `json:"steps"`
	}{schemaVersion, in.name, in.trace.Scenario, in.trace.Stopped, list})
}
