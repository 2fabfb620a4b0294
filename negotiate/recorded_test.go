package negotiate_test

import (
	"encoding/json"
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
	prefers  map[string][]string  // what the application set as codec preferences, by kind
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
	prefers := map[string]map[string][]string{}
	for _, p := range trace.Peers {
		stack[p.Name], own[p.Name] = p.Stack, map[string]bool{}
	}
	for _, e := range trace.Events {
		if e.Name == "new" {
			configs[e.Peer] = string(e.Raw)
		}
		if e.Name == "setCodecPreferences" {
			var call struct {
				Mimes []string `json:"mimes"`
			}
			if json.Unmarshal(e.Raw, &call) == nil && len(call.Mimes) > 0 {
				kind, _, _ := strings.Cut(call.Mimes[0], "/")
				if prefers[e.Peer] == nil {
					prefers[e.Peer] = map[string][]string{}
				}
				prefers[e.Peer][kind] = call.Mimes
			}
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
			offers[k] = &asked{name: name, scenario: trace.Scenario, peer: s.Peer, stack: stack[s.Peer], mode: mode, config: configs[s.Peer], offer: d, history: h.Snapshot(), prefers: prefers[s.Peer], edited: !own[other][s.Text]}
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
		if list := a.prefers[media.Kind]; list != nil {
			media.Codecs = slices.DeleteFunc(slices.Clone(media.Codecs), func(k negotiate.Codec) bool {
				return !slices.ContainsFunc(list, func(mime string) bool { return strings.EqualFold(mime, media.Kind+"/"+k.Name) })
			})
		}
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
	// What is offered only to be received has codecs that aren't sent.
	for _, dir := range []sdp.Direction{sdp.SendRecv, sdp.SendOnly, sdp.RecvOnly, sdp.Inactive} {
		for i := range list {
			for k := range list[i].caps.Media {
				if m := &list[i].caps.Media[k]; m.Kind == kind && m.Direction == dir {
					return m, &list[i].caps
				}
			}
		}
	}
	return nil, nil
}
