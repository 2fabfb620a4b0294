package sdp

import "strings"

// This file has the format parameters of the audio codecs. PCMU, PCMA, G722, GSM
// and L16 have none that a peer must know; see Codec.SampleRate for G722.

// SampleRate returns the rate at which audio is sampled, in Hz. It is the clock
// rate, but for G722, whose clock of 8000 Hz is a mistake of RFC 1890 that stays
// while it samples at 16000 (RFC 3551 §4.5.2), and for MPA, whose clock of 90000 Hz
// says nothing about it: that is 0.
func (c Codec) SampleRate() uint32 {
	switch {
	case strings.EqualFold(c.Name, "G722") && c.ClockRate == 8000:
		return 16000
	case strings.EqualFold(c.Name, "MPA"):
		return 0
	}
	return c.ClockRate
}

// OpusParams are the format parameters of opus (RFC 7587 §6.1). Offer and answer
// are independent of each other (§7.1): each says what its own side is like.
type OpusParams struct {
	MaxPlaybackRate    uint32 // Hz that the receiver can play, 8000–48000; default 48000
	MaxCaptureRate     uint32 // sprop-maxcapturerate: Hz that the sender captures, 8000–48000; default 48000
	MaxAverageBitrate  uint32 // bit/s for the receiver, 6000–510000; 0 if absent: what mode and rate allow
	Stereo             bool   // the receiver prefers stereo; default false
	SpropStereo        bool   // the sender is likely to send stereo; default false
	CBR                bool   // the receiver prefers a constant bitrate; default false
	UseInbandFEC       bool   // the receiver makes use of in-band FEC; default false
	UseDTX             bool   // the receiver prefers discontinuous transmission; default false
	MinPTime           uint32 // minptime in ms, which browsers write and no RFC has; 0 if absent
	PTime, MaxPTime    uint32 // ms, where old peers write them; they belong in a=ptime and a=maxptime (§7); 0 if absent
	HasMaxPlaybackRate bool   // maxplaybackrate was there, with a rate
}

// ParseOpusParams reads the parameters of opus. One that can't be read counts as
// absent and is the error; so does a bitrate outside of its range, without error,
// since it should be ignored (RFC 7587 §6.1), and a maxplaybackrate of 0, which
// Firefox writes where it means none. Others are ignored.
func ParseOpusParams(f FMTP) (OpusParams, error) {
	r := paramReader{f: f}
	var p OpusParams
	p.MaxPlaybackRate = 48000
	if v, _ := f.Get("maxplaybackrate"); v != "0" {
		n, ok := r.number("maxplaybackrate", 8000, 48000, 48000)
		p.MaxPlaybackRate, p.HasMaxPlaybackRate = uint32(n), ok
	}
	capture, _ := r.number("sprop-maxcapturerate", 8000, 48000, 48000)
	p.MaxCaptureRate = uint32(capture)
	if n := r.count("maxaveragebitrate"); n >= 6000 && n <= 510000 {
		p.MaxAverageBitrate = n
	}
	p.Stereo = r.flag("stereo")
	p.SpropStereo = r.flag("sprop-stereo")
	p.CBR = r.flag("cbr")
	p.UseInbandFEC = r.flag("useinbandfec")
	p.UseDTX = r.flag("usedtx")
	p.MinPTime = r.count("minptime")
	p.PTime = r.count("ptime")
	p.MaxPTime = r.count("maxptime")
	return p, r.done()
}

// MultiopusParams are the format parameters of multiopus, libwebrtc's opus of more
// than two channels, which no RFC describes.
type MultiopusParams struct {
	NumStreams     uint8  // Opus streams in a packet; 0 if absent
	CoupledStreams uint8  // how many of them are stereo, the first ones; 0 if absent
	ChannelMapping string // "0,4,1,2,3,5": for each channel, which decoded one it is
}

// ParseMultiopusParams reads the parameters of multiopus. One that can't be read
// counts as absent and is the error; others are ignored.
func ParseMultiopusParams(f FMTP) (MultiopusParams, error) {
	r := paramReader{f: f}
	streams, _ := r.number("num_streams", 0, 255, 0)
	coupled, _ := r.number("coupled_streams", 0, 255, 0)
	return MultiopusParams{uint8(streams), uint8(coupled), r.text("channel_mapping")}, r.done()
}

// G729Params are the format parameters of G729 (RFC 4856 §2.1.9).
type G729Params struct {
	AnnexB bool // voice activity detection and comfort noise are used or preferred; default true
}

// ParseG729Params reads the parameters of G729. An annexb that is neither "yes" nor
// "no" counts as absent and is the error; others are ignored.
func ParseG729Params(f FMTP) (G729Params, error) {
	r := paramReader{f: f}
	v, ok := f.Get("annexb")
	no := strings.EqualFold(v, "no")
	if ok && !no && !strings.EqualFold(v, "yes") {
		r.fail("annexb", v, "yes or no (RFC 4856 §2.1.9)")
	}
	return G729Params{!no}, r.done()
}

// AMRModes is a set of codec modes, bit n for mode n: 0–7 of AMR, 0–8 of AMR-WB.
type AMRModes uint16

// AllAMRModes is what no mode-set at all allows.
const AllAMRModes AMRModes = 1<<9 - 1

// Has reports whether mode n is in the set.
func (m AMRModes) Has(n int) bool { return n >= 0 && n <= 8 && m>>n&1 != 0 }

// AMRParams are the format parameters of AMR and AMR-WB (RFC 4867 §8.1, §8.2). The
// number of channels stands in a=rtpmap (§8.3).
type AMRParams struct {
	OctetAlign           bool     // octet-aligned and not bandwidth-efficient; default false, implied by the next three
	CRC                  bool     // frames have CRCs; default false
	RobustSorting        bool     // default false
	Interleaving         uint32   // most frame-blocks in an interleaving group; 0 if absent, no interleaving
	Modes                AMRModes // mode-set; AllAMRModes if absent
	HasModeSet           bool     // mode-set was there
	ModeChangePeriod     uint8    // frame-blocks between changes of mode, 1 (the default) or 2
	ModeChangeCapability uint8    // the largest period the side can keep to, 1 (the default) or 2
	ModeChangeNeighbor   bool     // change only to a neighbouring mode; default false
	MaxRed               uint16   // ms between a frame and its last repetition
	HasMaxRed            bool     // without max-red there is no limit
}

// ParseAMRParams reads the parameters of AMR and AMR-WB. One that can't be read
// counts as absent and is the error; others are ignored (RFC 4867 §8.1).
func ParseAMRParams(f FMTP) (AMRParams, error) {
	r := paramReader{f: f}
	p := AMRParams{Modes: AllAMRModes}
	p.CRC = r.flag("crc")
	p.RobustSorting = r.flag("robust-sorting")
	p.Interleaving = r.count("interleaving")
	// §8.1: each of the three is possible in octet-aligned operation only.
	p.OctetAlign = r.flag("octet-align") || p.CRC || p.RobustSorting || p.Interleaving != 0
	if v, ok := f.Get("mode-set"); ok {
		if m, good := amrModes(v); good {
			p.Modes, p.HasModeSet = m, true
		} else {
			r.fail("mode-set", v, "a list of modes from 0 to 8 (RFC 4867 §8.1)")
		}
	}
	period, _ := r.number("mode-change-period", 1, 2, 1)
	capability, _ := r.number("mode-change-capability", 1, 2, 1)
	p.ModeChangePeriod, p.ModeChangeCapability = uint8(period), uint8(capability)
	p.ModeChangeNeighbor = r.flag("mode-change-neighbor")
	red, ok := r.number("max-red", 0, 65535, 0)
	p.MaxRed, p.HasMaxRed = uint16(red), ok
	return p, r.done()
}

func amrModes(list string) (m AMRModes, ok bool) {
	for part := range strings.SplitSeq(list, ",") {
		n, good := number(strings.TrimSpace(part), 8)
		if !good {
			return 0, false
		}
		m |= 1 << n
	}
	return m, true
}

// ILBCParams are the format parameters of iLBC (RFC 3952 §5).
type ILBCParams struct {
	Mode    uint8 // frame length in ms, 20 or 30
	HasMode bool  // mode was there; without it Mode is 30, the one that two different ones end in
}

// ParseILBCParams reads the parameters of iLBC. A mode that is neither 20 nor 30
// counts as absent and is the error; others are ignored.
func ParseILBCParams(f FMTP) (ILBCParams, error) {
	r := paramReader{f: f}
	switch v, ok := f.Get("mode"); {
	case v == "20":
		return ILBCParams{20, true}, nil
	case v == "30":
		return ILBCParams{30, true}, nil
	case ok:
		r.fail("mode", v, "20 or 30 (RFC 3952 §5)")
	}
	return ILBCParams{30, false}, r.done()
}

// AgreedMode returns the mode that both sides use: the one of less bandwidth, which
// is the longer frame, whoever asked for it (RFC 3952 §5).
func (p ILBCParams) AgreedMode(o ILBCParams) uint8 { return max(p.Mode, o.Mode) }
