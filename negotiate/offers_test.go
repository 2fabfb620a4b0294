package negotiate_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
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

// A key that is made has the length of master key and salt together (RFC 4568 §6.2, RFC
// 6188 §4, RFC 7714 §12).
func TestKeysHaveTheLengthsOfTheirSuites(t *testing.T) {
	for suite, want := range map[string]int{
		"AES_CM_128_HMAC_SHA1_80": 30, "AES_CM_128_HMAC_SHA1_32": 30, "F8_128_HMAC_SHA1_80": 30, "AES_192_CM_HMAC_SHA1_80": 38,
		"AES_256_CM_HMAC_SHA1_80": 46, "AEAD_AES_128_GCM": 28, "AEAD_AES_256_GCM": 44,
	} {
		caps := negotiate.SIPPhone()
		caps.Rand = strings.NewReader(strings.Repeat("random bytes ", 100))
		caps.Transport.Address, caps.Media[0].Path.Port, caps.Policy.SDES = "192.0.2.1", 5004, true
		caps.Transport.Crypto, caps.Media[0].Protos = []sdp.Crypto{{Suite: suite}}, []string{"RTP/SAVP"}
		offer, err := negotiate.Offer(caps, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(offer.String(), " inline:")
		text, _, _ = strings.Cut(text, "\r\n")
		if key, err := base64.StdEncoding.DecodeString(text); err != nil || len(key) != want {
			t.Errorf("%s: %d bytes, and not %d (%v)", suite, len(key), want, err)
		}
	}
	caps := negotiate.SIPPhone()
	caps.Rand = strings.NewReader(strings.Repeat("random bytes ", 100))
	caps.Transport.Address, caps.Media[0].Path.Port, caps.Policy.SDES = "192.0.2.1", 5004, true
	caps.Transport.Crypto, caps.Media[0].Protos = []sdp.Crypto{{Suite: "X_OWN"}}, []string{"RTP/SAVP"}
	if _, err := negotiate.Offer(caps, nil); err == nil || !strings.Contains(err.Error(), `of suite "X_OWN" the length of one isn't known`) {
		t.Errorf("a key of unknown length: %v", err)
	}
}

// A description without a type has the one that the state needs, in errors too.
func TestErrorsNameTheTypeThatWasMeant(t *testing.T) {
	p := negotiate.NewPeer(negotiate.Options{Capabilities: negotiate.Capabilities{Mode: negotiate.WebRTC}})
	err := p.SetLocal(negotiate.Description{SDP: "v=0\r\n"})
	var e *negotiate.Error
	if !errors.As(err, &e) || e.Op != "SetLocal(offer)" || e.Name != negotiate.ErrInvalidModification {
		t.Errorf("%v", err)
	}
}
