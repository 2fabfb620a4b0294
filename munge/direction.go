package munge

import "github.com/sdpkit/sdpkit/sdp"

// This file has the edits of the direction (RFC 8866 §6.7).

type setDirection struct {
	Direction string `json:"direction"`
}

// SetDirection says which way media goes, seen from the side whose description it is.
// Sections without RTP have no use for it and are left alone.
func SetDirection(d sdp.Direction) Edit { return Edit{op: &setDirection{d.String()}} }

func (*setDirection) kind() string { return "set-direction" }

func (o *setDirection) check() error {
	if _, err := sdp.SendRecv.ParseAttribute(o.Direction, "", false); err != nil {
		return fail(ErrArgument, "%q is not a direction", o.Direction)
	}
	return nil
}

func (o *setDirection) apply(p *pass) error {
	want, err := sdp.SendRecv.ParseAttribute(o.Direction, "", false)
	if err != nil {
		return err
	}
	return p.direct(func(sdp.Direction) sdp.Direction { return want })
}

// direct gives sections another direction. One that has it already, perhaps from the
// session part or by default, is left alone.
func (p *pass) direct(change func(sdp.Direction) sdp.Direction) error {
	for m := range p.rtp() {
		var at sdp.Line
		n := 0
		was := sdp.SendRecv
		for l := range sdp.LinesOf[sdp.Direction](m) {
			n++
			at = l
			was, _ = read[sdp.Direction](l)
		}
		var err error
		if n != 1 { // none, or more than RFC 8866 §6.7 allows
			was = p.direction(m)
		}
		switch want := change(was); {
		case want == was:
		case n == 1:
			err = p.rewrite(at, want.AppendAttribute(nil))
		default:
			err = set(p, m, want)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hold is one half of hold and resume.
type hold struct{ name string }

// Hold puts the other side on hold as RFC 3264 §8.4 has it: what was sendrecv is
// sendonly, what was recvonly is inactive.
func Hold() Edit { return Edit{op: &hold{"hold"}} }

// Resume takes a Hold back: what was sendonly is sendrecv, what was inactive recvonly.
func Resume() Edit { return Edit{op: &hold{"resume"}} }

func (o *hold) kind() string { return o.name }
func (*hold) check() error   { return nil }

func (o *hold) apply(p *pass) error {
	return p.direct(func(d sdp.Direction) sdp.Direction {
		if o.name == "hold" {
			return d &^ sdp.RecvOnly
		}
		return d | sdp.RecvOnly
	})
}
