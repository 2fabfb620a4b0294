package main

import "github.com/sdpkit/sdpkit/negotiate/replay"

type stepJSON struct {
	Index      int               `json:"index"`
	Recording  string            `json:"recording,omitempty"` // a Call-ID
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
	Breaches   []breach          `json:"breaches,omitempty"`
	Candidates candidatesJSON    `json:"candidates"`
	First      *fileJSON         `json:"first,omitempty"`  // of a first description, which has nothing to be compared with
	Answer     *reportJSON       `json:"answer,omitempty"` // what a first answer breaks, against its offer
	Report     *reportJSON       `json:"report,omitempty"`
}

type candidatesJSON struct {
	Since    int `json:"since"`
	Trickled int `json:"trickled"`
}

func (p *printer) timelineJSON(t *timeline) error {
	list := []stepJSON{}
	for _, v := range t.steps {
		s := stepJSON{
			Index: v.number, Recording: p.redacted(v.recording.ID), Event: v.Event, Peer: v.Peer, Connection: v.Connection, Side: v.Side.String(),
			Call: v.Call, Line: p.redacted(v.Line), Type: v.Type, ID: v.ID, Base: v.Base, Before: v.Before.State, After: v.After.State,
			Error: v.Error, Dropped: v.Dropped, Glare: v.ImplicitRollback, Munged: v.munged != nil, Problems: v.problems,
			Candidates: candidatesJSON{len(v.Since), len(v.Trickled)},
		}
		if v.Error != nil {
			message := p.redacted(v.Error.Message)
			if !p.secrets {
				message = maskLine(message)
			}
			s.Error = &replay.CallError{Name: v.Error.Name, Message: message}
		}
		for _, b := range v.breaches {
			if b.Message = p.redacted(b.Message); !p.secrets {
				b.Message = maskLine(b.Message)
			}
			s.Breaches = append(s.Breaches, b)
		}
		switch r := v.shown(); {
		case r != nil:
			c := v.compared()
			s.Report = p.reportJSON(c.old.name, c.new.name, r)
		case v.first != nil:
			s.First = &fileJSON{v.ID, v.first.New}
			if v.answer != nil {
				s.Answer = p.reportJSON("", v.ID, v.answer)
			}
		}
		list = append(list, s)
	}
	j := struct {
		SchemaVersion int        `json:"schemaVersion"`
		Name          string     `json:"name"`
		Format        string     `json:"format"`
		Scenario      string     `json:"scenario,omitempty"`
		Stopped       string     `json:"stopped,omitempty"`
		Steps         []stepJSON `json:"steps"`
	}{SchemaVersion: schemaVersion, Name: t.src.Name, Format: string(t.src.Format), Steps: list}
	if len(t.src.Recordings) == 1 {
		j.Scenario, j.Stopped = p.redacted(t.src.Recordings[0].Name), p.redacted(t.src.Recordings[0].Stopped)
	}
	return p.encode(j)
}
