package negotiate

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

const ridURI = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"

// encodings turns the offered encodings round (RFC 8851 §6.3, RFC 8853 §5.3.2): what the
// offerer sends is received, up to Media.RecvEncodings, and what it wants to receive is
// sent, up to the number of Media.Encodings. Of alternatives the first that can be taken
// is. Without the header extension for rids, packets couldn't be told apart, and there is
// no simulcast.
func (a *answering) encodings(p *plan) {
	o := p.o
	rids := o.rids()
	if len(rids) == 0 || !p.hasExtension(ridURI) {
		return
	}
	recv, send := p.m.RecvEncodings, len(p.m.Encodings)
	if !p.direction.Recv() {
		recv = 0
	}
	if !p.direction.Send() {
		send = 0
	}
	if !o.simulcast.has() {
		for i := range rids {
			switch r := &rids[i].v; {
			case r.Direction == sdp.SendOnly && recv > 0 && a.rid(p, r.ID, r.Direction):
				recv--
			case r.Direction == sdp.RecvOnly && send > 0 && a.rid(p, r.ID, r.Direction):
				send--
			}
		}
		return
	}
	lines := 0
	for range o.sec.AttrLines("simulcast") {
		lines++
	}
	if lines > 1 || o.simulcast.v.Draft == "pt" {
		return // RFC 8853 §5.3.2: of several, none counts
	}
	p.stream.Draft = o.simulcast.v.Draft
	p.stream.Recv = a.streams(p, o.simulcast.v.Send, sdp.SendOnly, recv)
	p.stream.Send = a.streams(p, o.simulcast.v.Recv, sdp.RecvOnly, send)
}

// streams takes at most so many of the offered streams of one direction.
func (a *answering) streams(p *plan, offered sdp.SimulcastStreams, dir sdp.Direction, most int) sdp.SimulcastStreams {
	var list []string
	for stream := range offered.All() {
		if len(list) >= most {
			break
		}
		for id, paused := range stream.Alternatives() {
			if a.rid(p, id, dir) {
				if paused {
					id = "~" + id
				}
				list = append(list, id)
				break
			}
		}
	}
	return sdp.SimulcastStreams(strings.Join(list, ";"))
}

// rid takes an offered a=rid, if it can: with its direction turned round, its restrictions
// as they are, and of its payload types those that the answer has.
func (a *answering) rid(p *plan, id string, dir sdp.Direction) bool {
	for i := range p.rids {
		if p.rids[i].ID == id {
			return false
		}
	}
	for _, offered := range p.o.rids() {
		r := offered.v
		if r.ID != id {
			continue
		}
		if r.Direction != dir {
			return false
		}
		params, ok := p.ridParams(r)
		if !ok {
			return false
		}
		p.rids = append(p.rids, sdp.RID{ID: id, Direction: dir.Reverse(), Params: params})
		return true
	}
	return false
}

// ridParams drops payload types that the answer doesn't have; ok is false if none is left.
func (p *plan) ridParams(r sdp.RID) (params string, ok bool) {
	var kept []string
	all, none := true, true
	for f := range r.Formats() {
		none = false
		if p.hasFormat(f) {
			kept = append(kept, f)
		} else {
			all = false
		}
	}
	if all || none {
		return r.Params, true
	}
	if len(kept) == 0 {
		return "", false
	}
	parts := strings.Split(r.Params, ";")
	for i, part := range parts {
		if strings.HasPrefix(part, "pt=") {
			parts[i] = "pt=" + strings.Join(kept, ",")
		}
	}
	return strings.Join(parts, ";"), true
}

func (p *plan) hasFormat(format string) bool {
	pt, ok := payloadType(format)
	for i := range p.codecs {
		if ok && p.codecs[i].offered.PayloadType == pt {
			return true
		}
	}
	return false
}
