package sdp

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Errors of edits. Test for them with errors.Is.
var (
	// ErrStale says that a Section or a Line was used after it was removed, or
	// after Reset gave its Description another text. Nothing was changed.
	ErrStale = errors.New("sdp: stale handle: the line or section is no longer part of the description")
	// ErrMultiple says that Set was asked to replace an attribute that may stand
	// several times in a section; edit the right one with Entries, or Add one.
	ErrMultiple = errors.New("sdp: the attribute may stand more than once: use Add or Entries")
	// ErrBoundary says that a line edit would have created, moved or removed an
	// m= line; AddMedia, InsertMedia, RemoveMedia and SetMediaName do that.
	ErrBoundary = errors.New("sdp: a line edit cannot add or remove an m= line")
	// ErrIndex says that there is no media section with that index.
	ErrIndex = errors.New("sdp: no media section with that index")
	// ErrNotMedia says that the session part was asked for what only media
	// sections have.
	ErrNotMedia = errors.New("sdp: not a media section")
)

// A SyntaxError is one thing wrong with a description.
type SyntaxError struct {
	Line   int    // from 1; 0 for text that is not part of a description yet
	Column int    // in bytes, from 1
	Path   string // the place by meaning: "m[1](mid=video)/a=fmtp:96"; "session/o="
	Rule   string // the clause that refuses it: "RFC 8866 §5.14"
	Msg    string // what is wrong: "m-line: port \"x\" is not a number"
	Fix    string // what to do about it
}

// Error gives position and message: "17:9: m-line: port \"x\" is not a number".
// An error in text that has no position yet (an argument of an edit) starts
// with "sdp: ".
func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return "sdp: " + e.Msg
	}
	return strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column) + ": " + e.Msg
}

// Detail is Error followed by an excerpt of text, which is the text that was
// parsed, with a caret under the column, and by path, clause and fix. It has no
// line feed at its end. A long line is shown around the column only; bytes that
// a terminal would not show as they are appear as "·".
func (e *SyntaxError) Detail(text string) string {
	return e.detail(nthLine(text, e.Line))
}

// detail is Detail for the text of the line.
func (e *SyntaxError) detail(text string) string {
	var b strings.Builder
	b.WriteString(e.Error())
	if e.Line > 0 {
		n := strconv.Itoa(e.Line)
		line, caret := excerpt(text, e.Column)
		fmt.Fprintf(&b, "\n   %s | %s\n   %*s | %*s^", n, line, len(n), "", caret, "")
	}
	for _, part := range []string{joinNonEmpty(" · ", e.Path, e.Rule), e.Fix} {
		if part != "" {
			b.WriteString("\n   ")
			b.WriteString(part)
		}
	}
	return b.String()
}

func joinNonEmpty(sep, a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}

// nthLine is line n of text, from 1, as the parser splits it.
func nthLine(text string, n int) string {
	for ; n > 1; n-- {
		_, next := lineEnd(text)
		if next == 0 {
			return ""
		}
		text = text[next:]
	}
	end, _ := lineEnd(text)
	return text[:end]
}

// lineEnd finds the end of text's first line and the start of the second, 0
// when there is none.
func lineEnd(text string) (end, next int) {
	i := strings.IndexAny(text, "\r\n")
	switch {
	case i < 0:
		return len(text), 0
	case strings.HasPrefix(text[i:], "\r\n"):
		return i, i + 2
	}
	return i, i + 1
}

// excerpt cuts at most 76 columns out of line, around the byte at column, and
// says how many columns stand before that byte.
func excerpt(line string, column int) (shown string, caret int) {
	const before, width = 50, 76
	at := min(max(column-1, 0), len(line))
	start := max(0, at-before)
	for range utf8.UTFMax - 1 { // not into the middle of a letter
		if start == 0 || start >= len(line) || utf8.RuneStart(line[start]) {
			break
		}
		start--
	}
	var b strings.Builder
	cols := 0
	if start > 0 {
		b.WriteString("…")
		cols = 1
	}
	caret = cols
	for i := start; i < len(line); {
		if cols >= width {
			b.WriteString("…")
			break
		}
		r, n := utf8.DecodeRuneInString(line[i:])
		if i <= at {
			caret = cols
		}
		if r == utf8.RuneError || r < ' ' || r == 0x7f || !strconv.IsPrint(r) {
			r = '·'
		}
		b.WriteRune(r)
		cols++
		i += n
	}
	if at >= len(line) {
		caret = cols
	}
	return b.String(), caret
}

// An ErrorList holds every problem of a text, in the order of the text. When
// there were more than Options.MaxProblems, the last entry says how many were
// left out.
type ErrorList []*SyntaxError

// Error gives the first problem and the number of others.
func (l ErrorList) Error() string {
	switch len(l) {
	case 0:
		return "sdp: no errors"
	case 1:
		return l[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", l[0].Error(), len(l)-1)
}

// Detail is the Detail of every problem, with line feeds between them. It goes over
// text once, however many problems there are.
func (l ErrorList) Detail(text string) string {
	var b strings.Builder
	n := 1
	for i, e := range l {
		for ; n < e.Line; n++ {
			_, next := lineEnd(text)
			if next == 0 {
				next = len(text)
			}
			text = text[next:]
		}
		end, _ := lineEnd(text)
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.detail(text[:end]))
	}
	return b.String()
}

// Unwrap lets errors.As find the first *SyntaxError.
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// Err is l as an error: a true nil when it is empty.
func (l ErrorList) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// quote shows a piece of input in a message, whole when it is short.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		return strconv.Quote(s[:most]) + "…"
	}
	return strconv.Quote(s)
}

// bare is quote where it must be, and the plain text where that shows the same.
func bare(s string) string {
	if is(s, clsToken) && len(s) < 40 {
		return s
	}
	return quote(s)
}
