package webrtc

import (
	"os"
	"regexp"
	"strings"
	"testing"

	pion "github.com/pion/webrtc/v4"

	"github.com/sdpkit/sdpkit/fuzz"
)

// answer has a new PeerConnection answer an offer.
func answer(offer string) (string, error) {
	pc, err := pion.NewPeerConnection(pion.Configuration{})
	if err != nil {
		return "", err
	}
	defer pc.Close()
	if err := pc.SetRemoteDescription(pion.SessionDescription{Type: pion.SDPTypeOffer, SDP: offer}); err != nil {
		return "", err
	}
	a, err := pc.CreateAnswer(nil)
	return a.SDP, err
}

const leftOut = `the answer has \d+ m= lines?, the offer`

// faults are those of pion/webrtc v4.2.18 as an answerer, by what Failure.Msg matches.
var faults = []struct{ name, msg string }{
	{"an offer without sections is refused", `refuses a correct offer: .*no ice-ufrag`},
	{"a static payload type without a=rtpmap fails the whole offer", `refuses a correct offer: payload type not found`},
	{"a=rtcp-rsize is answered where it was not offered", `rtcp-rsize was not offered`},
	{"a=rid of a stream that was offered to be received is answered recv", `rid ".*" was offered to recv`},
	{"a section without a direction line is left out of the answer", leftOut},
}

// A recorder is a test that may fail.
type recorder struct{ testing.TB }

func (*recorder) Helper()               {}
func (*recorder) Logf(string, ...any)   {}
func (*recorder) Errorf(string, ...any) {}

// Each of the faults is found again when the property is asked for nothing else, with
// about as small an offer left as README.md has; and that offer shows it too.
func TestTheFaultsOfPionsAnswersAreFoundAgain(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			msg := regexp.MustCompile(f.msg)
			var smallest *fuzz.Failure
			fuzz.Answerer(&recorder{TB: t}, answer, fuzz.SaveTo(""), fuzz.Runs(1000), fuzz.Known("others", func(o fuzz.Failure) bool {
				if o.Check != "WebRTC" || !msg.MatchString(o.Msg) || f.msg != leftOut && strings.Contains(o.Msg, "the answer has ") {
					return true // what follows from a section that is left out is no fault of its own
				}
				if smallest == nil || len(o.Text) < len(smallest.Text) {
					smallest = &o
				}
				return false
			}))
			if smallest == nil {
				t.Fatal("it is not found: if it is mended, remove the line, here and in README.md")
			}
			_, text, ok := strings.Cut(string(readme), "\n### "+f.name+"\n\n```\n")
			text, _, _ = strings.Cut(text, "```\n")
			if text = strings.ReplaceAll(text, "\n", "\r\n"); !ok {
				t.Fatalf("README.md has nothing about it; found is\n%s", smallest.Text)
			}
			t.Logf("%d bytes, README.md has %d\n%s", len(smallest.Text), len(text), smallest.Text)
			if len(smallest.Text) > 2*len(text) {
				t.Errorf("only a large offer is found\n%s", smallest.Text)
			}
			answered, err := answer(text)
			if said := fuzzSays(t, text, answered, err); !msg.MatchString(said) {
				t.Errorf("the offer in README.md does not show it: %s", said)
			}
		})
	}
}

// fuzzSays is what Answerer says of one answer.
func fuzzSays(t *testing.T, offer, answered string, err error) (msg string) {
	fuzz.Answerer(&recorder{TB: t}, func(string) (string, error) { return answered, err }, fuzz.SaveTo(""), fuzz.Only(offer), fuzz.Known("", func(f fuzz.Failure) bool {
		msg = f.Msg
		return true
	}))
	return msg
}
