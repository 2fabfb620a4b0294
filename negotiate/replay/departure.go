package replay

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/negotiate/diff"
)

// A Departure is a rule about stacks: what they do otherwise than the specifications
// say, or what they rewrite in what they hold, so that a [Run] of their records shows
// differences which are no fault of the replay.
type Departure struct {
	ID     string
	Stacks []string // as [Peer].Stack has them
	Clause string   // what it departs from
	Note   string   // what the stacks do, in a sentence

	explains predicate
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

// A predicate says whether a departure explains a difference.
type predicate func(*Difference, *Step) bool

func anyOf(list ...predicate) predicate {
	return func(d *Difference, s *Step) bool {
		return slices.ContainsFunc(list, func(p predicate) bool { return p(d, s) })
	}
}

// changed is a change of meaning with that id and a summary that has the words.
func changed(id, words string) predicate {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == DifferentMeaning && d.Change.ID == id && strings.Contains(d.Change.Summary, words)
	}
}

// refusedFor is a call that only the stack took, with that reason of the Peer.
func refusedFor(reason string) predicate {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == OnlyTheStackTook && strings.Contains(d.Replayed, reason)
	}
}

// brokenRules is a description that only the stack took, and that breaks no rules but
// these.
func brokenRules(rules ...string) predicate {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == OnlyTheStackTook && d.Findings != nil &&
			!slices.ContainsFunc(d.Findings, func(f negotiate.Finding) bool { return !slices.Contains(rules, f.Rule) })
	}
}

// takenDespite is a call that only the Peer took, with that reason of the stack.
func takenDespite(reason string) predicate {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == OnlyThePeerTook && strings.Contains(d.Recorded, reason)
	}
}

// said is an error of the stack with these words, where the Peer has another one.
func said(words string) predicate {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == DifferentError && strings.Contains(d.Recorded, words)
	}
}

// otherName is an error of both, the Peer's with that name.
func otherName(name string) predicate {
	return func(d *Difference, _ *Step) bool {
		return d.Kind == DifferentError && strings.Contains(d.Replayed, name)
	}
}

// sameTypes says that codecs were exchanged for others with the same payload types, or
// left out.
func sameTypes(d *Difference, s *Step) bool {
	if d.Kind != DifferentMeaning || d.Change.ID != "codec-added" && d.Change.ID != "codec-removed" {
		return false
	}
	types := map[string][]string{}
	for _, o := range s.Replayed.Differences {
		if o.Change != nil && o.Where == d.Where {
			types[o.Change.ID] = append(types[o.Change.ID], numbers(o.Change)...)
		}
	}
	return !slices.ContainsFunc(types["codec-added"], func(n string) bool { return !slices.Contains(types["codec-removed"], n) })
}

// numbers are the payload types that a change names, as in "opus (111), VP8 (96)".
func numbers(c *diff.Change) []string {
	var list []string
	for part := range strings.SplitSeq(c.Summary, "(") {
		if n, _, ok := strings.Cut(part, ")"); ok {
			list = append(list, n)
		}
	}
	return list
}

func splitList(s string) []string { return strings.Split(s, ", ") }

func onlyTracks(list string) bool {
	return !slices.ContainsFunc(splitList(list), func(s string) bool { return s != "track" && s != "none" })
}

// tracksFirst moves the tracks at the beginning behind the state that follows.
func tracksFirst(list string) string {
	all := splitList(list)
	n := 0
	for n < len(all) && all[n] == "track" {
		n++
	}
	if n == 0 || n == len(all) {
		return ""
	}
	return strings.Join(slices.Concat(all[n:n+1], all[:n], all[n+1:]), ", ")
}

// withoutStopped leaves out the transceivers that are over and in no section.
func withoutStopped(list string) string {
	return strings.Join(slices.DeleteFunc(splitList(list), func(s string) bool {
		return strings.HasPrefix(s, "- ") && strings.HasSuffix(s, " stopped/stopped")
	}), ", ")
}

// aheadOfTheCalls is what a stack has, or has told of, before the call that a Peer waits
// for: an own offer as soon as there is something to offer, and an answer as soon as
// there is an offer. What it has no more than a Peer is not.
func aheadOfTheCalls(d *Difference, s *Step) bool {
	switch d.Kind {
	case DifferentState:
		return s.Call == "createDataChannel" && d.Recorded == HaveLocalOffer || s.Call == "setRemoteDescription" && d.Recorded == Stable && d.Replayed == HaveRemoteOffer
	case DifferentSlot:
		return d.Replayed == "null"
	case DifferentEvents:
		return d.Recorded == "none" && d.Replayed == Stable || d.Recorded == "stable, stable" && d.Replayed == HaveRemoteOffer
	}
	return false
}

// ofTheOfferer is the offerer's description, or that there is none, where the answerer's
// has become current without it.
func ofTheOfferer(d *Difference, s *Step) bool {
	offerer := "Local"
	if s.Side == Local {
		offerer = "Remote"
	}
	return d.Kind == DifferentSlot && s.Type == Answer && (d.Where == "pending"+offerer || d.Where == "current"+offerer)
}

// asWished is a list of transceivers that are each said to have agreed on what they wish:
// with the mids of the Peer's, or without one but of a kind and with a wish that one of
// the Peer's has.
func asWished(d *Difference, _ *Step) bool {
	if d.Kind != DifferentTransceivers {
		return false
	}
	known := map[string]bool{}
	for t := range strings.SplitSeq(d.Replayed, ", ") {
		if mid, rest, ok := strings.Cut(t, " "); ok {
			kind, directions, _ := strings.Cut(rest, " ")
			wished, _, _ := strings.Cut(directions, "/")
			known[mid+" "+kind], known["- "+kind+" "+wished] = true, true
		}
	}
	return !slices.ContainsFunc(splitList(d.Recorded), func(t string) bool {
		words := strings.Fields(t)
		if len(words) != 3 {
			return true
		}
		wished, agreed, _ := strings.Cut(words[2], "/")
		who := words[0] + " " + words[1]
		return wished != agreed || !known[who] && (words[0] != "-" || !known[who+" "+wished])
	})
}
