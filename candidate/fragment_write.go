package candidate

import (
	"errors"
	"fmt"
	"iter"

	"github.com/sdpkit/sdpkit/sdp"
)

// ErrNoCredentials says that a Fragment can't be made of candidates of a section
// without ice-ufrag and ice-pwd: every fragment carries them (RFC 8840 §4.4).
var ErrNoCredentials = errors.New("candidate: no ice-ufrag or no ice-pwd for a fragment")

// ErrNoMid says that a Fragment can't be made of candidates of a section without
// a=mid: nothing else names the section in a fragment (RFC 8840 §4.4).
var ErrNoMid = errors.New("candidate: no a=mid for a fragment")

// NewFragment makes the fragment by which a peer sends candidates and ends of its own
// description d: a block for each section, in the order in which they come first, with
// a pseudo m= line of the default values. The ice-ufrag and ice-pwd are those of d and
// stand at the level they have in d; BUNDLE groups are repeated, as an answerer should
// (RFC 8840 §7). An Init of another generation is ErrUfrag, and so on, as for Add; a
// candidate that is given twice is written once. The end of all sections is one line
// in front of the blocks.
//
// RFC 8840 §4.4 wants every INFO request to have all candidates that were sent before,
// in the same order, and new ones behind them: give NewFragment all Inits of the
// generation each time, or Inits(d).
func NewFragment(d *sdp.Description, inits iter.Seq[Init]) (*Fragment, error) {
	w := fragmentWriter{d: d, s: newSections(d), f: new(Fragment), blocks: map[sdp.Section]string{}}
	if err := w.session(); err != nil {
		return nil, err
	}
	for i := range inits {
		if err := w.add(i); err != nil {
			return nil, err
		}
	}
	a := adder{sections: newSections(&w.f.d), states: map[sdp.Section]*gathered{}, atEnd: true}
	for _, i := range w.inits {
		if err := a.plan(i); err != nil {
			return nil, err
		}
	}
	if err := a.commit(); err != nil {
		return nil, err
	}
	if w.ended {
		if _, err := w.f.d.Session().AddLine("a=end-of-candidates"); err != nil {
			return nil, err
		}
	}
	return w.f, nil
}

// A fragmentWriter makes the blocks and sorts out what goes into them.
type fragmentWriter struct {
	d      *sdp.Description
	s      *sections
	f      *Fragment
	blocks map[sdp.Section]string // their mids, by the section of d
	inits  []Init                 // with the mids of blocks
	ended  bool                   // for all
}

// session writes what stands in front of the blocks.
func (w *fragmentWriter) session() error {
	var lines []string
	for g, err := range sdp.All[sdp.Group](w.d.Session()) {
		if err == nil && g.Semantics == "BUNDLE" {
			lines = append(lines, string(g.AppendAttribute([]byte("a="))))
		}
	}
	return addLines(w.f.d.Session(), append(lines, w.s.all.lines()...))
}

func addLines(m sdp.Section, lines []string) error {
	for _, text := range lines {
		if _, err := m.AddLine(text); err != nil {
			return err
		}
	}
	return nil
}

// add makes sure that the section of an Init has its block.
func (w *fragmentWriter) add(i Init) error {
	if i.IsForAll() {
		return w.end(i)
	}
	m, err := w.s.find(i)
	if err != nil {
		return err
	}
	mid, err := w.block(m)
	if err != nil {
		return err
	}
	i.SDPMid, i.SDPMLineIndex = &mid, nil
	w.inits = append(w.inits, i)
	return nil
}

// block makes a section's block, if it has none.
func (w *fragmentWriter) block(m sdp.Section) (mid string, err error) {
	if mid, ok := w.blocks[m]; ok {
		return mid, nil
	}
	if w.s.rejected(m) {
		return "", ErrRejected
	}
	mid, ok := m.MID()
	if !ok {
		return "", fmt.Errorf("%w: media section %d", ErrNoMid, m.Index())
	}
	w.blocks[m] = mid
	c := w.s.credentialsOf(m)
	if c.missing() != "" {
		return "", fmt.Errorf("%w: media section %d has no %s", ErrNoCredentials, m.Index(), c.missing())
	}
	if c == w.s.all {
		c = credentials{}
	}
	block, err := w.f.d.AddMedia(sdp.MediaName{Media: "audio", Port: discard, Proto: "RTP/AVP", Formats: []string{"0"}})
	if err != nil {
		return "", err
	}
	return mid, addLines(block, append(c.lines(), "a=mid:"+mid))
}

// end ends all sections of a generation: in front of the blocks if these are all there
// are, or each in its block.
func (w *fragmentWriter) end(i Init) error {
	of, all, err := w.s.take(i.UsernameFragment)
	if err != nil || all {
		w.ended = w.ended || all
		return err
	}
	for _, m := range of {
		if !w.s.hasTransport(m) {
			continue
		}
		mid, err := w.block(m)
		if err != nil {
			return err
		}
		w.inits = append(w.inits, Init{SDPMid: &mid})
	}
	return nil
}
