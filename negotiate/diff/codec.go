package diff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A codec is a payload type with the lines that a section has about it.
type codec struct {
	*sdp.Codec
	set      *codecSet
	apt      *codec  // what an rtx repairs
	mate     *codec  // the same codec of the other description
	fb       []*line // without those for "*"; see feedback
	name     string  // see words
	differs  string  // of an old one: the sdp.Match.Param of it and its mate
	rtx, red bool
	fbParsed bool
}

// rtpmap is the line that says what the codec is, nil for none.
func (k *codec) rtpmap() *line { return k.set.section.doc.numbered(k.RTPMapLine().Number()) }

// fmtp is the line that has its parameters, nil for none.
func (k *codec) fmtp() *line { return k.set.section.doc.numbered(k.FMTPLine().Number()) }

// feedback is the a=rtcp-fb lines for the codec alone. Few codecs are asked for theirs,
// so it is only then that they are parsed.
func (k *codec) feedback() []*line {
	k.set.readFeedback()
	if !k.fbParsed {
		k.fbParsed = true
		bad := func(l *line) bool { return !isFeedback(l) }
		if slices.ContainsFunc(k.fb, bad) {
			k.fb = slices.DeleteFunc(slices.Clone(k.fb), bad)
		}
	}
	return k.fb
}

// understood is the codec as its set has it.
func (k *codec) understood() sdp.Codec {
	return k.set.understood()[k.set.byPT[k.PayloadType]-1]
}

// label is the codec in words, with the clock rate where another one of its section would
// be called the same, such as telephone-event.
func (k *codec) label() string {
	name := k.words()
	if k.Name == "" || strings.Contains(name, " ") {
		return name
	}
	for _, o := range k.set.list {
		if o != k && o.Name == k.Name && o.words() == name {
			return name + "/" + strconv.FormatUint(uint64(k.ClockRate), 10)
		}
	}
	return name
}

// shortParam names parameters in labels, where their names are too long for it.
var shortParam = map[string]string{"packetization-mode": "mode", "profile-id": "profile"}

// words is a codec's name with what makes it another codec than the usual one of that
// name, and for rtx with what it repairs.
func (k *codec) words() string {
	if k.name == "" {
		k.name = k.describe()
	}
	return k.name
}

func (k *codec) describe() string {
	m := k.mate // which may have been asked for before
	if m != nil && (m.name == "" || m.Name != k.Name) {
		m = nil
	}
	switch {
	case k.Name == "":
		return "payload type " + k.number()
	case k.apt != nil && !k.apt.rtx:
		if m != nil && m.apt != nil && m.apt.words() == k.apt.words() {
			return m.name
		}
		return k.Name + " for " + k.apt.words()
	case m != nil && !k.rtx && m.Params == k.Params:
		return m.name
	}
	f := k.FMTP()
	label := append(make([]byte, 0, 64), k.Name...)
	say := func(parts ...string) {
		for _, s := range parts {
			label = append(append(label, ' '), s...)
		}
	}
	if strings.EqualFold(k.Name, "H264") {
		if v, ok := f.Get("profile-level-id"); ok {
			say(v)
		}
	}
	info, _ := sdp.DescribeCodec(k.Name)
	for p := range info.Params() {
		if p.Role != sdp.ParamIdentity || p.Name == "profile-level-id" {
			continue
		}
		v, ok := f.Get(p.Name)
		switch always := p.Name == "packetization-mode"; {
		case ok && !strings.EqualFold(v, p.Default):
			say(cmp.Or(shortParam[p.Name], p.Name), v)
		case always:
			say(shortParam[p.Name], p.Default)
		}
	}
	if len(label) == len(k.Name) {
		return k.Name
	}
	return string(label)
}

// refers says that a codec is known by those that it names by number.
func (k *codec) refers() bool { return k.rtx || k.red }

// onlyRepairs says that there is nothing to an rtx but what it repairs.
func (k *codec) onlyRepairs() bool { return k.apt != nil && k.Params == "apt="+k.apt.number() }

func (k *codec) number() string { return strconv.Itoa(int(k.PayloadType)) }

// appendLines appends all that the section has about the codec.
func (k *codec) appendLines(ls []*line) []*line {
	for _, l := range [...]*line{k.rtpmap(), k.fmtp()} {
		if l != nil {
			ls = append(ls, l)
		}
	}
	return append(ls, k.feedback()...)
}
