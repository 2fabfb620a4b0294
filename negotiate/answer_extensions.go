package negotiate

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// An idSpace is what numbers stand for in sections that share a transport: ids of header
// extensions (RFC 8285 §7) and payload types (RFC 9143 §9.1.1).
type idSpace struct {
	extensions []usedExtension
	formats    [128]int32 // the section that had the payload type first, as index+1
}

func (s *idSpace) uri(id int) (string, bool) {
	for _, e := range s.extensions {
		if e.ID == id {
			return e.URI, true
		}
	}
	return "", false
}

func (s *idSpace) id(uri string) int {
	for _, e := range s.extensions {
		if e.URI == uri {
			return e.ID
		}
	}
	return 0
}

// extensions takes the offered header extensions that the Media has, under their ids.
func (a *answering) extensions(p *plan) {
	if len(p.m.Extensions) == 0 {
		return
	}
	offered := p.o.extmaps()
	if len(offered) == 0 {
		return
	}
	var own idSpace
	space := &own
	if p.o.bundle >= 0 {
		space = &a.ids[p.o.bundle]
	}
	if space.extensions == nil {
		space.extensions = make([]usedExtension, 0, max(len(offered), 16))
	}
	p.extensions = make([]sdp.ExtMap, 0, min(len(p.m.Extensions), len(offered)))
	encrypted := slices.ContainsFunc(offered, func(e held[sdp.ExtMap]) bool { return e.v.URI == encryptURI })
	for i := range offered {
		e, ruling := a.extension(p, space, &offered[i].v, encrypted)
		if ruling == taken || ruling == encryptedTaken {
			p.extensions = append(p.extensions, e)
		}
		if a.reporting {
			p.rulings = append(p.rulings, ruling)
		}
	}
}

// extension answers one a=extmap; encrypted says that some of the section are.
func (a *answering) extension(p *plan, space *idSpace, offered *sdp.ExtMap, encrypted bool) (e sdp.ExtMap, _ ruling) {
	name := extensionName(offered.URI, offered.Attributes)
	local := p.m.extension(name)
	switch {
	case local == nil:
		return e, unsupported
	case offered.ID == 15:
		return e, reservedID
	case p.hasExtension(name):
		return e, twice
	}
	e = sdp.ExtMap{ID: offered.ID, URI: offered.URI, Attributes: local.Attributes}
	// Without a direction of its own an extension has that of the section, and in an
	// inactive one both (RFC 8285 §7).
	dir := p.o.direction
	switch {
	case offered.HasDirection:
		dir = offered.Direction
	case dir == sdp.Inactive:
		dir = sdp.SendRecv
	}
	if encrypted && encryptedToo(p, name) {
		// RFC 6904 §4.1: not both forms may be used, and the plain one is inactive.
		e.HasDirection = true
		return e, encryptedTaken
	}
	e.Direction = dir.Reverse()
	if local.Direction != 0 {
		e.Direction &= local.Direction
	}
	if e.Direction == sdp.Inactive {
		return e, wrongDirection
	}
	e.HasDirection = offered.HasDirection
	if p.direction == sdp.Inactive {
		e.HasDirection = e.HasDirection || e.Direction != sdp.SendRecv
	} else {
		// What the section has no direction for now may have one later; until then it is
		// inactive, as browsers write it (RFC 8285 §7).
		e.Direction &= p.direction
		e.HasDirection = e.HasDirection || e.Direction != p.direction
	}
	if e.ID >= 4096 {
		// The offerer leaves the choice of an id to the answer; of several with one
		// such id at most one is taken.
		if slices.Contains(p.picked, offered.ID) {
			return e, alternative
		}
		if e.ID = a.freeID(space, name); e.ID == 0 {
			return e, noID
		}
	}
	// In a group an id is one extension's, and an extension has one id (RFC 8285 §7).
	uri, has := space.uri(e.ID)
	if id := space.id(name); has && uri != name || id != 0 && id != e.ID {
		return e, otherInBundle
	} else if !has {
		space.extensions = append(space.extensions, usedExtension{e.ID, name})
	}
	if offered.ID >= 4096 {
		p.picked = append(p.picked, offered.ID)
	}
	return e, taken
}

// extension finds a Media's header extension.
func (m *Media) extension(name string) *Extension {
	for i := range m.Extensions {
		if e := &m.Extensions[i]; e.URI == name || e.URI == encryptURI && extensionName(e.URI, e.Attributes) == name {
			return e
		}
	}
	return nil
}

func (p *plan) hasExtension(name string) bool {
	return slices.ContainsFunc(p.extensions, func(e sdp.ExtMap) bool {
		return e.URI == name || e.URI == encryptURI && extensionName(e.URI, e.Attributes) == name
	})
}

// encryptedToo says that the extension is offered encrypted as well, and is taken so: not
// both may be (RFC 6904 §4.1).
func encryptedToo(p *plan, name string) bool {
	offered := p.o.extmaps()
	for i := range offered {
		e := &offered[i].v
		if e.URI != encryptURI || !strings.HasPrefix(e.Attributes, name) {
			continue
		}
		if both := extensionName(e.URI, e.Attributes); both == encryptURI+" "+name && p.m.extension(both) != nil {
			return true
		}
	}
	return false
}

// freeID picks an id for an extension that has none yet: the one it had before, else the
// lowest that nothing in the session has, of those that one byte holds if possible.
func (a *answering) freeID(space *idSpace, name string) int {
	if id := space.id(name); id != 0 {
		return id
	}
	if a.names == nil {
		a.names = newUsed(a.past)
	}
	if id := a.names.uris[name]; id != 0 {
		return id
	}
	if a.offeredIDs == nil {
		a.offeredIDs = make(map[int]bool)
		for i := range a.offer.media {
			for _, e := range a.offer.media[i].extmaps() {
				a.offeredIDs[e.v.ID] = true
			}
		}
	}
	for id := 1; id <= 255; id++ {
		if id == 15 || a.offeredIDs[id] || a.names.ids[id] != "" {
			continue
		}
		if _, taken := space.uri(id); !taken {
			a.names.ids[id] = name
			a.names.uris[name] = id
			return id
		}
	}
	return 0
}
