package munge

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Report is what Apply has changed. With the text that was given to Apply it is
// enough to make the text that came out.
type Report struct {
	Edits []Done `json:"edits"` // in the order in which they were done; groups are taken apart
	// Order holds the sections of the result by their old indexes, where sections
	// were moved or removed; else it is nil. A section that was removed also has all
	// its lines among the changes.
	Order []int `json:"order,omitempty"`
	// Mapping is what Redact has replaced, to be given to Restore. It holds what was to
	// be hidden, as do the changes.
	Mapping Mapping `json:"mapping,omitempty"`
}

// Done is what one edit has changed.
type Done struct {
	Edit    string   `json:"edit"`              // its name: "keep-codecs"
	Path    string   `json:"path"`              // its place in the program: "[2]", "[0].edits[1]"
	Changes []Change `json:"changes,omitempty"` // in the order in which they were made
	Moved   bool     `json:"moved,omitempty"`   // it has put sections elsewhere or removed them: see Report.Order
	Notes   []string `json:"notes,omitempty"`   // what else is worth knowing, in words
	at      *step
}

// A Change is one line that an edit has changed, added or removed.
type Change struct {
	// Line is the line's number in the text that was given to Apply, from 1. For an
	// added line it is that of the line behind which it stands in the end, 0 where
	// there is none.
	Line int `json:"line"`
	// Section is the index of the media section there, -1 for the session part.
	Section int    `json:"section"`
	Before  string `json:"before,omitempty"` // without its ending; "" for a line that was added
	After   string `json:"after,omitempty"`  // "" for a line that was removed
	id      int32  // of an added line a negative number, else Line
	place   int32  // among the lines of the result, for an added line that is there
}

// Added reports whether the edit has added the line.
func (c Change) Added() bool { return c.Before == "" }

// Removed reports whether the edit has removed the line.
func (c Change) Removed() bool { return c.After == "" }

// String shows the change as a line of a diff: "12: -a=sendrecv +a=sendonly".
func (c Change) String() string {
	s := fmt.Sprintf("%d:", c.Line)
	if c.Before != "" {
		s += " -" + c.Before
	}
	if c.After != "" {
		s += " +" + c.After
	}
	return s
}

// Changed reports whether the description is another than before.
func (r Report) Changed() bool { return len(r.Order) > 0 || len(r.Lines()) > 0 }

// Lines is what all edits together have changed: each line once, with the text that
// it had before the first edit and the one that it has after the last. What one edit
// did and another undid is not there. The order is that of the text.
func (r Report) Lines() []Change {
	var net []Change
	at := map[int32]int{}
	for _, e := range r.Edits {
		for _, c := range e.Changes {
			if i, ok := at[c.id]; ok {
				net[i].After = c.After
				continue
			}
			at[c.id] = len(net)
			net = append(net, c)
		}
	}
	net = slices.DeleteFunc(net, func(c Change) bool { return c.Before == c.After })
	slices.SortStableFunc(net, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.place, b.place))
	})
	return net
}

// String shows every edit and its changes, a line each.
func (r Report) String() string {
	var b strings.Builder
	for _, e := range r.Edits {
		fmt.Fprintf(&b, "%s %s: ", e.Path, e.Edit)
		switch n := len(e.Changes); {
		case n == 0 && e.Moved:
			b.WriteString("sections in another order\n")
		case n == 0:
			b.WriteString("nothing to do\n")
		case n == 1:
			b.WriteString("1 line\n")
		default:
			fmt.Fprintf(&b, "%d lines\n", n)
		}
		for _, c := range e.Changes {
			b.WriteString("  " + c.String() + "\n")
		}
		for _, n := range e.Notes {
			b.WriteString("  note: " + n + "\n")
		}
	}
	if r.Order != nil {
		fmt.Fprintf(&b, "order of the sections: %v\n", r.Order)
	}
	return b.String()
}

// finish completes the report: it finds out where the added lines stand.
func (p *pass) finish() {
	added := p.locate()
	at := -1 // the section of the change before
	for i := range p.report.Edits {
		e := &p.report.Edits[i]
		e.Path = e.at.String()
		for j := range e.Changes {
			c := &e.Changes[j]
			if c.Line = int(c.id); c.id < 0 {
				c.Line, c.place = added[-1-c.id].line, added[-1-c.id].n
			}
			if !p.inSection(at, c.Line) {
				at = p.sectionOf(c.Line)
			}
			c.Section = at
		}
	}
	if p.moved {
		p.report.Order = make([]int, 0, p.d.NumMedia())
		same := p.d.NumMedia() == len(p.media)
		for i, m := range p.d.AllMedia() {
			n := p.number(m)
			p.report.Order, same = append(p.report.Order, n), same && n == i
		}
		if same { // what one edit has moved another has moved back
			p.report.Order = nil
		}
	}
}

// A place is that of an added line: the line of the input behind which it stands, and
// its own number among those that were looked at.
type place struct {
	line int
	n    int32
}

// locate walks over the sections that have grown, and finds the added lines; their ids
// count down from -1.
func (p *pass) locate() []place {
	at := make([]place, len(p.added))
	n := int32(0)
	done := make(map[sdp.Section]bool, len(p.grown))
	for _, s := range p.grown {
		if done[s] {
			continue
		}
		done[s] = true
		behind := 0
		for l := range s.Lines() {
			n++
			if number := l.Number(); number > 0 {
				behind = number
			} else if id, ok := p.added[l]; ok {
				at[-1-id] = place{behind, n}
			}
		}
	}
	return at
}

// inSection says that a line of the input stands in section i.
func (p *pass) inSection(i, line int) bool {
	return (i < 0 || p.starts[i] <= line) && (i+1 == len(p.starts) || line < p.starts[i+1])
}

// sectionOf is the index of the media section that a line of the input stands in.
func (p *pass) sectionOf(line int) int {
	i, found := slices.BinarySearch(p.starts, line)
	if found {
		return i
	}
	return i - 1
}
