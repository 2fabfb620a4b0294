package pionsdp

import (
	"net/url"
	"strconv"
	"strings"

	pion "github.com/pion/sdp/v3"

	"github.com/sdpkit/sdpkit/sdp"
)

// A Loss is a line of a description that pion's Marshal does not give back as it is,
// or something that it adds.
type Loss struct {
	Line    int    // the line's Number; 0 for one that was added by an edit, or that is not there
	Path    string // the place by meaning: "session/c=", "m[1](mid=video)/a=fmtp"; "" for the whole text
	Text    string // the line without its ending
	Written string // what stands for it in what pion writes; "" for nothing
	Why     string // "pion has one c= a section"
}

// String gives place, line and reason: `17: "a=x:": pion has no colon without a value`.
func (l Loss) String() string {
	var b strings.Builder
	if l.Line > 0 {
		b.WriteString(strconv.Itoa(l.Line) + ": ")
	}
	switch {
	case l.Text != "":
		b.WriteString(strconv.Quote(l.Text) + ": ")
	case l.Path != "":
		b.WriteString(l.Path + ": ")
	}
	b.WriteString(l.Why)
	if l.Written != "" && l.Written != l.Text {
		b.WriteString(": pion writes " + strconv.Quote(l.Written))
	}
	return b.String()
}

// Why something is lost. Reasons with a type letter in front of them have one for
// each of these types.
const (
	whyEndings    = "line endings: pion ends every line with CRLF"
	whyMissing    = "is missing, and pion writes one always"
	whyBlank      = "pion has no blank lines"
	whyOpaque     = "pion has no place for such a line here"
	whyOnce       = "pion has one such line a section: the first stays"
	whyZones      = "pion has one z= for the session, not one for each t="
	whyOrder      = "pion writes it before lines that it stands behind"
	whyUnreadable = "pion keeps values, and this one cannot be read"
	whyStray      = "there is no t= that pion could keep it with"
	whyWide       = "a number is beyond 64 bits: its low 64 bits stay"
	whyTooLong    = "a time is beyond 64 bits"
	whyShort      = "pion's o= has an address: the one that its parser makes up stays"
	whySeconds    = "pion keeps times in seconds, without spacing"
	whyNumbers    = "pion keeps numbers without leading zeros, and no spacing"
	whyURI        = "net/url writes it otherwise"
	whyNoURI      = "net/url refuses it"
	whyColon      = "pion has no colon without a value behind it"
)

// The order in which pion writes; r= goes with t=.
const (
	sessionOrder = "vosiuepcbtzka"
	mediaOrder   = "micbka"
	once         = "vosiuepczkm" // for which pion has one field
)

// ToPion makes pion's struct from a description, whatever it holds: the media types
// and protocols, networks and bandwidth types that pion's own parser refuses too, and
// lines that Parse refuses as far as they can be read. The losses are in the order of
// the text, those about the whole text and about missing lines first.
//
// Without a Loss, the struct's Marshal gives d's text byte for byte; with one it does
// not. The struct shares strings with d's text and keeps it in memory.
func ToPion(d *sdp.Description) (*pion.SessionDescription, []Loss) {
	c := converter{d: d, p: new(pion.SessionDescription)}
	if text := d.String(); !endsInCRLF(text) {
		c.losses = append(c.losses, Loss{Why: whyEndings})
	}
	c.missing()
	c.section(d.Session(), "session", sessionOrder, c.sessionLine)
	for i, m := range d.AllMedia() {
		path := "m[" + strconv.Itoa(i) + "]"
		if mid, ok := m.MID(); ok {
			path += "(mid=" + mid + ")"
		}
		pm := new(pion.MediaDescription)
		c.p.MediaDescriptions = append(c.p.MediaDescriptions, pm)
		c.section(m, path, mediaOrder, func(l sdp.Line) (string, string) { return mediaLine(pm, l) })
	}
	return c.p, c.losses
}

type converter struct {
	d      *sdp.Description
	p      *pion.SessionDescription
	losses []Loss
	timed  bool // the last t= line is the last of p.TimeDescriptions
}

// endsInCRLF says that every line ends with CRLF.
func endsInCRLF(text string) bool {
	n := strings.Count(text, "\r\n")
	return (text == "" || strings.HasSuffix(text, "\r\n")) &&
		strings.Count(text, "\r") == n && strings.Count(text, "\n") == n
}

// missing reports the lines that pion writes of whatever struct.
func (c *converter) missing() {
	for _, need := range []struct{ typ, written string }{
		{"v", "v=" + c.p.Version.String()}, {"o", "o=" + c.p.Origin.String()}, {"s", "s="},
	} {
		found := false
		for range c.d.Session().LinesOf(need.typ[0]) {
			found = true
			break
		}
		if !found {
			c.losses = append(c.losses, Loss{Path: "session/" + need.typ + "=", Written: need.written, Why: whyMissing})
		}
	}
}

// section goes through a section's lines. put keeps a line in pion's struct and says
// what pion writes for it, "" if it can't be kept, and why that is another text, if
// it is one.
func (c *converter) section(s sdp.Section, path, order string, put func(sdp.Line) (written, why string)) {
	var seen [256]bool
	latest := 0
	for l := range s.Lines() {
		text, typ := l.Text(), l.Type()
		rank := strings.IndexByte(order, typ)
		if typ == 'r' && !s.IsMedia() {
			rank = strings.IndexByte(order, 't')
		}
		written, why := "", ""
		switch {
		case text == "":
			why = whyBlank
		case rank < 0, strings.ContainsAny(text, "\r\n"): // the rest of a text behind a limit
			why = whyOpaque
		case seen[typ] && typ == 'z':
			why = whyZones
		case seen[typ] && strings.IndexByte(once, typ) >= 0:
			why = whyOnce
		default:
			written, why = put(l)
			seen[typ] = true
		}
		switch {
		case written == "":
		case written == text:
			// An inversion has a line that stands behind one of a later type, and only
			// such lines move when pion sorts them.
			if why = ""; rank < latest {
				why = whyOrder
			}
		case why == "":
			why = whyNumbers
		}
		if written != "" {
			latest = max(latest, rank)
		}
		if why != "" {
			c.losses = append(c.losses, Loss{l.Number(), path + linePath(l), text, written, why})
		}
	}
}

// linePath names a line in its section: "/a=fmtp", "/c=".
func linePath(l sdp.Line) string {
	typ := l.Type()
	if typ < 'a' || typ > 'z' {
		return ""
	}
	name, _, _, _ := l.Attr()
	return "/" + string(rune(typ)) + "=" + name
}

func (c *converter) sessionLine(l sdp.Line) (written, why string) {
	p, value := c.p, l.Value()
	switch l.Type() {
	case 'v':
		if w := words(value); len(w) > 0 {
			n, _ := strconv.Atoi(w[0])
			p.Version = pion.Version(n)
		}
		return "v=" + p.Version.String(), ""
	case 'o':
		return c.origin()
	case 's':
		p.SessionName = pion.SessionName(value)
		return "s=" + value, ""
	case 'i':
		p.SessionInformation = (*pion.Information)(&value)
		return "i=" + value, ""
	case 'u':
		u, err := url.Parse(value)
		if err != nil {
			return "", whyNoURI
		}
		p.URI = u
		return "u=" + u.String(), whyURI
	case 'e':
		p.EmailAddress = (*pion.EmailAddress)(&value)
		return "e=" + value, ""
	case 'p':
		p.PhoneNumber = (*pion.PhoneNumber)(&value)
		return "p=" + value, ""
	case 'c':
		p.ConnectionInformation, written, why = connection(l)
		return written, why
	case 'b':
		return bandwidth(&p.Bandwidth, l)
	case 't':
		return c.timing(value)
	case 'r':
		return c.repeat(value)
	case 'z':
		return c.zones(value)
	case 'k':
		p.EncryptionKey = (*pion.EncryptionKey)(&value)
		return "k=" + value, ""
	}
	return attribute(&p.Attributes, l)
}

func mediaLine(p *pion.MediaDescription, l sdp.Line) (written, why string) {
	value := l.Value()
	switch l.Type() {
	case 'm':
		// What can be read is there with the error, too. The other lines need it.
		m, _ := l.Section().MediaName()
		p.MediaName = pion.MediaName{Media: m.Media, Port: pion.RangedPort{Value: m.Port}, Formats: m.Formats}
		if m.PortCount != 0 {
			p.MediaName.Port.Range = &m.PortCount
		}
		if m.Proto != "" {
			p.MediaName.Protos = strings.Split(m.Proto, "/")
		}
		return "m=" + p.MediaName.String(), ""
	case 'i':
		p.MediaTitle = (*pion.Information)(&value)
		return "i=" + value, ""
	case 'c':
		p.ConnectionInformation, written, why = connection(l)
		return written, why
	case 'b':
		return bandwidth(&p.Bandwidth, l)
	case 'k':
		p.EncryptionKey = (*pion.EncryptionKey)(&value)
		return "k=" + value, ""
	}
	return attribute(&p.Attributes, l)
}

func (c *converter) origin() (written, why string) {
	o, err := c.d.Origin()
	if err != nil {
		return "o=" + c.p.Origin.String(), whyUnreadable
	}
	p := pion.Origin{
		Username: o.Username, SessionID: low64(o.SessionID), SessionVersion: low64(o.SessionVersion),
		NetworkType: o.NetworkType, AddressType: o.AddressType, UnicastAddress: o.Address,
	}
	if o.Address == "" {
		why = whyShort
		if p.AddressType == "" {
			p.AddressType = "IP4"
		}
		if p.UnicastAddress = "0.0.0.0"; p.AddressType == "IP6" {
			p.UnicastAddress = "::"
		}
	}
	for _, n := range []sdp.Number{o.SessionID, o.SessionVersion} {
		if _, ok := n.Uint64(); !ok {
			why = whyWide
		}
	}
	c.p.Origin = p
	return "o=" + p.String(), why
}

// connection is the section's first c= line.
func connection(l sdp.Line) (p *pion.ConnectionInformation, written, why string) {
	c, _, err := l.Section().Connection()
	if err != nil {
		return nil, "", whyUnreadable
	}
	p = &pion.ConnectionInformation{NetworkType: c.NetworkType, AddressType: c.AddressType}
	if c.Address == "" {
		return p, "c=" + p.String(), ""
	}
	p.Address = &pion.Address{Address: c.Address}
	if c.HasTTL {
		ttl := int(c.TTL)
		p.Address.TTL = &ttl
	}
	if c.Count != 0 {
		p.Address.Range = &c.Count
	}
	if written = "c=" + p.String(); written != l.Text() {
		// In one piece with the address, as pion's parser has all numbers, those with
		// leading zeros can be kept.
		whole := *p
		whole.Address = &pion.Address{Address: words(l.Value())[2]}
		if "c="+whole.String() == l.Text() {
			return &whole, l.Text(), ""
		}
	}
	return p, written, ""
}

func bandwidth(list *[]pion.Bandwidth, l sdp.Line) (written, why string) {
	typ, digits, ok := strings.Cut(l.Value(), ":")
	n, valid := sdp.Number(strings.Trim(digits, " ")).Uint64()
	if !ok || !valid {
		return "", whyUnreadable
	}
	b := pion.Bandwidth{Bandwidth: n}
	b.Type, b.Experimental = strings.CutPrefix(typ, "X-")
	*list = append(*list, b)
	return "b=" + b.String(), ""
}

func attribute(list *[]pion.Attribute, l sdp.Line) (written, why string) {
	name, value, _, _ := l.Attr()
	a := pion.Attribute{Key: name, Value: value}
	*list = append(*list, a)
	return "a=" + a.String(), whyColon
}

func (c *converter) timing(value string) (written, why string) {
	f := words(value)
	c.timed = len(f) == 2 && isNumber(f[0]) && isNumber(f[1])
	if !c.timed {
		return "", whyUnreadable
	}
	td := pion.TimeDescription{Timing: pion.Timing{StartTime: low64(sdp.Number(f[0])), StopTime: low64(sdp.Number(f[1]))}}
	c.p.TimeDescriptions = append(c.p.TimeDescriptions, td)
	for _, n := range f {
		if _, ok := sdp.Number(n).Uint64(); !ok {
			why = whyWide
		}
	}
	return "t=" + td.Timing.String(), why
}

func (c *converter) repeat(value string) (written, why string) {
	if !c.timed {
		return "", whyStray
	}
	var times []int64
	for _, w := range words(value) {
		n, ok := sdp.TypedTime(w).Seconds()
		if !ok {
			return "", unreadableTime(w)
		}
		times = append(times, n)
	}
	if len(times) < 2 {
		return "", whyUnreadable
	}
	r := pion.RepeatTime{Interval: times[0], Duration: times[1]}
	if len(times) > 2 {
		r.Offsets = times[2:]
	}
	td := &c.p.TimeDescriptions[len(c.p.TimeDescriptions)-1]
	td.RepeatTimes = append(td.RepeatTimes, r)
	return "r=" + r.String(), whySeconds
}

func (c *converter) zones(value string) (written, why string) {
	f := words(value)
	var zones []pion.TimeZone
	var pairs []string
	why = whySeconds
	for len(f) >= 2 {
		offset, ok := sdp.TypedTime(f[1]).Seconds()
		switch {
		case !isNumber(f[0]):
			return "", whyUnreadable
		case !ok:
			return "", unreadableTime(f[1])
		}
		if _, ok := sdp.Number(f[0]).Uint64(); !ok {
			why = whyWide
		}
		z := pion.TimeZone{AdjustmentTime: low64(sdp.Number(f[0])), Offset: offset}
		zones, pairs = append(zones, z), append(pairs, z.String())
		f = f[2:]
	}
	if len(f) > 0 || len(zones) == 0 {
		return "", whyUnreadable
	}
	c.p.TimeZones = zones
	return "z=" + strings.Join(pairs, " "), why
}

// unreadableTime says why a time is none.
func unreadableTime(t string) string {
	t = strings.TrimPrefix(t, "-")
	if digits := strings.TrimRight(t, "dhms"); isNumber(digits) && len(t)-len(digits) <= 1 {
		return whyTooLong
	}
	return whyUnreadable
}

// words splits at spaces, and at nothing else.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' })
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// low64 is a number modulo 2⁶⁴. Versions of o= that follow one another still do so
// then, all but once, and pion's parser reads the same.
func low64(n sdp.Number) (v uint64) {
	for i := range len(n) {
		v = v*10 + uint64(n[i]-'0')
	}
	return v
}
