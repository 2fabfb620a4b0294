package negotiate_test

import (
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file makes the capabilities that the tests of answers and offers use.

type capabilities = negotiate.Capabilities

// phone is a classic one at 192.0.2.20.
func phone() capabilities {
	c := negotiate.SIPPhone()
	c.Transport.Address, c.Transport.SessionID, c.Transport.Username = "192.0.2.20", "7", "bob"
	c.Media[0].Path.Port = 20000
	return c
}

// phones takes several sections.
func phones(c capabilities, n int) capabilities {
	c.Media[0].Sections = n
	return c
}

// sendOnly has two streams, the first of which is only to be sent.
func sendOnly(c capabilities) capabilities {
	c.Media[0].Direction = sdp.SendOnly
	c.Media = append(c.Media, phone().Media[0])
	c.Media[1].Path.Port = 20002
	return c
}

func feedback(c capabilities) capabilities {
	for i := range c.Media[0].Codecs {
		c.Media[0].Codecs[i].Feedback = []string{"nack", "trr-int 50"}
	}
	return c
}

func sdes(c capabilities) capabilities {
	c.Policy.SDES = true
	c.Transport.Crypto = []sdp.Crypto{{Suite: "AES_CM_128_HMAC_SHA1_80", KeyParams: "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"}}
	return c
}

func accept(c capabilities, protos ...string) capabilities {
	c.Media[0].Protos = protos
	return c
}

// keys are ICE's and DTLS's.
func keys(c capabilities) capabilities {
	c.Transport.ICE = &negotiate.LocalICE{Ufrag: "answ", Pwd: "answeransweransweransw", Options: []string{"trickle"}}
	c.Transport.DTLS = &negotiate.LocalDTLS{Fingerprints: []sdp.Fingerprint{{Hash: "test", Value: "CC:DD"}}}
	return c
}

func dtls(c capabilities) capabilities {
	c = keys(c)
	c.Policy.RTCPMux = ""
	return c
}

func tcp(c capabilities) capabilities {
	c = phones(accept(c, "TCP/RTP/AVP"), 2)
	return c
}

func other(c capabilities) capabilities {
	c.Media = []negotiate.Media{
		{Kind: "image", Protos: []string{"udptl"}, Formats: []string{"t38"}, Attributes: []string{"T38FaxVersion:0"}, Path: negotiate.Path{Port: 20000}},
		{Kind: "message", Protos: []string{"TCP/MSRP"}, Formats: []string{"*"}, Attributes: []string{"path:msrp://192.0.2.20:20002/xyz;tcp", "accept-types:text/plain"}, Path: negotiate.Path{Port: 20002}},
		{Kind: "application", Protos: []string{"TCP/BFCP"}, Formats: []string{"*"}, Attributes: []string{"floorctrl:c-only"}},
	}
	return c
}

func limit(c capabilities, n int) capabilities {
	c.Policy.MaxCodecs = n
	return c
}

func own(c capabilities) capabilities {
	c.Policy.OwnOrder = true
	return c
}

// browser has these streams.
func browser(media ...negotiate.Media) capabilities {
	c := keys(capabilities{Mode: negotiate.WebRTC, Media: media})
	c.Transport.SessionID = "7"
	return c
}

func older(c capabilities) capabilities {
	c.Policy.TagRule = negotiate.TagRule9429
	return c
}

func unbundled(c capabilities) capabilities {
	c.Policy.Bundle = negotiate.NoBundle
	return c
}

func compat(c capabilities) capabilities {
	c.Policy.Bundle = negotiate.MaxCompat
	return c
}

func maxBundle(c capabilities) capabilities {
	c.Policy.Bundle = negotiate.MaxBundle
	return c
}

func tagged(c capabilities) capabilities {
	c.Policy.TaggedOnly = true
	return c
}

func tlsID(c capabilities) capabilities {
	c.Transport.DTLS.TLSID = "zyxwvutsrqponmlkjihg"
	c.Transport.ICE.Options = []string{"trickle", "ice2"}
	return c
}

func lite(c capabilities) capabilities {
	c.Transport.ICE.Lite, c.Transport.ICE.Pacing = true, 60
	c.Media[0].Path.Candidates = []candidate.Candidate{parsed("candidate:1 1 udp 2130706431 192.0.2.20 20000 typ host")}
	c.Media[0].Path.EndOfCandidates = true
	return c
}

func parsed(s string) candidate.Candidate {
	c, err := candidate.Parse(s)
	if err != nil {
		panic(err)
	}
	return c
}

func audio() negotiate.Media {
	return negotiate.Media{Kind: "audio", Direction: sdp.SendRecv, AllowMixed: true, ReducedRTCP: true, Codecs: []negotiate.Codec{
		{PayloadType: 111, Name: "opus", ClockRate: 48000, Channels: 2, Params: "useinbandfec=1"},
		{PayloadType: 63, Name: "red", ClockRate: 48000, Channels: 2, Params: "111/111"},
		{PayloadType: 0, Name: "PCMU", ClockRate: 8000},
	}}
}

func data() negotiate.Media {
	return negotiate.Media{Kind: "application", Formats: []string{"webrtc-datachannel"}, MaxMessageSize: 262144}
}

func video(codecs ...[]negotiate.Codec) negotiate.Media {
	m := negotiate.Media{Kind: "video", Direction: sdp.SendRecv}
	for _, list := range codecs {
		m.Codecs = append(m.Codecs, list...)
	}
	return m
}

var (
	vp8    = []negotiate.Codec{{PayloadType: 96, Name: "VP8", ClockRate: 90000, Feedback: []string{"nack pli"}}}
	av1    = []negotiate.Codec{{PayloadType: 45, Name: "AV1", ClockRate: 90000}}
	rtx    = []negotiate.Codec{{PayloadType: 97, Name: "rtx", ClockRate: 90000, Params: "apt=96"}, {PayloadType: 119, Name: "rtx", ClockRate: 90000, Params: "apt=118"}}
	red    = []negotiate.Codec{{PayloadType: 118, Name: "red", ClockRate: 90000}}
	ulpfec = []negotiate.Codec{{PayloadType: 120, Name: "ulpfec", ClockRate: 90000}}
	h264   = []negotiate.Codec{
		{PayloadType: 102, Name: "H264", ClockRate: 90000, Params: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"},
	}
)

func oneWay() negotiate.Media {
	m := video(vp8, av1, []negotiate.Codec{{PayloadType: 98, Name: "VP9", ClockRate: 90000}})
	m.Codecs[0].Direction, m.Codecs[1].Direction = sdp.SendOnly, sdp.RecvOnly
	m.Sections = -1
	return m
}

func extensions() negotiate.Media {
	m := video(vp8)
	m.Extensions = []negotiate.Extension{
		{URI: "urn:one"}, {URI: "urn:two", Direction: sdp.RecvOnly}, {URI: "urn:two-way", Direction: sdp.RecvOnly}, {URI: "urn:three"}, {URI: "urn:five"},
		{URI: "urn:six"}, {URI: "urn:seven"}, {URI: "urn:ietf:params:rtp-hdrext:encrypt", Attributes: "urn:seven"},
	}
	m.Sections = -1
	return m
}

func simulcast(recv, send int) negotiate.Media {
	m := video(vp8)
	m.Extensions = []negotiate.Extension{{URI: "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"}}
	m.RecvEncodings = recv
	for i := range send {
		m.Encodings = append(m.Encodings, negotiate.Encoding{RID: string(rune('a' + i))})
	}
	return m
}

// streams is audio and video of one stream, and video of another.
func streams() []negotiate.Media {
	a, v, w := audio(), video(vp8), video(vp8)
	a.MSIDs, v.MSIDs, w.MSIDs = []sdp.MSID{{ID: "s1"}}, []sdp.MSID{{ID: "s1"}}, []sdp.MSID{{ID: "s2"}}
	v.SSRCs = []sdp.SSRC{{ID: 1, Name: "cname", Value: "c", HasValue: true}, {ID: 2, Name: "cname", Value: "c", HasValue: true}}
	v.SSRCGroups = []sdp.SSRCGroup{sdp.NewSSRCGroup("FID", 1, 2)}
	return []negotiate.Media{a, v, w}
}

func wishes() []negotiate.Media {
	a, v := audio(), video(vp8, av1)
	a.Bandwidths, a.Ptime, a.MaxPtime = []string{"AS:64", "TIAS:60000"}, 20, 60
	v.Images = []sdp.ImageAttr{{Format: "96", Send: "[x=320,y=180]", Recv: "*"}}
	v.Attributes = []string{"content:main"}
	return []negotiate.Media{a, v}
}

func candidates() negotiate.Media {
	m := audio()
	m.Path.Candidates = []candidate.Candidate{
		parsed("candidate:1 1 udp 2130706431 192.0.2.20 20000 typ host"),
		parsed("candidate:2 1 udp 1694498815 198.51.100.20 20000 typ srflx raddr 192.0.2.20 rport 20000"),
		parsed("candidate:3 1 tcp 1671430143 203.0.113.20 9 typ relay raddr 198.51.100.20 rport 20000 tcptype active"),
	}
	return m
}

func mustParse(t testing.TB, text string) *sdp.Description {
	t.Helper()
	d, err := sdp.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return d
}
