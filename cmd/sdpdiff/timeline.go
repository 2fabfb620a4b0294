package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/input"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// A timeline is the steps of a source that are to be shown, with what the rest of it came to.
type timeline struct {
	src    *source
	steps  []*stepView
	total  int // steps, shown or not
	meant  int // those that --pc, --side and --step leave
	listed []listed
}

// recordings shows what a source holds step by step.
func (p *printer) recordings(src *source) (int, error) {
	t := &timeline{src: src}
	status := exitSame
	for _, rec := range src.Recordings {
		last := make(map[string]int) // step that last stood for a side, for "since #3"
		for s, err := range rec.Steps() {
			if err != nil {
				return 0, err
			}
			wanted := p.wants(rec, s)
			number := t.total
			t.total++
			if p.only >= 0 && p.only != number {
				wanted = false
			}
			previous := -1
			side := s.Peer + " " + s.Side.String()
			if n, ok := last[side]; ok {
				previous = n
			}
			last[side] = number
			if !wanted {
				continue
			}
			t.meant++
			v := p.view(s)
			v.number, v.previous, v.recording = number, previous, rec
			if p.munged && v.munged == nil {
				continue
			}
			if v.shown() != nil {
				status = max(status, p.status(v.shown()))
			}
			if v.answer != nil {
				status = max(status, p.status(v.answer))
			}
			// Neither a call that failed nor a text that can't be read whole passes for one
			// that changes nothing.
			if (len(v.breaches) > 0 || len(v.problems) > 0 || v.Error != nil) && p.failOn <= int(diff.Violation) {
				status = max(status, exitDiffer)
			}
			if p.list && p.format == "text" {
				t.listed = append(t.listed, p.inOneLine(v, rec, len(src.Recordings) > 1)) // and the texts can go
			} else {
				t.steps = append(t.steps, v)
			}
		}
	}
	if t.meant == 0 && t.total > 0 {
		return 0, fmt.Errorf("%s: no step is meant by --pc, --side and --step; --list shows all %d", src.Name, t.total)
	}
	if t.total == 0 {
		p.noted = append(p.noted, src.Name+" sets no description: there is nothing to compare")
	}
	return status, p.timeline(t)
}

// timeline prints it in the format that was asked for.
func (p *printer) timeline(t *timeline) error {
	switch p.format {
	case "json":
		return p.timelineJSON(t)
	case "html":
		return p.timelineHTML(t)
	case "markdown":
		p.markdownSteps(t)
		return nil
	case "brief", "github":
		for _, v := range t.steps {
			p.stepBriefly(v)
		}
		return nil
	}
	var rec *input.Recording
	if len(t.src.Recordings) == 1 {
		rec = t.src.Recordings[0]
	}
	p.recordingHead(t, rec)
	p.listing(t.listed)
	for _, v := range t.steps {
		if rec == nil && v.recording.ID != "" && (v == t.steps[0] || v.recording != t.steps[slices.Index(t.steps, v)-1].recording) {
			p.line("")
			p.wrapPainted(safe("call "+p.redacted(v.recording.ID)+"  "+p.redacted(peerNames(v.recording.Peers))), 0, 3, bold)
		}
		p.step(v)
	}
	if len(t.steps)+len(t.listed) == 0 && t.total > 0 {
		p.line("No description was changed between its creation and its use.")
	}
	return nil
}

func (p *printer) wants(rec *input.Recording, s *replay.Step) bool {
	pc := p.pc == "" || p.pc == s.Peer || p.pc == rec.ID || p.pc == s.Peer+"/"+strconv.Itoa(s.Connection)
	return pc && (p.side == "" || p.side == s.Side.String())
}

// redacted is for what is no description: the first line of a SIP message, a stack's words.
func (p *printer) redacted(s string) string {
	if p.redact != nil {
		s = p.redact.text(s)
	}
	return s
}

// recordingHead says what the source is. rec is nil when it has several recordings.
func (p *printer) recordingHead(t *timeline, rec *input.Recording) {
	name, peers := t.src.Name, []replay.Peer(nil)
	if rec != nil {
		name, peers = cmp.Or(rec.Name, name), rec.Peers
	}
	name = p.redacted(name)
	if head := name + "  " + p.redacted(peerNames(peers)); len(peers) > 0 && utf8.RuneCountInString(head) <= p.width {
		p.line(safe(head))
	} else {
		p.wrap(safe(name), 0, 3)
		for _, peer := range peers {
			p.wrap(safe(p.redacted(peerNames([]replay.Peer{peer}))), 3, 5)
		}
	}
	if rec != nil && rec.Stopped != "" {
		p.wrapPainted(safe(p.redacted("stopped: "+rec.Stopped)), 0, 3, levelColor[diff.Violation])
	}
	what := "each shows what pending changes against current"
	if p.munged {
		what = "shown is what the application changed in created descriptions"
	}
	p.wrap(fmt.Sprintf("%s; %s", steps(t.total), what), 0, 3)
}

func steps(n int) string {
	if n == 1 {
		return "1 step"
	}
	return strconv.Itoa(n) + " steps"
}

// peerNames is "a = Chromium 156, b = pion/webrtc v4".
func peerNames(peers []replay.Peer) string {
	var names []string
	for _, peer := range peers {
		s := peer.Name
		if stack := stackName(peer.Stack, peer.Version); stack != "" {
			s += " = " + stack
		}
		names = append(names, s)
	}
	return strings.Join(names, ", ")
}

// stackName is the version where that starts with the name, as "Chromium 156" and
// "pion/webrtc v4" do; else both.
func stackName(stack, version string) string {
	if n := len(stack); len(version) >= n && strings.EqualFold(version[:n], stack) {
		return version
	}
	return strings.TrimSpace(stack + " " + version)
}

// head names the step and what it is: "#4 a setLocalDescription(offer)".
func (p *printer) head(v *stepView) string {
	call := v.Call + "(" + v.Type + ")"
	switch {
	case v.Call == "":
		call = strings.TrimSpace(v.Type + "  " + v.Line)
	case v.Line != "":
		call = v.Side.String() + " " + v.Type + "  " + p.redacted(v.Line)
	}
	head := fmt.Sprintf("#%d %s %s", v.number, v.Peer, call)
	if v.Connection > 1 {
		head += " (connection " + strconv.Itoa(v.Connection) + ")"
	}
	return head
}

// states is "stable → have-local-offer", "" where the source doesn't tell.
func (v *stepView) states() string {
	if v.Before.State == v.After.State {
		return v.After.State
	}
	return v.Before.State + " → " + v.After.State
}

func (p *printer) step(v *stepView) {
	p.line("")
	head, states := p.head(v), v.states()
	if p.width < utf8.RuneCountInString(head)+2+utf8.RuneCountInString(states) {
		p.wrapPainted(safe(head), 0, 3, bold)
		p.wrap(safe(states), 3, 3)
	} else {
		p.line(strings.TrimRight(p.paint(bold, safe(head))+"  "+safe(states), " "))
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
	p.broken("", v.problems)
	for _, s := range p.illegal(v) {
		p.wrapPainted(safe(s), 0, 3, levelColor[diff.Violation])
	}
	switch r := v.shown(); {
	case r != nil:
		p.verdict(r)
		if p.content(v.compared()) && !r.Same() {
			p.wrap(p.count(r), 0, 3)
		}
	case v.first != nil:
		p.wrap(safe(v.firstWords()), 0, 3)
	}
	for _, s := range v.candidates() {
		p.wrap(safe(s), 0, 3)
	}
}

// broken prints what Parse refuses in a text, with excerpts.
func (p *printer) broken(name string, problems []string) {
	if len(problems) == 0 {
		return
	}
	p.wrap(safe(strings.TrimSpace(name+" not valid SDP, compared as far as it can be read:")), 0, 3)
	for _, s := range problems {
		message, excerpt, _ := strings.Cut(s, "\n")
		p.wrap(safe(message), 0, 3)
		for i, l := range strings.Split(excerpt, "\n") {
			if i < 2 { // the line and the caret below it
				p.line(safe(l))
			} else {
				p.wrap(safe(strings.TrimSpace(l)), 3, 3)
			}
		}
	}
}

// notes says what happened to the state machine. A stack's message may quote a
// line, so secrets are masked here too.
func (p *printer) notes(v *stepView) []string {
	notes := v.notes()
	for i, s := range notes {
		if !p.secrets {
			s = maskLine(s)
		}
		notes[i] = p.redacted(s)
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
	if v.munged != nil && !v.only {
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
	seen := "" // by libwebrtc
	for _, c := range r.Changes {
		if c.ID == "munged" && len(c.Detail) > 0 {
			seen = "; " + c.Detail[0].Text
		}
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
	return cmp.Or(strings.Join(parts, "; "), "cosmetic changes only") + seen
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

// illegal says what the step breaks by itself, and what a first answer breaks of what it
// owes to its offer: as a first description it has nothing else to be compared with.
func (p *printer) illegal(v *stepView) []string {
	var list []string
	for _, b := range v.breaches {
		s := p.redacted(b.String())
		if !p.secrets {
			s = maskLine(s)
		}
		list = append(list, s)
	}
	if v.answer == nil {
		return list
	}
	for i := range v.answer.Changes {
		c := p.masked(v.answer.Changes[i])
		words := c.Summary
		if n := len(c.Detail); n > 0 && c.Detail[n-1].Text != "" {
			words += ": " + c.Detail[n-1].Text
		}
		where := v.answer.Where(&c)
		if where != "" {
			where += " "
		}
		if clause := " (" + c.Clause + ")"; !strings.HasSuffix(words, clause) {
			words += clause
		}
		list = append(list, fmt.Sprintf("%s  %s%s: %s", c.Level, where, c.ID, words))
	}
	return list
}
