package munge

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of simulcast, in the form of RFC 8853 and in the one that
// browsers had before, groups of sources.

// setSimulcast writes the form of RFC 8853.
type setSimulcast struct {
	RIDs []string `json:"rids"`
}

// SetSimulcast makes sections send simulcast: an a=rid for each id, and one
// a=simulcast with all of them, the first being the most wanted (RFC 8853 §5.1). What
// they said about sending layers before is replaced; what they receive stays. A section
// that sends nothing, by its direction, is left alone.
//
// Within Video it is for video, which is what stacks have simulcast for. A receiver that
// tells the layers apart by the RTP header extensions for mid and rid, as SFUs do (RFC
// 8853 §5.5), needs these as well: see AddExtension, and the example.
func SetSimulcast(rids ...string) Edit { return Edit{op: &setSimulcast{rids}} }

func (*setSimulcast) kind() string { return "set-simulcast" }

func (o *setSimulcast) check() error {
	if len(o.RIDs) == 0 {
		return fail(ErrArgument, "no rid-id is given")
	}
	for i, id := range o.RIDs {
		if _, err := render(sdp.RID{ID: id, Direction: sdp.SendOnly}); err != nil {
			return err
		}
		if slices.Contains(o.RIDs[:i], id) {
			return fail(ErrArgument, "rid-id %q stands there twice", id)
		}
	}
	return nil
}

func (o *setSimulcast) apply(p *pass) error {
	for m := range p.rtp() {
		if p.direction(m)&sdp.SendOnly == 0 {
			continue
		}
		for r, err := range sdp.All[sdp.RID](m) {
			if err == nil && r.Direction == sdp.RecvOnly && slices.Contains(o.RIDs, r.ID) {
				return fail(ErrCollision, "rid-id %q is that of a stream to receive", r.ID).in(m).by("RFC 8851 §4")
			}
		}
		gone := map[string]bool{}
		have := map[string]bool{}
		for r, err := range sdp.All[sdp.RID](m) {
			if err == nil && r.Direction == sdp.SendOnly {
				have[r.ID] = true
				gone[r.ID] = !slices.Contains(o.RIDs, r.ID)
			}
		}
		if err := p.dropRIDs(m, gone); err != nil {
			return err
		}
		for _, id := range o.RIDs {
			if !have[id] {
				if err := addBehind(p, m, sdp.RID{ID: id, Direction: sdp.SendOnly}); err != nil {
					return err
				}
			}
		}
		s, ok, err := sdp.First[sdp.Simulcast](m)
		if ok && err == nil && s.Draft != "" {
			return fail(ErrIllegal, "its a=simulcast has the form of a draft").in(m)
		}
		if err != nil {
			s = sdp.Simulcast{}
		}
		s.Send = sdp.SimulcastStreams(strings.Join(o.RIDs, ";"))
		if err := set(p, m, s); err != nil {
			return err
		}
	}
	return nil
}

// addBehind writes an attribute behind the last of its type, or at the end.
func addBehind[T sdp.Attribute[T]](p *pass, s sdp.Section, v T) error {
	text, err := render(v)
	if err != nil {
		return err
	}
	var last sdp.Line
	for l := range sdp.LinesOf[T](s) {
		last = l
	}
	if last.Valid() {
		_, err = p.insertAfter(last, text)
	} else {
		_, err = p.add(s, text)
	}
	return err
}

// dropLayers takes streams out of simulcast.
type dropLayers struct {
	RIDs []string `json:"rids"`
}

// DropLayers takes streams out of simulcast: their a=rid, and their mention in
// a=simulcast and in the depend= of others. A direction that is left without streams
// goes, and with the last one a=simulcast.
func DropLayers(rids ...string) Edit { return Edit{op: &dropLayers{rids}} }

func (*dropLayers) kind() string { return "drop-layers" }

func (o *dropLayers) check() error {
	if len(o.RIDs) == 0 {
		return fail(ErrArgument, "no rid-id is given")
	}
	return nil
}

func (o *dropLayers) apply(p *pass) error {
	gone := map[string]bool{}
	for _, id := range o.RIDs {
		gone[id] = true
	}
	for m := range p.live() {
		if err := p.dropRIDs(m, gone); err != nil {
			return err
		}
	}
	return nil
}

// stripSimulcast makes sections send and receive one stream.
type stripSimulcast struct{}

// StripSimulcast takes simulcast out of sections: a=simulcast with its a=rid lines, and
// the form without rids, a=ssrc-group:SIM, of which the first source stays, with its
// rtx.
func StripSimulcast() Edit { return Edit{op: &stripSimulcast{}} }

func (*stripSimulcast) kind() string { return "strip-simulcast" }
func (*stripSimulcast) check() error { return nil }

func (o *stripSimulcast) apply(p *pass) error {
	for m := range p.live() {
		if err := dropAll[sdp.Simulcast](p, m); err != nil {
			return err
		}
		if err := dropAll[sdp.RID](p, m); err != nil {
			return err
		}
		if err := p.dropLegacySimulcast(m); err != nil {
			return err
		}
	}
	return nil
}

// LegacySimulcast reports whether a section has simulcast as browsers had it before
// RFC 8853: an a=ssrc-group:SIM, a source for each layer.
func LegacySimulcast(m sdp.Section) bool {
	for g, err := range sdp.All[sdp.SSRCGroup](m) {
		if err == nil && g.Semantics == "SIM" {
			return true
		}
	}
	return false
}

// dropLegacySimulcast leaves the first source of each SIM group, and what belongs to it.
func (p *pass) dropLegacySimulcast(m sdp.Section) error {
	gone := map[uint32]bool{}
	for g, err := range sdp.All[sdp.SSRCGroup](m) {
		if err != nil || g.Semantics != "SIM" {
			continue
		}
		n := 0
		for id := range g.SSRCs() {
			if n++; n > 1 {
				gone[id] = true
			}
		}
	}
	for g, err := range sdp.All[sdp.SSRCGroup](m) {
		if err != nil || g.Semantics == "SIM" {
			continue
		}
		n := 0
		for id := range g.SSRCs() { // the secondary sources of one that goes
			if n++; n == 1 && !gone[id] {
				break
			}
			gone[id] = true
		}
	}
	if err := drop(p, m, func(g sdp.SSRCGroup) bool { return g.Semantics == "SIM" }); err != nil {
		return err
	}
	return p.dropSources(m, gone)
}

// dropRIDs takes rids out of a section, and their mentions.
func (p *pass) dropRIDs(m sdp.Section, gone map[string]bool) error {
	if err := drop(p, m, func(r sdp.RID) bool { return gone[r.ID] }); err != nil {
		return err
	}
	for l := range sdp.LinesOf[sdp.RID](m) {
		if r, ok := read[sdp.RID](l); ok {
			if err := p.undepend(l, r, gone); err != nil {
				return err
			}
		}
	}
	for l := range sdp.LinesOf[sdp.Simulcast](m) {
		s, ok := read[sdp.Simulcast](l)
		if !ok || s.Draft == "pt" {
			continue
		}
		if err := p.thin(l, s, func(id string) bool { return gone[id] }); err != nil {
			return err
		}
	}
	return nil
}

// undepend takes ids out of depend= (RFC 8851 §5).
func (p *pass) undepend(l sdp.Line, r sdp.RID, gone map[string]bool) error {
	var params []string
	changed := false
	for _, param := range split(r.Params, ";") {
		if list, ok := strings.CutPrefix(param, "depend="); ok {
			ids := split(list, ",")
			left := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return gone[id] })
			if changed = changed || len(left) < len(ids); len(left) == 0 {
				continue
			}
			param = "depend=" + strings.Join(left, ",")
		}
		params = append(params, param)
	}
	if !changed {
		return nil
	}
	r.Params = strings.Join(params, ";")
	return p.rewrite(l, r.AppendAttribute(nil))
}

// rewrite gives an a= line another attribute.
func (p *pass) rewrite(l sdp.Line, attr []byte) error { return p.replace(l, "a="+string(attr)) }

// split is strings.Split, with nothing in it for an empty text.
func split(s, sep string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, sep)
}

// thin takes streams out of a=simulcast.
func (p *pass) thin(l sdp.Line, s sdp.Simulcast, gone func(id string) bool) error {
	was := s
	for _, list := range []*sdp.SimulcastStreams{&s.Send, &s.Recv} {
		var streams []string
		for stream := range list.All() {
			alternatives := slices.DeleteFunc(split(string(stream), ","), func(id string) bool {
				return gone(strings.TrimPrefix(id, "~"))
			})
			if len(alternatives) > 0 {
				streams = append(streams, strings.Join(alternatives, ","))
			}
		}
		*list = sdp.SimulcastStreams(strings.Join(streams, ";"))
	}
	switch {
	case s.Equal(was):
		return nil
	case s.Send == "" && s.Recv == "":
		return p.remove(l)
	}
	return p.rewrite(l, s.AppendAttribute(nil))
}

// narrowStreams takes payload types out of the pt= of a=rid, and out of the a=simulcast
// of the draft that has them. A rid of which no format is left can't be sent, and goes.
func (p *pass) narrowStreams(m sdp.Section, gone *types) error {
	empty := map[string]bool{}
	for l := range sdp.LinesOf[sdp.RID](m) {
		r, ok := read[sdp.RID](l)
		if !ok {
			continue
		}
		n, left := 0, 0
		var params []string
		for _, param := range split(r.Params, ";") {
			if list, ok := strings.CutPrefix(param, "pt="); ok {
				formats := split(list, ",")
				n += len(formats)
				formats = slices.DeleteFunc(formats, func(s string) bool {
					pt, ok := payloadType(s)
					return ok && gone[pt]
				})
				if left += len(formats); len(formats) == 0 {
					continue
				}
				param = "pt=" + strings.Join(formats, ",")
			}
			params = append(params, param)
		}
		switch {
		case left == n:
		case left == 0:
			empty[r.ID] = true
		default:
			r.Params = strings.Join(params, ";")
			if err := p.rewrite(l, r.AppendAttribute(nil)); err != nil {
				return err
			}
		}
	}
	if len(empty) > 0 {
		if err := p.dropRIDs(m, empty); err != nil {
			return err
		}
	}
	for l := range sdp.LinesOf[sdp.Simulcast](m) {
		if s, ok := read[sdp.Simulcast](l); ok && s.Draft == "pt" {
			if err := p.thin(l, s, func(id string) bool { pt, ok := payloadType(id); return ok && gone[pt] }); err != nil {
				return err
			}
		}
	}
	return nil
}
