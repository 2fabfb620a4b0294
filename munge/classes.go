package munge

import (
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// A Class is a class of munging as libwebrtc tells them apart, when an application
// hands to setLocalDescription something else than createOffer or createAnswer gave it
// (RFC 9429 §5.4 forbids that). The facts are those of its detector in 2026.
type Class struct {
	ID      string  // "ice-ufrag"
	Name    string  // what libwebrtc calls it: "kIceUfrag"
	Refusal Refusal // what recent Chrome does
	Note    string  // what else is known, "" for nothing
}

// A Refusal is what recent Chrome does with a class of munging.
type Refusal uint8

const (
	Allowed   Refusal = iota // it is counted and let through
	Announced                // it is on the list of what is to be refused next, or a field trial does so
	Refused                  // setLocalDescription fails
)

// String returns "allowed", "announced" or "refused".
func (r Refusal) String() string {
	return [...]string{"allowed", "announced", "refused", "unknown"}[min(r, 3)]
}

// classes are all of them, in the order in which libwebrtc looks for them in a section
// and then in the transport; it reports the first that it finds.
var classes = []Class{
	{"number-of-contents", "kNumberOfContents", Refused, "sections were added or removed"},
	{"mid", "kMid", Allowed, ""},
	{"sctp-init", "kDataChannelSctpInit", Refused, ""},
	{"max-message-size", "kDataChannelMaxMessageSize", Allowed, ""},
	{"sctp-port", "kDataChannelSctpPort", Allowed, ""},
	{"video-codecs-removed", "kVideoCodecsRemoved", Allowed, "setCodecPreferences does that"},
	{"video-codecs-added-raw", "kVideoCodecsAddedWithRawPacketization", Allowed, ""},
	{"video-codecs-added", "kVideoCodecsAdded", Allowed, ""},
	{"legacy-simulcast", "kVideoCodecsLegacySimulcast", Allowed, "addTransceiver with sendEncodings does that"},
	{"sps-pps-idr", "kVideoCodecsFmtpH264SpsPpsIdrInKeyframe", Allowed, ""},
	{"audio-codecs-removed", "kAudioCodecsRemoved", Allowed, "setCodecPreferences does that"},
	{"opus-stereo", "kAudioCodecsFmtpOpusStereo", Allowed, "there is no API for it"},
	{"multiopus", "kAudioCodecsAddedMultiOpus", Allowed, ""},
	{"l16", "kAudioCodecsAddedL16", Announced, ""},
	{"audio-codecs-added", "kAudioCodecsAdded", Allowed, ""},
	{"audio-nack", "kAudioCodecsRtcpFbAudioNack", Allowed, ""},
	{"audio-rrtr", "kAudioCodecsRtcpFbRrtr", Allowed, ""},
	{"opus-fec", "kAudioCodecsFmtpOpusFec", Announced, "the remote description can say it"},
	{"opus-dtx", "kAudioCodecsFmtpOpusDtx", Allowed, "the remote description can say it"},
	{"opus-cbr", "kAudioCodecsFmtpOpusCbr", Announced, "the remote description can say it"},
	{"rtcp-mux", "kRtcpMux", Allowed, ""},
	{"audio-rtcp-rsize", "kAudioCodecsRtcpReducedSize", Announced, ""},
	{"video-rtcp-rsize", "kVideoCodecsRtcpReducedSize", Allowed, ""},
	{"audio-codecs-reordered", "kAudioCodecsReordered", Allowed, "setCodecPreferences does that"},
	{"video-codecs-reordered", "kVideoCodecsReordered", Allowed, "setCodecPreferences does that"},
	{"payload-types", "kPayloadTypes", Allowed, ""},
	{"audio-fmtp", "kAudioCodecsFmtp", Allowed, ""},
	{"video-fmtp", "kVideoCodecsFmtp", Allowed, ""},
	{"audio-rtcp-fb", "kAudioCodecsRtcpFb", Allowed, ""},
	{"video-rtcp-fb", "kVideoCodecsRtcpFb", Allowed, ""},
	{"raw-packetization", "kVideoCodecsModifiedWithRawPacketization", Announced, ""},
	{"direction", "kDirection", Allowed, "RTCRtpTransceiver.direction does that"},
	{"ssrcs", "kSsrcs", Announced, ""},
	{"extension-added", "kRtpHeaderExtensionAdded", Allowed, "setHeaderExtensionsToNegotiate does that"},
	{"extension-removed", "kRtpHeaderExtensionRemoved", Allowed, "setHeaderExtensionsToNegotiate does that"},
	{"extension-modified", "kRtpHeaderExtensionModified", Allowed, ""},
	{"bandwidth", "kBandwidth", Allowed, "in a local description it has no effect"},
	{"ice-ufrag", "kIceUfrag", Announced, "the field trial WebRTC-NoSdpMangleUfrag refuses it"},
	{"ice-pwd", "kIcePwd", Announced, "the field trial WebRTC-NoSdpMangleUfrag refuses it"},
	{"ice-mode", "kIceMode", Announced, ""},
	{"dtls-setup", "kDtlsSetup", Announced, ""},
	{"ice-options-renomination", "kIceOptionsRenomination", Allowed, ""},
	{"ice-options-trickle", "kIceOptionsTrickle", Allowed, ""},
	{"ice-options", "kIceOptions", Allowed, ""},
	{"candidate-count", "kIceCandidateCount", Allowed, ""},
	{"bundle", "kBundle", Allowed, ""},
	{"unknown", "kUnknownModification", Allowed, "something else that libwebrtc writes differs"},
}

// Classes lists the classes of munging.
func Classes() []Class { return slices.Clone(classes) }

// Detect says which classes of munging libwebrtc sees in what an application has made
// of a description that createOffer or createAnswer gave it. The first is the one that
// libwebrtc reports, and may refuse. What it doesn't read, as the order of lines, is no
// munging; then there are none.
func Detect(created, set *sdp.Description) []Class {
	d := detector{created: newReader(created), set: newReader(set)}
	if created.NumMedia() != set.NumMedia() {
		return []Class{classes[classIndex("number-of-contents")]}
	}
	for i, a := range created.AllMedia() {
		d.section(a, set.Media(i))
	}
	for i, a := range created.AllMedia() {
		d.transport(a, set.Media(i))
	}
	for i, a := range created.AllMedia() {
		d.see(len(values[candidate.Candidate](a)) != len(values[candidate.Candidate](set.Media(i))), "candidate-count")
	}
	d.see(!slices.EqualFunc(bundleGroups(created), bundleGroups(set), sdp.Group.Equal), "bundle")
	if len(d.found) == 0 && d.other {
		d.see(true, "unknown")
	}
	return d.found
}

func classIndex(id string) int {
	return slices.IndexFunc(classes, func(c Class) bool { return c.ID == id })
}

// A detector collects classes.
type detector struct {
	created, set *pass // which only read
	found        []Class
	other        bool // something differs that libwebrtc writes and has no class for
}

// see adds a class if it is there.
func (d *detector) see(there bool, id string) {
	if !there || slices.ContainsFunc(d.found, func(c Class) bool { return c.ID == id }) {
		return
	}
	d.found = append(d.found, classes[classIndex(id)])
}

// values are a section's own attributes of type T.
func values[T sdp.Attribute[T]](s sdp.Section) (list []T) {
	for v, err := range sdp.All[T](s) {
		if err == nil {
			list = append(list, v)
		}
	}
	return list
}

// value is the attribute of type T that holds for a section.
func value[T sdp.Attribute[T]](p *pass, s sdp.Section) T {
	v, _, err := lookup[T](p, s)
	if err != nil {
		var zero T
		return zero
	}
	return v
}

func bundleGroups(d *sdp.Description) []sdp.Group {
	return slices.DeleteFunc(values[sdp.Group](d.Session()), func(g sdp.Group) bool { return g.Semantics != "BUNDLE" })
}

// section compares what a section says of its media.
func (d *detector) section(a, b sdp.Section) {
	midA, _ := a.MID()
	midB, _ := b.MID()
	d.see(midA != midB, "mid")
	kind := a.Kind()
	if kind == "application" {
		d.see(!slices.Equal(attributeTexts(a, "sctp-init"), attributeTexts(b, "sctp-init")), "sctp-init")
		d.see(value[sdp.MaxMessageSize](d.created, a) != value[sdp.MaxMessageSize](d.set, b), "max-message-size")
		d.see(value[sdp.SCTPPort](d.created, a) != value[sdp.SCTPPort](d.set, b), "sctp-port")
	}
	if kind != "audio" && kind != "video" {
		return
	}
	x, y := slices.Collect(a.Codecs()), slices.Collect(b.Codecs())
	if kind == "video" {
		d.video(a, b, x, y)
	} else {
		d.audio(x, y)
	}
	d.see(has[sdp.RTCPMux](a) != has[sdp.RTCPMux](b), "rtcp-mux")
	d.see(has[sdp.RTCPRsize](a) != has[sdp.RTCPRsize](b), kind+"-rtcp-rsize")
	d.codecs(kind, a, b, x, y)
	d.see(d.created.direction(a) != d.set.direction(b), "direction")
	d.see(!slices.Equal(sourceIDs(a), sourceIDs(b)), "ssrcs")
	p, q := values[sdp.ExtMap](a), values[sdp.ExtMap](b)
	d.see(len(p) < len(q), "extension-added")
	d.see(len(p) > len(q), "extension-removed")
	d.see(len(p) == len(q) && !slices.EqualFunc(p, q, func(a, b sdp.ExtMap) bool { return a.ID == b.ID }), "extension-modified")
	d.other = d.other || len(p) == len(q) && !slices.Equal(p, q)
	d.see(limit(a) != limit(b), "bandwidth")
	d.other = d.other || !slices.Equal(values[sdp.MSID](a), values[sdp.MSID](b)) || !slices.Equal(values[sdp.RID](a), values[sdp.RID](b)) ||
		!slices.Equal(values[sdp.Simulcast](a), values[sdp.Simulcast](b)) || a.Port() != b.Port() || a.Proto() != b.Proto()
}

// attributeTexts are a section's attributes by name, for those that have no type.
func attributeTexts(s sdp.Section, name string) (list []string) {
	for l := range s.AttrLines(name) {
		list = append(list, l.Text())
	}
	return list
}

// sourceIDs are the SSRCs of a section, each once.
func sourceIDs(s sdp.Section) (list []uint32) {
	seen := map[uint32]bool{}
	for _, v := range values[sdp.SSRC](s) {
		if !seen[v.ID] {
			seen[v.ID] = true
			list = append(list, v.ID)
		}
	}
	return list
}

// limit is the bandwidth that libwebrtc reads, in bit/s: the last of AS and TIAS.
func limit(s sdp.Section) (bps uint64) {
	for b, err := range s.Bandwidths() {
		switch {
		case err != nil:
		case b.Type == "AS":
			bps = b.Value * 1000
		case b.Type == "TIAS":
			bps = b.Value
		}
	}
	return bps
}

// newly says that a codec fulfils a condition in y, and none does in x.
func newly(x, y []sdp.Codec, is func(sdp.Codec) bool) bool {
	return !slices.ContainsFunc(x, is) && slices.ContainsFunc(y, is)
}

func named(name string) func(sdp.Codec) bool {
	return func(c sdp.Codec) bool { return strings.EqualFold(c.Name, name) }
}

// withParam says of a codec that it has a parameter that is 1.
func withParam(codec, name string) func(sdp.Codec) bool {
	return func(c sdp.Codec) bool {
		v, _ := c.FMTP().Get(name)
		return strings.EqualFold(c.Name, codec) && v == "1"
	}
}

func withFeedback(id string) func(sdp.Codec) bool {
	return func(c sdp.Codec) bool {
		for f := range c.Feedback() {
			if f.ID == id && f.Param == "" {
				return true
			}
		}
		return false
	}
}

func (d *detector) audio(x, y []sdp.Codec) {
	if d.see(len(x) > len(y), "audio-codecs-removed"); len(x) > len(y) {
		return
	}
	multiopus, l16 := newly(x, y, named("multiopus")), newly(x, y, named("L16"))
	d.see(newly(x, y, withParam("opus", "stereo")), "opus-stereo")
	d.see(multiopus, "multiopus")
	d.see(l16, "l16")
	if d.see(len(x) < len(y) && !multiopus && !l16, "audio-codecs-added"); len(x) < len(y) {
		return
	}
	d.see(newly(x, y, withFeedback("nack")), "audio-nack")
	d.see(newly(x, y, withFeedback("rrtr")), "audio-rrtr")
	d.see(newly(y, x, withParam("opus", "useinbandfec")), "opus-fec")
	d.see(newly(x, y, withParam("opus", "usedtx")), "opus-dtx")
	d.see(newly(x, y, withParam("opus", "cbr")), "opus-cbr")
}

func (d *detector) video(a, b sdp.Section, x, y []sdp.Codec) {
	if d.see(len(x) > len(y), "video-codecs-removed"); len(x) > len(y) {
		return
	}
	if len(x) < len(y) {
		raw := len(attributeTexts(a, "packetization")) == 0 && len(attributeTexts(b, "packetization")) > 0
		d.see(raw, "video-codecs-added-raw")
		d.see(!raw, "video-codecs-added")
		return
	}
	d.see(!LegacySimulcast(a) && LegacySimulcast(b), "legacy-simulcast")
	d.see(newly(x, y, withParam("H264", "sps-pps-idr-in-keyframe")), "sps-pps-idr")
}

// codecs compares codecs one by one, where there are as many as before.
func (d *detector) codecs(kind string, a, b sdp.Section, x, y []sdp.Codec) {
	if len(x) != len(y) {
		return
	}
	for i := range x {
		switch {
		case sameCodec(x[i], y[i]):
		case slices.ContainsFunc(y[i+1:], func(c sdp.Codec) bool { return sameCodec(x[i], c) }):
			d.see(true, kind+"-codecs-reordered")
			return
		case x[i].Name == y[i].Name && x[i].PayloadType != y[i].PayloadType:
			d.see(true, "payload-types")
		case x[i].Params != y[i].Params && !samelyParameterized(x[i], y[i]):
			// The parameters that have a class of their own have been seen.
			if len(d.found) == 0 || !strings.HasPrefix(d.found[len(d.found)-1].ID, "opus-") && d.found[len(d.found)-1].ID != "sps-pps-idr" {
				d.see(true, kind+"-fmtp")
			}
		case !sameFeedbacks(x[i], y[i]):
			if !slices.ContainsFunc(d.found, func(c Class) bool { return c.ID == "audio-nack" || c.ID == "audio-rrtr" }) {
				d.see(true, kind+"-rtcp-fb")
			}
		}
	}
	d.see(kind == "video" && !slices.Equal(attributeTexts(a, "packetization"), attributeTexts(b, "packetization")), "raw-packetization")
}

func sameCodec(a, b sdp.Codec) bool {
	return a.PayloadType == b.PayloadType && strings.EqualFold(a.Name, b.Name) && a.ClockRate == b.ClockRate && a.Channels == b.Channels &&
		samelyParameterized(a, b) && sameFeedbacks(a, b)
}

// samelyParameterized compares format parameters without their order.
func samelyParameterized(a, b sdp.Codec) bool {
	if a.Params == b.Params {
		return true
	}
	list := func(c sdp.Codec) (out []string) {
		for name, value := range c.FMTP().All() {
			out = append(out, strings.ToLower(name)+"="+value)
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(list(a), list(b))
}

func sameFeedbacks(a, b sdp.Codec) bool {
	list := func(c sdp.Codec) (out []string) {
		for f := range c.Feedback() {
			out = append(out, f.ID+" "+f.Param)
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(list(a), list(b))
}

// transport compares what a section says of its transport.
func (d *detector) transport(a, b sdp.Section) {
	d.see(value[sdp.ICEUfrag](d.created, a) != value[sdp.ICEUfrag](d.set, b), "ice-ufrag")
	d.see(value[sdp.ICEPwd](d.created, a) != value[sdp.ICEPwd](d.set, b), "ice-pwd")
	_, liteA, _ := lookup[sdp.ICELite](d.created, a)
	_, liteB, _ := lookup[sdp.ICELite](d.set, b)
	d.see(liteA != liteB, "ice-mode")
	d.see(value[sdp.Setup](d.created, a) != value[sdp.Setup](d.set, b), "dtls-setup")
	x, y := value[sdp.ICEOptions](d.created, a), value[sdp.ICEOptions](d.set, b)
	switch {
	case x.Equal(y):
	case !x.Has("renomination") && y.Has("renomination"):
		d.see(true, "ice-options-renomination")
	case x.Has("trickle") && !y.Has("trickle"):
		d.see(true, "ice-options-trickle")
	default:
		d.see(true, "ice-options")
	}
	d.other = d.other || !value[sdp.Fingerprint](d.created, a).Equal(value[sdp.Fingerprint](d.set, b))
}
