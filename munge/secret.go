package munge

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"net/netip"
	"strconv"
	"strings"
)

// This file has what stands in for what is redacted: a function of a key and the
// original, so that whatever is equal stays equal, in all texts that are redacted under
// the same key.

// A substitute makes replacements under a key.
type substitute struct {
	mac  hash.Hash       // HMAC-SHA-256 under the key
	msg  []byte          // what is given to it, to be used again
	out  []byte          // as is what is written
	s    stream          // and this
	made strings.Builder // what has been written, one behind the other: one allocation for all
	room [2][128]byte    // for msg and out, as long as no secret is longer
}

// Of the few secrets that a text usually has the mean is no longer than this.
const usualSecret = 24

func (u *substitute) init(key string) {
	u.mac = hmac.New(sha256.New, []byte(key))
	u.msg, u.out = u.room[0][:0], u.room[1][:0]
	u.made.Grow(fewSecrets * usualSecret)
}

// keep makes a string of bytes that will be written over.
func (u *substitute) keep(b []byte) string {
	from := u.made.Len()
	u.made.Write(b)
	return u.made.String()[from:]
}

// sum appends the code of u.msg.
func (u *substitute) sum(b []byte) []byte {
	u.mac.Reset()
	u.mac.Write(u.msg)
	return u.mac.Sum(b)
}

// stream gives as many bytes as are asked for, a function of key, class and value.
type stream struct {
	u     *substitute
	class Secret
	value string
	block uint32
	sum   [sha256.Size]byte
	next  int // byte of sum
}

// stream starts a stream, which ends the one before.
func (u *substitute) stream(class Secret, value string) *stream {
	s := &u.s
	s.u, s.class, s.value, s.block, s.next = u, class, value, 0, len(s.sum)
	return s
}

func (s *stream) byte() byte {
	if s.next == len(s.sum) {
		s.refill()
	}
	b := s.sum[s.next]
	s.next++
	return b
}

// refill makes the next block of bytes.
func (s *stream) refill() {
	b := binary.BigEndian.AppendUint32(s.u.msg[:0], s.block)
	b = append(append(b, s.class...), 0)
	s.u.msg = append(b, s.value...)
	s.u.sum(s.sum[:0])
	s.block, s.next = s.block+1, 0
}

// letter gives one of an alphabet, without preference.
func (s *stream) letter(of *alphabet) byte {
	for {
		if c := of[s.byte()]; c != 0 {
			return c
		}
	}
}

// letters puts others in the place of the characters of b that have an alphabet, and returns
// how many they are.
func (s *stream) letters(b []byte, of *[numGlyphs]*alphabet) (n int) {
	next := s.next
	for i, c := range b {
		a := of[glyphs[c]%numGlyphs]
		if a == nil {
			continue
		}
		for c = 0; c == 0; next++ {
			if next == len(s.sum) {
				s.refill()
				next = 0
			}
			c = a[s.sum[next]]
		}
		b[i] = c
		n++
	}
	s.next = next
	return n
}

// permute is a one-to-one mapping of numbers of an even number of bits: a Feistel
// network, with a round function under the key.
func (u *substitute) permute(class string, n uint32, bits int) uint32 {
	half := bits / 2
	mask := uint32(1)<<half - 1
	l, r := n>>half&mask, n&mask
	var code [sha256.Size]byte
	for round := range 8 {
		u.msg = append(append(u.msg[:0], class...), byte(round))
		u.msg = binary.BigEndian.AppendUint32(u.msg, r)
		l, r = r, (l^binary.BigEndian.Uint32(u.sum(code[:0])))&mask
	}
	return l<<half | r
}

// port maps the ports above 1023 to each other. A port and the next, as RTP and RTCP
// have them, stay neighbours.
func (u *substitute) port(s string) string {
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil || n < 1024 {
		return s
	}
	pair := uint32(n) >> 1
	for {
		if pair = u.permute("port", pair, 16); pair >= 512 && pair < 32768 {
			return strconv.Itoa(int(pair<<1 | uint32(n)&1))
		}
	}
}

// blocks are the IPv4 addresses that are nobody's on the Internet. They are mapped to
// others of the same block, so that private stays private.
var blocks = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"), // RFC 1918 §3
	netip.MustParsePrefix("100.64.0.0/10"),  // RFC 6598 §7
	netip.MustParsePrefix("169.254.0.0/16"), // RFC 3927 §1
	netip.MustParsePrefix("224.0.0.0/4"),    // multicast, RFC 5771 §3
}

// ip maps an address to another of its family: one of the Internet's to 240.0.0.0/4,
// which is reserved (RFC 1112 §4), or to 2001:db8::/32, which is for documentation (RFC
// 3849 §2). The ranges for documentation of IPv4 (RFC 5737 §3) have 768 addresses, too
// few to keep those of an exchange apart. Unspecified and loopback addresses stay.
func (u *substitute) ip(a netip.Addr) netip.Addr {
	zone := a.Zone()
	a = a.WithZone("")
	switch {
	case a.IsUnspecified() || a.IsLoopback():
		return a
	case a.Is4():
		return u.ip4(a)
	case a.Is4In6():
		b := u.ip4(a.Unmap()).As4()
		mapped := a.As16()
		copy(mapped[12:], b[:])
		return netip.AddrFrom16(mapped)
	}
	b := a.As16()
	keep := 4 // bytes
	switch {
	case a.IsLinkLocalUnicast():
		keep = 8
	case a.IsMulticast():
		keep = 2 // flags and scope
	case a.IsPrivate(): // fc00::/7, RFC 4193 §3.1
		keep = 1
	default:
		copy(b[:], []byte{0x20, 0x01, 0x0d, 0xb8})
	}
	s := u.stream("addresses", a.String())
	for i := keep; i < 16; i++ {
		b[i] = s.byte()
	}
	out := netip.AddrFrom16(b)
	if zone != "" {
		out = out.WithZone(u.shape("addresses", zone))
	}
	return out
}

func (u *substitute) ip4(a netip.Addr) netip.Addr {
	b := a.As4()
	n := binary.BigEndian.Uint32(b[:])
	for _, p := range blocks {
		if p.Contains(a) {
			bits := 32 - p.Bits()
			mask := uint32(1)<<bits - 1
			n = n&^mask | u.permute(p.String(), n&mask, bits)
			binary.BigEndian.PutUint32(b[:], n)
			return netip.AddrFrom4(b)
		}
	}
	s := u.stream("addresses", a.String())
	for i := range b {
		b[i] = s.byte()
	}
	b[0] |= 0xf0
	if b == [4]byte{255, 255, 255, 255} { // the broadcast address is no host's
		b[3] = 254
	}
	return netip.AddrFrom4(b)
}

// host maps a host name: one of mDNS to another, others to names in .example (RFC 2606
// §2).
func (u *substitute) host(name string) string {
	lower := strings.ToLower(name)
	if label, ok := strings.CutSuffix(lower, ".local"); ok && !strings.Contains(label, ".") {
		return u.shape("names", label) + ".local"
	}
	s := u.stream("names", lower)
	b := []byte("host-")
	for range 12 {
		b = append(b, s.letter(&lowerHex))
	}
	return string(b) + ".example"
}
