package munge

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of RTP sources and of the streams that they belong to.

// stripSources removes what is said about sources.
type stripSources struct{}

// StripSources removes a=ssrc and a=ssrc-group. A receiver then finds out by mid, rid
// and payload type what a packet belongs to (RFC 9143 §9.2).
func StripSources() Edit { return Edit{op: &stripSources{}} }

func (*stripSources) kind() string { return "strip-sources" }
func (*stripSources) check() error { return nil }

func (*stripSources) apply(p *pass) error {
	for m := range p.live() {
		if err := dropAll[sdp.SSRC](p, m); err != nil {
			return err
		}
		if err := dropAll[sdp.SSRCGroup](p, m); err != nil {
			return err
		}
	}
	return nil
}

// dropSources removes the a=ssrc lines of sources, and the groups that they are in.
func (p *pass) dropSources(m sdp.Section, gone map[uint32]bool) error {
	if len(gone) == 0 {
		return nil
	}
	if err := drop(p, m, func(s sdp.SSRC) bool { return gone[s.ID] }); err != nil {
		return err
	}
	return drop(p, m, func(g sdp.SSRCGroup) bool {
		for id := range g.SSRCs() {
			if gone[id] {
				return true
			}
		}
		return false
	})
}

// dropSecondary removes groups with these semantics, and their sources but the first.
func (p *pass) dropSecondary(m sdp.Section, semantics string) error {
	gone := map[uint32]bool{}
	first := map[uint32]bool{}
	for g, err := range sdp.All[sdp.SSRCGroup](m) {
		if err != nil {
			continue
		}
		n := 0
		for id := range g.SSRCs() {
			if n++; n == 1 || g.Semantics != semantics {
				first[id] = true
			} else {
				gone[id] = true
			}
		}
	}
	for id := range first {
		delete(gone, id)
	}
	if err := drop(p, m, func(g sdp.SSRCGroup) bool { return g.Semantics == semantics }); err != nil {
		return err
	}
	return p.dropSources(m, gone)
}

// renameSource gives a source another number.
type renameSource struct {
	From uint32 `json:"from"`
	To   uint32 `json:"to"`
}

// RenameSource gives a source another SSRC, in a=ssrc and in a=ssrc-group. It is
// refused if the section or one that it is bundled with has that SSRC already, for
// they have to be unique in a session (RFC 3550 §8).
func RenameSource(from, to uint32) Edit { return Edit{op: &renameSource{from, to}} }

func (*renameSource) kind() string { return "rename-source" }

func (o *renameSource) check() error {
	if o.From == o.To {
		return fail(ErrArgument, "both are %d", o.From)
	}
	return nil
}

func (o *renameSource) apply(p *pass) error {
	for m := range p.live() {
		if !mentions(m, o.From) {
			continue
		}
		for _, other := range p.groupOf(m) {
			if mentions(other, o.To) {
				return fail(ErrCollision, "source %d is there already", o.To).in(other).by("RFC 3550 §8")
			}
		}
		for l := range m.LinesOf('a') {
			var by []string
			at := sourcesIn(l, o.From)
			for range at {
				by = append(by, decimal(o.To))
			}
			if err := p.replace(l, putAll(l.Text(), at, by)); err != nil {
				return err
			}
		}
	}
	return nil
}

// mentions says that a section has something to say about a source.
func mentions(m sdp.Section, id uint32) bool {
	for l := range m.LinesOf('a') {
		if len(sourcesIn(l, id)) > 0 {
			return true
		}
	}
	return false
}

// sourcesIn finds the places in an a=ssrc or a=ssrc-group line that name a source.
func sourcesIn(l sdp.Line, id uint32) (at []span) {
	name, value, _, _ := l.Attr()
	text := l.Text()
	n := 0
	for s := range words(text, len(text)-len(value)) {
		n++
		if name == "ssrc" && n == 1 || name == "ssrc-group" && n > 1 {
			if v, ok := number(s.of(text)); ok && v == id {
				at = append(at, s)
			}
		}
	}
	return at
}

// setCNAME gives all sources one name.
type setCNAME struct {
	CNAME string `json:"cname"`
}

// SetCNAME gives the sources in a=ssrc another cname (RFC 5576 §6.1). What has one
// cname is played out in synchrony (RFC 3550 §6.5.1).
func SetCNAME(cname string) Edit { return Edit{op: &setCNAME{cname}} }

func (*setCNAME) kind() string { return "set-cname" }

func (o *setCNAME) check() error {
	if o.CNAME == "" || strings.ContainsAny(o.CNAME, "\r\n\x00") {
		return fail(ErrArgument, "%q is not a cname", o.CNAME)
	}
	return nil
}

func (o *setCNAME) apply(p *pass) error {
	for m := range p.live() {
		for l := range sdp.LinesOf[sdp.SSRC](m) {
			s, ok := read[sdp.SSRC](l)
			if !ok || s.Name != "cname" || s.Value == o.CNAME {
				continue
			}
			text := l.Text()
			if err := p.replace(l, text[:len(text)-len(s.Value)]+o.CNAME); err != nil {
				return err
			}
		}
	}
	return nil
}

// setMSID names the stream and the track.
type setMSID struct {
	Stream string `json:"stream"`
	Track  string `json:"track,omitempty"`
}

// SetMSID names the MediaStream that the section's track is in, "-" for none, and the
// track, "" to leave it to the receiver (RFC 8830 §2). What a=ssrc says of them, as
// browsers still write it, is changed too.
func SetMSID(stream, track string) Edit { return Edit{op: &setMSID{stream, track}} }

func (*setMSID) kind() string { return "set-msid" }

func (o *setMSID) check() error {
	if strings.ContainsAny(o.Stream+o.Track, " \t") {
		return fail(ErrArgument, "an id holds white space")
	}
	_, err := render(sdp.MSID{ID: o.Stream, AppData: o.Track})
	return err
}

func (o *setMSID) apply(p *pass) error {
	msid := sdp.MSID{ID: o.Stream, AppData: o.Track}
	for m := range p.rtp() {
		if err := set(p, m, msid); err != nil {
			return err
		}
		if err := p.renameStreams(m, msid); err != nil {
			return err
		}
	}
	return p.syncSemantic()
}

// renameStreams changes what a=ssrc says of stream and track. Without a track its label
// goes; only where the source would not be described any more, and a group needs it (RFC
// 5576 §4.2), the line names the stream instead.
func (p *pass) renameStreams(m sdp.Section, msid sdp.MSID) error {
	var needed func(sdp.SSRC) bool
	for l := range sdp.LinesOf[sdp.SSRC](m) {
		s, ok := read[sdp.SSRC](l)
		if !ok {
			continue
		}
		switch s.Name {
		case "msid":
			s.Value = msid.String()
		case "mslabel":
			s.Value = msid.ID
		case "label":
			if s.Value = msid.AppData; s.Value != "" {
				break
			}
			if needed == nil {
				needed = lastWords(m)
			}
			if !needed(s) {
				if err := p.remove(l); err != nil {
					return err
				}
				continue
			}
			s.Name, s.Value = "msid", msid.String()
		default:
			continue
		}
		s.HasValue = true
		if err := p.rewrite(l, s.AppendAttribute(nil)); err != nil {
			return err
		}
	}
	return nil
}

// lastWords says, of one a=ssrc line after the other, whether it has to stay because it is
// the last about a source that a group names, which has to be described (RFC 5576 §4.2);
// of a line for which it says no it takes for granted that it goes.
func lastWords(m sdp.Section) func(sdp.SSRC) bool {
	left := map[uint32]int{}
	for s, err := range sdp.All[sdp.SSRC](m) {
		if err == nil {
			left[s.ID]++
		}
	}
	grouped := map[uint32]bool{}
	for g, err := range sdp.All[sdp.SSRCGroup](m) {
		if err == nil {
			for id := range g.SSRCs() {
				grouped[id] = true
			}
		}
	}
	return func(s sdp.SSRC) bool {
		if grouped[s.ID] && left[s.ID] == 1 {
			return true
		}
		left[s.ID]--
		return false
	}
}

// stripMSID removes the streams.
type stripMSID struct{}

// StripMSID removes what says which MediaStream a track is in: a=msid, the same behind
// a=ssrc, and the ids in a=msid-semantic.
func StripMSID() Edit { return Edit{op: &stripMSID{}} }

func (*stripMSID) kind() string { return "strip-msid" }
func (*stripMSID) check() error { return nil }

func (*stripMSID) apply(p *pass) error {
	for m := range p.live() {
		if err := dropAll[sdp.MSID](p, m); err != nil {
			return err
		}
		if err := p.dropStreamNames(m); err != nil {
			return err
		}
	}
	return p.syncSemantic()
}

// dropStreamNames removes a=ssrc lines about streams. A source that a group names has
// to be described (RFC 5576 §4.2), so its last line stays.
func (p *pass) dropStreamNames(m sdp.Section) error {
	needed := lastWords(m)
	return drop(p, m, func(s sdp.SSRC) bool {
		return (s.Name == "msid" || s.Name == "mslabel" || s.Name == "label") && !needed(s)
	})
}

// syncSemantic makes a=msid-semantic list the streams that are there, in their order,
// where it lists streams.
func (p *pass) syncSemantic() error {
	var ids []string
	seen := map[string]bool{}
	for _, m := range p.d.AllMedia() {
		for v, err := range sdp.All[sdp.MSID](m) {
			if err == nil && v.InStream() && !seen[v.ID] {
				seen[v.ID] = true
				ids = append(ids, v.ID)
			}
		}
	}
	for l := range sdp.LinesOf[sdp.MSIDSemantic](p.d.Session()) {
		s, ok := read[sdp.MSIDSemantic](l)
		if !ok || s.Has("*") {
			continue
		}
		var gone []span
		var by []string
		text := l.Text()
		n, have := 0, map[string]bool{}
		for w := range words(text, len("a=msid-semantic:")) {
			if n++; n == 1 {
				continue
			}
			if have[w.of(text)] = true; !seen[w.of(text)] {
				gone = append(gone, span{w.at - 1, w.end})
				by = append(by, "")
			}
		}
		text = putAll(text, gone, by)
		if n > 1 { // an empty list is left empty
			for _, id := range ids {
				if !have[id] {
					text += " " + id
				}
			}
		}
		if err := p.replace(l, text); err != nil {
			return err
		}
	}
	return nil
}
