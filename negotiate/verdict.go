package negotiate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Verdict is what a check has found.
type Verdict struct {
	// Findings are in the order of the sections, the session part first, then in
	// that of [Rules].
	Findings []Finding `json:"findings"`
	// NotEvaluated has the rules that could not be judged, in the order of Rules. A
	// rule that is in neither list was kept, or nothing in the texts concerns it.
	NotEvaluated []Skipped `json:"notEvaluated"`
}

// A Finding is a rule that was broken, or for a finding of [sdp.SeverityInfo] something
// to know about it.
type Finding struct {
	Rule     string       `json:"rule"`           // its ID, "answer-direction"
	Code     string       `json:"code,omitempty"` // its short name, "V6"
	Clause   string       `json:"clause"`         // "RFC 3264 §6.1"
	Basis    Basis        `json:"basis"`
	Severity sdp.Severity `json:"severity"`
	Side     Side         `json:"side"`           // whose text departs from the rule
	MID      string       `json:"mid,omitempty"`  // of the section, "" for none
	Index    int          `json:"index"`          // of the section; -1 for the session part
	Line     int          `json:"line,omitempty"` // in that side's text, from 1; 0 when the fault is that something is missing
	Got      string       `json:"got"`            // what is there
	Want     string       `json:"want"`           // what would have been right
	Msg      string       `json:"msg"`            // the whole in a sentence
}

// A Skipped rule was not evaluated.
type Skipped struct {
	Rule string `json:"rule"`
	Code string `json:"code,omitempty"`
	Why  string `json:"why"`
}

// Violation reports whether the finding breaks a MUST of its specification.
func (f Finding) Violation() bool { return f.Severity == sdp.SeverityError }

// Violations returns the findings that break a MUST.
func (v Verdict) Violations() []Finding {
	var list []Finding
	for _, f := range v.Findings {
		if f.Violation() {
			list = append(list, f)
		}
	}
	return list
}

// OK reports whether there are no violations.
func (v Verdict) OK() bool { return !slices.ContainsFunc(v.Findings, Finding.Violation) }

// Has reports whether a rule, named by its ID or its code, has a finding.
func (v Verdict) Has(rule string) bool {
	return slices.ContainsFunc(v.Findings, func(f Finding) bool { return f.Rule == rule || f.Code == rule && rule != "" })
}

// Where names the place of a finding: "answer line 12, m[1] (mid video)".
func (f Finding) Where() string {
	var b strings.Builder
	switch f.Side {
	case Offerer:
		b.WriteString("offer")
	case Answerer:
		b.WriteString("answer")
	}
	if f.Line > 0 {
		b.WriteString(" line " + strconv.Itoa(f.Line))
	}
	if f.Index >= 0 {
		b.WriteString(", m[" + strconv.Itoa(f.Index) + "]")
		if f.MID != "" {
			b.WriteString(" (mid " + f.MID + ")")
		}
	}
	return b.String()
}

// String returns place, severity, message, clause and rule in one line.
func (f Finding) String() string {
	id := f.Rule
	if f.Code != "" {
		id += ", " + f.Code
	}
	return fmt.Sprintf("%s: %s: %s [%s: %s]", f.Where(), f.Severity, f.Msg, f.Clause, id)
}

// String has a line for each finding and one for all rules that were not evaluated.
func (v Verdict) String() string {
	var b strings.Builder
	if len(v.Findings) == 0 {
		b.WriteString("nothing found\n")
	}
	for _, f := range v.Findings {
		b.WriteString(f.String() + "\n")
	}
	for i, s := range v.NotEvaluated {
		if i == 0 {
			b.WriteString("not evaluated: ")
		} else {
			b.WriteString("; ")
		}
		b.WriteString(s.Rule + " (" + s.Why + ")")
	}
	if len(v.NotEvaluated) > 0 {
		b.WriteByte('\n')
	}
	return b.String()
}

// MarshalJSON writes empty lists as such and not as null.
func (v Verdict) MarshalJSON() ([]byte, error) {
	type plain Verdict
	if v.Findings == nil {
		v.Findings = []Finding{}
	}
	if v.NotEvaluated == nil {
		v.NotEvaluated = []Skipped{}
	}
	return json.Marshal(plain(v))
}

// sort puts findings, which are in the order of the rules, into that of the sections.
func (v *Verdict) sort() {
	slices.SortStableFunc(v.Findings, func(a, b Finding) int { return cmp.Compare(a.Index, b.Index) })
}
