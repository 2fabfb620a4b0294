package diff

import (
	"fmt"
	"strconv"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Level says how much a change matters. Levels are ordered: the greater, the
// more it matters.
type Level uint8

const (
	Cosmetic  Level = iota // the bytes differ, the meaning is the same
	Info                   // it differs, and nothing happens to media
	Effect                 // legal, and applying it does something
	Warning                // legal, but it departs from a SHOULD or breaks a deployed implementation, or the text can't decide
	Violation              // it breaks a MUST for this role
)

var levelNames = [...]string{"cosmetic", "info", "effect", "warning", "violation"}

// String returns the level's name.
func (l Level) String() string {
	if int(l) < len(levelNames) {
		return levelNames[l]
	}
	return "Level(" + strconv.Itoa(int(l)) + ")"
}

// MarshalText returns the level's name.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText accepts what MarshalText writes.
func (l *Level) UnmarshalText(text []byte) error {
	for i, name := range levelNames {
		if name == string(text) {
			*l = Level(i)
			return nil
		}
	}
	return fmt.Errorf("diff: no level is called %q", text)
}

// A Role says how the new description relates to the old one, and so which
// rules bind it.
type Role uint8

const (
	Auto    Role = iota // found from the o= lines and, if given, the types
	Plain               // two descriptions; no rule between them
	Reoffer             // successive descriptions of one side in one session (RFC 3264 §8)
	Answer              // old is the offer, new its answer: sections pair by slot
	Munged              // old is what a stack created, new what the application made of it
)

var roleNames = [...]string{"auto", "plain", "reoffer", "answer", "munged"}

// String returns the role's name.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return "Role(" + strconv.Itoa(int(r)) + ")"
}

// MarshalText returns the role's name.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText accepts what MarshalText writes.
func (r *Role) UnmarshalText(text []byte) error {
	for i, name := range roleNames {
		if name == string(text) {
			*r = Role(i)
			return nil
		}
	}
	return fmt.Errorf("diff: no role is called %q", text)
}

// An Option changes what Compare does.
type Option func(*comparison)

// As fixes the role instead of finding it.
func As(role Role) Option { return func(c *comparison) { c.role = role } }

// Types says what the descriptions are ("offer", "answer", "pranswer"), where
// that is known: it is not in the text.
func Types(old, new string) Option {
	return func(c *comparison) { c.oldType, c.newType = old, new }
}

// A Report is what Compare found. It holds no reference to the descriptions.
type Report struct {
	Role     Role
	Dialect  Dialect
	Old, New Summary
	Changes  []Change // violations first, then by level down; within a level in the order of the text
}

// Same reports whether both descriptions mean the same: there are cosmetic
// changes only, or none.
func (r *Report) Same() bool { return r.Worst() == Cosmetic }

// Worst returns the highest level of a change, Cosmetic when there is none.
func (r *Report) Worst() Level {
	if len(r.Changes) == 0 {
		return Cosmetic
	}
	return r.Changes[0].Level
}

// Count returns the number of changes of one level.
func (r *Report) Count(l Level) int {
	n := 0
	for i := range r.Changes {
		if r.Changes[i].Level == l {
			n++
		}
	}
	return n
}

// A Change is one thing that differs. It may concern several sections, when all
// of them changed in the same way.
type Change struct {
	ID       string    `json:"id"` // of its Class: "ice-restart"
	Level    Level     `json:"level"`
	Path     string    `json:"path"`               // where, by meaning: "session", "m[1](mid=video)"
	Sections []Place   `json:"sections,omitempty"` // the media sections; none for the session part
	Rule     string    `json:"rule,omitempty"`     // of package negotiate that is broken, "" for none: "reoffer-mid"
	Clause   string    `json:"clause"`             // the rule or definition: "RFC 3264 §8"
	Summary  string    `json:"summary"`            // in words, one line
	Detail   []Detail  `json:"detail,omitempty"`
	Old      []LineRef `json:"old,omitempty"` // the lines that the change explains
	New      []LineRef `json:"new,omitempty"`
}

// A Place is a media section in both descriptions.
type Place struct {
	Old int    `json:"old"` // slot, from 0; -1 when there is none
	New int    `json:"new"`
	MID string `json:"mid,omitempty"` // the new one, else the old one
}

// A Detail is one line of explanation: words, or a value that became another.
type Detail struct {
	Text   string `json:"text,omitempty"`
	Name   string `json:"name,omitempty"`   // of the value: "a=ice-ufrag"
	Old    string `json:"old,omitempty"`    // "" for a value that wasn't there
	New    string `json:"new,omitempty"`    // "" for one that is gone
	Secret bool   `json:"secret,omitempty"` // Old and New are for the peers alone
}

// A LineRef is a line of a description as it stands in its text.
type LineRef struct {
	Number int    `json:"number"` // from 1
	Text   string `json:"text"`   // without its ending
}

// A Summary is what a header shows of one description.
type Summary struct {
	Type      string     `json:"type,omitempty"` // as given by Types, else "offer" where a=setup:actpass tells
	SessionID sdp.Number `json:"sessionId"`
	Version   sdp.Number `json:"version"`
	Kinds     []string   `json:"kinds"`             // of the media sections
	Stopped   []int      `json:"stopped,omitempty"` // slots of those that are rejected
	Bundles   [][]string `json:"bundles,omitempty"`
	Lines     int        `json:"lines"`
}

// Compare says what changes from old to new. It never fails: of text that
// [sdp.Parse] would refuse it compares what can be read, and the rest line by
// line. The descriptions are only read. The same two texts give the same report.
func Compare(old, new *sdp.Description, opts ...Option) *Report {
	c := &comparison{old: read(old), new: read(new)}
	for _, o := range opts {
		o(c)
	}
	return c.run()
}
