package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// canon is the canonical form of a text, secrets shown.
func canon(t *testing.T, text string) string {
	t.Helper()
	r := sdpdiff(text, nil, "--canon", "--show-secrets", "-")
	if r.status != exitSame {
		t.Fatal(r.err)
	}
	return r.out
}

func same(a, b string) bool {
	x, _ := sdp.ParseLax(a)
	y, _ := sdp.ParseLax(b)
	return diff.Compare(x, y, diff.As(diff.Plain)).Same()
}

func TestTheCanonicalFormMeansTheSame(t *testing.T) {
	files, err := filepath.Glob(data + "*/*.sdp")
	if err != nil || len(files) < 100 {
		t.Fatal(len(files), err)
	}
	forms := make(map[string]string)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if _, err := sdp.Parse(text); err != nil {
			continue // an example of an RFC that leaves lines out
		}
		c := canon(t, text)
		if canon(t, c) != c {
			t.Errorf("%s: the canonical form has another one", f)
		}
		if !same(text, c) {
			t.Errorf("%s: the canonical form means something else", f)
		}
		if len(strings.Fields(c)) != len(strings.Fields(strings.ReplaceAll(text, "; ", ";"))) {
			t.Errorf("%s: %d words became %d", f, len(strings.Fields(text)), len(strings.Fields(c)))
		}
		if other, ok := forms[c]; ok && !same(text, other) {
			t.Errorf("%s has the canonical form of a text that means something else", f)
		}
		forms[c] = text
	}
	if len(forms) < 100 {
		t.Errorf("only %d forms", len(forms))
	}
}

func TestWhatStrangersWriteStaysText(t *testing.T) {
	for _, tt := range [][2]string{
		{"a|b", `a\|b`}, {"<img>", `&lt;img\>`}, {"@all", "&#64;all"}, {"**x** `y` [z](http://e)", "\\*\\*x\\*\\* \\`y\\` \\[z\\](http&#58;//e)"}, {"a\nb", "a·b"},
		{"http://www.example.com/", "http&#58;//www&#46;example.com/"},
	} {
		if got := md(tt[0]); got != tt[1] {
			t.Errorf("%q in Markdown is %q, want %q", tt[0], got, tt[1])
		}
	}
	if got := fenceFor([]string{"a=x:```"}); got != "````" {
		t.Errorf("fence %q", got)
	}
	if got := message("100%\r\n::error::x"); got != "100%25%0D%0A::error::x" {
		t.Errorf("message %q", got)
	}
	if got := property("a,b:c%"); got != "a%2Cb%3Ac%25" {
		t.Errorf("property %q", got)
	}
}

// What takes its time to come is answered as it comes: somebody may wait for a line before
// writing the next.
func TestABatchAnswersEachLineAsItComes(t *testing.T) {
	line := `[{"sdp": "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"},{"sdp": "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"}]` + "\n"
	answered := make(chan int, 3)
	in := &asking{line: line, left: 3, answered: answered}
	out := &telling{answered: answered}
	if status := run([]string{"--batch"}, in, out, new(bytes.Buffer), func(string) (string, bool) { return "", false }); status != exitSame {
		t.Errorf("exit %d", status)
	}
	if out.lines != 3 {
		t.Errorf("%d lines", out.lines)
	}
}

// asking writes a line when the one before was answered.
type asking struct {
	line     string
	rest     string
	left     int
	asked    bool
	answered chan int
}

func (a *asking) Read(b []byte) (int, error) {
	if a.rest == "" {
		if a.asked {
			<-a.answered
		}
		if a.left == 0 {
			return 0, io.EOF
		}
		a.left--
		a.asked, a.rest = true, a.line
	}
	n := copy(b, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

type telling struct {
	lines    int
	answered chan int
}

func (w *telling) Write(b []byte) (int, error) {
	for range bytes.Count(b, []byte("\n")) {
		w.lines++
		w.answered <- 1
	}
	return len(b), nil
}
