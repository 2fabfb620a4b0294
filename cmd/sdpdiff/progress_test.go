package main

import (
	"io"
	"strings"
	"testing"
	"time"
)

func TestProgressIsShownOfLongWorkAndWipedOut(t *testing.T) {
	var out strings.Builder
	at := time.Unix(0, 0).UTC()
	p := &progress{out: &out, now: func() time.Time { return at }}
	for range 30 { // a megabyte each tenth of a second
		p.add(1 << 20)
		at = at.Add(100 * time.Millisecond)
	}
	p.done()
	p.done()
	const want = wipe + "sdpdiff: 11 MB read" + wipe + "sdpdiff: 13 MB read"
	if got := out.String(); !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "sdpdiff: 29 MB read"+wipe) {
		t.Errorf("%q", got)
	}
}

func TestQuickWorkShowsNoProgress(t *testing.T) {
	var out strings.Builder
	at := time.Unix(0, 0).UTC()
	p := &progress{out: &out, now: func() time.Time { return at }}
	p.add(1 << 30)
	at = at.Add(progressAfter - 1)
	p.add(1 << 30)
	p.done()
	if out.Len() > 0 {
		t.Errorf("%q", out.String())
	}
}

// Where stderr is no terminal nothing but messages may be on it.
func TestAPipeShowsNoProgress(t *testing.T) {
	var out strings.Builder
	if p := newProgress(&out); p.out != nil {
		t.Error("a buffer is taken for a terminal")
	}
}

func TestABatchShowsItsLines(t *testing.T) {
	var out strings.Builder
	at := time.Unix(0, 0).UTC()
	p := &progress{out: &out, now: func() time.Time { at = at.Add(400 * time.Millisecond); return at }}
	printer := &printer{progress: p}
	line := `[{"sdp": ""}, {"sdp": ""}]` + strings.Repeat(" ", 1<<20) + "\n"
	if _, err := printer.batched(strings.NewReader(strings.Repeat(line, 5)), io.Discard); err != nil {
		t.Fatal(err)
	}
	p.done()
	const want = wipe + "sdpdiff: 4 lines, 4 MB read" + wipe + "sdpdiff: 5 lines, 5 MB read" + wipe
	if got := out.String(); got != want {
		t.Errorf("%q", got)
	}
}
