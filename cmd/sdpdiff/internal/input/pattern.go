package input

import (
	"regexp"
	"sync"
)

// compiled compiles a pattern when it is first used: most inputs need none, and the
// command is to start at once.
func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
