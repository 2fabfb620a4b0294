package fuzz

import (
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// A Failure is something that code under test did wrong.
type Failure struct {
	Property string // the function of this package: "Parser"
	Check    string // which of its checks: "WebRTC"
	Text     string // the smallest text that was found
	Msg      string // what is wrong
	Seed     int64  // of the test; 0 when a fuzzer found it
	alone    bool   // the text shows it without the value that it was made of
	call     call   // of the property
}

// String returns the failure as a test prints it: what is wrong, the text, and a test
// that shows it again.
func (f Failure) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: %s\n", f.Property, f.Check, f.Msg)
	lf := ""
	if strings.Contains(f.Text, "\n") && !strings.Contains(f.Text, "\r") {
		lf = ", lines ending in LF"
	}
	fmt.Fprintf(&b, "the smallest text that shows it, %d bytes%s:\n%s", len(f.Text), lf, indent(f.Text))
	if f.Seed != 0 {
		fmt.Fprintf(&b, "found with seed %d\n", f.Seed)
	}
	if f.alone || f.Seed != 0 {
		b.WriteString("as a test:\n\t" + strings.ReplaceAll(f.test(), "\n", "\n\t") + "\n")
	}
	return b.String()
}

// test returns a Go test that fails as long as the fault is there.
func (f Failure) test() string {
	option := fmt.Sprintf("Seed(%d)", f.Seed)
	if f.alone {
		option = "Only(" + quoteLines(f.Text) + ")"
	}
	return f.call.with(f.Property, fmt.Sprintf("Test%s%08x", f.Property, f.hash()), option)
}

func (f Failure) hash() uint32 {
	h := fnv.New32a()
	h.Write([]byte(f.Text))
	return h.Sum32()
}

// maxPrinted is how much of a text is printed; all of it is saved.
const maxPrinted = 4000

// indent shows a text line by line, with bytes that don't show escaped, and so line
// endings that differ.
func indent(text string) string {
	more := ""
	if len(text) > maxPrinted {
		text, more = text[:maxPrinted], fmt.Sprintf("\t… %d bytes more\n", len(text)-maxPrinted)
	}
	var b strings.Builder
	ending := ""
	if strings.Contains(text, "\n") {
		if ending = "\n"; strings.Contains(text, "\r") {
			ending = "\r\n"
		}
	}
	for line := range strings.Lines(text) {
		shown, ended := strings.CutSuffix(line, ending)
		if !ended || strings.ContainsFunc(shown, func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }) {
			shown = strconv.Quote(line)
		}
		b.WriteString("\t" + shown + "\n")
	}
	return b.String() + more
}

// quoteLines returns a text as an expression of Go, a line of text in each line.
func quoteLines(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, strconv.Quote(line))
	}
	switch len(lines) {
	case 0:
		return `""`
	case 1:
		return lines[0]
	}
	return "\"\" +\n\t\t" + strings.Join(lines, " +\n\t\t")
}

// report fails the test and saves the text.
func (r *runner) report(tb testing.TB, f *Failure, dir string) {
	tb.Helper()
	f.call = r.call
	f = r.shortened(f)
	f.alone = r.judgeText(f.Text, isCorrect(f.Text)) != nil
	saved := ""
	if dir != "" {
		name := filepath.Join(dir, fmt.Sprintf("%s-%08x%s", f.Property, f.hash(), r.ending))
		err := os.MkdirAll(dir, 0o777)
		if err == nil {
			err = os.WriteFile(name, []byte(f.Text), 0o666)
		}
		if saved = "saved as " + name; f.alone {
			saved += ", and tried first from now on"
		}
		if err != nil {
			saved = "not saved: " + err.Error()
		}
	}
	tb.Errorf("%s%s", f.String(), saved)
}

// frames returns where a panic came from: the functions between the panic and this
// package.
func frames() (list []string) {
	pc := make([]uintptr, 64)
	all := runtime.CallersFrames(pc[:runtime.Callers(2, pc)])
	for inside := false; ; {
		f, more := all.Next()
		switch {
		case f.Function == "runtime.gopanic" || strings.HasPrefix(f.Function, "runtime.panic") || strings.HasPrefix(f.Function, "runtime.goPanic"):
			inside, list = true, nil
		case inside && strings.HasPrefix(f.Function, thisPackage):
			return list
		case inside && len(list) < 8:
			list = append(list, fmt.Sprintf("\t%s %s:%d", f.Function, filepath.Base(f.File), f.Line))
		}
		if !more {
			return list
		}
	}
}

const thisPackage = "github.com/sdpkit/sdpkit/fuzz."
