package munge

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file has the edits of format parameters.

// setParams writes format parameters.
type setParams struct {
	name   string
	Codec  string `json:"codec"`
	Params string `json:"params"`
}

// SetParams gives format parameters of codecs other values, and adds those that are not
// there; the rest stay as they are. params is written as in a=fmtp: "stereo=1;
// sprop-stereo=1". In a BUNDLE group a payload type has one set of parameters (RFC
// 8859 §4.7), so the edit is done to that payload type in the whole group.
//
// The apt of rtx and the list of red are payload types, not parameters to choose: see
// Renumber. A value that the codec doesn't allow is refused.
func SetParams(codec, params string) Edit { return Edit{op: &setParams{"set-params", codec, params}} }

// ReplaceParams is SetParams, and the parameters that are not named go.
func ReplaceParams(codec, params string) Edit {
	return Edit{op: &setParams{"replace-params", codec, params}}
}

func (o *setParams) kind() string { return o.name }

func (o *setParams) check() error {
	if _, err := parseParams(o.Params); err != nil {
		return err
	}
	_, err := parseSpec(o.Codec)
	return err
}

// parseParams reads what is written as in a=fmtp.
func parseParams(s string) (list []param, err error) {
	for part := range strings.SplitSeq(s, ";") {
		name, value, _ := strings.Cut(part, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if name == "" || strings.ContainsAny(name+value, " \t\r\n\x00") {
			return nil, fail(ErrArgument, "%q is not <name>=<value>, with \";\" between several", s)
		}
		list = append(list, param{name, value})
	}
	return list, nil
}

func (o *setParams) apply(p *pass) error {
	want, err := parseParams(o.Params)
	if err != nil {
		return err
	}
	return p.editParams(o.Codec, true, func(params []string) []string {
		if o.name == "replace-params" {
			params = keepParams(params, want)
		}
		for _, w := range want {
			params = putParam(params, w.name, w.value)
		}
		return params
	})
}

// A parameter in a list is a text, "stereo=1", with whatever space was around it.

func paramName(s string) string {
	name, _, _ := strings.Cut(s, "=")
	return strings.TrimSpace(name)
}

// keepParams keeps those parameters that are named.
func keepParams(params []string, named []param) []string {
	var out []string
	for _, s := range params {
		for _, n := range named {
			if strings.EqualFold(paramName(s), n.name) {
				out = append(out, s)
				break
			}
		}
	}
	return out
}

// putParam sets the first parameter with a name, or adds one.
func putParam(params []string, name, value string) []string {
	text := name
	if value != "" {
		text += "=" + value
	}
	for i, s := range params {
		if strings.EqualFold(paramName(s), name) {
			if _, v, _ := strings.Cut(s, "="); strings.TrimSpace(v) != value {
				space := s[:len(s)-len(strings.TrimLeft(s, " "))]
				params[i] = space + text
			}
			return params
		}
	}
	n := len(params)
	if n > 0 && strings.HasPrefix(params[n-1], " ") {
		text = " " + text
	}
	if n > 0 && strings.TrimSpace(params[n-1]) == "" { // a semicolon at the end
		params[n-1] = text
		return params
	}
	return append(params, text)
}

// unsetParams removes format parameters.
type unsetParams struct {
	Codec string   `json:"codec"`
	Names []string `json:"names"`
}

// UnsetParams removes format parameters of codecs by name, in the whole BUNDLE group as
// SetParams. An a=fmtp that is left without any goes.
func UnsetParams(codec string, names ...string) Edit { return Edit{op: &unsetParams{codec, names}} }

func (*unsetParams) kind() string { return "unset-params" }

func (o *unsetParams) check() error {
	if len(o.Names) == 0 {
		return fail(ErrArgument, "no parameter is named")
	}
	_, err := parseSpec(o.Codec)
	return err
}

func (o *unsetParams) apply(p *pass) error {
	return p.editParams(o.Codec, false, func(params []string) []string {
		for _, n := range o.Names {
			params = withoutParam(params, n)
		}
		return params
	})
}

func withoutParam(params []string, name string) []string {
	var out []string
	for _, s := range params {
		if !strings.EqualFold(paramName(s), name) {
			out = append(out, s)
		}
	}
	return out
}

// editParams changes the parameters of the codecs that a spec means. A codec without
// a=fmtp gets one if add.
func (p *pass) editParams(codec string, add bool, change func([]string) []string) error {
	s, err := parseSpec(codec)
	if err != nil {
		return err
	}
	t := p.bundles()
	meant := make([]types, len(t.groups)+1) // by group
	done := make([]types, len(p.media))     // by section
	for m := range p.rtp() {
		n := p.number(m)
		for c := range s.codecs(m) {
			if isBound(c) {
				return fail(ErrArgument, "the parameters of %s are payload types: renumber them", c.Name).in(m)
			}
			meant[t.of[n]][c.PayloadType], done[n][c.PayloadType] = true, true
			if err := p.editFMTP(m, c, add, change); err != nil {
				return err
			}
		}
	}
	for _, o := range p.d.AllMedia() {
		n := p.number(o)
		g := t.of[n]
		is := func(pt uint8) bool { return meant[g][pt] && !done[n][pt] }
		if g == 0 || !t.groups[g-1].tag.Valid() || !isRTP(o.Proto()) || !listsAny(o, is) {
			continue
		}
		p.remark("done to the payload type in the whole BUNDLE group (RFC 8859 §4.7)")
		for c := range o.Codecs() {
			if is(c.PayloadType) {
				if err := p.editFMTP(o, c, add, change); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// editFMTP changes the parameters of one codec.
func (p *pass) editFMTP(m sdp.Section, c sdp.Codec, add bool, change func([]string) []string) error {
	line := c.FMTPLine()
	var more []sdp.Line // other a=fmtp of the payload type
	for l, a := range m.AttrsNamed("fmtp") {
		if pt, _, ok := a.PayloadType(); ok && pt == c.PayloadType && l != line {
			more = append(more, l)
		}
	}
	for _, l := range more {
		if err := p.editMoreFMTP(l, change); err != nil {
			return err
		}
	}
	after := strings.Trim(strings.Join(change(split(c.Params, ";")), ";"), " ")
	switch {
	case after == c.Params || after == "" && !line.Valid() || !add && !line.Valid():
		return nil
	case after == "":
		return p.remove(line)
	}
	if _, known := p.op.(*opusFlag); !known { // whose values are opus's own
		if err := badParams(c, after); err != nil {
			return err.in(m)
		}
	}
	if line.Valid() {
		text := line.Text()
		at := strings.LastIndex(text, c.Params)
		if c.Params == "" {
			return p.replace(line, strings.TrimRight(text, " ")+" "+after)
		}
		return p.replace(line, span{at, at + len(c.Params)}.put(text, after))
	}
	text := "a=fmtp:" + strconv.Itoa(int(c.PayloadType)) + " " + after
	for l, a := range m.AttrsNamed("rtpmap") {
		if pt, _, ok := a.PayloadType(); ok && pt == c.PayloadType {
			_, err := p.insertAfter(l, text)
			return err
		}
	}
	_, err := p.add(m, text)
	return err
}

// editMoreFMTP changes the parameters in a second a=fmtp of a payload type, so that it
// doesn't say otherwise than the first. Nothing is added to it.
func (p *pass) editMoreFMTP(l sdp.Line, change func([]string) []string) error {
	f, ok := read[sdp.FMTP](l)
	if !ok {
		return nil
	}
	before := split(f.Params, ";")
	params := slices.DeleteFunc(change(slices.Clone(before)), func(s string) bool {
		return !slices.ContainsFunc(before, func(was string) bool { return strings.EqualFold(paramName(was), paramName(s)) })
	})
	switch after := strings.Trim(strings.Join(params, ";"), " "); after {
	case f.Params:
		return nil
	case "":
		return p.remove(l)
	default:
		text := l.Text()
		return p.replace(l, text[:strings.LastIndex(text, f.Params)]+after)
	}
}

// badParams refuses parameters that the codec doesn't allow where they were allowed
// before.
func badParams(c sdp.Codec, after string) *Error {
	parse := paramErrors[strings.ToLower(c.Name)]
	if parse == nil || parse(c.FMTP()) != nil {
		return nil
	}
	if err := parse(sdp.FMTP{Params: after}); err != nil {
		info, _ := sdp.DescribeCodec(c.Name)
		return fail(ErrArgument, "%v", err).by(info.Clause)
	}
	return nil
}

// paramErrors reads the parameters of the codecs that package sdp knows.
var paramErrors = map[string]func(sdp.FMTP) error{
	"opus": paramError(sdp.ParseOpusParams), "multiopus": paramError(sdp.ParseMultiopusParams), "g729": paramError(sdp.ParseG729Params),
	"amr": paramError(sdp.ParseAMRParams), "amr-wb": paramError(sdp.ParseAMRParams), "ilbc": paramError(sdp.ParseILBCParams),
	"h264": paramError(sdp.ParseH264Params), "h265": paramError(sdp.ParseH265Params),
	"vp8": paramError(sdp.ParseVP8Params), "vp9": paramError(sdp.ParseVP9Params), "av1": paramError(sdp.ParseAV1Params),
	"telephone-event": paramError(sdp.ParseTelephoneEventParams), "ulpfec": paramError(sdp.ParseULPFECParams),
	"flexfec": paramError(sdp.ParseFlexFECParams), "flexfec-03": paramError(sdp.ParseFlexFECParams),
	"rtx": paramError(sdp.ParseRTXParams), "red": paramError(sdp.ParseREDParams),
}

func paramError[T any](parse func(sdp.FMTP) (T, error)) func(sdp.FMTP) error {
	return func(f sdp.FMTP) error { _, err := parse(f); return err }
}
