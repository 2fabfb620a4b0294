package replay_test

import (
	"fmt"
	"os"

	"github.com/sdpkit/sdpkit/negotiate/replay"
)

// A recorded exchange in which Firefox, the polite side, gives its own offer up.
func ExampleRun() {
	f, err := os.Open("../../testdata/exchanges/glare-implicit-rollback__chromium-firefox.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	trace, err := replay.Read(f)
	if err != nil {
		fmt.Println(err)
		return
	}
	steps, err := replay.Run(*trace)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range steps {
		if s.Type == "" || s.Index > 16 {
			continue
		}
		fmt.Printf("%s %s(%s): %s", s.Peer, s.Call, s.Type, s.Replayed.State)
		for _, e := range s.Replayed.Events {
			if e.State != "" {
				fmt.Printf(", event %s", e.State)
			}
		}
		fmt.Println()
		for _, d := range s.Replayed.Differences {
			fmt.Println("   ", d.String())
		}
	}
	// Output:
	// a setLocalDescription(offer): have-local-offer, event have-local-offer
	// b setLocalDescription(offer): have-local-offer, event have-local-offer
	// b setRemoteDescription(offer): have-remote-offer, event stable, event have-remote-offer
	//     description pendingRemote: codec-removed: red (63) (codec-parameters-rewritten)
	//     description pendingRemote: codec-added: red (63) (codec-parameters-rewritten)
	//     description pendingRemote: fmtp: opus (111): minptime 10 → none, maxplaybackrate none → 0 (codec-parameters-rewritten)
	// b setLocalDescription(answer): stable, event stable
	// a setRemoteDescription(answer): stable, event stable
}

// A dump of chrome://webrtc-internals has a peer for each connection.
func ExampleReadDump() {
	f, err := os.Open("../../testdata/webrtc-internals/rollback-local.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	trace, err := replay.ReadDump(f)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range trace.Timeline() {
		fmt.Printf("%s %s(%s): %s\n", s.Peer, s.Call, s.Type, s.After.State)
	}
	// Output:
	// 1-1 setLocalDescription(offer): have-local-offer
	// 1-1 setLocalDescription(rollback): stable
	// 1-1 setLocalDescription(offer): have-local-offer
	// 1-2 setRemoteDescription(offer): have-remote-offer
	// 1-2 setLocalDescription(answer): stable
	// 1-1 setRemoteDescription(answer): stable
}
