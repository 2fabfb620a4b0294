package negotiate_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
)

// Every decision cites a clause, and if it names a rule one that exists; and all that is
// offered is decided about, with the lines of both texts.
func TestReportsNameRulesAndLines(t *testing.T) {
	decided := map[negotiate.About]int{}
	for _, test := range allAnswers() {
		offer := mustParse(t, test.offer)
		answer, report, err := negotiate.AnswerReport(offer, test.caps)
		if err != nil {
			t.Fatal(err)
		}
		offered, answered := strings.Split(test.offer, "\n"), strings.Split(lines(answer), "\n")
		for _, d := range report.Decisions {
			decided[d.About]++
			if _, ok := negotiate.RuleByID(d.Rule); d.Rule != "" && !ok {
				t.Errorf("%s: %s: there is no rule %q", test.name, d, d.Rule)
			}
			if d.Clause == "" || d.Why == "" || d.Subject == "" {
				t.Errorf("%s: %s", test.name, d)
			}
			if d.OfferLine > len(offered) || d.AnswerLine > len(answered) {
				t.Errorf("%s: %s: no such line", test.name, d)
				continue
			}
			switch d.About {
			case negotiate.AboutSection:
				if !strings.HasPrefix(offered[d.OfferLine-1], "m=") || !strings.HasPrefix(answered[d.AnswerLine-1], "m=") {
					t.Errorf("%s: %s: not m= lines", test.name, d)
				}
				if port0 := strings.Fields(answered[d.AnswerLine-1])[1] == "0"; port0 == d.Taken {
					t.Errorf("%s: %s: %s", test.name, d, answered[d.AnswerLine-1])
				}
			case negotiate.AboutExtension:
				if uri := strings.Fields(d.Subject)[1]; !strings.Contains(offered[d.OfferLine-1], uri) || d.Taken && !strings.Contains(answered[d.AnswerLine-1], uri) {
					t.Errorf("%s: %s: other lines", test.name, d)
				}
			case negotiate.AboutCodec:
				if d.Taken && d.AnswerLine == 0 {
					t.Errorf("%s: %s: no line of the answer", test.name, d)
				}
			}
		}
		if b, err := json.Marshal(report); err != nil || !json.Valid(b) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	for _, about := range []negotiate.About{
		negotiate.AboutBundle, negotiate.AboutSection, negotiate.AboutDirection, negotiate.AboutCodec, negotiate.AboutFeedback,
		negotiate.AboutExtension, negotiate.AboutEncoding, negotiate.AboutRTCP, negotiate.AboutICE, negotiate.AboutDTLS, negotiate.AboutCrypto,
	} {
		if decided[about] == 0 {
			t.Errorf("nothing was decided about %s", about)
		}
	}
}

func TestReportsSayWhy(t *testing.T) {
	for name, want := range map[string]string{
		"H264 has the same profile and mode, a level that both can do, and nothing is echoed":                      "m[0] codec H264/90000 (97): left out: packetization-mode is 0 and 1; it must be the same on both sides (RFC 6184 §8.2.2, answer-h264-config; offer line 15)",
		"One codec is enough for a phone that can't switch, with the events of its rate":                           "telephone-event/48000 (102): left out: no codec here is the same",
		"When the first section of a group is rejected, the next carries the others":                               "bundle a v d: v d: the section v carries the others, since those before it can't (RFC 9143 §7.3.1, answer-bundle-tag; offer line 5, answer line 5)",
		"Header extensions keep their ids, have their directions turned round, and large ids are given small ones": "extension 4096 urn:five: id 2: both sides have it (RFC 8285 §7; offer line 22, answer line 15)",
		"SDES when it is asked for":                            "crypto F8_128_HMAC_SHA1_80: left out: another is taken, or it is not supported here",
		"What can't be connected in WebRTC is rejected":        "left out: DTLS is needed, and the offer has no fingerprint (RFC 9429 §5.1.2, answer-fingerprint",
		"Without the extension for rids there is no simulcast": "encoding 1: left out: without the header extension for rids its packets couldn't be told apart",
		"By RFC 9429 the others are rejected with it":          "left out: the tagged section of its BUNDLE group is rejected, and the group with it",
	} {
		found := false
		for _, test := range allAnswers() {
			if test.name != name {
				continue
			}
			found = true
			_, report, err := negotiate.AnswerReport(mustParse(t, test.offer), test.caps)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(report.String(), want) {
				t.Errorf("%s: want %s\n%s", name, want, report)
			}
		}
		if !found {
			t.Errorf("there is no test %q", name)
		}
	}
}
