package negotiate_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/sdpkit/sdpkit/negotiate"
)

// created is the description that a call returned.
func (e *recordedEvent) created() string {
	var id string
	json.Unmarshal(e.Result, &id)
	return id
}

func (e *recordedEvent) failed() bool { return len(e.Error) > 0 && string(e.Error) != "null" }

// A checkedText is a description that a stack created, with its verdict.
type checkedText struct {
	x       *exchange
	stack   string
	subject negotiate.Subject
	verdict negotiate.Verdict
}

// checkCreated checks every answer and every re-offer that a stack created, with what
// was in force then.
func checkCreated(t *testing.T) (list []checkedText) {
	mode := negotiate.InMode(negotiate.WebRTC)
	for _, x := range exchanges(t) {
		type force struct{ local, remote, offer string }
		at := map[string]*force{"a": {}, "b": {}}
		for i := range x.Events {
			e := &x.Events[i]
			f := at[e.Peer]
			if f == nil || e.Call == "" || e.failed() {
				continue
			}
			switch id := e.created(); e.Call {
			case "new":
				*f = force{}
			case "setRemoteDescription":
				if x.Descriptions[e.Description].Type == "offer" {
					f.offer = e.Description
				}
			case "createAnswer":
				if x.Descriptions[id].Type != "answer" || f.offer == "" {
					break
				}
				opts := []negotiate.Option{mode}
				if f.local != "" {
					opts = append(opts, negotiate.After(x.parse(f.remote), x.parse(f.local)))
				}
				v := negotiate.CheckAnswer(x.parse(f.offer), x.parse(id), opts...)
				list = append(list, checkedText{x, x.Peers[e.Peer].Stack, negotiate.AboutAnswer, v})
			case "createOffer":
				if x.Descriptions[id].Type != "offer" || f.local == "" {
					break
				}
				local := x.parse(f.local)
				v := negotiate.CheckReoffer(local, x.parse(id), mode, negotiate.After(local, x.parse(f.remote)))
				list = append(list, checkedText{x, x.Peers[e.Peer].Stack, negotiate.AboutReoffer, v})
			}
			if s := e.State; s != nil && s.SignalingState == "stable" && s.CurrentLocal != "" && s.CurrentRemote != "" {
				// Its own text a stack stores as it was set; the other's it rewrites.
				f.local, f.remote = s.CurrentLocal, x.given(e.Peer, s.CurrentRemote)
			}
		}
	}
	return list
}

// checkCalls checks the offers and answers of SIP calls, which are in the order in which
// they were sent.
func checkCalls(t *testing.T) (list []checkedText) {
	for _, x := range exchanges(t) {
		last := map[string]string{} // by peer
		offer, offerer := "", ""
		for _, e := range x.Events {
			if e.Event != "sip" || e.Description == "" {
				continue
			}
			opts := []negotiate.Option{negotiate.InMode(negotiate.SIP)}
			other := "a"
			if e.Peer == "a" {
				other = "b"
			}
			if own, others := last[e.Peer], last[other]; own != "" && others != "" {
				opts = append(opts, negotiate.After(x.parse(others), x.parse(own)))
			}
			switch x.Descriptions[e.Description].Type {
			case "offer":
				offer, offerer = e.Description, e.Peer
				if own := last[e.Peer]; own != "" {
					v := negotiate.CheckReoffer(x.parse(own), x.parse(offer), opts[0], negotiate.After(nil, x.parse(last[other])))
					list = append(list, checkedText{x, x.Peers[e.Peer].Stack, negotiate.AboutReoffer, v})
				}
			case "answer":
				v := negotiate.CheckAnswer(x.parse(offer), x.parse(e.Description), opts...)
				list = append(list, checkedText{x, x.Peers[e.Peer].Stack, negotiate.AboutAnswer, v})
				last[offerer], last[e.Peer] = offer, e.Description
			}
		}
	}
	return list
}

// A departure is a rule that a stack breaks in what it creates.
type departure struct {
	stack, rule string
	count       int // descriptions in testdata/exchanges
	why         string
}

var departures = []departure{
	{"chromium", "answer-extmap-direction", 1, "answers a header extension that Firefox offers /recvonly without a direction, so with sendrecv"},
	{"chromium", "answer-ice-options", 5, "answers trickle where it was not offered"},
	{"firefox", "reoffer-msid", 1, "leaves a=msid out of a section that is on hold"},
	{"libdatachannel", "answer-ice-options", 3, "answers ice2 and trickle where they were not offered"},
	{"pion", "answer-rtcp-rsize", 1, "answers rtcp-rsize where it was not offered"},
}

// What stacks create keeps the rules, but for what is named here, with the number of
// descriptions.
func TestWhatStacksCreateKeepsTheRules(t *testing.T) {
	count := make([]int, len(departures))
	checked, kept := map[string]int{}, map[string]int{}
	for _, c := range append(checkCreated(t), checkCalls(t)...) {
		k := c.stack + ", " + c.subject.String()
		checked[k]++
		if c.verdict.OK() {
			kept[k]++
		}
		seen := map[int]bool{}
		for _, f := range c.verdict.Violations() {
			i := slices.IndexFunc(departures, func(d departure) bool { return d.stack == c.stack && d.rule == f.Rule })
			if i < 0 && *exchangesDir != defaultExchanges {
				t.Logf("%s, %s: %v", c.x.name, c.stack, f)
			} else if i < 0 {
				t.Errorf("%s, %s: %v", c.x.name, c.stack, f)
			} else if !seen[i] {
				seen[i] = true
				count[i]++
			}
		}
	}
	var stacks []string
	for k := range checked {
		stacks = append(stacks, k)
	}
	slices.Sort(stacks)
	for _, k := range stacks {
		t.Logf("%4d of %4d without violations: %s", kept[k], checked[k], k)
	}
	for i, d := range departures {
		t.Logf("%4d %s %s: %s", count[i], d.stack, d.rule, d.why)
		if *exchangesDir == defaultExchanges && count[i] != d.count {
			t.Errorf("%s, %s: %d and not %d", d.stack, d.rule, count[i], d.count)
		}
	}
}

// The answers of answer-edits-1 were edited on their way, and the offerer said what it
// thinks of each. These are the rules that we find broken; where there is none the text
// is bad SDP, or nothing is wrong with the answer as such.
var editedAnswers = map[string][]string{
	"fewer m-lines than the offer":                       {"V1", "V18"},
	"m-lines in another order":                           {"V18", "V2", "V4"},
	"the same mid twice":                                 {"V4"},
	"setup actpass in an answer":                         {"V13"},
	"no ice-ufrag":                                       {"V15"},
	"a short ice-pwd":                                    {"V15"},
	"a payload type of another codec":                    {"V10"},
	"a bundle group with an unknown mid":                 {"V18"},
	"empty":                                              {"V1"},
	"payload list cut to 8, the other rtpmap lines kept": nil, // lines without effect, which Chromium refuses
	"no bundle group":                                    nil, // then nothing is bundled
	"bare LF line ends":                                  nil,
	"no final line end":                                  nil,
	"unknown attribute and unknown line type":            nil,
	"no s= line":                                         nil,
	"version 1":                                          nil,
	"o= with too few fields":                             nil,
	"unknown ice-options and bandwidth":                  nil,
}

func TestEditedAnswersAreJudgedByTheRules(t *testing.T) {
	seen := map[string]bool{}
	for _, x := range exchanges(t) {
		if x.Scenario != "answer-edits-1" {
			continue
		}
		note, offer := "", ""
		for _, e := range x.Events {
			switch {
			case e.Note != "":
				note = strings.TrimPrefix(e.Note, "answer with: ")
			case e.Peer == "b" && e.Call == "setRemoteDescription":
				offer = e.Description
			case e.Peer == "a" && e.Call == "setRemoteDescription":
				v := negotiate.CheckAnswer(x.parse(offer), x.parse(e.Description), negotiate.InMode(negotiate.WebRTC))
				var codes []string
				for _, f := range v.Violations() {
					// What the payload type stands for is missed by red, which lists it.
					if f.Rule != "answer-codec-config" {
						codes = append(codes, f.Code)
					}
				}
				slices.Sort(codes)
				codes = slices.Compact(codes)
				says := "takes it"
				if e.failed() {
					says = "refuses it"
				}
				t.Logf("%-55s %-9s %-11s we: %s", note, x.Peers["a"].Stack, says, strings.Join(codes, " "))
				if diff := cmp.Diff(editedAnswers[note], codes); diff != "" {
					t.Errorf("%s, %s: %s\n%v", x.name, note, diff, v)
				}
				seen[note] = true
			}
		}
	}
	for note := range editedAnswers {
		if !seen[note] {
			t.Errorf("no answer with %s", note)
		}
	}
}
