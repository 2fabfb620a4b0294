package negotiate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate"
)

// Each case of testdata/offers has capabilities in JSON and, below a line of dashes, the
// first offer that they make, or why they make none.
func TestOffersInFull(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "offers", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, text := range strings.Split("\n"+string(b), "\n# ")[1:] {
			given, want, _ := strings.Cut(text+"\n", "----\n")
			title, program, _ := strings.Cut(given, "\n")
			got := ""
			t.Run(title, func(t *testing.T) {
				var caps negotiate.Capabilities
				if err := json.Unmarshal([]byte(program), &caps); err != nil {
					got = err.Error() + "\n"
				} else if offer, err := negotiate.Offer(caps, nil); err != nil {
					got = err.Error() + "\n"
				} else {
					got = lines(offer)
				}
				if d := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); d != "" && !*update {
					t.Errorf("(-want +got)\n%s", d)
				}
			})
			out.WriteString("# " + given + "----\n" + got + "\n")
		}
		if *update && !t.Failed() {
			if err := os.WriteFile(name, []byte(out.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What JSON can't say is left as it was.
func TestReadingCapabilitiesKeepsTheSourceOfRandomBytes(t *testing.T) {
	source := strings.NewReader(strings.Repeat("random bytes ", 100))
	caps := negotiate.Capabilities{Rand: source}
	if err := json.Unmarshal([]byte(`{"mode":"webrtc","transport":{"ice":{},"dtls":{}},"media":[{"kind":"application","direction":"sendrecv","formats":["webrtc-datachannel"]}]}`), &caps); err != nil {
		t.Fatal(err)
	}
	if caps.Rand != source {
		t.Errorf("Rand is %v", caps.Rand)
	}
	if _, err := negotiate.Offer(caps, nil); err != nil {
		t.Error(err)
	}
}
