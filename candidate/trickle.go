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
// generation at hand.
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
// an error the description is as it was.
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
	return changed, a.commit()
}

// sections is what has to be known of a whole description to find the section of a
// candidate and its generation, read once: asking sdp.Lookup for each candidate would
// cost sections times candidates.
type sections struct {
	d     *sdp.Description
	mids  map[string]sdp.Section // the first of each
	tags  map[string]string      // by mid, the mid whose transport its BUNDLE group uses
	ufrag string                 // of the session part
	ended bool                   // the session part ends all candidates
}

func newSections(d *sdp.Description) *sections {
	s := &sections{d: d, mids: map[string]sdp.Section{}, tags: map[string]string{}}
	for _, m := range d.AllMedia() {
		if mid, ok := m.MID(); ok {
			if _, twice := s.mids[mid]; !twice {
				s.mids[mid] = m
			}
		}
	}
	for g, err := range sdp.All[sdp.Group](d.Session()) {
		if err != nil || g.Semantics != "BUNDLE" {
			continue
		}
		tag, first := "", true
		for mid := range g.MIDs() {
			if first {
				tag, first = mid, false
			}
			if _, twice := s.tags[mid]; !twice {
				s.tags[mid] = tag
			}
		}
	}
	s.ufrag, _ = ownUfrag(d.Session())
	_, s.ended, _ = sdp.First[sdp.EndOfCandidates](d.Session())
	return s
}

// find is the section of an Init, by its mid or else its index.
func (s *sections) find(i Init) (sdp.Section, error) {
	switch {
	case i.SDPMid != nil && (*i.SDPMid != "" || i.SDPMLineIndex == nil):
		m, ok := s.mids[*i.SDPMid]
		if !ok {
			return m, fmt.Errorf("%w: %s", ErrUnknownMid, quote(*i.SDPMid))
		}
		return m, nil
	case i.SDPMLineIndex != nil:
		m := s.d.Media(int(*i.SDPMLineIndex))
		if !m.Valid() {
			return m, fmt.Errorf("%w: %d of %d", ErrUnknownIndex, *i.SDPMLineIndex, s.d.NumMedia())
		}
		return m, nil
	}
	return sdp.Section{}, ErrNoSection
}

// tagged is the section whose transport m's BUNDLE group uses, if that is another.
func (s *sections) tagged(m sdp.Section) (sdp.Section, bool) {
	mid, ok := m.MID()
	if !ok {
		return sdp.Section{}, false
	}
	tag, ok := s.tags[mid]
	if !ok {
		return sdp.Section{}, false
	}
	t, ok := s.mids[tag]
	return t, ok && t != m
}

// ufragOf is the username fragment that holds for a section, as sdp.Lookup has it.
func (s *sections) ufragOf(m sdp.Section) string {
	if ufrag, ok := ownUfrag(m); ok {
		return ufrag
	}
	if tag, ok := s.tagged(m); ok {
		if ufrag, ok := ownUfrag(tag); ok {
			return ufrag
		}
	}
	return s.ufrag
}

// rejected is m.Rejected, which looks for the BUNDLE group each time.
func (s *sections) rejected(m sdp.Section) bool {
	if m.Port() != 0 {
		return false
	}
	_, bundleOnly, _ := sdp.First[sdp.BundleOnly](m)
	mid, ok := m.MID()
	_, bundled := s.tags[mid]
	return !(bundleOnly && ok && bundled)
}

func ownUfrag(m sdp.Section) (string, bool) {
	ufrag, ok, _ := sdp.First[sdp.ICEUfrag](m)
	return string(ufrag), ok
}

// An adder plans what is to be added and then adds it, so that what goes wrong goes
// wrong before anything is changed.
type adder struct {
	options   TrickleOptions
	sections  *sections
	states    map[sdp.Section]*gathered
	additions []addition
}

// gathered is what a section has of candidates, planned ones included.
type gathered struct {
	ufrag string
	last  sdp.Line // behind which the next one goes
	known map[identity]bool
	ended bool // by the section or for all
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
	g := &gathered{ufrag: a.sections.ufragOf(m), last: placeForFirst(m), known: map[identity]bool{}}
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
	case a.sections.rejected(m):
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
	found := i.UsernameFragment == nil
	for _, m := range a.sections.d.AllMedia() {
		if a.sections.rejected(m) {
			continue
		}
		g := a.state(m)
		if i.UsernameFragment != nil && *i.UsernameFragment != g.ufrag {
			continue
		}
		found = true
		_, tagged := a.sections.tagged(m)
		if _, own := ownUfrag(m); own || !tagged {
			a.planEnd(g)
		}
	}
	if !found {
		return fmt.Errorf("%w: no media section has the username fragment %s", ErrUfrag, quote(*i.UsernameFragment))
	}
	return nil
}

// commit adds what was planned.
func (a *adder) commit() error {
	added := make([]sdp.Line, 0, len(a.additions))
	for _, x := range a.additions {
		l, err := x.to.last.InsertAfter(x.text)
		if err != nil { // only for a description that is one in name alone
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
// of the section, as far as it has them. Candidate is what the line has, also when
// Parse would refuse it.
//
// Added to the description with its candidates removed, they give the same again.
func Inits(d *sdp.Description) iter.Seq[Init] {
	return func(yield func(Init) bool) {
		s := newSections(d)
		for i, m := range d.AllMedia() {
			if !yieldInits(m, i, s.ufragOf(m), yield) {
				return
			}
		}
		yieldInits(d.Session(), -1, s.ufrag, yield)
	}
}

// SectionInits is Inits for one section. For the session part it gives the end for
// all, if there is one.
func SectionInits(m sdp.Section) iter.Seq[Init] {
	return func(yield func(Init) bool) { yieldInits(m, m.Index(), ufragOf(m), yield) }
}

func yieldInits(m sdp.Section, index int, ufrag string, yield func(Init) bool) bool {
	if m.IsMedia() {
		for l := range m.AttrLines("candidate") {
			if _, value, _, _ := l.Attr(); !yield(initOf(m, index, ufrag, prefix+value)) {
				return false
			}
		}
	}
	if _, ended, _ := sdp.First[sdp.EndOfCandidates](m); ended {
		return yield(initOf(m, index, ufrag, ""))
	}
	return true
}

// RemoveAll removes the candidates and the end of candidates of a section, as a new
// generation begins without them, and returns the number of lines. The default
// destination stays: SetDefault brings it in line.
func RemoveAll(m sdp.Section) int {
	return sdp.Delete[Candidate](m) + sdp.Delete[sdp.EndOfCandidates](m)
}
