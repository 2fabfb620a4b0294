package munge_test

import (
	"encoding/json"
	"fmt"
	"net/netip"

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
	// [] munge: [1].on: at byte 49: it is not a bool
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

// VP8 only: the codec's rtx stays, H264 goes with everything that is said about it.
func ExampleKeepCodecs() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVPF 98 99 96 97
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 H264/90000
a=fmtp:98 packetization-mode=1
a=rtpmap:99 rtx/90000
a=fmtp:99 apt=98
a=rtcp-fb:* nack
a=rtcp-fb:98 ccm fir
a=imageattr:98 recv [x=640,y=480]
a=rid:1 send pt=96,98
`, munge.Video(munge.KeepCodecs("VP8")))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=video 5004 RTP/AVPF 96 97
	// a=rtpmap:96 VP8/90000
	// a=rtpmap:97 rtx/90000
	// a=fmtp:97 apt=96
	// a=rtcp-fb:* nack
	// a=rid:1 send pt=96
}

// A SIP trunk that doesn't take opus: red and the telephone events of its clock rate go
// with it.
func ExampleDropCodecs() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 111 63 8 110 101
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:110 telephone-event/48000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
`, munge.DropCodecs("opus"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5004 RTP/AVP 8 101
	// a=rtpmap:101 telephone-event/8000
	// a=fmtp:101 0-15
}

// The order of the m= line is the order of preference. Each rtx moves with its codec.
func ExamplePreferCodecs() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVPF 96 97 98 99
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 VP9/90000
a=rtpmap:99 rtx/90000
a=fmtp:99 apt=98
`, munge.PreferCodecs("VP9"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=video 5004 RTP/AVPF 98 99 96 97
	// a=rtpmap:96 VP8/90000
	// a=rtpmap:97 rtx/90000
	// a=fmtp:97 apt=96
	// a=rtpmap:98 VP9/90000
	// a=rtpmap:99 rtx/90000
	// a=fmtp:99 apt=98
}

// Everything that names the old number names the new one; two codecs can change places.
func ExampleRenumber() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVPF 96 97
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96;rtx-time=3000
a=rid:1 send pt=96;max-width=640
`, munge.Renumber(munge.PT{Codec: "VP8", To: 97}, munge.PT{Codec: "rtx", To: 96}))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=video 5004 RTP/AVPF 97 96
	// a=rtpmap:97 VP8/90000
	// a=rtcp-fb:97 nack
	// a=rtpmap:96 rtx/90000
	// a=fmtp:96 apt=97;rtx-time=3000
	// a=rid:1 send pt=97;max-width=640
}

// aiortc and others number the codecs of each section anew, which a BUNDLE group can't
// have.
func ExampleUniquePayloadTypes() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:BUNDLE a v
m=audio 9 RTP/AVPF 96
c=IN IP4 0.0.0.0
a=mid:a
a=rtcp-mux
a=rtpmap:96 opus/48000/2
m=video 9 RTP/AVPF 96 97
c=IN IP4 0.0.0.0
a=mid:v
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
`, munge.UniquePayloadTypes())
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// t=0 0
	// a=group:BUNDLE a v
	// m=audio 9 RTP/AVPF 96
	// c=IN IP4 0.0.0.0
	// a=mid:a
	// a=rtcp-mux
	// a=rtpmap:96 opus/48000/2
	// m=video 9 RTP/AVPF 98 97
	// c=IN IP4 0.0.0.0
	// a=mid:v
	// a=rtcp-mux
	// a=rtpmap:98 VP8/90000
	// a=rtpmap:97 rtx/90000
	// a=fmtp:97 apt=98
}

// Stereo playout in Chrome, with a limit for the bit rate.
func ExampleOpusStereo() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 111
a=rtpmap:111 opus/48000/2
a=fmtp:111 minptime=10;useinbandfec=1
`, munge.OpusStereo(true), munge.OpusMaxAverageBitrate(128000))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5004 RTP/AVP 111
	// a=rtpmap:111 opus/48000/2
	// a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;maxaveragebitrate=128000
}

// Parameters that have no function of their own are written by name.
func ExampleSetParams() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVPF 96 98
a=rtpmap:96 VP8/90000
a=rtpmap:98 H264/90000
a=fmtp:98 packetization-mode=1;profile-level-id=42e01f
`, munge.SetParams("", "x-google-start-bitrate=1000"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=video 5004 RTP/AVPF 96 98
	// a=rtpmap:96 VP8/90000
	// a=fmtp:96 x-google-start-bitrate=1000
	// a=rtpmap:98 H264/90000
	// a=fmtp:98 packetization-mode=1;profile-level-id=42e01f;x-google-start-bitrate=1000
}

// Fewer packets: 40 ms of audio in each, no DTX, and no FEC.
func ExampleSetPtime() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 111
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1;usedtx=1
`, munge.SetPtime("40"), munge.OpusDTX(false), munge.OpusFEC(false))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5004 RTP/AVP 111
	// a=rtpmap:111 opus/48000/2
	// a=ptime:40
}

// Retransmission of audio, which Chrome does when it is offered, and no REMB for video.
func ExampleAddFeedback() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVPF 111
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
m=video 5006 RTP/AVPF 96 98
a=rtpmap:96 VP8/90000
a=rtpmap:98 VP9/90000
a=rtcp-fb:* goog-remb
`, munge.AddFeedback("opus", "nack"), munge.DropFeedback("VP8", "goog-remb"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5004 RTP/AVPF 111
	// a=rtpmap:111 opus/48000/2
	// a=rtcp-fb:111 transport-cc
	// a=rtcp-fb:111 nack
	// m=video 5006 RTP/AVPF 96 98
	// a=rtpmap:96 VP8/90000
	// a=rtpmap:98 VP9/90000
	// a=rtcp-fb:98 goog-remb
}

// The audio level is in the video section's BUNDLE group already, so its id is that.
func ExampleAddExtension() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 RTP/AVPF 111
c=IN IP4 0.0.0.0
a=mid:0
a=rtcp-mux
a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
a=rtpmap:111 opus/48000/2
m=video 9 RTP/AVPF 96
c=IN IP4 0.0.0.0
a=mid:1
a=rtcp-mux
a=extmap:2 urn:ietf:params:rtp-hdrext:toffset
a=rtpmap:96 VP8/90000
`, munge.Video(munge.AddExtension("urn:ietf:params:rtp-hdrext:sdes:mid", "")), munge.DropExtensions("urn:ietf:params:rtp-hdrext:toffset"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// t=0 0
	// a=group:BUNDLE 0 1
	// m=audio 9 RTP/AVPF 111
	// c=IN IP4 0.0.0.0
	// a=mid:0
	// a=rtcp-mux
	// a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
	// a=rtpmap:111 opus/48000/2
	// m=video 9 RTP/AVPF 96
	// c=IN IP4 0.0.0.0
	// a=mid:1
	// a=rtcp-mux
	// a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid
	// a=rtpmap:96 VP8/90000
}

// What the remote description says is what the browser sends at most.
func ExampleLimitBandwidth() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVPF 111
a=rtpmap:111 opus/48000/2
m=video 5006 RTP/AVPF 96
b=AS:2000
a=rtpmap:96 VP8/90000
`, munge.Video(munge.LimitBandwidth(512500)))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5004 RTP/AVPF 111
	// a=rtpmap:111 opus/48000/2
	// m=video 5006 RTP/AVPF 96
	// b=AS:513
	// b=TIAS:512500
	// a=rtpmap:96 VP8/90000
}

// On hold, in a new version of the description.
func ExampleHold() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 0
a=sendrecv
m=video 5006 RTP/AVP 31
a=recvonly
`, munge.Hold(), munge.BumpVersion())
	// Output:
	// v=0
	// o=- 1 2 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5004 RTP/AVP 0
	// a=sendonly
	// m=video 5006 RTP/AVP 31
	// a=inactive
}

// An offer that is of use only to those who can BUNDLE.
func ExampleSetBundlePolicy() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 0
c=IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
a=mid:0
a=rtcp-mux
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
a=mid:1
a=rtcp-mux
a=rtpmap:96 VP8/90000
`, munge.SetBundlePolicy("max-bundle"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// t=0 0
	// a=group:BUNDLE 0 1
	// m=audio 9 UDP/TLS/RTP/SAVPF 0
	// c=IN IP4 0.0.0.0
	// a=ice-ufrag:abcd
	// a=ice-pwd:abcdefghijklmnopqrstuv
	// a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
	// a=setup:actpass
	// a=mid:0
	// a=rtcp-mux
	// m=video 0 UDP/TLS/RTP/SAVPF 96
	// c=IN IP4 0.0.0.0
	// a=mid:1
	// a=rtcp-mux
	// a=rtpmap:96 VP8/90000
	// a=bundle-only
}

// An answer to somebody who knows feedback, for somebody who doesn't.
func ExampleSetProto() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVPF 96
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack
a=rtcp-fb:96 ccm fir
a=rtcp-rsize
`, munge.SetProto("RTP/AVP"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=video 5004 RTP/AVP 96
	// a=rtpmap:96 VP8/90000
}

// The credentials that a gateway has given out itself, for the whole BUNDLE group.
func ExampleSetICECredentials() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 0
c=IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
a=mid:0
a=rtcp-mux
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=mid:1
a=rtpmap:96 VP8/90000
`, munge.MID("1", munge.SetICECredentials("uLnk", "0123456789abcdefghijkl")), munge.SetSetup("passive"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// t=0 0
	// a=group:BUNDLE 0 1
	// m=audio 9 UDP/TLS/RTP/SAVPF 0
	// c=IN IP4 0.0.0.0
	// a=ice-ufrag:uLnk
	// a=ice-pwd:0123456789abcdefghijkl
	// a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
	// a=setup:passive
	// a=mid:0
	// a=rtcp-mux
	// m=video 9 UDP/TLS/RTP/SAVPF 96
	// c=IN IP4 0.0.0.0
	// a=mid:1
	// a=rtpmap:96 VP8/90000
}

// Nothing of the agent's own addresses is left, in a=candidate and in c= and m=.
func ExampleRelayOnly() {
	show(`v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
m=audio 5004 UDP/TLS/RTP/SAVPF 0
c=IN IP4 203.0.113.5
a=rtcp-mux
a=candidate:1 1 udp 2130706431 192.168.1.7 5004 typ host
a=candidate:2 1 udp 1694498815 203.0.113.5 5004 typ srflx raddr 192.168.1.7 rport 5004
a=candidate:3 1 udp 16777215 198.51.100.9 40000 typ relay raddr 203.0.113.5 rport 5004
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
`, munge.RelayOnly())
	// Output:
	// v=0
	// o=- 1 1 IN IP4 127.0.0.1
	// s=-
	// t=0 0
	// m=audio 40000 UDP/TLS/RTP/SAVPF 0
	// c=IN IP4 198.51.100.9
	// a=rtcp-mux
	// a=candidate:3 1 udp 16777215 198.51.100.9 40000 typ relay raddr 0.0.0.0 rport 9
	// a=ice-ufrag:abcd
	// a=ice-pwd:abcdefghijklmnopqrstuv
	// a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
	// a=setup:actpass
}

// No TCP, no IPv6, no VPN.
func ExampleKeepCandidates() {
	show(`v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
m=audio 9 UDP/TLS/RTP/SAVPF 0
c=IN IP4 0.0.0.0
a=rtcp-mux
a=candidate:1 1 udp 2130706431 192.168.1.7 5004 typ host
a=candidate:2 1 udp 2130706175 10.8.0.2 5004 typ host
a=candidate:3 1 udp 2130705919 2001:db8::7 5004 typ host
a=candidate:4 1 tcp 1518280447 192.168.1.7 9 typ host tcptype active
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
`, munge.KeepCandidates(munge.Candidates{Transports: []string{"udp"}, Families: []string{"ip4"}}),
		munge.DropCandidates(munge.Candidates{Networks: []string{"10.0.0.0/8"}}))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 127.0.0.1
	// s=-
	// t=0 0
	// m=audio 9 UDP/TLS/RTP/SAVPF 0
	// c=IN IP4 0.0.0.0
	// a=rtcp-mux
	// a=candidate:1 1 udp 2130706431 192.168.1.7 5004 typ host
	// a=ice-ufrag:abcd
	// a=ice-pwd:abcdefghijklmnopqrstuv
	// a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
	// a=setup:actpass
}

// Three layers, and then without the smallest.
func ExampleSetSimulcast() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVPF 96
a=rtpmap:96 VP8/90000
a=sendonly
`, munge.SetSimulcast("h", "m", "l"), munge.DropLayers("l"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=video 5004 RTP/AVPF 96
	// a=rtpmap:96 VP8/90000
	// a=sendonly
	// a=rid:h send
	// a=rid:m send
	// a=simulcast:send h;m
}

// Simulcast as browsers had it before RFC 8853, taken out.
func ExampleStripSimulcast() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVPF 96 97
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=ssrc-group:SIM 1 2
a=ssrc-group:FID 1 11
a=ssrc-group:FID 2 12
a=ssrc:1 cname:c
a=ssrc:2 cname:c
a=ssrc:11 cname:c
a=ssrc:12 cname:c
`, munge.StripSimulcast())
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=video 5004 RTP/AVPF 96 97
	// a=rtpmap:96 VP8/90000
	// a=rtpmap:97 rtx/90000
	// a=fmtp:97 apt=96
	// a=ssrc-group:FID 1 11
	// a=ssrc:1 cname:c
	// a=ssrc:11 cname:c
}

// The SSRC that an SFU has given the source, and a name for its stream.
func ExampleRenameSource() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
a=msid-semantic: WMS old
m=video 5004 RTP/AVPF 96 97
a=msid:old t
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=ssrc-group:FID 1 11
a=ssrc:1 cname:c
a=ssrc:1 msid:old t
a=ssrc:11 cname:c
`, munge.RenameSource(1, 4711), munge.SetCNAME("sfu"), munge.SetMSID("camera", "front"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// a=msid-semantic: WMS camera
	// m=video 5004 RTP/AVPF 96 97
	// a=msid:camera front
	// a=rtpmap:96 VP8/90000
	// a=rtpmap:97 rtx/90000
	// a=fmtp:97 apt=96
	// a=ssrc-group:FID 4711 11
	// a=ssrc:4711 cname:sfu
	// a=ssrc:4711 msid:camera front
	// a=ssrc:11 cname:sfu
}

// The section that carried the BUNDLE group goes, and the next one carries it.
func ExampleRejectSections() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 5004 UDP/TLS/RTP/SAVPF 0
c=IN IP4 192.0.2.1
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
a=mid:0
a=rtcp-mux
m=video 0 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=bundle-only
a=mid:1
a=rtcp-mux
a=rtpmap:96 VP8/90000
`, munge.Audio(munge.RejectSections()))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// t=0 0
	// a=group:BUNDLE 1
	// m=audio 0 UDP/TLS/RTP/SAVPF 0
	// c=IN IP4 192.0.2.1
	// a=ice-ufrag:abcd
	// a=ice-pwd:abcdefghijklmnopqrstuv
	// a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
	// a=setup:actpass
	// a=mid:0
	// a=rtcp-mux
	// m=video 5004 UDP/TLS/RTP/SAVPF 96
	// c=IN IP4 192.0.2.1
	// a=mid:1
	// a=rtcp-mux
	// a=rtpmap:96 VP8/90000
	// a=ice-ufrag:abcd
	// a=ice-pwd:abcdefghijklmnopqrstuv
	// a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
	// a=setup:actpass
}

// A relay at a NAT puts itself in the path of the media.
func ExampleSetDestination() {
	show(`v=0
o=- 1 1 IN IP4 10.0.0.7
s=-
c=IN IP4 10.0.0.7
t=0 0
m=audio 5004 RTP/AVP 0
a=rtcp:5009
`, munge.SetOrigin("", "", "198.51.100.9"),
		munge.SetDestination(netip.MustParseAddr("198.51.100.9"), 40000, 0))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 198.51.100.9
	// s=-
	// c=IN IP4 198.51.100.9
	// t=0 0
	// m=audio 40000 RTP/AVP 0
	// a=rtcp:40001
}

// SDES towards a phone that doesn't know DTLS.
func ExampleAddCrypto() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
m=audio 5004 UDP/TLS/RTP/SAVP 0
`, munge.AddCrypto("AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj"),
		munge.SetProto("RTP/SAVP"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5004 RTP/SAVP 0
	// a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
}

// What a browser offers, for a phone of 2003. Where media is to go is the relay's.
func ExamplePlainSIP() {
	show(`v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
a=extmap-allow-mixed
a=msid-semantic: WMS s
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0 126
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=ice-options:trickle
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
a=mid:0
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=sendrecv
a=msid:s t
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=rtcp-fb:111 transport-cc
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:126 telephone-event/8000
a=ssrc:1 cname:c
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
a=mid:1
a=sctp-port:5000
`, munge.PlainSIP(), munge.SetDestination(netip.MustParseAddr("192.0.2.9"), 40000, 0))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 127.0.0.1
	// s=-
	// t=0 0
	// m=audio 40000 RTP/AVP 111 0 126
	// c=IN IP4 192.0.2.9
	// a=sendrecv
	// a=rtpmap:111 opus/48000/2
	// a=fmtp:111 minptime=10;useinbandfec=1
	// a=rtpmap:126 telephone-event/8000
	// m=application 0 UDP/DTLS/SCTP webrtc-datachannel
	// c=IN IP4 0.0.0.0
	// a=sctp-port:5000
}

// The last resort, which is held against sdp.Check.
func ExampleReplaceLine() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 0
a=x-old:1
`, munge.ReplaceLine("a=x-old:1", "a=x-new:2"), munge.Session(munge.AddLine("a=tool:example")))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// a=tool:example
	// m=audio 5004 RTP/AVP 0
	// a=x-new:2
}
