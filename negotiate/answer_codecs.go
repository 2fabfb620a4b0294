package negotiate

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file chooses the codecs of an answer (RFC 3264 §6.1).

// A codecPlan is an offered codec that is taken.
type codecPlan struct {
	offered *sdp.Codec
	local   *Codec
	params  string
}

// A fate is what became of an offered codec.
type fate struct {
	ruling ruling
	match  sdp.Match // of the local codec that was nearest, for notSame
	local  int       // index of the local codec, -1 for none
}

// chooser is the choice of one section's codecs.
type chooser struct {
	a     *answering
	p     *plan
	index [128]uint8 // of the codecs of the Media that the direction allows
	most  int        // how many these are
	names nameIndex  // of these
	apts  [128]uint8 // of these, what one that is rtx retransmits, as payload type+1
	kinds [128]kind  // of the offered codecs
	m     *matcher   // of these, made when exact equality doesn't do
	to    [128]uint8 // for each offered codec, the local one as index+1
	equal [128]bool  // of each offered codec, that the local one has its parameters
	by    [128]uint8 // for each payload type, the offered codec as index+1
}

// codecs fills the plan's codecs.
func (a *answering) codecs(p *plan) refusal {
	c := chooser{a: a, p: p}
	offered := p.o.codecs
	if len(offered) > 128 {
		offered = offered[:128]
	}
	if a.reporting {
		p.fates = make([]fate, len(offered))
	}
	c.locals()
	media := false
	for i := range offered {
		o := &offered[i]
		c.by[o.PayloadType&127] = uint8(i + 1)
		c.kinds[i] = kindOf(o.Name)
		media = media || c.kinds[i] == medium
	}
	// What serves others comes after them; an rtx may be that of a red.
	for i := range offered {
		if c.kinds[i] == medium {
			c.primary(i, &offered[i])
		}
	}
	c.limit()
	for i := range offered {
		if c.kinds[i] == red {
			c.red(i, &offered[i])
		}
	}
	for i := range offered {
		if c.kinds[i] == otherAuxiliary {
			c.auxiliary(i, &offered[i], media)
		}
	}
	for i := range offered {
		if c.kinds[i] == rtx {
			c.rtx(i, &offered[i])
		}
	}
	p.codecs = c.taken(offered)
	switch {
	case len(p.codecs) == 0:
		return noCodec
	case media && !c.has(medium, anyRate):
		// Telephone events alone may be offered, and answered (RFC 4317 §2.4).
		p.codecs = nil
		return onlyAuxiliary
	}
	return accepted
}

// A kind is what a codec is for.
type kind uint8

const (
	medium kind = iota
	red
	rtx
	otherAuxiliary
)

func kindOf(name string) kind {
	switch {
	case !auxiliary(name):
		return medium
	case isRED(name):
		return red
	case isRTX(name):
		return rtx
	}
	return otherAuxiliary
}

// auxiliary says that a codec is no medium by itself. It is [sdp.Codec.IsAuxiliary] without
// a search in the table, for it is asked of every codec again and again.
func auxiliary(name string) bool {
	switch len(name) {
	case 2:
		return strings.EqualFold(name, "CN")
	case 3:
		return isRTX(name) || isRED(name)
	case 6:
		return strings.EqualFold(name, "ulpfec")
	case 7:
		return strings.EqualFold(name, "flexfec")
	case 10:
		return strings.EqualFold(name, "flexfec-03")
	case 15:
		return strings.EqualFold(name, "telephone-event")
	}
	return false
}

// locals lists the codecs of the Media that the direction allows: of a section that only
// sends those that it can send, and so on (webrtc-pc, setCodecPreferences).
func (c *chooser) locals() {
	list := c.p.listDirection()
	codecs := c.p.m.Codecs
	for i := range codecs[:min(len(codecs), 128)] {
		if d := codecs[i].Direction; d == 0 || d&list == list {
			c.index[c.most] = uint8(i)
			c.most++
		}
	}
	for j := c.most - 1; j >= 0; j-- {
		l := c.at(j)
		c.names.add(j, l.Name)
		if isRTX(l.Name) {
			if apt, ok := aptOf(l.Params); ok {
				c.apts[j] = apt + 1
			}
		}
	}
}

// at is local codec j.
func (c *chooser) at(j int) *Codec { return &c.p.m.Codecs[c.index[j]] }

// codec is a Codec as package sdp has it.
func (k *Codec) codec() sdp.Codec {
	return sdp.Codec{PayloadType: k.PayloadType, Name: k.Name, ClockRate: k.ClockRate, Channels: max(k.Channels, 1), Params: k.Params}
}

// same says that two mappings are equal but for their parameters.
func (k *Codec) same(o *sdp.Codec) bool {
	return k.ClockRate == o.ClockRate && max(k.Channels, 1) == max(o.Channels, 1) && strings.EqualFold(k.Name, o.Name)
}

// rule notes what became of an offered codec.
func (c *chooser) rule(i int, r ruling) bool {
	if c.p.fates != nil {
		c.p.fates[i] = fate{ruling: r, local: -1}
	}
	return false
}

// take takes an offered codec for local codec j.
func (c *chooser) take(i, j int, match sdp.Match) bool {
	o := &c.p.o.codecs[i]
	switch {
	case c.p.mux && o.PayloadType >= 64 && o.PayloadType <= 95:
		return c.rule(i, inRTCPRange) // RFC 5761 §4
	case !c.a.mapped(c.p, i):
		return c.rule(i, otherInBundle)
	}
	c.to[i] = uint8(j + 1)
	if c.p.fates != nil {
		c.p.fates[i] = fate{taken, match, int(c.index[j])}
	}
	return true
}

// mapped says that no other section of the BUNDLE group has given the payload type of
// offered codec i to another codec (RFC 9143 §9.1.1).
func (a *answering) mapped(p *plan, i int) bool {
	if p.o.bundle < 0 {
		return true
	}
	o := &p.o.codecs[i]
	at := &a.ids[p.o.bundle].formats[o.PayloadType&127]
	if *at == 0 {
		*at = int32(p.o.index + 1)
		return true
	}
	was := &a.offer.media[*at-1]
	return was.kind == p.o.kind && sameInBundle(a.cmp, was.codec(o.PayloadType), o, was.codecs, p.o.codecs)
}

// primary finds the local codec that an offered medium is.
func (c *chooser) primary(i int, o *sdp.Codec) bool {
	if o.Name == "" {
		return c.rule(i, unknownFormat)
	}
	for j := c.names.first(o.Name); j >= 0; j = c.names.after(j) {
		if l := c.at(j); l.Params == o.Params && l.same(o) {
			c.equal[i] = !negotiates(o.Name)
			return c.take(i, j, sdp.Match{Same: true})
		}
	}
	if c.m == nil {
		local := make([]sdp.Codec, c.most)
		for j := range local {
			local[j] = c.at(j).codec()
		}
		c.m = newMatcher(c.a.cmp, c.p.o.codecs, local)
	}
	j, match, ok := c.m.find(i)
	if ok {
		return c.take(i, j, match)
	}
	if c.rule(i, notSame); c.p.fates != nil {
		c.p.fates[i].match = match
		if j >= 0 {
			c.p.fates[i].local = int(c.index[j])
		} else if c.otherDirection(o) {
			c.p.fates[i].ruling = wrongDirection
		}
	}
	return false
}

// otherDirection says that the Media has a codec of that name, for the direction that the
// section doesn't have.
func (c *chooser) otherDirection(o *sdp.Codec) bool {
	return slices.ContainsFunc(c.p.m.Codecs, func(k Codec) bool { return strings.EqualFold(k.Name, o.Name) })
}

// limit drops what Policy.MaxCodecs doesn't allow: the least wanted of the answer's order.
func (c *chooser) limit() {
	most := c.a.caps.Policy.MaxCodecs
	if most == 0 {
		return
	}
	list := c.order(nil)
	for _, i := range list[min(most, len(list)):] {
		c.to[i] = 0
		c.rule(int(i), beyondLimit)
	}
}

// order appends the indexes of the codecs taken, in the order of the answer.
func (c *chooser) order(list []uint8) []uint8 {
	for i := range min(len(c.p.o.codecs), 128) {
		if c.to[i] != 0 {
			list = append(list, uint8(i))
		}
	}
	if c.a.caps.Policy.OwnOrder {
		slices.SortStableFunc(list, func(x, y uint8) int { return int(c.to[x]) - int(c.to[y]) })
	}
	return list
}

// auxiliary takes what serves the codecs that are taken.
func (c *chooser) auxiliary(i int, o *sdp.Codec, media bool) bool {
	j := c.names.first(o.Name)
	for j >= 0 && !c.at(j).same(o) {
		j = c.names.after(j)
	}
	switch {
	case j < 0:
		return c.rule(i, notSame)
	case !media: // events alone
	case strings.EqualFold(o.Name, "telephone-event"), strings.EqualFold(o.Name, "CN"):
		// They share the clock of the codec between whose packets they are sent (RFC 4733
		// §2.1, RFC 3389 §5.1).
		if !c.has(medium, int64(o.ClockRate)) {
			return c.rule(i, noRate)
		}
	case !c.has(medium, anyRate):
		return c.rule(i, noPrimary)
	case strings.EqualFold(o.Name, "ulpfec") && slices.Contains(c.kinds[:], red) && !c.has(red, anyRate):
		return c.rule(i, redMissing) // where red is offered it is what carries ulpfec
	}
	return c.take(i, j, sdp.Match{Same: true})
}

// has says that some codec of a kind is taken, with that clock rate or with anyRate.
func (c *chooser) has(k kind, rate int64) bool {
	for i := range min(len(c.p.o.codecs), 128) {
		if c.to[i] != 0 && c.kinds[i] == k && (rate == anyRate || int64(c.p.o.codecs[i].ClockRate) == rate) {
			return true
		}
	}
	return false
}

const anyRate = -1

// red takes redundant audio for codecs that are taken, and the red of video, which has no
// list, for any (RFC 2198 §5).
func (c *chooser) red(i int, o *sdp.Codec) bool {
	j := c.localRED(o)
	switch {
	case j < 0:
		return c.rule(i, noSuchRED)
	case !c.has(medium, anyRate):
		return c.rule(i, noPrimary)
	}
	return c.take(i, j, sdp.Match{Same: true})
}

// localRED finds the local red that repeats the same codecs, all of which are taken; -1
// for none.
func (c *chooser) localRED(o *sdp.Codec) int {
	offered, err := sdp.ParseREDParams(o.FMTP())
	if err != nil {
		return -1
	}
	for j := range c.most {
		l := c.at(j)
		if !isRED(l.Name) || !l.same(o) {
			continue
		}
		own, err := sdp.ParseREDParams(l.fmtp())
		if err == nil && (own.Len() == 0) == (offered.Len() == 0) && c.sameList(offered, own) {
			return j
		}
	}
	return -1
}

// sameList says that every payload type of an offered list is taken for one of the local
// list.
func (c *chooser) sameList(offered, own sdp.REDParams) bool {
	var has [128]bool
	for pt := range own.PayloadTypes() {
		has[pt&127] = true
	}
	for pt := range offered.PayloadTypes() {
		i := c.by[pt&127]
		if i == 0 || c.to[i-1] == 0 || !has[c.at(int(c.to[i-1])-1).PayloadType&127] {
			return false
		}
	}
	return true
}

// rtx takes retransmission for codecs that are taken (RFC 4588 §8.1).
func (c *chooser) rtx(i int, o *sdp.Codec) {
	apt, ok := aptOf(o.Params)
	if !ok || c.by[apt] == 0 || c.to[c.by[apt]-1] == 0 || isRTX(c.p.o.codecs[c.by[apt]-1].Name) {
		c.rule(i, noPrimary)
		return
	}
	primary := c.at(int(c.to[c.by[apt]-1]) - 1).PayloadType
	for j := c.names.first(o.Name); j >= 0; j = c.names.after(j) {
		if int(c.apts[j]) == int(primary)+1 && c.at(j).ClockRate == o.ClockRate {
			c.take(i, j, sdp.Match{Same: true})
			return
		}
	}
	c.rule(i, noSuchRTX)
}

// aptOf reads the apt of an rtx.
func aptOf(params string) (pt uint8, ok bool) {
	if rest, only := strings.CutPrefix(params, "apt="); only && len(rest) <= 3 {
		return payloadType(rest)
	}
	v, ok := (sdp.FMTP{Params: params}).Get("apt")
	if !ok {
		return 0, false
	}
	return payloadType(v)
}

// taken lists the codecs of the answer with their parameters.
func (c *chooser) taken(offered []sdp.Codec) []codecPlan {
	var order [128]uint8
	list := c.order(order[:0])
	plans := make([]codecPlan, len(list))
	for n, i := range list {
		o, l, k := &offered[i], c.at(int(c.to[i]-1)), &plans[n]
		k.offered, k.local = o, l
		switch {
		case c.equal[i], c.kinds[i] == red, l.Params == o.Params && !negotiates(o.Name):
			k.params = o.Params
		default: // of an rtx the offer's apt, for the answer keeps the offer's numbers
			k.params = c.a.cmp.AnswerParams(*o, l.codec())
		}
	}
	return plans
}

// negotiates says that equal parameters may have another answer: those that have a
// limit beside the level.
func negotiates(name string) bool {
	return strings.EqualFold(name, "H265") || strings.EqualFold(name, "iLBC")
}

// rtpmap writes a=rtpmap as it was offered, but with the channels that the codec has.
func (a *answering) rtpmap(k *codecPlan) {
	w, o := &a.w, k.offered
	pt, rate, channels := uint64(o.PayloadType), uint64(o.ClockRate), uint64(max(o.Channels, k.local.Channels))
	length := len("a=rtpmap: /") + digits(pt) + len(o.Name) + digits(rate)
	if channels > 1 {
		length += len("/") + digits(channels)
	}
	if o.Channels >= k.local.Channels && w.repeat(o.RTPMapLine(), length) {
		return
	}
	w.line("a=rtpmap:")
	w.uint(pt)
	w.text(" ")
	w.text(o.Name)
	w.text("/")
	w.uint(rate)
	if channels > 1 {
		w.text("/")
		w.uint(channels)
	}
	w.end()
}

// fmtp writes a=fmtp.
func (a *answering) fmtp(k *codecPlan) {
	w, o := &a.w, k.offered
	pt := uint64(o.PayloadType)
	if k.params == "" || k.params == o.Params && w.repeat(o.FMTPLine(), len("a=fmtp: ")+digits(pt)+len(k.params)) {
		return
	}
	w.line("a=fmtp:")
	w.uint(pt)
	w.text(" ")
	w.text(k.params)
	w.end()
}
