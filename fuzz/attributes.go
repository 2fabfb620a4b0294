package fuzz

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// An attributeRow says how an attribute is made, where it may be chosen at random.
type attributeRow struct {
	name string
	// fits is whether the part can have it; nil for always. Where it may stand and
	// whether more than once is known from sdp.Describe.
	fits func(*part) bool
	// add adds the attribute, and those that it can't be without.
	add func(*part)
}

// attributeRows has a row for each attribute that package sdp has a type for; a test
// holds it to that. The names that sdp doesn't know end the table.
var attributeRows = []attributeRow{
	{"tool", nil, one("tool", func(s *Source) string { return s.text(8) })},
	{"cat", nil, one("cat", func(s *Source) string { return s.word(1, 6) + Pick(s, "", ".b") })},
	{"keywds", nil, one("keywds", func(s *Source) string { return s.text(8) })},
	{"type", nil, choice("type", "broadcast", "meeting", "moderated", "test", "H332")},
	{"charset", nil, choice("charset", "UTF-8", "ISO-8859-1", "ISO_8859-1:1987")},
	{"sdplang", nil, one("sdplang", (*Source).language)},
	{"lang", nil, one("lang", (*Source).language)},
	{"control", nil, one("control", func(s *Source) string {
		return Pick(s, "*", "trackID="+s.number(9), "rtsp://"+s.hostname()+"/"+s.word(1, 6))
	})},
	{"range", nil, choice("range", "npt=0-", "npt=0-7.741", "npt=now-", "npt=1:02:03.4-2:00:00", "clock=19961108T143720.25Z-", "smpte-25=10:07:00-10:07:33:05.01")},
	{"source-filter", nil, func(p *part) {
		typ, source := Pick(p.Source, "IP4", "IP6"), p.ip4()
		if typ == "IP6" {
			source = p.ip6()
		}
		p.add("source-filter", " "+Pick(p.Source, "incl", "excl")+" IN "+typ+" * "+source+Pick(p.Source, "", " "+source[:len(source)-1]+"9"))
	}},
	{"key-mgmt", nil, one("key-mgmt", func(s *Source) string { return Pick(s, "mikey ", "X1 ") + s.base64(4+s.Intn(40)) })},
	{"ts-refclk", nil, one("ts-refclk", func(s *Source) string {
		return Pick(s, "local", "private", "private:traceable", "gps", "ntp=/traceable/", "ntp="+s.hostname(), "localmac="+s.hex(upperHex, 6, "-"),
			"ptp=IEEE1588-2008:traceable", "ptp=IEEE1588-2008:"+s.hex(upperHex, 8, "-")+Pick(s, "", ":0", ":127"))
	})},
	{"mediaclk", nil, one("mediaclk", func(s *Source) string {
		return Pick(s, "direct=0", "sender", "direct="+s.number(1<<32-1), "direct=0 rate=1000/1001", "id=src:"+s.base64(6)+" sender", "IEEE1722="+s.hex(upperHex, 8, "-"))
	})},
	{"sync-time", nil, one("sync-time", func(s *Source) string { return s.number(1<<32 - 1) })},

	{"sendrecv", directionless, flag("sendrecv")}, {"sendonly", directionless, flag("sendonly")},
	{"recvonly", directionless, flag("recvonly")}, {"inactive", directionless, flag("inactive")},
	{"ptime", audio, one("ptime", func(s *Source) string { return s.decimal(200) })},
	{"maxptime", audio, one("maxptime", func(s *Source) string { return s.positive(400) })},
	{"minptime", audio, one("minptime", func(s *Source) string { return s.positive(20) })},
	{"framerate", video, one("framerate", func(s *Source) string { return s.decimal(120) })},
	{"quality", video, one("quality", func(s *Source) string { return s.number(10) })},
	{"orient", nil, choice("orient", "portrait", "landscape", "seascape")},
	{"content", nil, choice("content", "main", "slides", "speaker,sl", "alt,x-own")},
	{"label", nil, func(p *part) {
		p.labels = append(p.labels, "l"+strconv.Itoa(p.index))
		p.add("label", p.labels[len(p.labels)-1])
	}},

	{"rtpmap", rtp, func(p *part) { // an a=rtpmap that RFC 3551 makes superfluous
		const pt = "5"
		if !slices.Contains(p.formats, pt) && p.kind == "audio" {
			p.formats = append(p.formats, pt)
			p.add("rtpmap", pt, "DVI4/8000")
		}
	}},
	{"fmtp", rtp, func(p *part) {
		const pt = "6"
		if !slices.Contains(p.formats, pt) && p.kind == "audio" {
			p.formats = append(p.formats, pt)
			p.add("fmtp", pt, p.text(6))
		}
	}},
	{"rtcp-fb", avpf, func(p *part) {
		p.add("rtcp-fb", Pick(p.Source, "*", p.formats[0]), Pick(p.Source, "x-any", "x-any "+p.token(1, 6)))
	}},
	{"imageattr", video, func(p *part) {
		sets := func() string {
			return Pick(p.Source, "*", "[x=800,y=640]", "[x=[320:16:640],y=[240:16:480],sar=1.1,q=0.6] [x=176,y=144]", "[x=[480,800],y=640,par=[1.2-1.3]]")
		}
		value := p.formats[0] + " " + Pick(p.Source, "send", "recv") + " " + sets()
		if p.Chance(2) {
			value = Pick(p.Source, "*", p.formats[0]) + " send " + sets() + " recv " + sets()
		}
		p.add("imageattr", value)
	}},
	{"extmap", extmappable, func(p *part) { p.extmap() }},
	{"extmap-allow-mixed", rtpOrSession, flag("extmap-allow-mixed")},
	{"rtcp", rtp, func(p *part) {
		typ, addr := p.Source.address()
		p.add("rtcp", strconv.Itoa(p.Source.port())+Pick(p.Source, "", " IN "+typ+" "+addr))
	}},
	{"rtcp-mux", rtp, flag("rtcp-mux")},
	{"rtcp-mux-only", rtp, func(p *part) {
		if p.have["rtcp-mux"] == 0 {
			p.add("rtcp-mux")
		}
		p.add("rtcp-mux-only")
	}},
	{"rtcp-rsize", avpf, flag("rtcp-rsize")},
	{"rtcp-xr", rtpOrSession, choice("rtcp-xr", "rcvr-rtt=all", "rcvr-rtt=all:10 voip-metrics", "pkt-loss-rle=100")},
	{"rid", video, func(p *part) { p.rid(Pick(p.Source, "send", "recv")) }},
	{"simulcast", video, func(p *part) { p.simulcast() }},
	{"ssrc", rtp, func(p *part) { p.ssrc() }},
	{"ssrc-group", rtp, func(p *part) {
		for len(p.ssrcs) < 2 {
			p.ssrc()
		}
		p.add("ssrc-group", Pick(p.Source, "FID", "FEC-FR", "SIM")+" "+p.ssrcs[0]+" "+p.ssrcs[1])
	}},
	{"msid", rtp, func(p *part) { p.add("msid", Pick(p.Source, "-", p.word(1, 8))+Pick(p.Source, "", " "+p.uuid())) }},
	{"msid-semantic", nil, choice("msid-semantic", " WMS", " WMS *", "WMS a b")},

	{"mid", unnamed, func(p *part) { p.name() }},
	{"group", nil, func(p *part) {
		// Every section gets a mid (RFC 5888 §6); those of the group are picked at the end.
		p.add("group", Pick(p.Source, "LS", "FID", "SRF", "ANAT", "DDP"))
	}},
	{"bundle-only", never, nil}, // see the WebRTC sections

	{"ice-lite", nil, flag("ice-lite")},
	{"ice-pacing", nil, one("ice-pacing", func(s *Source) string { return s.positive(9999999999) })},
	{"ice-options", nil, choice("ice-options", "trickle", "ice2", "trickle ice2", "rtp+ecn renomination")},
	{"ice-mismatch", nil, flag("ice-mismatch")},
	{"ice-ufrag", iceless, func(p *part) { p.ice() }},
	{"ice-pwd", iceless, func(p *part) { p.ice() }},
	{"remote-candidates", nil, one("remote-candidates", func(s *Source) string {
		return "1 " + s.ip4() + " " + strconv.Itoa(s.port()) + Pick(s, "", " 2 "+s.ip6()+" 9")
	})},
	{"end-of-candidates", nil, flag("end-of-candidates")},
	{"fingerprint", nil, func(p *part) { p.add("fingerprint", p.Source.fingerprint()) }},
	{"setup", nil, choice("setup", "actpass", "active", "passive")},
	{"connection", nil, choice("connection", "new", "existing")},
	{"tls-id", nil, one("tls-id", func(s *Source) string { return s.word(20, 40) })},
	{"crypto", rtp, func(p *part) { p.crypto() }},

	{"sctp-port", sctp, func(p *part) { p.add("sctp-port", strconv.Itoa(p.Source.port())) }},
	{"max-message-size", sctp, one("max-message-size", func(s *Source) string { return s.number(1<<64 - 1) })},
	{"sctpmap", never, nil}, // for the protocol of a draft, see the sections
	{"dcmap", sctp, func(p *part) { p.dcmap() }},
	{"dcsa", sctp, func(p *part) {
		if len(p.streams) == 0 {
			p.dcmap()
		}
		p.add("dcsa", p.streams[0]+" "+Pick(p.Source, "accept-types:text/plain", "path:msrp://"+p.hostname()+":9/x;dc", "setup:active"))
	}},

	{"floorctrl", bfcp, choice("floorctrl", "c-s", "c-only", "c-only s-only")},
	{"confid", bfcp, one("confid", func(s *Source) string { return s.number(1<<32 - 1) })},
	{"userid", bfcp, one("userid", func(s *Source) string { return s.number(1<<16 - 1) })},
	{"floorid", bfcp, func(p *part) {
		value := strconv.Itoa(p.have["floorid"] + 1)
		if len(p.labels) > 0 {
			value += " mstrm:" + Pick(p.Source, p.labels...)
		}
		p.add("floorid", value)
	}},

	{"T38FaxVersion", fax, one("T38FaxVersion", func(s *Source) string { return s.number(3) })},
	{"T38MaxBitRate", fax, choice("T38MaxBitRate", "14400", "33600")},
	{"T38FaxFillBitRemoval", fax, toggle("T38FaxFillBitRemoval")},
	{"T38FaxTranscodingMMR", fax, toggle("T38FaxTranscodingMMR")},
	{"T38FaxTranscodingJBIG", fax, toggle("T38FaxTranscodingJBIG")},
	{"T38FaxRateManagement", fax, choice("T38FaxRateManagement", "transferredTCF", "localTCF")},
	{"T38FaxMaxBuffer", fax, one("T38FaxMaxBuffer", func(s *Source) string { return s.number(2000) })},
	{"T38FaxMaxDatagram", fax, one("T38FaxMaxDatagram", func(s *Source) string { return s.number(1500) })},
	{"T38FaxMaxIFP", fax, one("T38FaxMaxIFP", func(s *Source) string { return s.number(1500) })},
	{"T38FaxUdpEC", fax, choice("T38FaxUdpEC", "t38UDPRedundancy", "t38UDPFEC", "t38UDPNoEC")},
	{"T38FaxUdpECDepth", fax, choice("T38FaxUdpECDepth", "1", "2 3")},
	{"T38FaxUdpFECMaxSpan", fax, one("T38FaxUdpFECMaxSpan", func(s *Source) string { return s.number(9) })},
	{"T38ModemType", fax, choice("T38ModemType", "t38G3FaxOnly", "t38G3AndV34G3Fax")},
	{"T38VendorInfo", fax, choice("T38VendorInfo", "0 0 0", "181 0 1")},

	// Attributes that nobody knows: with and without a value, with a colon in it.
	{"x-own", nil, func(p *part) { p.add("x-"+p.Source.Text(alnum+"-", 1, 8), p.text(12)) }},
	{"x-flag", nil, func(p *part) { p.add("x-" + p.Source.Text(alnum+"-", 1, 8)) }},
	{"x-text", nil, func(p *part) { p.add("X-"+p.Source.Text(tokens, 1, 4), p.Source.Text(freeText, 1, 20)) }},
}

func one(name string, value func(*Source) string) func(*part) {
	return func(p *part) { p.add(name, value(p.Source)) }
}

func choice(name string, values ...string) func(*part) {
	return func(p *part) { p.add(name, Pick(p.Source, values...)) }
}

func flag(name string) func(*part) { return func(p *part) { p.add(name) } }

// toggle is a switch of T.38.
func toggle(name string) func(*part) {
	return func(p *part) {
		if p.Chance(2) {
			p.add(name, Pick(p.Source, "0", "1"))
			return
		}
		p.add(name)
	}
}

func never(*part) bool   { return false }
func rtp(p *part) bool   { return strings.Contains(p.proto, "RTP/") && len(p.formats) > 0 }
func audio(p *part) bool { return rtp(p) && p.kind == "audio" }
func video(p *part) bool { return rtp(p) && p.kind == "video" }
func avpf(p *part) bool  { return rtp(p) && strings.HasSuffix(p.proto, "AVPF") }
func sctp(p *part) bool {
	return strings.HasSuffix(p.proto, "/SCTP") && p.formats[0] == "webrtc-datachannel"
}
func bfcp(p *part) bool { return strings.HasSuffix(p.proto, "BFCP") }
func fax(p *part) bool  { return p.proto == "udptl" }

func rtpOrSession(p *part) bool { return p.index < 0 || rtp(p) }
func unnamed(p *part) bool      { return p.mid == "" }
func iceless(p *part) bool      { return p.have["ice-ufrag"] == 0 }

func directionless(p *part) bool {
	return p.have["sendrecv"]+p.have["sendonly"]+p.have["recvonly"]+p.have["inactive"] == 0
}

// extmappable: header extensions stand in the session part or in the sections, not
// in both (RFC 8285 §5).
func extmappable(p *part) bool {
	if p.index < 0 {
		return len(p.media) == 0
	}
	return rtp(p) && p.session.have["extmap"] == 0
}

// addAny adds up to n attributes of all that fit.
func (p *part) addAny(n int) {
	level := sdp.LevelMedia
	if p.index < 0 {
		level = sdp.LevelSession
	}
	fits := func(row attributeRow) bool {
		info, known := sdp.Describe(row.name)
		return !known || info.Levels&level != 0 && (info.Multiple || p.have[row.name] == 0) && (row.fits == nil || row.fits(p))
	}
	p.Repeat(0, n, func(int) {
		// The next row that fits, so that a decision means the same in a smaller text.
		at := p.Intn(len(attributeRows))
		for !fits(attributeRows[at]) {
			at = (at + 1) % len(attributeRows)
		}
		attributeRows[at].add(p)
	})
}
