package replay

import (
	"crypto/sha256"
	"iter"
	"strconv"
)

// An Entry is an event together with the descriptions that it is about, as a
// recording has it that is too long to be held as a [Trace].
type Entry struct {
	Event
	Given *Description // what the call was given, or what the message carried; nil for none
	Made  *Description // what createOffer or createAnswer returned; nil for none
}

// Steps lays out a timeline while the recording is read. The steps are those that
// [Trace.Timeline] would return; Trickled of a step is complete when the next step of its
// peer and side comes, and at the end. The first error is handed on and ends it.
//
// Descriptions get ids in the order in which they appear, "d1" first; equal ones have
// the same. No more texts are held than a peer has slots: those that are pending,
// current, or created and not yet set, and those of the last step of each side.
// Event.State, Event.Description and Event.Created of the entries are not looked at.
func Steps(entries iter.Seq2[Entry, error]) iter.Seq2[*Step, error] {
	return func(yield func(*Step, error) bool) {
		s := stream{
			walk: walk{texts: make(map[string]Description), ends: make(map[string]*endpoint)},
			ids:  make(map[[sha256.Size]byte]string),
		}
		i := 0
		for e, err := range entries {
			if err != nil {
				yield(nil, err)
				return
			}
			e.Description, e.Created, e.State = s.id(e.Given), s.id(e.Made), nil
			for _, step := range s.event(i, &e.Event) {
				if !yield(step, nil) {
					return
				}
			}
			s.forget()
			i++
		}
		s.end()
	}
}

// A stream is a walk that lets go of what it no longer needs.
type stream struct {
	walk
	ids map[[sha256.Size]byte]string // of every description so far, by what it says
}

// id names a description and holds its text.
func (s *stream) id(d *Description) string {
	if d == nil {
		return ""
	}
	h := sha256.New()
	h.Write([]byte(d.Type + "\x00" + d.SDP))
	sum := [sha256.Size]byte(h.Sum(nil))
	id, ok := s.ids[sum]
	if !ok {
		id = "d" + strconv.Itoa(len(s.ids)+1)
		s.ids[sum] = id
	}
	if _, held := s.texts[id]; !held {
		s.texts[id] = *d
	}
	return id
}

// forget drops the texts that no slot holds.
func (s *stream) forget() {
	keep := make(map[string]bool)
	for _, p := range s.ends {
		for _, id := range []string{
			p.slots.PendingLocal, p.slots.CurrentLocal, p.slots.PendingRemote, p.slots.CurrentRemote,
			p.given.PendingLocal, p.given.CurrentLocal, p.given.PendingRemote, p.given.CurrentRemote, p.offer, p.answer,
		} {
			keep[id] = true
		}
	}
	for id := range s.texts {
		if !keep[id] {
			delete(s.texts, id)
		}
	}
}
