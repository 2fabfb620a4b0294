package diff_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// call is a small offer of the kind that browsers write.
const call = `v=0
o=- 4242 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
a=msid-semantic: WMS
m=audio 9 UDP/TLS/RTP/SAVPF 111 63 0
c=IN IP4 0.0.0.0
a=ice-ufrag:v8Lx
a=ice-pwd:GdpWcQk7wUhSHXyMC1dT0aGg
a=ice-options:trickle
a=fingerprint:sha-256 29:E2:1C:3B
a=setup:actpass
a=mid:0
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
a=sendrecv
a=rtcp-mux
a=rtpmap:111 opus/48000/2
a=fmtp:111 minptime=10;useinbandfec=1
a=rtpmap:63 red/48000/2
a=fmtp:63 111/111
a=candidate:1 1 udp 2122194687 192.168.77.10 39954 typ host generation 0
m=video 9 UDP/TLS/RTP/SAVPF 96 97 102
c=IN IP4 0.0.0.0
a=ice-ufrag:v8Lx
a=ice-pwd:GdpWcQk7wUhSHXyMC1dT0aGg
a=ice-options:trickle
a=fingerprint:sha-256 29:E2:1C:3B
a=setup:actpass
a=mid:1
a=sendrecv
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:102 H264/90000
a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
a=rtcp-fb:102 nack
`

// up raises the version, as each re-offer must.
var up = []string{"4242 2 IN", "4242 3 IN"}

func edit(t *testing.T, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("%q is not in the text", pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return text
}

// words is a report without what a table would drown in: o=, unless it is wrong.
func words(r *diff.Report) []string {
	var out []string
	for _, c := range r.Changes {
		if c.ID == "origin" && c.Level == diff.Info {
			continue
		}
		out = append(out, c.Level.String()+" "+c.ID+" "+c.Path+": "+c.Summary)
	}
	return out
}

func TestAReofferIsToldInWords(t *testing.T) {
	const both = "m[0,1](mid=0,1)"
	for name, tt := range map[string]struct {
		edit []string
		want []string
	}{
		"an ICE restart of the BUNDLE is one change": {
			[]string{"v8Lx", "NEWu", "GdpWcQk7wUhSHXyMC1dT0aGg", "NEWpNEWpNEWpNEWpNEWpNE"},
			[]string{"effect ice-restart " + both + ": new ICE credentials"},
		},
		"half an ICE restart is a violation": {
			[]string{"v8Lx", "NEWu"},
			[]string{"violation ice-restart-half " + both + ": ice-ufrag changed, ice-pwd did not"},
		},
		"a restart of one section of a BUNDLE is a violation": {
			[]string{
				"a=ice-ufrag:v8Lx\na=ice-pwd:GdpWcQk7wUhSHXyMC1dT0aGg\na=ice-options:trickle\na=fingerprint:sha-256 29:E2:1C:3B\na=setup:actpass\na=mid:1",
				"a=ice-ufrag:NEWu\na=ice-pwd:NEWpcQk7wUhSHXyMC1dT0aGg\na=ice-options:trickle\na=fingerprint:sha-256 29:E2:1C:3B\na=setup:actpass\na=mid:1",
			},
			[]string{"violation ice-restart-some m[1](mid=1): new ICE credentials, while others keep theirs"},
		},
		"another fingerprint without an ICE restart is against the rules": {
			[]string{"29:E2:1C:3B", "29:E2:1C:3C"},
			[]string{"violation dtls-restart " + both + ": another certificate: a new DTLS association"},
		},
		"the case of a fingerprint means nothing": {
			[]string{"sha-256 29:E2:1C:3B", "SHA-256 29:e2:1c:3b"},
			[]string{"cosmetic dtls-restart " + both + ": the same fingerprint and tls-id, in another place or written differently"},
		},
		"a role chosen by an answer is no violation": {
			[]string{"actpass", "active"},
			[]string{"info dtls-role " + both + ": setup actpass → active"},
		},
		"hold": {
			[]string{"a=sendrecv", "a=sendonly"},
			[]string{"effect direction " + both + ": sendrecv → sendonly"},
		},
		"sendrecv need not be said": {
			[]string{"a=sendrecv\n", ""},
			[]string{"cosmetic direction " + both + ": the direction is sendrecv in both, said or by default"},
		},
		"candidates that went and came": {
			[]string{"a=candidate:1 1 udp 2122194687 192.168.77.10 39954 typ host generation 0\n", "a=candidate:1 1 udp 2122194687 192.168.77.11 5 typ host\na=end-of-candidates\n"},
			[]string{"info candidates m[0](mid=0): 1 gone, 1 new", "info end-of-candidates m[0](mid=0): no more candidates will come"},
		},
		"a codec that goes, with its rtx": {
			[]string{"SAVPF 96 97 102", "SAVPF 102", "a=rtpmap:96 VP8/90000\na=rtcp-fb:96 nack\na=rtcp-fb:96 nack pli\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n", ""},
			[]string{"effect codec-removed m[1](mid=1): VP8 (96), rtx for VP8 (97)"},
		},
		"a codec that comes": {
			[]string{"SAVPF 96 97 102", "SAVPF 96 97 102 98", "a=rtcp-fb:102 nack\n", "a=rtcp-fb:102 nack\na=rtpmap:98 VP9/90000\n"},
			[]string{"effect codec-added m[1](mid=1): VP9 (98)"},
		},
		"another preference": {
			[]string{"SAVPF 96 97 102", "SAVPF 102 96 97"},
			[]string{"effect codec-order m[1](mid=1): H264 42e01f mode 1 is preferred now, was VP8"},
		},
		"a codec under another number, with what refers to it": {
			[]string{"SAVPF 111 63 0", "SAVPF 109 63 0", ":111", ":109", "111/111", "109/109"},
			[]string{
				"warning pt-renumbered m[0](mid=0): opus 111 → 109",
				"cosmetic fmtp m[0](mid=0): red (63): the same parameters, written differently",
			},
		},
		"a number that means another codec": {
			[]string{"a=rtpmap:96 VP8/90000", "a=rtpmap:96 VP9/90000"},
			[]string{
				"violation pt-remapped m[1](mid=1): 96: VP8 → VP9, 97: rtx for VP8 → rtx for VP9",
				"effect codec-removed m[1](mid=1): VP8 (96), rtx for VP8 (97)",
				"effect codec-added m[1](mid=1): VP9 (96), rtx for VP9 (97)",
			},
		},
		"a parameter that changes": {
			[]string{"minptime=10;useinbandfec=1", "minptime=20;stereo=1;useinbandfec=1"},
			[]string{"effect fmtp m[0](mid=0): opus (111): minptime 10 → 20, stereo none → 1"},
		},
		"the order of parameters and a default written out mean nothing": {
			[]string{"minptime=10;useinbandfec=1", "useinbandfec=1; stereo=0;minptime=10"},
			[]string{"cosmetic fmtp m[0](mid=0): opus (111): the same parameters, written differently"},
		},
		"another H264 level is a parameter, another profile another codec": {
			[]string{"42e01f", "42e028"},
			[]string{"effect fmtp m[1](mid=1): H264 42e01f mode 1 (102): profile-level-id 42e01f → 42e028"},
		},
		"another mode of H264 is another codec": {
			[]string{"packetization-mode=1", "packetization-mode=0"},
			[]string{
				"violation pt-remapped m[1](mid=1): 102: H264 42e01f mode 1 → H264 42e01f mode 0",
				"effect codec-removed m[1](mid=1): H264 42e01f mode 1 (102)",
				"effect codec-added m[1](mid=1): H264 42e01f mode 0 (102)",
			},
		},
		"opus without its channels is opus, but not to everyone": {
			[]string{"opus/48000/2", "opus/48000"},
			[]string{"info rtpmap m[0](mid=0): opus is described in other words"},
		},
		"feedback that goes": {
			[]string{"a=rtcp-fb:96 nack pli\n", ""},
			[]string{"effect rtcp-fb m[1](mid=1): VP8: −nack pli"},
		},
		"a header extension under another id": {
			[]string{"extmap:1 ", "extmap:7 "},
			[]string{"violation extmap-remapped m[0](mid=0): ssrc-audio-level: id 1 → 7"},
		},
		"an id that means another extension": {
			[]string{"ssrc-audio-level", "toffset"},
			[]string{
				"violation extmap-remapped m[0](mid=0): id 1: ssrc-audio-level → toffset",
				"effect extmap-removed m[0](mid=0): ssrc-audio-level (id 1)",
				"effect extmap-added m[0](mid=0): toffset (id 1)",
			},
		},
		"a section is stopped": {
			[]string{"m=video 9", "m=video 0", "BUNDLE 0 1", "BUNDLE 0"},
			[]string{"effect bundle session: BUNDLE 0 1 → 0", "effect media-stopped m[1](mid=1): video mid 1 is stopped"},
		},
		"bundle-only is not stopped": {
			[]string{"m=video 9", "m=video 0", "a=mid:1", "a=mid:1\na=bundle-only"},
			[]string{
				"warning bundle m[1](mid=1): a=bundle-only new",
				"info endpoint m[1](mid=1): default candidate 0.0.0.0 port 9 → 0.0.0.0 port 0",
			},
		},
		"a mid that changes": {
			[]string{"a=mid:1", "a=mid:v"},
			[]string{"violation mid-changed m[1](mid=v): slot 1: mid 1 → v"},
		},
		"another RTP profile": {
			[]string{"m=video 9 UDP/TLS/RTP/SAVPF", "m=video 9 UDP/TLS/RTP/SAVP"},
			[]string{"effect proto m[1](mid=1): UDP/TLS/RTP/SAVPF → UDP/TLS/RTP/SAVP"},
		},
		"RTCP on a port of its own again": {
			[]string{"a=rtcp-mux\n", ""},
			[]string{"violation rtcp-mux " + both + ": RTCP no longer shares the port of RTP"},
		},
		"what the BUNDLE's first section says for all": {
			[]string{"a=rtcp-mux\na=rtpmap:96", "a=rtpmap:96", "a=fingerprint:sha-256 29:E2:1C:3B\na=setup:actpass\na=mid:1", "a=setup:actpass\na=mid:1"},
			[]string{
				"info dtls-restart m[1](mid=1): fingerprint gone; that of the BUNDLE's first section, mid 0, holds",
				"info rtcp-mux m[1](mid=1): a=rtcp-mux gone; that of the BUNDLE's first section, mid 0, holds",
			},
		},
		"the first section of a BUNDLE has no other to say it": {
			[]string{"a=fingerprint:sha-256 29:E2:1C:3B\n", ""},
			[]string{"violation dtls-restart " + both + ": no DTLS any more"},
		},
		"an attribute nobody knows": {
			[]string{"a=mid:1", "a=mid:1\na=x-new:1"},
			[]string{"info unknown-attribute m[1](mid=1): a=x-new 1 new"},
		},
		"attributes in another order": {
			[]string{"a=rtcp-mux\na=rtpmap:96 VP8/90000", "a=rtpmap:96 VP8/90000\na=rtcp-mux"},
			[]string{"cosmetic order m[1](mid=1): 1 line stands in another place"},
		},
		"other line endings": {
			[]string{"\n", "\r\n"},
			[]string{"cosmetic line-ending session: 40 lines end differently, such as LF → CRLF"},
		},
		"a session name": {
			[]string{"s=-", "s=talk"},
			[]string{"info session session: s= - → talk"},
		},
		"bandwidth": {
			[]string{"a=mid:1", "a=mid:1\nb=AS:300"},
			[]string{"effect bandwidth m[1](mid=1): b= AS:300 new"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			new := edit(t, edit(t, call, up...), tt.edit...)
			r := compare(call, new)
			if diff := cmp.Diff(tt.want, words(r)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			check(t, call, new, r)
		})
	}
}

// sections returns the session part and the media sections of a text.
func sections(text string) []string {
	parts := strings.Split(text, "\nm=")
	for i := range parts {
		if i > 0 {
			parts[i] = "m=" + parts[i]
		}
		parts[i] = strings.TrimSuffix(parts[i], "\n") + "\n"
	}
	return parts
}

func TestSectionsAreFoundByMIDThenBySlot(t *testing.T) {
	s := sections(edit(t, call, up...))
	extra := edit(t, s[2], "a=mid:1", "a=mid:2")
	stopped := edit(t, call, "m=video 9", "m=video 0", "BUNDLE 0 1", "BUNDLE 0")
	for name, tt := range map[string]struct {
		old, new string
		want     []string
	}{
		"sections that changed their places": {
			call, s[0] + s[2] + s[1],
			[]string{"violation mline-order session: sections changed their places"},
		},
		"a section that was taken away": {
			call, s[0] + s[1],
			[]string{"violation mline-count session: 2 m= sections → 1"},
		},
		"a section that was added": {
			call, s[0] + s[1] + s[2] + extra,
			[]string{"effect media-added m[2](mid=2): video mid 2, sendrecv, on a transport of its own"},
		},
		"a stopped slot that is used again": {
			stopped, edit(t, s[0], "BUNDLE 0 1", "BUNDLE 0 2") + s[1] + extra,
			[]string{
				"effect bundle session: BUNDLE 0 → 0 2",
				"effect mline-recycled m[1](mid=2): slot 1: the stopped video mid 1 is now video mid 2",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := compare(tt.old, tt.new)
			if diff := cmp.Diff(tt.want, words(r)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			check(t, tt.old, tt.new, r)
		})
	}
}

func TestRolesDecideWhatARuleBinds(t *testing.T) {
	s := sections(call)
	swapped := s[0] + s[2] + s[1]
	for role, want := range map[diff.Role]diff.Level{diff.Reoffer: diff.Violation, diff.Munged: diff.Violation, diff.Plain: diff.Info} {
		for _, c := range compare(call, swapped, diff.As(role)).Changes {
			if c.ID == "mline-order" && c.Level != want {
				t.Errorf("as %v: mline-order is %v, want %v", role, c.Level, want)
			}
		}
	}
	other := edit(t, call, "o=- 4242", "o=- 7")
	for name, tt := range map[string]struct {
		old, new, oldType, newType string
		want                       diff.Role
	}{
		"one session twice":             {call, edit(t, call, up...), "", "", diff.Reoffer},
		"two sessions":                  {call, other, "", "", diff.Plain},
		"an offer and another's answer": {call, other, "offer", "answer", diff.Answer},
		"one side's offer and answer":   {call, edit(t, call, up...), "offer", "answer", diff.Reoffer},
	} {
		if got := compare(tt.old, tt.new, diff.Types(tt.oldType, tt.newType)).Role; got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestAnAnswerHasItsOwnTransport(t *testing.T) {
	answer := edit(t, call, "o=- 4242", "o=- 7", "v8Lx", "abcd", "GdpWcQk7wUhSHXyMC1dT0aGg", "answeranswerasweranswer", "29:E2:1C:3B", "00:01:02:03", "actpass", "active",
		"SAVPF 111 63 0", "SAVPF 111", "a=rtpmap:63 red/48000/2\na=fmtp:63 111/111\n", "")
	r := compare(call, answer, diff.Types("offer", "answer"))
	want := []string{
		"effect codec-removed m[0](mid=0): red (63), PCMU (0)",
		"info ice-credentials m[0,1](mid=0,1): each side has its own ICE credentials",
		"info dtls-restart m[0,1](mid=0,1): each side has its own certificate",
		"info dtls-role m[0,1](mid=0,1): setup actpass → active",
	}
	if d := cmp.Diff(want, words(r)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestTheVersionHasToRiseWithTheContent(t *testing.T) {
	held := edit(t, call, "a=sendrecv", "a=sendonly")
	for name, tt := range map[string]struct {
		version string
		want    string
	}{
		"it stays":  {"2", "violation v2 in both, but the content changed"},
		"it falls":  {"1", "violation v2 → v1: the version fell"},
		"it rises":  {"3", "info v2 → v3"},
		"it is big": {"99999999999999999999999", "info v2 → v99999999999999999999999"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			for _, c := range compare(call, edit(t, held, "4242 2 IN", "4242 "+tt.version+" IN")).Changes {
				if c.ID == "origin" {
					got = c.Level.String() + " " + c.Summary
				}
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEveryClassHasAClauseAndAnExplanation(t *testing.T) {
	seen := make(map[string]bool)
	for _, k := range diff.Classes() {
		if k.ID == "" || k.Clause == "" || k.Explain == "" || k.Broken < k.Level || seen[k.ID] {
			t.Errorf("class %+v", k)
		}
		seen[k.ID] = true
	}
}

// oneLine is a call whose audio section has one more line.
func oneLine(t *testing.T, line string) string {
	return edit(t, edit(t, call, up...), "a=mid:0", "a=mid:0\n"+line)
}

func TestWhatALineMeansIsForItsTypeToSay(t *testing.T) {
	const keyA, keyB = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz", "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVt"
	for name, tt := range map[string]struct{ old, new, want string }{
		"restrictions of a rid have no order": {
			"a=rid:1 send pt=111;max-br=5;max-fps=30", "a=rid:1 send pt=111;max-fps=30;max-br=5",
			"cosmetic rid m[0](mid=0): the same, written differently",
		},
		"formats of a rid have": {
			"a=rid:1 send pt=111,0", "a=rid:1 send pt=0,111",
			"effect rid m[0](mid=0): a=rid 1 send pt=111,0 → 1 send pt=0,111",
		},
		"which direction of simulcast comes first": {
			"a=simulcast:send 1;2 recv 3", "a=simulcast:recv 3 send 1;2",
			"cosmetic simulcast m[0](mid=0): the same, written differently",
		},
		"a decimal packet time": {
			"a=ptime:20", "a=ptime:20.0",
			"cosmetic ptime m[0](mid=0): the same, written differently",
		},
		"a zero in front": {
			"a=ssrc:5 cname:x", "a=ssrc:05 cname:x",
			"cosmetic ssrc m[0](mid=0): the same, written differently",
		},
		"ICE options between commas": {
			"a=ice-options:trickle,renomination", "a=ice-options:renomination trickle",
			"cosmetic ice-options m[0](mid=0): a=ice-options in another order or place",
		},
		"an attribute that has no rule": {
			"a=framerate:25", "a=framerate:25.00",
			"cosmetic unknown-attribute m[0](mid=0): the same, written differently",
		},
		"an SDES key": {
			"a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + keyA, "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + keyB,
			"effect crypto m[0](mid=0): a=crypto 1: another key",
		},
		"an SDES suite": {
			"a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + keyA, "a=crypto:1 AES_CM_128_HMAC_SHA1_32 " + keyA + " UNENCRYPTED_SRTCP",
			"effect crypto m[0](mid=0): a=crypto 1: AES_CM_128_HMAC_SHA1_80 → AES_CM_128_HMAC_SHA1_32, other session parameters",
		},
		"a stream that went": {
			"a=msid-semantic: WMS x y", "a=msid-semantic:WMS y",
			"info msid m[0](mid=0): a=msid-semantic WMS: −x",
		},
		"nothing but a space": {
			"a=x-own:1", "a=x-own:1 ",
			"info unknown-attribute m[0](mid=0): a=x-own \"a=x-own:1\" → \"a=x-own:1 \"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			old, new := oneLine(t, tt.old), oneLine(t, tt.new)
			r := compare(old, new, diff.As(diff.Plain))
			check(t, old, new, r)
			got := words(r)
			if d := cmp.Diff([]string{tt.want}, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestAFlagMayMoveIntoTheSections(t *testing.T) {
	session := edit(t, call, "a=msid-semantic: WMS", "a=msid-semantic: WMS\na=extmap-allow-mixed")
	for name, tt := range map[string]struct {
		edit []string
		want string
	}{
		"all":     {[]string{"a=mid:", "a=extmap-allow-mixed\na=mid:"}, "cosmetic extmap-allow-mixed m[0,1](mid=0,1): a=extmap-allow-mixed in another place"},
		"nowhere": {nil, "info extmap-allow-mixed m[0,1](mid=0,1): header extensions of one and two bytes may no longer be mixed"},
	} {
		new := edit(t, call, tt.edit...)
		r := compare(session, new, diff.As(diff.Plain))
		check(t, session, new, r)
		if d := cmp.Diff([]string{tt.want}, words(r)); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
	}
}

// Equal lines in another order are told apart from lines that were only rewritten:
// the order of a=crypto is the order of preference (RFC 4568 §5.1.1).
func TestRewritingDoesNotHideAnotherOrder(t *testing.T) {
	old := oneLine(t, "a=crypto:1 A inline:x KDR=1 WSH=64\na=crypto:2 B inline:y KDR=1 WSH=64")
	new := oneLine(t, "a=crypto:2 B inline:y WSH=64 KDR=1\na=crypto:1 A inline:x WSH=64 KDR=1")
	if r := compare(old, new, diff.As(diff.Plain)); r.Same() {
		t.Errorf("the same:\n%s", dump(r))
	}
}

func TestParametersSayWhatTheyDo(t *testing.T) {
	for name, tt := range map[string]struct {
		rtpmap, old, new string
		want             []string
	}{
		"declared": {"opus/48000/2", "minptime=10", "minptime=20;stereo=1", []string{
			"effect fmtp: opus/48000 (63): minptime 10 → 20, stereo none → 1",
			"minptime, stereo are declared: each side speaks for itself (RFC 7587 §7.1)",
		}},
		"a level": {"H264/90000", "profile-level-id=42e01f", "profile-level-id=42e034", []string{
			"effect fmtp: H264 42e01f mode 0 (63): profile-level-id 42e01f → 42e034",
			"profile-level-id is 42e01f and 42e034; the profile is the same, and the level may be lowered (RFC 6184 §8.2.2)",
		}},
		"negotiated": {"iLBC/8000", "mode=20", "mode=30", []string{
			"effect fmtp: iLBC (63): mode 20 → 30",
			"mode is negotiated: the answer's value depends on the offer's (RFC 3952 §5)",
		}},
		"of a codec that nobody knows": {"X-OWN/8000", "a=1", "a=2", []string{
			"effect fmtp: X-OWN (63): a 1 → 2",
			"any parameter may matter of a codec that is not known here (RFC 8866 §6.15)",
		}},
		"implied":            {"AMR/8000", "crc=1", "crc=1;octet-align=1", []string{"cosmetic fmtp: AMR crc 1 (63): the same parameters, written differently"}},
		"a default":          {"telephone-event/8000", "0-15", "0,1-15", []string{"cosmetic fmtp: telephone-event (63): the same parameters, written differently"}},
		"zeros in front":     {"VP8/90000", "max-fs=0300", "max-fs=300", []string{"cosmetic fmtp: VP8 (63): the same parameters, written differently"}},
		"a case that counts": {"H264/90000", "sprop-parameter-sets=abc", "sprop-parameter-sets=ABC", []string{"effect fmtp: H264 mode 0 (63): sprop-parameter-sets abc → ABC", "sprop-parameter-sets is declared: each side speaks for itself (RFC 6184 §8.2.2)"}},
	} {
		t.Run(name, func(t *testing.T) {
			with := func(params string) string {
				return edit(t, edit(t, call, up...), "a=rtpmap:63 red/48000/2\na=fmtp:63 111/111", "a=rtpmap:63 "+tt.rtpmap+"\na=fmtp:63 "+params)
			}
			var got []string
			for _, c := range compare(with(tt.old), with(tt.new), diff.As(diff.Plain)).Changes {
				got = append(got, c.Level.String()+" "+c.ID+": "+c.Summary)
				for _, d := range c.Detail {
					got = append(got, d.Text)
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestCodecsOfOneNameSayWhyTheyDiffer(t *testing.T) {
	r := compare(call, edit(t, call, "packetization-mode=1", "packetization-mode=0"), diff.As(diff.Plain))
	want := "H264 42e01f mode 1 (102) is not H264 42e01f mode 0 (102): packetization-mode is 1 and 0; it must be the same on both sides (RFC 6184 §8.2.2)"
	if got := dump(r); !strings.Contains(got, want) {
		t.Errorf("no reason in\n%s", got)
	}
}
