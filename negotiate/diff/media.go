package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// mediaName compares the m= lines field by field; the codecs in it are another
// rule's.
func (c *comparison) mediaName(p *pair) {
	if p.old.slot < 0 {
		return
	}
	a, b := p.old.m(), p.new.m()
	o, errOld := p.old.MediaName()
	n, errNew := p.new.MediaName()
	if a.text == b.text && !p.stopped || errOld != nil || errNew != nil {
		return
	}
	say := func(id, summary string, more ...Detail) {
		c.emit(p, finding{id: id, broken: id == "media-type", summary: summary, detail: more, old: []*line{a}, new: []*line{b}})
	}
	if o.Media != n.Media {
		var words []Detail
		if c.role != Answer { // which has to keep the type that was offered (RFC 3264 §6.1)
			words = []Detail{{Text: "RFC 3264 allows it; browsers refuse it"}}
		}
		say("media-type", "m="+o.Media+" → m="+n.Media, words...)
	}
	if p.stopped {
		c.stopped(p)
		return
	}
	o.PortCount, n.PortCount = max(o.PortCount, 1), max(n.PortCount, 1) // what it is when nothing is said
	if o.PortCount != n.PortCount {
		say("endpoint", fmt.Sprintf("number of ports %d → %d", o.PortCount, n.PortCount))
	}
	if o.Proto != n.Proto {
		say("proto", o.Proto+" → "+n.Proto)
	}
	if !slices.Equal(o.Formats, n.Formats) {
		c.formats(p, o, n)
	}
	if o.Port != n.Port && !p.live() {
		say("endpoint", "port "+strconv.Itoa(o.Port)+" → "+strconv.Itoa(n.Port)) // of a live one, endpoint tells it
	}
	if o.Equal(n) {
		c.emit(p, finding{id: "line", cosmetic: true, summary: "the same m= line, spaced differently", old: []*line{a}, new: []*line{b}})
	}
}

// formats reports a changed format list where codecs doesn't tell it: formats
// that are no payload types, doubled ones, and stopped sections.
func (c *comparison) formats(p *pair, o, n sdp.MediaName) {
	known := func(s *section, formats []string) bool {
		n := len(s.codecs().list)
		return n > 0 && n == len(formats)
	}
	if known(p.old, o.Formats) && known(p.new, n.Formats) {
		return
	}
	id := "line"
	if sctp(p.old) || sctp(p.new) {
		id = "sctp"
	}
	c.emit(p, finding{
		id: id, old: []*line{p.old.m()}, new: []*line{p.new.m()},
		summary: "formats " + strings.Join(o.Formats, " ") + " → " + strings.Join(n.Formats, " "),
	})
}

// stopped reports port 0, and the lines that went with the stream: RFC 3264 §8.2
// lets them be left out.
func (c *comparison) stopped(p *pair) {
	p.settled = true
	f := finding{id: "media-stopped", summary: called(p.new) + " is stopped", old: openLines(p.old), new: openLines(p.new)}
	f.old = append(f.old, p.old.m())
	f.new = append(f.new, p.new.m())
	if n := len(f.old) - 1; n > 0 {
		f.detail = append(f.detail, Detail{Text: strconv.Itoa(n) + " of its lines are gone or changed, which no longer matters"})
	}
	c.emit(p, f)
}

func openLines(s *section) []*line {
	var ls []*line
	for i := range s.lines {
		if l := &s.lines[i]; l.open() && l.typ != 'm' {
			ls = append(ls, l)
		}
	}
	return ls
}

var directions = []string{"sendrecv", "sendonly", "recvonly", "inactive"}

// directionLines returns the lines that have a say in a section's direction.
func directionLines(s *section) []*line {
	var ls []*line
	for _, name := range directions {
		ls = append(ls, s.attr(name)...)
	}
	if len(ls) > 0 || s.slot < 0 {
		return ls
	}
	return directionLines(s.doc.session)
}

// direction compares what holds in the end: a section's own direction, else the
// session's, else sendrecv (RFC 8866 §6.7).
func (c *comparison) direction(p *pair) {
	if p.old.slot < 0 {
		return // seen through the sections that it holds for
	}
	a, b := directionLines(p.old), directionLines(p.new)
	o, n := p.old.Direction(), p.new.Direction()
	if o == n {
		if len(openOf(a))+len(openOf(b)) > 0 {
			f := finding{id: "direction", cosmetic: true, old: unmatched(a), new: unmatched(b)}
			f.summary = "the direction is " + n.String() + " in both, said or by default"
			if !unanimous(a, n) || !unanimous(b, n) {
				f.cosmetic, f.atMost = false, Info
				f.summary = "several directions or one that can't be read; the last readable one is " + n.String() + " in both"
			}
			c.emit(p, f)
		}
		return
	}
	f := finding{id: "direction", summary: o.String() + " → " + n.String(), old: a, new: b}
	if c.role != Answer { // there each side speaks of what it does itself
		f.detail = []Detail{{Text: directionWords(o, n)}}
	}
	if !p.live() || sctp(p.new) {
		f.atMost = Info // RFC 8841 §9.2: it has no meaning there
	}
	c.emit(p, f)
}

// unanimous says that the lines give one direction. RFC 8866 §6.7 allows one line;
// of several it is not settled which counts.
func unanimous(ls []*line, d sdp.Direction) bool {
	return !slices.ContainsFunc(ls, func(l *line) bool { return l.name() != d.String() || l.hasValue() })
}

func directionWords(o, n sdp.Direction) string {
	var parts []string
	switch {
	case o.Send() && !n.Send():
		parts = append(parts, "stops sending")
	case !o.Send() && n.Send():
		parts = append(parts, "starts sending")
	}
	switch {
	case o.Recv() && !n.Recv():
		parts = append(parts, "stops receiving")
	case !o.Recv() && n.Recv():
		parts = append(parts, "starts receiving")
	}
	words := "this side " + strings.Join(parts, " and ")
	switch {
	case o == sdp.SendRecv && n == sdp.SendOnly, o == sdp.RecvOnly && n == sdp.Inactive:
		words += ": on hold (RFC 3264 §8.4)"
	case o == sdp.SendOnly && n == sdp.SendRecv, o == sdp.Inactive && n == sdp.RecvOnly:
		words += ": off hold"
	}
	return words
}

// endpoint compares where media goes: the port, and c= as it holds for each
// section (RFC 8866 §5.7).
func (c *comparison) endpoint(p *pair) {
	if p.old.slot < 0 || !p.live() {
		return
	}
	a, b := connection(p.old), connection(p.new)
	o, n := port(p.old), port(p.new)
	if !differ(a, b) && o == n {
		if a != nil && a.twin != b && (a.open() || b.open()) {
			c.emit(p, finding{id: "endpoint", cosmetic: true, old: []*line{a}, new: []*line{b}, summary: "the same c= line, in another place"})
		}
		return
	}
	f := finding{id: "endpoint"}
	if differ(a, b) {
		f.old, f.new = append(f.old, a), append(f.new, b)
	}
	if o != n {
		f.old, f.new = append(f.old, p.old.m()), append(f.new, p.new.m())
	}
	before, after := address(a)+" port "+o, address(b)+" port "+n
	if before == after { // the network or address type, then
		before, after = a.text, b.text
	}
	f.summary = before + " → " + after
	if b != nil && (strings.HasSuffix(b.text, " 0.0.0.0") || strings.HasSuffix(b.text, " ::")) && !p.new.ice() {
		f.detail = []Detail{{Text: "nothing is to be sent there: the old form of hold (RFC 3264 §8.4)"}}
	}
	switch {
	case c.role == Answer:
		f.atMost = Info // each side has its own
	case p.old.ice() && p.new.ice():
		f.atMost = Info
		f.summary = "default candidate " + f.summary
	}
	c.emit(p, f)
}

// connection returns the c= line that holds for a section.
func connection(s *section) *line {
	return cmp.Or(s.first('c'), s.doc.session.first('c'))
}

// port is a number, and what stands in its place where that can't be read.
func port(s *section) string {
	if n := s.Port(); n != 0 {
		return strconv.Itoa(n)
	}
	fields := strings.Fields(s.m().text)
	if len(fields) < 2 {
		return "missing"
	}
	number, _, _ := strings.Cut(fields[1], "/")
	return decimal(number)
}

// address leaves out the network and address type.
func address(l *line) string {
	if l == nil {
		return "no c="
	}
	fields := strings.Fields(l.text)
	return fields[len(fields)-1]
}

// flags are attributes without a value, with the words for what it means that one
// went or came. Their names are those of their classes.
var flags = []struct{ name, gone, came string }{
	{"rtcp-mux", "RTCP no longer shares the port of RTP", "RTCP shares the port of RTP now"},
	{"rtcp-rsize", "no reduced-size RTCP any more", "reduced-size RTCP may be sent now"},
	{"extmap-allow-mixed", "header extensions of one and two bytes may no longer be mixed", "header extensions of one and two bytes may be mixed now"},
	{"end-of-candidates", "more candidates may come", "no more candidates will come"},
}

// flags compares them as they hold for each section.
func (c *comparison) flags(p *pair) {
	if !p.live() {
		return
	}
	for _, flag := range flags {
		a, b := p.old.inherit(flag.name), p.new.inherit(flag.name)
		f := finding{id: flag.name, old: a, new: b}
		switch {
		case len(a) > 0 && len(b) == 0:
			f.summary = flag.gone
			if first, ok := c.new.carrier(p.new, flag.name); ok {
				f.atMost, f.summary = Info, "a="+flag.name+" gone; that of the BUNDLE's first section, mid "+first+", holds"
			}
		case len(a) == 0 && len(b) > 0:
			f.summary = flag.came
		default:
			if f.old, f.new = openOf(a), openOf(b); len(f.old)+len(f.new) == 0 || !bare(a) || !bare(b) {
				continue
			}
			f.cosmetic, f.summary = true, "a="+flag.name+" in another place"
		}
		c.emit(p, f)
	}
}

// bare says that the lines have no values, which flags mustn't have.
func bare(ls []*line) bool {
	return !slices.ContainsFunc(ls, func(l *line) bool { return l.hasValue() })
}
