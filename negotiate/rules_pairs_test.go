package negotiate

import (
	"strings"
	"testing"
)

// sipText and webrtcText are descriptions with the given lines behind a session part.
func sipText(lines ...string) string {
	return "v=0\no=- 1 1 IN IP4 h\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n" + strings.Join(lines, "\n") + "\n"
}

func webrtcText(lines ...string) string {
	return "v=0\no=- 1 1 IN IP4 h\ns=-\nt=0 0\na=ice-ufrag:abcd\na=ice-pwd:abcdefghijklmnopqrstuv\na=fingerprint:sha-256 AA:BB\n" +
		strings.Join(lines, "\n") + "\n"
}

// multicastText is sipText to a group address.
func multicastText(lines ...string) string {
	return strings.Replace(sipText(lines...), "192.0.2.1", "224.2.1.1/127", 1)
}

// next is a text with the next version.
func next(text string) string { return strings.Replace(text, "o=- 1 1 ", "o=- 1 2 ", 1) }

const (
	dataSection = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\nc=IN IP4 0.0.0.0\na=sctp-port:5000"
	vp8Section  = "m=video 9 UDP/TLS/RTP/SAVPF 96\na=rtcp-mux\na=rtpmap:96 VP8/90000"
	h264Section = "m=video 9 UDP/TLS/RTP/SAVPF 96\na=rtcp-mux\na=rtpmap:96 H264/90000\na=fmtp:96 profile-level-id="
	bothVideos  = "m=video 9 UDP/TLS/RTP/SAVPF 96 98\na=rtpmap:96 VP8/90000\na=rtpmap:98 VP9/90000"
	bundleOnly  = "m=video 0 UDP/TLS/RTP/SAVPF 96\na=bundle-only\na=rtpmap:96 VP8/90000"
	sdesKey     = " AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz"
)

// A textPair is a pair of texts whose verdict is easily got wrong.
type textPair struct {
	name           string
	first, second  string
	breaks         string // the rule, "" where no rule has anything to say
	onlyAsAWarning bool
	mode           Mode
}

var answerPairs = []textPair{
	{name: "directions of data channels mean nothing, those of the session part too",
		first:  webrtcText("a=sendonly", "a=setup:actpass", dataSection),
		second: webrtcText("a=sendonly", "a=setup:active", dataSection)},
	{name: "two groups of one semantics are not one",
		first:  sipText("a=group:LS 1 2", "a=group:LS 3", "m=audio 1 RTP/AVP 0\na=mid:1", "m=audio 1 RTP/AVP 0\na=mid:2", "m=audio 1 RTP/AVP 0\na=mid:3"),
		second: sipText("a=group:LS 1 2 3", "m=audio 1 RTP/AVP 0\na=mid:1", "m=audio 1 RTP/AVP 0\na=mid:2", "m=audio 1 RTP/AVP 0\na=mid:3"), breaks: "answer-group"},
	{name: "a mid of two groups may be in either",
		first:  sipText("a=group:LS 1 2", "a=group:LS 2 3", "m=audio 1 RTP/AVP 0\na=mid:1", "m=audio 1 RTP/AVP 0\na=mid:2", "m=audio 1 RTP/AVP 0\na=mid:3"),
		second: sipText("a=group:LS 2 3", "m=audio 1 RTP/AVP 0\na=mid:1", "m=audio 1 RTP/AVP 0\na=mid:2", "m=audio 1 RTP/AVP 0\na=mid:3")},
	{name: "the formats of a rid are those of the offer's",
		first:  webrtcText("a=setup:actpass", bothVideos, "a=sendonly", "a=rid:1 send pt=96", "a=simulcast:send 1"),
		second: webrtcText("a=setup:active", bothVideos, "a=recvonly", "a=rid:1 recv pt=98", "a=simulcast:recv 1"), breaks: "answer-rid"},
	{name: "the formats of a rid have the answer's numbers",
		first:  webrtcText("a=setup:actpass", bothVideos, "a=sendonly", "a=rid:1 send pt=98", "a=simulcast:send 1"),
		second: webrtcText("a=setup:active", "m=video 9 UDP/TLS/RTP/SAVPF 98 96\na=rtpmap:98 VP8/90000\na=rtpmap:96 VP9/90000", "a=recvonly", "a=rid:1 recv pt=98", "a=simulcast:recv 1"), breaks: "answer-rid"},
	{name: "the roles of a BUNDLE group are said at its tagged section",
		first:  webrtcText("a=group:BUNDLE 0 1", vp8Section, "a=setup:actpass\na=mid:0", vp8Section, "a=setup:active\na=mid:1"),
		second: webrtcText("a=group:BUNDLE 0 1", vp8Section, "a=setup:active\na=mid:0", vp8Section, "a=setup:active\na=mid:1")},
	{name: "a role that differs from the tagged section's is a fault of the bundle",
		first:  webrtcText("a=group:BUNDLE 0 1", vp8Section, "a=setup:actpass\na=mid:0", vp8Section, "a=setup:actpass\na=mid:1"),
		second: webrtcText("a=group:BUNDLE 0 1", vp8Section, "a=setup:active\na=mid:0", vp8Section, "a=setup:passive\na=mid:1"), breaks: "answer-bundle-transport"},
	{name: "a payload type is one codec with one configuration in a BUNDLE group",
		first:  webrtcText("a=group:BUNDLE 0 1", "a=setup:actpass", h264Section+"42e01f", "a=mid:0", h264Section+"42e01f", "a=mid:1"),
		second: webrtcText("a=group:BUNDLE 0 1", "a=setup:active", h264Section+"42e01f", "a=mid:0", h264Section+"42e00d", "a=mid:1")},
	{name: "a payload type of another profile is another codec",
		first:  webrtcText("a=group:BUNDLE 0 1", "a=setup:actpass", h264Section+"42e01f", "a=mid:0", h264Section+"640c1f", "a=mid:1"),
		second: webrtcText("a=group:BUNDLE 0 1", "a=setup:active", h264Section+"42e01f", "a=mid:0", h264Section+"640c1f", "a=mid:1"), breaks: "answer-bundle-payload-type"},
	{name: "what is not bundled may share numbers",
		first:  webrtcText("a=setup:actpass", h264Section+"42e01f", "a=mid:0", h264Section+"640c1f", "a=mid:1"),
		second: webrtcText("a=setup:active", h264Section+"42e01f", "a=mid:0", h264Section+"640c1f", "a=mid:1")},
	{name: "bundle-only sections alone are no BUNDLE group",
		first:  webrtcText("a=group:BUNDLE 0 1", "a=setup:actpass", vp8Section, "a=mid:0", bundleOnly, "a=mid:1"),
		second: webrtcText("a=group:BUNDLE 1", "a=setup:active", strings.Replace(vp8Section, " 9 ", " 0 ", 1), "a=mid:0", vp8Section, "a=mid:1"), breaks: "answer-bundle-tag"},
	{name: "bundle-only sections are bundled with one that has a port",
		first:  webrtcText("a=group:BUNDLE 0 1", "a=setup:actpass", vp8Section, "a=mid:0", bundleOnly, "a=mid:1"),
		second: webrtcText("a=group:BUNDLE 0 1", "a=setup:active", vp8Section, "a=mid:0", vp8Section, "a=mid:1")},
	{name: "a BUNDLE group is not split in two",
		first:  webrtcText("a=group:BUNDLE 0 1", "a=setup:actpass", vp8Section, "a=mid:0", vp8Section, "a=mid:1"),
		second: webrtcText("a=group:BUNDLE 0", "a=group:BUNDLE 1", "a=setup:active", vp8Section, "a=mid:0", vp8Section, "a=mid:1"), breaks: "answer-bundle-offered"},
	{name: "the order of BUNDLE groups is free",
		first:  webrtcText("a=group:BUNDLE 0", "a=group:BUNDLE 1", "a=setup:actpass", vp8Section, "a=mid:0", vp8Section, "a=mid:1"),
		second: webrtcText("a=group:BUNDLE 1", "a=group:BUNDLE 0", "a=setup:active", vp8Section, "a=mid:0", vp8Section, "a=mid:1")},
	{name: "no format is added to a multicast stream",
		first: multicastText("m=audio 4000 RTP/AVP 0"), second: multicastText("m=audio 4000 RTP/AVP 0 8"), breaks: "answer-multicast"},
	{name: "the ptime of a multicast stream is the offered one",
		first: multicastText("m=audio 4000 RTP/AVP 0", "a=ptime:20"), second: multicastText("m=audio 4000 RTP/AVP 0", "a=ptime:40"), breaks: "answer-multicast"},
	{name: "the bandwidth of a multicast stream is the offered one",
		first: multicastText("m=audio 4000 RTP/AVP 0", "b=AS:64"), second: multicastText("m=audio 4000 RTP/AVP 0", "b=AS:32"), breaks: "answer-multicast"},
	{name: "a multicast stream may get a ptime and lose a format",
		first: multicastText("m=audio 4000 RTP/AVP 0 8"), second: multicastText("m=audio 4000 RTP/AVP 8", "a=ptime:40")},
	{name: "what an a=crypto leaves unencrypted is negotiated",
		first: sipText("m=audio 4000 RTP/SAVP 0", "a=crypto:1"+sdesKey+" UNENCRYPTED_SRTP"), second: sipText("m=audio 4000 RTP/SAVP 0", "a=crypto:1"+sdesKey), breaks: "answer-crypto"},
	{name: "other session parameters of an a=crypto are each side's own",
		first: sipText("m=audio 4000 RTP/SAVP 0", "a=crypto:1"+sdesKey+" KDR=1"), second: sipText("m=audio 4000 RTP/SAVP 0", "a=crypto:1"+sdesKey+" WSH=64")},
	{name: "setup says nothing without a connection",
		first: sipText("m=audio 4000 RTP/AVP 0"), second: sipText("m=audio 4000 RTP/AVP 0", "a=setup:active")},
	{name: "over TCP an offer without setup is an active one",
		first: sipText("m=message 4000 TCP/MSRP *"), second: sipText("m=message 4000 TCP/MSRP *", "a=setup:active"), breaks: "answer-setup"},
	{name: "descriptions of RTSP have port 0 where nothing is rejected",
		first: sipText("a=control:*", "m=audio 0 RTP/AVP 0"), second: sipText("a=control:*", "m=audio 4000 RTP/AVP 0")},
	{name: "95 can be told from RTCP no more than 64",
		first: sipText("m=audio 4000 RTP/AVP 95", "a=rtcp-mux", "a=rtpmap:95 opus/48000/2"), second: sipText("m=audio 4000 RTP/AVP 95", "a=rtcp-mux", "a=rtpmap:95 opus/48000/2"), breaks: "answer-mux-payload-type"},
	{name: "opus has two channels also where it is written without",
		first: sipText("m=audio 4000 RTP/AVP 96", "a=rtpmap:96 opus/48000/2"), second: sipText("m=audio 4000 RTP/AVP 96", "a=rtpmap:96 OPUS/48000")},
	{name: "4351 asks for an id as 4096 does",
		first: webrtcText("a=setup:actpass", vp8Section, "a=extmap:4351 urn:a"), second: webrtcText("a=setup:active", vp8Section, "a=extmap:1 urn:a")},
	{name: "a limit of a rid is not replaced by what is none",
		first:  webrtcText("a=setup:actpass", vp8Section, "a=sendonly", "a=rid:1 send x-most=640", "a=simulcast:send 1"),
		second: webrtcText("a=setup:active", vp8Section, "a=recvonly", "a=rid:1 recv x-most=any", "a=simulcast:recv 1"), breaks: "answer-rid"},
	{name: "a level of H265 may be raised to what the offer receives",
		first:  webrtcText("a=setup:actpass", "m=video 9 UDP/TLS/RTP/SAVPF 96\na=rtpmap:96 H265/90000\na=fmtp:96 level-id=93;max-recv-level-id=120"),
		second: webrtcText("a=setup:active", "m=video 9 UDP/TLS/RTP/SAVPF 96\na=rtpmap:96 H265/90000\na=fmtp:96 level-id=120")},
	{name: "who offers DTLS without setup leaves the roles open",
		first: webrtcText(dataSection), second: webrtcText("a=setup:active", dataSection)},
	{name: "a password of 256 characters is not too long",
		first: webrtcText("a=setup:actpass", dataSection), second: strings.Replace(webrtcText("a=setup:active", dataSection), "abcdefghijklmnopqrstuv", strings.Repeat("p", 256), 1)},
	{name: "what the parameters of an unknown codec mean nobody knows",
		first: sipText("m=audio 4000 RTP/AVP 96", "a=rtpmap:96 foo/8000", "a=fmtp:96 x=1"), second: sipText("m=audio 4000 RTP/AVP 96", "a=rtpmap:96 foo/8000", "a=fmtp:96 x=2"), breaks: "answer-no-common-format", onlyAsAWarning: true},
}

var reofferPairs = []textPair{
	{name: "without ICE a port is part of the description",
		first: sipText("m=audio 4000 RTP/AVP 0"), second: sipText("m=audio 5000 RTP/AVP 0"), breaks: "reoffer-version"},
	{name: "without ICE an address is part of the description",
		first: sipText("m=audio 4000 RTP/AVP 0"), second: strings.Replace(sipText("m=audio 4000 RTP/AVP 0"), "192.0.2.1", "0.0.0.0", 1), breaks: "reoffer-version"},
	{name: "what gathering writes is no change",
		first: webrtcText("a=setup:actpass", vp8Section), second: webrtcText("a=setup:actpass", strings.Replace(vp8Section, " 9 ", " 4000 ", 1), "c=IN IP4 192.0.2.1", "a=candidate:1 1 udp 1 192.0.2.1 4000 typ host")},
	{name: "ice-pacing changes in a restart only",
		first: webrtcText("a=ice-pacing:50", "a=setup:actpass", dataSection), second: next(webrtcText("a=ice-pacing:20", "a=setup:actpass", dataSection)), breaks: "reoffer-ice-attributes"},
	{name: "ice-pacing may change in a restart",
		first: webrtcText("a=ice-pacing:50", "a=setup:actpass", dataSection), second: next(strings.NewReplacer("abcd", "efgh").Replace(webrtcText("a=ice-pacing:20", "a=setup:actpass", dataSection)))},
	{name: "a new section of a BUNDLE group doesn't reuse an id of the group",
		first:  webrtcText("a=group:BUNDLE 0", "a=setup:actpass", vp8Section, "a=mid:0", "a=extmap:1 urn:a"),
		second: next(webrtcText("a=group:BUNDLE 0 1", "a=setup:actpass", vp8Section, "a=mid:0", vp8Section, "a=mid:1", "a=extmap:1 urn:b")), breaks: "reoffer-extmap-reused"},
	{name: "a new section outside of it may use any id",
		first:  webrtcText("a=group:BUNDLE 0", "a=setup:actpass", vp8Section, "a=mid:0", "a=extmap:1 urn:a"),
		second: next(webrtcText("a=group:BUNDLE 0", "a=setup:actpass", vp8Section, "a=mid:0", "a=extmap:1 urn:a", vp8Section, "a=mid:1", "a=extmap:1 urn:b"))},
	{name: "in SIP a section may get another mid, against RFC 5888's advice",
		first: sipText("m=audio 4000 RTP/AVP 0", "a=mid:1"), second: next(sipText("m=audio 4000 RTP/AVP 0", "a=mid:2")), breaks: "reoffer-mid", onlyAsAWarning: true, mode: SIP},
	{name: "in WebRTC it keeps its mid",
		first: sipText("m=audio 4000 RTP/AVP 0", "a=mid:1"), second: next(sipText("m=audio 4000 RTP/AVP 0", "a=mid:2")), breaks: "reoffer-mid", mode: WebRTC},
	{name: "in SIP RTCP may go back to a port of its own",
		first: sipText("m=audio 4000 RTP/AVP 0", "a=rtcp-mux"), second: next(sipText("m=audio 4000 RTP/AVP 0")), breaks: "reoffer-rtcp-mux", onlyAsAWarning: true, mode: SIP},
	{name: "in a BUNDLE group it may not",
		first: sipText("a=group:BUNDLE 1", "m=audio 4000 RTP/AVP 0", "a=mid:1", "a=rtcp-mux"), second: next(sipText("a=group:BUNDLE 1", "m=audio 4000 RTP/AVP 0", "a=mid:1")), breaks: "reoffer-rtcp-mux", mode: SIP},
	{name: "an unknown codec with other parameters may be the same",
		first: sipText("m=audio 4000 RTP/AVP 96\na=rtpmap:96 foo/8000\na=fmtp:96 x=1"), second: next(sipText("m=audio 4000 RTP/AVP 96\na=rtpmap:96 foo/8000\na=fmtp:96 x=2")), breaks: "reoffer-pt-reused", onlyAsAWarning: true},
}

func TestPairsThatAreEasilyGotWrong(t *testing.T) {
	judge := func(pairs []textPair, check func(p textPair) Verdict) {
		for _, p := range pairs {
			switch v := check(p); {
			case p.breaks == "" && !v.OK():
				t.Errorf("%s:\n%v", p.name, v)
			case p.breaks != "" && (!v.Has(p.breaks) || v.OK() != p.onlyAsAWarning):
				t.Errorf("%s: %s is not found\n%v", p.name, p.breaks, v)
			}
		}
	}
	judge(answerPairs, func(p textPair) Verdict { return CheckAnswer(lax(p.first), lax(p.second), InMode(p.mode)) })
	judge(reofferPairs, func(p textPair) Verdict { return CheckReoffer(lax(p.first), lax(p.second), InMode(p.mode)) })
}
