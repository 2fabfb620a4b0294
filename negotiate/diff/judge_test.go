package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

func TestEveryRuleBetweenDescriptionsBelongsToAClass(t *testing.T) {
	of := make(map[string]bool)
	for _, k := range diff.Classes() {
		for _, id := range k.Rules {
			if _, ok := negotiate.RuleByID(id); !ok {
				t.Errorf("%s: negotiate has no rule %s", k.ID, id)
			}
			of[id] = true
		}
	}
	for _, r := range negotiate.Rules() {
		if !of[r.ID] {
			t.Errorf("%s belongs to no class", r.ID)
		}
	}
}

// broken lists the changes that break a rule: "level id rule path".
func broken(r *diff.Report) []string {
	var list []string
	for _, c := range r.Changes {
		if c.Rule != "" {
			list = append(list, c.Level.String()+" "+c.ID+" "+c.Rule+" "+c.Path)
		}
	}
	return list
}

// answered is an answer to call.
func answered(t *testing.T, more ...string) string {
	answer := edit(t, call, "o=- 4242", "o=- 7", "v8Lx", "abcd", "GdpWcQk7wUhSHXyMC1dT0aGg", "answeranswerasweranswer", "29:E2:1C:3B", "00:01:02:03", "actpass", "active")
	return edit(t, answer, more...)
}

func TestAnAnswerIsHeldAgainstItsOffer(t *testing.T) {
	for name, tt := range map[string]struct {
		offer, answer []string
		want          []string
	}{
		"a good one":                   {nil, nil, nil},
		"it sends what nobody takes":   {[]string{"a=sendrecv", "a=sendonly"}, nil, []string{"violation answer-direction answer-direction m[0,1](mid=0,1)"}},
		"no codec that both have":      {nil, []string{"opus", "nobody", "SAVPF 111 63 0", "SAVPF 111"}, []string{"violation no-common-codec answer-no-common-format m[0](mid=0)"}},
		"a number for another codec":   {nil, []string{"a=rtpmap:63 red/48000/2\na=fmtp:63 111/111", "a=rtpmap:63 G722/8000"}, []string{"violation pt-collision answer-pt-conflict m[0](mid=0)"}},
		"another mid":                  {nil, []string{"a=mid:1", "a=mid:v", "BUNDLE 0 1", "BUNDLE 0 v"}, []string{"violation mid-changed answer-mid m[1](mid=v)"}},
		"the choice of role not made":  {nil, []string{"active", "actpass"}, []string{"violation dtls-role answer-setup m[0,1](mid=0,1)"}},
		"a section less than offered":  {nil, []string{sections(answered(t))[2], ""}, []string{"violation mline-count answer-mline-count session"}},
		"feedback that nobody offered": {nil, []string{"a=rtcp-fb:96 nack pli", "a=rtcp-fb:96 ccm fir"}, []string{"violation rtcp-fb answer-rtcp-fb m[1](mid=1)"}},
	} {
		t.Run(name, func(t *testing.T) {
			offer, answer := edit(t, call, tt.offer...), answered(t, tt.answer...)
			r := compare(offer, answer, diff.As(diff.Answer))
			var got []string
			for _, b := range broken(r) {
				if len(tt.want) > 0 && strings.Fields(b)[2] == strings.Fields(tt.want[0])[2] {
					got = append(got, b)
				}
			}
			if tt.want == nil {
				got = broken(r)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s\n%s", d, dump(r))
			}
			check(t, offer, answer, r)
		})
	}
}

// The answerer's successive descriptions are compared with each other; what its
// answer breaks, it breaks against the offer.
func TestALaterAnswerIsHeldAgainstItsOfferToo(t *testing.T) {
	held := edit(t, call, "4242 2 IN", "4242 3 IN", "a=sendrecv", "a=sendonly")
	first := answered(t)
	for name, tt := range map[string]struct {
		direction string
		want      []string
	}{
		"it goes along": {"recvonly", nil},
		"it does not":   {"sendonly", []string{"violation answer-direction answer-direction m[0,1](mid=0,1)"}},
	} {
		second := edit(t, first, "o=- 7 2", "o=- 7 3", "a=sendrecv", "a="+tt.direction)
		r := compare(first, second, diff.Types("answer", "answer"), diff.AnswerTo(parse(held), parse(call)))
		if d := cmp.Diff(tt.want, broken(r)); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
		check(t, first, second, r)
		if without := compare(first, second, diff.Types("answer", "answer")); without.Worst() == diff.Violation {
			t.Errorf("%s: a violation, though the offer isn't known", name)
		}
	}
}

func TestTheDialectDecidesWhatARuleBinds(t *testing.T) {
	phone := "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n"
	fax := edit(t, phone, "o=- 1 1", "o=- 1 2", "m=audio 5004 RTP/AVP 0", "m=image 5004 udptl t38")
	renamed := edit(t, edit(t, call, up...), "a=mid:1", "a=mid:v", "BUNDLE 0 1", "BUNDLE 0 v")
	for name, tt := range map[string]struct {
		old, new, id string
		dialect      diff.Dialect
		found        diff.Dialect
		want         diff.Level
	}{
		"fax in place of audio":           {phone, fax, "media-type", diff.AutoDialect, diff.RFC3264, diff.Effect},
		"fax in place of audio in WebRTC": {phone, fax, "media-type", diff.JSEP, diff.JSEP, diff.Warning},
		"another mid in WebRTC":           {call, renamed, "mid-changed", diff.AutoDialect, diff.JSEP, diff.Violation},
	} {
		r := compare(tt.old, tt.new, diff.In(tt.dialect))
		if r.Dialect != tt.found {
			t.Errorf("%s: dialect %v, want %v", name, r.Dialect, tt.found)
		}
		seen := false
		for _, c := range r.Changes {
			if c.ID == tt.id {
				seen = true
				if c.Level != tt.want {
					t.Errorf("%s: %s is %v, want %v", name, c.ID, c.Level, tt.want)
				}
			}
		}
		if !seen {
			t.Errorf("%s: no %s in\n%s", name, tt.id, dump(r))
		}
		check(t, tt.old, tt.new, r)
	}
}

func TestMungingHasTheClassThatLibwebrtcSees(t *testing.T) {
	set := edit(t, call, "v8Lx", "mine")
	r := compare(call, set, diff.As(diff.Munged))
	want := ""
	for _, k := range munge.Detect(parse(call), parse(set)) {
		want += k.ID + " (" + k.Name + "), " + k.Refusal.String()
	}
	if got := dump(r); want == "" || !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

// One class has the clauses of several rules: a number that is two codecs in one group, and an answer's
// number for another codec than the offer's.
func TestAChangeHasTheClauseOfTheRuleThatIsBroken(t *testing.T) {
	for name, tt := range map[string]struct {
		edits []string
		as    diff.Role
		want  string
	}{
		"two codecs in a BUNDLE group": {append([]string{"111 63 0", "111 63 0 96", "a=fmtp:63 111/111\n", "a=fmtp:63 111/111\na=rtpmap:96 L16/8000\n"}, up...), diff.Reoffer,
			"violation pt-collision reoffer-bundle-payload-type RFC 9143 §9.1.1 m[1](mid=1): payload type 96 is another codec in m[0], of the same BUNDLE group"},
		"a number for another codec": {[]string{"a=rtpmap:63 red/48000/2\na=fmtp:63 111/111", "a=rtpmap:63 G722/8000", "actpass", "active"}, diff.Answer,
			"violation pt-collision answer-pt-conflict RFC 3264 §8.3.2 m[0](mid=0): G722/8000 (63): payload type 63 is red"},
	} {
		old, err := sdp.Parse(call)
		if err != nil {
			t.Fatal(err)
		}
		new, err := sdp.Parse(edit(t, call, tt.edits...))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		var all []string
		for _, c := range diff.Compare(old, new, diff.As(tt.as)).Changes {
			got := fmt.Sprintf("%v %s %s %s %s: %s", c.Level, c.ID, c.Rule, c.Clause, c.Path, c.Summary)
			found = found || strings.HasPrefix(got, tt.want)
			all = append(all, got)
		}
		if !found {
			t.Errorf("%s: no change is %q; there are\n%s", name, tt.want, strings.Join(all, "\n"))
		}
	}
}
