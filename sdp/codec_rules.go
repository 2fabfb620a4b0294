package sdp

import (
	"slices"
	"strings"
)

// This file has the decisions about codecs that don't come down to a parameter's
// being equal.

// sameOpus takes any number of channels below three for the two that RFC 7587 §7
// demands: opus/48000 is a departure that old peers and SIP phones write, and
// decoders have to take both mono and stereo anyway (§6.1).
func sameOpus(_ comparer, a, b Codec, _ int) (Match, bool) {
	if sameChannels(a, b) {
		return Match{}, false
	}
	if max(a.Channels, b.Channels) > 2 {
		return Match{Param: "channels", Clause: "RFC 7587 §7"}, true
	}
	return Match{Same: true, Param: "channels", Clause: "RFC 7587 §7", note: "opus has /2 in its a=rtpmap and is the same codec without it"}, true
}

// sameH264 compares the profile part of profile-level-id and leaves the level to
// be negotiated (RFC 6184 §8.2.2).
func sameH264(m comparer, a, b Codec, _ int) (Match, bool) {
	x, ta, okx := m.profileLevelID(a)
	y, tb, oky := m.profileLevelID(b)
	switch match := (Match{Param: "profile-level-id", A: ta, B: tb, Clause: "RFC 6184 §8.2.2"}); {
	case strings.EqualFold(ta, tb):
		return Match{}, false
	case !okx || !oky:
		match.Clause, match.note = "RFC 6184 §8.1", "it is six hexadecimal digits, and nothing else can be matched"
		return match, true
	case !x.SameProfile(y):
		match.note = "the profile must be the same on both sides"
		return match, true
	case x.Level() != y.Level():
		match.Same, match.note = true, "the profile is the same, and the level may be lowered"
		return match, false
	default:
		match.Same, match.Clause, match.note = true, "RFC 6184 §8.1", "both are the same profile and level"
		return match, false
	}
}

// profileLevelID returns what is written or assumed, as a number and as text.
func (m comparer) profileLevelID(c Codec) (H264ProfileLevelID, string, bool) {
	text, ok := c.FMTP().Get("profile-level-id")
	switch {
	case ok:
		n, ok := hexNumber(text, 6)
		return H264ProfileLevelID(n), text, ok
	case m.DefaultProfileLevelID == 0 || m.DefaultProfileLevelID == H264DefaultRFC:
		return H264DefaultRFC, "42000a", true
	case m.DefaultProfileLevelID == H264DefaultLibwebrtc:
		return H264DefaultLibwebrtc, "42e01f", true
	}
	return m.DefaultProfileLevelID, m.DefaultProfileLevelID.String(), true
}

// sameH265 compares profile-compatibility-indicator, whose default has the bit of
// profile-id set (RFC 7798 §7.1), and which must be symmetric (§7.2.2).
func sameH265(_ comparer, a, b Codec, _ int) (Match, bool) {
	const name = "profile-compatibility-indicator"
	va, vb := paramOr(a, name, ""), paramOr(b, name, "")
	if strings.EqualFold(va, vb) {
		return Match{}, false
	}
	x, _ := ParseH265Params(a.FMTP())
	y, _ := ParseH265Params(b.FMTP())
	_, okx := hexNumber(va, 8)
	_, oky := hexNumber(vb, 8)
	if x.ProfileCompatibility == y.ProfileCompatibility && (okx || va == "") && (oky || vb == "") {
		return Match{}, false
	}
	return Match{Param: name, A: va, B: vb, Clause: clauseH265}, true
}

// sameAMR lets octet-align be implied (RFC 4867 §8.1), and mode-sets differ only
// where one side has none: who is offered one returns it as it is or refuses, who
// is offered none may choose (§8.3.1).
func sameAMR(_ comparer, a, b Codec, _ int) (Match, bool) {
	for i := range amrParams {
		p := &amrParams[i]
		if p.Role != ParamIdentity {
			continue
		}
		va, vb, ok := sameParam(p, a, b)
		if p.Name == "octet-align" && !ok {
			x, errx := ParseAMRParams(a.FMTP())
			y, erry := ParseAMRParams(b.FMTP())
			ok = errx == nil && erry == nil && x.OctetAlign == y.OctetAlign
		}
		if !ok {
			return Match{Param: p.Name, A: va, B: vb, Clause: p.Clause, note: "each combination of these parameters has its own bits in the packet"}, true
		}
	}
	if !sameChannels(a, b) {
		return Match{Param: "channels", Clause: clauseAMR}, true
	}
	va, okx := a.FMTP().Get("mode-set")
	vb, oky := b.FMTP().Get("mode-set")
	x, goodx := amrModes(va)
	y, goody := amrModes(vb)
	match := Match{Same: true, Param: "mode-set", A: va, B: vb, Clause: clauseAMR}
	switch {
	case okx == oky && (va == vb || goodx && goody && x == y):
		return Match{Same: true, Clause: clauseAMR}, true
	case okx && oky:
		match.Same, match.note = false, "an answer returns the set unmodified or rejects the payload type"
	default:
		match.note = "the side without a set may use the other's"
	}
	return match, true
}

// referred finds a payload type on a codec's side. It returns false for none.
func referred(side []Codec, pt uint8) (Codec, bool) {
	for i := range side {
		if side[i].PayloadType == pt {
			return side[i], true
		}
	}
	return Codec{}, false
}

// siblings returns the codecs that c may refer to.
func siblings(given []Codec, c Codec) []Codec {
	if given != nil || c.section.d == nil {
		return given
	}
	return slices.Collect(c.section.Codecs())
}

// sameRef compares what two references stand for. From depth 1 on what they stand for
// is not followed further if it refers to others itself; so the rtx of a red is known
// by the red's list, and circles end.
func (m comparer) sameRef(x, y uint8, depth int) bool {
	a, okx := referred(m.A, x)
	b, oky := referred(m.B, y)
	switch {
	case !okx && !oky:
		return x == y
	case !okx || !oky:
		return false
	case depth > 0 && a.refers() && b.refers():
		return strings.EqualFold(a.Name, b.Name) && a.ClockRate == b.ClockRate
	}
	return m.compare(a, b, depth+1).Same
}

// refers says that a codec is known by what it refers to.
func (c Codec) refers() bool {
	return strings.EqualFold(c.Name, "rtx") || strings.EqualFold(c.Name, "red")
}

// sameRTX compares the codecs that are retransmitted: one rtx differs from another
// by its apt alone, and that by what it stands for (RFC 4588 §8.1).
func sameRTX(m comparer, a, b Codec, depth int) (Match, bool) {
	va, vb := paramOr(a, "apt", ""), paramOr(b, "apt", "")
	x, okx := number(va, 127)
	y, oky := number(vb, 127)
	if !okx || !oky {
		return Match{Same: va == vb, Param: "apt", A: va, B: vb, Clause: "RFC 4588 §8.1", note: "it has to name a payload type"}, true
	}
	match := Match{Param: "apt", A: va, B: vb, Clause: "RFC 4588 §8.1", note: "they retransmit different codecs"}
	m.A, m.B = siblings(m.A, a), siblings(m.B, b)
	if m.sameRef(uint8(x), uint8(y), depth) {
		match.Same, match.note = true, "it stands for the same codec on both sides"
	}
	return match, true
}

// sameRED compares the first payload types of the lists, the primary encoding. How
// much redundancy follows is the sender's affair (RFC 2198 §5), but it must be of
// the same codecs, and a list is not the same as none.
func sameRED(m comparer, a, b Codec, depth int) (Match, bool) {
	x, errx := ParseREDParams(a.FMTP())
	y, erry := ParseREDParams(b.FMTP())
	match := Match{Param: "payload types", A: x.String(), B: y.String(), Clause: "RFC 2198 §5"}
	switch {
	case !sameChannels(a, b):
		return Match{Param: "channels", Clause: "RFC 2198 §5"}, true
	case errx != nil || erry != nil:
		match.A, match.B = a.Params, b.Params
		match.Same, match.note = a.Params == b.Params, "the list can't be read"
		return match, true
	case x.Len() == 0 && y.Len() == 0:
		return Match{Same: true, Clause: "RFC 2198 §5"}, true
	case x.Len() == 0 || y.Len() == 0:
		match.note = "one says which codecs it repeats, the other does not"
		return match, true
	}
	m.A, m.B = siblings(m.A, a), siblings(m.B, b)
	xs, ys := distinct(x), distinct(y)
	if len(xs) != len(ys) {
		match.note = "they repeat different codecs"
		return match, true
	}
	for i := range xs {
		// A red within a red is not followed: lists of lists would take for ever.
		if !m.sameRef(xs[i], ys[i], depth+1) {
			match.note = "they repeat different codecs"
			return match, true
		}
	}
	match.Same, match.note = true, "the lists stand for the same codecs"
	return match, true
}

// distinct returns a list's payload types in order, each once: at most 128 of them
// have to be compared, however long the list is.
func distinct(p REDParams) (list []uint8) {
	var seen [128]bool
	for pt := range p.PayloadTypes() {
		if !seen[pt] {
			seen[pt] = true
			list = append(list, pt)
		}
	}
	return list
}

// Apt returns the codec whose packets an rtx codec sends again, from its section; ok
// is false for a codec that is not rtx, and for an apt that names no payload type of
// the section, or rtx itself, which is an error in the description (RFC 4588 §8.1).
func (c Codec) Apt() (primary Codec, ok bool) {
	if !strings.EqualFold(c.Name, "rtx") || c.section.d == nil {
		return Codec{}, false
	}
	p, err := ParseRTXParams(c.FMTP())
	if !p.HasAPT || err != nil && err.(*ParamError).Name == "apt" {
		return Codec{}, false
	}
	for primary := range c.section.Codecs() {
		if primary.PayloadType == p.APT {
			return primary, !strings.EqualFold(primary.Name, "rtx")
		}
	}
	return Codec{}, false
}
