package munge_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/munge"
)

// Cases in which an edit has to do more than its name says, or less, as whole texts.
func TestEditsDoWhatFollowsFromThem(t *testing.T) {
	for _, tt := range []struct {
		name, before string
		edits        []munge.Edit
		after        string
	}{{
		name: "the sections of a BUNDLE group that have the address of a candidate that is gone",
		before: `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 5004 UDP/TLS/RTP/SAVPF 0
c=IN IP4 203.0.113.5
a=mid:0
a=rtcp-mux
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:passive
a=candidate:2 1 udp 1694498815 203.0.113.5 5004 typ srflx raddr 192.168.1.7 rport 5004
a=candidate:3 1 udp 16777215 198.51.100.9 40000 typ relay raddr 203.0.113.5 rport 5004
m=video 5004 UDP/TLS/RTP/SAVPF 31
c=IN IP4 203.0.113.5
a=rtcp:5004 IN IP4 203.0.113.5
a=mid:1
a=rtcp-mux
`,
		edits: []munge.Edit{munge.RelayOnly()},
		after: `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 40000 UDP/TLS/RTP/SAVPF 0
c=IN IP4 198.51.100.9
a=mid:0
a=rtcp-mux
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:passive
a=candidate:3 1 udp 16777215 198.51.100.9 40000 typ relay raddr 0.0.0.0 rport 9
m=video 40000 UDP/TLS/RTP/SAVPF 31
c=IN IP4 198.51.100.9
a=rtcp:40000 IN IP4 198.51.100.9
a=mid:1
a=rtcp-mux
`,
	}, {
		name: "where RTCP goes without rtcp-mux, and the address in the session part",
		before: `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 192.168.1.7
t=0 0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
m=audio 5004 RTP/AVPF 0
a=candidate:1 1 udp 2130706431 192.168.1.7 5004 typ host
a=candidate:1 2 udp 2130706430 192.168.1.7 5005 typ host
a=candidate:3 1 udp 16777215 198.51.100.9 40000 typ relay raddr 192.168.1.7 rport 5004
a=candidate:3 2 udp 16777214 198.51.100.9 40002 typ relay raddr 192.168.1.7 rport 5005
`,
		edits: []munge.Edit{munge.RelayOnly()},
		after: `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 0.0.0.0
t=0 0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
m=audio 40000 RTP/AVPF 0
c=IN IP4 198.51.100.9
a=candidate:3 1 udp 16777215 198.51.100.9 40000 typ relay raddr 0.0.0.0 rport 9
a=candidate:3 2 udp 16777214 198.51.100.9 40002 typ relay raddr 0.0.0.0 rport 9
a=rtcp:40002 IN IP4 198.51.100.9
`,
	}, {
		name: "an a=fmtp that can't be read is not the one that a codec has its parameters from",
		before: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=audio 5004 RTP/AVP 96 97
a=rtpmap:96 opus/48000/2
a=fmtp:96	useinbandfec=0
a=fmtp:96 minptime=10
a=rtpmap:97 opus/48000/2
a=fmtp:97	minptime=20
`,
		edits: []munge.Edit{munge.OpusFEC(true)},
		after: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=audio 5004 RTP/AVP 96 97
a=rtpmap:96 opus/48000/2
a=fmtp:96	useinbandfec=0
a=fmtp:96 minptime=10;useinbandfec=1
a=rtpmap:97 opus/48000/2
a=fmtp:97 useinbandfec=1
a=fmtp:97	minptime=20
`,
	}, {
		name: "no list of a red names what is gone, though it can't be read",
		before: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=audio 5004 RTP/AVP 96 97 98 0
a=rtpmap:96 opus/48000/2
a=rtpmap:97 red/48000/2
a=fmtp:97	96/0
a=rtpmap:98 red/48000/2
a=fmtp:98	96/96
`,
		edits: []munge.Edit{munge.DropCodecs("opus")},
		after: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
t=0 0
m=audio 5004 RTP/AVP 97 98 0
a=rtpmap:97 red/48000/2
a=fmtp:97	0
a=rtpmap:98 red/48000/2
`,
	}, {
		name: "all layers of a multicast session give way to one address",
		before: `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
m=video 5004 RTP/AVP 31
c=IN IP4 224.2.1.1/127
c=IN IP4 224.2.1.2/127
`,
		edits: []munge.Edit{munge.SetDestination(addr("192.0.2.9"), 0, 0)},
		after: `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
t=0 0
m=video 5004 RTP/AVP 31
c=IN IP4 192.0.2.9
`,
	}, {
		name: "attributes of payload types that no RFC has",
		before: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVP 96 97
a=rtpmap:96 H264/90000
a=framesize:96 176-144
a=rtpmap:97 VP8/90000
a=framesize:97 352-288
a=gpmd:97 x=1
`,
		edits: []munge.Edit{munge.DropCodecs("VP8"), munge.Renumber(munge.PT{Codec: "H264", To: 100})},
		after: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=video 5004 RTP/AVP 100
a=rtpmap:100 H264/90000
a=framesize:100 176-144
`,
	}, {
		name: "red comes before the codec that it carries when it is asked for itself",
		before: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 0 111 63 112 64
a=rtpmap:111 opus/48000/2
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:112 L16/48000/2
a=rtpmap:64 red/48000/2
a=fmtp:64 112/112
`,
		edits: []munge.Edit{munge.PreferCodecs("opus", "L16"), munge.PreferCodecs("63")},
		after: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 63 111 112 64 0
a=rtpmap:111 opus/48000/2
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=rtpmap:112 L16/48000/2
a=rtpmap:64 red/48000/2
a=fmtp:64 112/112
`,
	}, {
		name: "RTCP does not go to the port of RTP without rtcp-mux",
		before: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 0
a=rtcp:5004 IN IP4 192.0.2.1
a=rtcp-mux
m=video 5006 RTP/AVP 31
a=rtcp:5006
a=rtcp-mux
m=video 5008 RTP/AVP 31
a=rtcp:5011 IN IP4 192.0.2.1
a=rtcp-mux
m=video 5012 RTP/AVP 31
a=rtcp:5012 IN IP4 192.0.2.2
`,
		edits: []munge.Edit{munge.Index(0, munge.RTCPMux(false)), munge.PlainSIP()},
		after: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 0
m=video 5006 RTP/AVP 31
m=video 5008 RTP/AVP 31
a=rtcp:5011 IN IP4 192.0.2.1
m=video 5012 RTP/AVP 31
a=rtcp:5012 IN IP4 192.0.2.2
`,
	}, {
		name: "fax is SIP's",
		before: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVPF 0
a=rtcp-fb:0 nack
m=image 5006 udptl t38
a=T38FaxVersion:0
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
`,
		edits: []munge.Edit{munge.PlainSIP()},
		after: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 0
m=image 5006 udptl t38
a=T38FaxVersion:0
m=application 0 UDP/DTLS/SCTP webrtc-datachannel
`,
	}, {
		name: "a section with a port of its own does not go on with what the session part says",
		before: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
a=group:BUNDLE 0 1 2
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
m=audio 5004 UDP/TLS/RTP/SAVPF 0
a=mid:0
a=rtcp-mux
m=video 5006 UDP/TLS/RTP/SAVPF 31
a=mid:1
a=rtcp-mux
m=video 0 UDP/TLS/RTP/SAVPF 31
a=bundle-only
a=mid:2
a=rtcp-mux
m=audio 5010 UDP/TLS/RTP/SAVPF 0
a=rtcp-mux
`,
		edits: []munge.Edit{munge.Video(munge.SetICECredentials("newU", "0123456789abcdefghijkl"), munge.SetSetup("passive"))},
		after: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
a=group:BUNDLE 0 1 2
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
a=setup:actpass
m=audio 5004 UDP/TLS/RTP/SAVPF 0
a=mid:0
a=rtcp-mux
a=ice-ufrag:newU
a=ice-pwd:0123456789abcdefghijkl
a=setup:passive
m=video 5006 UDP/TLS/RTP/SAVPF 31
a=mid:1
a=rtcp-mux
a=ice-ufrag:newU
a=ice-pwd:0123456789abcdefghijkl
a=setup:passive
m=video 0 UDP/TLS/RTP/SAVPF 31
a=bundle-only
a=mid:2
a=rtcp-mux
m=audio 5010 UDP/TLS/RTP/SAVPF 0
a=rtcp-mux
`,
	}, {
		name: "an address as a socket for both families has it",
		before: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 5004 RTP/AVP 0
a=rtcp:5009 IN IP4 192.0.2.1
`,
		edits: []munge.Edit{munge.SetDestination(addr("::ffff:198.51.100.9"), 0, 0)},
		after: `v=0
o=- 1 1 IN IP4 192.0.2.1
s=-
c=IN IP4 198.51.100.9
t=0 0
m=audio 5004 RTP/AVP 0
a=rtcp:5009 IN IP4 198.51.100.9
`,
	}} {
		out, _, err := munge.Apply(lax(tt.before), tt.edits...)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.after, out.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A scope that was meant to narrow an edit, and is empty, does not come to mean everything.
func TestAnEmptyScopeIsRefused(t *testing.T) {
	d := lax("v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n")
	for _, e := range []munge.Edit{munge.Kind("", munge.Hold()), munge.Where(nil, munge.Hold()), munge.MID("", munge.Hold())} {
		if out, _, err := munge.Apply(d, e); !errors.Is(err, munge.ErrScope) && !errors.Is(err, munge.ErrNoSection) {
			t.Errorf("%v: %v\n%s", e, err, out)
		}
	}
	var wrong *munge.JSONError
	if _, err := munge.ParseEdits([]byte(`[{"edit": "hold", "kind": ""}]`)); !errors.As(err, &wrong) || wrong.Path != "[0].kind" || wrong.Offset != 26 {
		t.Error(err)
	}
}

// Without the F there is nothing to announce, although phones do.
func TestFeedbackInAProfileWithoutItIsNoted(t *testing.T) {
	const text = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 5004 RTP/AVP 0\nm=audio 5006 RTP/AVPF 0\n"
	for i, want := range [][]string{{"RTP/AVP has no feedback (RFC 4585 §4.2): see SetProto"}, nil} {
		_, report, err := munge.Apply(lax(text), munge.Index(i, munge.AddFeedback("", "nack")))
		if err != nil || !slices.Equal(report.Edits[0].Notes, want) {
			t.Errorf("%v\n%s", err, report)
		}
	}
}
