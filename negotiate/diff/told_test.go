package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// What is told of a change as a whole: how many lines it explains, and the details.
func TestWhatIsToldOfAChange(t *testing.T) {
	const credentials = "a=ice-ufrag:v8Lx\na=ice-pwd:GdpWcQk7wUhSHXyMC1dT0aGg\n"
	data := []string{"BUNDLE 0 1", "BUNDLE 0 1 2", "a=fmtp:97 apt=96\n", "a=fmtp:97 apt=96\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=mid:2\n"}
	dead := []string{"m=video 9", "m=video 0", "BUNDLE 0 1", "BUNDLE 0"}
	for name, tt := range map[string]struct {
		old, new []string
		want     []string
	}{
		"credentials that move to the session part": {
			nil, []string{credentials, "", "t=0 0\n", "t=0 0\n" + credentials}, []string{
				"cosmetic ice-credentials m[0,1](mid=0,1), lines 4 and 2: the same ICE credentials, in another place or written differently",
			},
		},
		"a section that was stopped and comes back": {
			dead, nil, []string{
				"effect bundle session, lines 1 and 1: BUNDLE 0 → 0 1",
				"effect media-added m[1](mid=1), lines 18 and 18: video mid 1 was stopped and is live again",
			},
		},
		"a section that is stopped, with what went with it": {
			nil, append([]string{"a=rtcp-fb:102 nack\n", "", "a=rtcp-fb:96 nack pli\n", ""}, dead...), []string{
				"effect bundle session, lines 1 and 1: BUNDLE 0 1 → 0",
				"effect media-stopped m[1](mid=1), lines 3 and 1: video mid 1 is stopped; 2 of its lines are gone or changed, which no longer matters",
			},
		},
		"a red that repeats what isn't there gets another number": {
			[]string{"a=fmtp:63 111/111", "a=fmtp:63 120/111"}, []string{"a=fmtp:63 111/111", "a=fmtp:62 120/111", "a=rtpmap:63 ", "a=rtpmap:62 ", "111 63 0", "111 62 0"}, []string{
				"warning pt-renumbered m[0](mid=0), lines 3 and 3: red 63 → 62",
			},
		},
		"a header extension is called by the end of its URI": {
			[]string{"a=extmap:4 ", "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time\na=extmap:4 "}, nil, []string{
				"effect extmap-removed m[0](mid=0), lines 1 and 0: abs-send-time (id 2)",
			},
		},
		"a TCP candidate is called by who opens it": {
			nil, []string{"typ host generation 0", "typ host generation 0\na=candidate:2 1 tcp 1518280447 192.168.77.10 9 typ host tcptype active"}, []string{
				"info candidates m[0](mid=0), lines 0 and 1: 1 new; new: host tcp 192.168.77.10:9 active",
			},
		},
		"two lines that no rule is about": {
			nil, []string{"a=mid:1\n", "a=mid:1\na=x-one:1\na=x-two:2\n"}, []string{
				"info unknown-attribute m[1](mid=1), lines 0 and 2: a=x-one, a=x-two: 2 new; a=x-one; a=x-two",
			},
		},
		"several lines that no rule is about": {
			[]string{"a=mid:1\n", "a=mid:1\na=x-one:1\na=x-two:2\n"}, []string{"a=mid:1\n", "a=mid:1\na=x-one:3\na=x-three\n"}, []string{
				"info unknown-attribute m[1](mid=1), lines 2 and 2: a=x-one, a=x-two, a=x-three: 1 changed, 1 gone, 1 new; a=x-one; a=x-two; a=x-three",
			},
		},
		"the default size of messages, left out": {
			append(data, "=mid:2\n", "=mid:2\na=max-message-size:65536\n"), data, []string{
				"cosmetic sctp m[2](mid=2), lines 1 and 0: a=max-message-size:65536 is what holds without it",
			},
		},
		"another size of messages, left out": {
			append(data, "=mid:2\n", "=mid:2\na=max-message-size:65535\n"), data, []string{
				"effect sctp m[2](mid=2), lines 1 and 0: a=max-message-size 65535 gone",
			},
		},
		"the default size of messages, where there was another": {
			append(data, "=mid:2\n", "=mid:2\na=max-message-size:0\n"), append(data, "=mid:2\n", "=mid:2\na=max-message-size:65536\n"), []string{
				"effect sctp m[2](mid=2), lines 1 and 1: a=max-message-size 0 → 65536",
			},
		},
		"the default size of messages, of an unknown protocol": {
			append(data, "=mid:2\n", "=mid:2\na=max-message-size:65536\n", "UDP/DTLS/SCTP", "X/SCTP"), append(data, "UDP/DTLS/SCTP", "X/SCTP"), []string{
				"effect sctp m[2](mid=2), lines 1 and 0: a=max-message-size 65536 gone",
			},
		},
		"half a restart": {
			nil, []string{"a=ice-ufrag:v8Lx", "a=ice-ufrag:NEWu"}, []string{
				"violation ice-restart-half m[0,1](mid=0,1), lines 4 and 4: ice-ufrag changed, ice-pwd did not; a=ice-ufrag; to restart, change both; libwebrtc restarts when either changes",
			},
		},
		"a candidate that says more": {
			nil, []string{"typ host generation 0", "typ host generation 0 network-id 1"}, []string{
				"info candidates m[0](mid=0), lines 1 and 1: 1 described differently; host udp 192.168.77.10:39954",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			read := func(pairs []string) *sdp.Description {
				d, err := sdp.Parse(edit(t, call, pairs...))
				if err != nil {
					t.Fatal(err)
				}
				return d
			}
			var got []string
			for _, c := range diff.Compare(read(tt.old), read(append(tt.new, up...))).Changes {
				if c.ID == "origin" {
					continue
				}
				line := fmt.Sprintf("%v %s %s, lines %d and %d: %s", c.Level, c.ID, c.Path, len(c.Old), len(c.New), c.Summary)
				for _, d := range c.Detail {
					line += "; " + strings.TrimSpace(d.Name+" "+d.Text)
				}
				got = append(got, line)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// A user may judge a class as another level; then nobody is said to refuse it.
func TestTheVerdictSpeaksOfRejectionForAViolationOnly(t *testing.T) {
	s := sections(edit(t, call, "a=ice-pwd:GdpWcQk7wUhSHXyMC1dT0aGg", "a=ice-pwd:vutsrqponmlkjihgfedcba0"))
	r := compare(call, s[0]+s[2]+s[1])
	const rejects = "rejects the whole description"
	if got := r.Verdict(); !strings.Contains(got, rejects) {
		t.Errorf("sections in other places: %s", got)
	}
	for i := range r.Changes {
		if r.Changes[i].ID == "mline-order" {
			r.Changes[i].Level = diff.Info
		}
	}
	if got := r.Verdict(); !strings.HasPrefix(got, "ILLEGAL") || strings.Contains(got, rejects) {
		t.Errorf("sections in other places, which are judged as info: %s", got)
	}
}
