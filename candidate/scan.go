package candidate

import (
	"math"
)

// Nearly all candidates are of one form. scan recognises it in one pass, with single
// spaces and the known words in their usual case; what it doesn't recognise, the
// reader looks at. A test holds the two against each other.

// scan reads a value of the usual form. If it returns false, c is of no use.
func (c *Candidate) scan(t string) bool {
	if len(t) > maxLength {
		return false
	}
	s := &c.source

	i := 0
	for i < len(t) && class[t[i]]&clsICE != 0 {
		i++
	}
	if i == 0 || i > 32 || i == len(t) || t[i] != ' ' {
		return false
	}
	c.Foundation, s.foundation = t[:i], uint16(i)

	at := i + 1
	var n uint64
	if at+1 < len(t) && t[at+1] == ' ' && t[at] >= '1' && t[at] <= '9' {
		n, i = uint64(t[at]-'0'), at+1
	} else if n, i = scanNumber(t, at, 3); n == 0 || n > 256 {
		return false
	}
	c.Component, s.component = uint16(n), uint16(n)

	at = i + 1
	if i = at + 3; i >= len(t) || t[i] != ' ' {
		return false
	}
	switch t[at:i] {
	case "udp", "UDP":
		c.Transport, s.transport = UDP, 1
	case "tcp", "TCP":
		c.Transport, s.transport = TCP, 2
	default:
		return false
	}

	at = i + 1
	n, i = scanPriority(t, at)
	if n == 0 || n > maxPriority {
		return false
	}
	c.Priority, s.priority = uint32(n), uint32(n)

	at = i + 1
	if i = scanAddress(t, at); i < 0 || i == len(t) {
		return false
	}
	c.Address, s.address = Address(t[at:i]), span{uint16(at), uint16(i)}

	at = i + 1
	n, i = scanNumber(t, at, 5)
	if i < 0 || n > math.MaxUint16 {
		return false
	}
	c.Port, s.port = uint16(n), uint16(n)

	switch rest := t[i:]; {
	case len(rest) >= 9 && rest[:9] == " typ host":
		c.Type, s.typ = Host, 1
		i += 9
	case len(rest) >= 10 && rest[:10] == " typ srflx":
		c.Type, s.typ = ServerReflexive, 2
		i += 10
	case len(rest) >= 10 && rest[:10] == " typ prflx":
		c.Type, s.typ = PeerReflexive, 3
		i += 10
	case len(rest) >= 10 && rest[:10] == " typ relay":
		c.Type, s.typ = Relayed, 4
		i += 10
	default:
		return false
	}
	if i < len(t) && t[i] != ' ' {
		return false
	}
	s.text, s.parsed, s.whole, s.tail = t, true, true, uint16(i)
	return i == len(t) || c.scanTail(t, i)
}

// scanTail reads what stands behind the type, from the space at i.
func (c *Candidate) scanTail(t string, i int) bool {
	s := &c.source
	rport := false
	for i < len(t) {
		i++
		name, rest := i, t[i:]
		// The names that are written most often. (Compared like this they are compared
		// in one or two instructions.)
		switch {
		case len(rest) > 6 && rest[:6] == "raddr ":
			at := i + 6
			if i = scanAddress(t, at); i < 0 || s.related.end != 0 {
				return false
			}
			c.RelatedAddress = Address(t[at:i])
			s.related = span{uint16(at), uint16(i)}
			continue
		case len(rest) > 6 && rest[:6] == "rport ":
			at := i + 6
			var n uint64
			if n, i = scanNumber(t, at, 5); i < 0 || n > math.MaxUint16 || rport {
				return false
			}
			c.RelatedPort, s.relatedPort = uint16(n), uint16(n)
			rport = true
			continue
		case len(rest) > 8 && rest[:8] == "tcptype " && s.tcpType == noWord:
			at := i + 8
			i = wordEnd(t, at)
			switch t[at:i] {
			case "active":
				c.TCPType, s.tcpType = Active, 1
			case "passive":
				c.TCPType, s.tcpType = Passive, 2
			case "so":
				c.TCPType, s.tcpType = SimultaneousOpen, 3
			default:
				return false
			}
			continue
		case len(rest) > 11 && rest[:11] == "generation ":
			i += 11
		case len(rest) > 6 && rest[:6] == "ufrag ":
			i += 6
		case len(rest) > 11 && rest[:11] == "network-id ":
			i += 11
		case len(rest) > 13 && rest[:13] == "network-cost ":
			i += 13
		default:
			for i < len(t) && class[t[i]]&clsToken != 0 {
				i++
			}
			if i == name || i == len(t) || t[i] != ' ' || fieldOf(t[name:i]) != fieldNone {
				return false // fields in another letter case are not usual
			}
			i++
		}
		at := i
		for i < len(t) && class[t[i]]&clsVisible != 0 {
			i++
		}
		if i == at || i < len(t) && t[i] != ' ' {
			return false
		}
	}
	return true
}

// scanNumber reads a number of up to most digits, and where it ends; -1 if it is
// none, or neither a space nor the end follows.
func scanNumber(t string, i, most int) (n uint64, end int) {
	at := i
	for i < len(t) && t[i]-'0' <= 9 {
		n = n*10 + uint64(t[i]-'0')
		i++
	}
	if i == at || i-at > most || i < len(t) && t[i] != ' ' {
		return 0, -1
	}
	return n, i
}

// scanPriority is scanNumber for a priority, which mostly has ten digits: eight of
// them are read at once.
func scanPriority(t string, i int) (n uint64, end int) {
	if len(t) <= i+10 || t[i+10] != ' ' {
		return scanNumber(t, i, 10)
	}
	x := load8(t[i:i+8]) ^ 0x3030303030303030 // the digits are 0 to 9 now
	a, b := uint64(t[i+8]-'0'), uint64(t[i+9]-'0')
	if (x+0x7676767676767676|x)&0x8080808080808080 != 0 || a > 9 || b > 9 {
		return scanNumber(t, i, 10)
	}
	x = x*10 + x>>8 // pairs, then fours, then all
	x = ((x&0x000000ff000000ff)*0x000f424000000064 + ((x>>16)&0x000000ff000000ff)*0x0000271000000001) >> 32
	return x*100 + a*10 + b, i + 10
}

// load8 is eight bytes of s as a little-endian number; the compiler makes one
// instruction of it.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// scanAddress finds the end of an address; -1 if it is none of the usual form, or
// neither a space nor the end follows.
func scanAddress(t string, i int) int {
	if end := scanIPv4(t, i); end >= 0 {
		return end
	}
	if end := scanIPv6(t, i); end >= 0 {
		return end
	}
	return scanName(t, i)
}

// scanIPv4 is scanAddress for an IPv4 address, as netip has it, with at least two
// bytes behind it.
func scanIPv4(t string, i int) int {
	for dots := 0; ; dots++ {
		if i+2 >= len(t) {
			return -1
		}
		a, b, c := t[i]-'0', t[i+1]-'0', t[i+2]-'0'
		switch {
		case a > 9:
			return -1
		case b > 9:
			i++
		case a == 0:
			return -1
		case c > 9:
			i += 2
		case a == 1, a == 2 && (b < 5 || b == 5 && c <= 5):
			i += 3
		default:
			return -1
		}
		if dots == 3 {
			break
		}
		if i == len(t) || t[i] != '.' {
			return -1
		}
		i++
	}
	if i < len(t) && t[i] != ' ' {
		return -1
	}
	return i
}

// scanIPv6 is scanAddress for an IPv6 address without a zone or IPv4 numbers.
func scanIPv6(t string, i int) int {
	groups, digits := 0, 0
	gap := false  // there was a "::"
	open := false // and nothing behind it yet
	for ; i < len(t) && t[i] != ' '; i++ {
		if class[t[i]]&clsHex != 0 {
			if digits++; digits > 4 {
				return -1
			}
			open = false
			continue
		}
		if t[i] != ':' || i+1 == len(t) {
			return -1
		}
		if digits > 0 {
			groups++
		}
		switch double := t[i+1] == ':'; {
		case double && !gap && (digits > 0 || groups == 0):
			gap, open = true, true
			i++
		case double || digits == 0 || t[i+1] == ' ':
			return -1
		}
		digits = 0
	}
	if digits > 0 {
		groups++
	}
	if digits == 0 && !open || gap && groups > 7 || !gap && groups != 8 {
		return -1
	}
	return i
}

// scanName is scanAddress for a name.
func scanName(t string, i int) int {
	at := i
	letters := uint8(0)
	for i < len(t) && class[t[i]]&clsName != 0 {
		if t[i] > '9' {
			letters = 1
		}
		i++
	}
	if i == at || letters == 0 || i < len(t) && t[i] != ' ' {
		return -1
	}
	return i
}
