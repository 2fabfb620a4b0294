package munge_test

import (
	"strings"
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

// What no edit does, for edits add no codecs: what libwebrtc sees of a text that has more
// of them, all classes in its order.
func TestAddedCodecsHaveTheirClasses(t *testing.T) {
	const audio, video = "m=audio 9 RTP/AVPF 0", "m=video 9 RTP/AVPF 96"
	created := head + audio + "\n" + video + "\na=rtpmap:96 VP8/90000\n"
	for _, tt := range []struct {
		name, from, to string
		want           string
	}{
		{"an audio codec", audio, audio + " 8", "audio-codecs-added"},
		{"L16", audio, audio + " 97\na=rtpmap:97 L16/8000", "l16"},
		{"multiopus", audio, audio + " 97\na=rtpmap:97 multiopus/48000/6", "multiopus"},
		{"stereo opus", audio, audio + " 97\na=rtpmap:97 opus/48000/2\na=fmtp:97 stereo=1", "opus-stereo audio-codecs-added"},
		{"L16 in place of PCMU", audio, "m=audio 9 RTP/AVPF 97\na=rtpmap:97 L16/8000", "l16"},
		{"a video codec", video, video + " 98\na=rtpmap:98 VP9/90000", "video-codecs-added"},
		{"a video codec with raw frames", video, video + " 98\na=rtpmap:98 VP9/90000\na=packetization:98 raw", "video-codecs-added-raw"},
		{"simulcast by sources", video, video + "\na=ssrc-group:SIM 1 2\na=ssrc:1 cname:x\na=ssrc:2 cname:x", "legacy-simulcast ssrcs"},
		{"a parameter that has a class, and another codec's", "a=rtpmap:96 VP8/90000", "a=rtpmap:96 VP8/90000\na=fmtp:96 max-fr=30", "video-fmtp"},
		{"TIAS behind AS", video, video + "\nb=AS:100\nb=TIAS:90000", "bandwidth"},
		{"AS behind TIAS of the same", video, video + "\nb=TIAS:90000\nb=AS:90", "bandwidth"},
		{"a section more", video, video + "\nm=audio 9 RTP/AVP 0", "number-of-contents"},
	} {
		if !strings.Contains(created, tt.from) {
			t.Fatal(tt.from)
		}
		var got []string
		for _, k := range munge.Detect(lax(created), lax(strings.Replace(created, tt.from, tt.to, 1))) {
			got = append(got, k.ID)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %q, and not %q", tt.name, s, tt.want)
		}
	}
	if limit := lax(strings.Replace(created, video, video+"\nb=AS:90", 1)); len(munge.Detect(limit, lax(strings.Replace(created, video, video+"\nb=TIAS:90000", 1)))) != 0 {
		t.Error("90 kbit/s in one form and in the other are not the same")
	}
}
