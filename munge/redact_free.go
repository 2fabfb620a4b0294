package munge

import (
	"net/netip"
	"strings"
)

// This file finds what is secret in text whose form is not known: attributes that
// nobody has registered, extensions of candidates, attributes inside of attributes.

// free swaps IP addresses with the port behind them, names of mDNS, and the user and
// host of URIs, wherever they stand: "192.0.2.1", "addr=192.0.2.1;x", "[2001:db8::1]:5004",
// "msrp://alice@host.example.com:7394/s;tcp".
func (r *redactor) free(text string) string {
	if strings.IndexByte(text, '.') < 0 && strings.IndexByte(text, ':') < 0 {
		return text // as none of them can do without
	}
	var b strings.Builder
	done := 0
	for i := 0; i < len(text); {
		end, by := r.found(text, i)
		if end == i {
			i++
			continue
		}
		if b.Len() == 0 {
			b.Grow(len(text) + 16)
		}
		b.WriteString(text[done:i])
		b.WriteString(by)
		i, done = end, end
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

// found looks at one place of a text: what is there ends at end, and by stands for it; end is
// i if nothing is.
func (r *redactor) found(text string, i int) (end int, by string) {
	if text[i] == ':' && strings.HasPrefix(text[i:], "://") && i > 0 && isAlnum(text[i-1]) {
		return r.authority(text, i+len("://"))
	}
	if i > 0 && (isAlnum(text[i-1]) || text[i-1] == '.') || !isAlnum(text[i]) && text[i] != ':' {
		return i, "" // not at the start of a word
	}
	if end = addressEnd(text, i); end > i {
		by = r.address(text[i:end])
		return r.portBehind(text, end, by)
	}
	if end = mdnsEnd(text, i); end > i {
		return r.portBehind(text, end, r.address(text[i:end]))
	}
	return i, ""
}

// portBehind adds the port that stands behind an address, if there is one.
func (r *redactor) portBehind(text string, end int, by string) (int, string) {
	colon := end
	if strings.HasPrefix(text[colon:], "]") {
		colon++
	}
	at := colon + 1
	to := at
	for to < len(text) && text[to] >= '0' && text[to] <= '9' {
		to++
	}
	if to <= at || text[colon] != ':' || to-at > len("65535") || to < len(text) && isAlnum(text[to]) {
		return end, by
	}
	return to, by + text[end:at] + r.port(text[at:to])
}

// maxAddress bounds the length of an IP address, so that looking for one takes no longer
// where there are many colons.
const maxAddress = len("[ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255]")

// addressEnd is where the IP address ends that starts at i; i if there is none.
func addressEnd(text string, i int) int {
	end := i
	for end < len(text) && end-i < maxAddress && (isHex(text[end]) || text[end] == ':' || text[end] == '.') {
		end++
	}
	for _, to := range []int{end, i + len(strings.TrimRight(text[i:end], ".:")), i + len(upTo(text[i:end], ':'))} {
		if strings.Count(text[i:to], ".") != 3 && strings.Count(text[i:to], ":") < 2 {
			continue // which ParseAddr would take its time to say
		}
		ip, err := netip.ParseAddr(text[i:to])
		if err != nil || to < len(text) && isAlnum(text[to]) {
			continue
		}
		if ip.Is6() && to < len(text) && text[to] == '%' {
			zone := to + 1
			for zone < len(text) && isAlnum(text[zone]) {
				zone++
			}
			if zone > to+1 {
				return zone
			}
		}
		return to
	}
	return i
}

// mdnsEnd is where the name of mDNS ends that starts at i; i if there is none.
func mdnsEnd(text string, i int) int {
	end := i
	for end < len(text) && end-i < 63 && (isAlnum(text[end]) || text[end] == '-') { // RFC 1035 §2.3.4
		end++
	}
	const local = ".local"
	to := end + len(local)
	if end == i || to > len(text) || !strings.EqualFold(text[end:to], local) || to < len(text) && (isAlnum(text[to]) || text[to] == '-') {
		return i
	}
	return to
}

// authority swaps the user, host and port of a URI, which start at an offset, and its
// query, which may be a key: "wss://host/room?token=…".
func (r *redactor) authority(text string, at int) (end int, by string) {
	end = len(text)
	if i := strings.IndexAny(text[at:], "/?# \t\"<>"); i >= 0 {
		end = at + i
	}
	user := ""
	if i := strings.LastIndexByte(text[at:end], '@'); i >= 0 {
		user = r.swap(Users, text[at:at+i]) + "@"
		at += i + 1
	}
	host := text[at:end]
	if i := strings.IndexAny(host, ";,)"); i >= 0 { // of what the URI stands in
		host, end = host[:i], at+i
	}
	by = "://" + user + r.hostport(host)
	uri := text[end:]
	if i := strings.IndexAny(uri, " \t\"<>#"); i >= 0 {
		uri = uri[:i]
	}
	path, query, ok := strings.Cut(uri, "?")
	if !ok || query == "" {
		return end, by
	}
	return end + len(uri), by + path + "?" + r.swap(Keys, query)
}

// hostport swaps a host, with the port behind it if there is one.
func (r *redactor) hostport(s string) string {
	i := strings.LastIndexByte(s, ':')
	if _, err := netip.ParseAddr(s); err == nil || i < 0 || strings.HasSuffix(s, "]") {
		return r.address(s)
	}
	return r.address(s[:i]) + ":" + r.port(s[i+1:])
}

// upTo is what stands before a byte.
func upTo(s string, c byte) string {
	if i := strings.IndexByte(s, c); i >= 0 {
		return s[:i]
	}
	return s
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
