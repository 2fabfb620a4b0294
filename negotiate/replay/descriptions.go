package replay

import (
	"errors"
)

// A draft is a description as it stands in the JSON.
type draft struct {
	at     value
	typ    string
	sdp    *string // the whole text, or
	base   *string // the id of what the edits apply to
	baseAt value
	edits  []edit
	sites  []value // of the edits
	state  expansion
}

// An expansion is how far the making of a text has come.
type expansion uint8

const (
	waiting expansion = iota
	begun             // its base is being made: to meet it again is a cycle
	made
)

// descriptions reads all of them, and makes the texts of those that are given
// as edits of others.
func (r *reader) descriptions(v value) error {
	r.trace.Descriptions = make(map[string]Description)
	drafts := make(map[string]*draft)
	var order []*draft
	err := v.members(func(id string, v value) error {
		if drafts[id] != nil {
			return v.fail("a second description of this id")
		}
		d, err := readDraft(v)
		drafts[id] = d
		order = append(order, d)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range order {
		if err := r.expand(d, drafts); err != nil {
			return err
		}
	}
	for id, d := range drafts {
		r.trace.Descriptions[id] = Description{Type: d.typ, SDP: *d.sdp}
	}
	return nil
}

// expand makes the text of d, and of all that it is based on. A chain of bases
// may be as long as the trace, so that it is walked here and not by recursion.
func (r *reader) expand(d *draft, drafts map[string]*draft) error {
	var chain []*draft
	for d.state != made {
		if d.state == begun {
			return d.baseAt.fail("the description is based on itself")
		}
		d.state = begun
		chain = append(chain, d)
		if d.base == nil {
			break
		}
		next := drafts[*d.base]
		if next == nil {
			return d.baseAt.wrap(&UnknownIDError{ID: *d.base})
		}
		d = next
	}
	for i := len(chain) - 1; i >= 0; i-- {
		d := chain[i]
		if d.base != nil {
			text, n, err := apply(*drafts[*d.base].sdp, d.edits, r.left)
			if err != nil && !errors.Is(err, ErrTooLarge) {
				return d.sites[n].wrap(err)
			}
			if err != nil {
				return d.at.tooLarge()
			}
			d.sdp = &text
		}
		if len(*d.sdp) > r.left {
			return d.at.tooLarge()
		}
		r.left -= len(*d.sdp)
		d.state = made
	}
	return nil
}

func (v value) tooLarge() error {
	e := v.fail("more than %d bytes of descriptions", MaxText)
	e.Err = ErrTooLarge
	return e
}

// readDraft reads {type, sdp} or {type, base, edits}.
func readDraft(v value) (*draft, error) {
	d := &draft{at: v}
	err := v.members(func(key string, v value) error {
		switch key {
		case "type":
			if err := v.into(&d.typ); err != nil {
				return err
			}
			switch d.typ {
			case Offer, Answer, Pranswer, Rollback, "":
				return nil
			}
			return v.fail("%q is no type of description", d.typ)
		case "sdp":
			return v.into(&d.sdp)
		case "base":
			d.baseAt = v
			return v.into(&d.base)
		case "edits":
			d.edits, d.sites = nil, nil
			return v.elements(d.edit)
		}
		return nil
	})
	if err != nil {
		return d, err
	}
	switch {
	case d.sdp != nil && d.base != nil:
		return d, v.fail("both a text and a base")
	case d.base == nil && d.edits != nil:
		return d, v.fail("edits without a base")
	case d.sdp == nil && d.base == nil && d.typ == Rollback:
		d.sdp = new(string)
	case d.sdp == nil && d.base == nil:
		return d, v.fail("neither a text nor a base")
	}
	return d, nil
}

// edit reads one edit, [at, del, [lines]].
func (d *draft) edit(_ int, v value) error {
	var e edit
	n := 0
	err := v.elements(func(i int, v value) error {
		n++
		switch i {
		case 0:
			return v.into(&e.at)
		case 1:
			return v.into(&e.del)
		case 2:
			return v.into(&e.add)
		}
		return v.fail("an edit has three parts, not more")
	})
	if err != nil {
		return err
	}
	if n != 3 {
		return v.fail("an edit has three parts, not %d", n)
	}
	d.edits, d.sites = append(d.edits, e), append(d.sites, v)
	return nil
}
