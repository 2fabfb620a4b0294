// Package pionsdp stands between package sdp and github.com/pion/sdp/v3: ToPion makes
// pion's struct from a description and names each line that it cannot hold, FromPion
// makes a description from pion's struct and refuses what its Marshal would let run
// into another line.
//
// Use it to move a program over in pieces, or to hand a description to a library that
// wants pion's type. In text, no bridge is needed: both sides read and write strings.
//
// # Migration
//
// Their call, and ours. p is a *pion.SessionDescription and pm one of its
// MediaDescriptions, d is a *sdp.Description and m one of its media sections.
//
//	p.UnmarshalString(s)                    d, err := sdp.Parse(s)
//	p = pion.SessionDescription{} and again d.Reset(s)
//	p.Marshal()                             d.String(), d.AppendText(buf)
//	pion.NewJSEPSessionDescription(false)   d := sdp.New(); d.SetOrigin(o)
//	p.Origin                                o, err := d.Origin()
//	p.Origin.SessionVersion++               o.SessionVersion = o.SessionVersion.Next(); d.SetOrigin(o)
//	p.SessionName = "-"                     d.SetSessionName("-")
//	p.TimeDescriptions[0].Timing            d.Timing(); with r= and z=: d.Timings()
//	p.Attribute("group")                    sdp.First[sdp.Group](d.Session())
//	p.MediaDescriptions[1]                  d.Media(1), d.MediaByMID("1")
//	p.WithMedia(pm)                         m, err := d.AddMedia(sdp.MediaName{…})
//	pm.MediaName.Media, .Port.Value         m.Kind(), m.Port()
//	pm.MediaName.Protos                     m.Proto()
//	pm.MediaName.Formats = formats          m.SetFormats(formats...)
//	pm.ConnectionInformation                m.Connection(); with inheritance: m.Destination()
//	pm.Bandwidth                            for b, err := range m.Bandwidths()
//	pm.MediaTitle                           m.Information()
//	for _, a := range pm.Attributes         for l := range m.Lines(); l.Attr()
//	pm.Attribute("mid")                     m.MID(); any type: sdp.First, with inheritance: sdp.Lookup
//	pm.Attribute("sendrecv"), …             m.Direction()
//	pm.WithPropertyAttribute("rtcp-mux")    sdp.Set(m, sdp.RTCPMux{})
//	pm.WithValueAttribute("x", "y")         m.AddLine("a=x:y")
//	pm.WithCodec(96, "VP8", 90000, 0, "")   m.SetFormats(…); sdp.Add(m, sdp.RTPMap{…})
//	pm.WithICECredentials(ufrag, pwd)       sdp.Set(m, sdp.ICEUfrag(ufrag)); sdp.Set(m, sdp.ICEPwd(pwd))
//	pm.WithExtMap(e), e.Unmarshal(raw)      sdp.Add(m, sdp.ExtMap{…}), sdp.All[sdp.ExtMap](m)
//	p.GetCodecForPayloadType(96)            for c := range m.Codecs(), section by section
//	p.GetPayloadTypeForCodec(codec)         for c := range m.Codecs(), in the order of m=
//
// # What is lost
//
// From here to pion, and each is a [Loss]: line endings other than CRLF; blank lines,
// lines of unknown type, lines that cannot be read; all lines but the first where pion
// has one field (e=, p= and z=, c= in each section); the colon of "a=x:"; the order of
// lines that do not stand as RFC 8866 §5 lists them; the high bits of numbers beyond
// 64, and lines with r= times or z= offsets beyond that; units of r= and z= times,
// which become seconds; leading zeros; spacing; the lack of v=, o=, s= or of an address
// in o=; and what net/url does not give back of u=. That there were edits, and the
// numbers of lines, goes without mention.
//
// From pion to here, nothing is lost: a description has the text that pion writes, or
// there is an error. What pion's struct alone knows, such as the difference between a
// nil and an empty list, is in no text.
//
// How the two parsers differ is listed in sdp/pion_diff_test.go, as tests.
package pionsdp
