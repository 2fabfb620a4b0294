package negotiate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// FuzzAnswer answers mutations of real offers, whatever they are. Whatever they are,
// nothing panics, what comes out is a description with as many sections, and twice the
// same; and unless the offer is at fault itself, the answer breaks no rule.
func FuzzAnswer(f *testing.F) {
	for _, text := range texts(f) {
		f.Add(text, []byte{0})
	}
	for i, test := range allAnswers() {
		f.Add(test.offer, []byte{byte(i), 1, 2, 3, 4, 5, 6, 7, 8, 9})
	}
	f.Fuzz(func(t *testing.T, text string, some []byte) {
		if err := anyAnswer(text, some); err != nil {
			t.Error(err)
		}
	})
}

func anyAnswer(text string, some []byte) error {
	offer, problems := sdp.ParseLax(text)
	c := choices(some)
	caps := c.capabilities("9")
	switch c.pick(3) {
	case 1:
		caps = iced(dtls(sdes(phones(phone(), -1))))
		caps.Media[0].Path.Port = 1024
	case 2:
		caps = negotiate.WebRTCAudioVideo()
		caps.Transport, caps.Media = browser().Transport, append(caps.Media, negotiate.DataOnly().Media[0])
	}
	caps.Transport.SessionID = "9"
	if caps.Transport.DTLS != nil {
		caps.Transport.DTLS.TLSID = "zyxwvutsrqponmlkjihg"
	}
	answer, err := negotiate.Answer(offer, caps)
	if err != nil {
		if strings.Contains(err.Error(), "more sections than ports") {
			return nil
		}
		if len(problems) == 0 {
			return fmt.Errorf("%w\n%s", err, text)
		}
		return nil
	}
	again, report, err := negotiate.AnswerReport(offer, caps)
	if err != nil || again.String() != answer.String() {
		return fmt.Errorf("two answers (%v)\n%s\n%s", err, answer, again)
	}
	if len(report.Decisions) < offer.NumMedia() {
		return fmt.Errorf("%d decisions for %d sections", len(report.Decisions), offer.NumMedia())
	}
	if answer.NumMedia() != offer.NumMedia() {
		return fmt.Errorf("%d sections answer %d\n%s", answer.NumMedia(), offer.NumMedia(), answer)
	}
	if _, err := sdp.Parse(answer.String()); err != nil {
		return fmt.Errorf("%w\n%s", err, answer)
	}
	for i, s := range offer.AllMedia() {
		if s.Rejected() && !answer.Media(i).Rejected() {
			return fmt.Errorf("section %d is rejected and answered\n%s", i, answer)
		}
	}
	if len(problems) > 0 {
		return nil
	}
	for _, p := range sdp.Check(offer) {
		if p.Severity == sdp.SeverityError {
			return nil
		}
	}
	verdict := negotiate.CheckAnswer(offer, answer, negotiate.InMode(caps.Mode))
	var own error
	for _, v := range verdict.Violations() {
		if v.Side == negotiate.Offerer {
			return nil
		}
		own = fmt.Errorf("%s\n%s\n%s", v, offer, answer)
	}
	return own
}
