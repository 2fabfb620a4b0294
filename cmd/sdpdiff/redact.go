package main

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/sdpkit/sdpkit/cmd/sdpdiff/internal/pattern"
)

// A redactor replaces addresses by others, the same by the same, so that what is equal or
// different stays so: IP addresses by those for documentation (RFC 5737, RFC 3849), names of
// hosts and users by numbered ones. The unspecified address and the loopback stay: they name
// nobody, and the first means something (RFC 3264 §8.4).
type redactor struct {
	names map[string]string
	count map[string]int // by kind
}

func newRedactor() *redactor {
	return &redactor{names: make(map[string]string), count: make(map[string]int)}
}

// addresses finds them: user@host, what stands behind IN IP4, in a candidate and behind raddr, and IP
// addresses and .local names anywhere.
var addresses = pattern.New(`(?i)([^\s<>@:;,"'/\[\]]+)@(\[[^\]\s]+\]|[^\s<>:;,"'\[\]\\]+)` +
	`|\bIN IP[46] ([^\s/\\]+)` +
	`|candidate:\S+ \d+ \S+ \d+ (\S+)` +
	`|\braddr (\S+)` +
	`|\b(\d{1,3}(?:\.\d{1,3}){3})\b` +
	`|([0-9a-f]*:[0-9a-f:]*:[0-9a-f:]*(?:\d{1,3}(?:\.\d{1,3}){3})?(?:%\w+)?)` +
	`|\b([\w-]+\.local)\b`)

// text replaces the addresses in a text.
func (r *redactor) text(s string) string {
	return replaceAddresses(s, func(kind, value string) string {
		if kind == "user" {
			return r.name("user", value, "user-%d")
		}
		return r.host(value)
	})
}

// starAddresses hides them and keeps every column.
func starAddresses(s string) string {
	return replaceAddresses(s, func(_, value string) string { return strings.Repeat("*", len(value)) })
}

// replaceAddresses replaces each part that is an address by what with makes of it.
func replaceAddresses(s string, with func(kind, value string) string) string {
	var b strings.Builder
	done := 0
	for _, m := range addresses().FindAllStringSubmatchIndex(s, -1) {
		for group := 1; group < len(m)/2; group++ {
			from, to := m[2*group], m[2*group+1]
			if from < 0 {
				continue
			}
			kind, value := "host", s[from:to]
			if group == 1 {
				kind = "user"
			}
			if group == 7 && !isIP(value) || kind == "host" && harmless(value) {
				continue // a fingerprint, say
			}
			b.WriteString(s[done:from] + with(kind, value))
			done = to
		}
	}
	return b.String() + s[done:]
}

func isIP(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

func harmless(s string) bool {
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	return err == nil && (a.IsUnspecified() || a.IsLoopback())
}

// host replaces a name or an address by one of its kind.
func (r *redactor) host(s string) string {
	bare := strings.Trim(s, "[]")
	a, err := netip.ParseAddr(bare)
	switch {
	case err != nil && strings.HasSuffix(strings.ToLower(s), ".local"):
		return r.name("host", s, "host-%d.local")
	case err != nil:
		return r.name("host", s, "host-%d.invalid")
	case a.Is4():
		return r.address(a, documentation4)
	case bare != s:
		return "[" + r.address(a, documentation6) + "]"
	}
	return r.address(a, documentation6)
}

func (r *redactor) name(kind, s, format string) string {
	key := kind + " " + strings.ToLower(s)
	if r.names[key] == "" {
		r.count[kind]++
		r.names[key] = fmt.Sprintf(format, r.count[kind])
	}
	return r.names[key]
}

func (r *redactor) address(a netip.Addr, nth func(int) netip.Addr) string {
	kind := "IPv6"
	if a.Is4() {
		kind = "IPv4"
	}
	key := a.String()
	if r.names[key] == "" {
		r.count[kind]++
		r.names[key] = nth(r.count[kind]).String()
	}
	return r.names[key]
}

// documentation4 is the nth of the addresses for documentation, and where those are used up
// of those for future use (RFC 1112 §4).
func documentation4(n int) netip.Addr {
	for _, net := range [][3]byte{{192, 0, 2}, {198, 51, 100}, {203, 0, 113}} {
		if n < 255 {
			return netip.AddrFrom4([4]byte{net[0], net[1], net[2], byte(n)})
		}
		n -= 254
	}
	return netip.AddrFrom4([4]byte{240 | byte(n>>24)&15, byte(n >> 16), byte(n >> 8), byte(n)})
}

func documentation6(n int) netip.Addr {
	a := [16]byte{0x20, 0x01, 0x0d, 0xb8}
	for i := range 8 {
		a[15-i] = byte(n >> (8 * i))
	}
	return netip.AddrFrom16(a)
}
