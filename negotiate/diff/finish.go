package diff

import (
	"cmp"
	"slices"
	"strconv"
)

// finish joins what is the same in several sections, sorts, and names places.
func (c *comparison) finish() {
	joined := alike{list: c.changes[:0]} // there are never more of them than were looked at
	if many := 32; len(c.changes) > many {
		joined.byKey = make(map[string]int, len(c.changes))
	}
	for _, ch := range c.changes {
		i := joined.last(&ch)
		if i < 0 || len(ch.Sections) == 0 {
			joined.add(ch)
			continue
		}
		into := &joined.list[i]
		into.Sections = append(into.Sections, ch.Sections...)
		into.Old, into.New = append(into.Old, ch.Old...), append(into.New, ch.New...)
	}
	clear(c.changes[len(joined.list):])
	c.changes = joined.list
	for i := range c.changes {
		ch := &c.changes[i]
		if i > 0 && slices.Equal(ch.Sections, c.changes[i-1].Sections) {
			ch.Path = c.changes[i-1].Path
		} else {
			ch.Path = path(ch.Sections)
		}
		if len(ch.Sections) > 1 {
			ch.Old, ch.New = tidy(ch.Old), tidy(ch.New)
		}
	}
	rank(c.changes)
}

// rank sorts changes by level, and in a level as they stand in the text. A Change is too
// large to be handed around while that is found out.
func rank(list []Change) {
	type place struct{ level, line, from int }
	places := make([]place, len(list))
	for i := range list {
		places[i] = place{-int(list[i].Level), list[i].first(), i}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(a.level-b.level, a.line-b.line, a.from-b.from)
	})
	for i := range places {
		// What stands in each place goes to where it is taken from, around the circle.
		to, from := i, places[i].from
		for from != i {
			list[to], list[from] = list[from], list[to]
			places[to].from = to
			to, from = from, places[from].from
		}
		places[to].from = to
	}
}

// An alike is a list of changes in which those are found that say the same.
type alike struct {
	list  []Change
	byKey map[string]int // the last of each key; nil for a list that is short enough to look through
}

func (a *alike) add(ch Change) {
	if a.byKey != nil {
		a.byKey[ch.key()] = len(a.list)
	}
	a.list = append(a.list, ch)
}

// last finds the last one that says the same, -1 for none.
func (a *alike) last(ch *Change) int {
	if a.byKey != nil {
		if i, ok := a.byKey[ch.key()]; ok {
			return i
		}
		return -1
	}
	i := len(a.list) - 1
	for i >= 0 && !a.list[i].says(ch) {
		i--
	}
	return i
}

// says reports whether two changes say the same, if perhaps of different sections.
func (ch *Change) says(o *Change) bool {
	return ch.ID == o.ID && ch.Summary == o.Summary && ch.Level == o.Level && ch.Rule == o.Rule && slices.Equal(ch.Detail, o.Detail)
}

// key is equal for changes that say the same.
func (ch *Change) key() string {
	var b []byte
	add := func(s string) { b = append(append(b, s...), 0) } // no line that Parse takes has a NUL
	add(ch.ID)
	add(ch.Rule)
	add(ch.Level.String())
	add(ch.Summary)
	for _, d := range ch.Detail {
		add(d.Text)
		add(d.Name)
		add(d.Old)
		add(d.New)
	}
	return string(b)
}

// first is where in the text a change begins.
func (ch *Change) first() int {
	switch {
	case len(ch.New) > 0:
		return ch.New[0].Number
	case len(ch.Old) > 0:
		return ch.Old[0].Number
	}
	return 0
}

// path has the shape of sdp.SyntaxError's Path; several sections are listed.
func path(places []Place) string {
	if len(places) == 0 {
		return "session"
	}
	b := append(make([]byte, 0, 48), "m["...)
	mids := 0
	for i, p := range places {
		if i > 0 {
			b = append(b, ',')
		}
		slot := p.New
		if slot < 0 {
			slot = p.Old
		}
		b = strconv.AppendInt(b, int64(slot), 10)
		mids += min(len(p.MID), 1)
	}
	b = append(b, ']')
	if mids == 0 {
		return string(b)
	}
	b = append(b, "(mid="...)
	for _, p := range places {
		if p.MID != "" {
			b = append(append(b, p.MID...), ',')
		}
	}
	b[len(b)-1] = ')'
	return string(b)
}
