package munge

import (
	"slices"
	"sync"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has what a report is kept as while edits are done, and told from when it is
// asked for. Most callers want the description and never ask, and an edit that takes sixty
// lines out is to spend its time on these.

// A ledger is what all records of an Apply have in common.
type ledger struct {
	input string   // the text that was given
	media int      // how many sections it has: behind a limit none is read
	texts []string // what lines have become
	added []place  // where the added lines have come to stand, by their ids

	read   sync.Once
	lines  []string // those of the input, once they are asked for
	starts []int    // the numbers of its m= lines

	room struct { // for what most programs need, so that one allocation does
		texts   [4]string
		edits   [1]Done
		records [8]record // of the first edit
	}
}

// A record is a Change as it is kept, or several.
type record struct {
	before string
	id     int32 // the number of the line in the input; of added lines -1, -2, …
	after  int32 // index in texts, plus 1; 0: the line was removed; -n: n lines from this one on were, as they stood in the input
}

// A place is that of an added line: the line of the input behind which it stands, and
// its own number among those that were looked at.
type place struct{ line, n int32 }

// log notes a change of the edit that is being done.
func (p *pass) log(id int, before, after string) {
	r := record{before: before, id: int32(id)}
	if after != "" {
		p.ledger.texts = append(p.ledger.texts, after)
		r.after = int32(len(p.ledger.texts))
	}
	p.record(r)
}

// logRun notes that lines which stand one behind the other as in the input are removed.
func (p *pass) logRun(first sdp.Line, n int) {
	p.record(record{id: int32(first.Number()), after: -int32(n)})
}

func (p *pass) record(r record) {
	if p.done.records == nil && len(p.report.Edits) == 1 {
		p.done.records = p.ledger.room.records[:0]
	}
	p.done.records = append(p.done.records, r)
}

// size is the number of changes.
func (r *record) size() int { return max(1, -int(r.after)) }

// tell makes the ith Change of a record.
func (g *ledger) tell(r *record, i int) Change {
	c := Change{Line: int(r.id) + i, Before: r.before}
	switch {
	case r.after < 0:
		c.Before = g.line(c.Line)
	case r.after > 0:
		c.After = g.texts[r.after-1]
	}
	if r.id < 0 {
		c.Line = int(g.place(r.id).line)
	}
	c.Section = g.section(c.Line)
	return c
}

// line is a line of the input by its number.
func (g *ledger) line(number int) string {
	g.read.Do(g.readInput)
	return g.lines[number-1]
}

// readInput finds the lines of the input.
func (g *ledger) readInput() {
	d, _ := sdp.ParseLax(g.input)
	section := func(s sdp.Section) {
		for l := range s.Lines() {
			g.lines = append(g.lines, l.Text())
		}
	}
	section(d.Session())
	for i, m := range d.AllMedia() {
		if i == g.media {
			break
		}
		g.starts = append(g.starts, len(g.lines)+1)
		section(m)
	}
}

// place is that of an added line; of one of the input nobody asks.
func (g *ledger) place(id int32) place {
	if id >= 0 {
		return place{}
	}
	return g.added[-1-id]
}

// section is the index of the media section that a line of the input stands in, -1 for
// the session part.
func (g *ledger) section(line int) int {
	g.read.Do(g.readInput)
	i, found := slices.BinarySearch(g.starts, line)
	if found {
		return i
	}
	return i - 1
}

// finish completes the report: it says what has become of the sections, and where the added
// lines stand.
func (p *pass) finish() {
	p.ledger.added = p.locate()
	for i := range p.report.Edits {
		e := &p.report.Edits[i]
		e.Path, e.at = e.at.String(), nil
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

// locate walks over the sections that have grown, and finds the added lines.
func (p *pass) locate() []place {
	if len(p.added) == 0 {
		return nil
	}
	at := make([]place, len(p.added))
	n := int32(0)
	done := make(map[sdp.Section]bool, len(p.grown))
	for _, s := range p.grown {
		if done[s] {
			continue
		}
		done[s] = true
		behind := int32(0)
		for l := range s.Lines() {
			n++
			if number := l.Number(); number > 0 {
				behind = int32(number)
			} else if id, ok := p.added[l]; ok {
				at[-1-id] = place{behind, n}
			}
		}
	}
	return at
}
