package sdp

import (
	"iter"
	"slices"
	"strings"
)

// CodecKind says what a codec is for.
type CodecKind uint8

const (
	CodecUnknown   CodecKind = iota // not in this package's table
	CodecAudio                      // a medium of its own
	CodecVideo                      // a medium of its own
	CodecAuxiliary                  // serves the other codecs of its section, and is no medium without them
)

func (k CodecKind) String() string {
	return [...]string{"unknown", "audio", "video", "auxiliary"}[k&3]
}

// ParamRole says what a format parameter does in an exchange.
type ParamRole uint8

const (
	ParamUnknown    ParamRole = iota // not in the codec's table
	ParamIdentity                    // a different value makes another codec
	ParamNegotiated                  // the answer's value depends on the offer's
	ParamDeclared                    // each side speaks for itself
)

func (r ParamRole) String() string {
	return [...]string{"unknown", "identity", "negotiated", "declared"}[r&3]
}

// CodecParam is what the specifications say about a format parameter of a codec.
type CodecParam struct {
	Name    string
	Role    ParamRole
	Default string // what its absence means; "" where that is no value
	Clause  string // that gives it this role
	form    paramForm
}

// paramForm says when two values are equal.
type paramForm uint8

const (
	formNumber paramForm = iota // decimal: 01 is 1
	formFold                    // without regard to case: base16, words
)

// CodecInfo is what the specifications say about a codec, by its encoding name.
type CodecInfo struct {
	Name      string
	Clause    string // the registration of its parameters
	Kind      CodecKind
	ClockRate uint32 // the only one it can have; 0 if several
	Channels  int    // the only number in its a=rtpmap; 0 if several
	params    []CodecParam
	special   specialRule
}

// Params iterates over the format parameters that the table has.
func (i CodecInfo) Params() iter.Seq[CodecParam] { return slices.Values(i.params) }

// Param returns a format parameter by its name, which has no case. One that is not
// in the table has no role.
func (i CodecInfo) Param(name string) CodecParam {
	for _, p := range i.params {
		if strings.EqualFold(p.Name, name) {
			return p
		}
	}
	return CodecParam{Name: name}
}

// DescribeCodec returns what is known of a codec by its encoding name, which has no
// case (RFC 4855 §3); ok is false for one that is not in the table.
func DescribeCodec(name string) (info CodecInfo, ok bool) {
	if i := codecRow(name); i != nil {
		return *i, true
	}
	return CodecInfo{Name: name}, false
}

// codecRow is the codec's row in the table, nil if there is none.
func codecRow(name string) *CodecInfo { return codecRows.find(name) }

// A codecIndex finds rows by the length of the name and its last letter, of which no two
// names have the same.
type codecIndex [longestCodec + 1][128]*CodecInfo

const longestCodec = len("telephone-event")

var codecRows = func() *codecIndex {
	x := new(codecIndex)
	for i := range codecTable {
		*x.slot(codecTable[i].Name) = &codecTable[i]
	}
	return x
}()

// slot is where the row of a name is, if it has one; the name is not empty, nor longer
// than the longest.
func (x *codecIndex) slot(name string) **CodecInfo {
	return &x[len(name)][(name[len(name)-1]|0x20)&0x7f]
}

func (x *codecIndex) find(name string) *CodecInfo {
	if name == "" || len(name) > longestCodec {
		return nil
	}
	if row := *x.slot(name); row != nil && (row.Name == name || strings.EqualFold(row.Name, name)) {
		return row
	}
	return nil
}

// Kind returns what the codec is for.
func (c Codec) Kind() CodecKind { return kindOf(c.Name) }

func kindOf(name string) CodecKind {
	if i := codecRow(name); i != nil {
		return i.Kind
	}
	return CodecUnknown
}

// IsAuxiliary reports whether the codec is no medium of its own: a section that
// agrees on nothing else has agreed on nothing.
func (c Codec) IsAuxiliary() bool { return kindOf(c.Name) == CodecAuxiliary }

// Departure names what is wrong with a=rtpmap, with the clause, though the codec is
// understood: "" for nothing, and for a codec that is not in the table.
func (c Codec) Departure() string {
	switch i, ok := DescribeCodec(c.Name); {
	case !ok:
	case i.ClockRate != 0 && c.ClockRate != i.ClockRate:
		return "the clock rate of " + i.Name + " is " + utoa(i.ClockRate) + " (" + i.Clause + ")"
	case i.Channels != 0 && c.Channels != i.Channels:
		return i.Name + " always has /" + utoa(uint32(i.Channels)) + " for channels (" + i.Clause + ")"
	}
	return ""
}

// declared makes rows of parameters that each side states for itself.
func declared(clause string, names ...string) []CodecParam {
	var ps []CodecParam
	for _, n := range names {
		n, missing, _ := strings.Cut(n, "=")
		ps = append(ps, CodecParam{Name: n, Role: ParamDeclared, Default: missing, Clause: clause})
	}
	return ps
}

const (
	clauseAV1       = "AV1 RTP §7.2.3"
	clauseH265      = "RFC 7798 §7.2.2"
	clauseAMR       = "RFC 4867 §8.3.1"
	clauseMultiopus = "libwebrtc's multiopus"
	clauseFlexFEC03 = "draft-ietf-payload-flexible-fec-scheme-03"
)

var amrParams = append([]CodecParam{
	{"octet-align", ParamIdentity, "0", clauseAMR, formNumber},
	{"crc", ParamIdentity, "0", clauseAMR, formNumber},
	{"robust-sorting", ParamIdentity, "0", clauseAMR, formNumber},
	{"interleaving", ParamIdentity, "0", clauseAMR, formNumber},
	// Identity where both have one: see sameAMR.
	{"mode-set", ParamNegotiated, "", clauseAMR, formFold},
}, declared(clauseAMR, "mode-change-period=1", "mode-change-capability=1", "mode-change-neighbor=0", "max-red")...)

// codecTable says for each codec what makes it the one it is. What is not in a row
// is ignored, as most of these specifications demand of receivers.
var codecTable = []CodecInfo{
	{Name: "opus", Clause: "RFC 7587 §7", Kind: CodecAudio, ClockRate: 48000, Channels: 2, special: sameOpus,
		params: declared("RFC 7587 §7.1", "maxplaybackrate=48000", "sprop-maxcapturerate=48000", "maxaveragebitrate", "stereo=0", "sprop-stereo=0", "cbr=0", "useinbandfec=0", "usedtx=0", "ptime=20", "maxptime=120", "minptime")},
	// The mapping is not in the packets, so both sides have to have the same one.
	{Name: "multiopus", Clause: clauseMultiopus, Kind: CodecAudio, ClockRate: 48000, params: append([]CodecParam{
		{"num_streams", ParamIdentity, "", clauseMultiopus, formNumber},
		{"coupled_streams", ParamIdentity, "", clauseMultiopus, formNumber},
		{"channel_mapping", ParamIdentity, "", clauseMultiopus, formFold},
	}, declared(clauseMultiopus, "minptime", "useinbandfec=0", "usedtx=0")...)},
	{Name: "PCMU", Clause: "RFC 3551 §4.5.14", Kind: CodecAudio},
	{Name: "PCMA", Clause: "RFC 3551 §4.5.14", Kind: CodecAudio},
	{Name: "G722", Clause: "RFC 3551 §4.5.2", Kind: CodecAudio, ClockRate: 8000},
	{Name: "GSM", Clause: "RFC 3551 §4.5.8", Kind: CodecAudio, ClockRate: 8000},
	{Name: "G723", Clause: "RFC 4856 §2.1.3", Kind: CodecAudio, ClockRate: 8000, params: declared("RFC 4856 §2.1.3", "annexa=yes", "bitrate")},
	{Name: "G729", Clause: "RFC 4856 §2.1.9", Kind: CodecAudio, ClockRate: 8000, params: declared("RFC 4856 §2.1.9", "annexb=yes")},
	{Name: "L16", Clause: "RFC 4856 §2.1.15", Kind: CodecAudio, params: append([]CodecParam{
		{"channel-order", ParamIdentity, "", "RFC 4856 §2.1.15", formFold},
	}, declared("RFC 4856 §2.1.15", "emphasis")...)},
	{Name: "AMR", Clause: "RFC 4867 §8.1", Kind: CodecAudio, ClockRate: 8000, params: amrParams, special: sameAMR},
	{Name: "AMR-WB", Clause: "RFC 4867 §8.2", Kind: CodecAudio, ClockRate: 16000, params: amrParams, special: sameAMR},
	{Name: "iLBC", Clause: "RFC 3952 §5", Kind: CodecAudio, ClockRate: 8000, params: []CodecParam{
		{"mode", ParamNegotiated, "30", "RFC 3952 §5", formNumber}}},

	{Name: "H264", Clause: "RFC 6184 §8.1", Kind: CodecVideo, ClockRate: 90000, special: sameH264, params: append([]CodecParam{
		{"packetization-mode", ParamIdentity, "0", "RFC 6184 §8.2.2", formNumber},
		// The profile in it; the level is negotiated. See sameH264.
		{"profile-level-id", ParamIdentity, "42000a", "RFC 6184 §8.2.2", formFold},
		{"level-asymmetry-allowed", ParamNegotiated, "0", "RFC 6184 §8.2.2", formNumber},
	}, declared("RFC 6184 §8.2.2", "max-recv-level", "max-mbps", "max-smbps", "max-fs", "max-cpb", "max-dpb", "max-br", "redundant-pic-cap", "sprop-parameter-sets", "sprop-level-parameter-sets", "use-level-src-parameter-sets=0", "in-band-parameter-sets=0", "sprop-interleaving-depth", "sprop-deint-buf-req", "deint-buf-cap", "sprop-init-buf-time", "sprop-max-don-diff", "max-rcmd-nalu-size", "sar-understood", "sar-supported")...)},
	{Name: "H265", Clause: "RFC 7798 §7.1", Kind: CodecVideo, ClockRate: 90000, special: sameH265, params: append([]CodecParam{
		{"profile-space", ParamIdentity, "0", clauseH265, formNumber},
		{"profile-id", ParamIdentity, "1", clauseH265, formNumber},
		{"tier-flag", ParamIdentity, "0", clauseH265, formNumber},
		{"interop-constraints", ParamIdentity, "b00000000000", clauseH265, formFold},
		// Its default depends on profile-id: see sameH265.
		{"profile-compatibility-indicator", ParamNegotiated, "", clauseH265, formFold},
		{"tx-mode", ParamIdentity, "SRST", clauseH265, formFold},
		{"level-id", ParamNegotiated, "93", clauseH265, formNumber},
	}, declared(clauseH265, "max-recv-level-id", "max-lsr", "max-lps", "max-cpb", "max-dpb", "max-br", "max-tr", "max-tc", "max-fps", "sprop-sub-layer-id=6", "recv-sub-layer-id", "sprop-vps", "sprop-sps", "sprop-pps", "sprop-sei", "sprop-max-don-diff", "sprop-depack-buf-nalus=0", "sprop-depack-buf-bytes=0", "depack-buf-cap", "sprop-segmentation-id", "sprop-spatial-segmentation-idc", "dec-parallel-cap")...)},
	{Name: "VP8", Clause: "RFC 7741 §6.1", Kind: CodecVideo, ClockRate: 90000, params: declared("RFC 7741 §6.2.2", "max-fr", "max-fs")},
	{Name: "VP9", Clause: "RFC 9628 §6", Kind: CodecVideo, ClockRate: 90000, params: append([]CodecParam{
		{"profile-id", ParamIdentity, "0", "RFC 9628 §6", formNumber},
	}, declared("RFC 9628 §6", "max-fr", "max-fs")...)},
	// By AV1 RTP §7.2.3 each side declares its own profile, as it does its level and
	// tier. The peers demand an equal profile, and offer each one by itself.
	{Name: "AV1", Clause: "AV1 RTP §7.2", Kind: CodecVideo, ClockRate: 90000, params: append([]CodecParam{
		{"profile", ParamIdentity, "0", clauseAV1, formNumber},
	}, declared(clauseAV1, "level-idx=5", "tier=0")...)},

	{Name: "telephone-event", Clause: "RFC 4733 §7.1.1", Kind: CodecAuxiliary, params: declared("RFC 4733 §7.1.1", "events=0-15")},
	{Name: "CN", Clause: "RFC 3389 §5.1", Kind: CodecAuxiliary},
	{Name: "red", Clause: "RFC 2198 §5", Kind: CodecAuxiliary, special: sameRED},
	{Name: "rtx", Clause: "RFC 4588 §8.1", Kind: CodecAuxiliary, special: sameRTX, params: append([]CodecParam{
		// Not the number but what it stands for: see sameRTX.
		{"apt", ParamNegotiated, "", "RFC 4588 §8.1", formNumber},
	}, declared("RFC 4588 §8.1", "rtx-time")...)},
	{Name: "ulpfec", Clause: "RFC 5109 §13", Kind: CodecAuxiliary, params: declared("RFC 5109 §13", "onelevelonly=0")},
	{Name: "flexfec", Clause: "RFC 8627 §5.1", Kind: CodecAuxiliary, params: declared("RFC 8627 §5.2.1", "repair-window")},
	{Name: "flexfec-03", Clause: clauseFlexFEC03, Kind: CodecAuxiliary, params: declared(clauseFlexFEC03, "repair-window")},
}
