package replay

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// Run runs a recorded exchange through one [negotiate.Peer] for each connection, and
// returns a step for each call of the record and two for each description in a SIP
// message. [Step].Replayed tells what the Peer made of it and in what that differs from
// the record. The fields of a step that [Trace.Timeline] has are those of the timeline;
// a step of another call has only those that apply.
//
// Peers get the descriptions that were set in the record, so what a stack wrote into an
// offer is not compared with what a Peer would write. Descriptions that are held are
// compared by meaning, with package diff: a change counts from [diff.Effect] on. Of events
// those of the signalling state and of tracks are compared: the others depend on time.
//
// The error is about the trace, an id in it that isn't there; a trace that Read has read
// gives none.
func Run(t Trace) ([]Step, error) {
	for i := range t.Events {
		for _, id := range []string{t.Events[i].Description, t.Events[i].Created} {
			if _, err := t.Text(id); err != nil && id != "" {
				return nil, err
			}
		}
	}
	r := runner{trace: &t, ends: make(map[string]*replayed), stacks: make(map[string]string, len(t.Peers)), agreed: make(map[string]bool)}
	for _, p := range t.Peers {
		r.stacks[p.Name] = p.Stack
	}
	r.timeline = t.Timeline()
	for i := range t.Events {
		r.event(i, &t.Events[i])
	}
	for _, p := range t.Peers {
		if end := r.ends[p.Name]; end != nil {
			r.over(end)
		}
	}
	for i := range r.steps {
		s := &r.steps[i]
		for n := range s.Replayed.Differences {
			s.Replayed.Differences[n].explain(r.stacks[s.Peer], s)
		}
	}
	return r.steps, nil
}

// over ends a connection: the events that still wait are differences of its last step.
func (r *runner) over(end *replayed) {
	if end.step < 0 {
		return
	}
	last := r.steps[end.step].Replayed
	rest := *last
	rest.Events = nil
	end.compareEvents(&rest)
	for kind := range end.events {
		end.events[kind].end(&rest)
	}
	last.Differences = rest.Differences
}

// A runner runs one trace.
type runner struct {
	trace    *Trace
	stacks   map[string]string // by peer
	agreed   map[string]bool   // by peer: see reportsAgreed
	timeline []Step            // those that are to come
	ends     map[string]*replayed
	steps    []Step
}

// replayed is one peer of the record.
type replayed struct {
	peer       *negotiate.Peer
	connection int
	fired      []Event                   // since the last call
	recorded   [4]string                 // ids of the descriptions at the last step
	shown      [4]string                 // what the Peer had then
	found      [4]map[string]bool        // differences in them
	last       map[DifferenceKind]string // what was compared last
	events     [2]backlog                // states, tracks
	step       int                       // the last one of the connection, -1 before there is one
}

func newReplayed(m negotiate.Mode) *replayed {
	return &replayed{peer: negotiate.NewPeer(options(m)), connection: 1, last: make(map[DifferenceKind]string), step: -1}
}

func options(m negotiate.Mode) negotiate.Options {
	return negotiate.Options{Capabilities: capabilities(m), MungedLocal: true, OnlyAdded: true}
}

func (r *runner) end(name string) *replayed {
	e := r.ends[name]
	if e == nil {
		e = newReplayed(r.mode())
		r.ends[name] = e
	}
	return e
}

// mode is SIP where the trace has SIP messages.
func (r *runner) mode() negotiate.Mode {
	if slices.ContainsFunc(r.trace.Events, func(e Event) bool { return e.Kind == SIP }) {
		return negotiate.SIP
	}
	return negotiate.WebRTC
}

func (r *runner) event(i int, e *Event) {
	if e.Kind == Note {
		return
	}
	end := r.end(e.Peer)
	switch {
	case e.Kind == Fired && e.Name == "icecandidate":
		_ = end.peer.AddLocalCandidate(e.Candidate.init(e.NullCandidate)) // gathered is gathered
	case e.Kind == Fired:
		end.fired = append(end.fired, *e)
	case e.Kind == SIP || e.Name == "setLocalDescription" || e.Name == "setRemoteDescription":
		for len(r.timeline) > 0 && r.timeline[0].Event == i {
			s := r.timeline[0]
			r.timeline = r.timeline[1:]
			r.set(r.end(s.Peer), s, e)
		}
	default:
		r.call(end, i, e)
	}
}

// init is the candidate as package candidate has it; nil for null.
func (c *Candidate) init(null bool) *candidate.Init {
	if c == nil || null {
		return nil
	}
	init := &candidate.Init{Candidate: c.Line, SDPMid: c.MID, UsernameFragment: c.Ufrag}
	if c.Index != nil && *c.Index >= 0 && *c.Index < 1<<16 {
		index := uint16(*c.Index)
		init.SDPMLineIndex = &index
	}
	return init
}

// call replays what sets no description.
func (r *runner) call(end *replayed, i int, e *Event) {
	s := Step{Event: i, Peer: e.Peer, Call: e.Name, Error: e.Error}
	var raw struct {
		Kind string `json:"kind"`
		I    int    `json:"i"`
		Dir  string `json:"direction"`
		Init struct {
			Direction string   `json:"direction"`
			Streams   []string `json:"streams"`
		} `json:"init"`
		Result struct {
			Streams []string `json:"streams"`
		} `json:"result"`
	}
	_ = json.Unmarshal(e.Raw, &raw) // what isn't there or has another form stays zero
	before := end.peer.Snapshot()
	var err error
	switch e.Name {
	case "new":
		next := end.connection
		if end.used() {
			next++
		}
		r.over(end)
		*end = *newReplayed(r.mode())
		end.connection = next
	case "createOffer":
		_, err = end.peer.CreateOffer()
	case "createAnswer":
		_, err = end.peer.CreateAnswer()
	case "addIceCandidate":
		err = end.peer.AddCandidate(e.Candidate.init(e.NullCandidate))
	case "addTrack":
		end.peer.AddMedia(raw.Kind, sdp.SendRecv, negotiate.InStreams(raw.Result.Streams...))
	case "addTransceiver":
		end.peer.AddMedia(raw.Kind, direction(raw.Init.Direction), negotiate.OwnSection(), negotiate.InStreams(raw.Init.Streams...))
	case "createDataChannel":
		end.peer.AddMedia("application", sdp.SendRecv)
	case "setDirection":
		if slot := end.transceiver(raw.I); slot != nil {
			err = slot.SetDirection(direction(raw.Dir))
		}
	case "stop":
		if slot := end.transceiver(raw.I); slot != nil {
			err = slot.Stop()
		}
	case "restartIce":
		err = end.peer.RestartICE()
	case "closePc", "close":
		err = end.peer.Close()
	}
	s.Connection = end.connection
	s.Replayed = &Replayed{Err: err}
	s.Replayed.judgeError(e.Error, err)
	if e.Error != nil && err == nil {
		end.peer.Restore(before)
	}
	r.finish(end, &s, e)
}

// used says that something has happened on the connection.
func (end *replayed) used() bool {
	return !end.peer.Snapshot().Equal(negotiate.Snapshot{}) || end.recorded != [4]string{}
}

// direction reads one as W3C writes it; without one a transceiver has sendrecv.
func direction(s string) sdp.Direction {
	d, err := sdp.Direction(0).ParseAttribute(s, "", false)
	if err != nil {
		return sdp.SendRecv
	}
	return d
}

// transceivers are the slots that W3C has a transceiver for.
func (end *replayed) transceivers() []*negotiate.Slot {
	return slices.DeleteFunc(end.peer.Slots(), func(s *negotiate.Slot) bool { return s.Kind() == "application" })
}

func (end *replayed) transceiver(i int) *negotiate.Slot {
	if list := end.transceivers(); i >= 0 && i < len(list) {
		return list[i]
	}
	return nil
}

// set replays setLocalDescription, setRemoteDescription, or one end of a SIP message.
func (r *runner) set(end *replayed, s Step, e *Event) {
	d := negotiate.Description{Type: negotiate.Type(s.Type), SDP: s.Text}
	s.Replayed = &Replayed{Munged: s.Side == Local && s.Type != Rollback && s.ID != "" && s.Created != s.ID && s.Call != "sip"}
	set := func(p *negotiate.Peer) error {
		if s.Side == Local {
			return p.SetLocal(d)
		}
		return p.SetRemote(d)
	}
	before := end.peer.Snapshot()
	p, o := end.peer, options(r.mode())
	if s.Error != nil && s.Replayed.Munged {
		// A stack that refuses may do so because the description isn't what it created.
		o.MungedLocal = false
		p = negotiate.NewPeer(o)
		p.Restore(before)
	}
	err := set(p)
	end.peer.Restore(p.Snapshot())
	s.Replayed.Err = err
	s.Replayed.judgeError(s.Error, err)
	switch {
	case s.Error != nil && err == nil && e.State != nil && e.State.State == string(end.peer.State()) && e.State.State != s.Before.State:
		// The stack has failed and gone on all the same.
	case s.Error != nil && err == nil:
		end.peer.Restore(before)
		if s.After.State == Stable && s.Before.State == HaveLocalOffer {
			_ = end.peer.SetLocal(negotiate.Description{Type: negotiate.TypeRollback})
		}
	case s.Error == nil && (errors.Is(err, negotiate.ErrInvalidAccess) || errors.Is(err, negotiate.ErrSyntax)):
		o.Tolerant = true
		p := negotiate.NewPeer(o)
		p.Restore(before)
		if set(p) == nil {
			end.peer.Restore(p.Snapshot())
		}
	}
	r.finish(end, &s, e)
}

// judgeError compares how the record's call and the Peer's have ended.
func (p *Replayed) judgeError(recorded *CallError, err error) {
	var e *negotiate.Error
	errors.As(err, &e)
	switch {
	case recorded == nil && err == nil:
	case recorded == nil:
		d := Difference{Kind: OnlyTheStackTook, Recorded: "no error", Replayed: err.Error()}
		if e != nil {
			d.Findings = e.Findings
		}
		p.Differences = append(p.Differences, d)
	case err == nil:
		p.Differences = append(p.Differences, Difference{Kind: OnlyThePeerTook, Recorded: recorded.Error(), Replayed: "no error"})
	case e == nil || !strings.Contains(recorded.Name, string(e.Name)):
		p.Differences = append(p.Differences, Difference{Kind: DifferentError, Recorded: recorded.Error(), Replayed: err.Error()})
	}
}

// finish compares everything else and adds the step.
func (r *runner) finish(end *replayed, s *Step, e *Event) {
	s.Index = len(r.steps)
	p := s.Replayed
	p.State = end.peer.State()
	p.PendingLocal, p.CurrentLocal = end.peer.PendingLocal(), end.peer.CurrentLocal()
	p.PendingRemote, p.CurrentRemote = end.peer.PendingRemote(), end.peer.CurrentRemote()
	p.Events = end.peer.Events()
	r.compare(end, s, e)
	end.fired, end.step = nil, s.Index
	r.steps = append(r.steps, *s)
}
