package main

import (
	"strings"
	"unicode/utf8"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/pattern"
)

func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}

// line prints one line.
func (p *printer) line(s string) {
	if s != "" {
		s = p.indent + s
	}
	p.out.WriteString(s + "\n")
}

// wrap prints text in lines that fit, the first indented by first, others by rest.
func (p *printer) wrap(text string, first, rest int) { p.wrapPainted(text, first, rest, "") }

func (p *printer) wrapPainted(text string, first, rest int, code string) {
	for _, l := range p.fold(text, first, rest) {
		body := strings.TrimLeft(l, " ")
		if code != "" {
			body = p.paint(code, body)
		}
		p.line(l[:len(l)-len(strings.TrimLeft(l, " "))] + body)
	}
}

// together are words that are read as one: a clause, and a codec or header extension
// with its number.
var together = pattern.New(`RFC \d+ §|\S \((id )?\d+\)`)

// glue stands for a space that fold doesn't break at; it is in no text, for safe
// leaves no control characters.
const glue = "\x00"

// fold breaks text at spaces. A word that is longer than a line is broken where
// the line ends, so that no line is ever too wide.
func (p *printer) fold(text string, first, rest int) []string {
	full := p.width - len(p.indent)
	var lines []string
	line, used, indent := strings.Repeat(" ", first), 0, first
	flush := func() {
		lines = append(lines, strings.ReplaceAll(strings.TrimRight(line, " "), glue, " "))
		line, used, indent = strings.Repeat(" ", rest), 0, rest
	}
	if strings.Contains(text, "RFC ") || strings.Contains(text, " (") {
		text = together().ReplaceAllStringFunc(text, func(s string) string { return strings.ReplaceAll(s, " ", glue) })
	}
	for _, word := range splitWords(text) {
		n := utf8.RuneCountInString(word)
		if used > 0 && indent+used+n > full && strings.TrimSpace(word) != "" {
			flush()
		}
		if used == 0 && len(lines) > 0 {
			word = strings.TrimLeft(word, " ")
			n = utf8.RuneCountInString(word)
		}
		for indent+n > full && used == 0 && full-indent > 8 {
			r := []rune(word)
			line += string(r[:full-indent])
			word, n = string(r[full-indent:]), n-(full-indent)
			flush()
		}
		line += word
		used += n
	}
	if used > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

// splitWords cuts text into words and the spaces between them, which are kept: two
// of them part columns.
func splitWords(text string) []string {
	var words []string
	for text != "" {
		i := strings.IndexByte(text, ' ')
		switch {
		case i < 0:
			i = len(text)
		case i == 0:
			i = len(text) - len(strings.TrimLeft(text, " "))
		}
		words = append(words, text[:i])
		text = text[i:]
	}
	return words
}

var escapes = pattern.New("\x1b\\[[0-9;]*m")

// flow prints items next to each other as far as they fit.
func (p *printer) flow(items []string) { p.flowAt(items, 3) }

func (p *printer) flowAt(items []string, indent int) {
	full := p.width - len(p.indent)
	line, used := "", 0
	flush := func() {
		if used > 0 {
			p.line(strings.Repeat(" ", indent) + line)
		}
		line, used = "", 0
	}
	for _, item := range items {
		n := utf8.RuneCountInString(escapes().ReplaceAllString(item, ""))
		if used > 0 && indent+used+3+n > full {
			flush()
		}
		if indent+n > full {
			// Too long for a line: colour gives way to readability.
			item = strings.Replace(escapes().ReplaceAllString(item, ""), "-]{+", "-] {+", 1)
			p.wrap(item, indent, indent+2)
			continue
		}
		if used > 0 {
			line += "   "
			used += 3
		}
		line += item
		used += n
	}
	flush()
}
