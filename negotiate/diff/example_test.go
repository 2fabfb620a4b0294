package diff_test

import (
	"fmt"

	"github.com/sdpkit/sdpkit/negotiate/diff"
	"github.com/sdpkit/sdpkit/sdp"
)

// The other side puts the call on hold and renumbers a codec, which it may not.
func ExampleCompare() {
	current, err := sdp.Parse("v=0\r\no=- 42 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" +
		"m=audio 5004 RTP/AVP 96 97\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:97 L16/48000\r\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	pending, err := sdp.Parse("v=0\r\no=- 42 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" +
		"m=audio 5004 RTP/AVP 97\r\na=rtpmap:97 OPUS/48000/2\r\na=sendonly\r\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	r := diff.Compare(current, pending)
	fmt.Println(r.Verdict())
	for _, c := range r.Changes {
		fmt.Printf("%v %s %s: %s\n", c.Level, c.ID, c.Path, c.Summary)
	}
	// Output:
	// ILLEGAL re-offer: 1 violation. It also means: codecs renumbered on slot 0, codecs removed on slot 0, sendrecv → sendonly on slot 0.
	// violation pt-remapped m[0]: 97: L16 → OPUS
	// warning pt-renumbered m[0]: opus 96 → 97
	// effect codec-removed m[0]: L16 (97)
	// effect direction m[0]: sendrecv → sendonly
	// info origin session: v1 → v2
}
