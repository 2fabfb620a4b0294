package negotiate

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What each edit that breaks or keeps a rule of answers does to the agreement stands in
// testdata/changes.txt, as the offerer sees it, beside the agreements of the calls
// themselves: a rule that is broken shows in what is agreed, or is about something else.
func TestWhatEditsDoToAnAgreement(t *testing.T) {
	var b strings.Builder
	seat := func(offer, answer string) Seat {
		a, _ := Agree(lax(offer), lax(answer))
		return a.For(Offerer)
	}
	for _, name := range []string{"webrtc", "sip", "data"} {
		call, ok := calls[name]
		if !ok {
			t.Fatalf("there is no call %q", name)
		}
		a, _ := Agree(lax(call[0]), lax(call[1]))
		fmt.Fprintf(&b, "# the call %s\n%s-- as the offerer sees it --\n%s-- as the answerer sees it --\n%s\n", name, a, a.For(Offerer), a.For(Answerer))
	}
	for _, k := range answerCases {
		call := calls[k.call]
		for _, way := range []struct {
			name          string
			offer, answer []string
		}{{"breaks", k.brokenOffer, k.brokenAnswer}, {"keeps", k.keptOffer, k.keptAnswer}} {
			if k.before {
				continue // edits of a later text
			}
			offer, answer := edit(t, edit(t, call[0], k.offer), way.offer), edit(t, call[1], way.answer)
			fmt.Fprintf(&b, "# %s %s: %s\n", way.name, k.rule, strings.Join(append(append(k.offer[:len(k.offer):len(k.offer)], way.offer...), way.answer...), "; "))
			for _, c := range seat(offer, answer).Changes(seat(call[0], call[1])) {
				b.WriteString(c.String() + "\n")
			}
			b.WriteString("\n")
		}
	}
	const golden = "testdata/changes.txt"
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Error(diff)
	}
}
