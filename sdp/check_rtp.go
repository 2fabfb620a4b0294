package sdp

import (
	"iter"
	"strconv"
	"strings"
)

// This file has the checks of what a section says about its formats: payload
// types, the lines about them, encodings and header extensions.

// lineNo is " in line 7", or " already" for a line without a number.
func lineNo(l Line) string {
	if n := l.Number(); n > 0 {
		return " in line " + strconv.Itoa(n)
	}
	return " already"
}

// checkFormats looks at the payload types in the m= line.
func checkFormats(c *checker, v *view) {
	if !v.rtp || !v.live {
		return
	}
	var mapped, seen payloadTypes
	for _, m := range v.rtpmaps {
		mapped.add(uint64(m.v.PayloadType))
	}
	with, mux := firstOf(inForce(c, v, muxOf))
	mux = mux && with.line.Section().IsMedia() // in the session part it means nothing (RFC 5761 §5.1.1)
	for _, f := range v.formats {
		pt, ok := number(f.text, 127)
		if !ok {
			c.add(probFormatNumber, v, v.mline, f.at, "m-line: format "+quote(f.text)+" is not a payload type from 0 to 127")
			continue
		}
		if seen.has(pt) {
			c.add(probFormatTwice, v, v.mline, f.at, "m-line: payload type "+f.text+" is listed twice")
			continue
		}
		seen.add(pt)
		if !mapped.has(pt) && !v.spoils("rtpmap") && (int(pt) >= len(staticTypes) || staticTypes[pt].name == "") {
			c.add(probRTPMapMissing, v, v.mline, f.at, "m-line: nothing says what payload type "+f.text+" stands for")
		}
		if mux && pt >= 64 && pt <= 95 {
			c.add(probMuxPayloadType, v, v.mline, f.at, "m-line: payload type "+f.text+" cannot be told from RTCP on the same port")
		}
	}
}

// firstOf is the first of a list; ok is false when there is none.
func firstOf[T any](list []held[T]) (a held[T], ok bool) {
	if len(list) == 0 {
		return a, false
	}
	return list[0], true
}

// checkRTPMaps looks at the a=rtpmap lines.
func checkRTPMaps(c *checker, v *view) {
	if !v.rtp || !v.live {
		return
	}
	var lines [128]Line
	for _, m := range v.rtpmaps {
		pt := m.v.PayloadType
		switch {
		case lines[pt].d != nil:
			c.addAttr(probRTPMapTwice, v, m.line, 0, "payload type "+utoa(uint32(pt))+" has one"+lineNo(lines[pt]))
			continue
		case !v.listed.has(uint64(pt)):
			c.addAttr(probRTPMapUnlisted, v, m.line, 0, "the m= line does not list "+utoa(uint32(pt)))
		}
		lines[pt] = m.line
	}
	for _, codec := range v.codecs {
		l := lines[codec.PayloadType]
		if wrong := codec.Departure(); wrong != "" && l.d != nil {
			c.addAttr(probRTPMapValue, v, l, 0, wrong)
			i, _ := DescribeCodec(codec.Name)
			c.last().Rule = i.Clause
		}
	}
}

// checkAbout looks at the lines that name a format: a=fmtp, a=rtcp-fb, a=imageattr.
func checkAbout(c *checker, v *view) {
	if !v.live {
		return
	}
	first := map[string]Line{}
	for _, f := range v.fmtps {
		format := f.v.Format
		if n, ok := number(format, 127); ok && v.rtp {
			format = utoa(uint32(n))
		}
		if was, ok := first[format]; ok {
			c.addAttr(probFMTPTwice, v, f.line, 0, "format "+quote(format)+" has one"+lineNo(was))
			continue
		}
		first[format] = f.line
		if !v.lists(f.v.Format) {
			c.addAttr(probFMTPUnlisted, v, f.line, 0, "the m= line does not list "+f.v.Format)
		}
	}
	for _, f := range v.feedback {
		if f.v.Format != "*" && !v.lists(f.v.Format) {
			c.addAttr(probFeedbackUnlisted, v, f.line, 0, "the m= line does not list "+f.v.Format)
		}
	}
	for _, i := range v.images {
		if i.v.Format != "*" && !v.lists(i.v.Format) {
			c.addAttr(probImageUnlisted, v, i.line, 0, "the m= line does not list "+i.v.Format)
		}
	}
}

// paramErrors reads the format parameters of a codec, by its name in lower case.
// Those of rtx and red are looked at by checkAssociated.
var paramErrors = map[string]func(FMTP) error{
	"opus": paramError(ParseOpusParams), "multiopus": paramError(ParseMultiopusParams), "g729": paramError(ParseG729Params),
	"amr": paramError(ParseAMRParams), "amr-wb": paramError(ParseAMRParams), "ilbc": paramError(ParseILBCParams),
	"h264": paramError(ParseH264Params), "h265": paramError(ParseH265Params),
	"vp8": paramError(ParseVP8Params), "vp9": paramError(ParseVP9Params), "av1": paramError(ParseAV1Params),
	"telephone-event": paramError(ParseTelephoneEventParams), "ulpfec": paramError(ParseULPFECParams),
	"flexfec": paramError(ParseFlexFECParams), "flexfec-03": paramError(ParseFlexFECParams),
}

func paramError[T any](parse func(FMTP) (T, error)) func(FMTP) error {
	return func(f FMTP) error { _, err := parse(f); return err }
}

// checkAssociated looks into format parameters, and follows what rtx and red say
// about other payload types.
func checkAssociated(c *checker, v *view) {
	if !v.rtp || !v.live {
		return
	}
	var maps, params [128]Line
	for _, m := range v.rtpmaps {
		if pt := m.v.PayloadType; maps[pt].d == nil {
			maps[pt] = m.line
		}
	}
	for _, f := range v.fmtps {
		if pt, ok := number(f.v.Format, 127); ok && params[pt].d == nil {
			params[pt] = f.line
		}
	}
	var byType [128]*Codec
	for i := range v.codecs {
		byType[v.codecs[i].PayloadType] = &v.codecs[i]
	}
	for _, codec := range v.codecs {
		l := params[codec.PayloadType]
		if l.d == nil {
			l = maps[codec.PayloadType]
		}
		switch {
		case l.d == nil:
		case strings.EqualFold(codec.Name, "rtx"):
			c.checkRTX(v, l, codec, &byType)
		case strings.EqualFold(codec.Name, "red"):
			c.checkRED(v, l, codec, &byType)
		case codec.Params != "":
			c.checkParams(v, l, codec)
		}
	}
}

func (c *checker) checkParams(v *view, l Line, codec Codec) {
	parse := paramErrors[strings.ToLower(codec.Name)]
	if parse == nil {
		return
	}
	if err := parse(codec.FMTP()); err != nil {
		info, _ := DescribeCodec(codec.Name)
		c.addAttr(probFMTPValue, v, l, strings.LastIndex(l.Value(), codec.Params)-len("fmtp:"), err.Error())
		c.last().Rule = info.Clause
	}
}

func (c *checker) checkRTX(v *view, l Line, codec Codec, byType *[128]*Codec) {
	_, value, _, _ := l.Attr()
	at := max(strings.Index(value, "apt="), 0)
	apt, ok := codec.FMTP().Get("apt")
	pt, good := number(apt, 127)
	switch {
	case !ok && v.spoils("fmtp"):
	case !ok:
		c.addAttr(probAPT, v, l, 0, "rtx "+utoa(uint32(codec.PayloadType))+" has no apt, so that nothing says what it sends again")
	case !good || byType[pt] == nil:
		c.addAttr(probAPT, v, l, at, "apt="+bare(apt)+" names no payload type of the m= line")
	case strings.EqualFold(byType[pt].Name, "rtx"):
		c.addAttr(probAPT, v, l, at, "apt="+bare(apt)+" names an rtx, not what is to be sent again")
	}
}

func (c *checker) checkRED(v *view, l Line, codec Codec, byType *[128]*Codec) {
	p, err := ParseREDParams(codec.FMTP())
	if err != nil {
		c.addAttr(probRED, v, l, 0, err.Error())
		return
	}
	for _, pt := range distinct(p) {
		switch {
		case byType[pt] == nil:
			c.addAttr(probRED, v, l, 0, "red repeats "+utoa(uint32(pt))+", which the m= line does not list")
		case strings.EqualFold(byType[pt].Name, "red"):
			c.addAttr(probRED, v, l, 0, "red repeats "+utoa(uint32(pt))+", which is red itself")
		}
	}
}

// checkRIDs looks at the a=rid lines: doubled ids, formats, dependencies.
func checkRIDs(c *checker, v *view) {
	if !v.live {
		return
	}
	ids := map[string]Line{}
	for _, r := range v.rids {
		if was, ok := ids[r.v.ID]; ok {
			c.addAttr(probRIDTwice, v, r.line, 0, quote(r.v.ID)+" is described"+lineNo(was))
			continue
		}
		ids[r.v.ID] = r.line
	}
	for _, r := range v.rids {
		_, value, _, _ := r.line.Attr()
		for format := range r.v.Formats() {
			if !v.lists(format) {
				at := max(strings.Index(value, "pt="), 0)
				c.addAttr(probRIDFormat, v, r.line, at, "pt= names "+quote(format)+", which the m= line does not list")
				break
			}
		}
		depend, _ := r.v.Get("depend")
		for id := range items(depend, ',') {
			if _, ok := ids[id]; !ok && !v.spoils("rid") {
				at := max(strings.Index(value, "depend="), 0)
				c.addAttr(probRIDDepend, v, r.line, at, "depend= names "+quote(id)+", which no a=rid describes")
				break
			}
		}
	}
}

// checkSimulcast looks for the streams of a=simulcast among the a=rid lines, or,
// in the form of a draft, the payload types.
func checkSimulcast(c *checker, v *view) {
	if !v.live {
		return
	}
	direction := map[string]Direction{}
	for _, r := range v.rids {
		if _, ok := direction[r.v.ID]; !ok {
			direction[r.v.ID] = r.v.Direction
		}
	}
	for _, s := range v.simulcasts {
		seen := map[string]bool{}
		for id, at := range simulcastIDs(s.line, SendOnly) {
			c.simulcastID(v, s, id, at, SendOnly, direction, seen)
		}
		for id, at := range simulcastIDs(s.line, RecvOnly) {
			c.simulcastID(v, s, id, at, RecvOnly, direction, seen)
		}
	}
}

// simulcastIDs iterates over the rid-ids of a direction and their offsets in the
// value, which can be parsed.
func simulcastIDs(l Line, want Direction) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		_, value, _, _ := l.Attr()
		f := fields{s: value}
		for {
			word, _, ok := f.next()
			list, at, more := f.next()
			if !ok || !more {
				return
			}
			if d, _ := ridDirection(word); d != want {
				continue
			}
			if i := strings.IndexByte(list, '='); i >= 0 {
				list, at = list[i+1:], at+i+1
			}
			for stream := range items(list, ';') {
				for id := range items(stream, ',') {
					bare := strings.TrimPrefix(id, "~")
					if !yield(bare, at+len(id)-len(bare)) {
						return
					}
					at += len(id) + 1
				}
			}
		}
	}
}

func (c *checker) simulcastID(v *view, s held[Simulcast], id string, at int, d Direction, rids map[string]Direction, seen map[string]bool) {
	if s.v.Draft == "pt" {
		if !v.lists(id) {
			c.addAttr(probSimulcastID, v, s.line, at, "the m= line does not list "+quote(id))
		}
		return
	}
	is, ok := rids[id]
	switch {
	case !ok && v.spoils("rid"):
	case !ok:
		c.addAttr(probSimulcastID, v, s.line, at, "no a=rid describes "+quote(id))
	case is != d:
		c.addAttr(probSimulcastID, v, s.line, at, "the a=rid of "+quote(id)+" is for the other direction")
	case seen[id]:
		c.addAttr(probSimulcastTwice, v, s.line, at, quote(id)+" stands twice")
	}
	seen[id] = true
}

// checkExtMaps looks for header extensions that can't be told apart. Ids above
// 255 are an offer of alternatives and may repeat (RFC 8285 §7).
func checkExtMaps(c *checker, v *view) {
	if !v.live && v.sec.IsMedia() {
		return
	}
	var ids [256]Line
	uris := map[string]Line{}
	for _, e := range v.extmaps {
		if e.v.ID <= 255 {
			if was := ids[e.v.ID]; was.d != nil {
				c.addAttr(probExtMapID, v, e.line, 0, "id "+strconv.Itoa(e.v.ID)+" has an extension"+lineNo(was))
			} else {
				ids[e.v.ID] = e.line
			}
		}
		if e.v.ID > 255 {
			continue // alternatives to choose from (RFC 8285 §7)
		}
		if was, ok := uris[e.v.extension()]; ok {
			c.addAttr(probExtMapURI, v, e.line, 0, "the extension has an id"+lineNo(was))
		} else {
			uris[e.v.extension()] = e.line
		}
	}
}

// extension is the URI with its attributes, which together are one extension.
func (a ExtMap) extension() string {
	if a.Attributes == "" {
		return a.URI
	}
	return a.URI + " " + a.Attributes
}

// checkSources looks for the members of a=ssrc-group, and for the formats of
// a=ssrc fmtp.
func checkSources(c *checker, v *view) {
	if !v.live {
		return
	}
	known := map[uint32]bool{}
	for _, s := range v.ssrcs {
		known[s.v.ID] = true
		if s.v.Name != "fmtp" {
			continue
		}
		if f, err := (FMTP{}).ParseAttribute(s.v.Name, s.v.Value, s.v.HasValue); err == nil && !v.lists(f.Format) {
			c.addAttr(probFMTPUnlisted, v, s.line, 0, "fmtp: the m= line does not list "+f.Format)
			c.last().Rule = "RFC 5576 §6.3"
		}
	}
	for _, g := range v.ssrcGroups {
		for ssrc := range g.v.SSRCs() {
			if !known[ssrc] && !v.spoils("ssrc") {
				c.addAttr(probSSRCGroup, v, g.line, 0, "no a=ssrc describes "+utoa(ssrc))
				break
			}
		}
	}
}

// checkDataChannels looks for the data channels of a=dcsa.
func checkDataChannels(c *checker, v *view) {
	if !v.live {
		return
	}
	known := map[uint16]bool{}
	for _, m := range v.dcmaps {
		if known[m.v.StreamID] {
			c.addAttr(probDCMapTwice, v, m.line, 0, "stream "+utoa(uint32(m.v.StreamID))+" has one already")
		}
		known[m.v.StreamID] = true
	}
	for _, a := range v.dcsas {
		if !known[a.v.StreamID] && !v.spoils("dcmap") {
			c.addAttr(probDCSA, v, a.line, 0, "no a=dcmap opens stream "+utoa(uint32(a.v.StreamID)))
		}
	}
}
