package negotiate_test

import (
	"fmt"
	"testing"

	"github.com/sdpkit/sdpkit/negotiate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A codec that RFC 3551 §6 has a number for is offered under it, whatever else it is
// called: sdp's own table of static payload types says what each number stands for.
func TestOffersUseTheStaticPayloadTypes(t *testing.T) {
	found := 0
	for pt := range 96 {
		d, err := sdp.Parse(fmt.Sprintf("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 9 RTP/AVP %d\r\n", pt))
		if err != nil {
			t.Fatal(err)
		}
		for c := range d.Media(0).Codecs() {
			// Numbers whose names RFC 3551 gives twice, or which it reserves, have none.
			if !c.Static || c.Name == "" {
				continue
			}
			caps := negotiate.SIPPhone()
			caps.Transport.Address, caps.Transport.SessionID = "192.0.2.1", "1"
			caps.Media = []negotiate.Media{{Kind: "audio", Direction: sdp.SendRecv, Path: negotiate.Path{Port: 4000}, Codecs: []negotiate.Codec{
				{Name: c.Name, ClockRate: c.ClockRate, Channels: c.Channels},
			}}}
			offer, err := negotiate.Offer(caps, nil)
			if err != nil {
				t.Fatalf("%d: %v", pt, err)
			}
			for o := range offer.Media(0).Codecs() {
				if found++; o.PayloadType != c.PayloadType {
					t.Errorf("%s/%d/%d is offered as %d, not as %d", c.Name, c.ClockRate, c.Channels, o.PayloadType, pt)
				}
			}
		}
	}
	if found < 20 {
		t.Errorf("%d codecs have a static number", found)
	}
}
