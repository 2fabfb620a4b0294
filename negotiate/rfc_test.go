package negotiate_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// rfcText reads an example of an RFC.
func rfcText(t *testing.T, name string) *sdp.Description {
	t.Helper()
	b, err := os.ReadFile("../testdata/rfc/" + name + ".sdp")
	if err != nil {
		t.Fatal(err)
	}
	d, _ := sdp.ParseLax(string(b))
	return d
}

// An rfcExample is an offer and its answer that an RFC gives, and those before them.
type rfcExample struct {
	name          string // of the offer, with "offer" for "offer" or "answer"
	before        string // the same of the exchange before
	otherOffers   bool   // it was the side that answers now that had offered before
	mode          negotiate.Mode
	whyItIsBroken string // what the RFC's own example gets wrong, in words; "" for nothing
}

// The examples of RFC 4317 and RFC 3264 §10, all of them, those of RFC 9429 §7, which
// has them from RFC 8829, and others.
var rfcExamples = []rfcExample{
	{name: "rfc3264-10.1-%s"},
	{name: "rfc3264-10.1-second-%s", before: "rfc3264-10.1-%s", otherOffers: true},
	{name: "rfc3264-10.2-%s"},
	{name: "rfc3264-10.2-second-%s", before: "rfc3264-10.2-%s"},
	{name: "rfc4317-2.1-%s"},
	{name: "rfc4317-2.2-%s"},
	{name: "rfc4317-2.2-second-%s", before: "rfc4317-2.2-%s"},
	{name: "rfc4317-2.3-%s"},
	{name: "rfc4317-2.4-%s"},
	{name: "rfc4317-2.5-%s"},
	{name: "rfc4317-2.5-second-%s", before: "rfc4317-2.5-%s", otherOffers: true},
	{name: "rfc4317-2.6-%s"},
	{name: "rfc4317-2.7-%s"},
	{name: "rfc4317-2.7-second-%s", before: "rfc4317-2.7-%s"},
	{name: "rfc4317-2.8-%s"},
	{name: "rfc4317-3.1-%s"},
	{name: "rfc4317-3.1-second-%s", before: "rfc4317-3.1-%s", otherOffers: true},
	{name: "rfc4317-3.2-%s"},
	{name: "rfc4317-3.2-second-%s", before: "rfc4317-3.2-%s", otherOffers: true, whyItIsBroken: "the music that is offered sendonly is answered without a direction, which means sendrecv"},
	{name: "rfc4317-4.1-%s"},
	{name: "rfc4317-4.1-second-%s", before: "rfc4317-4.1-%s", otherOffers: true},
	{name: "rfc4317-4.2-%s"},
	{name: "rfc4317-4.2-second-%s", before: "rfc4317-4.2-%s"},
	{name: "rfc4317-4.3-%s"},
	{name: "rfc4317-4.3-second-%s", before: "rfc4317-4.3-%s", otherOffers: true},
	{name: "rfc4317-5.1-%s"},
	{name: "rfc4317-5.1-second-%s", before: "rfc4317-5.1-%s"},
	{name: "rfc4317-5.2-%s"},
	{name: "rfc4317-5.2-second-%s", before: "rfc4317-5.2-%s"},
	{name: "rfc4317-5.3-%s"},
	{name: "rfc4317-5.3-second-%s", before: "rfc4317-5.3-%s", otherOffers: true},
	{name: "rfc4568-7.1.5-%s", whyItIsBroken: "the answer has another t= than the offer"},
	{name: "rfc5763-7.1-%s"},
	{name: "rfc5939-3.2-%s"},
	{name: "rfc8829-7.1-%s-a1", mode: negotiate.WebRTC},
	{name: "rfc8829-7.2-%s-b1", mode: negotiate.WebRTC},
	{name: "rfc8829-7.2-%s-b2", before: "rfc8829-7.2-%s-b1", otherOffers: true, mode: negotiate.WebRTC, whyItIsBroken: "rtcp-mux-only in a re-offer, which its own §5.2.2 forbids"},
	{name: "rfc8829-7.3-%s-c1", mode: negotiate.WebRTC},
	{name: "rfc8829-7.3-%s-c2", before: "rfc8829-7.3-%s-c1", otherOffers: true, mode: negotiate.WebRTC, whyItIsBroken: "the same"},
	{name: "rfc8839-a-%s"},
	{name: "rfc8853-5.6.1-%s"},
	{name: "rfc9143-18.1-%s"},
	{name: "rfc9143-18.2-%s"},
	{name: "rfc9143-18.3-%s", whyItIsBroken: "payload type 66 together with rtcp-mux"},
	{name: "rfc9143-18.4-%s", whyItIsBroken: "payload type 66 together with rtcp-mux"},
	{name: "rfc9143-18.5-%s"},
}

var update = flag.Bool("update", false, "write the golden files anew")

// What the RFCs' own examples agree on stands in testdata/rfc-agreements.txt, to be read
// beside them, with everything that is wrong with them by the rules.
func TestTheExamplesOfTheRFCsAgreeOnWhatTheRFCsSay(t *testing.T) {
	var b strings.Builder
	for _, x := range rfcExamples {
		offer, answer := rfcText(t, fmt.Sprintf(x.name, "offer")), rfcText(t, fmt.Sprintf(x.name, "answer"))
		opts := []negotiate.Option{negotiate.InMode(x.mode)}
		var re negotiate.Verdict
		if x.before != "" {
			own, other := rfcText(t, fmt.Sprintf(x.before, "offer")), rfcText(t, fmt.Sprintf(x.before, "answer"))
			if x.otherOffers {
				own, other = other, own
			}
			opts = append(opts, negotiate.After(own, other))
			re = negotiate.CheckReoffer(own, offer, opts...)
		}
		agreement, verdict := negotiate.Agree(offer, answer, opts...)
		fmt.Fprintf(&b, "-- %s --\n%s", fmt.Sprintf(x.name, "offer/answer"), agreement)
		findings := append(re.Findings, verdict.Findings...)
		for _, f := range findings {
			fmt.Fprintf(&b, "! %v\n", f)
		}
		b.WriteString("\n")
		if broken := !verdict.OK() || !re.OK(); broken != (x.whyItIsBroken != "") {
			t.Errorf("%s: %v\n%v\nexpected: %q", x.name, re, verdict, x.whyItIsBroken)
		}
	}
	const golden = "testdata/rfc-agreements.txt"
	if *update {
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
