package negotiate_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// counting is a source of bytes that are always the same.
type counting struct{ n byte }

func (c *counting) Read(b []byte) (int, error) {
	for i := range b {
		c.n++
		b[i] = c.n
	}
	return len(b), nil
}

// facts lists what an agreement says about each section, by name.
func facts(offer, answer *sdp.Description, mode negotiate.Mode) []map[string]string {
	agreed, _ := negotiate.Agree(offer, answer, negotiate.InMode(mode))
	var list []map[string]string
	for _, s := range agreed.Sections {
		f := map[string]string{"rejected": fmt.Sprint(s.Rejected != "")}
		list = append(list, f)
		if s.Rejected != "" {
			continue
		}
		put := func(name string, v any) {
			b, _ := json.Marshal(v)
			f[name] = string(b)
		}
		put("direction", s.Direction)
		codecs := func(flow negotiate.Flow) (names, params, feedback []string) {
			for _, k := range flow.Codecs {
				id := fmt.Sprintf("%d %s/%d/%d", k.PayloadType, strings.ToLower(k.Name), k.ClockRate, k.Channels)
				names = append(names, id)
				params = append(params, id+" "+k.Params)
				fb := slices.Clone(k.Feedback)
				slices.Sort(fb)
				feedback = append(feedback, id+" "+strings.Join(slices.Compact(fb), ","))
			}
			return
		}
		n, _, fb := codecs(s.ToOfferer)
		put("codecs to offerer", n)
		put("feedback", fb)
		n, p, _ := codecs(s.ToAnswerer)
		put("codecs to answerer", n)
		put("parameters", p)
		var ext []string
		for _, e := range s.Extensions {
			ext = append(ext, fmt.Sprintf("%d/%s %s", e.ID, e.Direction, e.URI))
		}
		slices.Sort(ext)
		put("extensions", ext)
		if len(n) > 0 {
			put("mixed", s.MixedIDs)
		}
		put("streams", []any{s.ToAnswerer.Streams, s.ToOfferer.Streams})
		put("mux", []bool{s.RTCPMux, s.RTCPRsize})
		put("data", []any{s.ToAnswerer.SCTPPort, s.ToAnswerer.MaxMessageSize, s.ToAnswerer.Formats})
		put("crypto", s.Crypto)
		tr := agreed.Transports[s.Transport]
		put("transport", []any{tr.MID, tr.Bundled, tr.Index})
		if tr.ICE != nil {
			put("ice", []any{tr.ICE.Controlling, tr.ICE.Answerer.Ufrag, tr.ICE.Answerer.Lite})
			put("ice options", tr.ICE.Options)
		}
		if tr.DTLS != nil {
			put("dtls", tr.DTLS)
		}
	}
	return list
}

// An otherwise is one fact that our answer and a stack's tell differently.
type otherwise struct {
	a            *asked
	section      int
	fact         string
	ours, theirs string
}

// A habit explains differences: which stacks, by which clause they do otherwise or
// why that is allowed, and which they are exactly.
type habit struct {
	name, clause string
	stacks       []string
	count        int // in testdata/exchanges
	matches      func(o *otherwise) bool
}

var habits = []habit{
	{"they offer a=rtcp-rsize and don't answer it", "RFC 9429 §5.3.1: it is in the answer if it is in the offer", []string{"baresip", "gstreamer"}, 20,
		func(o *otherwise) bool {
			return o.fact == "mux" && o.ours == "[true,true]" && o.theirs == "[true,false]"
		}},
	{"a transceiver that was stopped before it answered is inactive and not rejected", "RFC 9429 §5.3.1: its section is rejected", []string{"chromium"}, 1,
		func(o *otherwise) bool {
			stopped := slices.ContainsFunc(o.a.wishes, func(t replay.Transceiver) bool { return t.Stopped })
			return o.fact == "rejected" && stopped && o.ours == "true" && o.a.answer.Media(o.section).Direction() == sdp.Inactive
		}},
	{"libwebrtc says no a=max-message-size to who offers the old form, or none", "RFC 8841 §6: 65536 holds where it is not said", []string{"chromium"}, 2,
		func(o *otherwise) bool {
			return o.fact == "data" && !strings.Contains(o.a.answer.Media(o.section).Description().String(), "max-message-size") && strings.Contains(o.theirs, "65536")
		}},
	{"pion doesn't see a=extmap-allow-mixed in sections", "RFC 8285 §6: it can be used at the session level or the media level", []string{"pion"}, 1,
		func(o *otherwise) bool {
			for range o.a.offer.Session().AttrLines("extmap-allow-mixed") {
				return false
			}
			return o.fact == "mixed" && o.theirs == "false"
		}},
	{"pion repeats the offer's format parameters", "RFC 7587 §7.1: they declare what the offerer receives", []string{"pion"}, 1,
		func(o *otherwise) bool {
			if o.fact != "parameters" {
				return false
			}
			for k := range o.a.answer.Media(o.section).Codecs() {
				for offered := range o.a.offer.Media(o.section).Codecs() {
					if offered.PayloadType == k.PayloadType && offered.Params != k.Params {
						return false
					}
				}
			}
			return true
		}},
}

func TestAnswersAreThoseOfTheRecordedStacks(t *testing.T) {
	r := readRecorded(t)
	var answered, apart, edited, none, equal, total, whole int
	var list []otherwise
	for _, a := range r.asked {
		if a.edited {
			edited++
			continue
		}
		caps, from := r.capabilities(a)
		ours, err := a.history.Snapshot().Answer(a.offer, caps)
		if err != nil {
			t.Errorf("%s, %s: %v", a.name, a.peer, err)
			continue
		}
		answered++
		opts := []negotiate.Option{negotiate.InMode(a.mode)}
		if l, r := a.history.Current(); l != nil {
			opts = append(opts, negotiate.After(r, l))
		}
		for _, f := range negotiate.CheckAnswer(a.offer, ours, opts...).Violations() {
			if f.Side == negotiate.Answerer {
				t.Errorf("%s, %s: %s\n%s\n%s", a.name, a.peer, f, a.offer, ours)
			}
		}
		if from {
			apart++
		}
		if a.answer == nil {
			none++
			continue
		}
		n, others := a.compare(facts(a.offer, ours, a.mode), facts(a.offer, a.answer, a.mode))
		if total, equal = total+n, equal+n-len(others); len(others) == 0 {
			whole++
		}
		list = append(list, others...)
	}
	t.Logf("%d offers answered, for %d of them with capabilities from the recorded answer; %d left out, which the scenario edited; %d without a recorded answer", answered, apart, edited, none)
	t.Logf("%d of %d facts equal (%.1f %%), %d of %d whole answers", equal, total, 100*float64(equal)/float64(total), whole, answered-none)
	if 10*equal < 9*total {
		t.Errorf("fewer than 90 %% of the facts are equal")
	}
	explain(t, list)
}

// compare counts the facts and returns those that differ. Of a section that only one
// rejects nothing else is compared.
func (a *asked) compare(ours, theirs []map[string]string) (n int, list []otherwise) {
	for i := range theirs {
		names := sortedKeys(theirs[i], ours[i])
		if ours[i]["rejected"] != theirs[i]["rejected"] {
			names = []string{"rejected"}
		}
		for _, name := range names {
			n++
			if ours[i][name] != theirs[i][name] {
				list = append(list, otherwise{a, i, name, ours[i][name], theirs[i][name]})
			}
		}
	}
	return n, list
}

// explain holds every difference against the habits.
func explain(t *testing.T, list []otherwise) {
	counts := make([]int, len(habits))
	for i := range list {
		o := &list[i]
		k := slices.IndexFunc(habits, func(d habit) bool { return slices.Contains(d.stacks, o.a.stack) && d.matches(o) })
		if k >= 0 {
			counts[k]++
			continue
		}
		report := t.Errorf
		if *exchangesDir != defaultExchanges {
			report = t.Logf
		}
		report("%s, %s (%s) m[%d] %s\n  ours   %s\n  theirs %s", o.a.name, o.a.peer, o.a.stack, o.section, o.fact, o.ours, o.theirs)
	}
	for k, d := range habits {
		t.Logf("%4d %v: %s (%s)", counts[k], d.stacks, d.name, d.clause)
		if *exchangesDir == defaultExchanges && counts[k] != d.count {
			t.Errorf("%q explains %d differences, not %d", d.name, counts[k], d.count)
		}
	}
}

func sortedKeys[V any](maps ...map[string]V) []string {
	var keys []string
	for _, m := range maps {
		for k := range m {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
