package munge_test

import (
	"encoding/json"
	"fmt"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// show prints what edits make of a description.
func show(text string, edits ...munge.Edit) {
	d, err := sdp.Parse(text)
	if err != nil {
		fmt.Println(err)
		return
	}
	out, _, err := munge.Apply(d, edits...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(out)
}

// What an edit has changed, line by line.
func ExampleDone_Changes() {
	offer, err := sdp.Parse("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n" +
		"m=audio 5004 RTP/AVP 111 0\na=rtpmap:111 opus/48000/2\na=fmtp:111 stereo=1\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	_, report, err := munge.Apply(offer, munge.DropCodecs("opus"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range report.Edits[0].Changes() {
		fmt.Println(c.Line, c.Removed(), c.Before)
	}
	// Output:
	// 6 false m=audio 5004 RTP/AVP 111 0
	// 7 true a=rtpmap:111 opus/48000/2
	// 8 true a=fmtp:111 stereo=1
}

// Edits compose; the report says what each has changed.
func ExampleApply() {
	offer, err := sdp.Parse(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 111 0
a=rtpmap:111 opus/48000/2
m=video 5006 RTP/AVP 31
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _, err = munge.Apply(offer, munge.OpusStereo(true), munge.MID("screen", munge.Hold()))
	fmt.Println(err)
	out, report, err := munge.Apply(offer,
		munge.Audio(munge.DropCodecs("PCMU"), munge.OpusStereo(true)),
		munge.Video(munge.Hold()))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n%s", out, report)
	// Output:
	// munge: [1].edits[0] hold: no media section has the mid "screen"
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5004 RTP/AVP 111
	// a=rtpmap:111 opus/48000/2
	// a=fmtp:111 stereo=1
	// m=video 5006 RTP/AVP 31
	// a=sendonly
	//
	// [0].edits[0] drop-codecs: 1 line
	//   6: -m=audio 5004 RTP/AVP 111 0 +m=audio 5004 RTP/AVP 111
	// [0].edits[1] opus-stereo: 1 line
	//   7: +a=fmtp:111 stereo=1
	// [1].edits[0] hold: 1 line
	//   8: +a=sendonly
}

// Edits are data, in a configuration file for instance. Errors point into it.
func ExampleParseEdits() {
	for _, text := range []string{
		`[{"edit": "keep-codecs", "kind": "video", "codecs": ["VP8"], "empty": "reject"},
 {"mid": "0", "edits": [{"edit": "opus-stereo", "on": true}, {"edit": "hold"}]}]`,
		`[{"edit": "hold"}, {"edit": "opus-stereo", "on": "yes"}]`,
	} {
		edits, err := munge.ParseEdits([]byte(text))
		fmt.Println(edits, err)
	}
	// Output:
	// [{"edit":"keep-codecs","kind":"video","empty":"reject","codecs":["VP8"]} {"mid":"0","edits":[{"edit":"opus-stereo","on":true},{"edit":"hold"}]}] <nil>
	// [] munge: [1].on: at byte 49: it is not true or false
}

// What Chrome says of a change between createOffer and setLocalDescription.
func ExampleDetect() {
	created, err := sdp.Parse("v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nt=0 0\na=ice-ufrag:abcd\na=ice-pwd:abcdefghijklmnopqrstuv\nm=audio 9 RTP/AVPF 0\nc=IN IP4 0.0.0.0\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	set, _, err := munge.Apply(created, munge.SetICECredentials("chosen", "0123456789abcdefghijkl"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range munge.Detect(created, set) {
		fmt.Printf("%s (%s), %s: %s\n", c.ID, c.Name, c.Refusal, c.Note)
	}
	// Output:
	// ice-ufrag (kIceUfrag), announced: the field trial WebRTC-NoSdpMangleUfrag refuses it
	// ice-pwd (kIcePwd), announced: the field trial WebRTC-NoSdpMangleUfrag refuses it
}

// Under one key the same secrets get the same replacements, and the mapping takes them
// back.
func ExampleRedact() {
	d, err := sdp.Parse(`v=0
o=alice 1 1 IN IP4 192.168.1.7
s=-
c=IN IP4 203.0.113.5
t=0 0
m=audio 5004 RTP/SAVP 0
a=ice-ufrag:5bng
a=ice-pwd:qswWA9hX34U7/g9X2G/0J05D
a=candidate:842163049 1 udp 2130706431 192.168.1.7 5004 typ host
a=candidate:4 1 udp 1694498815 203.0.113.5 5004 typ srflx raddr 192.168.1.7 rport 5004
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	redacted, report, err := munge.Apply(d, munge.Redact("a key of the support team"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(redacted)
	saved, err := json.Marshal(report.Mapping)
	if err != nil {
		fmt.Println(err)
		return
	}
	mapping, err := munge.ParseMapping(saved)
	if err != nil {
		fmt.Println(err)
		return
	}
	again, _, err := munge.Apply(redacted, munge.Restore(mapping))
	fmt.Println(again.Equal(d), err)
	// Output:
	// v=0
	// o=fvzar 1 1 IN IP4 192.168.105.152
	// s=-
	// c=IN IP4 255.56.19.32
	// t=0 0
	// m=audio 27976 RTP/SAVP 0
	// a=ice-ufrag:r9bL
	// a=ice-pwd:YMOS9DAyTr9q94keQxUdd6VA
	// a=candidate:337314387 1 udp 2130706431 192.168.105.152 27976 typ host
	// a=candidate:4 1 udp 1694498815 255.56.19.32 27976 typ srflx raddr 192.168.105.152 rport 27976
	// true <nil>
}

// A function chooses the sections: those that only receive.
func ExampleWhere() {
	receiving := func(m sdp.Section) bool { return m.Direction() == sdp.RecvOnly }
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVP 31
a=sendonly
m=video 5006 RTP/AVP 31
a=recvonly
`, munge.Where(receiving, munge.SetBandwidth("TIAS", 256000)))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=video 5004 RTP/AVP 31
	// a=sendonly
	// m=video 5006 RTP/AVP 31
	// b=TIAS:256000
	// a=recvonly
}

// Every kind of edit, by its name in JSON.
func ExampleKinds() {
	for k := range munge.Kinds() {
		if k.Checked {
			fmt.Println(k.Example)
		}
	}
	// Output:
	// {"edit":"add-candidates","candidates":["candidate:1 1 udp 2130706431 192.0.2.7 5004 typ host"]}
	// {"edit":"add-line","line":"a=x-note:edited"}
	// {"edit":"drop-lines","prefix":"a=rtcp-xr"}
	// {"edit":"end-of-candidates","on":true}
	// {"edit":"plain-sip"}
	// {"edit":"reject-sections"}
	// {"edit":"remove-sections"}
	// {"edit":"replace-line","before":"a=ice-options:trickle","after":"a=ice-options:ice2"}
	// {"edit":"set-bundle-policy","policy":"max-bundle"}
	// {"edit":"unbundle"}
}
