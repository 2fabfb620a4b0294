package negotiate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A wholeAnswer is an offer with the whole answer that capabilities give.
type wholeAnswer struct {
	name        string
	caps        capabilities
	offer, want string
}

func allAnswers() []wholeAnswer {
	return slices.Concat(bundleAnswers, extensionsAnswers, codecsAnswers, webrtcAnswers, sipAnswers)
}

// lines has LF for line endings.
func lines(d *sdp.Description) string { return strings.ReplaceAll(d.String(), "\r\n", "\n") }

func TestAnswersAreWholeTexts(t *testing.T) {
	for _, test := range allAnswers() {
		t.Run(test.name, func(t *testing.T) {
			offer := mustParse(t, test.offer)
			answer, err := negotiate.Answer(offer, test.caps)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, lines(answer)); diff != "" {
				t.Error(diff)
			}
			for _, f := range negotiate.CheckAnswer(offer, answer, negotiate.InMode(test.caps.Mode), negotiate.BundleTagRule(test.caps.Policy.TagRule)).Violations() {
				if f.Side == negotiate.Answerer {
					t.Error(f)
				}
			}
			for _, p := range sdp.Check(answer) {
				if p.Severity == sdp.SeverityError {
					t.Error(p)
				}
			}
		})
	}
}

// The full table of RFC 3264 §6.1: what is offered, turned round, and what is wanted.
func TestDirectionsAreTurnedRoundAndIntersected(t *testing.T) {
	want := map[string][4]string{ // wanted: inactive, sendonly, recvonly, sendrecv
		"inactive": {"inactive", "inactive", "inactive", "inactive"},
		"sendonly": {"inactive", "inactive", "recvonly", "recvonly"},
		"recvonly": {"inactive", "sendonly", "inactive", "sendonly"},
		"sendrecv": {"inactive", "sendonly", "recvonly", "sendrecv"},
	}
	for offered, row := range want {
		for wanted, answered := range row {
			caps := phone()
			caps.Media[0].Direction = sdp.Direction(wanted)
			offer := mustParse(t, "v=0\no=a 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/AVP 8\na="+offered+"\n")
			answer, err := negotiate.Answer(offer, caps)
			if err != nil {
				t.Fatal(err)
			}
			if got := answer.Media(0).Direction().String(); got != answered || answer.Media(0).Rejected() {
				t.Errorf("%s offered and %s wanted is answered %s, not %s", offered, sdp.Direction(wanted), got, answered)
			}
		}
	}
}

// What sdp.ParseLax lets in is answered if it can be, and otherwise the fault is the
// offer's and not that of the capabilities.
func TestABrokenOfferIsNotTheFaultOfTheCapabilities(t *testing.T) {
	const session = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\n"
	for _, test := range []struct{ offer, answer, err string }{
		{"t=0 x\r\nm=audio 9 RTP/AVP 0\r\n", "\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0\r\n", ""},
		{"t=0\r\nm=audio 9 RTP/AVP 0\r\n", "\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0\r\n", ""},
		{"t=0 0\r\nm=au=dio 9 RTP/AVP 0\r\n", "", "negotiate: the offer's m[0] can't be answered: "},
		{"t=0 0\r\nm=audio 9 RTP/AVP 0\r\nm=audio 9 RTP//AVP 0\r\n", "", "negotiate: the offer's m[1] can't be answered: "},
		{"t=0 0\r\nm=text 9 RTP/AVP 9:8\r\n", "", `negotiate: the offer's m[0] can't be answered: "9:8" is not a format`},
	} {
		offer, _ := sdp.ParseLax(session + test.offer)
		answer, err := negotiate.Answer(offer, phone())
		switch {
		case test.err != "" && (err == nil || !strings.HasPrefix(err.Error(), test.err)):
			t.Errorf("%q: error %v, want %s", test.offer, err, test.err)
		case test.err == "" && (err != nil || !strings.Contains(answer.String(), test.answer)):
			t.Errorf("%q: %v\n%s", test.offer, err, answer)
		}
	}
}
