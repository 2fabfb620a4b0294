package negotiate_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
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
	kind    string // "answer" or "reoffer"
	verdict negotiate.Verdict
}

// checkCreated checks every answer and every re-offer that a stack created, with what
// was in force then.
func checkCreated(t *testing.T) (list []checkedText) {
	for _, x := range exchanges(t) {
		type force struct{ local, remote, offer string }
		at := map[string]*force{"a": {}, "b": {}}
		for i := range x.Events {
			e := &x.Events[i]
			f := at[e.Peer]
			if f == nil || e.Call == "" || e.failed() {
				continue
			}
			var opts []negotiate.Option
			mode := negotiate.InMode(negotiate.WebRTC)
			id := e.created()
			switch e.Call {
			case "setRemoteDescription":
				if x.Descriptions[e.Description].Type == "offer" {
					f.offer = e.Description
				}
			case "createAnswer":
				if x.Descriptions[id].Type != "answer" || f.offer == "" {
					break
				}
				if opts = append(opts, mode); f.local != "" {
					opts = append(opts, negotiate.After(x.parse(f.remote), x.parse(f.local)))
				}
				v := negotiate.CheckAnswer(x.parse(f.offer), x.parse(id), opts...)
				list = append(list, checkedText{x, x.Peers[e.Peer].Stack, "answer", v})
			case "createOffer":
				if x.Descriptions[id].Type != "offer" || f.local == "" {
					break
				}
				local := x.parse(f.local)
				v := negotiate.CheckReoffer(local, x.parse(id), mode, negotiate.After(local, x.parse(f.remote)))
				list = append(list, checkedText{x, x.Peers[e.Peer].Stack, "reoffer", v})
			}
			if s := e.State; s != nil && s.SignalingState == "stable" && s.CurrentLocal != "" && s.CurrentRemote != "" {
				// Own text is stored as it was set; the other's was rewritten.
				f.local, f.remote = s.CurrentLocal, x.given(e.Peer, s.CurrentRemote)
			}
		}
	}
	return list
}

func TestX(t *testing.T) {
	count := map[string]int{}
	ex := map[string]string{}
	for _, c := range checkCreated(t) {
		count[c.stack+" "+c.kind]++
		seen := map[string]bool{}
		for _, f := range c.verdict.Findings {
			k := fmt.Sprintf("   %s %s %s %s", c.stack, c.kind, f.Severity, f.Rule)
			if !seen[k] {
				count[k]++
			}
			seen[k] = true
			ex[k] = c.x.name + ": " + f.String()
		}
	}
	var keys []string
	for k := range count {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		t.Log(count[k], k, ex[k])
	}
}

var _ = sdp.SendRecv
