package sdp

// This file has the format parameters of the video codecs beside H264.

// H265Params are the format parameters of H265 (RFC 7798 §7.1).
type H265Params struct {
	ProfileSpace         uint8  // 0–3, default 0
	ProfileID            uint8  // 0–31, default 1, the Main profile
	TierFlag             uint8  // 0 Main (the default), 1 High
	LevelID              uint8  // thirty times the level; default 93, level 3.1
	ProfileCompatibility uint32 // profile-compatibility-indicator; by default the bit of ProfileID, counted from the highest
	InteropConstraints   uint64 // 48 bits; default b00000000000 (progressive, non-packed, frames only)
	TxMode               string // "SRST" (the default), "MRST" or "MRMT"
	MaxRecvLevelID       uint8  // highest level for receiving; LevelID if absent
	MaxFPS               uint32 // pictures in 100 seconds; 0 where the level's limit stands
	SpropVPS             string // parameter sets of the sender, base64, comma-separated
	SpropSPS             string
	SpropPPS             string
}

// ParseH265Params reads the parameters of H265. One that can't be read counts as
// absent and is the error; others are ignored.
func ParseH265Params(f FMTP) (H265Params, error) {
	r := paramReader{f: f}
	small := func(name string, most, missing uint64) uint8 {
		n, _ := r.number(name, 0, most, missing)
		return uint8(n)
	}
	p := H265Params{
		ProfileSpace:       small("profile-space", 3, 0),
		ProfileID:          small("profile-id", 31, 1),
		TierFlag:           small("tier-flag", 1, 0),
		LevelID:            small("level-id", 255, 93),
		InteropConstraints: 0xb00000000000,
		TxMode:             "SRST",
		MaxFPS:             r.count("max-fps"),
		SpropVPS:           r.text("sprop-vps"),
		SpropSPS:           r.text("sprop-sps"),
		SpropPPS:           r.text("sprop-pps"),
	}
	p.MaxRecvLevelID = small("max-recv-level-id", 255, uint64(p.LevelID))
	p.ProfileCompatibility = 1 << (31 - p.ProfileID)
	if n, ok := r.hex("profile-compatibility-indicator", 8, "eight hexadecimal digits (RFC 7798 §7.1)"); ok {
		p.ProfileCompatibility = uint32(n)
	}
	if n, ok := r.hex("interop-constraints", 12, "twelve hexadecimal digits (RFC 7798 §7.1)"); ok {
		p.InteropConstraints = n
	}
	if v, ok := f.Get("tx-mode"); ok {
		if v == "SRST" || v == "MRST" || v == "MRMT" {
			p.TxMode = v
		} else {
			r.fail("tx-mode", v, "SRST, MRST or MRMT (RFC 7798 §7.1)")
		}
	}
	return p, r.done()
}

// VP8Params are the format parameters of VP8 (RFC 7741 §6.1), limits of the
// receiver. An absent one says nothing, whatever the RFC demands of receivers.
type VP8Params struct {
	MaxFR uint32 // frames a second; 0 if absent
	MaxFS uint32 // frame size in macroblocks of 16 × 16 pixels; 0 if absent
}

// ParseVP8Params reads the parameters of VP8. One that can't be read counts as
// absent and is the error; others are ignored (RFC 7741 §6.2).
func ParseVP8Params(f FMTP) (VP8Params, error) {
	r := paramReader{f: f}
	p := VP8Params{r.count("max-fr"), r.count("max-fs")}
	return p, r.done()
}

// VP9Params are the format parameters of VP9 (RFC 9628 §6).
type VP9Params struct {
	ProfileID uint8  // 0–3; default 0
	MaxFR     uint32 // frames a second the receiver takes; 0 if absent
	MaxFS     uint32 // frame size in macroblocks the receiver takes; 0 if absent
}

// ParseVP9Params reads the parameters of VP9. One that can't be read counts as
// absent and is the error; others are ignored.
func ParseVP9Params(f FMTP) (VP9Params, error) {
	r := paramReader{f: f}
	profile, _ := r.number("profile-id", 0, 3, 0)
	p := VP9Params{uint8(profile), r.count("max-fr"), r.count("max-fs")}
	return p, r.done()
}

// AV1Params are the format parameters of AV1 (AOMedia's RTP payload format for
// AV1, §7.2), limits of the receiver.
type AV1Params struct {
	Profile  uint8 // 0 Main (the default), 1 High, 2 Professional
	LevelIdx uint8 // seq_level_idx, 0–31; default 5, level 3.1
	Tier     uint8 // 0 Main (the default), 1 High
}

// ParseAV1Params reads the parameters of AV1. One that can't be read counts as
// absent and is the error; others are ignored.
func ParseAV1Params(f FMTP) (AV1Params, error) {
	r := paramReader{f: f}
	profile, _ := r.number("profile", 0, 7, 0) // seq_profile has three bits
	level, _ := r.number("level-idx", 0, 31, 5)
	tier, _ := r.number("tier", 0, 1, 0)
	return AV1Params{uint8(profile), uint8(level), uint8(tier)}, r.done()
}
