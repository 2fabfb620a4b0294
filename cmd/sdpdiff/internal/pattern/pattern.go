// Package pattern compiles regular expressions when they are first used: most inputs need few of
// them, and the command is to start at once.
package pattern

import (
	"regexp"
	"sync"
)

// New returns what compiles expr when it is first called, and the same pattern from then on. It
// panics then, as regexp.MustCompile does, if expr is none.
func New(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
