package negotiate

import (
	"errors"
	"fmt"
	"slices"

	"github.com/sdpkit/sdpkit/sdp"
)

// Answer writes the first answer of a session. It is [History.Answer] of an empty
// History.
func Answer(offer *sdp.Description, caps Capabilities) (*sdp.Description, error) {
	a := answering{composer: composer{caps: &caps, past: new(History)}}
	return a.run(offer)
}

// AnswerReport is Answer with the reason for every decision.
func AnswerReport(offer *sdp.Description, caps Capabilities) (*sdp.Description, *Report, error) {
	return new(History).AnswerReport(offer, caps)
}

// Answer writes the answer to an offer, the first of the session or a later one.
//
// Which Media takes which section: one that had it before, by its place in
// Capabilities.Media; else the one with the section's MID; else, in the order of both, the
// first Media of the same kind without a MID that is not stopped, accepts the transport
// protocol, and has not as many sections as it takes. A section with port 0, or that is
// rejected, counts for none.
//
// A section that can't be agreed on is rejected by itself, with port 0 (RFC 3264 §6), and
// never the whole offer: whoever wants to refuse that rolls back. An error is about the
// capabilities: something is missing or can't be written; or the offer is nil, or has an m=
// line with what no m= line can have, which [sdp.ParseLax] lets in. With any offer at all
// there is no panic.
func (h *History) Answer(offer *sdp.Description, caps Capabilities) (*sdp.Description, error) {
	a := answering{composer: composer{caps: &caps, past: h}}
	return a.run(offer)
}

// AnswerReport is Answer with the reason for every decision.
func (h *History) AnswerReport(offer *sdp.Description, caps Capabilities) (*sdp.Description, *Report, error) {
	a := answering{composer: composer{caps: &caps, past: h}, reporting: true}
	d, err := a.run(offer)
	if err != nil {
		return nil, nil, err
	}
	return d, a.report(d), nil
}

// An answering is one answer in the making. First it plans the sections, then it writes
// them; a report is read off the plans afterwards.
type answering struct {
	composer
	offer      *view
	cmp        sdp.Comparison
	reporting  bool
	plans      []plan
	groups     []answerGroup // one for each BUNDLE group of the offer
	ids        []idSpace     // of header extensions, one for each of groups
	taken      []int         // how many sections each Media has taken
	offeredIDs map[int]bool  // of header extensions, made when needed
	wanted     map[wish]bool // sections that some Media wants by its MID
}

// A wish is the section that a Media wants.
type wish struct{ mid, kind string }

// A plan is what is to become of an offered section.
type plan struct {
	o       *section
	m       *Media
	entry   int // index in Capabilities.Media, -1 for none
	nth     int // which of the sections this is that the Media takes
	refused refusal
	group   int // in the answer: index into groups, -1 for none
	tag     int // the section whose transport it uses, itself for most

	direction  sdp.Direction
	codecs     []codecPlan // in the order of the answer
	formats    []string    // of what isn't RTP
	extensions []sdp.ExtMap
	rids       []sdp.RID
	stream     sdp.Simulcast
	picked     []int // ids from 4096 up that were given another

	dtls, ice, mux bool
	crypto         *sdp.Crypto
	keys           credentials // of the transport that the section is tagged for, once they are made
	fates          []fate      // of every offered codec, when a report is wanted
	rulings        []ruling    // of every offered header extension, the same
}

// An answerGroup is what becomes of an offered BUNDLE group.
type answerGroup struct {
	tag     int   // of the answer, -1 if there is no group
	members []int // in the order of the answer, the tag first
	again   bool  // it had been agreed on before
}

func (a *answering) run(offer *sdp.Description) (*sdp.Description, error) {
	if offer == nil {
		return nil, errors.New("negotiate: there is no offer")
	}
	if err := a.caps.validate(false); err != nil {
		return nil, err
	}
	a.begin()
	a.cmp.DefaultProfileLevelID = a.caps.Policy.H264Default
	a.offer = newView(offer)
	a.plans = make([]plan, len(a.offer.media))
	a.groups = make([]answerGroup, len(a.offer.bundles))
	a.ids = make([]idSpace, len(a.offer.bundles))
	a.taken = make([]int, len(a.caps.Media))
	a.assign()
	a.bundle()
	if err := a.write(); err != nil {
		return nil, err
	}
	slots := make([]slot, len(a.plans))
	for i := range a.plans {
		p := &a.plans[i]
		slots[i] = slot{p.o.midOf(), p.entry}
		if p.refused != accepted {
			slots[i].Entry = -1
		}
	}
	d, err := a.finish(slots)
	if err != nil {
		return nil, a.blame(err)
	}
	return d, nil
}

// blame says whose fault it is that an answer can't be read: an answer has each section's
// media type, protocol and formats from the offer, and of one that sdp.ParseLax let in
// they may be such as no m= line can have.
func (a *answering) blame(err error) error {
	for i := range a.offer.media {
		o := &a.offer.media[i]
		if _, bad := o.sec.MediaName(); bad != nil {
			return fmt.Errorf("negotiate: the offer's m[%d] can't be answered: %w", i, bad)
		}
		for _, f := range o.formats() {
			if !isToken(f) {
				return fmt.Errorf("negotiate: the offer's m[%d] can't be answered: %s is not a format", i, quote(f))
			}
		}
	}
	return err
}

// assign finds the Media that takes each section, and decides about it. A Media whose
// section had to be rejected is there for the next one: phones offer RTP/SAVP and RTP/AVP
// side by side.
func (a *answering) assign() {
	media := a.caps.Media
	for i := range media {
		if m := &media[i]; m.MID != "" {
			if a.wanted == nil {
				a.wanted = make(map[wish]bool)
			}
			a.wanted[wish{m.MID, m.Kind}] = true
		}
	}
	for i := range a.plans {
		p := &a.plans[i]
		*p = plan{o: &a.offer.media[i], entry: -1, group: -1, tag: i}
		if n := a.past.entryOf(i, p.o.midOf()); n >= 0 && n < len(media) && media[n].Kind == p.o.kind {
			a.take(p, n)
		}
	}
	for i := range a.plans {
		p := &a.plans[i]
		if p.entry < 0 && !p.o.rejected {
			a.choose(p)
		}
		if a.plan(p); p.refused != accepted && p.entry >= 0 && !p.o.rejected {
			a.taken[p.entry]--
		}
	}
}

func (a *answering) take(p *plan, n int) {
	p.m, p.entry, p.nth = &a.caps.Media[n], n, a.taken[n]
	if !p.o.rejected {
		a.taken[n]++
	}
}

// choose finds a Media for a section that is new, or says why there is none.
func (a *answering) choose(p *plan) {
	mid := p.o.midOf()
	p.refused = noMedia
	for n := range a.caps.Media {
		m := &a.caps.Media[n]
		switch {
		case m.Kind != p.o.kind, m.MID != "" && m.MID != mid:
			continue
		case m.Stopped && m.MID != "":
			a.take(p, n)
			p.refused = stopped
			return
		case m.Stopped, m.Sections >= 0 && a.taken[n] >= max(m.Sections, 1):
			continue
		case !a.accepts(m, p.o):
			p.refused = protoUnsupported
			continue
		}
		if m.MID == "" && mid != "" && a.wanted[wish{mid, m.Kind}] {
			continue // another Media wants exactly this one
		}
		p.refused = accepted
		a.take(p, n)
		return
	}
}

// plan decides about one section but for BUNDLE.
func (a *answering) plan(p *plan) {
	o := p.o
	switch {
	case o.rejected:
		p.refused = refusedByOffer
	case p.refused != accepted:
	case p.m.Stopped && !a.mustStay(p):
		p.refused = stopped
	case !a.accepts(p.m, o):
		p.refused = protoUnsupported
	case a.multicast(o):
		p.refused = multicastOffered
	default:
		if p.direction = o.direction.Reverse() & p.m.Direction; p.m.Stopped {
			p.direction = sdp.Inactive
		}
		if p.refused = a.transport(p); p.refused == accepted {
			p.refused = a.content(p)
		}
	}
}

// mustStay says that the section is the tagged one of a group that was agreed on: to reject
// it would take the others with it, so that one that is stopped here is inactive until an
// offer disables it (RFC 9143 §7.3.3). RFC 9429 §5.3.1 rejects them all.
func (a *answering) mustStay(p *plan) bool {
	if p.o.bundle < 0 || a.caps.Policy.TagRule == TagRule9429 || a.caps.bundle(false) == NoBundle {
		return false
	}
	b := &a.offer.bundles[p.o.bundle]
	return b.tag == p.o.index && a.negotiated(b)
}

// content decides about what a section is to carry.
func (a *answering) content(p *plan) refusal {
	switch o := p.o; {
	case o.proto.rtp:
		if why := a.codecs(p); why != accepted {
			return why
		}
		a.extensions(p)
		a.encodings(p)
	case o.proto.text == "DTLS/SCTP":
		// The format is the port, and a=sctpmap says what it is for
		// (draft-ietf-mmusic-sctp-sdp-05).
		if len(o.sctpMaps()) == 0 || !slices.Contains(p.m.Formats, o.sctpMaps()[0].v.App) {
			return noFormat
		}
		p.formats = o.formats()[:1]
	default:
		for _, f := range o.formats() {
			if slices.Contains(p.m.Formats, f) || slices.Contains(p.m.Formats, "*") {
				p.formats = append(p.formats, f)
			}
		}
		switch {
		case len(p.formats) == 0:
			return noFormat
		case o.proto.sctp && !o.sctpPort.has():
			return noSCTPPort
		}
	}
	return accepted
}

// multicast says that the offered address is a multicast one, of which both sides would
// have to have the same view (RFC 3264 §6.2).
func (a *answering) multicast(o *section) bool {
	addr, ok := a.offer.connection(o).v.Addr()
	return ok && addr.IsMulticast()
}

// listDirection is the direction for which formats are chosen: of an inactive stream
// that which it would have (RFC 3264 §6.1).
func (p *plan) listDirection() sdp.Direction {
	switch {
	case p.direction != sdp.Inactive:
		return p.direction
	case p.o.direction == sdp.Inactive:
		return sdp.SendRecv
	}
	return p.o.direction.Reverse()
}
