package pionsdp_test

import (
	"errors"
	"fmt"

	pion "github.com/pion/sdp/v3"

	"github.com/sdpkit/sdpkit/sdp"
	"github.com/sdpkit/sdpkit/sdp/pionsdp"
)

// A fax gateway's offer, which pion's parser refuses, for a program that wants pion's
// struct.
func ExampleToPion() {
	d, err := sdp.Parse("v=0\r\n" +
		"o=gw 7 7 IN IP4 192.0.2.1\r\n" +
		"s=-\r\n" +
		"t=3034423619 3042462419\r\n" +
		"r=7d 1h 0 25h\r\n" +
		"m=image 49170 udptl t38\r\n" +
		"c=IN IP4 192.0.2.1\r\n" +
		"a=T38FaxFillBitRemoval:\r\n")
	if err != nil {
		panic(err)
	}
	p, losses := pionsdp.ToPion(d)
	fmt.Println(p.MediaDescriptions[0].MediaName.Media, p.MediaDescriptions[0].MediaName.Port.Value)
	for _, l := range losses {
		fmt.Println(l)
	}
	// Output:
	// image 49170
	// 5: "r=7d 1h 0 25h": pion keeps times in seconds, without spacing: pion writes "r=604800 3600 0 90000"
	// 8: "a=T38FaxFillBitRemoval:": pion has no colon without a value behind it: pion writes "a=T38FaxFillBitRemoval"
}

func ExampleFromPion() {
	p := &pion.SessionDescription{
		Origin:           pion.Origin{Username: "-", SessionID: 1, SessionVersion: 1, NetworkType: "IN", AddressType: "IP4", UnicastAddress: "192.0.2.1"},
		SessionName:      "-",
		TimeDescriptions: []pion.TimeDescription{{}},
	}
	p.WithMedia(pion.NewJSEPMediaDescription("video", nil).WithCodec(96, "VP8", 90000, 0, ""))
	d, err := pionsdp.FromPion(p)
	if err != nil {
		panic(err)
	}
	for c := range d.Media(0).Codecs() {
		fmt.Println(c.PayloadType, c.Name, c.ClockRate)
	}

	// A value from elsewhere tries to bring a line of its own.
	p.MediaDescriptions[0].WithValueAttribute("label", "1\r\na=inactive")
	_, err = pionsdp.FromPion(p)
	fmt.Println(err)
	var field *pionsdp.FieldError
	fmt.Println(errors.As(err, &field))
	// Output:
	// 96 VP8 90000
	// pionsdp: MediaDescriptions[0].Attributes[1].Value: byte "\r" cannot stand in a line
	// true
}
