package diff

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// An extension is a header extension; URI and configuration tell it from others
// (RFC 8285 §5).
type extension struct {
	sdp.ExtMap
	line *line
	mate *extension
}

// An extensionKey is what tells it from others.
type extensionKey struct{ uri, attributes string }

func (e *extension) key() extensionKey { return extensionKey{e.URI, e.Attributes} }

func extensions(s *section) (list []extension, keys []extensionKey) {
	ls := s.inherit("extmap")
	list, keys = make([]extension, 0, len(ls)), make([]extensionKey, 0, len(ls))
	for _, l := range ls {
		if m, err := parsed[sdp.ExtMap](l); err == nil {
			list = append(list, extension{ExtMap: m, line: l})
			keys = append(keys, list[len(list)-1].key())
		}
	}
	return list, keys
}

// extensions compares header extensions by URI.
func (c *comparison) extensions(p *pair) {
	if !p.live() {
		return
	}
	old, oldKeys := extensions(p.old)
	new, newKeys := extensions(p.new)
	for i, j := range mates(oldKeys, newKeys) {
		if j >= 0 {
			old[i].mate, new[j].mate = &new[j], &old[i]
		}
	}
	var byID map[int]*extension // of new; made where one of old is gone
	for i := range old {
		o := &old[i]
		switch n := o.mate; {
		case n == nil:
			c.emit(p, finding{id: "extmap-removed", old: []*line{o.line}, summary: o.numbered()})
		case n.ID != o.ID:
			// Ids from 4096 up ask the other side to choose one.
			c.emit(p, finding{
				id: "extmap-remapped", broken: o.ID < 4096, old: []*line{o.line}, new: []*line{n.line},
				summary: o.name() + ": id " + strconv.Itoa(o.ID) + " → " + strconv.Itoa(n.ID),
			})
		case o.way(p.old) != n.way(p.new) && (o.HasDirection || n.HasDirection):
			c.emit(p, finding{
				id: "extmap-direction", old: []*line{o.line}, new: []*line{n.line},
				summary: o.name() + ": " + o.way(p.old).String() + " → " + n.way(p.new).String(),
			})
		case o.line.open() || n.line.open():
			c.emit(p, finding{id: "extmap-direction", cosmetic: true, old: []*line{o.line}, new: []*line{n.line}, summary: o.name() + ": the same, in another place or written differently"})
		}
		if o.mate != nil || o.ID >= 4096 {
			continue
		}
		if byID == nil {
			byID = make(map[int]*extension, len(new))
			for i := range new {
				byID[new[i].ID] = &new[i]
			}
		}
		if n := byID[o.ID]; n != nil && n.key() != o.key() && n.mate == nil {
			c.emit(p, finding{
				id: "extmap-remapped", broken: true, old: []*line{o.line}, new: []*line{n.line},
				summary: "id " + strconv.Itoa(o.ID) + ": " + o.name() + " → " + n.name(),
				detail:  []Detail{{Text: "an id that was in use means another extension"}, {Text: seen("reoffer-extmap-reused")}},
			})
		}
	}
	for i := range new {
		if n := &new[i]; n.mate == nil {
			c.emit(p, finding{id: "extmap-added", new: []*line{n.line}, summary: n.numbered()})
		}
	}
}

// way is the extension's direction. Without one it is the stream's, but sendrecv for
// an inactive stream and for what stands in the session part (RFC 8285 §7).
func (e *extension) way(s *section) sdp.Direction {
	switch d := s.Direction(); {
	case e.HasDirection:
		return e.Direction
	case d != sdp.Inactive && len(s.attr("extmap")) > 0:
		return d
	}
	return sdp.SendRecv
}

// numbered is the name with the id, as codecs have their payload type.
func (e *extension) numbered() string { return e.name() + " (id " + strconv.Itoa(e.ID) + ")" }

// name is the end of the URI, which is what people call an extension; all of it where
// nothing follows the last mark.
func (e *extension) name() string {
	short := e.URI
	if i := strings.LastIndexAny(short, "/#:"); i+1 < len(short) {
		short = short[i+1:]
	}
	if e.Attributes != "" {
		short += " " + e.Attributes
	}
	return short
}
