package sdp_test

import (
	"fmt"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// offer is a short description of two media sections.
const offer = `v=0
o=- 4611731400430051336 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 111 0
c=IN IP4 0.0.0.0
a=ice-ufrag:4ZcD
a=setup:actpass
a=mid:0
a=sendrecv
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
a=fmtp:111 minptime=10;useinbandfec=1
m=video 9 UDP/TLS/RTP/SAVPF 96 97
c=IN IP4 0.0.0.0
a=mid:1
a=recvonly
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
`

// What is read is written back to the byte, and an edit changes one line.
func Example() {
	d, err := sdp.Parse(offer)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.String() == offer)

	video, _ := d.MediaByMID("1")
	if err := sdp.Set(video, sdp.Inactive); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.String() == strings.Replace(offer, "a=recvonly", "a=inactive", 1))
	// Output:
	// true
	// true
}

func ExampleParse() {
	d, err := sdp.Parse("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\nm=audio x RTP/AVP 0\na=mid:a\nx=1\n")
	for _, problem := range err.(sdp.ErrorList) {
		fmt.Println(problem)
	}
	fmt.Println(err.(sdp.ErrorList)[0].Detail(d.String()))
	// Output:
	// 5:9: m-line: port "x" is not a number
	// 7:1: unknown line type "x"
	// 5:9: m-line: port "x" is not a number
	//    5 | m=audio x RTP/AVP 0
	//      |         ^
	//    m[0](mid=a)/m= · RFC 8866 §5.14
	//    write the port as a decimal number from 0 to 65535
}

func ExampleParseLax() {
	text := "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nt=0 0\nwhatever this is\n"
	d, problems := sdp.ParseLax(text)
	fmt.Println(problems)
	fmt.Println(d.String() == text)
	// Output:
	// 5:2: line "whatever this is" has no "=" behind its first letter
	// true
}

func ExampleAll() {
	d, _ := sdp.Parse(offer)
	for m, err := range sdp.All[sdp.RTPMap](d.Media(1)) {
		fmt.Println(m.PayloadType, m.Encoding, m.ClockRate, err)
	}
	// Output:
	// 96 VP8 90000 <nil>
	// 97 rtx 90000 <nil>
}

func ExampleEntries() {
	d, _ := sdp.Parse(offer)
	for line, f := range sdp.Entries[sdp.FMTP](d.Media(0)) {
		if f.Format == "111" {
			f.Params += ";stereo=1"
			if err := line.Replace("a=" + string(f.AppendAttribute(nil))); err != nil {
				fmt.Println(err)
			}
			fmt.Println(line.Number(), line)
		}
	}
	// Output:
	// 14 a=fmtp:111 minptime=10;useinbandfec=1;stereo=1
}

func ExampleLookup() {
	d, _ := sdp.Parse(offer)
	// The video section has no ICE credentials of its own: it shares the transport
	// of section 0.
	ufrag, ok, err := sdp.Lookup[sdp.ICEUfrag](d.Media(1))
	fmt.Println(ufrag, ok, err)
	// Output:
	// 4ZcD true <nil>
}

func ExampleSection_Codecs() {
	d, _ := sdp.Parse(offer)
	for c := range d.Media(0).Codecs() {
		fmt.Println(c.PayloadType, c.Name, c.ClockRate, c.Channels, c.Params)
		for fb := range c.Feedback() {
			fmt.Println("  feedback", fb.ID)
		}
	}
	// Output:
	// 111 opus 48000 2 minptime=10;useinbandfec=1
	//   feedback transport-cc
	// 0 PCMU 8000 1
}

func ExampleNew() {
	d := sdp.New()
	if err := d.SetOrigin(sdp.Origin{SessionID: "1", SessionVersion: "1", NetworkType: "IN", AddressType: "IP4", Address: "192.0.2.1"}); err != nil {
		fmt.Println(err)
	}
	m, err := d.AddMedia(sdp.MediaName{Media: "audio", Port: 49170, Proto: "RTP/AVP", Formats: []string{"0"}})
	if err != nil {
		fmt.Println(err)
	}
	if err := m.SetConnection(sdp.Connection{NetworkType: "IN", AddressType: "IP4", Address: "192.0.2.1"}); err != nil {
		fmt.Println(err)
	}
	if err := sdp.Set(m, sdp.SendOnly); err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(d.String(), "\r\n", "\n"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// t=0 0
	// m=audio 49170 RTP/AVP 0
	// c=IN IP4 192.0.2.1
	// a=sendonly
}

// Mood is an attribute of one's own, behind the same door as the package's.
type Mood string

func (Mood) MatchName(name string) bool { return name == "x-mood" }

func (Mood) ParseAttribute(_, value string, hasValue bool) (Mood, error) {
	if !hasValue {
		return "", &sdp.AttributeError{Rule: "our manual, page 7", Msg: "the mood is missing"}
	}
	return Mood(value), nil
}

func (m Mood) AppendAttribute(b []byte) []byte { return append(append(b, "x-mood:"...), m...) }

func ExampleAttribute() {
	d, _ := sdp.Parse(offer)
	video := d.Media(1)
	if err := sdp.Set(video, Mood("cheerful")); err != nil {
		fmt.Println(err)
	}
	mood, ok, err := sdp.First[Mood](video)
	fmt.Println(mood, ok, err)
	// Output:
	// cheerful true <nil>
}

func ExampleOptions() {
	limits := sdp.Options{MaxBytes: 1 << 16, MaxLines: 2000, MaxSections: 50}
	_, err := limits.Parse(offer + strings.Repeat("a=x\n", 3000))
	fmt.Println(err)

	// A description without the liberties that Parse takes.
	_, err = sdp.Options{Strict: true}.Parse(strings.ReplaceAll(offer, "\n", "\r\n"))
	fmt.Println(err)
	// Output:
	// 2001:1: there are more lines than MaxLines; the text from here on was not read
	// <nil>
}

// Someone took VP8 out of the m= line and left the lines about it behind.
func ExampleCheck() {
	const text = `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVPF 97
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
`
	d, err := sdp.Parse(text)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range sdp.Check(d) {
		fmt.Println(p.Detail(text))
	}
	// Output:
	// 7:10: info: a=rtpmap: the m= line does not list 96 (rtpmap-unlisted)
	//    7 | a=rtpmap:96 VP8/90000
	//      |          ^
	//    m[0]/a=rtpmap:96 · RFC 8866 §6.6
	//    list the payload type, or remove the line
	// 9:11: error: a=fmtp: apt=96 names no payload type of the m= line (apt)
	//    9 | a=fmtp:97 apt=96
	//      |           ^
	//    m[0]/a=fmtp:97 · RFC 4588 §8.1
	//    write apt=<payload type> with one that the m= line lists, or take the rtx out
}

// Attributes of several kinds are looked at in one go, and edited where they stand.
func ExampleSection_Attrs() {
	d, err := sdp.Parse(offer)
	if err != nil {
		fmt.Println(err)
		return
	}
	for l, a := range d.Media(0).Attrs() {
		switch a.Name() {
		case "ice-ufrag", "setup":
			err = l.Delete()
		case "sendrecv":
			err = l.Replace("a=inactive")
		}
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Print(d.String()[strings.Index(offer, "m=audio"):strings.Index(d.String(), "a=rtpmap")])
	// Output:
	// m=audio 9 UDP/TLS/RTP/SAVPF 111 0
	// c=IN IP4 0.0.0.0
	// a=mid:0
	// a=inactive
}
