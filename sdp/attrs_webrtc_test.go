package sdp

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSourceAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[SSRC]{
		{text: "ssrc:3735928559 cname:{a b}", want: SSRC{3735928559, "cname", "{a b}", true}},
		{text: "ssrc:0 label:", want: SSRC{0, "label", "", true}}, {text: "ssrc:1 x", want: SSRC{1, "x", "", false}},
		{text: "ssrc:01  msid:s t:u ", want: SSRC{1, "msid", "s t:u ", true}, back: "ssrc:1 msid:s t:u "},
		{text: "ssrc", err: "7:7: a=ssrc: the value is missing"},
		{text: "ssrc:4294967296 x", err: `7:8: a=ssrc: ssrc-id "4294967296" is not a number from 0 to 4294967295`},
		{text: "ssrc:1", err: "7:9: a=ssrc: attribute is missing"}, {text: "ssrc:1 ", err: "7:10: a=ssrc: attribute is missing"},
		{text: "ssrc:1 a(b", err: `7:11: a=ssrc: attribute "a(b" is not <name> or <name>:<value>`},
	})
	testAttribute(t, []attributeTest[SSRCGroup]{
		{text: "ssrc-group:FID 1 4294967295", want: NewSSRCGroup("FID", 1, 4294967295)}, {text: "ssrc-group:FEC-FR", want: NewSSRCGroup("FEC-FR")},
		{text: "ssrc-group: SIM 1  02 3 ", want: NewSSRCGroup("SIM", 1, 2, 3), back: "ssrc-group:SIM 1 2 3"},
		{text: "ssrc-group:FID 00 0", want: NewSSRCGroup("FID", 0, 0), back: "ssrc-group:FID 0 0"},
		{text: "ssrc-group:", err: "7:14: a=ssrc-group: the value is missing"},
		{text: "ssrc-group:a,b 1", err: `7:15: a=ssrc-group: semantics "a,b" is not a token`},
		{text: "ssrc-group:FID 1 x", err: `7:20: a=ssrc-group: ssrc-id "x" is not a number from 0 to 4294967295`},
	})
	testAttribute(t, []attributeTest[MSID]{
		{text: "msid:- 5bdfd71a", want: MSID{"-", "5bdfd71a"}}, {text: "msid:s", want: MSID{ID: "s"}},
		{text: "msid:{3b4c} {9d2e}", want: MSID{"{3b4c}", "{9d2e}"}}, {text: "msid:a/b c:d", want: MSID{"a/b", "c:d"}},
		{text: "msid: a  b ", want: MSID{"a", "b"}, back: "msid:a b"},
		{text: "msid:", err: "7:8: a=msid: the value is missing"}, {text: "msid:a b c", err: `7:12: a=msid: unexpected "c"`},
		{text: "msid:a\tb", err: `7:9: a=msid: msid-id "a\tb" holds an invisible byte`}, {text: "msid:a b\x7f", err: `7:11: a=msid: msid-appdata "b\x7f" holds an invisible byte`},
	})
	testAttribute(t, []attributeTest[MSIDSemantic]{
		{text: "msid-semantic:WMS *", want: NewMSIDSemantic("WMS", "*")}, {text: "msid-semantic:WMS", want: NewMSIDSemantic("WMS")},
		{text: "msid-semantic: WMS x y", want: NewMSIDSemantic("WMS", "x", "y"), back: "msid-semantic:WMS x y"},
		{text: "msid-semantic: WMS ", want: NewMSIDSemantic("WMS"), back: "msid-semantic:WMS"},
		{text: "msid-semantic:  WMS  x", want: NewMSIDSemantic("WMS", "x"), back: "msid-semantic:WMS x"},
		{text: "msid-semantic: ", err: "7:17: a=msid-semantic: the value is missing"},
		{text: "msid-semantic: W,S", err: `7:19: a=msid-semantic: semantic "W,S" is not a token`},
		{text: "msid-semantic: WMS x \x01", err: `7:24: a=msid-semantic: msid-id "\x01" holds an invisible byte`},
	})
}

func TestSimulcastAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[RID]{
		{text: "rid:q send", want: RID{"q", SendOnly, ""}}, {text: "rid:a-_9 recv", want: RID{"a-_9", RecvOnly, ""}},
		{text: "rid:1 send pt=100,97;max-width=1280;max-height", want: RID{"1", SendOnly, "pt=100,97;max-width=1280;max-height"}},
		{text: "rid:1 recv max-bpp=0.5;depend=2,3;x-other= a=b", want: RID{"1", RecvOnly, "max-bpp=0.5;depend=2,3;x-other= a=b"}},
		{text: "rid:1  send   max-fps=30 ", want: RID{"1", SendOnly, "max-fps=30"}, back: "rid:1 send max-fps=30"},
		{text: "rid:", err: "7:7: a=rid: the value is missing"}, {text: "rid:a.b send", err: `7:8: a=rid: rid-id "a.b" is not letters, digits, "-" and "_"`},
		{text: "rid:1", err: `7:8: a=rid: direction "" is not send or recv`}, {text: "rid:1 sendonly", err: `7:9: a=rid: direction "sendonly" is not send or recv`},
		{text: "rid:1 send max-width=x", err: `7:24: a=rid: max-width "x" is not a number`}, {text: "rid:1 send max-fps=1;max-br=", err: `7:31: a=rid: max-br "" is not a number`},
		{text: "rid:1 send max-bpp=1", err: `7:22: a=rid: max-bpp "1" is not a number with a decimal point`},
		{text: "rid:1 send pt=", err: "7:16: a=rid: pt has no value"}, {text: "rid:1 send depend", err: "7:20: a=rid: depend has no value"},
		{text: "rid:1 send pt=97,,98", err: `7:20: a=rid: format "" is not a token`}, {text: "rid:1 send depend=1,.", err: `7:23: a=rid: rid-id "." is not letters, digits, "-" and "_"`},
		{text: "rid:1 send max-fps=1;", err: `7:24: a=rid: restriction "" has no name of letters, digits and "-"`},
		{text: "rid:1 send x=\xc3", err: `7:16: a=rid: x "\xc3" holds a byte that is not printable ASCII`},
	})
	testAttribute(t, []attributeTest[Simulcast]{
		{text: "simulcast:send 1;~2,3", want: Simulcast{Send: "1;~2,3"}}, {text: "simulcast:send q;h recv 1", want: Simulcast{Send: "q;h", Recv: "1"}},
		{text: "simulcast:recv 1 send q;h", want: Simulcast{Send: "q;h", Recv: "1", recvFirst: true}}, {text: "simulcast:recv 1", want: Simulcast{Recv: "1"}},
		{text: "simulcast: send rid=1;2 recv rid=3", want: Simulcast{Send: "1;2", Recv: "3", Draft: "rid"}, back: "simulcast:send rid=1;2 recv rid=3"},
		{text: "simulcast:recv pt=98;99 send pt=97", want: Simulcast{Send: "97", Recv: "98;99", Draft: "pt", recvFirst: true}},
		{text: "simulcast:send pt", want: Simulcast{Send: "pt"}},
		{text: "simulcast:", err: "7:13: a=simulcast: the value is missing"}, {text: "simulcast:both 1", err: `7:13: a=simulcast: unexpected "both", not one send and one recv`},
		{text: "simulcast:send 1 send 2", err: `7:20: a=simulcast: unexpected "send", not one send and one recv`},
		{text: "simulcast:send", err: "7:17: a=simulcast: streams are missing"}, {text: "simulcast:send rid=", err: "7:22: a=simulcast: streams are missing"},
		{text: "simulcast:send 1;;2", err: "7:20: a=simulcast: stream is empty"}, {text: "simulcast:send 1,~", err: `7:21: a=simulcast: rid-id "" is not letters, digits, "-" and "_"`},
		{text: "simulcast:send 1;~a.b", err: `7:22: a=simulcast: rid-id "a.b" is not letters, digits, "-" and "_"`},
		{text: "simulcast:send rid=1 recv 2", err: "7:29: a=simulcast: one direction has the form of a draft, the other has not"},
	})
	testAttribute(t, []attributeTest[ImageAttr]{
		{text: "imageattr:97 send [x=800,y=640,sar=1.1,q=0.6] [x=480,y=320] recv *", want: ImageAttr{Format: "97", Send: "[x=800,y=640,sar=1.1,q=0.6] [x=480,y=320]", Recv: "*"}},
		{text: "imageattr:* recv [x=[48:1920],y=[48:1080],q=1.0]", want: ImageAttr{Format: "*", Recv: "[x=[48:1920],y=[48:1080],q=1.0]"}},
		{text: "imageattr:98 recv * send [x=[480:16:800],y=[320,640],par=[1.2-1.3],sar=[1.0,1.3],z=[4]]", want: ImageAttr{Format: "98", Send: "[x=[480:16:800],y=[320,640],par=[1.2-1.3],sar=[1.0,1.3],z=[4]]", Recv: "*", recvFirst: true}},
		{text: "imageattr:97\tsend  [x=1,y=2]  [x=3,y=4] recv\t*", want: ImageAttr{Format: "97", Send: "[x=1,y=2] [x=3,y=4]", Recv: "*"}, back: "imageattr:97 send [x=1,y=2] [x=3,y=4] recv *"},
		{text: "imageattr:", err: "7:13: a=imageattr: the value is missing"}, {text: "imageattr:x send *", err: `7:13: a=imageattr: payload type "x" is neither "*" nor a number from 0 to 127`},
		{text: "imageattr:97", err: "7:15: a=imageattr: send or recv is missing"}, {text: "imageattr:97 send", err: "7:20: a=imageattr: sets are missing"},
		{text: "imageattr:97 send * send *", err: `7:23: a=imageattr: unexpected "send", not one send and one recv`}, {text: "imageattr:97 send * *", err: `7:23: a=imageattr: unexpected "*", not one send and one recv`},
		{text: "imageattr:97 recv [x=1,y=2] *", err: `7:31: a=imageattr: set "*" is not in brackets`}, {text: "imageattr:97 recv [y=2,x=1]", err: `7:22: a=imageattr: set "[y=2,x=1]" does not start with x and y`},
		{text: "imageattr:97 recv [x=1]", err: "7:25: a=imageattr: y is missing"}, {text: "imageattr:97 recv [x=0,y=1]", err: `7:24: a=imageattr: x "0,y=1" is not a number, range or list`},
		{text: "imageattr:97 recv [x=[1:2]3,y=1]", err: `7:29: a=imageattr: unexpected "3,y=1"`}, {text: "imageattr:97 recv [x=1,y=1,q]", err: `7:30: a=imageattr: "q" is not <key>=<value>`},
		{text: "imageattr:97 recv [x=1,y=1,q=1.1]", err: `7:32: a=imageattr: q "1.1" is not a number, range or list`},
		{text: "imageattr:97 recv [x=[1,y=1]", err: `7:24: a=imageattr: x "[1,y=1" is not a number, range or list`},
	})
}

func TestICEAgentAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[ICEOptions]{
		{text: "ice-options:trickle", want: NewICEOptions("trickle")}, {text: "ice-options:ice2 rtp+ecn google-ice", want: NewICEOptions("ice2", "rtp+ecn", "google-ice")},
		{text: "ice-options:ice2,trickle", want: NewICEOptions("ice2", "trickle"), back: "ice-options:ice2 trickle"},
		{text: "ice-options:  trickle ", want: NewICEOptions("trickle"), back: "ice-options:trickle"},
		{text: "ice-options", err: "7:14: a=ice-options: the value is missing"}, {text: "ice-options: ,", err: "7:15: a=ice-options: the value is missing"},
		{text: "ice-options:a b\tc", err: `7:18: a=ice-options: option "b\tc" holds an invisible byte`},
	})
	testAttribute(t, []attributeTest[ICELite]{{text: "ice-lite"}, {text: "ice-lite:", err: "7:12: a=ice-lite: takes no value"}})
	testAttribute(t, []attributeTest[ICEMismatch]{{text: "ice-mismatch"}, {text: "ice-mismatch:x", err: "7:16: a=ice-mismatch: takes no value"}})
	testAttribute(t, []attributeTest[EndOfCandidates]{{text: "end-of-candidates"}, {text: "end-of-candidates:x", err: "7:21: a=end-of-candidates: takes no value"}})
	testAttribute(t, []attributeTest[ICEPacing]{
		{text: "ice-pacing:50", want: 50}, {text: "ice-pacing:9999999999", want: 9999999999}, {text: "ice-pacing:020 ", want: 20, back: "ice-pacing:20"},
		{text: "ice-pacing:", err: "7:14: a=ice-pacing: the value is missing"}, {text: "ice-pacing:5ms", err: `7:14: a=ice-pacing: pacing "5ms" is not a number from 0 to 9999999999`},
	})
	testAttribute(t, []attributeTest[RemoteCandidates]{
		{text: "remote-candidates:1 192.0.2.3 45664", want: NewRemoteCandidates(RemoteCandidate{1, "192.0.2.3", 45664})},
		{text: "remote-candidates:1 192.0.2.3 45664 2 fd77::10 9", want: NewRemoteCandidates(RemoteCandidate{1, "192.0.2.3", 45664}, RemoteCandidate{2, "fd77::10", 9})},
		{text: "remote-candidates: 01 a.local  09 2 b 10000 ", want: NewRemoteCandidates(RemoteCandidate{1, "a.local", 9}, RemoteCandidate{2, "b", 10000}), back: "remote-candidates:1 a.local 9 2 b 10000"},
		{text: "remote-candidates:", err: "7:21: a=remote-candidates: the value is missing"},
		{text: "remote-candidates:0 a 1", err: `7:21: a=remote-candidates: component-id "0" is not a number from 1 to 256`}, {text: "remote-candidates:1", err: "7:22: a=remote-candidates: connection-address is missing"},
		{text: "remote-candidates:1 a 1 2 b", err: "7:30: a=remote-candidates: port is missing"}, {text: "remote-candidates:1 a 65536", err: `7:25: a=remote-candidates: port "65536" is not a number from 0 to 65535`},
		{text: "remote-candidates:1 a\x01 1", err: `7:24: a=remote-candidates: connection-address "a\x01" holds an invisible byte`},
	})
}

func TestRTCPAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[RTCPMuxOnly]{{text: "rtcp-mux-only"}, {text: "rtcp-mux-only:", err: "7:17: a=rtcp-mux-only: takes no value"}})
	testAttribute(t, []attributeTest[RTCPRsize]{{text: "rtcp-rsize"}, {text: "rtcp-rsize:1", err: "7:14: a=rtcp-rsize: takes no value"}})
	testAttribute(t, []attributeTest[ExtMapAllowMixed]{{text: "extmap-allow-mixed"}, {text: "extmap-allow-mixed:", err: "7:22: a=extmap-allow-mixed: takes no value"}})
	testAttribute(t, []attributeTest[RTCPXR]{
		{text: "rtcp-xr:rcvr-rtt=all", want: NewRTCPXR("rcvr-rtt=all")}, {text: "rtcp-xr:pkt-loss-rle=10 voip-metrics", want: NewRTCPXR("pkt-loss-rle=10", "voip-metrics")},
		{text: "rtcp-xr:", want: NewRTCPXR()}, {text: "rtcp-xr: a  b ", want: NewRTCPXR("a", "b"), back: "rtcp-xr:a b"},
		{text: "rtcp-xr", err: "7:10: a=rtcp-xr: the value is missing"}, {text: "rtcp-xr:a\x02", err: `7:12: a=rtcp-xr: format "a\x02" holds an invisible byte`},
	})
}

func TestSCTPAttributes(t *testing.T) {
	testAttribute(t, []attributeTest[SCTPPort]{
		{text: "sctp-port:5000", want: 5000}, {text: "sctp-port:0", want: 0}, {text: "sctp-port:05000", want: 5000, back: "sctp-port:5000"},
		{text: "sctp-port:", err: "7:13: a=sctp-port: the value is missing"}, {text: "sctp-port:65536", err: `7:13: a=sctp-port: port "65536" is not a number from 0 to 65535`},
	})
	testAttribute(t, []attributeTest[MaxMessageSize]{
		{text: "max-message-size:1073741823", want: 1073741823}, {text: "max-message-size:0", want: 0}, {text: "max-message-size:18446744073709551615", want: maxUint64},
		{text: "max-message-size", err: "7:19: a=max-message-size: the value is missing"},
		{text: "max-message-size:-1", err: `7:20: a=max-message-size: size "-1" is not a number from 0 to 18446744073709551615`},
	})
	testAttribute(t, []attributeTest[SCTPMap]{
		{text: "sctpmap:5000 webrtc-datachannel 65535", want: SCTPMap{5000, "webrtc-datachannel", 65535}}, {text: "sctpmap:5000 t38", want: SCTPMap{5000, "t38", 0}},
		{text: "sctpmap:5000  webrtc-datachannel 0 ", want: SCTPMap{5000, "webrtc-datachannel", 0}, back: "sctpmap:5000 webrtc-datachannel"},
		{text: "sctpmap:", err: "7:11: a=sctpmap: the value is missing"}, {text: "sctpmap:x y", err: `7:11: a=sctpmap: port "x" is not a number from 0 to 65535`},
		{text: "sctpmap:5000", err: "7:15: a=sctpmap: app is missing"}, {text: "sctpmap:5000 a/b", err: `7:17: a=sctpmap: app "a/b" is not a token`},
		{text: "sctpmap:5000 a 65536", err: `7:18: a=sctpmap: number of streams "65536" is not a number from 0 to 65535`}, {text: "sctpmap:5000 a 1 b", err: `7:20: a=sctpmap: unexpected "b"`},
	})
	testAttribute(t, []attributeTest[DCMap]{
		{text: "dcmap:0", want: DCMap{}}, {text: `dcmap:1 subprotocol="bfcp";max-time=60000;priority=512`, want: DCMap{StreamID: 1, Subprotocol: "bfcp", MaxTime: 60000, HasMaxTime: true, Priority: 512, HasPriority: true}},
		{text: `dcmap:2 subprotocol="msrp";ordered=true;label="msrp"`, want: DCMap{StreamID: 2, Subprotocol: "msrp", Label: "msrp"}, back: `dcmap:2 subprotocol="msrp";label="msrp"`},
		{text: `dcmap:3 label="Label 1";ordered=false;max-retr=5;priority=128`, want: DCMap{StreamID: 3, Label: "Label 1", Unordered: true, MaxRetr: 5, HasMaxRetr: true, Priority: 128, HasPriority: true}},
		{text: `dcmap:4 label="foo%09;%22%25bar"`, want: DCMap{StreamID: 4, Label: "foo\t;\"%bar"}}, {text: "dcmap:04  label=\"\u00fc\" ", want: DCMap{StreamID: 4, Label: "ü"}, back: `dcmap:4 label="%C3%BC"`},
		{text: `dcmap:5 label="";ordered=`, want: DCMap{StreamID: 5}, back: "dcmap:5"}, {text: "dcmap:5 max-retr=0", want: DCMap{StreamID: 5, HasMaxRetr: true}},
		{text: "dcmap:", err: "7:9: a=dcmap: the value is missing"}, {text: "dcmap:65536", err: `7:9: a=dcmap: stream id "65536" is not a number from 0 to 65535`},
		{text: "dcmap:1 label", err: `7:16: a=dcmap: option "label" is not <name>=<value>`}, {text: "dcmap:1 label=x", err: `7:17: a=dcmap: "x" is not in quotes`},
		{text: `dcmap:1 label="a"b"`, err: `7:19: a=dcmap: byte "\"" must be escaped with "%"`}, {text: `dcmap:1 label="%2"`, err: `7:18: a=dcmap: "%" without two hexadecimal digits`},
		{text: `dcmap:1 label="%+1"`, err: `7:18: a=dcmap: "%" without two hexadecimal digits`}, {text: "dcmap:1 priority=65536", err: `7:20: a=dcmap: priority "65536" is not a number from 0 to 65535`},
		{text: "dcmap:1 max-retr=1;max-time=2", err: "7:9: a=dcmap: max-retr and max-time exclude each other"}, {text: "dcmap:1 max-retr=1;max-retr=1", err: `7:22: a=dcmap: option "max-retr=1" stands twice`},
		{text: "dcmap:1 max-retr=1;", err: `7:21: a=dcmap: unexpected ";"`}, {text: "dcmap:1 x=1", err: `7:11: a=dcmap: "x" is not an option`},
	})
	testAttribute(t, []attributeTest[DCSA]{
		{text: "dcsa:2 accept-types:message/cpim text/plain", want: DCSA{2, "accept-types", "message/cpim text/plain", true}}, {text: "dcsa:0 msrp-cema", want: DCSA{0, "msrp-cema", "", false}},
		{text: "dcsa:", err: "7:8: a=dcsa: the value is missing"}, {text: "dcsa:-1 x", err: `7:8: a=dcsa: stream id "-1" is not a number from 0 to 65535`}, {text: "dcsa:1", err: "7:9: a=dcsa: attribute is missing"},
	})
}

func TestSecurityAttributes(t *testing.T) {
	const key = "inline:PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR"
	testAttribute(t, []attributeTest[ConnectionReuse]{
		{text: "connection:new", want: "new"}, {text: "connection:existing ", want: "existing", back: "connection:existing"},
		{text: "connection:", err: "7:14: a=connection: the value is missing"}, {text: "connection:old", err: `7:14: a=connection: connection "old" is not new or existing`},
	})
	testAttribute(t, []attributeTest[TLSID]{
		{text: "tls-id:abc3de65cddef001be82", want: "abc3de65cddef001be82"}, {text: "tls-id:", err: "7:10: a=tls-id: the value is missing"},
		{text: "tls-id:abc", err: "7:10: a=tls-id: tls-id has a length of 3, not from 20 to 255"},
		{text: "tls-id:abc=", err: `7:13: a=tls-id: tls-id "abc=" is not letters, digits, "+", "/", "-" and "_"`},
	})
	testAttribute(t, []attributeTest[Crypto]{
		{text: "crypto:1 AES_CM_128_HMAC_SHA1_80 " + key + "|2^20|1:4 FEC_ORDER=FEC_SRTP KDR=1", want: Crypto{1, "AES_CM_128_HMAC_SHA1_80", key + "|2^20|1:4", "FEC_ORDER=FEC_SRTP KDR=1"}},
		{text: "crypto:999999999 F8_128_HMAC_SHA1_80 " + key + ";x_1:a:b", want: Crypto{999999999, "F8_128_HMAC_SHA1_80", key + ";x_1:a:b", ""}},
		{text: "crypto:01  A\t" + key + "|1066:4  KDR=1  WSH=64 ", want: Crypto{1, "A", key + "|1066:4", "KDR=1 WSH=64"}, back: "crypto:1 A " + key + "|1066:4 KDR=1 WSH=64"},
		{text: "crypto:", err: "7:10: a=crypto: the value is missing"}, {text: "crypto:1000000000 A inline:x", err: `7:10: a=crypto: tag "1000000000" is not a number from 0 to 999999999`},
		{text: "crypto:1", err: "7:11: a=crypto: crypto-suite is missing"}, {text: "crypto:1 A-B inline:x", err: `7:13: a=crypto: crypto-suite "A-B" is not letters, digits and "_"`},
		{text: "crypto:1 A", err: "7:13: a=crypto: key-params are missing"}, {text: "crypto:1 A inline", err: "7:20: a=crypto: key is not <method>:<info>"},
		{text: "crypto:1 A inline:", err: "7:20: a=crypto: key is not <method>:<info>"}, {text: "crypto:1 A inline:ab;inline:a.b", err: "7:32: a=crypto: key is not base64"},
		{text: "crypto:1 A inline:ab|1:4|2^20", err: `7:24: a=crypto: "1:4" is not a lifetime with perhaps an MKI behind it`}, {text: "crypto:1 A inline:ab|2^20|1:129", err: `7:29: a=crypto: MKI "1:129" is not <number>:<length from 1 to 128>`},
		{text: "crypto:1 A inline:ab|2^", err: `7:24: a=crypto: "2^" is not a lifetime with perhaps an MKI behind it`}, {text: "crypto:1 A inline:ab x\x01", err: `7:25: a=crypto: session-param "x\x01" holds an invisible byte`},
		{text: "crypto:1 A x:\x01", err: "7:16: a=crypto: key holds an invisible byte"},
	})
}

// What the list types hold, in the order in which it is iterated over.
func TestListsOfAttributes(t *testing.T) {
	simulcast := Simulcast{Send: "1;~2,3"}
	var got []string
	for s := range simulcast.Send.All() {
		for id, paused := range s.Alternatives() {
			got = append(got, fmt.Sprint(s, " ", id, " ", paused))
		}
	}
	for f := range (RID{Params: "pt=97,98;max-fps;depend=1,2"}).Formats() {
		got = append(got, f)
	}
	for k, v := range (RID{Params: "pt=97,98;max-fps;depend=1,2"}).Restrictions() {
		got = append(got, k+"|"+v)
	}
	image := ImageAttr{Send: "*", Recv: "[x=[1:2],y=3,q=0.8] [x=1,y=2]"}
	for s := range image.Recv.All() {
		for k, v := range s.All() {
			got = append(got, k+"|"+v)
		}
		got = append(got, fmt.Sprint(s.Preference()))
	}
	for k := range (Crypto{KeyParams: "inline:ab|2^20|1:4;inline:cd|1066;inline:ef|2:1;x:y|z"}).Keys() {
		n, ok := k.Packets()
		got = append(got, fmt.Sprint(k, " ", n, " ", ok))
	}
	for k, v := range (Crypto{SessionParams: "KDR=1 UNENCRYPTED_SRTP"}).Params() {
		got = append(got, k+"|"+v)
	}
	for k, v := range NewRTCPXR("rcvr-rtt=all:10", "voip-metrics").All() {
		got = append(got, k+"|"+v)
	}
	for c := range NewRemoteCandidates(RemoteCandidate{1, "a", 2}, RemoteCandidate{2, "b", 3}).All() {
		got = append(got, fmt.Sprint(c))
	}
	want := []string{
		"1 1 false", "~2,3 2 true", "~2,3 3 false", "97", "98", "max-fps|", "depend|1,2",
		"x|[1:2]", "y|3", "q|0.8", "0.8", "x|1", "y|2", "0.5",
		"{inline ab 2^20 1 4} 1048576 true", "{inline cd 1066  0} 1066 true", "{inline ef  2 1} 0 false", "{x y|z   0} 0 false",
		"KDR|1", "UNENCRYPTED_SRTP|", "rcvr-rtt|all:10", "voip-metrics|", "{1 a 2}", "{2 b 3}",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if ids := slices.Collect(NewSSRCGroup("FID", 5, 6).SSRCs()); !slices.Equal(ids, []uint32{5, 6}) {
		t.Error(ids)
	}
	if fps, ok := (RID{Params: "pt=97;max-fps=30"}).Get("max-fps"); fps != "30" || !ok {
		t.Error(fps, ok)
	}
	for what, ok := range map[string]bool{
		"SSRCGroup.Has":    NewSSRCGroup("FID", 5, 6).Has(6) && !NewSSRCGroup("FID", 5, 6).Has(7),
		"ICEOptions.Has":   NewICEOptions("a", "b").Has("b") && !NewICEOptions("ab").Has("a"),
		"MSIDSemantic.Has": NewMSIDSemantic("WMS", "*").Has("x") && NewMSIDSemantic("WMS", "x").Has("x") && !NewMSIDSemantic("WMS").Has("x"),
		"MSID.InStream":    MSID{ID: "x"}.InStream() && !MSID{ID: "-"}.InStream(),
		"ImageSets.Any":    image.Send.Any() && !image.Recv.Any(),
		"Duration":         ICEPacing(50).Duration().String() == "50ms",
	} {
		if !ok {
			t.Error(what)
		}
	}
}

func TestAttributesAreEqualByMeaning(t *testing.T) {
	for what, ok := range map[string]bool{
		"ICEOptions":       NewICEOptions("a", "b").Equal(NewICEOptions("b", "a")) && !NewICEOptions("a").Equal(NewICEOptions("b")),
		"RTCPXR":           NewRTCPXR("a", "b=1").Equal(NewRTCPXR("b=1", "a")) && !NewRTCPXR("a").Equal(NewRTCPXR()),
		"MSIDSemantic":     NewMSIDSemantic("WMS", "a", "b").Equal(NewMSIDSemantic("WMS", "b", "a")) && !NewMSIDSemantic("WMS", "a").Equal(NewMSIDSemantic("X", "a")),
		"Simulcast":        Simulcast{Send: "1", Recv: "2"}.Equal(Simulcast{Send: "1", Recv: "2", recvFirst: true}) && !Simulcast{Send: "1;2"}.Equal(Simulcast{Send: "2;1"}),
		"ImageAttr":        ImageAttr{Format: "*", Send: "*", Recv: "*"}.Equal(ImageAttr{Format: "*", Send: "*", Recv: "*", recvFirst: true}),
		"RID":              RID{"1", SendOnly, "pt=97;max-fps=1;max-fs=2"}.Equal(RID{"1", SendOnly, "pt=97;max-fs=2;max-fps=1"}),
		"RID's formats":    !RID{"1", SendOnly, "pt=97,98"}.Equal(RID{"1", SendOnly, "pt=98,97"}),
		"RemoteCandidates": NewRemoteCandidates(RemoteCandidate{1, "a", 2}, RemoteCandidate{2, "b", 3}).Equal(NewRemoteCandidates(RemoteCandidate{2, "b", 3}, RemoteCandidate{1, "a", 2})),
		"Crypto":           Crypto{1, "A", "x:y", "KDR=1 WSH=64"}.Equal(Crypto{1, "A", "x:y", "WSH=64 KDR=1"}) && !Crypto{1, "A", "x:y", ""}.Equal(Crypto{2, "A", "x:y", ""}),
		"DCMap":            DCMap{}.Equal(DCMap{Priority: 256, HasPriority: true}) && !DCMap{}.Equal(DCMap{HasMaxTime: true}),
	} {
		if !ok {
			t.Error(what)
		}
	}
}

// What can't be an attribute's value is not written either.
func TestValuesOfNoMeaningAreNotWritten(t *testing.T) {
	d := mustParse(t, minimal+media)
	for what, err := range map[string]error{
		"RID":       Add(d.Media(0), RID{"1", SendRecv, ""}),
		"Simulcast": Set(d.Media(0), Simulcast{}),
		"DCMap":     Add(d.Media(0), DCMap{HasMaxRetr: true, HasMaxTime: true}),
		"TLSID":     Set(d.Media(0), TLSID("short")),
		"SSRC":      Add(d.Media(0), SSRC{ID: 1, Name: "a b"}),
		"pacing":    Set(d.Media(0), ICEPacing(maxPacing+1)),
	} {
		if err == nil {
			t.Errorf("a bad %s is written", what)
		}
	}
	if d.String() != minimal+media {
		t.Errorf("something was written: %q", d)
	}
}
