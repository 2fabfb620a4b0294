// Package align puts the lines of two descriptions side by side: equal lines stand in
// one row, and so do lines about the same thing.
//
// It is for the eye. What a change means, package diff says; no decision rests on the rows
// here. Time is linear in the lines, apart from sorting.
package align

import (
	"sort"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Section is the session part or an m= section of either text or of both.
type Section struct {
	Title    string // the m= line, the new one if there are two; "" for the session part
	Old, New int    // slot; -1 for the session part, and where there is none
	Rows     []Row
}

// A Row is a line of each text. At least one is there.
type Row struct{ Old, New Line }

// A Line is a line as it stands in its text, without its ending. Number is 0 where there
// is none.
type Line struct {
	Number int // from 1
	Text   string
}

// Equal says that both are there and the same.
func (r Row) Equal() bool { return r.Old.Number > 0 && r.New.Number > 0 && r.Old.Text == r.New.Text }

// Count returns the lines that went and those that came. A line that became another is
// one of each.
func (s Section) Count() (gone, added int) {
	for _, r := range s.Rows {
		if !r.Equal() {
			gone += min(r.Old.Number, 1)
			added += min(r.New.Number, 1)
		}
	}
	return gone, added
}

// block is a section of one text.
type block struct {
	slot  int
	mid   string
	lines []Line
}

// Sections aligns two descriptions. Their sections are paired by mid, those without one by slot,
// as long as both texts have them in the same order; others stand alone.
func Sections(old, new *sdp.Description) []Section {
	a, b := cut(old), cut(new)
	out := []Section{{Old: -1, New: -1, Rows: rows(a[0].lines, b[0].lines)}}
	a, b = a[1:], b[1:]
	pairs := anchors(len(a), len(b), func(key func(side, i int, k string)) {
		byMID := make(map[string]bool)
		for _, s := range a {
			byMID[s.mid] = true
		}
		both := make(map[string]bool)
		for _, s := range b {
			both[s.mid] = byMID[s.mid]
		}
		for side, list := range [][]block{a, b} {
			for i, s := range list {
				if s.mid != "" && both[s.mid] {
					key(side, i, "mid "+s.mid)
				} else {
					key(side, i, "slot "+strconv.Itoa(s.slot))
				}
			}
		}
	})
	i, j := 0, 0
	for _, p := range append(pairs, [2]int{len(a), len(b)}) {
		for ; i < p[0]; i++ {
			out = append(out, Section{Title: a[i].lines[0].Text, Old: a[i].slot, New: -1, Rows: rows(a[i].lines, nil)})
		}
		for ; j < p[1]; j++ {
			out = append(out, Section{Title: b[j].lines[0].Text, Old: -1, New: b[j].slot, Rows: rows(nil, b[j].lines)})
		}
		if i < len(a) && j < len(b) {
			out = append(out, Section{Title: b[j].lines[0].Text, Old: a[i].slot, New: b[j].slot, Rows: rows(a[i].lines, b[j].lines)})
			i, j = i+1, j+1
		}
	}
	return out
}

func cut(d *sdp.Description) []block {
	n := 0
	one := func(s sdp.Section, slot int) block {
		b := block{slot: slot}
		b.mid, _ = s.MID()
		for l := range s.Lines() {
			n++
			b.lines = append(b.lines, Line{n, l.Text()})
		}
		return b
	}
	list := []block{one(d.Session(), -1)}
	for i, s := range d.AllMedia() {
		list = append(list, one(s, i))
	}
	return list
}

// rows aligns the lines of two sections.
func rows(old, new []Line) []Row {
	equal := anchors(len(old), len(new), func(key func(side, i int, k string)) {
		for side, lines := range [][]Line{old, new} {
			for i, l := range lines {
				key(side, i, l.Text)
			}
		}
	})
	var out []Row
	i, j := 0, 0
	for _, p := range append(equal, [2]int{len(old), len(new)}) {
		out = append(out, between(old[i:p[0]], new[j:p[1]])...)
		if i, j = p[0], p[1]; i < len(old) && j < len(new) {
			out = append(out, Row{old[i], new[j]})
			i, j = i+1, j+1
		}
	}
	return out
}

// between aligns lines none of which has an equal one: what is about the same thing shares
// a row.
func between(old, new []Line) []Row {
	about := anchors(len(old), len(new), func(key func(side, i int, k string)) {
		for side, lines := range [][]Line{old, new} {
			for i, l := range lines {
				key(side, i, subject(l.Text))
			}
		}
	})
	var out []Row
	i, j := 0, 0
	for _, p := range append(about, [2]int{len(old), len(new)}) {
		for ; i < p[0]; i++ {
			out = append(out, Row{Old: old[i]})
		}
		for ; j < p[1]; j++ {
			out = append(out, Row{New: new[j]})
		}
		if i < len(old) && j < len(new) {
			out = append(out, Row{old[i], new[j]})
			i, j = i+1, j+1
		}
	}
	return out
}

// numbered are attributes whose value begins with what they are about.
var numbered = map[string]bool{
	"rtpmap": true, "fmtp": true, "rtcp-fb": true, "extmap": true, "ssrc": true, "rid": true, "crypto": true, "ssrc-group": true, "group": true,
}

// subject is what a line is about: its type, or the attribute with the payload type or id.
func subject(line string) string {
	if !strings.HasPrefix(line, "a=") {
		return line[:min(len(line), 2)]
	}
	name, value, _ := strings.Cut(line[2:], ":")
	switch {
	case name == "sendrecv" || name == "sendonly" || name == "recvonly" || name == "inactive":
		return "a=direction"
	case numbered[name]:
		id, _, _ := strings.Cut(value, " ")
		return "a=" + name + ":" + id
	}
	return "a=" + name
}

// anchors pairs things with equal keys, the first with the first, and returns as many pairs as
// stand in the same order on both sides.
func anchors(m, n int, keys func(key func(side, i int, k string))) [][2]int {
	places := make(map[string][]int, n)
	olds := make([]string, m)
	keys(func(side, i int, k string) {
		if side == 0 {
			olds[i] = k
		} else {
			places[k] = append(places[k], i)
		}
	})
	var pairs [][2]int
	for i, k := range olds {
		if at := places[k]; len(at) > 0 {
			pairs = append(pairs, [2]int{i, at[0]})
			places[k] = at[1:]
		}
	}
	return rising(pairs)
}

// rising keeps a longest run of pairs whose second numbers rise, as the first ones do.
func rising(pairs [][2]int) [][2]int {
	var tails []int // index into pairs of the last of the best run of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(tails), func(k int) bool { return pairs[tails[k]][1] >= p[1] })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	out := make([][2]int, len(tails))
	for i, k := tails[len(tails)-1], len(tails)-1; i >= 0; i, k = before[i], k-1 {
		out[k] = pairs[i]
	}
	return out
}
