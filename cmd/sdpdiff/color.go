package main

import (
	"io"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// colored decides about colour: the flag first, then FORCE_COLOR, then NO_COLOR
// (any value but "") and TERM=dumb, then whether stdout is a terminal.
func colored(when string, stdout io.Writer, env lookup) bool {
	switch when {
	case "always":
		return true
	case "never":
		return false
	}
	if v, ok := env("FORCE_COLOR"); ok && v != "" {
		return v != "0"
	}
	if v, ok := env("NO_COLOR"); ok && v != "" {
		return false
	}
	if v, ok := env("TERM"); ok && v == "dumb" {
		return false
	}
	return isTerminal(stdout)
}

// The colours never carry meaning alone: each stands on a word or on [-…-]{+…+}.
const (
	bold  = "1"
	faint = "2"
	red   = "31"
	green = "32"
)

var levelColor = [...]string{diff.Cosmetic: faint, diff.Info: "36", diff.Effect: "1;34", diff.Warning: "1;33", diff.Violation: "1;31"}

func (p *printer) paint(code, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// safe shows bytes that a terminal would act on as "·": descriptions come from
// strangers.
func safe(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0xfffd {
			return '·'
		}
		return r
	}, s)
}
