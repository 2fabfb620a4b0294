package main

import (
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

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

// safe shows what a terminal or a browser would act on as "·": descriptions come from
// strangers. Those are control characters, and what nobody sees but what moves the text
// around it (Unicode's category Cf, such as U+202E and U+2066) or breaks the line (Zl, Zp).
func safe(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == utf8.RuneError || r >= 0x7f && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)) {
			return '·'
		}
		return r
	}, s)
}
