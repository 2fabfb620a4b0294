package negotiate

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every rule has a text that breaks it and one, as near as possible, that keeps it. The
// texts are those of a call, below, with some lines replaced.

// webrtc is a call of two WebRTC endpoints: audio, video with simulcast, data channels.
var webrtcOffer = `v=0
o=- 4000 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1 2
a=group:LS 0 1
a=extmap-allow-mixed
a=ice-ufrag:ofr1
a=ice-pwd:offererspasswordofferers
a=ice-options:trickle
a=fingerprint:sha-256 AA:01
a=setup:actpass
m=audio 9 UDP/TLS/RTP/SAVPF 111 0 126
c=IN IP4 0.0.0.0
a=mid:0
a=sendrecv
a=rtcp-mux
a=rtcp-rsize
a=tls-id:offererofferer123456
a=msid:stream
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=extmap:4/sendonly urn:ietf:params:rtp-hdrext:sdes:mid
a=extmap:4096 urn:example:choose
a=rtpmap:111 opus/48000/2
a=rtpmap:126 telephone-event/8000
m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99
c=IN IP4 0.0.0.0
a=mid:1
a=sendonly
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 H264/90000
a=fmtp:98 packetization-mode=1;profile-level-id=42e01f
a=rtpmap:99 VP9/90000
a=fmtp:99 profile-id=2
a=rid:h send max-width=1280
a=rid:l send
a=simulcast:send h;l
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=mid:2
a=sctp-port:5000
`

var webrtcAnswer = `v=0
o=- 7000 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1 2
a=group:LS 0 1
a=extmap-allow-mixed
a=ice-ufrag:ans1
a=ice-pwd:answererspasswordanswere
a=ice-options:trickle
a=fingerprint:sha-256 BB:02
a=setup:active
m=audio 9 UDP/TLS/RTP/SAVPF 111 0 126
c=IN IP4 0.0.0.0
a=mid:0
a=sendrecv
a=rtcp-mux
a=rtcp-rsize
a=tls-id:answereranswerer1234
a=msid:other
a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
a=extmap:4/recvonly urn:ietf:params:rtp-hdrext:sdes:mid
a=extmap:5 urn:example:choose
a=rtpmap:111 opus/48000/2
a=rtpmap:126 telephone-event/8000
m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99
c=IN IP4 0.0.0.0
a=mid:1
a=recvonly
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 H264/90000
a=fmtp:98 packetization-mode=1;profile-level-id=42e01f
a=rtpmap:99 VP9/90000
a=fmtp:99 profile-id=2
a=rid:h recv max-width=1280
a=rid:l recv
a=simulcast:recv h;l
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=mid:2
a=sctp-port:5000
`

// sip is a call of two phones with keys in the SDP.
var sipOffer = `v=0
o=alice 1 1 IN IP4 host.example.com
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 40000 RTP/SAVP 0 8 101
a=rtpmap:101 telephone-event/8000
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20
a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj|2^20
m=application 0 TCP/BFCP *
m=image 40002 udptl t38
`

var sipAnswer = `v=0
o=bob 2 2 IN IP4 host.example.net
s=-
c=IN IP4 192.0.2.2
t=0 0
m=audio 50000 RTP/SAVP 0 8 101
a=rtpmap:101 telephone-event/8000
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR|2^20
m=application 0 TCP/BFCP *
m=image 50002 udptl t38
`

// data is a data channel of the old form, over what is not a BUNDLE group.
var dataOffer = `v=0
o=- 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=application 9 DTLS/SCTP 5000
a=sctpmap:5000 webrtc-datachannel 1024
a=ice-ufrag:ofr1
a=ice-pwd:offererspasswordofferers
a=fingerprint:sha-256 AA:01
a=setup:actpass
`

var dataAnswer = `v=0
o=- 2 1 IN IP4 127.0.0.1
s=-
c=IN IP4 192.0.2.2
t=0 0
m=application 9 DTLS/SCTP 5001
a=sctpmap:5001 webrtc-datachannel 1024
a=ice-ufrag:ans1
a=ice-pwd:answererspasswordanswere
a=fingerprint:sha-256 BB:02
a=setup:active
`

var calls = map[string][2]string{
	"webrtc": {webrtcOffer, webrtcAnswer},
	"sip":    {sipOffer, sipAnswer},
	"data":   {dataOffer, dataAnswer},
}

// A ruleCase is what breaks a rule and what keeps it. The edits replace lines: "old ->
// new" everywhere, "n: old -> new" in m= section n only. A new line of "" takes the line
// away, "\n" stands between several.
type ruleCase struct {
	rule         string
	call         string // of calls
	before       bool   // the unedited call is in force, and the texts are a re-offer and its answer
	mode         Mode
	offer        []string // edits that broken and kept have in common
	brokenOffer  []string
	brokenAnswer []string
	keptOffer    []string
	keptAnswer   []string
	previous     string // the text before the re-offer, if it isn't the call's offer
	want         string // of the finding: "got|want|line"
	opts         []Option
}

// verdict makes the texts of a case, and what the check of its rule says of them.
func (k *ruleCase) verdict(t *testing.T, rule Rule, offer, answer []string) (v Verdict, text string) {
	t.Helper()
	o, a := calls[k.call][0], calls[k.call][1]
	opts := k.opts
	if k.mode != 0 {
		opts = append(slices.Clone(opts), InMode(k.mode))
	}
	if rule.Subject == AboutReoffer {
		text = edit(t, again(t, o), offer)
		if k.previous != "" {
			o = k.previous
		}
		return CheckReoffer(lax(o), lax(text), opts...), text
	}
	if k.before {
		opts = append(slices.Clone(opts), After(lax(o), lax(a)))
		o, a = again(t, o), again(t, a)
	}
	o, a = edit(t, o, slices.Concat(k.offer, offer)), edit(t, a, answer)
	return CheckAnswer(lax(o), lax(a), opts...), o + "\n" + a
}

// edit replaces lines in a text.
func edit(t *testing.T, text string, edits []string) string {
	t.Helper()
	for _, e := range edits {
		from, to, ok := strings.Cut(e, " -> ")
		if !ok {
			t.Fatalf("no arrow in %q", e)
		}
		only := -1
		if len(from) > 3 && from[1:3] == ": " {
			only, from = int(from[0]-'0'), from[3:]
		}
		var out strings.Builder
		section, done := -1, false
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "m=") {
				section++
			}
			switch {
			case strings.TrimSuffix(line, "\n") != from || only >= 0 && section != only:
				out.WriteString(line)
				continue
			case to != "":
				out.WriteString(to + "\n")
			}
			done = true
		}
		if !done {
			t.Fatalf("no line %q in\n%s", from, text)
		}
		text = out.String()
	}
	return text
}

// again makes a re-offer or its answer of a text: the version rises.
func again(t *testing.T, text string) string {
	t.Helper()
	for _, o := range []string{"o=- 4000 2 ", "o=- 7000 2 "} {
		text = strings.Replace(text, o, strings.TrimSuffix(o, "2 ")+"3 ", 1)
	}
	return text
}

// edited is edit for one line, where no test can fail.
func edited(text, from, to string) string {
	return strings.Replace(text, "\n"+from+"\n", "\n"+to+"\n", 1)
}

func TestEveryRuleFindsWhatBreaksItAndNotWhatKeepsIt(t *testing.T) {
	broken, kept := map[string]bool{}, map[string]bool{}
	for i, k := range slices.Concat(answerCases, reofferCases) {
		rule, ok := RuleByID(k.rule)
		if !ok {
			t.Errorf("there is no rule %s", k.rule)
			continue
		}
		verdict := func(offer, answer []string) (Verdict, string) { return k.verdict(t, rule, offer, answer) }
		got, text := verdict(k.brokenOffer, k.brokenAnswer)
		n := slices.IndexFunc(got.Findings, func(f Finding) bool { return f.Rule == k.rule })
		if n < 0 {
			t.Errorf("%d %s: not found in\n%s\n%v", i, k.rule, text, got)
			continue
		}
		f := got.Findings[n]
		if have := strings.Join([]string{f.Got, f.Want, itoa(f.Line)}, "|"); have != k.want {
			t.Errorf("%d %s: %q and not %q\n%v", i, k.rule, have, k.want, f)
		}
		if f.Code != rule.Code || f.Basis != rule.Basis && f.Clause == rule.Clause() || f.Msg == "" || !strings.HasPrefix(f.Clause, "RFC ") && f.Clause != rule.Clause() {
			t.Errorf("%d %s: %+v", i, k.rule, f)
		}
		broken[k.rule] = true
		if got, text := verdict(k.keptOffer, k.keptAnswer); got.Has(k.rule) {
			t.Errorf("%d %s: found in what keeps it:\n%s\n%v", i, k.rule, text, got)
		}
		kept[k.rule] = true
	}
	for _, r := range Rules() {
		if !broken[r.ID] || !kept[r.ID] {
			t.Errorf("%s has no case", r.ID)
		}
	}
}

func itoa(n int) string { return plural(n, "")[:strings.IndexByte(plural(n, ""), ' ')] }

func TestTheCallsThemselvesBreakNothing(t *testing.T) {
	for name, call := range calls {
		for _, mode := range []Mode{0, WebRTC, SIP} {
			if name == "sip" && mode == WebRTC {
				continue // it has keys in the SDP
			}
			if v := CheckAnswer(lax(call[0]), lax(call[1]), InMode(mode)); len(v.Findings) > 0 {
				t.Errorf("%s %v: %v", name, mode, v)
			}
			v := CheckAnswer(lax(again(t, call[0])), lax(again(t, call[1])), InMode(mode), After(lax(call[0]), lax(call[1])))
			if !v.OK() {
				t.Errorf("%s %v, again: %v", name, mode, v)
			}
			if v := CheckReoffer(lax(call[0]), lax(again(t, call[0])), InMode(mode)); !v.OK() {
				t.Errorf("%s %v, re-offer: %v", name, mode, v)
			}
		}
	}
}

// Programs that test implementations know the rules by these codes.
func TestTheCodesOfTheRulesAreComplete(t *testing.T) {
	codes := map[string]int{}
	ids := map[string]bool{}
	for _, r := range Rules() {
		codes[r.Code]++
		if ids[r.ID] {
			t.Errorf("%s stands twice", r.ID)
		}
		ids[r.ID] = true
		if r.Title == "" || r.RFC == "" || r.Basis == 0 || r.Subject == 0 {
			t.Errorf("%s lacks something: %+v", r.ID, r)
		}
	}
	delete(codes, "")
	for i := 1; i <= 26; i++ {
		if codes["V"+itoa(i)] == 0 {
			t.Errorf("no rule has the code V%d", i)
		}
		delete(codes, "V"+itoa(i))
	}
	for i := 1; i <= 14; i++ {
		if codes["R"+itoa(i)] == 0 {
			t.Errorf("no rule has the code R%d", i)
		}
		delete(codes, "R"+itoa(i))
	}
	if len(codes) > 0 {
		t.Errorf("more codes: %v", codes)
	}
}

func TestWhatNeedsMoreThanTwoTextsIsListedWithTheReason(t *testing.T) {
	v := CheckAnswer(lax(webrtcOffer), lax(webrtcAnswer))
	var got []string
	for _, s := range v.NotEvaluated {
		got = append(got, s.Rule+": "+s.Why)
	}
	const before = ": the descriptions in force before are not known"
	const mode = ": it is a rule of one dialect, webrtc, and the mode was not said"
	want := []string{
		"answer-version" + before, "answer-origin" + before, "answer-pt-remapped" + before, "answer-rtcp-mux-lost" + before,
		"answer-ice-restart" + before, "answer-ice-options" + mode, "answer-fingerprint-changed" + before, "answer-dtls-role" + before,
		"answer-tls-id-kept" + before,
		"answer-sctp-port-kept" + before,
		"answer-webrtc-crypto" + mode, "answer-bundle-tag-rejected" + before + "; in a first answer the tagged section may be rejected",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	v = CheckAnswer(lax(webrtcOffer), lax(webrtcAnswer), InMode(WebRTC), After(lax(webrtcOffer), lax(webrtcAnswer)))
	if diff := cmp.Diff([]Skipped(nil), v.NotEvaluated); diff != "" {
		t.Error(diff)
	}
}

func TestAnAttributeThatCantBeParsedKeepsARuleFromBeingEvaluated(t *testing.T) {
	v := CheckAnswer(lax(webrtcOffer), lax(edit(t, webrtcAnswer, []string{"a=fingerprint:sha-256 BB:02 -> a=fingerprint:sha-256"})))
	if v.Has("V14") || !slices.ContainsFunc(v.NotEvaluated, func(s Skipped) bool { return s.Code == "V14" && s.Why == "an a=fingerprint can't be parsed" }) {
		t.Error(v)
	}
}

// Without ICE in the answer SIP goes on without, WebRTC can't, and where it isn't said
// which it is, the answer's address tells whether anything could be sent.
func TestAnAnswerWithoutICEIsWrongWhereNothingElseIsLeft(t *testing.T) {
	offer := edited(sipOffer, "t=0 0", "t=0 0\na=ice-ufrag:ofr1\na=ice-pwd:offererspasswordofferers")
	for mode, want := range map[Mode]bool{SIP: false, WebRTC: true, 0: false} {
		if v := CheckAnswer(lax(offer), lax(sipAnswer), InMode(mode)); v.Has("V15") != want {
			t.Errorf("%q: %v", mode, v)
		}
	}
	v := CheckAnswer(lax(offer), lax(sipAnswer))
	if !slices.ContainsFunc(v.NotEvaluated, func(s Skipped) bool { return s.Code == "V15" }) {
		t.Error(v)
	}
	for answer, want := range map[string]bool{
		edited(sipAnswer, "c=IN IP4 192.0.2.2", "c=IN IP4 0.0.0.0"):                        true,
		edited(sipAnswer, "m=audio 50000 RTP/SAVP 0 8 101", "m=audio 9 RTP/SAVP 0 8 101"):  true, // the discard port
		edited(sipAnswer, "m=audio 50000 RTP/SAVP 0 8 101", "m=audio 10 RTP/SAVP 0 8 101"): false,
	} {
		if v := CheckAnswer(lax(offer), lax(answer)); v.Has("V15") != want {
			t.Errorf("%v in\n%s", v, answer)
		}
	}
}
