package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// A progress shows on a terminal how much of a long input was read. Nothing is
// shown of what is quickly done, and what was shown is wiped out in the end.
type progress struct {
	out         io.Writer // nil where stderr is no terminal
	now         func() time.Time
	began, last time.Time
	read        int64
	shown       bool
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
	wipe          = "\r\x1b[K"
)

func newProgress(stderr io.Writer) *progress {
	p := &progress{now: time.Now}
	if f, ok := stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.out = f
	}
	return p
}

// add counts bytes that were read.
func (p *progress) add(n int) {
	if p == nil || p.out == nil {
		return
	}
	p.read += int64(n)
	now := p.now()
	if p.began.IsZero() {
		p.began = now
	}
	if now.Sub(p.began) < progressAfter || now.Sub(p.last) < progressEvery {
		return
	}
	p.last, p.shown = now, true
	fmt.Fprintf(p.out, wipe+"sdpdiff: %d MB read", p.read>>20)
}

// done takes the line away, so that it mixes with nothing that follows.
func (p *progress) done() {
	if p != nil && p.shown {
		io.WriteString(p.out, wipe)
		p.shown = false
	}
}
