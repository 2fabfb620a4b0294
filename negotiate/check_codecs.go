package negotiate

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the rules about the codecs of an answer.

// matched is which codec of the offer each one of the answer is.
type matched struct {
	m    *matcher
	to   []int // index in the offer, -1 for none
	near []int // for those without: the one that comes nearest, -1 for none
	why  []sdp.Match
}

// matched pairs the codecs of section i, once.
func (c *check) matched(i int) *matched {
	if c.matches == nil {
		c.matches = make([]*matched, len(c.b.media))
	}
	if c.matches[i] == nil {
		c.matches[i] = matchSections(c.cmp, &c.a.media[i], &c.b.media[i])
	}
	return c.matches[i]
}

func matchSections(cmp sdp.Comparison, o, a *section) *matched {
	m := newMatcher(cmp, a.codecs, o.codecs)
	n := len(m.a)
	r := &matched{m: m, to: make([]int, n), near: make([]int, n), why: make([]sdp.Match, n)}
	for i := range n {
		r.to[i] = -1
	}
	for _, p := range m.pairs() {
		r.to[p.a] = p.b
	}
	for i := range n {
		if r.near[i] = -1; r.to[i] < 0 {
			if j, why, ok := m.find(i); !ok {
				r.near[i], r.why[i] = j, why
			}
		}
	}
	return r
}

// none says that the lists have no codec in common.
func (r *matched) none() bool {
	for _, j := range r.to {
		if j >= 0 {
			return false
		}
	}
	return true
}

func answerNoCommon(c *check, o, a *section) {
	if !o.proto.rtp || !a.proto.rtp {
		answerNoCommonFormat(c, o, a)
		return
	}
	r := c.matched(a.index)
	if !r.none() {
		return
	}
	msg := "no format of the offer is in the answer"
	for i, j := range r.near {
		if j >= 0 && strings.EqualFold(a.codecs[i].Name, o.codecs[j].Name) {
			msg += "; nearest is " + codecName(&a.codecs[i]) + ": " + r.why[i].Why()
			break
		}
	}
	c.report(a, a.mline, strings.Join(a.formats(), " "), "one of "+strings.Join(o.formats(), " "), msg)
	for i, j := range r.near {
		if j >= 0 && sameNumberAndName(&a.codecs[i], &o.codecs[j]) && undescribed(&a.codecs[i]) {
			c.last().Severity = sdp.SeverityWarning // it may be the same codec
		}
	}
}

// undescribed says that nobody here knows what the parameters of a codec mean.
func undescribed(k *sdp.Codec) bool {
	_, known := sdp.DescribeCodec(k.Name)
	return !known
}

// answerNoCommonFormat compares formats that aren't payload types. Those of the old
// "DTLS/SCTP" are port numbers, one each.
func answerNoCommonFormat(c *check, o, a *section) {
	if o.proto.rtp != a.proto.rtp || o.proto.text == "DTLS/SCTP" {
		return
	}
	offered := map[string]bool{}
	for f := range o.sec.Formats() {
		offered[strings.ToLower(f)] = true
	}
	for f := range a.sec.Formats() {
		if offered[strings.ToLower(f)] {
			return
		}
	}
	c.report(a, a.mline, strings.Join(a.formats(), " "), "one of "+strings.Join(o.formats(), " "), "no format of the offer is in the answer")
}

func answerOnlyAuxiliary(c *check, o, a *section) {
	media, common := false, ""
	for i := range o.codecs {
		media = media || !o.codecs[i].IsAuxiliary()
	}
	if !media {
		return // telephone-event alone may be offered and answered (RFC 4317 §2.4)
	}
	r := c.matched(a.index)
	for i, j := range r.to {
		if j < 0 {
			continue
		}
		if !a.codecs[i].IsAuxiliary() {
			return
		}
		common += " " + a.codecs[i].Name
	}
	if common != "" {
		c.report(a, a.mline, strings.TrimSpace(common), "", "only"+common+" of the offer is in the answer, which is no media by itself")
	}
}

func answerFormatAdded(c *check, o, a *section) {
	if !a.proto.rtp || !o.proto.rtp {
		return
	}
	r := c.matched(a.index)
	for i, j := range r.to {
		if n := r.near[i]; j >= 0 || n >= 0 && sameNumberAndName(&a.codecs[i], &o.codecs[n]) {
			continue
		}
		k := &a.codecs[i]
		c.report(a, a.codecLine(k), codecName(k), "", codecName(k)+" was not offered; the answerer can receive it and can't send it")
	}
}

func sameNumberAndName(a, b *sdp.Codec) bool {
	return a.PayloadType == b.PayloadType && a.Name != "" && strings.EqualFold(a.Name, b.Name)
}

// answerConfig finds an offered payload type in the answer with another configuration
// of its codec. H264 has a rule of its own.
func answerConfig(c *check, o, a *section)     { config(c, o, a, false) }
func answerH264Config(c *check, o, a *section) { config(c, o, a, true) }

func config(c *check, o, a *section, h264 bool) {
	r := c.matched(a.index)
	for i, n := range r.near {
		if n < 0 || !sameNumberAndName(&a.codecs[i], &o.codecs[n]) || strings.EqualFold(a.codecs[i].Name, "H264") != h264 {
			continue
		}
		k, why := &a.codecs[i], r.why[i]
		c.report(a, a.fmtpLine(k), why.A, why.B, codecName(k)+" is not what was offered: "+why.Why())
		if why.Clause != "" {
			c.last().Clause = why.Clause
		}
		if info, known := sdp.DescribeCodec(k.Name); !known || info.Name == "AV1" {
			// Of an unknown codec nobody knows what its parameters mean, and by AV1 RTP
			// §7.2.3 each side declares its own profile, which implementations refuse.
			c.last().Severity = sdp.SeverityWarning
		}
	}
}

// answerLevel finds a level that is raised where both have to be the same.
func answerLevel(c *check, o, a *section) {
	r := c.matched(a.index)
	for i, j := range r.to {
		if j < 0 || !strings.EqualFold(a.codecs[i].Name, "H264") {
			continue
		}
		k := &a.codecs[i]
		p, _ := sdp.ParseH264Params(o.codecs[j].FMTP())
		q, _ := sdp.ParseH264Params(k.FMTP())
		if id := c.cmp.DefaultProfileLevelID; id != 0 {
			if !p.HasProfileLevelID {
				p.ProfileLevelID = id
			}
			if !q.HasProfileLevelID {
				q.ProfileLevelID = id
			}
		}
		got, most := q.ProfileLevelID.Level(), p.ProfileLevelID.Level()
		if p.LevelAsymmetryAllowed && q.LevelAsymmetryAllowed || got.Compare(most) <= 0 {
			continue
		}
		c.report(a, a.fmtpLine(k), got.String(), "at most "+most.String(), codecName(k)+" raises the level from "+most.String()+" to "+got.String()+", and not both sides have level-asymmetry-allowed=1")
	}
}

func answerH265Level(c *check, o, a *section) {
	r := c.matched(a.index)
	for i, j := range r.to {
		if j < 0 || !strings.EqualFold(a.codecs[i].Name, "H265") {
			continue
		}
		k := &a.codecs[i]
		p, _ := sdp.ParseH265Params(o.codecs[j].FMTP())
		q, _ := sdp.ParseH265Params(k.FMTP())
		if most := max(p.LevelID, p.MaxRecvLevelID); q.LevelID > most {
			c.report(a, a.fmtpLine(k), strconv.Itoa(int(q.LevelID)), "at most "+strconv.Itoa(int(most)), codecName(k)+" raises level-id from "+strconv.Itoa(int(most))+" to "+strconv.Itoa(int(q.LevelID)))
		}
	}
}

// answerConflict finds a payload type that the offer has for another codec.
func answerConflict(c *check, o, a *section) {
	remapped(c, o, a, func(k, was *sdp.Codec) string {
		return "payload type " + strconv.Itoa(int(k.PayloadType)) + " is " + codecName(was) + " in the offer"
	})
}

// answerRemapped finds one that stood for another codec before.
func answerRemapped(c *check, _, a *section) {
	for _, v := range [...]*view{c.before.other, c.before.own} {
		if was := earlier(v, a); was != nil {
			n := len(c.verdict.Findings)
			remapped(c, was, a, func(k, was *sdp.Codec) string {
				return "payload type " + strconv.Itoa(int(k.PayloadType)) + " was " + codecName(was) + " before"
			})
			if len(c.verdict.Findings) > n {
				return
			}
		}
	}
}

// earlier is the section of an earlier description that s continues, nil for none.
func earlier(v *view, s *section) *section {
	if s.index >= len(v.media) {
		return nil
	}
	was := &v.media[s.index]
	if was.rejected || was.kind != s.kind || was.mid.has() && s.mid.has() && was.midOf() != s.midOf() {
		return nil
	}
	return was
}

// remapped reports payload types whose codec has another name, rate or number of
// channels than it had.
func remapped(c *check, was, is *section, say func(k, was *sdp.Codec) string) {
	by := was.byType()
	for i := range is.codecs {
		k := &is.codecs[i]
		old := by[k.PayloadType&127]
		if old == nil || old.Name == "" || k.Name == "" || sameMapping(k, old) {
			continue
		}
		c.report(is, is.codecLine(k), codecName(k), codecName(old), codecName(k)+": "+say(k, old))
	}
}

// sameMapping says that two a=rtpmap mean the same codec.
func sameMapping(a, b *sdp.Codec) bool {
	if !strings.EqualFold(a.Name, b.Name) || a.ClockRate != b.ClockRate {
		return false
	}
	// opus is two-channel whatever is written (RFC 7587 §7).
	return max(a.Channels, 1) == max(b.Channels, 1) || strings.EqualFold(a.Name, "opus")
}

func answerRenumbered(c *check, o, a *section) {
	r := c.matched(a.index)
	for i, j := range r.to {
		if k := &a.codecs[i]; j >= 0 && k.PayloadType != o.codecs[j].PayloadType {
			c.report(a, a.codecLine(k), strconv.Itoa(int(k.PayloadType)), strconv.Itoa(int(o.codecs[j].PayloadType)), codecName(k)+" was offered as "+strconv.Itoa(int(o.codecs[j].PayloadType)))
		}
	}
}

func answerOrder(c *check, _, a *section) {
	r, last := c.matched(a.index), -1
	for i, j := range r.to {
		if j >= 0 && j < last {
			c.report(a, a.mline, codecName(&a.codecs[i]), "the order of the offer", codecName(&a.codecs[i])+" stands behind formats that it was offered in front of")
			return
		}
		last = max(last, j)
	}
}

func answerNoRTPMap(c *check, _, a *section) {
	for i := range a.codecs {
		if k := &a.codecs[i]; k.Name == "" {
			c.report(a, a.mline, "", "a=rtpmap:"+strconv.Itoa(int(k.PayloadType)), "payload type "+strconv.Itoa(int(k.PayloadType))+" has no a=rtpmap")
		}
	}
}

func answerRTX(c *check, _, a *section) {
	listed, rtx := a.codecSets()
	for i := range a.codecs {
		k := &a.codecs[i]
		if !strings.EqualFold(k.Name, "rtx") {
			continue
		}
		p, err := sdp.ParseRTXParams(k.FMTP())
		line := a.fmtpLine(k)
		switch {
		case err != nil || !p.HasAPT:
			c.report(a, line, k.Params, "apt=", codecName(k)+" does not say which payload type it retransmits")
		case !listed[p.APT&127]:
			c.report(a, line, strconv.Itoa(int(p.APT)), "", codecName(k)+" retransmits "+strconv.Itoa(int(p.APT))+", which the m= line does not list")
		case rtx[p.APT&127]:
			c.report(a, line, strconv.Itoa(int(p.APT)), "", codecName(k)+" retransmits "+strconv.Itoa(int(p.APT))+", which is rtx itself")
		}
	}
}

// codecSets returns the payload types of a section, and which of them are rtx.
func (s *section) codecSets() (listed, rtx *[128]bool) {
	listed, rtx = new([128]bool), new([128]bool)
	for i := range s.codecs {
		pt := s.codecs[i].PayloadType & 127
		listed[pt], rtx[pt] = true, strings.EqualFold(s.codecs[i].Name, "rtx")
	}
	return listed, rtx
}

func answerRED(c *check, _, a *section) {
	listed, _ := a.codecSets()
	for i := range a.codecs {
		k := &a.codecs[i]
		if !strings.EqualFold(k.Name, "red") {
			continue
		}
		p, _ := sdp.ParseREDParams(k.FMTP())
		for pt := range p.PayloadTypes() {
			if !listed[pt&127] {
				c.report(a, a.fmtpLine(k), strconv.Itoa(int(pt)), "", codecName(k)+" carries "+strconv.Itoa(int(pt))+", which the m= line does not list")
				break
			}
		}
	}
}

// answerEventRate looks for telephone-event and CN without a codec of their rate.
func answerEventRate(c *check, _, a *section) {
	rates := map[uint32]bool{}
	for i := range a.codecs {
		if k := &a.codecs[i]; !k.IsAuxiliary() {
			rates[k.ClockRate] = true
		}
	}
	if len(rates) == 0 {
		return
	}
	for i := range a.codecs {
		k := &a.codecs[i]
		if event := strings.EqualFold(k.Name, "telephone-event"); (event || strings.EqualFold(k.Name, "CN")) && !rates[k.ClockRate] {
			c.report(a, a.codecLine(k), strconv.FormatUint(uint64(k.ClockRate), 10), "the clock rate of a codec", codecName(k)+" has the clock rate of no codec in the answer")
		}
	}
}

func answerMuxPayloadType(c *check, _, a *section) {
	if !c.b.mux(a).has() {
		return
	}
	for i := range a.codecs {
		if k := &a.codecs[i]; k.PayloadType >= 64 && k.PayloadType <= 95 {
			c.report(a, a.codecLine(k), strconv.Itoa(int(k.PayloadType)), "none of 64 to 95", codecName(k)+" can't be told from RTCP on the same port")
		}
	}
}
