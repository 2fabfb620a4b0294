package replay_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// Both sides offer at once. The polite one, b, gives its offer up when the
// other arrives, and both agree all the same.
func Example() {
	f, err := os.Open("../../testdata/exchanges/glare-implicit-rollback__chromium-firefox.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	t, err := replay.Read(f)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range t.Timeline() {
		fmt.Printf("%s %-6v %-6s %-3s against %-4s %s → %s", s.Peer, s.Side, s.Type, s.ID,
			cmp.Or(s.Base, "none"), s.Before.State, s.After.State)
		if s.ImplicitRollback {
			fmt.Printf(", giving up %s", s.Dropped)
		}
		fmt.Println()
	}
	// Output:
	// a local  offer  d1  against none stable → have-local-offer
	// b local  offer  d2  against none stable → have-local-offer
	// b remote offer  d1  against none have-local-offer → have-remote-offer, giving up d3
	// b local  answer d5  against none have-remote-offer → stable
	// a remote answer d5  against none have-local-offer → stable
	// b local  offer  d18 against d9   stable → have-local-offer
	// a remote offer  d18 against d17  stable → have-remote-offer
	// a local  answer d21 against d7   have-remote-offer → stable
	// b remote answer d21 against d13  have-local-offer → stable
}

func ExampleRead() {
	t, err := replay.Read(strings.NewReader(`{
		"scenario": "hold",
		"peers": {"a": {"stack": "chromium"}},
		"descriptions": {
			"d1": {"type": "offer", "sdp": "v=0\r\nm=audio 9 RTP/AVP 0\r\na=sendrecv\r\n"},
			"d2": {"type": "offer", "base": "d1", "edits": [[2, 1, ["a=sendonly\r"]]]}
		},
		"events": [{"peer": "a", "call": "setLocalDescription", "description": "d2"}]
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := t.Text("d2")
	fmt.Printf("%s: %q\n", t.Scenario, text)
	// Output:
	// hold: "v=0\r\nm=audio 9 RTP/AVP 0\r\na=sendonly\r\n"
}

// An error tells where in the JSON it is, and what is there.
func ExampleFormatError() {
	_, err := replay.Read(strings.NewReader(`{
  "peers": {"a": {}},
  "descriptions": {"d1": {"type": "offer", "base": "d9", "edits": []}},
  "events": []
}`))
	fmt.Println(err)
	var where *replay.FormatError
	var id *replay.UnknownIDError
	fmt.Println(errors.As(err, &where), errors.As(err, &id) && id.ID == "d9")
	// Output:
	// 3:52: descriptions.d1.base: no description is called "d9"
	// true true
}

// A SIP call has no setLocalDescription. Each body is one step at either end.
func ExampleTrace_Timeline_sip() {
	f, err := os.Open("../../testdata/exchanges/sip-hold-resume__baresip-baresip.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	t, err := replay.Read(f)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range t.Timeline()[:8] {
		line, _, _ := strings.Cut(s.Line, " sip:")
		fmt.Printf("%-21s %s %-6v %-6s %s against %q\n", line, s.Peer, s.Side, s.Type, s.ID, s.Base)
	}
	// Output:
	// INVITE                a local  offer  d1 against ""
	// INVITE                b remote offer  d1 against ""
	// SIP/2.0 200 Answering b local  answer d2 against ""
	// SIP/2.0 200 Answering a remote answer d2 against ""
	// INVITE                a local  offer  d3 against "d1"
	// INVITE                b remote offer  d3 against "d1"
	// SIP/2.0 200 OK        b local  answer d4 against "d2"
	// SIP/2.0 200 OK        a remote answer d4 against "d2"
}
