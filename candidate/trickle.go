package candidate

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// Why a candidate or an end of candidates can't be added to a description. Test for
// them with errors.Is. In brackets is what addIceCandidate makes of it (webrtc-pc
// §4.4.2).
var (
	// ErrNoSection says that a candidate has neither mid nor index (TypeError).
	ErrNoSection = errors.New("candidate: neither sdpMid nor sdpMLineIndex says which section is meant")
	// ErrUnknownMid says that no media section has the mid, whatever the index is
	// (OperationError).
	ErrUnknownMid = errors.New("candidate: no media section has that mid")
	// ErrUnknownIndex says that there are not so many media sections
	// (OperationError).
	ErrUnknownIndex = errors.New("candidate: no media section has that index")
	// ErrUfrag says that the username fragment is not that of the section, so that
	// the candidate belongs to another generation (OperationError).
	ErrUfrag = errors.New("candidate: another ICE generation")
	// ErrPwd says that a Fragment has the username fragment of the description and
	// another password (RFC 8840 §4.4).
	ErrPwd = errors.New("candidate: another ice-pwd")
	// ErrRejected says that the section's port is 0: it uses no candidates (RFC 8839
	// §4.2.1.6). A browser does nothing and reports none, for the transceiver of
	// such a section is stopped.
	ErrRejected = errors.New("candidate: the media section is rejected")
	// ErrEnded says that a candidate comes after the section's end of candidates,
	// where a receiver ignores it (RFC 8838 §14).
	ErrEnded = errors.New("candidate: the candidates of the media section have ended")
)

// TrickleOptions say in which form candidates are added to a description. The zero
// value, and with it the functions Add and AddAll, write what they were given.
type TrickleOptions struct {
	// DropUfrag leaves the extension ufrag out. It repeats what a=ice-ufrag says of
	// the section, and Chromium doesn't have it in descriptions, neither local nor
	// remote. Firefox doesn't write it and keeps what it was sent.
	DropUfrag bool
	// Lax takes candidates that Parse refuses, as browsers do with many: all that
	// ParseLax keeps.
	Lax bool
}

// Add puts a candidate, or an end of candidates, into a description, as browsers do
// with what they gather and with what they are given (webrtc-pc §4.4.2; RFC 9429
// §4.1.19). It reports whether the description changed: it doesn't for a candidate
// and an end that are there already.
//
// The section is the one with the mid, or where there is no mid, or an empty one,
// the one at the index. The generation is that of UsernameFragment, or where that is
// nil of the candidate's extension ufrag; if it isn't the section's, the error is
// ErrUfrag. A section whose BUNDLE group uses another one's transport has the username
// fragment of that one, as sdp.Lookup has it. Without any, the candidate is for the
// generation at hand. A peer that has a pending and a current description gives both
// to Add, as browsers do: what is ErrUfrag for one may be meant for the other.
//
// A candidate is one that is there already when component, transport, TCP type,
// address and port are the same (RFC 8840 §4.4); only the first stays.
//
// It goes behind the section's last candidate. Where that would be the first, it goes
// before all other attributes, but behind an a=rtcp that is the first of them, as it
// does in Chromium and Firefox; in RFC 8839 and RFC 8866 the order of attributes means
// nothing. An end of candidates goes behind the last candidate (RFC 8840 §8), as pion,
// aiortc and werift do; Firefox has the direction in between, and Chromium, which acts
// on an end, never writes one. For an Init without mid and index, and for nil, it goes
// into every section of the generation that is not rejected, but not into those
// without an a=ice-ufrag of their own whose group uses another's transport (RFC 9429
// §5.2.2).
//
// The ports and addresses of the m= and c= lines stay as they are; see SetDefault. On
// an error the description is as it was. Add goes through the whole description; AddAll
// does so once for all.
func Add(d *sdp.Description, i *Init) (changed bool, err error) {
	return TrickleOptions{}.Add(d, i)
}

// AddAll is Add for several, in their order, and returns how many changed the
// description. On an error none of them is added.
func AddAll(d *sdp.Description, inits iter.Seq[Init]) (changed int, err error) {
	return TrickleOptions{}.AddAll(d, inits)
}

// Add is the function Add with options.
func (o TrickleOptions) Add(d *sdp.Description, i *Init) (changed bool, err error) {
	n, err := o.AddAll(d, func(yield func(Init) bool) { yield(pointee(i)) })
	return n > 0, err
}

// AddAll is the function AddAll with options.
func (o TrickleOptions) AddAll(d *sdp.Description, inits iter.Seq[Init]) (changed int, err error) {
	a := adder{options: o, sections: newSections(d), states: map[sdp.Section]*gathered{}}
	for i := range inits {
		was := len(a.additions)
		if err := a.plan(i); err != nil {
			return 0, err
		}
		if len(a.additions) > was {
			changed++
		}
	}
	if err := a.commit(); err != nil {
		return 0, err
	}
	return changed, nil
}

// An adder plans what is to be added and then adds it, so that what goes wrong goes
// wrong before anything is changed.
type adder struct {
	options   TrickleOptions
	sections  *sections
	states    map[sdp.Section]*gathered
	additions []addition
	atEnd     bool // candidates go behind all other lines, as in a Fragment
}

// gathered is what a section has of candidates, planned ones included.
type gathered struct {
	ufrag string
	last  sdp.Line // behind which the next one goes
	known map[identity]bool
	ended bool // by the section or for all

	rejected bool
}

// identity is what makes two candidates the same (RFC 8840 §4.4). Of TCP candidates
// the type is part of the transport: RFC 6544 §5.2 lets a passive and an S-O candidate
// share a port.
type identity struct {
	component uint16
	transport Transport
	tcpType   TCPType
	address   string
	port      uint16
}

// identityOf is the identity of a candidate. What Parse refuses is only the same as
// the same text, for its fields are not all that it says.
func identityOf(c Candidate, refused bool) identity {
	if refused {
		return identity{address: c.String()}
	}
	address := strings.ToLower(string(c.Address))
	if ip, ok := c.Address.IP(); ok {
		address = ip.String()
	}
	return identity{c.Component, Transport(strings.ToLower(string(c.Transport))), c.TCPType, address, c.Port}
}

type addition struct {
	to   *gathered
	text string
}

// state reads what a section has.
func (a *adder) state(m sdp.Section) *gathered {
	if g, ok := a.states[m]; ok {
		return g
	}
	g := &gathered{ufrag: a.sections.ufragOf(m), known: map[identity]bool{}, rejected: a.sections.rejected(m)}
	if g.last = placeForFirst(m); a.atEnd {
		for g.last = range m.Lines() {
		}
	}
	for l := range m.AttrLines("candidate") {
		g.last = l
		_, value, _, _ := l.Attr()
		c, errs := ParseLax(value)
		g.known[identityOf(c, len(errs) > 0)] = true
	}
	_, marked, _ := sdp.First[sdp.EndOfCandidates](m)
	g.ended = marked || a.sections.ended
	a.states[m] = g
	return g
}

// placeForFirst is the line behind which the first candidate of a section goes.
func placeForFirst(m sdp.Section) (place sdp.Line) {
	for l := range m.Lines() {
		if l.Type() != 'a' {
			if l.Type() != 0 { // not behind a blank line
				place = l
			}
			continue
		}
		if name, _, _, _ := l.Attr(); name == "rtcp" {
			place = l
		}
		break
	}
	return place
}

func (a *adder) plan(i Init) error {
	if i.IsForAll() {
		return a.planForAll(i)
	}
	m, err := a.sections.find(i)
	if err != nil {
		return err
	}
	var c Candidate
	var errs ErrorList
	if !i.IsEndOfCandidates() {
		c, errs = ParseLax(i.Candidate)
		if len(errs) > 0 && (!a.options.Lax || c.source.text == "") {
			return errs[0]
		}
	}
	g := a.state(m)
	ufrag, given := pointee(i.UsernameFragment), i.UsernameFragment != nil
	if !given {
		ufrag, given = c.Ufrag()
	}
	switch {
	case given && ufrag != g.ufrag:
		return fmt.Errorf("%w: username fragment %s, where the media section has %s", ErrUfrag, quote(ufrag), quote(g.ufrag))
	case g.rejected:
		return ErrRejected
	case i.IsEndOfCandidates():
		a.planEnd(g)
		return nil
	}
	id := identityOf(c, len(errs) > 0)
	switch {
	case g.known[id]:
		return nil
	case g.ended:
		return ErrEnded
	}
	g.known[id] = true
	if a.options.DropUfrag {
		c.DeleteExtension("ufrag")
	}
	a.additions = append(a.additions, addition{g, string(c.AppendAttribute([]byte("a=")))})
	return nil
}

func (a *adder) planEnd(g *gathered) {
	if !g.ended {
		g.ended = true
		a.additions = append(a.additions, addition{g, "a=end-of-candidates"})
	}
}

// planForAll ends all sections of a generation.
func (a *adder) planForAll(i Init) error {
	of, _, err := a.sections.take(i.UsernameFragment)
	for _, m := range of {
		if a.sections.hasTransport(m) {
			a.planEnd(a.state(m))
		}
	}
	return err
}

// commit adds what was planned.
func (a *adder) commit() error {
	added := make([]sdp.Line, 0, len(a.additions))
	for _, x := range a.additions {
		l, err := x.to.last.InsertAfter(x.text)
		if err != nil { // the place is gone: the inits came from what edits d
			for _, l := range added {
				err = errors.Join(err, l.Delete())
			}
			return err
		}
		x.to.last = l
		added = append(added, l)
	}
	return nil
}

// Inits iterates over the candidates of a description as its peer sends them: those
// of each section in order and, where it has ended, its end; at last, where the
// session part says so, the end for all. Mid, index and username fragment are those
// of the section, as far as it has them, whatever the extension ufrag of a line says.
// Candidate is what the line has, also when Parse would refuse it.
//
// What RemoveAll has taken out of the sections is put back by AddAll, where browsers
// have it.
func Inits(d *sdp.Description) iter.Seq[Init] {
	return func(yield func(Init) bool) {
		s := newSections(d)
		for i, m := range d.AllMedia() {
			if !yieldInits(m, i, s.ufragOf(m), yield) {
				return
			}
		}
		yieldInits(d.Session(), -1, s.all.ufrag, yield)
	}
}

// SectionInits is Inits for one section. For the session part it gives the end for
// all, if there is one.
func SectionInits(m sdp.Section) iter.Seq[Init] {
	return func(yield func(Init) bool) { yieldInits(m, m.Index(), ufragOf(m), yield) }
}

func yieldInits(m sdp.Section, index int, ufrag string, yield func(Init) bool) bool {
	end := initOf(m, index, ufrag)
	if m.IsMedia() {
		for l := range m.AttrLines("candidate") {
			if _, value, _, _ := l.Attr(); !yield(end.of(prefix + value)) {
				return false
			}
		}
	}
	if _, ended, _ := sdp.First[sdp.EndOfCandidates](m); ended {
		return yield(end)
	}
	return true
}

// RemoveAll removes the candidates and the end of candidates of a section, as a new
// generation begins without them, and returns the number of lines. The default
// destination stays: SetDefault brings it in line.
func RemoveAll(m sdp.Section) int {
	return sdp.Delete[Candidate](m) + sdp.Delete[sdp.EndOfCandidates](m)
}
