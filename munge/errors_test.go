package munge_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// What can't be done is refused, with the reason, the place and the clause.
func TestEditsAreRefusedWithReasonAndPlace(t *testing.T) {
	bundle := "a=group:BUNDLE 0 1\nm=audio 9 RTP/AVPF 96 97\na=mid:0\na=rtcp-mux\na=extmap:1 urn:a\na=rtpmap:96 opus/48000/2\na=rtpmap:97 L16/8000\n" +
		"m=video 9 RTP/AVPF 98\na=mid:1\na=rtcp-mux\na=extmap:2 urn:b\na=rtpmap:98 VP8/90000\n"
	for _, tt := range []struct {
		name, text string
		edit       munge.Edit
		reason     error
		want       string
	}{
		{"no codec left", "m=audio 5004 RTP/AVP 0\na=mid:x\n", munge.DropCodecs("PCMU"), munge.ErrNoCodecs,
			"munge: [0] drop-codecs: m[0](mid=x): no codec would be left"},
		{"only events left", "m=audio 5004 RTP/AVP 0 101\na=rtpmap:101 telephone-event/48000\n", munge.DropCodecs("PCMU"), munge.ErrNoCodecs,
			"munge: [0] drop-codecs: m[0]: no codec would be left"},
		{"no such mid", "", munge.MID("7", munge.Hold()), munge.ErrNoSection, `munge: [0].edits[0] hold: no media section has the mid "7"`},
		{"no such index", "", munge.Index(2, munge.Hold()), munge.ErrNoSection, "munge: [0].edits[0] hold: there is no media section 2"},
		{"scope of the session", "", munge.Session(munge.Hold()), munge.ErrScope, "munge: [0].edits[0] hold: the edit finds its place itself, and takes no session scope"},
		{"scope of the whole", "", munge.Audio(munge.BumpVersion()), munge.ErrScope, "munge: [0].edits[0] bump-version: the edit is about the whole description, and takes no scope"},
		{"two scopes at once", "", munge.Session(munge.Audio(munge.AddLine("a=x"))), munge.ErrScope, "munge: [0].edits[0].edits[0] add-line: the session part is no media section"},
		{"a number in the section", bundle, munge.Renumber(munge.PT{Codec: "opus", To: 97}), munge.ErrCollision,
			"munge: [0] renumber-payload-types: m[0](mid=0): payload type 97 would be both opus and L16"},
		{"a number in the bundle", bundle, munge.Audio(munge.Renumber(munge.PT{Codec: "opus", To: 98})), munge.ErrCollision,
			"munge: [0].edits[0] renumber-payload-types: m[1](mid=1): payload type 98 would be VP8, and in m[0](mid=0), of the same BUNDLE group, opus"},
		{"a number of what is sent again", "a=group:BUNDLE 0 1\nm=video 9 RTP/AVPF 96 97\na=mid:0\na=rtcp-mux\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n" +
			"m=video 9 RTP/AVPF 96 97\na=mid:1\na=rtcp-mux\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n", munge.Index(0, munge.Renumber(munge.PT{Codec: "VP8", To: 98})), munge.ErrCollision,
			"munge: [0].edits[0] renumber-payload-types: m[1](mid=1): payload type 97 would be rtx of 96, and in m[0](mid=0), of the same BUNDLE group, rtx of 98"},
		{"a number of RTCP's", bundle, munge.Renumber(munge.PT{Codec: "opus", To: 72}), munge.ErrIllegal,
			"munge: [0] renumber-payload-types: m[0](mid=0): payload type 72 can't be told from RTCP on the same port"},
		{"a number of RFC 3551's", bundle, munge.Renumber(munge.PT{Codec: "opus", To: 8}), munge.ErrCollision,
			"munge: [0] renumber-payload-types: m[0](mid=0): payload type 8 is PCMA"},
		{"a name for several", "m=audio 5004 RTP/AVP 0 8\na=rtpmap:0 x/1\na=rtpmap:8 x/1\n", munge.Renumber(munge.PT{Codec: "x", To: 96}), munge.ErrArgument,
			`munge: [0] renumber-payload-types: m[0]: "x" means 2 codecs`},
		{"an id of another extension", bundle, munge.Audio(munge.RenumberExtension("urn:a", 2)), munge.ErrCollision,
			"munge: [0].edits[0] renumber-extension: m[1](mid=1): line 16: id 2 is urn:b"},
		{"an id for two bytes", bundle, munge.RenumberExtension("urn:a", 20), munge.ErrIllegal,
			"munge: [0] renumber-extension: m[0](mid=0): line 10: id 20 needs headers of two bytes, which nothing allows to mix with those of one"},
		{"extensions in the session part", "a=extmap:1 urn:a\nm=audio 5004 RTP/AVP 0\n", munge.AddExtension("urn:b", ""), munge.ErrIllegal,
			"munge: [0] add-extension: m[0]: the session part has header extensions, so that no section can have its own"},
		{"apt", "m=video 5004 RTP/AVP 96 97\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n", munge.SetParams("rtx", "apt=1"), munge.ErrArgument,
			"munge: [0] set-params: m[0]: the parameters of rtx are payload types: renumber them"},
		{"a value that opus doesn't know", "m=audio 5004 RTP/AVP 96\na=rtpmap:96 opus/48000/2\n", munge.SetParams("opus", "stereo=yes"), munge.ErrArgument,
			`munge: [0] set-params: m[0]: format parameter stereo: "yes" is not a number from 0 to 1`},
		{"no mux in a bundle", bundle, munge.RTCPMux(false), munge.ErrIllegal, "munge: [0] rtcp-mux: m[0](mid=0): the section is in a BUNDLE group"},
		{"DTLS that is needed", "m=audio 5004 UDP/TLS/RTP/SAVP 0\na=setup:active\n", munge.StripDTLS(), munge.ErrIllegal, "munge: [0] strip-dtls: m[0]: UDP/TLS/RTP/SAVP needs DTLS"},
		{"keys that are needed", "m=audio 5004 RTP/SAVP 0\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0Rm\n", munge.StripSDES(), munge.ErrIllegal, "munge: [0] strip-sdes: m[0]: RTP/SAVP would be left without keys"},
		{"keys that are missing", "m=audio 5004 RTP/AVP 0\n", munge.SetProto("RTP/SAVP"), munge.ErrIllegal, "munge: [0] set-proto: m[0]: there is no a=crypto for RTP/SAVP"},
		{"a fingerprint that is missing", "m=audio 5004 RTP/AVP 0\n", munge.SetProto("UDP/TLS/RTP/SAVP"), munge.ErrIllegal, "munge: [0] set-proto: m[0]: there is no a=fingerprint for UDP/TLS/RTP/SAVP"},
		{"one port for two", "m=audio 5004 RTP/AVP 0\nm=video 5006 RTP/AVP 31\n", munge.SetDestination(addr("192.0.2.1"), 9, 0), munge.ErrScope,
			"munge: [0] set-destination: m[1]: several transports can't have one port: name a section"},
		{"a destination that is no candidate", "m=audio 5004 RTP/AVP 0\na=candidate:1 1 udp 1 192.0.2.1 5004 typ host\n", munge.SetDestination(addr("192.0.2.1"), 6000, 0), munge.ErrIllegal,
			"munge: [0] set-destination: m[0]: none of its candidates has that address and port"},
		{"a source that is there", "m=audio 5004 RTP/AVP 0\na=ssrc:1 cname:x\na=ssrc:2 cname:x\n", munge.RenameSource(1, 2), munge.ErrCollision,
			"munge: [0] rename-source: m[0]: source 2 is there already"},
		{"a port of 0 in RTSP", "m=audio 5004 RTP/AVP 0\na=control:x\n", munge.RejectSections(), munge.ErrIllegal,
			"munge: [0] reject-sections: m[0]: in RTSP a port of 0 rejects nothing; remove the section"},
		{"a raw line that contradicts", "m=audio 5004 RTP/AVP 0\na=ptime:20\n", munge.AddLine("a=ptime:30"), munge.ErrIllegal,
			"munge: [0] add-line: afterwards a=ptime: stands here a second time, with another value; the first is in line 7 (attribute-twice)"},
		{"a line that must be there", "", munge.Session(munge.DropLines("t=")), munge.ErrIllegal, "munge: [0].edits[0] drop-lines: afterwards sdp.Parse says 5:1: t= is missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := lax(head + tt.text)
			_, _, err := munge.Apply(d, tt.edit)
			var e *munge.Error
			if !errors.As(err, &e) || !errors.Is(err, tt.reason) || e.Error() != tt.want || !strings.HasPrefix(e.Clause, "RFC ") {
				t.Errorf("%v (%+v)", err, e)
			}
		})
	}
}

// Arguments that make no sense are refused whatever the description, and so in JSON.
func TestArgumentsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, e := range []munge.Edit{
		munge.KeepCodecs(), munge.DropCodecs("a b"), munge.PreferCodecs("x/0"), munge.DeferCodecs("x/1/0"), munge.MoveCodecsUp("x;=1"),
		munge.Renumber(), munge.Renumber(munge.PT{Codec: "x", To: 128}), munge.Renumber(munge.PT{Codec: "", To: 96}),
		munge.SetParams("opus", "a=1\r\na=x"), munge.SetParams("opus", ""), munge.UnsetParams("opus"), munge.OpusMaxAverageBitrate(5999), munge.SetPtime("x"), munge.SetMaxPtime("0"),
		munge.AddFeedback("", ""), munge.DropFeedback("", "a\nb"), munge.AddExtension("", ""), munge.AddExtension("a b", ""), munge.AddExtension("urn:x", "both"), munge.DropExtensions(), munge.RenumberExtension("urn:x", 0),
		munge.SetBandwidth("A S", 1), munge.LimitBandwidth(math.MaxUint64), munge.DropBandwidth(""), munge.SetBundlePolicy("x"),
		munge.SetSetup("holdconn"), munge.SetFingerprint("md5", "00"), munge.SetFingerprint("sha-1", "00"), munge.SetICECredentials("abc", "abcdefghijklmnopqrstuv"), munge.SetICECredentials("abcd", "short"),
		munge.AddICEOptions(), munge.DropICEOptions("a b"), munge.KeepCandidates(munge.Candidates{Types: []string{"x"}}), munge.DropCandidates(munge.Candidates{Networks: []string{"x"}}), munge.AddCandidates(), munge.AddCandidates("x"),
		munge.SetSimulcast(), munge.SetSimulcast("a b"), munge.SetSimulcast("a", "a"), munge.DropLayers(), munge.RenameSource(1, 1), munge.SetCNAME(""), munge.SetCNAME("a\rb"), munge.SetMSID("", ""), munge.SetMSID("a b", ""),
		munge.OrderSections(), munge.SetSessionName(""), munge.SetSessionName("a\nb"), munge.SetOrigin("a b", "", ""), munge.SetOrigin("", "x", ""),
		munge.SetDestination(addr("224.0.0.1"), 9, 0), munge.SetDestination(addr("fe80::1%eth0"), 9, 0), munge.SetDestination(addr("192.0.2.1"), 65536, 0),
		munge.AddCrypto("x"), munge.SetProto("RTP/XYZ"), munge.AddLine("x"), munge.AddLine("a=x\r\na=y"), munge.DropLines(""), munge.DropLines("m=audio"), munge.ReplaceLine("a=x", "b=y"), munge.ReplaceLine("a=x", "a=\x00"),
		munge.Redact(""), munge.Redact("k", "everything"), munge.Restore(munge.Mapping{{Class: munge.Ports, Original: "1", Replacement: "3"}, {Class: munge.Ports, Original: "2", Replacement: "3"}}),
	} {
		_, _, err := munge.Apply(sdp.New(), e)
		if !errors.Is(err, munge.ErrArgument) {
			t.Errorf("%v: %v", e, err)
		}
		var j *munge.JSONError
		if _, err := munge.ParseEdits([]byte(e.String())); !errors.As(err, &j) {
			t.Errorf("%v in JSON: %v", e, err)
		}
	}
}

// No argument can smuggle a line into a description.
func TestNoArgumentBringsALineEndingIn(t *testing.T) {
	before := parse(t, file(t, "chromium-audio-video-offer.sdp"))
	n := len(lines(before))
	for _, bad := range []string{"x\r\na=evil", "x\na=evil", "x\ra=evil", "x\x00", "1\r\nm=audio 1 RTP/AVP 0"} {
		for _, e := range []munge.Edit{
			munge.SetParams("opus", "a="+bad), munge.SetParams(bad, "a=1"), munge.ReplaceParams("opus", bad), munge.AddFeedback("opus", "nack "+bad), munge.AddExtension("urn:"+bad, ""), munge.SetBandwidth(bad, 1),
			munge.SetICECredentials("abcd"+bad, "abcdefghijklmnopqrstuv"), munge.SetICECredentials("abcd", "abcdefghijklmnopqrstuv"+bad), munge.AddICEOptions(bad), munge.AddCandidates("candidate:1 1 udp 1 192.0.2.1 9 typ host " + bad),
			munge.SetSimulcast(bad), munge.SetCNAME(bad), munge.SetMSID(bad, "t"), munge.SetMSID("s", bad), munge.SetSessionName(bad), munge.SetOrigin(bad, "", ""), munge.SetOrigin("", "", bad), munge.SetPtime("1" + bad),
			munge.AddCrypto("AES_CM_128_HMAC_SHA1_80 inline:abcd " + bad), munge.SetProto(bad), munge.AddLine("a=" + bad), munge.ReplaceLine("a=mid:0", "a="+bad), munge.SetFingerprint("sha-1", bad), munge.SetSetup(sdp.Setup(bad)),
			munge.Restore(munge.Mapping{{Class: munge.Credentials, Original: bad, Replacement: "5bng"}}),
		} {
			out, _, err := munge.Apply(before, e)
			if err == nil && (len(lines(out)) != n || strings.Contains(out.String(), "evil")) {
				t.Errorf("%v makes\n%q", e, out)
			}
		}
	}
}
