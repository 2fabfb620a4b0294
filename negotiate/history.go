package negotiate

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A History is what one endpoint remembers of a session: the descriptions in force and
// proposed, and every name that was ever used. What it makes anew it never calls by a
// name that was used for something else, also after a rollback: mids (RFC 9429 §5.2.2),
// ids of header extensions (RFC 8285 §7), payload types (RFC 3264 §8.3.2) and versions of
// the o= line.
//
// [History.Offer] and [History.Answer] write descriptions. They only note which o= version
// they gave to which text; the rest is proposed until the caller says with
// [History.SetLocal] and [History.SetRemote] which description was really used, or with a
// rollback that it wasn't. A call that fails changes nothing.
//
// The zero History is that of a session that hasn't begun. It is not safe for concurrent
// use. Descriptions given to it must not be edited afterwards.
type History struct {
	origin  sdp.Origin // of the local descriptions; zero before the first
	version uint64     // the highest ever given
	created created

	mids        []string
	extensions  []usedExtension
	formats     []usedFormat
	slots       []slot // of the sections in force
	proposed    []slot // of those that Offer or Answer wrote last
	offered     []slot // of those of the endpoint's offer that is out
	initiator   Initiator
	current     exchange // agreed
	pending     exchange // proposed; one that is nil is not
	provisional bool     // pending has an answer that isn't final
}

// created is what was written last.
type created struct {
	text    string
	version uint64
}

// An exchange is a pair of descriptions.
type exchange struct {
	local, remote *sdp.Description
	offerer       Initiator // whose is the offer
}

// Initiator says which end made an offer.
type Initiator uint8

const (
	NoOne  Initiator = iota
	Local            // this endpoint
	Remote           // the other one
)

// A slot is the section with one index.
type slot struct {
	MID   string `json:"mid,omitempty"`
	Entry int    `json:"media"` // index in Capabilities.Media; -1 for none
}

type usedExtension struct {
	ID  int    `json:"id"`
	URI string `json:"uri"`
}

// A usedFormat is a payload type and what it stood for.
type usedFormat struct {
	Section     int    `json:"section"` // -1: in every one, for it was in a BUNDLE group
	PayloadType uint8  `json:"payloadType"`
	Name        string `json:"name"`
	ClockRate   uint32 `json:"clockRate"`
	Channels    int    `json:"channels"`
	Params      string `json:"params,omitempty"`
}

// Type is the type of a description (RTCSdpType). An answer to rollback is the rollback
// of the offer: it has no description.
type Type string

const (
	TypeOffer    Type = "offer"
	TypePranswer Type = "pranswer"
	TypeAnswer   Type = "answer"
	TypeRollback Type = "rollback"
)

// ErrState says that a History was told of a description that can't be used now: an
// answer without an offer, or an offer while the other side's is out.
var ErrState = errors.New("negotiate: not now")

// Snapshot returns a copy that later calls on h don't change. It is cheap: a History is
// never changed in place.
func (h *History) Snapshot() *History {
	if h == nil {
		return &History{}
	}
	copied := *h
	return &copied
}

// Local and Remote return the description proposed, else that agreed on, nil before the
// first.
func (h *History) Local() *sdp.Description { return either(h.pending.local, h.current.local) }

// Remote is Local for the other end.
func (h *History) Remote() *sdp.Description { return either(h.pending.remote, h.current.remote) }

// Current returns the pair that was agreed on last, nil before the first.
func (h *History) Current() (local, remote *sdp.Description) {
	return h.current.local, h.current.remote
}

func either(a, b *sdp.Description) *sdp.Description {
	if a != nil {
		return a
	}
	return b
}

// SetLocal says that one of the endpoint's own descriptions is in use now: an offer or
// answer that Offer or Answer wrote, or another text. An offer is proposed; an answer
// makes it and the other side's offer those that were agreed on; a rollback, for which d
// is nil, drops what is proposed, on both sides.
func (h *History) SetLocal(t Type, d *sdp.Description) error { return h.set(Local, t, d) }

// SetRemote is SetLocal for a description of the other end.
func (h *History) SetRemote(t Type, d *sdp.Description) error { return h.set(Remote, t, d) }

func (h *History) set(side Initiator, t Type, d *sdp.Description) error {
	next := *h
	switch t {
	case TypeRollback:
		if h.pending.offerer == NoOne || h.provisional {
			return fmt.Errorf("%w: there is no offer to roll back", ErrState)
		}
		next.pending, next.proposed, next.offered = exchange{}, nil, nil
		*h = next
		return nil
	case TypeOffer:
		if h.pending.offerer != NoOne && (h.pending.offerer != side || h.provisional) {
			return fmt.Errorf("%w: an offer is out, and has to be answered or rolled back", ErrState)
		}
		next.pending = exchange{offerer: side}
	case TypePranswer, TypeAnswer:
		if h.pending.offerer == NoOne || h.pending.offerer == side {
			return fmt.Errorf("%w: there is no offer to answer", ErrState)
		}
		next.provisional = t == TypePranswer
	default:
		return fmt.Errorf("negotiate: %q is not a type of description", t)
	}
	if d == nil {
		return errors.New("negotiate: the description is missing")
	}
	if side == Local {
		next.pending.local = d
	} else {
		next.pending.remote = d
	}
	next.learn(side, d)
	if side == Local && t == TypeOffer {
		next.offered = next.mapped(d, next.proposed)
	}
	if t == TypeAnswer {
		next.current, next.pending = next.pending, exchange{}
		if next.initiator == NoOne {
			next.initiator = next.current.offerer
		}
		proposed := next.offered
		if side == Local {
			proposed = next.proposed
		}
		next.slots = next.mapped(next.current.local, proposed)
		next.proposed, next.offered = nil, nil
	}
	*h = next
	return nil
}

// learn remembers the names in a description.
func (h *History) learn(side Initiator, d *sdp.Description) {
	if side == Local {
		if o, err := d.Origin(); err == nil {
			if n, err := strconv.ParseUint(string(o.SessionVersion), 10, 64); err == nil {
				h.version = max(h.version, n)
			}
			h.origin = o
		}
	}
	v := newView(d)
	mids, extensions, formats := slices.Clip(h.mids), slices.Clip(h.extensions), slices.Clip(h.formats)
	seen := newUsed(h)
	for i := range v.media {
		s := &v.media[i]
		if mid := s.midOf(); mid != "" && seen.mid(mid) {
			mids = append(mids, mid)
		}
		for _, e := range s.extmaps() {
			if u := (usedExtension{e.v.ID, extensionName(e.v.URI, e.v.Attributes)}); e.v.ID < 4096 && seen.extension(u) {
				extensions = append(extensions, u)
			}
		}
		scope := i
		if s.bundle >= 0 {
			scope = -1
		}
		for k := range s.codecs {
			c := &s.codecs[k]
			if u := (usedFormat{scope, c.PayloadType, c.Name, c.ClockRate, c.Channels, c.Params}); c.Name != "" && seen.format(u) {
				formats = append(formats, u)
			}
		}
	}
	h.mids, h.extensions, h.formats = mids, extensions, formats
}

// mapped says which Media the sections of a local description are about: as proposed,
// else as before.
func (h *History) mapped(d *sdp.Description, proposed []slot) []slot {
	slots := make([]slot, d.NumMedia())
	for i, s := range d.AllMedia() {
		mid, _ := s.MID()
		slots[i] = slot{mid, -1}
		switch {
		case i < len(proposed) && proposed[i].MID == mid:
			slots[i] = proposed[i]
		case i < len(h.slots) && h.slots[i].MID == mid:
			slots[i] = h.slots[i]
		}
	}
	return slots
}

// entryOf is the Media that a section in force is about, -1 for none.
func (h *History) entryOf(i int, mid string) int {
	if i < len(h.slots) && h.slots[i].MID == mid {
		return h.slots[i].Entry
	}
	return -1
}

// used is a History's names, to be asked often.
type used struct {
	mids       map[string]bool
	extensions map[usedExtension]bool
	ids        map[int]string
	uris       map[string]int
	formats    map[usedFormat]bool
}

func newUsed(h *History) *used {
	u := &used{mids: map[string]bool{}, extensions: map[usedExtension]bool{}, formats: map[usedFormat]bool{}, ids: map[int]string{}, uris: map[string]int{}}
	for _, mid := range h.mids {
		u.mids[mid] = true
	}
	for _, e := range h.extensions {
		u.extension(e)
	}
	for _, f := range h.formats {
		u.formats[f] = true
	}
	return u
}

// mid, extension and format note a name and say whether it is new.
func (u *used) mid(mid string) bool {
	if u.mids[mid] {
		return false
	}
	u.mids[mid] = true
	return true
}

func (u *used) extension(e usedExtension) bool {
	if u.extensions[e] {
		return false
	}
	u.extensions[e] = true
	if _, taken := u.ids[e.ID]; !taken {
		u.ids[e.ID] = e.URI
	}
	if _, has := u.uris[e.URI]; !has && u.ids[e.ID] == e.URI {
		u.uris[e.URI] = e.ID
	}
	return true
}

func (u *used) format(f usedFormat) bool {
	if u.formats[f] {
		return false
	}
	u.formats[f] = true
	return true
}

// extensionName names a header extension: its URI, and for one that is encrypted (RFC
// 6904 §4) that of the extension inside.
func extensionName(uri, attributes string) string {
	if uri == encryptURI {
		inside, _, _ := strings.Cut(attributes, " ")
		return uri + " " + inside
	}
	return uri
}

const encryptURI = "urn:ietf:params:rtp-hdrext:encrypt"

// next is the o= version for a new text: one that was never given.
func (h *History) next() uint64 { return max(h.version, h.created.version) + 1 }

// settle gives what was written its text: with the next version, unless it is the last
// text once more, and no higher version has been given since (RFC 3264 §8).
func (h *History) settle(w *writer) (string, uint64) {
	if h.created.text != "" && h.created.version >= h.version && w.is(h.created.text, h.created.version) {
		return h.created.text, h.created.version
	}
	if l := h.Local(); l != nil && h.version >= h.created.version {
		if s := l.String(); w.is(s, h.version) {
			return s, h.version
		}
	}
	return w.out.String(), w.version
}
