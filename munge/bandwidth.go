package munge

import (
	"iter"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of b= lines (RFC 8866 §5.8).

type setBandwidth struct {
	Type  string `json:"type"`
	Value uint64 `json:"value"`
}

// SetBandwidth writes a b= line of a type, in place of the one that is there: "AS" and
// "CT" in kbit/s, "TIAS" (RFC 3890), "RR" and "RS" (RFC 3556) in bit/s. A description's
// b= says what its own side wants to receive, so a limit for sending belongs into the
// remote description. With Session it is the line of the session part.
func SetBandwidth(typ string, value uint64) Edit { return Edit{op: &setBandwidth{typ, value}} }

func (*setBandwidth) kind() string { return "set-bandwidth" }

func (o *setBandwidth) check() error {
	if !isToken(o.Type) {
		return fail(ErrArgument, "%q is not a bandwidth type", o.Type)
	}
	return nil
}

func (o *setBandwidth) apply(p *pass) error {
	for s := range p.parts() {
		if err := p.setBandwidth(s, o.Type, o.Value); err != nil {
			return err
		}
	}
	return nil
}

// parts iterates over the live sections in scope, or over the session part if that is.
func (p *pass) parts() iter.Seq[sdp.Section] {
	if p.inSession() {
		return func(yield func(sdp.Section) bool) { yield(p.d.Session()) }
	}
	return p.live()
}

func (p *pass) setBandwidth(s sdp.Section, typ string, value uint64) error {
	text := "b=" + typ + ":" + strconv.FormatUint(value, 10)
	var first sdp.Line
	var rest []sdp.Line
	for l := range s.LinesOf('b') {
		if !isBandwidth(l, typ) {
			continue
		}
		if !first.Valid() {
			first = l
		} else {
			rest = append(rest, l)
		}
	}
	if err := p.removeAll(rest); err != nil {
		return err
	}
	if first.Valid() {
		return p.replace(first, text)
	}
	_, err := p.add(s, text)
	return err
}

func isBandwidth(l sdp.Line, typ string) bool {
	name, _, _ := strings.Cut(l.Value(), ":")
	return strings.EqualFold(name, typ)
}

type limitBandwidth struct {
	BitsPerSecond uint64 `json:"bps"`
}

// LimitBandwidth asks for no more than so many bits a second, in the two forms that
// stacks read: b=AS for those that know kbit/s only, rounded up, and b=TIAS behind it.
// Libwebrtc reads both, and the last one counts; Firefox reads b=TIAS.
func LimitBandwidth(bps uint64) Edit { return Edit{op: &limitBandwidth{bps}} }

func (*limitBandwidth) kind() string { return "limit-bandwidth" }

func (o *limitBandwidth) check() error {
	if o.BitsPerSecond > 1<<53 {
		return fail(ErrArgument, "%d bits a second are too many", o.BitsPerSecond)
	}
	return nil
}

func (o *limitBandwidth) apply(p *pass) error {
	for s := range p.parts() {
		if err := p.setBandwidth(s, "AS", (o.BitsPerSecond+999)/1000); err != nil {
			return err
		}
		if err := p.setBandwidth(s, "TIAS", o.BitsPerSecond); err != nil {
			return err
		}
	}
	return nil
}

type dropBandwidth struct {
	Types []string `json:"types,omitempty"`
}

// DropBandwidth removes b= lines of these types, or without types all of them.
func DropBandwidth(types ...string) Edit { return Edit{op: &dropBandwidth{types}} }

func (*dropBandwidth) kind() string { return "drop-bandwidth" }

func (o *dropBandwidth) check() error {
	for _, t := range o.Types {
		if !isToken(t) {
			return fail(ErrArgument, "%q is not a bandwidth type", t)
		}
	}
	return nil
}

func (o *dropBandwidth) apply(p *pass) error {
	for s := range p.parts() {
		for l := range s.LinesOf('b') {
			meant := len(o.Types) == 0
			for _, t := range o.Types {
				meant = meant || isBandwidth(l, t)
			}
			if !meant {
				continue
			}
			if err := p.remove(l); err != nil {
				return err
			}
		}
	}
	return nil
}
