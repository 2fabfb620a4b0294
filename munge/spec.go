package munge

import (
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A spec says which codecs are meant:
//
//	VP8                          by encoding name, which has no case
//	opus/48000/2                 with clock rate, and number of channels
//	H264;packetization-mode=1    with format parameters, by value without case; for
//	                             an absent one its default counts
//	96                           by payload type
//
// "" means every codec that is a medium of its own, so not rtx, red and the like.
type spec struct {
	name     string
	pt       int // -1: by name
	rate     uint32
	channels int
	params   []param
}

// A param is a format parameter.
type param struct{ name, value string }

func parseSpec(s string) (c spec, err error) {
	c.pt = -1
	head, rest, more := strings.Cut(s, ";")
	if head == "" && !more {
		return c, nil
	}
	name, clock, hasClock := strings.Cut(head, "/")
	if pt, ok := payloadType(name); ok && !hasClock && !more {
		c.pt = pt
		return c, nil
	}
	if c.name = name; !isToken(name) {
		return c, fail(ErrArgument, "codec %q: %q is not an encoding name", s, name)
	}
	if hasClock {
		rate, channels, hasChannels := strings.Cut(clock, "/")
		n, err := strconv.ParseUint(rate, 10, 32)
		if err != nil || n == 0 {
			return c, fail(ErrArgument, "codec %q: %q is not a clock rate", s, rate)
		}
		c.rate = uint32(n)
		if hasChannels {
			n, err := strconv.ParseUint(channels, 10, 8)
			if err != nil || n == 0 {
				return c, fail(ErrArgument, "codec %q: %q is not a number of channels", s, channels)
			}
			c.channels = int(n)
		}
	}
	for more {
		var p string
		p, rest, more = strings.Cut(rest, ";")
		name, value, _ := strings.Cut(p, "=")
		if name = strings.TrimSpace(name); name == "" {
			return c, fail(ErrArgument, "codec %q: a parameter has no name", s)
		}
		c.params = append(c.params, param{name, strings.TrimSpace(value)})
	}
	return c, nil
}

func parseSpecs(list []string) ([]spec, error) {
	specs := make([]spec, len(list))
	for i, s := range list {
		c, err := parseSpec(s)
		if err != nil {
			return nil, err
		}
		specs[i] = c
	}
	return specs, nil
}

// needSpecs is the check of edits that have a list of codecs.
func needSpecs(list []string) error {
	if len(list) == 0 {
		return fail(ErrArgument, "no codec is named")
	}
	for _, s := range list {
		if _, err := parseSpec(s); err != nil {
			return err
		}
	}
	return nil
}

// matches says that a codec is meant.
func (c *spec) matches(codec *sdp.Codec) bool {
	switch {
	case c.pt >= 0:
		return int(codec.PayloadType) == c.pt
	case c.name == "":
		return !codec.IsAuxiliary()
	case len(codec.Name) != len(c.name), !strings.EqualFold(codec.Name, c.name), c.rate != 0 && codec.ClockRate != c.rate, c.channels != 0 && codec.Channels != c.channels:
		return false
	}
	if len(c.params) == 0 {
		return true
	}
	f := codec.FMTP()
	for _, p := range c.params {
		v, ok := f.Get(p.name)
		if !ok {
			info, _ := sdp.DescribeCodec(codec.Name)
			v = info.Param(p.name).Default
		}
		if !strings.EqualFold(v, p.value) {
			return false
		}
	}
	return true
}

// firstMatch is the index of the first of specs that means a codec, -1 without one.
func firstMatch(specs []spec, codec *sdp.Codec) int {
	for i := range specs {
		if specs[i].matches(codec) {
			return i
		}
	}
	return -1
}

// isToken says that s is one of RFC 8866 §9's tokens.
func isToken(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case c <= ' ' || c > '~' || strings.IndexByte("\"(),/:;<=>?@[\\]", c) >= 0:
			return false
		}
	}
	return s != ""
}
