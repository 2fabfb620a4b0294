package negotiate_test

// extensionsAnswers are answers with header extensions (RFC 8285) and simulcast (RFC 8853).
var extensionsAnswers = []wholeAnswer{
	{"Header extensions keep their ids, have their directions turned round, and large ids are given small ones", browser(extensions()), `v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:offr
a=ice-pwd:offeroffeoffeofferofferr
a=fingerprint:test AA:BB
a=setup:actpass
a=rtcp-mux
a=mid:v
a=rtpmap:96 VP8/90000
a=extmap-allow-mixed
a=extmap:1 urn:one
a=extmap:3/sendonly urn:two
a=extmap:4/recvonly urn:two-way
a=extmap:15 urn:three
a=extmap:16 urn:three
a=extmap:7 urn:unknown
a=extmap:4096 urn:four
a=extmap:4096 urn:five
a=extmap:4097 urn:six
a=extmap:5 urn:seven
a=extmap:6 urn:ietf:params:rtp-hdrext:encrypt urn:seven
a=sendrecv
`, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=fingerprint:test CC:DD
a=setup:active
a=mid:v
a=extmap:1 urn:one
a=extmap:3/recvonly urn:two
a=extmap:16 urn:three
a=extmap:2 urn:five
a=extmap:8 urn:six
a=extmap:5/inactive urn:seven
a=extmap:6 urn:ietf:params:rtp-hdrext:encrypt urn:seven
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
`},
	{"Simulcast is turned round: the best of what is sent is received", browser(simulcast(2, 0)), `v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96 97
c=IN IP4 0.0.0.0
a=ice-ufrag:offr
a=ice-pwd:offeroffeoffeofferofferr
a=fingerprint:test AA:BB
a=setup:actpass
a=rtcp-mux
a=mid:v
a=rtpmap:96 VP8/90000
a=rtpmap:97 AV1/90000
a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
a=sendonly
a=rid:1 send pt=97
a=rid:2 send pt=96,97;max-width=1280
a=rid:3 send max-width=640
a=rid:4 send max-width=320
a=simulcast:send 1,2;~3;4
`, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=fingerprint:test CC:DD
a=setup:active
a=mid:v
a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
a=recvonly
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rid:2 recv pt=96;max-width=1280
a=rid:3 recv max-width=640
a=simulcast:recv 2;~3
`},
	{"Simulcast that is asked for is sent, as far as it can be", browser(simulcast(0, 2)), `v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:offr
a=ice-pwd:offeroffeoffeofferofferr
a=fingerprint:test AA:BB
a=setup:actpass
a=rtcp-mux
a=mid:v
a=rtpmap:96 VP8/90000
a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
a=rid:l recv max-width=320
a=rid:m recv max-width=640
a=rid:h recv max-width=1280
a=simulcast:recv h;m;l
`, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=fingerprint:test CC:DD
a=setup:active
a=mid:v
a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rid:h send max-width=1280
a=rid:m send max-width=640
a=simulcast:send h;m
`},
	{"Without the extension for rids there is no simulcast", browser(simulcast(3, 3)), `v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:offr
a=ice-pwd:offeroffeoffeofferofferr
a=fingerprint:test AA:BB
a=setup:actpass
a=rtcp-mux
a=mid:v
a=rtpmap:96 VP8/90000
a=rid:1 send
a=rid:2 send
a=simulcast:send 1;2
`, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=fingerprint:test CC:DD
a=setup:active
a=mid:v
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
`},
	{"Reduced RTCP, mixed extensions, exclusive multiplexing", browser(audio()), `v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
a=extmap-allow-mixed
m=audio 9 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
a=ice-ufrag:offr
a=ice-pwd:offeroffeoffeofferofferr
a=fingerprint:test AA:BB
a=setup:actpass
a=rtcp-mux
a=rtcp-mux-only
a=rtcp-rsize
a=mid:a
a=rtpmap:111 opus/48000/2
`, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
m=audio 9 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=fingerprint:test CC:DD
a=setup:active
a=mid:a
a=extmap-allow-mixed
a=sendrecv
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
`},
}
