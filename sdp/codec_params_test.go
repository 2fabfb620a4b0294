package sdp

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func fmtp(params string) FMTP { return FMTP{"96", params} }

func TestAbsentParametersHaveTheRFCsDefaults(t *testing.T) {
	check := func(name string, got, want any, err error) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
	none := fmtp("unknown=1")
	h264, err := ParseH264Params(none)
	check("H264", h264, H264Params{ProfileLevelID: 0x42000a, MaxRecvLevel: 10}, err)
	h265, err := ParseH265Params(none)
	check("H265", h265, H265Params{ProfileID: 1, LevelID: 93, MaxRecvLevelID: 93, TxMode: "SRST", ProfileCompatibility: 0x40000000, InteropConstraints: 0xb00000000000}, err)
	vp8, err := ParseVP8Params(none)
	check("VP8", vp8, VP8Params{}, err)
	vp9, err := ParseVP9Params(none)
	check("VP9", vp9, VP9Params{}, err)
	av1, err := ParseAV1Params(none)
	check("AV1", av1, AV1Params{LevelIdx: 5}, err)
	opus, err := ParseOpusParams(none)
	check("opus", opus, OpusParams{MaxPlaybackRate: 48000, MaxCaptureRate: 48000}, err)
	multi, err := ParseMultiopusParams(none)
	check("multiopus", multi, MultiopusParams{}, err)
	g729, err := ParseG729Params(none)
	check("G729", g729, G729Params{AnnexB: true}, err)
	amr, err := ParseAMRParams(none)
	check("AMR", amr, AMRParams{Modes: AllAMRModes, ModeChangePeriod: 1, ModeChangeCapability: 1}, err)
	ilbc, err := ParseILBCParams(none)
	check("iLBC", ilbc, ILBCParams{Mode: 30}, err)
	dtmf, err := ParseTelephoneEventParams(fmtp(""))
	check("telephone-event", dtmf, TelephoneEventParams{Events: DTMFEvents}, err)
	ulp, err := ParseULPFECParams(none)
	check("ulpfec", ulp, ULPFECParams{}, err)
	flex, err := ParseFlexFECParams(none)
	check("flexfec", flex, FlexFECParams{}, err)
	red, err := ParseREDParams(fmtp(""))
	check("red", red.String(), "", err)
	if _, err := ParseRTXParams(none); err == nil {
		t.Error("rtx without apt is no error")
	}
}

func TestParametersAreRead(t *testing.T) {
	check := func(got, want any, err error) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v\n%s", err, diff)
		}
	}
	h264, err := ParseH264Params(fmtp("Profile-Level-ID=42E01F; packetization-mode = 1;level-asymmetry-allowed=1;max-recv-level=e034;max-mbps=108000;max-smbps=1;max-fs=3600;max-cpb=2;max-dpb=3;max-br=4;sprop-parameter-sets=Z0IA,aM4=;max-fs=5"))
	check(h264, H264Params{0x42e01f, true, 1, true, 52, 108000, 1, 3600, 2, 3, 4, "Z0IA,aM4="}, err)
	for text, want := range map[string]H264Level{"f00b": H264Level1b, "c009": H264Level1b, "e00b": 11} {
		if h264, err := ParseH264Params(fmtp("max-recv-level=" + text)); err != nil || h264.MaxRecvLevel != want {
			t.Error(text, h264.MaxRecvLevel, err)
		}
	}
	h265, err := ParseH265Params(fmtp("profile-space=2;profile-id=3;tier-flag=1;level-id=120;max-recv-level-id=150;tx-mode=MRMT;interop-constraints=000000000001;profile-compatibility-indicator=00000002;max-fps=3000;sprop-vps=a;sprop-sps=b;sprop-pps=c"))
	check(h265, H265Params{2, 3, 1, 120, 2, 1, "MRMT", 150, 3000, "a", "b", "c"}, err)
	vp8, err := ParseVP8Params(fmtp("max-fr=30; max-fs=3600;"))
	check(vp8, VP8Params{30, 3600}, err)
	vp9, err := ParseVP9Params(fmtp("profile-id=2;max-fr=1;max-fs=2"))
	check(vp9, VP9Params{2, 1, 2}, err)
	av1, err := ParseAV1Params(fmtp("level-idx=8;profile=1;tier=1"))
	check(av1, AV1Params{1, 8, 1}, err)
	opus, err := ParseOpusParams(fmtp("maxplaybackrate=16000; sprop-maxcapturerate=8000; maxaveragebitrate=20000; stereo=1;sprop-stereo=1;cbr=1;useinbandfec=1;usedtx=1;minptime=10;ptime=20;maxptime=40"))
	check(opus, OpusParams{16000, 8000, 20000, true, true, true, true, true, 10, 20, 40, true}, err)
	opus, err = ParseOpusParams(fmtp("maxplaybackrate=0;stereo=0;maxaveragebitrate=5"))
	check(opus, OpusParams{MaxPlaybackRate: 48000, MaxCaptureRate: 48000}, err)
	amr, err := ParseAMRParams(fmtp("mode-set=0,2,8;mode-change-period=2;mode-change-capability=2;mode-change-neighbor=1;crc=1;robust-sorting=1;interleaving=30;max-red=0"))
	check(amr, AMRParams{true, true, true, 30, 0x105, true, 2, 2, true, 0, true}, err)
	if !amr.Modes.Has(8) || amr.Modes.Has(1) || amr.Modes.Has(-1) || amr.Modes.Has(9) {
		t.Error(amr.Modes)
	}
	dtmf, err := ParseTelephoneEventParams(fmtp("66,0-15,70-71"))
	check(dtmf.Events.String(), "0-15,66,70-71", err)
	dtmf, err = ParseTelephoneEventParams(fmtp("events=0-255"))
	if check(dtmf.Events.String(), "0-255", err); !dtmf.Events.Has(255) || dtmf.Events == DTMFEvents || !dtmf.HasEvents {
		t.Error(dtmf)
	}
	rtx, err := ParseRTXParams(fmtp("rtx-time=3000;apt=96"))
	check(rtx, RTXParams{96, true, 3000}, err)
	red, err := ParseREDParams(fmtp("111/0/111"))
	var list []uint8
	for pt := range red.PayloadTypes() {
		list = append(list, pt)
	}
	if check(list, []uint8{111, 0, 111}, err); red.Len() != 3 {
		t.Error(red.Len())
	}
	flex, err := ParseFlexFECParams(fmtp("repair-window=10000000"))
	check(flex, FlexFECParams{10000000}, err)
}

func TestWhatCantBeReadIsNamedAndCountsAsAbsent(t *testing.T) {
	tests := []struct{ codec, want string }{
		{"H264/90000 profile-level-id=42e0", `format parameter profile-level-id: "42e0" is not six hexadecimal digits (RFC 6184 §8.1)`},
		{"H264/90000 packetization-mode=3", `format parameter packetization-mode: "3" is not a number from 0 to 2`},
		{"H264/90000 max-recv-level=e01", `format parameter max-recv-level: "e01" is not four hexadecimal digits (RFC 6184 §8.1)`},
		{"H265/90000 tx-mode=srst", `format parameter tx-mode: "srst" is not SRST, MRST or MRMT (RFC 7798 §7.1)`},
		{"H265/90000 profile-id=32", `format parameter profile-id: "32" is not a number from 0 to 31`},
		{"VP8/90000 max-fr=4294967296", `format parameter max-fr: "4294967296" is not a number from 0 to 4294967295`},
		{"VP9/90000 profile-id=4", `format parameter profile-id: "4" is not a number from 0 to 3`},
		{"AV1/90000 level-idx=x", `format parameter level-idx: "x" is not a number from 0 to 31`},
		{"opus/48000/2 stereo=yes", `format parameter stereo: "yes" is not a number from 0 to 1`},
		{"opus/48000/2 maxplaybackrate=7000", `format parameter maxplaybackrate: "7000" is not a number from 8000 to 48000`},
		{"G729/8000 annexb=maybe", `format parameter annexb: "maybe" is not yes or no (RFC 4856 §2.1.9)`},
		{"AMR/8000 mode-set=9", `format parameter mode-set: "9" is not a list of modes from 0 to 8 (RFC 4867 §8.1)`},
		{"iLBC/8000 mode=25", `format parameter mode: "25" is not 20 or 30 (RFC 3952 §5)`},
		{"telephone-event/8000 15-0", `format parameter events: "15-0" is not a list of events from 0 to 255 (RFC 4733 §7.1.1)`},
		{"telephone-event/8000 0-256", `format parameter events: "0-256" is not a list of events from 0 to 255 (RFC 4733 §7.1.1)`},
		{"red/48000/2 111/128", `format parameter payload types: "111/128" is not a list of numbers from 0 to 127 with "/" between them (RFC 2198 §5)`},
		{"rtx/90000 apt=x", `format parameter apt: "x" is not a number from 0 to 127`},
		{"rtx/90000", `format parameter apt: "" is not there, and has to be (RFC 4588 §8.1)`},
	}
	for _, tt := range tests {
		err := parseParams(codec(t, tt.codec))
		var pe *ParamError
		if !errors.As(err, &pe) || err.Error() != tt.want {
			t.Errorf("%s: %v", tt.codec, err)
		}
	}
	if p, err := ParseH264Params(fmtp("profile-level-id=x;max-fs=5")); p.ProfileLevelID != H264DefaultRFC || p.HasProfileLevelID || p.MaxFS != 5 || err == nil {
		t.Error(p, err)
	}
}

func TestProfileLevelIDs(t *testing.T) {
	tests := []struct{ id, profile, level string }{
		{"42e01f", "Constrained Baseline", "3.1"},
		{"42c01f", "Constrained Baseline", "3.1"},
		{"424029", "Constrained Baseline", "4.1"},
		{"4d801e", "Constrained Baseline", "3"},
		{"58f00b", "Constrained Baseline", "1b"},
		{"42000a", "Baseline", "1"},
		{"42a01e", "Baseline", "3"},
		{"58a01e", "Baseline", "3"},
		{"42100b", "Baseline", "1b"},
		{"42000b", "Baseline", "1.1"},
		{"4d001f", "Main", "3.1"},
		{"4d401f", "Main", "3.1"},
		{"4d5015", "Main", "2.1"},
		{"58001e", "Extended", "3"},
		{"64001f", "High", "3.1"},
		{"640009", "High", "1b"},
		{"640c34", "Constrained High", "5.2"},
		{"6e0028", "High 10", "4"},
		{"6e1028", "High 10 Intra", "4"},
		{"7a0028", "High 4:2:2", "4"},
		{"7a1028", "High 4:2:2 Intra", "4"},
		{"f4001f", "High 4:4:4 Predictive", "3.1"},
		{"f4101f", "High 4:4:4 Intra", "3.1"},
		{"2c101f", "CAVLC 4:4:4 Intra", "3.1"},
		{"42e11f", "unlisted profile", "3.1"},
		{"64401f", "unlisted profile", "3.1"},
	}
	for _, tt := range tests {
		id, err := ParseH264ProfileLevelID(tt.id)
		if err != nil || id.String() != tt.id || id.Profile().String() != tt.profile || id.Level().String() != tt.level {
			t.Errorf("%s: %v %s %s %v", tt.id, id, id.Profile(), id.Level(), err)
		}
		for _, l := range []H264Level{H264Level1b, 10, 11, 31, 52} {
			if n := id.WithLevel(l); n.Level() != l || !n.SameProfile(id) {
				t.Errorf("%s at level %s is %s", tt.id, l, n)
			}
		}
	}
	if _, err := ParseH264ProfileLevelID("42e01"); err == nil || H264Profile(200).String() != "unlisted profile" {
		t.Error(err)
	}
	levels := []H264Level{10, H264Level1b, 11, 12, 13, 20, 52}
	for i, a := range levels {
		for j, b := range levels {
			if c := a.Compare(b); c != max(-1, min(1, i-j)) {
				t.Errorf("%s and %s: %d", a, b, c)
			}
		}
	}
}

// The typed parameters and the table can't disagree about a default: what is absent
// is equal to the table's default, whichever of them is asked.
func TestTheTablesDefaultsAreTheTypedOnes(t *testing.T) {
	for _, i := range codecTable {
		if row, ok := DescribeCodec(strings.ToLower(i.Name)); !ok || row.Name != i.Name {
			t.Errorf("%s is not found by its name, but %q", i.Name, row.Name)
		}
		var all []string
		for p := range i.Params() {
			if p.Clause == "" || p.Role == ParamUnknown || i.Param(strings.ToUpper(p.Name)) != p {
				t.Errorf("%s: %s has no clause, role or place", i.Name, p.Name)
			}
			if p.Default != "" && p.Name != "ptime" && p.Name != "maxptime" {
				all = append(all, p.Name+"="+p.Default)
			}
		}
		if i.Clause == "" || i.Kind == CodecUnknown {
			t.Errorf("%s has no clause or kind", i.Name)
		}
		a := Codec{Name: i.Name, ClockRate: 90000, Channels: 1}
		b := a
		if b.Params = strings.Join(all, ";"); !a.Compare(b).Same {
			t.Errorf("%s: %s", i.Name, a.Compare(b))
		}
		var x, y any
		f, g := a.FMTP(), b.FMTP()
		switch i.Name {
		case "H264":
			p, _ := ParseH264Params(f)
			q, _ := ParseH264Params(g)
			q.HasProfileLevelID = false
			x, y = p, q
		case "H265":
			x, _ = ParseH265Params(f)
			y, _ = ParseH265Params(g)
		case "opus":
			p, _ := ParseOpusParams(f)
			q, _ := ParseOpusParams(g)
			q.HasMaxPlaybackRate = false
			x, y = p, q
		case "AV1":
			x, _ = ParseAV1Params(f)
			y, _ = ParseAV1Params(g)
		case "VP9":
			x, _ = ParseVP9Params(f)
			y, _ = ParseVP9Params(g)
		case "AMR", "AMR-WB":
			x, _ = ParseAMRParams(f)
			y, _ = ParseAMRParams(g)
		case "G729":
			x, _ = ParseG729Params(f)
			y, _ = ParseG729Params(g)
		}
		if diff := cmp.Diff(x, y); diff != "" {
			t.Errorf("%s\n%s", i.Name, diff)
		}
	}
}

func TestKindsOfCodecs(t *testing.T) {
	for name, want := range map[string]CodecKind{
		"opus": CodecAudio, "pcmu": CodecAudio, "h264": CodecVideo, "AV1": CodecVideo, "": CodecUnknown, "xyz": CodecUnknown,
		"rtx": CodecAuxiliary, "RED": CodecAuxiliary, "ulpfec": CodecAuxiliary, "flexfec-03": CodecAuxiliary, "flexfec": CodecAuxiliary,
		"telephone-event": CodecAuxiliary, "CN": CodecAuxiliary,
	} {
		if c := (Codec{Name: name}); c.Kind() != want || c.Kind().String() != map[CodecKind]string{CodecUnknown: "unknown", CodecAudio: "audio", CodecVideo: "video", CodecAuxiliary: "auxiliary"}[want] || c.IsAuxiliary() != (want == CodecAuxiliary) {
			t.Errorf("%s: %s", name, c.Kind())
		}
	}
	if i, _ := DescribeCodec("H264"); i.Param("max-FS").Role.String() != "declared" || i.Param("x").Role != ParamUnknown {
		t.Error(i.Param("max-FS"))
	}
}

func TestDeparturesAndSampleRates(t *testing.T) {
	tests := []struct {
		codec, departure string
		rate             uint32
	}{
		{"opus/48000/2", "", 48000},
		{"opus/48000", "opus always has /2 for channels (RFC 7587 §7)", 48000},
		{"opus/16000/2", "the clock rate of opus is 48000 (RFC 7587 §7)", 16000},
		{"G722/8000", "", 16000},
		{"G722/16000", "the clock rate of G722 is 8000 (RFC 3551 §4.5.2)", 16000},
		{"PCMU/16000", "", 16000},
		{"MPA/90000", "", 0},
		{"H264/30000", "the clock rate of H264 is 90000 (RFC 6184 §8.1)", 30000},
	}
	for _, tt := range tests {
		if c := codec(t, tt.codec); c.Departure() != tt.departure || c.SampleRate() != tt.rate {
			t.Errorf("%s: %q, %d", tt.codec, c.Departure(), c.SampleRate())
		}
	}
}

func TestReadingParametersAllocatesNothing(t *testing.T) {
	for _, tt := range matches {
		for _, text := range []string{tt.a, tt.b} {
			c := codec(t, text)
			f, parse := c.FMTP(), parsers[strings.ToLower(c.Name)]
			if parse == nil || parse(f) != nil {
				continue
			}
			if n := testing.AllocsPerRun(20, func() { parse(f) }); n != 0 {
				t.Errorf("%s: %v allocations", text, n)
			}
		}
	}
}

// parsers has the parser of each codec's parameters.
var parsers = map[string]func(FMTP) error{
	"h264":            func(f FMTP) error { _, err := ParseH264Params(f); return err },
	"h265":            func(f FMTP) error { _, err := ParseH265Params(f); return err },
	"vp8":             func(f FMTP) error { _, err := ParseVP8Params(f); return err },
	"vp9":             func(f FMTP) error { _, err := ParseVP9Params(f); return err },
	"av1":             func(f FMTP) error { _, err := ParseAV1Params(f); return err },
	"opus":            func(f FMTP) error { _, err := ParseOpusParams(f); return err },
	"multiopus":       func(f FMTP) error { _, err := ParseMultiopusParams(f); return err },
	"g729":            func(f FMTP) error { _, err := ParseG729Params(f); return err },
	"amr":             func(f FMTP) error { _, err := ParseAMRParams(f); return err },
	"amr-wb":          func(f FMTP) error { _, err := ParseAMRParams(f); return err },
	"ilbc":            func(f FMTP) error { _, err := ParseILBCParams(f); return err },
	"telephone-event": func(f FMTP) error { _, err := ParseTelephoneEventParams(f); return err },
	"red":             func(f FMTP) error { _, err := ParseREDParams(f); return err },
	"rtx":             func(f FMTP) error { _, err := ParseRTXParams(f); return err },
	"ulpfec":          func(f FMTP) error { _, err := ParseULPFECParams(f); return err },
	"flexfec":         func(f FMTP) error { _, err := ParseFlexFECParams(f); return err },
	"flexfec-03":      func(f FMTP) error { _, err := ParseFlexFECParams(f); return err },
}

func parseParams(c Codec) error {
	if parse := parsers[strings.ToLower(c.Name)]; parse != nil {
		return parse(c.FMTP())
	}
	return nil
}
