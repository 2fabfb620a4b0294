package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// exchange shows a recorded exchange step by step.
func (p *printer) exchange(in *input) (int, error) {
	var steps []*stepView
	all := in.trace.Timeline()
	shown := make(map[string]int) // step that last stood for a side, for "since #3"
	given := make(givenTexts)
	for i := range all {
		s := &all[i]
		v := p.view(in.trace, s, given.current(s))
		given.after(s)
		side := s.Peer + " " + s.Side.String()
		v.previous = -1
		if n, ok := shown[side]; ok {
			v.previous = n
		}
		shown[side] = s.Index
		if p.wants(s) {
			steps = append(steps, v)
		}
	}
	if len(steps) == 0 && len(all) > 0 {
		return 0, fmt.Errorf("%s: no step is meant by --peer, --side and --step; --list shows all %d", in.name, len(all))
	}
	status := exitSame
	for _, v := range steps {
		if v.report != nil && !v.report.Same() {
			status = exitDiffer
		}
	}
	if p.format == "json" {
		return status, p.exchangeJSON(in, steps)
	}
	p.exchangeHead(in, len(all))
	for _, v := range steps {
		p.step(v)
	}
	return status, nil
}

func (p *printer) wants(s *replay.Step) bool {
	return (p.peer == "" || p.peer == s.Peer) && (p.side == "" || p.side == s.Side.String()) && (p.only < 0 || p.only == s.Index)
}

// A stepView is a step with what the comparison says of it.
type stepView struct {
	*replay.Step
	previous int          // step before on the same side, -1 for none
	report   *diff.Report // nil for a first description, a rollback, and a call without text
	first    *diff.Report // for a first description: what it is
	problems []string     // what Parse refuses in the text
	munged   *diff.Report // against what the stack had created; nil when it was set unchanged
}

// view compares the text of a step with what was current. A text that Parse
// refuses, as stacks do with broken answers, is compared all the same.
func (p *printer) view(t *replay.Trace, s *replay.Step, current string) *stepView {
	v := &stepView{Step: s}
	if s.Text == "" || s.Type == replay.Rollback {
		return v
	}
	new, problems := sdp.ParseLax(s.Text)
	v.problems = details(problems, s.Text, p.secrets)
	if created := t.Descriptions[s.Created].SDP; created != "" && created != s.Text {
		d, _ := sdp.ParseLax(created)
		v.munged = diff.Compare(d, new, diff.As(diff.Munged))
	}
	old, _ := sdp.ParseLax(current)
	role := p.role
	if role == diff.Auto {
		role = diff.Reoffer // one side's successive descriptions, whatever a stack made of o=
	}
	r := diff.Compare(old, new, diff.As(role), diff.Types(t.Descriptions[s.Base].Type, s.Type))
	if current == "" {
		v.first = r
	} else {
		v.report = r
	}
	return v
}

func (p *printer) exchangeHead(in *input, n int) {
	t := in.trace
	var peers []string
	for _, peer := range t.Peers {
		s := peer.Name
		if stack := stackName(peer.Stack, peer.Version); stack != "" {
			s += " = " + stack
		}
		peers = append(peers, s)
	}
	name := safe(cmp.Or(t.Scenario, in.name))
	if head := name + "  " + safe(strings.Join(peers, ", ")); utf8.RuneCountInString(head) <= p.width {
		p.line(head)
	} else {
		p.wrap(name, 0, 3)
		for _, peer := range peers {
			p.wrap(safe(peer), 3, 5)
		}
	}
	if t.Stopped != "" {
		p.wrapPainted(safe("stopped: "+t.Stopped), 0, 3, levelColor[diff.Violation])
	}
	p.line(fmt.Sprintf("%d steps; each shows what pending changes against current", n))
}

// stackName is the version where that starts with the name, as "Chromium 156" and
// "pion/webrtc v4" do; else both.
func stackName(stack, version string) string {
	if n := len(stack); len(version) >= n && strings.EqualFold(version[:n], stack) {
		return version
	}
	return strings.TrimSpace(stack + " " + version)
}

func (p *printer) step(v *stepView) {
	if !p.list {
		p.line("")
	}
	call := v.Call + "(" + v.Type + ")"
	if v.Line != "" {
		call = v.Side.String() + " " + v.Type + "  " + v.Line
	}
	head := fmt.Sprintf("#%d %s %s", v.Index, v.Peer, call)
	if v.Connection > 1 {
		head += " (connection " + strconv.Itoa(v.Connection) + ")"
	}
	states := v.Before.State + " → " + v.After.State
	if v.Before.State == v.After.State {
		states = v.After.State
	}
	if p.list {
		p.wrap(safe(head+"  "+states+"  "+p.inOneLine(v)), 0, 3)
		return
	}
	if p.width < len(p.indent)+len(head)+2+len(states) {
		p.wrapPainted(safe(head), 0, 3, bold)
		p.wrap(safe(states), 3, 3)
	} else {
		p.line(p.paint(bold, safe(head)) + "  " + safe(states))
	}
	p.indent = "   "
	p.body(v)
	p.indent = ""
}

func (p *printer) body(v *stepView) {
	for _, s := range p.notes(v) {
		code := ""
		if strings.HasPrefix(s, "failed") {
			code = levelColor[diff.Violation]
		}
		p.wrapPainted(safe(s), 0, 3, code)
	}
	if len(v.problems) > 0 {
		p.line("not valid SDP, compared as far as it can be read:")
	}
	for _, s := range v.problems {
		message, excerpt, _ := strings.Cut(s, "\n")
		p.wrap(safe(message), 0, 3)
		for l := range strings.Lines(excerpt) {
			p.line(safe(strings.TrimSuffix(l, "\n")))
		}
	}
	switch {
	case v.first != nil:
		p.wrap(safe(v.firstWords()), 0, 3)
	case v.report != nil:
		p.verdict(v.report)
		p.changes(v.report)
		if !v.report.Same() {
			p.line(p.count(v.report))
		}
	}
	for _, s := range v.candidates() {
		p.wrap(safe(s), 0, 3)
	}
}

// notes says what happened to the state machine. A stack's message may quote a
// line, so secrets are masked here too.
func (p *printer) notes(v *stepView) []string {
	notes := v.notes()
	if !p.secrets {
		for i, s := range notes {
			notes[i] = maskLine(s)
		}
	}
	return notes
}

func (v *stepView) notes() []string {
	var notes []string
	if v.Error != nil {
		notes = append(notes, "failed: "+v.Error.Error())
	}
	switch {
	case v.Type == replay.Rollback && v.Error == nil && v.Dropped != "":
		notes = append(notes, "rollback: pending "+v.Dropped+" dropped, back to "+v.After.State)
	case v.Type == replay.Rollback && v.Error == nil:
		notes = append(notes, "rollback: nothing was pending")
	case v.ImplicitRollback:
		notes = append(notes, "glare: its own offer "+cmp.Or(v.Dropped, "")+" was pending; it is dropped (implicit rollback)")
	case v.Dropped != "":
		notes = append(notes, "replaces the pending offer "+v.Dropped)
	}
	if v.munged != nil {
		notes = append(notes, "munged: not the text that was created ("+v.Created+"): "+mungedWords(v.munged))
	}
	if v.Text == "" && v.Type != replay.Rollback && v.Error == nil {
		notes = append(notes, "the record has no text for it")
	}
	return notes
}

// mungedWords says what an application changed in a created description.
func mungedWords(r *diff.Report) string {
	const most = 3
	var parts []string
	for _, c := range r.Changes {
		if c.Level > diff.Cosmetic && c.ID != "munged" {
			where := r.Where(&c)
			if where != "" {
				where += " "
			}
			parts = append(parts, where+c.ID+" "+c.Summary)
		}
	}
	if n := len(parts); n > most {
		parts = append(parts[:most], fmt.Sprintf("and %d more", n-most))
	}
	return cmp.Or(strings.Join(parts, "; "), "cosmetic changes only")
}

// firstWords says what a first description holds.
func (v *stepView) firstWords() string {
	s := v.first.New
	words := "first description: " + cmp.Or(kinds(s), "no media")
	if b := bundles(s); b != "" {
		words += ", " + b
	}
	return words
}

// candidates says how many candidates came before the step and after it.
func (v *stepView) candidates() []string {
	var lines []string
	verb := "gathered"
	if v.Side == replay.Remote {
		verb = "added"
	}
	if n, kinds := countCandidates(v.Since); n != "" {
		since := ""
		if v.previous >= 0 {
			since = " since #" + strconv.Itoa(v.previous)
		}
		lines = append(lines, n+" "+verb+since+", before this call"+kinds)
	}
	if n, kinds := countCandidates(v.Trickled); n != "" {
		lines = append(lines, "then "+n+" "+verb+kinds)
	}
	return lines
}

func countCandidates(list []replay.Candidate) (n, kinds string) {
	count := make(map[string]int)
	total, ends := 0, 0
	for _, c := range list {
		if c.Line == "" {
			ends++
			continue
		}
		total++
		kind := "other"
		if f := strings.Fields(c.Line); len(f) > 7 && f[6] == "typ" {
			kind = f[7]
		}
		count[kind]++
	}
	var parts []string
	for _, kind := range []string{"host", "srflx", "prflx", "relay", "other"} {
		if count[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count[kind], kind))
		}
	}
	if ends > 0 {
		parts = append(parts, "end of candidates")
	}
	switch total {
	case 0:
		if ends == 0 {
			return "", ""
		}
		return "end of candidates", ""
	case 1:
		n = "1 candidate"
	default:
		n = fmt.Sprintf("%d candidates", total)
	}
	return n, " (" + strings.Join(parts, ", ") + ")"
}

// inOneLine is a step for --list.
func (p *printer) inOneLine(v *stepView) string {
	parts := p.notes(v)
	if len(v.problems) > 0 {
		parts = append(parts, "not valid SDP")
	}
	switch {
	case v.first != nil:
		parts = append(parts, v.firstWords())
	case v.report != nil:
		parts = append(parts, v.report.Verdict())
	}
	return strings.Join(parts, "; ")
}
