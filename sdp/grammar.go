package sdp

import "strings"

// A finding is what is wrong with the value of one line: at is the offset in
// the value. The zero finding says that nothing is.
type finding struct {
	rule *rule
	at   int
	msg  string
}

// checkValue holds the value of one line, the text behind "x=", against the
// grammar of its type. Liberties are findings only when strict is set.
// Attributes are checked here as far as the generic grammar goes (RFC 8866 §9
// attribute); what a known attribute's value must look like is its own type's
// business.
func checkValue(typ byte, value string, strict bool) finding {
	switch typ {
	case 'v':
		return checkVersion(value, strict)
	case 'o':
		return checkOrigin(value, strict)
	case 's', 'i':
		if value == "" && strict {
			return taken(libEmptyValue, 0, string(typ)+"-line: the text is empty")
		}
	case 'u':
		return checkURI(value, strict)
	case 'e', 'p':
		if strict {
			return checkContact(typ, value)
		}
	case 'c':
		return checkConnection(value, strict)
	case 'b':
		return checkBandwidth(value, strict)
	case 't':
		return checkTiming(value, strict)
	case 'r':
		return checkRepeat(value, strict)
	case 'z':
		return checkZone(value, strict)
	case 'k':
		if strict {
			return taken(libKey, 0, "k-line: is obsolete and must not be sent")
		}
	case 'a':
		return checkAttribute(value, strict)
	case 'm':
		return checkMedia(value, strict)
	}
	return finding{}
}

func taken(l liberty, at int, msg string) finding { return finding{l.rule(), at, msg} }

func checkVersion(value string, strict bool) finding {
	if value == "0" {
		return finding{}
	}
	f := fields{s: value}
	v, at, _ := f.next()
	if n, ok := number(v, maxUint64); !ok || n != 0 {
		return finding{&ruleVersion, at, "v-line: version " + quote(v) + " is not 0"}
	}
	if extra, at, ok := f.next(); ok {
		return finding{&ruleVersion, at, "v-line: unexpected " + quote(extra)}
	}
	return f.spacing("v-line", strict)
}

// readOrigin finds o='s fields. The numbers are looked for from the left: the
// first two fields of digits that a word follows. What stands before them is
// the username, spaces and all (liberties origin-name and origin-short).
func readOrigin(f *fields, o *Origin) finding {
	value := f.s
	var at [3]int // offsets of the last three fields
	var last [3]string
	n := 0
	for {
		field, pos, ok := f.next()
		if !ok {
			return originFault(value)
		}
		last[0], last[1], last[2] = last[1], last[2], field
		at[0], at[1], at[2] = at[1], at[2], pos
		n++
		if n >= 4 && is(last[0], clsDigit) && is(last[1], clsDigit) && !is(field, clsDigit) {
			break
		}
	}
	o.Username = strings.TrimRight(value[:at[0]], " ")
	for i := range len(o.Username) {
		if c := o.Username[i]; c != ' ' && class[c]&clsVisible == 0 {
			return finding{&ruleOrigin, i, "o-line: username " + quote(o.Username) + " holds an invisible byte"}
		}
	}
	o.SessionID, o.SessionVersion, o.NetworkType = Number(last[0]), Number(last[1]), last[2]
	if i := span(o.NetworkType, clsToken); i < len(o.NetworkType) {
		return finding{&ruleOrigin, at[2] + i, "o-line: network type " + quote(o.NetworkType) + " is not a token"}
	}
	var pos int
	if o.AddressType, pos, _ = f.next(); o.AddressType != "" && !is(o.AddressType, clsToken) {
		return finding{&ruleOrigin, pos, "o-line: address type " + quote(o.AddressType) + " is not a token"}
	}
	if o.Address, pos, _ = f.next(); !visible(o.Address) {
		return finding{&ruleOrigin, pos, "o-line: address " + quote(o.Address) + " holds an invisible byte"}
	}
	if extra, pos, ok := f.next(); ok {
		return finding{&ruleOrigin, pos, "o-line: unexpected " + quote(extra)}
	}
	return finding{}
}

// originFault says which of the fields keeps an o= line from being one.
func originFault(value string) finding {
	f := fields{s: value}
	user, at, ok := f.next()
	if !ok {
		return finding{&ruleOrigin, at, "o-line: username is missing"}
	}
	if i := span(user, clsVisible); i < len(user) {
		return finding{&ruleOrigin, at + i, "o-line: username " + quote(user) + " holds an invisible byte"}
	}
	for _, what := range []string{"session id", "session version"} {
		field, at, ok := f.next()
		if !ok {
			return finding{&ruleOrigin, at, "o-line: " + what + " is missing"}
		}
		if !is(field, clsDigit) {
			msg := "o-line: " + what + " " + quote(field) + " is not a number"
			if is(user, clsDigit) {
				msg += "; or is the username missing?"
			}
			return finding{&ruleOrigin, at, msg}
		}
	}
	_, at, _ = f.next()
	return finding{&ruleOrigin, at, "o-line: network type is missing"}
}

func checkOrigin(value string, strict bool) finding {
	if plainOrigin(value) {
		return finding{}
	}
	f := fields{s: value}
	var o Origin
	bad := readOrigin(&f, &o)
	switch {
	case bad.rule != nil:
		return bad
	case strict && strings.Contains(o.Username, " "):
		return taken(libOriginName, strings.IndexByte(o.Username, ' '), "o-line: there is a space in the username")
	case strict && o.Address == "":
		return taken(libOriginShort, len(value), "o-line: address is missing")
	}
	return f.spacing("o-line", strict)
}

// visible says that s has no white space or control byte; it may be empty.
func visible(s string) bool { return span(s, clsVisible) == len(s) }

func checkURI(value string, strict bool) finding {
	for i := range len(value) {
		// Bytes beyond ASCII are taken for an IRI's: liberty iri.
		if c := value[i]; c < 0x80 && class[c]&clsURI == 0 {
			return finding{&ruleURI, i, "u-line: byte " + quote(value[i:i+1]) + " cannot stand in a URI"}
		}
	}
	if !strict {
		return finding{}
	}
	if value == "" {
		return taken(libEmptyValue, 0, "u-line: the URI is empty")
	}
	for i := range len(value) {
		if value[i] >= 0x80 {
			return taken(libIRI, i, "u-line: byte "+quote(value[i:i+1])+" is not ASCII")
		}
	}
	return finding{}
}

// checkContact looks no deeper than the one thing that tells an address or a
// number from free text; it is only asked in strict mode.
func checkContact(typ byte, value string) finding {
	switch {
	case value == "":
		return taken(libEmptyValue, 0, string(typ)+"-line: the value is empty")
	case typ == 'e' && !strings.Contains(value, "@"):
		return taken(libContact, 0, "e-line: "+quote(value)+" is not an e-mail address")
	case typ == 'p' && !strings.ContainsAny(value, "0123456789"):
		return taken(libContact, 0, "p-line: "+quote(value)+" is not a telephone number")
	}
	return finding{}
}

func readConnection(f *fields, c *Connection) finding {
	var at int
	if c.NetworkType, at, _ = f.next(); span(c.NetworkType, clsToken) < len(c.NetworkType) {
		return finding{&ruleConn, at, "c-line: network type " + quote(c.NetworkType) + " is not a token"}
	}
	if c.AddressType, at, _ = f.next(); span(c.AddressType, clsToken) < len(c.AddressType) {
		return finding{&ruleConn, at, "c-line: address type " + quote(c.AddressType) + " is not a token"}
	}
	whole, at, _ := f.next()
	if !visible(whole) {
		return finding{&ruleConn, at, "c-line: address " + quote(whole) + " holds an invisible byte"}
	}
	if extra, at, ok := f.next(); ok {
		return finding{&ruleConn, at, "c-line: unexpected " + quote(extra)}
	}
	c.Address = whole
	if c.NetworkType != "IN" || (c.AddressType != "IP4" && c.AddressType != "IP6") {
		return finding{} // extn-addr: the slash has no meaning that we know
	}
	slash := strings.IndexByte(whole, '/')
	if slash < 0 {
		return finding{}
	}
	if c.Address = whole[:slash]; slash == 0 {
		return finding{&ruleConn, at, "c-line: address is missing before the \"/\""}
	}
	rest, at := whole[slash+1:], at+slash+1
	if c.AddressType == "IP4" {
		ttl, count, more := strings.Cut(rest, "/")
		n, ok := number(ttl, 255)
		if !ok {
			return finding{&ruleConn, at, "c-line: TTL " + quote(ttl) + " is not a number from 0 to 255"}
		}
		c.TTL, c.HasTTL = uint8(n), true
		if !more {
			return finding{}
		}
		rest, at = count, at+len(ttl)+1
	}
	n, ok := number(rest, 1<<31-1)
	if !ok || n == 0 {
		return finding{&ruleConn, at, "c-line: number of addresses " + quote(rest) + " is not a number from 1"}
	}
	c.Count = int(n)
	return finding{}
}

func checkConnection(value string, strict bool) finding {
	if plainConnection(value) {
		return finding{}
	}
	f := fields{s: value}
	var c Connection
	bad := readConnection(&f, &c)
	switch {
	case bad.rule != nil:
		return bad
	case !strict:
	case c.Address == "":
		return taken(libConnectionShort, len(value), "c-line: address is missing")
	case c.HasTTL || c.Count != 0:
		if i := leadingZero(value); i >= 0 {
			return taken(libLeadingZero, i, "c-line: a number starts with 0")
		}
	}
	return f.spacing("c-line", strict)
}

// leadingZero finds a number behind a slash that starts with 0 and goes on; -1 if
// there is none.
func leadingZero(value string) int {
	for i := range len(value) - 2 {
		if value[i] == '/' && value[i+1] == '0' && class[value[i+2]]&clsDigit != 0 {
			return i + 1
		}
	}
	return -1
}

func bandwidthFields(value string) (b Bandwidth, bad finding) {
	i := span(value, clsToken)
	if i == 0 || i == len(value) || value[i] != ':' {
		return b, finding{&ruleBandwidth, i, "b-line: " + quote(value) + " is not <type>:<number>"}
	}
	b.Type = value[:i]
	digits := strings.TrimLeft(value[i+1:], " ") // liberty spacing
	at := len(value) - len(digits)
	digits = strings.TrimRight(digits, " ")
	n, ok := number(digits, maxUint64)
	if !ok {
		msg := " is not a number"
		if is(digits, clsDigit) {
			msg = " does not fit in 64 bits"
		}
		return b, finding{&ruleBandwidth, at, "b-line: bandwidth " + quote(digits) + msg}
	}
	b.Value = n
	return b, finding{}
}

func checkBandwidth(value string, strict bool) finding {
	_, bad := bandwidthFields(value)
	if bad.rule == nil && strict {
		if i := strings.IndexByte(value, ' '); i >= 0 {
			return taken(libSpacing, i, "b-line: unexpected space")
		}
	}
	return bad
}

func checkAttribute(value string, strict bool) finding {
	i := span(value, clsToken)
	switch {
	case value == "" || value[0] == ':':
		return finding{&ruleAttribute, 0, "a-line: attribute name is missing"}
	case i < len(value) && value[i] != ':':
		return finding{&ruleAttribute, i, "a-line: byte " + quote(value[i:i+1]) + " cannot stand in an attribute name"}
	case strict && i == len(value)-1:
		return taken(libEmptyValue, i+1, "a-line: the value behind the colon is empty")
	}
	return finding{}
}

// readMedia reads an m= line's fields up to the formats, at which f.pos then is.
func readMedia(f *fields, m *MediaName) finding {
	var at int
	if m.Media, at, _ = f.next(); !tokens(m.Media) {
		return finding{&ruleMedia, at, "m-line: media " + quote(m.Media) + " is not a token"}
	}
	ports, at, ok := f.next()
	if !ok {
		return finding{&rulePort, at, "m-line: port is missing"}
	}
	port, count, hasCount := strings.Cut(ports, "/")
	n, ok := number(port, 65535)
	if !ok {
		msg := " is not a number"
		if is(port, clsDigit) {
			msg = " is larger than 65535"
		}
		return finding{&rulePort, at, "m-line: port " + quote(port) + msg}
	}
	m.Port = int(n)
	if hasCount {
		n, ok := number(count, 65536)
		if !ok || n == 0 {
			return finding{&rulePortCount, at + len(port) + 1, "m-line: number of ports " + quote(count) + " is not a number from 1 to 65536"}
		}
		m.PortCount = int(n)
	}
	if m.Proto, at, ok = f.next(); !ok {
		return finding{&ruleMedia, at, "m-line: transport protocol is missing"}
	}
	if !tokens(m.Proto) {
		return finding{&ruleMedia, at, "m-line: transport protocol " + quote(m.Proto) + " is not tokens with \"/\" between them"}
	}
	return finding{}
}

// tokens says that s is tokens with "/" between them, as RFC 8866 §9 has it for
// proto; liberty media-token, for media and fmt too.
func tokens(s string) bool {
	for i := 0; ; i++ {
		n := span(s[i:], clsToken)
		if i += n; n == 0 || i < len(s) && s[i] != '/' {
			return false
		}
		if i == len(s) {
			return true
		}
	}
}

func checkMedia(value string, strict bool) finding {
	if plainMedia(value) {
		return finding{}
	}
	f := fields{s: value}
	var m MediaName
	if bad := readMedia(&f, &m); bad.rule != nil {
		return bad
	}
	n := 0
	for ; ; n++ {
		format, at, ok := f.next()
		if !ok {
			break
		}
		if i := span(format, clsToken); i < len(format) {
			if !tokens(format) {
				return finding{&ruleMedia, at + i, "m-line: byte " + quote(format[i:i+1]) + " cannot stand there in a format"}
			}
			if strict {
				return taken(libMediaToken, at+i, "m-line: format "+quote(format)+" is not a token")
			}
		}
	}
	switch i := leadingZero(value[:f.pos]); {
	case n == 0:
		return finding{&ruleMedia, len(value), "m-line: there is no format"}
	case strict && !is(m.Media, clsToken):
		return taken(libMediaToken, 0, "m-line: media "+quote(m.Media)+" is not a token")
	case strict && m.PortCount != 0 && i >= 0:
		return taken(libLeadingZero, i, "m-line: number of ports starts with 0")
	}
	return f.spacing("m-line", strict)
}
