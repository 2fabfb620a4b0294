package sdp

import (
	"slices"
	"strconv"
	"strings"
)

// This file has the checks of what ties sections together: mids, groups, and what
// the sections of a BUNDLE group share.

// maxMID is what the header extension for a mid can carry with one-byte headers.
const maxMID = 16

// checkMIDs looks for mids that are missing, doubled or too long.
func checkMIDs(c *checker) {
	grouped := false
	for _, g := range c.groups {
		for range g.v.MIDs() {
			grouped = true
			break
		}
	}
	for i := range c.media() {
		v := &c.media()[i]
		if b, ok := firstOf(v.bundleOnly); ok && (v.bundle == 0 || v.media.Port != 0) && !v.spoils("mid") {
			c.addAttr(probBundleOnly, v, b.line, 0, "means something with port 0 in a BUNDLE group only")
		}
		if len(v.mid) == 0 {
			if grouped && v.live && !v.spoils("mid") {
				c.add(probMIDMissing, v, v.mline, 0, "m-line: the section has no a=mid, and a=group is used")
			}
			continue
		}
		m := v.mid[0]
		if was := c.mids[string(m.v)]; was != v {
			c.addAttr(probMIDTwice, v, m.line, 0, quote(string(m.v))+" is the mid of "+was.path+" as well")
		}
		if len(m.v) > maxMID {
			c.addAttr(probMIDLong, v, m.line, 0, "has "+strconv.Itoa(len(m.v))+" bytes; a header extension carries up to 16")
		}
	}
}

// checkGroups looks for the members of groups.
func checkGroups(c *checker) {
	s := c.session()
	bundled := map[string]bool{}
	for _, g := range c.groups {
		_, value, _, _ := g.line.Attr()
		f := fields{s: value}
		f.next() // the semantics
		seen := map[string]bool{}
		for {
			mid, at, ok := f.next()
			if !ok {
				break
			}
			switch v := c.mids[mid]; {
			case seen[mid]:
				c.addAttr(probGroupTwice, s, g.line, at, quote(mid)+" is in the group twice")
				c.last().Rule = "RFC 5888 §5"
			case v == nil && c.spoiledMIDs:
			case v == nil:
				c.addAttr(probGroupMember, s, g.line, at, "no section has the mid "+quote(mid))
			case !v.live:
				c.addAttr(probGroupRejected, s, g.line, at, "the section "+quote(mid)+" is rejected: its port is 0")
			case g.v.Semantics == "BUNDLE" && bundled[mid]:
				c.addAttr(probGroupTwice, s, g.line, at, quote(mid)+" is in another BUNDLE group")
			}
			seen[mid] = true
			if g.v.Semantics == "BUNDLE" {
				bundled[mid] = true
			}
		}
	}
}

// checkFloors looks for the labels of a=floorid among all sections.
func checkFloors(c *checker) {
	labels, spoiled := map[string]bool{}, false
	for i := range c.media() {
		spoiled = spoiled || c.media()[i].spoils("label")
		for _, l := range c.media()[i].labels {
			labels[string(l.v)] = true
		}
	}
	for i := range c.media() {
		v := &c.media()[i]
		for _, f := range v.floors {
			for label := range f.v.Labels() {
				if v.live && !labels[label] && !spoiled {
					c.addAttr(probFloorLabel, v, f.line, 0, "no section has the label "+quote(label))
					break
				}
			}
		}
	}
}

// checkExtMapLevels looks for a=extmap in the session part and in sections.
func checkExtMapLevels(c *checker) {
	all := c.session().extmaps
	if len(all) == 0 {
		return
	}
	for i := range c.media() {
		v := &c.media()[i]
		if len(v.extmaps) > 0 {
			c.addAttr(probExtMapLevels, v, v.extmaps[0].line, 0, "the session part has header extensions"+lineNo(all[0].line))
			return
		}
	}
}

// checkBundledCodecs looks for payload types that are one codec here and another
// there. Each is compared with the one before, so that a long one is read twice
// however many there are.
func checkBundledCodecs(c *checker) {
	type use struct {
		v     *view
		codec Codec
	}
	for members := range c.bundles() {
		var last [128]use
		var proto *view
		for _, v := range members {
			if !v.rtp {
				continue
			}
			if proto != nil && proto.media.Proto != v.media.Proto {
				c.add(probBundleProto, v, v.mline, 0, "m-line: "+quote(v.media.Proto)+" differs from "+quote(proto.media.Proto)+" of "+proto.path+", in the same BUNDLE group")
			}
			proto = v
			for _, codec := range v.codecs {
				was := last[codec.PayloadType]
				last[codec.PayloadType] = use{v, codec}
				if was.v == nil || codec.Name == "" || was.codec.Name == "" {
					continue
				}
				why := "they are " + v.media.Media + " and " + was.v.media.Media
				if v.media.Media == was.v.media.Media {
					m := Comparison{A: was.v.codecs, B: v.codecs}.Compare(was.codec, codec)
					if m.Same {
						c.sameParams(v, codec, was.v, was.codec)
						continue
					}
					why = m.Why()
				}
				l, at := v.about(codec.PayloadType)
				c.add(probBundleCodec, v, l, at, "payload type "+utoa(uint32(codec.PayloadType))+" is another codec in "+was.v.path+", of the same BUNDLE group: "+why)
			}
		}
	}
}

// about is the line that says what a payload type is, or the m= line with the
// payload type's place there.
func (v *view) about(pt uint8) (l Line, at int) {
	for _, m := range v.rtpmaps {
		if m.v.PayloadType == pt {
			return m.line, len("a=rtpmap:")
		}
	}
	for _, f := range v.formats {
		if n, ok := number(f.text, 127); ok && uint8(n) == pt {
			return v.mline, f.at
		}
	}
	return v.mline, 0
}

// checkBundledExtMaps looks for ids that are one header extension here and another
// there, and for extensions that have several ids.
func checkBundledExtMaps(c *checker) {
	for members := range c.bundles() {
		var ids [256]held[ExtMap]
		uris := map[string]held[ExtMap]{}
		for _, v := range members {
			for _, e := range v.extmaps {
				if e.v.ID > 255 {
					continue
				}
				was := ids[e.v.ID]
				if was.line.d == nil {
					ids[e.v.ID] = e
				} else if was.v.extension() != e.v.extension() && was.line.sec != e.line.sec {
					c.addAttr(probBundleExtMapID, v, e.line, 0, "id "+strconv.Itoa(e.v.ID)+" is another extension"+lineNo(was.line)+", in the same BUNDLE group")
				}
				first, ok := uris[e.v.extension()]
				if !ok {
					uris[e.v.extension()] = e
				} else if first.v.ID != e.v.ID && first.line.sec != e.line.sec {
					c.addAttr(probBundleExtMapURI, v, e.line, 0, "the extension has id "+strconv.Itoa(first.v.ID)+lineNo(first.line)+", in the same BUNDLE group")
				}
			}
		}
	}
}

// unbundled are attributes of the transport that differ between sections without
// contradiction: they say what was gathered, or serve if there is no bundling.
var unbundled = map[string]bool{"rtcp": true, "end-of-candidates": true, "remote-candidates": true}

// checkBundledTransport compares what belongs to the transport with what the
// section says to which the transport belongs. Sections with a port of their own
// have a transport of their own if they are not bundled, and may differ (RFC 9143
// §7.1.3).
func checkBundledTransport(c *checker) {
	for members := range c.bundles() {
		var tag *view
		var want map[string]string
		for _, v := range members {
			// What is offered in the bundle only takes it from the transport that it joins
			// (RFC 9143 §9.3.1.1), which may be that of a section without RTP.
			if v.rtp && len(v.bundleOnly) == 0 && lacks(c, v, "rtcp-mux", muxOf) {
				c.add(probBundleMux, v, v.mline, 0, "m-line: the section is in a BUNDLE group and has no a=rtcp-mux")
			}
			if v.tag == nil || v.media.Port != v.tag.media.Port && v.media.Port != 0 {
				continue
			}
			if v.tag != tag {
				tag, want = v.tag, v.tag.transport()
			}
			have := v.transport()
			for _, a := range v.shared {
				value, ok := have[a.v]
				delete(have, a.v) // once for each name
				if other, both := want[a.v]; ok && both && !strings.EqualFold(other, value) {
					c.addAttr(probBundleTransport, v, a.line, 0, "differs from that of "+tag.path+", whose transport the BUNDLE group uses")
				}
			}
		}
	}
}

// transport is what the section says of its transport: for each attribute its
// lines, sorted.
func (v *view) transport() map[string]string {
	lines := map[string][]string{}
	for _, s := range v.shared {
		if !unbundled[s.v] {
			lines[s.v] = append(lines[s.v], s.line.Text())
		}
	}
	all := make(map[string]string, len(lines))
	for name, l := range lines {
		slices.Sort(l)
		all[name] = strings.Join(l, "\n")
	}
	return all
}

// sameParams compares the format parameters of a payload type in two sections of a
// BUNDLE group. One that is the same codec for an answer may still not decode the
// other's packets, which carry nothing but the number.
func (c *checker) sameParams(v *view, codec Codec, other *view, was Codec) {
	if m := (comparer{}).generic(was, codec); !m.Same {
		l, at := v.about(codec.PayloadType)
		c.add(probBundleParams, v, l, at, "payload type "+utoa(uint32(codec.PayloadType))+" has other format parameters in "+other.path+
			", of the same BUNDLE group: "+quote(m.Param)+" is "+quote(orNone(m.A))+" there and "+quote(orNone(m.B))+" here")
	}
}
