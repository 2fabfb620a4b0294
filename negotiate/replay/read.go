package replay

import (
	"fmt"
	"io"
	"slices"
)

// The limits of Read. The largest of 296 recorded exchanges has 0.14 MB
// of JSON and 0.42 MB of descriptions.
const (
	MaxInput = 8 << 20  // bytes of JSON
	MaxText  = 64 << 20 // bytes of all descriptions together, edits applied
)

// Read reads one recorded exchange, to the end of r. An error that isn't r's
// own is a [*FormatError]. The trace is complete and consistent when the error
// is nil: every id in it resolves, every peer is declared.
func Read(r io.Reader) (*Trace, error) {
	doc, err := io.ReadAll(io.LimitReader(r, MaxInput+1))
	if err != nil {
		return nil, fmt.Errorf("reading a trace: %w", err)
	}
	if len(doc) > MaxInput {
		return nil, &FormatError{
			Msg: fmt.Sprintf("more than %d bytes of JSON", MaxInput), Err: ErrTooLarge,
		}
	}
	root, err := document(doc)
	if err != nil {
		return nil, err
	}
	t := &reader{trace: new(Trace), left: MaxText, last: make(map[string][]Transceiver)}
	if err := t.root(root); err != nil {
		return nil, err
	}
	return t.trace, nil
}

type reader struct {
	trace *Trace
	left  int                      // bytes of description text that may still be made
	last  map[string][]Transceiver // of each peer, as last recorded
}

// root reads the members in the order that they need one another, which needn't
// be that of the text.
func (r *reader) root(root value) error {
	var peers, descriptions, events value
	err := root.members(func(key string, v value) error {
		switch key {
		case "scenario":
			return v.into(&r.trace.Scenario)
		case "about":
			return v.into(&r.trace.About)
		case "connected":
			return v.into(&r.trace.Connected)
		case "stopped":
			return v.into(&r.trace.Stopped)
		case "final":
			if !v.null() {
				r.trace.Final = v.raw
			}
		case "peers":
			peers = v
		case "descriptions":
			descriptions = v
		case "events":
			events = v
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		v    value
		read func(value) error
	}{{"peers", peers, r.peers}, {"descriptions", descriptions, r.descriptions}, {"events", events, r.events}} {
		if part.v.raw == nil {
			return root.fail("not a recorded exchange: it has no %q", part.name)
		}
		if err := part.read(part.v); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) peers(v value) error {
	return v.members(func(name string, v value) error {
		if r.declared(name) {
			return v.fail("a second peer of this name")
		}
		p := struct{ Stack, Version, Variant string }{}
		if err := v.into(&p); err != nil {
			return err
		}
		r.trace.Peers = append(r.trace.Peers, Peer{name, p.Stack, p.Version, p.Variant})
		if len(r.trace.Peers) > maxPeers {
			return v.fail("more than %d peers", maxPeers)
		}
		return nil
	})
}

// maxPeers keeps the search for a peer's name short. Recorded exchanges have two.
const maxPeers = 16

func (r *reader) declared(name string) bool {
	return slices.ContainsFunc(r.trace.Peers, func(p Peer) bool { return p.Name == name })
}

func (r *reader) events(v value) error {
	return v.elements(func(_ int, v value) error {
		e, err := r.event(v)
		if err == nil {
			r.trace.Events = append(r.trace.Events, e)
		}
		return err
	})
}
