package page_test

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/align"
	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/page"
)

// Whatever is put into a page is shown as it is and does nothing.
func TestEverythingInAPageIsText(t *testing.T) {
	const evil = `"'><script>x</script></style>{{.}}`
	tokens := []align.Token{{Text: evil, Changed: true}}
	p := page.Page{
		Title: evil, About: []string{evil}, Notes: []string{evil}, Footer: evil,
		Steps: []page.Step{{
			Head: evil, Before: evil, After: "y", Notes: []string{evil}, Problems: []string{evil}, OldName: evil, NewName: evil, Old: evil, New: evil,
			Verdict: evil, Level: "effect", Tiles: []page.Tile{{Name: evil, Level: "info", Words: evil, Broken: []string{evil}}},
			Cards: []page.Card{{
				Level: "effect", ID: evil, Where: evil, Summary: evil, Values: []page.Value{{Name: evil, Old: evil, New: evil}}, Texts: []string{evil},
				Rule: evil, Fix: evil, Fingerprint: evil, Old: []page.Ref{{Number: 1, Text: evil}}, New: []page.Ref{{Number: 1, Text: evil}},
			}},
			Quiet:    []page.Card{{Level: "info", ID: evil, Where: evil, Summary: evil, Texts: []string{evil}}},
			After2:   []string{evil},
			Tables:   []page.Table{{Title: evil, Head: [2]string{evil, evil}, Rows: []page.Row{{Old: evil, New: evil, What: "gone"}}}},
			Sections: []page.Section{{Title: evil, Runs: []page.Run{{Rows: []page.Pair{{Kind: "changed", Old: tokens, New: tokens, OldLine: 1, NewLine: 1}}}}}},
		}},
	}
	var b strings.Builder
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<script>") || strings.Count(b.String(), "</style>") != 1 {
		t.Error("something got out of its place")
	}
	if n := strings.Count(b.String(), "&lt;script&gt;x&lt;/script&gt;"); n < 30 {
		t.Errorf("%d of the texts are shown", n)
	}
	// Levels are words with a sign, not colours alone.
	for _, want := range []string{"▲ effect", "● info", "− gone"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page doesn't say %q", want)
		}
	}
}
