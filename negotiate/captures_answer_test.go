package negotiate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/replay"
	"github.com/sdpkit/sdpkit/sdp"
)

// An asked is one offer that a stack was given in a recorded exchange, and its answer.
type asked struct {
	name     string // of the exchange
	scenario string
	peer     string
	stack    string
	config   string // what the stack was made with
	mode     negotiate.Mode
	offer    *sdp.Description
	answer   *sdp.Description // nil where the exchange has none
	history  *negotiate.History
	wishes   []replay.Transceiver // of the answerer when it answered
	edited   bool                 // the scenario changed the offer on its way
}

// A source is an offer that a stack made.
type source struct {
	exchange, scenario, peer string
	caps                     negotiate.Capabilities
}

// recorded are all offers that were given to somebody, and all that were made by each
// stack.
type recorded struct {
	asked   []*asked
	sources map[string][]source
}

func readRecorded(t *testing.T) *recorded {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(*exchangesDir, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no exchanges in %s: %v", *exchangesDir, err)
	}
	r := &recorded{sources: map[string][]source{}}
	for _, f := range files {
		in, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		trace, err := replay.Read(in)
		in.Close()
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		r.read(strings.TrimSuffix(filepath.Base(f), ".json"), trace)
	}
	return r
}

func (r *recorded) read(name string, trace *replay.Trace) {
	stack, own, configs := map[string]string{}, map[string]map[string]bool{}, map[string]string{}
	for _, p := range trace.Peers {
		stack[p.Name], own[p.Name] = p.Stack, map[string]bool{}
	}
	for _, e := range trace.Events {
		if e.Name == "new" {
			configs[e.Peer] = string(e.Raw)
		}
		if e.State != nil {
			for _, id := range []string{e.Created, e.State.PendingLocal, e.State.CurrentLocal} {
				text, _ := trace.Text(id)
				own[e.Peer][text] = true
			}
		}
		if text, err := trace.Text(e.Created); err == nil && e.Name == "createOffer" {
			r.made(name, trace.Scenario, e.Peer, stack[e.Peer], text)
		}
	}
	type key struct {
		peer       string
		connection int
	}
	histories := map[key]*negotiate.History{}
	offers := map[key]*asked{}
	for _, s := range trace.Timeline() {
		k := key{s.Peer, s.Connection}
		h := histories[k]
		if h == nil {
			h = &negotiate.History{}
			histories[k] = h
		}
		if s.Call == "sip" && s.Side == replay.Local {
			own[s.Peer][s.Text] = true
			if s.Type == replay.Offer {
				r.made(name, trace.Scenario, s.Peer, stack[s.Peer], s.Text)
			}
		}
		if s.ImplicitRollback {
			h.SetLocal(negotiate.TypeRollback, nil)
			delete(offers, k)
		}
		if s.Error != nil {
			continue
		}
		d, _ := sdp.ParseLax(s.Text)
		switch {
		case s.Side == replay.Remote && s.Type == replay.Offer:
			mode := negotiate.WebRTC
			if s.Call == "sip" {
				mode = negotiate.SIP
			}
			other := ""
			for _, p := range trace.Peers {
				if p.Name != s.Peer {
					other = p.Name
				}
			}
			offers[k] = &asked{name: name, scenario: trace.Scenario, peer: s.Peer, stack: stack[s.Peer], mode: mode, config: configs[s.Peer], offer: d, history: h.Snapshot(), edited: !own[other][s.Text]}
			r.asked = append(r.asked, offers[k])
		case s.Side == replay.Local && s.Type == replay.Answer && offers[k] != nil:
			text := s.Text
			if made, err := trace.Text(s.Created); err == nil && s.Created != "" {
				text = made
			}
			offers[k].answer, _ = sdp.ParseLax(text)
			if st := trace.Events[s.Event].State; st != nil {
				offers[k].wishes = st.Transceivers
			}
			delete(offers, k)
		}
		if t := negotiate.Type(s.Type); s.Side == replay.Local {
			h.SetLocal(t, d)
		} else {
			h.SetRemote(t, d)
		}
	}
}

func (r *recorded) made(exchange, scenario, peer, stack, text string) {
	d, _ := sdp.ParseLax(text)
	r.sources[stack] = append(r.sources[stack], source{exchange, scenario, peer, negotiate.CapabilitiesFrom(d)})
}

// capabilities of the answerer: for each offered section what its own offers have of that
// kind, those of the same scenario first; where there are none, what its answer has, and
// then apart is true. What the application wanted, and names and keys, are the recorded
// answer's.
func (r *recorded) capabilities(a *asked) (caps negotiate.Capabilities, apart bool) {
	theirs := negotiate.Capabilities{}
	if a.answer != nil {
		theirs = negotiate.CapabilitiesFrom(a.answer)
	}
	caps.Mode, caps.Transport = a.mode, theirs.Transport
	if caps.Transport.ICE == nil && a.mode == negotiate.WebRTC || a.answer == nil {
		caps.Rand = &counting{}
	}
	if caps.Transport.ICE != nil {
		caps.Transport.ICE.Options = nil
	}
	if caps.Transport.Address == "" {
		caps.Transport.Address = "192.0.2.1"
	}
	switch {
	case strings.Contains(a.config, `"max-bundle"`):
		caps.Policy.Bundle = negotiate.MaxBundle
	case strings.Contains(a.config, `"max-compat"`):
		caps.Policy.Bundle = negotiate.MaxCompat
	}
	live := 0
	for i, s := range a.offer.AllMedia() {
		m, from := r.media(a, s.Kind())
		var answered sdp.Section
		rejected := true
		if a.answer != nil && i < a.answer.NumMedia() {
			answered = a.answer.Media(i)
			rejected = answered.Rejected()
		}
		var own negotiate.Media
		if !rejected && live < len(theirs.Media) {
			own = theirs.Media[live]
			live++
		}
		switch {
		case m == nil && rejected:
			continue
		case m == nil:
			m, apart = &own, true
		}
		media := *m
		if from != nil && caps.Transport.ICE != nil && from.Transport.ICE != nil && caps.Transport.ICE.Options == nil {
			caps.Transport.ICE.Options = from.Transport.ICE.Options
		}
		media.MID = ""
		media.MSIDs, media.SSRCs, media.SSRCGroups, media.Path = own.MSIDs, own.SSRCs, own.SSRCGroups, own.Path
		if mid, ok := s.MID(); ok {
			media.MID = mid
		}
		media.Direction, media.Stopped = a.wish(i, media.MID, own.Direction)
		caps.Media = append(caps.Media, media)
	}
	return caps, apart
}

// wish is the direction that the answerer's transceiver had, where it reports one.
func (a *asked) wish(i int, mid string, answered sdp.Direction) (sdp.Direction, bool) {
	if a.answer == nil {
		return sdp.SendRecv, false
	}
	for _, t := range a.wishes {
		if t.MID == mid && mid != "" && a.stack != "gstreamer" {
			var d sdp.Direction
			if d.UnmarshalText([]byte(t.Direction)) == nil {
				return d, t.Stopped
			}
			return answered, t.Stopped
		}
	}
	return answered, false
}

// media is what the stack has of a kind in its own offers.
func (r *recorded) media(a *asked, kind string) (*negotiate.Media, *negotiate.Capabilities) {
	rank := func(s *source) int {
		switch {
		case s.exchange == a.name && s.peer == a.peer:
			return 0
		case s.exchange == a.name:
			return 1
		case s.scenario == a.scenario:
			return 2
		case s.scenario == "audio-video" || s.scenario == "data-only":
			return 3
		}
		return 4
	}
	list := slices.Clone(r.sources[a.stack])
	slices.SortStableFunc(list, func(x, y source) int { return rank(&x) - rank(&y) })
	for i := range list {
		for k := range list[i].caps.Media {
			if m := &list[i].caps.Media[k]; m.Kind == kind {
				return m, &list[i].caps
			}
		}
	}
	return nil, nil
}

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
		n, p, fb := codecs(s.ToOfferer)
		put("codecs to offerer", n)
		put("feedback", fb)
		n, p, _ = codecs(s.ToAnswerer)
		put("codecs to answerer", n)
		put("parameters", p)
		var ext []string
		for _, e := range s.Extensions {
			ext = append(ext, fmt.Sprintf("%d/%s %s", e.ID, e.Direction, e.URI))
		}
		slices.Sort(ext)
		put("extensions", ext)
		put("mixed", s.MixedIDs)
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

func TestAnswersAreThoseOfTheRecordedStacks(t *testing.T) {
	r := readRecorded(t)
	var answered, apart, edited, none, equal, total, whole int
	different := map[string]int{}
	for _, a := range r.asked {
		if a.edited {
			edited++
			continue
		}
		caps, from := r.capabilities(a)
		h := a.history.Snapshot()
		ours, err := h.Answer(a.offer, caps)
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
		want, got := facts(a.offer, a.answer, a.mode), facts(a.offer, ours, a.mode)
		same := true
		for i := range want {
			for _, name := range sortedKeys(want[i], got[i]) {
				total++
				if want[i][name] == got[i][name] {
					equal++
					continue
				}
				same = false
				different[a.stack+" "+name]++
				if testing.Verbose() {
					t.Logf("%s, %s (%s) m[%d] %s\n  ours   %s\n  theirs %s", a.name, a.peer, a.stack, i, name, got[i][name], want[i][name])
				}
			}
		}
		if same {
			whole++
		}
	}
	t.Logf("%d offers were answered (for %d of them the capabilities are from the recorded answer); %d were edited; %d have no answer; facts: %d of %d equal; whole answers %d of %d", answered, apart, edited, none, equal, total, whole, answered-none)
	for _, k := range sortedKeys(different) {
		t.Logf("%4d %s", different[k], k)
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
