package negotiate_test

import (
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// laterTexts are offers and answers within a session.
var laterTexts = []wholeText{
	{"A phone's hold raises the version and changes the direction alone", func(t *testing.T) (*sdp.Description, error) {
		caps := phone()
		h := agree(t, caps, phone())
		caps.Media[0].Direction = sdp.SendOnly
		d, err := h.Offer(caps)
		return d, err
	}, `v=0
o=bob 7 2 IN IP4 192.0.2.20
s=-
c=IN IP4 192.0.2.20
t=0 0
m=audio 20000 RTP/AVP 9 8 0 18 101
a=sendonly
a=ptime:20
a=rtpmap:9 G722/8000
a=rtpmap:8 PCMA/8000
a=rtpmap:0 PCMU/8000
a=rtpmap:18 G729/8000
a=fmtp:18 annexb=no
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
`},
	{"A stopped stream leaves port 0, and the next one takes its place with a new mid", func(t *testing.T) (*sdp.Description, error) {
		caps := browser(audio(), video(vp8))
		h := agree(t, caps, browser(audio(), video(vp8)))
		caps.Media[1].Stopped = true
		h = agreeOn(t, h, caps, browser(audio(), video(vp8)))
		caps.Media = append(caps.Media, data())
		d, err := h.Offer(caps)
		return d, err
	}, `v=0
o=- 7 3 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 2
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
a=mid:2
a=sctp-port:5000
a=max-message-size:262144
`},
	{"A stream that is stopped keeps its place in the offer that stops it", func(t *testing.T) (*sdp.Description, error) {
		caps := browser(audio(), video(vp8))
		h := agree(t, caps, browser(audio(), video(vp8)))
		caps.Media[0].Stopped = true
		caps.Media = append(caps.Media, data())
		d, err := h.Offer(caps)
		return d, err
	}, `v=0
o=- 7 2 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 1 2
m=audio 0 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
a=mid:0
a=inactive
a=rtpmap:111 opus/48000/2
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:1
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
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
	{"A rejected stream is offered in its place again, by another mid", func(t *testing.T) (*sdp.Description, error) {
		caps := browser(audio(), video(vp8))
		h := agree(t, caps, browser(audio()))
		d, err := h.Offer(caps)
		return d, err
	}, `v=0
o=- 7 2 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 2
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
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:0 PCMU/8000
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:2
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
`},
	{"ICE restarts as a whole", func(t *testing.T) (*sdp.Description, error) {
		caps := browser(audio(), video(vp8))
		h := agree(t, caps, browser(audio(), video(vp8)))
		caps.Transport.ICE = &negotiate.LocalICE{Ufrag: "newu", Pwd: "newpasswordnewpassword", Options: []string{"trickle"}}
		d, err := h.Offer(caps)
		return d, err
	}, `v=0
o=- 7 2 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=ice-ufrag:newu
a=ice-pwd:newpasswordnewpassword
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:0
a=extmap-allow-mixed
a=sendrecv
a=rtcp-mux
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:0 PCMU/8000
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:newu
a=ice-pwd:newpasswordnewpassword
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:1
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
`},
	{"ICE restarts on one of two transports", func(t *testing.T) (*sdp.Description, error) {
		caps := unbundled(browser(audio(), video(vp8)))
		h := agree(t, caps, unbundled(browser(audio(), video(vp8))))
		caps.Media[1].Path.Ufrag, caps.Media[1].Path.Pwd = "newu", "newpasswordnewpassword"
		d, err := h.Offer(caps)
		return d, err
	}, `v=0
o=- 7 2 IN IP4 0.0.0.0
s=-
t=0 0
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
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:0 PCMU/8000
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:newu
a=ice-pwd:newpasswordnewpassword
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:1
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
`},
	{"After an answer the roles may change: the answerer offers with the numbers of the offer it answered", func(t *testing.T) (*sdp.Description, error) {
		caps := browser(video(vp8, rtx[:1]))
		caps.Media[0].Extensions = []negotiate.Extension{{URI: "urn:one", ID: 9}}
		other := browser(video([]negotiate.Codec{{PayloadType: 120, Name: "VP8", ClockRate: 90000}, {PayloadType: 124, Name: "rtx", ClockRate: 90000, Params: "apt=120"}}))
		other.Media[0].Extensions = []negotiate.Extension{{URI: "urn:one", ID: 4}}
		offer, err := negotiate.Offer(other, nil)
		if err != nil {
			t.Fatal(err)
		}
		h := answered(t, offer, caps)
		d, err := h.Offer(caps)
		return d, err
	}, `v=0
o=- 7 2 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0
m=video 9 UDP/TLS/RTP/SAVPF 120 124
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:actpass
a=mid:0
a=extmap:4 urn:one
a=sendrecv
a=rtcp-mux
a=rtpmap:120 VP8/90000
a=rtcp-fb:120 nack pli
a=rtpmap:124 rtx/90000
a=fmtp:124 apt=120
`},
	{"The updated offer of the controlling agent has the selected pair", func(t *testing.T) (*sdp.Description, error) {
		caps := iced(phone())
		h := agree(t, caps, iced(phone()))
		caps.Media[0].Path.Selected = []negotiate.Pair{
			{Local: parsed("candidate:1 1 udp 2130706431 192.0.2.20 20000 typ host"), Remote: parsed("candidate:9 1 udp 2130706431 198.51.100.7 30000 typ host")},
			{Local: parsed("candidate:1 2 udp 2130706430 192.0.2.20 20007 typ host"), Remote: parsed("candidate:9 2 udp 2130706430 198.51.100.7 30001 typ host")},
		}
		d, err := h.Offer(caps)
		return d, err
	}, `v=0
o=bob 7 2 IN IP4 192.0.2.20
s=-
c=IN IP4 192.0.2.20
t=0 0
m=audio 20000 RTP/AVP 9 8 0 18 101
a=rtcp:20007
a=candidate:1 1 udp 2130706431 192.0.2.20 20000 typ host
a=candidate:1 2 udp 2130706430 192.0.2.20 20007 typ host
a=remote-candidates:1 198.51.100.7 30000 2 198.51.100.7 30001
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
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
	{"The answer to an updated offer has what the offerer selected", func(t *testing.T) (*sdp.Description, error) {
		caps := iced(phone())
		offer, err := negotiate.Offer(iced(phone()), nil)
		if err != nil {
			t.Fatal(err)
		}
		h := answered(t, offer, caps)
		updated := strings.Replace(lines(offer), "o=bob 7 1", "o=bob 7 2", 1) + "a=remote-candidates:1 192.0.2.21 21000 2 192.0.2.21 21001\n"
		caps.Media[0].Path.Candidates = append(caps.Media[0].Path.Candidates,
			parsed("candidate:4 1 udp 2130706431 192.0.2.21 21000 typ host"), parsed("candidate:4 2 udp 2130706430 192.0.2.21 21001 typ host"))
		d, err := h.Answer(mustParse(t, updated), caps)
		return d, err
	}, `v=0
o=bob 7 2 IN IP4 192.0.2.20
s=-
c=IN IP4 192.0.2.20
t=0 0
m=audio 21000 RTP/AVP 9 8 0 18 101
c=IN IP4 192.0.2.21
a=rtcp:21001
a=candidate:4 1 udp 2130706431 192.0.2.21 21000 typ host
a=candidate:4 2 udp 2130706430 192.0.2.21 21001 typ host
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
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
	{"An answer that goes on keeps credentials and roles, whatever is given", func(t *testing.T) (*sdp.Description, error) {
		caps := browser(audio())
		caps.Transport.DTLS.Setup = "passive"
		offer, err := negotiate.Offer(browser(audio()), nil)
		if err != nil {
			t.Fatal(err)
		}
		h := answered(t, offer, caps)
		caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd, caps.Transport.DTLS.Setup = "newu", "newpasswordnewpassword", "active"
		d, err := h.Answer(offer, caps)
		return d, err
	}, `v=0
o=- 7 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:passive
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
`},
	{"An answer to a restart has new credentials and the role in place", func(t *testing.T) (*sdp.Description, error) {
		caps := browser(audio())
		caps.Transport.DTLS.Setup = "passive"
		offer, err := negotiate.Offer(browser(audio()), nil)
		if err != nil {
			t.Fatal(err)
		}
		h := answered(t, offer, caps)
		caps.Transport.ICE.Ufrag, caps.Transport.ICE.Pwd, caps.Transport.DTLS.Setup = "newu", "newpasswordnewpassword", "active"
		d, err := h.Answer(mustParse(t, strings.Replace(lines(offer), "answ", "offr", 1)), caps)
		return d, err
	}, `v=0
o=- 7 2 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=ice-ufrag:newu
a=ice-pwd:newpasswordnewpassword
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:passive
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
`},
	{"By RFC 9429 a later answer rejects the group with its tagged section", func(t *testing.T) (*sdp.Description, error) {
		caps := older(browser(audio(), video(vp8)))
		offer, err := negotiate.Offer(caps, nil)
		if err != nil {
			t.Fatal(err)
		}
		h := answered(t, offer, caps)
		caps.Media[0].Stopped = true
		d, err := h.Answer(offer, caps)
		return d, err
	}, `v=0
o=- 7 2 IN IP4 0.0.0.0
s=-
t=0 0
m=audio 0 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
a=mid:0
a=inactive
a=rtpmap:111 opus/48000/2
m=video 0 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=mid:1
a=inactive
a=rtpmap:96 VP8/90000
`},
	{"In a later answer the tagged section is not rejected alone", func(t *testing.T) (*sdp.Description, error) {
		caps := browser(audio(), video(vp8))
		offer, err := negotiate.Offer(caps, nil)
		if err != nil {
			t.Fatal(err)
		}
		h := answered(t, offer, caps)
		caps.Media[0].Stopped = true
		d, err := h.Answer(offer, caps)
		return d, err
	}, `v=0
o=- 7 2 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:active
a=mid:0
a=extmap-allow-mixed
a=inactive
a=rtcp-mux
a=rtcp-mux-only
a=rtcp-rsize
a=rtpmap:111 opus/48000/2
a=fmtp:111 useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:0 PCMU/8000
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:answ
a=ice-pwd:answeransweransweransw
a=ice-options:trickle
a=fingerprint:test CC:DD
a=setup:active
a=mid:1
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
`},
}
