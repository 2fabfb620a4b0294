package sdp

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Pieces of the texts below. All of them start with checkHead, which has five lines.
const (
	checkHead = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n"
	sha1      = "a=fingerprint:sha-1 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33\n"
	ice       = "a=ice-ufrag:abcd\na=ice-pwd:0123456789012345678901\n"
)

var checkTests = []struct {
	name string
	id   string
	at   string // line:column of the one problem in bad
	bad  string
	good string
}{
	{"a value that cannot be parsed is shown where it goes wrong", "attribute", "7:18",
		"m=audio 9 RTP/AVP 96\na=rtpmap:96 opus/x/2\n",
		"m=audio 9 RTP/AVP 96\na=rtpmap:96 opus/48000/2\n"},
	{"an attribute in a=ssrc is looked into", "attribute", "7:22",
		"m=audio 9 RTP/AVP 0\na=ssrc:1 mediaclk:id=\n",
		"m=audio 9 RTP/AVP 0\na=ssrc:1 mediaclk:direct=0\na=ssrc:1 cname:x\n"},
	{"an attribute of the session part means nothing in a section", "level", "7:1",
		"m=audio 9 RTP/AVP 0\na=ice-lite\n",
		"a=ice-lite\nm=audio 9 RTP/AVP 0\n"},
	{"an attribute of sections means nothing for a source", "level", "7:10",
		"m=audio 9 RTP/AVP 0\na=ssrc:1 mid:4\n",
		"m=audio 9 RTP/AVP 0\na=ssrc:1 msid:a b\na=ssrc:1 label:c\na=ssrc:1 fmtp:0 x=y\na=ssrc:1 cname:d\n"},
	{"an attribute of sections means nothing in the session part", "level", "6:1",
		"a=mid:0\nm=audio 9 RTP/AVP 0\n",
		"m=audio 9 RTP/AVP 0\na=mid:0\n"},
	{"an attribute that stands once does not stand twice", "attribute-twice", "8:1",
		"m=audio 9 RTP/AVP 0\na=ptime:20\na=ptime:30\n",
		"m=audio 9 RTP/AVP 0\na=ptime:20\nm=audio 9 RTP/AVP 0\na=ptime:30\n"},
	{"directions are one attribute", "attribute-twice", "8:1",
		"m=audio 9 RTP/AVP 0\na=sendonly\na=recvonly\n",
		"a=sendonly\nm=audio 9 RTP/AVP 0\na=recvonly\n"},

	{"RTP has payload types for formats", "format-number", "6:21",
		"m=audio 9 RTP/AVP 0 PCMA\n",
		"m=image 9 udptl t38\n"},
	{"a payload type is listed once", "format-twice", "6:23",
		"m=audio 9 RTP/AVP 0 8 0\n",
		"m=audio 9 RTP/AVP 0 8\n"},
	{"a dynamic payload type needs a rtpmap", "rtpmap-missing", "6:21",
		"m=audio 9 RTP/AVP 0 97\n",
		"m=audio 9 RTP/AVP 0 97\na=rtpmap:97 iLBC/8000\n"},
	{"what RFC 3551 leaves unassigned needs a rtpmap", "rtpmap-missing", "6:19",
		"m=audio 9 RTP/AVP 19\n",
		"m=audio 9 RTP/AVP 18\n"},
	{"a rtpmap is about a listed payload type", "rtpmap-unlisted", "7:10",
		"m=audio 9 RTP/AVP 0\na=rtpmap:97 iLBC/8000\n",
		"m=audio 9 RTP/AVP 0 097\na=rtpmap:97 iLBC/8000\n"},
	{"a payload type has one rtpmap", "rtpmap-twice", "8:10",
		"m=audio 9 RTP/AVP 97\na=rtpmap:97 iLBC/8000\na=rtpmap:97 G726-16/8000\n",
		"m=audio 9 RTP/AVP 97 98\na=rtpmap:97 iLBC/8000\na=rtpmap:98 G726-16/8000\n"},
	{"opus has two channels", "rtpmap-value", "7:10",
		"m=audio 9 RTP/AVP 97\na=rtpmap:97 opus/48000\n",
		"m=audio 9 RTP/AVP 97\na=rtpmap:97 opus/48000/2\n"},
	{"fmtp is about a listed format", "fmtp-unlisted", "7:8",
		"m=audio 9 RTP/AVP 0\na=fmtp:97 mode=20\n",
		"m=application 9 TCP/MSRP x\na=fmtp:x y\n"},
	{"fmtp of a source is about a listed format", "fmtp-unlisted", "7:8",
		"m=audio 9 RTP/AVP 0\na=ssrc:1 fmtp:97 mode=20\n",
		"m=audio 9 RTP/AVP 0\na=ssrc:1 fmtp:0 x=20\n"},
	{"a format has one fmtp", "fmtp-twice", "9:8",
		"m=audio 9 RTP/AVP 97\na=rtpmap:97 iLBC/8000\na=fmtp:97 mode=20\na=fmtp:97 mode=30\n",
		"m=audio 9 RTP/AVP 97\na=rtpmap:97 iLBC/8000\na=fmtp:97 mode=20\n"},
	{"a format parameter has a value that its codec knows", "fmtp-value", "8:11",
		"m=video 9 RTP/AVP 97\na=rtpmap:97 H264/90000\na=fmtp:97 max-fs=1;profile-level-id=42e0\n",
		"m=video 9 RTP/AVP 97\na=rtpmap:97 H264/90000\na=fmtp:97 max-fs=1;profile-level-id=42e01f\n"},
	{"feedback is about a listed payload type", "rtcp-fb-unlisted", "7:11",
		"m=audio 9 RTP/AVPF 0\na=rtcp-fb:97 nack\n",
		"m=audio 9 RTP/AVPF 0\na=rtcp-fb:0 nack\na=rtcp-fb:* nack pli\n"},
	{"imageattr is about a listed payload type", "imageattr-unlisted", "7:13",
		"m=video 9 RTP/AVP 31\na=imageattr:97 send *\n",
		"m=video 9 RTP/AVP 31\na=imageattr:31 send *\na=imageattr:* recv *\n"},
	{"rtx says what it sends again", "apt", "7:10",
		"m=video 9 RTP/AVPF 31 97\na=rtpmap:97 rtx/90000\n",
		"m=video 9 RTP/AVPF 31 97\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=31\n"},
	{"rtx sends a listed payload type again", "apt", "8:25",
		"m=video 9 RTP/AVPF 31 97\na=rtpmap:97 rtx/90000\na=fmtp:97 rtx-time=3000;apt=32\n",
		"m=video 9 RTP/AVPF 31 97\na=rtpmap:97 rtx/90000\na=fmtp:97 rtx-time=3000;apt=31\n"},
	{"rtx does not send rtx again", "apt", "8:11",
		"m=video 9 RTP/AVPF 31 97\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=97\n",
		"m=video 9 RTP/AVPF 97 31\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=31\n"},
	{"red repeats listed payload types", "red", "8:8",
		"m=audio 9 RTP/AVP 97 0\na=rtpmap:97 red/8000\na=fmtp:97 0/8\n",
		"m=audio 9 RTP/AVP 97 0\na=rtpmap:97 red/8000\na=fmtp:97 0/0\n"},
	{"a rid-id is described once", "rid-twice", "8:7",
		"m=video 9 RTP/AVP 31\na=rid:1 send\na=rid:1 recv\n",
		"m=video 9 RTP/AVP 31\na=rid:1 send\na=rid:2 recv\n"},
	{"a rid names listed formats", "rid-format", "7:14",
		"m=video 9 RTP/AVP 31\na=rid:1 send pt=31,32;max-fps=30\n",
		"m=video 9 RTP/AVP 31\na=rid:1 send pt=31;max-fps=30\n"},
	{"a rid depends on another of its section", "rid-depend", "7:14",
		"m=video 9 RTP/AVP 31\na=rid:1 send depend=0\n",
		"m=video 9 RTP/AVP 31\na=rid:1 send depend=0\na=rid:0 send\n"},
	{"the streams of simulcast are rids", "simulcast-id", "9:23",
		"m=video 9 RTP/AVP 31\na=rid:1 send\na=rid:2 send\na=simulcast:send 1;2,~3\n",
		"m=video 9 RTP/AVP 31\na=rid:1 send\na=rid:2 send\na=simulcast:send 1;~2\n"},
	{"the rids of simulcast have its direction", "simulcast-id", "8:18",
		"m=video 9 RTP/AVP 31\na=rid:1 send\na=simulcast:recv 1\n",
		"m=video 9 RTP/AVP 31\na=rid:1 recv\na=simulcast: recv rid=1\n"},
	{"simulcast of an old draft has payload types", "simulcast-id", "7:24",
		"m=video 9 RTP/AVP 31\na=simulcast:send pt=31;32\n",
		"m=video 9 RTP/AVP 31 32\na=simulcast:send pt=31;32\n"},
	{"simulcast names a stream once", "simulcast-twice", "8:20",
		"m=video 9 RTP/AVP 31\na=rid:1 send\na=simulcast:send 1;1\n",
		"m=video 9 RTP/AVP 31\na=rid:1 send\na=simulcast:send 1\n"},
	{"an id is one header extension", "extmap-id", "8:10",
		"m=audio 9 RTP/AVP 0\na=extmap:1 urn:x\na=extmap:1 urn:y\n",
		"m=audio 9 RTP/AVP 0\na=extmap:4096 urn:x\na=extmap:4096 urn:y\n"},
	{"a header extension has one id", "extmap-uri", "8:10",
		"m=audio 9 RTP/AVP 0\na=extmap:1 urn:x\na=extmap:2 urn:x\n",
		"m=audio 9 RTP/AVP 0\na=extmap:1 urn:x a\na=extmap:2 urn:x b\n"},
	{"header extensions are all of the session or all of sections", "extmap-levels", "8:10",
		"a=extmap:1 urn:x\nm=audio 9 RTP/AVP 0\na=extmap:2 urn:y\n",
		"a=extmap:1 urn:x\nm=audio 9 RTP/AVP 0\n"},
	{"the sources of a group are described", "ssrc-group", "8:14",
		"m=video 9 RTP/AVP 31\na=ssrc:1 cname:x\na=ssrc-group:FID 1 2\n",
		"m=video 9 RTP/AVP 31\na=ssrc-group:FID 1 2\na=ssrc:1 cname:x\na=ssrc:2 cname:x\n"},
	{"a stream is one data channel", "dcmap-twice", "8:9",
		"m=application 9 TCP/SCTP x\na=dcmap:1 label=\"a\"\na=dcmap:1 label=\"b\"\n",
		"m=application 9 TCP/SCTP x\na=dcmap:1 label=\"a\"\na=dcmap:2 label=\"b\"\n"},
	{"what is said of a data channel needs the channel", "dcsa-stream", "8:8",
		"m=application 9 TCP/SCTP x\na=dcmap:1 label=\"a\"\na=dcsa:2 accept-types:text/plain\n",
		"m=application 9 TCP/SCTP x\na=dcmap:2 label=\"a\"\na=dcsa:2 accept-types:text/plain\n"},
	{"a floor is about labels of sections", "floorid-label", "9:11",
		"m=audio 9 RTP/AVP 0\na=label:10\nm=application 9 UDP/BFCP *\na=floorid:1 mstrm:10 11\n",
		"m=application 9 UDP/BFCP *\na=floorid:1 mstrm:10\nm=audio 9 RTP/AVP 0\na=label:10\n"},

	{"grouping needs mids everywhere", "mid-missing", "9:1",
		"a=group:LS 0\nm=audio 9 RTP/AVP 0\na=mid:0\nm=video 9 RTP/AVP 31\n",
		"a=group:LS 0\nm=audio 9 RTP/AVP 0\na=mid:0\nm=video 0 RTP/AVP 31\n"},
	{"a mid is one section's", "mid-twice", "9:7",
		"m=audio 9 RTP/AVP 0\na=mid:a\nm=video 9 RTP/AVP 31\na=mid:a\n",
		"m=audio 9 RTP/AVP 0\na=mid:a\nm=video 9 RTP/AVP 31\na=mid:A\n"},
	{"a mid fits a header extension", "mid-long", "7:7",
		"m=audio 9 RTP/AVP 0\na=mid:01234567890123456\n",
		"m=audio 9 RTP/AVP 0\na=mid:0123456789012345\n"},
	{"the members of a group are there", "group-member", "6:14",
		"a=group:LS 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\n",
		"a=group:BUNDLE\nm=audio 9 RTP/AVP 0\na=mid:0\n"},
	{"a rejected section is in no group", "group-rejected", "6:18",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\nm=video 0 RTP/AVP 31\na=mid:1\n",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\nm=video 0 RTP/AVP 31\na=mid:1\na=bundle-only\n"},
	{"a section is in one BUNDLE group", "group-twice", "7:16",
		"a=group:BUNDLE 0\na=group:BUNDLE 0\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\n",
		"a=group:BUNDLE 0\na=group:LS 0\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\n"},

	{"a payload type is one codec in a bundle", "bundle-codec", "13:10",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 opus/48000/2\nm=video 9 RTP/AVP 96\na=mid:1\na=rtpmap:96 VP8/90000\n",
		"m=audio 9 RTP/AVP 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 opus/48000/2\nm=video 9 RTP/AVP 96\na=mid:1\na=rtpmap:96 VP8/90000\n"},
	{"a payload type has one set of identifying parameters in a bundle", "bundle-codec", "14:10",
		"a=group:BUNDLE 0 1\nm=video 9 RTP/AVP 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 H264/90000\na=fmtp:96 packetization-mode=1\nm=video 9 RTP/AVP 96\na=mid:1\na=rtpmap:96 H264/90000\n",
		"a=group:BUNDLE 0 1\nm=video 9 RTP/AVP 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 H264/90000\na=fmtp:96 packetization-mode=1;max-fs=1\nm=video 9 RTP/AVP 96\na=mid:1\na=rtpmap:96 H264/90000\na=fmtp:96 max-fs=1;packetization-mode=1\n"},
	{"rtx of the same number is the same by what it stands for", "bundle-codec", "13:10",
		"a=group:BUNDLE 0 1\nm=video 9 RTP/AVPF 31 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 rtx/90000\na=fmtp:96 apt=31\n" +
			"m=video 9 RTP/AVPF 32 96\na=rtpmap:96 rtx/90000\na=fmtp:96 apt=32\na=mid:1\n",
		"a=group:BUNDLE 0 1\nm=video 9 RTP/AVPF 31 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 rtx/90000\na=fmtp:96 apt=31\n" +
			"m=video 9 RTP/AVPF 32 97 31 96\na=rtpmap:96 rtx/90000\na=fmtp:96 apt=31\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=32\na=mid:1\n"},
	{"a payload type has the same parameters throughout a bundle", "bundle-params", "13:10",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=1\n" +
			"m=audio 9 RTP/AVP 96\na=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=0;stereo=1\na=mid:1\n",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 96\na=mid:0\na=rtcp-mux\na=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=1;stereo=1\n" +
			"m=audio 9 RTP/AVP 96\na=rtpmap:96 opus/48000/2\na=fmtp:96 stereo=1;useinbandfec=1\na=mid:1\n"},
	{"a fax attribute is known in any spelling", "attribute", "7:17",
		"m=image 9 udptl t38\na=t38maxbitrate:x\n",
		"m=image 9 udptl t38\na=T38maxBitRate:14400\n"},
	{"bundle-only means nothing without a mid", "bundle-only", "7:1",
		"m=video 0 RTP/AVP 31\na=bundle-only\n",
		"a=group:BUNDLE 0\nm=video 0 RTP/AVP 31\na=mid:0\na=bundle-only\na=rtcp-mux\n"},
	{"an id is one header extension in a bundle", "bundle-extmap-id", "13:10",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\na=extmap:1 urn:x\nm=video 9 RTP/AVP 31\na=mid:1\na=extmap:1 urn:y\n",
		"a=group:BUNDLE 0\na=group:LS 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\na=extmap:1 urn:x\nm=video 9 RTP/AVP 31\na=mid:1\na=extmap:1 urn:y\n"},
	{"a header extension has one id in a bundle", "bundle-extmap-uri", "13:10",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\na=extmap:1 urn:x\nm=video 9 RTP/AVP 31\na=mid:1\na=extmap:2 urn:x\n",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\na=extmap:1 urn:x\nm=video 9 RTP/AVP 31\na=mid:1\na=extmap:1 urn:x\n"},
	{"bundle-only is for a bundle", "bundle-only", "9:1",
		"a=group:LS 0\nm=audio 9 RTP/AVP 0\na=mid:0\na=bundle-only\n",
		"a=group:BUNDLE 0\nm=audio 0 RTP/AVP 0\na=mid:0\na=bundle-only\na=rtcp-mux\n"},
	{"a bundle has one RTP profile", "bundle-proto", "10:1",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\nm=video 9 RTP/AVPF 31\na=mid:1\n",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVPF 0\na=mid:0\na=rtcp-mux\nm=video 9 RTP/AVPF 31\na=mid:1\n"},
	{"RTP in a bundle is multiplexed with RTCP", "bundle-rtcp-mux", "7:1",
		"a=group:BUNDLE 0\nm=audio 9 RTP/AVP 0\na=mid:0\n",
		"a=group:BUNDLE 0\nm=application 9 TCP/MSRP *\na=mid:0\n"},
	{"the second bundle is looked at as the first is", "bundle-rtcp-mux", "11:1",
		"a=group:BUNDLE 0\na=group:BUNDLE 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\nm=audio 9 RTP/AVP 0\na=mid:1\n",
		"a=group:BUNDLE 0\na=group:BUNDLE 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\nm=audio 9 RTP/AVP 0\na=mid:1\na=rtcp-mux\n"},
	{"what is bundle-only joins a transport without RTP", "bundle-rtcp-mux", "9:1",
		"a=group:BUNDLE 0 1\nm=application 9 TCP/MSRP *\na=mid:0\nm=audio 9 RTP/AVP 0\na=mid:1\n",
		"a=group:BUNDLE 0 1\nm=application 9 TCP/MSRP *\na=mid:0\nm=audio 0 RTP/AVP 0\na=mid:1\na=bundle-only\n"},
	{"a bundle has one transport", "bundle-transport", "13:9",
		"a=group:BUNDLE 0 1\nm=audio 9 RTP/AVP 0\na=mid:0\na=rtcp-mux\na=setup:active\nm=video 9 RTP/AVP 31\na=mid:1\na=setup:passive\n",
		"a=group:BUNDLE 0 1\nm=audio 5000 RTP/AVP 0\na=mid:0\na=rtcp-mux\na=setup:active\nm=video 5002 RTP/AVP 31\na=mid:1\na=setup:passive\n"},

	{"rtcp-mux-only comes with rtcp-mux", "rtcp-mux-only", "7:1",
		"m=audio 9 RTP/AVP 0\na=rtcp-mux-only\n",
		"m=audio 9 RTP/AVP 0\na=rtcp-mux-only\na=rtcp-mux\n"},
	{"RTCP shares its port with some payload types only", "mux-payload-type", "6:19",
		"m=audio 9 RTP/AVP 72\na=rtcp-mux\na=rtpmap:72 iLBC/8000\n",
		"m=audio 9 RTP/AVP 72\na=rtpmap:72 iLBC/8000\n"},
	{"a=rtcp-mux of the session part shares no port", "level", "6:1",
		"a=rtcp-mux\nm=audio 9 RTP/AVP 72\na=rtpmap:72 iLBC/8000\n",
		"m=audio 9 RTP/AVP 63\na=rtcp-mux\na=rtpmap:63 iLBC/8000\n"},
	{"a ufrag has four bytes", "ice-ufrag", "6:13",
		"a=ice-ufrag:abc\na=ice-pwd:0123456789012345678901\n",
		ice},
	{"a ufrag has letters, digits and two more", "ice-ufrag", "6:16",
		"a=ice-ufrag:abc-\na=ice-pwd:0123456789012345678901\n",
		"a=ice-ufrag:ab+/\na=ice-pwd:0123456789012345678901\n"},
	{"a ufrag of more than 32 bytes is not for sending", "ice-ufrag-long", "6:13",
		"a=ice-ufrag:012345678901234567890123456789012\na=ice-pwd:0123456789012345678901\n",
		"a=ice-ufrag:01234567890123456789012345678901\na=ice-pwd:0123456789012345678901\n"},
	{"a password has 22 bytes", "ice-pwd", "7:11",
		"a=ice-ufrag:abcd\na=ice-pwd:012345678901234567890\n",
		ice},
	{"a ufrag comes with a password", "ice-pair", "7:13",
		"m=audio 9 RTP/AVP 0\na=ice-ufrag:abcd\n",
		"a=ice-pwd:0123456789012345678901\nm=audio 9 RTP/AVP 0\na=ice-ufrag:abcd\n"},
	{"a session's ufrag comes with a password", "ice-pair", "6:13",
		"a=ice-ufrag:abcd\nm=audio 9 RTP/AVP 0\nm=audio 9 RTP/AVP 0\n",
		ice + "m=audio 9 RTP/AVP 0\n"},
	{"a ufrag has one password", "ice-pwd-differs", "11:11",
		"m=audio 9 RTP/AVP 0\n" + ice + "m=video 9 RTP/AVP 31\na=ice-ufrag:abcd\na=ice-pwd:0123456789012345678902\n",
		"m=audio 9 RTP/AVP 0\n" + ice + "m=video 9 RTP/AVP 31\n" + ice},
	{"a fingerprint is as long as its hash", "fingerprint-length", "6:15",
		strings.Replace(sha1, "sha-1", "SHA-256", 1),
		strings.Replace(sha1, "sha-1", "SHA-1", 1)},
	{"md5 is forbidden", "fingerprint-hash", "6:15",
		"a=fingerprint:md5 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\n",
		sha1},
	{"DTLS needs a fingerprint", "fingerprint-missing", "7:1",
		"a=setup:actpass\nm=audio 9 UDP/TLS/RTP/SAVPF 0\n",
		sha1 + "m=audio 9 UDP/TLS/RTP/SAVPF 0\na=setup:actpass\n"},
	{"DTLS has a setup", "setup-missing", "6:1",
		"m=audio 9 TCP/DTLS/RTP/SAVPF 0\n" + sha1,
		"m=audio 9 TCP/DTLS/RTP/SAVPF 0\na=setup:active\n" + sha1},
	{"DTLS has no holdconn", "setup-holdconn", "7:9",
		"m=audio 9 UDP/TLS/RTP/SAVPF 0\na=setup:holdconn\n" + sha1,
		"m=message 9 TCP/MSRP *\na=setup:holdconn\n"},
	{"SCTP needs a port", "sctp-port-missing", "6:1",
		"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=setup:active\n" + sha1,
		"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=setup:active\na=sctp-port:5000\n" + sha1 + "m=application 9 DTLS/SCTP 5000\na=setup:active\n" + sha1},
	{"SCTP has one format", "sctp-format", "6:50",
		"m=application 9 UDP/DTLS/SCTP webrtc-datachannel x\na=setup:active\na=sctp-port:5000\n" + sha1,
		"m=application 9 DTLS/SCTP 5000 5001\na=setup:active\n" + sha1},
	{"each a=crypto has its own tag", "crypto-tag", "8:10",
		"m=audio 9 RTP/SAVP 0\na=crypto:1 A inline:aaaa\na=crypto:1 B inline:aaaa\n",
		"m=audio 9 RTP/SAVP 0\na=crypto:1 A inline:aaaa\na=crypto:2 B inline:aaaa\n"},
}

func TestCheckFindsEachProblemAndNothingElse(t *testing.T) {
	tested := map[string]bool{"connection-missing": true} // below
	for _, test := range checkTests {
		tested[test.id] = true
		for _, text := range []string{checkHead + test.bad, strings.ReplaceAll(checkHead+test.bad, "\n", "\r\n")} {
			d := mustParse(t, text)
			problems := Check(d)
			if len(problems) != 1 {
				t.Errorf("%s: %d problems: %v", test.name, len(problems), problems)
				continue
			}
			p := problems[0]
			i := slices.IndexFunc(Problems(), func(i ProblemInfo) bool { return i.ID == test.id })
			if p.ID != test.id || i < 0 || p.Severity != Problems()[i].Severity {
				t.Errorf("%s: %v", test.name, p)
			}
			if want := test.at + ": "; !strings.HasPrefix(p.Error(), want) {
				t.Errorf("%s: %v, not at %s", test.name, p, want)
			}
			if p.Msg == "" || p.Rule == "" || p.Path == "" || p.Fix == "" || strings.ContainsAny(p.Msg, "\r\n") {
				t.Errorf("%s: %+v", test.name, p)
			}
		}
		for _, p := range Check(mustParse(t, checkHead+test.good)) {
			t.Errorf("%s: the other text has %v", test.name, p)
		}
	}
	for _, p := range Problems() {
		if !tested[p.ID] {
			t.Errorf("%s has no test", p.ID)
		}
	}
}

func TestASectionNeedsAnAddressUnlessItIsRejected(t *testing.T) {
	text := strings.Replace(checkHead, "c=IN IP4 192.0.2.1\n", "", 1)
	bad := Check(mustParse(t, text+"m=audio 9 RTP/AVP 0\nc=IN IP4 192.0.2.1\nm=audio 9 RTP/AVP 0\n"))
	if len(bad) != 1 || bad[0].ID != "connection-missing" || bad[0].Line != 7 || bad[0].Path != "m[1]/m=" {
		t.Errorf("%v", bad)
	}
	if good := Check(mustParse(t, text+"m=audio 0 RTP/AVP 0\n")); len(good) != 0 {
		t.Errorf("%v", good)
	}
}

// Where a line can't be parsed, that is the problem, and not what would follow if
// it weren't there.
func TestALineThatCannotBeParsedIsNotMissedAsWell(t *testing.T) {
	d, _ := ParseLax(checkHead + "a=group:BUNDLE 0 1\na=ice-pwd:a b\nm=video 9 UDP/TLS/RTP/SAVPF 96 97\na=mid:0\na=mid:(\n" +
		"a=ice-ufrag:abcd\na=fingerprint:sha-1 0\na=setup:x\na=rtcp-mux:\na=rtpmap:96 x\na=rtpmap:97 rtx/90000\na=fmtp:(\n" +
		"a=rid:1\na=simulcast:send 1\na=ssrc:x\na=ssrc-group:FID 1\na=rtcp-mux-only\n" +
		"m=application 9 UDP/DTLS/SCTP webrtc-datachannel\n" + sha1 + "a=setup:active\na=mid:?=\na=sctp-port:x\na=dcmap:x\na=dcsa:1 x\na=label:(\na=floorid:1 mstrm:2\n")
	for _, p := range Check(d) {
		if p.ID != "attribute" && p.ID != "attribute-twice" {
			t.Error(p)
		}
	}
}

func TestSeverityIsAWordInJSON(t *testing.T) {
	for _, s := range []Severity{0, SeverityInfo, SeverityWarning, SeverityError} {
		b, _ := s.MarshalText()
		var got Severity
		if err := got.UnmarshalText(b); err != nil || got != s {
			t.Errorf("%v is read as %v, %v", s, got, err)
		}
	}
	if err := new(Severity).UnmarshalText([]byte("bad")); err == nil {
		t.Error("bad is no severity")
	}
}

// Ten times the text may cost ten times the memory, whatever is found.
func TestCheckIsLinearInTheInput(t *testing.T) {
	for name, unit := range map[string]string{
		"sections": "m=audio 9 RTP/AVP 96 97\n",
		"bundle":   "m=video 9 UDP/TLS/RTP/SAVPF 96 97\na=mid:%d\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\na=extmap:1 urn:%d\n",
		"mids":     "m=audio 9 RTP/AVP 0\na=mid:0\n",
		"formats":  "a=fmtp:%d x\na=rtpmap:96 x/1\na=rtcp-fb:97 nack\n",
		"sources":  "a=ssrc:%d cname:x\na=ssrc-group:FID %d 1 2\n",
		"streams":  "a=rid:%d send pt=1;depend=x\na=simulcast:send %d;x;y\n",
		"groups":   "a=group:BUNDLE %d b c\na=group:BUNDLE %d\n",
	} {
		work := func(n int) uint64 {
			var b strings.Builder
			b.WriteString(checkHead + "a=group:BUNDLE")
			for i := range n {
				fmt.Fprint(&b, " ", i)
			}
			b.WriteString("\nm=video 9 RTP/AVP 31\na=mid:x\n")
			for i := range n {
				b.WriteString(strings.ReplaceAll(unit, "%d", fmt.Sprint(i)))
			}
			d, _ := ParseLax(b.String())
			_, bytes := allocated(func() { Check(d) })
			return bytes
		}
		// (Lists and maps grow by doubling, hence 20 and not 11.)
		if a, b := work(200), work(2000); b > 20*a {
			t.Errorf("%s: %d bytes, then %d for ten times the input", name, a, b)
		}
	}
}

func TestEveryAttributeHasAParser(t *testing.T) {
	used := make([]bool, len(attributeTypes))
	for name := range AttributeNames() {
		matches := 0
		for i, typ := range attributeTypes {
			if typ.match(name) {
				matches++
				used[i] = true
			}
		}
		if matches != 1 {
			t.Errorf("a=%s has %d types", name, matches)
		}
	}
	for i := range used {
		if !used[i] {
			t.Errorf("type %d has no row in the table", i)
		}
	}
}

func TestTheTableOfProblemsIsWhole(t *testing.T) {
	ids := map[string]bool{}
	for _, p := range Problems() {
		if ids[p.ID] || p.ID == "" || p.Severity.String() == "none" || p.Summary == "" || p.Fix == "" {
			t.Errorf("%+v", p)
		}
		if !strings.HasPrefix(p.Clause, "RFC ") || !strings.Contains(p.Clause, " §") {
			t.Errorf("%s: clause %q", p.ID, p.Clause)
		}
		ids[p.ID] = true
	}
}

func TestCheckSortsInWhatOthersFind(t *testing.T) {
	d := mustParse(t, checkHead+"m=audio 9 RTP/AVP 97 0 0\n")
	more := func(of *Description) []Problem {
		if of != d {
			t.Error("another description")
		}
		return []Problem{{ID: "zz", Line: 6, Msg: "z"}, {ID: "mine", Line: 2, Msg: "m"}, {ID: "format-x", Line: 6, Msg: "x"}}
	}
	var got []string
	for _, p := range Check(d, more, more) {
		got = append(got, p.ID)
	}
	want := []string{"mine", "mine", "format-twice", "format-x", "format-x", "rtpmap-missing", "zz", "zz"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Edited lines have no number, and are checked all the same.
func TestCheckSeesEdits(t *testing.T) {
	d := mustParse(t, checkHead+"m=audio 9 RTP/AVP 0\na=mid:a\n")
	if _, err := d.Media(0).AddLine("a=fmtp:97 mode=20"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.InsertMedia(0, MediaName{Media: "video", Port: 9, Proto: "RTP/AVP", Formats: []string{"31"}}); err != nil {
		t.Fatal(err)
	}
	got := Check(d)
	if len(got) != 1 || got[0].Error() != "sdp: a=fmtp: the m= line does not list 97" || got[0].Path != "m[1](mid=a)/a=fmtp:97" {
		t.Errorf("%+v", got)
	}
	if got := Check(new(Description)); len(got) != 0 {
		t.Errorf("the zero Description has %v", got)
	}
}

func TestWhatParseLaxReportsIsNotReportedAgain(t *testing.T) {
	d, errs := ParseLax(checkHead + "m=audio x RTP/AVP 97 97\nm=\na=mid:\x00\na= mid:0\nnonsense\n")
	if len(errs) == 0 {
		t.Fatal("the text is good")
	}
	if got := Check(d); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// Any lines in any order: nothing panics, the order is the text's, and a second
// Check finds the same.
func TestCheckStandsAnyMixOfLines(t *testing.T) {
	var lines []string
	for _, text := range seeds(t) {
		lines = append(lines, strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' })...)
	}
	for _, test := range checkTests {
		lines = append(lines, strings.Split(test.bad, "\n")...)
	}
	r := rand.New(rand.NewSource(1))
	for range 1000 {
		var b strings.Builder
		b.WriteString(checkHead)
		for range r.Intn(40) {
			line := lines[r.Intn(len(lines))]
			if r.Intn(20) == 0 && line != "" {
				line = line[:r.Intn(len(line))]
			}
			b.WriteString(line + "\n")
			if r.Intn(8) == 0 {
				b.WriteString("m=video 9 UDP/TLS/RTP/SAVPF 96 97 98\n")
			}
		}
		d, _ := ParseLax(b.String())
		checkCheck(t, d, b.String())
		if t.Failed() {
			t.Fatalf("%q", b.String())
		}
	}
}

// checkCheck holds Check against its promises.
func checkCheck(t *testing.T, d *Description, text string) {
	t.Helper()
	problems := Check(d)
	if diff := cmp.Diff(problems, Check(d)); diff != "" {
		t.Errorf("Check finds something else the second time: %s", diff)
	}
	lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
	for i, p := range problems {
		if p.Line < 1 || p.Line > lines || p.Column < 1 || p.Column > len(text)+1 {
			t.Errorf("%+v: there is no such place", p)
		}
		if i > 0 && (problems[i-1].Line > p.Line || problems[i-1].Line == p.Line && problems[i-1].ID > p.ID) {
			t.Errorf("%v comes behind %v", p, problems[i-1])
		}
		if len(p.Msg) > 600 || strings.ContainsAny(p.Msg, "\r\n\x00") {
			t.Errorf("message %q", p.Msg)
		}
	}
	if len(problems) > 0 {
		problems[0].Detail(text)
	}
}
