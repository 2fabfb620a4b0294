package candidate_test

import (
	"bytes"
	"net/netip"
	"strings"
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// checkQuickly holds the quick way through a line against the thorough one.
func checkQuickly(t *testing.T, value string) {
	t.Helper()
	quick, ok := candidate.Quickly(value)
	if !ok {
		return
	}
	if c, errs := candidate.Thoroughly(value); c != quick || len(errs) > 0 {
		t.Errorf("%q is quickly read as %s, and thoroughly as %s, %v", value, show(quick), show(c), errs)
	}
}

func TestTheQuickWayReadsTheSame(t *testing.T) {
	n := 0
	for _, l := range lines {
		// With every byte left out, doubled, and replaced by others that matter.
		for i := range min(len(l.text), 200) {
			checkQuickly(t, l.text[:i]+l.text[i+1:])
			checkQuickly(t, l.text[:i]+l.text[i:i+1]+l.text[i:])
			for _, b := range " 0129:.%aAgZ-\x00\x7f\r\xc3" {
				checkQuickly(t, l.text[:i]+string(b)+l.text[i+1:])
				n++
			}
		}
	}
	for text := range texts(t) {
		value := strings.TrimPrefix(strings.TrimPrefix(strings.TrimRight(text, "\r\n"), "a="), "candidate:")
		if _, ok := candidate.Quickly(value); ok {
			n++
		}
		checkQuickly(t, value)
	}
	if n < 1000 {
		t.Errorf("only %d lines", n)
	}
}

func FuzzCandidate(f *testing.F) {
	for _, l := range lines {
		f.Add("candidate:"+l.text, "2", uint16(2), "tcp", uint32(7), "2001:db8::1", uint16(9), "foo", "bar")
	}
	f.Add("a=candidate:1 1 udp 2 [::1] 9 typ host raddr  rport 0 \r\n", "", uint16(0), "", uint32(0), "", uint16(0), "", "")
	f.Add("1 1 udp 2 1.2.3.4 9 typ host raddr 1.1.1.1 rport 9 tcptype so raddr", "1 1", uint16(256), "\r\n", uint32(1<<31), "::1%\x00", uint16(0), "raddr", " ")
	f.Fuzz(func(t *testing.T, text, foundation string, component uint16, transport string, priority uint32, address string, port uint16, name, value string) {
		lax, errs := candidate.ParseLax(text)
		c, err := candidate.Parse(text)
		if (err == nil) != (len(errs) == 0) {
			t.Fatalf("%q: Parse says %v, ParseLax %v", text, err, errs)
		}
		if err == nil && c != lax || err != nil && err.Error() != errs[0].Error() {
			t.Fatalf("%q: Parse and ParseLax differ: %v, %v", text, c, lax)
		}
		for _, e := range errs {
			if e.Column < 1 || e.Column > len(text)+1 || e.Rule == "" || e.Msg == "" || e.ID == "" {
				t.Fatalf("%q: %+v", text, e)
			}
		}
		written := lax.AppendAttribute(nil)
		if bytes.ContainsAny(written, "\r\n\x00") {
			t.Fatalf("%q is written as %q", text, written)
		}
		if lax == (candidate.Candidate{}) {
			if len(errs) == 0 || !strings.ContainsAny(text, "\r\n\x00") {
				t.Fatalf("nothing is kept of %q", text)
			}
			return
		}
		bare := strings.TrimPrefix(text, "a=")
		if bare == text || !strings.HasPrefix(bare, "candidate:") {
			bare = text
		}
		bare = strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(bare, "candidate:"), "\n"), "\r")
		if string(written) != "candidate:"+bare {
			t.Fatalf("%q comes back as %q", text, written)
		}
		checkQuickly(t, bare)
		if again, _ := candidate.ParseLax(string(written)); again != lax {
			t.Fatalf("%q comes back as %s, not %s", text, show(again), show(lax))
		}
		if !lax.Equal(lax) {
			t.Fatalf("%q is not equal to itself", text)
		}
		d, _ := sdp.ParseLax("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\na=mid:x\r\na=" + string(written) + "\r\n")
		for _, p := range candidate.Check(d) {
			if p.ID == "" || p.Line == 0 || p.Column < 1 || p.Path == "" || p.Rule == "" {
				t.Fatalf("%q: %+v", text, p)
			}
		}

		// Each field by itself. What is set is read back, and the others with it.
		type change struct {
			name string
			make func(*candidate.Candidate)
		}
		for _, ch := range []change{
			{"foundation", func(c *candidate.Candidate) { c.Foundation = foundation }},
			{"component", func(c *candidate.Candidate) { c.Component = component }},
			{"transport", func(c *candidate.Candidate) { c.Transport = candidate.Transport(transport) }},
			{"priority", func(c *candidate.Candidate) { c.Priority = priority }},
			{"address", func(c *candidate.Candidate) { c.Address = candidate.Address(address) }},
			{"port", func(c *candidate.Candidate) { c.Port = port }},
			{"type", func(c *candidate.Candidate) { c.Type = candidate.Type(transport) }},
			{"tcptype", func(c *candidate.Candidate) { c.TCPType = candidate.TCPType(transport) }},
			{"raddr", func(c *candidate.Candidate) { c.RelatedAddress = candidate.Address(address) }},
			{"rport", func(c *candidate.Candidate) { c.RelatedPort = port }},
			{"extension", func(c *candidate.Candidate) { _ = c.SetExtension(name, value) }},
			{"no extension", func(c *candidate.Candidate) { c.DeleteExtension(name) }},
		} {
			changed := c
			if err != nil {
				changed = lax
			}
			ch.make(&changed)
			written := changed.AppendAttribute(nil)
			if bytes.ContainsAny(written, "\r\n\x00") {
				t.Fatalf("%s of %q: written as %q", ch.name, text, written)
			}
			// Not every value of a field can be written. Marshalling says so.
			b, marshalErr := changed.MarshalText()
			if marshalErr != nil {
				continue
			}
			got, errs := candidate.ParseLax(string(b))
			if err == nil && len(errs) > 0 {
				t.Fatalf("%s of %q: %q can't be read: %v", ch.name, text, b, errs)
			}
			if !got.Equal(changed) || got.Foundation != changed.Foundation || got.Address != changed.Address || got.RelatedAddress != changed.RelatedAddress {
				t.Fatalf("%s of %q: %q is read as %s, not %s", ch.name, text, b, show(got), show(changed))
			}
		}

		// A good value can always be written to a good candidate.
		if _, addrErr := candidate.ParseAddress(address); err == nil && addrErr == nil {
			changed := c
			changed.Address, changed.RelatedAddress, changed.RelatedPort, changed.Port = candidate.Address(address), candidate.Address(address), port, port
			if b, err := changed.MarshalText(); err != nil {
				t.Fatalf("%q with %q: %q, %v", text, address, b, err)
			}
		}
	})
}

func FuzzAddress(f *testing.F) {
	for _, s := range []string{"1.2.3.4", "::1", "[::1]", "fe80::1%eth0", "x.local", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "01.2.3.4", "1::2::3", "1.2.3.4."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := candidate.Address(s)
		ip, ok := a.IP()
		_, err := candidate.ParseAddress(s)
		if ok && err != nil || !ok && err == nil && !a.IsName() || ok && a.IsName() {
			t.Fatalf("%q: %v, %v, a name %v", s, ip, err, a.IsName())
		}
		// netip takes any bytes in a zone; an address has none but visible ASCII (RFC 8839 §5.1).
		want, err := netip.ParseAddr(s)
		visible := strings.IndexFunc(want.Zone(), func(c rune) bool { return c <= ' ' || c > '~' }) < 0
		switch {
		case err == nil && visible && (!ok || ip != want):
			t.Fatalf("%q is %v, not %v", s, ip, want)
		case err == nil && !visible && ok:
			t.Fatalf("%q is %v, although its zone has bytes that no address has", s, ip)
		}
		if !a.Equal(a) {
			t.Fatalf("%q is not equal to itself", s)
		}
		if ok && !a.Equal(candidate.Address(ip.String())) {
			t.Fatalf("%q is not equal to %v", s, ip)
		}
	})
}
