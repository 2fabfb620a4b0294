package candidate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// The clauses that fragments are held against, and what to do about each.
var (
	fragmentLine        = fragmentRule{"RFC 8840 §9.2", "remove the line, or make it an a= line"}
	fragmentLevel       = fragmentRule{"RFC 8840 §4.4", "put it behind the m= and a=mid lines of its section"}
	fragmentMid         = fragmentRule{"RFC 8840 §4.4", "put one a=mid behind the m= line, with the mid of the section that is meant"}
	fragmentCredentials = fragmentRule{"RFC 8840 §4.4", "put in ice-ufrag and ice-pwd, at the level that they have in the offer or answer"}
	fragmentAttribute   = fragmentRule{"RFC 8840 §9.2", "correct the value, or remove the line"}
)

type fragmentRule struct{ clause, fix string }

// fragmentAttributes are the attributes of RFC 8840 §9.2 that have a value to check, or
// none, and the level they belong to. Of a=rtcp the grammar there has the bare name.
var fragmentAttributes = []struct {
	name   string
	levels sdp.Levels
	parse  func(name, value string, hasValue bool) error
}{
	{"candidate", sdp.LevelMedia, parses[Candidate]},
	{"remote-candidates", sdp.LevelMedia, parses[sdp.RemoteCandidates]},
	{"mid", sdp.LevelMedia, parses[sdp.MID]},
	{"rtcp-mux", sdp.LevelMedia, parses[sdp.RTCPMux]},
	{"rtcp-mux-only", sdp.LevelMedia, parses[sdp.RTCPMuxOnly]},
	{"end-of-candidates", sdp.LevelSession | sdp.LevelMedia, parses[sdp.EndOfCandidates]},
	{"ice-ufrag", sdp.LevelSession | sdp.LevelMedia, parses[sdp.ICEUfrag]},
	{"ice-pwd", sdp.LevelSession | sdp.LevelMedia, parses[sdp.ICEPwd]},
	{"ice-options", sdp.LevelSession | sdp.LevelMedia, parses[sdp.ICEOptions]},
	{"ice-pacing", sdp.LevelSession, parses[sdp.ICEPacing]},
	{"ice-lite", sdp.LevelSession, parses[sdp.ICELite]},
	{"group", sdp.LevelSession, parses[sdp.Group]},
}

func parses[T sdp.Attribute[T]](name, value string, hasValue bool) error {
	var zero T
	_, err := zero.ParseAttribute(name, value, hasValue)
	return err
}

// problems are what ParseFragment refuses, in the order of the text.
func (f *Fragment) problems() (errs sdp.ErrorList) {
	session := f.d.Session()
	checkLines(session, &errs)
	all := credentials{attributeValue(session, "ice-ufrag"), attributeValue(session, "ice-pwd")}
	for _, m := range f.d.AllMedia() {
		checkLines(m, &errs)
		if c := (credentials{attributeValue(m, "ice-ufrag"), attributeValue(m, "ice-pwd")}); c.or(all).missing() != "" {
			errs = append(errs, fragmentError(firstLine(m), pathOf(m), 1, fragmentCredentials, "there is no "+c.or(all).missing()+" for this block"))
		}
	}
	if f.d.NumMedia() == 0 && all.missing() != "" {
		errs = append(errs, fragmentError(firstLine(session), "session", 1, fragmentCredentials, "there is no "+all.missing()))
	}
	slices.SortStableFunc(errs, func(a, b *sdp.SyntaxError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return errs
}

// checkLines checks the lines of the session part or of a block one by one.
func checkLines(m sdp.Section, errs *sdp.ErrorList) {
	path, level := pathOf(m), sdp.LevelSession
	if m.IsMedia() {
		level = sdp.LevelMedia
	}
	fail := func(l sdp.Line, column int, rule fragmentRule, msg string) {
		*errs = append(*errs, fragmentError(l, path, column, rule, msg))
	}
	mids := 0
	for l := range m.Lines() {
		name, value, hasValue, isAttribute := l.Attr()
		switch {
		case l.Text() == "":
		case l.Type() == 'm':
			if _, err := m.MediaName(); err != nil {
				if bad, ok := err.(*sdp.SyntaxError); ok {
					*errs = append(*errs, bad)
				}
			}
		case l.Type() == 'a' && name == "":
			fail(l, len("a=")+1, fragmentLine, "a-line: attribute name is missing")
		case !isAttribute:
			fail(l, 1, fragmentLine, "line "+quote(l.Text())+" is neither an a= nor an m= line")
		default:
			lower := strings.ToLower(name)
			for _, known := range fragmentAttributes {
				if known.name != lower {
					continue
				}
				if known.levels&level == 0 {
					fail(l, 1, fragmentLevel, "a="+lower+": does not belong here")
				} else if err := known.parse(lower, value, hasValue); err != nil {
					*errs = append(*errs, lineError(l, path, err))
				}
			}
			switch {
			case lower == "mid" && level == sdp.LevelMedia:
				if mids++; mids == 2 {
					fail(l, 1, fragmentMid, "there is a second a=mid in this block")
				}
			case lower == "candidate" && mids == 0 && level == sdp.LevelMedia:
				fail(l, 1, fragmentMid, "a=candidate: comes before the a=mid of its block")
				mids = -1 << 30 // once is enough
			}
		}
	}
	if mids == 0 && level == sdp.LevelMedia {
		fail(firstLine(m), 1, fragmentMid, "there is no a=mid in this block")
	}
}

func firstLine(m sdp.Section) (first sdp.Line) {
	for l := range m.Lines() {
		return l
	}
	return first
}

// fragmentError makes an error of a line. Where there is none, the text is empty.
func fragmentError(l sdp.Line, path string, column int, rule fragmentRule, msg string) *sdp.SyntaxError {
	if name, _, _, _ := l.Attr(); name != "" {
		path += "/a=" + name
	}
	return &sdp.SyntaxError{Line: max(1, l.Number()), Column: column, Path: path, Rule: rule.clause, Msg: msg, Fix: rule.fix}
}

// lineError puts what ParseAttribute returned at its line.
func lineError(l sdp.Line, path string, err error) *sdp.SyntaxError {
	name, _, hasValue, _ := l.Attr()
	e := fragmentError(l, path, len("a=")+len(name)+1, fragmentAttribute, "a="+strings.ToLower(name)+": "+err.Error())
	if hasValue {
		e.Column++
	}
	if at, ok := err.(*sdp.AttributeError); ok {
		if e.Column += at.At; at.Rule != "" {
			e.Rule = at.Rule
		}
	}
	return e
}

// pathOf names the session part or a block.
func pathOf(m sdp.Section) string {
	if !m.IsMedia() {
		return "session"
	}
	path := "m[" + strconv.Itoa(m.Index()) + "]"
	if mid := attributeValue(m, "mid"); is(mid, clsToken) && len(mid) < 40 {
		path += "(mid=" + mid + ")"
	}
	return path
}
