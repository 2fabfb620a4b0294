package sdp

import "strings"

// How a description is kept.
//
// The text is one string. A slot stands for each of its lines, eight bytes
// without a pointer; a section is a range of slots. That is all that an unedited
// description has, and all that reading touches.
//
// Edits lie over it. A line that is deleted is marked in its slot. Else an edited slot
// points to a node that holds the line's own new text (or its old text, or the mark that
// it is deleted) and the list of the lines that were put behind it. Nothing ever moves,
// so a handle is an index.

// A slot is one line of the text.
type slot struct {
	off  uint32 // where it starts in the text; of an edited slot, its node
	meta meta
}

// meta packs what is worth knowing about a line without reading it.
type meta uint32

const (
	metaType     meta = 0xff      // the letter; 0 for a line that is not <letter>=
	metaName     meta = 0xffff00  // length of an a= line's attribute name
	metaEnding   meta = 0x3000000 // an ending
	metaEdited   meta = 1 << 26   // off is a node
	metaRest     meta = 1 << 27   // the line runs to the end of the text, line endings and all
	metaBlank    meta = 1 << 28   // nothing but the ending
	metaGone     meta = 1 << 29   // deleted, and needs no node to say so
	nameShift         = 8
	endingShift       = 24
	longName          = 0xffff // names from this length on are measured when needed
	endingsMask       = 3
	nodeBit      ref  = 1 << 31
	maxTextBytes      = 1<<31 - 1
)

// An ending is the way a line ends.
type ending uint8

const (
	noEnding ending = iota
	endLF
	endCR
	endCRLF
)

var endings = [...]string{"", "\n", "\r", "\r\n"}

// size is how many bytes it has.
func (e ending) size() int { return int(e+1) / 2 }

func (m meta) typ() byte      { return byte(m) }
func (m meta) ending() ending { return ending(m>>endingShift) & endingsMask }
func (m meta) nameLen() int   { return int(m & metaName >> nameShift) }

// A ref names a line: the index of its slot, or, for a line that was added, the
// index of its node with nodeBit set.
type ref uint32

// A node is an edited or an added line.
type node struct {
	text   string // without its ending
	next   uint32 // the added line behind this one, as index+1; 0: none
	prev   uint32 // of an added line: ref+1 of the line it stands behind; 0: it is first in its section
	start  uint32 // of a slot's line: where it started in the text
	state  nodeState
	ending ending
}

type nodeState uint8

const (
	nodeOriginal nodeState = iota // a slot's line as it was, with lines behind it
	nodeWritten                   // replaced or added
	nodeDeleted
)

// A section is the session part or a media section.
type section struct {
	first, end uint32 // its slots
	head       uint32 // the list of lines before the slots, as node index+1
	tail       uint32 // ref+1 of the line behind which the next one goes; 0: not looked for yet
	gone       bool   // removed
}

// slotStart is the offset at which slot i's line starts, len(text) for the slot
// behind the last.
func (d *Description) slotStart(i int) int {
	if i >= len(d.slots) {
		return len(d.text)
	}
	s := d.slots[i]
	if s.meta&metaEdited != 0 {
		return int(d.nodes[s.off].start)
	}
	return int(s.off)
}

// slotEnd is the offset at which the line of slot i, whose meta is given, ends in the
// text, its ending apart.
func (d *Description) slotEnd(i int, m meta) int {
	if m&metaRest != 0 {
		return len(d.text)
	}
	return d.slotStart(i+1) - m.ending().size()
}

// slotText is the text of slot i's line as it was parsed, without its ending.
func (d *Description) slotText(i int) string {
	return d.text[d.slotStart(i):d.slotEnd(i, d.slots[i].meta)]
}

// nodeOf is the node of a line, or nil if the line stands in the text unedited.
func (d *Description) nodeOf(r ref) *node {
	if r&nodeBit != 0 {
		return &d.nodes[r&^nodeBit]
	}
	if s := d.slots[r]; s.meta&metaEdited != 0 {
		return &d.nodes[s.off]
	}
	return nil
}

func (d *Description) lineText(r ref) string {
	if n := d.nodeOf(r); n != nil {
		return n.text
	}
	return d.slotText(int(r))
}

func (d *Description) lineType(r ref) byte {
	if n := d.nodeOf(r); n != nil {
		return textType(n.text)
	}
	return d.slots[r].meta.typ()
}

// textType is the type letter of a line, 0 if it is not <letter>=.
func textType(line string) byte {
	if len(line) >= 2 && line[1] == '=' {
		return line[0]
	}
	return 0
}

// attr splits an a= line.
func (d *Description) attr(r ref) (name, value string, hasValue, ok bool) {
	if r&nodeBit == 0 && d.slots[r].meta&(metaEdited|metaType) == 'a' {
		return d.slotAttr(int(r))
	}
	line := d.lineText(r)
	if textType(line) != 'a' {
		return "", "", false, false
	}
	return cutAttr(line[2:])
}

// slotAttr splits the a= line of slot i, which is not edited.
func (d *Description) slotAttr(i int) (name, value string, hasValue, ok bool) {
	s := d.slots[i]
	line := d.text[int(s.off)+len("a=") : d.slotEnd(i, s.meta)]
	n := s.meta.nameLen()
	switch {
	case n == longName:
		return cutAttr(line)
	case n == len(line):
		return line, "", false, true
	}
	return line[:n], line[n+1:], true, true
}

// attrName is the attribute name of an a= line, for less than attr takes.
func (d *Description) attrName(r ref) (name string, ok bool) {
	if r&nodeBit == 0 {
		if s := d.slots[r]; s.meta&(metaEdited|metaType) == 'a' && s.meta.nameLen() != longName {
			start := int(s.off) + len("a=")
			return d.text[start : start+s.meta.nameLen()], true
		}
	}
	name, _, _, ok = d.attr(r)
	return name, ok
}

func cutAttr(s string) (name, value string, hasValue, ok bool) {
	name, value, hasValue = strings.Cut(s, ":")
	return name, value, hasValue, true
}

// edit gives the line a node to be changed in.
func (d *Description) edit(r ref) *node {
	if n := d.nodeOf(r); n != nil {
		return n
	}
	s := &d.slots[r]
	n := node{start: s.off, ending: s.meta.ending()}
	if s.meta&metaGone != 0 {
		n.state = nodeDeleted
	} else {
		n.text = d.slotText(int(r))
	}
	d.appendNode(n)
	s.off = uint32(len(d.nodes) - 1)
	s.meta = s.meta&^metaGone | metaEdited
	return &d.nodes[len(d.nodes)-1]
}

// write gives the line a text that it does not have.
func (d *Description) write(r ref, text string) {
	n := d.edit(r)
	n.text, n.state = text, nodeWritten
}

// insertAfter puts a line behind line r of section id.
func (d *Description) insertAfter(id uint32, r ref, text string) ref {
	d.findTail(id)
	end := d.edit(r).ending
	at := d.addNode(text, end)
	d.link(at, uint32(r)+1, &d.nodeOf(r).next)
	if sec := &d.secs[id]; sec.tail == uint32(r)+1 {
		sec.tail = uint32(at) + 1
	}
	return at
}

// insertFirst puts a line in front of all lines of section id.
func (d *Description) insertFirst(id uint32, text string) ref {
	d.findTail(id)
	end := lastEnding(d.text)
	if next, ok := d.firstLine(id); ok && !d.isRest(next) {
		end = d.lineEnding(next)
	}
	at := d.addNode(text, end)
	sec := &d.secs[id]
	d.link(at, 0, &sec.head)
	if sec.tail == 0 {
		sec.tail = uint32(at) + 1
	}
	return at
}

// addNode makes a node for an added line.
func (d *Description) addNode(text string, end ending) ref {
	d.appendNode(node{text: text, state: nodeWritten, ending: end})
	return ref(len(d.nodes)-1) | nodeBit
}

// appendNode adds a node. An edit seldom comes alone, so there is room for some at once.
func (d *Description) appendNode(n node) {
	if d.nodes == nil {
		d.nodes = make([]node, 0, 8)
	}
	d.nodes = append(d.nodes, n)
}

// link puts the node of an added line at the start of a list.
func (d *Description) link(at ref, prev uint32, head *uint32) {
	i := uint32(at &^ nodeBit)
	d.nodes[i].prev, d.nodes[i].next = prev, *head
	if *head != 0 {
		d.nodes[*head-1].prev = uint32(at) + 1
	}
	*head = i + 1
}

// remove deletes a line. An added one leaves its list, so that nobody passes over
// it again; its own next stays, for whoever is on it.
func (d *Description) remove(id uint32, r ref) {
	d.findTail(id)
	n := d.nodeOf(r)
	if n == nil {
		d.removeSlots(int(r), int(r)+1)
		return
	}
	n.text, n.state = "", nodeDeleted
	if r&nodeBit == 0 {
		return
	}
	sec := &d.secs[id]
	if sec.tail == uint32(r)+1 {
		sec.tail = n.prev
	}
	if n.next != 0 {
		d.nodes[n.next-1].prev = n.prev
	}
	if n.prev == 0 {
		sec.head = n.next
	} else {
		d.nodeOf(ref(n.prev - 1)).next = n.next
	}
}

// removeSlots deletes lines whose slots are neither edited nor deleted.
func (d *Description) removeSlots(from, end int) {
	d.gone += d.slotStart(end) - int(d.slots[from].off)
	for i := from; i < end; i++ {
		d.slots[i].meta |= metaGone
	}
}

// isRest says that r is the opaque line behind a limit.
func (d *Description) isRest(r ref) bool {
	return r&nodeBit == 0 && d.slots[r].meta&metaRest != 0
}

// findTail finds the line behind which an addition to the end of the section
// goes: its last line, empty lines at the end apart.
func (d *Description) findTail(id uint32) {
	sec := &d.secs[id]
	if sec.tail != 0 || sec.first == sec.end {
		return
	}
	i := sec.end - 1
	for i > sec.first && d.slots[i].meta&(metaBlank|metaRest) != 0 {
		i--
	}
	if d.slots[i].meta&metaRest == 0 {
		sec.tail = i + 1
	}
}

func (d *Description) lineEnding(r ref) ending {
	if n := d.nodeOf(r); n != nil {
		return n.ending
	}
	return d.slots[r].meta.ending()
}

// A walker goes over the lines of one section that are not deleted, and that were
// there when it started. It holds no pointer into the slices, so edits between two
// steps do it no harm.
type walker struct {
	d    *Description
	gen  uint32
	old  uint32 // nodes from this one on are newer than the walker
	id   uint32
	slot uint32
	end  uint32
	node uint32 // index+1 of the next line in a list of added ones
	mask meta   // an unedited line is passed over
	want meta   // if what mask leaves of it is not want
}

func (d *Description) walk(id uint32) walker {
	sec := &d.secs[id]
	return walker{d: d, gen: d.gen, old: uint32(len(d.nodes)), id: id, slot: sec.first, end: sec.end, node: sec.head}
}

// walkType walks over the lines of one type, and over all edited ones.
func (d *Description) walkType(id uint32, typ byte) walker {
	w := d.walk(id)
	w.mask, w.want = metaType, meta(typ)
	return w
}

// walkNamed walks over the a= lines whose attribute name is as long as this one, and
// over all edited lines. That is most of the work of finding the name itself.
func (d *Description) walkNamed(id uint32, name string) walker {
	w := d.walk(id)
	w.mask, w.want = metaType|metaName, 'a'|meta(min(len(name), longName))<<nameShift
	return w
}

func (w *walker) next() (ref, bool) {
	d := w.d
	if i := w.slot; w.mask == 0 && w.node == 0 && i < w.end && d.gen == w.gen && !d.secs[w.id].gone &&
		d.slots[i].meta&(metaEdited|metaGone) == 0 {
		w.slot = i + 1 // nearly always the next line is one that stands as it was
		return ref(i), true
	}
	if d.gen != w.gen || d.secs[w.id].gone {
		return 0, false
	}
	for {
		if w.node != 0 {
			i := w.node - 1
			w.node = d.nodes[i].next
			if d.nodes[i].state != nodeDeleted && i < w.old {
				return ref(i) | nodeBit, true
			}
			continue
		}
		i := int(w.slot)
		slots, mask, want := d.slots[:w.end], w.mask, w.want
		for i < len(slots) && slots[i].meta&mask != want && slots[i].meta&metaEdited == 0 {
			i++
		}
		if i >= len(slots) {
			w.slot = w.end
			return 0, false
		}
		w.slot = uint32(i) + 1
		s := slots[i]
		if s.meta&(metaEdited|metaGone) == 0 {
			return ref(i), true
		}
		if s.meta&metaGone != 0 {
			continue
		}
		n := &d.nodes[s.off]
		w.node = n.next
		if n.state != nodeDeleted {
			return ref(i), true
		}
	}
}

// nextNamed is next for what walkNamed has made with the same name: it passes over the
// lines whose name is another one of that length.
func (w *walker) nextNamed(name string) (r ref, a Attr, ok bool) {
	d := w.d
	for {
		if w.node == 0 && d.gen == w.gen && !d.secs[w.id].gone && name != "" && len(name) < longName {
			// As far as nothing is edited there is less to look at than next does.
			slots, mask, want, first := d.slots[:w.end], w.mask, w.want, name[0]
			i := int(w.slot)
			for ; i < len(slots) && slots[i].meta&(metaEdited|metaGone) == 0; i++ {
				if slots[i].meta&mask != want {
					continue
				}
				at := int(slots[i].off) + len("a=")
				if end := at + len(name); d.text[at] == first && d.text[at:end] == name {
					w.slot = uint32(i) + 1
					return ref(i), Attr{d.text[slots[i].off:d.slotEnd(i, slots[i].meta)], len("a=") + len(name)}, true
				}
			}
			w.slot = uint32(i)
		}
		if r, ok = w.next(); !ok {
			return 0, Attr{}, false
		}
		if a, ok = d.attrOf(r); ok && a.Name() == name {
			return r, a, true
		}
	}
}

func (d *Description) firstLine(id uint32) (ref, bool) {
	w := d.walk(id)
	return w.next()
}
