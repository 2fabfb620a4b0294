package negotiate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file gives codecs and header extensions their numbers in an offer: those that they
// have in the session; else the wished ones, if nothing else ever had them; else free ones.

// A numbering is the payload types of sections that share them: all of those in a BUNDLE
// group (RFC 9143 §9.1), else one.
type numbering struct {
	known  map[usedFormat]uint8 // by meaning
	taken  [128]bool
	wished [128]bool // by a codec of the sections
}

func (o *offering) numbering(section int) *numbering {
	n := &numbering{known: make(map[usedFormat]uint8)}
	for _, f := range o.past.formats {
		if section >= 0 && f.Section >= 0 && f.Section != section {
			continue
		}
		n.taken[f.PayloadType] = true
		n.learn(f)
	}
	return n
}

// learn notes what a payload type means; the first one of a meaning counts.
func (n *numbering) learn(f usedFormat) {
	pt := f.PayloadType
	f.PayloadType, f.Section, f.Name = 0, 0, strings.ToLower(f.Name)
	if _, has := n.known[f]; !has {
		n.known[f] = pt
	}
}

// wish notes the numbers that a Media has for its codecs. One without a wish doesn't get
// another's as long as there are others.
func (n *numbering) wish(m *Media) {
	for i := range m.Codecs {
		if k := &m.Codecs[i]; k.wishes() {
			n.wished[k.PayloadType] = true
		}
	}
}

// wishes says that the codec has a number that may be offered: from 64 to 95 they could
// be taken for RTCP (RFC 5761 §4).
func (k *Codec) wishes() bool {
	return k.PayloadType != 0 && k.PayloadType&0xc0 != 64 || k.PayloadType >= 96
}

// number gives every section its numbers.
func (o *offering) number() error {
	shared := o.numbering(-1)
	for i := range o.parts {
		if m := o.parts[i].m; m != nil {
			shared.wish(m)
		}
	}
	for i := range o.parts {
		p := &o.parts[i]
		if p.m == nil {
			continue
		}
		n := shared
		if o.caps.Mode == SIP && o.caps.bundle(true) == NoBundle {
			n = o.numbering(i)
			n.wish(p.m)
		}
		if err := o.formats(p, n); err != nil {
			return err
		}
		o.sort(p, i)
		o.extend(p)
	}
	return nil
}

// formats numbers the codecs of a section: first those that others refer to, then what
// refers to them, rtx last since it may be that of a red.
func (o *offering) formats(p *part, n *numbering) error {
	m := p.m
	if len(m.Codecs) == 0 {
		return nil
	}
	var was []sdp.Codec
	if p.was != nil {
		was = p.was.codecs
	}
	p.codecs = make([]sdp.Codec, len(m.Codecs))
	var used [128]bool // in this section
	for _, step := range [...]func(string) bool{
		func(name string) bool { return !isRTX(name) && !isRED(name) },
		isRED,
		isRTX,
	} {
		for i := range m.Codecs {
			k := &m.Codecs[i]
			if !step(k.Name) {
				continue
			}
			params, ok := p.references(k)
			if !ok {
				return &CapabilitiesError{Path: mediaPath(p.entry, at("codecs", i)+".params"), Msg: quote(k.Params) + " names a payload type that no codec here has"}
			}
			c := sdp.Codec{Name: k.Name, ClockRate: k.ClockRate, Channels: max(k.Channels, 1), Params: params}
			pt, ok := n.number(o, &c, k, was, &used)
			if !ok {
				return &CapabilitiesError{Path: mediaPath(p.entry, at("codecs", i)), Msg: "there is no payload type left for it"}
			}
			c.PayloadType = pt
			used[pt] = true
			if p.renamed[k.PayloadType&127] == 0 {
				p.renamed[k.PayloadType&127] = pt | 128
			}
			p.codecs[i] = c
		}
	}
	p.local = make([]int, len(m.Codecs))
	for i := range p.local {
		p.local[i] = i
	}
	return nil
}

// references rewrites the parameters of what refers to other codecs.
func (p *part) references(k *Codec) (params string, ok bool) {
	switch {
	case isRTX(k.Name):
		apt, ok := aptOf(k.Params)
		if !ok || p.renamed[apt] == 0 {
			return "", false
		}
		to := p.renamed[apt] & 127
		if to == apt {
			return k.Params, true
		}
		return replaceAPT(k.Params, to), true
	case isRED(k.Name):
		list, err := sdp.ParseREDParams(k.fmtp())
		if err != nil {
			return "", false
		}
		var b strings.Builder
		for pt := range list.PayloadTypes() {
			if p.renamed[pt&127] == 0 {
				return "", false
			}
			if b.Len() > 0 {
				b.WriteByte('/')
			}
			b.WriteString(strconv.Itoa(int(p.renamed[pt&127] & 127)))
		}
		if list.Len() == 0 {
			return k.Params, true
		}
		return b.String(), true
	}
	return k.Params, true
}

func (c *Codec) fmtp() sdp.FMTP { return sdp.FMTP{Params: c.Params} }

func replaceAPT(params string, to uint8) string {
	var b strings.Builder
	for name, value := range (sdp.FMTP{Params: params}).All() {
		if strings.EqualFold(name, "apt") {
			value = strconv.Itoa(int(to))
		}
		if b.Len() > 0 {
			b.WriteByte(';')
		}
		b.WriteString(name)
		if value != "" {
			b.WriteString("=" + value)
		}
	}
	return b.String()
}

// number finds the payload type of a codec.
func (n *numbering) number(o *offering, c *sdp.Codec, k *Codec, was []sdp.Codec, used *[128]bool) (uint8, bool) {
	meaning := usedFormat{Name: strings.ToLower(c.Name), ClockRate: c.ClockRate, Channels: c.Channels, Params: c.Params}
	if pt, ok := o.numberBefore(c, was, used); ok {
		return pt, true
	}
	if pt, ok := n.known[meaning]; ok && !used[pt] {
		return pt, true
	}
	take := func(pt uint8) (uint8, bool) {
		if n.taken[pt] || used[pt] {
			return 0, false
		}
		n.taken[pt] = true
		meaning.PayloadType = pt
		n.learn(meaning)
		return pt, true
	}
	if k.wishes() {
		if pt, ok := take(k.PayloadType); ok {
			return pt, true
		}
	}
	if pt, ok := staticType(c); ok {
		if pt, ok := take(pt); ok {
			return pt, true
		}
	}
	// The dynamic types, then the ones that RFC 3551 §3 leaves unassigned and browsers use
	// after them. From 64 to 95 they could be taken for RTCP (RFC 5761 §4).
	for _, wished := range [...]bool{false, true} {
		for _, r := range [...][2]uint8{{96, 127}, {35, 63}} {
			for pt := r[0]; pt <= r[1]; pt++ {
				if n.wished[pt] != wished {
					continue
				}
				if pt, ok := take(pt); ok {
					return pt, true
				}
			}
		}
	}
	return 0, false
}

// numberBefore is the payload type that the section had the codec under.
func (o *offering) numberBefore(c *sdp.Codec, was []sdp.Codec, used *[128]bool) (uint8, bool) {
	like := func(w *sdp.Codec) bool {
		return w.ClockRate == c.ClockRate && w.Channels == c.Channels && strings.EqualFold(w.Name, c.Name) && !used[w.PayloadType&127]
	}
	for i := range was {
		if w := &was[i]; like(w) && (w.Params == c.Params || isRTX(c.Name) && sameAPT(w.Params, c.Params)) {
			return w.PayloadType, true
		}
	}
	if isRTX(c.Name) || isRED(c.Name) {
		return 0, false
	}
	for i := range was {
		if w := &was[i]; like(w) && o.comparison().Compare(*w, *c).Same {
			return w.PayloadType, true
		}
	}
	return 0, false
}

func sameAPT(a, b string) bool {
	x, okx := aptOf(a)
	y, oky := aptOf(b)
	return okx && oky && x == y
}

func (o *offering) comparison() sdp.Comparison {
	return sdp.Comparison{DefaultProfileLevelID: o.caps.Policy.H264Default, A: []sdp.Codec{}, B: []sdp.Codec{}}
}

// staticType is the number that RFC 3551 §6 has for a codec.
func staticType(c *sdp.Codec) (uint8, bool) {
	for _, s := range [...]struct {
		pt       uint8
		name     string
		rate     uint32
		channels int
	}{
		{0, "PCMU", 8000, 1}, {3, "GSM", 8000, 1}, {4, "G723", 8000, 1}, {5, "DVI4", 8000, 1}, {6, "DVI4", 16000, 1},
		{7, "LPC", 8000, 1}, {8, "PCMA", 8000, 1}, {9, "G722", 8000, 1}, {10, "L16", 44100, 2}, {11, "L16", 44100, 1},
		{12, "QCELP", 8000, 1}, {13, "CN", 8000, 1}, {14, "MPA", 90000, 1}, {15, "G728", 8000, 1}, {16, "DVI4", 11025, 1}, {17, "DVI4", 22050, 1},
		{18, "G729", 8000, 1}, {25, "CelB", 90000, 1}, {28, "nv", 90000, 1},
		{26, "JPEG", 90000, 1}, {31, "H261", 90000, 1}, {32, "MPV", 90000, 1}, {33, "MP2T", 90000, 1}, {34, "H263", 90000, 1},
	} {
		if s.rate == c.ClockRate && s.channels == c.Channels && strings.EqualFold(s.name, c.Name) {
			return s.pt, true
		}
	}
	return 0, false
}

// sort puts the codecs of a later offer into the order of the last answer, new ones behind
// (RFC 9429 §5.2.2), unless the endpoint has an order of its own.
func (o *offering) sort(p *part, i int) {
	if p.was == nil || o.caps.Policy.OwnOrder || len(p.codecs) == 0 {
		return
	}
	answer := o.remote
	if o.past.current.offerer == Remote {
		answer = o.local
	}
	if answer == nil || i >= len(answer.media) {
		return
	}
	var rank [128]int
	for n := range answer.media[i].codecs {
		rank[answer.media[i].codecs[n].PayloadType&127] = n + 1
	}
	place := func(c sdp.Codec) int {
		if r := rank[c.PayloadType]; r > 0 {
			return r
		}
		return 1000
	}
	slices.SortStableFunc(p.local, func(x, y int) int { return place(p.codecs[x]) - place(p.codecs[y]) })
}

// extend gives the header extensions of a section their ids.
func (o *offering) extend(p *part) {
	for i := range p.m.Extensions {
		e := &p.m.Extensions[i]
		name := extensionName(e.URI, e.Attributes)
		x := sdp.ExtMap{ID: o.extensionID(p, name, e.ID), URI: e.URI, Attributes: e.Attributes}
		if e.Direction != 0 && e.Direction != p.m.Direction {
			x.Direction, x.HasDirection = e.Direction, true
			if p.m.Direction != sdp.Inactive {
				// An extension can't have a direction that its stream doesn't (RFC 8285 §7).
				if x.Direction &= p.m.Direction; x.Direction == sdp.Inactive {
					continue
				}
				x.HasDirection = x.Direction != p.m.Direction
			}
		}
		if x.ID != 0 {
			p.extensions = append(p.extensions, x)
		}
	}
}

// extensionID is the id that an extension has in the section or the session, else the
// wished one, else the lowest free one; 0 when there is none left.
func (o *offering) extensionID(p *part, name string, wished int) int {
	if p.was != nil {
		for i := range p.was.extmaps() {
			if e := &p.was.extmaps()[i].v; e.ID < 4096 && extensionName(e.URI, e.Attributes) == name {
				return e.ID
			}
		}
	}
	if id := o.names.uris[name]; id != 0 {
		return id
	}
	id := wished
	for id == 0 || o.names.ids[id] != "" {
		if id == wished {
			id = 0
		}
		if id++; id == wished {
			id++
		}
		if id == 15 {
			id++
		}
		if id > 255 {
			return 0
		}
	}
	o.names.ids[id], o.names.uris[name] = name, id
	return id
}
