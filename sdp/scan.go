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

	media       [8]uint32 // slots of the first m= lines
	headless    bool      // the first line is not v=
	sessionConn bool      // the session part has c=
	bareConn    bool      // a media section has none
	stopped     bool      // a limit was exceeded
}

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
		p.at(0, 0)
		p.stop("the text is longer than MaxBytes")
		p.sections()
		return
	}
	if cap(d.slots) == 0 {
		d.slots = make([]slot, 0, min(strings.Count(p.text, "\n")+1, p.limits.MaxLines+1))
	}
	crs := strings.Count(p.text, "\r")
	if p.endsWithCR() || p.lines(false) != crs {
		// Some CR is a line ending of its own.
		*p = parser{d: d, text: p.text, strict: p.strict, limits: p.limits}
		if n := min(strings.Count(p.text, "\n")+crs+1, p.limits.MaxLines+1); cap(d.slots) < n {
			d.slots = make([]slot, 0, n)
		}
		p.lines(true)
	}
	p.sections()
}

// endsWithCR says that the first CR is an ending of its own: then, probably, all
// are, and there is no use in trying without.
func (p *parser) endsWithCR() bool {
	i := strings.IndexByte(p.text, '\r')
	return i >= 0 && (i+1 == len(p.text) || p.text[i+1] != '\n')
}

// sections makes the sections from the slots of the m= lines.
func (p *parser) sections() {
	d := p.d
	if n := int(p.sec) + 1; cap(d.secs) < n {
		d.secs = make([]section, 0, n)
	}
	d.secs = append(d.secs[:0], section{end: uint32(len(d.slots))})
	add := func(i uint32) {
		d.secs[len(d.secs)-1].end = i
		d.secs = append(d.secs, section{first: i, end: uint32(len(d.slots))})
	}
	if int(p.sec) <= len(p.media) {
		for _, i := range p.media[:p.sec] {
			add(i)
		}
		return
	}
	for i, s := range d.slots {
		if s.meta&metaType == 'm' {
			add(uint32(i))
		}
	}
}

// lines reads the text line by line and returns the number of CRLFs.
func (p *parser) lines(loneCR bool) (pairs int) {
	d, text := p.d, p.text
	slots := d.slots[:0]
	maxLine, maxLines, maxAttrs := p.limits.MaxLineLen, p.limits.MaxLines, p.limits.MaxAttributes
	nul := strings.IndexByte(text, 0) >= 0
	careful := p.strict || nul || loneCR
	attrs := 0 // in this section
	lf := -1   // the next LF, when it is known
	for pos := 0; pos < len(text); {
		if !careful && p.rank > 0 && text[pos] == 'a' {
			before, n := len(slots), 0
			pos, n, slots = plain(text, pos, maxLine, min(maxLines, before+maxAttrs-attrs), slots)
			pairs += n
			if attrs += len(slots) - before; len(slots) > before {
				p.seen |= bit('a')
				p.rank = ranks['a']
			}
			if pos == len(text) {
				break
			}
		}
		// The line is text[pos:end]; the next one starts at next.
		if lf < pos {
			if lf = strings.IndexByte(text[pos:], '\n'); lf >= 0 {
				lf += pos
			} else {
				lf = len(text)
			}
		}
		end, next, eol := lf, lf+1, endLF
		if lf == len(text) {
			next, eol = lf, noEnding
		} else if lf > pos && text[lf-1] == '\r' {
			end, eol = lf-1, endCRLF
			pairs++
		}
		if loneCR {
			if i := strings.IndexByte(text[pos:end], '\r'); i >= 0 {
				end, next, eol = pos+i, pos+i+1, endCR
			}
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
			if attrs++; attrs > maxAttrs {
				why = "there are more attributes in the section than MaxAttributes"
			}
		case typ == 'm':
			if attrs = 0; int(p.sec) >= p.limits.MaxSections {
				why = "there are more media sections than MaxSections"
			}
		}
		if why != "" {
			d.slots = slots
			p.stop(why)
			return pairs
		}
		m := p.other(line)
		if careful {
			p.bytes(line, nul, eol)
		}
		slots = append(slots, slot{uint32(pos), m | meta(eol)<<endingShift})
		pos = next
	}
	d.slots = slots
	p.at(len(slots), len(text)) // what is missing is missing at the end
	return pairs
}

// plain reads a= lines from pos on, as long as there is nothing in them to be
// looked into: a valid name, perhaps a colon, LF or CRLF. Most lines are such, so
// this loop is where parsing spends its time; it is a function of its own to have
// the registers for itself. It returns where it stopped and the number of CRLFs.
func plain(text string, pos, maxLine, maxSlots int, slots []slot) (next, pairs int, _ []slot) {
	for {
		rest := text[pos:]
		if len(rest) < 2 || rest[0] != 'a' || rest[1] != '=' || len(slots) >= maxSlots {
			return pos, pairs, slots
		}
		name := 2
		for name < len(rest) && class[rest[name]]&clsToken != 0 {
			name++
		}
		lf := strings.IndexByte(rest, '\n')
		if lf < 0 {
			return pos, pairs, slots
		}
		end, m, pair := lf, 'a'|meta(endLF)<<endingShift, 0
		if rest[lf-1] == '\r' {
			end, m, pair = lf-1, 'a'|meta(endCRLF)<<endingShift, 1
		}
		if name == 2 || name < end && rest[name] != ':' || end > maxLine || name > longName {
			return pos, pairs, slots
		}
		pairs += pair
		slots = append(slots, slot{uint32(pos), m | meta(name-2)<<nameShift})
		pos += lf + 1
	}
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
		p.endSection(true)
		if int(p.sec) < len(p.media) {
			p.media[p.sec] = uint32(p.line - 1)
		}
		p.sec++
		p.seen, p.rank, p.fixed = 0, 0, 0
	}
	p.check(line[0], line[2:])
	m := meta(line[0])
	if line[0] == 'a' {
		m |= meta(min(attrNameLen(line[2:]), longName)) << nameShift
	}
	return m
}

// bytes reports NUL, and, in strict mode, the line's ending.
func (p *parser) bytes(line string, nul bool, eol ending) {
	if nul {
		if i := strings.IndexByte(line, 0); i >= 0 {
			p.report(&ruleBytes, i, lineName(line)+": NUL byte")
		}
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
