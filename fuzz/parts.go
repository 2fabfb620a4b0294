package fuzz

import (
	"slices"
	"strconv"
	"strings"
)

// extmaps has the ids of header extensions: one id is one extension in a BUNDLE
// group (RFC 9143 §12), and one extension has one id (RFC 8285 §7).
type extmaps struct {
	ids  map[string]int
	next int
}

func newExtmaps() *extmaps { return &extmaps{ids: map[string]int{}, next: 1} }

var extensions = []string{
	"urn:ietf:params:rtp-hdrext:sdes:mid",
	"urn:ietf:params:rtp-hdrext:ssrc-audio-level",
	"urn:ietf:params:rtp-hdrext:toffset",
	"http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
	"http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
	"urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
	"urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
	"urn:3gpp:video-orientation",
	"https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
}

// extmap adds a header extension that the part doesn't have, or nothing.
func (p *part) extmap() {
	uri := Pick(p.Source, extensions...)
	if p.have["extmap "+uri] > 0 {
		return
	}
	table := p.extmaps
	if p.Profile != WebRTC && p.index >= 0 { // nothing is bundled
		if p.have["extmap"] == 0 {
			p.own = newExtmaps()
		}
		table = p.own
	}
	id, ok := table.ids[uri]
	if !ok {
		id = table.next
		table.ids[uri] = id
		if table.next++; table.next == 15 { // reserved (RFC 8285 §4.2)
			table.next++
		}
	}
	value := strconv.Itoa(id)
	if p.Profile == General {
		value += Pick(p.Source, "", "/sendrecv", "/recvonly", "/sendonly", "/inactive")
	}
	value += " " + uri
	if p.Profile == General && p.Chance(8) {
		value += " " + p.text(5) // extension attributes
	}
	p.have["extmap "+uri]++
	p.add("extmap", value)
}

// ssrc adds a source with its attributes.
func (p *part) ssrc() {
	p.Part(func() {
		id := strconv.FormatUint(p.Uint64n(1<<32), 10)
		if slices.Contains(p.ssrcs, id) {
			id = strconv.Itoa(len(p.ssrcs))
		}
		p.ssrcs = append(p.ssrcs, id)
		p.add("ssrc", id, "cname:"+Pick(p.Source, p.word(1, 16), "{"+p.uuid()+"}"))
		if p.Chance(3) {
			p.add("ssrc", id, "msid:"+p.word(1, 8)+" "+p.word(1, 8))
		}
	})
}

// rid adds an a=rid and returns its id.
func (p *part) rid(direction string) string {
	id := p.Source.Text(ridChars, 1, 4)
	for slices.Contains(p.rids, id) {
		id += strconv.Itoa(len(p.rids))
	}
	p.rids = append(p.rids, id)
	restrictions := Pick(p.Source, "", "", "max-width=1280;max-height=720", "max-fps=30", "max-br=1000000;x-own=a")
	if p.Profile != WebRTC && p.Chance(4) {
		restrictions = strings.TrimSuffix("pt="+p.formats[0]+";"+restrictions, ";")
	}
	p.add("rid", strings.TrimRight(id+" "+direction+" "+restrictions, " "))
	return id
}

// simulcast adds streams and the a=simulcast that names them. Some are paused, where
// feedback can say so for all formats (RFC 8853 §5.2).
func (p *part) simulcast() {
	paused := false
	streams := func(direction string) string {
		var list strings.Builder
		p.Repeat(1, 3, func(i int) {
			if i > 0 {
				list.WriteByte(';')
			}
			if p.Chance(6) && avpf(p) {
				list.WriteByte('~')
				paused = true
			}
			list.WriteString(p.rid(direction))
			if p.Chance(6) {
				list.WriteString("," + p.rid(direction))
			}
		})
		return direction + " " + list.String()
	}
	value := streams("send")
	if p.Chance(4) {
		value += " " + streams("recv")
	} else if p.Profile == General && p.Chance(4) {
		value = streams("recv")
	}
	p.add("simulcast", value)
	if paused {
		p.add("rtcp-fb", "* ccm pause nowait")
	}
}

// name gives the section its mid.
func (p *part) name() {
	p.mid = strconv.Itoa(p.index)
	if p.Chance(3) {
		p.mid = Pick(p.Source, p.kind, p.token(1, 3)+".", "m-") + p.mid
	}
	p.add("mid", p.mid)
}

// ice adds credentials, each time other ones.
func (p *part) ice() {
	ufrag, pwd := p.credentials()
	p.add("ice-ufrag", ufrag)
	p.add("ice-pwd", pwd)
}

// credentials returns an ice-ufrag that stands nowhere else, and a password.
func (d *draft) credentials() (ufrag, pwd string) {
	d.generations++
	return d.Source.Text(iceChars, 3, 8) + strconv.Itoa(d.generations), d.Source.Text(iceChars, 22, 32)
}

func (s *Source) fingerprint() string {
	hash := []struct {
		name  string
		bytes int
	}{{"sha-256", 32}, {"sha-512", 64}, {"sha-384", 48}, {"sha-224", 28}}[max(0, s.Intn(8)-4)]
	return hash.name + " " + s.hex(upperHex, hash.bytes, ":")
}

// crypto adds keys for SRTP under the next tag.
func (p *part) crypto() {
	suite := Pick(p.Source, "AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32", "F8_128_HMAC_SHA1_80")
	p.add("crypto", strconv.Itoa(p.have["crypto"]+1), suite, "inline:"+p.base64(30)+Pick(p.Source, "", "|2^20", "|2^31|1:4")+Pick(p.Source, "", " UNENCRYPTED_SRTCP"))
}

// dcmap adds a data channel on a stream of its own.
func (p *part) dcmap() {
	id := strconv.Itoa(2 * len(p.streams))
	p.streams = append(p.streams, id)
	p.add("dcmap", id+Pick(p.Source, "", ` subprotocol="bfcp";label="bfcp"`, ` ordered=false;max-retr=5`, ` label="foo%09;%22%25bar";max-time=60000;priority=512`))
}
