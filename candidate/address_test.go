package candidate_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
)

func TestAddressesAreIPAddressesOrNames(t *testing.T) {
	const ip, name, mdns, none = "ip", "name", "mdns", ""
	for _, a := range []struct{ text, kind, ip string }{
		{"192.0.2.1", ip, "192.0.2.1"},
		{"0.0.0.0", ip, "0.0.0.0"},
		{"255.255.255.255", ip, "255.255.255.255"},
		{"FD77::0010", ip, "fd77::10"},
		{"::", ip, "::"},
		{"[::1]", ip, "::1"},
		{"::ffff:192.0.2.1", ip, "::ffff:192.0.2.1"},
		{"fe80::1%eth0", ip, "fe80::1%eth0"},
		{"[fe80::1%25]", ip, "fe80::1%25"},
		{"1:2:3:4:5:6:7:8", ip, "1:2:3:4:5:6:7:8"},
		{"1::2:3:4:5:6:7", ip, "1:0:2:3:4:5:6:7"},
		{"host.example", name, ""},
		{"host.example.", name, ""},
		{"a_b-c", name, ""},
		{"1.2.3.4.example", name, ""},
		{"1f4712db-ea17-4bcf-a596-105139dfd8bf.local", mdns, ""},
		{"X.LOCAL", mdns, ""},
		{"x.local.", mdns, ""},
		{"a.b.local", name, ""},
		{".local", name, ""},
		{"local", name, ""},
		{"", none, ""},
		{"1.2.3", none, ""},
		{"1.2.3.4.5", none, ""},
		{"01.2.3.4", none, ""},
		{"1.2.3.256", none, ""},
		{"[1.2.3.4]", none, ""},
		{"[host]", none, ""},
		{"[::1", none, ""},
		{"1:2:3:4:5:6:7:8:9", none, ""},
		{"1::2::3", none, ""},
		{"::12345", none, ""},
		{"fe80::1%", none, ""},
		{"fe80::1%\x1b[31m", none, ""},
		{"fe80::1%a\tb", none, ""},
		{"[fe80::1%\x7f]", none, ""},
		{"fe80::1%ü", none, ""},
		{"192.0.2.1%eth0", none, ""},
		{"a b", none, ""},
		{"a\r\nb", none, ""},
		{"bücher.example", none, ""},
	} {
		got, err := candidate.ParseAddress(a.text)
		if (err == nil) != (a.kind != none) {
			t.Errorf("%q: %v", a.text, err)
		}
		if err == nil && got.String() != a.text {
			t.Errorf("%q comes back as %q", a.text, got)
		}
		addr := candidate.Address(a.text)
		if got, ok := addr.IP(); ok != (a.kind == ip) || ok && got.String() != a.ip {
			t.Errorf("%q is the address %v, %v", a.text, got, ok)
		}
		if addr.IsName() != (a.kind == name || a.kind == mdns) || addr.IsMDNS() != (a.kind == mdns) {
			t.Errorf("%q: a name %v, an mDNS name %v", a.text, addr.IsName(), addr.IsMDNS())
		}
		var back candidate.Address
		if err := back.UnmarshalText([]byte(a.text)); (err == nil) != (a.kind != none) || err == nil && back != addr {
			t.Errorf("%q is unmarshalled as %q, %v", a.text, back, err)
		}
		// The quick way through a line knows no more addresses than this one.
		c, ok := candidate.Quickly("1 1 udp 2 " + a.text + " 9 typ host")
		if ok && (c.Address != addr || a.kind == none) {
			t.Errorf("%q is taken for an address", a.text)
		}
	}
}

func TestAddressesAreComparedByMeaning(t *testing.T) {
	for _, c := range []struct {
		a, b candidate.Address
		want bool
	}{
		{"", "", true}, {"::1", "[0::1]", true}, {"1.2.3.4", "1.2.3.4", true}, {"Host.Example", "host.example", true},
		{"::ffff:1.2.3.4", "1.2.3.4", false}, {"fe80::1", "fe80::1%eth0", false}, {"::1", "", false}, {"::1", "::2", false}, {"a.local", "b.local", false},
	} {
		if c.a.Equal(c.b) != c.want || c.b.Equal(c.a) != c.want {
			t.Errorf("%q and %q: not %v", c.a, c.b, c.want)
		}
	}
}

// All numbers that may stand between dots, and those just beyond.
func TestNumbersBetweenDotsAreThoseOfNetip(t *testing.T) {
	for n := range 1300 {
		for _, octet := range []string{itoa(n), "0" + itoa(n), "00" + itoa(n)} {
			for _, text := range []string{octet + ".2.3.4", "1.2.3." + octet, "1." + octet + ".1.1"} {
				_, err := netip.ParseAddr(text)
				_, quick := candidate.Quickly("1 1 udp 2 " + text + " 9 typ host")
				_, ours := candidate.ParseAddress(text)
				if quick != (err == nil) || (ours == nil) != (err == nil) {
					t.Fatalf("%q: %v, %v, %v", text, quick, ours, err)
				}
			}
		}
	}
}

// All shapes of up to nine groups, each of which is missing or there.
func TestColonsAreThoseOfNetip(t *testing.T) {
	groups := []string{"", "1", "abcd", "12345"}
	var try func(prefix string, left int)
	n := 0
	try = func(prefix string, left int) {
		n++
		_, err := netip.ParseAddr(prefix)
		c, quick := candidate.Quickly("1 1 udp 2 " + prefix + " 9 typ host")
		if strings.Contains(prefix, ":") && quick != (err == nil) || quick && string(c.Address) != prefix {
			t.Fatalf("%q: %v, %v", prefix, quick, err)
		}
		if left == 0 {
			return
		}
		for _, g := range groups[:max(2, left-6)] {
			try(prefix+":"+g, left-1)
		}
	}
	for _, g := range groups {
		try(g, 9)
	}
	t.Log(n, "shapes")
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
