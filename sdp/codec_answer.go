package sdp

import "strings"

// AnswerParams returns the format parameters for an answer that accepts an offered
// codec with the answerer's own one, which has to be the same by Compare: what local
// declares, with what must be as offered or depends on the offer put in. The text
// stands behind the payload type in a=fmtp; it may be empty.
//
//   - H264: the offer's profile, and the level of [H264Params.AnswerLevel]
//   - H265: level-id and max-recv-level-id, neither above the offer's (RFC 7798 §7.2.2)
//   - AMR, AMR-WB: the offer's octet-align, crc, robust-sorting, interleaving and
//     mode-set (RFC 4867 §8.3.1)
//   - iLBC: the mode that both use (RFC 3952 §5)
//   - red, rtx: the offer's payload types, since the answer keeps the numbers
//
// Parameters of the offer that local lacks are not taken over: they declare what the
// offerer can do, or are unknown, and those have to go (RFC 7587 §7.1).
func (cmp Comparison) AnswerParams(offer, local Codec) string {
	var set []replacement
	put := func(name, value string) { set = append(set, replacement{name, value, false}) }
	switch strings.ToLower(offer.Name) {
	case "h264":
		m := comparer{Comparison: cmp}
		id, _, ok := m.profileLevelID(offer)
		_, said := local.FMTP().Get("profile-level-id")
		own, _, okl := m.profileLevelID(local)
		if !ok || !okl {
			break
		}
		o, _ := ParseH264Params(offer.FMTP())
		l, _ := ParseH264Params(local.FMTP())
		o.ProfileLevelID, l.ProfileLevelID = id, own
		if answer := id.WithLevel(o.AnswerLevel(l)); said || answer != own {
			put("profile-level-id", answer.String())
		}
	case "h265":
		o, _ := ParseH265Params(offer.FMTP())
		l, _ := ParseH265Params(local.FMTP())
		level := min(o.LevelID, l.LevelID)
		if level != l.LevelID {
			put("level-id", utoa(uint32(level)))
		}
		if highest := min(o.MaxRecvLevelID, l.MaxRecvLevelID); highest > level {
			put("max-recv-level-id", utoa(uint32(highest)))
		} else if _, ok := local.FMTP().Get("max-recv-level-id"); ok {
			// §7.1: it must be higher than the level, or not be there.
			set = append(set, replacement{name: "max-recv-level-id", drop: true})
		}
	case "amr", "amr-wb":
		for _, p := range amrParams {
			if v, ok := offer.FMTP().Get(p.Name); ok && p.Role != ParamDeclared {
				put(p.Name, v)
			}
		}
	case "ilbc":
		o, _ := ParseILBCParams(offer.FMTP())
		l, _ := ParseILBCParams(local.FMTP())
		if o.HasMode || l.HasMode {
			put("mode", utoa(uint32(o.AgreedMode(l))))
		}
	case "rtx":
		if v, ok := offer.FMTP().Get("apt"); ok {
			put("apt", v)
		}
	case "red":
		return offer.Params
	}
	if set == nil {
		return local.Params
	}
	return replaceParams(local, set)
}

// A replacement is a parameter's new value, or its removal.
type replacement struct {
	name, value string
	drop        bool
}

// replaceParams puts values in place of those a codec has, and the rest at the end.
func replaceParams(c Codec, set []replacement) string {
	var b strings.Builder
	write := func(name, value string) {
		if b.Len() > 0 {
			b.WriteByte(';')
		}
		b.WriteString(name)
		if value != "" {
			b.WriteByte('=')
			b.WriteString(value)
		}
	}
	written := make([]bool, len(set))
next:
	for name, value := range c.FMTP().All() {
		for i, s := range set {
			if strings.EqualFold(s.name, name) {
				if !written[i] && !s.drop {
					write(name, s.value)
				}
				written[i] = true
				continue next
			}
		}
		write(name, value)
	}
	for i, s := range set {
		if !written[i] && !s.drop {
			write(s.name, s.value)
		}
	}
	return b.String()
}
