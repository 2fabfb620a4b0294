package main

import (
	"encoding/json"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// schemaVersion rises when a member changes its meaning or goes away; new members
// may come without.
const schemaVersion = 1

type fileJSON struct {
	Name string `json:"name,omitempty"`
	diff.Summary
}

type reportJSON struct {
	Role    diff.Role      `json:"role"`
	Same    bool           `json:"same"`
	Verdict string         `json:"verdict"`
	Counts  map[string]int `json:"counts"`
	Old     fileJSON       `json:"old"`
	New     fileJSON       `json:"new"`
	Changes []diff.Change  `json:"changes"`
}

func (p *printer) reportJSON(oldName, newName string, r *diff.Report) *reportJSON {
	j := &reportJSON{
		Role: r.Role, Same: r.Same(), Verdict: r.Verdict(), Counts: map[string]int{},
		Old: fileJSON{oldName, r.Old}, New: fileJSON{newName, r.New}, Changes: []diff.Change{},
	}
	for _, l := range []diff.Level{diff.Cosmetic, diff.Info, diff.Effect, diff.Warning, diff.Violation} {
		j.Counts[l.String()] = r.Count(l) // encoding/json sorts the keys
	}
	for i := range r.Changes {
		j.Changes = append(j.Changes, p.masked(r.Changes[i]))
	}
	return j
}

func (p *printer) pairJSON(old, new *input, r *diff.Report) error {
	return p.encode(struct {
		SchemaVersion int `json:"schemaVersion"`
		*reportJSON
	}{schemaVersion, p.reportJSON(old.name, new.name, r)})
}

func (p *printer) encode(v any) error {
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
