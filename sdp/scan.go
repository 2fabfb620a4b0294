package sdp

import (
	"math/bits"
	"strconv"
	"strings"
)

// A parser reads one text into one Description.
type parser struct {
	d        *Description
	text     string
	strict   bool
	limits   *Options
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
	attrs int    // number of a= lines

	media       [8]uint32 // slots of the first m= lines
	headless    bool      // the first line is not v=
	sessionConn bool      // the session part has c=
	bareConn    bool      // a media section has none
	stopped     bool      // a limit was exceeded
}

// reset reads text into d, whose memory is used again, and returns what is wrong
// with it.
func (d *Description) reset(text string) ErrorList {
	d.gen++
	d.text = text
	d.order, d.gone = nil, 0
	clear(d.nodes) // let go of their strings
	d.nodes = d.nodes[:0]

	p := parser{d: d, text: text, strict: d.opts.Strict, limits: &defaults}
	if d.opts != (Options{}) {
		limits := d.opts.limits()
		p.limits = &limits
	}
	p.scan()
	return p.finish()
}

// scan splits the text into lines and checks each.
func (p *parser) scan() {
	d := p.d
	if len(p.text) > p.limits.MaxBytes {
		d.slots = d.slots[:0]
		p.at(0, 0)
		p.stop("the text is longer than MaxBytes")
		p.sections()
		return
	}
	if cap(d.slots) == 0 {
		n := max(strings.Count(p.text, "\n"), strings.Count(p.text, "\r")) + 1
		d.slots = make([]slot, 0, min(n, p.limits.MaxLines+1))
	}
	p.lines()
	p.sections()
}

// sections makes the sections from the slots of the m= lines.
func (p *parser) sections() {
	d := p.d
	if n := int(p.sec) + 1; cap(d.secs) < n {
		d.secs = make([]section, 0, n)
	}
	end := uint32(len(d.slots))
	secs := append(d.secs[:0], section{end: end})
	if int(p.sec) <= len(p.media) {
		for _, i := range p.media[:p.sec] {
			secs[len(secs)-1].end = i
			secs = append(secs, section{first: i, end: end})
		}
	} else {
		for i, s := range d.slots {
			if s.meta&metaType == 'm' {
				secs[len(secs)-1].end = uint32(i)
				secs = append(secs, section{first: uint32(i), end: end})
			}
		}
	}
	d.secs = secs
}

// lines reads the text line by line. The runs of lines that usual and plain can read
// they read; what has anything uncommon in it comes here: a byte below 0x0E that is
// no line ending, a CR that no LF follows, no ending at all.
func (p *parser) lines() {
	d, text := p.d, p.text
	slots := d.slots[:0]
	maxLine, maxLines := p.limits.MaxLineLen, p.limits.MaxLines
	lf := -1 // the next LF, when it is known
	for pos := 0; pos < len(text); {
		if !p.strict {
			if text[pos] != 'a' {
				pos, slots = p.usual(pos, slots)
			}
			if p.rank > 0 {
				before := len(slots)
				pos, slots = plain(text, pos, maxLine, min(maxLines, before+p.limits.MaxAttributes-p.attrs), slots)
				if p.attrs += len(slots) - before; len(slots) > before {
					p.seen |= bit('a')
					p.rank = ranks['a']
				}
			}
			if pos == len(text) {
				break
			}
		}
		// The line is text[pos:end]; the next one starts at next.
		if lf < pos {
			lf = lineFeed(text, pos)
		}
		end, next, eol := lf, lf+1, endLF
		switch i := strings.IndexByte(text[pos:lf], '\r'); {
		case i >= 0 && pos+i+1 == lf && lf < len(text):
			end, eol = pos+i, endCRLF
		case i >= 0:
			end, next, eol = pos+i, pos+i+1, endCR
		case lf == len(text):
			next, eol = lf, noEnding
		}
		line := text[pos:end]
		p.at(len(slots), pos)
		why := ""
		switch typ := textType(line); {
		case len(line) > maxLine:
			why = "the line is longer than MaxLineLen"
		case len(slots) >= maxLines:
			why = "there are more lines than MaxLines"
		case typ == 'a':
			if p.attrs++; p.attrs > p.limits.MaxAttributes {
				why = "there are more attributes in the section than MaxAttributes"
			}
		case typ == 'm' && int(p.sec) >= p.limits.MaxSections:
			why = "there are more media sections than MaxSections"
		}
		if why != "" {
			d.slots = slots
			p.stop(why)
			return
		}
		m := p.other(line)
		p.bytes(line, eol)
		slots = append(slots, slot{uint32(pos), m | meta(eol)<<endingShift})
		pos = next
	}
	d.slots = slots
	p.at(len(slots), len(text)) // what is missing is missing at the end
}

// plain reads a= lines from pos on, as long as there is nothing in them to be
// looked into: a valid name, perhaps a colon, LF or CRLF. Most lines are such, so
// this loop is where parsing spends its time; it is a function of its own to have
// the registers for itself. It returns where it stopped.
func plain(text string, pos, maxLine, maxSlots int, slots []slot) (next int, _ []slot) {
	for len(text)-pos > 2 && text[pos:pos+2] == "a=" && len(slots) < maxSlots {
		name := pos + 2
		for name < len(text) && class[text[name]]&clsToken != 0 {
			name++
		}
		end := control(text, name)
		next, eol := endingAt(text, end)
		n := name - pos - 2
		if eol == noEnding || n == 0 || name < end && text[name] != ':' || end-pos > maxLine || n >= longName {
			break
		}
		slots = append(slots, slot{uint32(pos), 'a' | meta(eol)<<endingShift | meta(n)<<nameShift})
		pos = next
	}
	return pos, slots
}

// usual reads v=, o=, s=, c=, t= and m= lines as long as they have their usual form
// and order. It returns as plain does.
func (p *parser) usual(pos int, slots []slot) (next int, _ []slot) {
	text := p.text
	for len(text)-pos > 2 && text[pos+1] == '=' && len(slots) < p.limits.MaxLines {
		// Behind lines that all come earlier a line is in order, and the first of its type.
		typ := text[pos]
		switch {
		case typ == 'm' && int(p.sec) < p.limits.MaxSections:
		case ranks[typ] <= p.rank || p.rank == 0 && typ != 'v' || p.sec > 0 && typ != 'c':
			return pos, slots
		}
		end := control(text, pos+2)
		next, eol := endingAt(text, end)
		if eol == noEnding || end-pos > p.limits.MaxLineLen || !plainValue(typ, text[pos+2:end]) {
			break
		}
		switch typ {
		case 'm':
			p.at(len(slots), pos)
			p.startMedia()
		case 't':
			p.clock = typ
		}
		p.rank = ranks[typ]
		p.seen |= bit(typ)
		if typ != 'c' {
			p.fixed = p.rank
		}
		slots = append(slots, slot{uint32(pos), meta(typ) | meta(eol)<<endingShift})
		pos = next
	}
	return pos, slots
}

// endingAt is the LF or CRLF at end, and where the next line starts; noEnding stands
// for anything else.
func endingAt(text string, end int) (next int, eol ending) {
	switch {
	case end == len(text):
	case text[end] == '\n':
		return end + 1, endLF
	case text[end] == '\r' && end+1 < len(text) && text[end+1] == '\n':
		return end + 2, endCRLF
	}
	return end, noEnding
}

// control is the offset of the first byte below 0x0E from i on, len(s) without one.
// LF, CR and NUL are such, and all else that is is TAB or rare, so this one search
// finds where a line ends and everything that must be looked into. Lines are short:
// to look at eight bytes at a time here is quicker than to call strings.IndexAny.
func control(s string, i int) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for len(s)-i >= 8 {
		// The lowest byte that is less than 0x0E borrows and gets its top bit; so may
		// bytes above it, but not below.
		x := eight(s[i : i+8])
		if m := (x - ones*0x0e) &^ x & tops; m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
		i += 8
	}
	for i < len(s) && s[i] >= 0x0e {
		i++
	}
	return i
}

// lineFeed is the offset of the first LF from i on, len(s) without one.
func lineFeed(s string, i int) int {
	if n := strings.IndexByte(s[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(s)
}

// eight has eight bytes as a number, the first lowest.
func eight(w string) uint64 {
	_ = w[7]
	return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 |
		uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
}

// at says where reports are to point.
func (p *parser) at(slots, pos int) { p.line, p.start = slots+1, pos }

// other reads a line that is not a= with something behind it.
func (p *parser) other(line string) meta {
	switch {
	case len(line) == 0:
		if p.strict {
			p.report(libBlankLine.rule(), 0, "line is empty")
		}
		return metaBlank
	case len(line) == 1 || line[1] != '=':
		p.malformed(line)
		return 0
	case line[0] == 'm':
		p.startMedia()
	}
	p.check(line[0], line[2:])
	m := meta(line[0])
	if line[0] == 'a' {
		m |= meta(min(attrNameLen(line[2:]), longName)) << nameShift
	}
	return m
}

// startMedia starts a media section at the line being read.
func (p *parser) startMedia() {
	p.endSection(true)
	if int(p.sec) < len(p.media) {
		p.media[p.sec] = uint32(p.line - 1)
	}
	p.sec++
	p.seen, p.rank, p.fixed, p.attrs = 0, 0, 0, 0
}

// bytes reports NUL, and, in strict mode, the line's ending.
func (p *parser) bytes(line string, eol ending) {
	if i := strings.IndexByte(line, 0); i >= 0 {
		p.report(&ruleBytes, i, lineName(line)+": NUL byte")
	}
	switch {
	case !p.strict || eol == endCRLF:
	case eol == noEnding:
		p.report(libNoFinalEnding.rule(), len(line), "the last line has no ending")
	default:
		p.report(libEnding.rule(), len(line), "line does not end with CRLF")
	}
}

// stop gives up: the text from the line being read on becomes one opaque line.
func (p *parser) stop(why string) {
	p.report(&ruleLimit, 0, why+"; the text from here on was not read")
	p.d.slots = append(p.d.slots, slot{uint32(p.start), metaRest})
	p.stopped = true
}

// attrNameLen is the length of the attribute name as Attr has it, valid or not.
func attrNameLen(value string) int {
	if i := strings.IndexByte(value, ':'); i >= 0 {
		return i
	}
	return len(value)
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
		p.report(&ruleBOM, 0, "line starts with a byte order mark")
		p.headless = true // and v= probably stands behind it
	case line[0] == ' ' || line[0] == '\t':
		p.report(&ruleForm, 0, "line starts with white space")
	case i > 0 && strings.TrimRight(line[:i], " \t") == line[:1]:
		p.report(&ruleForm, 1, "white space before \"=\"")
	case i > 0:
		p.report(&ruleForm, 0, "line type "+quote(line[:i])+" is not one letter")
	case len(line) > 1:
		p.report(&ruleForm, 1, "line "+quote(line)+" has no \"=\" behind its first letter")
	default:
		p.report(&ruleForm, 0, "line "+quote(line)+" is not <letter>=<value>")
	}
}

// finish ends the last section and gives the problems their paths.
func (p *parser) finish() ErrorList {
	switch {
	case len(p.text) == 0:
		p.report(&ruleEmpty, 0, "the description is empty")
	case p.stopped:
	default:
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
			Line: p.line, Column: 1, Path: "description", Rule: ruleLimit.clause, Fix: ruleLimit.fix,
			Msg: "more problems than MaxProblems: " + strconv.Itoa(p.dropped) + " not listed",
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
