package candidate

import (
	"net/netip"
	"strings"
)

// IP returns the address as an IP address; ok is false for a name and for what is
// neither. Brackets around an IPv6 address are looked through, a zone is kept.
func (a Address) IP() (ip netip.Addr, ok bool) {
	s, brackets := unbracket(string(a))
	if ip, ok = parseIP(s); !ok || brackets && ip.Is4() {
		return netip.Addr{}, false
	}
	return ip, true
}

// parseIP is netip's, but for zones: netip takes any bytes, and here they are visible
// ASCII as the rest of an address is (RFC 8839 §5.1).
func parseIP(s string) (ip netip.Addr, ok bool) {
	ip, err := netip.ParseAddr(s)
	if err != nil {
		return ip, false
	}
	for i := strings.IndexByte(s, '%') + 1; i > 0 && i < len(s); i++ {
		if s[i] <= ' ' || s[i] > '~' {
			return netip.Addr{}, false
		}
	}
	return ip, true
}

// IsName reports whether the address is a name that would have to be resolved, an
// mDNS name or another one. RFC 8839 §5.1 has candidates with names ignored until a
// specification says what to do with them; for mDNS names one does.
func (a Address) IsName() bool { return kindOf(string(a)) == kindName }

// IsMDNS reports whether the address is the name that a browser puts in place of a
// host's address: one label and ".local" (RFC 6762 §3; a UUID, where the draft
// mdns-ice-candidates is followed).
func (a Address) IsMDNS() bool {
	const tld = ".local"
	host := strings.TrimSuffix(string(a), ".")
	n := len(host) - len(tld)
	return n > 0 && strings.EqualFold(host[n:], tld) && strings.IndexByte(host[:n], '.') < 0 && a.IsName()
}

// Equal compares by meaning: IP addresses by value, whether in brackets or not, names
// without regard to case (RFC 4343 §3). Zones count.
func (a Address) Equal(o Address) bool {
	if a == o {
		return true
	}
	ip, ok := a.IP()
	other, otherOK := o.IP()
	if ok || otherOK {
		return ok && otherOK && ip == other
	}
	return strings.EqualFold(string(a), string(o))
}

// String returns the address as written.
func (a Address) String() string { return string(a) }

// ParseAddress checks that s is an address as a candidate may have it.
func ParseAddress(s string) (Address, error) {
	if msg := badAddress(s); msg != "" {
		return "", syntaxError(probAddress, 0, msg)
	}
	return Address(s), nil
}

// MarshalText returns the address as written.
func (a Address) MarshalText() ([]byte, error) { return []byte(a), nil }

// UnmarshalText is ParseAddress.
func (a *Address) UnmarshalText(b []byte) error {
	got, err := ParseAddress(string(b))
	if err == nil {
		*a = got
	}
	return err
}

// An addressKind is what an address looks like.
type addressKind uint8

const (
	kindOther addressKind = iota // nothing that a candidate may have
	kindIPv4
	kindIPv6
	kindName
)

// kindOf looks at an address once. "The presence of a colon indicates IPv6" (RFC
// 8839 §5.1); digits and dots alone are IPv4 or nothing.
func kindOf(s string) addressKind {
	if isIPv4(s) {
		return kindIPv4
	}
	numeric := true
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':':
			if inner, _ := unbracket(s); isIPv6(inner) {
				return kindIPv6
			}
			return kindOther
		case class[c]&clsName == 0:
			if c == '[' && i == 0 {
				continue // what it is the colons tell
			}
			return kindOther
		case c != '.' && class[c]&clsDigit == 0:
			numeric = false
		}
	}
	if numeric || s[0] == '[' {
		return kindOther
	}
	return kindName
}

// badAddress says what is wrong with an address, "" if nothing is.
func badAddress(s string) string {
	switch {
	case s == "":
		return "the address is missing"
	case kindOf(s) != kindOther:
		return ""
	case strings.IndexByte(s, ':') >= 0:
		return "address " + quote(s) + " has a colon and is not an IPv6 address"
	case strings.Trim(s, ".0123456789") == "":
		return "address " + quote(s) + " is not an IPv4 address"
	}
	return "address " + quote(s) + " is neither an IP address nor a name"
}

// unbracket takes brackets off.
func unbracket(s string) (inner string, ok bool) {
	if n := len(s); n > 2 && s[0] == '[' && s[n-1] == ']' {
		return s[1 : n-1], true
	}
	return s, false
}

// isIPv4 asks for four numbers up to 255 without leading zeros, as netip has them.
func isIPv4(s string) bool {
	if len(s) < len("0.0.0.0") || len(s) > len("255.255.255.255") {
		return false
	}
	n, digits, dots := uint(0), 0, 0
	for i := range len(s) {
		c := uint(s[i]) - '0'
		switch {
		case c <= 9:
			if digits > 0 && n == 0 {
				return false
			}
			n = n*10 + c
			if digits++; n > 255 {
				return false
			}
		case s[i] == '.' && digits > 0:
			dots++
			n, digits = 0, 0
		default:
			return false
		}
	}
	return dots == 3 && digits > 0
}

// isIPv6 asks for an IPv6 address, with a zone or without.
func isIPv6(s string) bool {
	ip, ok := parseIP(s)
	return ok && ip.Is6()
}
