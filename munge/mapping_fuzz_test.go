package munge_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/munge"
	"github.com/sdpkit/sdpkit/sdp"
)

// A mapping that is read can be written again, and whatever it says, putting originals
// back is refused or leaves as many lines as there were.
func FuzzParseMapping(f *testing.F) {
	const text = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\n" +
		"a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=ssrc:1 cname:x\r\n"
	for _, original := range []string{"198.51.100.7", "a b", "", "x\ra=y", "ff02::1%eth0"} {
		b, err := json.Marshal(munge.Mapping{{Class: munge.Addresses, Original: original, Replacement: "192.0.2.1"}})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte("null"))
	f.Add([]byte(`[{"class":"addresses","original":"a","replacement":"b"},{"class":"addresses","original":"c","replacement":"b"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := munge.ParseMapping(data)
		if err != nil {
			return
		}
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := munge.ParseMapping(b); err != nil || len(again) != len(m) {
			t.Fatalf("%s is read as %v, %v", b, again, err)
		}
		d, err := sdp.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		out, _, err := munge.Apply(d, munge.Restore(m))
		if d.String() != text {
			t.Fatalf("the input became %q", d)
		}
		if err != nil {
			return
		}
		if got := out.String(); strings.Count(got, "\n") != strings.Count(text, "\n") || strings.Count(got, "\r") != strings.Count(text, "\r") || strings.Contains(got, "\x00") {
			t.Fatalf("%s makes %q", data, got)
		}
	})
}
