package diff

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A codecSet is the codecs of a section in the order of its m= line. What most of them
// are called, and which lines they have, is never asked for.
type codecSet struct {
	section *section
	list    []*codec
	all     []sdp.Codec // of list
	known   []sdp.Codec // see understood
	media   []sdp.Codec // of those that don't refer to others, once they were asked for
	byPT    [128]uint8  // index+1 into list
	stars   []*line     // a=rtcp-fb for "*", for all; see readFeedback
	read    bool        // the a=rtcp-fb were
}

// codecs reads them when they are asked for first.
func (s *section) codecs() *codecSet {
	if s.set == nil {
		s.set = readCodecs(s)
	}
	return s.set
}

func readCodecs(s *section) *codecSet {
	cs := &codecSet{section: s}
	if m := s.m(); m != nil {
		const most = 128 // payload types
		cs.all = s.AppendCodecs(make([]sdp.Codec, 0, min(most, strings.Count(m.text, " "))))
	}
	cs.list = make([]*codec, len(cs.all))
	codecs := make([]codec, len(cs.all))
	for i := range codecs {
		k, c := &codecs[i], &cs.all[i]
		k.Codec, k.set = c, cs
		if len(c.Name) == len("rtx") {
			k.rtx, k.red = strings.EqualFold(c.Name, "rtx"), strings.EqualFold(c.Name, "red")
		}
		cs.list[i] = k
		cs.byPT[c.PayloadType] = uint8(i + 1)
	}
	for _, k := range cs.list {
		if !k.rtx {
			continue
		}
		if apt, ok := k.FMTP().Get("apt"); ok {
			k.apt = cs.numbered(apt)
		}
	}
	return cs
}

// readFeedback looks for the lines of all codecs, once.
func (cs *codecSet) readFeedback() {
	if cs.read {
		return
	}
	cs.read = true
	ls := cs.section.attr("rtcp-fb")
	for i, l := range ls {
		format := formatOf(l)
		if format == "*" && isFeedback(l) {
			cs.stars = append(cs.stars, l)
		}
		k := cs.numbered(format)
		if k == nil {
			continue
		}
		switch n := len(k.fb); {
		case n == 0:
			k.fb = ls[i : i+1 : i+1]
		case &k.fb[0] == &ls[i-n]: // one behind the other, as most write them
			k.fb = ls[i-n : i+1 : i+1]
		default:
			k.fb = append(k.fb, l)
		}
	}
}

// formatOf is the payload type, or "*", with which a line begins.
func formatOf(l *line) string {
	format, _, _ := strings.Cut(strings.TrimLeft(l.value(), " "), " ")
	return format
}

func isFeedback(l *line) bool {
	_, err := parsed[sdp.RTCPFeedback](l)
	return err == nil
}

// understood are the codecs as far as sdp knows what their parameters do.
func (cs *codecSet) understood() []sdp.Codec {
	if cs.known != nil {
		return cs.known
	}
	cs.known = cs.all
	for i := range cs.all {
		if cs.all[i].Params == "" || cs.all[i].Kind() != sdp.CodecUnknown {
			continue
		}
		// Nobody knows whether another value makes another codec, and "another
		// codec" would be an accusation. That the value changed is told.
		if &cs.known[0] == &cs.all[0] {
			cs.known = slices.Clone(cs.all)
		}
		cs.known[i].Params = ""
	}
	return cs.known
}

// others are the codecs that don't refer to others.
func (cs *codecSet) others() []sdp.Codec {
	if cs.media == nil {
		cs.media = make([]sdp.Codec, 0, len(cs.list))
		for _, k := range cs.list {
			if !k.refers() {
				cs.media = append(cs.media, k.understood())
			}
		}
	}
	return cs.media
}

// at finds a codec by its payload type, nil for none.
func (cs *codecSet) at(pt uint8) *codec {
	if int(pt) >= len(cs.byPT) || cs.byPT[pt] == 0 {
		return nil
	}
	return cs.list[cs.byPT[pt]-1]
}

// numbered finds a codec by its payload type as written, nil for none.
func (cs *codecSet) numbered(format string) *codec {
	n := 0
	format = strings.TrimSpace(format)
	for i := range len(format) {
		digit := int(format[i]) - '0'
		if n = 10*n + digit; digit < 0 || digit > 9 || n >= len(cs.byPT) {
			return nil
		}
	}
	if format == "" {
		return nil
	}
	return cs.at(uint8(n))
}

// codecNames lists a section's codecs in words.
func codecNames(s *section) []Detail {
	list := s.codecs().list
	if len(list) == 0 {
		return nil
	}
	return []Detail{{Text: "codecs: " + names(list)}}
}
