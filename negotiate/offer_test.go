package negotiate_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A wholeText is a description as it is written.
type wholeText struct {
	name string
	make func(t *testing.T) (*sdp.Description, error)
	want string
}

// firstOffers are first offers.
var firstOffers = []wholeText{
	{"A first offer has a transport for each kind, in the order of the capabilities", func(t *testing.T) (*sdp.Description, error) {
		d, err := negotiate.Offer(browser(audio(), video(vp8, rtx[:1]), data()), nil)
		return d, err
	}, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 1 2
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:0
a=extmap-allow-mixed
a=sendrecv
a=rtcp-mux
a=rtcp-mux-only
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:0 PCMU/8000
m=video 9 UDP/TLS/RTP/SAVPF 96 97
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:1
a=sendrecv
a=rtcp-mux
a=rtcp-mux-only
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:2
a=sctp-port:5000
a=max-message-size:262144
`},
	{"max-bundle offers one transport, max-compat one for each section", func(t *testing.T) (*sdp.Description, error) {
		d, err := negotiate.Offer(maxBundle(browser(audio(), video(vp8))), nil)
		return d, err
	}, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:0
a=extmap-allow-mixed
a=sendrecv
a=rtcp-mux
a=rtcp-mux-only
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:0 PCMU/8000
m=video 0 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:1
a=bundle-only
a=sendrecv
a=rtcp-mux
a=rtcp-mux-only
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
`},
	{"max-compat with attributes of the transport in the tagged section alone", func(t *testing.T) (*sdp.Description, error) {
		d, err := negotiate.Offer(tagged(compat(browser(audio(), data()))), nil)
		return d, err
	}, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:0
a=extmap-allow-mixed
a=sendrecv
a=rtcp-mux
a=rtcp-mux-only
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:0 PCMU/8000
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:1
a=sctp-port:5000
a=max-message-size:262144
`},
	{"A phone's offer", func(t *testing.T) (*sdp.Description, error) {
		d, err := negotiate.Offer(phone(), nil)
		return d, err
	}, `v=0
o=bob 7 1 IN IP4 192.0.2.20
s=-
c=IN IP4 192.0.2.20
t=0 0
m=audio 20000 RTP/AVP 9 8 0 18 101
a=sendrecv
a=ptime:20
a=rtpmap:9 G722/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:0 PCMU/8000
a=rtpmap:18 G729/8000
a=fmtp:18 annexb=no
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
`},
	{"SDES keys are offered when they are asked for", func(t *testing.T) (*sdp.Description, error) {
		d, err := negotiate.Offer(sdes(accept(phone(), "RTP/SAVP")), nil)
		return d, err
	}, `v=0
o=bob 7 1 IN IP4 192.0.2.20
s=-
c=IN IP4 192.0.2.20
t=0 0
m=audio 20000 RTP/SAVP 9 8 0 18 101
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz
a=sendrecv
a=ptime:20
a=rtpmap:9 G722/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:0 PCMU/8000
a=rtpmap:18 G729/8000
a=fmtp:18 annexb=no
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
`},
	{"Numbers that clash are given out anew, and references follow", func(t *testing.T) (*sdp.Description, error) {
		a := audio()
		a.Codecs[0].PayloadType, a.Codecs[1].PayloadType, a.Codecs[1].Params = 96, 97, "96/96"
		v := video(vp8, rtx[:1])
		v.Extensions = []negotiate.Extension{{URI: "urn:one", ID: 1}, {URI: "urn:two", ID: 1}}
		v.Encodings = []negotiate.Encoding{{RID: "h", Params: "pt=96"}, {RID: "l", Params: "max-width=320", Paused: true}}
		d, err := negotiate.Offer(browser(a, v), nil)
		return d, err
	}, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 96 97 0
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:0
a=extmap-allow-mixed
a=sendrecv
a=rtcp-mux
a=rtcp-mux-only
a=rtcp-rsize
a=rtpmap:96 opus/48000/2
a=fmtp:96 useinbandfec=1
a=rtpmap:97 red/48000/2
a=fmtp:97 96/96
a=rtpmap:0 PCMU/8000
m=video 9 UDP/TLS/RTP/SAVPF 98 99
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:1
a=extmap:1 urn:one
a=extmap:2 urn:two
a=sendrecv
a=rtcp-mux
a=rtcp-mux-only
a=rtpmap:98 VP8/90000
a=rtcp-fb:98 nack pli
a=rtpmap:99 rtx/90000
a=fmtp:99 apt=98
a=rid:h send pt=98
a=rid:l send max-width=320
a=simulcast:send h;~l
`},
}

func TestOffersAndLaterAnswersAreWholeTexts(t *testing.T) {
	for _, test := range slices.Concat(firstOffers, laterTexts) {
		t.Run(test.name, func(t *testing.T) {
			d, err := test.make(t)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, lines(d)); diff != "" {
				t.Error(diff)
			}
			for _, p := range sdp.Check(d) {
				if p.Severity == sdp.SeverityError {
					t.Error(p)
				}
			}
		})
	}
}

// A place that is used again doesn't bring its section's tag back: the group would get
// another transport.
func TestARecycledSectionIsNotTheTaggedOne(t *testing.T) {
	offer, err := negotiate.Offer(compat(browser(audio(), audio())), nil)
	if err != nil {
		t.Fatal(err)
	}
	caps := compat(browser(audio(), audio()))
	caps.Media[0].MID, caps.Media[1].MID, caps.Media[0].Stopped = "0", "1", true
	h := answered(t, offer, caps)
	if answer := h.Local(); !strings.Contains(lines(answer), "\na=group:BUNDLE 1\n") {
		t.Fatalf("the first section isn't rejected:\n%s", answer)
	}
	caps.Media[0].MID = ""
	caps.Media = append(caps.Media, audio())
	next, err := h.Offer(caps)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(lines(next), "\na=group:BUNDLE 1 2\n") || next.Media(0).Rejected() {
		t.Errorf("the tag has changed:\n%s", next)
	}
}
