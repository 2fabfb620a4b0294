package sdp

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// CodecsNamed is what Codecs has of a name, in every section of the test data and in one
// with a=rtpmap lines that can't be read, are doubled, begin with another's name or stand
// for a static payload type.
func TestCodecsNamedAreThoseOfTheName(t *testing.T) {
	texts := []string{minimal + "m=audio 9 RTP/AVP 0 8 18 96 97 98 0\na=rtpmap:18 bad\na=rtpmap:8 L16/8000\na=rtpmap:96  opus/48000/2\na=rtpmap:96 PCMU/8000\n" +
		"a=rtpmap:97 opusx/48000\na=fmtp:96 a=b\na=rtpmap:98 OPUS/48000\n"}
	files, err := filepath.Glob(filepath.Join("..", "testdata", "*", "*.sdp"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	names := []string{"", "PCMU", "pcma", "L16", "opus", "OPUSX", "G729", "vp8", "rtx", "none"}
	found := 0
	for _, text := range texts {
		d, _ := ParseLax(text)
		for i, m := range d.AllMedia() {
			for _, name := range names {
				var want []Codec
				for c := range m.Codecs() {
					if name != "" && strings.EqualFold(c.Name, name) {
						want = append(want, c)
					}
				}
				got := slices.Collect(m.CodecsNamed(name))
				if d := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Codec{})); d != "" {
					t.Errorf("m[%d], %q (-want +got)\n%s\n%s", i, name, d, text)
				}
				found += len(got)
			}
		}
	}
	if found < 100 {
		t.Errorf("%d codecs were found, which shows little", found)
	}
}

// A type that is found by its only name has that name and no other.
func TestATypeWithOneNameMatchesNoOther(t *testing.T) {
	hasOneName[BundleOnly](t)
	hasOneName[Control](t)
	hasOneName[ExtMap](t)
	hasOneName[ExtMapAllowMixed](t)
	hasOneName[Fingerprint](t)
	hasOneName[FMTP](t)
	hasOneName[Group](t)
	hasOneName[ICEOptions](t)
	hasOneName[ICEPwd](t)
	hasOneName[ICEUfrag](t)
	hasOneName[MSID](t)
	hasOneName[RID](t)
	hasOneName[RTCP](t)
	hasOneName[RTCPFeedback](t)
	hasOneName[RTCPMux](t)
	hasOneName[RTPMap](t)
	hasOneName[Setup](t)
	hasOneName[Simulcast](t)
	hasOneName[SSRC](t)
	hasOneName[SSRCGroup](t)
}

func hasOneName[T Attribute[T]](t *testing.T) {
	var zero T
	only := onlyName[T]()
	if only == "" || !zero.MatchName(only) {
		t.Errorf("%T: its only name is %q, which it doesn't match", zero, only)
	}
	for name := range AttributeNames() {
		for _, other := range []string{name, strings.ToUpper(name), name + "x"} {
			if other != only && zero.MatchName(other) {
				t.Errorf("%T matches %q and has %q for its only name", zero, other, only)
			}
		}
	}
}
