package negotiate

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/commands"
	"github.com/leanovate/gopter/gen"

	"github.com/sdpkit/sdpkit/candidate"
)

// The model of a peer: nothing but names and numbers. It was written from webrtc-pc and
// knows nothing of how a Peer works.
type model struct {
	closed  bool
	own     bool  // the offer under way is the peer's own
	offer   *text // under way, nil for none
	interim *text // the provisional answer to it
	local   *text // agreed on
	remote  *text
	early   []step // local candidates without a description
}

// A text stands for a description: its version, its ICE generation and the number of
// candidates that it has.
type text struct {
	typ        Type
	version    int
	ufrag      string
	candidates int
	ended      bool
}

func (x *text) String() string {
	if x == nil {
		return "-"
	}
	s := fmt.Sprintf("%s %d %s +%d", x.typ, x.version, x.ufrag, x.candidates)
	if x.ended {
		s += " end"
	}
	return s
}

func (m model) state() State {
	switch {
	case m.closed:
		return Closed
	case m.offer == nil:
		return Stable
	case m.own && m.interim == nil:
		return HaveLocalOffer
	case m.own:
		return HaveRemotePranswer
	case m.interim == nil:
		return HaveRemoteOffer
	}
	return HaveLocalPranswer
}

// texts are pending local, current local, pending remote, current remote.
func (m model) texts() [4]*text {
	if m.own || m.offer == nil {
		return [4]*text{m.offer, m.local, m.interim, m.remote}
	}
	return [4]*text{m.interim, m.local, m.offer, m.remote}
}

func (m model) String() string {
	x := m.texts()
	return fmt.Sprintf("%s: local %v / %v, remote %v / %v", m.state(), x[0], x[1], x[2], x[3])
}

// show is the same of a Peer.
func show(p *Peer) string {
	one := func(d *Description) string {
		if d == nil {
			return "-"
		}
		var x text
		for line := range strings.SplitSeq(d.SDP, "\r\n") {
			switch {
			case strings.HasPrefix(line, "o="):
				_, _ = fmt.Sscanf(line, "o=- 4611 %d", &x.version)
			case strings.HasPrefix(line, "a=ice-ufrag:"):
				x.ufrag = line[len("a=ice-ufrag:"):]
			case strings.HasPrefix(line, "a=candidate:"):
				x.candidates++
			case line == "a=end-of-candidates":
				x.ended = true
			}
		}
		x.typ = d.Type
		return x.String()
	}
	return fmt.Sprintf("%s: local %s / %s, remote %s / %s", p.State(),
		one(p.PendingLocal()), one(p.CurrentLocal()), one(p.PendingRemote()), one(p.CurrentRemote()))
}

// A step is one call with its arguments.
type step struct {
	call    string // "SetLocal", "SetRemote", "AddCandidate", "AddLocalCandidate", "Close"
	typ     Type
	version int
	ufrag   string // of the description, or of the candidate: "" for none
	end     bool
}

func (s step) String() string {
	return fmt.Sprintf("%s(%s %d %q %t)", s.call, s.typ, s.version, s.ufrag, s.end)
}

// next is what the model says: the model after the call, the name of the error, and
// whether an own offer was rolled back on the way.
func (m model) next(s step) (after model, fails ErrorName, glare bool) {
	switch {
	case m.closed && s.call != "Close":
		return m, ErrInvalidState, false
	case s.call == "Close":
		m.closed = true
		return m, "", false
	case s.call == "AddCandidate":
		x := m.texts()
		return m.candidate(s, 2, x[2], x[3])
	case s.call == "AddLocalCandidate":
		x := m.texts()
		return m.candidate(s, 0, x[0], x[1])
	}
	local := s.call == "SetLocal"
	d := &text{typ: s.typ, version: s.version, ufrag: s.ufrag}
	switch s.typ {
	case TypeRollback:
		if m.offer == nil || m.interim != nil {
			return m, ErrInvalidState, false
		}
		m.offer, m.early = nil, nil
	case TypeOffer:
		if m.offer != nil && m.own && !local && m.interim == nil {
			m.offer, m.early, glare = nil, nil, true
		}
		if m.offer != nil && (m.own != local || m.interim != nil) {
			return m, ErrInvalidState, false
		}
		m.offer, m.own = d, local
	default:
		if m.offer == nil || m.own == local {
			return m, ErrInvalidState, false
		}
		m.interim = d
		if s.typ == TypeAnswer {
			m.local, m.remote = m.interim, m.offer
			if m.own {
				m.local, m.remote = m.offer, m.interim
			}
			m.offer, m.interim = nil, nil
		}
	}
	if local && s.typ != TypeRollback {
		m = m.release()
	}
	return m, "", glare
}

// candidate adds one to a pending and a current text.
func (m model) candidate(s step, at int, pending, current *text) (model, ErrorName, bool) {
	newest := pending
	if newest == nil {
		newest = current
	}
	known := func(x *text) bool { return x != nil && x.ufrag == s.ufrag }
	if at == 0 && (newest == nil || s.ufrag != "" && !known(pending) && !known(current)) {
		if !s.end || s.ufrag != "" {
			m.early = append(slices.Clip(m.early), s)
		}
		return m, "", false
	}
	switch {
	case newest == nil:
		return m, ErrInvalidState, false
	case s.ufrag != "" && !known(pending) && !known(current):
		return m, ErrOperation, false
	}
	ufrag := s.ufrag
	if ufrag == "" {
		ufrag = newest.ufrag
	}
	for _, x := range []*text{pending, current} {
		if x != nil && x.ufrag == ufrag && x.ended && !s.end {
			return m, ErrOperation, false
		}
	}
	grow := func(x *text) *text {
		if x == nil || x.ufrag != ufrag {
			return x
		}
		y := *x
		if y.ended = y.ended || s.end; !s.end {
			y.candidates++
		}
		return &y
	}
	m.offer, m.interim, m.local, m.remote = m.only(at, m.offer, grow), m.only(at, m.interim, grow), m.only(at, m.local, grow), m.only(at, m.remote, grow)
	return m, "", false
}

// only applies f to the texts of one side.
func (m model) only(at int, x *text, f func(*text) *text) *text {
	all := m.texts()
	if x != nil && (x == all[at] || x == all[at+1]) {
		return f(x)
	}
	return x
}

// release gives the local candidates that waited to the texts that have come.
func (m model) release() model {
	early := m.early
	m.early = nil
	for _, s := range early {
		x := m.texts()
		m, _, _ = m.candidate(s, 0, x[0], x[1])
	}
	return m
}

// system is a Peer with what is needed to judge it.
type system struct {
	peer   *Peer
	ports  int
	stable Snapshot
}

// outcome is what there is to see of a Peer after a call.
type outcome struct {
	show    string
	err     error
	atomic  bool // if it failed, nothing has changed
	restore bool // if it rolled back, what was stable is restored
}

func (s step) Run(sut commands.SystemUnderTest) commands.Result {
	y := sut.(*system)
	p := y.peer
	if p.State() == Stable {
		p.Events()
		y.stable = p.Snapshot()
	}
	before := p.Snapshot()
	var err error
	d := Description{s.typ, sketch{s.version, s.ufrag, "actpass", []string{av0}}.String()}
	if s.typ.answers() {
		d.SDP = strings.Replace(d.SDP, "actpass", "active", 1)
	}
	c := &candidate.Init{SDPMid: ptr("0")}
	if !s.end {
		y.ports++
		c = host(y.ports)
	}
	if s.ufrag != "" {
		c.UsernameFragment = ptr(s.ufrag)
	}
	switch s.call {
	case "SetLocal":
		err = p.SetLocal(d)
	case "SetRemote":
		err = p.SetRemote(d)
	case "AddCandidate":
		err = p.AddCandidate(c)
	case "AddLocalCandidate":
		err = p.AddLocalCandidate(c)
	case "Close":
		err = p.Close()
	}
	o := outcome{show: show(p), err: err, atomic: err == nil || p.Snapshot() == before, restore: true}
	if err == nil && s.typ == TypeRollback {
		p.Events()
		o.restore = p.Snapshot().restores(y.stable)
	}
	return o
}

// restores is Equal, but for candidates: those of a generation that goes on stay.
func (s Snapshot) restores(o Snapshot) bool {
	a, b := *s.read(), *o.read()
	for _, x := range []*peerState{&a, &b} {
		for i := range x.current {
			if x.current[i] != nil {
				x.current[i] = x.current[i].origin
			}
		}
		x.early, x.gathering = nil, ""
	}
	return Snapshot{&a}.Equal(Snapshot{&b})
}

func (s step) NextState(m commands.State) commands.State {
	after, _, _ := m.(model).next(s)
	return after
}

func (s step) PreCondition(commands.State) bool { return true }

// PostCondition is given the model after the call, so the error is found by String: a
// model that the call didn't change was refused, or nothing was to be changed.
func (s step) PostCondition(after commands.State, result commands.Result) *gopter.PropResult {
	o := result.(outcome)
	problem := func(what string) *gopter.PropResult {
		return &gopter.PropResult{Status: gopter.PropFalse, Labels: []string{fmt.Sprintf("%v: %s; peer %s (%v), model %v", s, what, o.show, o.err, after)}}
	}
	var named *Error
	switch {
	case o.show != after.(model).String():
		return problem("peer and model differ")
	case o.err != nil && !errors.As(o.err, &named):
		return problem("not an *Error")
	case !o.atomic:
		return problem("a call that failed has changed something")
	case !o.restore:
		return problem("a rollback has not restored the stable state")
	}
	return &gopter.PropResult{Status: gopter.PropTrue}
}

// steps generates calls, of which descriptions are every second.
var steps = gopter.CombineGens(gen.IntRange(0, 9), gen.IntRange(0, 7), gen.IntRange(1, 99), gen.IntRange(0, 3)).
	Map(func(v []any) commands.Command {
		s := step{version: v[2].(int), ufrag: "oooo"}
		if v[3].(int) == 0 {
			s.ufrag = "pppp"
		}
		switch n := v[0].(int); {
		case n < 3:
			s.call = "SetLocal"
		case n < 6:
			s.call = "SetRemote"
		case n < 8:
			s.call = "AddCandidate"
		default:
			s.call = "AddLocalCandidate"
		}
		if strings.HasPrefix(s.call, "Set") {
			s.typ = []Type{TypeOffer, TypeOffer, TypeOffer, TypePranswer, TypeAnswer, TypeAnswer, TypeAnswer, TypeRollback}[v[1].(int)]
			return s
		}
		s.end = v[1].(int) == 0
		if v[3].(int) == 3 {
			s.ufrag = ""
		}
		if v[1].(int) == 7 && v[2].(int) > 95 {
			s = step{call: "Close"}
		}
		return s
	})

func TestAPeerDoesWhatTheModelSays(t *testing.T) {
	params := gopter.DefaultTestParameters()
	params.MinSuccessfulTests = 150
	if testing.Short() {
		params.MinSuccessfulTests = 50
	}
	props := gopter.NewProperties(params)
	props.Property("the peer is what the model is", commands.Prop(&commands.ProtoCommands{
		NewSystemUnderTestFunc: func(commands.State) commands.SystemUnderTest {
			return &system{peer: NewPeer(Options{MungedLocal: true, Tolerant: true})}
		},
		InitialStateGen: gen.Const(model{}),
		GenCommandFunc:  func(commands.State) gopter.Gen { return steps },
	}))
	var out bytes.Buffer
	if !props.Run(gopter.NewFormatedReporter(true, 120, &out)) {
		t.Errorf("seed %d\n%s", params.Seed(), out.String())
	}
}

// The model names errors too; gopter's PostCondition can't see the model before.
func TestErrorsAreThoseOfTheModel(t *testing.T) {
	params := gopter.DefaultGenParameters()
	for range 300 {
		m, y := model{}, &system{peer: NewPeer(Options{MungedLocal: true, Tolerant: true})}
		for range 12 {
			r, _ := steps(params).Retrieve()
			s := r.(step)
			after, want, glare := m.next(s)
			y.peer.Events()
			o := s.Run(y).(outcome)
			if want == "" && o.err != nil || want != "" && !errors.Is(o.err, want) {
				t.Fatalf("%v on %v: the error is %v, not %q", s, m, o.err, want)
			}
			if glare {
				if d := cmp.Diff("stable", kinds(y.peer.Events())[0]); d != "" {
					t.Fatalf("%v on %v: the first event (-want +got):\n%s", s, m, d)
				}
			}
			m = after
		}
	}
}
