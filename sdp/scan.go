package sdp

import (
	"strconv"
	"strings"
)

// A parser reads one text into one Description.
type parser struct {
	d        *Description
	text     string
	strict   bool
	limits   Options
	problems ErrorList
	where    []uint32 // the section of each problem, to find its path at the end
	dropped  int      // problems beyond MaxProblems

	// the line being read
	line  int // its number
	start int // its offset
	sec   uint32

	// what the section has had so far
	seen  uint32 // bit per type letter
	rank  uint8  // highest rank of all lines
	fixed uint8  // highest rank of those that may not float
	clock byte   // the last of t, r, z

	headless    bool // the first line is not v=
	sessionConn bool // the session part has c=
	bareConn    bool // a media section has none
	stopped     bool // a limit was exceeded
}

// ranks is the order of RFC 8866 §5; a media section, which has fewer types,
// starts with m= instead of v=.
var ranks = [256]uint8{
	'v': 1, 'o': 2, 's': 3, 'i': 4, 'u': 5, 'e': 6, 'p': 7, 'c': 8, 'b': 9,
	't': 10, 'r': 11, 'z': 12, 'k': 13, 'a': 14, 'm': 1,
}

func bit(typ byte) uint32 { return 1 << (typ & 31) }

func bits(types string) (m uint32) {
	for i := range len(types) {
		m |= bit(types[i])
	}
	return m
}

var (
	maskMedia = bits("micbka")
	maskOnce  = bits("vosiuk") // at most once in a section; c= too, in the session part
	maskFloat = bits("abci")   // liberty session-order
)

// reset reads text into d, whose memory is used again, and returns what is wrong
// with it.
func (d *Description) reset(text string, o Options) ErrorList {
	d.gen++
	d.text = text
	d.opts = o
	d.order = nil
	clear(d.nodes) // let go of their strings
	d.nodes = d.nodes[:0]

	p := parser{d: d, text: text, strict: o.Strict, limits: o.withDefaults()}
	p.scan()
	return p.finish()
}

// scan splits the text into lines and checks each.
//
// Finding the line endings is most of the work of parsing, so it is done with
// strings.IndexByte for LF alone. A CR that no LF follows is noticed by counting
// and makes scan start again, looking for both.
func (p *parser) scan() {
	d := p.d
	if len(p.text) > p.limits.MaxBytes {
		d.slots = d.slots[:0]
		p.line = 1
		p.stop("text is longer than MaxBytes")
		p.sections()
		return
	}
	lines := strings.Count(p.text, "\n") + 1
	crs := strings.Count(p.text, "\r")
	if pairs := p.lines(lines, false); pairs != crs {
		// Some CR is a line ending of its own.
		*p = parser{d: d, text: p.text, strict: p.strict, limits: p.limits}
		p.lines(lines+crs, true)
	}
	p.sections()
}

// sections makes the sections from the slots of the m= lines.
func (p *parser) sections() {
	d := p.d
	if n := int(p.sec) + 1; cap(d.secs) < n {
		d.secs = make([]section, 0, n)
	}
	d.secs = append(d.secs[:0], section{end: uint32(len(d.slots))})
	if p.sec == 0 {
		return
	}
	for i, s := range d.slots {
		if s.meta&metaType == 'm' {
			d.secs[len(d.secs)-1].end = uint32(i)
			d.secs = append(d.secs, section{first: uint32(i), end: uint32(len(d.slots))})
		}
	}
}

// lines reads the text line by line and returns the number of CRLFs.
func (p *parser) lines(count int, loneCR bool) (pairs int) {
	d, text := p.d, p.text
	slots := d.slots[:0]
	if count = min(count, p.limits.MaxLines+1); cap(slots) < count {
		slots = make([]slot, 0, count)
	}
	nul := strings.IndexByte(text, 0) >= 0
	maxLine, maxLines, maxAttrs := p.limits.MaxLineLen, p.limits.MaxLines, p.limits.MaxAttributes
	attrs := 0
	lf := -1 // the next LF, when it is known
	for pos := 0; pos < len(text); {
		p.line++
		p.start = pos
		// The line is text[pos:end], the next one starts at next.
		if lf < pos {
			if lf = strings.IndexByte(text[pos:], '\n'); lf >= 0 {
				lf += pos
			} else {
				lf = len(text)
			}
		}
		end, next, eol := lf, lf+1, endLF
		switch {
		case loneCR:
			if i := strings.IndexByte(text[pos:lf], '\r'); i >= 0 {
				end, next, eol = pos+i, pos+i+1, endCR
				if next == lf && lf < len(text) {
					next, eol = lf+1, endCRLF
				}
				break
			}
			if lf == len(text) {
				next, eol = lf, noEnding
			}
		case lf == len(text):
			next, eol = lf, noEnding
		case lf > pos && text[lf-1] == '\r':
			end, eol = lf-1, endCRLF
			pairs++
		}
		line := text[pos:end]
		if len(line) > maxLine || len(slots) >= maxLines {
			d.slots = slots
			if len(line) > maxLine {
				p.stop("line is longer than MaxLineLen")
			} else {
				p.stop("there are more lines than MaxLines")
			}
			return pairs
		}
		m := meta(eol) << endingShift
		switch {
		case len(line) >= 2 && line[1] == '=' && line[0] == 'a':
			// The commonest line, so its check stands here.
			name := 0
			for value := line[2:]; name < len(value) && class[value[name]]&clsToken != 0; name++ {
			}
			if name == 0 || name+2 < len(line) && line[name+2] != ':' || p.strict || p.rank == 0 {
				p.check('a', line[2:])
				name, _ = attrNameLen(line[2:])
			}
			p.seen |= bit('a')
			p.rank = ranks['a']
			if attrs++; attrs > maxAttrs {
				d.slots = slots
				p.stop("section has more attributes than MaxAttributes")
				return pairs
			}
			m |= 'a' | meta(min(name, longName))<<nameShift
		case len(line) >= 2 && line[1] == '=':
			m |= meta(line[0])
			if line[0] == 'm' {
				if p.endSection(true); int(p.sec) >= p.limits.MaxSections {
					d.slots = slots
					p.stop("there are more media sections than MaxSections")
					return pairs
				}
				p.sec++
				p.seen, p.rank, p.fixed, attrs = 0, 0, 0, 0
			}
			p.check(line[0], line[2:])
		case len(line) == 0:
			m |= metaBlank
			if p.strict {
				p.report(libBlankLine.rule(), 0, "line is empty")
			}
		default:
			p.malformed(line)
		}
		if nul {
			if i := strings.IndexByte(line, 0); i >= 0 {
				p.report(&ruleBytes, i, lineName(line)+": NUL byte")
			}
		}
		if p.strict && eol != endCRLF {
			if eol == noEnding {
				p.report(libNoFinalEnding.rule(), len(line), "the last line has no ending")
			} else {
				p.report(libEnding.rule(), len(line), "line does not end with CRLF")
			}
		}
		slots = append(slots, slot{uint32(pos), m})
		pos = next
	}
	d.slots = slots
	return pairs
}

// stop gives up: the text from the line being read on becomes one opaque line.
func (p *parser) stop(why string) {
	p.report(&ruleLimit, 0, why+"; the text from here on was not read")
	p.d.slots = append(p.d.slots, slot{uint32(p.start), metaRest})
	p.stopped = true
}

func attrNameLen(value string) (n int, hasValue bool) {
	if i := strings.IndexByte(value, ':'); i >= 0 {
		return i, true
	}
	return len(value), false
}

// lineName is how messages call a line: "m-line".
func lineName(line string) string {
	if t := textType(line); t >= 'a' && t <= 'z' {
		return string(t) + "-line"
	}
	return "line"
}

// malformed reports a line that is not <letter>=<value>.
func (p *parser) malformed(line string) {
	switch i := strings.IndexByte(line, '='); {
	case strings.HasPrefix(line, "\ufeff"):
		p.report(&ruleForm, 0, "line starts with a byte order mark")
	case line[0] == ' ' || line[0] == '\t':
		p.report(&ruleForm, 0, "line starts with white space")
	case i > 0 && strings.TrimRight(line[:i], " \t") == line[:1]:
		p.report(&ruleForm, 1, "white space before \"=\"")
	case len(line) > 1:
		p.report(&ruleForm, 1, "line "+quote(line)+" has no \"=\" behind its first letter")
	default:
		p.report(&ruleForm, 0, "line "+quote(line)+" is not <letter>=<value>")
	}
}

// check holds the line being read against order, number and grammar.
func (p *parser) check(typ byte, value string) {
	if ranks[typ] == 0 {
		p.report(&ruleType, 0, "unknown line type "+quote(string(rune(typ))))
		return
	}
	if p.sec == 0 {
		p.sessionOrder(typ)
	} else {
		p.mediaOrder(typ)
	}
	if once := maskOnce; p.seen&bit(typ) != 0 && (once&bit(typ) != 0 || typ == 'c' && p.sec == 0) {
		p.report(&ruleOnce, 0, string(typ)+"-line: there is one already")
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
		typ == 'o' && p.seen&^bits("voi") != 0,
		typ == 's' && p.seen&^bits("vosi") != 0,
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

// finish ends the last section and gives the problems their paths.
func (p *parser) finish() ErrorList {
	switch {
	case len(p.text) == 0:
		p.line = 1
		p.report(&ruleEmpty, 0, "the description is empty")
	case p.stopped:
	default:
		p.line++ // what is missing is missing at the end
		p.endSection(false)
		if p.strict && p.bareConn && !p.sessionConn {
			p.report(libNoConnection.rule(), 0, "c= is missing, in the session part or in a media section")
		}
	}
	if len(p.problems) > 0 {
		p.paths()
	}
	return p.problems
}

// paths says of each problem where it is by meaning.
func (p *parser) paths() {
	sec, prefix := ^uint32(0), ""
	for i, e := range p.problems {
		if sec != p.where[i] {
			sec = p.where[i]
			prefix = p.d.sectionPath(sec)
		}
		e.Path = prefix + p.d.linePath(sec, e.Line-1)
	}
	if p.dropped > 0 {
		p.problems = append(p.problems, &SyntaxError{
			Line: p.line, Column: 1, Path: "session", Rule: ruleLimit.clause, Fix: ruleLimit.fix,
			Msg: "there are " + strconv.Itoa(p.dropped) + " more problems than MaxProblems",
		})
	}
}

// report notes a problem at the given offset of the line being read.
func (p *parser) report(r *rule, at int, msg string) {
	if len(p.problems) >= p.limits.MaxProblems {
		p.dropped++
		return
	}
	p.problems = append(p.problems, &SyntaxError{
		Line: p.line, Column: at + 1, Rule: r.clause, Fix: r.fix, Msg: msg,
	})
	p.where = append(p.where, p.sec)
}
