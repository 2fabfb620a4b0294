package negotiate

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// Offer writes an offer: the first of a session, for a History that is nil or empty, or a
// later one. It is [History.Offer].
func Offer(caps Capabilities, history *History) (*sdp.Description, error) {
	if history == nil {
		history = new(History)
	}
	return history.Offer(caps)
}

// Offer writes an offer (RFC 9429 §5.2, RFC 3264 §5 and §8).
//
// Every Media has one section, in the order of Capabilities.Media. In a later offer
// sections keep their places. A Media that is stopped, or isn't there any more, leaves its
// section with port 0, and a new one takes the first such place, with a new mid, or is put
// at the end. ICE restarts where [LocalICE].Restart, [Path].Restart or credentials that
// are not in use ask for it.
//
// An error is about the capabilities: something is missing, can't be written, or is
// already used for something else in the session.
func (h *History) Offer(caps Capabilities) (*sdp.Description, error) {
	o := offering{composer: composer{caps: &caps, past: h}}
	if err := caps.Validate(); err != nil {
		return nil, err
	}
	o.begin()
	o.names = newUsed(h)
	if err := o.arrange(); err != nil {
		return nil, err
	}
	if err := o.number(); err != nil {
		return nil, err
	}
	o.bundle()
	if err := o.write(); err != nil {
		return nil, err
	}
	slots := make([]slot, len(o.parts))
	for i := range o.parts {
		slots[i] = slot{o.parts[i].mid, o.parts[i].entry}
	}
	return o.finish(slots)
}

// An offering is one offer in the making.
type offering struct {
	composer
	base  *view // what the endpoint has said last, nil at first
	parts []part
	group []int // the BUNDLE group, the tag first; empty for none
	again bool  // it had been agreed on before
}

// A part is a section of the offer.
type part struct {
	m     *Media // nil for a section with port 0
	entry int    // -1 for none
	mid   string
	was   *section // of base: what the section was; nil for a new one
	held  *section // of base: what is in the place, though it may not be the same
	other *section // in force on the other side; nil for none

	codecs     []sdp.Codec // with the numbers and references that they have in this offer
	local      []int       // of each, the index in Media.Codecs
	renamed    [128]uint8  // for a payload type of the Media, that of the offer, plus 128
	extensions []sdp.ExtMap
	bundleOnly bool
}

// arrange finds the place of every Media.
func (o *offering) arrange() error {
	h := o.past
	o.base = o.local
	slots := h.slots
	if h.pending.offerer == Local {
		o.base, slots = newView(h.pending.local), h.offered
	}
	placed := make([]bool, len(o.caps.Media))
	if o.base != nil {
		o.parts = make([]part, len(o.base.media), len(o.base.media)+len(o.caps.Media))
	}
	for i := range o.parts {
		p := &o.parts[i]
		p.held, p.entry, p.mid = &o.base.media[i], -1, o.base.media[i].midOf()
		p.other = o.wasRemote(i, p.held)
		if p.held.rejected || o.remote != nil && i < len(o.remote.media) && o.remote.media[i].rejected && p.other == nil && o.inForce(i) {
			continue // a free place
		}
		if n := slots[i].Entry; n >= 0 && n < len(o.caps.Media) && !placed[n] && o.caps.Media[n].Kind == p.held.kind {
			if p.entry, placed[n] = n, true; !o.caps.Media[n].Stopped {
				p.m, p.was = &o.caps.Media[n], p.held
				if p.m.MID != "" && p.mid != p.m.MID {
					return &CapabilitiesError{Path: mediaPath(n, "mid"), Msg: "its section has the mid " + quote(p.mid) + ", which can't change (RFC 9429 §5.2.2)"}
				}
			}
		}
	}
	free := 0
	for n := range o.caps.Media {
		m := &o.caps.Media[n]
		if placed[n] || m.Stopped {
			continue
		}
		// A place is free when both sides know it as rejected: one that this offer stops
		// is not yet.
		for free < len(o.parts) && (o.parts[free].m != nil || !o.isFree(free)) {
			free++
		}
		if free == len(o.parts) {
			o.parts = append(o.parts, part{})
		}
		p := &o.parts[free]
		*p = part{m: m, entry: n, held: p.held}
	}
	return o.mids()
}

// inForce says that the place's section is the one that was agreed on, and not one that
// is only proposed.
func (o *offering) inForce(i int) bool {
	return o.local != nil && i < len(o.local.media) && o.local.media[i].midOf() == o.base.media[i].midOf()
}

// isFree says that a place may be used for another stream: it is rejected in a description
// in force (RFC 9429 §5.2.2, RFC 3264 §8.1).
func (o *offering) isFree(i int) bool {
	for _, v := range [...]*view{o.local, o.remote} {
		if v != nil && i < len(v.media) && v.media[i].rejected {
			return true
		}
	}
	return false
}

// mids names the new sections. In SIP only those of a BUNDLE group need it.
func (o *offering) mids() error {
	for i := range o.parts {
		p := &o.parts[i]
		if p.m == nil || p.was != nil || p.m.MID == "" {
			continue
		}
		if p.mid = p.m.MID; !o.names.mid(p.mid) {
			return &CapabilitiesError{Path: mediaPath(p.entry, "mid"), Msg: quote(p.mid) + " has been used in this session"}
		}
	}
	if o.caps.Mode == SIP && o.caps.bundle(true) == NoBundle {
		return nil
	}
	next := 0
	for i := range o.parts {
		p := &o.parts[i]
		for p.m != nil && p.was == nil && p.mid == "" {
			if mid := strconv.Itoa(next); o.names.mid(mid) {
				p.mid = mid
			}
			next++
		}
	}
	return nil
}

// bundle chooses the group (RFC 9143 §7.2, §7.5): the sections that were in it and new
// ones. The tag stays the one that was agreed on as long as it is there.
func (o *offering) bundle() {
	policy := o.caps.bundle(true)
	if policy == NoBundle {
		return
	}
	for i := range o.parts {
		p := &o.parts[i]
		if p.m == nil || p.mid == "" {
			continue
		}
		grouped := p.was != nil && p.was.bundle >= 0 && (p.other == nil || p.other.bundle >= 0)
		agreed := grouped && p.other != nil
		if o.again = o.again || agreed; p.was == nil || grouped {
			o.group = append(o.group, i)
		}
	}
	o.tag()
	if o.again {
		return // RFC 9429 §5.2.2: nothing is bundle-only any more
	}
	kinds := make(map[string]bool, 4)
	for n, i := range o.group {
		p := &o.parts[i]
		first := n == 0 || policy == Balanced && !kinds[p.m.Kind]
		kinds[p.m.Kind] = true
		p.bundleOnly = policy != MaxCompat && !first
	}
}

// tag puts the tagged section first.
func (o *offering) tag() {
	was := o.local
	if was == nil || o.remote == nil {
		return
	}
	for _, v := range [...]*view{o.remote, o.local} {
		for g := range v.bundles {
			tag := v.bundles[g].tag
			n := slices.Index(o.group, tag)
			if n < 0 || o.parts[tag].was == nil {
				continue // it is gone, though its place may be used again
			}
			copy(o.group[1:n+1], o.group[:n])
			o.group[0] = tag
			return
		}
	}
	// The tag is gone; the next must have been agreed on too, to keep the transport.
	if n := slices.IndexFunc(o.group, func(i int) bool { return o.parts[i].was != nil && o.parts[i].other != nil }); n > 0 {
		tag := o.group[n]
		copy(o.group[1:n+1], o.group[:n])
		o.group[0] = tag
	}
}

// times are the t= lines: those from before, or the session without an end.
func (o *offering) times() string {
	if o.base != nil {
		return timesOf(o.base)
	}
	return "t=0 0\r\n"
}

// lipSync names the sections that send a common stream (RFC 9429 §5.2.1).
func (o *offering) lipSync() {
	if o.caps.Mode != WebRTC {
		return
	}
	var order []string
	mids := make(map[string][]string)
	for i := range o.parts {
		p := &o.parts[i]
		if p.m == nil || len(p.codecs) == 0 {
			continue
		}
		for _, id := range p.m.MSIDs {
			if id.ID == "-" || slices.Contains(mids[id.ID], p.mid) {
				continue
			}
			if mids[id.ID] == nil {
				order = append(order, id.ID)
			}
			mids[id.ID] = append(mids[id.ID], p.mid)
		}
	}
	seen := make(map[string]bool)
	for _, id := range order {
		if line := "a=group:LS " + strings.Join(mids[id], " "); len(mids[id]) > 1 && !seen[line] {
			seen[line] = true
			o.w.put(line)
		}
	}
}
