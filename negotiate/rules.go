package negotiate

import (
	"fmt"
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// Basis says where a rule has its force from.
type Basis uint8

const (
	Must    Basis = iota + 1 // a MUST of the specification, or what it defines
	Should                   // a SHOULD or RECOMMENDED
	Interop                  // no specification demands it, but implementations do
)

// String returns "must", "should" or "interop".
func (b Basis) String() string {
	switch b {
	case Must:
		return "must"
	case Should:
		return "should"
	case Interop:
		return "interop"
	}
	return ""
}

// MarshalText returns String.
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (b *Basis) UnmarshalText(text []byte) error {
	for _, v := range []Basis{0, Must, Should, Interop} {
		if string(text) == v.String() {
			*b = v
			return nil
		}
	}
	return fmt.Errorf("negotiate: %q is not a basis: must, should or interop", text)
}

// Subject is what a rule is about.
type Subject uint8

const (
	AboutAnswer  Subject = iota + 1 // an answer, held against its offer
	AboutReoffer                    // an offer, held against the same side's description before
)

// String returns "answer" or "reoffer".
func (s Subject) String() string {
	switch s {
	case AboutAnswer:
		return "answer"
	case AboutReoffer:
		return "reoffer"
	}
	return ""
}

// MarshalText returns String.
func (s Subject) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Subject) UnmarshalText(text []byte) error {
	for _, v := range []Subject{0, AboutAnswer, AboutReoffer} {
		if string(text) == v.String() {
			*s = v
			return nil
		}
	}
	return fmt.Errorf("negotiate: %q is not a subject: answer or reoffer", text)
}

// A Rule is one thing that an answer owes to its offer, or an offer to the description
// before it.
type Rule struct {
	ID       string       `json:"id"`             // "answer-direction"
	Code     string       `json:"code,omitempty"` // "V6", "R1"; "" for most
	RFC      string       `json:"rfc"`            // "RFC 3264"
	Section  string       `json:"section"`        // "6.1"
	Basis    Basis        `json:"basis"`
	Severity sdp.Severity `json:"severity"` // of what breaks it; info where nothing is broken
	Subject  Subject      `json:"subject"`
	Mode     Mode         `json:"mode,omitempty"` // the dialect that has it; zero for both
	Title    string       `json:"title"`          // what must hold, in a sentence
	Seen     string       `json:"seen,omitempty"` // what implementations do or print

	// The function that evaluates the rule: once, for each pair of sections with the
	// same index, or for those pairs of which both are live and of one media type.
	whole func(*check)
	each  func(c *check, o, a *section)
	live  func(c *check, o, a *section)
	// The attributes without which the rule would accuse: where one of them can't be
	// parsed it is not evaluated. See [check.unreadable].
	reads string
	// before says that the rule is about what was in force before: see [After].
	before bool
}

// Clause returns specification and section: "RFC 3264 §6.1".
func (r Rule) Clause() string {
	if r.Section == "" {
		return r.RFC
	}
	return r.RFC + " §" + r.Section
}

// Rules lists every rule that [CheckAnswer] and [CheckReoffer] know, in the order in
// which they report.
func Rules() []Rule {
	list := slices.Clone(rules)
	for i := range list {
		list[i].Severity = list[i].severity()
	}
	return list
}

// RuleByID finds a rule by its ID, or the first one that has a code.
func RuleByID(id string) (Rule, bool) {
	for _, r := range rules {
		if r.ID == id || r.Code == id && id != "" {
			r.Severity = r.severity()
			return r, true
		}
	}
	return Rule{}, false
}
