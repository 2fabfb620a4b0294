package munge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// head starts the descriptions of this file.
const head = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n"

// Whole texts before and after, for what the examples don't show.
func TestEditsFollowWhatDependsOnThem(t *testing.T) {
	for _, tt := range []struct {
		name, before, after string
		edits               []munge.Edit
	}{
		{
			"dropping a codec by number takes its doubled and unlisted lines along",
			"m=video 5004 RTP/AVPF 96 97 96\na=rtpmap:96 VP8/90000\na=fmtp:96 max-fr=30\na=fmtp:96 max-fs=1\na=rtpmap:97 VP9/90000\na=ssrc:1 cname:x\na=ssrc:1 fmtp:96 max-fr=15\n",
			"m=video 5004 RTP/AVPF 97\na=rtpmap:97 VP9/90000\na=ssrc:1 cname:x\n",
			[]munge.Edit{munge.DropCodecs("96")},
		},
		{
			"the last rtx takes the sources of retransmission along",
			"m=video 5004 RTP/AVPF 96 97\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\na=ssrc-group:FID 1 2\na=ssrc:1 cname:x\na=ssrc:2 cname:x\n",
			"m=video 5004 RTP/AVPF 96\na=rtpmap:96 VP8/90000\na=ssrc:1 cname:x\n",
			[]munge.Edit{munge.DropCodecs("rtx")},
		},
		{
			"dropping red takes the rtx of red along",
			"m=video 5004 RTP/AVPF 96 118 119 120\na=rtpmap:96 VP8/90000\na=rtpmap:118 red/90000\na=rtpmap:119 rtx/90000\na=fmtp:119 apt=118\na=rtpmap:120 ulpfec/90000\n",
			"m=video 5004 RTP/AVPF 96 120\na=rtpmap:96 VP8/90000\na=rtpmap:120 ulpfec/90000\n",
			[]munge.Edit{munge.DropCodecs("red")},
		},
		{
			"a red of several encodings loses one, and is dropped when one is left",
			"m=audio 5004 RTP/AVP 121 0 8 9\na=rtpmap:121 red/8000\na=fmtp:121 0/8/9\n",
			"m=audio 5004 RTP/AVP 121 0 8\na=rtpmap:121 red/8000\na=fmtp:121 0/8\n",
			[]munge.Edit{munge.DropCodecs("G722")},
		},
		{
			"comfort noise and events stay as long as a codec has their clock rate",
			"m=audio 5004 RTP/AVP 0 8 13 101\na=rtpmap:101 telephone-event/8000\n",
			"m=audio 5004 RTP/AVP 8 13 101\na=rtpmap:101 telephone-event/8000\n",
			[]munge.Edit{munge.DropCodecs("PCMU")},
		},
		{
			"a rid that has no format left goes, with its mentions",
			"m=video 5004 RTP/AVPF 96 98\na=rtpmap:96 VP8/90000\na=rtpmap:98 H264/90000\na=rid:1 send pt=96\na=rid:2 send pt=98;max-width=320\na=rid:3 send pt=96;depend=2\na=simulcast:send 1,2;~2;3\n",
			"m=video 5004 RTP/AVPF 96\na=rtpmap:96 VP8/90000\na=rid:1 send pt=96\na=rid:3 send pt=96\na=simulcast:send 1;3\n",
			[]munge.Edit{munge.DropCodecs("H264")},
		},
		{
			"the simulcast of the draft has payload types for streams",
			"m=video 5004 RTP/AVP 97 98 99\na=rtpmap:97 VP8/90000\na=rtpmap:98 VP8/90000\na=rtpmap:99 H264/90000\na=simulcast: send pt=97;98,~99\n",
			"m=video 5004 RTP/AVP 97 100\na=rtpmap:97 VP8/90000\na=rtpmap:100 VP8/90000\na=simulcast:send pt=97;100\n",
			[]munge.Edit{munge.DropCodecs("H264"), munge.Renumber(munge.PT{Codec: "98", To: 100})},
		},
		{
			"a parameter that is absent counts with its default",
			"m=video 5004 RTP/AVP 97 98\na=rtpmap:97 H264/90000\na=rtpmap:98 H264/90000\na=fmtp:98 packetization-mode=1\n",
			"m=video 5004 RTP/AVP 98\na=rtpmap:98 H264/90000\na=fmtp:98 packetization-mode=1\n",
			[]munge.Edit{munge.DropCodecs("h264;packetization-mode=0")},
		},
		{
			"a codec without rtpmap gets one with its new number",
			"m=audio 5004 RTP/AVP 10 0\na=rtcp-fb:10 nack\n",
			"m=audio 5004 RTP/AVP 96 0\na=rtcp-fb:96 nack\na=rtpmap:96 L16/44100/2\n",
			[]munge.Edit{munge.Renumber(munge.PT{Codec: "L16", To: 96})},
		},
		{
			"odd spacing around a number stays",
			"m=audio 5004 RTP/AVP 111\na=rtpmap: 111  opus/48000/2\na=fmtp:111  stereo=1 ; minptime=10\n",
			"m=audio 5004 RTP/AVP 96\na=rtpmap: 96  opus/48000/2\na=fmtp:96  stereo=1 ; minptime=20\n",
			[]munge.Edit{munge.Renumber(munge.PT{Codec: "opus", To: -1}), munge.SetParams("opus", "minptime=20")},
		},
		{
			"a codec that gives way has one number in the whole group",
			"a=group:BUNDLE 0 1 2\nm=audio 9 RTP/AVPF 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 opus/48000/2\n" +
				"m=video 9 RTP/AVPF 96 97\na=mid:1\na=rtcp-mux\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n" +
				"m=video 9 RTP/AVPF 96 97\na=mid:2\na=rtcp-mux\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n",
			"a=group:BUNDLE 0 1 2\nm=audio 9 RTP/AVPF 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 opus/48000/2\n" +
				"m=video 9 RTP/AVPF 98 97\na=mid:1\na=rtcp-mux\na=rtpmap:98 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=98\n" +
				"m=video 9 RTP/AVPF 98 97\na=mid:2\na=rtcp-mux\na=rtpmap:98 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=98\n",
			[]munge.Edit{munge.UniquePayloadTypes()},
		},
		{
			"moving up is past the codec before, with what belongs to both",
			"m=video 5004 RTP/AVPF 96 97 98 99 100\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\na=rtpmap:98 VP9/90000\na=rtpmap:99 rtx/90000\na=fmtp:99 apt=98\na=rtpmap:100 AV1/90000\n",
			"m=video 5004 RTP/AVPF 96 97 100 98 99\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\na=rtpmap:98 VP9/90000\na=rtpmap:99 rtx/90000\na=fmtp:99 apt=98\na=rtpmap:100 AV1/90000\n",
			[]munge.Edit{munge.MoveCodecsUp("AV1")},
		},
		{
			"moving down and to the end",
			"m=audio 5004 RTP/AVP 0 8 9 18\n",
			"m=audio 5004 RTP/AVP 8 9 18 0\n",
			[]munge.Edit{munge.MoveCodecsDown("PCMU"), munge.DeferCodecs("PCMU")},
		},
		{
			"an fmtp that has nothing left goes",
			"m=audio 5004 RTP/AVP 111\na=rtpmap:111 opus/48000/2\na=fmtp:111 stereo=1\n",
			"m=audio 5004 RTP/AVP 111\na=rtpmap:111 opus/48000/2\n",
			[]munge.Edit{munge.OpusStereo(false)},
		},
		{
			"replacing parameters keeps their order and spelling",
			"m=audio 5004 RTP/AVP 111\na=rtpmap:111 opus/48000/2\na=fmtp:111 minptime=10; Stereo=1; usedtx=0\n",
			"m=audio 5004 RTP/AVP 111\na=rtpmap:111 opus/48000/2\na=fmtp:111 Stereo=1; cbr=1\n",
			[]munge.Edit{munge.ReplaceParams("opus", "cbr=1;stereo=1")},
		},
		{
			"a section without codecs is rejected if that is asked for",
			"m=audio 5004 RTP/AVP 0\nm=video 5006 RTP/AVP 31\na=candidate:1 1 udp 1 192.0.2.1 5006 typ host\n",
			"m=audio 5004 RTP/AVP 0\nm=video 0 RTP/AVP 31\n",
			[]munge.Edit{munge.OrReject(munge.KeepCodecs("PCMU"))},
		},
		{
			"the session's direction is left to the others",
			"a=sendonly\nm=audio 5004 RTP/AVP 0\nm=video 5006 RTP/AVP 31\n",
			"a=sendonly\nm=audio 5004 RTP/AVP 0\na=inactive\nm=video 5006 RTP/AVP 31\n",
			[]munge.Edit{munge.Audio(munge.SetDirection(0)), munge.Hold()},
		},
		{
			"of several directions the last counts, and one is left",
			"m=audio 5004 RTP/AVP 0\na=sendrecv\na=recvonly\n",
			"m=audio 5004 RTP/AVP 0\na=inactive\n",
			[]munge.Edit{munge.Hold()},
		},
		{
			"bandwidth stands where RFC 8866 wants it",
			"m=audio 5004 RTP/AVP 0\ni=x\na=sendrecv\n",
			"m=audio 5004 RTP/AVP 0\ni=x\nb=RS:0\na=sendrecv\n",
			[]munge.Edit{munge.SetBandwidth("RS", 0)},
		},
		{
			"sections are removed from a first offer, with their labels",
			"a=group:LS 1 2\nm=audio 5004 RTP/AVP 0\na=mid:1\na=label:x\nm=video 5006 RTP/AVP 31\na=mid:2\nm=application 5008 TCP/BFCP *\na=floorctrl:c-s\na=floorid:1 mstrm:x y\n",
			"a=group:LS 2\nm=video 5006 RTP/AVP 31\na=mid:2\nm=application 5008 TCP/BFCP *\na=floorctrl:c-s\na=floorid:1 mstrm:y\n",
			[]munge.Edit{munge.MID("1", munge.RemoveSections())},
		},
		{
			"sections are sorted",
			"m=audio 5004 RTP/AVP 0\na=x\nm=application 9 TCP/BFCP *\nm=video 5006 RTP/AVP 31\nm=audio 5008 RTP/AVP 8\n",
			"m=video 5006 RTP/AVP 31\nm=audio 5004 RTP/AVP 0\na=x\nm=audio 5008 RTP/AVP 8\nm=application 9 TCP/BFCP *\n",
			[]munge.Edit{munge.OrderSections("video", "audio")},
		},
		{
			"the ids of a group are left alone where only one byte may be used",
			"a=extmap-allow-mixed\nm=audio 5004 RTP/AVP 0\na=extmap:1/recvonly urn:a\n",
			"a=extmap-allow-mixed\nm=audio 5004 RTP/AVP 0\na=extmap:20/recvonly urn:a\n",
			[]munge.Edit{munge.RenumberExtension("urn:a", 20)},
		},
		{
			"options are added to each list of them",
			"a=ice-options:trickle\nm=audio 5004 RTP/AVP 0\na=ice-options:rtp+ecn\nm=video 5006 RTP/AVP 31\n",
			"a=ice-options:trickle ice2\nm=audio 5004 RTP/AVP 0\na=ice-options:rtp+ecn ice2\nm=video 5006 RTP/AVP 31\n",
			[]munge.Edit{munge.AddICEOptions("ice2")},
		},
		{
			"candidates get the new ufrag",
			"m=audio 5004 RTP/AVP 0\na=ice-ufrag:abcd\na=ice-pwd:abcdefghijklmnopqrstuv\na=candidate:1 1 UDP 1 192.0.2.1 5004 typ host generation 0 ufrag abcd network-cost 10\n",
			"m=audio 5004 RTP/AVP 0\na=ice-ufrag:wxyz\na=ice-pwd:0123456789abcdefghijkl\na=candidate:1 1 UDP 1 192.0.2.1 5004 typ host generation 0 ufrag wxyz network-cost 10\n",
			[]munge.Edit{munge.SetICECredentials("wxyz", "0123456789abcdefghijkl")},
		},
		{
			"a new certificate is a new association",
			"a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB\na=setup:active\nm=audio 5004 UDP/TLS/RTP/SAVP 0\na=tls-id:abc3de65cddef001be82\n",
			"a=fingerprint:sha-1 00:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB\na=setup:active\nm=audio 5004 UDP/TLS/RTP/SAVP 0\n",
			[]munge.Edit{munge.SetFingerprint("sha-1", "00:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB")},
		},
		{
			"flexfec takes its sources along",
			"m=video 5004 RTP/AVPF 96 49\na=rtpmap:96 VP8/90000\na=rtpmap:49 flexfec-03/90000\na=fmtp:49 repair-window=10000000\na=ssrc-group:FEC-FR 1 2\na=ssrc:1 cname:x\na=ssrc:2 cname:x\n",
			"m=video 5004 RTP/AVPF 96\na=rtpmap:96 VP8/90000\na=ssrc:1 cname:x\n",
			[]munge.Edit{munge.DropCodecs("flexfec-03")},
		},
		{
			"RTCP goes to the port that was asked for",
			"m=audio 5004 RTP/AVP 0\n",
			"m=audio 40000 RTP/AVP 0\na=rtcp:40007\n",
			[]munge.Edit{munge.SetDestination(addr("192.0.2.1"), 40000, 40007)},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(head+tt.after, apply(t, head+tt.before, tt.edits...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEditsKeepLineEndings(t *testing.T) {
	text := head + "m=audio 5004 RTP/AVP 0\r\na=sendrecv\ra=x\n"
	want := head + "m=audio 5004 RTP/AVP 0\r\nb=AS:64\r\na=sendonly\ra=x\n"
	if diff := cmp.Diff(want, apply(t, text, munge.Hold(), munge.SetBandwidth("AS", 64))); diff != "" {
		t.Error(diff)
	}
}

// What edits of a whole offer touch, and that they leave the rest as it is.
func TestAnEditOfTheChromiumOfferTouchesItsLinesOnly(t *testing.T) {
	d := parse(t, file(t, "chromium-audio-video-offer.sdp"))
	_, report, err := munge.Apply(d, munge.Audio(munge.OpusStereo(true)), munge.Video(munge.DropCodecs("VP9")))
	if err != nil {
		t.Fatal(err)
	}
	want := `[0].edits[0] opus-stereo: 1 line
  28: -a=fmtp:111 minptime=10;useinbandfec=1 +a=fmtp:111 minptime=10;useinbandfec=1;stereo=1
[1].edits[0] drop-codecs: 19 lines
`
	if got := report.String(); !strings.HasPrefix(got, want) {
		t.Errorf("the report is\n%s", got)
	}
	for _, c := range slices.Collect(report.Edits[1].Changes())[1:] {
		if !c.Removed() || c.Section != 1 || !strings.Contains(c.Before, "98") && !strings.Contains(c.Before, ":99 ") && !strings.Contains(c.Before, "100") && !strings.Contains(c.Before, ":101 ") {
			t.Errorf("%s is not about VP9", c)
		}
	}
}

// Of a description that was edited beyond its limits the end can't be read. That is nothing
// that an edit has done.
func TestAnEditIsNotToBlameForALimit(t *testing.T) {
	const text = head + "m=audio 5004 RTP/AVP 96\na=rtpmap:96 opus/48000/2\n"
	d, err := sdp.Options{MaxLines: strings.Count(text, "\n")}.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Session().AddLine("a=x-note:added"); err != nil {
		t.Fatal(err)
	}
	out, report, err := munge.Apply(d, munge.EndOfCandidates(false))
	if err != nil || report.Changed() || !out.Equal(d) {
		t.Errorf("%v\n%s\n%s", err, report, out)
	}
}
