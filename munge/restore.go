package munge

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
)

// This file has what takes a redaction back.

// A Replacement is one original and what stands in for it.
type Replacement struct {
	Class       Secret `json:"class"`
	Original    string `json:"original"`
	Replacement string `json:"replacement"`
}

// A Mapping is what a redaction has replaced, by class and original. Whoever has it can
// take the redaction back, so it is as secret as what it hides.
type Mapping []Replacement

type restore struct {
	Mapping Mapping `json:"mapping"`
}

// Restore puts the originals back in the places of what stands for them.
func Restore(m Mapping) Edit { return Edit{op: &restore{m}} }

func (*restore) kind() string { return "restore" }

func (o *restore) check() error {
	seen := map[Replacement]string{}
	for _, r := range o.Mapping {
		if !slices.Contains(Secrets(), r.Class) {
			return fail(ErrArgument, "%q is no class of secrets", r.Class)
		}
		k := Replacement{Class: r.Class, Replacement: r.Replacement}
		if was, ok := seen[k]; ok && was != r.Original {
			return fail(ErrArgument, "%s: %q stands for two originals", r.Class, r.Replacement)
		}
		if seen[k] = r.Original; strings.ContainsAny(r.Original, "\r\n\x00") {
			return fail(ErrArgument, "%s: an original holds what no line can", r.Class)
		}
	}
	return nil
}

func (o *restore) apply(p *pass) error {
	back := map[Replacement]string{}
	for _, r := range o.Mapping {
		back[Replacement{Class: r.Class, Replacement: r.Replacement}] = r.Original
	}
	return p.redactAll(func(class Secret, value string) string {
		if s, ok := back[Replacement{Class: class, Replacement: value}]; ok {
			return s
		}
		return value
	})
}

// ParseMapping reads a Mapping from JSON, as Marshal of encoding/json writes it.
func ParseMapping(data []byte) (Mapping, error) {
	var m Mapping
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fail(ErrArgument, "the mapping: %v", err)
	}
	return m, (&restore{m}).check()
}

// Sort puts a mapping in order, by class and original, and leaves each once.
func (m Mapping) Sort() Mapping {
	out := slices.Clone(m)
	slices.SortFunc(out, func(a, b Replacement) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Original, b.Original), cmp.Compare(a.Replacement, b.Replacement))
	})
	return slices.Compact(out)
}
