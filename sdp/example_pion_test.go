package sdp_test

import (
	"fmt"

	pion "github.com/pion/sdp/v3"

	"github.com/sdpkit/sdpkit/sdp"
)

// The same ten things with pion/sdp and with this package.
func Example_fromPion() {
	var p pion.SessionDescription
	_ = p.UnmarshalString(offer)
	d, _ := sdp.Parse(offer)

	p.Origin.SessionVersion++
	o, _ := d.Origin()
	o.SessionVersion = o.SessionVersion.Next()
	_ = d.SetOrigin(o)

	pm := p.MediaDescriptions[1]
	m := d.Media(1)
	fmt.Println(pm.MediaName.Media == m.Kind(), pm.MediaName.Port.Value == m.Port())

	pmid, _ := pm.Attribute("mid")
	mid, _ := m.MID()
	fmt.Println(pmid == mid)

	for _, a := range pm.Attributes[:1] {
		fmt.Println(a.Key, a.Value)
	}
	for l := range m.Lines() {
		if name, value, _, ok := l.Attr(); ok {
			fmt.Println(name, value)
			break
		}
	}

	pc, _ := p.GetCodecForPayloadType(96)
	for c := range m.Codecs() {
		if c.PayloadType == 96 {
			fmt.Println(pc.Name == c.Name, pc.ClockRate == c.ClockRate)
		}
	}

	pm.WithPropertyAttribute("rtcp-mux")
	_ = sdp.Set(m, sdp.RTCPMux{})
	pm.WithValueAttribute("x", "y")
	_, _ = m.AddLine("a=x:y")

	theirs, _ := p.Marshal() // CRLF everywhere
	ours := d.String()       // the input, with three lines changed
	fmt.Println(len(theirs)-len(ours) == 23)
	// Output:
	// true true
	// true
	// mid 1
	// mid 1
	// true true
	// true
}
