package munge

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of RTP header extensions (RFC 8285).

// encrypt is the URI of an extension that is another one, encrypted (RFC 6904 §4).
const encrypt = "urn:ietf:params:rtp-hdrext:encrypt"

type addExtension struct {
	URI       string `json:"uri"`
	Direction string `json:"direction,omitempty"`
}

// AddExtension offers a header extension. Its id is the one that it has in the BUNDLE
// group, else the lowest that is free there: from 1 to 14, and where extmap-allow-mixed
// is in force from 16 to 255 after these. The direction is "" for the section's own,
// or "sendrecv", "sendonly", "recvonly", "inactive".
func AddExtension(uri, direction string) Edit { return Edit{op: &addExtension{uri, direction}} }

func (*addExtension) kind() string { return "add-extension" }

func (o *addExtension) check() error {
	if strings.ContainsAny(o.URI, " \t\r\n\x00") || o.URI == "" {
		return fail(ErrArgument, "%q is not a URI", o.URI)
	}
	if _, err := o.extension(1); err != nil {
		return fail(ErrArgument, "%q is not a direction", o.Direction)
	}
	return nil
}

func (o *addExtension) extension(id int) (sdp.ExtMap, error) {
	e := sdp.ExtMap{ID: id, URI: o.URI}
	if o.Direction == "" {
		return e, nil
	}
	var err error
	e.HasDirection = true
	e.Direction, err = e.Direction.ParseAttribute(o.Direction, "", false)
	return e, err
}

// extensionIDs is what a BUNDLE group has of header extensions.
type extensionIDs struct {
	used [256]bool
	id   int // of the extension in question, 0 for none
}

// extensionIDs reads the ids of a section and of those that it is bundled with.
func (p *pass) extensionIDs(m sdp.Section, uri string) *extensionIDs {
	ids := &extensionIDs{}
	for _, s := range p.groupOf(m) {
		for e, err := range sdp.All[sdp.ExtMap](s) {
			if err != nil || e.ID > 255 {
				continue
			}
			if ids.used[e.ID] = true; ids.id == 0 && e.URI == uri && e.Attributes == "" {
				ids.id = e.ID
			}
		}
	}
	return ids
}

// choose finds a free id.
func (ids *extensionIDs) choose(mixed bool) {
	for n := 1; n <= 255 && ids.id == 0; n++ {
		if !ids.used[n] && (n <= 14 || n >= 16 && mixed) {
			ids.id = n
		}
	}
}

func (o *addExtension) apply(p *pass) error {
	groups := map[sdp.Section]*extensionIDs{} // by their first sections
	for m := range p.rtp() {
		if knows[sdp.ExtMap](p, p.d.Session()) {
			return fail(ErrIllegal, "the session part has header extensions, so that no section can have its own").in(m).by("RFC 8285 §5")
		}
		first := p.groupOf(m)[0]
		ids := groups[first]
		if ids == nil {
			ids = p.extensionIDs(m, o.URI)
			groups[first] = ids
		}
		if ids.id == 0 {
			ids.choose(p.allowMixed(m))
		}
		if ids.id == 0 {
			return fail(ErrCollision, "no id is free").in(m).by("RFC 8285 §4.2")
		}
		if err := o.addTo(p, m, ids.id); err != nil {
			return err
		}
	}
	return nil
}

// addTo adds the extension to a section that doesn't have it.
func (o *addExtension) addTo(p *pass, m sdp.Section, id int) error {
	for x, err := range sdp.All[sdp.ExtMap](m) {
		switch {
		case err != nil || x.ID > 255:
		case x.URI == o.URI && x.Attributes == "":
			return nil
		case x.ID == id:
			return fail(ErrCollision, "id %d of the BUNDLE group is %s here", id, x.URI).in(m).by("RFC 9143 §12")
		}
	}
	e, err := o.extension(id)
	if err != nil {
		return err
	}
	return addBehind(p, m, e)
}

// allowMixed says that headers of one and two bytes may be mixed in a section.
func (p *pass) allowMixed(m sdp.Section) bool {
	_, ok, err := lookup[sdp.ExtMapAllowMixed](p, m)
	return ok && err == nil
}

type dropExtensions struct {
	URIs []string `json:"uris"`
}

// DropExtensions takes header extensions away by URI, encrypted ones too (RFC 6904 §4).
// Those of the session part go only if no section is out of scope.
func DropExtensions(uris ...string) Edit { return Edit{op: &dropExtensions{uris}} }

func (*dropExtensions) kind() string { return "drop-extensions" }

func (o *dropExtensions) check() error {
	if len(o.URIs) == 0 {
		return fail(ErrArgument, "no URI is given")
	}
	return nil
}

func (o *dropExtensions) apply(p *pass) error {
	gone := func(e sdp.ExtMap) bool {
		inner, _, _ := strings.Cut(e.Attributes, " ")
		for _, uri := range o.URIs {
			if e.URI == uri || e.URI == encrypt && inner == uri {
				return true
			}
		}
		return false
	}
	if p.everything() {
		if err := drop(p, p.d.Session(), gone); err != nil {
			return err
		}
	}
	for m := range p.live() {
		if err := drop(p, m, gone); err != nil {
			return err
		}
	}
	return nil
}

type renumberExtension struct {
	URI string `json:"uri"`
	To  int    `json:"to"`
}

// RenumberExtension gives a header extension another id, in the whole BUNDLE group, for
// there it has one (RFC 8285 §7). An id that is taken is refused. In a session that is
// under way ids must not change.
func RenumberExtension(uri string, to int) Edit { return Edit{op: &renumberExtension{uri, to}} }

func (*renumberExtension) kind() string { return "renumber-extension" }

func (o *renumberExtension) check() error {
	if o.To < 1 || o.To > 255 {
		return fail(ErrArgument, "%d is not an id from 1 to 255", o.To)
	}
	return nil
}

func (o *renumberExtension) apply(p *pass) error {
	meant := false
	for m := range p.live() {
		for e, err := range sdp.All[sdp.ExtMap](m) {
			meant = meant || err == nil && e.URI == o.URI && e.Attributes == "" && e.ID <= 255 && e.ID != o.To
		}
	}
	if !meant {
		return nil
	}
	for _, m := range p.wide() {
		var lines []sdp.Line // usually one; what stands twice stays one extension
		was := o.To
		for l := range sdp.LinesOf[sdp.ExtMap](m) {
			e, ok := read[sdp.ExtMap](l)
			if !ok || e.ID > 255 {
				continue
			}
			switch mine := e.URI == o.URI && e.Attributes == ""; {
			case mine && (len(lines) == 0 || e.ID == was):
				lines, was = append(lines, l), e.ID
			case e.ID == o.To && !mine:
				return fail(ErrCollision, "id %d is %s", o.To, e.URI).on(l)
			}
		}
		if was == o.To {
			continue
		}
		if o.To > 14 && was <= 14 && !p.allowMixed(m) {
			return fail(ErrIllegal, "id %d needs headers of two bytes, which nothing allows to mix with those of one", o.To).on(lines[0]).by("RFC 8285 §4.1.2")
		}
		for _, l := range lines {
			text := l.Text()
			w, ok := word(text, len("a=extmap:"), 0)
			if !ok {
				continue
			}
			id, _, _ := strings.Cut(w.of(text), "/")
			if err := p.replace(l, span{w.at, w.at + len(id)}.put(text, strconv.Itoa(o.To))); err != nil {
				return err
			}
		}
	}
	return nil
}

type setAllowMixed struct {
	On bool `json:"on"`
}

// AllowMixed says with a=extmap-allow-mixed in the session part that header extensions
// of one and of two bytes may be mixed (RFC 8285 §6), or takes that back everywhere.
// Taking it back is refused as long as an id above 14 is in use.
func AllowMixed(on bool) Edit { return Edit{op: &setAllowMixed{on}} }

func (*setAllowMixed) kind() string { return "allow-mixed" }
func (*setAllowMixed) check() error { return nil }

func (o *setAllowMixed) apply(p *pass) error {
	if o.On {
		if knows[sdp.ExtMapAllowMixed](p, p.d.Session()) {
			return nil
		}
		return set(p, p.d.Session(), sdp.ExtMapAllowMixed{})
	}
	for _, m := range p.d.AllMedia() {
		for l := range sdp.LinesOf[sdp.ExtMap](m) {
			if e, ok := read[sdp.ExtMap](l); ok && e.ID > 14 && e.ID <= 255 && p.alive(m) && p.allowMixed(m) {
				return fail(ErrIllegal, "id %d needs headers of two bytes", e.ID).on(l).by("RFC 8285 §4.2")
			}
		}
	}
	if err := dropAll[sdp.ExtMapAllowMixed](p, p.d.Session()); err != nil {
		return err
	}
	for _, m := range p.d.AllMedia() {
		if err := dropAll[sdp.ExtMapAllowMixed](p, m); err != nil {
			return err
		}
	}
	return nil
}
