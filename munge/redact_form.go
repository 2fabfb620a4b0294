package munge

import "strings"

// This file knows which attributes have secrets in them, and where.

// attribute swaps what stands in an attribute, which starts at an offset. It returns as
// line does.
func (r *redactor) attribute(text string, at int) bool {
	colon := strings.IndexByte(text[at:], ':')
	if colon < 0 {
		return r.unknown(text, at)
	}
	from := at + colon + 1
	if swap := formOf(text[at : from-1]); swap != nil {
		return swap(r, text, at, from)
	}
	return r.formless(text, at, from)
}

// A form swaps what stands in an attribute whose name starts at an offset, and its value at
// from. It returns as line does.
type form func(r *redactor, text string, at, from int) bool

// formOf is the form of the attributes of a name, nil where none is known.
func formOf(name string) form {
	switch name {
	case "candidate":
		return (*redactor).candidate
	case "extmap":
		return (*redactor).nothing // its URI is a name, and no secret
	case "acap":
		return (*redactor).nested
	case "ts-refclk":
		return (*redactor).clock
	case "rtcp":
		return (*redactor).rtcp
	case "remote-candidates":
		return (*redactor).remote
	case "source-filter":
		return (*redactor).filter
	case "ice-ufrag", "ice-pwd":
		return (*redactor).credential
	case "fingerprint", "dtls-message": // behind the hash function, or "client" or "server"
		return (*redactor).fingerprint
	case "tls-id", "identity":
		return (*redactor).identity
	case "crypto":
		return (*redactor).crypto
	case "key-mgmt":
		return (*redactor).keyMgmt
	case "msid":
		return (*redactor).msids
	case "msid-semantic":
		return (*redactor).semantic
	case "ssrc":
		return (*redactor).source
	}
	return nil
}

// formless swaps what is found in an attribute of no known form.
func (r *redactor) formless(text string, at, from int) bool {
	if !endsName(text, at, from) {
		from = at
	}
	return r.unknown(text, from)
}

// hidesNothing says, without much effort, that line would change nothing in an a= line whose
// attribute has no form: free would find nothing in it, for "." or a second ":" is in whatever
// that finds, but for the "://" of a URI.
func hidesNothing(name, value string) bool {
	return strings.IndexByte(name, '.') < 0 &&
		strings.IndexByte(value, '.') < 0 && strings.IndexByte(value, ':') < 0 && !strings.HasPrefix(value, "//")
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

func (r *redactor) nothing(string, int, int) bool { return false }

// nested swaps what stands in an attribute in an attribute (RFC 5939 §3.4.1).
func (r *redactor) nested(text string, at, from int) bool {
	if w, ok := word(text, from, 1); ok {
		return r.attribute(text, w.at)
	}
	return r.formless(text, at, from)
}

// clock swaps the NTP server of a=ts-refclk (RFC 7273 §4.3).
func (r *redactor) clock(text string, at, from int) bool {
	server, ok := strings.CutPrefix(text[from:], "ntp=")
	if !ok || server == "" || server[0] == '/' {
		return r.formless(text, at, from)
	}
	return r.write(text, span{len(text) - len(server), len(text)}, r.hostport(server))
}

func (r *redactor) rtcp(text string, _, from int) bool {
	return r.each(text, from, func(i int, s string) string {
		switch i {
		case 0:
			return r.port(s)
		case 3:
			return r.address(s)
		}
		return s
	})
}

func (r *redactor) remote(text string, _, from int) bool {
	return r.each(text, from, func(i int, s string) string {
		switch i % 3 {
		case 1:
			return r.address(s)
		case 2:
			return r.port(s)
		}
		return s
	})
}

func (r *redactor) filter(text string, _, from int) bool {
	return r.each(text, from, func(i int, s string) string {
		if i < 3 {
			return s
		}
		return r.address(s)
	})
}

func (r *redactor) credential(text string, _, from int) bool {
	return r.word(text, from, 0, func(s string) string { return r.swap(Credentials, s) })
}

func (r *redactor) fingerprint(text string, _, from int) bool {
	return r.word(text, from, 1, func(s string) string { return r.swap(Fingerprints, s) })
}

func (r *redactor) identity(text string, _, from int) bool {
	return from < len(text) && r.rest(text, from, Fingerprints)
}

func (r *redactor) crypto(text string, _, from int) bool {
	return r.each(text, from, func(i int, s string) string {
		if i == 2 {
			return r.key(s)
		}
		if keys, ok := strings.CutPrefix(s, "FEC_KEY="); ok { // RFC 4568 §6.3.5
			return "FEC_KEY=" + r.key(keys)
		}
		return s
	})
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

func (r *redactor) keyMgmt(text string, _, from int) bool {
	return r.word(text, from, 1, func(s string) string { return r.swap(Keys, s) })
}

func (r *redactor) msids(text string, _, from int) bool {
	return r.each(text, from, func(_ int, s string) string { return r.msid(s) })
}

func (r *redactor) semantic(text string, _, from int) bool {
	return r.each(text, from, func(i int, s string) string {
		if i == 0 || s == "*" {
			return s
		}
		return r.msid(s)
	})
}

func (r *redactor) msid(s string) string {
	if s == "-" {
		return s
	}
	return r.swap(MSIDs, s)
}

// source swaps what a=ssrc says of a source.
func (r *redactor) source(text string, _, from int) bool {
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
		return r.msids(text, 0, from)
	}
	return r.unknown(text, from)
}

// candidate swaps what tells where an agent is, by the place of each word, so that a
// line that can't be parsed is no way out. A foundation with more than four characters
// is no counter: libwebrtc computes it from the address.
func (r *redactor) candidate(text string, _, from int) bool {
	typ := 6 // where "typ" should stand, a place before that without a foundation
	if strings.HasPrefix(text[from:], " ") {
		typ--
	}
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
