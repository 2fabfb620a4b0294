package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sdpkit/sdpkit/sdp"
)

func TestAddressesAreReplacedEqualOnesAlike(t *testing.T) {
	r := newRedactor()
	for _, tt := range [][2]string{
		{"c=IN IP4 10.1.2.3", "c=IN IP4 192.0.2.1"},
		{"c=IN IP4 10.1.2.3/127", "c=IN IP4 192.0.2.1/127"},
		{"c=IN IP6 fe80::1", "c=IN IP6 2001:db8::1"},
		{"c=IN IP4 0.0.0.0", "c=IN IP4 0.0.0.0"},
		{"o=- 1 1 IN IP4 127.0.0.1", "o=- 1 1 IN IP4 127.0.0.1"},
		{"o=- 1 1 IN IP4 host.example.com", "o=- 1 1 IN IP4 host-1.invalid"},
		{"a=candidate:1 1 udp 1 10.1.2.4 1000 typ srflx raddr 10.1.2.3 rport 9", "a=candidate:1 1 udp 1 192.0.2.2 1000 typ srflx raddr 192.0.2.1 rport 9"},
		{"a=candidate:1 1 udp 1 0b1c-2d.local 1000 typ host", "a=candidate:1 1 udp 1 host-2.local 1000 typ host"},
		{"a=candidate:1 1 udp 1 relay.example.com 1000 typ host", "a=candidate:1 1 udp 1 host-3.invalid 1000 typ host"},
		{"INVITE sip:alice@10.1.2.3:5060 SIP/2.0", "INVITE sip:user-1@192.0.2.1:5060 SIP/2.0"},
		{"a=ssrc:1 cname:sip:Alice@[fe80::1]:5060", "a=ssrc:1 cname:sip:user-1@[2001:db8::1]:5060"},
		{"a=fingerprint:sha-256 AA:BB:CC:DD:EE:FF:00:11:22", "a=fingerprint:sha-256 AA:BB:CC:DD:EE:FF:00:11:22"},
		{"a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid", "a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid"},
		{"host udp [fe80::1]:99, [fe80::2]:99", "host udp [2001:db8::1]:99, [2001:db8::2]:99"},
	} {
		if d := cmp.Diff(tt[1], r.text(tt[0])); d != "" {
			t.Errorf("%s (-want +got)\n%s", tt[0], d)
		}
		if got := starAddresses(tt[0]); len(got) != len(tt[0]) || strings.Contains(got, "10.1.2") {
			t.Errorf("%s hidden: %s", tt[0], got)
		}
	}
}

// No address of the recorded descriptions is left, nothing else of them is touched, and what Parse
// accepts it accepts then too.
func TestNothingButAddressesIsRedacted(t *testing.T) {
	files, err := filepath.Glob(data + "descriptions/*.sdp")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	private := regexp.MustCompile(`192\.168\.|fd77:|203\.0\.113`)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := newRedactor().text(string(b))
		if _, err := sdp.Parse(text); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		old, new := strings.Split(string(b), "\r\n"), strings.Split(text, "\r\n")
		if len(old) != len(new) {
			t.Fatalf("%s: %d lines became %d", f, len(old), len(new))
		}
		for i, l := range new {
			if private.MatchString(strings.ReplaceAll(l, "203.0.113", "")) {
				t.Errorf("%s still has %s", f, l)
			}
			if l != old[i] && !regexp.MustCompile(`^(o=|c=|a=candidate|a=rtcp:|a=ssrc|a=remote)`).MatchString(l) {
				t.Errorf("%s: %s became %s", f, old[i], l)
			}
		}
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("c=IN IP4 10.1.2.3\r\na=candidate:1 1 udp 1 fe80::1 1000 typ host\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		if a, b := newRedactor().text(s), newRedactor().text(s); a != b {
			t.Errorf("%q and %q", a, b)
		}
		if got := starAddresses(s); len(got) != len(s) {
			t.Errorf("%q became %q", s, got)
		}
	})
}
