package munge_test

import (
	"github.com/sdpkit/sdpkit/munge"
)

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
