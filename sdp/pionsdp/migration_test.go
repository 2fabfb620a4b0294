package pionsdp_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	pion "github.com/pion/sdp/v3"

	"github.com/sdpkit/sdpkit/sdp"
)

// The rows of the package documentation's table, in its order: what the call on the
// left gives is what the one on the right gives, and after all edits both sides have
// the same text.
func TestTheMigrationTableHolds(t *testing.T) {
	const text = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=x\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n" +
		"m=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 192.0.2.1\r\na=mid:0\r\na=sendrecv\r\n" +
		"m=video 9 UDP/TLS/RTP/SAVPF 97\r\ni=title\r\nc=IN IP4 192.0.2.2\r\nb=AS:5\r\na=mid:1\r\na=rtpmap:97 H264/90000\r\na=sendonly\r\n"
	same := func(what string, theirs, ours any) {
		t.Helper()
		if diff := gocmp.Diff(theirs, ours); diff != "" {
			t.Errorf("%s: pion gives -, we give +\n%s", what, diff)
		}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}

	var p pion.SessionDescription
	must(p.UnmarshalString(text))
	d, err := sdp.Parse(text)
	must(err)
	p = pion.SessionDescription{}
	must(p.UnmarshalString(text))
	must(d.Reset(text))
	marshalled, err := p.Marshal()
	must(err)
	appended, err := d.AppendText(nil)
	must(err)
	same("Marshal", string(marshalled), d.String())
	same("Marshal", string(marshalled), string(appended))
	made, err := pion.NewJSEPSessionDescription(false)
	must(err)
	fresh := sdp.New()
	must(fresh.SetOrigin(sdp.Origin{Username: "-", SessionID: "1", SessionVersion: "1", NetworkType: "IN", AddressType: "IP4", Address: "0.0.0.0"}))
	same("NewJSEPSessionDescription", string(made.SessionName), fresh.SessionName())

	o, err := d.Origin()
	must(err)
	same("Origin", p.Origin.UnicastAddress, o.Address)
	p.Origin.SessionVersion++
	o.SessionVersion = o.SessionVersion.Next()
	must(d.SetOrigin(o))
	p.SessionName = "-"
	must(d.SetSessionName("-"))
	timing, err := d.Timing()
	must(err)
	same("Timing", p.TimeDescriptions[0].Timing.String(), timing.String())
	for td := range d.Timings() {
		same("TimeDescriptions", len(p.TimeDescriptions[0].RepeatTimes), len(td.Repeats))
	}
	group, _ := p.Attribute("group")
	g, _, err := sdp.First[sdp.Group](d.Session())
	must(err)
	same("group", "group:"+group, string(g.AppendAttribute(nil)))

	pm := p.MediaDescriptions[1]
	m := d.Media(1)
	if again, ok := d.MediaByMID("1"); !ok || again != m {
		t.Error("MediaByMID gives another section")
	}
	same("Media", pm.MediaName.Media, m.Kind())
	same("Port", pm.MediaName.Port.Value, m.Port())
	same("Protos", "UDP/TLS/RTP/SAVPF", m.Proto())
	same("Protos", []string{"UDP", "TLS", "RTP", "SAVPF"}, pm.MediaName.Protos)
	pm.MediaName.Formats = []string{"97", "98"}
	must(m.SetFormats("97", "98"))
	same("Formats", pm.MediaName.Formats, slices.Collect(m.Formats()))
	c, _, err := m.Connection()
	must(err)
	media, _ := m.Destination()
	same("ConnectionInformation", pm.ConnectionInformation.Address.Address, c.Address)
	same("ConnectionInformation", pm.ConnectionInformation.Address.Address, media.Address)
	for b, err := range m.Bandwidths() {
		must(err)
		same("Bandwidth", pm.Bandwidth[0].String(), b.String())
	}
	same("MediaTitle", string(*pm.MediaTitle), m.Information())
	var theirs, ours []string
	for _, a := range pm.Attributes {
		theirs = append(theirs, a.Key, a.Value)
	}
	for l := range m.Lines() {
		if name, value, _, ok := l.Attr(); ok {
			ours = append(ours, name, value)
		}
	}
	same("Attributes", theirs, ours)
	theirMID, _ := pm.Attribute("mid")
	mid, _ := m.MID()
	same("mid", theirMID, mid)
	_, sendonly := pm.Attribute("sendonly")
	same("direction", sendonly, m.Direction() == sdp.SendOnly)

	pm.WithPropertyAttribute("rtcp-mux")
	must(sdp.Set(m, sdp.RTCPMux{}))
	pm.WithValueAttribute("x", "y")
	_, err = m.AddLine("a=x:y")
	must(err)
	pm.WithICECredentials("ufra", "password-of-22-letters")
	must(sdp.Set(m, sdp.ICEUfrag("ufra")))
	must(sdp.Set(m, sdp.ICEPwd("password-of-22-letters")))

	p.WithMedia(&pion.MediaDescription{MediaName: pion.MediaName{Media: "video", Port: pion.RangedPort{Value: 9}, Protos: []string{"RTP", "AVP"}, Formats: []string{"95"}}})
	pm = p.MediaDescriptions[2]
	m, err = d.AddMedia(sdp.MediaName{Media: "video", Port: 9, Proto: "RTP/AVP", Formats: []string{"95"}})
	must(err)
	pm.WithCodec(96, "VP8", 90000, 0, "")
	must(m.SetFormats(append(slices.Collect(m.Formats()), "96")...))
	must(sdp.Add(m, sdp.RTPMap{PayloadType: 96, Encoding: "VP8", ClockRate: 90000}))
	pm.WithExtMap(pion.ExtMap{Value: 3})
	pm.Attributes[len(pm.Attributes)-1].Key += " urn:x" // pion wants a *url.URL
	must(sdp.Add(m, sdp.ExtMap{ID: 3, URI: "urn:x"}))
	codec, err := p.GetCodecForPayloadType(96)
	must(err)
	number, err := p.GetPayloadTypeForCodec(pion.Codec{Name: "VP8"})
	must(err)
	found := false
	for c := range m.Codecs() {
		if c.PayloadType == 96 {
			found = true
			same("GetCodecForPayloadType", codec.Name, c.Name)
			same("GetPayloadTypeForCodec", number, c.PayloadType)
		}
	}
	marshalled, err = p.Marshal()
	must(err)
	if same("all edits", string(marshalled), d.String()); !found {
		t.Error("the codec is not there")
	}
}
