package diff

import (
	"strings"

	"github.com/sdpkit/sdpkit/sdp"
)

// A line is one line with its marks. A line that is neither matched nor claimed
// when the rules are done falls to the catch-all, so nothing can be overlooked.
// There is one for each line of both texts, so it is small, and what is seldom asked
// for is cut from the text then.
type line struct {
	text    string
	twin    *line  // the byte-equal line in the other text's section
	num     uint32 // from 1
	topic   topic
	typ     byte
	ending  ending
	claimed bool // a change names it
}

// readTopic reads what the line is about.
func (l *line) readTopic() {
	switch text := l.text; {
	case len(text) < len("a=") || text[1] != '=':
		l.topic = otherLine
	case text[0] == 'a':
		name, _, _ := strings.Cut(text[len("a="):], ":")
		l.typ, l.topic = 'a', attributeTopic(name)
	default:
		l.typ, l.topic = text[0], lineTopics[text[0]]
	}
}

// name is that of an attribute, "" for another line.
func (l *line) name() string {
	if l.typ != 'a' {
		return ""
	}
	if l.topic != otherAttribute {
		return topics[l.topic].name
	}
	name, _, _ := strings.Cut(l.text[len("a="):], ":")
	return name
}

// attr splits an attribute as [sdp.Line.Attr] does.
func (l *line) attr() (name, value string, hasValue bool) {
	if l.typ != 'a' {
		return "", "", false
	}
	name = l.name()
	if len(l.text) == len("a=")+len(name) {
		return name, "", false
	}
	return name, l.text[len("a=:")+len(name):], true
}

// value is what follows an attribute's name and colon.
func (l *line) value() string {
	_, value, _ := l.attr()
	return value
}

// hasValue says that a colon follows the name.
func (l *line) hasValue() bool {
	_, _, has := l.attr()
	return has
}

// parsed is an attribute line as a value of its type.
func parsed[T sdp.Attribute[T]](l *line) (T, error) {
	var zero T
	return zero.ParseAttribute(l.attr())
}

// open says that nothing accounts for the line yet.
func (l *line) open() bool { return l.twin == nil && !l.claimed }

// An ending is how a line ends.
type ending uint8

const (
	noEnding ending = iota
	crlf
	lf
	cr
)

var endingNames = [...]string{"none", "CRLF", "LF", "CR"}

func (e ending) String() string { return endingNames[e] }

// cutLine takes a line with its ending off the front of a text. The line is what
// the parser made of it, so only the ending has to be found.
func cutLine(text, line string) (end ending, rest string) {
	rest, ok := strings.CutPrefix(text, line)
	switch {
	case !ok:
		return noEnding, text
	case strings.HasPrefix(rest, "\r\n"):
		return crlf, rest[2:]
	case strings.HasPrefix(rest, "\n"):
		return lf, rest[1:]
	case strings.HasPrefix(rest, "\r"):
		return cr, rest[1:]
	}
	return noEnding, rest
}
