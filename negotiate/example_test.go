package negotiate_test

import (
	"fmt"
	"log"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// RFC 4317 §2.3: the answerer has another payload type for iLBC, and no PCMU.
const exampleOffer = `v=0
o=alice 2890844526 2890844526 IN IP4 host.atlanta.example.com
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/AVP 0 97
a=rtpmap:0 PCMU/8000
a=rtpmap:97 iLBC/8000
m=video 51372 RTP/AVP 31 32
a=rtpmap:31 H261/90000
a=rtpmap:32 MPV/90000
`

const exampleAnswer = `v=0
o=bob 2808844564 2808844564 IN IP4 host.biloxi.example.com
s=-
c=IN IP4 192.0.2.2
t=0 0
m=audio 49172 RTP/AVP 99
a=rtpmap:99 iLBC/8000
a=recvonly
m=video 0 RTP/AVP 31
`

func parseExample(text string) *sdp.Description {
	d, err := sdp.Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	return d
}

func Example() {
	offer, answer := parseExample(exampleOffer), parseExample(exampleAnswer)
	agreement, verdict := negotiate.Agree(offer, answer, negotiate.InMode(negotiate.SIP))
	fmt.Print(agreement)
	for _, f := range verdict.Findings {
		fmt.Println(f)
	}
	// Output:
	// m[0] audio RTP/AVP, sendonly, transport 0
	//   offerer sends   99 iLBC/8000
	//   answerer sends  nothing now; 97 iLBC/8000
	// m[1] video, rejected: the answer has port 0
	// transport 0 of m[0]
	// answer line 7, m[0]: warning: iLBC/8000 (99) was offered as 97 [RFC 3264 §6.1: answer-pt-renumbered]
}

func ExampleAgree() {
	offer, answer := parseExample(exampleOffer), parseExample(exampleAnswer)
	agreement, _ := negotiate.Agree(offer, answer)
	for _, side := range []negotiate.Side{negotiate.Offerer, negotiate.Answerer} {
		m := agreement.For(side).Sections[0]
		fmt.Printf("%v: sends %v, sending %v, receives %v\n", side, m.Sends(), m.Send.Codecs, m.Recv.Codecs)
	}
	// Output:
	// offerer: sends true, sending [99 iLBC/8000], receives [97 iLBC/8000]
	// answerer: sends false, sending [97 iLBC/8000], receives [99 iLBC/8000]
}

func ExampleCheckAnswer() {
	offer := parseExample(exampleOffer)
	answer := parseExample(exampleAnswer)
	answer.Media(1).SetPort(51374)            // the video is accepted after all,
	answer.Media(1).SetFormats("34")          // with a codec that nobody offered,
	offer.Media(0).SetDirection(sdp.SendOnly) // and the offer only sends audio,
	answer.Media(0).SetDirection(sdp.SendRecv)
	verdict := negotiate.CheckAnswer(offer, answer)
	for _, f := range verdict.Violations() {
		fmt.Printf("%s %s: %s, and not %s\n", f.Code, f.Clause, f.Got, f.Want)
	}
	fmt.Println(verdict.OK())
	// Output:
	// V6 RFC 3264 §6.1: sendrecv, and not recvonly or inactive
	// V7 RFC 3264 §6.1: 34, and not one of 31 32
	// false
}

func ExampleCheckReoffer() {
	previous := parseExample(exampleOffer)
	offer := previous.Clone()
	o, _ := offer.Origin()
	o.SessionVersion = o.SessionVersion.Next()
	offer.SetOrigin(o)
	offer.RemoveMedia(1) // it has to stay, with port 0
	for _, f := range negotiate.CheckReoffer(previous, offer).Findings {
		fmt.Println(f)
	}
	// Output:
	// offer: error: the offer has 1 m= line, there were 2 [RFC 3264 §8: reoffer-mline-count, R1]
}

func ExampleRuleByID() {
	rule, _ := negotiate.RuleByID("V13")
	fmt.Printf("%s (%s, %v): %s\n%s\n", rule.ID, rule.Clause(), rule.Basis, rule.Title, rule.Seen)
	// Output:
	// answer-setup (RFC 4145 §4.1, must): setup is active or passive, the opposite of what was offered if that was one of them
	// libwebrtc: "Answerer must use either active or passive value for setup attribute"; Firefox: "illegal setup attribute \"actpass\""; pion and werift answer active with active
}
