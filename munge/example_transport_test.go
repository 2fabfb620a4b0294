package munge_test

import (
	"net/netip"

	"github.com/sdpkit/sdpkit/munge"
)

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
