package candidate

import (
	"cmp"
	"slices"
	"strconv"
)

// AppendAttribute appends "candidate:" and the value. Of a candidate that was parsed
// the text is copied in one piece; a field that was changed replaces its own word,
// and raddr, rport and tcptype are added in the order of RFC 6544 §4.5 or taken out
// with their names: raddr when RelatedAddress is "", rport when RelatedPort is 0 as
// well, tcptype when TCPType is "". A CR, LF or NUL in a field is left out.
func (c Candidate) AppendAttribute(b []byte) []byte {
	b = append(b, prefix...)
	if c.source.parsed && c.unchanged() {
		return append(b, c.source.text...)
	}
	start := len(b)
	if c.source.whole {
		b = c.appendEdited(b)
	} else {
		b = c.appendFields(b)
	}
	kept := b[:start]
	for _, x := range b[start:] {
		if x != '\r' && x != '\n' && x != 0 {
			kept = append(kept, x)
		}
	}
	return kept
}

// appendFields writes a candidate that has no text, or not a whole one.
func (c *Candidate) appendFields(b []byte) []byte {
	b = append(append(b, c.Foundation...), ' ')
	b = append(strconv.AppendUint(b, uint64(c.Component), 10), ' ')
	b = append(append(b, c.Transport...), ' ')
	b = append(strconv.AppendUint(b, uint64(c.Priority), 10), ' ')
	b = append(append(b, c.Address...), ' ')
	b = strconv.AppendUint(b, uint64(c.Port), 10)
	b = append(append(b, " typ "...), c.Type...)
	if c.RelatedAddress != "" {
		b = append(append(b, " raddr "...), c.RelatedAddress...)
	}
	if c.RelatedAddress != "" || c.RelatedPort != 0 {
		b = strconv.AppendUint(append(b, " rport "...), uint64(c.RelatedPort), 10)
	}
	if c.TCPType != "" {
		b = append(append(b, " tcptype "...), c.TCPType...)
	}
	for p := c.source.walk(); p.nextExtension(); {
		b = append(append(b, ' '), p.nameText()...)
		if !p.odd {
			b = append(append(b, ' '), p.valueText()...)
		}
	}
	return b
}

// An edit puts text in place of a span.
type edit struct {
	span
	text string
}

// appendEdited writes the text with the fields that were changed.
func (c *Candidate) appendEdited(b []byte) []byte {
	text := c.source.text
	was, at, _ := read(text, 0, false)
	var edits []edit
	word := func(changed bool, place span, text string) {
		if changed {
			edits = append(edits, edit{place, text})
		}
	}
	decimal := func(n uint16) string { return utoa(uint32(n)) }
	word(c.Foundation != was.Foundation, at.foundation, c.Foundation)
	word(c.Component != was.Component, at.component, decimal(c.Component))
	word(c.Transport != was.Transport, at.transport, string(c.Transport))
	word(c.Priority != was.Priority, at.priority, utoa(c.Priority))
	word(c.Address != was.Address, at.address, string(c.Address))
	word(c.Port != was.Port, at.port, decimal(c.Port))
	word(c.Type != was.Type, at.typ, string(c.Type))

	behind := at.typ.end // what is added goes behind the field before it
	pair := func(f field, changed, keep bool, value string) {
		place := at.fields[f]
		switch there := place.end != 0; {
		case !changed:
		case there && keep:
			if text[place.at-1] != ' ' { // a name without a value
				value = " " + value
			}
			edits = append(edits, edit{place, value})
		case there:
			edits = append(edits, edit{span{at.before[f], place.end}, ""})
		case keep:
			edits = append(edits, edit{span{behind, behind}, " " + fieldNames[f] + " " + value})
		}
		behind = max(behind, place.end)
	}
	// With raddr rport comes and goes.
	raddr, rport := c.RelatedAddress != was.RelatedAddress, c.RelatedPort != was.RelatedPort
	if at.fields[fieldRelatedPort].end == 0 {
		rport = rport || raddr && at.fields[fieldRelatedAddress].end == 0
	} else {
		rport = rport || raddr && c.RelatedAddress == "" && c.RelatedPort == 0
	}
	pair(fieldRelatedAddress, raddr, c.RelatedAddress != "", string(c.RelatedAddress))
	pair(fieldRelatedPort, rport, c.RelatedAddress != "" || c.RelatedPort != 0, decimal(c.RelatedPort))
	pair(fieldTCPType, c.TCPType != was.TCPType, c.TCPType != "", string(c.TCPType))

	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	pos := 0
	for _, e := range edits {
		b = append(append(b, text[pos:e.at]...), e.text...)
		pos = int(e.end)
	}
	return append(b, text[pos:]...)
}
