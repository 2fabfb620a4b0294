package diff

import (
	"fmt"
	"slices"
	"strings"
)

// ruleless names the class of lines that are compared as text: by attribute name,
// or by "b=" for a line of another type. What isn't here is unknown-attribute or
// line.
var ruleless = map[string]string{
	"msid": "msid", "msid-semantic": "msid",
	"ssrc": "ssrc", "ssrc-group": "ssrc",
	"rid": "rid", "simulcast": "simulcast",
	"sctp-port": "sctp", "sctpmap": "sctp", "max-message-size": "sctp",
	"crypto": "crypto", "k=": "crypto",
	"ptime": "ptime", "maxptime": "ptime",
	"rtcp": "endpoint", "c=": "endpoint", "bundle-only": "bundle", "group": "group",
	"candidate": "candidates", "remote-candidates": "candidates", "end-of-candidates": "end-of-candidates",
	"ice-ufrag": "ice-credentials", "ice-pwd": "ice-credentials",
	"ice-options": "ice-options", "ice-lite": "ice-options", "ice-pacing": "ice-options",
	"fingerprint": "dtls-restart", "tls-id": "dtls-restart", "setup": "dtls-role",
	"rtcp-mux": "rtcp-mux", "rtcp-mux-only": "rtcp-mux", "rtcp-rsize": "rtcp-rsize",
	"rtpmap": "rtpmap", "fmtp": "fmtp", "rtcp-fb": "rtcp-fb",
	"extmap": "extmap-direction", "extmap-allow-mixed": "extmap-allow-mixed",
	"sendrecv": "direction", "sendonly": "direction", "recvonly": "direction", "inactive": "direction",
	"mid": "mid-changed", "b=": "bandwidth", "o=": "origin", "s=": "session", "t=": "session", "r=": "session", "z=": "session",
	"i=": "session", "u=": "session", "e=": "session", "p=": "session", "v=": "session",
}

// told are the classes above that have no other rule, so that a difference has the
// effect of the class. For the others the effect was looked at, and what is left
// doesn't have it.
var told = map[string]bool{
	"msid": true, "ssrc": true, "rid": true, "simulcast": true, "sctp": true, "crypto": true, "ptime": true, "bandwidth": true,
}

// rest reports every line that nothing accounts for yet. This is what makes it
// impossible that a difference is passed over.
func (c *comparison) rest(p *pair) {
	var o, n *line
	if c.old.o != nil && c.new.o != nil {
		o, n = c.old.o, c.new.o
	}
	old, new := openAll(p.old, o), openAll(p.new, n)
	var ids []string
	byID := make(map[string]*finding)
	sort := func(ls []*line, into func(*finding) *[]*line) {
		for _, l := range ls {
			id := l.class()
			if id == "origin" && o != nil {
				id = "line" // a second o=
			}
			f := byID[id]
			if f == nil {
				f = &finding{id: id}
				if !told[id] {
					f.atMost = Info
				}
				byID[id] = f
				ids = append(ids, id)
			}
			*into(f) = append(*into(f), l)
		}
	}
	sort(old, func(f *finding) *[]*line { return &f.old })
	sort(new, func(f *finding) *[]*line { return &f.new })
	for _, id := range ids {
		f := byID[id]
		f.detail = lineDetails(f.old, f.new)
		f.summary = changeWords(f.old, f.new)
		if len(f.detail) == 1 {
			f.detail = nil
		}
		switch {
		case id == "bundle":
			f.atMost = 0
		case id == "direction" && p.old.slot < 0 && len(c.pairs) > 1:
			// Sections that it holds for have claimed it.
			f.cosmetic, f.summary = true, f.summary+", which held for no section"
		}
		c.emit(p, f.spaced())
	}
}

// openAll leaves o= to originChange.
func openAll(s *section, o *line) []*line {
	return slices.DeleteFunc(openOf(s.lines), func(l *line) bool { return l == o })
}

func (l *line) class() string {
	if l.name == "group" && strings.HasPrefix(l.value, "BUNDLE") {
		return "bundle"
	}
	if l.typ == 'a' {
		if id, ok := ruleless[l.name]; ok {
			return id
		}
		return "unknown-attribute"
	}
	if id, ok := ruleless[string(rune(l.typ))+"="]; ok {
		return id
	}
	return "line"
}

// spaced makes a finding cosmetic when the lines differ in nothing but white
// space between fields, in attributes whose grammar has fields. In an unknown
// one, white space may mean something.
func (f *finding) spaced() finding {
	if len(f.old) != len(f.new) || f.id == "unknown-attribute" || f.id == "line" || f.id == "session" {
		blank := func(l *line) bool { return strings.TrimSpace(l.text) != "" }
		if f.id == "line" && !slices.ContainsFunc(f.old, blank) && !slices.ContainsFunc(f.new, blank) {
			f.cosmetic, f.summary = true, "blank lines"
		}
		return *f
	}
	for i, o := range f.old {
		n := f.new[i]
		if o.name != n.name || o.hasValue != n.hasValue || strings.Join(strings.Fields(o.fields()), " ") != strings.Join(strings.Fields(n.fields()), " ") {
			return *f
		}
	}
	f.cosmetic, f.summary, f.detail = true, "the same, spaced differently", nil
	return *f
}

// fields is the part of the line that consists of fields.
func (l *line) fields() string {
	if l.typ == 'a' {
		return l.value
	}
	return l.text
}

// lineKey pairs a line that went with one that came: the same attribute, and for
// those with a name of their own in the value, that name.
func lineKey(l *line) string {
	if l.typ != 'a' {
		key, _, _ := strings.Cut(l.text, ":")
		if l.typ != 'b' {
			key = l.text[:min(len(l.text), 2)]
		}
		return key
	}
	switch l.name {
	case "ssrc":
		id, attr, _ := strings.Cut(l.value, " ")
		attr, _, _ = strings.Cut(attr, ":")
		return l.name + ":" + id + " " + attr
	case "rid", "crypto", "rtpmap", "fmtp", "rtcp-fb", "sctpmap", "ssrc-group", "group", "extmap":
		id, _, _ := strings.Cut(l.value, " ")
		return l.name + ":" + id
	}
	return l.name
}

// lineDetails pairs lines by key, in order, and says what became of each.
func lineDetails(old, new []*line) []Detail {
	free := make(map[string][]*line, len(new))
	for _, l := range new {
		k := lineKey(l)
		free[k] = append(free[k], l)
	}
	mate := make(map[*line]bool, len(new))
	var ds []Detail
	for _, o := range old {
		k := lineKey(o)
		d := Detail{Name: o.label(), Old: o.shown(), Secret: o.secret()}
		if ls := free[k]; len(ls) > 0 {
			d.New, free[k] = ls[0].shown(), ls[1:]
			mate[ls[0]] = true
		}
		ds = append(ds, d)
	}
	for _, n := range new {
		if !mate[n] {
			ds = append(ds, Detail{Name: n.label(), New: n.shown(), Secret: n.secret()})
		}
	}
	return ds
}

func (l *line) label() string {
	switch {
	case l.typ == 'a':
		return "a=" + l.name
	case l.typ == 0:
		return "line"
	}
	return string(rune(l.typ)) + "="
}

// shown is the value, with a word for none.
func (l *line) shown() string {
	v := l.value
	switch {
	case l.typ == 0:
		v = l.text
	case l.typ != 'a':
		v = l.text[2:]
	case !l.hasValue:
		return "(set)"
	}
	if v == "" {
		return `""`
	}
	return v
}

// secret says that the line holds a key.
func (l *line) secret() bool {
	return l.name == "ice-pwd" || l.name == "crypto" || l.typ == 'k'
}

// changeWords sums up lines that went and came. A secret is never part of it.
func changeWords(old, new []*line) string {
	ds := lineDetails(old, new)
	if len(ds) == 1 && !ds[0].Secret {
		d := ds[0]
		switch {
		case d.Old == "(set)" && d.New == "":
			return d.Name + " gone"
		case d.New == "(set)" && d.Old == "":
			return d.Name + " new"
		case d.New == "":
			return d.Name + " " + d.Old + " gone"
		case d.Old == "":
			return d.Name + " " + d.New + " new"
		}
		return d.Name + " " + d.Old + " → " + d.New
	}
	changed, gone, added := 0, 0, 0
	var names []string
	for _, d := range ds {
		if !slices.Contains(names, d.Name) && len(names) < 4 {
			names = append(names, d.Name)
		}
		switch {
		case d.New == "":
			gone++
		case d.Old == "":
			added++
		default:
			changed++
		}
	}
	var parts []string
	for _, n := range []struct {
		n    int
		word string
	}{{changed, "changed"}, {gone, "gone"}, {added, "new"}} {
		if n.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n.n, n.word))
		}
	}
	return strings.Join(names, ", ") + ": " + strings.Join(parts, ", ")
}
