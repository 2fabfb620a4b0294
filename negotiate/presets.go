package negotiate

import (
	"strconv"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has capabilities that are ready to use. They are data like any other: take
// out, put in and reorder. What makes an endpoint unique is missing from all of them: give
// it in Transport, or give Rand.

// WebRTCAudioVideo is a browser with a microphone and a camera: one audio and one video
// stream, both ways, with the codecs, header extensions and payload types that Chromium
// offers.
func WebRTCAudioVideo() Capabilities {
	return Capabilities{
		Mode:      WebRTC,
		Transport: browserTransport(),
		Media: []Media{
			{Kind: "audio", Direction: sdp.SendRecv, AllowMixed: true, Codecs: browserAudio(), Extensions: []Extension{
				{ID: 1, URI: "urn:ietf:params:rtp-hdrext:ssrc-audio-level"},
				{ID: 2, URI: "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"},
				{ID: 3, URI: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"},
				{ID: 4, URI: "urn:ietf:params:rtp-hdrext:sdes:mid"},
			}},
			{Kind: "video", Direction: sdp.SendRecv, AllowMixed: true, ReducedRTCP: true, Codecs: browserVideo(), Extensions: []Extension{
				{ID: 14, URI: "urn:ietf:params:rtp-hdrext:toffset"},
				{ID: 2, URI: "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"},
				{ID: 13, URI: "urn:3gpp:video-orientation"},
				{ID: 3, URI: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"},
				{ID: 4, URI: "urn:ietf:params:rtp-hdrext:sdes:mid"},
				{ID: 10, URI: ridURI},
				{ID: 11, URI: "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"},
			}},
		},
	}
}

// DataOnly is a browser with a data channel and nothing else.
func DataOnly() Capabilities {
	return Capabilities{
		Mode:      WebRTC,
		Transport: browserTransport(),
		Media: []Media{{
			Kind: "application", Direction: sdp.SendRecv, Formats: []string{"webrtc-datachannel"},
			SCTPPort: 5000, MaxMessageSize: 262144,
		}},
	}
}

// SIPPhone is a classic desk phone: audio over plain RTP with the codecs that all of them
// have, and no ICE. It knows no BUNDLE and, when it offers, no shared port for RTCP. Give
// Transport.Address and Media[0].Path.Port.
func SIPPhone() Capabilities {
	return Capabilities{
		Mode:   SIP,
		Policy: Policy{Bundle: NoBundle, RTCPMux: NoMux},
		Media: []Media{{
			Kind: "audio", Direction: sdp.SendRecv, Ptime: 20,
			Codecs: []Codec{
				{PayloadType: 9, Name: "G722", ClockRate: 8000},
				{PayloadType: 8, Name: "PCMA", ClockRate: 8000},
				{PayloadType: 0, Name: "PCMU", ClockRate: 8000},
				{PayloadType: 18, Name: "G729", ClockRate: 8000, Params: "annexb=no"},
				{PayloadType: 101, Name: "telephone-event", ClockRate: 8000, Params: "0-15"},
			},
		}},
	}
}

func browserTransport() Transport {
	return Transport{ICE: &LocalICE{Options: []string{"trickle"}}, DTLS: &LocalDTLS{}}
}

func browserAudio() []Codec {
	return []Codec{
		{PayloadType: 111, Name: "opus", ClockRate: 48000, Channels: 2, Params: "minptime=10;useinbandfec=1", Feedback: []string{"transport-cc"}},
		{PayloadType: 63, Name: "red", ClockRate: 48000, Channels: 2, Params: "111/111"},
		{PayloadType: 9, Name: "G722", ClockRate: 8000},
		{PayloadType: 0, Name: "PCMU", ClockRate: 8000},
		{PayloadType: 8, Name: "PCMA", ClockRate: 8000},
		{PayloadType: 13, Name: "CN", ClockRate: 8000},
		{PayloadType: 110, Name: "telephone-event", ClockRate: 48000},
		{PayloadType: 126, Name: "telephone-event", ClockRate: 8000},
	}
}

func browserVideo() []Codec {
	var list []Codec
	add := func(pt, rtx uint8, name, params string) {
		list = append(list,
			Codec{PayloadType: pt, Name: name, ClockRate: 90000, Params: params, Feedback: []string{"goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"}},
			Codec{PayloadType: rtx, Name: "rtx", ClockRate: 90000, Params: "apt=" + strconv.Itoa(int(pt))})
	}
	add(96, 97, "VP8", "")
	add(102, 103, "H264", "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f")
	add(104, 107, "H264", "level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42001f")
	add(108, 109, "H264", "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f")
	add(114, 115, "H264", "level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f")
	add(116, 117, "H264", "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=4d001f")
	add(39, 40, "H264", "level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=4d001f")
	add(45, 46, "AV1", "level-idx=5;profile=0;tier=0")
	add(98, 99, "VP9", "profile-id=0")
	add(100, 101, "VP9", "profile-id=2")
	return append(list,
		Codec{PayloadType: 118, Name: "red", ClockRate: 90000},
		Codec{PayloadType: 119, Name: "rtx", ClockRate: 90000, Params: "apt=118"},
		Codec{PayloadType: 120, Name: "ulpfec", ClockRate: 90000})
}
