package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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
	Dialect diff.Dialect   `json:"dialect"`
	Same    bool           `json:"same"`
	Verdict string         `json:"verdict"`
	Counts  map[string]int `json:"counts"`
	Old     fileJSON       `json:"old"`
	New     fileJSON       `json:"new"`
	Changes []changeJSON   `json:"changes"`
}

type changeJSON struct {
	diff.Change
	Fingerprint string `json:"fingerprint"`
}

func (p *printer) reportJSON(oldName, newName string, r *diff.Report) *reportJSON {
	j := &reportJSON{
		Role: r.Role, Dialect: r.Dialect, Same: r.Same(), Verdict: r.Verdict(), Counts: map[string]int{},
		Old: fileJSON{oldName, r.Old}, New: fileJSON{newName, r.New}, Changes: []changeJSON{},
	}
	for _, l := range []diff.Level{diff.Cosmetic, diff.Info, diff.Effect, diff.Warning, diff.Violation} {
		j.Counts[l.String()] = r.Count(l) // encoding/json sorts the keys
	}
	for i := range r.Changes {
		j.Changes = append(j.Changes, changeJSON{p.masked(r.Changes[i]), fingerprint(&r.Changes[i])})
	}
	return j
}

// fingerprint names a change by what it is, where, and what became what: the first 12
// hexadecimal digits of a SHA-256. Words that a later version may choose better, numbers of
// lines, and the level are no part of it, so that an approval of a change stays good. Of
// m= lines, which change with everything that is in them, only those count that are the whole of it.
func fingerprint(c *diff.Change) string {
	h := sha256.New()
	put := func(parts ...string) {
		for _, s := range parts {
			fmt.Fprintf(h, "%d:%s", len(s), s) // no part can run into the next
		}
	}
	put(c.ID, c.Path)
	for _, d := range c.Detail {
		if d.Text == "" {
			put(d.Name, d.Old, d.New)
		}
	}
	for _, lines := range [][]diff.LineRef{c.Old, c.New} {
		alone := !slices.ContainsFunc(lines, func(l diff.LineRef) bool { return !strings.HasPrefix(l.Text, "m=") })
		put("")
		for _, l := range lines {
			if alone || !strings.HasPrefix(l.Text, "m=") {
				put(l.Text)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

func (p *printer) pairJSON(c *comparison) error {
	return p.encode(p.pairResult(c))
}

type pairJSON struct {
	SchemaVersion int `json:"schemaVersion"`
	*reportJSON
}

func (p *printer) pairResult(c *comparison) pairJSON {
	return pairJSON{schemaVersion, p.reportJSON(c.old.name, c.new.name, c.report)}
}

func (p *printer) encode(v any) error {
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	if !p.batch {
		e.SetIndent("", "  ")
	}
	return e.Encode(v)
}
