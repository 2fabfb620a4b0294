package negotiate_test

import (
	"fmt"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A browser with one audio stream, what makes it unique given.
func exampleBrowser(id string) negotiate.Capabilities {
	caps := negotiate.WebRTCAudioVideo()
	caps.Media = caps.Media[:1]
	caps.Media[0].Codecs = caps.Media[0].Codecs[:1]
	caps.Media[0].Extensions = nil
	caps.Transport.SessionID = id
	caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd = "user"+id, "passwordpasswordpasswo"+id
	caps.Transport.DTLS.Fingerprints = []sdp.Fingerprint{{Hash: "sha-256", Value: strings.Repeat("AB:", 31) + "AB"}}
	return caps
}

// show prints lines of a description that start with one of the prefixes.
func show(d *sdp.Description, prefixes ...string) {
	for line := range strings.Lines(d.String()) {
		for _, p := range prefixes {
			if strings.HasPrefix(line, p) {
				fmt.Println(strings.TrimSpace(line))
			}
		}
	}
}

func ExampleOffer() {
	offer, err := negotiate.Offer(exampleBrowser("1"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(offer, "o=", "m=", "a=group", "a=mid", "a=ice-ufrag", "a=setup", "a=rtpmap", "a=fmtp", "a=sendrecv")
	// Output:
	// o=- 1 1 IN IP4 0.0.0.0
	// a=group:BUNDLE 0
	// m=audio 9 UDP/TLS/RTP/SAVPF 111
	// a=ice-ufrag:user1
	// a=setup:actpass
	// a=mid:0
	// a=sendrecv
	// a=rtpmap:111 opus/48000/2
	// a=fmtp:111 minptime=10;useinbandfec=1
}

// The answer has the offer's payload type, and its own parameters.
func ExampleAnswer() {
	offer, _ := sdp.Parse(`v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/AVP 96 8 100
a=rtpmap:96 SILK/24000
a=rtpmap:100 telephone-event/8000
a=fmtp:100 0-11
`)
	phone := negotiate.SIPPhone()
	phone.Transport.Address, phone.Transport.SessionID = "192.0.2.2", "2"
	phone.Media[0].Path.Port = 40000
	answer, err := negotiate.Answer(offer, phone)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(strings.ReplaceAll(answer.String(), "\r\n", "\n"))
	// Output:
	// v=0
	// o=- 2 1 IN IP4 192.0.2.2
	// s=-
	// c=IN IP4 192.0.2.2
	// t=0 0
	// m=audio 40000 RTP/AVP 8 100
	// a=sendrecv
	// a=ptime:20
	// a=rtpmap:8 PCMA/8000
	// a=rtpmap:100 telephone-event/8000
	// a=fmtp:100 0-15
}

// Sections that can't be agreed on are rejected one by one, and the report says why.
func ExampleAnswerReport() {
	offer, _ := sdp.Parse(`v=0
o=alice 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49170 RTP/AVP 0 96
a=rtpmap:96 opus/48000/2
m=image 49172 udptl t38
`)
	phone := negotiate.SIPPhone()
	phone.Transport.Address, phone.Transport.SessionID = "192.0.2.2", "2"
	phone.Media[0].Path.Port = 40000
	answer, report, err := negotiate.AnswerReport(offer, phone)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(answer, "m=")
	fmt.Print(report)
	// Output:
	// m=audio 40000 RTP/AVP 0
	// m=image 0 udptl t38
	// m[0] section audio RTP/AVP: taken: media[0] of the capabilities takes it (RFC 3264 §6; offer line 6, answer line 6)
	// m[0] codec PCMU/8000 (0): taken: both sides have it (RFC 3264 §6.1; offer line 6, answer line 9)
	// m[0] codec opus/48000/2 (96): left out: no codec here is the same (RFC 3264 §6.1, answer-format-added; offer line 7)
	// m[0] direction sendrecv: sendrecv: turned round it is sendrecv, and sendrecv is wanted here (RFC 3264 §6.1, answer-direction; answer line 7)
	// m[0] rtcp rtcp-mux: left out: it is not offered (RFC 5761 §5.1.1, answer-rtcp-mux)
	// m[1] section image udptl: left out: no Media of this kind is left to take it (RFC 3264 §6; offer line 8, answer line 10)
}

// A session is a History. It is told which descriptions are really used.
func ExampleHistory_Offer() {
	caps, session := exampleBrowser("1"), new(negotiate.History)
	offer, _ := session.Offer(caps)
	session.SetLocal(negotiate.TypeOffer, offer)
	answer, _ := negotiate.Answer(offer, exampleBrowser("2"))
	session.SetRemote(negotiate.TypeAnswer, answer)

	// Other credentials than those in use restart ICE.
	caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd = "again", "anotherpasswordthatisnew"
	restart, err := session.Offer(caps)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(restart, "o=", "a=mid", "a=ice-ufrag", "a=setup")
	// Output:
	// o=- 1 2 IN IP4 0.0.0.0
	// a=ice-ufrag:again
	// a=setup:actpass
	// a=mid:0
}

// To put a SIP call on hold, offer it sendonly (RFC 3264 §8.4).
func ExampleHistory_Answer() {
	alice, bob := negotiate.SIPPhone(), negotiate.SIPPhone()
	alice.Transport.Address, alice.Transport.SessionID, alice.Media[0].Path.Port = "192.0.2.1", "1", 40000
	bob.Transport.Address, bob.Transport.SessionID, bob.Media[0].Path.Port = "192.0.2.2", "2", 50000
	a, b := new(negotiate.History), new(negotiate.History)
	for _, direction := range []sdp.Direction{sdp.SendRecv, sdp.SendOnly, sdp.SendRecv} {
		alice.Media[0].Direction = direction
		offer, _ := a.Offer(alice)
		answer, err := b.Answer(offer, bob)
		if err != nil {
			fmt.Println(err)
			return
		}
		a.SetLocal(negotiate.TypeOffer, offer)
		b.SetRemote(negotiate.TypeOffer, offer)
		b.SetLocal(negotiate.TypeAnswer, answer)
		a.SetRemote(negotiate.TypeAnswer, answer)
		fmt.Println(offer.Media(0).Direction(), "is answered", answer.Media(0).Direction())
	}
	// Output:
	// sendrecv is answered sendrecv
	// sendonly is answered recvonly
	// sendrecv is answered sendrecv
}

func ExampleCapabilitiesFrom() {
	offer, _ := negotiate.Offer(exampleBrowser("1"), nil)
	caps := negotiate.CapabilitiesFrom(offer)
	m := caps.Media[0]
	fmt.Println(m.Kind, m.Direction, m.Codecs[0].Name, m.Codecs[0].Feedback, caps.Transport.ICE.Options)
	// Output:
	// audio sendrecv opus [transport-cc] [trickle]
}
