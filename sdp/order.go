package sdp

// Which lines may stand where, and which must.

// ranks is the order of RFC 8866 §5; a media section, which has fewer types,
// starts with m= instead of v=.
var ranks = [256]uint8{
	'v': 1, 'o': 2, 's': 3, 'i': 4, 'u': 5, 'e': 6, 'p': 7, 'c': 8, 'b': 9,
	't': 10, 'r': 11, 'z': 12, 'k': 13, 'a': 14, 'm': 1,
}

func bit(typ byte) uint32 { return 1 << (typ & 31) }

func bitsOf(types string) (m uint32) {
	for i := range len(types) {
		m |= bit(types[i])
	}
	return m
}

var (
	maskMedia  = bitsOf("micbka")
	maskOnce   = bitsOf("vosiuk") // at most once in a section; c= too, in the session part
	maskFloat  = bitsOf("abci")   // liberty session-order
	maskNeeded = bitsOf("vost")   // in the session part
)

// check holds the line being read against order, number and grammar.
func (p *parser) check(typ byte, value string) {
	if ranks[typ] == 0 {
		p.report(&ruleType, 0, "unknown line type "+quote(string([]byte{typ})))
		return
	}
	switch {
	case p.seen&bit(typ) != 0 && (maskOnce&bit(typ) != 0 || typ == 'c' && p.sec == 0):
		p.report(&ruleOnce, 0, string(typ)+"-line: there is one already")
	case p.sec == 0:
		p.sessionOrder(typ)
	default:
		p.mediaOrder(typ)
	}
	p.seen |= bit(typ)
	p.rank = max(p.rank, ranks[typ])
	if maskFloat&bit(typ) == 0 {
		p.fixed = max(p.fixed, ranks[typ])
	}
	if bad := checkValue(typ, value, p.strict); bad.rule != nil {
		p.report(bad.rule, 2+bad.at, bad.msg)
	}
}

// sessionOrder checks that a line may stand where it does in the session part.
func (p *parser) sessionOrder(typ byte) {
	if typ != 'v' && p.seen&bit('v') == 0 && !p.headless {
		p.headless = true
		p.report(&ruleEmpty, 0, "the description does not start with v=")
	}
	wrong := ""
	// t=, r= and z= may take turns: each t= starts a time description.
	floats := maskFloat&bit(typ) != 0
	time := typ == 't' || typ == 'r' || typ == 'z'
	switch {
	case typ == 'v' && p.headless,
		typ == 'o' && p.seen&^bitsOf("voi") != 0,
		typ == 's' && p.seen&^bitsOf("vosi") != 0,
		!floats && typ != 'v' && ranks[typ] < p.fixed && !(time && p.fixed <= ranks['z']):
		wrong = "stands behind lines that come later"
	case typ == 'r' && p.clock != 't' && p.clock != 'r', typ == 'z' && p.clock == 0:
		wrong = "does not follow a t= line"
	case typ == 'z' && p.clock == 'z':
		wrong = "follows another z-line"
	case p.strict && typ == 'z' && p.clock == 't':
		p.report(libZone.rule(), 0, "z-line: no r= line before it")
	case p.strict && ranks[typ] < p.rank && !(time && p.rank <= ranks['z']):
		p.report(libOrder.rule(), 0, string(typ)+"-line: out of order")
	}
	if wrong != "" {
		p.report(&ruleOrder, 0, string(typ)+"-line: "+wrong)
	}
	if time {
		p.clock = typ
	}
}

func (p *parser) mediaOrder(typ byte) {
	switch {
	case maskMedia&bit(typ) == 0:
		p.report(&ruleLevel, 0, string(typ)+"-line: belongs to the session part")
	case p.strict && ranks[typ] < p.rank:
		p.report(libMediaOrder.rule(), 0, string(typ)+"-line: out of order")
	}
}

// endSection looks for what the section lacks that has just ended, before an m=
// line or with the text.
func (p *parser) endSection(beforeMedia bool) {
	hasConn := p.seen&bit('c') != 0
	if p.sec > 0 {
		p.bareConn = p.bareConn || !hasConn
		return
	}
	p.sessionConn = hasConn
	if p.seen&maskNeeded == maskNeeded {
		return
	}
	missing := func(typ byte, l liberty) {
		switch {
		case p.seen&bit(typ) != 0:
		case l == noLiberty:
			p.report(&ruleMissing, 0, string(typ)+"= is missing")
		case p.strict:
			p.report(l.rule(), 0, string(typ)+"= is missing")
		}
	}
	// A text that ends before both t= and m= is a piece of a description. Only
	// with one of them is it one whose sender leaves lines out.
	name, time := libNoName, libNoTime
	if !beforeMedia {
		time = noLiberty
		if p.seen&bit('t') == 0 {
			name = noLiberty
		}
	}
	if !p.headless {
		missing('v', noLiberty)
	}
	missing('o', noLiberty)
	missing('s', name)
	missing('t', time)
}
