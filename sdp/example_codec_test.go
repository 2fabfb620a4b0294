package sdp_test

import (
	"fmt"

	"github.com/sdpkit/sdpkit/sdp"
)

// Two codecs are the same when everything is equal that makes them what they are;
// the reason comes with the clause.
func ExampleCodec_Compare() {
	d, err := sdp.Parse(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99
a=rtpmap:96 H264/90000
a=fmtp:96 profile-level-id=42e01f;packetization-mode=1
a=rtpmap:97 H264/90000
a=fmtp:97 packetization-mode=1;profile-level-id=42c034
a=rtpmap:98 H264/90000
a=fmtp:98 profile-level-id=42e01f
a=rtpmap:99 H264/90000
a=fmtp:99 profile-level-id=64001f;packetization-mode=1
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	var first sdp.Codec
	for c := range d.Media(0).Codecs() {
		if first.Name == "" {
			first = c
			continue
		}
		fmt.Println(c.PayloadType, first.Compare(c))
	}
	// Output:
	// 97 the same: profile-level-id is 42e01f and 42c034; the profile is the same, and the level may be lowered (RFC 6184 §8.2.2)
	// 98 not the same: packetization-mode is 1 and 0; it must be the same on both sides (RFC 6184 §8.2.2)
	// 99 not the same: profile-level-id is 42e01f and 64001f; the profile must be the same on both sides (RFC 6184 §8.2.2)
}

// An answer takes over what has to be as offered, and declares the rest.
func ExampleComparison_AnswerParams() {
	offer := sdp.Codec{Name: "H264", ClockRate: 90000, Params: "profile-level-id=42e01f;max-fs=3600"}
	local := sdp.Codec{Name: "H264", ClockRate: 90000, Params: "profile-level-id=42e034;max-br=20000"}
	fmt.Println(sdp.Comparison{}.AnswerParams(offer, local))
	// Output: profile-level-id=42e01f;max-br=20000
}

// Payload types are taken out of a section with everything that it says about them.
func ExamplePayloadTypes_DeleteLines() {
	d, err := sdp.Parse(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96 97 98
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 VP9/90000
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	video := d.Media(0)
	types := video.PayloadTypes()
	var gone [128]bool
	for _, c := range types.Codecs {
		apt, rtx := c.Apt()
		gone[c.PayloadType] = c.Name == "VP8" || rtx && apt.Name == "VP8"
	}
	if _, _, err := video.DeleteFormats(&gone); err != nil {
		fmt.Println(err)
		return
	}
	types.DeleteLines(&gone, func(first sdp.Line, n int) {
		fmt.Printf("%d lines from line %d on are gone\n", n, first.Number())
	})
	for l := range video.Lines() {
		fmt.Println(l)
	}
	// Output:
	// 4 lines from line 6 on are gone
	// m=video 9 UDP/TLS/RTP/SAVPF 98
	// a=rtpmap:98 VP9/90000
}
