package fuzz

import (
	"strconv"
	"strings"
)

// Descriptions returns a generator of session descriptions: texts that sdp.Parse
// accepts with Options.Strict, in which sdp.Check and candidate.Check find nothing.
// Lines end with CRLF. The simplest text of a shape has no media sections.
func Descriptions(sh Shape) Generator[string] {
	sh = sh.filled()
	return func(s *Source) string {
		d := &draft{Source: s, Shape: sh}
		d.compose()
		return d.String()
	}
}

// A draft is a description that is being composed.
type draft struct {
	*Source
	Shape
	head    []string // the session part's lines in front of its attributes
	session *part
	media   []*part

	ufrag, pwd  string // of the whole, where there is one for all
	fingerprint string
	setup       string
	labels      []string // a=label, so that each is there once
	extmaps     *extmaps // ids of header extensions, of all sections that are bundled
	payloads    *payloads
	addresses   int  // of candidates, so that each is there once
	generations int  // of ICE credentials
	atSession   bool // ICE and DTLS stand in the session part
}

// A part is the session part or a media section that is being composed.
type part struct {
	*draft
	index    int // of the section; -1 for the session part
	kind     string
	proto    string
	port     string
	formats  []string
	mid      string
	rejected bool
	head     []string // i=, c= and b= lines
	attrs    []string // without "a="
	have     map[string]int
	codecs   []payload
	ssrcs    []string
	rids     []string
	streams  []string // of data channels
	own      *extmaps // of a section that isn't bundled
}

func (d *draft) compose() {
	d.session = &part{draft: d, index: -1, have: map[string]int{}}
	d.payloads, d.extmaps = newPayloads(), newExtmaps()
	d.Part(func() { d.head = d.origin() })
	var tail func()
	switch d.Profile {
	case WebRTC:
		tail = d.webrtc()
	case SIP:
		tail = d.sip()
	case Camera:
		tail = d.camera()
	default:
		tail = d.general()
	}
	tail()
}

// String returns the text. Lines stand in RFC 8866 §5's order.
func (d *draft) String() string {
	var b strings.Builder
	write := func(lines ...string) {
		for _, l := range lines {
			b.WriteString(l)
			b.WriteString("\r\n")
		}
	}
	write(d.head...)
	for _, a := range d.session.attrs {
		write("a=" + a)
	}
	for _, m := range d.media {
		write("m=" + m.kind + " " + m.port + " " + m.proto + " " + strings.Join(m.formats, " "))
		write(m.head...)
		for _, a := range m.attrs {
			write("a=" + a)
		}
	}
	return b.String()
}

// section adds a media section.
func (d *draft) section(kind, proto string) *part {
	m := &part{draft: d, index: len(d.media), kind: kind, proto: proto, port: "9", have: map[string]int{}}
	d.media = append(d.media, m)
	return m
}

// add adds an attribute; without a value it is a property.
func (p *part) add(name string, value ...string) {
	p.have[name]++
	if len(value) > 0 {
		name += ":" + strings.Join(value, " ")
	}
	p.attrs = append(p.attrs, name)
}

// maybe adds an attribute as often as not.
func (p *part) maybe(name string, value ...string) {
	p.Part(func() {
		if p.Chance(2) {
			p.add(name, value...)
		}
	})
}

// origin returns v=, o= and s=.
func (d *draft) origin() []string {
	username, name, typ, addr := "-", "-", "IP4", "127.0.0.1"
	id, version := d.number(1<<62), d.positive(1<<31)
	switch d.Profile {
	case General:
		username, name = Pick(d.Source, "-", d.Source.Text(visible, 1, 8)), Pick(d.Source, "-", " ", d.text(8))
		typ, addr = d.address()
		if d.Chance(8) { // "numeric string" has no limit (RFC 8866 §5.2)
			id = d.Source.Text(numbers, 20, 40)
		}
	case SIP:
		username, name = Pick(d.Source, "-", d.word(1, 8)), Pick(d.Source, "-", "call", d.text(6))
		typ, addr = Pick(d.Source, "IP4", "IP6"), d.ip4()
		if typ == "IP6" {
			addr = d.ip6()
		}
	case Camera:
		name, addr = Pick(d.Source, "-", "Media Presentation", "RTSP Session", d.text(6)), d.ip4()
	}
	return []string{"v=0", "o=" + username + " " + id + " " + version + " IN " + typ + " " + addr, "s=" + name}
}

// timing returns t= with r= and z=.
func (d *draft) timing() (lines []string) {
	long := func() string { return d.Source.Text(numbers, 1, 1) + d.Source.Text(digits, 9, 11) }
	span := func() string { return d.positive(100) + Pick(d.Source, "", "s", "m", "h", "d") }
	d.Repeat(1, 3, func(int) {
		if d.Chance(2) {
			start := long()
			lines = append(lines, "t="+Pick(d.Source, "0", start)+" "+Pick(d.Source, "0", start, long()))
			repeats := len(lines)
			d.Repeat(0, 2, func(int) {
				r := "r=" + span() + " " + span() + " 0"
				d.Repeat(0, 3, func(int) { r += " " + span() })
				lines = append(lines, r)
			})
			if len(lines) > repeats && d.Chance(2) {
				z := "z=" + long() + " " + Pick(d.Source, "-1h", "3600", "0")
				d.Repeat(0, 2, func(int) { z += " " + long() + " " + Pick(d.Source, "0", "-1h", "2h") })
				lines = append(lines, z)
			}
			return
		}
		lines = append(lines, "t=0 0")
	})
	return lines
}

// bandwidths returns b= lines.
func (d *draft) bandwidths() (lines []string) {
	types := []string{"AS", "TIAS", "RR", "RS", "CT", "X-own"}
	Shuffle(d.Source, types)
	d.Repeat(0, len(types), func(i int) { lines = append(lines, "b="+types[i]+":"+d.number(1<<31)) })
	return lines
}

// connection returns c=.
func (d *draft) connection(multicast bool) string {
	if multicast && d.Chance(2) {
		if d.Chance(3) {
			return "c=IN IP6 ff15::" + d.Source.Text(hexChars[1:], 1, 4) + Pick(d.Source, "", "/2")
		}
		return "c=IN IP4 233.252.0." + strconv.Itoa(1+d.Intn(254)) + "/" + Pick(d.Source, "127", "1", "255", "32/2", "0")
	}
	typ, addr := d.address()
	return "c=IN " + typ + " " + addr
}
