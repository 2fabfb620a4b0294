package munge_test

import (
	"github.com/sdpkit/sdpkit/munge"
)

// The extension is in the BUNDLE group already, so the video section gets the id that it
// has there.
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

// Three layers of video, with the header extensions by which an SFU tells them apart, and
// then without the smallest.
func ExampleSetSimulcast() {
	show(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5006 RTP/AVPF 0
a=mid:0
m=video 5004 RTP/AVPF 96
a=mid:1
a=rtpmap:96 VP8/90000
a=sendonly
`,
		munge.Video(
			munge.SetSimulcast("h", "m", "l"),
			munge.AddExtension("urn:ietf:params:rtp-hdrext:sdes:mid", ""),
			munge.AddExtension("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", "")),
		munge.DropLayers("l"))
	// Output:
	// v=0
	// o=- 1 1 IN IP4 192.0.2.1
	// s=-
	// c=IN IP4 192.0.2.1
	// t=0 0
	// m=audio 5006 RTP/AVPF 0
	// a=mid:0
	// m=video 5004 RTP/AVPF 96
	// a=mid:1
	// a=rtpmap:96 VP8/90000
	// a=sendonly
	// a=rid:h send
	// a=rid:m send
	// a=simulcast:send h;m
	// a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
	// a=extmap:2 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
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
