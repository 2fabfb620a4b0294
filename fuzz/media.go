package fuzz

import (
	"slices"
	"strconv"
	"strings"
)

// general composes a description out of all that RFC 8866 has.
func (d *draft) general() func() {
	optional := func(lines ...func() string) {
		for _, l := range lines {
			d.Part(func() {
				if d.Chance(6) {
					d.head = append(d.head, l())
				}
			})
		}
	}
	optional(
		func() string { return "i=" + d.text(12) },
		func() string { return "u=" + d.uri() },
		func() string { return "e=" + d.word(1, 6) + "@" + d.hostname() + Pick(d.Source, "", " (Jane Doe)") },
		func() string { return "e=Jane Doe <" + d.word(1, 6) + "@" + d.hostname() + ">" },
		func() string { return "p=+1 617 555-60" + d.Source.Text(digits, 2, 2) },
		func() string { return "p=+44-171-380-" + d.Source.Text(digits, 4, 4) + " (office)" },
	)
	d.Part(func() { d.head = append(d.head, d.connection(true)) })
	d.Part(func() { d.head = append(d.head, d.bandwidths()...) })
	d.Part(func() { d.head = append(d.head, d.timing()...) })
	d.Part(func() { d.session.addAny(d.MaxAttributes) })
	d.Repeat(0, d.MaxSections, func(int) { d.generalSection() })
	return d.endGeneral
}

// A transportRow is a protocol of m= with what sections have that use it.
type transportRow struct {
	proto string
	kinds []string
	more  func(m *part) // nil for nothing
}

var transportRows = []transportRow{
	{"RTP/AVP", []string{"audio", "video"}, nil},
	{"RTP/AVPF", []string{"audio", "video"}, nil},
	{"RTP/SAVP", []string{"audio", "video"}, func(m *part) { m.Repeat(1, 2, func(int) { m.crypto() }) }},
	{"UDP/TLS/RTP/SAVPF", []string{"audio", "video"}, (*part).dtls},
	{"UDP/DTLS/SCTP", []string{"application"}, func(m *part) {
		m.formats = []string{"webrtc-datachannel"}
		m.dtls()
		m.add("sctp-port", "5000")
	}},
	{"DTLS/SCTP", []string{"application"}, func(m *part) { // as drafts of RFC 8841 had it
		m.formats = []string{"5000"}
		m.dtls()
		m.add("sctpmap", "5000 webrtc-datachannel", strconv.Itoa(1+m.Intn(65535)))
	}},
	{"TCP/TLS/BFCP", []string{"application"}, func(m *part) { m.formats = []string{"*"}; m.dtls() }},
	{"udptl", []string{"image"}, func(m *part) { m.formats = []string{"t38"} }},
	{"TCP/MSRP", []string{"message"}, func(m *part) { m.formats = []string{"*"} }},
	{"udp", []string{"text", "application", "audio", "x-own"}, nil},
	{"X-OWN/Y.1", []string{"application", "x-own"}, nil},
}

// formatsOf adds codecs and what else the protocol needs, each as a part, so that
// another protocol can take its place.
func (m *part) formatsOf(row transportRow) {
	m.Part(func() {
		if strings.Contains(m.proto, "RTP/") {
			m.addCodecs()
		}
	})
	m.Part(func() {
		if row.more != nil {
			row.more(m)
		}
	})
}

func (d *draft) generalSection() {
	row := Pick(d.Source, transportRows...)
	m := d.section(Pick(d.Source, row.kinds...), row.proto)
	m.port = Pick(d.Source, "9", strconv.Itoa(d.Source.port()), "0")
	m.rejected = m.port == "0"
	if d.Chance(8) && !m.rejected {
		m.port += "/2"
	}
	optional := func(line func() string) {
		d.Part(func() {
			if d.Chance(6) {
				m.head = append(m.head, line())
			}
		})
	}
	optional(func() string { return "i=" + d.text(12) })
	optional(func() string { return d.connection(true) })
	if d.Chance(12) && len(m.head) > 0 && strings.HasPrefix(m.head[len(m.head)-1], "c=IN IP4 233.") {
		m.head = append(m.head, "c=IN IP4 233.252.1.1/127") // several, each a layer (RFC 8866 §5.7)
	}
	d.Part(func() { m.head = append(m.head, d.bandwidths()...) })
	m.formatsOf(row)
	m.Part(func() {
		if len(m.formats) == 0 {
			m.Repeat(1, 3, func(int) { m.formats = append(m.formats, m.token(1, 8)) })
		}
	})
	d.Part(func() { m.addAny(d.MaxAttributes) })
	if m.have["ice-ufrag"] > 0 && !m.rejected {
		m.anyAddress()
		m.candidates(m.attrs[indexPrefix(m.attrs, "ice-ufrag:")][len("ice-ufrag:"):])
	}
	if d.Chance(3) {
		Shuffle(d.Source, m.attrs)
		m.endLast()
	}
}

// anyAddress writes the address and port that say that candidates will be trickled
// (RFC 8840 §4.1.1), so that none of them has to be the default.
func (m *part) anyAddress() {
	m.port = "9"
	m.head = slices.DeleteFunc(m.head, func(l string) bool { return l[0] == 'c' })
	at := 0
	if len(m.head) > 0 && m.head[0][0] == 'i' {
		at = 1
	}
	m.head = slices.Insert(m.head, at, "c=IN IP4 0.0.0.0")
}

// endLast moves a=end-of-candidates behind the candidates (RFC 8838 §13).
func (m *part) endLast() {
	slices.SortStableFunc(m.attrs, func(a, b string) int {
		rank := map[string]int{"end-of-candidates": 1}
		return rank[a] - rank[b]
	})
}

// endGeneral gives groups their members, and all sections mids where there is one.
func (d *draft) endGeneral() {
	for i, a := range d.session.attrs {
		if !strings.HasPrefix(a, "group:") {
			continue
		}
		for _, m := range d.media {
			if m.mid == "" {
				m.name()
				m.endLast()
			}
			if !m.rejected && d.Chance(2) {
				a += " " + m.mid
			}
		}
		d.session.attrs[i] = a
	}
}

// dtls adds what a section with DTLS must have, unless the session part has it.
func (m *part) dtls() {
	if m.session.have["fingerprint"] == 0 {
		m.add("fingerprint", m.Source.fingerprint())
	}
	if m.session.have["setup"] == 0 {
		m.add("setup", Pick(m.Source, "actpass", "active", "passive"))
	}
}

// sip composes the offer of a telephone or gateway.
func (d *draft) sip() func() {
	d.Part(func() { d.head = append(d.head, d.connection(false)) })
	if d.Chance(4) {
		d.head = append(d.head, "b="+Pick(d.Source, "AS", "CT")+":"+d.positive(4096))
	}
	d.head = append(d.head, "t=0 0")
	d.Repeat(0, d.MaxSections, func(int) {
		row := Pick(d.Source, sipRows...)
		m := d.section(row.kinds[d.Intn(len(row.kinds))], row.proto)
		m.port = strconv.Itoa(1024 + 2*d.Intn(32000))
		if m.kind == "message" {
			m.port = "2855"
		}
		if d.Chance(8) {
			m.port, m.rejected = "0", true
		}
		if d.Chance(6) {
			m.head = append(m.head, d.connection(false))
		}
		if d.Chance(6) {
			m.head = append(m.head, "b="+Pick(d.Source, "AS", "TIAS")+":"+d.positive(4096))
		}
		m.formatsOf(row)
		d.Part(func() { m.direction() })
		d.Part(func() {
			names := []string{"ptime", "maxptime", "rtcp", "label", "content", "floorctrl", "confid", "userid", "floorid", "rtcp-fb", "rtcp-xr", "framerate",
				"T38FaxVersion", "T38MaxBitRate", "T38FaxRateManagement", "T38FaxUdpEC", "T38FaxMaxBuffer", "T38FaxMaxDatagram", "T38FaxFillBitRemoval"}
			m.addSome(names)
		})
	})
	return func() {}
}

var sipRows = []transportRow{
	{"RTP/AVP", []string{"audio", "video"}, nil},
	{"RTP/SAVP", []string{"audio", "video"}, func(m *part) { m.Repeat(1, 3, func(int) { m.crypto() }) }},
	{"RTP/AVPF", []string{"video"}, nil},
	{"udptl", []string{"image"}, func(m *part) { m.formats = []string{"t38"} }},
	{"TCP/BFCP", []string{"application"}, func(m *part) {
		m.formats = []string{"*"}
		m.add("setup", Pick(m.Source, "actpass", "active", "passive"))
		m.add("connection", "new")
		m.add("floorctrl", Pick(m.Source, "c-s", "c-only", "s-only"))
	}},
	{"TCP/MSRP", []string{"message"}, func(m *part) {
		m.formats = []string{"*"}
		m.add("accept-types", "text/plain")
		m.add("path", "msrp://"+m.hostname()+":2855/"+m.word(4, 10)+";tcp")
	}},
}

// addSome adds each of some attributes as often as not, where it fits.
func (m *part) addSome(names []string) {
	for _, name := range names {
		at := slices.IndexFunc(attributeRows, func(r attributeRow) bool { return r.name == name })
		if row := attributeRows[at]; m.have[name] == 0 && (row.fits == nil || row.fits(m)) {
			m.Part(func() {
				if m.Chance(4) {
					row.add(m)
				}
			})
		}
	}
}

// direction adds one of the four, or none, which means sendrecv (RFC 3264 §5.1).
func (m *part) direction() {
	if d := Pick(m.Source, "", "sendrecv", "sendonly", "recvonly", "inactive"); d != "" {
		m.add(d)
	}
}

// camera composes what an RTSP server or a broadcast sender declares.
func (d *draft) camera() func() {
	d.head = append(d.head, d.connection(true))
	if d.Chance(3) {
		d.head = append(d.head, "b=AS:"+d.positive(20000))
	}
	d.head = append(d.head, "t=0 0")
	d.Part(func() { d.session.addSome([]string{"tool", "control", "range", "recvonly", "sendonly", "ts-refclk"}) })
	d.Repeat(0, d.MaxSections, func(i int) {
		m := d.section(Pick(d.Source, "video", "audio", "application"), "RTP/AVP")
		m.port = Pick(d.Source, "0", strconv.Itoa(1024+2*d.Intn(32000)))
		if d.Chance(3) {
			m.head = append(m.head, d.connection(true))
		}
		if d.Chance(2) {
			m.head = append(m.head, "b=AS:"+d.positive(20000))
		}
		if m.kind == "application" {
			m.formats = []string{"107"}
			m.add("rtpmap", "107 vnd.onvif.metadata/90000")
		} else {
			m.addCodecs()
		}
		m.add("control", Pick(d.Source, "trackID=", "track", "rtsp://"+d.hostname()+"/stream/track")+strconv.Itoa(i))
		d.Part(func() {
			m.addSome([]string{"framerate", "source-filter", "ts-refclk", "mediaclk", "ptime", "sync-time", "recvonly", "range", "x-own", "orient"})
		})
	})
	return func() {}
}
