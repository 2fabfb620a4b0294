package munge

import (
	"net/netip"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file knows where in the lines the secrets stand.

// redactAll goes over all lines, rejected sections too.
func (p *pass) redactAll(r *redactor) error {
	one := func(s sdp.Section) error {
		for l := range s.Lines() {
			before := l.Text()
			if after := r.line(l.Type(), before); after != before {
				if err := p.put(l, before, after); err != nil {
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
	text []byte // a line that is being written, to be used again
}

// line returns a line of a type with its secrets swapped.
func (r *redactor) line(typ byte, text string) string {
	switch typ {
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
		return r.attribute(text, len("a="))
	case 'v', 't', 'r', 'z', 'b': // numbers
	default: // of a type that is not known, or no line at all
		return r.free(text, 0)
	}
	return text
}

// word swaps the nth word behind an offset.
func (r *redactor) word(text string, from, n int, by func(string) string) string {
	if w, ok := word(text, from, n); ok {
		old := w.of(text)
		if s := by(old); s != old {
			return w.put(text, s)
		}
	}
	return text
}

func (r *redactor) user(s string) string {
	if s == "-" {
		return s
	}
	return r.swap(Users, s)
}

// address swaps an IP address or a host name, with brackets, TTL and count left alone.
func (r *redactor) address(s string) string {
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

func (r *redactor) port(s string) string { return r.swap(Ports, s) }

// all swaps the whole value.
func (r *redactor) all(text string, value string, class Secret) string {
	if value == "" {
		return text
	}
	return text[:len(text)-len(value)] + r.swap(class, value)
}

// attribute swaps what stands in an attribute, which starts at an offset.
func (r *redactor) attribute(text string, at int) string {
	colon := strings.IndexByte(text[at:], ':')
	if colon < 0 {
		return r.free(text, at)
	}
	from := at + colon + 1
	name, value := text[at:from-1], text[from:]
	switch name {
	case "candidate":
		return r.candidate(text, from)
	case "extmap":
		return text // its URI is a name, and no secret
	case "acap": // an attribute in an attribute (RFC 5939 §3.4.1)
		if w, ok := word(text, from, 1); ok {
			return r.attribute(text, w.at)
		}
	case "ts-refclk": // RFC 7273 §4.3
		if server, ok := strings.CutPrefix(value, "ntp="); ok && server != "" && server[0] != '/' {
			return text[:from] + "ntp=" + r.hostport(server)
		}
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
	case "dtls-message": // behind "client" or "server"
		return r.word(text, from, 1, func(s string) string { return r.swap(Fingerprints, s) })
	case "tls-id", "identity":
		return r.all(text, value, Fingerprints)
	case "crypto":
		return r.each(text, from, func(i int, s string) string {
			if i == 2 {
				return r.key(s)
			}
			if keys, ok := strings.CutPrefix(s, "FEC_KEY="); ok { // RFC 4568 §6.3.5
				return "FEC_KEY=" + r.key(keys)
			}
			return s
		})
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
		return r.source(text, from)
	}
	if !endsName(text, at, from) {
		from = at
	}
	return r.free(text, from)
}

// endsName says that what stands in a text before a ":" names an attribute, and that neither is
// a part of an address: "a=2001:db8::1".
func endsName(text string, at, from int) bool {
	address := true
	for i := at; i < from-1; i++ {
		switch c := text[i]; {
		case c == ' ' || c == '\t':
			return false
		case !isHex(c) && c != '.' && (c != '[' || i > at):
			address = false
		}
	}
	if address && text[at] == '[' {
		at++
	}
	return !address || addressEnd(text, at) < from
}

// each swaps words by their numbers.
func (r *redactor) each(text string, from int, by func(int, string) string) string {
	done, i := 0, 0
	r.text = r.text[:0]
	for w := range words(text, from) {
		old := w.of(text)
		if s := by(i, old); s != old {
			r.text = append(append(r.text, text[done:w.at]...), s...)
			done = w.end
		}
		i++
	}
	if done == 0 {
		return text
	}
	return string(append(r.text, text[done:]...))
}

// key swaps the keys of a=crypto, and leaves lifetime and MKI.
func (r *redactor) key(params string) string {
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

func (r *redactor) msid(s string) string {
	if s == "-" {
		return s
	}
	return r.swap(MSIDs, s)
}

// source swaps what a=ssrc says of a source.
func (r *redactor) source(text string, from int) string {
	w, ok := word(text, from, 1)
	if !ok {
		return text
	}
	name, value, hasValue := cut(text[w.at:])
	if !hasValue || value == "" {
		return text
	}
	from = len(text) - len(value)
	switch name {
	case "cname":
		return text[:from] + r.swap(CNames, value)
	case "msid", "mslabel", "label":
		return r.each(text, from, func(_ int, s string) string { return r.msid(s) })
	}
	return r.free(text, from)
}

// candidate swaps what tells where an agent is, by the place of each word, so that a
// line that can't be parsed is no way out. A foundation with more than four characters
// is no counter: libwebrtc computes it from the address.
func (r *redactor) candidate(text string, from int) string {
	typ := 6 // where "typ" should stand; without a foundation it doesn't
	i := 0
	for w := range words(text, from) {
		if strings.EqualFold(w.of(text), "typ") {
			typ = i
			break
		}
		i++
	}
	before := ""
	return r.each(text, from, func(i int, s string) string {
		name := before
		before = s
		switch {
		case i == typ-2:
			return r.address(s)
		case i == typ-1 || i > typ && strings.EqualFold(name, "rport"):
			return r.port(s)
		case i == 0 && typ == 6 && len(s) > 4:
			return r.swap(Addresses, s)
		case i < typ:
			return r.free(s, 0)
		case strings.EqualFold(name, "raddr"):
			return r.address(s)
		case strings.EqualFold(name, "ufrag"):
			return r.swap(Credentials, s)
		}
		return r.free(s, 0)
	})
}
