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
