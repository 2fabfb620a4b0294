package fuzz

import (
	"slices"
	"strconv"
	"strings"
)

// A codecRow is a codec that sections are given.
type codecRow struct {
	encoding string // "opus/48000/2"
	static   int    // its payload type by RFC 3551 §6; -1 for none
	in       []Profile
	params   func(*Source) string // nil for none
}

const dynamic = -1

func params(choices ...string) func(*Source) string {
	return func(s *Source) string { return Pick(s, choices...) }
}

// audioCodecs and videoCodecs start with what is simplest for all.
var audioCodecs = []codecRow{
	{"PCMU/8000", 0, []Profile{General, WebRTC, SIP, Camera}, nil},
	{"PCMA/8000", 8, []Profile{General, WebRTC, SIP, Camera}, nil},
	{"opus/48000/2", dynamic, []Profile{General, WebRTC, SIP}, params("", "minptime=10;useinbandfec=1", "stereo=1;sprop-stereo=1", "usedtx=1;maxaveragebitrate=20000;cbr=1")},
	{"G722/8000", 9, []Profile{General, WebRTC, SIP}, nil},
	{"G729/8000", 18, []Profile{General, SIP}, params("", "annexb=no", "annexb=yes")},
	{"GSM/8000", 3, []Profile{General, SIP}, nil},
	{"iLBC/8000", dynamic, []Profile{General, SIP}, params("", "mode=20", "mode=30")},
	{"AMR/8000", dynamic, []Profile{General, SIP}, params("", "octet-align=1", "mode-set=0,2,5,7;mode-change-period=2")},
	{"AMR-WB/16000", dynamic, []Profile{General, SIP}, params("", "octet-align=1;mode-change-capability=2;max-red=220")},
	{"L16/44100/2", 10, []Profile{General, Camera}, nil},
	{"L24/48000/2", dynamic, []Profile{General, Camera}, params("", "channel-order=SMPTE2110.(ST)")},
	{"MPEG4-GENERIC/48000/2", dynamic, []Profile{General, Camera}, params("streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1190")},
	{"x-own/32000", dynamic, []Profile{General}, params("", "a=1;b", "anything at all")},
}

var videoCodecs = []codecRow{
	{"VP8/90000", dynamic, []Profile{General, WebRTC, SIP}, params("", "max-fr=30;max-fs=3600")},
	{"VP9/90000", dynamic, []Profile{General, WebRTC}, params("", "profile-id=0", "profile-id=2")},
	{"H264/90000", dynamic, []Profile{General, WebRTC, SIP, Camera}, h264},
	{"H265/90000", dynamic, []Profile{General, WebRTC, Camera}, params("", "level-id=93;profile-id=1;tier-flag=0;tx-mode=SRST", "profile-id=2;level-id=120")},
	{"AV1/90000", dynamic, []Profile{General, WebRTC}, params("", "level-idx=5;profile=0;tier=0", "profile=1;level-idx=8")},
	{"H263/90000", 34, []Profile{General, SIP}, params("", "CIF=1;QCIF=2")},
	{"JPEG/90000", 26, []Profile{General, Camera}, nil},
	{"MP2T/90000", 33, []Profile{General, Camera}, nil},
	{"MP4V-ES/90000", dynamic, []Profile{General, Camera}, params("", "profile-level-id=1; config=000001B001")},
	{"raw/90000", dynamic, []Profile{General, Camera}, params("sampling=YCbCr-4:2:2; width=1920; height=1080; depth=10; colorimetry=BT709; exactframerate=30000/1001; PM=2110GPM; SSN=ST2110-20:2017")},
}

func h264(s *Source) string {
	level := Pick(s, "42e01f", "42001f", "4d001f", "640c1f", "64002a", "42e00b")
	text := Pick(s, "", "packetization-mode=1;", "level-asymmetry-allowed=1;packetization-mode=1;", "packetization-mode=0;") + "profile-level-id=" + level
	if s.Chance(3) {
		text += ";sprop-parameter-sets=" + s.base64(3+s.Intn(8)) + "," + s.base64(3+s.Intn(4))
	}
	return text
}

// A payload is a payload type with what it stands for.
type payload struct {
	number   int
	encoding string
	params   string
}

// payloads has the payload types that are taken: in a BUNDLE group one number is
// one codec (RFC 9143 §9.1.1).
type payloads struct {
	taken map[int]payload
	made  []payload // in the order in which they were
}

func newPayloads() *payloads { return &payloads{taken: map[int]payload{}} }

// number finds a payload type for a codec: the one that it has, or a free one that
// can't be mistaken for RTCP (RFC 5761 §4); ok is false when all are taken.
func (t *payloads) number(s *Source, encoding, params string) (p payload, ok bool) {
	for _, p := range t.made {
		if p.encoding == encoding && p.params == params && !s.Chance(4) {
			return p, true
		}
	}
	const first, last, low, high = 96, 127, 35, 63
	start := s.Intn(last - first + 1)
	for i := range last - first + 1 {
		if p, ok = t.take(first+(start+i)%(last-first+1), encoding, params); ok {
			return p, true
		}
	}
	for n := low; n <= high; n++ {
		if p, ok = t.take(n, encoding, params); ok {
			return p, true
		}
	}
	return p, false
}

func (t *payloads) take(n int, encoding, params string) (payload, bool) {
	if p, taken := t.taken[n]; taken {
		return p, p.encoding == encoding && p.params == params
	}
	p := payload{n, encoding, params}
	t.taken[n] = p
	t.made = append(t.made, p)
	return p, true
}

// addCodecs gives an RTP section its formats, with one or more primary codecs, and
// the lines about them. It returns false when a large BUNDLE has no payload type left.
func (m *part) addCodecs() bool {
	if m.Profile != WebRTC {
		m.payloads = newPayloads() // nothing is bundled
	}
	rows := audioCodecs
	if m.kind != "audio" {
		rows = videoCodecs
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r codecRow) bool { return !slices.Contains(r.in, m.Profile) })
	m.Part(func() { m.addPrimaries(rows) })
	if len(m.codecs) == 0 {
		return false
	}
	m.Part(m.addAuxiliaries)
	return true
}

// addPrimaries adds codecs that are media of their own.
func (m *part) addPrimaries(rows []codecRow) {
	m.Repeat(1, max(m.MaxCodecs, 1), func(int) {
		row := Pick(m.Source, rows...)
		params := ""
		if row.params != nil {
			params = row.params(m.Source)
		}
		var p payload
		var ok, mapped bool
		if row.static >= 0 {
			p, ok = m.payloads.take(row.static, row.encoding, params)
			mapped = ok && (params != "" || m.Chance(2)) // else RFC 3551 §6 says what it is
		} else {
			p, ok = m.payloads.number(m.Source, row.encoding, params)
			mapped = true
		}
		if !ok || !m.addPayload(p) {
			return
		}
		if mapped {
			m.add("rtpmap", strconv.Itoa(p.number), p.encoding)
		}
		if params != "" {
			m.add("fmtp", strconv.Itoa(p.number), params)
		}
		m.addFeedback()
		m.Part(func() {
			if m.kind != "audio" && m.Profile != Camera && m.Chance(2) {
				m.serve("rtx/90000", "apt="+strconv.Itoa(p.number)+Pick(m.Source, "", ";rtx-time=3000"))
			}
		})
	})
}

// serve gives a section a codec that serves others, unless it has it.
func (m *part) serve(encoding, params string) {
	p, ok := m.payloads.number(m.Source, encoding, params)
	if !ok || !m.addPayload(p) {
		return
	}
	m.add("rtpmap", strconv.Itoa(p.number), encoding)
	if params != "" {
		m.add("fmtp", strconv.Itoa(p.number), params)
	}
}

// addPayload lists a payload type in m=, unless it is there.
func (m *part) addPayload(p payload) bool {
	if slices.Contains(m.formats, strconv.Itoa(p.number)) {
		return false
	}
	m.formats = append(m.formats, strconv.Itoa(p.number))
	m.codecs = append(m.codecs, p)
	return true
}

// addFeedback gives the last payload type of a section with AVPF a=rtcp-fb lines.
func (m *part) addFeedback() {
	if !strings.HasSuffix(m.proto, "AVPF") {
		return
	}
	types := []string{"transport-cc", "nack", "nack pli", "ccm fir", "goog-remb", "ccm tmmbr", "trr-int 100", "x-own 1 2"}
	if m.kind == "audio" {
		types = types[:2]
	}
	Shuffle(m.Source, types)
	m.Repeat(0, len(types), func(i int) {
		m.add("rtcp-fb", m.formats[len(m.formats)-1], types[i])
	})
}

// addAuxiliaries gives a section codecs that serve all those it has.
func (m *part) addAuxiliaries() {
	if m.Profile == Camera {
		return
	}
	if m.kind != "audio" {
		m.PickPart(
			func() {},
			func() { m.serve("red/90000", ""); m.serve("ulpfec/90000", "") },
			func() { m.serve("flexfec-03/90000", "repair-window=10000000") },
		)
		return
	}
	first := m.codecs[0]
	number, rate := strconv.Itoa(first.number), strings.Split(first.encoding, "/")[1]
	m.Part(func() {
		if m.Chance(2) {
			m.serve("telephone-event/"+rate, Pick(m.Source, "0-15", "0-16", ""))
		}
	})
	m.Part(func() {
		if m.Chance(4) {
			m.serve("red/"+strings.SplitN(first.encoding, "/", 2)[1], number+"/"+number)
		}
	})
	m.Part(func() {
		if !m.Chance(4) {
			return
		}
		if rate != "8000" {
			m.serve("CN/"+rate, "")
		} else if p, ok := m.payloads.take(13, "CN/8000", ""); ok {
			m.addPayload(p)
		}
	})
}
