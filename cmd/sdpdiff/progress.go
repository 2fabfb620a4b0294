package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
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
	lines       int // of a batch
	shown       bool
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
	wipe          = "\r\x1b[K"
)

func newProgress(stderr io.Writer) *progress {
	p := &progress{now: time.Now}
	if isTerminal(stderr) {
		p.out = stderr
	}
	return p
}

// beside leaves the terminal to what is written to stdout meanwhile, if it goes there too.
func (p *progress) beside(stdout io.Writer) {
	if isTerminal(stdout) {
		p.out = nil
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// add counts bytes that were read.
func (p *progress) add(n int) { p.count(n, 0) }

// addLine counts a line of a batch.
func (p *progress) addLine(n int) { p.count(n, 1) }

func (p *progress) count(bytes, lines int) {
	if p == nil || p.out == nil {
		return
	}
	p.read += int64(bytes)
	p.lines += lines
	now := p.now()
	if p.began.IsZero() {
		p.began = now
	}
	if now.Sub(p.began) < progressAfter || now.Sub(p.last) < progressEvery {
		return
	}
	p.last, p.shown = now, true
	of := ""
	if p.lines > 0 {
		of = strconv.Itoa(p.lines) + " lines, "
	}
	fmt.Fprintf(p.out, wipe+"sdpdiff: %s%d MB read", of, p.read>>20)
}

// done takes the line away, so that it mixes with nothing that follows.
func (p *progress) done() {
	if p != nil && p.shown {
		io.WriteString(p.out, wipe)
		p.shown = false
	}
}
