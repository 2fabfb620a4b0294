package fuzz

import "strings"

// webrtc composes an offer as browsers make it (RFC 9429 §5.2.1).
func (d *draft) webrtc() func() {
	d.head = append(d.head, "t=0 0")
	d.ufrag, d.pwd = d.credentials()
	d.Part(func() { d.fingerprint = d.Source.fingerprint() })
	d.setup = "actpass"
	s := d.session
	s.add("group", "BUNDLE") // its mids are added at the end
	if d.Chance(2) {
		s.add("extmap-allow-mixed")
	}
	if d.Chance(2) {
		s.add("msid-semantic", " WMS *")
	}
	if d.Chance(8) {
		s.add("ice-lite")
	}
	if d.SessionLevel && d.Chance(2) {
		s.transport()
		d.atSession = true
	}
	data := false
	d.Repeat(0, d.MaxSections, func(int) {
		kinds := []string{"audio", "video", "application"}
		if data {
			kinds = kinds[:2] // one SCTP association (RFC 9429 §5.2.1)
		}
		kind := Pick(d.Source, kinds...)
		data = data || kind == "application"
		d.webrtcSection(kind)
	})
	return func() {
		group := "group:BUNDLE"
		for _, m := range d.media {
			if !m.rejected {
				group += " " + m.mid
			}
		}
		s.attrs[0] = group
		if group == "group:BUNDLE" {
			s.attrs = s.attrs[1:]
		}
	}
}

func (d *draft) webrtcSection(kind string) {
	m := d.section(kind, "UDP/TLS/RTP/SAVPF")
	m.head = append(m.head, "c=IN IP4 0.0.0.0")
	if kind == "application" {
		m.proto = "UDP/DTLS/SCTP"
		m.formats = []string{"webrtc-datachannel"}
	}
	if d.Chance(8) && len(d.media) > 1 { // a stopped transceiver, or one offered in the bundle only
		m.port = "0"
		m.rejected = d.Chance(2)
	}
	m.name()
	// What belongs to the transport stands in other sections (RFC 9143 §7.1.3).
	only := m.port == "0" && !m.rejected
	if only {
		m.add("bundle-only")
		// The section that it is bundled with says a=rtcp-mux for it, also one for data
		// (RFC 9143 §9.3.1.1).
		if first := d.media[0]; kind != "application" && first.have["rtcp-mux"] == 0 {
			first.add("rtcp-mux")
		}
	}
	if !m.rejected && !only && !d.atSession {
		m.transport()
	}
	if kind == "application" {
		m.add("sctp-port", "5000")
		m.maybe("max-message-size", Pick(d.Source, "262144", "0", "1073741823"))
	} else {
		m.Part(m.direction)
		if !only {
			m.add("rtcp-mux")
			m.maybe("rtcp-rsize")
		}
		if !m.addCodecs() {
			d.media = d.media[:len(d.media)-1]
			return
		}
		m.Repeat(0, 6, func(int) { m.extmap() })
		m.Part(func() { m.sources() })
	}
	if !m.rejected && (d.atSession || len(d.media) == 1) {
		m.candidates(d.ufrag)
	}
}

// transport adds ICE credentials and what DTLS needs, the same in all sections.
func (m *part) transport() {
	m.add("ice-ufrag", m.ufrag)
	m.add("ice-pwd", m.pwd)
	m.add("ice-options", "trickle")
	m.add("fingerprint", m.fingerprint)
	m.add("setup", m.setup)
}

// sources adds the streams of a sender.
func (m *part) sources() {
	if m.have["recvonly"]+m.have["inactive"] > 0 || m.rejected {
		return
	}
	m.add("msid", Pick(m.Source, "-", m.word(1, 8)), m.uuid())
	switch {
	case m.kind == "video" && m.Chance(4):
		m.simulcast()
		if i := indexPrefix(m.attrs, "simulcast:"); i >= 0 && strings.Contains(m.attrs[i], "recv") {
			return
		}
	case m.Chance(2):
		m.ssrc()
		if m.kind == "video" && m.Chance(2) {
			m.ssrc()
			m.add("ssrc-group", "FID", m.ssrcs[0], m.ssrcs[1])
		}
	}
}

func indexPrefix(list []string, prefix string) int {
	for i, s := range list {
		if strings.HasPrefix(s, prefix) {
			return i
		}
	}
	return -1
}
