package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A codec is a payload type with everything that a section says about it.
type codec struct {
	sdp.Codec
	base   string // name, clock and channels
	key    string // base and the parameters that make it another codec
	label  string // in words
	params []param
	rtpmap *line
	fmtp   *line
	fb     []*line // for this payload type; those for "*" are shared
	mate   *codec
}

// A param is a format parameter as written, and in a form that is equal for equal
// meaning.
type param struct{ name, value, canon string }

// codecsOf reads the codecs of a section in the order of its m= line.
func codecsOf(s *section) []*codec {
	var list []*codec
	byPT := make(map[uint8]*codec)
	for v := range s.Codecs() {
		k := &codec{Codec: v}
		k.base = strings.ToLower(v.Name) + "/" + strconv.FormatUint(uint64(v.ClockRate), 10) + "/" + strconv.Itoa(v.Channels)
		if v.Name == "" {
			k.base = "payload type " + strconv.Itoa(int(v.PayloadType))
		}
		list = append(list, k)
		byPT[v.PayloadType] = k
	}
	for _, l := range s.attr("rtpmap") {
		m, err := sdp.RTPMap{}.ParseAttribute(l.name, l.value, l.hasValue)
		if k := byPT[m.PayloadType]; err == nil && k != nil && k.rtpmap == nil {
			k.rtpmap = l
		}
	}
	for _, l := range s.attr("fmtp") {
		f, err := sdp.FMTP{}.ParseAttribute(l.name, l.value, l.hasValue)
		if k := byPT[payloadType(f.Format)]; err == nil && k != nil && k.fmtp == nil {
			k.fmtp = l
		}
	}
	for _, l := range s.attr("rtcp-fb") {
		f, err := sdp.RTCPFeedback{}.ParseAttribute(l.name, l.value, l.hasValue)
		if k := byPT[payloadType(f.Format)]; err == nil && k != nil {
			k.fb = append(k.fb, l)
		}
	}
	for _, k := range list {
		k.key = k.base + identity(k)
	}
	for _, k := range list {
		k.refer(byPT)
	}
	names := make(map[string]int, len(list))
	for _, k := range list {
		k.label = label(k, byPT)
		names[k.label]++
	}
	for _, k := range list {
		// Two of the same name, such as telephone-event at two clock rates.
		if names[k.label] > 1 && k.Name != "" && !strings.Contains(k.label, " ") {
			k.label += "/" + strconv.FormatUint(uint64(k.ClockRate), 10)
		}
	}
	return list
}

// payloadType is 255, which no codec has, for what isn't one.
func payloadType(format string) uint8 {
	n, err := strconv.ParseUint(format, 10, 7)
	if err != nil {
		return 255
	}
	return uint8(n)
}

// identity returns the parameters that tell one configuration from another, so
// that they can't be changed within a codec.
func identity(k *codec) string {
	get := func(name, missing string) string {
		if v, ok := k.FMTP().Get(name); ok {
			return strings.ToLower(v)
		}
		return missing
	}
	switch strings.ToLower(k.Name) {
	case "h264", "h264-svc":
		// RFC 6184 §8.2.2: the profile and packetization-mode must be used
		// symmetrically; §8.1 has the defaults, Baseline level 1 and mode 0.
		return "; profile " + h264Profile(get("profile-level-id", "42000a")) + " mode " + get("packetization-mode", "0")
	case "vp9":
		return "; profile " + get("profile-id", "0")
	case "av1":
		return "; profile " + get("profile", "0")
	case "h265":
		return "; profile " + get("profile-id", "1") + " tier " + get("tier-flag", "0") // RFC 7798 §7.1
	}
	return ""
}

// h264Profile is the profile part of a profile-level-id, by the table of RFC 6184
// §8.1 where one profile has several spellings.
func h264Profile(id string) string {
	if len(id) != 6 {
		return id
	}
	idc := id[:2]
	iop, err := strconv.ParseUint(id[2:4], 16, 8)
	if err != nil || iop&0x0f != 0 {
		return id[:4]
	}
	switch {
	case idc == "42" && iop&0x40 != 0, idc == "4d" && iop&0x80 != 0, idc == "58" && iop&0xc0 == 0xc0:
		return "CB"
	case idc == "42", idc == "58" && iop&0x80 != 0:
		return "B"
	case idc == "4d" && iop&0x20 == 0:
		return "M"
	case idc == "58":
		return "E"
	}
	return id[:4]
}

// refer resolves parameters that name other payload types, which is how rtx (RFC
// 4588 §8.1) and red (RFC 2198 §5) say what they belong to, and puts the
// parameters in canonical form.
func (k *codec) refer(byPT map[uint8]*codec) {
	target := func(pt string) string {
		t := byPT[payloadType(strings.TrimSpace(pt))]
		switch {
		case t == nil:
			return "payload type " + pt
		case strings.Contains(t.key, " for "): // never more than one step, lest a circle be followed
			return t.base
		}
		return t.key
	}
	name := strings.ToLower(k.Name)
	for n, v := range k.FMTP().All() {
		p := param{strings.ToLower(n), v, v}
		switch {
		case p.name == "apt":
			p.canon = target(v)
			k.key += " for " + p.canon
		case name == "red" && v == "":
			p.name, p.value = "", n
			var parts []string
			for pt := range strings.SplitSeq(n, "/") {
				parts = append(parts, target(pt))
			}
			p.canon = strings.Join(parts, "/")
		case v == "":
			p.name, p.value, p.canon = "", n, n
		case p.name == "profile-level-id", p.name == "config":
			p.canon = strings.ToLower(v) // hexadecimal
		}
		k.params = append(k.params, p)
	}
}

func label(k *codec, byPT map[uint8]*codec) string {
	switch {
	case k.Name == "":
		return "payload type " + strconv.Itoa(int(k.PayloadType))
	case strings.EqualFold(k.Name, "H264"):
		v, _ := k.FMTP().Get("profile-level-id")
		mode, ok := k.FMTP().Get("packetization-mode")
		if !ok {
			mode = "0"
		}
		if len(v) != 6 {
			return k.Name + " mode " + mode
		}
		return k.Name + " " + v + " mode " + mode
	case strings.EqualFold(k.Name, "VP9"):
		if v, ok := k.FMTP().Get("profile-id"); ok && v != "0" {
			return k.Name + " profile " + v
		}
	case strings.EqualFold(k.Name, "AV1"):
		if v, ok := k.FMTP().Get("profile"); ok && v != "0" {
			return k.Name + " profile " + v
		}
	case strings.EqualFold(k.Name, "rtx"):
		if apt, ok := k.FMTP().Get("apt"); ok {
			if t := byPT[payloadType(apt)]; t != nil && t != k && !strings.EqualFold(t.Name, "rtx") {
				return "rtx for " + label(t, byPT)
			}
		}
	}
	return k.Name
}

// pairCodecs pairs by identity; among equals first those with the same number,
// then in order.
func pairCodecs(old, new []*codec) {
	type id struct {
		key string
		pt  uint8
	}
	same := make(map[id]*codec, len(new))
	for _, n := range new {
		same[id{n.key, n.PayloadType}] = n
	}
	for _, o := range old {
		if n := same[id{o.key, o.PayloadType}]; n != nil {
			o.mate, n.mate = n, o
		}
	}
	free := make(map[string][]*codec)
	for _, n := range new {
		if n.mate == nil {
			free[n.key] = append(free[n.key], n)
		}
	}
	for _, o := range old {
		if ls := free[o.key]; o.mate == nil && len(ls) > 0 {
			o.mate, ls[0].mate = ls[0], o
			free[o.key] = ls[1:]
		}
	}
}

// codecNames lists a section's codecs in words.
func codecNames(s *section) []Detail {
	list := codecsOf(s)
	if len(list) == 0 {
		return nil
	}
	return []Detail{{Text: "codecs: " + names(slices.Values(list))}}
}
