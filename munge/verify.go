package munge

import (
	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file holds what comes out against what was given: sdp.Check and sdp.Parse must
// not find what they did not find before. It does so once for all edits, however many
// there are, and looks for the one that is to blame only when something is found.

// runAll does a program, or as much of it as is left to be done.
func (p *pass) runAll(edits []Edit) error {
	for i, e := range edits {
		if err := p.run(e, p.step(nil, i)); err != nil {
			return err
		}
	}
	return nil
}

// verify refuses a result that is less sound than d was. The error names an edit after
// which the description is, and before which it is not.
func (p *pass) verify(d *sdp.Description, edits []Edit) error {
	if !p.unsure {
		return nil
	}
	if d.Edited() { // and perhaps beyond its limits: it is read as the pass has read it
		d = d.Fork()
	}
	was := soundnessOf(d)
	fault := was.worse(p.d)
	if fault == nil {
		return nil
	}
	blame := p
	for good, bad := 0, len(p.report.Edits); bad-good > 1; {
		half := newPass(d)
		half.left = (good + bad) / 2
		if err := half.runAll(edits); err != nil {
			break // only a Where that answers otherwise than before can do that
		}
		if f := was.worse(half.d); f != nil {
			fault, blame, bad = f, half, len(half.report.Edits)
		} else {
			good = len(half.report.Edits)
		}
	}
	return blame.wrap(fault)
}

// A soundness is what is wrong with a description.
type soundness struct {
	faults  map[string]bool // by the ids of sdp.Check
	refused bool            // by sdp.Parse
}

func soundnessOf(d *sdp.Description) soundness {
	s := soundness{faults: map[string]bool{}}
	for _, q := range sdp.Check(d, candidate.Check) {
		s.faults[q.ID] = true
	}
	_, err := sdp.Parse(d.String())
	s.refused = err != nil
	return s
}

// worse says what is wrong with a description that was not wrong before; what Check calls
// info is no fault.
func (s soundness) worse(d *sdp.Description) error {
	for _, q := range sdp.Check(d, candidate.Check) {
		if q.Severity > sdp.SeverityInfo && !s.faults[q.ID] {
			return fail(ErrIllegal, "afterwards %s (%s)", q.Msg, q.ID).by(q.Rule)
		}
	}
	if _, err := sdp.Parse(d.String()); err != nil && !s.refused {
		return fail(ErrIllegal, "afterwards sdp.Parse says %v", err)
	}
	return nil
}
