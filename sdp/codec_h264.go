package sdp

import (
	"cmp"
	"strconv"
)

// H264ProfileLevelID is a profile-level-id of RFC 6184 §8.1: profile_idc, the
// constraint flags (profile-iop) and level_idc, a byte each. The zero value stands
// for none.
type H264ProfileLevelID uint32

const (
	// H264DefaultRFC is what an absent profile-level-id means by RFC 6184 §8.1:
	// Baseline without further constraints, level 1.
	H264DefaultRFC H264ProfileLevelID = 0x42000a
	// H264DefaultLibwebrtc is what libwebrtc, aiortc and mediasoup take for it:
	// Constrained Baseline, level 3.1.
	H264DefaultLibwebrtc H264ProfileLevelID = 0x42e01f
)

// ParseH264ProfileLevelID reads six hexadecimal digits.
func ParseH264ProfileLevelID(s string) (H264ProfileLevelID, error) {
	n, ok := hexNumber(s, 6)
	if !ok {
		return 0, &ParamError{"profile-level-id", s, wantProfileLevelID}
	}
	return H264ProfileLevelID(n), nil
}

const wantProfileLevelID = "six hexadecimal digits (RFC 6184 §8.1)"

// ProfileIDC is the first byte: 66 Baseline, 77 Main, 88 Extended, 100 High, …
func (id H264ProfileLevelID) ProfileIDC() uint8 { return uint8(id >> 16) }

// Constraints is the second byte, constraint_set0_flag in its highest bit.
func (id H264ProfileLevelID) Constraints() uint8 { return uint8(id >> 8) }

// LevelIDC is the third byte as it stands; see Level.
func (id H264ProfileLevelID) LevelIDC() uint8 { return uint8(id) }

// String returns six digits in lower case, which is how everyone writes them.
func (id H264ProfileLevelID) String() string {
	return strconv.FormatUint(1<<24|uint64(id)&0xffffff, 16)[1:]
}

// set3 is constraint_set3_flag, which says level 1b in three profiles.
const set3 = 0x10

// levelBySet3 says that level 1b is told by constraint_set3_flag and not by a
// level_idc of 9: in Baseline, Main and Extended (RFC 6184 §8.1).
func (id H264ProfileLevelID) levelBySet3() bool {
	p := id.ProfileIDC()
	return p == 66 || p == 77 || p == 88
}

// Level returns the level, 1b where the rules of RFC 6184 §8.1 and §8.2.2 say so.
func (id H264ProfileLevelID) Level() H264Level {
	if id.levelBySet3() && id.LevelIDC() == 11 && id.Constraints()&set3 != 0 {
		return H264Level1b
	}
	return H264Level(id.LevelIDC())
}

// WithLevel returns the same profile at another level.
func (id H264ProfileLevelID) WithLevel(l H264Level) H264ProfileLevelID {
	if l == id.Level() {
		return id
	}
	id &^= 0xff
	if !id.levelBySet3() {
		return id | H264ProfileLevelID(l)
	}
	if id &^= set3 << 8; l == H264Level1b {
		return id | set3<<8 | 11
	}
	return id | H264ProfileLevelID(l)
}

// Profile returns the sub-profile by the patterns of RFC 6184 §8.1, table 5, of
// which several stand for the same one.
func (id H264ProfileLevelID) Profile() H264Profile {
	for _, p := range h264Profiles {
		if id.ProfileIDC() == p.idc && id.Constraints()&p.mask == p.bits {
			return p.profile
		}
	}
	return H264Unlisted
}

// SameProfile reports whether two name the same sub-profile, whatever the level.
// What the table doesn't list must be equal, except for what says the level.
func (id H264ProfileLevelID) SameProfile(o H264ProfileLevelID) bool {
	if p := id.Profile(); p != H264Unlisted || p != o.Profile() {
		return p == o.Profile()
	}
	x := (id ^ o) >> 8
	if id.levelBySet3() {
		x &^= set3
	}
	return x == 0
}

// h264Profiles is table 5: a bit that the mask lacks is an x there. Constrained
// High is not in it; libwebrtc and everyone who follows it write it so.
var h264Profiles = [...]struct {
	idc, mask, bits uint8
	profile         H264Profile
}{
	{0x42, 0x4f, 0x40, H264ConstrainedBaseline}, // x1xx0000
	{0x4d, 0x8f, 0x80, H264ConstrainedBaseline}, // 1xxx0000
	{0x58, 0xcf, 0xc0, H264ConstrainedBaseline}, // 11xx0000
	{0x42, 0x4f, 0x00, H264Baseline},            // x0xx0000
	{0x58, 0xcf, 0x80, H264Baseline},            // 10xx0000
	{0x4d, 0xaf, 0x00, H264Main},                // 0x0x0000
	{0x58, 0xcf, 0x00, H264Extended},            // 00xx0000
	{0x64, 0xff, 0x00, H264High},
	{0x64, 0xff, 0x0c, H264ConstrainedHigh},
	{0x6e, 0xff, 0x00, H264High10},
	{0x7a, 0xff, 0x00, H264High422},
	{0xf4, 0xff, 0x00, H264High444Predictive},
	{0x6e, 0xff, 0x10, H264High10Intra},
	{0x7a, 0xff, 0x10, H264High422Intra},
	{0xf4, 0xff, 0x10, H264High444Intra},
	{0x2c, 0xff, 0x10, H264CAVLC444Intra},
}

// H264Profile is a sub-profile of RFC 6184 §8.1, table 5.
type H264Profile uint8

const (
	H264Unlisted H264Profile = iota // not in the table
	H264ConstrainedBaseline
	H264Baseline
	H264Main
	H264Extended
	H264ConstrainedHigh
	H264High
	H264High10
	H264High422
	H264High444Predictive
	H264High10Intra
	H264High422Intra
	H264High444Intra
	H264CAVLC444Intra
)

var h264Names = [...]string{"unlisted profile", "Constrained Baseline", "Baseline", "Main", "Extended", "Constrained High", "High", "High 10", "High 4:2:2", "High 4:4:4 Predictive", "High 10 Intra", "High 4:2:2 Intra", "High 4:4:4 Intra", "CAVLC 4:4:4 Intra"}

func (p H264Profile) String() string {
	if int(p) < len(h264Names) {
		return h264Names[p]
	}
	return h264Names[0]
}

// H264Level is ten times the level: 31 is level 3.1. Level 1b is 9, and stands
// between 10 and 11 in order (RFC 6184 §8.2.2), so use Compare.
type H264Level uint8

// H264Level1b is the level above 1 and below 1.1.
const H264Level1b H264Level = 9

// Compare returns -1, 0 or 1 as l is lower than, equal to or higher than o.
func (l H264Level) Compare(o H264Level) int { return cmp.Compare(l.rank(), o.rank()) }

func (l H264Level) rank() int {
	if l == H264Level1b {
		return 2*10 + 1
	}
	return 2 * int(l)
}

// String returns "3.1", "4" or "1b".
func (l H264Level) String() string {
	if l == H264Level1b {
		return "1b"
	}
	s := strconv.Itoa(int(l) / 10)
	if l%10 != 0 {
		s += "." + strconv.Itoa(int(l)%10)
	}
	return s
}

// H264Params are the format parameters of H264 (RFC 6184 §8.1). The max- numbers
// extend what the level says for receiving and are 0 where it stands as it is.
type H264Params struct {
	ProfileLevelID        H264ProfileLevelID // H264DefaultRFC if absent
	HasProfileLevelID     bool               // it was there; peers don't agree on its default
	PacketizationMode     uint8              // 0 single NAL unit (the default), 1 non-interleaved, 2 interleaved
	LevelAsymmetryAllowed bool               // default false
	MaxRecvLevel          H264Level          // highest level for receiving; that of ProfileLevelID if absent
	MaxMBPS               uint32             // macroblocks a second
	MaxSMBPS              uint32             // static macroblocks a second
	MaxFS                 uint32             // frame size in macroblocks
	MaxCPB                uint32             // coded picture buffer, in 1000 bits (1200 for the NAL HRD)
	MaxDPB                uint32             // decoded picture buffer, in units of 8/3 macroblocks
	MaxBR                 uint32             // 1000 bit/s (1200 for the NAL HRD)
	ParameterSets         string             // sprop-parameter-sets: base64, comma-separated, of the sender
}

// ParseH264Params reads the parameters of H264. A parameter that can't be read
// counts as absent and is the error; others are ignored (RFC 6184 §8.2).
func ParseH264Params(f FMTP) (H264Params, error) {
	r := paramReader{f: f}
	p := H264Params{ProfileLevelID: H264DefaultRFC}
	if n, ok := r.hex("profile-level-id", 6, wantProfileLevelID); ok {
		p.ProfileLevelID, p.HasProfileLevelID = H264ProfileLevelID(n), true
	}
	mode, _ := r.number("packetization-mode", 0, 2, 0)
	p.PacketizationMode = uint8(mode)
	p.LevelAsymmetryAllowed = r.flag("level-asymmetry-allowed")
	p.MaxRecvLevel = p.ProfileLevelID.Level()
	if n, ok := r.hex("max-recv-level", 4, "four hexadecimal digits (RFC 6184 §8.1)"); ok {
		// Both spellings of level 1b are good here, whatever the profile.
		if p.MaxRecvLevel = H264Level(n); p.MaxRecvLevel == 11 && n>>8&set3 != 0 {
			p.MaxRecvLevel = H264Level1b
		}
	}
	p.MaxMBPS = r.count("max-mbps")
	p.MaxSMBPS = r.count("max-smbps")
	p.MaxFS = r.count("max-fs")
	p.MaxCPB = r.count("max-cpb")
	p.MaxDPB = r.count("max-dpb")
	p.MaxBR = r.count("max-br")
	p.ParameterSets = r.text("sprop-parameter-sets")
	return p, r.done()
}

// AnswerLevel returns the level for an answer to p by someone who supports what
// local says. Only if both allow asymmetry each declares its own; otherwise it is
// the lower of both, since an answer can't raise the level (RFC 6184 §8.2.2).
func (p H264Params) AnswerLevel(local H264Params) H264Level {
	offered, own := p.ProfileLevelID.Level(), local.ProfileLevelID.Level()
	if p.LevelAsymmetryAllowed && local.LevelAsymmetryAllowed || own.Compare(offered) < 0 {
		return own
	}
	return offered
}
