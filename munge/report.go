package munge

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
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
	Edit    string   // its name: "keep-codecs"
	Path    string   // its place in the program: "[2]", "[0].edits[1]"
	Moved   bool     // it has put sections elsewhere or removed them: see Report.Order
	Notes   []string // what else is worth knowing, in words
	records []record
	ledger  *ledger
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

// Changes iterates over what the edit has changed, in the order in which it did.
func (d Done) Changes() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		for i := range d.records {
			for k := range d.records[i].size() {
				if !yield(d.ledger.tell(&d.records[i], k)) {
					return
				}
			}
		}
	}
}

// size is the number of changes.
func (d *Done) size() (n int) {
	for i := range d.records {
		n += d.records[i].size()
	}
	return n
}

// MarshalJSON writes the edit with its changes: {"edit": …, "path": …, "changes": [{"line":
// …, "section": …, "before": …, "after": …}, …], "moved": …, "notes": …}; what is empty or
// false is not there. There is no way back: a report is told, not read.
func (d Done) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Edit    string   `json:"edit"`
		Path    string   `json:"path"`
		Changes []Change `json:"changes,omitempty"`
		Moved   bool     `json:"moved,omitempty"`
		Notes   []string `json:"notes,omitempty"`
	}{d.Edit, d.Path, slices.Collect(d.Changes()), d.Moved, d.Notes})
}

// Changed reports whether the description is another than before.
func (r Report) Changed() bool { return len(r.Order) > 0 || len(r.Lines()) > 0 }

// Lines is what all edits together have changed: each line once, with the text that
// it had before the first edit and the one that it has after the last. What one edit
// did and another undid is not there. The order is that of the text.
func (r Report) Lines() []Change {
	type line struct {
		Change
		place int32
	}
	var net []line
	at := map[int32]int{}
	for _, e := range r.Edits {
		for i := range e.records {
			for k := range e.records[i].size() {
				c := e.ledger.tell(&e.records[i], k)
				id := e.records[i].id + int32(k)
				if i, ok := at[id]; ok {
					net[i].After = c.After
					continue
				}
				at[id] = len(net)
				net = append(net, line{c, e.ledger.place(id).n})
			}
		}
	}
	slices.SortStableFunc(net, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.place, b.place))
	})
	var list []Change
	for _, l := range net {
		if l.Before != l.After {
			list = append(list, l.Change)
		}
	}
	return list
}

// String shows every edit and its changes, a line each.
func (r Report) String() string {
	var b strings.Builder
	for _, e := range r.Edits {
		fmt.Fprintf(&b, "%s %s: ", e.Path, e.Edit)
		switch n := e.size(); {
		case n == 0 && e.Moved:
			b.WriteString("sections in another order\n")
		case n == 0:
			b.WriteString("nothing to do\n")
		case n == 1:
			b.WriteString("1 line\n")
		default:
			fmt.Fprintf(&b, "%d lines\n", n)
		}
		for c := range e.Changes() {
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
