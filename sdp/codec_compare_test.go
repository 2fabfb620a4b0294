package sdp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// codec makes a codec of "H264/90000 packetization-mode=1", without a section.
func codec(t testing.TB, text string) Codec {
	t.Helper()
	rtpmap, params, _ := strings.Cut(text, " ")
	m, err := RTPMap{}.ParseAttribute("rtpmap", "96 "+rtpmap, true)
	if err != nil {
		t.Fatal(text, err)
	}
	return Codec{PayloadType: 96, Name: m.Encoding, ClockRate: m.ClockRate, Channels: m.Channels(), Params: params}
}

var matches = []struct {
	name, a, b string
	same       bool
	why        string
}{
	{"names have no case", "VP8/90000", "vp8/90000", true, "nothing that makes another codec differs (RFC 7741 §6.1)"},
	{"names differ", "VP8/90000", "VP9/90000", false, "encoding name is VP8 and VP9; it must be the same on both sides (RFC 8866 §6.6)"},
	{"VP8's limits are the receiver's own", "VP8/90000 max-fs=12288;max-fr=60", "VP8/90000", true, ""},

	{"opus parameters are each side's own", "opus/48000/2 minptime=10;useinbandfec=1", "opus/48000/2 maxplaybackrate=16000;stereo=1;cbr=1", true, ""},
	{"opus without /2 is a departure and opus", "opus/48000", "opus/48000/2", true, "the numbers of channels differ; opus has /2 in its a=rtpmap and is the same codec without it (RFC 7587 §7)"},
	{"opus of six channels is something else", "opus/48000/6", "opus/48000/2", false, "the numbers of channels differ; it must be the same on both sides (RFC 7587 §7)"},
	{"opus at another clock rate isn't opus", "opus/16000/2", "opus/48000/2", false, "the clock rates differ; this codec has only one (RFC 7587 §7)"},
	{"multiopus with other streams", "multiopus/48000/6 channel_mapping=0,4,1,2,3,5;num_streams=4;coupled_streams=2", "multiopus/48000/6 channel_mapping=0,4,1,2,3,5;num_streams=6;coupled_streams=0", false, "num_streams is 4 and 6; it must be the same on both sides (libwebrtc's multiopus)"},
	{"multiopus with other couples", "multiopus/48000/6 num_streams=4;coupled_streams=2", "multiopus/48000/6 num_streams=4;coupled_streams=1", false, "coupled_streams is 2 and 1; it must be the same on both sides (libwebrtc's multiopus)"},
	{"multiopus in another order", "multiopus/48000/6 num_streams=4;coupled_streams=2;channel_mapping=0,4,1,2,3,5", "multiopus/48000/6 coupled_streams=2;num_streams=4;channel_mapping=0,4,1,2,3,5", true, ""},
	{"multiopus with other channels", "multiopus/48000/6 num_streams=4", "multiopus/48000/8 num_streams=4", false, "the numbers of channels differ; it must be the same on both sides (libwebrtc's multiopus)"},

	{"G722 is at 8000 Hz", "G722/8000", "G722/16000", false, "the clock rates differ; this codec has only one (RFC 3551 §4.5.2)"},
	{"annexb is declared", "G729/8000 annexb=no", "G729/8000", true, ""},
	{"L16 in stereo", "L16/44100/2", "L16/44100", false, "the numbers of channels differ; it must be the same on both sides (RFC 4856 §2.1.15)"},
	{"channels are 1 where none are given", "PCMU/8000", "PCMU/8000/1", true, ""},
	{"AMR with octets aligned", "AMR/8000 octet-align=1", "AMR/8000", false, "octet-align is 1 and 0; each combination of these parameters has its own bits in the packet (RFC 4867 §8.3.1)"},
	{"crc implies octet-align", "AMR/8000 crc=1", "AMR/8000 octet-align=1;crc=1", true, ""},
	{"crc is more than octet-align", "AMR/8000 octet-align=1", "AMR/8000 crc=1", false, "crc is 0 and 1; each combination of these parameters has its own bits in the packet (RFC 4867 §8.3.1)"},
	{"interleaving", "AMR-WB/16000 interleaving=30", "AMR-WB/16000 octet-align=1", false, "interleaving is 30 and 0; each combination of these parameters has its own bits in the packet (RFC 4867 §8.3.1)"},
	{"robust-sorting", "AMR-WB/16000 robust-sorting=1", "AMR-WB/16000 octet-align=1", false, ""},
	{"AMR with other mode-sets", "AMR/8000 mode-set=0,2,4,7", "AMR/8000 mode-set=0,2", false, "mode-set is 0,2,4,7 and 0,2; an answer returns the set unmodified or rejects the payload type (RFC 4867 §8.3.1)"},
	{"AMR with a mode-set on one side", "AMR/8000 mode-set=0,2", "AMR/8000", true, "mode-set is 0,2 and absent; the side without a set may use the other's (RFC 4867 §8.3.1)"},
	{"a mode-set in another order", "AMR/8000 mode-set=7,0,2", "AMR/8000 mode-set=0,2,7", true, ""},
	{"AMR with two channels", "AMR/8000/2", "AMR/8000", false, "the numbers of channels differ; it must be the same on both sides (RFC 4867 §8.3.1)"},
	{"mode-change-period is declared", "AMR/8000 mode-change-period=2", "AMR/8000", true, ""},
	{"iLBC's modes can be agreed on", "iLBC/8000 mode=20", "iLBC/8000 mode=30", true, ""},

	{"telephone-event at another clock rate", "telephone-event/48000", "telephone-event/8000", false, "the clock rates differ; it must be the same on both sides (RFC 8866 §6.6)"},
	{"telephone-event with other events", "telephone-event/8000 0-15", "telephone-event/8000 0-15,66,70", true, ""},
	{"CN at another clock rate", "CN/16000", "CN/8000", false, ""},
	{"ulpfec", "ulpfec/90000 onelevelonly=1", "ulpfec/90000", true, ""},
	{"flexfec's window is declared", "flexfec-03/90000 repair-window=10000000", "flexfec-03/90000 repair-window=2000000", true, ""},
	{"flexfec is not its draft", "flexfec-03/90000", "flexfec/90000", false, ""},

	{"H264 without parameters is mode 0", "H264/90000", "H264/90000 packetization-mode=0;profile-level-id=42000a", true, ""},
	{"H264 mode 0 and 1", "H264/90000 profile-level-id=42e01f", "H264/90000 packetization-mode=1;profile-level-id=42e01f", false, "packetization-mode is 0 and 1; it must be the same on both sides (RFC 6184 §8.2.2)"},
	{"H264 without a profile is Baseline", "H264/90000 packetization-mode=1", "H264/90000 packetization-mode=1;profile-level-id=42e01f", false, "profile-level-id is 42000a and 42e01f; the profile must be the same on both sides (RFC 6184 §8.2.2)"},
	{"two spellings of Constrained Baseline", "H264/90000 profile-level-id=42e01f", "H264/90000 profile-level-id=42c01f", true, "profile-level-id is 42e01f and 42c01f; both are the same profile and level (RFC 6184 §8.1)"},
	{"Main that obeys Baseline", "H264/90000 profile-level-id=42e01f", "H264/90000 profile-level-id=4d801f", true, ""},
	{"Extended that obeys both", "H264/90000 profile-level-id=42e01f", "H264/90000 profile-level-id=58c01f", true, ""},
	{"Extended that obeys Baseline alone", "H264/90000 profile-level-id=42001f", "H264/90000 profile-level-id=58801f", true, ""},
	{"Baseline and Constrained Baseline", "H264/90000 profile-level-id=42001f", "H264/90000 profile-level-id=42e01f", false, ""},
	{"High and Constrained High", "H264/90000 profile-level-id=64001f", "H264/90000 profile-level-id=640c1f", false, ""},
	{"levels may differ", "H264/90000 profile-level-id=42e01f", "H264/90000 profile-level-id=42e034", true, "profile-level-id is 42e01f and 42e034; the profile is the same, and the level may be lowered (RFC 6184 §8.2.2)"},
	{"levels may differ and the mode may not", "H264/90000 profile-level-id=42e01f", "H264/90000 profile-level-id=42e034;packetization-mode=1", false, "packetization-mode is 0 and 1; it must be the same on both sides (RFC 6184 §8.2.2)"},
	{"base16 has no case", "H264/90000 profile-level-id=42E01F", "H264/90000 profile-level-id=42e01f", true, ""},
	{"a profile that no one can read", "H264/90000 profile-level-id=42e0", "H264/90000", false, "profile-level-id is 42e0 and 42000a; it is six hexadecimal digits, and nothing else can be matched (RFC 6184 §8.1)"},
	{"what each side can receive", "H264/90000 profile-level-id=42e01f;max-fs=3600", "H264/90000 profile-level-id=42e01f;sprop-parameter-sets=Z0IA", true, ""},
	{"profiles that aren't in the table", "H264/90000 profile-level-id=64401f", "H264/90000 profile-level-id=64201f", false, ""},
	{"a profile that isn't in the table at two levels", "H264/90000 profile-level-id=64401f", "H264/90000 profile-level-id=64402a", true, ""},

	{"VP9 is profile 0 by default", "VP9/90000", "VP9/90000 profile-id=0", true, ""},
	{"VP9 profiles", "VP9/90000 profile-id=2", "VP9/90000", false, "profile-id is 2 and 0; it must be the same on both sides (RFC 9628 §6)"},
	{"AV1 is profile 0 by default", "AV1/90000", "AV1/90000 level-idx=8;profile=0;tier=1", true, ""},
	{"AV1 profiles", "AV1/90000 level-idx=5;profile=0;tier=0", "AV1/90000 level-idx=5;profile=1;tier=0", false, "profile is 0 and 1; it must be the same on both sides (AV1 RTP §7.2.3)"},
	{"numbers are numbers", "VP9/90000 profile-id=02", "VP9/90000 profile-id=2", true, ""},
	{"H265 by its defaults", "H265/90000", "H265/90000 profile-id=1;tier-flag=0;level-id=93;tx-mode=SRST;profile-space=0;interop-constraints=B00000000000;profile-compatibility-indicator=40000000", true, ""},
	{"H265's level may be lowered", "H265/90000 level-id=180", "H265/90000 level-id=93", true, ""},
	{"H265 in another tier", "H265/90000 tier-flag=1", "H265/90000", false, "tier-flag is 1 and 0; it must be the same on both sides (RFC 7798 §7.2.2)"},
	{"H265 in another profile", "H265/90000 profile-id=2", "H265/90000", false, "profile-id is 2 and 1; it must be the same on both sides (RFC 7798 §7.2.2)"},
	{"H265 in another mode", "H265/90000 tx-mode=MRST", "H265/90000", false, "tx-mode is MRST and SRST; it must be the same on both sides (RFC 7798 §7.2.2)"},
	{"H265 that conforms to more", "H265/90000 profile-compatibility-indicator=60000000", "H265/90000", false, ""},
	{"H265 with other constraints", "H265/90000 interop-constraints=900000000000", "H265/90000", false, ""},

	{"an unknown codec with its parameters in another order", "xyz/8000 b=2;a=1", "XYZ/8000 A=1; b=2", true, ""},
	{"an unknown codec with another value", "xyz/8000 a=1", "xyz/8000 a=2", false, "a is 1 and 2; of an unknown codec any parameter may matter"},
	{"an unknown codec with one parameter more", "xyz/8000 a=1", "xyz/8000 a=1;b", false, "b is absent and there; of an unknown codec any parameter may matter"},
}

func TestCodecsAreComparedByWhatMakesThemThemselves(t *testing.T) {
	for _, tt := range matches {
		a, b := codec(t, tt.a), codec(t, tt.b)
		m := a.Compare(b)
		if m.Same != tt.same || tt.why != "" && m.Why() != tt.why {
			t.Errorf("%s: %v, %s", tt.name, m.Same, m.Why())
		}
		back := b.Compare(a)
		if back.Same != m.Same || back.Param != m.Param || back.Clause != m.Clause {
			t.Errorf("%s: the other way round: %s and %s", tt.name, m, back)
		}
		if !a.Compare(a).Same || !b.Compare(b).Same {
			t.Errorf("%s: a codec isn't itself", tt.name)
		}
		if m.Clause == "" && m.Param != "" && m.note != unknownNote {
			t.Errorf("%s: no clause decides: %s", tt.name, m)
		}
	}
}

func TestPayloadTypesWithoutAName(t *testing.T) {
	a, b := Codec{PayloadType: 96}, Codec{PayloadType: 97}
	if m := a.Compare(b); m.Same || m.Why() != "encoding name is absent and absent; nothing says what the payload type stands for (RFC 8866 §6.6)" {
		t.Error(m)
	}
	if m := a.Compare(a); !m.Same || m.String() != "the same: nothing that makes another codec differs" {
		t.Error(m)
	}
	if m := (Codec{Name: "xyz", Channels: 2}).Compare(Codec{Name: "xyz"}); m.Same || m.Param != "channels" {
		t.Error(m)
	}
	if m := (Codec{Name: "L16", Channels: 1}).Compare(Codec{Name: "L16"}); !m.Same {
		t.Error(m)
	}
}

func TestOptionsOfComparison(t *testing.T) {
	a, b := codec(t, "H264/90000 packetization-mode=1"), codec(t, "H264/90000 packetization-mode=1;profile-level-id=42e01f")
	if m := (Comparison{DefaultProfileLevelID: H264DefaultLibwebrtc}).Compare(a, b); !m.Same {
		t.Error(m)
	}
	if m := (Comparison{DefaultProfileLevelID: 0x64001f}).Compare(a, b); m.Same || m.A != "64001f" {
		t.Error(m)
	}
	a, b = codec(t, "AV1/90000 profile=1"), codec(t, "AV1/90000")
	if m := (Comparison{AV1ProfileAsymmetric: true}).Compare(a, b); !m.Same {
		t.Error(m)
	}
}

const references = minimal + `m=video 9 RTP/SAVPF 96 97 98 99 100 101 102 103 104 105 106 107 108
a=rtpmap:96 VP8/90000
a=rtpmap:97 rtx/90000
a=fmtp:97 apt=96
a=rtpmap:98 VP9/90000
a=rtpmap:99 rtx/90000
a=fmtp:99 apt=98;rtx-time=200
a=rtpmap:100 red/90000
a=rtpmap:101 rtx/90000
a=fmtp:101 apt=100
a=rtpmap:102 rtx/90000
a=fmtp:102 apt=102
a=rtpmap:103 rtx/90000
a=fmtp:103 apt=120
a=rtpmap:104 red/90000
a=fmtp:104 96/96/96
a=rtpmap:105 red/90000
a=fmtp:105 96/98
a=rtpmap:106 red/90000
a=fmtp:106 106/104
a=rtpmap:107 rtx/90000
a=rtpmap:108 VP8/90000
`

func TestReferencesAreComparedByWhatTheyStandFor(t *testing.T) {
	old := mustParse(t, references)
	// Everything renumbered: 96 is 66, and so on.
	text := references
	for pt := 96; pt <= 120; pt++ {
		from, to := utoa(uint32(pt)), utoa(uint32(pt-70))
		for _, f := range []string{" %", ":%", "=%", "/%"} {
			text = strings.ReplaceAll(text, strings.Replace(f, "%", from, 1), strings.Replace(f, "%", to, 1))
		}
	}
	was, is := old.Media(0).codecs(), mustParse(t, text).Media(0).codecs()
	if len(was) != 13 || len(is) != 13 {
		t.Fatal(len(was), len(is))
	}
	for i, a := range was {
		for j, b := range is {
			want := i == j
			switch {
			case a.PayloadType == 103 && b.PayloadType == 103-70:
				want = false // both name what isn't there, by different numbers
			case a.PayloadType == 96 && b.PayloadType == 108-70, a.PayloadType == 108 && b.PayloadType == 96-70:
				want = true
			}
			if m := a.Compare(b); m.Same != want {
				t.Errorf("%d and %d: %s", a.PayloadType, b.PayloadType, m)
			}
			given := Comparison{A: was, B: is}.Compare(a, b)
			if m := a.Compare(b); given != m {
				t.Errorf("%d and %d: %s, with the lists %s", a.PayloadType, b.PayloadType, m, given)
			}
			if back := b.Compare(a); back.Same != want {
				t.Errorf("%d and %d the other way round: %s", a.PayloadType, b.PayloadType, back)
			}
		}
		if m := a.Compare(a); !m.Same {
			t.Errorf("%d is not itself: %s", a.PayloadType, m)
		}
		primary, ok := a.Apt()
		if wantPT := map[uint8]uint8{97: 96, 99: 98, 101: 100}[a.PayloadType]; ok != (wantPT != 0) || ok && primary.PayloadType != wantPT {
			t.Errorf("apt of %d is %d, %v", a.PayloadType, primary.PayloadType, ok)
		}
	}
}

func (s Section) codecs() (list []Codec) {
	for c := range s.Codecs() {
		list = append(list, c)
	}
	return list
}

func TestRealCodecsCompare(t *testing.T) {
	files, err := filepath.Glob("../testdata/descriptions/*.sdp")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var all []Codec
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range mustParse(t, string(b)).AllMedia() {
			list := m.codecs()
			for i, a := range list {
				// ISAC, which old libwebrtc offers, has no specification but a draft.
				if _, ok := DescribeCodec(a.Name); !ok && a.Name != "ISAC" {
					t.Errorf("%s: %s is not in the table", f, a.Name)
				}
				if err := parseParams(a); err != nil {
					t.Errorf("%s: %s %s: %v", f, a.Name, a.Params, err)
				}
				if a.Departure() != "" {
					t.Errorf("%s: %s", f, a.Departure())
				}
				for j, b := range list {
					// No stack offers the same codec twice in a section.
					if m := a.Compare(b); m.Same != (i == j) {
						t.Errorf("%s: %d %s %q and %d %s %q: %s", f, a.PayloadType, a.Name, a.Params, b.PayloadType, b.Name, b.Params, m)
					}
				}
			}
			all = append(all, list...)
		}
	}
	for i, a := range all {
		for _, b := range all[:i:i] {
			if a.Name == "rtx" {
				continue // compared in their sections, and slow across them
			}
			if x, y := a.Compare(b), b.Compare(a); x.Same != y.Same {
				t.Errorf("%s %q and %s %q: %s, %s", a.Name, a.Params, b.Name, b.Params, x, y)
			}
		}
	}
}

func TestTheH264VariantsOfChromiumAreAllDifferent(t *testing.T) {
	text, err := os.ReadFile("../testdata/descriptions/chromium-audio-video-offer.sdp")
	if err != nil {
		t.Fatal(err)
	}
	var h264 []Codec
	for _, c := range mustParse(t, string(text)).Media(1).codecs() {
		if c.Name == "H264" {
			h264 = append(h264, c)
		}
	}
	if len(h264) < 6 {
		t.Fatal(len(h264))
	}
	for i, a := range h264 {
		for _, b := range h264[:i] {
			if m := a.Compare(b); m.Same {
				t.Errorf("%s and %s: %s", a.Params, b.Params, m)
			}
		}
	}
}

func TestComparingAllocatesNothing(t *testing.T) {
	for _, tt := range matches {
		a, b := codec(t, tt.a), codec(t, tt.b)
		if _, ok := DescribeCodec(a.Name); !ok || strings.Contains(tt.b, "profile-compatibility-indicator=60") {
			continue // unknown codecs are sorted
		}
		if n := testing.AllocsPerRun(20, func() { a.Compare(b) }); n != 0 {
			t.Errorf("%s: %v allocations", tt.name, n)
		}
	}
}

// What holds of every comparison, over all pairs of the codecs above and some that
// no one should write.
func TestComparingIsAnEquivalence(t *testing.T) {
	var all []Codec
	for _, tt := range matches {
		all = append(all, codec(t, tt.a), codec(t, tt.b))
	}
	for _, text := range []string{
		"H264/90000 profile-level-id=", "H264/90000 profile-level-id=xyzxyz", "H264/90000 packetization-mode=x", "H264/90000 packetization-mode",
		"H265/90000 profile-compatibility-indicator=", "H265/90000 profile-compatibility-indicator=zz;profile-id=99", "AMR/8000 octet-align=x", "AMR/8000 mode-set=9",
		"AMR/8000 crc=2", "rtx/90000", "rtx/90000 apt=", "rtx/90000 apt=5", "rtx/90000 apt=200", "red/48000/2", "red/48000/2 1/x", "red/48000/2 1/2", "red/48000/2 1/1",
		"red/48000/2 1/2/1", "red/48000 1/2", "VP9/90000 profile-id=99999999999999999999999", "AV1/90000 ;;=;profile", "x/1 ;=;", "x/1 =", "x/1",
	} {
		all = append(all, codec(t, text))
	}
	same := make([][]bool, len(all))
	for i, a := range all {
		same[i] = make([]bool, len(all))
		for j, b := range all {
			m := a.Compare(b)
			if same[i][j] = m.Same; i == j && !m.Same {
				t.Errorf("%s %q is not itself: %s", a.Name, a.Params, m)
			}
			if m.Same != b.Compare(a).Same {
				t.Errorf("%s %q and %s %q: %s", a.Name, a.Params, b.Name, b.Params, m)
			}
			if !m.Same && m.Param == "" || strings.Contains(m.Why(), "  ") {
				t.Errorf("%s %q and %s %q: no reason in %q", a.Name, a.Params, b.Name, b.Params, m.Why())
			}
		}
	}
	for i := range all {
		for j := range all {
			for k := range all {
				if same[i][j] && same[j][k] && !same[i][k] && !strings.HasPrefix(all[i].Name, "AMR") {
					t.Errorf("%q is %q, and that is %q, and the first is not", all[i].Params, all[j].Params, all[k].Params)
				}
			}
		}
	}
}

func TestAnswersSayWhatTheyMust(t *testing.T) {
	tests := []struct{ name, offer, local, want string }{
		{"opus declares its own", "opus/48000/2 stereo=1;unknown=1", "opus/48000/2 minptime=10;useinbandfec=1", "minptime=10;useinbandfec=1"},
		{"the lower level", "H264/90000 profile-level-id=42e01f", "H264/90000 profile-level-id=42e034;packetization-mode=0", "profile-level-id=42e01f;packetization-mode=0"},
		{"the lower level is the own", "H264/90000 profile-level-id=42e034", "H264/90000 profile-level-id=42e01f", "profile-level-id=42e01f"},
		{"asymmetry needs both", "H264/90000 profile-level-id=42e01f;level-asymmetry-allowed=1", "H264/90000 profile-level-id=42e034", "profile-level-id=42e01f"},
		{"asymmetry", "H264/90000 level-asymmetry-allowed=1;profile-level-id=42e01f", "H264/90000 level-asymmetry-allowed=1;profile-level-id=42e034", "level-asymmetry-allowed=1;profile-level-id=42e034"},
		{"the offer's spelling of the profile", "H264/90000 profile-level-id=4d801f", "H264/90000 profile-level-id=42e01f", "profile-level-id=4d801f"},
		{"level 1b is below 1.1", "H264/90000 profile-level-id=42f00b", "H264/90000 profile-level-id=42e00b", "profile-level-id=42f00b"},
		{"level 1b is above 1", "H264/90000 profile-level-id=42f00b", "H264/90000 profile-level-id=42e00a", "profile-level-id=42e00a"},
		{"level 1b in High is 9", "H264/90000 profile-level-id=64000b", "H264/90000 profile-level-id=640009", "profile-level-id=640009"},
		{"the default profile is level 1", "H264/90000", "H264/90000 max-fs=3600;profile-level-id=42001f", "max-fs=3600;profile-level-id=42000a"},
		{"a default that is good enough isn't written", "H264/90000", "H264/90000 packetization-mode=0", "packetization-mode=0"},
		{"H265 lowers its level", "H265/90000 level-id=93", "H265/90000 level-id=180;tx-mode=SRST", "level-id=93;tx-mode=SRST"},
		{"H265 lowers what it receives, too", "H265/90000 level-id=93;max-recv-level-id=120", "H265/90000 level-id=123;max-recv-level-id=180", "level-id=93;max-recv-level-id=120"},
		{"H265 receives no more than its level", "H265/90000 level-id=93", "H265/90000 max-recv-level-id=180;level-id=93;max-fps=3000", "level-id=93;max-fps=3000"},
		{"an unreadable profile is left alone", "H264/90000 profile-level-id=x", "H264/90000 profile-level-id=X", "profile-level-id=X"},
		{"H265 doesn't raise its level", "H265/90000 level-id=180", "H265/90000", ""},
		{"iLBC's longer frame", "iLBC/8000 mode=30", "iLBC/8000 mode=20", "mode=30"},
		{"iLBC's longer frame again", "iLBC/8000 mode=20", "iLBC/8000 mode=30", "mode=30"},
		{"AMR's bits are the offer's", "AMR/8000 octet-align=1;crc=1;mode-set=0,2;max-red=0", "AMR/8000 crc=1;max-red=20", "crc=1;max-red=20;octet-align=1;mode-set=0,2"},
		{"rtx keeps its number", "rtx/90000 apt=96;rtx-time=100", "rtx/90000 apt=120;rtx-time=3000", "apt=96;rtx-time=3000"},
		{"red keeps its numbers", "red/48000/2 111/111", "red/48000/2 96/96", "111/111"},
	}
	for _, tt := range tests {
		offer, local := codec(t, tt.offer), codec(t, tt.local)
		got := Comparison{}.AnswerParams(offer, local)
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		answer := local
		answer.Params = got
		if m := offer.Compare(answer); !m.Same && offer.Name != "rtx" && offer.Name != "red" {
			t.Errorf("%s: the answer is another codec: %s", tt.name, m)
		}
	}
}

// Reds are compared by what they repeat; that one repeats more codecs and that it repeats
// others is said in the same words.
func TestRedsThatRepeatDifferentCodecsSayWhy(t *testing.T) {
	d := mustParse(t, minimal+"m=audio 9 RTP/AVP 0 8 96 97 98 99\r\na=rtpmap:96 red/8000\r\na=fmtp:96 0/0\r\na=rtpmap:97 red/8000\r\na=fmtp:97 0/8\r\na=rtpmap:98 red/8000\r\na=fmtp:98 8/8\r\na=rtpmap:99 red/8000\r\n")
	var reds []Codec
	for c := range d.Media(0).Codecs() {
		if c.Name == "red" {
			reds = append(reds, c)
		}
	}
	for _, tt := range []struct {
		a, b int
		want string
	}{
		{0, 1, "payload types is 0/0 and 0/8; they repeat different codecs (RFC 2198 §5)"},
		{0, 2, "payload types is 0/0 and 8/8; they repeat different codecs (RFC 2198 §5)"},
		{1, 0, "payload types is 0/8 and 0/0; they repeat different codecs (RFC 2198 §5)"},
		{0, 3, "payload types is 0/0 and absent; one says which codecs it repeats, the other does not (RFC 2198 §5)"},
		{3, 0, "payload types is absent and 0/0; one says which codecs it repeats, the other does not (RFC 2198 §5)"},
	} {
		if m := reds[tt.a].Compare(reds[tt.b]); m.Same || m.Why() != tt.want {
			t.Errorf("%q, and not %q", m.Why(), tt.want)
		}
	}
}
