package sdp

import (
	"slices"
	"strconv"
	"strings"
)

// A Match is the answer to whether two codecs are the same, and why.
type Match struct {
	Same   bool
	Param  string // what told them apart, or was different and doesn't count: "encoding name", "clock rate", "channels", or a format parameter; "" if nothing was
	A, B   string // what either has there, the default where it has nothing; "" for clock rates and channels
	Clause string // the clause that decided
	note   string // in words
}

// Why returns the reason as a sentence: "packetization-mode is 0 and 1; it must be
// the same on both sides (RFC 6184 §8.2.2)".
func (m Match) Why() string {
	var s string
	switch {
	case m.Param == "":
		s = "nothing that makes another codec differs"
	case m.Param == "channels":
		s = "the numbers of channels differ"
	case m.Param == "clock rate":
		s = "the clock rates differ"
	default:
		s = m.Param + " is " + orNone(m.A) + " and " + orNone(m.B)
	}
	if m.note != "" {
		s += "; " + m.note
	} else if !m.Same {
		s += "; it must be the same on both sides"
	}
	if m.Clause != "" {
		s += " (" + m.Clause + ")"
	}
	return s
}

func (m Match) String() string {
	if m.Same {
		return "the same: " + m.Why()
	}
	return "not the same: " + m.Why()
}

func orNone(s string) string {
	if s == "" {
		return "absent"
	}
	return s
}

func utoa(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// Comparison holds what is contested when codecs are compared. The zero value follows
// the RFCs, and the peers where no RFC speaks, which is AV1's case.
type Comparison struct {
	// DefaultProfileLevelID is what H264 without a profile-level-id means: the RFC's
	// H264DefaultRFC if 0; peers assume H264DefaultLibwebrtc.
	DefaultProfileLevelID H264ProfileLevelID
	// AV1ProfileAsymmetric lets two AV1 with different profiles be the same, which
	// AV1 RTP §7.2.3 allows and libwebrtc and pion refuse.
	AV1ProfileAsymmetric bool
	// A and B are the codecs that rtx and red refer to by number, for either side.
	// If nil they are looked up in the section that the codec is from; those who
	// compare many give them.
	A, B []Codec
}

// Compare reports whether two codecs are the same one, whatever their payload types:
// whether an answer may take the one for the other, and whether the one is the other
// renumbered. The encoding name (without case), clock rate and number of channels
// have to be equal, and the format parameters that are part of a codec's identity,
// with the default for an absent one; [DescribeCodec] lists them. Where parameters
// have to be negotiated, such as a level, it must be possible. A codec that is not
// in the table needs equal parameters, in any order.
//
// It is symmetric, and true of equal codecs. The one case where it is not transitive
// is AMR, which is the same with a mode-set and without.
func (c Codec) Compare(o Codec) Match { return Comparison{}.Compare(c, o) }

// Compare is Codec.Compare with its options.
func (cmp Comparison) Compare(a, b Codec) Match {
	return comparer{cmp, codecRows}.compare(a, b, 0)
}

// A comparer is one comparison. It carries the rows because rules that follow
// references lead back to it, which initialization couldn't.
type comparer struct {
	Comparison
	rows *codecIndex
}

// A specialRule decides what a table of parameters can't; decided is false when the
// parameters are to be compared as well.
type specialRule func(m comparer, a, b Codec, depth int) (match Match, decided bool)

func (m comparer) compare(a, b Codec, depth int) Match {
	if a.Name == "" || b.Name == "" {
		// Nothing says what it is, so only the number can tell.
		if a.Name == b.Name && a.PayloadType == b.PayloadType {
			return m.generic(a, b)
		}
		return Match{Param: "encoding name", A: a.Name, B: b.Name, Clause: "RFC 8866 §6.6", note: "nothing says what the payload type stands for"}
	}
	if !strings.EqualFold(a.Name, b.Name) {
		return Match{Param: "encoding name", A: a.Name, B: b.Name, Clause: "RFC 8866 §6.6"}
	}
	info := m.rows.find(a.Name)
	if a.ClockRate != b.ClockRate {
		match := Match{Param: "clock rate", Clause: "RFC 8866 §6.6"}
		if info != nil && info.ClockRate != 0 {
			match.Clause, match.note = info.Clause, "this codec has only one"
		}
		return match
	}
	if info == nil {
		if !sameChannels(a, b) {
			return Match{Param: "channels", Clause: "RFC 8866 §6.6"}
		}
		return m.generic(a, b)
	}
	result := Match{Same: true, Clause: info.Clause}
	if a.Params == b.Params && sameChannels(a, b) && !a.refers() {
		return result // whatever the parameters mean
	}
	if info.special != nil {
		match, decided := info.special(m, a, b, depth)
		if decided {
			return match
		}
		if match.Param != "" {
			result = match
		}
	}
	if !sameChannels(a, b) && info.Channels == 0 {
		return Match{Param: "channels", Clause: info.Clause}
	}
	for i := range info.params {
		p := &info.params[i]
		if p.Role != ParamIdentity || p.Name == "profile-level-id" || p.Name == "profile" && m.AV1ProfileAsymmetric {
			continue
		}
		if va, vb, ok := sameParam(p, a, b); !ok {
			return Match{Param: p.Name, A: va, B: vb, Clause: p.Clause}
		}
	}
	return result
}

// sameChannels takes the 0 of a Codec made by hand for the 1 it means.
func sameChannels(a, b Codec) bool { return max(a.Channels, 1) == max(b.Channels, 1) }

// sameParam compares one parameter, with its default where it is absent.
func sameParam(p *CodecParam, a, b Codec) (va, vb string, ok bool) {
	va, vb = paramOr(a, p.Name, p.Default), paramOr(b, p.Name, p.Default)
	if p.form == formNumber {
		x, okx := number(va, maxUint64)
		y, oky := number(vb, maxUint64)
		if okx && oky {
			return va, vb, x == y
		}
	}
	return va, vb, strings.EqualFold(va, vb)
}

func paramOr(c Codec, name, missing string) string {
	if v, ok := c.FMTP().Get(name); ok {
		return v
	}
	return missing
}

// generic compares codecs of which nothing is known by their parameters as a set:
// any difference may be one that matters.
func (m comparer) generic(a, b Codec) Match {
	if a.Params == b.Params {
		return Match{Same: true}
	}
	x, y := paramSet(a), paramSet(b)
	for i := range max(len(x), len(y)) {
		switch {
		case i < len(x) && i < len(y) && x[i].name == y[i].name && x[i].value != y[i].value:
			return Match{Param: x[i].label(), A: x[i].shown(), B: y[i].shown(), note: unknownNote}
		case i == len(x) || i < len(y) && y[i].compare(x[i]) < 0:
			return Match{Param: y[i].label(), A: "", B: y[i].shown(), note: unknownNote}
		case i == len(y) || x[i].compare(y[i]) < 0:
			return Match{Param: x[i].label(), A: x[i].shown(), B: "", note: unknownNote}
		}
	}
	return Match{Same: true}
}

const unknownNote = "of an unknown codec any parameter may matter"

type nameValue struct{ name, value string }

func (p nameValue) compare(o nameValue) int {
	if c := strings.Compare(p.name, o.name); c != 0 {
		return c
	}
	return strings.Compare(p.value, o.value)
}

func (p nameValue) label() string {
	if p.name == "" {
		return "a parameter without a name"
	}
	return p.name
}

func (p nameValue) shown() string {
	if p.value == "" {
		return "there"
	}
	return p.value
}

// paramSet sorts the parameters, by names in lower case, each once.
func paramSet(c Codec) (ps []nameValue) {
	for n, v := range c.FMTP().All() {
		ps = append(ps, nameValue{strings.ToLower(n), v})
	}
	slices.SortFunc(ps, nameValue.compare)
	return slices.Compact(ps)
}
