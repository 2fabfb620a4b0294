package fuzz

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// An Exchange is a course of offers and answers between two endpoints: the first
// negotiation, then renegotiations after changes on either side, ICE restarts,
// rollbacks, glare, and candidates that are trickled.
type Exchange struct {
	Steps []Step
}

// String returns the steps, one a line.
func (e *Exchange) String() string {
	var b strings.Builder
	for i, s := range e.Steps {
		fmt.Fprintf(&b, "%d. %v\n", i+1, s)
	}
	return b.String()
}

// maxSteps bounds exchanges that are read from a text.
const maxSteps = 64

// ParseExchange returns the exchange of which String returns the text. A number in front
// of a step may be any; the error names the line that is no step.
func ParseExchange(text string) (*Exchange, error) {
	e := &Exchange{}
	for line := range strings.Lines(text) {
		s, ok := parseStep(strings.TrimSuffix(line, "\n"))
		if !ok || len(e.Steps) == maxSteps {
			return nil, fmt.Errorf("fuzz: line %d is no step of an exchange: %.80q", len(e.Steps)+1, line)
		}
		e.Steps = append(e.Steps, s)
	}
	return e, nil
}

// parseStep reads "1. endpoint 0: set direction of section 2: recvonly".
func parseStep(line string) (s Step, ok bool) {
	number, line, _ := strings.Cut(line, ". endpoint ")
	by, line, _ := strings.Cut(line, ": ")
	if _, err := strconv.ParseUint(number, 10, 16); err != nil || by != "0" && by != "1" {
		return s, false
	}
	s.By = int(by[0] - '0')
	kind := slices.IndexFunc(stepNames[:], func(name string) bool { return line == name || strings.HasPrefix(line, name+" ") })
	if kind < 0 {
		return s, false
	}
	s.Kind = StepKind(kind)
	rest := line[len(stepNames[kind]):]
	var section, direction string
	switch s.Kind {
	case StepAddMedia:
		s.Media, direction, _ = strings.Cut(strings.TrimPrefix(rest, " "), ", ")
	case StepSetDirection:
		section, direction, _ = strings.Cut(strings.TrimPrefix(rest, " of section "), ": ")
	case StepStop, StepCandidate:
		section = strings.TrimPrefix(rest, " of section ")
	}
	n, _ := strconv.ParseUint(section, 10, 16)
	s.Section = int(n)
	for _, d := range directions {
		if direction == d.String() {
			s.Direction = d
		}
	}
	// What is written again is what was read: nothing was passed over.
	return s, s.String() == "endpoint "+by+": "+line
}

// A Step is a step of an Exchange.
type Step struct {
	Kind StepKind
	By   int // which endpoint, 0 or 1; in a glare the one whose offer stands
	// Of changes; what a step doesn't have is zero.
	Section   int           // of those that the endpoint has, modulo their number
	Media     string        // "audio", "video", "application"
	Direction sdp.Direction // wished for
}

// A StepKind says what happens in a Step.
type StepKind uint8

const (
	// StepNegotiate is an offer, the answer to it, and both applied.
	StepNegotiate StepKind = iota
	// StepRollback is an offer that is taken back before the other side sees it.
	StepRollback
	// StepGlare is an offer on both sides: the other one than By takes its own back and
	// answers (RFC 9429 §5.7, webrtc-pc "perfect negotiation").
	StepGlare
	// StepCandidate is a candidate that the endpoint sends to the other one.
	StepCandidate
	// The rest are changes, which the next offer shows.
	StepAddMedia     // another stream
	StepSetDirection // hold and resume
	StepStop         // a stream that ends for good
	StepRestartICE   // new credentials
	numSteps
)

var stepNames = [numSteps]string{"negotiate", "rollback", "glare", "candidate", "add media", "set direction", "stop", "restart ICE"}

// String returns the name of the kind.
func (k StepKind) String() string {
	if k < numSteps {
		return stepNames[k]
	}
	return "unknown"
}

// String returns the step in words.
func (s Step) String() string {
	text := fmt.Sprintf("endpoint %d: %v", s.By, s.Kind)
	switch s.Kind {
	case StepAddMedia:
		text += fmt.Sprintf(" %s, %v", s.Media, s.Direction)
	case StepSetDirection:
		text += fmt.Sprintf(" of section %d: %v", s.Section, s.Direction)
	case StepStop, StepCandidate:
		text += fmt.Sprintf(" of section %d", s.Section)
	}
	return text
}

// Exchanges returns a generator of exchanges with up to n steps behind the first
// negotiation. The simplest has no more than that.
func Exchanges(n int) Generator[*Exchange] {
	return func(s *Source) *Exchange {
		e := &Exchange{Steps: []Step{{Kind: StepNegotiate}}}
		s.Repeat(0, n, func(int) {
			step := Step{Kind: StepKind(s.Intn(int(numSteps))), By: s.Intn(2)}
			switch step.Kind {
			case StepAddMedia:
				step.Media, step.Direction = Pick(s, "audio", "video", "application"), direction(s)
			case StepSetDirection:
				step.Section, step.Direction = s.Intn(4), direction(s)
			case StepStop, StepCandidate:
				step.Section = s.Intn(4)
			}
			e.Steps = append(e.Steps, step)
		})
		return e
	}
}

var directions = []sdp.Direction{sdp.SendRecv, sdp.SendOnly, sdp.RecvOnly, sdp.Inactive}

func direction(s *Source) sdp.Direction {
	return Pick(s, directions...)
}
