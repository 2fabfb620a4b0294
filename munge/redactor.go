package munge

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/candidate"
	"github.com/sdpkit/sdpkit/sdp"
)

// This file knows where in the lines the secrets stand.

// redactAll goes over all lines, rejected sections too.
func (p *pass) redactAll(r redactor) error {
	one := func(s sdp.Section) error {
		for l := range s.Lines() {
			before := l.Text()
			if after := r.line(l, before); after != before {
				if err := p.replace(l, after); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := one(p.d.Session()); err != nil {
		return err
	}
	for _, m := range p.d.AllMedia() {
		if err := one(m); err != nil {
			return err
		}
	}
	return nil
}

// A redactor knows where in a line the secrets stand.
type redactor struct {
	swap func(Secret, string) string
}

// line returns the line with its secrets swapped.
func (r redactor) line(l sdp.Line, text string) string {
	switch l.Type() {
	case 'o':
		text = r.word(text, 2, 0, r.user)
		return r.word(text, 2, 5, r.address)
	case 'c':
		return r.word(text, 2, 2, r.address)
	case 'm':
		return r.word(text, 2, 1, func(s string) string {
			port, count, has := strings.Cut(s, "/")
			if has {
				count = "/" + count
			}
			return r.swap(Ports, port) + count
		})
	case 'e', 'p':
		return text[:2] + r.swap(Users, text[2:])
	case 'k':
		if method, key, ok := strings.Cut(text, ":"); ok {
			return method + ":" + r.swap(Keys, key)
		}
	case 's', 'i':
		if len(text) > 2 && strings.Trim(text[2:], " -") != "" {
			return text[:2] + r.swap(Texts, text[2:])
		}
	case 'u':
		if len(text) > 2 {
			return text[:2] + r.swap(Texts, text[2:])
		}
	case 'a':
		return r.attribute(l, text)
	}
	return text
}

// word swaps the nth word behind an offset.
func (r redactor) word(text string, from, n int, by func(string) string) string {
	if w, ok := word(text, from, n); ok {
		return w.put(text, by(w.of(text)))
	}
	return text
}

func (r redactor) user(s string) string {
	if s == "-" {
		return s
	}
	return r.swap(Users, s)
}

// address swaps an IP address or a host name, with brackets, TTL and count left alone.
func (r redactor) address(s string) string {
	head, rest, slash := strings.Cut(s, "/")
	if slash {
		rest = "/" + rest
	}
	inner := strings.TrimSuffix(strings.TrimPrefix(head, "["), "]")
	if inner == "" || inner == "*" {
		return s
	}
	class := Names
	if ip, err := netip.ParseAddr(inner); err == nil {
		if class = Addresses; ip.IsUnspecified() || ip.IsLoopback() {
			return s
		}
	}
	return strings.Replace(head, inner, r.swap(class, inner), 1) + rest
}

func (r redactor) port(s string) string { return r.swap(Ports, s) }

// all swaps the whole value.
func (r redactor) all(text string, value string, class Secret) string {
	if value == "" {
		return text
	}
	return text[:len(text)-len(value)] + r.swap(class, value)
}

// attribute swaps what stands in an a= line.
func (r redactor) attribute(l sdp.Line, text string) string {
	name, value, hasValue, _ := l.Attr()
	from := len(text) - len(value)
	switch name {
	case "candidate":
		return r.candidate(l, text)
	case "rtcp":
		return r.word(r.word(text, from, 0, r.port), from, 3, r.address)
	case "remote-candidates":
		return r.each(text, from, func(i int, s string) string {
			switch i % 3 {
			case 1:
				return r.address(s)
			case 2:
				return r.port(s)
			}
			return s
		})
	case "source-filter":
		return r.each(text, from, func(i int, s string) string {
			if i < 3 {
				return s
			}
			return r.address(s)
		})
	case "ice-ufrag", "ice-pwd":
		return r.word(text, from, 0, func(s string) string { return r.swap(Credentials, s) })
	case "fingerprint":
		return r.word(text, from, 1, func(s string) string { return r.swap(Fingerprints, s) })
	case "tls-id", "identity", "dtls-message":
		return r.all(text, value, Fingerprints)
	case "crypto":
		return r.word(text, from, 2, r.key)
	case "key-mgmt":
		return r.word(text, from, 1, func(s string) string { return r.swap(Keys, s) })
	case "msid":
		return r.each(text, from, func(i int, s string) string { return r.msid(s) })
	case "msid-semantic":
		return r.each(text, from, func(i int, s string) string {
			if i == 0 || s == "*" {
				return s
			}
			return r.msid(s)
		})
	case "ssrc":
		return r.source(l, text)
	}
	// The ":", if any, may be that of an address.
	if !hasValue || strings.IndexByte(name, ' ') >= 0 || strings.IndexByte(name, '\t') >= 0 || startsAddress(name) {
		from = len("a=")
		if first, ok := word(text, from, 0); hasValue && ok && first.end > from+len(name) && !isAddress(first.of(text)) {
			from = len(text) - len(value)
		}
	}
	return r.words(text, from)
}

// each swaps words by their numbers.
func (r redactor) each(text string, from int, by func(int, string) string) string {
	var at []span
	var new []string
	i := 0
	for w := range words(text, from) {
		old := w.of(text)
		if s := by(i, old); s != old {
			at, new = append(at, w), append(new, s)
		}
		i++
	}
	return putAll(text, at, new)
}

// words looks for IP addresses and URIs in what is not known otherwise.
func (r redactor) words(text string, from int) string {
	if strings.IndexByte(text[from:], ':') < 0 && strings.IndexByte(text[from:], '.') < 0 {
		return text // as neither can do without
	}
	for w := range words(text, from) {
		if s := w.of(text); isAddress(s) || isStream(s) {
			return r.each(text, from, func(_ int, s string) string { return r.revealing(s) })
		}
	}
	return text
}

// revealing swaps an address or what a URI says of it.
func (r redactor) revealing(s string) string {
	switch {
	case isAddress(s):
		return r.address(s)
	case isStream(s):
		scheme, rest, _ := strings.Cut(s, "://")
		return scheme + "://" + r.authority(rest)
	}
	return s
}

// isStream says that a word is the URI of a stream, which says where an agent is. The
// names of header extensions are URIs too, and no secrets.
func isStream(s string) bool {
	if s[0] != 'r' && s[0] != 's' && s[0] != 't' {
		return false
	}
	scheme, rest, ok := strings.Cut(s, ":")
	return ok && strings.HasPrefix(rest, "//") && slices.Contains(streamSchemes, scheme)
}

// startsAddress says that an IP address, perhaps in brackets, may start with this.
func startsAddress(s string) bool {
	return s == "" || s[0] >= '0' && s[0] <= ':' || s[0]|0x20 >= 'a' && s[0]|0x20 <= 'f' || s[0] == '['
}

// isAddress says that a word is an IP address, perhaps in brackets. Most words are told
// by a byte that none has, which is cheaper than an error of netip.
func isAddress(s string) bool {
	if !startsAddress(s) {
		return false
	}
	s = strings.Trim(s, "[]")
	separated := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.' || c == ':':
			separated = true
		case c == '%' && separated: // a zone
			_, err := netip.ParseAddr(s)
			return err == nil && !strings.Contains(s, "/")
		case (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f'):
			return false
		}
	}
	if !separated {
		return false
	}
	_, err := netip.ParseAddr(s)
	return err == nil
}

// streamSchemes are the schemes of such URIs, each with a first letter of isStream.
var streamSchemes = []string{"rtsp", "rtsps", "rtspu", "sip", "sips", "turn", "stun"}

// authority swaps user and host of such a URI, given without its scheme.
func (r redactor) authority(rest string) string {
	host, path, slash := strings.Cut(rest, "/")
	if slash {
		path = "/" + path
	}
	user := ""
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		user, host = r.swap(Users, host[:i])+"@", host[i+1:]
	}
	port := ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host, port = host[:i], ":"+r.port(host[i+1:])
	}
	return user + r.address(host) + port + path
}

// key swaps the keys of a=crypto, and leaves lifetime and MKI.
func (r redactor) key(params string) string {
	list := strings.Split(params, ";")
	for i, s := range list {
		if method, key, ok := strings.Cut(s, ":"); ok {
			key, rest, more := strings.Cut(key, "|")
			if more {
				rest = "|" + rest
			}
			list[i] = method + ":" + r.swap(Keys, key) + rest
		}
	}
	return strings.Join(list, ";")
}

func (r redactor) msid(s string) string {
	if s == "-" {
		return s
	}
	return r.swap(MSIDs, s)
}

// source swaps what a=ssrc says of a source.
func (r redactor) source(l sdp.Line, text string) string {
	s, ok := read[sdp.SSRC](l)
	if !ok || !s.HasValue || s.Value == "" {
		return text
	}
	from := len(text) - len(s.Value)
	switch s.Name {
	case "cname":
		return text[:from] + r.swap(CNames, s.Value)
	case "msid", "mslabel", "label":
		return r.each(text, from, func(_ int, s string) string { return r.msid(s) })
	}
	return text
}

// candidate swaps what tells where an agent is. A foundation with more than four
// characters is no counter: libwebrtc computes it from the address.
func (r redactor) candidate(l sdp.Line, text string) string {
	c, ok := read[candidate.Candidate](l)
	if !ok {
		return r.words(text, len("a=candidate"))
	}
	if len(c.Foundation) > 4 {
		c.Foundation = r.swap(Addresses, c.Foundation)
	}
	c.Address = candidate.Address(r.address(string(c.Address)))
	c.Port = r.number(c.Port)
	if c.RelatedAddress != "" {
		c.RelatedAddress = candidate.Address(r.address(string(c.RelatedAddress)))
		c.RelatedPort = r.number(c.RelatedPort)
	}
	if u, ok := c.Ufrag(); ok {
		if err := c.SetExtension("ufrag", r.swap(Credentials, u)); err != nil {
			return text
		}
	}
	return "a=" + string(c.AppendAttribute(nil))
}

func (r redactor) number(port uint16) uint16 {
	n, ok := number(r.port(decimal(uint32(port))))
	if !ok || n > 65535 {
		return port
	}
	return uint16(n)
}
