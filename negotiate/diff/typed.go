package diff

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// equal compares two attributes as values of their type. What can't be read is
// equal to nothing.
func equal[T interface {
	sdp.Attribute[T]
	Equal(T) bool
}](a, b *line) bool {
	x, errOld := parsed[T](a)
	y, errNew := parsed[T](b)
	return errOld == nil && errNew == nil && x.Equal(y)
}

// equals has the attributes of which a difference may turn out to be none. Flags and
// single words aren't here, for they can't be written differently; those that a rule
// looks at are, for what the rule leaves.
var equals = map[string]func(a, b *line) bool{
	"crypto":            equal[sdp.Crypto],
	"dcmap":             equal[sdp.DCMap],
	"dcsa":              equal[sdp.DCSA],
	"extmap":            equal[sdp.ExtMap],
	"fingerprint":       equal[sdp.Fingerprint],
	"floorctrl":         equal[sdp.FloorCtrl],
	"floorid":           equal[sdp.FloorID],
	"fmtp":              equal[sdp.FMTP],
	"framerate":         equal[sdp.Framerate],
	"group":             equal[sdp.Group],
	"ice-options":       equal[sdp.ICEOptions],
	"ice-pacing":        equal[sdp.ICEPacing],
	"imageattr":         equal[sdp.ImageAttr],
	"key-mgmt":          equal[sdp.KeyMgmt],
	"max-message-size":  equal[sdp.MaxMessageSize],
	"maxptime":          equal[sdp.MaxPtime],
	"mediaclk":          equal[sdp.MediaClk],
	"msid":              equal[sdp.MSID],
	"msid-semantic":     equal[sdp.MSIDSemantic],
	"ptime":             equal[sdp.Ptime],
	"quality":           equal[sdp.Quality],
	"range":             equal[sdp.Range],
	"remote-candidates": equal[sdp.RemoteCandidates],
	"rid":               equal[sdp.RID],
	"rtcp":              equal[sdp.RTCP],
	"rtcp-fb":           equal[sdp.RTCPFeedback],
	"rtcp-xr":           equal[sdp.RTCPXR],
	"rtpmap":            equal[sdp.RTPMap],
	"sctp-port":         equal[sdp.SCTPPort],
	"sctpmap":           equal[sdp.SCTPMap],
	"simulcast":         equal[sdp.Simulcast],
	"source-filter":     equal[sdp.SourceFilter],
	"ssrc":              equal[sdp.SSRC],
	"ssrc-group":        equal[sdp.SSRCGroup],
	"ts-refclk":         equal[sdp.TSRefClk],
}

// means reports whether two lines say the same in different letters: attributes by
// their type, and those without one, as b= and c=, by their fields. In an attribute
// that nobody knows, white space may mean something.
func (l *line) means(o *line) bool {
	if l.typ != o.typ || l.name() != o.name() || l.hasValue() != o.hasValue() {
		return false
	}
	if same := equals[l.name()]; same != nil {
		return same(l, o)
	}
	switch l.class() {
	case "unknown-attribute", "line", "session":
		return false
	}
	a, b := l.value(), o.value()
	if l.typ != 'a' {
		a, b = l.text, o.text
	}
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}
