package candidate_test

import (
	"testing"

	"github.com/sdpkit/sdpkit/candidate"
)

func TestExtensionsAreSetAndDeletedInPlace(t *testing.T) {
	set := func(name, value string) func(*candidate.Candidate) bool {
		return func(c *candidate.Candidate) bool { return c.SetExtension(name, value) == nil }
	}
	del := func(name string) func(*candidate.Candidate) bool {
		return func(c *candidate.Candidate) bool { return c.DeleteExtension(name) }
	}
	const head = "1 1 udp 2 1.2.3.4 9  typ srflx"
	for _, c := range []struct {
		tail string
		do   func(*candidate.Candidate) bool
		want string
		ok   bool
	}{
		{"", set("a", "b"), " a b", true},
		{"", set("a", ""), " a ", true},
		{" a b", set("A", "ccc"), " a ccc", true},
		{" a  c d", set("a", "b"), " a b c d", true},
		{" a b c d", set("c", ""), " a b c ", true},
		{" raddr :: rport 9 a b", set("a", "c"), " raddr :: rport 9 a c", true},
		{" a", set("a", "b"), " a b", true},
		{" a", set("b", "c"), " a  b c", true},
		{" a ", set("b", "c"), " a  b c", true},
		{" a b  ", set("c", "d"), " a b   c d", true},
		{" a b", set("c", "dé"), " a b c dé", true},
		{" a b", set("raddr", "1.2.3.4"), " a b", false},
		{" a b", set("TCPTYPE", "so"), " a b", false},
		{" a b", set("c d", "e"), " a b", false},
		{" a b", set("", "e"), " a b", false},
		{" a b", set("c", "d e"), " a b", false},
		{" a b", set("c", "d\r\n"), " a b", false},
		{" a b", set("c", "\x00"), " a b", false},
		{" a b  c d a e f ", del("A"), "  c d f ", true},
		{" a b", del("a"), "", true},
		{" a", del("a"), "", true},
		{" a b", del("b"), " a b", false},
		{" raddr :: rport 9", del("raddr"), " raddr :: rport 9", false},
		{" a b rport 9 c d", del("c"), " a b rport 9", true},
	} {
		got, err := candidate.Parse(head + c.tail)
		if err != nil {
			t.Fatal(err)
		}
		if ok := c.do(&got); ok != c.ok || got.String() != "candidate:"+head+c.want {
			t.Errorf("%q becomes %q, %v, and not %q, %v", c.tail, got.String()[len("candidate:"+head):], ok, c.want, c.ok)
		}
	}
}

func TestExtensionsAndFieldsAreChangedBesideEachOther(t *testing.T) {
	c, err := candidate.Parse("1 1 UDP 2 1.2.3.4 9 typ host generation 0")
	if err != nil {
		t.Fatal(err)
	}
	c.Port, c.TCPType = 10, candidate.Passive
	if err := c.SetExtension("network-cost", "50"); err != nil {
		t.Fatal(err)
	}
	c.Priority = 3
	c.DeleteExtension("generation")
	if got, want := c.String(), "candidate:1 1 UDP 3 1.2.3.4 10 typ host tcptype passive network-cost 50"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	// An empty value is two spaces, of which the field in between has none.
	for _, text := range []string{
		"1 1 tcp 2 1.2.3.4 9 typ srflx x  raddr 10.0.0.1 rport 7 tcptype so generation 0",
		"1 1 tcp 2 1.2.3.4 9 typ srflx raddr 10.0.0.1 x  rport 7 tcptype so generation 0",
		"1 1 tcp 2 1.2.3.4 9 typ srflx raddr 10.0.0.1 rport 7 x  tcptype so generation 0",
	} {
		c, err := candidate.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		c.RelatedAddress, c.RelatedPort, c.TCPType = "", 0, ""
		if got, want := c.String(), "candidate:1 1 tcp 2 1.2.3.4 9 typ srflx x  generation 0"; got != want {
			t.Errorf("%q without its fields is %q, not %q", text, got, want)
		}
	}
	// Of a line that breaks off the fields are left.
	broken, _ := candidate.ParseLax("1 1 udp 2 1.2.3.4")
	if err := broken.SetExtension("a", "b"); err != nil {
		t.Fatal(err)
	}
	broken.Port, broken.Type = 9, candidate.Host
	if got, want := broken.String(), "candidate:1 1 udp 2 1.2.3.4 9 typ host a b"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func TestUsualExtensionsHaveReaders(t *testing.T) {
	c, err := candidate.Parse("1 1 udp 2 1.2.3.4 9 typ host generation 3 ufrag a+b/ network-id 65535 network-cost 999")
	if err != nil {
		t.Fatal(err)
	}
	if u, ok := c.Ufrag(); u != "a+b/" || !ok {
		t.Error(u, ok)
	}
	if n, ok := c.Generation(); n != 3 || !ok {
		t.Error(n, ok)
	}
	if n, ok := c.NetworkID(); n != 65535 || !ok {
		t.Error(n, ok)
	}
	if n, ok := c.NetworkCost(); n != 999 || !ok {
		t.Error(n, ok)
	}
	c, err = candidate.Parse("1 1 udp 2 1.2.3.4 9 typ host generation -1 network-id 65536 network-cost")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := c.Ufrag(); ok {
		t.Error("there is no ufrag")
	}
	if n, ok := c.Generation(); n != 0 || ok {
		t.Error(n, ok)
	}
	if n, ok := c.NetworkID(); n != 0 || ok {
		t.Error(n, ok)
	}
	if n, ok := c.NetworkCost(); n != 0 || ok {
		t.Error(n, ok)
	}
}
