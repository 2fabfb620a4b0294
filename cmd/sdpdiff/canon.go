package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// canonical prints a description so that texts with the same meaning tend to look the same,
// for git's textconv and for diff(1): lines end with LF, the attributes of a section stand in the
// order of their names, what is about one codec stands together in the order of the m= line, and
// format parameters in the order of their names. Attributes that may stand several times in an
// order that means something keep it. Nothing is left out or renumbered: what differs in
// meaning still differs. A text that Parse refuses has this form too, and its faults are noted: git
// gives up a whole log when textconv fails for one file in it.
func (p *printer) canonical(names []string, stdin io.Reader) (int, error) {
	if len(names) != 1 {
		return 0, fmt.Errorf("%d files given: --canon takes one", len(names))
	}
	p.lax = true
	s, err := p.load(names[0], stdin)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	p.noted = append(p.noted, s.Notes...)
	if len(s.texts) != 1 {
		return 0, errors.New(s.Name + ": --canon takes one description")
	}
	for _, problem := range s.texts[0].broken {
		first, _, _ := strings.Cut(problem, "\n")
		p.noted = append(p.noted, s.texts[0].place+":"+first)
	}
	d := s.texts[0].desc
	p.section(d.Session())
	for _, m := range d.AllMedia() {
		p.section(m)
	}
	return exitSame, nil
}

// section prints the lines of a section: those of other types as they stand, then the attributes.
func (p *printer) section(s sdp.Section) {
	rank := make(map[string]int) // of a format in the m= line
	for f := range s.Formats() {
		if _, ok := rank[f]; !ok {
			rank[f] = len(rank)
		}
	}
	var attrs []canonLine
	for l := range s.Lines() {
		name, value, _, ok := l.Attr()
		if !ok {
			p.canonLine(l.Text())
			continue
		}
		attrs = append(attrs, canonOf(l.Text(), name, value, rank))
	}
	slices.SortStableFunc(attrs, func(a, b canonLine) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name), cmp.Compare(a.order, b.order))
	})
	for _, a := range attrs {
		p.canonLine(a.text)
	}
}

func (p *printer) canonLine(s string) {
	if !p.secrets {
		s = maskLine(s)
	}
	p.line(safe(s))
}

// A canonLine is an attribute with what decides where it stands.
type canonLine struct {
	text, name  string
	group, rank int    // codecs are a group behind the others, by format
	order       string // among those of the same name; "" to keep theirs
}

// anyOrder are the attributes whose order among each other means nothing.
var anyOrder = map[string]bool{
	"candidate": true, "extmap": true, "fingerprint": true, "ice-options": true, "rid": true, "ssrc-group": true,
}

func canonOf(line, name, value string, rank map[string]int) canonLine {
	c := canonLine{text: line, name: name}
	format, rest, _ := strings.Cut(value, " ")
	switch {
	case anyOrder[name]:
		c.order = value
	case name == "ssrc": // the lines of one source keep their order
		c.order = format
	case name == "rtpmap" || name == "fmtp" || name == "rtcp-fb":
		c.group, c.rank = 1, len(rank)
		if r, ok := rank[format]; ok {
			c.rank = r
		}
		if name == "rtpmap" {
			c.name = "" // before the others of its codec
		}
		if _, err := strconv.Atoi(format); name == "fmtp" && err == nil && strings.Contains(rest, "=") {
			params := strings.Split(rest, ";")
			for i := range params {
				params[i] = strings.TrimSpace(params[i])
			}
			slices.SortStableFunc(params, func(a, b string) int {
				x, _, _ := strings.Cut(a, "=")
				y, _, _ := strings.Cut(b, "=")
				return cmp.Compare(strings.ToLower(x), strings.ToLower(y))
			})
			c.text = "a=fmtp:" + format + " " + strings.Join(params, ";")
		}
	}
	return c
}
