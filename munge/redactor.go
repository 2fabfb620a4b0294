package munge

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// This file knows where in the lines the secrets stand.

// redactAll goes over all lines, rejected sections too.
func (p *pass) redactAll(r *redactor) error {
	r.section(p.d.Session())
	for _, m := range p.d.AllMedia() {
		r.section(m)
	}
	p.expect(len(r.lines))
	p.ledger.texts = slices.Grow(p.ledger.texts, len(r.lines))
	texts, from := string(r.texts), 0
	for i := range r.lines {
		x := &r.lines[i]
		if err := p.put(x.line, x.before, texts[from:x.end]); err != nil {
			return err
		}
		from = x.end
	}
	return nil
}

// A redactor knows where in a line the secrets stand, and collects the lines that it has
// found some in.
type redactor struct {
	swap  func(Secret, string) string
	lines []redacted
	texts []byte // what they become, one behind the other
}

// A redacted line is one that has had secrets in it.
type redacted struct {
	line   sdp.Line
	before string
	end    int // of what it becomes, in the texts of all
}

// usualSecrets is how many lines with secrets there is room for at first.
const usualSecrets = 16

// section goes over the lines of a section.
func (r *redactor) section(s sdp.Section) {
	if r.lines == nil {
		r.lines, r.texts = make([]redacted, 0, usualSecrets), make([]byte, 0, usualSecrets*80)
	}
	for l := range s.Lines() {
		if text := l.Text(); r.line(l.Type(), text) {
			r.lines = append(r.lines, redacted{l, text, len(r.texts)})
		}
	}
}

// line swaps the secrets in a line of a type. As all that it calls for this, it appends what
// the whole line becomes to the texts; unless that is the line as it was, when it appends
// nothing and returns false.
func (r *redactor) line(typ byte, text string) bool {
	switch typ {
	case 'o':
		return r.each(text, 2, func(i int, s string) string {
			switch i {
			case 0:
				return r.user(s)
			case 5:
				return r.address(s)
			}
			return s
		})
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
		return r.rest(text, 2, Users)
	case 'k':
		if colon := strings.IndexByte(text, ':'); colon >= 0 {
			return r.rest(text, colon+1, Keys)
		}
	case 's', 'i':
		if strings.Trim(text[2:], " -") != "" {
			return r.rest(text, 2, Texts)
		}
	case 'u':
		if len(text) > 2 {
			return r.rest(text, 2, Texts)
		}
	case 'a':
		return r.attribute(text, len("a="))
	case 'v', 't', 'r', 'z', 'b': // numbers
	default: // of a type that is not known, or no line at all
		return r.unknown(text, 0)
	}
	return false
}

// write puts something else in the place of a piece of a line.
func (r *redactor) write(text string, at span, by string) bool {
	if by == at.of(text) {
		return false
	}
	r.texts = append(append(append(r.texts, text[:at.at]...), by...), text[at.end:]...)
	return true
}

// rest swaps what stands behind an offset, all of it.
func (r *redactor) rest(text string, from int, class Secret) bool {
	return r.write(text, span{from, len(text)}, r.swap(class, text[from:]))
}

// unknown swaps what is found behind an offset in text of no known form.
func (r *redactor) unknown(text string, from int) bool {
	return r.write(text, span{from, len(text)}, r.free(text[from:]))
}

// word swaps the nth word behind an offset.
func (r *redactor) word(text string, from, n int, by func(string) string) bool {
	w, ok := word(text, from, n)
	return ok && r.write(text, w, by(w.of(text)))
}

// each swaps words behind an offset by their numbers.
func (r *redactor) each(text string, from int, by func(int, string) string) bool {
	done, i := 0, 0
	for w := range words(text, from) {
		old := w.of(text)
		if s := by(i, old); s != old {
			r.texts = append(append(r.texts, text[done:w.at]...), s...)
			done = w.end
		}
		i++
	}
	if done == 0 {
		return false
	}
	r.texts = append(r.texts, text[done:]...)
	return true
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

// attribute swaps what stands in an attribute, which starts at an offset.
func (r *redactor) attribute(text string, at int) bool {
	colon := strings.IndexByte(text[at:], ':')
	if colon < 0 {
		return r.unknown(text, at)
	}
	from := at + colon + 1
	name, value := text[at:from-1], text[from:]
	switch name {
	case "candidate":
		return r.candidate(text, from)
	case "extmap":
		return false // its URI is a name, and no secret
	case "acap": // an attribute in an attribute (RFC 5939 §3.4.1)
		if w, ok := word(text, from, 1); ok {
			return r.attribute(text, w.at)
		}
	case "ts-refclk": // RFC 7273 §4.3
		if server, ok := strings.CutPrefix(value, "ntp="); ok && server != "" && server[0] != '/' {
			return r.write(text, span{len(text) - len(server), len(text)}, r.hostport(server))
		}
	case "rtcp":
		return r.each(text, from, func(i int, s string) string {
			switch i {
			case 0:
				return r.port(s)
			case 3:
				return r.address(s)
			}
			return s
		})
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
		if value != "" {
			return r.rest(text, from, Fingerprints)
		}
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
	if !mayHide(text[at:], colon) {
		return false
	}
	if !endsName(text, at, from) {
		from = at
	}
	return r.unknown(text, from)
}

// mayHide says that free might find something in an attribute, whose first ":" is given, be
// it behind that or before: "." or a second ":" is in whatever it finds, but for the "://" of
// a URI. It is asked for nearly every line.
func mayHide(attr string, colon int) bool {
	value := attr[colon+1:]
	return strings.IndexByte(attr, '.') >= 0 || strings.IndexByte(value, ':') >= 0 || strings.HasPrefix(value, "//")
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
func (r *redactor) source(text string, from int) bool {
	w, ok := word(text, from, 1)
	if !ok {
		return false
	}
	name, value, hasValue := cut(text[w.at:])
	if !hasValue || value == "" {
		return false
	}
	from = len(text) - len(value)
	switch name {
	case "cname":
		return r.rest(text, from, CNames)
	case "msid", "mslabel", "label":
		return r.each(text, from, func(_ int, s string) string { return r.msid(s) })
	}
	return r.unknown(text, from)
}

// candidate swaps what tells where an agent is, by the place of each word, so that a
// line that can't be parsed is no way out. A foundation with more than four characters
// is no counter: libwebrtc computes it from the address.
func (r *redactor) candidate(text string, from int) bool {
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
			return r.free(s)
		case strings.EqualFold(name, "raddr"):
			return r.address(s)
		case strings.EqualFold(name, "ufrag"):
			return r.swap(Credentials, s)
		}
		return r.free(s)
	})
}
