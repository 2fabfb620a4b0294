package fuzz

// A Profile is a kind of descriptions: who writes them and what all of them have.
type Profile uint8

const (
	// General descriptions use all of RFC 8866: every type of line, every attribute
	// that package sdp has a type for, at every level where it may stand, unknown
	// ones, and every protocol. They are correct, not likely.
	General Profile = iota
	// WebRTC descriptions are offers as RFC 9429 §5.2.1 has them: BUNDLE, ICE, DTLS,
	// a=rtcp-mux, header extensions, rtx, simulcast, data channels.
	WebRTC
	// SIP descriptions are offers of telephones and gateways (RFC 3264): static payload
	// types, telephone-event, SRTP with a=crypto, fax, BFCP, MSRP, hold.
	SIP
	// Camera descriptions are what RTSP servers and broadcast equipment declare:
	// a=control, a=range, multicast, a=source-filter, a=ts-refclk, H264 parameter sets.
	Camera
	numProfiles
)

// Profiles lists the profiles.
func Profiles() []Profile { return []Profile{General, WebRTC, SIP, Camera} }

var profileNames = [numProfiles]string{"General", "WebRTC", "SIP", "Camera"}

// String returns the name of the constant.
func (p Profile) String() string {
	if p < numProfiles {
		return profileNames[p]
	}
	return "unknown"
}

// A Shape says which descriptions to make, and how large they may become. In the
// zero Shape they are General, with the limits that the fields name.
type Shape struct {
	Profile       Profile
	MaxSections   int // media sections; 4 if 0
	MaxCodecs     int // codecs in an RTP section, those that serve others not counted; 4 if 0
	MaxAttributes int // optional attributes in a section, or in the session part; 8 if 0
	MaxCandidates int // ICE candidates in a section; 3 if 0, none if negative
	// SessionLevel allows what RFC 8839 §5.4 and RFC 8122 §5 let stand once for all
	// sections in the session part; else it is repeated in each, as browsers do.
	SessionLevel bool
}

func (sh Shape) filled() Shape {
	or := func(n, normal int) int {
		if n == 0 {
			n = normal
		}
		return max(n, 0)
	}
	sh.MaxSections, sh.MaxCodecs = or(sh.MaxSections, 4), or(sh.MaxCodecs, 4)
	sh.MaxAttributes, sh.MaxCandidates = or(sh.MaxAttributes, 8), or(sh.MaxCandidates, 3)
	sh.Profile = min(sh.Profile, Camera)
	return sh
}
