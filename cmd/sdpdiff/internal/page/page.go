// Package page writes a comparison or a timeline as one HTML file: no script, nothing that is
// loaded from elsewhere. What is in it is data, which html/template escapes; the levels are told by a
// word and a sign, never by colour alone; parts fold with <details>, so that the keyboard reaches them;
// and when it is printed everything is unfolded.
package page

import (
	_ "embed"
	"html/template"
	"io"
	"sync"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/align"
)

// A Page is what is written.
type Page struct {
	Title  string
	About  []string // lines below the title
	Notes  []string
	Steps  []Step // of a timeline; one without a head for two descriptions
	Footer string
}

// A Step is a comparison, in a timeline with what happened around it.
type Step struct {
	Number         int
	Head           string // "" for two descriptions
	Before, After  string // signalling states, "" if not known
	Failed         bool
	Notes          []string
	Problems       []string
	OldName        string
	NewName        string
	Old, New       string // what the descriptions are: "offer v4, audio video, BUNDLE 0 1"
	Verdict, Level string // Level is the worst; "same" without one
	Tiles          []Tile
	Cards          []Card
	Quiet          []Card // changes that need no more than a line
	Tables         []Table
	Sections       []Section
	After2         []string // what came after the step
}

// A Tile is an m= section in the strip.
type Tile struct {
	Name, Level, Words string
	Broken             []string // the classes of its violations
}

// A Card is a change.
type Card struct {
	Level, ID, Where, Summary string
	Values                    []Value
	Texts                     []string
	Rule, Fix                 string
	Fingerprint               string
	Old, New                  []Ref
}

// A Value became another.
type Value struct{ Name, Old, New string }

// A Ref is a line of a text.
type Ref struct {
	Number int
	Text   string
}

// A Table has what is the same in both sections.
type Table struct {
	Title string
	Head  [2]string // of the columns
	Rows  []Row
}

// A Row is a thing and what became of it.
type Row struct {
	Old, New, What string // What is "same", "changed", "gone" or "new"
}

// A Section is lines side by side; runs of equal ones are folded.
type Section struct {
	Title string
	Runs  []Run
}

// A Run is rows that differ, or equal ones that are folded.
type Run struct {
	Folded bool
	Rows   []Pair
}

// A Pair is two lines with marks on what differs. The number is 0 where there is none.
type Pair struct {
	Kind             string // "same", "changed", "gone" or "new"
	Old, New         []align.Token
	OldLine, NewLine int
}

//go:embed page.html
var source string

//go:embed page.css
var style string

// sheet is parsed when the first page is written: other formats don't wait for it.
var sheet = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"style": func() template.CSS { return template.CSS(style) }, // our own file
		"sign":  func(level string) string { return signs[level] },
	}).Parse(source))
})

// signs stand beside the words.
var signs = map[string]string{
	"violation": "✖", "warning": "⚠", "effect": "▲", "info": "●", "cosmetic": "○", "same": "✓", "first": "◆", "failed": "✖",
	"changed": "→", "gone": "−", "new": "+",
}

// Write writes the page.
func (p *Page) Write(w io.Writer) error { return sheet().Execute(w, p) }
