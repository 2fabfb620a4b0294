package munge_test

import (
	"testing"

	"github.com/sdpkit/sdpkit/munge"
)

// What libwebrtc's detector says of edits of an offer that Chromium created, the first
// class being the one that it reports.
func TestEditsHaveTheClassesOfMungingThatLibwebrtcSees(t *testing.T) {
	offer := "chromium-audio-video-offer.sdp"
	for _, tt := range []struct {
		name, file string
		edit       munge.Edit
		want       string
	}{
		{"nothing", offer, munge.Group(), ""},
		{"the session's name", offer, munge.SetSessionName("x"), ""},
		{"a section less", offer, munge.Video(munge.RemoveSections()), "number-of-contents"},
		{"credentials", offer, munge.SetICECredentials("abcd", "abcdefghijklmnopqrstuv"), "ice-ufrag"},
		{"lite", offer, munge.SetICELite(true), "ice-mode"},
		{"role", offer, munge.SetSetup("active"), "dtls-setup"},
		{"an option more", offer, munge.AddICEOptions("renomination"), "ice-options-renomination"},
		{"an option less", offer, munge.DropICEOptions("trickle"), "ice-options-trickle"},
		{"another option", offer, munge.AddICEOptions("ice2"), "ice-options"},
		{"a candidate", offer, munge.Index(0, munge.AddCandidates("candidate:1 1 udp 2130706431 192.0.2.7 5004 typ host")), "candidate-count"},
		{"no bundle", offer, munge.Unbundle(), "bundle"},
		{"stereo", offer, munge.OpusStereo(true), "opus-stereo"},
		{"no FEC", offer, munge.OpusFEC(false), "opus-fec"},
		{"DTX", offer, munge.OpusDTX(true), "opus-dtx"},
		{"CBR", offer, munge.OpusCBR(true), "opus-cbr"},
		{"another parameter", offer, munge.UnsetParams("opus", "minptime"), "audio-fmtp"},
		{"a video parameter", offer, munge.SetParams("VP8", "max-fr=30"), "video-fmtp"},
		{"keyframes", offer, munge.SetParams("H264", "sps-pps-idr-in-keyframe=1"), "sps-pps-idr"},
		{"audio nack", offer, munge.AddFeedback("opus", "nack"), "audio-nack"},
		{"rrtr", offer, munge.AddFeedback("opus", "rrtr"), "audio-rrtr"},
		{"audio feedback", offer, munge.DropFeedback("opus", "transport-cc"), "audio-rtcp-fb"},
		{"video feedback", offer, munge.DropFeedback("VP8", "goog-remb"), "video-rtcp-fb"},
		{"fewer audio codecs", offer, munge.DropCodecs("PCMU"), "audio-codecs-removed"},
		{"fewer video codecs", offer, munge.Video(munge.KeepCodecs("VP8")), "video-codecs-removed"},
		{"another order", offer, munge.Video(munge.PreferCodecs("VP9")), "video-codecs-reordered"},
		{"another order of audio", offer, munge.Audio(munge.PreferCodecs("PCMU")), "audio-codecs-reordered"},
		{"another number", offer, munge.Renumber(munge.PT{Codec: "ulpfec", To: 121}), "payload-types"},
		{"raw frames", offer, munge.Video(munge.AddLine("a=packetization:96 raw")), "raw-packetization"},
		{"direction", offer, munge.Hold(), "direction"},
		{"no sources", offer, munge.StripSources(), "ssrcs"},
		{"an extension more", offer, munge.AddExtension("urn:x", ""), "extension-added"},
		{"an extension less", offer, munge.DropExtensions("urn:3gpp:video-orientation"), "extension-removed"},
		{"another id", offer, munge.RenumberExtension("urn:3gpp:video-orientation", 9), "extension-modified"},
		{"bandwidth", offer, munge.LimitBandwidth(500000), "bandwidth"},
		{"no reduced size of audio", offer, munge.Audio(munge.DropLines("a=rtcp-rsize")), "audio-rtcp-rsize"},
		{"no reduced size of video", offer, munge.Video(munge.DropLines("a=rtcp-rsize")), "video-rtcp-rsize"},
		{"no mux", offer, munge.Group(munge.Unbundle(), munge.RTCPMux(false)), "rtcp-mux"},
		{"another stream", offer, munge.SetMSID("s", "t"), "unknown"},
		{"a mid", offer, munge.Group(munge.Unbundle(), munge.ReplaceLine("a=mid:1", "a=mid:x")), "mid"},
		{"the data channels' port", "chromium-data-offer.sdp", munge.ReplaceLine("a=sctp-port:5000", "a=sctp-port:5001"), "sctp-port"},
		{"the data channels' size", "chromium-data-offer.sdp", munge.ReplaceLine("a=max-message-size:262144", "a=max-message-size:1024"), "max-message-size"},
		{"sctp-init", "chromium-data-offer.sdp", munge.AddLine("a=sctp-init:AQAAAA=="), "sctp-init"},
	} {
		created := parse(t, file(t, tt.file))
		set, _, err := munge.Apply(created, tt.edit)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := ""
		if list := munge.Detect(created, set); len(list) > 0 {
			got = list[0].ID
		}
		if got != tt.want {
			t.Errorf("%s: %q, and not %q", tt.name, got, tt.want)
		}
	}
}
