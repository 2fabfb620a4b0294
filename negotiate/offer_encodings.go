package negotiate

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file writes the encodings of an offered section (RFC 8851, RFC 8853).

// format is the payload type of the offer for one of the Media; "" for none.
func (p *part) format(own string) string {
	pt, ok := payloadType(own)
	switch {
	case !ok:
		return own // "*"
	case p.renamed[pt] == 0:
		return ""
	}
	return strconv.Itoa(int(p.renamed[pt] & 127))
}

// encodings writes a=rid and a=simulcast: of a section that has some those it has, which
// can't change (RFC 9429 §5.2.2), else those of the Media. A single one needs no
// a=simulcast.
func (o *offering) encodings(p *part) {
	w := &o.w
	if p.was != nil && len(p.was.rids()) > 0 {
		for _, r := range p.was.rids() {
			attribute(w, r.v)
		}
		if p.was.simulcast.has() {
			attribute(w, p.was.simulcast.v)
		}
		return
	}
	if !p.m.Direction.Send() || p.was != nil {
		return
	}
	var streams []string
	for _, e := range p.m.Encodings {
		r := sdp.RID{ID: e.RID, Direction: sdp.SendOnly, Params: e.Params}
		if strings.Contains(e.Params, "pt=") {
			r.Params = p.restrictions(r)
		}
		attribute(w, r)
		id := e.RID
		if e.Paused {
			id = "~" + id
		}
		streams = append(streams, id)
	}
	if len(streams) > 1 {
		attribute(w, sdp.Simulcast{Send: sdp.SimulcastStreams(strings.Join(streams, ";"))})
	}
}

// restrictions gives payload types in a rid's restrictions their numbers of the offer.
func (p *part) restrictions(r sdp.RID) string {
	parts := strings.Split(r.Params, ";")
	for i, part := range parts {
		if list, ok := strings.CutPrefix(part, "pt="); ok {
			var to []string
			for f := range strings.SplitSeq(list, ",") {
				if f = p.format(f); f != "" {
					to = append(to, f)
				}
			}
			parts[i] = "pt=" + strings.Join(to, ",")
		}
	}
	return strings.Join(parts, ";")
}
