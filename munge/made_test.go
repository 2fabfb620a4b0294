package munge_test

import "strings"

// made are descriptions with what the recorded ones don't have, or not together.
var made = map[string]string{
	"made: sdes and dtls": crlf(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
m=audio 5004 RTP/SAVP 0 18 101
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:4
a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
a=ptime:20
`),
	"made: collisions in a bundle": crlf(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:BUNDLE a v
m=audio 9 RTP/AVPF 96 0 97
c=IN IP4 0.0.0.0
a=mid:a
a=rtcp-mux
a=rtpmap:96 opus/48000/2
a=fmtp:96 useinbandfec=1
a=rtpmap:97 red/48000/2
a=fmtp:97 96/96
m=video 9 RTP/AVPF 96 97 98
c=IN IP4 0.0.0.0
a=mid:v
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 H264/90000
a=rtcp-fb:* nack
a=rtcp-fb:* ccm fir
a=rtcp-fb:96 nack pli
a=imageattr:96 recv [x=640,y=480]
a=imageattr:* send [x=320,y=240]
a=rid:1 send pt=96,98;max-width=1280
a=rid:2 send pt=98;depend=1
a=rid:3 recv pt=96
a=simulcast:send 1;~2 recv 3
a=ssrc-group:FID 1 2
a=ssrc:1 cname:x
a=ssrc:1 fmtp:96 max-fr=30
a=ssrc:2 cname:x
`),
	"made: legacy simulcast": crlf(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=msid-semantic: WMS s
m=video 9 UDP/TLS/RTP/SAVPF 96 97 49
c=IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
a=mid:0
a=msid:s t
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:49 flexfec-03/90000
a=fmtp:49 repair-window=10000000
a=ssrc-group:SIM 1 2 3
a=ssrc-group:FID 1 11
a=ssrc-group:FID 2 12
a=ssrc-group:FID 3 13
a=ssrc-group:FEC-FR 1 21
a=ssrc:1 cname:c
a=ssrc:1 msid:s t
a=ssrc:2 cname:c
a=ssrc:2 msid:s t
a=ssrc:3 cname:c
a=ssrc:3 msid:s t
a=ssrc:11 cname:c
a=ssrc:12 cname:c
a=ssrc:13 cname:c
a=ssrc:21 cname:c
`),
	"made: simulcast of the draft": crlf(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=video 5004 RTP/AVP 97 98 99
c=IN IP4 192.0.2.1
a=rtpmap:97 VP8/90000
a=rtpmap:98 VP8/90000
a=rtpmap:99 H264/90000
a=simulcast: send pt=97;98,~99
`),
	"made: everything in the session part": crlf(`v=0
o=alice 1 1 IN IP4 host.example.com
s=call with Bob
i=private
e=alice@example.com (Alice)
c=IN IP4 192.0.2.1
b=AS:256
t=0 0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=ice-options:trickle
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:active
a=sendonly
a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
m=audio 5004 UDP/TLS/RTP/SAVP 0 8
a=rtcp:5005 IN IP4 192.0.2.1
a=candidate:842163049 1 udp 2130706431 192.0.2.1 5004 typ host ufrag abcd network-cost 50
a=candidate:842163049 2 udp 2130706430 192.0.2.1 5005 typ host
a=candidate:2 1 udp 1694498815 203.0.113.5 6004 typ srflx raddr 192.0.2.1 rport 5004
a=candidate:3 1 udp 16777215 2001:DB8::7 7004 typ relay raddr 203.0.113.5 rport 6004
a=candidate:4 1 udp 2130706431 3b6a6a5e-1111-4222-8333-444455556666.local 5004 typ host
a=candidate:5 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active
a=remote-candidates:1 198.51.100.2 5004 2 198.51.100.2 5005
a=label:speaker
m=application 5006 TCP/BFCP *
a=floorctrl:c-s
a=floorid:1 mstrm:speaker
`),
	"made: a camera": crlf(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=Media
t=0 0
a=control:rtsp://admin:secret@192.0.2.64:8554/main
m=video 0 RTP/AVP 96
a=rtpmap:96 H264/90000
a=fmtp:96 packetization-mode=1;profile-level-id=64001F
a=control:rtsp://192.0.2.64/main/track1
m=audio 0 RTP/AVP 8
a=control:trackID=2
`),
	"made: an answer as RFC 9143 has it": crlf(`v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
a=group:BUNDLE 0 1 2
m=audio 5004 UDP/TLS/RTP/SAVPF 0
c=IN IP4 192.0.2.1
a=mid:0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:passive
a=tls-id:abc3de65cddef001be82
a=rtcp-mux
m=video 5004 UDP/TLS/RTP/SAVPF 96
c=IN IP4 192.0.2.1
a=mid:1
a=rtpmap:96 VP8/90000
m=application 5004 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 192.0.2.1
a=mid:2
a=sctp-port:5000
`),
}

func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
