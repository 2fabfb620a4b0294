package replay

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate"
)

// A Departure is a rule about stacks: what they do otherwise than the specifications
// say, or what they rewrite in what they hold, so that a [Run] of their records shows
// differences which are no fault of the replay.
type Departure struct {
	ID     string
	Stacks []string // as [Peer].Stack has them
	Clause string   // what it departs from
	Note   string   // what the stacks do, in a sentence

	explains func(d *Difference, s *Step) bool
}

// Departures lists those that [Run] knows. The first that explains a difference is named
// in it.
func Departures() []Departure { return slices.Clone(departures) }

// explain names the departure that a difference is.
func (d *Difference) explain(stack string, s *Step) {
	for i := range departures {
		if x := &departures[i]; slices.Contains(x.Stacks, stack) && x.explains(d, s) {
			d.Departure = x.ID
			return
		}
	}
}

var departures = []Departure{
	// What stacks rewrite in the descriptions that they hold.
	{
		ID: "libwebrtc-extmap-direction", Stacks: []string{"chromium", "wrtc", "aiortc"}, Clause: "RFC 8285 §5",
		Note:     "drops the direction of a header extension from the remote description.",
		explains: changed("extmap-direction", "→ sendrecv"),
	},
	{
		ID: "firefox-codec-parameters", Stacks: []string{"firefox"}, Clause: `webrtc-pc, "set a session description"`,
		Note: "writes the format parameters of the remote description from what it has understood of them: the defaults of Opus, no profile of VP9 and AV1 that it doesn't have.",
		explains: func(d *Difference, s *Step) bool {
			return changed("fmtp", "")(d, s) || sameTypes(d, s)
		},
	},

	// What stacks take that a Peer refuses.
	{
		ID: "foreign-ufrag", Stacks: []string{"chromium", "wrtc", "pion", "libdatachannel", "gstreamer"}, Clause: `webrtc-pc, "addIceCandidate"`,
		Note:     "takes candidates of a generation that it doesn't know, and adds them to the one at hand or to none.",
		explains: refusedFor("another ICE generation"),
	},
	{
		ID: "after-the-end", Stacks: []string{"chromium", "pion"}, Clause: "RFC 8838 §14",
		Note:     "takes candidates after the end of candidates, which it takes no notice of.",
		explains: refusedFor("candidates of the media section have ended"),
	},
}

// changed is a change of meaning with that id and a summary that ends so.
func changed(id, end string) func(*Difference, *Step) bool {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == DifferentMeaning && d.Change.ID == id && strings.HasSuffix(d.Change.Summary, end)
	}
}

// refusedFor is a call that only the stack took, with that reason of the Peer.
func refusedFor(reason string) func(*Difference, *Step) bool {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == OnlyTheStackTook && strings.Contains(d.Replayed, reason)
	}
}

// brokenRules is a description that only the stack took, and that breaks no rules but these.
func brokenRules(rules ...string) func(*Difference, *Step) bool {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == OnlyTheStackTook && d.Findings != nil &&
			!slices.ContainsFunc(d.Findings, func(f negotiate.Finding) bool { return !slices.Contains(rules, f.Rule) })
	}
}

// sameTypes says that codecs were exchanged for others with the same payload types.
func sameTypes(d *Difference, s *Step) bool {
	if d.Kind != DifferentMeaning || d.Change.ID != "codec-added" && d.Change.ID != "codec-removed" {
		return false
	}
	lists := map[string]string{}
	for _, o := range s.Replayed.Differences {
		if o.Change != nil && o.Where == d.Where && o.Change.Path == d.Change.Path {
			lists[o.Change.ID] += numbers(o.Change.Summary)
		}
	}
	return lists["codec-added"] == lists["codec-removed"]
}

// numbers are the payload types in a summary, "(45), (46)".
func numbers(summary string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(summary, "(") {
		if n, _, ok := strings.Cut(part, ")"); ok {
			b.WriteString(n + " ")
		}
	}
	return b.String()
}
